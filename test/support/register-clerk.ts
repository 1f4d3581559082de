import type { Viewer } from '../../src/access/viewer.ts';
import { recordHousehold } from '../../src/registry/recording/record-household.ts';
import type { Day } from '../../src/kernel/calendar.ts';
import { answerOf } from './graph.ts';
import { newHousehold, type TestRegister, valueOf } from './register.ts';
import { DAY, household, householdState, member, membershipState, person } from './register-household.ts';

/** The answer of any act: what it says of itself, and what it shows. */
interface ActSaid {
  readonly problems: readonly { readonly code: string; readonly path: string; readonly caseNumber: string | null }[];
  readonly revision?: number | null;
  readonly [field: string]: unknown;
}

/** A clerk of the county who works through the graph, on the day of the test register. */
export interface RegisterClerk {
  readonly ask: (source: string, variables?: object) => Promise<Readonly<Record<string, unknown>>>;
  /** Carries out an act; `select` is what is asked beside its problems. */
  readonly act: (name: string, input: object, select?: string) => Promise<ActSaid>;
  /** The code and the path of each problem of an act that is refused. */
  readonly refused: (name: string, input: object) => Promise<readonly string[]>;
  /** Records a household of members `m1`, `m2`, … with these serial numbers; the first one is the worker. */
  readonly record: (serials: readonly (number | null)[], from?: Day) => Promise<string>;
}

export function registerClerk(register: TestRegister, code: 'clerk' | 'otherClerk' | 'archivist'): RegisterClerk {
  const of = { clerk: 'county', otherClerk: 'otherCounty', archivist: 'city' }[code];
  const role = code === 'archivist' ? 'CENTRE_ARCHIVIST' : 'UNION_CLERK';
  const grants = [{ role, unionId: register.ids[of] ?? '' }] as const;
  const viewer: Viewer = { staffId: register.ids[code] ?? '', personId: null, grants, purpose: '测试' };
  const ask = (source: string, variables: object = {}) =>
    answerOf(register.platform, source, { viewer, today: register.deps.today, variables: { ...variables } });
  const act: RegisterClerk['act'] = async (name, input, select = 'revision') => {
    const type = `Archive${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const source = `mutation ($input: ${type}!) { ${name}(input: $input) { problems { code path caseNumber } ${select} } }`;
    return (await ask(source, { input }))[name] as ActSaid;
  };
  const union = code === 'otherClerk' ? 'otherEmployer' : 'employer';
  return {
    ask,
    act,
    refused: async (name, input) => {
      const { problems, revision } = await act(name, input);
      if (problems.length === 0 || revision !== null) throw new Error(`${name} is not refused`);
      return problems.map(({ code: problem, path }) => `${problem} ${path}`);
    },
    record: async (serials, from = DAY(2025, 1, 1)) => {
      const members = serials.map((serial, at) => {
        const one = member(`m${at + 1}`, serial ?? 0, { person: person(`人${serial ?? '无'}`) });
        const state = membershipState({ relation: at === 0 ? 'SELF' : 'OTHER' });
        return { ...one, membershipState: state, ...(serial === null ? { identityNumber: null } : {}) };
      });
      const given = { ...household([]), household: householdState({ mainCause: 'OTHER' }), worker: 'm1', members };
      const command = newHousehold(register, given, {
        ...{ from, unionId: register.ids[union] ?? '', actorId: register.ids[code] ?? '' },
      });
      return valueOf(await recordHousehold(register.deps, command)).householdId;
    },
  };
}
