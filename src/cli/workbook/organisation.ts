import { readFile } from 'node:fs/promises';
import { PURPOSE_WORDS, readPurpose } from '../../access/purpose/purpose.ts';
import { staffOfCode } from '../../access/staff.read.ts';
import type { Command } from '../../app/command-line/command-line.ts';
import { onPlatform } from '../../app/command-line/on-platform.ts';
import { type OptionValues, preset, readText, required } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../../app/command-line/run-command.ts';
import type { Platform } from '../../app/platform.ts';
import {
  atTreeCells,
  type OrganisationWorkbook,
  readOrganisation,
} from '../../intake/organisation/read-organisation.ts';
import { faultLine } from '../../intake/workbook/fault.ts';
import { ifThere } from '../../operations/stored-files.ts';
import { unionByCode } from '../../organisation/union.read.ts';
import { proposeTree } from '../../staff/organising/tree/propose-tree.ts';
import { PROBLEMS } from '../../usecase/problem.ts';
import { todayInChina } from '../../usecase/today.ts';

const LONGEST_READING_MILLISECONDS = 60_000;

const COMMAND = {
  call: 'npm run organisation --',
  about:
    '提出一份工作簿中的行政区划和工会组织；须另一人整本确认 / ' +
    'proposes the divisions and unions of a workbook; another person confirms all of them together',
  operands: { form: 'FILE.xlsx', least: 1, most: 1 },
  options: {
    union: required('CODE', '库中已有的上级工会编号 / the code of the union on record that they are under', readText),
    as: required('STAFF', '提出人（管理员）编号 / the staff code of the administrator who proposes them', readText),
    purpose: preset('PURPOSE', PURPOSE_WORDS, readPurpose, '系统管理：提出工会组织'),
  },
  notes: [
    '空工作簿：npm run template -- --organisation FILE.xlsx。有一处错误则什么也不写入；已登记的各行跳过。',
    '另一名管理员以 confirmUnionChange(proposalId: 工作簿标识) 确认。',
    'An empty workbook: npm run template -- --organisation FILE.xlsx. If there is any fault, nothing is written; rows that are',
    'on record are passed over. Another administrator confirms with confirmUnionChange(proposalId: the id of the workbook).',
  ],
} satisfies Command;

process.exitCode = await runCommand(COMMAND, async ({ operands: [file = ''], options }) => {
  const bytes = await ifThere(readFile(file));
  if (bytes === undefined) return refuseCommand(`文件不存在 / the file does not exist: ${file}`);
  const workbook = await readOrganisation(bytes, AbortSignal.timeout(LONGEST_READING_MILLISECONDS));
  if (!workbook.ok) return refuseCommand(workbook.error.map(faultLine).join('\n'));
  return withConfig((config) => onPlatform(config, (platform) => run(platform, options, workbook.value)));
});

async function run(
  { database, secrets }: Platform,
  { as, union: unionCode, purpose }: OptionValues<typeof COMMAND.options>,
  workbook: OrganisationWorkbook,
): Promise<number> {
  const deps = { database, secrets, today: todayInChina() };
  const actorId = await database.session((sql) => staffOfCode(sql, as, deps.today));
  if (actorId === undefined) return refuseCommand(PROBLEMS.NO_SUCH_STAFF);
  const union = await database.session((sql) => unionByCode(sql, unionCode));
  if (union === undefined) return refuseCommand(PROBLEMS.NO_SUCH_UNION);
  const command = { actorId, idempotencyKey: null, purpose, unionId: union.id, rows: workbook.rows };
  const proposed = await proposeTree(deps, command);
  if (!proposed.ok) return refuseCommand(atTreeCells(proposed.error, workbook).map(faultLine).join('\n'));
  const { workbookId, divisions, unions, changeId } = proposed.value;
  const counted = `行政区划 ${divisions} 个 / divisions，工会 ${unions} 个 / unions`;
  if (workbookId === null) process.stdout.write('均已登记，未写入 / all of it is on record: nothing was written\n');
  else if (changeId === null) process.stdout.write(`${workbookId}: 此前已提出 / proposed before: ${counted}\n`);
  else process.stdout.write(`${workbookId}: 待另一人确认 / waiting for a second person: ${counted}\n`);
  return 0;
}
