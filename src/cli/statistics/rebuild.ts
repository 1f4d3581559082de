import type { Command } from '../../app/command-line/command-line.ts';
import { onProjection } from '../../app/command-line/on-projection.ts';
import { runCommand } from '../../app/command-line/run-command.ts';
import { REBUILD_JOB, rebuildJob } from '../../statistics/projection/projection-jobs.ts';

const COMMAND = {
  call: 'npm run statistics:rebuild',
  about:
    '重建统计投影，其间原有投影照常使用 / makes the projection for statistics anew, while the present one is read until then',
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, () =>
  onProjection(REBUILD_JOB, rebuildJob, ({ revision }) => {
    process.stdout.write(`至登记版本 ${revision} / up to revision ${revision}\n`);
    return 0;
  }),
);
