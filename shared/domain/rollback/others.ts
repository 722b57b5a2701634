import type { Change, History } from '../../core/history.ts';
import type { Tree } from '../../core/ports.ts';
import type { Result } from '../../core/report.ts';
import { decides } from '../../core/severity.ts';
import { listed } from '../../parse/text.ts';
import type { Contract } from '../contract-pair/config.ts';
import { syncName } from '../contract-sync/aside.ts';
import { reportStatus } from '../decision/status.ts';
import { noData } from '../verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Restored } from './restore.ts';

/** How another control stands on the restored files. */
export interface OtherStanding {
  control: string;
  state: 'passes' | 'fails by the restore' | 'fails as agreed' | 'fails as before' | 'not judged';
  words: string;
  /** Everything that does not pass, also beside what makes the state: a line each, with how it stands. */
  findings: string[];
}

/** Judges the other controls of the configuration on the restored files; those about the change see the restore as one. */
export async function judgeOthers(
  ctx: Ctx,
  contract: Contract,
  files: readonly Restored[],
  restored: Tree,
): Promise<OtherStanding[]> {
  const { asked } = ctx.policy;
  const mustPass = ctx.inputs['must-pass'];
  const names = asked.filter((name) => name !== syncName);
  const standings: OtherStanding[] = [];
  for (const control of [...new Set([...names, ...mustPass.filter((name) => name !== syncName)])].sort()) {
    const fact = { contract: contract.id, what: `the control ${control}` };
    const standing = await standingOf(ctx, control, names.includes(control), files, restored);
    // What judges no files at all is missing only where the policy asks for it.
    if (standing === 'apart' && !mustPass.includes(control)) continue;
    const told = standing === 'apart' ? notJudged(control, 'it judges no files') : standing;
    standings.push(told);
    const lenient = mustPass.includes(control) ? {} : { unrelated: true as const };
    const fix = `look at what ${control} says of the restored files before they are merged`;
    const { state, words } = told;
    const details = {
      problem: `${state}: ${words}`,
      expected: 'nothing that fails by the restore',
      actual: words,
      fix,
    };
    if (state === 'passes') ctx.passed('others-green', fact);
    else if (state === 'fails by the restore') ctx.failed('others-green', { ...fact, ...details });
    else if (state !== 'not judged') ctx.failed('others-green', { ...fact, ...lenient, ...details });
    else {
      const because = noData(words, `a run of ${control} on the restored files`);
      ctx.unverified('others-green', { ...fact, ...lenient }, because);
    }
  }
  if (standings.length === 0) {
    const fact = { contract: contract.id, what: 'other controls' };
    ctx.notApplicable('others-green', fact, 'the configuration asks for no other control');
  }
  return standings;
}

async function standingOf(
  ctx: Ctx,
  control: string,
  configured: boolean,
  files: readonly Restored[],
  restored: Tree,
): Promise<OtherStanding | 'apart'> {
  if (!configured) return notJudged(control, 'the configuration does not ask for it');
  const none: History = {
    units: async () => ({ ok: false, because: { code: 'NO_BASE', message: 'nothing has changed yet' } }),
  };
  const now = await ctx.runOther(control, { tree: ctx.tree, before: ctx.tree, history: none });
  const then = await ctx.runOther(control, {
    tree: restored,
    before: ctx.tree,
    history: await restoreAsChange(ctx, files, restored),
  });
  if (!then.ok && then.apart === true) return 'apart';
  if (!then.ok) return notJudged(control, then.message);
  const wrongNow = new Set((now.ok ? now.results : []).filter(isWrong).map(({ fingerprint }) => fingerprint));
  const wrong = then.results.filter(isWrong);
  const asBefore = ({ fingerprint }: Result): boolean => wrongNow.has(fingerprint);
  const caused = wrong.filter((result) => !asBefore(result));
  const agreed = new Map(ctx.inputs['may-fail'].map(({ rule, reason }) => [rule, reason]));
  const groups = [
    { state: 'fails by the restore', each: wordsOf(caused.filter(({ rule }) => !agreed.has(rule))) },
    {
      state: 'fails as agreed',
      each: wordsOf(
        caused.filter(({ rule }) => agreed.has(rule)),
        agreed,
      ),
    },
    { state: 'fails as before', each: wordsOf(wrong.filter(asBefore)) },
    { state: 'not judged', each: unseenOf(then.results) },
  ] as const;
  const [worst, ...others] = groups.filter(({ each }) => each.length > 0);
  if (worst === undefined) {
    if (reportStatus(then.results) !== 'passed') return notJudged(control, 'it measured nothing');
    return { control, state: 'passes', words: 'everything that it asks', findings: [] };
  }
  const beside = others.map(({ state, each }) => `; ${state}: ${listed(each)}`).join('');
  const findings = [worst, ...others].flatMap(({ state, each }) => each.map((one) => `${state}: ${one}`));
  return { control, state: worst.state, words: `${listed(worst.each)}${beside}`, findings };
}

function notJudged(control: string, words: string): OtherStanding {
  return { control, state: 'not judged', words, findings: [`not judged: ${words}`] };
}

function isWrong({ status, severity, waiver }: Result): boolean {
  return status === 'failed' && decides(severity) && waiver === undefined;
}

function wordsOf(results: readonly Result[], agreed?: ReadonlyMap<string, string>): string[] {
  return results.map(({ rule, message }) => {
    const reason = agreed?.get(rule);
    return `${rule} (${message}${reason === undefined ? '' : `; agreed because: ${reason}`})`;
  });
}

/** What a control could not look at, by the reason. */
function unseenOf(results: readonly Result[]): string[] {
  const rules = new Map<string, Set<string>>();
  for (const { rule, status, severity, because } of results) {
    if (status !== 'unverified' || !decides(severity)) continue;
    const reason = because?.message ?? 'it does not say why';
    rules.set(reason, (rules.get(reason) ?? new Set()).add(rule));
  }
  return [...rules].map(([reason, named]) => `${[...named].join(', ')}: ${reason}`);
}

/** The restore as the one change of a run. */
async function restoreAsChange(ctx: Ctx, files: readonly Restored[], restored: Tree): Promise<History> {
  const { from } = await ctx.past();
  const base = ctx.tree.ref ?? (typeof from === 'string' ? from : '');
  const changes = files.map(({ path, before, after, id }): Change => {
    const kind = before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified';
    return { path, kind, ...(id === undefined ? {} : { id }) };
  });
  const name = 'the restore';
  return {
    units: async () => ({
      ok: true,
      units: [
        {
          ...{ name, key: '', base, head: undefined, before: ctx.tree, after: restored },
          changes: async () => ({ ok: true, changes }),
          content: ({ path }, side, maxBytes) => (side === 'before' ? ctx.tree : restored).read(path, maxBytes),
        },
      ],
    }),
  };
}
