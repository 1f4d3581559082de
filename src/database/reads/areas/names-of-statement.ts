/** The names that a statement uses of the database: what it reads from, and the functions that it calls. */
export interface StatementNames {
  /** Tables, views and functions in the place of a table; not the statement's own `with` queries. */
  readonly relations: ReadonlySet<string>;
  /** All functions, those of PostgreSQL too. */
  readonly functions: ReadonlySet<string>;
}

/** Between two parentheses: whether commas separate relations here, and whether the next name is one. */
interface Level {
  /** What stands before the parenthesis, such as the name of a function. */
  readonly call: string;
  inFrom: boolean;
  expects: boolean;
}

const IGNORED = /'(?:[^']|'')*'|\/\*[^]*?\*\/|--[^\n]*/g;
const TOKEN = /(?:"[^"]*"|[a-z_][a-z0-9_$]*)(?:\.(?:"[^"]*"|[a-z_][a-z0-9_$]*))*|[(),]/gi;
const OWN_QUERY = /\b([a-z_]\w*)\s*(?:\([^()]*\)\s*)?as\s+(?:not\s+)?(?:materialized\s*)?\(/gi;
const BEGINS = new Set(['from', 'join', 'table']);
const ENDS = new Set(
  'select values with where group having order limit offset window union intersect except'.split(' '),
);
const SKIPPED = new Set(['only', 'lateral', 'rows']);
/** Functions whose arguments are separated by `from`. */
const SEPARATES_BY_FROM = new Set(['extract', 'substring', 'trim', 'overlay']);

/**
 * Finds the names by the places where SQL allows them, so that a column called like a table is not taken for it. Names
 * that it does not know are for the caller to refuse.
 */
export function namesOfStatement(statement: string): StatementNames {
  const text = statement.replace(IGNORED, (ignored) => (ignored.startsWith("'") ? '0' : ' '));
  const own = new Set([...text.matchAll(OWN_QUERY)].map(([, name = '']) => name.toLowerCase()));
  const tokens = [...text.matchAll(TOKEN)].map(([token]) => token.toLowerCase());
  const names = { relations: new Set<string>(), functions: new Set<string>() };
  const levels: Level[] = [{ call: '', inFrom: false, expects: false }];
  for (const [at, token] of tokens.entries()) {
    const level = levels.at(-1);
    if (level === undefined) break;
    if (token === '(') levels.push(inside(level, tokens[at - 1]));
    else if (token === ')') levels.pop();
    else if (token === ',') level.expects = level.inFrom;
    else readWord(level, token, tokens, at, { ...names, own });
  }
  return names;
}

function inside(level: Level, before = ''): Level {
  const { expects } = level;
  level.expects = false;
  return { call: before, inFrom: expects, expects };
}

function readWord(
  level: Level,
  word: string,
  tokens: readonly string[],
  at: number,
  { relations, functions, own }: { relations: Set<string>; functions: Set<string>; own: ReadonlySet<string> },
): void {
  if (BEGINS.has(word)) begin(level, word, tokens[at - 1]);
  else if (ENDS.has(word)) Object.assign(level, { inFrom: false, expects: false });
  else if (!level.expects) {
    if (tokens[at + 1] === '(') functions.add(nameOf(word));
  } else if (!SKIPPED.has(word)) {
    level.expects = false;
    if (tokens[at + 1] === '(') functions.add(nameOf(word));
    else if (!own.has(word)) relations.add(nameOf(word));
  }
}

function begin(level: Level, word: string, before = ''): void {
  const separates = before === 'distinct' || SEPARATES_BY_FROM.has(level.call);
  if (word === 'from' && separates) return;
  level.inFrom ||= word === 'from';
  level.expects = true;
}

function nameOf(token: string): string {
  return token.replaceAll('"', '').replace(/^public\./, '');
}
