import type { Because } from '../../core/errors.ts';
import { stableJson } from '../../core/json.ts';
import { isoTime, type Moment, millisecondsPerDay, parseTime } from '../../core/time.ts';
import type { BranchSummary } from '../github-rules/api-branch.ts';
import type { RulesetSummary } from '../github-rules/api-ruleset.ts';
import type { Observation, Part } from './observation.ts';
import { observationIn, type Snapshot, type Wanted } from './snapshot.ts';

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
  /** The commit for which it ran. */
  headSha: string;
  conclusion: string | undefined;
  createdAt: string;
}

/** What the audit must be whose snapshots count: its repository, its workflow, and the branch on which it runs. */
export interface Audit {
  repository: string;
  /** The path of the workflow, e.g. `.github/workflows/scheduled-audit.yml`. */
  workflow: string;
  defaultBranch: string;
}

/** What is known besides the snapshot. */
export interface SnapshotSetting {
  /** What is to be judged. */
  wanted: Wanted;
  /** Undefined for a file that nobody published. */
  published: { by: Part<PublishingRun>; audit: Audit } | undefined;
  /** What the token of this run sees of the same ref at this moment; undefined when nothing is asked of GitHub. */
  seen: { rulesets: Part<RulesetSummary[]>; branch: Part<BranchSummary> } | undefined;
  moment: Moment;
}

/**
 * What a snapshot is worth for one ref.
 *
 * - `decides`: the observation stands for what the API would have answered, until that time
 * - `unverified`: what the observation shows holds nothing; every reason is given
 * - `missing`: the snapshot is of this repository, and has nothing of this ref
 * - `foreign`: it is about something else, or is not what it says it is
 */
export type SnapshotWorth =
  | { worth: 'decides'; observation: Observation; until: string }
  | { worth: 'unverified'; observation: Observation; because: Because[] }
  | { worth: 'missing'; because: Because[] }
  | { worth: 'foreign'; messages: string[] };

const settles = `a snapshot that the scheduled audit of the default branch published in the last ${maxSnapshotDays} days`;

/** Judges by what GitHub says of the run and of the rulesets, since whoever writes the file writes all of it. */
export function snapshotWorth(snapshot: Snapshot, setting: SnapshotSetting): SnapshotWorth {
  const { wanted, published, moment } = setting;
  const messages = [...foreign(snapshot, setting)];
  if (messages.length > 0) return { worth: 'foreign', messages };
  const observation = observationIn(snapshot, wanted);
  if (observation === undefined) {
    const message = `the snapshot has nothing of ${refText(wanted)}`;
    return { worth: 'missing', because: [{ code: 'NO_DATA', message, needs: 'a snapshot that has this ref' }] };
  }
  const because: Because[] = [];
  const not = (message: string, needs = settles): void => void because.push({ code: 'NO_DATA', message, needs });
  if (moment.replay) not('a replay decides nothing', 'a run without as-of');
  if (published === undefined || snapshot.run === undefined) not('the snapshot was not published by a run');
  else if (published.by.state === 'unknown') because.push(published.by.because);
  else if (published.by.state === 'none') not(published.by.message);
  else for (const message of runProblems(published.by.data, snapshot, published.audit, moment)) not(message);
  if (setting.seen === undefined) not('what has changed since the snapshot was not asked');
  else because.push(...changes(observation, setting.seen));
  if (because.length > 0) return { worth: 'unverified', observation, because };
  const created = published?.by.state === 'read' ? (parseTime(published.by.data.createdAt) ?? 0) : 0;
  return { worth: 'decides', observation, until: isoTime(created + maxSnapshotDays * millisecondsPerDay) };
}

/** What a file is worth that somebody names by its path: nobody published it and nothing is asked of GitHub, so that it never decides. */
export function fileWorth(snapshot: Snapshot, wanted: Wanted, moment: Moment): SnapshotWorth {
  return snapshotWorth(snapshot, { wanted, published: undefined, seen: undefined, moment });
}

/** What a message calls a ref; the repository is known from elsewhere, and may be one that is not to be named. */
function refText({ target, ref }: Wanted): string {
  return target === 'push' ? 'pushes' : `the ${target} ${JSON.stringify(ref)}`;
}

function* foreign({ observations, run }: Snapshot, { wanted, published }: SnapshotSetting): Generator<string> {
  // Of other repositories nothing is said: they may be private ones.
  if (!observations.some(({ repository }) => sameName(repository, wanted.repository)))
    yield `the snapshot is of other repositories, expected one that has ${JSON.stringify(wanted.repository)}`;
  if (run === undefined || published?.by.state !== 'read') return;
  const { id, attempt } = published.by.data;
  if (run.id !== id || run.attempt > attempt)
    yield `the snapshot says that run ${run.id} (attempt ${run.attempt}) took it, and run ${id} (attempt ${attempt}) published it`;
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function* runProblems(run: PublishingRun, snapshot: Snapshot, audit: Audit, moment: Moment): Generator<string> {
  if (!sameName(run.repository, audit.repository))
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
function* changes(observation: Observation, seen: NonNullable<SnapshotSetting['seen']>): Generator<Because> {
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
