import { isObject } from '../../core/json.ts';
import type { Rule } from '../github-rules/api-ruleset.ts';

/** The parameters of a pattern that names or texts must match; the name is only for people. */
const pattern = ['name', 'operator', 'pattern', 'negate'];
const files = (name: string): string[] => [name, 'ignored_file_paths'];

/**
 * The parameters of each type of rule that a setting reads, or that ask for nothing. Source: the schema `repository-rule` of GitHub's REST
 * description. What is not here may ask for something of which nothing here says whether it is in force.
 */
const known: Readonly<Record<string, readonly string[]>> = {
  creation: [],
  update: ['update_allows_fetch_and_merge'],
  deletion: [],
  non_fast_forward: [],
  required_linear_history: [],
  required_signatures: [],
  merge_queue: [
    'check_response_timeout_minutes',
    'grouping_strategy',
    'max_entries_to_build',
    'max_entries_to_merge',
    'merge_method',
    'min_entries_to_merge',
    'min_entries_to_merge_wait_minutes',
  ],
  pull_request: [
    'allowed_merge_methods',
    'dismiss_stale_reviews_on_push',
    'dismissal_restriction',
    'require_code_owner_review',
    'require_extra_approval_for_unattributed_changes',
    'require_last_push_approval',
    'required_approving_review_count',
    'required_review_thread_resolution',
    'required_reviewers',
  ],
  required_status_checks: [
    'do_not_enforce_on_create',
    'required_status_checks',
    'strict_required_status_checks_policy',
  ],
  required_deployments: ['required_deployment_environments'],
  workflows: ['do_not_enforce_on_create', 'workflows'],
  code_scanning: ['code_scanning_tools'],
  code_quality: ['severity'],
  code_coverage: ['minimum_coverage', 'max_coverage_drop'],
  license_compliance_scanning: [],
  copilot_code_review: ['review_on_push', 'review_draft_pull_requests'],
  commit_message_pattern: pattern,
  commit_author_email_pattern: pattern,
  committer_email_pattern: pattern,
  branch_name_pattern: pattern,
  tag_name_pattern: pattern,
  file_path_restriction: files('restricted_file_paths'),
  file_extension_restriction: files('restricted_file_extensions'),
  max_file_path_length: files('max_file_path_length'),
  max_file_size: files('max_file_size'),
};

/** What is known inside of a parameter: of an object, or of each entry of a list. Without an entry here it has nothing inside. */
interface Shape {
  [key: string]: Shape | true;
}
const actorShape: Shape = { id: true, type: true };
const inside: Readonly<Record<string, Shape>> = {
  required_status_checks: { context: true, integration_id: true },
  required_reviewers: { file_patterns: true, minimum_approvals: true, reviewer: actorShape },
  dismissal_restriction: { enabled: true, allowed_actors: actorShape },
  workflows: { path: true, ref: true, repository_id: true, sha: true },
  code_scanning_tools: { tool: true, alerts_threshold: true, security_alerts_threshold: true },
};

/**
 * The unknown parameters of a rule of a known type, each by itself; and of known ones what has an unknown key inside: of a list each such
 * entry by itself. What is null or left out says nothing.
 */
export function unknownParameters({ type, parameters }: Rule): Record<string, unknown>[] {
  const names = Object.hasOwn(known, type) ? known[type] : undefined;
  if (names === undefined || !isObject(parameters)) return [];
  return Object.entries(parameters).flatMap(([name, value]): Record<string, unknown>[] => {
    if (value === null || value === undefined) return [];
    if (!names.includes(name)) return [{ [name]: value }];
    const shape = (Object.hasOwn(inside, name) && inside[name]) || true;
    if (!Array.isArray(value)) return hasUnknown(value, shape) ? [{ [name]: value }] : [];
    return value.filter((entry) => hasUnknown(entry, shape)).map((entry) => ({ [name]: [entry] }));
  });
}

function hasUnknown(value: unknown, shape: Shape | true): boolean {
  if (Array.isArray(value)) return value.some((entry) => hasUnknown(entry, shape));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, inner]) => {
    if (inner === null || inner === undefined) return false;
    const own = shape !== true && Object.hasOwn(shape, key) ? shape[key] : undefined;
    return own === undefined || hasUnknown(inner, own);
  });
}
