import { readFile } from 'node:fs/promises';
import { PURPOSE_WORDS, readPurpose } from '../access/purpose/purpose.ts';
import { staffOfCode } from '../access/staff.read.ts';
import type { Command } from '../app/command-line/command-line.ts';
import { onPlatform } from '../app/command-line/on-platform.ts';
import { flag, type OptionValues, preset, required, readText } from '../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../app/command-line/run-command.ts';
import type { Platform } from '../app/platform.ts';
import { sealChanges } from '../database/time/change-log.ts';
import { progressLine } from '../jobs/progress-line.ts';
import { ifThere } from '../operations/stored-files.ts';
import { type GivenDay, printFault, readDays } from '../registry/recording/surveys/read-days.ts';
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
    purpose: preset('PURPOSE', PURPOSE_WORDS, readPurpose, '入户调查：补录以前的日期'),
    preview: flag(
      '只预览，不写入 / writes nothing: prints the outcomes of today, before and after, and of each day, and which row goes to which day',
    ),
  },
  notes: [
    'FILE.csv 为 UTF-8，表头：档案编号、入户调查日期，可有 调查方式、调查人一、调查人二、签字人、未签字原因；一次调查一行。',
    '每行记录归入其末月之后的首个给定日期，没有的归入最后一个；就业记录还抄入其前十二个月内有此就业的其他各次调查。',
    'Each line is a survey of a household without any. A row on record without a survey goes to the first given day after its',
    'last month, else to the last given day; so does a spell of employment without an end. A spell is also copied to each other',
    'given day that has a month of it in the twelve months before, for a survey states who worked in them.',
  ],
} satisfies Command;

type SurveyOptions = OptionValues<typeof COMMAND.options>;

process.exitCode = await runCommand(COMMAND, async ({ operands: [file = ''], options }) => {
  const bytes = await ifThere(readFile(file));
  if (bytes === undefined) return refuseCommand(`文件不存在 / the file does not exist: ${file}`);
  const days = readDays(bytes);
  if (!days.ok) {
    return refuseCommand(days.error.map(printFault).join('\n'));
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
