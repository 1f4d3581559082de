import { type GraphQLError, Lexer, Source, type Token, TokenKind } from 'graphql';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { graphError } from '../../graph/error.ts';
import { beyond, LIMITS } from '../../graph/limits.ts';
import { isPlainText } from './plain-text.ts';

const STEPS: ReadonlyMap<string, number> = new Map([
  [TokenKind.BRACE_L, 1],
  [TokenKind.BRACKET_L, 1],
  [TokenKind.PAREN_L, 1],
  [TokenKind.BRACE_R, -1],
  [TokenKind.BRACKET_R, -1],
  [TokenKind.PAREN_R, -1],
]);

const STRINGS = new Set<string>([TokenKind.STRING, TokenKind.BLOCK_STRING]);

/**
 * Counts the tokens of a document, and refuses brackets that are nested too deep. It does not recurse and so is safe
 * for any text; the parser, which does, runs afterwards.
 */
export function scanText(text: string): Result<number, GraphQLError> {
  const source = new Source(text);
  const lexer = new Lexer(source);
  let depth = 0;
  for (let tokens = 1; tokens <= LIMITS.tokens; tokens += 1) {
    const token = nextToken(lexer);
    if (token === undefined) {
      return fail(graphError('INVALID_DOCUMENT', { rules: ['Syntax'] }, { source, positions: [lexer.token.end] }));
    }
    if (token.kind === TokenKind.EOF) return succeed(tokens);
    depth += STEPS.get(token.kind) ?? 0;
    if (depth > LIMITS.nesting) return fail(beyond('nesting'));
    if (STRINGS.has(token.kind) && !isPlainText(token.value)) return fail(graphError('BAD_REQUEST'));
  }
  return fail(beyond('tokens'));
}

/** The next token; `undefined` if the text has a syntax error there. */
function nextToken(lexer: Lexer): Token | undefined {
  try {
    return lexer.advance();
  } catch {
    return undefined;
  }
}
