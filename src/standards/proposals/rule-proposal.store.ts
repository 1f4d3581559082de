import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { hasRows } from '../../database/rows.ts';
import { insertRows, type NewRow } from '../../database/table.ts';
import { profileTable, profileVersionTable, standardTable, standardVersionTable } from '../standard.entity.ts';
import type { RulePlan } from './check-rules.ts';
import type { StandardStep } from './plan-standards.ts';
import type { RuleProposal } from './rule-proposal.read.ts';
import { ruleConfirmationTable, ruleDocumentTable, ruleProposalTable } from './rule-proposal.entity.ts';

/** Waits for its turn: what is confirmed was held against all that is on record. */
export async function lockRules(sql: Sql): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('standards and profiles', 0))");
}

export async function insertRuleProposal(sql: Sql, changeId: string, proposal: RuleProposal): Promise<void> {
  await insertRows(sql, ruleProposalTable, [{ ...proposal, recordedIn: changeId }]);
}

export async function insertDocument(sql: Sql, row: NewRow<(typeof ruleDocumentTable)['columns']>): Promise<void> {
  await insertRows(sql, ruleDocumentTable, [row]);
}

/** Whether what a proposal would do has been found. */
export function isPreviewed(sql: Sql, proposalId: string): Promise<boolean> {
  return hasRows(sql, 'select from rule_preview where proposal_id = $1', [proposalId]);
}

interface Confirmation {
  readonly proposal: RuleProposal;
  readonly confirmedBy: string;
  readonly confirmedOn: string;
  readonly changeId: string;
}

/** Writes a confirmation with all that it puts in force; versions that it takes the place of are kept as superseded. */
export async function confirmRules(sql: Sql, plan: RulePlan, confirmation: Confirmation): Promise<void> {
  const { proposal, confirmedBy, confirmedOn, changeId } = confirmation;
  const { id: proposalId, proposedBy, documentNumber, documentTitle } = proposal;
  await insertRows(sql, ruleConfirmationTable, [
    { proposalId, proposedBy, confirmedBy, confirmedOn, recordedIn: changeId },
  ]);
  const by = { proposalId, changeId, document: `${documentNumber} ${documentTitle}`, unionId: proposal.unionId };
  await (plan.kind === 'STANDARDS' ? writeStandards(sql, plan.steps, by) : writeProfile(sql, plan, by));
}

interface ConfirmedBy {
  readonly proposalId: string;
  readonly changeId: string;
  readonly document: string;
  readonly unionId: string;
}

async function writeStandards(
  sql: Sql,
  steps: readonly StandardStep[],
  { proposalId, changeId, document }: ConfirmedBy,
): Promise<void> {
  const superseded = steps.filter(({ supersedes }) => supersedes).map(({ anchorId }) => anchorId);
  await sql.query(
    'update standard_version set superseded_in = $1 where superseded_in is null and anchor_id = any($2::uuid[])',
    [changeId, superseded],
  );
  const rows = steps.map(({ entry, anchorId }) => ({ entry, isNew: anchorId === null, id: anchorId ?? newId() }));
  const anchors = rows.filter(({ isNew }) => isNew);
  await insertRows(
    sql,
    standardTable,
    anchors.map(({ id, entry: { kind, region, from } }) => ({
      id,
      kind,
      region,
      startsOn: from,
      recordedIn: changeId,
    })),
  );
  const versions = rows.flatMap(({ id, entry: { amountFen, status, checkedUntil } }) =>
    amountFen === null || status === null
      ? []
      : [
          {
            anchorId: id,
            amountFen,
            status,
            source: document,
            knownUntil: checkedUntil,
            proposalId,
            recordedIn: changeId,
          },
        ],
  );
  await insertRows(sql, standardVersionTable, versions);
}

async function writeProfile(
  sql: Sql,
  { profileId, profile, plan }: Extract<RulePlan, { kind: 'PROFILE' }>,
  { proposalId, changeId, document, unionId }: ConfirmedBy,
): Promise<void> {
  const anchorId = profileId ?? newId();
  if (profileId === null) {
    await insertRows(sql, profileTable, [{ id: anchorId, unionId, level: profile.level, recordedIn: changeId }]);
  }
  if (plan.supersedes !== null) await supersede(sql, anchorId, plan.supersedes, plan.endsBefore, changeId);
  if (plan.writes === null) return;
  const { nearMultiple, suddenMultiple, areaPerHead, dwellings, exclusionsOff, forbids } = profile;
  const values = { nearMultiple, suddenMultiple, areaPerHead, dwellings, exclusionsOff, forbids };
  const days = { validFrom: plan.writes.from, validTo: plan.writes.to };
  await insertRows(sql, profileVersionTable, [
    { anchorId, ...days, ...values, document, proposalId, recordedIn: changeId },
  ]);
}

/** Supersedes a version of a profile; if it goes on until a day, it is written again until then. */
async function supersede(
  sql: Sql,
  anchorId: string,
  from: string,
  endsBefore: string | null,
  changeId: string,
): Promise<void> {
  await sql.query(
    'update profile_version set superseded_in = $1 where anchor_id = $2 and valid_from = $3 and superseded_in is null',
    [changeId, anchorId, from],
  );
  if (endsBefore === null) return;
  const same = `document, near_multiple, sudden_multiple, area_per_head, dwellings, exclusions_off, forbids, proposal_id`;
  await sql.query(
    `insert into profile_version (anchor_id, valid_from, valid_to, ${same}, recorded_in)
     select anchor_id, valid_from, $4::date, ${same}, $1 from profile_version
     where anchor_id = $2 and valid_from = $3 and superseded_in = $1`,
    [changeId, anchorId, from, endsBefore],
  );
}
