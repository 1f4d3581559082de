import DataLoader from 'dataloader';
import { type DataSource, type EntityTarget, In } from 'typeorm';
import * as entities from './entities.js';

interface Identified {
  id: string;
}
interface OfHousehold extends Identified {
  householdId: string;
}

/** The loaders of one request, each a repository's `find`. */
export function makeLoaders(dataSource: DataSource) {
  const byId = <T extends Identified>(entity: EntityTarget<T>) =>
    new DataLoader<string, T | null>(async (ids) => {
      const found = (await dataSource.getRepository<Identified>(entity).findBy({ id: In(ids) })) as T[];
      const rows = new Map(found.map((row) => [row.id, row]));
      return ids.map((id) => rows.get(id) ?? null);
    });
  const ofHousehold = <T extends OfHousehold>(entity: EntityTarget<T>) =>
    new DataLoader<string, T[]>(async (ids) => {
      const found = (await dataSource.getRepository<OfHousehold>(entity).findBy({ householdId: In(ids) })) as T[];
      return ids.map((id) => found.filter(({ householdId }) => householdId === id));
    });
  return {
    persons: byId(entities.Person),
    unions: byId(entities.TradeUnion),
    members: ofHousehold(entities.Member),
    employment: ofHousehold(entities.Employment),
    incomes: ofHousehold(entities.Income),
    deductions: ofHousehold(entities.Deduction),
    expenses: ofHousehold(entities.Expense),
    events: ofHousehold(entities.HardshipEvent),
    dwellings: ofHousehold(entities.Dwelling),
    vehicles: ofHousehold(entities.Vehicle),
    schooling: ofHousehold(entities.Schooling),
    dibao: ofHousehold(entities.DibaoSpell),
    files: ofHousehold(entities.ArchiveFile),
    disbursements: ofHousehold(entities.Disbursement),
  };
}

export interface Context {
  dataSource: DataSource;
  loaders: ReturnType<typeof makeLoaders>;
}
