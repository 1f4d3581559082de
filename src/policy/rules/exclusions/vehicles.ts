import { allOf, anyOf, type CombinedCondition, fact, isFalse, isTrue } from '../../decision/condition.ts';
import type { VehicleFacts } from '../../facts/facts.ts';
import { decided } from '../../../kernel/truth.ts';
import { exclusion } from '../../decision/rule.ts';
import { say } from '../../decision/wording.ts';

/**
 * 困难职工本人或其家庭成员非受雇佣经常使用（或名下拥有）机动车辆、船舶、工程机械以及大型农机具的. Article 6; reading R11: an exemption
 * is effective only under a local rule issued by Article 23.
 */
export const vehicles = exclusion({
  id: 'VEHICLES',
  article: 6,
  readings: ['R11'],
  title: { zh: '拥有或经常使用机动车辆、船舶、工程机械、大型农机具', en: 'a vehicle, ship or large machine' },
  conditions: ({ facts }) => ({ vehicles: anyVehicle(facts.assets.vehicles) }),
  zh: ({ vehicles: some }) =>
    say(
      some,
      '您家拥有或非受雇佣经常使用机动车辆、船舶、工程机械或大型农机具，且没有豁免',
      '您家没有应计的机动车辆、船舶、工程机械或大型农机具',
      '您家是否拥有或非受雇佣经常使用机动车辆、船舶、工程机械或大型农机具尚待核实',
    ),
  en: ({ vehicles: some }) =>
    say(
      some,
      'you own, or regularly use other than as an employee, a vehicle, ship or large machine that is not exempt',
      'you have no vehicle, ship or large machine that counts',
      'whether you own or regularly use a vehicle, ship or large machine is not yet verified',
    ),
});

function anyVehicle(list: readonly VehicleFacts[] | null): CombinedCondition {
  if (list === null) return anyOf({ 'assets.vehicles': isTrue(null, 'assets.vehicles') });
  return anyOf(
    Object.fromEntries(
      list.map((vehicle, index) => {
        const path = `assets.vehicles.${index}`;
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
