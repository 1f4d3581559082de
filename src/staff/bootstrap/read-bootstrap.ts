import { z } from 'zod';
import { isStaffCode, isWords } from '../login.ts';
import type { Bootstrap, FirstAdministrator } from './bootstrap.ts';

const words = z.string().refine(isWords);
const staffCode = z.string().refine(isStaffCode);
const unionName = z.object({
  'union-name': words,
  region: z.string().regex(/^[0-9]{6}$/),
  'region-name': words,
});

const given = z.object({
  union: z.string().regex(/^[A-Z0-9-]{1,40}$/),
  issuer: words,
  ...{ code: staffCode, name: words, subject: words },
  ...{ 'second-code': staffCode, 'second-name': words, 'second-subject': words },
});

const values = { ...given.shape, ...unionName.shape };

/** Reads the value of one option; `undefined` where it is wrong. */
export function bootstrapValue(name: keyof typeof values): (typed: string) => string | undefined {
  return (typed) => values[name].safeParse(typed).data;
}

/** The command that a command line's options give; `undefined` where they are not complete or two are the same. */
export function readBootstrap(options: object, today: string): Bootstrap | undefined {
  const parsed = given.safeParse(options);
  const made = readUnion(options);
  if (!parsed.success || made === undefined) return undefined;
  const { union: code, issuer, ...people } = parsed.data;
  const first: FirstAdministrator = { code: people.code, name: people.name, subject: people.subject };
  const second: FirstAdministrator = {
    code: people['second-code'],
    name: people['second-name'],
    subject: people['second-subject'],
  };
  if (first.code === second.code || first.subject === second.subject) return undefined;
  return { union: { code, made }, issuer, first, second, today };
}

/** What the union is made with: all of it or nothing. */
function readUnion(options: object): Bootstrap['union']['made'] | undefined {
  const none = Object.keys(unionName.shape).every((name) => !(name in options));
  if (none) return null;
  const { success, data } = unionName.safeParse(options);
  return success ? { name: data['union-name'], region: data.region, regionName: data['region-name'] } : undefined;
}
