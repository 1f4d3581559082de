import { setTimeout as pause } from 'node:timers/promises';
import { fail, type Result, succeed } from '../kernel/result.ts';
import type { JobKind, JobView } from './job.ts';

const POLL_MILLISECONDS = 300;

/** Waits until a job ends, and reports its progress; returns its answer, or a message why there is none. */
export async function followJob<Answer>(
  findJob: (kind: JobKind<never, object>, id: string) => Promise<JobView<Answer> | null>,
  kind: JobKind<never, object>,
  id: string,
  tell: (done: number, total: number | null) => void,
): Promise<Result<Answer, string>> {
  for (;;) {
    const view = await findJob(kind, id);
    const ended = view === null ? fail('任务已不存在 / the job no longer exists') : toResult(view);
    if (ended !== undefined) return ended;
    if (view !== null) tell(view.done, view.total);
    await pause(POLL_MILLISECONDS);
  }
}

function toResult<Answer>({ state, answer, failure }: JobView<Answer>): Result<Answer, string> | undefined {
  if (answer !== null) return succeed(answer);
  if (state === 'CANCELLED') return fail('任务已取消 / the job was cancelled');
  return state === 'DEAD' ? fail(`任务失败 / the job failed: ${failure ?? ''}`) : undefined;
}
