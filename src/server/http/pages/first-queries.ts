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
# 资格核对 / checking eligibility:
# "bangfu-purpose": "%E8%B5%84%E6%A0%BC%E6%A0%B8%E5%AF%B9"
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
# 协作系统经签名的网关逐一指名查询（docs/federation.md）；
# 此处可试算，不读取任何家庭。
# A partner names households one by one, through its
# signing gateway (docs/federation.md). Here you may
# assess invented facts; no household is read.
query Trial {
  assessHousehold(
    facts: {
      asOf: "2026-06-30"
      level: "NATIONAL"
      region: "410502"
      farmRegion: null
      worker: {
        memberId: "m1"
        migrant: false
        unionMember: true
        contract: "NONE"
        retiredSocialised: false
        retirementException: null
      }
      members: [
        {
          id: "m1"
          inRegister: true
          livesTogether: true
          populationOverride: null
          employment: []
          ableToWork: false
          refusedJobOffers: 0
          farms: false
          disabled: false
          ill: true
          inEducation: false
        }
      ]
      incomes: [
        {
          memberId: "m1"
          kind: "TRANSFER"
          relief: false
          amount: "6000.00"
          from: "2025-06"
          to: "2026-05"
          verified: true
        }
      ]
      deductions: []
      expenses: [
        { memberId: "m1", kind: "ILLNESS", amount: "3000.00", reimbursed: "0.00", from: "2026-01", to: "2026-03" }
      ]
      events: []
      singleParent: false
      severeHardship: true
      dibao: []
      assets: {
        savings: "0.00"
        investments: "0.00"
        dwellings: [{ area: "45.00" }]
        commercialProperty: false
        ownsShop: false
        employsOthers: false
        vehicles: null
      }
      schooling: []
      conduct: { refusedVerification: false, concealment: false }
    }
  ) {
    assessment {
      outcome
      missing {
        path
        kind
        zh
      }
    }
    problems {
      path
      zh
    }
  }
}
`,
  },
];
