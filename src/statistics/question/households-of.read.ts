import type { ProjectionReader } from '../projection/projection.ts';
import { countedBy } from './counted-by.read.ts';
import type { CountingRights, Question } from './question.ts';
import { householdsStatement } from './statement.read.ts';

/** The ids of the households that the one measure of a question counts in its one period; `TOO_MANY` of more than so many. */
export async function householdsOf(
  reader: ProjectionReader,
  question: Question,
  rights: CountingRights,
  revision: number,
  most: number,
): Promise<readonly string[] | 'TOO_MANY'> {
  const { counted, parameters } = await countedBy(reader, question, rights, revision);
  const text = `${householdsStatement(question, counted)} limit ${most + 1}`;
  const rows = await reader.query(text, parameters);
  return rows.length > most ? 'TOO_MANY' : rows.map(({ id }) => String(id));
}
