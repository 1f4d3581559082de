import { archive } from '../archive/archive.feature.ts';
import { assessment } from '../assessment/assessment.feature.ts';
import { changes } from '../changes/changes.feature.ts';
import { eligibility } from '../eligibility/eligibility.feature.ts';
import { fund } from '../fund/fund.feature.ts';
import { intake } from '../intake/intake.feature.ts';
import { lists } from '../lists/lists.feature.ts';
import { oversight } from '../oversight/oversight.feature.ts';
import { organisation } from '../organisation/organisation.feature.ts';
import { registry } from '../registry/registry.feature.ts';
import { staff } from '../staff/staff.feature.ts';
import { standards } from '../standards/standards.feature.ts';
import { statistics } from '../statistics/statistics.feature.ts';
import type { Feature } from '../graph/feature.ts';

/** All features of the platform. Schema, jobs, routes and pages are made from this list. */
export const FEATURES: readonly Feature[] = [
  // One line per feature.
  organisation,
  standards,
  assessment,
  staff,
  registry,
  eligibility,
  archive,
  changes,
  intake,
  oversight,
  fund,
  statistics,
  lists,
];
