import { entity, key, of, open, ranged, textList, uuid, versioned } from '../database/version-entity.ts';

/** The tables of the dated local standards, and of the unions' profiles for the levels below the national one. */
export const standardEntities = [
  entity('standard', {
    id: key,
    kind: of('text'),
    region: of('text'),
    startsOn: of('date'),
    recordedIn: uuid,
  }),
  entity('standard_version', {
    ...versioned,
    amountFen: of('bigint'),
    status: of('text'),
    source: of('text'),
    knownUntil: open(of('date')),
  }),
  entity('profile', { id: key, unionId: uuid, level: of('text'), recordedIn: uuid }),
  entity('profile_version', {
    ...ranged,
    document: of('text'),
    nearMultiple: open(of('integer')),
    suddenMultiple: open(of('integer')),
    areaPerHead: open(of('bigint')),
    dwellings: open(of('integer')),
    exclusionsOff: textList,
  }),
];
