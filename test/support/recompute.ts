import type { AssessmentJson } from './json.ts';

type State = 'HOLDS' | 'FAILS' | 'UNKNOWN';
type Figure = AssessmentJson['findings'][number]['figures'][string];
type Comparison = Extract<Figure, { relation: string }>;

/** Decides a finding again from nothing but its printed figures: all of its conditions must hold. */
export function stateFromFigures(figures: Readonly<Record<string, Figure>>): State {
  return kleene(Object.values(figures).map(stateOfFigure), 'FAILS', 'HOLDS');
}

function stateOfFigure(figure: Figure): State {
  if ('relation' in figure) return compared(figure);
  if ('all' in figure) return kleene(Object.values(figure.all).map(stateOfFigure), 'FAILS', 'HOLDS');
  if ('any' in figure) return kleene(Object.values(figure.any).map(stateOfFigure), 'HOLDS', 'FAILS');
  return figure.state;
}

function kleene(states: readonly State[], decisive: State, otherwise: State): State {
  if (states.includes(decisive)) return decisive;
  return states.includes('UNKNOWN') ? 'UNKNOWN' : otherwise;
}

function compared({ value, relation, limit }: Comparison): State {
  const [a, b] = [boundsOf(value), boundsOf(limit)];
  if (a === undefined || b === undefined) return 'UNKNOWN';
  const outcomes = new Set([a.min, a.max].flatMap((x) => [b.min, b.max].map((y) => holds(x, relation, y))));
  if (outcomes.size === 2) return 'UNKNOWN';
  return outcomes.has(true) ? 'HOLDS' : 'FAILS';
}

function holds(a: number, relation: Comparison['relation'], b: number): boolean {
  switch (relation) {
    case 'AT_MOST':
      return a <= b;
    case 'BELOW':
      return a < b;
    case 'ABOVE':
      return a > b;
    case 'AT_LEAST':
      return a >= b;
  }
}

function boundsOf(amount: Comparison['value']): { readonly min: number; readonly max: number } | undefined {
  if (amount === null) return undefined;
  if (typeof amount !== 'object') return { min: hundredths(amount), max: hundredths(amount) };
  return { min: hundredths(amount.min), max: amount.max === null ? Infinity : hundredths(amount.max) };
}

/** Exact: the decimal point is taken out of the text. */
function hundredths(amount: string | number): number {
  return typeof amount === 'number' ? amount * 100 : Number(amount.replace('.', ''));
}
