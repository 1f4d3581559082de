import { createDataSource } from '../../src/database/connection/data-source.ts';
import { createDatabase } from '../../src/database/database.ts';
import type { JobKind } from '../../src/jobs/job.ts';
import { openJobQueue } from '../../src/jobs/job-queue.store.ts';

/**
 * `node dying-worker.ts URL MILLISECONDS`: works on jobs until it is told to stop (SIGTERM). One whose data say `kills` ends
 * the process as the kernel would, one that says `slow` takes as long as it is let, any other so many milliseconds.
 */
const [url = '', milliseconds] = process.argv.slice(2);
const database = createDatabase(await createDataSource(url).initialize());
const queue = await openJobQueue(url, database, () => undefined);
const kind: JobKind<{ readonly mark: string }, object> = {
  name: 'import-workbook',
  run: async ({ mark }, { signal }) => {
    process.stdout.write(`began ${mark}\n`);
    if (mark.startsWith('kills')) process.kill(process.pid, 'SIGKILL');
    const until = mark.startsWith('slow') ? Infinity : Date.now() + Number(milliseconds);
    while (Date.now() < until && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, 20));
    signal.throwIfAborted();
    return { mark };
  },
};
await queue.work(kind);
process.stdout.write('works\n');
process.once('SIGTERM', () => {
  void queue.close().then(() => database.close());
});
