import { isObject } from '../../shared/core/json.ts';
import { locate } from '../../shared/core/location.ts';
import { reportKind } from '../../shared/core/report-status.ts';
import { isoTime, parseTime } from '../../shared/core/time.ts';
import type { StatedDate } from '../../shared/domain/claim/dates.ts';
import { readForeignDocument } from '../../shared/domain/foreign-report/read.ts';
import { against, noData, passed, unverified, type Verdict, worstOf } from '../../shared/domain/verdict/verdict.ts';
import { parseJson } from '../../shared/parse/json.ts';
import { detectFormat, readTestReport } from '../../shared/parse/test-report/read.ts';
import { caseId, type ReadTestReport, tally } from '../../shared/parse/test-report/test-report.ts';
import { decodeText, listed, quote } from '../../shared/parse/text.ts';
import { parseYaml } from '../../shared/parse/yaml.ts';

/** What a report says of itself, and the days that it states. */
export interface LookedAtReport {
  verdict: Verdict;
  /** Undefined when it cannot be read at all. */
  dates: readonly StatedDate[] | undefined;
}

/** Reads a report of tests, of another tool or of the suite. What is none of the known forms and may tell an outcome is not verified. */
export function lookAtReport(path: string, content: Uint8Array): LookedAtReport {
  if (/\.ya?ml$/i.test(path)) return lookAtYaml(path, content);
  const { format } = detectFormat(content);
  const read = format === undefined ? undefined : readTestReport(content, format);
  const ofTests = read?.ok === true ? judgeTests(path, read) : undefined;
  const at = read?.ok === true ? read.report.at : undefined;
  const dates: StatedDate[] = at === undefined ? [] : [{ from: 'its run', time: at, text: isoTime(at) }];
  if (!/\.json$/i.test(path)) return { verdict: ofTests ?? unknown(path, read), dates };
  const text = decodeText(content);
  const parsed = text.ok ? parseJson(text.text) : text;
  if (!text.ok || !parsed.ok) {
    const message = parsed.ok ? '' : parsed.message;
    return {
      verdict: against(`${path} ${message}`, 'JSON', 'nothing', `write ${path} again`, { path }),
      dates: undefined,
    };
  }
  const { value, duplicates } = parsed.document;
  const [twice] = duplicates;
  if (twice !== undefined) {
    const problem = `${path} has the key ${twice.pointer} twice, so that readers see different reports`;
    const place = locate(path, twice.position);
    return {
      verdict: against(problem, 'each key once', twice.pointer, `write ${path} again`, place),
      dates: undefined,
    };
  }
  const own = isObject(value) ? judgeOwn(path, value) : undefined;
  const foreign = readForeignDocument(parsed.document);
  const verdicts = [own, ofTests, judgeForeign(path, foreign)].filter((one) => one !== undefined);
  const other = mayTell(value) ? unknown(path, read) : passed;
  return { verdict: worstOf(verdicts) ?? other, dates: [...dates, ...statedIn(value)] };
}

/** No report of a known form is YAML: what tells no outcome is data, as JSON is. */
function lookAtYaml(path: string, content: Uint8Array): LookedAtReport {
  const text = decodeText(content);
  const parsed = text.ok ? parseYaml(text.text) : text;
  if (!parsed.ok) {
    const needs = 'one document of YAML, or what measures the claim';
    return { verdict: unverified(noData(`${path} cannot be read: ${parsed.message}`, needs)), dates: undefined };
  }
  const { value } = parsed.document;
  return { verdict: mayTell(value) ? unknown(path, undefined) : passed, dates: statedIn(value) };
}

function statedIn(value: unknown): StatedDate[] {
  return ['generated_at', 'generatedAt', 'startedAt', 'timestamp', 'date'].flatMap((key): StatedDate[] => {
    const said = isObject(value) ? value[key] : undefined;
    const time = typeof said === 'string' ? parseTime(said) : undefined;
    return time === undefined || typeof said !== 'string' ? [] : [{ from: key, time, text: said }];
  });
}

function unknown(path: string, read: ReadTestReport | undefined): Verdict {
  const why = read?.ok === false ? `: as a report of tests it ${read.message}` : '';
  const needs = 'a report of a form that is read, or what measures the claim';
  return unverified(noData(`${path} is of no form that can be read, and may say that it failed${why}`, needs));
}

function judgeTests(path: string, { report }: ReadTestReport & { ok: true }): Verdict {
  const { cases, failures, disagreements } = report;
  const wrong = [...cases.filter(({ outcome }) => outcome === 'failed').map(caseId), ...failures];
  if (wrong.length > 0)
    return against(`${path} says that it failed: ${listed(wrong)}`, 'passed', wrong, `mend what ${path} reports`, {
      path,
    });
  if (disagreements.length > 0)
    return unverified(
      noData(`${path} contradicts itself: ${listed(disagreements)}`, 'a report that agrees with itself'),
    );
  if (tally(cases).passed > 0) return passed;
  return unverified(noData(`${path} has no test that passed`, 'a report with tests that ran'));
}

function judgeForeign(path: string, read: ReturnType<typeof readForeignDocument>): Verdict | undefined {
  if (read.state !== 'read') return undefined;
  if (read.status === 'passed') return passed;
  const said = listed(read.reasons.map(({ message }) => message));
  return read.status === 'failed'
    ? against(`${path} says that it failed: ${said}`, 'passed', said, `mend what ${path} reports`, { path })
    : unverified(noData(`${path} does not say that it passed: ${said}`, 'a report that passed'));
}

/** What a document of the suite says of itself, which was committed as a file: a report by its results, a decision by its word. */
function judgeOwn(path: string, value: Record<string, unknown>): Verdict | undefined {
  const { kind, status, decision, results } = value;
  if (typeof kind !== 'string' || !kind.startsWith(reportKind.replace(/[^/]*$/, ''))) return undefined;
  const word = status ?? decision;
  if (typeof word === 'string' && word !== 'passed' && word !== 'go')
    return against(`${path} says ${quote(word)}`, 'passed', word, `mend what ${path} reports`, { path });
  if (kind !== reportKind) return word === 'go' ? passed : undefined;
  const all = (Array.isArray(results) ? results : []).filter(isObject).filter((one) => one['severity'] !== 'info');
  const wrong = all.filter((one) => one['status'] === 'failed' && one['waiver'] === undefined);
  const said = wrong.map((one) => String(one['rule']));
  if (wrong.length > 0)
    return against(
      `${path} says ${quote(String(word))} over ${listed(said)}, which failed`,
      'passed',
      said,
      `mend what ${path} reports`,
      { path },
    );
  const isOpen = all.some((one) => !['passed', 'failed', 'not-applicable'].includes(String(one['status'])));
  if (word === 'passed' && !isOpen && all.some((one) => one['status'] === 'passed')) return passed;
  return unverified(noData(`the results of ${path} do not show that it passed`, 'a report whose results passed'));
}

/** Keys and words in which documents tell how something went. */
const outcomeKey =
  /status|state$|result|outcome|verdict|decision|conclusion|succe|pass(?:ed|es|ing)?$|^ok$|fail|err(?:or)?s?$|broken|blocked|violation|breach|finding|vulnerab|incident|complete|healthy|approv|accepted|green|ready$|exit.?code|return.?code/i;
const outcomeWord =
  /^(?:pass|passed|ok|green|success|succeeded|fail|failed|failure|red|error|errored|broken|blocked|no-?go|go|rejected|pending|skipped|cancell?ed|aborted|incomplete|unknown|timed?.?out)\W*$/i;
/** Words that are shouted where something went wrong, within a longer text. */
const shouted = /(?:^|[^\p{L}])(?:FAIL|FAILED|FAILURE|ERROR|BLOCKED|NO-?GO|REJECTED|BROKEN|RED)(?![\p{L}])/u;

/** Whether data of no known form may tell an outcome: data without such keys and words is evidence as code is. */
function mayTell(value: unknown): boolean {
  const pending: unknown[] = [value];
  for (let one = pending.pop(); pending.length > 0 || one !== undefined; one = pending.pop()) {
    if (typeof one === 'string' && (outcomeWord.test(one.trim()) || shouted.test(one))) return true;
    if (Array.isArray(one)) for (const item of one) pending.push(item);
    else if (isObject(one)) {
      for (const [key, item] of Object.entries(one)) {
        if (outcomeKey.test(key)) return true;
        pending.push(item);
      }
    }
  }
  return false;
}
