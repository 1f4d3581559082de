import fc from 'fast-check';

/** Random acts, by numbers that the model and the register read alike: days, and places in lists. */

/** The first day of every act; the day before each is asked too. */
export const ACT_DAYS = [
  '2025-07-01',
  '2025-09-15',
  '2025-11-01',
  '2026-01-01',
  '2026-02-10',
  '2026-04-01',
  '2026-05-20',
] as const;

export const KINDS = [
  ...['changeHousehold', 'correctHousehold', 'changeMember', 'correctMember', 'changePerson', 'correctPerson'],
  ...['addMember', 'moveMember', 'comeBack', 'endMembership', 'handOver', 'recordSurvey', 'correctSurvey'],
  ...['addIncome', 'correctIncome', 'retractIncome', 'retractSurvey', 'addDwelling', 'changeDwelling', 'endDwelling'],
  ...[
    'retractDwelling',
    'addPayment',
    'addEarlier',
    'reversePayment',
    'importPayment',
    'addNewborn',
    'setNumber',
    'correctNumber',
    'recordDeath',
  ],
  ...['closeHousehold', 'reopenHousehold', 'splitHousehold', 'mergePersons', 'undoMerge', 'openFile'],
] as const;
export type ActKind = (typeof KINDS)[number];

export interface RandomAct {
  readonly kind: ActKind;
  /** Which of the two households. */
  readonly which: number;
  /** The place of its day among {@link ACT_DAYS}. */
  readonly day: number;
  /** Which of the members, records or values. */
  readonly pick: number;
  readonly value: number;
}

export const randomAct: fc.Arbitrary<RandomAct> = fc.record({
  kind: fc.constantFrom(...KINDS),
  which: fc.nat(1),
  day: fc.nat(ACT_DAYS.length - 1),
  pick: fc.nat(5),
  value: fc.nat(4),
});
