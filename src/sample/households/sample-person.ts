import { addDays, type Day, printDay } from '../../kernel/calendar.ts';
import { computeCheckDigit } from '../../fields/identity-number.ts';
import { cardCheckDigit } from '../../fields/number-forms.ts';
import { blankValues } from '../../fields/field.ts';
import { type PersonState, STATES } from '../../registry/kinds.ts';
import type { Random } from '../random.ts';

/** An area code that was never assigned, so that no sample person is a real person. */
const SAMPLE_AREA = '410599';
const SURNAMES = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕');
const MALE_NAMES = Array.from('伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆志建国文永海');
const FEMALE_NAMES = Array.from('芳娜敏静丽艳娟霞秀兰燕玲桂英丹萍红玉洁梅琳雪荣欣颖蕾月爱春凤');
const BLANK = blankValues(STATES.person.fields);

export type Sex = 'MALE' | 'FEMALE';

export interface PersonMaker {
  readonly make: (random: Random, sex: Sex, birthDay: Day, over: Partial<PersonState>) => InventedPerson;
}

interface InventedPerson {
  readonly identityNumber: string;
  readonly person: PersonState;
}

/** Invents persons with different identity numbers; those of one birth day and sex are numbered from `first` to 499. */
export function personMaker(first = 0): PersonMaker {
  const taken = new Map<string, number>();
  const numberFor = (sex: Sex, wanted: Day): readonly [Day, string] => {
    for (let birthDay = wanted; ; birthDay = addDays(birthDay, 1)) {
      const key = `${birthDay} ${sex}`;
      const serial = taken.get(key) ?? first;
      if (serial === 500) continue;
      taken.set(key, serial + 1);
      return [birthDay, sampleIdentityNumber(birthDay, serial * 2 + (sex === 'MALE' ? 1 : 0))];
    }
  };
  return {
    make: (random, sex, wanted, over) => {
      const [birthDay, identityNumber] = numberFor(sex, wanted);
      const name = inventName(random, sex);
      const common = {
        name,
        sex,
        birthDay,
        ethnicity: '汉族',
        registrationType: 'URBAN',
        medicalInsurance: 'EMPLOYEE',
      } as const;
      return { identityNumber, person: { ...BLANK, ...common, ...over } };
    },
  };
}

export function inventName(random: Random, sex: Sex): string {
  const given = sex === 'MALE' ? MALE_NAMES : FEMALE_NAMES;
  return random.pick(SURNAMES) + random.pick(given) + (random.chance(0.6) ? random.pick(given) : '');
}

/** Invents a mobile number with a prefix that no operator uses. */
export function inventMobile(random: Random): string {
  return `120${String(random.below(100_000_000)).padStart(8, '0')}`;
}

/** Invents an account number of an issuer that does not exist. */
export function inventAccount(random: Random): string {
  const digits = `999999${String(random.below(1_000_000_000)).padStart(9, '0')}000`;
  return digits + cardCheckDigit(digits);
}

/** Makes the identity number for the sample area, a birth day and a sequence number of 0 to 999. */
function sampleIdentityNumber(birthDay: Day, sequence: number): string {
  const seventeen = SAMPLE_AREA + printDay(birthDay).replaceAll('-', '') + String(sequence).padStart(3, '0');
  return seventeen + computeCheckDigit(seventeen);
}
