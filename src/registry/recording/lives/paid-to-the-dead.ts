import { isSameName } from '../../../fields/name-form.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import type { StoredHousehold, StoredPerson } from '../../household/stored-household.ts';
import type { RegisterRecord } from '../../kinds.ts';

/** Refuses payments to members who had died before, as beneficiaries or by their names as payees; what is reversed was paid. */
export function paidToTheDead(
  { members, persons }: StoredHousehold,
  payments: readonly RegisterRecord<'disbursements'>[],
): readonly Problem[] {
  const dead = members.flatMap(({ key, versions }) => {
    const person = persons.get(versions.at(-1)?.value.personId ?? '');
    return person?.death === null || person === undefined ? [] : [{ key, person, died: person.death.on }];
  });
  return payments.flatMap(({ member, values: { paidOn, payee, amountFen } }, at) => {
    if (amountFen < 0) return [];
    const path = ['records', 'disbursements', at];
    const late = dead.filter(({ died }) => paidOn > died);
    return [
      ...(late.some(({ key }) => key === member) ? [problem('PERSON_DEAD', ...path, 'member')] : []),
      ...(late.some(({ person }) => isNamed(person, payee))
        ? [problem('PERSON_DEAD', ...path, 'values', 'payee')]
        : []),
    ];
  });
}

/** Whether a payee is a person: the name, or the name and their relation in brackets. */
function isNamed({ versions }: StoredPerson, payee: string | null): boolean {
  const name = payee?.replace(/[（(].*$/u, '') ?? '';
  return versions.some(({ value }) => isSameName(value.name, name));
}
