import {
  boolean,
  bytea,
  date,
  instant,
  integer,
  key,
  open,
  ranged,
  table,
  text,
  uuid,
  versioned,
} from '../database/table.ts';

export const staffTable = table('staff', { id: key(uuid), code: text, recordedIn: uuid });

export const staffVersionTable = table('staff_version', {
  ...ranged,
  name: text,
  issuer: open(text),
  subject: open(text),
});

export const staffGrantTable = table('staff_grant', { id: key(uuid), staffId: uuid, recordedIn: uuid });

/** What each member of staff was granted; a grant takes two people. */
export const staffGrantVersionTable = table('staff_grant_version', {
  ...ranged,
  role: text,
  unionId: uuid,
  grantedBy: uuid,
  confirmedBy: uuid,
});

export const grantProposalTable = table('grant_proposal', {
  id: key(uuid),
  staffId: uuid,
  role: text,
  unionId: uuid,
  validFrom: date,
  validTo: open(date),
  proposedBy: uuid,
  deputyFor: open(uuid),
  recordedIn: uuid,
});

/** The token of a grant of a dashboard: the SHA-256 of its text, which is stored nowhere. */
export const dashboardTokenTable = table('dashboard_token', { ...versioned, digest: bytea, expiresAt: instant });

/** Changes of trade unions that wait for a second person; a union that is founded gets the id of its proposal. */
export const unionChangeProposalTable = table('union_change_proposal', {
  id: key(uuid),
  kind: text,
  unionId: open(uuid),
  superiorId: uuid,
  targetId: open(uuid),
  code: open(text),
  name: open(text),
  unionKind: open(text),
  region: open(text),
  centreName: open(text),
  validFrom: date,
  documentNumber: text,
  documentDay: date,
  documentTitle: text,
  confirmedBefore: date,
  proposedBy: uuid,
  recordedIn: uuid,
  unlisted: boolean,
  workbookId: open(uuid),
  workbookRow: open(integer),
  superiorCode: open(text),
});

/** What the second person answered to a proposed change of unions: once, for ever. */
export const unionChangeAnswerTable = table('union_change_answer', {
  proposalId: key(uuid),
  state: text,
  answeredBy: uuid,
  reason: open(text),
  recordedIn: uuid,
});

/** Logins of workers that wait for a second person. */
export const workerLoginProposalTable = table('worker_login_proposal', {
  id: key(uuid),
  householdId: uuid,
  personId: uuid,
  issuer: text,
  subject: text,
  validFrom: date,
  validTo: date,
  proposedBy: uuid,
  recordedIn: uuid,
});

/** The logins of workers, for their own files; those that one person gave, formerly, have no proposal. */
export const workerLoginVersionTable = table('worker_login_version', {
  ...ranged,
  issuer: text,
  subject: text,
  proposalId: open(uuid),
  confirmedBy: open(uuid),
});
