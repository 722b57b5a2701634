import type { Json } from '../../shared/core/json.ts';
import { locate } from '../../shared/core/location.ts';
import type { Tree } from '../../shared/core/ports.ts';
import { type ActiveSwitch, activeIn, placeOf } from '../../shared/domain/drill/active.ts';
import type { Active } from '../../shared/domain/drill/config.ts';
import { type RunReports, reportsOfControl } from '../../shared/domain/own-report/of-run.ts';
import { parseDocument } from '../../shared/domain/record/parse.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { failed, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { JsonDocument } from '../../shared/parse/document.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

const mostBytes = 1024 * 1024;

/** What is on: every flag and pin at each of its settings. `whole`: all sources are known. */
export interface FoundActive {
  switches: readonly ActiveSwitch[];
  whole: boolean;
}

interface Seen {
  verdict: Verdict;
  switches: readonly ActiveSwitch[];
}

/** What is on, by all sources; each source is a result of its own. */
export async function findActive(ctx: Ctx, reports: () => Promise<RunReports>): Promise<FoundActive> {
  const { active } = ctx.inputs;
  if (active.length === 0) ctx.notApplicable('active', { about: [] }, 'the configuration names no flags and pins');
  const seen: Seen[] = [];
  for (const source of active) {
    const found = await seenIn(ctx, source, reports);
    tellVerdict(ctx, 'active', { about: placeOf(source) }, found.verdict);
    seen.push(found);
  }
  return {
    switches: distinct(seen.flatMap(({ switches }) => switches)),
    whole: seen.every(({ verdict }) => verdict.status === 'passed'),
  };
}

/** One name at one setting counts once; a name alone counts where no source says its setting. */
function distinct(switches: readonly ActiveSwitch[]): ActiveSwitch[] {
  const all = new Map<string, ActiveSwitch>();
  const valued = new Set(switches.flatMap(({ name, value }) => (value === undefined ? [] : [name])));
  for (const one of switches) {
    if (one.value === undefined && valued.has(one.name)) continue;
    const key = JSON.stringify([one.name, one.value]);
    const off = [all.get(key)?.off, one.off].flatMap((each) => each ?? []);
    all.set(key, { ...one, ...(off.length === 0 ? {} : { off: [...new Set(off)] }) });
  }
  return [...all.values()];
}

async function seenIn(ctx: Ctx, source: Active, reports: () => Promise<RunReports>): Promise<Seen> {
  if (source.control !== undefined) return seenInReports(ctx, source, source.control, await reports());
  const path = source.configuration ?? source.report ?? '';
  const now = await seenInTree({ read: (file) => ctx.read(file, { maxBytes: mostBytes }) }, path, source);
  if (source.report === undefined || ctx.policy.source.kind !== 'base') return now;
  // A change could take the flag whose rollback nobody rehearsed out of a report that people write.
  const before = await seenInTree({ read: (file) => ctx.policy.tree.read(file, mostBytes) }, path, source, true);
  const switches = [...now.switches, ...before.switches];
  return { verdict: now.verdict.status === 'passed' ? before.verdict : now.verdict, switches };
}

/** `inBase`: it may be missing there, and what cannot be understood there is nothing that this change could mend. */
async function seenInTree(
  { read }: { read: (path: string) => ReturnType<Tree['read']> },
  path: string,
  source: Active,
  inBase = false,
): Promise<Seen> {
  const found = await read(path);
  const fix = `write into ${path} what is on`;
  if (!found.found) {
    if (found.because !== undefined) return { verdict: unverified(found.because), switches: [] };
    if (inBase && found.reason === 'absent') return { verdict: passed, switches: [] };
    const problem = `${path} ${found.message}`;
    const verdict = failed({ problem, expected: 'flags or a pin', actual: 'nothing', fix, at: { path } });
    return { verdict: inBase ? unknownInBase(problem) : verdict, switches: [] };
  }
  const parsed = parseDocument(path, found.content);
  if (parsed.ok) {
    const seen = seenInDocument(parsed.document, source, path, fix);
    const { verdict } = seen;
    return inBase && verdict.status === 'failed' ? { ...seen, verdict: unknownInBase(verdict.problem) } : seen;
  }
  const messages = parsed.problems.map(({ message }) => message);
  const problem = `${path} ${listed(messages)}`;
  const verdict = failed({ problem, expected: 'a document', actual: messages, fix, at: parsed.problems[0]?.at });
  return { verdict: inBase ? unknownInBase(problem) : verdict, switches: [] };
}

function unknownInBase(problem: string): Verdict {
  return unverified(noData(`in the base ${problem}`, 'a report in the base that says what is on'));
}

function seenInDocument(document: JsonDocument, source: Active, path: string, fix: string): Seen {
  const { switches, problems } = activeIn(document.value, source);
  const [first] = problems;
  if (first === undefined) return { verdict: passed, switches };
  const messages = problems.map(({ message }) => message);
  const at = locate(path, document.near(first.at));
  const problem = `${path} ${listed(messages)}`;
  return { verdict: failed({ problem, expected: 'flags or a pin', actual: messages, fix, at }), switches };
}

function seenInReports(ctx: Ctx, source: Active, control: string, reports: RunReports): Seen {
  const found = reportsOfControl(ctx, control, reports);
  if (found.state === 'unknown') return { verdict: unverified(found.because), switches: [] };
  const fix = `let ${control} run again for this commit`;
  const seen = found.bound.map(({ report }) => activeIn((report.data ?? null) as Json, source));
  const switches = seen.flatMap((one) => one.switches);
  const problems = seen.flatMap((one) => one.problems.map(({ message }) => message));
  if (found.wrong.length > 0) {
    const problem = `the report of ${control} does not count: ${found.wrong.join('; ')}`;
    const verdict = failed({ problem, expected: 'a report of this run', actual: found.wrong, fix });
    return { verdict, switches };
  }
  if (problems.length > 0) {
    const problem = `the report of ${control} ${listed(problems)}`;
    return { verdict: failed({ problem, expected: 'flags or a pin', actual: problems, fix }), switches };
  }
  return { verdict: found.unseen === undefined ? passed : unverified(found.unseen), switches };
}
