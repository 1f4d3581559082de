import type { Command } from '../../app/command-line/command-line.ts';
import { onPlatform } from '../../app/command-line/on-platform.ts';
import { onProjection } from '../../app/command-line/on-projection.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import { CHECK_JOB, checkJob } from '../../statistics/projection/projection-jobs.ts';

const COMMAND = {
  call: 'npm run statistics:check',
  about:
    '在随机日期与登记版本上，将统计投影与登记逐项核对；一致时退出码为 0 / ' +
    'compares the projection for statistics with the register on random days and at random revisions; exits with 0 if they agree',
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, () =>
  withConfig((config) =>
    onPlatform(
      config,
      async (platform) => {
        const answer = await onProjection(config, platform, checkJob);
        if (!answer.ok) return refuseCommand(answer.error);
        const { revision, points, differences, shown } = answer.value;
        const sum = `${points} 处，至登记版本 ${revision}，差异 ${differences} / ${points} points, up to revision ${revision}, ${differences} differences\n`;
        process.stdout.write(sum + shown.map((one) => `${JSON.stringify(one)}\n`).join(''));
        return differences === 0 ? 0 : 1;
      },
      [CHECK_JOB],
    ),
  ),
);
