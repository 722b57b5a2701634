import { measuring } from '../../shared/domain/claim/measure.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { JudgedClaim } from './claims.ts';
import { judgeCopy } from './copies.ts';
import type { Ctx } from './definition.ts';
import { documentsOf, type Parsed } from './documents.ts';
import { evidenceFiles } from './evidence-files.ts';
import { judgeMatrix } from './matrices.ts';
import { dataOf, exhibitOf, totalsText } from './outcome.ts';
import { type RuleId, rules } from './rules.ts';
import { judgeSource, type LoadedSource, loadSource, restsOf, wordsOf } from './source.ts';
import { lastTouched } from './touched.ts';

/** Why a rule can have nothing to judge. Whether claims can be read, are met and were measured is asked of every source. */
const unasked: Readonly<Partial<Record<RuleId, string>>> = {
  kept: 'the configuration names no claim, and the base has none',
  condition: 'no status is conditional',
  filled: 'no source is a table, or has anything to fill in',
  owner: 'no table has owners, or the configuration names none under owners',
  evidence: 'no claim names evidence',
  'evidence-current': 'the configuration gives evidence no age, or no evidence has one',
  'evidence-verdict': 'no claim names a file as evidence',
  'evidence-circle': 'no claim names a file as evidence',
  target: 'no table has a target and what was observed',
  current: 'the configuration gives no document an age',
  copy: 'the configuration names no copy',
  matrix: 'the configuration names no matrix',
};

/** Rules about what only a table can say. */
const ofTables: readonly RuleId[] = ['condition', 'filled', 'owner', 'target'];

/** Judges everything that the configuration names. */
export async function judgeAll(ctx: Ctx): Promise<void> {
  const told = new Set<string>();
  const noted = notedIn(ctx, told);
  const parsed: Parsed = new Map();
  const files = evidenceFiles(noted, documentsOf(ctx.tree, parsed));
  const sources: LoadedSource[] = [];
  for (const source of ctx.inputs.sources) sources.push(await loadSource(source, files.load));
  const base = documentsOf(ctx.policy.tree, parsed);
  const around = {
    base,
    files,
    measure: measuring(ctx),
    touched: lastTouched(ctx),
    rests: restsOf(sources, ctx.inputs.copies),
    words: wordsOf(sources),
  };
  const judged: JudgedClaim[] = [];
  for (const source of sources) judged.push(...(await judgeSource(noted, source, around)));
  for (const copy of ctx.inputs.copies) await judgeCopy(noted, copy, sources, files.load);
  for (const matrix of ctx.inputs.matrices) await judgeMatrix(noted, matrix, files.load, base);
  const unread = sources.filter((one) => !one.ok || one.read.problems.length > 0).map(({ source }) => source);
  for (const rule of Object.keys(rules) as RuleId[]) {
    const why = unasked[rule];
    if (told.has(rule) || why === undefined) continue;
    const lost = unread.find(({ table }) => table !== undefined || !ofTables.includes(rule));
    if (lost === undefined || !ofDocuments(ctx, rule)) ctx.notApplicable(rule, { about: [] }, why);
    else {
      const because = noData(`${lost.path} could not be read as a whole`, 'documents that can be read');
      ctx.unverified(rule, { about: [] }, because, { path: lost.path });
    }
  }
  if (!told.has('measured')) {
    const needs = 'a document that says what is so';
    ctx.unverified('measured', { about: [] }, noData('the documents claim nothing that could be measured', needs));
  }
  const data = dataOf(judged);
  ctx.data(data);
  ctx.note(totalsText(data));
  ctx.exhibit(exhibitOf(data));
  ctx.metric('claimed', data.claimed);
  ctx.metric('measured', data.measured);
  ctx.output('claimed', String(data.claimed));
  ctx.output('measured', String(data.measured));
  const open = data.claims.filter(({ standing }) => standing === 'not measured');
  ctx.output('unmeasured', open.map(({ source, claim }) => `${source}: ${claim}`).join('\n'));
}

/** The same context, which notes of which rules anything was told. */
function notedIn(ctx: Ctx, told: Set<string>): Ctx {
  return {
    ...ctx,
    passed: (rule, ...rest) => (told.add(rule), ctx.passed(rule, ...rest)),
    failed: (rule, ...rest) => (told.add(rule), ctx.failed(rule, ...rest)),
    unverified: (rule, ...rest) => (told.add(rule), ctx.unverified(rule, ...rest)),
  };
}

/** Whether what the documents of the sources say decides if there is anything to judge, and not the configuration alone. */
function ofDocuments({ inputs }: Ctx, rule: RuleId): boolean {
  if (rule === 'copy' || rule === 'matrix') return false;
  if (rule === 'owner') return inputs.owners.length > 0;
  if (rule === 'evidence-current') return inputs['evidence-maximum-age'] !== undefined;
  return rule !== 'current' || inputs.sources.some((source) => source['maximum-age'] !== undefined);
}
