import { isObject } from '../../core/json.ts';
import { hasKeyTwice } from '../json-strings.ts';
import { broken, compareTotal, other, type ReadTestReport, type TestCase } from './test-report.ts';

interface Binary {
  suite: string;
  announced: unknown;
  outcomes: Map<string, TestCase>;
  started: Set<string>;
}

const outcomes: Readonly<Record<string, TestCase['outcome']>> = { ok: 'passed', failed: 'failed', ignored: 'skipped' };

/**
 * Reads the JSON lines of `cargo test -- -Z unstable-options --format json` (libtest; unstable, as it was in 2023 and since), which
 * `cargo nextest run --message-format libtest-json` writes too. A line that is no such event is none that may stand here.
 */
export function readCargo(text: string): ReadTestReport {
  const cases: TestCase[] = [];
  const failures: string[] = [];
  const disagreements: string[] = [];
  let binary: Binary | undefined;
  let binaries = 0;
  let number = 0;
  let filtered = 0;
  for (const line of text.split('\n')) {
    number += 1;
    if (line.trim() === '') continue;
    const event = parse(line);
    if (event === undefined) {
      return number === 1 ? other('does not begin with an event') : broken('holds a line that is no event', number);
    }
    if (event === 'twice') return broken('has a key twice, so that readers could see different reports', number);
    const { type, event: what, name } = event;
    if (type === 'suite' && what === 'started') {
      if (binary !== undefined) return broken('begins a suite within another one', number);
      binaries += 1;
      binary = {
        suite: suiteName(event, binaries),
        announced: event['test_count'],
        outcomes: new Map(),
        started: new Set(),
      };
    } else if (type === 'suite') {
      if (binary === undefined) return broken('ends a suite that did not begin', number);
      const said = end(binary, event);
      if (typeof event['filtered_out'] === 'number') filtered += event['filtered_out'];
      failures.push(...said.failures);
      disagreements.push(...said.disagreements);
      for (const one of binary.outcomes.values()) cases.push(one);
      binary = undefined;
    } else if ((type === 'test' || type === 'bench') && typeof name === 'string' && binary !== undefined) {
      const outcome =
        type === 'bench' ? 'passed' : Object.hasOwn(outcomes, String(what)) ? outcomes[String(what)] : undefined;
      if (outcome === undefined && what !== 'started' && what !== 'timeout')
        return broken('has a test without a known event', number);
      if (outcome === undefined) binary.started.add(name);
      else if (binary.outcomes.has(name)) disagreements.push(`the test ${name} ended twice (line ${number})`);
      else binary.outcomes.set(name, caseOf(name, outcome, binary.suite));
    } else if (type !== 'report') {
      return number === 1 ? other('does not begin with an event') : broken('holds a line that is no event', number);
    }
  }
  if (binaries === 0) return other('has no suite');
  if (binary !== undefined) return broken(`is cut off: ${binary.suite} did not end`);
  const leftOut = filtered > 0 ? { leftOut: { count: filtered, word: 'filtered out' } } : {};
  return {
    ok: true,
    report: { cases, failures, disagreements, commits: [], at: undefined, expected: undefined, ...leftOut },
  };
}

function parse(line: string): Record<string, unknown> | 'twice' | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value)) return undefined;
    return hasKeyTwice(line, value) ? 'twice' : value;
  } catch {
    return undefined;
  }
}

function suiteName({ nextest }: Record<string, unknown>, ordinal: number): string {
  const binary = isObject(nextest) ? nextest['test_binary'] : undefined;
  return typeof binary === 'string' && binary !== '' ? binary : `suite ${ordinal}`;
}

/** nextest writes `<binary>$<test>`, and `#<attempts>` behind it when there were several. */
function caseOf(whole: string, outcome: TestCase['outcome'], suite: string): TestCase {
  const [, binary = suite, name = whole, attempts] = /^([^$]*)\$(.*?)(?:#(\d+))?$/s.exec(whole) ?? [];
  return { suites: [binary], name, outcome, retried: outcome === 'passed' && Number(attempts ?? 1) > 1 };
}

function end(
  { suite, announced, outcomes: listed, started }: Binary,
  event: Record<string, unknown>,
): { failures: string[]; disagreements: string[] } {
  const all = [...listed.values()];
  const count = (outcome: TestCase['outcome']): number => all.filter((one) => one.outcome === outcome).length;
  const ended = new Set([...listed.keys()].flatMap((name) => [name, name.replace(/#\d+$/, '')]));
  const unfinished = [...started].filter((name) => !ended.has(name));
  const measured = typeof event['measured'] === 'number' ? event['measured'] : 0;
  return {
    failures: event['event'] === 'ok' || count('failed') > 0 ? [] : [`${suite} failed outside of its tests`],
    disagreements: [
      ...(unfinished.length === 0 ? [] : [`${unfinished.length} tests of ${suite} began and did not end`]),
      ...compareTotal(`test_count of ${suite}`, announced, all.length),
      ...compareTotal(`passed of ${suite}`, sum(event['passed'], measured), count('passed')),
      ...compareTotal(`failed of ${suite}`, event['failed'], count('failed')),
      ...compareTotal(`ignored of ${suite}`, event['ignored'], count('skipped')),
    ],
  };
}

function sum(value: unknown, more: number): unknown {
  return typeof value === 'number' ? value + more : value;
}
