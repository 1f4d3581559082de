import { expect } from '@jest/globals';
import { printDay } from '../../../src/kernel/calendar.ts';
import type { HouseholdState } from '../../../src/registry/kinds.ts';
import {
  ADD_AS_CORRECTION,
  ADD_RECORDS,
  CHANGE_RECORDS,
  CORRECT_RECORDS,
  END_RECORDS,
  RETRACT_RECORDS,
  REVERSE_PAYMENT,
} from '../../../src/registry/recording/acts/record-acts.ts';
import {
  CHANGE_HOUSEHOLD,
  CHANGE_MEMBER,
  CHANGE_PERSON,
  HAND_OVER,
} from '../../../src/registry/recording/acts/state-acts.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { asHundredths } from '../../../src/kernel/decimal.ts';
import { acted } from '../../support/acts.ts';
import { valueOf } from '../../support/register.ts';
import { identityNumber } from '../../support/register-household.ts';
import { type ActKind, type RandomAct } from './acts.ts';
import { type Doing, isFree, join, leaveOf, mayLeave, pickOf, present } from './doing.ts';
import { LIVES } from './perform-lives.ts';
import { type HouseholdModel, MemberModel, type PersonModel } from './model.ts';
import { dayAt, DAYS, dwelling, income, newPerson, payment, recordId, stateSurvey, type World } from './world.ts';

const CAUSES = [
  'MAJOR_ILLNESS',
  'SCHOOLING',
  'OTHER',
  'DISASTER',
  'ACCIDENT',
] as const satisfies readonly HouseholdState['mainCause'][];

/** The acts that say that something was otherwise all along: they alter earlier days, though not what was known of them. */
export const ALL_ALONG: readonly ActKind[] = [
  ...([
    'correctHousehold',
    'correctMember',
    'correctPerson',
    'correctSurvey',
    'correctIncome',
    'retractIncome',
  ] as const),
  ...([
    'retractSurvey',
    'retractDwelling',
    'addEarlier',
    'setNumber',
    'correctNumber',
    'mergePersons',
    'undoMerge',
  ] as const),
];

/** Carries out an act; `false` if there is nothing that it could be done to. */
export async function perform(world: World, act: RandomAct): Promise<boolean> {
  const at = 2 * act.day + 1;
  const [model, id] = [world.models[act.which], world.ids[act.which]];
  if (model === undefined || id === undefined) throw new Error('there are two households');
  return DOINGS[act.kind]({ world, act, model, id, at, day: dayAt(at) });
}

const changeHousehold = async (doing: Doing, correction: boolean) => {
  const { world, id, day, at, model, act } = doing;
  if (model.cause.on(at) === undefined) return false;
  const mainCause = CAUSES[act.value] ?? 'OTHER';
  valueOf(await acted(world.register, id, CHANGE_HOUSEHOLD, { from: day, correction, state: { mainCause } }));
  model.cause.replace(at, mainCause, correction);
  return true;
};

const changeMember = async (doing: Doing, correction: boolean) => {
  const { world, id, day, at, act } = doing;
  const [key, one] = pickOf(present(doing), doing) ?? [];
  if (key === undefined || one === undefined) return false;
  const ill = act.value % 2 === 0;
  valueOf(await acted(world.register, id, CHANGE_MEMBER, { from: day, correction, member: key, state: { ill } }));
  one.ill.replace(at, ill, correction);
  return true;
};

const changePerson = async (doing: Doing, correction: boolean) => {
  const { world, id, day, at, act } = doing;
  const [key, one] = pickOf(present(doing), doing) ?? [];
  if (key === undefined || one === undefined) return false;
  const name = `改${act.value}`;
  valueOf(await acted(world.register, id, CHANGE_PERSON, { from: day, correction, member: key, state: { name } }));
  const came = DAYS.findIndex((_, probe) => one.present.on(probe) === true);
  one.person.name.replace(at, name, correction, came, one.stay(at)[1]);
  return true;
};

const DOINGS: Readonly<Record<ActKind, (doing: Doing) => Promise<boolean>>> = {
  ...LIVES,
  changeHousehold: (doing) => changeHousehold(doing, false),
  correctHousehold: (doing) => changeHousehold(doing, true),
  changeMember: (doing) => changeMember(doing, false),
  correctMember: (doing) => changeMember(doing, true),
  changePerson: (doing) => changePerson(doing, false),
  correctPerson: (doing) => changePerson(doing, true),
  addMember: (doing) => {
    const serial = doing.world.next();
    const made = newPerson(identityNumber(serial), `新${serial}`, doing.at);
    if (doing.model.cause.on(doing.at) === undefined) return Promise.resolve(false);
    return join(doing, `n${serial}`, new MemberModel(DAYS.length, doing.at, made));
  },
  moveMember: async (doing) => {
    const { act, at } = doing;
    const [key, one] = pickOf(mayLeave(doing), doing) ?? [];
    if (key === undefined || one === undefined) return false;
    if (one.stay(at)[1] !== DAYS.length - 1) return false;
    await leaveOf(doing, key, one);
    return moveTo(doing, 1 - act.which, one.person);
  },
  comeBack: (doing) => {
    const gone = [...doing.model.members].filter(
      ([, one]) =>
        one.present.on(doing.at) !== true && isFree(doing, one.person) && one.person.name.on(doing.at) !== undefined,
    );
    const [key, one] = pickOf(gone, doing) ?? [];
    const isKnown = doing.model.cause.on(doing.at) !== undefined;
    return key === undefined || one === undefined || !isKnown ? Promise.resolve(false) : join(doing, key, one);
  },
  endMembership: async (doing) => {
    const [key, one] = pickOf(mayLeave(doing), doing) ?? [];
    if (key === undefined || one === undefined) return false;
    await leaveOf(doing, key, one);
    return true;
  },
  handOver: async (doing) => {
    const { world, id, day, at, model } = doing;
    const [, last] = model.worker.span(at);
    const lasting = present(doing).filter(([, one]) => one.stay(at)[1] >= last);
    const [key] = pickOf(lasting, doing) ?? [];
    if (key === undefined) return false;
    valueOf(await acted(world.register, id, HAND_OVER, { from: day, worker: key }));
    model.worker.replace(at, key, false);
    return true;
  },
  recordSurvey: async (doing) => {
    const { world, act, day, at, model } = doing;
    const [key] = pickOf(present(doing), doing) ?? [];
    if (key === undefined || model.surveys.some((one) => one.day === at && !one.isRetracted)) return false;
    const amount = 100 * (act.value + 2);
    valueOf(await stateSurvey(world, act.which, day, key, amount, false));
    const stated = { day: at, isRetracted: false };
    model.surveys.push(stated);
    model.incomes.push({ key: 'i', survey: stated, added: 0, member: key, amount, isRetracted: false });
    return true;
  },
  correctSurvey: async (doing) => {
    const { world, act, model } = doing;
    const stated = model.incomes.filter(
      ({ key, survey, member: who }) =>
        key === 'i' && !survey.isRetracted && model.members.get(who)?.present.on(survey.day) === true,
    );
    const own = pickOf(stated, doing);
    if (own === undefined) return false;
    const amount = 1000 * (act.value + 2);
    valueOf(await stateSurvey(world, act.which, dayAt(own.survey.day), own.member, amount, true));
    Object.assign(own, { amount, isRetracted: false });
    return true;
  },
  addIncome: async (doing) => {
    const { world, act, id, day, at, model } = doing;
    const [who] = pickOf(present(doing), doing) ?? [];
    const stated = model.surveyOn(at);
    if (who === undefined || stated === undefined) return false;
    const [key, amount] = [`a${world.next()}`, 7 * (act.value + 1)];
    valueOf(
      await acted(world.register, id, ADD_RECORDS, { on: day, records: { incomes: [income(key, who, amount)] } }),
    );
    model.incomes.push({ key, survey: stated, added: at, member: who, amount, isRetracted: false });
    return true;
  },
  correctIncome: async (doing) => {
    const { world, act, id } = doing;
    const own = liveIncome(doing);
    if (own === undefined) return false;
    const amount = 13 * (act.value + 1);
    const named = {
      id: await recordId(world, act.which, 'incomes', own.key, DAYS[own.survey.day]),
      kind: 'incomes' as const,
    };
    const records = [{ ...named, values: { amountFen: asFen(amount) }, path: [] }];
    valueOf(await acted(world.register, id, CORRECT_RECORDS, { records }));
    own.amount = amount;
    return true;
  },
  retractIncome: async (doing) => {
    const { world, act, id } = doing;
    const own = liveIncome(doing);
    if (own === undefined) return false;
    const ids = [await recordId(world, act.which, 'incomes', own.key, DAYS[own.survey.day])];
    valueOf(await acted(world.register, id, RETRACT_RECORDS, { ids }));
    own.isRetracted = true;
    return true;
  },
  retractSurvey: async (doing) => {
    const { world, act, id, model } = doing;
    const isLeft = (one: HouseholdModel['surveys'][number]) =>
      model.incomes.some(({ survey, added, isRetracted }) => survey === one && added > 0 && !isRetracted);
    const own = pickOf(
      model.surveys.filter((one) => !one.isRetracted && !isLeft(one)),
      doing,
    );
    if (own === undefined) return false;
    const key = printDay(dayAt(own.day));
    valueOf(
      await acted(world.register, id, RETRACT_RECORDS, { ids: [await recordId(world, act.which, 'surveys', key)] }),
    );
    own.isRetracted = true;
    return true;
  },
  addDwelling: async ({ world, act, id, day, at, model }) => {
    if (model.cause.on(at) === undefined) return false;
    const [key, area] = [`d${world.next()}`, 100 * (act.value + 1)];
    valueOf(
      await acted(world.register, id, ADD_RECORDS, { on: day, records: { dwellings: [dwelling(key, area, day)] } }),
    );
    model.dwellings.push({ key, from: at, to: DAYS.length, area, isRetracted: false });
    return true;
  },
  changeDwelling: async (doing) => {
    const { world, act, id, day, at, model } = doing;
    const own = liveDwelling(doing);
    if (own === undefined) return false;
    const area = 100 * (act.value + 6);
    const named = { id: await recordId(world, act.which, 'dwellings', own.key), kind: 'dwellings' as const };
    valueOf(
      await acted(world.register, id, CHANGE_RECORDS, {
        from: day,
        records: [{ ...named, values: { area: asHundredths(area) }, path: [] }],
      }),
    );
    if (own.from === at) own.area = area;
    else {
      const number = 1 + model.dwellings.filter(({ key }) => key.split('~')[0] === own.key.split('~')[0]).length;
      model.dwellings.push({
        key: `${own.key.split('~')[0]}~${number}`,
        from: at,
        to: own.to,
        area,
        isRetracted: false,
      });
      own.to = at - 1;
    }
    return true;
  },
  endDwelling: async (doing) => {
    const { world, act, id, day, at } = doing;
    const own = liveDwelling(doing);
    if (own === undefined) return false;
    valueOf(
      await acted(world.register, id, END_RECORDS, {
        on: day,
        ids: [await recordId(world, act.which, 'dwellings', own.key)],
      }),
    );
    own.to = at;
    return true;
  },
  retractDwelling: async (doing) => {
    const { world, act, id, model } = doing;
    const own = pickOf(
      model.dwellings.filter(({ isRetracted }) => !isRetracted),
      doing,
    );
    if (own === undefined) return false;
    valueOf(
      await acted(world.register, id, RETRACT_RECORDS, {
        ids: [await recordId(world, act.which, 'dwellings', own.key)],
      }),
    );
    own.isRetracted = true;
    return true;
  },
  addPayment: async (doing) => {
    const { world, id, day, at, model } = doing;
    const [who] = pickOf(present(doing), doing) ?? [];
    if (who === undefined) return false;
    const key = `p${world.next()}`;
    valueOf(
      await acted(world.register, id, ADD_RECORDS, {
        on: day,
        records: { disbursements: [payment(key, who, day)] },
      }),
    );
    model.payments.push({ key, day: at, reversed: null });
    return true;
  },
  addEarlier: async (doing) => {
    const { world, act, id, day, at, model } = doing;
    const [who] = pickOf(present(doing), doing) ?? [];
    const earlier = pickOf(
      [...DAYS.keys()].filter((probe) => probe < at && model.cause.on(probe) !== undefined),
      doing,
    );
    if (who === undefined || earlier === undefined) return false;
    const [key, area, begun] = [`e${world.next()}`, 100 * (act.value + 1), dayAt(earlier)];
    const records = { dwellings: [dwelling(key, area, begun)], disbursements: [payment(key, who, begun)] };
    const refused = await acted(world.register, id, ADD_RECORDS, { on: day, records });
    expect(refused.ok ? [] : refused.error.map(({ code }) => code)).toEqual(['BEFORE_THE_ACT', 'BEFORE_THE_ACT']);
    valueOf(await acted(world.register, id, ADD_AS_CORRECTION, { on: day, correction: true, records }));
    model.dwellings.push({ key, from: earlier, to: DAYS.length, area, isRetracted: false });
    model.payments.push({ key, day: earlier, reversed: null });
    return true;
  },
  reversePayment: async (doing) => {
    const { world, act, id, day, at, model } = doing;
    const own = pickOf(
      model.payments.filter((one) => one.day <= at && one.reversed === null),
      doing,
    );
    if (own === undefined) return false;
    const of = await recordId(world, act.which, 'disbursements', own.key);
    valueOf(await acted(world.register, id, REVERSE_PAYMENT, { id: of, on: day, reason: '误' }));
    own.reversed = at;
    return true;
  },
};

/** Somebody who has left comes to another household, if they can: a number says who they are. */
function moveTo(doing: Doing, which: number, who: PersonModel): Promise<boolean> {
  const { world, at } = doing;
  const [model, id] = [world.models[which], world.ids[which]];
  if (model?.cause.on(at) === undefined || id === undefined) return Promise.resolve(true);
  if (!isFree(doing, who) || who.number === null) return Promise.resolve(true);
  return join({ ...doing, model, id }, `v${world.next()}`, new MemberModel(DAYS.length, at, who));
}

const liveIncome = (doing: Doing) =>
  pickOf(
    doing.model.incomes.filter((one) => !one.isRetracted && !one.survey.isRetracted),
    doing,
  );
const liveDwelling = (doing: Doing) => {
  const { model, at } = doing;
  return pickOf(
    model.dwellings.filter(({ from, to, isRetracted }) => {
      return !isRetracted && from <= at && at <= to && model.cause.on(at) !== undefined;
    }),
    doing,
  );
};
