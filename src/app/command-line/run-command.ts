import { type Config, parseConfig } from '../../config.ts';
import { errorCode } from '../../kernel/error-code.ts';
import { type Arguments, type Command, readArguments, printUsage } from './command-line.ts';
import type { Options } from './option.ts';

/** What a command works with. */
export interface CommandLine<O extends Options> extends Arguments<O> {
  /** Refuses arguments that are right one by one and wrong together: the sentence and the usage. */
  readonly refuseArguments: (sentence: string) => number;
}

/**
 * Runs a command and gives its exit code. It prints the usage where it is asked for, and ends with a sentence where an
 * argument is wrong or the system refuses something; a bug keeps its stack.
 */
export async function runCommand<O extends Options>(
  command: Command<O>,
  work: (line: CommandLine<O>) => Promise<number> | number,
): Promise<number> {
  const refuseArguments = (sentence: string) => refuseCommand(`${sentence}\n${printUsage(command).trimEnd()}`);
  const read = readArguments(command, process.argv.slice(2));
  if (!read.ok) return refuseArguments(read.error);
  if (read.value === 'HELP') {
    process.stdout.write(printUsage(command));
    return 0;
  }
  try {
    return await work({ ...read.value, refuseArguments });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return refuseCommand(`无法完成 / this cannot be done: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Does a command's work with the settings, or says which of them is wrong. */
export async function withConfig(work: (config: Config) => Promise<number> | number): Promise<number> {
  const config = parseConfig();
  return config.ok ? work(config.value) : refuseCommand(config.error);
}

/** Says why not; the exit code. */
export function refuseCommand(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
