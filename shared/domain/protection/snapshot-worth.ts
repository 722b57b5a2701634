import type { Because } from '../../core/errors.ts';
import { stableJson } from '../../core/json.ts';
import { isoTime, type Moment, millisecondsPerDay, parseTime } from '../../core/time.ts';
import type { BranchSummary } from './api-branch.ts';
import type { RulesetSummary } from './api-ruleset.ts';
import type { Observation, Part } from './observation.ts';
import type { Snapshot } from './snapshot.ts';

export const maxSnapshotDays = 7;

/** What GitHub says of the run from whose artifact the file was read; never taken from the file. */
export interface PublishingRun {
  id: number;
  attempt: number;
  repository: string;
  event: string;
  branch: string;
  /** The path of its workflow. */
  workflow: string;
  conclusion: string | undefined;
  createdAt: string;
}

/** What is known besides the snapshot. */
export interface SnapshotSetting {
  /** What is to be judged. */
  wanted: Pick<Observation, 'repository' | 'target' | 'ref'>;
  /** Undefined for a file that nobody published. */
  publishedBy: Part<PublishingRun> | undefined;
  /** The repository and the workflow of the scheduled audit, and the branch on which it counts. */
  audit: { repository: string; workflow: string; defaultBranch: string };
  /** What the token of this run sees of the same ref at this moment. */
  seen: { rulesets: Part<RulesetSummary[]>; branch: Part<BranchSummary> };
  moment: Moment;
}

/**
 * What a snapshot is worth.
 *
 * - `decides`: it stands for what the API would have answered
 * - `unverified`: what it shows holds nothing; every reason is given
 * - `foreign`: it is about something else, or is not what it says it is
 */
export type SnapshotWorth =
  | { worth: 'decides'; until: string }
  | { worth: 'unverified'; because: Because[] }
  | { worth: 'foreign'; messages: string[] };

const settles = `a snapshot that the scheduled audit of the default branch published in the last ${maxSnapshotDays} days`;

/** Judges by what GitHub says of the run and of the rulesets, since whoever writes the file writes all of it. */
export function snapshotWorth(snapshot: Snapshot, setting: SnapshotSetting): SnapshotWorth {
  const { publishedBy } = setting;
  const messages = [...foreign(snapshot, setting)];
  if (messages.length > 0) return { worth: 'foreign', messages };
  const because: Because[] = [];
  const not = (message: string, needs = settles): void => void because.push({ code: 'NO_DATA', message, needs });
  if (setting.moment.replay) not('a replay decides nothing', 'a run without as-of');
  if (publishedBy === undefined || snapshot.run === undefined) not('the snapshot was not published by a run');
  else if (publishedBy.state === 'unknown') because.push(publishedBy.because);
  else if (publishedBy.state === 'none') not(publishedBy.message);
  else for (const message of runProblems(publishedBy.data, snapshot, setting)) not(message);
  because.push(...changes(snapshot, setting));
  if (because.length > 0) return { worth: 'unverified', because };
  const created = publishedBy?.state === 'read' ? (parseTime(publishedBy.data.createdAt) ?? 0) : 0;
  return { worth: 'decides', until: isoTime(created + maxSnapshotDays * millisecondsPerDay) };
}

function* foreign({ observation, run }: Snapshot, { wanted, publishedBy }: SnapshotSetting): Generator<string> {
  for (const key of ['repository', 'target', 'ref'] as const) {
    const [is, expected] = [observation[key], wanted[key]];
    const same = key === 'repository' ? is.toLowerCase() === expected.toLowerCase() : is === expected;
    if (!same) yield `the snapshot has the ${key} ${JSON.stringify(is)}, expected ${JSON.stringify(expected)}`;
  }
  if (run === undefined || publishedBy?.state !== 'read') return;
  const { id, attempt } = publishedBy.data;
  if (run.id !== id || run.attempt > attempt)
    yield `the snapshot says that run ${run.id} (attempt ${run.attempt}) took it, and run ${id} (attempt ${attempt}) published it`;
}

function* runProblems(run: PublishingRun, snapshot: Snapshot, { audit, moment }: SnapshotSetting): Generator<string> {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  if (!same(run.repository, audit.repository))
    yield `run ${run.id} is of ${run.repository}, not of ${audit.repository}`;
  if (run.event !== 'schedule') yield `run ${run.id} was started by ${run.event}, not by schedule`;
  if (run.branch !== audit.defaultBranch) yield `run ${run.id} is of ${run.branch}, not of ${audit.defaultBranch}`;
  if (run.workflow !== audit.workflow) yield `run ${run.id} is of ${run.workflow}, not of ${audit.workflow}`;
  if (run.conclusion === undefined) yield `run ${run.id} has not come to its end`;
  const created = parseTime(run.createdAt);
  const taken = parseTime(snapshot['taken-at']);
  if (created === undefined || taken === undefined) return yield `when run ${run.id} was made cannot be read`;
  if (taken < created) yield `the snapshot is older than the run that published it (${snapshot['taken-at']})`;
  if (created > moment.latest || taken > moment.latest) yield 'the snapshot is from the future';
  if (moment.latest - Math.min(created, taken) > maxSnapshotDays * millisecondsPerDay)
    yield `the snapshot of ${snapshot['taken-at']} is older than ${maxSnapshotDays} days`;
}

/** What may have changed since, as far as any reader sees it. */
function* changes({ observation }: Snapshot, { seen }: SnapshotSetting): Generator<Because> {
  const changed = (message: string): Because => ({ code: 'NO_DATA', message, needs: settles });
  if (seen.rulesets.state === 'unknown') yield seen.rulesets.because;
  const before = known(observation);
  const after = new Map(seen.rulesets.state === 'read' ? seen.rulesets.data.map((one) => [one.id, one]) : []);
  for (const [id, { updated_at, enforcement }] of before) {
    const now = after.get(id);
    // Who does not administer the repository may not see those that enforce nothing; one that begins to is seen.
    if (now === undefined && (enforcement === 'disabled' || enforcement === 'evaluate')) continue;
    if (seen.rulesets.state === 'unknown') continue;
    if (now === undefined) yield changed(`the ruleset ${id} of the snapshot is no longer there`);
    else if (typeof updated_at !== 'string' || typeof now.updated_at !== 'string')
      yield changed(`when the ruleset ${id} was changed cannot be told`);
    else if (parseTime(updated_at) !== parseTime(now.updated_at) || parseTime(updated_at) === undefined)
      yield changed(`the ruleset ${id} was changed at ${now.updated_at}, after the snapshot (${updated_at})`);
  }
  for (const id of after.keys()) if (!before.has(id)) yield changed(`the ruleset ${id} is not in the snapshot`);
  if (observation.target !== 'branch') return;
  if (seen.branch.state === 'unknown') yield seen.branch.because;
  else if (stableJson(shownOf(observation.branch)) !== stableJson(shownOf(seen.branch)))
    yield changed('what every reader sees of the protection of the branch is not as in the snapshot');
}

interface KnownRuleset {
  updated_at?: string | null | undefined;
  enforcement?: string | undefined;
}

/** Every ruleset that the snapshot rests on. */
function known({ rules, rulesets, details }: Observation): Map<number, KnownRuleset> {
  const found = new Map<number, KnownRuleset>();
  if (rules.state === 'read') for (const { ruleset_id } of rules.data) found.set(ruleset_id, {});
  if (rulesets.state === 'read') for (const one of rulesets.data) found.set(one.id, one);
  for (const { id, part } of details) {
    const listed = found.get(id);
    const read: KnownRuleset = part.state === 'read' ? part.data : {};
    // A list and a ruleset of different times were taken while it was being changed.
    const [one, other] = [listed?.updated_at ?? undefined, read.updated_at ?? undefined];
    const torn = one !== undefined && other !== undefined && one !== other;
    found.set(id, torn ? {} : { ...listed, ...read });
  }
  return found;
}

function shownOf(branch: Part<BranchSummary>): unknown {
  if (branch.state !== 'read') return branch.state;
  const checks = branch.data.protection?.required_status_checks;
  const contexts = [...(checks?.contexts ?? [])].sort();
  const apps = (checks?.checks ?? []).map(({ context, app_id }) => stableJson([context, app_id ?? null])).sort();
  return [branch.data.protected, branch.data.protection?.enabled, checks?.enforcement_level, contexts, apps];
}
