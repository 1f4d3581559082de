import type { Action } from '../../../access/permissions.ts';
import type { Body } from '../course/course.codes.ts';

/** The action that a person of each body needs for the union for which they act. */
export const ACTION_OF_BODY: Readonly<Record<Body, Action>> = {
  FILING: 'OPEN_FILE',
  SUPERIOR: 'REVIEW_FILE',
  CENTRE: 'KEEP_FILE',
};
