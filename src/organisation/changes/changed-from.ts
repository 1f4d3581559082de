import type { UnionVersion } from '../union.store.ts';

/** The versions of a union with a change from a day on, which alters nothing before that day. */
export function changedFrom(
  versions: readonly UnionVersion[],
  day: string,
  change: (version: UnionVersion) => Partial<UnionVersion>,
): readonly UnionVersion[] {
  return versions.flatMap((version) => {
    if (version.from >= day) return [{ ...version, ...change(version) }];
    if (version.to !== null && version.to <= day) return [version];
    return [
      { ...version, to: day },
      { ...version, ...change(version), from: day },
    ];
  });
}
