import type { Random } from '../random.ts';

/** The situation of a sample household, which determines how the rules decide. */
export type Situation =
  | 'POOR_UNAIDED'
  | 'POOR_AIDED'
  | 'NEAR_WITH_CAUSE'
  | 'SUDDEN'
  | 'SUDDEN_BEYOND'
  | 'MIGRANT'
  | 'MIGRANT_WITHOUT_CONTRACT'
  | 'COMFORTABLE'
  | 'EXCLUDED'
  | 'UNVERIFIED';

/** The situations of each fifty households, so that every outcome and both states of every rule occur often. */
const OF_FIFTY: Readonly<Record<Situation, number>> = {
  POOR_UNAIDED: 5,
  POOR_AIDED: 5,
  NEAR_WITH_CAUSE: 9,
  SUDDEN: 4,
  SUDDEN_BEYOND: 2,
  MIGRANT: 5,
  MIGRANT_WITHOUT_CONTRACT: 2,
  COMFORTABLE: 4,
  EXCLUDED: 7,
  UNVERIFIED: 7,
};

const FIFTY = Object.entries(OF_FIFTY).flatMap(([situation, count]) =>
  Array<Situation>(count).fill(situation as Situation),
);

/** The disposable income per head as a multiple of the standard, in hundredths. */
export const INCOME_RANGE: Readonly<Record<Situation, readonly [least: number, most: number]>> = {
  POOR_UNAIDED: [30, 90],
  POOR_AIDED: [40, 95],
  NEAR_WITH_CAUSE: [100, 145],
  SUDDEN: [160, 280],
  SUDDEN_BEYOND: [320, 420],
  MIGRANT: [100, 145],
  MIGRANT_WITHOUT_CONTRACT: [60, 145],
  COMFORTABLE: [160, 500],
  EXCLUDED: [90, 145],
  UNVERIFIED: [95, 145],
};

/** Generates the situations of households, fifty at a time. */
export function situations(random: Random): () => Situation {
  let batch: Situation[] = [];
  return () => {
    if (batch.length === 0) batch = [...random.shuffle(FIFTY)];
    return batch.pop() ?? 'NEAR_WITH_CAUSE';
  };
}
