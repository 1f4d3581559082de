import type { UnionChange } from '../../organisation/changes/union-change.ts';

/** A change that names nothing: what is missing is looked for like what is forbidden. */
export const NO_CHANGE: UnionChange = {
  ...{ kind: 'RENAME', unionId: null, targetId: null, code: null, name: null },
  ...{ unionKind: null, region: null, centreName: null, unlisted: false, from: '9999-12-31' },
};
