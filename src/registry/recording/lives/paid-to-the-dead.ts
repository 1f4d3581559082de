import { isSameName } from '../../../fields/name-form.ts';
import { type Day, printDay } from '../../../kernel/calendar.ts';
import { printYuan } from '../../../kernel/fen.ts';
import { notice, type Notice } from '../../../usecase/notice.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import {
  isPayment,
  type StoredHousehold,
  type StoredMember,
  type StoredPerson,
} from '../../household/stored-household.ts';
import type { RegisterRecord } from '../../kinds.ts';

/** The fields of a payment that name who received it. */
const RECIPIENTS = ['payee', 'collector'] as const;

/** Refuses payments to members who had died before, as beneficiaries or by their names as payees or collectors; what is reversed was paid. */
export function paidToTheDead(
  { members, persons }: StoredHousehold,
  payments: readonly RegisterRecord<'disbursements'>[],
): readonly Problem[] {
  const dead = members.flatMap(({ key, versions }) => {
    const person = persons.get(versions.at(-1)?.value.personId ?? '');
    return person?.death === null || person === undefined ? [] : [{ key, person, died: person.death.on }];
  });
  return payments.flatMap(({ member, values }, at) => {
    const { paidOn, amountFen } = values;
    if (amountFen < 0) return [];
    const path = ['records', 'disbursements', at];
    const late = dead.filter(({ died }) => paidOn > died);
    return [
      ...(late.some(({ key }) => key === member) ? [problem('PERSON_DEAD', ...path, 'member')] : []),
      ...RECIPIENTS.flatMap((name) => {
        const isDead = late.some(({ person }) => isNamed(person, values[name]));
        return isDead ? [problem('PERSON_DEAD', ...path, 'values', name)] : [];
      }),
    ];
  });
}

/**
 * The notices of payments on record that were made to somebody after the day of their death, as beneficiary or by their name as
 * payee or collector, each with its day, amount and key. What is reversed came back.
 */
export function paidAfterDeath(
  { members, records }: StoredHousehold,
  person: StoredPerson,
  died: Day,
  path: string,
): readonly Notice[] {
  const isTheirs = ({ versions }: StoredMember) => versions.some(({ value }) => value.personId === person.id);
  const own = new Set(members.filter(isTheirs).map(({ id }) => id));
  const payments = records.filter(isPayment);
  const reversed = new Set(payments.map(({ reverses }) => reverses));
  return payments
    .filter(({ id, values: { paidOn, amountFen } }) => paidOn > died && amountFen > 0 && !reversed.has(id))
    .filter(({ memberId, values }) => {
      return own.has(memberId ?? '') || RECIPIENTS.some((name) => isNamed(person, values[name]));
    })
    .toSorted((one, other) => one.values.paidOn - other.values.paidOn)
    .map(({ key, values: { paidOn, amountFen } }) => {
      const { zh, en, ...one } = notice('PAID_AFTER_DEATH', path);
      const [day, amount] = [printDay(paidOn), printYuan(amountFen)];
      return {
        ...one,
        zh: `${zh}：${day}，${amount} 元（编号 ${key}）`,
        en: `${en}: ${amount} yuan on ${day} (key ${key})`,
      };
    });
}

/** Whether a recipient is a person: the name, or the name and their relation in brackets. */
function isNamed({ versions }: StoredPerson, recipient: string | null): boolean {
  const name = recipient?.replace(/[（(].*$/u, '') ?? '';
  return versions.some(({ value }) => isSameName(value.name, name));
}
