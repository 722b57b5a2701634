import { milliseconds } from '../../shared/core/duration.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import type { DrillPlace } from '../../shared/domain/drill/config.ts';
import {
  commitOf,
  judgeMode,
  judgeOperator,
  judgeOutcome,
  modeOf,
  operatorOf,
} from '../../shared/domain/drill/judge.ts';
import { type DrilledSwitch, type DrillRecord, given, lacking } from '../../shared/domain/drill/record.ts';
import { judgeSteps } from '../../shared/domain/drill/steps.ts';
import { judgeAge, judgeObjective, judgeTimes, timesOf, tookOf } from '../../shared/domain/drill/times.ts';
import { failedVersions, judgeVersion } from '../../shared/domain/drill/versions.ts';
import type { Words } from '../../shared/domain/drill/words.ts';
import { judgeClaimedRun, type SeenRun } from '../../shared/domain/drill-run/claimed-run.ts';
import type { RunReports } from '../../shared/domain/own-report/of-run.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { failed, noData, statusOf, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { FoundActive } from './active.ts';
import { borneOut } from './borne-out.ts';
import { judgeChecks } from './checks.ts';
import { judgeCommit } from './commits.ts';
import type { Ctx } from './definition.ts';
import { findDrill, judgeApproved, recordFact } from './record.ts';
import type { RuleId } from './rules.ts';

/** A drill, and what was found of it. */
export interface JudgedDrill {
  id: string;
  path: string;
  record: DrillRecord;
  /** What the record says of flags and pins, by their names. */
  switches: ReadonlyMap<string, DrilledSwitch>;
  /** Why what the record says is only a claim; undefined when it is borne out. */
  claimed: Because | undefined;
  /** Why it is not known what the record says. */
  unread: Because | undefined;
  /** When it ended (ms since 1970), as far as nothing speaks against what the record says. */
  ended: number | undefined;
  facts: readonly string[];
  status: 'passed' | 'failed' | 'unverified';
}

/** What all drills of a run share. */
export interface Around {
  repository: Answer<NamedRepository>;
  approvers: readonly string[];
  operators: readonly string[];
  words: Words;
  reports: () => Promise<RunReports>;
}

const ofRecord = [
  'of-commit',
  'outcome',
  'times',
  'objective',
  'fresh',
  'operator',
  'mode',
  'steps',
  'versions',
  'post-checks',
] as const;

/** Judges one drill. */
export async function judgeDrill(
  ctx: Ctx,
  place: DrillPlace,
  around: Around,
  active: FoundActive,
): Promise<JudgedDrill> {
  const { id, record: path } = place;
  const facts = [recordFact(id)];
  const verdicts: Verdict[] = [];
  const found = await findDrill(ctx, place, around.words);
  const note = (rule: RuleId, verdict: Verdict, ...more: string[]): void => {
    verdicts.push(verdict);
    tellVerdict(ctx, rule, { about: [id, ...more], facts: found.file === undefined ? [] : facts }, verdict);
  };
  const { record } = found.read;
  note('record', found.verdict);
  const approved = await judgeApproved(ctx, found, around.repository, around);
  note('approved', approved.verdict);
  const { verdict: ran, took } = await judgeRan(place, record, around, found.file !== undefined);
  note('ran', ran);
  if (found.file === undefined) {
    const unread = becauseOf(found.verdict, `there is no record of ${id}`, `the record ${path} in the base`);
    for (const rule of ofRecord) note(rule, unverified(unread));
    const nothing = { switches: new Map(), ended: undefined, facts: [] };
    return { id, path, record, ...nothing, claimed: unread, unread, status: statusOf(verdicts) };
  }
  const doubted =
    found.verdict.status === 'passed'
      ? undefined
      : becauseOf(found.verdict, 'its record is not whole', `a record ${path} that is whole`);
  const unwitnessed = approved.verdict.status === 'passed' ? undefined : unapproved(approved.verdict, path);
  const claimed = doubted ?? unwitnessed;
  // What the platform saw needs no witness.
  const timed = doubted ?? (ran.status === 'passed' ? undefined : unwitnessed);
  const { inputs, time } = ctx;
  note('of-commit', borneOut(await judgeCommit(ctx, record), timed));
  note('outcome', borneOut(judgeOutcome(record), claimed));
  const times = judgeTimes(record, time, approved.landed);
  note('times', borneOut(times, timed));
  // The platform saw how long the run was, and not when within it the rollback began and ended.
  const inTime = doubted === undefined && took !== undefined && took <= milliseconds(inputs.objective);
  note('objective', borneOut(judgeObjective(record, inputs.objective), inTime ? undefined : claimed));
  note('fresh', borneOut(judgeAge(record, inputs['maximum-age'], time), timed));
  note('operator', borneOut(judgeOperator(record, around.operators), claimed));
  note('mode', borneOut(judgeMode(record, inputs.environments), claimed));
  note('steps', borneOut(judgeSteps(record, around.words), claimed));
  if (inputs.versions.length === 0)
    note('versions', { status: 'not-applicable', why: 'the configuration asks for no version' });
  for (const name of new Set(inputs.versions)) {
    const mayBeSimulated = inputs.simulated.includes(name);
    const pinned = name === 'N' ? pinnedBy(inputs['version-pin'], active) : undefined;
    note('versions', borneOut(judgeVersion(record, { name, mayBeSimulated, pinned }), claimed), name);
  }
  for (const [name, verdict] of new Map(failedVersions(record, inputs.versions))) note('versions', verdict, name);
  const checks = await judgeChecks(ctx, record, around.reports);
  if (checks.length === 0) {
    const fix = `check the product after the rollback, and write a table of post-checks into ${path}`;
    const problem = 'its record has no check after the rollback';
    note('post-checks', failed({ problem, expected: 'a check', actual: 'none', fix, at: { path } }));
  }
  for (const [name, verdict] of checks) note('post-checks', borneOut(verdict, claimed), name);
  const switches = new Map(record.switches.map((one) => [one.name, one]));
  const unread = found.verdict.status === 'passed' ? undefined : doubted;
  const ended = times.status === 'failed' ? undefined : timesOf(record).end;
  return { id, path, record, switches, claimed, unread, ended, facts, status: statusOf(verdicts) };
}

/** What the version N must be: every present setting of the pin; undefined where the configuration names none. */
function pinnedBy(pin: string | undefined, { switches, whole }: FoundActive): Answer<readonly string[]> | undefined {
  if (pin === undefined) return undefined;
  const data = switches.flatMap(({ name, value }) => (name === pin && value !== undefined ? [value] : []));
  if (whole && data.length > 0) return { ok: true, data };
  return { ok: false, because: noData(`it is not known to what ${pin} is pinned`, 'every source of flags and pins') };
}

async function judgeRan(
  { workflow }: DrillPlace,
  record: DrillRecord,
  { repository }: Around,
  isThere: boolean,
): Promise<SeenRun> {
  if (workflow === undefined)
    return { verdict: { status: 'not-applicable', why: 'the configuration names no workflow for it' } };
  if (!isThere)
    return { verdict: unverified(noData('there is no record that could name a run', 'the record in the base')) };
  const said = given(record.facts.run);
  const id = Number(/^(?:.*\/runs\/)?#?(\d{1,15})(?:\/.*)?$/.exec(said?.text.trim() ?? '')?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(id)) {
    const problem = `its run ${said === undefined ? lacking(record.facts.run) : 'is no id of a run'}`;
    const fix = `write the id of the run of ${workflow} into ${record.path}`;
    const at = record.facts.run?.at ?? { path: record.path };
    return { verdict: failed({ problem, expected: 'the id of a run', actual: said?.text ?? 'nothing', fix, at }) };
  }
  if (!repository.ok) return { verdict: unverified(repository.because) };
  const { github, name, defaultBranch } = repository.data;
  const { start, end } = timesOf(record);
  return judgeClaimedRun(github, name, defaultBranch, workflow, { id, commit: commitOf(record), start, end });
}

/** Why the word of a record is only a claim: nobody who may judge approved it, or nobody knows who did. */
function unapproved(verdict: Verdict, path: string): Because {
  const message = `what ${path} says is only claimed until it is known that it was approved`;
  if (verdict.status === 'unverified') return { ...verdict.because, message };
  return { code: 'NO_DATA', message, needs: 'the approval of its pull request' };
}

function becauseOf(verdict: Verdict, message: string, needs: string): Because {
  return verdict.status === 'unverified' ? verdict.because : { code: 'NO_DATA', message, needs };
}

/** What a record says in short, for data and tables. */
export function factsOf({ record }: JudgedDrill): {
  commit?: string;
  start?: number;
  end?: number;
  durationMs?: number;
  operator?: string;
  mode?: string;
  environment?: string;
} {
  const times = timesOf(record);
  const values = {
    commit: commitOf(record),
    ...times,
    durationMs: tookOf(times),
    operator: operatorOf(record),
    mode: modeOf(record),
    environment: given(record.facts.environment)?.text,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
