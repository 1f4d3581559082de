import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { reloadViewer } from '../../access/viewer.read.ts';
import { openLink, sealLink } from '../../export/link/link.ts';
import { momentInChina } from '../../export/link/moment-in-china.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { LEVEL_NAMES } from '../../policy/names.ts';
import type { Level } from '../../policy/facts/facts.ts';
import type { Day } from '../../kernel/calendar.ts';
import { EVERY, type Every } from '../question/periods.ts';
import type { Asked } from '../graph/statistics.loader.ts';
import { type FileFormat, ROUTES } from './file-formats.ts';

const DAYS = 90;
const MILLISECONDS = DAYS * 86_400_000;
const NONCE_BYTES = 16;
const PARAMETER = 'link';
/** What programs and proxies take. */
const LONGEST_URL = 8000;

const day = z.number().transform((value) => value as Day);
const open = <T extends z.ZodType>(type: T) => type.nullish();
/** What is asked each time that the link is followed. */
const askedShape = z.object({
  measures: z.array(z.string()),
  by: z.array(z.string()),
  filter: open(
    z.object({
      union: open(z.string()),
      where: open(z.array(z.object({ dimension: z.string(), keys: z.array(z.string()) }))),
    }),
  ),
  over: open(z.object({ from: day, to: open(day), every: z.enum(Object.keys(EVERY) as [Every, ...Every[]]) })),
  asOf: open(day),
  asKnownOn: open(day),
  revision: open(z.number()),
  level: z.enum(Object.keys(LEVEL_NAMES) as [Level, ...Level[]]),
  orderBy: z.array(z.object({ measure: open(z.string()), dimension: open(z.string()), descending: z.boolean() })),
});

/**
 * Makes a link to the file of a question, which whoever has it can follow for 90 days, without a token: programs that draw charts fetch
 * it again and again. It shows no small cell, whoever made it, and each time has the rights that its maker has then.
 */
export function makeStatisticsLink(context: GraphContext, given: Asked, format: FileFormat) {
  const { staffId, grants } = requireViewer(context);
  // A dashboard asks the graph: a link would outlive its token.
  if (staffId === null || grants.some(({ role }) => role === 'DASHBOARD')) throw graphError('FORBIDDEN');
  const expiresAt = Date.now() + MILLISECONDS;
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const file = askedShape.parse(given);
  const link = { file, viewerId: staffId, purpose: null, expiresAt, nonce };
  const route = ROUTES[format];
  const url = `${route}?${PARAMETER}=${sealLink(context.deps.secrets, route, link)}`;
  if (url.length > LONGEST_URL) throw graphError('TOO_LARGE', { argument: 'filter', most: LONGEST_URL });
  return { url, expiresAt: momentInChina(expiresAt) };
}

/** Follows a link: what is asked, and the context of its maker with the rights of now. Errors: LINK_INVALID, LINK_ENDED. */
export async function followStatisticsLink(
  context: GraphContext,
  format: FileFormat,
  parameters: URLSearchParams,
): Promise<{ readonly asked: Asked; readonly context: GraphContext }> {
  const { database, secrets, today } = context.deps;
  const link = openLink(secrets, ROUTES[format], parameters.get(PARAMETER) ?? '');
  const { data: asked } = askedShape.safeParse(link?.file);
  if (link === null || asked === undefined) throw graphError('LINK_INVALID');
  const whose = { staffId: link.viewerId, personId: null };
  const viewer = await database.session((sql) => reloadViewer(sql, whose, today));
  if (viewer === null || link.expiresAt <= Date.now()) throw graphError('LINK_ENDED');
  return { asked, context: { ...context, viewer: { ...viewer, purpose: null } } };
}
