import { createHash } from 'node:crypto';
import type { Sql } from '../../database/database.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import { type Notice, type NoticeCode, notice } from '../../usecase/notice.ts';
import type { NewKeys } from '../search/search.store.ts';
import {
  type Found,
  type Looker,
  MOST_OF_A_HOUSEHOLD,
  type Place,
  placeFindings,
  spentQuotas,
  underCase,
} from './duplicate-case.ts';
import { holdCases, holdComparisons } from './duplicate-case.store.ts';
import { accountSharers, type Likeness, namesakes } from './duplicate-hint.read.ts';

/** A household that was written, and where the command says what. */
export interface Written extends Looker {
  readonly householdId: string;
  /** The paths of the persons of members, by their ids. */
  readonly pathsOfPersons: ReadonlyMap<string, string>;
  readonly pathOfAccount: string;
}

/** Another household or person on record that may be the same. */
interface Hint extends Found {
  readonly code: NoticeCode;
  readonly path: string;
  readonly fileNumber: string | null;
}

/**
 * Tells of other households on record with the same account, and of other persons with the same name, birth day and telephone,
 * wherever they are; of those with the same name and birth day, within the actor's territory. It looks at what is new alone, so
 * that a household that is recorded again is not told twice.
 */
export async function hintDuplicates(
  sql: Sql,
  { secrets, today }: { readonly secrets: Secrets; readonly today: string },
  written: readonly Written[],
  added: NewKeys,
): Promise<readonly (readonly Notice[])[]> {
  if (added.persons.length + added.accounts.length === 0) return written.map(() => []);
  await holdCompared(sql, written, added);
  const likenesses = await findLikenesses(sql, secrets, added, today);
  const lookers = written.map(({ actorId, purpose, unionId, ...own }) => {
    return { actorId, purpose, unionId, found: hintsOf(own, likenesses) };
  });
  const places = await placeFindings(sql, lookers, today);
  const spent = await spentQuotas(
    sql,
    lookers.map(({ actorId }) => actorId),
    today,
  );
  return written.map((own, at) => {
    const told = (lookers[at]?.found ?? []).flatMap((hint, index) => toNotice(hint, places[at]?.[index]));
    const isUntold = spent.has(own.actorId) && hasNewKeys(own, added);
    return [...told.slice(0, MOST_OF_A_HOUSEHOLD), ...(isUntold ? [notice('DUPLICATES_NOT_LOOKED_FOR')] : [])];
  });
}

/** How many comparisons can be made at once. An import compares nearly all, and PostgreSQL has memory for some thousand locks. */
const BUCKETS = 64;

/** Waits for whoever compares the same keys, after the cases, which some hold already: see {@link placeFindings}. */
async function holdCompared(sql: Sql, written: readonly Written[], { persons, accounts }: NewKeys): Promise<void> {
  const texts = [
    ...persons.map(({ nameForm, birthDay }) => `${nameForm} ${birthDay ?? ''}`),
    ...accounts.flatMap(({ account }) => account ?? []),
  ];
  if (texts.length === 0) return;
  await holdCases(
    sql,
    written.map(({ actorId }) => actorId),
    written.map(({ unionId }) => unionId),
  );
  const buckets = texts.map((text) => createHash('sha256').update(text).digest().readUInt8() % BUCKETS);
  await holdComparisons(sql, [...new Set(buckets)]);
}

async function findLikenesses(
  sql: Sql,
  { tokens }: Secrets,
  { persons, accounts }: NewKeys,
  today: string,
): Promise<readonly Likeness[]> {
  const hexes = (text: string | null) =>
    text === null ? [null] : tokens(text).map(({ token }) => token.toString('hex'));
  const names = persons.flatMap(({ personId, nameForm, birthDay, telephone, isNewName }) =>
    birthDay === null
      ? []
      : hexes(telephone).map((one) => ({ personId, nameForm, birthDay, telephone: one, isNewName })),
  );
  const shared = accounts.flatMap(({ householdId, account }) =>
    hexes(account).flatMap((one) => (one === null ? [] : [{ householdId, account: one }])),
  );
  return [
    ...(shared.length === 0 ? [] : await accountSharers(sql, shared, today)),
    ...(names.length === 0 ? [] : await namesakes(sql, names, today)),
  ];
}

/** The hints about a household: of what reveals that somebody is on file no more than of identity numbers. */
function hintsOf(
  { householdId, pathsOfPersons, pathOfAccount }: Pick<Written, 'householdId' | 'pathsOfPersons' | 'pathOfAccount'>,
  likenesses: readonly Likeness[],
): readonly Hint[] {
  const hints = likenesses.flatMap(
    ({ ownId, isStrong, otherPersonId: personId, otherHouseholdId, otherFile }): readonly Hint[] => {
      const path = ownId === householdId ? pathOfAccount : pathsOfPersons.get(ownId);
      if (path === undefined) return [];
      const found = { path, personId, householdId: otherHouseholdId, fileNumber: otherFile };
      if (ownId === householdId) return [{ ...found, finding: 'ACCOUNT', code: 'SAME_ACCOUNT' }];
      if (isStrong) return [{ ...found, finding: 'CONTACT', code: 'SAME_CONTACT' }];
      return [{ ...found, finding: null, code: 'SAME_NAME_AND_BIRTH_DAY' }];
    },
  );
  const [weak = [], strong = []] = [true, false].map((is) => hints.filter(({ finding }) => (finding === null) === is));
  return [...strong.slice(0, MOST_OF_A_HOUSEHOLD), ...weak];
}

/** Within the territory it says where the other one is; a workbook shows no more than the sentence. */
function toNotice({ code, path, householdId, fileNumber }: Hint, place: Place | undefined): readonly Notice[] {
  const told = notice(code, path);
  if (place?.is === 'WITHIN') {
    const [zh, en] =
      fileNumber === null ? ['尚未建档', 'without a file'] : [`档案编号 ${fileNumber}`, `file ${fileNumber}`];
    return [{ ...told, zh: `${told.zh}（${zh}）`, en: `${told.en} (${en})`, householdId }];
  }
  return place?.is === 'OUTSIDE' ? [underCase(told, place.caseNumber)] : [];
}

function hasNewKeys({ householdId, pathsOfPersons }: Written, { persons, accounts }: NewKeys): boolean {
  return (
    persons.some(({ personId }) => pathsOfPersons.has(personId)) ||
    accounts.some((key) => key.householdId === householdId && key.account !== null)
  );
}
