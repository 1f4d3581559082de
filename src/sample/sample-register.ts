import type { Secrets } from '../secrets/secrets.ts';
import type { NewArchiveFile } from '../registry/file/archive-file-rows.ts';
import type { NewId } from '../database/ids.ts';
import { addDays, type Day, firstDay, toMonth, monthOfDay, printDay, yearOf } from '../kernel/calendar.ts';
import type { StoredHousehold, StoredRecord } from '../registry/household/stored-household.ts';
import { RECORD_KINDS, type RegisterHousehold } from '../registry/kinds.ts';
import type { Writing } from '../registry/recording/new-rows.ts';
import { planHousehold } from '../registry/recording/plan-household.ts';
import { planRecords } from '../registry/recording/records/plan-records.ts';
import type { RecordPlan } from '../registry/recording/records/record-step.ts';
import { type Random, randomBy } from './random.ts';
import { inventDisbursements, inventFile } from './households/sample-files.ts';
import { inventHousehold } from './households/sample-household.ts';
import { CITY, SAMPLE_REGIONS } from './sample-organisation.ts';
import { personMaker } from './households/sample-person.ts';
import { inventSurveys, type SampleAct } from './households/sample-surveys.ts';
import { type Situation, situations } from './households/sample-situations.ts';

export interface SampleSetting {
  readonly secrets: Secrets;
  readonly newId: NewId;
  readonly seed: number;
  readonly households: number;
  /** The day that the sample data is as of. */
  readonly on: Day;
  /** The unions that keep files, with the division of the clerk who records them. */
  readonly unions: readonly { readonly id: string; readonly region: string }[];
  readonly findClerk: (region: string) => string;
}

/** An act of the sample data to write; the one that records a household has its file. */
export interface SampleWriting extends Writing {
  readonly file: NewArchiveFile | null;
  readonly recordedOn: Day;
}

/** When the regulation came into force. The first files are opened then, or `DAYS_OF_GROWTH` ago if that is later. */
const FIRST_DAY = firstDay(toMonth(2019, 10));
const DAYS_OF_GROWTH = 1500;

/**
 * Generates the households of the sample data in the order of their filing, each with all acts about it; the same setting gives
 * the same households.
 */
export function sampleRegister(setting: SampleSetting): () => readonly SampleWriting[] {
  const random = randomBy(setting.seed);
  const surveying = randomBy(setting.seed ^ 0x5c3e);
  const maker = personMaker();
  const next = situations(random);
  const turns = new Map<Situation, number>();
  const numbers = fileNumbers();
  let made = 0;
  return () => {
    const situation = next();
    const turn = turns.get(situation) ?? 0;
    turns.set(situation, turn + 1);
    const union = random.pick(setting.unions);
    const region = union.region === CITY ? '410502' : union.region;
    const regionName = SAMPLE_REGIONS[region] ?? '';
    const invented = inventHousehold(random, maker, situation, { region, regionName, on: setting.on, turn });
    const openedOn = filingDay(setting, made);
    made += 1;
    const acts = inventSurveys(surveying, { invented, openedOn, on: setting.on });
    const number = numbers(union.region, openedOn);
    return draftWritings(random, setting, { union, situation, openedOn, number, invented, acts });
  };
}

interface Invention {
  readonly union: SampleSetting['unions'][number];
  readonly situation: Situation;
  readonly openedOn: Day;
  readonly number: string;
  readonly invented: RegisterHousehold;
  readonly acts: readonly SampleAct[];
}

function draftWritings(random: Random, setting: SampleSetting, invention: Invention): readonly SampleWriting[] {
  const { secrets, newId, on } = setting;
  const { union, situation, openedOn, number, invented, acts } = invention;
  const file = inventFile(random, situation, openedOn);
  const disbursements = inventDisbursements(random, file, on, { bank: invented.household.bank, fileNumber: number });
  const first = acts[0]?.records ?? invented.records;
  const household = { ...invented, records: { ...first, disbursements } };
  const id = newId();
  const made = secrets.newDataKey(`household ${id}`);
  const stored: StoredHousehold = { id, unionId: union.id, dataKey: made.key, ...NOTHING };
  const persons = household.members.map(({ key, identityNumber }) => {
    const personId = newId();
    return { key, id: personId, identityNumber, dataKey: secrets.newDataKey(`person ${personId}`) };
  });
  const known = new Map(persons.map((person) => [person.key, { id: person.id, versions: [] }]));
  const mode = { from: openedOn, correction: false, isWhole: false };
  const plan = planHousehold(stored, true, household, known, mode, newId);
  const change = {
    id: newId(),
    actorId: setting.findClerk(union.region),
    action: 'RECORD_HOUSEHOLD' as const,
    subjectKind: 'HOUSEHOLD' as const,
    subjectId: id,
    purpose: '示例数据',
  };
  const fileRow = {
    id: newId(),
    householdId: id,
    householdKey: made.key,
    number,
    stewardId: union.id,
    state: file.state,
  };
  const writing: SampleWriting = {
    ...{ plan, change, stored, made, recordedOn: openedOn },
    persons: { made: persons, keys: new Map(persons.map((person) => [person.id, person.dataKey.key])) },
    file: { ...fileRow, from: printDay(openedOn), changeId: change.id },
  };
  return [writing, ...laterWritings(setting, writing, household, acts.slice(1))];
}

/** The acts after the first, each of which adds records to the household. */
function laterWritings(
  { newId }: SampleSetting,
  { plan: first, change, stored }: SampleWriting,
  household: RegisterHousehold,
  acts: readonly SampleAct[],
): readonly SampleWriting[] {
  const members = new Map(first.members.map(({ key, id }) => [key, id]));
  let before = first.records;
  return acts.map(({ day, action, records }) => {
    const known = { ...stored, records: recordsOf(before) };
    const mode = { from: day, correction: false, isWhole: false };
    before = planRecords(known, { ...household, records }, members, mode, newId);
    const plan = { ...first, ...UNCHANGED, isNew: false, members: [], records: before };
    const own = { ...change, id: newId(), action };
    return { plan, change: own, stored, made: null, persons: NO_PERSONS, file: null, recordedOn: day };
  });
}

/** What a plan records, as it is on record afterwards. */
function recordsOf({ anchors, revised }: RecordPlan): readonly StoredRecord[] {
  const keys = new Map(anchors.map(({ id, key }) => [id, key]));
  return RECORD_KINDS.flatMap((kind) =>
    revised[kind].begun.map((one) => ({ ...one, kind, key: keys.get(one.id) ?? '' }) as StoredRecord),
  );
}

const NO_CHANGE = { ended: [], begun: [] };
const UNCHANGED = { household: NO_CHANGE, memberships: NO_CHANGE, persons: NO_CHANGE, kept: [] };
const NO_PERSONS = { made: [], keys: new Map<string, never>() };

const NOTHING = {
  closings: [],
  versions: [],
  members: [],
  persons: new Map<string, never>(),
  records: [],
  anchors: new Map<string, string>(),
};

/** Returns the day of filing: the register grows evenly, so that later file numbers have later days. */
function filingDay({ households, on }: SampleSetting, made: number): Day {
  const start = Math.max(FIRST_DAY, on - DAYS_OF_GROWTH);
  return addDays(start as Day, Math.floor(((on - 30 - start) * made) / households));
}

function fileNumbers(): (region: string, openedOn: Day) => string {
  const last = new Map<string, number>();
  return (region, openedOn) => {
    const prefix = `${region}${yearOf(monthOfDay(openedOn))}`;
    const number = (last.get(prefix) ?? 0) + 1;
    last.set(prefix, number);
    return `${prefix}${String(number).padStart(6, '0')}`;
  };
}
