import type { Command } from '../../app/command-line/command-line.ts';
import { onPlatform } from '../../app/command-line/on-platform.ts';
import { onProjection } from '../../app/command-line/on-projection.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import { REBUILD_JOB, rebuildJob } from '../../statistics/projection/projection-jobs.ts';

const COMMAND = {
  call: 'npm run statistics:rebuild',
  about:
    '重建统计投影，其间原有投影照常使用 / makes the projection for statistics anew, while the present one is read until then',
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, () =>
  withConfig((config) =>
    onPlatform(
      config,
      async (platform) => {
        const answer = await onProjection(config, platform, rebuildJob);
        if (!answer.ok) return refuseCommand(answer.error);
        process.stdout.write(`至登记版本 ${answer.value.revision} / up to revision ${answer.value.revision}\n`);
        return 0;
      },
      [REBUILD_JOB],
    ),
  ),
);
