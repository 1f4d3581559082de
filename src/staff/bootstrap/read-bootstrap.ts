import { z } from 'zod';
import { isStaffCode, isWords } from '../logins/login.ts';
import type { Bootstrap, FirstAdministrator } from './bootstrap.ts';

const words = z.string().refine(isWords);
const staffCode = z.string().refine(isStaffCode);
const unionName = z.object({ 'union-name': words, region: z.string().regex(/^[0-9]{6}$/), 'region-name': words });

const given = z.object({
  union: z.string().regex(/^[A-Z0-9-]{1,40}$/),
  issuer: words,
  ...{ code: staffCode, name: words, subject: words },
  ...{ 'second-code': staffCode, 'second-name': words, 'second-subject': words },
});

const values = { ...given.shape, ...unionName.shape };

/** Returns the parser of an option; it returns `undefined` for an invalid value. */
export function bootstrapValue(name: keyof typeof values): (typed: string) => string | undefined {
  return (typed) => values[name].safeParse(typed).data;
}

/** Makes the command from the options of a command line; returns `undefined` if they are incomplete or two are the same. */
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

/** Reads the options for a new union, which must be given together: `null` if none is, `undefined` if only some are. */
function readUnion(options: object): Bootstrap['union']['made'] | undefined {
  const none = Object.keys(unionName.shape).every((name) => !(name in options));
  if (none) return null;
  const { success, data } = unionName.safeParse(options);
  return success ? { name: data['union-name'], region: data.region, regionName: data['region-name'] } : undefined;
}
