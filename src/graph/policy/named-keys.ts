import {
  type FieldNode,
  getArgumentValues,
  getDirectiveValues,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { countKeys, type KeyLimits, type NamedKey, namedKeyId } from '../../access/partner/count-keys.ts';
import { mayAnywhere, readsByKey, type Viewer } from '../../access/viewer.ts';
import { SIGNATURE_HEADER } from '../../signing/signature.ts';
import { perAnswer } from '../batch/per-request.ts';
import { type Gateway, type GraphContext, PURPOSE_HEADER } from '../context.ts';
import { graphError } from '../error.ts';
import type { PolicyExtensions } from './policy.ts';

/**
 * Who reads by key alone, as partners do, is shown only what the request names by key. The keys of the whole operation are
 * counted before any of them is read, however they are given: by aliases, in variables, repeated, in fragments.
 */

/** What a request may read by key: nothing until its keys were counted. */
interface Admission {
  counting: Promise<void> | undefined;
  admitted: ReadonlySet<string>;
}

const admissions = perAnswer((): Admission => ({ counting: undefined, admitted: new Set() }));

/** Whether the viewer may read by key what is named so: its key was counted in this request. */
export function isAdmitted(context: GraphContext, key: NamedKey): boolean {
  return admissions(context).admitted.has(namedKeyId(key));
}

/**
 * Counts all keys of an operation, at the first root field that names any. Errors, of which each root field with keys has the
 * same: FORBIDDEN without the viewer's own gateway, INVALID_ARGUMENT without a purpose, TOO_COMPLEX beyond the limit of a
 * request, TOO_MANY_REQUESTS beyond that of a day.
 */
export async function admitKeys(context: GraphContext, info: GraphQLResolveInfo): Promise<void> {
  const { viewer, gateway } = context;
  if (viewer === null || !readsByKey(viewer)) return;
  if (gateway?.keyLimits) {
    const admission = admissions(context);
    admission.counting ??= countAll(context, { viewer, gateway, limits: gateway.keyLimits, info });
    await admission.counting;
  } else if (!mayAnywhere(viewer, 'READ_HOUSEHOLD')) {
    // Without its gateway a partner's role allows nothing; another role of the same person does what it always does.
    throw graphError('FORBIDDEN', { argument: SIGNATURE_HEADER });
  }
}

interface Named {
  readonly viewer: Viewer;
  readonly gateway: Gateway;
  readonly limits: KeyLimits;
  readonly info: GraphQLResolveInfo;
}

async function countAll(context: GraphContext, { viewer, gateway, limits, info }: Named): Promise<void> {
  const { staffId, purpose } = viewer;
  if (staffId === null) throw graphError('FORBIDDEN');
  if (purpose === null) throw graphError('INVALID_ARGUMENT', { argument: PURPOSE_HEADER });
  const { database, today: day } = context.deps;
  const naming = { staffId, gateway: gateway.id, day, purpose, limits };
  const counted = await countKeys(database, naming, namedKeys(info));
  if (!counted.ok) {
    const code = counted.error === 'request' ? 'TOO_COMPLEX' : 'TOO_MANY_REQUESTS';
    throw graphError(code, { limit: `keys.${counted.error}`, most: limits[counted.error] });
  }
  admissions(context).admitted = counted.value;
}

/** The keys that the root fields of an operation name. */
function namedKeys(info: GraphQLResolveInfo): readonly NamedKey[] {
  return rootFields(info, info.operation.selectionSet).flatMap((node) => {
    const field = info.parentType.getFields()[node.name.value];
    const { names } = (field?.extensions ?? {}) as PolicyExtensions;
    return field === undefined || names === undefined ? [] : names(argumentsOf(info, field, node));
  });
}

/** The root fields that are executed, of fragments too. */
function rootFields(info: GraphQLResolveInfo, { selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.flatMap((node): readonly FieldNode[] => {
    const [skip, include] = [GraphQLSkipDirective, GraphQLIncludeDirective].map((directive) =>
      getDirectiveValues(directive, node, info.variableValues),
    );
    if (skip?.['if'] === true || include?.['if'] === false) return [];
    if (node.kind === Kind.FIELD) return [node];
    const within = node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value];
    return within === undefined ? [] : rootFields(info, within.selectionSet);
  });
}

/** The arguments of a field; none if they are invalid, which its own execution says. */
function argumentsOf(
  { variableValues }: GraphQLResolveInfo,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Readonly<Record<string, unknown>> {
  try {
    return getArgumentValues(field, node, variableValues);
  } catch {
    return {};
  }
}
