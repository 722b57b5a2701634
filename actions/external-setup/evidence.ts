import { type RunReports, reportsOfRun } from '../../shared/domain/own-report/of-run.ts';
import { judgeVerificationOf } from '../../shared/domain/own-report/verification.ts';
import type { Evidence, Lock } from '../../shared/domain/setup-lock/config.ts';
import type { TargetState } from '../../shared/domain/setup-lock/targets.ts';
import { notAsked, wrong } from '../../shared/domain/setup-lock/told.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { decodeText, listed } from '../../shared/parse/text.ts';
import type { Ctx, Tell } from './definition.ts';

/** The reports of this run, looked for once and only when something asks. */
export function reportsOnce(ctx: Ctx): () => Promise<RunReports> {
  let asked: Promise<RunReports> | undefined;
  return () => (asked ??= reportsOfRun(ctx));
}

/** Judges the evidence of one target: the files, and what measures that the smoke test passed. */
export async function judgeEvidence(
  ctx: Ctx,
  lock: Lock,
  target: TargetState,
  reports: () => Promise<RunReports>,
  tell: Tell,
): Promise<void> {
  const about = [lock.id, target.name];
  const { 'smoke-test': test, transcript } = target.target;
  const closed = target.state === 'closed';
  const file = async (evidence: Evidence | undefined, what: string): Promise<Verdict> => {
    if (evidence === undefined) return notAsked(`the policy asks for no ${what}`);
    if (!closed) return notAsked(`${target.name} is not closed`);
    return judgeFile(ctx, lock, target, evidence);
  };
  const evidence = await file(test, 'smoke test');
  tell('smoke-evidence', {
    about,
    verdict: evidence,
    at: test === undefined || !closed ? undefined : { path: test.path },
  });
  tell('transcript', {
    about,
    verdict: await file(transcript, 'transcript'),
    at: transcript === undefined || !closed ? undefined : { path: transcript.path },
  });
  if (test === undefined || !closed || evidence.status === 'not-applicable')
    return tell('smoke-test', { about, verdict: evidence });
  if (test.verification !== undefined)
    return tell('smoke-test', { about, verdict: judgeVerificationOf(ctx, test.verification, await reports()) });
  const message = 'that the smoke test passed is only claimed: nothing measures it';
  tell('smoke-test', {
    about,
    verdict: unverified(noData(message, `a verification for ${target.name} under smoke-test`)),
  });
}

async function judgeFile(
  ctx: Ctx,
  lock: Lock,
  { name, fields }: TargetState,
  { path, names, holds }: Evidence,
): Promise<Verdict> {
  const fix = `do it for what the lock names, and bring what came out as ${path}`;
  const against = (problem: string, expected: unknown, actual: unknown): Verdict =>
    wrong(problem, expected, actual, fix, { path });
  if (path === lock.path) return against(`${path} is the lock itself`, 'a file of its own', path);
  const found = await ctx.read(path);
  if (!found.found) {
    return found.because === undefined
      ? against(`the evidence ${path} ${found.message}`, 'a file of the judged commit', 'nothing')
      : unverified(found.because);
  }
  const kept = await ctx.tree.list();
  if (!kept.ok) return unverified(kept.because);
  if (!kept.paths.includes(path))
    return against(`the evidence ${path} is ignored, and part of no commit`, 'a tracked file', 'an ignored one');
  const text = decodeText(found.content);
  if (!text.ok) return against(`the evidence ${path} ${text.message}`, 'text', 'other bytes');
  if (text.text.trim() === '') return against(`the evidence ${path} is empty`, 'what came out', '');
  const open = names.filter((field) => fields.find((each) => each.name === field)?.value === undefined);
  if (open.length > 0)
    return unverified(
      noData(`${listed(open)} of ${name} is not concrete, so that nothing can name it`, `the value of ${listed(open)}`),
    );
  const foreign = names.filter((field) => !isNamed(text.text, fields.find((each) => each.name === field)?.value ?? ''));
  if (foreign.length > 0)
    return against(`the evidence ${path} does not name ${listed(foreign)} of ${name}`, names, foreign);
  const lacking = holds.filter((each) => !text.text.includes(each));
  return lacking.length === 0
    ? passed
    : against(`the evidence ${path} does not hold ${listed(lacking)}`, holds, lacking);
}

/** Letters of scripts with spaces between words, and digits: what a value can go on with. */
const goesOn = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]`;
const before = new RegExp(`${goesOn}[._-]*$`, 'u');
const behind = new RegExp(`^(?:${goesOn}|[:/@._-]+${goesOn})`, 'u');

/** Whether a text has the value as a whole, and not as the beginning or a part of a longer one. */
function isNamed(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const end = at + value.length;
    if (!behind.test(text.slice(end, end + 8)) && !before.test(text.slice(Math.max(0, at - 8), at))) return true;
  }
  return false;
}
