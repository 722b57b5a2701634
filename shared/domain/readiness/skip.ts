import { isObject } from '../../core/json.ts';
import { parseYaml } from '../../parse/yaml.ts';
import type { RunJob } from '../run-jobs/run-job.ts';
import { lastOfEach } from '../run-jobs/uploaded.ts';

/** Which jobs wait for which, by the name that GitHub shows. */
export type WaitsFor = ReadonlyMap<string, readonly string[]>;

/**
 * Why a job was skipped. `condition`: by its own condition, everything that it needs having succeeded, and all that this needs. `need`: something
 * of that did not succeed, or was skipped itself. `unknown`: it cannot be told, and why.
 */
export type Skipped =
  | { because: 'condition' }
  | { because: 'need'; needs: readonly string[] }
  | { because: 'unknown'; why: string };

/** What waits for what in a workflow file; or a clause that says why that is not known. Names that only a run knows are left out. */
export function waitsFor(text: string): { ok: true; jobs: WaitsFor } | { ok: false; why: string } {
  const parsed = parseYaml(text, { maxDepth: 50, maxAliasedValues: 50_000, keysAsText: true });
  if (!parsed.ok) return { ok: false, why: `the workflow file ${parsed.message}` };
  const jobs = parsed.document.get('/jobs');
  if (!isObject(jobs)) return { ok: false, why: 'the workflow file has no jobs' };
  const names = new Map<string, string | undefined>();
  for (const [id, job] of Object.entries(jobs)) names.set(id.toLowerCase(), nameOf(id, job));
  const waiting = new Map<string, readonly string[]>();
  for (const [id, job] of Object.entries(jobs)) {
    const name = names.get(id.toLowerCase());
    const needs = isObject(job) ? (job['needs'] ?? []) : [];
    const ids = Array.isArray(needs) ? needs : [needs];
    const shown = ids.map((one) => (typeof one === 'string' ? names.get(one.toLowerCase()) : undefined));
    const known = shown.filter((one) => one !== undefined);
    // A job that waits for one without a known name cannot be judged.
    if (name !== undefined && known.length === shown.length) waiting.set(name, known);
  }
  return { ok: true, jobs: waiting };
}

function nameOf(id: string, job: unknown): string | undefined {
  const name = isObject(job) ? job['name'] : undefined;
  if (name === undefined) return id;
  return typeof name === 'string' && !name.includes('${{') ? name : undefined;
}

/** Why a job of that name was skipped in a run with these jobs. */
export function skippedBecause(name: string, waiting: WaitsFor, jobs: readonly RunJob[]): Skipped {
  const plain = waiting.has(name) ? name : name.replace(/ \(.*\)$/s, '');
  // success(), which every condition has in it, looks at all that came before: a job between that runs always hides nothing.
  const before = new Set<string>([plain]);
  for (const job of before) {
    const direct = waiting.get(job);
    if (direct === undefined) return { because: 'unknown', why: `the workflow file does not tell what ${job} needs` };
    for (const need of direct) before.add(need);
  }
  const needs = [...before].slice(1);
  const missing = needs.find((need) => lastOfEach(need, jobs).length === 0);
  if (missing !== undefined)
    return { because: 'unknown', why: `no job of the run is called ${missing}, which ${name} needs` };
  const open = needs.filter((need) => lastOfEach(need, jobs).some(({ conclusion }) => conclusion !== 'success'));
  return open.length === 0 ? { because: 'condition' } : { because: 'need', needs: open };
}
