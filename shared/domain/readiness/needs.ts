import { isObject } from '../../core/json.ts';
import { parseJson } from '../../parse/json.ts';
import { quote } from '../../parse/text.ts';
import type { RunJob } from '../run-jobs/run-job.ts';
import { lastOfEach } from '../run-jobs/uploaded.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';

/** What `toJson(needs)` says: the result of each job that the asking one needs, by its key in the workflow file. */
export type Needs = { ok: true; results: ReadonlyMap<string, string> } | { ok: false; problem: string };

const words: ReadonlySet<string> = new Set(['success', 'failure', 'cancelled', 'skipped']);

/** Reads `toJson(needs)`. Outputs of the jobs are not looked at, whatever they hold. */
export function readNeeds(text: string): Needs {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, problem: parsed.message };
  const { value, duplicates } = parsed.document;
  if (!isObject(value)) return { ok: false, problem: 'is not an object of jobs' };
  const [twice] = duplicates;
  if (twice !== undefined) return { ok: false, problem: `has ${quote(twice.pointer)} twice` };
  const results = new Map<string, string>();
  for (const [job, entry] of Object.entries(value)) {
    const result = isObject(entry) && Object.hasOwn(entry, 'result') ? entry['result'] : undefined;
    if (typeof result !== 'string' || !words.has(result))
      return { ok: false, problem: `has no result of the job ${quote(job)}: expected ${[...words].join(', ')}` };
    results.set(job, result);
  }
  return { ok: true, results };
}

/**
 * Whether what `needs` says of a job is what the platform recorded: it says success of a job that failed behind `continue-on-error`.
 * Undefined when it does not speak of that job. A word alone measures nothing.
 */
export function judgeNeed(name: string, needs: Needs, jobs: readonly RunJob[] | undefined): Verdict | undefined {
  if (!needs.ok) {
    return {
      status: 'failed',
      problem: `what was given as needs ${needs.problem}`,
      expected: 'toJson(needs)',
      actual: needs.problem,
      fix: `give $\{{ toJson(needs) }} as it is`,
    };
  }
  const said = needs.results.get(name);
  if (said === undefined) return undefined;
  if (jobs === undefined)
    return unverified(noData(`needs says ${said} of ${name}, and nobody can be asked`, 'the jobs of this run'));
  const ended = lastOfEach(name, jobs).map(({ status, conclusion }) => conclusion ?? status);
  const bad = ended.filter((conclusion) => conclusion !== 'success' && conclusion !== 'skipped');
  const expected = bad.length > 0 ? bad : [...new Set(ended)];
  // Of a matrix needs has one word: failure when any leg failed.
  const agrees = said === 'success' ? expected.every((one) => one === 'success') : expected.includes(said);
  if (ended.length > 0 && agrees) return passed;
  const seen = ended.length === 0 ? 'no such job' : [...new Set(ended)].join(', ');
  return {
    status: 'failed',
    problem: `needs says ${said} of the job ${name}, and the platform recorded ${seen}`,
    expected: seen,
    actual: said,
    fix: `take continue-on-error from ${name}, and give needs as it is`,
  };
}
