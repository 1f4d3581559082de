import { archiveEntities } from '../registry/file/archive-file.entity.ts';
import { staffEntities } from '../access/staff.entity.ts';
import { jobEntities } from '../jobs/job-progress.entity.ts';
import { registerEntities } from '../registry/register.entity.ts';
import { standardEntities } from '../registry/standards/standard.entity.ts';
import { unionEntities } from '../registry/union/union.entity.ts';
import { changeEntities } from './change.entity.ts';

/** All that the database holds; compared with the migrated catalogue by a test. */
export const entities = [
  ...changeEntities,
  ...unionEntities,
  ...staffEntities,
  ...standardEntities,
  ...registerEntities,
  ...archiveEntities,
  ...jobEntities,
];
