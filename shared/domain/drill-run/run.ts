import { startedOnBranch } from '../../core/event.ts';
import { z } from '../../core/zod.ts';

/** A run of a workflow in which a rollback is rehearsed, as the platform tells it. */
export const Run = z.object({
  id: z.number().int().positive(),
  event: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  created_at: z.string(),
  head_branch: z.string().nullable(),
  head_repository: z.object({ full_name: z.string() }).nullish(),
});

/** Whether a run is of the branch that it names, and of the repository itself: a fork may call its branch whatever it likes. */
export function isOwnRun(
  { head_branch, head_repository, event }: z.infer<typeof Run>,
  repository: string,
  branch: string,
): boolean {
  const own = head_branch === branch && head_repository?.full_name.toLowerCase() === repository.toLowerCase();
  return own && startedOnBranch.has(event);
}
