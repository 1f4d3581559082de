/** Marks a document for Relay's compiler, which names operations after the file. */
const graphql = ([text = '']: TemplateStringsArray): string => text;

/** What all stores are asked. */
export const documents = {
  documentsViewsQuery: graphql`
    query documentsViewsQuery($id: ID!) {
      a: household(id: $id, asOf: "2023-06-30") {
        id
        asOf
        assets {
          savings
        }
        totals {
          income
          perCapitaMonthly
        }
        members {
          id
          asOf
          person {
            id
            asOf
            name
          }
        }
      }
      b: household(id: $id, asOf: "2026-06-30") {
        id
        asOf
        assets {
          savings
        }
        totals {
          income
          perCapitaMonthly
        }
        members {
          id
          asOf
          person {
            id
            asOf
            name
          }
        }
      }
      today: household(id: $id) {
        id
        asOf
        assets {
          savings
        }
        totals {
          income
          perCapitaMonthly
        }
        members {
          id
          asOf
          person {
            id
            asOf
            name
          }
        }
      }
    }
  `,
  documentsDayQuery: graphql`
    query documentsDayQuery($id: ID!, $asOf: Date) {
      household(id: $id, asOf: $asOf) {
        id
        asOf
        assets {
          savings
        }
        totals {
          income
          perCapitaMonthly
        }
        members {
          id
          asOf
        }
      }
    }
  `,
  documentsNodeQuery: graphql`
    query documentsNodeQuery($id: ID!) {
      node(id: $id) {
        id
        ... on Household {
          asOf
          assets {
            savings
          }
        }
      }
    }
  `,
  documentsSavingsQuery: graphql`
    query documentsSavingsQuery($id: ID!) {
      household(id: $id) {
        id
        assets {
          savings
        }
      }
    }
  `,
  documentsShopQuery: graphql`
    query documentsShopQuery($id: ID!) {
      household(id: $id) {
        id
        assets {
          ownsShop
        }
      }
    }
  `,
  documentsTablesQuery: graphql`
    query documentsTablesQuery {
      all: realNameSummary(year: 2026) {
        rows(first: 100) {
          nodes {
            disbursementId
            number
            amount
          }
        }
      }
      central: realNameSummary(year: 2026, sources: CENTRAL_FINANCE) {
        rows(first: 100) {
          nodes {
            disbursementId
            number
            amount
          }
        }
      }
    }
  `,
  documentsMissingQuery: graphql`
    query documentsMissingQuery {
      household(fileNumber: "4105022024000074") {
        id
        eligibility {
          missing {
            path
            kind
            recordId
          }
        }
      }
    }
  `,
  documentsPartialQuery: graphql`
    query documentsPartialQuery($id: ID!) {
      regions {
        code
      }
      household(id: $id) {
        id
        region
        totals {
          income
        }
      }
    }
  `,
  documentsCountQuery: graphql`
    query documentsCountQuery {
      households(first: 1) {
        totalCount
      }
    }
  `,
  documentsRecordMutation: graphql`
    mutation documentsRecordMutation($input: ArchiveChangeHouseholdInput!) {
      changeHousehold(input: $input) {
        household {
          id
          asOf
          assets {
            savings
          }
        }
        problems {
          code
          path
          zh
          en
        }
      }
    }
  `,
};

export type DocumentName = keyof typeof documents;

/** A page of a list, for the clients that walk by variables. */
export const PAGE = `
  query Page($asOf: Date, $after: String) {
    households(first: 3, asOf: $asOf, after: $after) {
      totalCount
      edges {
        cursor
        node {
          id
          asOf
          fileNumber
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;
