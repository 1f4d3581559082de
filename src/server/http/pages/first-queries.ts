/** The query that GraphiQL opens with for one kind of user. */
export interface FirstQuery {
  /** The last part of the page's path: `/graphiql/finance`. */
  readonly name: string;
  /** The sample data's role whose token may run the query. */
  readonly role: string;
  readonly document: string;
}

const HEADERS = `# 请在下方 Headers 一栏填入令牌：
# Put your token into the tab "Headers" below:
#
# {"authorization": "Bearer eyJ…"}
#
# 查看敏感信息还须写明用途（百分号编码）：
# To see sensitive values, add your purpose,
# percent-encoded:
#
# "bangfu-purpose": "%E6%A0%B8%E5%AF%B9"
#
# 执行 / Run: Ctrl-Enter
`;

/** A query that every authenticated user may run. */
export const QUERY_FOR_ALL = `${HEADERS}
query Unions {
  tradeUnions(first: 20) {
    totalCount
    nodes {
      code
      name
    }
  }
}
`;

/** The typical query of each of the three kinds of users. */
export const FIRST_QUERIES: readonly FirstQuery[] = [
  {
    name: 'dashboard',
    role: 'statistician',
    document: `${HEADERS}
query Statistics {
  statistics(
    measures: [HOUSEHOLDS, HOUSEHOLDS_ON_FILE, PAID]
    by: [OUTCOME]
    asOf: "2026-06-30"
  ) {
    rows {
      keys {
        name
      }
      figures {
        measure
        count
        amount
      }
    }
    totals {
      figures {
        measure
        count
        amount
      }
    }
  }
}
`,
  },
  {
    name: 'finance',
    role: 'finance',
    document: `${HEADERS}
query RealNameTable {
  realNameSummary(year: 2026, sources: CENTRAL_FINANCE) {
    title
    rows(first: 10) {
      nodes {
        number
        fileNumber
        name
        identityNumber
        amount
        paidOn
      }
    }
    total {
      amount
      amountInCapitals
      households
    }
  }
}
`,
  },
  {
    name: 'partner',
    role: 'partner',
    document: `${HEADERS}
query Households {
  households(first: 5, asOf: "2026-06-30") {
    totalCount
    nodes {
      fileNumber
      members {
        relation
        person {
          name
          withheld
        }
      }
      eligibility {
        outcome
        primaryCategory
      }
    }
  }
}
`,
  },
];
