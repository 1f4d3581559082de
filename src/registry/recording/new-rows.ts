import { type DataKey, identityBinding, seal, type Secrets } from '../../secrets/secrets.ts';
import type { Change } from '../../database/time/change-log.ts';
import { hex, type TableRows, type Texts } from '../../database/copy-texts.ts';
import { type Day, firstDay, type Month, printDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Belonging, Ranged, StoredHousehold } from '../household/stored-household.ts';
import { isSurveyed, type Kind, RECORD_KINDS, type RecordKind, RECORDS, STATES } from '../kinds.ts';
import { rowBinding, rowCodec } from '../../fields/row-codec.ts';
import type { HouseholdPlan } from './plan-household.ts';
import type { NewPerson, ResolvedPersons } from './resolve-persons.ts';

export interface Writing {
  readonly plan: HouseholdPlan;
  readonly change: Change;
  readonly stored: StoredHousehold;
  /** The data key of a household that is not yet on record. */
  readonly made: DataKey | null;
  readonly persons: Pick<ResolvedPersons, 'made' | 'keys'>;
}

const codecs = {
  household: rowCodec(STATES.household.fields),
  person: rowCodec(STATES.person.fields),
  member: rowCodec(STATES.member.fields),
};
const kinds = RECORD_KINDS.map((kind) => ({
  kind,
  codec: rowCodec(RECORDS[kind].fields),
  of: RECORDS[kind] satisfies Kind,
}));
const RANGE = ['anchor_id', 'valid_from', 'valid_to', 'recorded_in'];
const BEARER = ['anchor_id', 'household_id', 'recorded_in'];
const OF_SURVEY = ['survey_id', 'added_on'];
const ENDED = ['ended_on', 'stated_to'];

/** The new rows of plans, table by table, in the order that foreign keys require (pure, but encryption is random). */
export function newRows(secrets: Secrets, writings: readonly Writing[]): readonly TableRows[] {
  return [
    personRows(secrets, writings),
    ...anchorRows(writings),
    changeRows(writings),
    householdRows(writings),
    personVersionRows(writings),
    memberRows(writings),
    ...kinds.map((kind) => recordRows(kind, writings)),
  ];
}

/** The households that a change writes beside its subject. */
function changeRows(writings: readonly Writing[]): TableRows {
  return {
    table: 'change_household',
    columns: ['household_id', 'recorded_in'],
    rows: writings.flatMap(({ plan, change }) => (plan.id === change.subjectId ? [] : [[plan.id, change.id]])),
  };
}

function personRows(secrets: Secrets, writings: readonly Writing[]): TableRows {
  const made = writings.flatMap(({ persons, change }) => persons.made.map((person) => ({ person, change })));
  const distinct = [...new Map(made.map((one) => [one.person.id, one])).values()];
  return {
    table: 'person',
    columns: ['id', 'data_key', 'key_version', 'identity', 'token', 'recorded_in'],
    rows: distinct.map(({ person, change }) => personRow(person, secrets, change.id)),
  };
}

function personRow({ id, identityNumber, dataKey }: NewPerson, secrets: Secrets, changeId: string): Texts {
  const anchor = [id, hex(dataKey.wrapped), String(dataKey.version)];
  if (identityNumber === null) return [...anchor, null, null, changeId];
  const identity = seal(dataKey.key, identityBinding(id), Buffer.from(identityNumber));
  return [...anchor, hex(identity), hex(secrets.token(identityNumber, dataKey.version)), changeId];
}

function anchorRows(writings: readonly Writing[]): readonly TableRows[] {
  return [
    {
      table: 'household',
      columns: ['id', 'union_id', 'data_key', 'key_version', 'recorded_in'],
      rows: writings.flatMap(({ plan, change, stored, made }) =>
        made === null ? [] : [[plan.id, stored.unionId, hex(made.wrapped), String(made.version), change.id]],
      ),
    },
    {
      table: 'membership',
      columns: ['id', 'household_id', 'key', 'recorded_in'],
      rows: writings.flatMap(({ plan, change }) => plan.members.map(({ id, key }) => [id, plan.id, key, change.id])),
    },
    {
      table: 'household_record',
      columns: ['id', 'household_id', 'kind', 'key', 'survey_id', 'recorded_in'],
      rows: writings.flatMap(({ plan, change }) =>
        plan.records.anchors.map(({ id, kind, key, ofSurvey }) => [id, plan.id, kind, key, ofSurvey, change.id]),
      ),
    },
  ];
}

function householdRows(writings: readonly Writing[]): TableRows {
  const { table } = STATES.household;
  return {
    table,
    columns: [...RANGE, 'worker_id', ...codecs.household.columns],
    rows: writings.flatMap(({ plan, change, stored }) =>
      plan.household.begun.map(({ id, value, ...range }) => [
        ...rangeTexts(id, range, change.id),
        value.workerId,
        ...codecs.household.encode(value.state, stored.dataKey, rowBinding(table, id, change.id)),
      ]),
    ),
  };
}

function personVersionRows(writings: readonly Writing[]): TableRows {
  const { table } = STATES.person;
  return {
    table,
    columns: [...RANGE, ...codecs.person.columns],
    rows: writings.flatMap(({ plan, change, persons: { keys } }) =>
      plan.persons.begun.map(({ id, value, ...range }) => {
        const key = keys.get(id);
        invariant(key !== undefined, 'every person has a data key');
        return [
          ...rangeTexts(id, range, change.id),
          ...codecs.person.encode(value, key, rowBinding(table, id, change.id)),
        ];
      }),
    ),
  };
}

function memberRows(writings: readonly Writing[]): TableRows {
  const { table } = STATES.member;
  return {
    table,
    columns: [...RANGE, 'household_id', 'person_id', ...codecs.member.columns],
    rows: writings.flatMap(({ plan, change, stored }) =>
      plan.memberships.begun.map(({ id, value, ...range }) => [
        ...rangeTexts(id, range, change.id),
        plan.id,
        value.personId,
        ...codecs.member.encode(value.membershipState, stored.dataKey, rowBinding(table, id, change.id)),
      ]),
    ),
  };
}

function recordRows({ kind, codec, of }: (typeof kinds)[number], writings: readonly Writing[]): TableRows {
  return {
    table: of.table,
    columns: [
      ...[...BEARER, ...(of.belongsToMember ? ['membership_id'] : [])],
      ...[...belongingColumns(kind), ...codec.columns],
    ],
    rows: writings.flatMap(({ plan, change, stored }) =>
      plan.records.revised[kind].begun.map(({ id, memberId, values, ...belonging }) => [
        id,
        plan.id,
        change.id,
        ...(of.belongsToMember ? [memberId] : []),
        ...belongingTexts(kind, belonging),
        ...codec.encode(values, stored.dataKey, rowBinding(of.table, id, change.id)),
      ]),
    ),
  };
}

/** The columns of what records of a kind belong to. */
function belongingColumns(kind: RecordKind): readonly string[] {
  if (kind === 'disbursements') return ['reverses'];
  return isSurveyed(kind) ? [...OF_SURVEY, ...(kind === 'employment' ? ENDED : [])] : [];
}

function belongingTexts(kind: RecordKind, { surveyId, addedOn, ended, reverses }: Belonging): Texts {
  if (kind === 'disbursements') return [reverses];
  const own = isSurveyed(kind) ? [surveyId, dayText(addedOn)] : [];
  return kind === 'employment' ? [...own, dayText(ended?.on ?? null), monthText(ended?.statedTo ?? null)] : own;
}

function dayText(day: Day | null): string | null {
  return day === null ? null : printDay(day);
}

/** A month as the first day of it. */
function monthText(month: Month | null): string | null {
  return month === null ? null : printDay(firstDay(month));
}

function rangeTexts(id: string, { from, to }: Pick<Ranged<unknown>, 'from' | 'to'>, changeId: string): Texts {
  return [id, printDay(from), to === null ? null : printDay(to), changeId];
}
