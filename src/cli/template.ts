import type { Command } from '../app/command-line/command-line.ts';
import { flag } from '../app/command-line/option.ts';
import { refuseCommand, runCommand } from '../app/command-line/run-command.ts';
import { writePlainSheets } from '../intake/plain-sheets/write-plain-sheets.ts';
import { STANDARDS_SHEET } from '../intake/standards/standards-sheet.ts';
import { writeTemplate } from '../intake/workbook/template.ts';

const COMMAND = {
  call: 'npm run template --',
  about: '写出供导入用的空工作簿 / writes an empty workbook for the import',
  operands: { form: 'FILE.xlsx', least: 1, most: 1 },
  options: {
    standards: flag('当地标准的工作簿 / the workbook of local standards, for npm run standards'),
  },
} satisfies Command;

process.exitCode = await runCommand(COMMAND, async ({ operands: [path = ''], options: { standards } }) => {
  try {
    await (standards ? writePlainSheets(path, [STANDARDS_SHEET]) : writeTemplate(path));
    return 0;
  } catch (error) {
    return refuseCommand(`无法写入 / cannot write ${path}: ${error instanceof Error ? error.message : ''}`);
  }
});
