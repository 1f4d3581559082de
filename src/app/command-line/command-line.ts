import { parseArgs } from 'node:util';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { OptionValues, Option, Options } from './option.ts';

export interface Command<O extends Options = Options> {
  /** As it is typed before its arguments: `npm run seed --`. */
  readonly call: string;
  /** What it does, in Chinese and English. */
  readonly about: string;
  /** The arguments without a name: how they are written, and how many there must and may be. */
  readonly operands?: { readonly form: string; readonly least: number; readonly most: number };
  readonly options: O;
  /** More lines of the usage. */
  readonly notes?: readonly string[];
}

export interface Arguments<O extends Options> {
  readonly options: OptionValues<O>;
  readonly operands: readonly string[];
}

interface ParsedArguments {
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

const NOTHING = { form: '', least: 0, most: 0 };
const HELP = { form: '', words: '打印本说明 / prints this help' };

/** Parses the arguments: returns them, `'HELP'` if help is requested, or a sentence about the first wrong one. */
export function readArguments<O extends Options>(
  command: Command<O>,
  args: readonly string[],
): Result<Arguments<O> | 'HELP', string> {
  const names = Object.entries(command.options).map(
    ([name, { form }]) => [name, { type: form === '' ? 'boolean' : 'string' }] as const,
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...Object.fromEntries(names), help: { type: 'boolean', short: 'h' } },
    // Errors are found from the tokens, because the errors of `parseArgs` are in English only.
    strict: false,
    tokens: true,
  });
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help')) return succeed('HELP');
  const typed = readTokens(command, tokens);
  return typed.ok ? readValues(command, typed.value) : typed;
}

/** How a command is used, in Chinese and English. */
export function printUsage({ call, about, operands = NOTHING, options, notes = [] }: Command): string {
  const entries = Object.entries(options);
  const parts = entries.map(([name, option]) =>
    option.isRequired ? printOption(name, option) : `[${printOption(name, option)}]`,
  );
  const line = [call, operands.form, ...parts].filter((part) => part !== '').join(' ');
  const rows = [...entries, ['help', HELP] as const].map(([name, { form, words }]) => ({
    words,
    head: printOption(name, { form }),
  }));
  const width = Math.max(...rows.map(({ head }) => head.length));
  return [
    `用法 / usage: ${line}`,
    about,
    ...rows.map(({ head, words }) => `  ${head.padEnd(width)}  ${words}`),
    ...notes,
    '',
  ].join('\n');
}

function printOption(name: string, { form }: Pick<Option<unknown>, 'form'>): string {
  return form === '' ? `--${name}` : `--${name} ${form}`;
}

/** Sorts the arguments into options and operands, or returns a sentence about the first unknown one. */
function readTokens(command: Command, tokens: readonly Token[]): Result<ParsedArguments, string> {
  const { most, least, form } = command.operands ?? NOTHING;
  const options = new Map<string, string>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (operands.length === most) return fail(`多余的参数 / unexpected argument: ${token.value}`);
      operands.push(token.value);
    } else if (token.kind === 'option') {
      const value = readOption(command, token, options);
      if (!value.ok) return value;
      options.set(token.name, value.value);
    }
  }
  if (operands.length < least) return fail(`缺少 ${form} / ${form} is missing`);
  return succeed({ options, operands });
}

function readOption(
  { options }: Command,
  { name, rawName, value, inlineValue }: Extract<Token, { kind: 'option' }>,
  before: ReadonlyMap<string, string>,
): Result<string, string> {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) return fail(`没有选项 ${rawName} / there is no option ${rawName}`);
  if (before.has(name)) return fail(`选项 ${rawName} 只能给出一次 / the option ${rawName} may be given only once`);
  if (option.form === '') return valueOfFlag(rawName, value);
  if (value === undefined || (!inlineValue && value.startsWith('-'))) {
    return fail(`选项 ${rawName} 须有值 / the option ${rawName} needs a value`);
  }
  return succeed(value);
}

function valueOfFlag(rawName: string, value: string | undefined): Result<string, string> {
  return value === undefined ? succeed('') : fail(`选项 ${rawName} 不带值 / the option ${rawName} takes no value`);
}

function readValues<O extends Options>({ options }: Command<O>, typed: ParsedArguments): Result<Arguments<O>, string> {
  const given: Record<string, unknown> = {};
  for (const [name, { form, read }] of Object.entries(options)) {
    const text = typed.options.get(name);
    const value = read(text);
    if (value.ok) given[name] = value.value;
    else if (value.error === 'MISSING') return fail(`缺少选项 --${name} / the option --${name} is missing`);
    else return fail(`选项 --${name} 的值有误 / the value of --${name} is wrong: ${text ?? ''} (${form})`);
  }
  return succeed({ options: given as OptionValues<O>, operands: typed.operands });
}
