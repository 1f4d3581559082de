import { readFileSync } from 'node:fs';

/** A step of the README's tours: who asks what, and the answer that stands there. */
export interface TourStep {
  readonly role: string;
  readonly document: string;
  readonly answer: unknown;
}

/** The steps of the tours, as a reader would paste them. */
export function tourSteps(): readonly TourStep[] {
  const text = readFileSync('README.md', 'utf8');
  const steps = /<!-- as (\w+) -->\n\n```graphql\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/g;
  return [...text.matchAll(steps)].map(([, role = '', document = '', answer = '']) => ({
    role,
    document,
    answer: JSON.parse(answer) as unknown,
  }));
}
