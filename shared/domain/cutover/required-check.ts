import type { GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { passed, type Verdict } from '../record/verdict.ts';

const BranchRule = z.object({
  type: z.string(),
  parameters: z.object({ required_status_checks: z.array(z.object({ context: z.string() })).optional() }).nullish(),
});
const Branch = z.object({
  protected: z.boolean(),
  protection: z
    .object({
      enabled: z.boolean().optional(),
      required_status_checks: z.object({ contexts: z.array(z.string()) }).nullish(),
    })
    .optional(),
});

/** Whether a branch cannot move on without a check: by a ruleset, or by the branch protection. */
export async function judgeRequired(
  github: GitHub,
  repository: string,
  branch: string,
  check: string,
): Promise<Verdict> {
  const at = { ...ownerAndRepo(repository), branch };
  const rules = await github.all('GET /repos/{owner}/{repo}/rules/branches/{branch}', at, BranchRule);
  const required = rules.ok
    ? rules.data.flatMap(({ type, parameters }) =>
        type === 'required_status_checks'
          ? (parameters?.required_status_checks ?? []).map(({ context }) => context)
          : [],
      )
    : [];
  if (required.includes(check)) return passed;
  const protection = await github.get('GET /repos/{owner}/{repo}/branches/{branch}', at, Branch);
  const contexts = protection.ok ? protection.data.protection?.required_status_checks?.contexts : undefined;
  if (contexts?.includes(check) === true) return passed;
  if (!rules.ok) return { status: 'unverified', because: rules.because };
  if (!protection.ok) return { status: 'unverified', because: protection.because };
  // A protected branch of which GitHub does not show how may require the check.
  if (protection.data.protected && protection.data.protection === undefined) {
    const message = `GitHub does not show what ${branch} of ${repository} requires`;
    return {
      status: 'unverified',
      because: { code: 'NOT_FOUND', message, needs: 'a token that may read the protection of the branch' },
    };
  }
  return {
    status: 'failed',
    problem: `${branch} of ${repository} does not require the check ${check}, so that a manifest of another hash could be merged`,
    expected: check,
    actual: [...new Set([...required, ...(contexts ?? [])])].sort(),
    fix: `require ${check} in a ruleset of ${repository} for ${branch}`,
  };
}
