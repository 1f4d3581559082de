import { entity, key, of, open, ranged, uuid } from '../database/version-entity.ts';

/** Who acts, and what each was granted; a grant takes two people. */
export const staffEntities = [
  entity('staff', { id: key, code: of('text'), recordedIn: uuid }),
  entity('staff_version', { ...ranged, name: of('text'), issuer: open(of('text')), subject: open(of('text')) }),
  entity('staff_grant', { id: key, staffId: uuid, recordedIn: uuid }),
  entity('staff_grant_version', {
    ...ranged,
    role: of('text'),
    unionId: uuid,
    grantedBy: uuid,
    confirmedBy: uuid,
  }),
];
