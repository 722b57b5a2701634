import { control } from '../../../actions/branch-protection/control.ts';
import type { Evaluation } from '../../../shared/core/evaluation.ts';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import type { GitHubAnswers } from '../../support/memory-github.ts';
import {
  answersOf,
  classicOff,
  type RuleData,
  type RulesetData,
  type Tier,
  type World,
} from '../../support/protection-api.ts';
import type { Setup } from '../../support/world.ts';

export const subject = { repository: 'acme/app' };
export const main = '~DEFAULT_BRANCH';

export const pullRequests = (given: Record<string, unknown> = {}): RuleData => ({
  type: 'pull_request',
  parameters: {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: true,
    require_code_owner_review: true,
    require_last_push_approval: true,
    required_review_thread_resolution: true,
    ...given,
  },
});
export const requiredChecks = (contexts: string[], strict = true): RuleData => ({
  type: 'required_status_checks',
  parameters: {
    required_status_checks: contexts.map((context) => ({ context, integration_id: 15_368 })),
    strict_required_status_checks_policy: strict,
  },
});
const plain = (...types: string[]): RuleData[] => types.map((type) => ({ type }));

/** A ruleset for `main` of everything that the presets ask for. */
export const strictRules: RuleData[] = [
  ...plain('deletion', 'non_fast_forward'),
  pullRequests(),
  requiredChecks(['build']),
];
export const strictMain: RulesetData = { id: 1, name: 'main', include: [main], rules: strictRules };
export const strictTags: RulesetData = {
  id: 2,
  name: 'tags',
  target: 'tag',
  include: ['refs/tags/v*'],
  rules: [
    { type: 'update', parameters: { update_allows_fetch_and_merge: false } },
    ...plain('deletion', 'non_fast_forward'),
  ],
};
export const strictPush: RulesetData = {
  id: 3,
  name: 'push',
  target: 'push',
  rules: [{ type: 'max_file_size', parameters: { max_file_size: 5 } }],
};
/** A repository in which everything is as `everything` asks, as an administrator sees it. */
export const good: World = { rulesets: [strictMain, strictTags, strictPush], tags: ['v1.0.0', 'v1.1.0', 'nightly'] };
/** One in which nothing is, although there are rulesets, and GitHub calls the branch protected. */
export const weak: World = {
  tags: ['v1.0.0', 'v1.1.0', 'nightly'],
  classic: { ...classicOff },
  rulesets: [
    { ...strictMain, enforcement: 'evaluate' },
    { ...strictTags, include: ['refs/tags/release-*'] },
    { ...strictPush, enforcement: 'disabled' },
    { id: 4, include: [main], rules: plain('required_linear_history'), bypass: [actor(7)] },
    { id: 5, target: 'tag', include: ['~ALL'], rules: plain('creation'), bypass: [actor(8)] },
    { id: 6, target: 'push', rules: [{ type: 'max_file_path_length', parameters: { max_file_path_length: 99 } }] },
  ],
};

export function actor(id: number, mode = 'always'): Record<string, unknown> {
  return { actor_id: id, actor_type: 'Team', bypass_mode: mode };
}

/** A policy that asks for something by every rule. */
export const everything = {
  repository: {
    branches: [{ pattern: main, preset: 'strict', checks: { required: ['build'], strict: true } }],
    tags: [{ pattern: 'v*', preset: 'strict' }],
    push: { 'file-size': 5 },
  },
};

/** The control's setup for a repository as a credential sees it. */
export function setup(
  world: World,
  tier: Tier,
  policy: object,
  { changed = {}, ...more }: Setup & { changed?: GitHubAnswers } = {},
): Setup {
  return { subject, github: { ...answersOf(world, tier), ...changed }, section: { policy }, ...more };
}

export const onBranches = (...branches: object[]): object => ({ repository: { branches } });
export const onMain = (entry: object): object => onBranches({ pattern: main, ...entry });
export const onTags = (entry: object): object => ({ repository: { tags: [{ pattern: 'v*', ...entry }] } });
export const onPushes = (push: object): object => ({ repository: { push } });

/** What was judged, as `rule about: status code`, without what was not asked for. */
export function said({ results, error }: Evaluation): string[] {
  const lines = results
    .filter(({ status }) => status !== 'not-applicable')
    .map(({ rule, about, status, because }) =>
      [`${[rule.replace(`${control.name}/`, ''), ...about.slice(1)].join(' ')}: ${status}`, because?.code ?? '']
        .join(' ')
        .trim(),
    );
  return (error === undefined ? lines : [...lines, error.code]).sort();
}

export const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);

/** The results of settings: that an entry names something, and remarks, are no protection. */
export function judged({ results }: Evaluation): Evaluation['results'] {
  return results.filter(({ rule }) => !/\/(policy|idle-ruleset)$/.test(rule));
}

/** The same answers for any spelling of the repository's name in capitals. */
export function sameAddress(answers: GitHubAnswers): GitHubAnswers {
  const other = Object.entries(answers).map(([key, answer]) => [
    key.replace('/repos/acme/app', '/repos/Acme/App'),
    answer,
  ]);
  return { ...answers, ...(Object.fromEntries(other) as GitHubAnswers) };
}
