import { RECORDS, type RegisterHousehold, type RegisterRecord, SURVEYED_KINDS } from '../../kinds.ts';
import type { Field } from '../../../fields/field.ts';
import { deepEqual } from '../deep-equal.ts';

/** What a survey states: itself and its figures. */
export type Figures = Pick<RegisterHousehold['records'], ComparedKind>;

const COMPARED_KINDS = ['surveys', ...SURVEYED_KINDS] as const;
type ComparedKind = (typeof COMPARED_KINDS)[number];

/** A statement of a survey, or an income, deduction, expense or spell, that is otherwise than before it. */
interface FigureChange {
  readonly kind: ComparedKind;
  readonly key: string;
  /** The key of the member. */
  readonly member: string | null;
  /** The names of the fields whose values differ; all that have a value where the whole record begins or ends. */
  readonly fields: readonly string[];
}

/** What a survey begins, changes and ends against the figures before it. */
export interface FiguresCompared {
  readonly begins: readonly FigureChange[];
  readonly changes: readonly FigureChange[];
  readonly ends: readonly FigureChange[];
}

/** Compares a survey and its figures with what it follows or corrects, by kind and key (pure). */
export function compareFigures(former: Figures, stated: Figures): FiguresCompared {
  const compared = COMPARED_KINDS.map((kind) => compareKind(kind, former[kind], stated[kind]));
  return {
    begins: compared.flatMap(({ begins }) => begins),
    changes: compared.flatMap(({ changes }) => changes),
    ends: compared.flatMap(({ ends }) => ends),
  };
}

function compareKind(
  kind: ComparedKind,
  former: readonly RegisterRecord[],
  stated: readonly RegisterRecord[],
): FiguresCompared {
  const before = new Map(former.map((one) => [one.key, one]));
  const after = new Set(stated.map(({ key }) => key));
  const names = Object.keys(RECORDS[kind].fields satisfies Readonly<Record<string, Field>>);
  const describe = (one: RegisterRecord, fields: readonly string[]) => ({
    kind,
    key: one.key,
    member: one.member,
    fields,
  });
  const known = (one: RegisterRecord) =>
    describe(
      one,
      names.filter((name) => valueOf(one, name) !== null),
    );
  return {
    begins: stated.filter(({ key }) => !before.has(key)).map(known),
    changes: stated.flatMap((one) => {
      const other = before.get(one.key);
      if (other === undefined) return [];
      const fields = names.filter((name) => !deepEqual(valueOf(other, name), valueOf(one, name)));
      const isMoved = other.member !== one.member;
      return fields.length === 0 && !isMoved ? [] : [describe(one, isMoved ? ['member', ...fields] : fields)];
    }),
    ends: former.filter(({ key }) => !after.has(key)).map(known),
  };
}

function valueOf({ values }: RegisterRecord, name: string): unknown {
  return (values as Readonly<Record<string, unknown>>)[name] ?? null;
}
