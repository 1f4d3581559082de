import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithHive } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { SDL, type SubgraphName } from './partners.ts';

/** Where each subgraph is. */
export type Urls = Readonly<Record<SubgraphName, string>>;

/** What a composer made of the subgraphs, and what it says of it. */
export interface Composed {
  readonly supergraph: string;
  readonly said: readonly string[];
}

const servicesAt = (urls: Urls) =>
  Object.entries(SDL).map(([name, sdl]) => ({ name, url: urls[name as SubgraphName], typeDefs: parse(sdl) }));

/** By name, two composers that know nothing of each other. */
export const COMPOSERS: Readonly<Record<'apollo' | 'hive', (urls: Urls) => Composed>> = {
  apollo: (urls) => {
    const { supergraphSdl = '', errors = [], hints = [] } = composeWithApollo(servicesAt(urls));
    return { supergraph: supergraphSdl, said: [...errors, ...hints].map(({ message }) => message) };
  },
  hive: (urls) => {
    const { supergraphSdl = '', errors = [] } = composeWithHive(servicesAt(urls));
    return { supergraph: supergraphSdl, said: errors.map(({ message }) => message) };
  },
};
