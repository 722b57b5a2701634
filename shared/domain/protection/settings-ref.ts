import { z } from '../../core/zod.ts';
import { forcePushersOf, forcePushersUntold } from './bypass.ts';
import { fixed, flag, ranked } from './scales.ts';
import { branches, classicSwitch, parameter, refs, type SettingSpec, sayNothing, says } from './setting.ts';
import { administratorsName, classicActors, onlyActors } from './settings-review.ts';

/*
 * What may happen to a branch or tag at all, and the merge queue.
 */

/** A rule without parameters. */
function plainRule(
  key: string,
  rule: string,
  describes: string,
  severity: SettingSpec['severity'],
  rest: Pick<SettingSpec, 'targets'> & Partial<SettingSpec>,
): SettingSpec {
  return { key, severity, describes, scale: flag, rule, read: () => says(true), write: () => ({}), ...rest };
}

/** A parameter of the merge queue: none of its values is stricter than another. */
function queueNumber(key: string, name: string, describes: string, min: number, max: number): SettingSpec {
  const schema = z.number().int().min(min).max(max);
  return {
    key: `merge-queue.${key}`,
    targets: branches,
    severity: 'low',
    describes,
    scale: fixed(schema),
    rule: 'merge_queue',
    read: (parameters) => parameter(parameters, name, z.number().int(), (number) => [number]),
    write: (atoms) => ({ [name]: atoms[0] }),
  };
}

function queueWord(
  key: string,
  name: string,
  describes: string,
  scale: SettingSpec['scale'],
  severity: SettingSpec['severity'],
): SettingSpec {
  return {
    key: `merge-queue.${key}`,
    targets: branches,
    severity,
    describes,
    scale,
    rule: 'merge_queue',
    read: (parameters) => parameter(parameters, name, z.string(), (word) => [word]),
    write: (atoms) => ({ [name]: atoms[0] }),
  };
}

const locked: SettingSpec['classic'] = ({ lock_branch }) => classicSwitch(lock_branch, 'lock_branch');
export const refSettings: readonly SettingSpec[] = [
  plainRule('force-push', 'non_fast_forward', 'Nobody rewrites the history.', 'critical', {
    targets: refs,
    classic: (classic) => {
      const reading = classicSwitch(classic.allow_force_pushes, 'allow_force_pushes', false);
      if (!reading.ok || reading.atoms.length === 0) return reading;
      const some = forcePushersOf(classic);
      if (some === undefined) return { ok: false, message: forcePushersUntold };
      return Object.values(some).flat().length > 0 ? sayNothing : reading;
    },
  }),
  plainRule('deletion', 'deletion', 'Nobody deletes it.', 'critical', {
    targets: refs,
    classic: ({ allow_deletions }) => classicSwitch(allow_deletions, 'allow_deletions', false),
  }),
  plainRule('creation', 'creation', 'Only those who may bypass create it.', 'medium', {
    targets: refs,
    // It widens the restrictions of who may push to the creation of branches: without any it stops nobody. Those whom they name, and
    // administrators, may create it; of these only administrators, while they are not included, are among those who may bypass.
    classic: ({ block_creations, restrictions, enforce_admins }) =>
      restrictions === undefined ||
      restrictions === null ||
      classicActors(restrictions).some((name) => name !== administratorsName) ||
      enforce_admins?.enabled !== false
        ? sayNothing
        : classicSwitch(block_creations, 'block_creations'),
  }),
  plainRule('update.restricted', 'update', 'Only those who may bypass update it; for a tag: nobody moves it.', 'high', {
    targets: refs,
    classic: locked,
  }),
  {
    key: 'update.no-fetch-and-merge',
    targets: branches,
    severity: 'low',
    describes: 'Not even by fetching from the upstream repository.',
    scale: flag,
    rule: 'update',
    read: (parameters) =>
      parameter(parameters, 'update_allows_fetch_and_merge', z.boolean(), (on) => (on ? [] : [true])),
    write: (atoms) => ({ update_allows_fetch_and_merge: atoms.length === 0 }),
  },
  plainRule('linear-history', 'required_linear_history', 'No merge commits.', 'medium', {
    targets: refs,
    classic: ({ required_linear_history }) => classicSwitch(required_linear_history, 'required_linear_history'),
  }),
  plainRule('signatures', 'required_signatures', 'Every commit has a verified signature.', 'medium', {
    targets: refs,
    classic: ({ required_signatures }) => classicSwitch(required_signatures, 'required_signatures'),
  }),
  {
    key: 'lock.branch',
    targets: branches,
    severity: 'medium',
    describes: 'The branch is read-only (classic protection).',
    scale: flag,
    classic: locked,
  },
  {
    key: 'lock.no-fork-syncing',
    targets: branches,
    severity: 'low',
    describes: 'A locked branch takes nothing from upstream either (classic protection).',
    scale: flag,
    classic: (classic) =>
      classic.lock_branch?.enabled === false
        ? sayNothing
        : classicSwitch(classic.allow_fork_syncing, 'allow_fork_syncing', false),
  },
  {
    key: 'push-access',
    targets: branches,
    severity: 'high',
    describes:
      'Only these may push (classic protection): users, teams and apps by id, and Administrators, who always may.',
    scale: onlyActors,
    classic: ({ restrictions }) =>
      restrictions === undefined || restrictions === null ? sayNothing : says({ allowed: classicActors(restrictions) }),
  },
  plainRule('merge-queue.required', 'merge_queue', 'Changes come through the merge queue only.', 'high', {
    targets: branches,
  }),
  queueWord(
    'grouping',
    'grouping_strategy',
    'ALLGREEN: each pull request of a group must pass; HEADGREEN: only the group as a whole.',
    ranked(['HEADGREEN', 'ALLGREEN']),
    'medium',
  ),
  queueWord(
    'merge-method',
    'merge_method',
    'How the queue merges.',
    fixed(z.enum(['MERGE', 'SQUASH', 'REBASE'])),
    'low',
  ),
  queueNumber('timeout', 'check_response_timeout_minutes', 'Minutes that the queue waits for checks.', 1, 360),
  queueNumber('build', 'max_entries_to_build', 'How many entries are built at once at most.', 0, 100),
  queueNumber('merge', 'max_entries_to_merge', 'How many entries are merged together at most.', 0, 100),
  queueNumber('least', 'min_entries_to_merge', 'How many entries are merged together at least.', 0, 100),
  queueNumber('wait', 'min_entries_to_merge_wait_minutes', 'Minutes that the queue waits for that many.', 0, 360),
];
