import { readFileSync } from 'node:fs';

/** The pages that show queries with their answers. */
export const PAGES = ['README.md', 'docs/tours.md', 'docs/dashboards.md'] as const;

/** A step of the tours: who asks what, and the answer that the page shows. */
export interface TourStep {
  readonly page: string;
  readonly role: string;
  /** The code of the union at which they have the role. */
  readonly union: string;
  readonly document: string;
  readonly answer: unknown;
}

/** The steps of the tours, as a reader would paste them. */
export function tourSteps(): readonly TourStep[] {
  return PAGES.flatMap((page) => stepsOf(page, readFileSync(page, 'utf8')));
}

function stepsOf(page: string, text: string): readonly TourStep[] {
  const steps =
    /<!-- as (\w+)(?: of (\d+))? -->\r?\n\r?\n```graphql\r?\n([\s\S]*?)```\r?\n\r?\n```json\r?\n([\s\S]*?)```/g;
  return [...text.matchAll(steps)].map(
    ([, role = '', union = role === 'partner' ? '410500' : '410502', document = '', answer = '']) => ({
      ...{ page, role, union, document },
      answer: JSON.parse(answer) as unknown,
    }),
  );
}
