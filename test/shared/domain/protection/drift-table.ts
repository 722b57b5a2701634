import type { RuleData } from '../../../support/protection-api.ts';
import { classicOff } from '../../../support/protection-api.ts';

/** One setting, what a policy asks of it, and rules that are just so, weaker and stricter. */
export interface Drift {
  key: string;
  target?: 'branch' | 'tag' | 'push';
  asks: unknown;
  equal: RuleData;
  /** A rule of the type that does not do. Left out where a rule of the type cannot be weaker. */
  weaker?: RuleData;
  /** Left out where nothing is stricter. */
  stricter?: RuleData;
  /** The same in classic protection. Left out where that has no such setting. */
  classic?: { equal: object; weaker: object; stricter?: object; unread?: object };
  /** What is asked of classic protection, where its words are others. */
  classicAsks?: unknown;
}

const pull = (parameters: Record<string, unknown>): RuleData => ({
  type: 'pull_request',
  parameters: {
    required_approving_review_count: 0,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
    require_extra_approval_for_unattributed_changes: false,
    allowed_merge_methods: ['merge', 'squash', 'rebase'],
    required_reviewers: [],
    ...parameters,
  },
});
const checks = (parameters: Record<string, unknown>): RuleData => ({
  type: 'required_status_checks',
  parameters: {
    required_status_checks: [],
    strict_required_status_checks_policy: false,
    do_not_enforce_on_create: false,
    ...parameters,
  },
});
const queue = (parameters: Record<string, unknown> = {}): RuleData => ({
  type: 'merge_queue',
  parameters: {
    check_response_timeout_minutes: 60,
    grouping_strategy: 'ALLGREEN',
    max_entries_to_build: 5,
    max_entries_to_merge: 5,
    merge_method: 'SQUASH',
    min_entries_to_merge: 1,
    min_entries_to_merge_wait_minutes: 5,
    ...parameters,
  },
});
const reviewer = (approvals: number, files = ['src/**']) => ({
  file_patterns: files,
  minimum_approvals: approvals,
  reviewer: { id: 7, type: 'Team' },
});
const reviews = (given: object) => ({
  ...classicOff,
  required_pull_request_reviews: {
    dismiss_stale_reviews: false,
    require_code_owner_reviews: false,
    required_approving_review_count: 0,
    require_last_push_approval: false,
    ...given,
  },
});
const classicSwitch = (name: keyof typeof classicOff, on: boolean) => {
  const { [name]: _left, ...unread } = classicOff;
  return {
    equal: { ...classicOff, [name]: { enabled: on } },
    weaker: { ...classicOff, [name]: { enabled: !on } },
    unread,
  };
};
/** The same where only some may push. */
const restricted = <T extends object>(situations: T): T => {
  const restrictions = { users: [], teams: [], apps: [] };
  const each = Object.entries(situations).map(([name, classic]) => [name, { ...classic, restrictions }]);
  return Object.fromEntries(each) as T;
};
const reviewSwitch = (name: string) => ({
  equal: reviews({ [name]: true }),
  weaker: reviews({ [name]: false }),
  unread: reviews({ [name]: undefined }),
});
const plain = (key: string, type: string): Drift => ({ key, asks: true, equal: { type } });
const pattern = (key: string, type: string, target: Drift['target'] = 'branch'): Drift => ({
  key: `patterns.${key}`,
  target,
  asks: [{ operator: 'starts_with', pattern: 'fix: ' }],
  equal: { type, parameters: { operator: 'starts_with', pattern: 'fix: ', negate: false, name: 'a name' } },
  weaker: { type, parameters: { operator: 'starts_with', pattern: 'fix: ', negate: true } },
});
const queueNumber = (key: string, name: string): Drift => ({
  key: `merge-queue.${key}`,
  asks: 9,
  equal: queue({ [name]: 9 }),
  weaker: queue({ [name]: 8 }),
});
const scan = (alerts: string, security: string, more: string[] = []): RuleData => ({
  type: 'code_scanning',
  parameters: {
    code_scanning_tools: ['CodeQL', ...more].map((tool) => ({
      tool,
      alerts_threshold: alerts,
      security_alerts_threshold: security,
    })),
  },
});
const workflow = (given: object, more: Record<string, unknown> = {}): RuleData => ({
  type: 'workflows',
  parameters: { workflows: [{ path: '.github/workflows/gate.yml', repository_id: 5, ...given }], ...more },
});
const gate = { path: '.github/workflows/gate.yml', repository: 5 };

export const drifts: readonly Drift[] = [
  {
    key: 'reviews.pull-request',
    asks: true,
    equal: pull({}),
    classic: { equal: reviews({}), weaker: classicOff },
  },
  {
    key: 'reviews.count',
    asks: 2,
    equal: pull({ required_approving_review_count: 2 }),
    weaker: pull({ required_approving_review_count: 1 }),
    stricter: pull({ required_approving_review_count: 3 }),
    classic: {
      equal: reviews({ required_approving_review_count: 2 }),
      weaker: reviews({ required_approving_review_count: 1 }),
      stricter: reviews({ required_approving_review_count: 3 }),
      unread: reviews({ required_approving_review_count: undefined }),
    },
  },
  {
    key: 'reviews.dismiss-stale',
    asks: true,
    equal: pull({ dismiss_stale_reviews_on_push: true }),
    weaker: pull({}),
    classic: reviewSwitch('dismiss_stale_reviews'),
  },
  {
    key: 'reviews.code-owners',
    asks: true,
    equal: pull({ require_code_owner_review: true }),
    weaker: pull({}),
    classic: reviewSwitch('require_code_owner_reviews'),
  },
  {
    key: 'reviews.last-push',
    asks: true,
    equal: pull({ require_last_push_approval: true }),
    weaker: pull({}),
    classic: reviewSwitch('require_last_push_approval'),
  },
  {
    key: 'reviews.threads',
    asks: true,
    equal: pull({ required_review_thread_resolution: true }),
    weaker: pull({}),
    classic: classicSwitch('required_conversation_resolution', true),
  },
  {
    key: 'reviews.unattributed',
    asks: true,
    equal: pull({ require_extra_approval_for_unattributed_changes: true }),
    weaker: pull({}),
  },
  {
    key: 'reviews.merge-methods',
    asks: ['squash', 'rebase'],
    equal: pull({ allowed_merge_methods: ['rebase', 'squash'] }),
    weaker: pull({}),
    stricter: pull({ allowed_merge_methods: ['squash'] }),
  },
  {
    key: 'reviews.dismissal',
    asks: [
      { type: 'Team', id: 1 },
      { type: 'User', id: 2 },
    ],
    equal: pull({
      dismissal_restriction: {
        enabled: true,
        allowed_actors: [
          { id: 2, type: 'User' },
          { id: 1, type: 'Team' },
        ],
      },
    }),
    weaker: pull({ dismissal_restriction: { enabled: false, allowed_actors: [{ id: 1, type: 'Team' }] } }),
    stricter: pull({ dismissal_restriction: { enabled: true, allowed_actors: [] } }),
    classic: {
      equal: reviews({ dismissal_restrictions: { users: [{ id: 2 }], teams: [{ id: 1 }], apps: [] } }),
      weaker: reviews({ dismissal_restrictions: { users: [{ id: 2 }], teams: [{ id: 1 }], apps: [{ id: 3 }] } }),
      stricter: reviews({ dismissal_restrictions: { users: [{ id: 2 }], teams: [], apps: [] } }),
    },
    classicAsks: [{ type: 'Administrators' }, { type: 'Team', id: 1 }, { type: 'User', id: 2 }],
  },
  {
    key: 'reviews.required-reviewers',
    asks: [{ team: 7, files: ['src/**'], approvals: 1 }],
    equal: pull({ required_reviewers: [reviewer(1)] }),
    weaker: pull({ required_reviewers: [reviewer(0)] }),
    stricter: pull({ required_reviewers: [reviewer(2, ['src/**', 'docs/**'])] }),
  },
  {
    key: 'checks.required',
    asks: [{ context: 'build', app: 15368 }, 'lint'],
    equal: checks({
      required_status_checks: [{ context: 'lint' }, { context: 'build', integration_id: 15368 }],
    }),
    weaker: checks({ required_status_checks: [{ context: 'lint' }, { context: 'build' }] }),
    stricter: checks({
      required_status_checks: [{ context: 'lint' }, { context: 'more' }, { context: 'build', integration_id: 15368 }],
    }),
    classic: {
      equal: {
        ...classicOff,
        required_status_checks: {
          strict: false,
          contexts: ['build', 'lint'],
          checks: [
            { context: 'build', app_id: 15368 },
            { context: 'lint', app_id: -1 },
          ],
        },
      },
      weaker: {
        ...classicOff,
        required_status_checks: {
          strict: false,
          contexts: ['build', 'lint'],
          checks: [
            { context: 'build', app_id: null },
            { context: 'lint', app_id: null },
          ],
        },
      },
      stricter: {
        ...classicOff,
        required_status_checks: {
          strict: false,
          contexts: ['build', 'lint', 'more'],
          checks: [{ context: 'build', app_id: 15368 }],
        },
      },
    },
  },
  {
    key: 'checks.on-create',
    asks: ['build'],
    equal: checks({ required_status_checks: [{ context: 'build' }] }),
    weaker: checks({ required_status_checks: [{ context: 'build' }], do_not_enforce_on_create: true }),
    stricter: checks({ required_status_checks: [{ context: 'build' }, { context: 'lint' }] }),
  },
  {
    key: 'checks.strict',
    asks: true,
    equal: checks({ required_status_checks: [{ context: 'build' }], strict_required_status_checks_policy: true }),
    weaker: checks({ required_status_checks: [{ context: 'build' }] }),
    classic: {
      equal: { ...classicOff, required_status_checks: { strict: true, contexts: ['build'], checks: [] } },
      weaker: { ...classicOff, required_status_checks: { strict: true, contexts: [], checks: [] } },
      unread: { ...classicOff, required_status_checks: { contexts: ['build'], checks: [] } },
    },
  },
  {
    key: 'deployments',
    asks: ['staging'],
    equal: { type: 'required_deployments', parameters: { required_deployment_environments: ['staging'] } },
    weaker: { type: 'required_deployments', parameters: { required_deployment_environments: ['test'] } },
    stricter: { type: 'required_deployments', parameters: { required_deployment_environments: ['staging', 'test'] } },
  },
  {
    key: 'workflows.required',
    asks: [{ ...gate, ref: 'refs/heads/main' }],
    equal: workflow({ ref: 'refs/heads/main' }),
    weaker: workflow({ ref: 'refs/heads/other' }),
    stricter: {
      type: 'workflows',
      parameters: {
        workflows: [
          { path: '.github/workflows/gate.yml', repository_id: 5, ref: 'refs/heads/main' },
          { path: '.github/workflows/more.yml', repository_id: 5 },
        ],
      },
    },
  },
  {
    key: 'workflows.on-create',
    asks: [gate],
    equal: workflow({}, { do_not_enforce_on_create: false }),
    weaker: workflow({}, { do_not_enforce_on_create: true }),
  },
  { ...plain('force-push', 'non_fast_forward'), classic: classicSwitch('allow_force_pushes', false) },
  { ...plain('deletion', 'deletion'), classic: classicSwitch('allow_deletions', false) },
  { ...plain('creation', 'creation'), classic: restricted(classicSwitch('block_creations', true)) },
  { ...plain('update.restricted', 'update'), classic: classicSwitch('lock_branch', true) },
  {
    key: 'update.no-fetch-and-merge',
    asks: true,
    equal: { type: 'update', parameters: { update_allows_fetch_and_merge: false } },
    weaker: { type: 'update', parameters: { update_allows_fetch_and_merge: true } },
  },
  { ...plain('linear-history', 'required_linear_history'), classic: classicSwitch('required_linear_history', true) },
  { ...plain('signatures', 'required_signatures'), classic: classicSwitch('required_signatures', true) },
  plain('merge-queue.required', 'merge_queue'),
  {
    key: 'merge-queue.grouping',
    asks: 'ALLGREEN',
    equal: queue(),
    weaker: queue({ grouping_strategy: 'HEADGREEN' }),
  },
  { key: 'merge-queue.merge-method', asks: 'SQUASH', equal: queue(), weaker: queue({ merge_method: 'MERGE' }) },
  queueNumber('timeout', 'check_response_timeout_minutes'),
  queueNumber('build', 'max_entries_to_build'),
  queueNumber('merge', 'max_entries_to_merge'),
  queueNumber('least', 'min_entries_to_merge'),
  queueNumber('wait', 'min_entries_to_merge_wait_minutes'),
  {
    key: 'code-scanning',
    asks: [{ tool: 'CodeQL', alerts: 'errors', 'security-alerts': 'high_or_higher' }],
    equal: scan('errors', 'high_or_higher'),
    weaker: scan('all', 'critical'),
    stricter: scan('errors_and_warnings', 'medium_or_higher', ['other']),
  },
  {
    key: 'code-quality',
    asks: 'errors',
    equal: { type: 'code_quality', parameters: { severity: 'errors' } },
    weaker: { type: 'code_quality', parameters: { severity: 'all' } },
  },
  {
    key: 'code-coverage.minimum',
    asks: 80.5,
    equal: { type: 'code_coverage', parameters: { minimum_coverage: 80.5, max_coverage_drop: null } },
    weaker: { type: 'code_coverage', parameters: { minimum_coverage: 80 } },
    stricter: { type: 'code_coverage', parameters: { minimum_coverage: 90 } },
  },
  {
    key: 'code-coverage.max-drop',
    asks: 2,
    equal: { type: 'code_coverage', parameters: { minimum_coverage: 0, max_coverage_drop: 2 } },
    weaker: { type: 'code_coverage', parameters: { minimum_coverage: 80, max_coverage_drop: 0 } },
    stricter: { type: 'code_coverage', parameters: { max_coverage_drop: 1 } },
  },
  plain('copilot-review.required', 'copilot_code_review'),
  {
    key: 'copilot-review.on-push',
    asks: true,
    equal: { type: 'copilot_code_review', parameters: { review_on_push: true } },
    weaker: { type: 'copilot_code_review', parameters: { review_on_push: false } },
  },
  {
    key: 'copilot-review.drafts',
    asks: true,
    equal: { type: 'copilot_code_review', parameters: { review_draft_pull_requests: true } },
    weaker: { type: 'copilot_code_review', parameters: {} },
  },
  plain('license-compliance', 'license_compliance_scanning'),
  pattern('commit-message', 'commit_message_pattern'),
  pattern('author-email', 'commit_author_email_pattern'),
  pattern('committer-email', 'committer_email_pattern'),
  pattern('branch-name', 'branch_name_pattern'),
  pattern('tag-name', 'tag_name_pattern', 'tag'),
  {
    key: 'push.file-paths',
    target: 'push',
    asks: ['secrets/**'],
    equal: { type: 'file_path_restriction', parameters: { restricted_file_paths: ['secrets/**'] } },
    weaker: {
      type: 'file_path_restriction',
      parameters: { restricted_file_paths: ['secrets/**'], ignored_file_paths: ['secrets/open.txt'] },
    },
    stricter: { type: 'file_path_restriction', parameters: { restricted_file_paths: ['secrets/**', '.env'] } },
  },
  {
    key: 'push.file-extensions',
    target: 'push',
    asks: [{ value: '.exe', except: ['tools/a.exe'] }],
    equal: {
      type: 'file_extension_restriction',
      parameters: { restricted_file_extensions: ['.exe'], ignored_file_paths: ['tools/a.exe'] },
    },
    weaker: { type: 'file_extension_restriction', parameters: { restricted_file_extensions: ['.dll'] } },
    stricter: { type: 'file_extension_restriction', parameters: { restricted_file_extensions: ['.exe'] } },
  },
  {
    key: 'push.path-length',
    target: 'push',
    asks: 200,
    equal: { type: 'max_file_path_length', parameters: { max_file_path_length: 200 } },
    weaker: { type: 'max_file_path_length', parameters: { max_file_path_length: 201 } },
    stricter: { type: 'max_file_path_length', parameters: { max_file_path_length: 100 } },
  },
  {
    key: 'push.file-size',
    target: 'push',
    asks: 10,
    equal: { type: 'max_file_size', parameters: { max_file_size: 10 } },
    weaker: { type: 'max_file_size', parameters: { max_file_size: 100 } },
    stricter: { type: 'max_file_size', parameters: { max_file_size: 1 } },
  },
];

/** What classic protection alone can ask for. */
export const classicDrifts: readonly (Pick<Drift, 'key' | 'asks'> & { classic: NonNullable<Drift['classic']> })[] = [
  { key: 'lock.branch', asks: true, classic: classicSwitch('lock_branch', true) },
  {
    key: 'lock.no-fork-syncing',
    asks: true,
    classic: {
      equal: { ...classicOff, lock_branch: { enabled: true }, allow_fork_syncing: { enabled: false } },
      weaker: { ...classicOff, lock_branch: { enabled: true } },
      unread: { ...classicOff, lock_branch: { enabled: true }, allow_fork_syncing: undefined },
    },
  },
  {
    key: 'push-access',
    asks: [{ type: 'Administrators' }, { type: 'Team', id: 1 }, { type: 'App', id: 2 }],
    classic: {
      equal: { ...classicOff, restrictions: { users: [], teams: [{ id: 1 }], apps: [{ id: 2 }] } },
      weaker: { ...classicOff, restrictions: { users: [{ id: 3 }], teams: [{ id: 1 }], apps: [{ id: 2 }] } },
      stricter: { ...classicOff, restrictions: { users: [], teams: [{ id: 1 }], apps: [] } },
    },
  },
];
