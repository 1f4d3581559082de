import { Directive, Extensions, Field, ID } from 'type-graphql';
import { shownRevision, type View } from '../arguments/read-at.ts';
import type { GraphContext } from '../context.ts';
import type { Class } from '../dictionary.ts';
import type { PolicyExtensions } from '../policy/policy.ts';
import { DayScalar, RevisionScalar } from '../scalars.ts';

/** An object of the graph whose content depends on times: its id is that of the view, not only of the row. */
export interface Shown {
  readonly id: string;
  readonly at: View;
}

const TIMED = '`@` and a day follow if the question names another day than today, `~` and a revision if it names one.';

/**
 * Adds the fields of a type whose content depends on times: `id` with the times that the question names, `asOf`, `revision`
 * and, for entities that partners join on, `registerId` (DESIGN, section 3). `idName` is the name of `id` where it is that of
 * another object, which the stores of clients would take this one for.
 */
export function addViewFields(target: Class, zh: string, { isEntity = false, idName = 'id' } = {}): void {
  const prototype = target.prototype as object;
  const add = (name: string, type: () => unknown, description: string, extensions: PolicyExtensions) => {
    Field(type as () => Class, { description })(prototype, name);
    Extensions({ ...extensions })(prototype, name);
  };
  add(idName, () => ID, `${zh}标识。What is shown here. ${TIMED}`, { view: 'id' });
  add('asOf', () => DayScalar, '截至日期。The day on which what is shown holds.', { view: 'asOf' });
  add(
    'revision',
    () => RevisionScalar,
    '登记版本。The revision that is shown; of what is known now the last one, beside which changes without a number may be shown.',
    { view: 'revision' },
  );
  if (!isEntity) return;
  add('registerId', () => ID, `${zh}登记标识。The same at all times, for joins with other systems.`, { key: 'id' });
  for (const key of ['registerId', 'id']) Directive(`@key(fields: "${key}")`)(target);
}

/** How the fields of a view are read. */
export const VIEW_FIELDS = {
  id: ({ id, at }: Shown) => id + at.suffix,
  asOf: ({ at }: Shown) => at.asOf,
  revision: ({ at }: Shown, context: GraphContext) => shownRevision(context, at),
} as const;
