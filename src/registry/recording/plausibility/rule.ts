import type { Day } from '../../../kernel/calendar.ts';
import type { Field } from '../../../fields/field.ts';
import type { NoticeCode } from '../../../usecase/notice.ts';
import type { ProblemCode } from '../../../usecase/problem.ts';
import { RECORD_KINDS, RECORDS, type RecordKind, type RegisterHousehold, STATES } from '../../kinds.ts';

/** The path of a value from the root of a household, with indexes for lists. */
export type Path = readonly (string | number)[];

/** What the rules know besides the household. */
export interface Grounds {
  readonly today: Day;
  readonly placeOf: (division: string) => DivisionPlace;
}

/** Where a division is: on record, missing among those of its prefecture, or in a prefecture that the register does not cover. */
export type DivisionPlace = 'ON_RECORD' | 'MISSING' | 'ELSEWHERE';

/** A value that is implausible. */
export interface Finding {
  readonly path: Path;
  /** Whose it is, by keys, and the values: a finding about the same on record is not made by an act. */
  readonly about: readonly unknown[];
}

/** Finds what is implausible of a household on a day (pure). A code among the problems is an error, one among the notices a notice. */
export interface Rule {
  readonly code: ProblemCode | NoticeCode;
  readonly find: Find;
}

export type Find = (household: RegisterHousehold, grounds: Grounds) => readonly Finding[];

/** Where a field is: in a state, or in the records of a kind. */
type Place = keyof typeof STATES | RecordKind;

/** A field that a rule about single values chooses. */
interface Chosen {
  readonly name: string;
  readonly field: Field;
  readonly of: Place;
}

/** Makes a rule about single values: of the fields that are chosen, each value that is wrong is found. */
export function eachValue(
  isChosen: (field: Chosen) => boolean,
  isWrong: (value: unknown, grounds: Grounds, field: Chosen) => boolean,
): Find {
  const choose = (of: Place, fields: Readonly<Record<string, Field>>) =>
    Object.entries(fields)
      .map(([name, field]): Chosen => ({ name, field, of }))
      .filter(isChosen);
  const [household, person, member] = [
    choose('household', STATES.household.fields),
    choose('person', STATES.person.fields),
    choose('member', STATES.member.fields),
  ];
  const kinds = RECORD_KINDS.map((kind) => [kind, choose(kind, RECORDS[kind].fields)] as const);
  return (given, grounds) => {
    const wrong = (values: object, fields: readonly Chosen[], path: Path, of: readonly string[]) =>
      fields.flatMap((field): readonly Finding[] => {
        const value = (values as Readonly<Record<string, unknown>>)[field.name] ?? null;
        if (value === null || !isWrong(value, grounds, field)) return [];
        return [{ path: [...path, field.name], about: [...of, field.name, value] }];
      });
    return [
      ...wrong(given.household, household, ['household'], []),
      ...given.members.flatMap((one, at) => [
        ...wrong(one.person, person, ['members', at, 'person'], [one.key]),
        ...wrong(one.membershipState, member, ['members', at, 'membershipState'], [one.key]),
      ]),
      ...kinds.flatMap(([kind, fields]) =>
        fields.length === 0
          ? []
          : given.records[kind].flatMap(({ key, values }, at) =>
              wrong(values, fields, ['records', kind, at, 'values'], [kind, key]),
            ),
      ),
    ];
  };
}
