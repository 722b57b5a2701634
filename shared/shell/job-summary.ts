import { resolve, sep } from 'node:path';
import { openRepository } from '../adapters/git.ts';
import { readReportPair } from '../adapters/report-pair.ts';
import { annotate, givenInputs, runnerLog, setOutput, writeSummary } from '../adapters/runner.ts';
import { toError } from '../core/errors.ts';
import { isObject } from '../core/json.ts';
import type { Report } from '../core/report.ts';
import { parseReport } from '../core/report-schema.ts';
import { headline } from '../domain/decision/exit.ts';
import { parseJson } from '../parse/json.ts';
import { annotations } from '../render/annotations.ts';
import {
  renderJobSummary,
  type StepReport,
  type StepWithout,
  sharedAnnotations,
  worstStatus,
} from '../render/job-summary.ts';
import { reportFolder } from './report-place.ts';

/**
 * One job summary and one set of annotations for the steps of a composite action, whose own are off: the runner gives such an action ten
 * annotations of each level together. Input `reports` names what the steps left, a line each: `manifest-sync=<path of its report>`, with
 * nothing behind the sign where a step left none. Exit code 4 where one is missing; else 0, for each step ends as it says itself.
 */
export async function runJobSummary(): Promise<void> {
  const { env } = process;
  const given = givenInputs(env);
  try {
    const cwd = env['GITHUB_WORKSPACE'] ?? process.cwd();
    const reports = reportFolder({ kind: 'action', cwd, temporary: env['RUNNER_TEMP'] }, given['report-dir']) ?? '';
    const read = await Promise.all(stepsIn(given['reports'] ?? '').map((step) => readStep(step, reports)));
    const parts = read.flatMap((each) => ('report' in each ? [each] : []));
    const without = read.flatMap((each) => ('why' in each ? [each] : []));
    const opened = await openRepository(resolve(cwd, given['working-directory'] ?? '.'));
    const folder = opened.ok ? opened.repository.prefix : '';
    const lists = [
      without.map(({ control, why }) => ({ level: 'error' as const, title: control, message: `No report: ${why}.` })),
      ...parts.map(({ report }) => annotations(report, folder)),
    ];
    for (const each of sharedAnnotations(lists)) annotate(each);
    const written = await writeSummary(renderJobSummary(given['title'] ?? 'Governance', parts, without));
    if (!written) runnerLog.info('The runner offers no job summary to this step.');
    setOutput('status', worstStatus(parts, without));
    process.exitCode = without.length === 0 ? 0 : 4;
  } catch (thrown) {
    const { code, message } = toError(thrown);
    annotate({ level: 'error', title: `job-summary: ${code}`, message });
    process.exitCode = 4;
  }
}

interface Step {
  control: string;
  path: string;
}

function stepsIn(text: string): Step[] {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return lines.map((line) => {
    const at = line.indexOf('=');
    return at < 0 ? { control: line, path: '' } : { control: line.slice(0, at), path: line.slice(at + 1) };
  });
}

async function readStep({ control, path }: Step, folder: string): Promise<StepReport | StepWithout> {
  if (path === '') return { control, why: 'its step broke before it wrote one; see its log' };
  if (!resolve(path).startsWith(`${folder}${sep}`)) return { control, why: 'it is not in the folder of the reports' };
  const pair = await readReportPair(path);
  if (!pair.ok) return { control, why: pair.message };
  const json = parseJson(pair.json);
  const parsed = json.ok && isObject(json.document.value) ? parseReport(json.document.value) : undefined;
  if (parsed?.success !== true) return { control, why: 'what its step wrote is no report of this version' };
  const report: Report = parsed.data;
  return { control, headline: wordsOf(report), report, markdown: pair.markdown };
}

/** The words of a verdict, and of the decision where it is one. */
function wordsOf({ control, data, status, results }: Report): string {
  const decision = control === 'executive-summary' && isObject(data) ? data['decision'] : undefined;
  return typeof decision === 'string' ? decision.toUpperCase() : headline(status, results);
}
