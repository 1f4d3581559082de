import type { Command } from '../app/command-line/command-line.ts';
import { refuseCommand, runCommand } from '../app/command-line/run-command.ts';
import { writeTemplate } from '../intake/workbook/template.ts';

const COMMAND = {
  call: 'npm run template --',
  about: '写出供导入用的空工作簿 / writes an empty workbook for the import',
  operands: { form: 'FILE.xlsx', least: 1, most: 1 },
  options: {},
} satisfies Command;

process.exitCode = await runCommand(COMMAND, async ({ operands: [path = ''] }) => {
  try {
    await writeTemplate(path);
    return 0;
  } catch (error) {
    return refuseCommand(`无法写入 / cannot write ${path}: ${error instanceof Error ? error.message : ''}`);
  }
});
