import type { JobKind } from '../../jobs/job.ts';
import type { Deps } from '../../usecase/command.ts';
import type { Problem } from '../../usecase/problem.ts';
import { type Previewed, previewRules } from './preview-rules.ts';

export const PREVIEW_JOB = 'preview-rules';

interface PreviewRequest {
  readonly proposalId: string;
}

/** Finds what a proposal would do; the proposal shows what was found. */
export function previewJob(
  deps: () => Deps,
): JobKind<PreviewRequest, Previewed | { readonly problems: readonly Problem[] }> {
  return {
    name: PREVIEW_JOB,
    run: async ({ proposalId }, control) => {
      const previewed = await previewRules(deps(), proposalId, control);
      return previewed.ok ? previewed.value : { problems: previewed.error };
    },
  };
}
