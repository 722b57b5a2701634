import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { BranchSchema, ClassicSchema, type RepositoryFacts, RepositorySchema } from './api-branch.ts';
import { BranchRuleSchema, RulesetSchema, RulesetSummarySchema } from './api-ruleset.ts';
import type { Observation, Part, Target } from './observation.ts';
import { unread } from './unread.ts';

/** What a credential needs for the parts that a workflow's own token cannot read. */
export const needs = {
  classic: 'a GitHub App token or fine-grained token with administration: read',
  bypass: 'a token that may change the ruleset: administration: write of its repository or organisation',
  metadata: 'a token that sees the repository (metadata: read)',
  contents: 'permissions: { contents: read }',
} as const;

export interface ObserveOptions {
  /** What is already known of the repository, which saves a request. */
  facts?: RepositoryFacts | undefined;
}

/**
 * Asks what protects a ref: at most 5 requests (and one for each further 100 rules or rulesets) and 1 for each ruleset; 2 and 1 for
 * each ruleset for tags and pushes. Never throws for what GitHub answers. `ref` is a short or full name; for `push` it
 * is not used.
 */
export async function observe(
  github: GitHub,
  repository: string,
  { target, ref }: { target: Target; ref: string },
  options: ObserveOptions = {},
): Promise<Observation> {
  const at = ownerAndRepo(repository);
  const name = shortName(ref);
  const branch = target === 'branch';
  const skipped = { state: 'none', why: 'not-asked', message: `a ${target} has no such thing` } as const;
  const [facts, summary, rules, rulesets, classic] = await Promise.all([
    options.facts === undefined
      ? github.get('GET /repos/{owner}/{repo}', at, RepositorySchema).then((answer) => part(answer, needs.metadata))
      : ({ state: 'read', data: options.facts } as const),
    branch
      ? github
          .get('GET /repos/{owner}/{repo}/branches/{branch}', { ...at, branch: name }, BranchSchema)
          .then((answer) => part(answer, needs.contents))
      : skipped,
    branch
      ? github
          .all('GET /repos/{owner}/{repo}/rules/branches/{branch}', { ...at, branch: name }, BranchRuleSchema)
          .then((answer) => part(answer, needs.metadata))
      : skipped,
    github
      .all(
        'GET /repos/{owner}/{repo}/rulesets',
        { ...at, includes_parents: true, targets: target },
        RulesetSummarySchema,
      )
      .then((answer) => part(answer, needs.metadata)),
    branch
      ? github
          .get('GET /repos/{owner}/{repo}/branches/{branch}/protection', { ...at, branch: name }, ClassicSchema)
          .then(classicPart)
      : skipped,
  ]);

  const listed =
    rulesets.state === 'read'
      ? // A host that does not know the filter gives rulesets of every target.
        rulesets.data.filter((ruleset) => (ruleset.target ?? target) === target).map(({ id }) => id)
      : [];
  const named = rules.state === 'read' ? rules.data.map(({ ruleset_id }) => ruleset_id) : [];
  const ids = [...new Set([...listed, ...named])].sort((a, b) => a - b);
  const details = await Promise.all(
    ids.map(async (id) => ({
      id,
      part: part(
        await github.get(
          'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}',
          { ...at, ruleset_id: id, includes_parents: true },
          RulesetSchema,
        ),
        needs.metadata,
      ),
    })),
  );
  return {
    repository,
    target,
    ref: branch || target === 'tag' ? name : '',
    facts,
    branch: summary,
    rules,
    rulesets,
    details,
    classic,
  };
}

/** `main` of `refs/heads/main`, `v1` of `refs/tags/v1`; every other text as it is. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}

function part<T>(answer: Answer<T>, settles: string): Part<T> {
  if (answer.ok) return { state: 'read', data: answer.data };
  const { because } = answer;
  if (because.code === 'PLAN_LIMIT') return { state: 'none', why: 'plan-limit', message: because.message };
  return { state: 'unknown', because: unread(because, settles) };
}

/**
 * A 404 is the certain absence of classic protection only in GitHub's own words for it, which it says to those alone who may read the
 * protection. Any other 404 may hide it.
 */
function classicPart<T>(answer: Answer<T>): Part<T> {
  if (!answer.ok && answer.status === 404 && /^branch not protected\b/i.test(answer.said ?? ''))
    return { state: 'none', why: 'not-protected', message: 'the branch has no classic protection' };
  return part(answer, needs.classic);
}
