import { defaultFieldResolver, type GraphQLField, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Action } from '../../access/permissions.ts';
import { SENSITIVITIES } from '../../access/sensitivity.codes.ts';
import { mayAnywhere } from '../../access/viewer.ts';
import type { Sensitivity } from '../../fields/sensitivity.codes.ts';
import type { GraphContext } from '../context.ts';
import { graphError } from '../error.ts';
import { type Shown, VIEW_FIELDS } from '../views/view-fields.ts';
import type { Protected } from './protected.ts';
import { masked } from './mask.ts';
import { admitKeys } from './named-keys.ts';
import type { Policy, PolicyExtensions } from './policy.ts';
import { noteRefusedAct } from './refused-acts.ts';
import { sensitiveReads } from './sensitive-reads.ts';

type Field = GraphQLField<unknown, GraphContext>;
type Resolver = NonNullable<Field['resolve']>;

/** Wraps the resolvers of a schema so that each field checks its own policy, on whichever path it is reached. */
export function enforceFieldPolicies(schema: GraphQLSchema): GraphQLSchema {
  const mutation = schema.getMutationType();
  const roots = [schema.getQueryType(), mutation];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__')) continue;
    for (const field of Object.values<Field>(type.getFields())) {
      const resolver = roots.includes(type) ? rootResolver(field, type === mutation) : fieldResolver(type, field);
      if (resolver !== undefined) field.resolve = resolver;
    }
  }
  return schema;
}

/** The policy of a field: its own, or its type's. */
export function effectivePolicy(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): Policy | undefined {
  return policyExtensions(field).policy ?? policyExtensions(type).policy;
}

function policyExtensions(of: { readonly extensions: object }): PolicyExtensions {
  return of.extensions;
}

function rootResolver(field: Field, isAct: boolean): Resolver {
  const { policy, required, names } = policyExtensions(field);
  const resolve = isAct ? actResolver(field) : (field.resolve ?? defaultFieldResolver);
  return (source, given, context, info) => {
    if (context.viewer === null) throw graphError('UNAUTHENTICATED');
    if (required === true && !mayAnywhere(context.viewer, policy as Action)) throw graphError('FORBIDDEN');
    if (names === undefined || names(given as Readonly<Record<string, unknown>>).length === 0) {
      return resolve(source, given, context, info);
    }
    return admitKeys(context, info).then(() => resolve(source, given, context, info));
  };
}

/** The resolver of a mutation, which notes what it refuses as data. */
function actResolver({ name, resolve = defaultFieldResolver }: Field): Resolver {
  return async (source, given, context, info) =>
    noteRefusedAct(context, name, await Promise.resolve(resolve(source, given, context, info)));
}

function fieldResolver(type: GraphQLObjectType, field: Field): Resolver | undefined {
  const { policy, sensitivity, anywhere } = policyExtensions(field);
  if (field.name === 'withheld') return (source, _given, context) => withheldFields(type, source as Protected, context);
  const resolve = sensitivity === undefined ? openReader(field) : maskedReader(field, sensitivity);
  if (policy === undefined || policy === 'INHERIT' || policy === policyExtensions(type).policy) return resolve;
  const read = resolve ?? propertyReader(field.name);
  return (source, given, context, info) => {
    const isAllowed = anywhere === true ? hasAnywhere(context, policy) : (source as Protected).rights.has(policy);
    if (!isAllowed) throw graphError('FORBIDDEN');
    return read(source, given, context, info);
  };
}

function hasAnywhere({ viewer }: GraphContext, policy: Action): boolean {
  return viewer !== null && mayAnywhere(viewer, policy);
}

/** The resolver of a field that is not sensitive; `undefined` if graphql-js's default resolver reads it. */
function openReader({ name, resolve, extensions }: Field): Resolver | undefined {
  const { key, made, view } = extensions as PolicyExtensions;
  if (view !== undefined) return (source, _given, context) => VIEW_FIELDS[view](source as Shown, context);
  if (made === true) return (source) => (source as Readonly<Record<string, () => unknown>>)[name]?.();
  return resolve ?? (key === undefined ? undefined : propertyReader(key));
}

function propertyReader(key: string): Resolver {
  return (source) => (source as Readonly<Record<string, unknown>>)[key];
}

/** Shows a sensitive value to viewers who have the right and state a purpose, else masks it; both are recorded. */
function maskedReader(field: Field, sensitivity: Sensitivity): Resolver {
  const read = sensitiveReader(field);
  return (source, _given, context) => showSensitive(context, source as Protected, sensitivity, read(source));
}

/** A sensitive value of an object as the viewer may see it, noted as shown or as masked. */
export function showSensitive(
  context: GraphContext,
  source: Protected,
  sensitivity: Sensitivity,
  value: unknown,
): unknown {
  if (value === null || value === undefined) return null;
  if (isUnmasked(source, sensitivity, context)) {
    sensitiveReads(context).noteShown(source.subject, sensitivity);
    return value;
  }
  sensitiveReads(context).noteMasked(source.subject);
  return masked(value, sensitivity);
}

function sensitiveReader({ name, extensions }: Field): (source: unknown) => unknown {
  const { key = name, sealed } = extensions as PolicyExtensions;
  return sealed === true
    ? (source) => (source as Protected).secret(key)
    : (source) => (source as Readonly<Record<string, unknown>>)[key];
}

/** Whether the viewer of a context sees values of a kind unmasked: by right, for a purpose. */
export function isUnmasked({ rights }: Protected, sensitivity: Sensitivity, { viewer }: GraphContext): boolean {
  return typeof viewer?.purpose === 'string' && rights.has(SENSITIVITIES[sensitivity]);
}

/**
 * The names of an object's sensitive fields that hold a value which this viewer has the right to see, but stated no purpose for.
 * Whoever has no such right is not told that there is a value: that somebody has a note on their health tells that they are ill.
 */
function withheldFields(type: GraphQLObjectType, source: Protected, context: GraphContext): readonly string[] {
  return Object.values<Field>(type.getFields())
    .filter((field) => mayBeWithheld(field, source, context))
    .filter((field) => (sensitiveReader(field)(source) ?? null) !== null)
    .map(({ name }) => name);
}

function mayBeWithheld(field: Field, source: Protected, context: GraphContext): boolean {
  const { sensitivity, policy = 'INHERIT' } = policyExtensions(field);
  if (sensitivity === undefined || !source.rights.has(SENSITIVITIES[sensitivity])) return false;
  return !isUnmasked(source, sensitivity, context) && (policy === 'INHERIT' || source.rights.has(policy));
}
