import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../../../database/database.ts';
import type { ErrorCode } from '../../../graph/error.ts';
import type { JobQueue } from '../../../jobs/job.ts';
import { withTimeout } from '../connections/with-timeout.ts';

export interface Measured {
  readonly route: string;
  readonly operation: string | null;
  readonly status: number;
  readonly code: ErrorCode | null;
  readonly milliseconds: number;
}

export interface Metrics {
  readonly note: (measured: Measured) => void;
  /** Prints the metrics in the text format of Prometheus. */
  readonly print: () => Promise<{ readonly type: string; readonly text: string }>;
}

/** How many operation names have metrics of their own. Clients choose the names, so further ones share `other`. */
const MOST_OPERATIONS = 200;
const COUNT_MILLISECONDS = 1000;
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics({ database, jobs }: { readonly database: Database; readonly jobs: JobQueue }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'bangfu_request_seconds',
    help: 'Time to answer a request, by route and operation name',
    labelNames: ['route', 'operation', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const refusals = new Counter({
    name: 'bangfu_refusals_total',
    help: 'Answers whose first error has this code',
    labelNames: ['code'],
    registers,
  });
  poolGauge(registry, database);
  jobsGauge(registry, jobs);
  const boundName = boundedNames();
  return {
    note: ({ route, operation, status, code, milliseconds }) => {
      seconds.observe({ route, operation: boundName(operation), status }, milliseconds / 1000);
      if (code !== null) refusals.inc({ code });
    },
    print: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function boundedNames(): (operation: string | null) => string {
  const names = new Set<string>();
  return (operation) => {
    if (operation === null) return '';
    if (names.size < MOST_OPERATIONS) names.add(operation);
    return names.has(operation) ? operation : 'other';
  };
}

function poolGauge(registry: Registry, database: Database): void {
  new Gauge({
    name: 'bangfu_pool_connections',
    help: 'Connections to the database for requests; waiting: requests that wait for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { busy, idle, waiting } = database.pool();
      this.set({ state: 'busy' }, busy);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waiting' }, waiting);
    },
  });
}

function jobsGauge(registry: Registry, jobs: JobQueue): void {
  new Gauge({
    name: 'bangfu_jobs',
    help: 'Jobs by kind and state',
    labelNames: ['kind', 'state'],
    registers: [registry],
    async collect() {
      const counts = await withTimeout(COUNT_MILLISECONDS, jobs.counts(), []);
      this.reset();
      for (const { kind, state, count } of counts) this.set({ kind, state }, count);
    },
  });
}
