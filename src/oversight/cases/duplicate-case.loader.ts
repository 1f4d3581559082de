import { filterTexts } from '../../graph/arguments/filter-texts.ts';
import type { GraphContext } from '../../graph/context.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import { overseenBy } from '../overseen.loader.ts';
import { countCases, type ListedCase, listCases } from './duplicate-case.read.ts';
import type { DuplicateCasesArgs } from './duplicate-case.type.ts';

/** A page of the cases of which a union of the viewer's is the common superior. Errors: INVALID_ARGUMENT. */
export function duplicateCasePage(context: GraphContext, given: DuplicateCasesArgs): Promise<Page<ListedCase>> {
  const { database } = context.deps;
  const overseen = overseenBy(context, 'READ_DUPLICATE_CASES');
  const { number } = filterTexts<{ readonly number: string | null }>({ number: null }, { number: given.number });
  const narrowing = { number, from: given.from ?? null, to: given.to ?? null };
  return walkPage(context, {
    list: 'duplicateCases',
    of: narrowing,
    given,
    read: (known, after, limit) => database.session((sql) => listCases(sql, overseen, narrowing, known, after, limit)),
    keyOf: ({ id }) => [id],
    nodesOf: (rows) => rows,
    count: (known) => database.session((sql) => countCases(sql, overseen, narrowing, known)),
  });
}
