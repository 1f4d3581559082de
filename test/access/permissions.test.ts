import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Action,
  ACTIONS,
  isAllowed,
  isAllowedByKey,
  type Party,
  PERMISSIONS,
  rolesFor,
} from '../../src/access/permissions.ts';
import { SENSITIVITIES } from '../../src/access/sensitivity.codes.ts';
import { type Role, ROLES } from '../../src/access/staff.codes.ts';
import {
  authorise,
  authorisedUnions,
  grantedRights,
  mayAnywhere,
  readsByKey,
  rightsByKey,
  type Viewer,
} from '../../src/access/viewer.ts';
import { runs } from '../support/runs.ts';

const PARTIES: readonly Party[] = [...(Object.keys(ROLES) as Role[]), 'WORKER'];

/** The rows of the table of roles and actions in `schema/permissions.md`, which is reviewed. */
const printed = readFileSync('schema/permissions.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| `[A-Z_]+` \|/.test(line) && line.split('|').length === PARTIES.length + 5)
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

describe('the permissions', () => {
  test('are those of the printed table, with their descriptions', () => {
    expect(printed.map(([action]) => action)).toEqual(ACTIONS.map((action) => `\`${action}\``));
    ACTIONS.forEach((action, at) => {
      const [, zh, en, ...marks] = printed[at] ?? [];
      expect([PERMISSIONS[action].zh, PERMISSIONS[action].en]).toEqual([zh, en]);
      expect(PARTIES.map((party) => isAllowed(party, action))).toEqual(marks.map((mark) => mark === '✓'));
      expect(PARTIES.map((party) => isAllowedByKey(party, action))).toEqual(marks.map((mark) => mark === '`key`'));
      expect(rolesFor(action)).not.toContain('WORKER');
      expect(new Set(rolesFor(action))).toEqual(
        new Set(PARTIES.filter((party) => party !== 'WORKER' && isAllowed(party, action))),
      );
    });
  });

  test('unmask each kind of sensitive value by an action of its own', () => {
    const unmasking = ACTIONS.filter((action) => action.startsWith('UNMASK_'));
    expect(new Set(Object.values(SENSITIVITIES))).toEqual(new Set(unmasking));
    expect(Object.values(SENSITIVITIES)).toHaveLength(unmasking.length);
  });
});

const UNIONS: readonly string[] = ['county', 'city', 'province', 'other'];
const role = fc.constantFrom(...(Object.keys(ROLES) as Role[]));
const grants = fc.array(fc.record({ role, unionId: fc.constantFrom(...UNIONS) }), { maxLength: 4 });
const viewer = fc.oneof(
  grants.map((own): Viewer => ({ staffId: 's', personId: null, grants: own, purpose: null })),
  fc.constantFrom('p', 'q').map((id): Viewer => ({ staffId: null, personId: id, grants: [], purpose: null })),
);
const territory = fc.record({
  unions: fc.subarray([...UNIONS]),
  workerId: fc.option(fc.constantFrom('p', 'q'), { nil: null }),
});
const action = fc.constantFrom<Action>(...ACTIONS);

const PARTNER: Viewer = {
  staffId: 's',
  personId: null,
  grants: [{ role: 'PARTNER_SYSTEM', unionId: 'city' }],
  purpose: null,
};

describe('a viewer', () => {
  test('may do what a grant over the territory allows, and a worker what workers may with their own file', () => {
    fc.assert(
      fc.property(viewer, territory, action, (who, where, what) => {
        const byGrant = who.grants.some((one) => where.unions.includes(one.unionId) && isAllowed(one.role, what));
        const own = who.personId !== null && who.personId === where.workerId && isAllowed('WORKER', what);
        expect(authorise(who, what, where)).toBe(byGrant || own);
        expect(grantedRights(who, where).has(what)).toBe(byGrant || own);
      }),
      runs(200, 10_000),
    );
  });

  test('may do with what they named by key what they may do anyway, and what a grant over the territory allows by key', () => {
    fc.assert(
      fc.property(viewer, territory, action, (who, where, what) => {
        const byKey = who.grants.some((one) => where.unions.includes(one.unionId) && isAllowedByKey(one.role, what));
        expect(rightsByKey(who, where).has(what)).toBe(byKey || authorise(who, what, where));
      }),
      { ...runs(200, 10_000), examples: [[PARTNER, { unions: ['city'], workerId: null }, 'READ_HOUSEHOLD']] },
    );
    expect(rightsByKey(PARTNER, { unions: ['other'], workerId: null }).size).toBe(0);
  });

  test('reads households by key with a role that does, whatever their other roles', () => {
    const auditor = { role: 'AUDITOR', unionId: 'city' } as const;
    expect(readsByKey(PARTNER)).toBe(true);
    expect(readsByKey({ ...PARTNER, grants: [auditor, ...PARTNER.grants] })).toBe(true);
    expect(readsByKey({ ...PARTNER, grants: [auditor] })).toBe(false);
  });

  test('has more rights with more grants, and in a larger territory, never less', () => {
    fc.assert(
      fc.property(grants, grants, territory, (few, more, where) => {
        const rights = (own: Viewer['grants'], unions = where.unions) =>
          grantedRights({ staffId: 's', personId: null, grants: own, purpose: null }, { ...where, unions });
        expect([...rights([...few, ...more])]).toEqual(expect.arrayContaining([...rights(few)]));
        expect([...rights(few, [...UNIONS])]).toEqual(expect.arrayContaining([...rights(few)]));
        expect(rights(few, []).size).toBe(0);
      }),
      runs(100, 5000),
    );
  });

  test('may do somewhere what is allowed in one of the unions that narrow lists', () => {
    fc.assert(
      fc.property(viewer, action, (who, what) => {
        const unions = authorisedUnions(who, what);
        expect(new Set(unions).size).toBe(unions.length);
        expect([...unions].sort()).toEqual(
          UNIONS.filter((union) =>
            authorise({ ...who, personId: null }, what, { unions: [union], workerId: null }),
          ).sort(),
        );
        const isWorker = who.personId !== null;
        expect(mayAnywhere(who, what)).toBe(isWorker ? isAllowed('WORKER', what) : unions.length > 0);
      }),
      runs(200, 10_000),
    );
  });

  test('who is a worker has no right by a grant', () => {
    const both: Viewer = {
      staffId: null,
      personId: 'p',
      grants: [{ role: 'AUDITOR', unionId: 'city' }],
      purpose: null,
    };
    expect(grantedRights(both, { unions: ['city'], workerId: 'q' }).size).toBe(0);
    expect(authorise(both, 'READ_HISTORY', { unions: ['city'], workerId: 'p' })).toBe(false);
  });
});
