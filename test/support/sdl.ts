/** The schema of the tests of limits: small, with every shape that costs something. */
export const LIMITS_SDL = `
scalar _Any
union _Entity = Household
interface Named { name: String parts: [Member!]! }
type Query {
  hello(name: String): String
  household(id: ID): Household
  named: Named
  households(first: Int = 30, after: String): HouseholdConnection!
  plain(first: Int): HouseholdConnection!
  _entities(representations: [_Any!]!): [_Entity]!
}
type Mutation { write: Boolean }
type HouseholdConnection { edges: [HouseholdEdge!]! nodes: [Household!]! totalCount: Int! }
type HouseholdEdge { cursor: String node: Household! }
type Household { id: ID! name: String parent: Household members: [Member!]! payments(first: Int = 20): HouseholdConnection! }
type Member implements Named { name: String parts: [Member!]! household: Household }
`;
