import 'reflect-metadata';
import { Extensions } from 'type-graphql';
import type { NamedKey } from '../../access/partner/count-keys.ts';
import type { Action } from '../../access/permissions.ts';
import type { Sensitivity } from '../../fields/sensitivity.codes.ts';

/**
 * The policy of a field: an action of the permission table, which the viewer needs in the territory of the object, or
 * `INHERIT` for parts of an answer that was already allowed (pages, findings, problems).
 */
export type Policy = Action | 'INHERIT';

export interface PolicyExtensions {
  readonly policy?: Policy;
  /** The property of the source that holds the value, if it is not the field's name. */
  readonly key?: string;
  readonly sensitivity?: Sensitivity;
  /** Whether the value is encrypted and read by the source's `secret`. */
  readonly sealed?: boolean;
  /** The source holds a function under this name; it is called when the field is resolved. */
  readonly made?: boolean;
  /** The field tells which view of its object is shown. */
  readonly view?: 'id' | 'asOf' | 'revision';
  /** Whether the field is of an object of no territory: it needs the action anywhere. */
  readonly anywhere?: boolean;
  /** Whether the field is refused if the viewer has the action nowhere; otherwise it returns only what they may see. */
  readonly required?: boolean;
  /** The field's share of a document's cost, if it is more than one. */
  readonly cost?: number;
  /** The persons and households that the arguments of a root field name by key. */
  readonly names?: NamesOf;
  /** The field is no page, whatever its `first`: it limits rows itself that are there at once and cost nothing each. */
  readonly isTable?: boolean;
}

type NamesOf = (given: Readonly<Record<string, unknown>>) => readonly NamedKey[];

/** Sets the policy of a type, for all of its fields, or of one field. */
export function Needs(policy: Policy): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Extensions({ policy } satisfies PolicyExtensions);
}

/** Sets the policy of a field of an object of no territory, such as a union: the viewer needs the action anywhere. */
export function Anywhere(policy: Action): MethodDecorator & PropertyDecorator {
  return Extensions({ policy, anywhere: true } satisfies PolicyExtensions);
}

/** Sets the policy of a root field, which answers FORBIDDEN if the viewer has the action nowhere. */
export function Requires(policy: Action): MethodDecorator & PropertyDecorator {
  return Extensions({ policy, required: true } satisfies PolicyExtensions);
}

/** The cost of a field that reads the facts of every household. */
export const TALLY = 1500;
/** The cost of a question of the statistics: a document may have more than a dozen, which are answered one after another. */
export const QUESTION = 5000;

/** Says that the field's `first` counts rows of a table, and no nodes of a page. */
export function CountsRows(): MethodDecorator & PropertyDecorator {
  return Extensions({ isTable: true } satisfies PolicyExtensions);
}

/** Sets the cost of a field that reads far more than it returns. */
export function Costs(cost: number): MethodDecorator & PropertyDecorator {
  return Extensions({ cost } satisfies PolicyExtensions);
}

/** Says which person or household an argument of a root field names by key, as partners do. */
export function NamesBy(argument: string, kind: NamedKey['kind']): MethodDecorator & PropertyDecorator {
  const names: NamesOf = (given) => {
    const key = given[argument];
    return typeof key === 'string' ? [{ kind, key }] : [];
  };
  return Extensions({ names } satisfies PolicyExtensions);
}
