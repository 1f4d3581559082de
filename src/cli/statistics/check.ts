import type { Command } from '../../app/command-line/command-line.ts';
import { onProjection } from '../../app/command-line/on-projection.ts';
import { runCommand } from '../../app/command-line/run-command.ts';
import { CHECK_JOB, checkJob } from '../../statistics/projection/projection-jobs.ts';

const COMMAND = {
  call: 'npm run statistics:check',
  about:
    '在随机日期与登记版本上，将统计投影与登记逐项核对；一致时退出码为 0 / ' +
    'compares the projection for statistics with the register on random days and at random revisions; exits with 0 if they agree',
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, () =>
  onProjection(CHECK_JOB, checkJob, ({ revision, points, differences, shown }) => {
    const sum = `${points} 处，至登记版本 ${revision}，差异 ${differences} / ${points} points, up to revision ${revision}, ${differences} differences\n`;
    process.stdout.write(sum + shown.map((one) => `${JSON.stringify(one)}\n`).join(''));
    return differences === 0 ? 0 : 1;
  }),
);
