import { expect, test } from '@jest/globals';
import { type Command, readArguments, printUsage } from '../../src/app/command-line/command-line.ts';
import { flag, optionalOption, preset, required, readText, wholeNumber } from '../../src/app/command-line/option.ts';
import { parseDay } from '../../src/kernel/calendar.ts';

const COMMAND = {
  call: 'npm run try --',
  about: '试 / tries',
  operands: { form: 'FILE', least: 1, most: 2 },
  options: {
    as: required('STAFF', '谁 / who', readText),
    on: optionalOption('YYYY-MM-DD', '何日 / when', parseDay),
    count: preset('N', '多少 / how many', wholeNumber(1, 20), 7),
    all: flag('全部 / all'),
  },
} satisfies Command;

test('reads what is given, in any order, and what is left out', () => {
  expect(readArguments(COMMAND, ['a', '--as', 'me'])).toEqual({
    ok: true,
    value: { operands: ['a'], options: { as: 'me', on: undefined, count: 7, all: false } },
  });
  expect(readArguments(COMMAND, ['--all', '--on=2026-06-30', '--count', '20', '--as', 'me', '--', '-', '--b'])).toEqual(
    {
      ok: true,
      value: { operands: ['-', '--b'], options: { as: 'me', on: parseDay('2026-06-30'), count: 20, all: true } },
    },
  );
});

test.each([
  [['--as', 'me'], '缺少 FILE / FILE is missing'],
  [['a'], '缺少选项 --as / the option --as is missing'],
  [['a', 'b', 'c', '--as', 'me'], '多余的参数 / unexpected argument: c'],
  [['a', '--port', '4199'], '没有选项 --port / there is no option --port'],
  [['a', '--port=4199'], '没有选项 --port / there is no option --port'],
  [['a', '-p'], '没有选项 -p / there is no option -p'],
  [['a', '--no-as'], '没有选项 --no-as / there is no option --no-as'],
  [['a', '--__proto__', 'x'], '没有选项 --__proto__ / there is no option --__proto__'],
  [['a', '--as'], '选项 --as 须有值 / the option --as needs a value'],
  [['a', '--as', '--on'], '选项 --as 须有值 / the option --as needs a value'],
  [['a', '--as', 'x', '--as', 'y'], '选项 --as 只能给出一次 / the option --as may be given only once'],
  [['a', '--as', 'me', '--all=yes'], '选项 --all 不带值 / the option --all takes no value'],
  [['a', '--as', 'me', '--all', '--all'], '选项 --all 只能给出一次 / the option --all may be given only once'],
  [['a', '--as', ' '], '选项 --as 的值有误 / the value of --as is wrong:   (STAFF)'],
  [
    ['a', '--as', 'me', '--on', '2026-02-30'],
    '选项 --on 的值有误 / the value of --on is wrong: 2026-02-30 (YYYY-MM-DD)',
  ],
  ...['0', '21', '1.5', 'many', ''].map((count): [string[], string] => [
    ['a', '--as', 'me', `--count=${count}`],
    `选项 --count 的值有误 / the value of --count is wrong: ${count} (N)`,
  ]),
])('%p: %s', (args, error) => {
  expect(readArguments(COMMAND, args)).toEqual({ ok: false, error });
});

test.each([[['--help']], [['-h']], [['a', '--port', '--help']]])('%p asks for the usage', (args) => {
  expect(readArguments(COMMAND, args)).toEqual({ ok: true, value: 'HELP' });
  expect(printUsage(COMMAND)).toBe(`用法 / usage: npm run try -- FILE --as STAFF [--on YYYY-MM-DD] [--count N] [--all]
试 / tries
  --as STAFF       谁 / who
  --on YYYY-MM-DD  何日 / when
  --count N        多少 / how many
  --all            全部 / all
  --help           打印本说明 / prints this help
`);
});
