import { allOf, anyOf, type CombinedCondition, fact, isFalse, isTrue } from '../../decision/condition.ts';
import type { VehicleFacts } from '../../facts/facts.ts';
import { decided, type State } from '../../../kernel/truth.ts';
import { exclusion } from '../../decision/rule.ts';
import { clauses, listed, say, type Sentences } from '../../wording/sentences.ts';

/**
 * 困难职工本人或其家庭成员非受雇佣经常使用（或名下拥有）机动车辆、船舶、工程机械以及大型农机具的. Article 6; reading R11: an exemption
 * is effective only under a local rule issued by Article 23.
 */
export const vehicles = exclusion({
  id: 'VEHICLES',
  article: 6,
  readings: ['R11'],
  reads: [],
  title: { zh: '拥有或经常使用机动车辆、船舶、工程机械、大型农机具', en: 'a vehicle, ship or large machine' },
  conditions: ({ facts }) => ({ vehicles: anyVehicle(facts.assets.vehicles) }),
  words: ({ vehicles: some }, { facts }) => {
    const list = facts.assets.vehicles;
    if (list === null) return NOT_VERIFIED;
    if (list.length === 0) return NONE;
    const said = list.flatMap((vehicle, index) => {
      const { state } = some.parts[vehiclePath(index)] ?? some;
      return state === some.state ? [{ index, words: vehicleInWords(vehicle, state) }] : [];
    });
    const groups = [...Map.groupBy(said, ({ words }) => words.zh).values()].map(vehiclesAlike);
    const parts = clauses(...groups);
    return say(some, {
      HOLDS: {
        zh: `您家登记的机动车辆、船舶、工程机械、大型农机具中，${parts.zh}`,
        en: `of the vehicles, ships and large machines on record these count: ${parts.en}`,
      },
      FAILS: {
        zh: `您家登记的机动车辆、船舶、工程机械、大型农机具都不计入：${parts.zh}`,
        en: `of the vehicles, ships and large machines on record none counts: ${parts.en}`,
      },
      UNKNOWN: {
        zh: `您家登记的机动车辆、船舶、工程机械、大型农机具中，${parts.zh}`,
        en: `of the vehicles, ships and large machines on record these are not yet verified: ${parts.en}`,
      },
    });
  },
});

function anyVehicle(list: readonly VehicleFacts[] | null): CombinedCondition {
  if (list === null) return anyOf({ 'assets.vehicles': isTrue(null, 'assets.vehicles') });
  return anyOf(
    Object.fromEntries(
      list.map((vehicle, index) => {
        const path = vehiclePath(index);
        return [path, counts(vehicle, path)];
      }),
    ),
  );
}

function counts({ owned, regularUse, asEmployee, exemption }: VehicleFacts, path: string): CombinedCondition {
  return allOf({
    notExempt: fact(decided(exemption === null)),
    ownedOrUsed: anyOf({
      owned: isTrue(owned, `${path}.owned`),
      usedOnOwnAccount: allOf({
        regularUse: isTrue(regularUse, `${path}.regularUse`),
        notAsEmployee: isFalse(asEmployee, `${path}.asEmployee`),
      }),
    }),
  });
}

function vehiclePath(index: number): string {
  return `assets.vehicles.${index}`;
}

const NONE: Sentences = {
  zh: '您家没有机动车辆、船舶、工程机械或大型农机具',
  en: 'you have no vehicle, ship or large machine',
};

const NOT_VERIFIED: Sentences = {
  zh: '您家有无机动车辆、船舶、工程机械或大型农机具尚待核实',
  en: 'whether you have a vehicle, ship or large machine is not yet verified',
};

/** Vehicles of which the same is said, by their numbers in the list. */
function vehiclesAlike(said: readonly { readonly index: number; readonly words: Sentences }[]): Sentences {
  const numbers = listed(said.map(({ index }) => ({ zh: `第${index + 1}辆`, en: `no. ${index + 1}` })));
  const { zh = '', en = '' } = said[0]?.words ?? {};
  return { zh: `${numbers.zh}${zh}`, en: `${numbers.en} (${en})` };
}

function vehicleInWords(vehicle: VehicleFacts, state: State): Sentences {
  if (state === 'UNKNOWN') return openInWords(vehicle);
  return state === 'HOLDS' ? countedInWords(vehicle) : notCountedInWords(vehicle);
}

function countedInWords({ owned }: VehicleFacts): Sentences {
  return owned === true
    ? { zh: '归您家所有，没有豁免', en: 'yours, not exempt' }
    : { zh: '由您家非受雇佣经常使用，没有豁免', en: 'regularly used other than as an employee, not exempt' };
}

/** An exemption is told by the number of its rule. */
function notCountedInWords({ asEmployee, regularUse, exemption }: VehicleFacts): Sentences {
  if (exemption !== null) return { zh: `按${exemption.rule}豁免`, en: `exempt by ${exemption.rule}` };
  return asEmployee === true && regularUse !== false
    ? { zh: '系受雇佣使用', en: 'used as an employee' }
    : { zh: '不归您家所有，也不经常使用', en: 'neither yours nor regularly used' };
}

function openInWords({ owned }: VehicleFacts): Sentences {
  return owned === null
    ? {
        zh: '是否归您家所有或由您家非受雇佣经常使用尚待核实',
        en: 'whether yours or regularly used other than as an employee',
      }
    : { zh: '是否由您家非受雇佣经常使用尚待核实', en: 'whether regularly used other than as an employee' };
}
