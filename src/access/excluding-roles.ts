import { type Role, ROLES } from './staff.codes.ts';

/** Who records facts or money, or decides on them. */
const RECORDING: readonly Role[] = ['UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST', 'FINANCE_OFFICER'];

/**
 * The roles that a role excludes (不相容): nobody holds both at once, at whatever unions. Who audits neither administers nor
 * records, who administers does not record, who pays does not record households; a dashboard is a machine and has no other role.
 */
const EXCLUDED: Partial<Record<Role, readonly Role[]>> = {
  AUDITOR: ['ADMINISTRATOR', ...RECORDING],
  ADMINISTRATOR: RECORDING,
  FINANCE_OFFICER: ['UNION_CLERK', 'CENTRE_ARCHIVIST'],
  DASHBOARD: (Object.keys(ROLES) as Role[]).filter((role) => role !== 'DASHBOARD'),
};

/** Whether nobody may hold both roles. */
export function excludes(one: Role, other: Role): boolean {
  return EXCLUDED[one]?.includes(other) === true || EXCLUDED[other]?.includes(one) === true;
}

/** A grant that holds on a day, `from` its first day on: `YYYY-MM-DD`. */
export interface HeldGrant {
  readonly id: string;
  readonly role: Role;
  readonly from: string;
}

/** Those of one person's grants of a day that are in effect: what excludes an earlier one (by first day and id) gives nothing. */
export function inEffect<Grant extends HeldGrant>(grants: readonly Grant[]): readonly Grant[] {
  const isEarlier = (one: HeldGrant, other: HeldGrant) =>
    one.from < other.from || (one.from === other.from && one.id < other.id);
  return grants.filter((grant) => !grants.some((other) => isEarlier(other, grant) && excludes(other.role, grant.role)));
}

/** All pairs of roles that exclude each other, in both orders. */
export const EXCLUDING_PAIRS: readonly (readonly [Role, Role])[] = (Object.keys(ROLES) as Role[]).flatMap((one) =>
  (Object.keys(ROLES) as Role[]).filter((other) => excludes(one, other)).map((other) => [one, other] as const),
);
