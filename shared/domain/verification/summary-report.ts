import { isObject, type Json } from '../../core/json.ts';
import { parseTime } from '../../core/time.ts';
import { parseJson } from '../../parse/json.ts';
import { broken, other, type ReadTestReport, type TestCase } from '../../parse/test-report/test-report.ts';
import { decodeText } from '../../parse/text.ts';
import { wholeNumber } from '../foreign-report/finding.ts';
import { readForeign } from '../foreign-report/read.ts';

/** Under which names a report says how many tests it expected. */
const expectedKeys = ['/summary/expected_total_tests', '/summary/expected_total_executions'];

/**
 * Reads a report of counters beside a list of tests with their return codes, as durability checks write it. What its counters, its status
 * and its list say must agree.
 */
export function readSummary(content: Uint8Array, contract: string | undefined): ReadTestReport {
  const decoded = decodeText(content);
  if (!decoded.ok) return broken(decoded.message, decoded.line);
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return other(parsed.message);
  const { document } = parsed;
  const tests = document.get('/tests');
  if (!isObject(document.get('/summary')) || (tests !== undefined && !Array.isArray(tests)))
    return other('has no summary beside a list of tests');
  const foreign = readForeign(decoded.text, { contract });
  if (foreign.state === 'invalid') return broken(foreign.why);
  const cases = ((tests as Json[] | undefined) ?? []).map(caseOf);
  const reasons = foreign.reasons.map(({ message, line }) =>
    line === undefined ? message : `${message} (line ${line})`,
  );
  const explained = cases.some(({ outcome }) => outcome === 'failed');
  const at = document.get('/generated_at');
  return {
    ok: true,
    report: {
      cases,
      failures: foreign.status === 'failed' && !explained ? reasons : [],
      disagreements: [
        ...(foreign.status === 'unverified' ? reasons : []),
        ...(tests === undefined ? ['it lists no tests, so that its counters are a claim'] : []),
      ],
      commits: [],
      at: typeof at === 'string' ? parseTime(at) : undefined,
      expected: expectedKeys.map((key) => wholeNumber(document, key)).find((value) => value !== undefined),
    },
  };
}

function caseOf(test: Json): TestCase {
  const { nodeid, id, name, repetition, returncode } = isObject(test) ? test : {};
  const whole = [nodeid, id, name].find((text) => typeof text === 'string') ?? '';
  const parts = (whole as string).split('::');
  const last = parts.pop() ?? '';
  return {
    suites: parts.filter((part) => part !== ''),
    name: typeof repetition === 'number' ? `${last} (${repetition})` : last,
    outcome: returncode === 0 ? 'passed' : 'failed',
    retried: false,
  };
}
