import type { Question } from '../support/restored.ts';

const COUNTY = { role: 'clerk', union: '410502' } as const;

/** Questions whose answers name every kind of content; `fileNumber` is of a household of the county. */
export const QUESTIONS: Readonly<Record<string, (fileNumber: string) => Question>> = {
  'one household, its members and their numbers, for a purpose': (fileNumber) => ({
    as: COUNTY,
    purpose: '入户调查',
    variables: { fileNumber },
    query: `query ($fileNumber: String!) { household(fileNumber: $fileNumber, asOf: "2026-06-30") {
      id fileNumber region mainCause migrant address accountNumber causeNote steward { code name }
      members { key relation person { id name sex identityNumber mobile healthNote } }
      incomes { key kind amount from to } expenses { amount } deductions { amount } dibao { from to }
      events { kind date cost narrative } employment { from to status } schooling { from to tuition } } }`,
  }),
  'the same, masked': (fileNumber) => ({
    as: COUNTY,
    variables: { fileNumber },
    query: `query ($fileNumber: String!) { household(fileNumber: $fileNumber, asOf: "2026-06-30") {
      address accountNumber members { person { name identityNumber withheld } } } }`,
  }),
  'what is decided of it, and why': (fileNumber) => ({
    as: COUNTY,
    variables: { fileNumber },
    query: `query ($fileNumber: String!) { household(fileNumber: $fileNumber, asOf: "2026-06-30") {
      eligibility { outcome primaryCategory categories missing { path } figures { population perCapitaMonthly income standard }
        findings { rule article state zh en } } } }`,
  }),
  'a list, as of a day, as it was known on another': () => ({
    as: COUNTY,
    query: `{ households(first: 20, asOf: "2025-12-31", asKnownOn: "2026-05-31") { totalCount
      nodes { fileNumber region mainCause worker { person { name } } } } }`,
  }),
  'a list by cause': () => ({
    as: COUNTY,
    query: `{ households(filter: { union: "410502", mainCause: MAJOR_ILLNESS }, first: 50, asOf: "2026-06-30") {
      totalCount nodes { fileNumber } } }`,
  }),
  'statistics of the city': () => ({
    as: { role: 'statistician', union: '410500' },
    query: `{ statistics(measures: [HOUSEHOLDS, PAID], by: [OUTCOME], asOf: "2026-06-30", filter: { union: "410500" }) {
      rows { keys { name } figures { count amount } } totals { figures { count amount } } } }`,
  }),
  'the real-name summary table': () => ({
    as: { role: 'finance', union: '410502' },
    purpose: '资金核对',
    query: `{ realNameSummary(year: 2026, union: "410502") { title status rows(first: 30) { totalCount
      nodes { number fileNumber name identityNumber accountNumber bank amount paidOn aidType source } }
      total { amount amountInCapitals payments households } } }`,
  }),
  payments: () => ({
    as: { role: 'finance', union: '410502' },
    query: `{ disbursements(filter: { union: "410502" }, first: 30) { totalCount
      nodes { id key paidOn amount aidType source payee } } }`,
  }),
  'files and who keeps them': () => ({
    as: { role: 'archivist', union: '410502' },
    query: `{ archiveFiles(first: 30, asOf: "2026-06-30") { totalCount
      nodes { id number level category state steward { code } } } }`,
  }),
  'what happened to a household, and who did it': (fileNumber) => ({
    as: { role: 'archivist', union: '410502' },
    variables: { fileNumber },
    query: `query ($fileNumber: String!) { household(fileNumber: $fileNumber, asOf: "2026-06-30") {
      history(first: 50) { nodes { revision action actor at purpose } } } }`,
  }),
  'the staff and their grants': () => ({
    as: { role: 'administrator', union: '410500' },
    query: `{ staff(first: 30) { nodes { code name grants { role from to unionId } } } }`,
  }),
  'the local standards': () => ({
    as: COUNTY,
    query: `{ standards(region: "410502", on: "2026-06-30") { kind amount source status } regions { code name } }`,
  }),
};
