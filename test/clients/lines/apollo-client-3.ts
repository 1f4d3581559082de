import { ApolloClient, HttpLink, InMemoryCache, type NormalizedCacheObject } from 'apollo-client-3/core/index.js';
import { relayStylePagination } from 'apollo-client-3/utilities/index.js';

export function makeClient(url: string, token: string): ApolloClient<NormalizedCacheObject> {
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
    // A refused field leaves the others.
    defaultOptions: {
      query: { errorPolicy: 'all' },
      watchQuery: { errorPolicy: 'all' },
      mutate: { errorPolicy: 'all' },
    },
  });
}
