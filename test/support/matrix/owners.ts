import type { GraphQLObjectType } from 'graphql';
import { unionOfAllocation } from './allocations.ts';
import { unionOfBatch } from './relief-batches.ts';
import { JOB_OWNER } from './asking.ts';
import type { Plain } from './compare.ts';
import { unionOfTable } from './locked-tables.ts';
import type { Scope } from './oracle.ts';
import { UNION_KEYS, type UnionKey, type World } from './world.ts';
import { saysOf } from '../schema-walk.ts';

type Owner = (world: World, golden: Plain, inherited: Scope | null) => Scope;

const EVERYBODY: Scope = { kind: 'everybody' };

/** Finds the owner of objects by their own keys; other objects have the owner of their parent. */
const OWNERS: Readonly<Record<string, Owner>> = {
  // The closed household is no key of the world: it is shown only within what is of it.
  Household: (world, golden, inherited) =>
    ofHousehold(world, golden['id'], world.owners.has(rowId(golden['id'])) ? null : inherited),
  ArchiveMember: (world, golden, inherited) => {
    const person = (golden['person'] as Plain | null | undefined)?.['id'];
    return withPerson(world, ofHousehold(world, golden['id'], inherited), person);
  },
  Person: (world, golden, inherited) => withPerson(world, ofHousehold(world, golden['id'], inherited), golden['id']),
  ArchiveFile: (world, golden, inherited) => ofHousehold(world, golden['id'], inherited),
  ArchiveFileStep: (world, golden, inherited) => ofHousehold(world, golden['id'], inherited),
  Disbursement: (world, golden, inherited) => ofHousehold(world, golden['id'], inherited),
  ArchiveTask: (world, golden) => ofHousehold(world, (golden['household'] as Plain)['id'], null),
  ArchiveSurveyDue: (world, golden) => ofHousehold(world, (golden['household'] as Plain)['id'], null),
  ArchiveChange: (world, golden, inherited) => inherited ?? ofChange(world, golden),
  TradeUnion: () => EVERYBODY,
  Region: () => EVERYBODY,
  UnionDivisionName: () => EVERYBODY,
  ReliefStandard: () => EVERYBODY,
  UnionStaff: (world, golden) => ({
    kind: 'unions',
    unions: (golden['grants'] as readonly Plain[]).map((grant) => unionOf(world, grant['unionId'])),
  }),
  UnionStaffGrant: (world, golden) => ({ kind: 'unions', unions: [unionOf(world, golden['unionId'])] }),
  UnionStaffGrantProposal: (world, golden) => ({ kind: 'unions', unions: [unionOf(world, golden['unionId'])] }),
  ReliefRuleProposal: (world, golden) => ({ kind: 'unions', unions: [unionOf(world, golden['unionId'])] }),
  ReliefRulePreviewChange: (world, golden) => {
    return ofHousehold(world, golden['householdId'] ?? (golden['household'] as Plain | null | undefined)?.['id'], null);
  },
  ReliefStandardNotice: () => EVERYBODY,
  UnionChange: (world, golden) => ({ kind: 'unions', unions: [unionOf(world, golden['superiorId'])] }),
  UnionDeclaredRelative: (world, golden) => ofSender(golden['staffId'] === world.staff.get('spare') ? 'spare' : 'all'),
  UnionWorkerLogin: (world, golden) => ofHousehold(world, golden['householdId'], null),
  ArchiveSensitiveRead: (world, golden) => ofHousehold(world, golden['trace'], null),
  ArchiveDuplicateCase: (_world, golden) => ({ kind: 'unions', unions: SUPERIORS[String(golden['number'])] ?? [] }),
  UnionRefusedAttempt: (_world, golden) => ofSender(golden['staffCode']),
  UnionMaskedList: (_world, golden) => ofSender(golden['staffCode']),
  ArchiveOwnRead: () => ({ kind: 'staff', staffCode: 'all' }),
  UnionOwnMaskedList: () => ({ kind: 'staff', staffCode: 'all' }),
  UnionOwnRefusal: () => ({ kind: 'staff', staffCode: 'all' }),
  RealNameTable: () => EVERYBODY,
  RealNameRow: (world, golden) => ofHousehold(world, golden['disbursementId'], null),
  RealNameSubtotal: (world, golden) => {
    return { kind: 'unions', unions: [unionOf(world, (golden['union'] as Plain | null)?.['id'])] };
  },
  LockedRealNameTable: ({ tables }, golden, inherited) => {
    const union = unionOfTable(tables, String(golden['id']));
    return union === undefined && inherited !== null
      ? inherited
      : { kind: 'unions', unions: union ? [union] : ['city'] };
  },
  ReliefAllocation: ({ allocations }, golden) => ({
    kind: 'unions',
    unions: [unionOfAllocation(allocations, rowId(golden['id'])) ?? 'city'],
  }),
  ReliefBatch: ({ batches }, golden, inherited) => {
    const union = unionOfBatch(batches, rowId(golden['id']));
    return union === undefined && inherited !== null ? inherited : { kind: 'unions', unions: [union ?? 'city'] };
  },
  ArchiveStatistics: () => EVERYBODY,
  ArchiveFileOffer: (world, golden) => {
    return { kind: 'unions', unions: [unionOf(world, (golden['to'] as Plain | null)?.['id'])] };
  },
  ArchiveFilingAnswer: () => ({ kind: 'household', household: 'unfiled' }),
  ArchiveFileBatch: () => ({ kind: 'staff', staffCode: JOB_OWNER }),
  ArchiveImportJob: () => ({ kind: 'staff', staffCode: JOB_OWNER }),
};

/** The common superiors of `works`, which found the cases, and the stewards of the households. */
const SUPERIORS: Readonly<Record<string, readonly UnionKey[]>> = {
  'case below': ['county'],
  'case beside': ['works'],
  'case foreign': ['city'],
};

/** Those who oversee the member of staff: `spare` has a grant at `street`, all others at `city`. */
function ofSender(code: unknown): Scope {
  return { kind: 'unions', unions: [code === 'spare' ? 'street' : 'city'] };
}

/** The types of sums over a territory; the expected sums are those of a viewer with all rights in the same territory. */
export const SUMS: ReadonlySet<string> = new Set(['RealNameTotal', 'ArchiveStatistics', 'ReliefRulePreview']);

/** Returns the owner of an object of an answer. */
export function scopeOf(world: World, type: GraphQLObjectType, golden: Plain, inherited: Scope | null): Scope {
  const owner = OWNERS[type.name];
  if (owner !== undefined) return owner(world, golden, inherited);
  if (inherited?.kind === 'household') return { kind: 'household', household: inherited.household };
  if (inherited !== null) return inherited;
  if ((saysOf(type).policy ?? 'INHERIT') === 'INHERIT') return EVERYBODY;
  throw new Error(`the matrix does not know whose a ${type.name} is: say so in OWNERS of matrix/owners.ts`);
}

/** Returns the household of the parent, or else the household of the object by its id. */
function ofHousehold({ owners }: World, id: unknown, inherited: Scope | null): Scope {
  if (inherited?.kind === 'household') return { kind: 'household', household: inherited.household };
  const household = owners.get(rowId(id));
  if (household === undefined) throw new Error(`the matrix does not know whose ${String(id)} is`);
  return { kind: 'household', household };
}

/**
 * The household whose change it is, or that of the person whose it is, or the union of an allocation or a batch; a household that is closed has
 * the steward of `neighbour`.
 */
function ofChange({ owners, allocations, batches }: World, golden: Plain): Scope {
  const union = allocations.changes.get(rowId(golden['id'])) ?? batches.changes.get(rowId(golden['id']));
  if (union !== undefined) return { kind: 'unions', unions: [union] };
  return { kind: 'household', household: owners.get(rowId(golden['id'])) ?? 'neighbour' };
}

function withPerson({ persons }: World, scope: Scope, id: unknown): Scope {
  const person = [...persons].find(([, own]) => own === rowId(id))?.[0];
  return scope.kind === 'household' && person !== undefined ? { ...scope, person } : scope;
}

/** The id without the times of the view. */
function rowId(id: unknown): string {
  return String(id).replace(/[@~].*/, '');
}

function unionOf({ unions }: World, id: unknown): UnionKey {
  const key = UNION_KEYS.find((one) => unions[one] === id);
  if (key === undefined) throw new Error(`the matrix does not know the union ${String(id)}`);
  return key;
}
