import { graphql } from 'relay-runtime';

export const query = graphql`
  query householdsQuery($asOf: Date) {
    ...households_list @arguments(asOf: $asOf)
  }
`;

export const list = graphql`
  fragment households_list on Query
  @argumentDefinitions(asOf: { type: "Date" }, count: { type: "Int", defaultValue: 3 }, cursor: { type: "String" })
  @refetchable(queryName: "householdsPageQuery") {
    households(asOf: $asOf, first: $count, after: $cursor) @connection(key: "households_households") {
      totalCount
      edges {
        node {
          id
          ...households_history
        }
      }
    }
  }
`;

export const history = graphql`
  fragment households_history on Household
  @argumentDefinitions(count: { type: "Int", defaultValue: 1 }, cursor: { type: "String" })
  @refetchable(queryName: "householdsHistoryQuery") {
    history(first: $count, after: $cursor) @connection(key: "households_history") {
      edges {
        node {
          id
          action
        }
      }
    }
  }
`;
