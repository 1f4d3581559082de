import type { Command } from '../../app/command-line/command-line.ts';
import { onPlatform } from '../../app/command-line/on-platform.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import type { Platform } from '../../app/platform.ts';
import { decideRegister } from '../../assessment/spans/run/decide-register.ts';
import { progressLine } from '../../jobs/progress-line.ts';
import { requireDay } from '../../kernel/calendar.ts';
import { todayInChina } from '../../usecase/today.ts';

const COMMAND = {
  call: 'npm run decide',
  about:
    '逐户重新认定，得出每一天、每一版本的结果，供统计使用；中断后再次运行即继续 / ' +
    'decides every household anew, on every day and at every revision, for the statistics; after an interruption, run it again to go on',
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, () => withConfig((config) => onPlatform(config, decide)));

async function decide({ database }: Platform): Promise<number> {
  const abort = new AbortController();
  process.once('SIGINT', () => {
    abort.abort();
  });
  let tell: ((done: number) => void) | undefined;
  const progress = (done: number, total: number | null) => {
    tell ??= progressLine('户 / households', total ?? 0);
    tell(done);
  };
  const decided = await decideRegister(database, requireDay(todayInChina()), { signal: abort.signal, progress });
  if (!decided.ok) {
    return refuseCommand('认定正在进行，请待其结束 / the register is being decided already: wait until that has ended');
  }
  const { households, spans, undecided, revision } = decided.value;
  process.stdout.write(
    `${households} 户，${spans} 段，至登记版本 ${revision} / ${households} households, ${spans} spans, up to revision ${revision}\n`,
  );
  if (undecided === 0) return 0;
  process.stderr.write(
    `${undecided} 户认定失败，见表 undecided_household / the decision of ${undecided} households failed: see the table undecided_household\n`,
  );
  return 1;
}
