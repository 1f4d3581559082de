import { type Config, parseConfig } from '../../config.ts';
import { errorCode } from '../../kernel/error-code.ts';
import { type Arguments, type Command, readArguments, printUsage } from './command-line.ts';
import type { Options } from './option.ts';

/** The parsed arguments of a command, and how to refuse them. */
export interface CommandLine<O extends Options> extends Arguments<O> {
  /** Refuses arguments that are valid one by one but not together: prints a sentence and the usage. */
  readonly refuseArguments: (sentence: string) => number;
}

/**
 * Runs a command and returns its exit code. It prints the usage if help is requested, and a sentence if an argument is
 * wrong or the operating system refuses something; the stack of a bug is kept.
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
    return refuseCommand(
      `无法完成 / the command cannot be completed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Runs the work of a command with the settings, or prints which of them are invalid. */
export async function withConfig(work: (config: Config) => Promise<number> | number): Promise<number> {
  const config = parseConfig();
  return config.ok ? work(config.value) : refuseCommand(config.error);
}

/** Prints why a command is refused, and returns the exit code. */
export function refuseCommand(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
