import { authorisedUnions } from '../../access/viewer.ts';
import { PREVIEW_JOB, previewJob } from '../../assessment/preview/preview-job.ts';
import { isTimedId, NOBODY, parsePlainId } from '../../graph/arguments/ids.ts';
import type { PageArgs } from '../../graph/arguments/args.input.ts';
import { viewOf } from '../../graph/arguments/read-at.ts';
import { requestLoader } from '../../graph/batch/batch.ts';
import { settleCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { asHundredths } from '../../kernel/decimal.ts';
import { asFen } from '../../kernel/fen.ts';
import { loadHouseholdNode } from '../../registry/graph/household.loader.ts';
import type { ProfileEntry, StandardEntry } from '../../standards/proposals/rule-content.ts';
import {
  countProposals,
  findDocuments,
  type ListedProposal,
  listProposals,
  type RuleDocument,
} from '../../standards/proposals/rule-proposal.read.ts';
import type { OrProblems, Problem } from '../../usecase/problem.ts';
import {
  countPreviewChanges,
  countOwnChanged,
  findPreviews,
  groupChanges,
  type ListedChange,
  listPreviewChanges,
} from './preview.read.ts';
import type { PreviewChangesArgs } from './rule-proposal.input.ts';

const RIGHTS = { rights: new Set(['READ_RULE_PROPOSALS', 'READ_HOUSEHOLD', 'READ_ASSESSMENT']) };

function readerOf(context: GraphContext) {
  const viewer = requireViewer(context);
  return { viewer, unions: authorisedUnions(viewer, 'READ_RULE_PROPOSALS'), today: context.deps.today };
}

/** A page of the proposals of the viewer's unions, the oldest first. */
export function rulePage(context: GraphContext, given: PageArgs): Promise<Page<object>> {
  const { database } = context.deps;
  const reader = readerOf(context);
  return walkPage(context, {
    list: 'ruleProposals',
    of: null,
    given,
    read: (known, after, limit) =>
      database.session((sql) => listProposals(sql, reader, known, { after: after?.[0] ?? null, limit, ids: null })),
    keyOf: ({ id }) => [id],
    nodesOf: (rows) => rows.map(proposalNode),
    count: (known) => database.session((sql) => countProposals(sql, reader, known)),
  });
}

/** A proposal, if there is one that the viewer may see. */
export async function loadProposal(context: GraphContext, text: string): Promise<ListedProposal | null> {
  const [row] = await context.deps.database.session((sql) =>
    listProposals(sql, readerOf(context), 'NOW', { after: null, limit: 1, ids: [parsePlainId(text) ?? NOBODY] }),
  );
  return row ?? null;
}

function proposalNode({ content, ...row }: ListedProposal): object {
  const isStandards = content.kind === 'STANDARDS';
  return {
    ...{ ...row, ...RIGHTS },
    ...{ validFrom: requireDay(row.validFrom), validTo: requireDay(row.validTo) },
    confirmedOn: dayOrNull(row.confirmedOn),
    standards: isStandards ? content.entries.map(standardNode) : [],
    profile: isStandards ? null : profileNode(content.profile),
  };
}

function standardNode({ from, amountFen, checkedUntil, ...entry }: StandardEntry): object {
  const amount = amountFen === null ? null : asFen(amountFen);
  return { ...entry, from: requireDay(from), amount, checkedUntil: dayOrNull(checkedUntil) };
}

function profileNode({ from, to, nearMultiple, suddenMultiple, areaPerHead, ...profile }: ProfileEntry): object {
  const hundredths = (value: number | null) => (value === null ? null : asHundredths(value));
  return {
    ...{ ...profile, from: requireDay(from), to: dayOrNull(to), nearMultiple: hundredths(nearMultiple) },
    ...{ suddenMultiple: hundredths(suddenMultiple), areaPerHead: hundredths(areaPerHead) },
  };
}

function dayOrNull(text: string | null) {
  return text === null ? null : requireDay(text);
}

const documents = requestLoader<string, readonly RuleDocument[]>({
  cacheKey: (id) => id,
  groupKey: () => '',
  read: async (sql, ids) => Map.groupBy(await findDocuments(sql, ids), ({ proposalId }) => proposalId),
});

export async function loadDocuments(context: GraphContext, proposalId: string): Promise<readonly RuleDocument[]> {
  return (await documents(context).load(proposalId)) ?? [];
}

export async function documentNodes(context: GraphContext, proposalId: string): Promise<readonly object[]> {
  const rows = await loadDocuments(context, proposalId);
  return rows.map((row) => ({ ...row, sha256: row.digest, receivedOn: requireDay(row.receivedOn) }));
}

interface PreviewKey {
  readonly proposalId: string;
  readonly context: GraphContext;
}

const previews = requestLoader<PreviewKey, object>({
  cacheKey: ({ proposalId }) => proposalId,
  groupKey: () => '',
  read: async (sql, keys, { today }, { context }) => {
    const ids = keys.map(({ proposalId }) => proposalId);
    const reader = { viewer: requireViewer(context), today };
    const rows = await findPreviews(sql, ids);
    const groups = Map.groupBy(await groupChanges(sql, ids, reader), ({ proposalId }) => proposalId);
    const own = await countOwnChanged(sql, ids, reader);
    const nodes = rows.map(({ proposalId, changed, ...row }): [string, object] => [
      proposalId,
      {
        ...{ revision: Number(row.revision), households: Number(row.households) },
        ...{ firstDay: requireDay(row.firstDay), windowDay: requireDay(row.windowDay) },
        changedElsewhere: Number(changed) - (own.get(proposalId) ?? 0),
        groups: groups.get(proposalId) ?? [],
      },
    ]);
    return new Map(nodes);
  },
});

/** What a proposal would do; `null` as long as nobody has found out. */
export function loadPreview(context: GraphContext, proposalId: string): Promise<object | null> {
  return previews(context).load({ proposalId, context });
}

/** A page of the viewer's households that a proposal would decide otherwise; of a proposal that is missing, an empty one. Errors: PAST_VIEW. */
export function previewPage(
  context: GraphContext,
  given: PreviewChangesArgs,
): Promise<Page<ListedChange & typeof RIGHTS>> {
  const { proposalId, part, effect = null } = given;
  if (isTimedId(proposalId)) throw graphError('PAST_VIEW');
  const { database } = context.deps;
  const of = { ...readerOf(context), proposalId: parsePlainId(proposalId) ?? NOBODY, part, effect };
  return walkPage(context, {
    list: 'rulePreviewChanges',
    of: { proposalId, part, effect },
    given,
    read: (_known, after, limit) => database.session((sql) => listPreviewChanges(sql, of, after, limit)),
    keyOf: ({ householdId, level }) => [householdId, level],
    nodesOf: (rows) => rows.map((row) => ({ ...row, ...RIGHTS })),
    count: () => database.session((sql) => countPreviewChanges(sql, of)),
  });
}

/** The household of a change, as it is today. */
export function changedHousehold(context: GraphContext, { householdId }: ListedChange): Promise<object | null> {
  const { today } = context.deps;
  return loadHouseholdNode(context, householdId, viewOf(requireDay(today), 'NOW', today));
}

interface RuleAnswer {
  readonly problems: readonly Problem[];
  readonly proposalId: string | null;
}

/** The answer of an act; an input has `standards` where the content of a proposal has `entries`. */
export async function ruleAnswer(
  context: GraphContext,
  work: Promise<OrProblems<{ readonly proposalId: string }>>,
): Promise<RuleAnswer> {
  const { value, problems } = await settleCommand(context, work, (path) =>
    path.replace(/^entries/, 'standards').replace(/^unionId$/, 'union'),
  );
  return { problems, proposalId: value?.proposalId ?? null };
}

/** Submits the job that finds what a proposal would do. */
export async function submitPreview({ jobs, deps }: GraphContext, proposalId: string): Promise<void> {
  await jobs.submit(
    previewJob(() => deps),
    { proposalId },
    { key: proposalId, group: PREVIEW_JOB },
  );
}
