import 'reflect-metadata';
import { Extensions } from 'type-graphql';
import type { Action } from '../../access/permissions.ts';
import type { Sensitivity } from '../../fields/sensitivity.codes.ts';

/**
 * What a field needs: an action of the permission table in the territory of its object, or `INHERIT`: it is part of an
 * answer that was already allowed (pages, findings, problems).
 */
export type Policy = Action | 'INHERIT';

/** What the schema carries beside each type and field. */
export interface PolicyExtensions {
  readonly policy?: Policy;
  /** Where the value stands in the source, if not under the field's name. */
  readonly key?: string;
  readonly sensitivity?: Sensitivity;
  /** Whether it stands encrypted, behind the source's `secret`. */
  readonly sealed?: boolean;
  /** Whether the source has a function in its place, which makes it when it is asked for. */
  readonly made?: boolean;
  /** Refused where the viewer may do it nowhere; else the field itself finds nothing that is not theirs. */
  readonly required?: boolean;
  /** What it comes to in the cost of a document, where that is more than one. */
  readonly cost?: number;
}

/** The policy of a type, for all of its fields, or of one field. */
export function Needs(policy: Policy): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Extensions({ policy } satisfies PolicyExtensions);
}

/** The policy of a root field that answers FORBIDDEN to whoever may do it nowhere. */
export function Requires(policy: Action): MethodDecorator & PropertyDecorator {
  return Extensions({ policy, required: true } satisfies PolicyExtensions);
}

/** The cost of a field that reads far more than it shows. */
export function Costs(cost: number): MethodDecorator & PropertyDecorator {
  return Extensions({ cost } satisfies PolicyExtensions);
}
