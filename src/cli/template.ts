import { writeTemplate } from '../intake/workbook/template.ts';

/** `template FILE.xlsx`: writes an empty workbook for the import. */
const [path, ...rest] = process.argv.slice(2);
if (path === undefined || rest.length > 0) {
  process.stderr.write('用法 / usage: npm run template -- FILE.xlsx\n');
  process.exitCode = 1;
} else {
  try {
    await writeTemplate(path);
  } catch (error) {
    process.stderr.write(`无法写入 / cannot write ${path}: ${error instanceof Error ? error.message : ''}\n`);
    process.exitCode = 1;
  }
}
