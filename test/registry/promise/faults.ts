import type { ActKind, RandomAct } from './acts.ts';
import { dayAt, type World } from './world.ts';
import { printDay } from '../../../src/kernel/calendar.ts';

/** Something wrong that an act does beside what it should; the promise finds it. */
export interface Fault {
  readonly name: string;
  readonly kind: ActKind;
  readonly spoil: (world: World, act: RandomAct) => Promise<void>;
}

/** Runs a statement as the owner on the household of an act; `:id` is its id, `:day` the day of the act. */
const statement =
  (text: string): Fault['spoil'] =>
  async ({ register, ids }, { which, day }) => {
    const values: Readonly<Record<string, string>> = {
      id: `'${ids[which] ?? ''}'::uuid`,
      day: `'${printDay(dayAt(2 * day + 1))}'::date`,
      change: '(select id from change_log order by transaction desc, id desc limit 1)',
    };
    const tables = [...text.matchAll(/(?:^\s*update|delete from) (\w+)/g)].map(([, table]) => table ?? '');
    const switched = (to: string) => tables.map((table) => `alter table ${table} ${to} trigger user`).join('; ');
    const spoilt = text.replace(/:(\w+)/g, (_, name: string) => values[name] ?? '');
    await register.asOwner(`${switched('disable')}; ${spoilt}; ${switched('enable')}`);
  };

/** A version that begins with the act begins long before it, as if it had held all along. */
const earlier = (table: string, owner: string) =>
  statement(`update ${table} set valid_from = '2025-06-30' where ${owner} = :id and superseded_in is null
    and recorded_in = :change and valid_from = :day`);

const OF_CHANGE = 'superseded_in is null and recorded_in = :change';

/** What is superseded is overwritten, as if it had never been known. */
const overwritten = (table: string, set: string, owner = 'household_id = :id') =>
  statement(`update ${table} set ${set} where ${owner} and superseded_in is not null`);

/** All incomes of the household but those of the act are lost. */
const LOST_INCOMES = statement(
  'update income_version set superseded_in = :change where household_id = :id and superseded_in is null and recorded_in <> :change',
);
const OF_PERSONS = 'anchor_id in (select person_id from membership_version where household_id = :id)';
const OTHER_CAUSE = "main_cause = case when main_cause = 'OTHER' then 'DISASTER' else 'OTHER' end";

export const FAULTS: readonly Fault[] = [
  ...(
    [
      ['a change of the household holds before its day', 'changeHousehold', earlier('household_version', 'anchor_id')],
      [
        'payments are lost with a change of the household',
        'changeHousehold',
        statement(
          'update disbursement_version set superseded_in = :change where household_id = :id and superseded_in is null',
        ),
      ],
      [
        'a correction overwrites what was known',
        'correctHousehold',
        overwritten('household_version', OTHER_CAUSE, 'anchor_id = :id'),
      ],
      [
        'a change of a member holds before its day',
        'changeMember',
        statement(`update membership_version v set ill = n.ill from membership_version n where n.recorded_in = :change
        and n.anchor_id = v.anchor_id and n.valid_from = :day and v.superseded_in is null and v.household_id = :id`),
      ],
      ['a correction of a member overwrites', 'correctMember', overwritten('membership_version', 'ill = not ill')],
      [
        'a change of a person holds before its day',
        'changePerson',
        statement(`update person_version set name = 'X' where ${OF_PERSONS} and superseded_in is null`),
      ],
      [
        'a correction of a person overwrites',
        'correctPerson',
        overwritten('person_version', "name = name || 'X'", OF_PERSONS),
      ],
      ['who joins was there before', 'addMember', earlier('membership_version', 'household_id')],
      ['the records of who moves are lost', 'moveMember', LOST_INCOMES],
      [
        'who comes back is there a day early',
        'comeBack',
        // Who was a member until that day cannot be one a day early: the database refuses two memberships of a day.
        statement(`update membership_version v set valid_from = valid_from - 1 where household_id = :id and ${OF_CHANGE}
          and not exists (select from membership_version o where o.person_id = v.person_id and o.valid_to = v.valid_from
            and o.superseded_in is null)`),
      ],
      ['the records of who leaves are lost', 'endMembership', LOST_INCOMES],
      ['a new worker was it before', 'handOver', earlier('household_version', 'anchor_id')],
      ['a survey takes the figures of those before it', 'recordSurvey', LOST_INCOMES],
      [
        'a correction of a survey overwrites',
        'correctSurvey',
        overwritten('income_version', 'amount_fen = amount_fen + 1'),
      ],
      [
        'an addition is weighed before its day',
        'addIncome',
        statement(`update income_version set added_on = null where ${OF_CHANGE}`),
      ],
      [
        'a correction of an income overwrites',
        'correctIncome',
        overwritten('income_version', 'amount_fen = amount_fen + 1'),
      ],
      [
        'a retraction of an income deletes it',
        'retractIncome',
        statement('delete from income_version where household_id = :id and superseded_in is not null'),
      ],
      [
        'a retraction of a survey deletes it',
        'retractSurvey',
        statement('delete from survey_version where household_id = :id and superseded_in is not null'),
      ],
      [
        'a dwelling was there before',
        'addDwelling',
        statement(`update dwelling_version set "from" = '2025-06-30' where ${OF_CHANGE}`),
      ],
      [
        'what was so all along was known all along',
        'addEarlier',
        statement(`update dwelling_version set recorded_in = (select recorded_in from household_version
          where anchor_id = :id order by recorded_in limit 1) where ${OF_CHANGE}`),
      ],
      [
        'a change of a dwelling holds before its day',
        'changeDwelling',
        statement(`update dwelling_version set area = area + 1 where ${OF_CHANGE} and "to" is not null`),
      ],
      [
        'a dwelling ends before its day',
        'endDwelling',
        statement(`update dwelling_version set "to" = "from" where ${OF_CHANGE}`),
      ],
      [
        'a retraction of a dwelling deletes it',
        'retractDwelling',
        statement('delete from dwelling_version where household_id = :id and superseded_in is not null'),
      ],
      [
        'a payment is dated before its day',
        'addPayment',
        statement(`update disbursement_version set paid_on = '2025-06-30' where ${OF_CHANGE}`),
      ],
      [
        'an imported payment is dated before its day',
        'importPayment',
        statement(`update disbursement_version set paid_on = '2025-06-30' where ${OF_CHANGE}`),
      ],
      ['a newborn was there before', 'addNewborn', earlier('membership_version', 'household_id')],
      [
        'a number that is given is lost',
        'setNumber',
        statement('delete from person_number where recorded_in = :change'),
      ],
      [
        'a number that was wrong is forgotten',
        'correctNumber',
        statement(`delete from person_number where superseded_in is not null and ${OF_PERSONS}`),
      ],
      [
        'who dies leaves a day early',
        'recordDeath',
        statement(`update membership_version set valid_to = valid_to - 1 where household_id = :id and ${OF_CHANGE}`),
      ],
      [
        'a household is closed a day early',
        'closeHousehold',
        statement(`update household_version set valid_to = valid_to - 1 where anchor_id = :id and ${OF_CHANGE}`),
      ],
      [
        'a household is on record again a day early',
        'reopenHousehold',
        statement(`update household_version set valid_from = valid_from - 1 where anchor_id = :id and ${OF_CHANGE}`),
      ],
      ['the records of a household that is split are lost', 'splitHousehold', LOST_INCOMES],
      [
        'the states of who is merged are lost',
        'mergePersons',
        statement('delete from person_version where recorded_in = :change'),
      ],
      [
        'a merge that is undone leaves the memberships where they were given',
        'undoMerge',
        statement(`update membership_version set person_id = (select into_id from person_merge where superseded_in = :change)
          where recorded_in = :change`),
      ],
      [
        'a file that is opened states the household otherwise',
        'openFile',
        statement(`update household_version set ${OTHER_CAUSE} where anchor_id = :id and superseded_in is null`),
      ],
      [
        'a reversal takes the payment away',
        'reversePayment',
        statement(`delete from disbursement_version where anchor_id in (
          select reverses from disbursement_version where household_id = :id and recorded_in = :change)`),
      ],
    ] as const
  ).map(([name, kind, spoil]) => ({ name, kind, spoil })),
];
