import type { Command } from '../../app/command-line/command-line.ts';
import { flag, type OptionValues } from '../../app/command-line/option.ts';
import { refuseCommand, runCommand } from '../../app/command-line/run-command.ts';
import { DIVISIONS_SHEET, UNIONS_SHEET } from '../../intake/organisation/organisation-sheets.ts';
import { writePlainSheets } from '../../intake/plain-sheets/write-plain-sheets.ts';
import { STANDARDS_SHEET } from '../../intake/standards/standards-sheet.ts';
import { writeTemplate } from '../../intake/workbook/template.ts';

const COMMAND = {
  call: 'npm run template --',
  about: '写出供导入用的空工作簿 / writes an empty workbook for the import',
  operands: { form: 'FILE.xlsx', least: 1, most: 1 },
  options: {
    organisation: flag('行政区划和工会组织的工作簿 / the workbook of divisions and unions, for npm run organisation'),
    standards: flag('当地标准的工作簿 / the workbook of local standards, for npm run standards'),
  },
} satisfies Command;

process.exitCode = await runCommand(COMMAND, async ({ operands: [path = ''], options }) => {
  if (options.standards && options.organisation) {
    return refuseCommand(
      '--organisation 与 --standards 只能用其一 / --organisation and --standards exclude each other',
    );
  }
  try {
    await write(path, options);
    return 0;
  } catch (error) {
    return refuseCommand(`无法写入 / cannot write ${path}: ${error instanceof Error ? error.message : ''}`);
  }
});

function write(path: string, { standards, organisation }: OptionValues<typeof COMMAND.options>): Promise<void> {
  if (organisation) return writePlainSheets(path, [DIVISIONS_SHEET, UNIONS_SHEET]);
  return standards ? writePlainSheets(path, [STANDARDS_SHEET]) : writeTemplate(path);
}
