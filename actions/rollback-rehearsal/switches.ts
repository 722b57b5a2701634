import type { Because } from '../../shared/core/errors.ts';
import type { Json } from '../../shared/core/json.ts';
import type { Tree } from '../../shared/core/ports.ts';
import { type ActiveSwitch, activeIn, placeOf } from '../../shared/domain/drill/active.ts';
import type { Active } from '../../shared/domain/drill/config.ts';
import { judgeBehaviour, judgeCovered, judgeSettings } from '../../shared/domain/drill/judge.ts';
import type { DrilledSwitch } from '../../shared/domain/drill/record.ts';
import { type RunReports, reportsOfControl } from '../../shared/domain/own-report/of-run.ts';
import { parseDocument } from '../../shared/domain/record/parse.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import { against, borneOut } from './borne-out.ts';
import type { Ctx } from './definition.ts';
import type { JudgedDrill } from './drill.ts';

const mostBytes = 1024 * 1024;

type Seen = { verdict: Verdict; switches: ActiveSwitch[] };

/** What is on, by all sources; each source is a result of its own. Undefined when not all of them are known. */
export async function findActive(ctx: Ctx, reports: () => Promise<RunReports>): Promise<ActiveSwitch[] | undefined> {
  const { active } = ctx.inputs;
  if (active.length === 0) {
    ctx.notApplicable('active', { about: [] }, 'the configuration names no flags and pins');
    return [];
  }
  const all = new Map<string, ActiveSwitch>();
  let known = true;
  for (const source of active) {
    const { verdict, switches } = await seenIn(ctx, source, reports);
    tellVerdict(ctx, 'active', { about: placeOf(source) }, verdict);
    known &&= verdict.status === 'passed';
    // What the first source says of a setting is what records are held against.
    for (const one of switches) if (all.get(one.name)?.value === undefined) all.set(one.name, one);
  }
  return known ? [...all.values()] : undefined;
}

async function seenIn(ctx: Ctx, source: Active, reports: () => Promise<RunReports>): Promise<Seen> {
  if (source.control !== undefined) return seenInReports(ctx, source, source.control, await reports());
  const path = source.configuration ?? source.report ?? '';
  const now = await seenInTree(ctx.tree, path, source, (file) => ctx.read(file, { maxBytes: mostBytes }));
  const isBase = ctx.policy.source.kind === 'base';
  if (source.report === undefined || !isBase || now.verdict.status !== 'passed') return now;
  // A change could take the flag whose rollback nobody rehearsed out of a report that people write.
  const before = await seenInTree(ctx.policy.tree, path, source);
  if (before.verdict.status === 'unverified') return { verdict: before.verdict, switches: now.switches };
  return { verdict: passed, switches: [...now.switches, ...before.switches] };
}

async function seenInTree(
  tree: Tree,
  path: string,
  source: Active,
  read: (path: string) => ReturnType<Tree['read']> = (file) => tree.read(file, mostBytes),
): Promise<Seen> {
  const found = await read(path);
  const fix = `write into ${path} what is on`;
  if (!found.found) {
    const verdict =
      found.because === undefined
        ? against(`${path} ${found.message}`, 'flags or a pin', 'nothing', fix, { path })
        : unverified(found.because);
    return { verdict, switches: [] };
  }
  const document = parseDocument(path, found.content);
  if (!document.ok) {
    const [first] = document.problems;
    const problem = `${path} ${listed(document.problems.map(({ message }) => message))}`;
    return { verdict: against(problem, 'a document', 'a text that is none', fix, first?.at), switches: [] };
  }
  return seenInValue(document.document.value, source, path, fix);
}

function seenInValue(value: Json, source: Active, where: string, fix: string): Seen {
  const active = activeIn(value, source);
  if (active.ok) return { verdict: passed, switches: active.switches };
  return {
    verdict: against(`${where} ${listed(active.problems)}`, 'flags or a pin', active.problems, fix),
    switches: [],
  };
}

function seenInReports(ctx: Ctx, source: Active, control: string, reports: RunReports): Seen {
  const found = reportsOfControl(ctx, control, reports);
  if (found.state === 'unknown') return { verdict: unverified(found.because), switches: [] };
  const fix = `let ${control} run again for this commit`;
  if (found.wrong.length > 0) {
    const problem = `the report of ${control} does not count: ${found.wrong.join('; ')}`;
    return { verdict: against(problem, 'a report of this run', found.wrong, fix), switches: [] };
  }
  const seen = found.bound.map(({ report }) =>
    seenInValue((report.data ?? null) as Json, source, `the report of ${control}`, fix),
  );
  const verdict =
    seen.find((one) => one.verdict.status !== 'passed')?.verdict ??
    (found.unseen === undefined ? passed : unverified(found.unseen));
  return { verdict, switches: seen.flatMap(({ switches }) => switches) };
}

/** What became of a flag or pin, for people and for data. */
export interface JudgedSwitch extends ActiveSwitch {
  drill: string | undefined;
  status: 'passed' | 'failed' | 'unverified';
}

/** Judges whether the drills cover everything that is on. Gives nothing when that is not known. */
export function judgeSwitches(
  ctx: Ctx,
  active: readonly ActiveSwitch[] | undefined,
  drills: readonly JudgedDrill[],
): JudgedSwitch[] {
  if (active === undefined || active.length === 0) {
    const because: Because =
      active === undefined
        ? { code: 'NO_DATA', message: 'it is not known what is on', needs: 'every source of flags and pins' }
        : { code: 'NO_DATA', message: 'nothing is on, so that nothing could be covered', needs: 'a flag or pin' };
    const asked = ctx.inputs.active.length > 0;
    for (const rule of ['covered', 'settings', 'behaviour'] as const) {
      if (asked) ctx.unverified(rule, { about: [] }, because);
      else ctx.notApplicable(rule, { about: [] }, 'the configuration names no flags and pins');
    }
    return [];
  }
  return active.map((one) => judgeSwitch(ctx, one, drills));
}

function judgeSwitch(ctx: Ctx, one: ActiveSwitch, drills: readonly JudgedDrill[]): JudgedSwitch {
  const { name, value } = one;
  const about = [name];
  const rows = drills.flatMap((drill) => {
    const row = drill.switches.get(name);
    return row === undefined ? [] : [{ drill, row }];
  });
  const [first] = rows;
  if (first === undefined) {
    const unread = drills.find(({ unread: why }) => why !== undefined)?.unread;
    const records = drills.map(({ path }) => path);
    const verdict: Verdict =
      unread === undefined
        ? against(
            'no drill rolled it back',
            name,
            'nothing',
            `rehearse its rollback, and record it in ${records.join(' or ')}`,
          )
        : unverified(unread);
    tellVerdict(ctx, 'covered', { about }, verdict);
    const lacking = unverified(noData(`no record has ${name}`, 'a drill that covers it'));
    tellVerdict(ctx, 'settings', { about }, lacking);
    tellVerdict(ctx, 'behaviour', { about }, lacking);
    return { ...one, drill: undefined, status: verdict.status === 'failed' ? 'failed' : 'unverified' };
  }
  // The best of several drills counts: another one may have been about something else.
  const judged = rows.map(({ drill, row }) => verdictsOf(drill, row, value));
  const best = judged.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  for (const rule of ['covered', 'settings', 'behaviour'] as const)
    tellVerdict(ctx, rule, { about, facts: best.drill.facts }, best.verdicts[rule]);
  const all = Object.values(best.verdicts).map(({ status }) => status);
  const status = all.includes('failed') ? 'failed' : all.includes('unverified') ? 'unverified' : 'passed';
  return { ...one, drill: best.drill.id, status };
}

interface OfSwitch {
  drill: JudgedDrill;
  verdicts: Record<'covered' | 'settings' | 'behaviour', Verdict>;
}

function verdictsOf(drill: JudgedDrill, row: DrilledSwitch, value: string | undefined): OfSwitch {
  const { claimed, path } = drill;
  return {
    drill,
    verdicts: {
      covered: borneOut(judgeCovered(row), claimed),
      settings: borneOut(judgeSettings(row, value, path), claimed),
      behaviour: borneOut(judgeBehaviour(row, path), claimed),
    },
  };
}

const worth = { failed: 0, unverified: 1, 'not-applicable': 1, passed: 2 } as const;

function rank({ verdicts }: OfSwitch): number {
  return Math.min(...Object.values(verdicts).map(({ status }) => worth[status]));
}
