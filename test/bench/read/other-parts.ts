import { DIALECTS, pagesOf } from './household-parts.ts';
import { FAMILY, PERSON, SENSITIVE_FAMILY } from './shapes.ts';
import { tokenOf } from './views.ts';
import type { Ask, Data, Kind, Part, Samples, Variables, Work } from './work.ts';

const MASKED = /^\*+.{4}$/;

/** (a) with what is sensitive; only what is not is compared, since a server without masking shows the rest. */
export function sensitivePart(purpose: string | null): Part {
  const part = pagesOf('bangfu', FAMILY, DIALECTS.bangfu.select(SENSITIVE_FAMILY));
  const headers = purpose === null ? {} : { 'bangfu-purpose': encodeURIComponent(purpose) };
  const check = (data: Data) => {
    const numbers = JSON.stringify(data).match(/(?<="(identityNumber|accountNumber)":")[^"]+/g) ?? [];
    return numbers.length > 0 && numbers.every((number) => MASKED.test(number) === (purpose === null));
  };
  return { ...part, headers, check };
}

const ELIGIBILITY = `id eligibility(asOf: "2026-06-30") { outcome primaryCategory categories missing { path }
  figures { population income perCapitaMonthly perCapitaMonthlyAfterExpenses standard } }`;

/** (e): who is eligible, of pages of all households. */
export function eligibilityPart(): Part {
  const check = (data: Data) => JSON.stringify(data).includes('"perCapitaMonthly":"');
  return { ...pagesOf('bangfu', FAMILY, ELIGIBILITY), read: (data) => data, check };
}

/** (d): how each server is asked for the figures. */
const FIGURES_OF: Readonly<Record<Kind, string>> = {
  bangfu: `query Figures($from: Date!, $to: Date!) {
    causes: statistics(measures: [HOUSEHOLDS], by: [MAIN_CAUSE]) { rows { keys { key } figures { count } } }
    money: statistics(measures: [HOUSEHOLDS_HELPED, PAYMENTS, PAID], by: [SOURCE], over: { from: $from, to: $to, every: YEAR }) {
      rows { keys { key } figures { count amount } } } }`,
  postgraphile: `query Figures($year: Int!) { causes: allHouseholdsByCausesList { key households }
    money: moneyBySourceList(year: $year) { key amount: amountFen payments households } }`,
  plain: `query Figures($year: Int!) { causes: householdsByCause { key households }
    money: moneyBySource(year: $year) { key amount: amountFen payments households } }`,
};

function figuresOf(kind: Kind): Part {
  return {
    query: FIGURES_OF[kind],
    requests: (_ask, { years }) =>
      Promise.resolve(years.map((year) => ({ year, from: `${year}-01-01`, to: `${year}-12-31` }))),
    read: (data) => {
      const { causes, money } = (kind === 'bangfu' ? rowsOf(data) : data) as { causes: Figure[]; money: Figure[] };
      return {
        causes: counted(causes, (value) => value),
        money: counted(money, kind === 'bangfu' ? (value) => value : yuan),
      };
    },
  };
}

interface Row {
  readonly keys: readonly { readonly key: string }[];
  readonly figures: readonly { readonly count: number; readonly amount: string }[];
}

/** The rows of bangfu's statistics, as the others give them. */
function rowsOf(data: Data): Data {
  const named = Object.entries(data as Record<string, { readonly rows: readonly Row[] }>).map(([name, { rows }]) => {
    const figures = rows.map(({ keys: [first], figures: [households, payments, paid] }) => ({
      ...{ key: first?.key === 'NONE' ? null : first?.key, households: households?.count },
      ...(paid === undefined ? {} : { payments: payments?.count, amount: paid.amount }),
    }));
    return [name, figures] as const;
  });
  return Object.fromEntries(named);
}

interface Figure {
  readonly key: string;
  readonly households: number;
  readonly amount?: string;
}

/** By key; those with nothing stand in bangfu's answer alone. */
function counted(figures: readonly Figure[], print: (amount: string) => string): readonly unknown[] {
  return figures
    .filter(({ households }) => households > 0)
    .map(({ amount, ...rest }) => (amount === undefined ? rest : { ...rest, amount: print(amount) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

function yuan(fen: string): string {
  const digits = fen.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const FIGURES: Work['parts'] = {
  bangfu: figuresOf('bangfu'),
  postgraphile: figuresOf('postgraphile'),
  plain: figuresOf('plain'),
};

const NUMBERS: ReadonlySet<string> = new Set(['identityNumber', 'telephone', 'accountNumber']);

/** (f): the table as it is shown, numbers masked; they are not compared, since without masking they are shown. */
export const REAL_NAME_TABLE: Part = {
  query: `query RealNames($year: Int!) { realNameSummary(union: "410502", year: $year) { title
    total { payments persons households amount amountInCapitals }
    rows(first: 100) { nodes { number fileNumber name identityNumber telephone workplace population mainCause
      hardshipClass source aidType amount paidOn bank accountNumber payee signature } pageInfo { hasNextPage } } } }`,
  requests: (_ask, { years }) => Promise.resolve(years.map((year) => ({ year }))),
  read: (data) =>
    JSON.parse(JSON.stringify(data, (key, value: unknown) => (NUMBERS.has(key) ? null : value))) as unknown,
  check: (data) => JSON.stringify(data).includes('"number":1,'),
};

const TOKENS = 'query Tokens($persons: [_Any!]!) { _entities(representations: $persons) { ... on Person { token } } }';

/** (g): bangfu knows persons to a partner by tokens of the contract, each reloaded through the rules. */
const ENTITIES: Part = {
  query: `query Persons($persons: [_Any!]!) {
    _entities(representations: $persons) { ... on Person { ${DIALECTS.bangfu.select(PERSON)} } } }`,
  requests: async (ask, { persons }) => {
    const requests: Variables[] = [];
    for (const ids of persons) {
      const byId = { persons: ids.map((id) => ({ __typename: 'Person', id })) };
      const { _entities: found } = (await ask(TOKENS, byId)) as { _entities: readonly { token: string }[] };
      requests.push({ persons: found.map(({ token }) => ({ __typename: 'Person', token })) });
    }
    return requests;
  },
  read: ({ _entities: found }) => personsOf('bangfu', found),
  signed: true,
};

/** The peers know persons by tokens that stand in a table. */
function byTokens(kind: Kind, query: string): Part {
  return {
    query: query.replace('…', DIALECTS[kind].select(PERSON)),
    requests: (_ask: Ask, { persons }: Samples) =>
      Promise.resolve(persons.map((ids) => ({ tokens: ids.map(tokenOf) }))),
    read: ({ persons }) => personsOf(kind, persons),
  };
}

function personsOf(kind: Kind, found: unknown): readonly unknown[] {
  const persons = (found as readonly unknown[]).map((one) => DIALECTS[kind].read(PERSON, one) as { id: string });
  return persons.sort((one, other) => (one.id < other.id ? -1 : 1));
}

export const PERSONS: Work['parts'] = {
  bangfu: ENTITIES,
  postgraphile: byTokens(
    'postgraphile',
    'query Persons($tokens: [String!]!) { persons: personsOfList(tokens: $tokens) { … } }',
  ),
  plain: byTokens('plain', 'query Persons($tokens: [String!]!) { persons(tokens: $tokens) { … } }'),
};
