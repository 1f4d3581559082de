import { readFile } from 'node:fs/promises';
import { staffOfCode } from '../access/staff.read.ts';
import type { Command } from '../app/command-line/command-line.ts';
import { onPlatform } from '../app/command-line/on-platform.ts';
import { flag, type OptionValues, preset, required, readText } from '../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../app/command-line/run-command.ts';
import type { Platform } from '../app/platform.ts';
import { sealChanges } from '../database/time/change-log.ts';
import { progressLine } from '../jobs/progress-line.ts';
import { type GivenDay, readDays } from '../registry/recording/surveys/read-days.ts';
import { tallyBacklog } from '../registry/recording/surveys/tell-backlog.ts';
import { previewSurveys, setSurveys } from '../registry/recording/surveys/set-surveys.ts';
import { PROBLEMS } from '../usecase/problem.ts';
import { todayInChina } from '../usecase/today.ts';

const COMMAND = {
  call: 'npm run surveys --',
  about:
    '按纸质档案补录以前的入户调查日期 / ' +
    'sets the days on which households were surveyed before surveys were recorded, from their paper files',
  operands: { form: 'FILE.csv', least: 1, most: 1 },
  options: {
    as: required('STAFF', '办理人编号 / the staff code of the person who sets them', readText),
    purpose: preset(
      'TEXT',
      '用途，记入变更记录 / the purpose, which is recorded with the changes',
      readText,
      '补录入户调查',
    ),
    preview: flag(
      '只预览，不写入 / writes nothing: prints the outcomes before and after, and which row goes to which day',
    ),
  },
  notes: [
    'FILE.csv 为 UTF-8，表头：档案编号、入户调查日期，可有 调查方式、调查人一、调查人二、签字人、未签字原因；一次调查一行。',
    'Each line is a survey of a household without any. A row on record without a survey goes to the first given day after its',
    'last month, else to the last given day; so does a spell of employment without an end.',
  ],
} satisfies Command;

type SurveyOptions = OptionValues<typeof COMMAND.options>;

process.exitCode = await runCommand(COMMAND, async ({ operands: [file = ''], options }) => {
  const days = readDays(await readFile(file));
  if (!days.ok) {
    const faults = days.error.map(({ line, column, zh, en }) => `第 ${line} 行 ${column ?? ''}: ${zh} / ${en}`);
    return refuseCommand(faults.join('\n'));
  }
  return withConfig((config) => onPlatform(config, (platform) => run(platform, options, days.value)));
});

async function run(
  { database, secrets }: Platform,
  options: SurveyOptions,
  days: readonly GivenDay[],
): Promise<number> {
  const today = todayInChina();
  const actorId = await database.session((sql) => staffOfCode(sql, options.as, today));
  if (actorId === undefined) return refuseCommand(PROBLEMS.NO_SUCH_STAFF);
  const { purpose, preview } = options;
  const progress = progressLine('行 / lines', days.length);
  const tally = tallyBacklog();
  const act = preview ? previewSurveys : setSurveys;
  for await (const answers of act({ database, secrets, today }, { actorId, purpose, days })) {
    const { lines, refusals, done } = tally.add(answers);
    if (preview) process.stdout.write(lines);
    process.stderr.write(refusals);
    progress(done);
  }
  if (!preview) await sealChanges(database);
  process.stdout.write(tally.total(preview));
  return tally.isRefused() ? 1 : 0;
}
