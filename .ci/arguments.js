/**
 * Reads the arguments of a script of `.ci`, which takes none, or one of the given words: the word, or `undefined`.
 * It ends the script where help is requested, or where an argument is unknown.
 */
export function readWord(call, zh, en, words = []) {
  const args = process.argv.slice(2);
  const usage = `用法 / usage: ${call} [--help]\n${zh} / ${en}\n`;
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const [unknown] = args.filter((argument, at) => at > 0 || !words.includes(argument));
  if (unknown === undefined) return args[0];
  process.stderr.write(`未知的参数 / unknown argument: ${unknown}\n${usage}`);
  process.exit(1);
}
