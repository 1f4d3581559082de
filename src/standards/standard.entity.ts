import {
  bigint,
  textList,
  date,
  filled,
  integer,
  key,
  open,
  ranged,
  table,
  text,
  uuid,
  versioned,
} from '../database/table.ts';

export const standardTable = table('standard', {
  ...{ id: key(uuid), kind: text, region: text, startsOn: date, recordedIn: uuid },
});

/** The dated local standards. */
export const standardVersionTable = table('standard_version', {
  ...versioned,
  amountFen: bigint,
  status: text,
  source: text,
  knownUntil: open(date),
  proposalId: open(uuid),
});

export const profileTable = table('profile', { id: key(uuid), unionId: uuid, level: text, recordedIn: uuid });

/** The profiles of the unions below the national level. */
export const profileVersionTable = table('profile_version', {
  ...ranged,
  document: text,
  nearMultiple: open(integer),
  suddenMultiple: open(integer),
  areaPerHead: open(bigint),
  dwellings: open(integer),
  exclusionsOff: textList,
  forbids: filled(textList),
  proposalId: open(uuid),
});
