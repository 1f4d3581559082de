import { firstPagesOf, listingOf, oneOf, pagesOf } from './household-parts.ts';
import { eligibilityPart, FIGURES, PERSONS, REAL_NAME_TABLE, sensitivePart } from './other-parts.ts';
import { FAMILY, ROW, WHOLE } from './shapes.ts';
import type { Kind, Part, Work } from './work.ts';

function forAll(make: (kind: Kind) => Part): Work['parts'] {
  return { bangfu: make('bangfu'), postgraphile: make('postgraphile'), plain: make('plain') };
}

export const WORKS: readonly Work[] = [
  {
    key: 'a',
    title: '20 households with members, incomes, expenses, disbursements: pages of all households',
    parts: forAll((kind) => pagesOf(kind, FAMILY)),
  },
  {
    key: 'a1',
    title: 'the same of the first 20 households of a union',
    parts: forAll((kind) => firstPagesOf(kind, FAMILY)),
  },
  {
    key: 'am',
    title: 'the same pages as (a) with numbers, accounts, telephones, addresses, notes: masked',
    parts: { bangfu: sensitivePart(null) },
  },
  {
    key: 'ap',
    title: 'the same as (am) with a purpose: numbers and accounts shown, the read on record',
    parts: { bangfu: sensitivePart('资金核对') },
  },
  {
    key: 'b',
    title: 'one household with everything',
    parts: forAll((kind) => oneOf(kind, WHOLE)),
  },
  {
    key: 'c',
    title: 'a filtered, sorted page of 100 households',
    parts: forAll((kind) => listingOf(kind, ROW)),
  },
  { key: 'd', title: 'households by cause and money by source, of all', parts: FIGURES },
  { key: 'e', title: 'the eligibility of 20 households', parts: { bangfu: eligibilityPart() } },
  {
    key: 'f',
    title: 'the real-name table of county 410502 and a year: the first 100 rows with totals',
    parts: { bangfu: REAL_NAME_TABLE },
  },
  {
    key: 'g',
    title: '100 persons by tokens of a contract; of the others by tokens that stand in a table',
    parts: PERSONS,
  },
];
