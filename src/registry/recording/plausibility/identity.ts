import { type IdentityNumber, parseIdentityNumber } from '../../../fields/identity-number.ts';
import { requireDay } from '../../../kernel/calendar.ts';
import type { RegisterMember } from '../../kinds.ts';
import type { Find, Finding, Grounds } from './rule.ts';

/** Rules about persons and their identity numbers. */

export const FIRST_DAY = requireDay('1900-01-01');

/** A day of birth that is not that of the number. */
export const birthDayNotOfNumber = ofNumber('birthDay');
/** A sex that is not that of the number. */
export const sexNotOfNumber = ofNumber('sex');

function ofNumber(field: 'birthDay' | 'sex'): Find {
  return eachPerson(({ key, person }, number) => {
    const given = person[field];
    if (given === null || number === null || given === number[field]) return [];
    return [{ path: ['person', field], about: [key, number.number, given] }];
  });
}

/** A birth after today, by the day or by the number. */
export const bornAfterToday = eachPerson(({ key, person: { birthDay } }, number, { today }) => [
  ...(birthDay !== null && birthDay > today ? [{ path: ['person', 'birthDay'], about: [key, birthDay] }] : []),
  ...(number !== null && number.birthDay > today ? [{ path: ['identityNumber'], about: [key, number.number] }] : []),
]);

/** A birth before 1900, by the number; by the day it is found like any other day. */
export const numberBefore1900 = eachPerson(({ key }, number) =>
  number !== null && number.birthDay < FIRST_DAY ? [{ path: ['identityNumber'], about: [key, number.number] }] : [],
);

/** Makes a rule about each member's person and identity number; its paths begin at the member. */
function eachPerson(
  find: (member: RegisterMember, number: IdentityNumber | null, grounds: Grounds) => readonly Finding[],
): Find {
  return ({ members }, grounds) =>
    members.flatMap((member, at) => {
      const parsed = member.identityNumber === null ? null : parseIdentityNumber(member.identityNumber);
      const number = parsed?.ok === true ? parsed.value : null;
      return find(member, number, grounds).map(({ path, about }) => ({ path: ['members', at, ...path], about }));
    });
}
