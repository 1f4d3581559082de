import type { Secrets } from '../secrets/secrets.ts';
import type { NewArchiveFile } from '../registry/file/archive-file-rows.ts';
import type { NewId } from '../database/ids.ts';
import { addDays, type Day, firstDay, toMonth, monthOfDay, printDay, yearOf } from '../kernel/calendar.ts';
import type { StoredHousehold } from '../registry/household/stored-household.ts';
import type { RegisterHousehold } from '../registry/kinds.ts';
import type { Writing } from '../registry/recording/new-rows.ts';
import { planHousehold } from '../registry/recording/plan-household.ts';
import { type Random, randomBy } from './random.ts';
import { inventDisbursements, inventFile } from './sample-files.ts';
import { inventHousehold } from './sample-household.ts';
import { CITY, SAMPLE_REGIONS } from './sample-organisation.ts';
import { personMaker } from './sample-person.ts';
import { type Situation, situations } from './sample-situations.ts';

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

/** A household of the sample data to write, with its file. */
export interface SampleWriting extends Writing {
  readonly file: NewArchiveFile;
  readonly openedOn: Day;
}

/** When the regulation came into force. The first files are opened then, or `DAYS_OF_GROWTH` ago if that is later. */
const FIRST_DAY = firstDay(toMonth(2019, 10));
const DAYS_OF_GROWTH = 1500;

/** Generates the households of the sample data in the order of their filing; the same setting gives the same households. */
export function sampleRegister(setting: SampleSetting): () => SampleWriting {
  const random = randomBy(setting.seed);
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
    return draftWriting(random, setting, {
      union,
      situation,
      openedOn,
      number: numbers(union.region, openedOn),
      invented,
    });
  };
}

interface Invention {
  readonly union: SampleSetting['unions'][number];
  readonly situation: Situation;
  readonly openedOn: Day;
  readonly number: string;
  readonly invented: RegisterHousehold;
}

function draftWriting(random: Random, setting: SampleSetting, invention: Invention): SampleWriting {
  const { secrets, newId, on } = setting;
  const { union, situation, openedOn, number, invented } = invention;
  const file = inventFile(random, situation, openedOn);
  const disbursements = inventDisbursements(random, file, on, { bank: invented.household.bank, fileNumber: number });
  const household = { ...invented, records: { ...invented.records, disbursements } };
  const id = newId();
  const made = secrets.newDataKey(`household ${id}`);
  const stored: StoredHousehold = { id, unionId: union.id, dataKey: made.key, ...NOTHING };
  const persons = household.members.map(({ key, identityNumber }) => {
    const personId = newId();
    return { key, id: personId, identityNumber, dataKey: secrets.newDataKey(`person ${personId}`) };
  });
  const known = new Map(persons.map((person) => [person.key, { id: person.id, versions: [] }]));
  const mode = { from: openedOn, correction: false, keepMissing: false };
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
  return {
    ...{ plan, change, stored, made, openedOn },
    persons: { made: persons, keys: new Map(persons.map((person) => [person.id, person.dataKey.key])) },
    file: { ...fileRow, from: printDay(openedOn), changeId: change.id },
  };
}

const NOTHING = {
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
