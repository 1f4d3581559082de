import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Action } from '../../access/permissions.ts';
import type { GraphContext } from '../../graph/context.ts';
import { type Class, classNamed } from '../../graph/dictionary.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { RECORD_KINDS, RECORDS, type RecordKind } from '../kinds.ts';
import {
  type HouseholdNode,
  type MemberNode,
  loadMemberNodes,
  loadRecordNodes,
  type RecordNode,
} from './household.loader.ts';
import { Assets, Household, Member } from './household.type.ts';
import { recordPolicy } from '../household/field-policies.ts';
import { RECORD_CLASSES } from './record.type.ts';

/** Makes the fields from a household to its records, and from a record to its household and member, for every kind. */

interface Edge<Source> {
  readonly name: string;
  readonly type: () => unknown;
  readonly nullable: boolean;
  readonly policy: Action;
  readonly description: string;
  readonly resolve: (source: Source, context: GraphContext) => unknown;
}

/** Makes the resolver class of a type from its edges. */
function makeEdgesResolver<Source>(host: Class, edges: readonly Edge<Source>[]): Class {
  const resolver = classNamed(`${host.name}Edges`);
  for (const edge of edges) addEdge(resolver.prototype as object, edge);
  Resolver(() => host)(resolver);
  return resolver;
}

function addEdge<Source>(prototype: object, edge: Edge<Source>): void {
  const { name, type, nullable, policy, description, resolve: value } = edge;
  const descriptor = { value, writable: true, configurable: true };
  Object.defineProperty(prototype, name, descriptor);
  FieldResolver(type as () => Class, { nullable, description })(prototype, name, descriptor);
  Root()(prototype, name, 0);
  Ctx()(prototype, name, 1);
  Needs(policy)(prototype, name, descriptor);
}

function recordsEdge(kind: RecordKind): Edge<HouseholdNode> {
  const { zh, articles } = RECORDS[kind];
  return {
    name: kind,
    type: () => [RECORD_CLASSES[kind]],
    nullable: true,
    policy: recordPolicy(kind),
    description: `${zh}（${articles}）。Its ${kind}.`,
    resolve: (household, context) => loadRecordNodes(context, kind, household),
  };
}

const HOUSEHOLD_EDGE: Edge<RecordNode> = {
  name: 'household',
  type: () => Household,
  nullable: true,
  policy: 'READ_HOUSEHOLD',
  description: '所属家庭。The household that it belongs to.',
  resolve: ({ household }) => household,
};

const MEMBER_EDGE: Edge<RecordNode> = {
  name: 'member',
  type: () => Member,
  nullable: true,
  policy: 'READ_HOUSEHOLD',
  description:
    '所属成员。The member that it belongs to; `null` if it belongs to the household, or to a person who has left it.',
  resolve: ({ household, memberId }, context) => {
    if (memberId === null) return null;
    const find = (members: readonly MemberNode[]) => members.find(({ id }) => id === memberId) ?? null;
    const members = loadMemberNodes(context, household);
    return members instanceof Promise ? members.then(find) : find(members);
  },
};

/** Dwellings and vehicles are fields of `Assets`; incomes have a resolver of their own, with a range of months. */
const OF_ASSETS: readonly RecordKind[] = ['dwellings', 'vehicles'];
const OF_HOUSEHOLD = RECORD_KINDS.filter((kind) => kind !== 'incomes' && !OF_ASSETS.includes(kind));

export const recordResolvers: readonly Class[] = [
  makeEdgesResolver(Household, OF_HOUSEHOLD.map(recordsEdge)),
  makeEdgesResolver(Assets, OF_ASSETS.map(recordsEdge)),
  ...RECORD_KINDS.map((kind) =>
    makeEdgesResolver(RECORD_CLASSES[kind], [HOUSEHOLD_EDGE, ...(RECORDS[kind].belongsToMember ? [MEMBER_EDGE] : [])]),
  ),
];
