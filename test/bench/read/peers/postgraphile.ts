import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { grafserv } from 'postgraphile/grafserv/node';
import { makePgService } from 'postgraphile/adaptors/pg';
import { postgraphile } from 'postgraphile';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { printSchema } from 'graphql';
import { PgAggregatesPreset } from '@graphile/pg-aggregates';
import 'graphile-config';

/** PostGraphile 5 with its recommended preset over the views, on node's own HTTP server; lists beside connections; aggregates if asked. */
const { PORT = '4331', BENCH_DATABASE = '', BENCH_SCHEMA, BENCH_AGGREGATES } = process.env;
const preset: GraphileConfig.Preset = {
  extends: BENCH_AGGREGATES === undefined ? [PostGraphileAmberPreset] : [PostGraphileAmberPreset, PgAggregatesPreset],
  schema: { defaultBehavior: '+list +connection' },
  pgServices: [
    makePgService({
      connectionString: BENCH_DATABASE,
      schemas: ['bench'],
      pubsub: false,
      poolConfig: { max: 10 },
    }),
  ],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
};
const instance = postgraphile(preset);
if (BENCH_SCHEMA !== undefined) writeFileSync(BENCH_SCHEMA, printSchema(await instance.getSchema()));
const server = createServer();
await instance.createServ(grafserv).addTo(server);
server.listen(Number(PORT), '127.0.0.1');
