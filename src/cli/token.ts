import { parseArgs } from 'node:util';
import { ROLE_WORDS, sampleToken, type Whose } from '../access/token/sample-tokens.ts';
import { openPlatform } from '../app/platform.ts';
import { readConfig } from '../config.ts';
import { printDay } from '../kernel/calendar.ts';
import { dayInChina } from '../usecase/today.ts';

const USAGE =
  '用法 / usage: npm run --silent token -- --role ROLE --union CODE\n' +
  '              npm run --silent token -- --staff CODE\n' +
  `ROLE: ${Object.keys(ROLE_WORDS).join(', ')}\n` +
  '打印一个示例数据的令牌，12 小时有效 / prints a token for the sample data, good for 12 hours';

/** `token --role ROLE --union CODE`: one token for the sample data on standard output, and nothing else. */
const whose = readArguments();
process.exitCode = whose === undefined ? refuse(USAGE) : await print(whose);

async function print(asked: Whose): Promise<number> {
  const config = readConfig();
  const platform = await openPlatform(config, (event) => process.stderr.write(`${event}\n`));
  if (!platform.ok) return refuse(platform.error);
  const { database, close } = platform.value;
  try {
    const token = await sampleToken(config, database, printDay(dayInChina(Date.now())), asked);
    if (!token.ok) return refuse(token.error);
    process.stdout.write(`${token.value}\n`);
    return 0;
  } finally {
    await close();
  }
}

/** What is asked for; `undefined` where that is not clear. */
function readArguments(): Whose | undefined {
  const options = { role: { type: 'string' }, union: { type: 'string' }, staff: { type: 'string' } } as const;
  try {
    const { role, union, staff } = parseArgs({ options }).values;
    if (staff !== undefined) return role === undefined && union === undefined ? { staff } : undefined;
    return role !== undefined && Object.hasOwn(ROLE_WORDS, role) && union !== undefined ? { role, union } : undefined;
  } catch {
    return undefined;
  }
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
