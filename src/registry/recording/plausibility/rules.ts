import {
  accountDigits,
  hasWrongCheckDigit,
  isMobile,
  numbersIn,
  telephoneDigits,
} from '../../../fields/number-forms.ts';
import { monthOfDay } from '../../../kernel/calendar.ts';
import { FIRST_DAYS, RECORD_KINDS, type RegisterHousehold } from '../../kinds.ts';
import { parentBornAfterChild, parentHardlyOlder, twoSelves, workerIsNotSelf } from './family.ts';
import { birthDayNotOfNumber, bornAfterToday, FIRST_DAY, numberBefore1900, sexNotOfNumber } from './identity.ts';
import { eachValue, type Find, type Finding, type Rule } from './rule.ts';

const FIRST_MONTH = monthOfDay(FIRST_DAY);

const isText = (value: unknown): value is string => typeof value === 'string';
const isAccount = ({ field }: { readonly field: { readonly sensitivity: string | null } }) =>
  field.sensitivity === 'ACCOUNT';
const named =
  (...names: readonly string[]) =>
  ({ name }: { readonly name: string }) =>
    names.includes(name);

const before1900 = eachValue(
  ({ field: { form } }) => form === 'DAY' || form === 'MONTH',
  (value, _grounds, { field: { form } }) => Number(value) < (form === 'DAY' ? FIRST_DAY : FIRST_MONTH),
);

/** A record whose own day is after today; the last day of what lasts may be. */
const recordAfterToday = eachValue(
  ({ name, of }) => of in FIRST_DAYS && FIRST_DAYS[of as keyof typeof FIRST_DAYS] === name,
  (value, { today }) => Number(value) > today,
);

/** What has happened already when it is recorded. */
const happenedAfterToday = eachValue(
  named('workedFrom', 'liftTargetOn', 'contractSignedOn'),
  (value, { today }) => Number(value) > today,
);

const openEndedEnds: Find = ({ household: { contractKind, contractTo } }) =>
  contractKind === 'OPEN_ENDED' && contractTo !== null
    ? [{ path: ['household', 'contractTo'], about: [contractTo] }]
    : [];

const wrongAccount = eachValue(isAccount, (value) => isText(value) && accountDigits(value) === undefined);
const wrongCheckDigit = eachValue(
  isAccount,
  (value) => isText(value) && hasWrongCheckDigit(accountDigits(value) ?? ''),
);

const wrongTelephone = eachValue(named('mobile'), (value) => isText(value) && telephoneDigits(value) === undefined);
const notAMobile = eachValue(named('mobile'), (value) => {
  const digits = isText(value) ? telephoneDigits(value) : undefined;
  return digits !== undefined && !isMobile(digits);
});

/** The standards that apply are those of a division on record. */
const noSuchDivision = eachValue(named('region'), (value, { placeOf }) => placeOf(String(value)) !== 'ON_RECORD');
/** Somebody may be registered, or have land, anywhere; what lies in a prefecture of the register should be on record. */
const divisionNotOnRecord = eachValue(
  named('farmRegion', 'registeredRegion'),
  (value, { placeOf }) => placeOf(String(value)) === 'MISSING',
);

/** Numbers of files, and of workers, are numbers of their own, of which some are as long as those of persons. */
const numberInText = eachValue(
  ({ field: { form, sealed }, name }) => form === 'TEXT' && !sealed && name !== 'fileNumber',
  (value, _grounds, { name }) => {
    const found = isText(value) ? numbersIn(value) : [];
    return name === 'workerNumber' ? found.includes('IDENTITY') : found.length > 0;
  },
);

/** Keys are stored in clear too. Other systems number records with 18 or 19 digits, of which some look like a card. */
const numberInKey: Find = ({ members, records }) => [
  ...members.flatMap(({ key }, at) => keyFinding(key, ['members', at, 'key'], 'members')),
  ...RECORD_KINDS.flatMap((kind) =>
    (records[kind] as RegisterHousehold['records']['events']).flatMap(({ key }, at) =>
      keyFinding(key, ['records', kind, at, 'key'], kind),
    ),
  ),
];

function keyFinding(key: string, path: Finding['path'], of: string): readonly Finding[] {
  const is = numbersIn(key).some((found) => found === 'IDENTITY' || found === 'UNIONPAY_CARD');
  return is ? [{ path, about: [of, key] }] : [];
}

/**
 * What is implausible of a household, whichever door it comes by. What is wrong without a doubt is an error and refused; what
 * may be right all the same is a notice.
 */
export const RULES: readonly Rule[] = [
  { code: 'BEFORE_1900', find: before1900 },
  { code: 'BEFORE_1900', find: numberBefore1900 },
  { code: 'AFTER_TODAY', find: recordAfterToday },
  { code: 'AFTER_TODAY', find: happenedAfterToday },
  { code: 'BORN_AFTER_TODAY', find: bornAfterToday },
  { code: 'BIRTH_DAY_NOT_OF_NUMBER', find: birthDayNotOfNumber },
  { code: 'SEX_NOT_OF_NUMBER', find: sexNotOfNumber },
  { code: 'TWO_SELVES', find: twoSelves },
  { code: 'WORKER_IS_NOT_SELF', find: workerIsNotSelf },
  { code: 'PARENT_BORN_AFTER_CHILD', find: parentBornAfterChild },
  { code: 'PARENT_HARDLY_OLDER', find: parentHardlyOlder },
  { code: 'NO_SUCH_DIVISION', find: noSuchDivision },
  { code: 'DIVISION_NOT_ON_RECORD', find: divisionNotOnRecord },
  { code: 'OPEN_ENDED_ENDS', find: openEndedEnds },
  { code: 'WRONG_ACCOUNT', find: wrongAccount },
  { code: 'CARD_CHECK_DIGIT', find: wrongCheckDigit },
  { code: 'WRONG_TELEPHONE', find: wrongTelephone },
  { code: 'NOT_A_MOBILE', find: notAMobile },
  { code: 'NUMBER_IN_CLEAR', find: numberInText },
  { code: 'NUMBER_IN_CLEAR', find: numberInKey },
];
