import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

// A refused field leaves the others.
declare module '@apollo/client' {
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      interface Query {
        errorPolicy: 'all';
      }
      interface WatchQuery {
        errorPolicy: 'all';
      }
      interface Mutate {
        errorPolicy: 'all';
      }
    }
  }
}

export function makeClient(url: string, token: string): ApolloClient {
  return new ApolloClient({
    link: new HttpLink({ uri: url, headers: { authorization: `Bearer ${token}` } }),
    cache: new InMemoryCache({
      typePolicies: {
        Region: { keyFields: ['code'] },
        // What has no id is part of the object around it.
        ArchiveAssets: { merge: true },
        ArchiveStatistics: { merge: true },
        EligibilityAssessment: { merge: true },
        EligibilityFigures: { merge: true },
        HardshipReliefRoom: { merge: true },
        RealNameTable: { merge: true },
        RealNameTotal: { merge: true },
        // Ask for `edges { cursor node { … } }`, not for `nodes`.
        Query: { fields: { households: relayStylePagination(['filter', 'orderBy', 'asOf', 'asKnownOn']) } },
      },
    }),
    defaultOptions: {
      query: { errorPolicy: 'all' },
      watchQuery: { errorPolicy: 'all' },
      mutate: { errorPolicy: 'all' },
    },
  });
}
