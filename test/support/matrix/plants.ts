import { defaultFieldResolver, type GraphQLField, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Viewer } from '../../../src/access/viewer.ts';
import { readAt } from '../../../src/graph/arguments/read-at.ts';
import type { GraphContext } from '../../../src/graph/context.ts';
import { loadHouseholdNode } from '../../../src/registry/graph/household.loader.ts';
import type { Protected } from '../../../src/graph/policy/protected.ts';
import { enforceFieldPolicies } from '../../../src/graph/policy/field-policy.ts';
import { buildGraph, openSchema } from '../../../src/app/schema.ts';
import type { Matrix } from './matrix.ts';
import { type Case, everything } from './oracle.ts';
import { type HouseholdKey, PURPOSE } from './world.ts';

/** A schema with a planted fault, and the doors at which the matrix must find it. */
interface Fault {
  readonly plant: (matrix: Matrix) => GraphQLSchema;
  /** `Query.household`: the doors that lead to it. */
  readonly door: string;
  readonly who: (one: Case) => boolean;
  readonly says: RegExp;
}

type Field = GraphQLField<unknown, GraphContext>;
type Plant = (field: Field) => void;

const isFrom = (relation: string) => (one: Case) => one.relation === relation;

/** The planted faults that the matrix must find. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'a root field without a scope check': {
    plant: withoutScope('Query', 'household'),
    door: 'Query.household',
    who: isFrom('other county'),
    says: /household: should be null/,
  },
  'a list without a scope check': {
    plant: withoutScope('Query', 'archiveFiles'),
    door: 'Query.archiveFiles',
    who: isFrom('sibling'),
    says: /archiveFiles\.nodes: should be "1 rows", is "5 rows"/,
  },
  'a nested edge to the household of others': {
    plant: (matrix) => plantIn(['Person', 'household'], toHousehold(matrix, 'foreign')),
    door: 'Query.household',
    who: isFrom('same unit'),
    says: /members\.\d\.person\.household/,
  },
  'a reference without a scope check': {
    plant: (matrix) => {
      const schema = buildGraph();
      change(schema, 'Query', '_entities', elsewhere(matrix));
      return schema;
    },
    door: 'Query._entities',
    who: isFrom('parent'),
    says: /_entities\.0: should be null/,
  },
  'a sum without a scope check': {
    plant: withoutScope('Query', 'statistics'),
    door: 'Query.statistics',
    who: isFrom('sibling'),
    says: /statistics\.rows: should be "1 rows", is "\d+ rows"/,
  },
  'a mutation that acts as somebody else': {
    plant: (matrix) => plantIn(['Mutation', 'openFile'], asAll(matrix)),
    door: 'Mutation.openFile',
    who: isFrom('parent'),
    says: /is no problem[^]*wrote \d+ rows/,
  },
  'a mutation that is not refused': {
    plant: () => plantIn(['Mutation', 'endGrant'], saying({ required: false })),
    door: 'Mutation.endGrant',
    who: isFrom('same unit'),
    says: /should be FORBIDDEN/,
  },
  'an unmasked field': {
    plant: () => plantIn(['Person', 'identityNumber'], unmasked('identityNumber')),
    door: 'Query.person',
    who: isFrom('same unit'),
    says: /person\.identityNumber: should be "\*{14}\d{3}[\dX]", is "\d{17}[\dX]"/,
  },
  'a locked table without a scope check': {
    plant: withoutScope('Query', 'lockedRealNameTable'),
    door: 'Query.lockedRealNameTable',
    who: isFrom('other county'),
    says: /lockedRealNameTable: should be null/,
  },
  'a cell of a locked table without its mask': {
    plant: () => plantIn(['LockedRealNameRow', 'cells'], forPurpose),
    door: 'Query.lockedRealNameTable',
    who: isFrom('child'),
    says: /cells\.\d+\.text: should be "\*{14}\d{3}[\dX]", is "\d{17}[\dX]"/,
  },
  'a field that tells what it should withhold': {
    plant: () => plantIn(['Household', 'address'], unmasked('address')),
    door: 'Query.households',
    who: ({ name }) => name === 'FINANCE_OFFICER, child, for a purpose',
    says: /address: should be null, is "address \d+"/,
  },
  'a field without its policy': {
    plant: () => plantIn(['Household', 'history'], saying({ policy: 'INHERIT' })),
    door: 'Query.household',
    who: isFrom('same unit'),
    says: /history: should be FORBIDDEN/,
  },
};

function withoutScope(type: string, field: string): Fault['plant'] {
  return (matrix) => plantIn([type, field], elsewhere(matrix));
}

/** Builds the schema with a fault in one field, planted before the policies are applied. */
function plantIn([type, field]: readonly [string, string], plant: Plant): GraphQLSchema {
  const schema = openSchema();
  change(schema, type, field, plant);
  return enforceFieldPolicies(schema);
}

function change(schema: GraphQLSchema, name: string, field: string, plant: Plant): void {
  const type = schema.getType(name);
  const found: Field | undefined = type instanceof GraphQLObjectType ? type.getFields()[field] : undefined;
  if (found === undefined) throw new Error(`there is no ${name}.${field} to plant a fault in`);
  plant(found);
}

/** A fault: the roles are checked, but not the territory. */
function elsewhere({ world }: Matrix): Plant {
  return as((viewer) => ({
    ...viewer,
    grants: viewer.grants.map(({ role }) => ({ role, unionId: world.unions.city })),
  }));
}

/** A fault: another household is shown, to whoever may read households anywhere. */
function toHousehold(matrix: Matrix, key: HouseholdKey): Plant {
  return (field) => {
    field.resolve = async (_source, _given, context) => {
      const other = { ...context, reads: { current: {} }, viewer: everything(matrix.world, ['city']) };
      return loadHouseholdNode(other, matrix.world.households[key], await readAt(context.deps, {}));
    };
  };
}

/** A fault: values are shown whole without a purpose. */
function forPurpose(field: Field): void {
  as((viewer) => ({ ...viewer, purpose: PURPOSE }))(field);
}

function asAll({ world }: Matrix): Plant {
  return as((viewer) => ({ ...viewer, staffId: world.staff.get('all') ?? null }));
}

function as(other: (viewer: Viewer) => Viewer): Plant {
  return (field) => {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, given, context, info): unknown => {
      const viewer = context.viewer === null ? null : other(context.viewer);
      return resolve(source, given, { ...context, reads: { current: {} }, viewer }, info);
    };
  };
}

function unmasked(key: string): Plant {
  return (field) => {
    field.extensions = {};
    field.resolve = (source) => (source as Protected).secret(key);
  };
}

function saying(said: object): Plant {
  return (field) => {
    field.extensions = { ...field.extensions, ...said };
  };
}
