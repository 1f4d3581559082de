import { ROLE_WORDS, sampleToken, type TokenSubject } from '../access/token/sample-tokens.ts';
import type { Command } from '../app/command-line/command-line.ts';
import { onPlatform } from '../app/command-line/on-platform.ts';
import { type OptionValues, optionalOption, readText } from '../app/command-line/option.ts';
import { refuseCommand, runCommand, withConfig } from '../app/command-line/run-command.ts';
import { todayInChina } from '../usecase/today.ts';

const ROLES = Object.keys(ROLE_WORDS).join(', ');

/** `token --role ROLE --union CODE` prints one token for the sample data to standard output, and nothing else. */
const COMMAND = {
  call: 'npm run --silent token --',
  about:
    '打印一个示例数据的令牌，12 小时有效；给出 --role 与 --union，或只给 --staff / ' +
    'prints a token for the sample data, valid for 12 hours; give --role and --union, or --staff alone',
  options: {
    role: optionalOption('ROLE', `角色：${ROLES} / one of these roles`, roleWord),
    union: optionalOption('CODE', '工会编号 / the code of the union', readText),
    staff: optionalOption('CODE', '工作人员编号 / the code of a member of staff', readText),
  },
} satisfies Command;

process.exitCode = await runCommand(COMMAND, ({ options, refuseArguments }) => {
  const whose = whoseToken(options);
  return whose === undefined
    ? refuseArguments('须给出 --role 与 --union，或只给 --staff / give --role and --union, or --staff alone')
    : print(whose);
});

function print(whose: TokenSubject): Promise<number> {
  return withConfig((config) =>
    onPlatform(config, async ({ database }) => {
      const token = await sampleToken(config, database, todayInChina(), whose);
      if (!token.ok) return refuseCommand(token.error);
      process.stdout.write(`${token.value}\n`);
      return 0;
    }),
  );
}

/** Returns the holder of the requested token; `undefined` if the options do not determine one. */
function whoseToken({ role, union, staff }: OptionValues<typeof COMMAND.options>): TokenSubject | undefined {
  if (staff !== undefined) return role === undefined && union === undefined ? { staff } : undefined;
  return role !== undefined && union !== undefined ? { role, union } : undefined;
}

function roleWord(typed: string): string | undefined {
  return Object.hasOwn(ROLE_WORDS, typed) ? typed : undefined;
}
