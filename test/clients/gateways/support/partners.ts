import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LINK = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`;

/**
 * Public relief that civil affairs recognised: persons by the tokens of its contract, households by their file. It has a
 * list of its own with its own `PageInfo`.
 */
const CIVIL_SDL = `
${LINK('"@key", "@shareable"')}

type Query { reliefRecords(first: Int!, after: String): ReliefRecordConnection! }
type ReliefRecordConnection { nodes: [ReliefRecord!]! pageInfo: PageInfo! }
type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
type Person @key(fields: "token") { token: String reliefRecords: [ReliefRecord!]! }
type Household @key(fields: "fileNumber") { fileNumber: String recognisedRelief: [ReliefRecord!]! }
type ReliefRecord { programme: String! person: Person household: Household }
`;

/** Housing benefits: households by our id, which it joins on `registerId`, with advice that depends on our decision. */
const HOUSING_SDL = `
${LINK('"@key", "@external", "@requires"')}

type Query { vacantDwellings: Int! wrongHouseholds: [Household]! }
type Household @key(fields: "id") {
  id: ID!
  registerId: ID! @external
  currentEligibility: EligibilityAssessment @external
  housingBenefit: HousingBenefit @requires(fields: "registerId")
  housingAdvice: String @requires(fields: "currentEligibility { outcome }")
}
type HousingBenefit { amount: Int! household: Household }
type EligibilityAssessment { outcome: EligibilityOutcome! @external }
enum EligibilityOutcome { ELIGIBLE INDETERMINATE INELIGIBLE }
`;

/** The subgraphs' schemas by name; ours as it is printed in `schema/subgraph.graphql`. */
export const SDL = {
  bangfu: readFileSync(join(import.meta.dirname, '../../../../schema/subgraph.graphql'), 'utf8'),
  civil: CIVIL_SDL,
  housing: HOUSING_SDL,
} as const;

export type SubgraphName = keyof typeof SDL;

/** What civil affairs has on record: it knows nobody but by these keys. */
export interface ReliefRecord {
  readonly programme: string;
  readonly token: string;
  readonly fileNumber: string;
}

type Representation = Readonly<Record<string, unknown>>;

interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** What civil affairs answers. */
export function civilRoot(records: readonly ReliefRecord[]): object {
  const shown = ({ programme, token, fileNumber }: ReliefRecord) => ({
    programme,
    person: () => ({ __typename: 'Person', token, reliefRecords: () => recordsOf({ token }) }),
    household: () => ({ __typename: 'Household', fileNumber, recognisedRelief: () => recordsOf({ fileNumber }) }),
  });
  const recordsOf = ({ token, fileNumber }: Representation): object[] =>
    records.filter((one) => one.token === token || one.fileNumber === fileNumber).map(shown);
  return {
    reliefRecords: ({ first, after }: PageArguments) => {
      const begin = Number(after ?? 0);
      const end = Math.min(begin + first, records.length);
      const pageInfo = {
        ...{ hasNextPage: end < records.length, hasPreviousPage: begin > 0 },
        ...{ startCursor: String(begin), endCursor: String(end) },
      };
      return { nodes: records.slice(begin, end).map(shown), pageInfo };
    },
    entity: (representation: Representation) => ({
      ...representation,
      reliefRecords: () => recordsOf(representation),
      recognisedRelief: () => recordsOf(representation),
    }),
  };
}

/** What housing answers: a benefit for each household, and some households that nobody can have. */
export function housingRoot(amounts: ReadonlyMap<string, number>, wrongIds: readonly string[]): object {
  const entity = ({ id, registerId, currentEligibility }: Representation): object => ({
    ...{ __typename: 'Household', id },
    housingBenefit: () => {
      const amount = amounts.get(String(registerId));
      return amount === undefined ? null : { amount, household: { __typename: 'Household', id } };
    },
    housingAdvice: () => `for ${(currentEligibility as { readonly outcome: string } | null)?.outcome ?? 'nobody'}`,
  });
  return {
    vacantDwellings: 7,
    wrongHouseholds: () => wrongIds.map((id) => ({ __typename: 'Household', id })),
    entity,
  };
}
