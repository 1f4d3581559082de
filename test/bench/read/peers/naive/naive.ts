import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSchema } from 'type-graphql';
import { DataSource, DefaultNamingStrategy } from 'typeorm';
import * as entities from './entities.js';
import { type Context, makeLoaders } from './loaders.js';
import * as resolvers from './resolvers.js';

/** Apollo, type-graphql, TypeORM entities and DataLoader with their presets, as tutorials put them together. */
const { PORT = '4333', BENCH_DATABASE = '' } = process.env;

class SnakeCase extends DefaultNamingStrategy {
  override columnName(propertyName: string): string {
    return propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

const dataSource = new DataSource({
  type: 'postgres',
  url: BENCH_DATABASE,
  entities: Object.values(entities),
  namingStrategy: new SnakeCase(),
});
await dataSource.initialize();

const schema = await buildSchema({
  resolvers: Object.values(resolvers) as unknown as [() => void],
});
const server = new ApolloServer<Context>({ schema });
await startStandaloneServer(server, {
  listen: { port: Number(PORT), host: '127.0.0.1' },
  context: () => Promise.resolve({ dataSource, loaders: makeLoaders(dataSource) }),
});
