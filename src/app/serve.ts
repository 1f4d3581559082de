import { join } from 'node:path';
import type { Logger } from 'pino';
import { MaskedCounter } from '../access/audit/masked-counter.ts';
import { RefusedCounter } from '../access/audit/refused-counter.ts';
import { readGateways } from '../access/gateway/gateway-file.ts';
import { authenticator } from '../access/token/authenticate.ts';
import type { Config } from '../config.ts';
import { type Result, succeed } from '../kernel/result.ts';
import { requestContexts, type Services } from '../server/request-context.ts';
import { auditPlugin, recordReads, refusalRecorder } from '../server/audit.ts';
import { reportFailure } from '../server/http/answers/report-failure.ts';
import { type Server, startServer } from '../server/http/server.ts';
import { todayInChina } from '../usecase/today.ts';
import { FEATURES } from './features.ts';
import { servedGraph } from './schema.ts';

const MASKED_MILLISECONDS = 10_000;
const REFUSED_MILLISECONDS = 1000;

/** Serves the graph over a database, or returns a message why it cannot. */
export async function serveGraph(config: Config, services: Services, log: Logger): Promise<Result<Server, string>> {
  const authenticate = await authenticator(config, services.database);
  if (!authenticate.ok) return authenticate;
  const gateways = await readGateways(config);
  if (!gateways.ok) return gateways;
  const masked = new MaskedCounter(services.database);
  const refused = new RefusedCounter(services.database, (error) => reportFailure(log, 'INTERNAL', error, null));
  const folder = join(config.dataFolder, 'uploads');
  const uploads = await Promise.all(
    FEATURES.flatMap(({ uploads }) => (uploads === undefined ? [] : [uploads(folder)])),
  );
  const { url, close } = await startServer(
    config,
    {
      schema: servedGraph(),
      createContext: requestContexts({
        ...{ services, log, refused, keyLimits: config.keyLimits },
        ...{ authenticate: authenticate.value, gateways: gateways.value },
      }),
      plugins: [auditPlugin(masked)],
      uploads: uploads.flat(),
      downloads: FEATURES.flatMap(({ downloads = [] }) => downloads),
      publicPages: FEATURES.flatMap(({ publicPages = [] }) => publicPages),
      publicDeps: () => ({ database: services.database, secrets: services.secrets, today: todayInChina() }),
      recordReads: (context, operation) => recordReads(context, operation, masked),
      recordRefusals: refusalRecorder(refused),
      database: services.database,
      jobs: services.jobs,
    },
    log,
  );
  const stopCounting = writeCounts(masked, refused);
  return succeed({
    url,
    close: async () => {
      await close();
      await stopCounting();
    },
  });
}

/** Writes the counts from time to time; the returned function writes what is left. */
function writeCounts(masked: MaskedCounter, refused: RefusedCounter): () => Promise<void> {
  const timers = [
    setInterval(() => void masked.write(Date.now()), MASKED_MILLISECONDS),
    setInterval(() => void refused.write(Date.now()), REFUSED_MILLISECONDS),
  ];
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await masked.write(Date.now());
    await refused.write(Date.now(), true);
  };
}
