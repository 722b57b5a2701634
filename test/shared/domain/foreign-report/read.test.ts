import { describe, expect, test } from '@jest/globals';
import { readForeign } from '../../../../shared/domain/foreign-report/read.ts';
import { check, said } from '../../../support/foreign-documents.ts';

describe('one word', () => {
  test.each<[string, unknown, string]>([
    ...['passed', 'pass', 'success', 'ok', 'healthy', 'PASSED', 'Success'].map((word): [string, unknown, string] => [
      'status',
      word,
      'passed',
    ]),
    ...['failed', 'fail', 'failure', 'error', 'breach', 'invalid', 'timed_out', 'FAILED'].map(
      (word): [string, unknown, string] => ['status', word, 'failed'],
    ),
    ...['unverified', 'unknown', 'skipped', 'pending', 'partial', 'warning', 'cancelled', 'not-applicable'].map(
      (word): [string, unknown, string] => ['status', word, 'unverified'],
    ),
    ...[
      '',
      ' passed',
      'passed ',
      'p\u0430ssed',
      'o\u212a',
      'go',
      'green',
      'true',
      'constructor',
      true,
      1,
      null,
      ['passed'],
    ].map((word): [string, unknown, string] => ['status', word, 'unverified']),
    ['slo_status', 'failed', 'failed'],
    ['decision', 'go', 'passed'],
    ['decision', 'GO', 'passed'],
    ['decision', 'conditional-go', 'unverified'],
    ['decision', 'conditional_go', 'unverified'],
    ['decision', 'no-go', 'failed'],
    ['decision', 'NO_GO', 'failed'],
    ['decision', 'passed', 'unverified'],
    ['decision', 'nogo', 'unverified'],
  ])('%s %j is %s, and never more than a claim', (key, word, status) => {
    expect(readForeign(JSON.stringify({ [key]: word, breaches: [] }))).toMatchObject({
      state: 'read',
      status,
      claimed: true,
    });
  });

  test.each<[string, unknown, string]>([
    ['an unknown word is named', { status: 'green' }, 'the status is the unknown word "green"'],
    ['what is no word is said so', { status: true }, 'the status is not a word'],
    ['a condition is named', { decision: 'conditional-go' }, 'the report says decision "conditional-go"'],
    ['a go on a no-go', { decision: 'go', status: 'failed' }, 'the report says status "failed"'],
    [
      'a pass on a condition of the gate before',
      { status: 'passed', gate_decision: 'conditional-go' },
      'the report says gate_decision "conditional-go"',
    ],
  ])('%s', (_name, document, message) => {
    const read = readForeign(JSON.stringify(document));
    expect(read).toMatchObject({ state: 'read' });
    expect(read.state === 'read' && read.reasons[0]?.message).toBe(message);
  });

  test('with exceptions that were applied is not a pass', () => {
    const document = { decision: 'go', exceptions_applied: [{ check_id: 'x' }] };
    expect(said(readForeign(JSON.stringify(document)))).toEqual([
      'unverified (claimed): decision "go"',
      '1 /exceptions_applied/0: "exceptions_applied" holds 1 item: "{"check_id":"x"}"',
      '1 /decision: the decision "go" contradicts what else the report says',
    ]);
  });
});

describe('what is no foreign report', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'is empty: expected JSON (line 1, column 1)'],
    ['no JSON', '{"status": passed}', 'is not valid JSON: expected a value but found "passed" (line 1, column 12)'],
    ['a list', '[{"status": "passed"}]', 'does not hold a JSON object'],
    ['a text', '"passed"', 'does not hold a JSON object'],
    ['null', 'null', 'does not hold a JSON object'],
    ['an empty object', '{}', 'is none of the shapes that are read'],
    ['an object of other things', '{"Status": "passed", "ok": true}', 'is none of the shapes that are read'],
    ['an inherited name', '{"__proto__": {"status": "passed"}}', 'is none of the shapes that are read'],
    ['a key twice', '{"status": "failed",\n"status": "passed"}', 'has the key "/status" twice (line 2)'],
    [
      'a report of the suite itself',
      '{"kind": "release-governance/report", "status": "passed"}',
      'is a document of this suite and not a report of another tool',
    ],
    [
      'what is nested too deep',
      `{"status": "passed", "x": ${'['.repeat(70)}${']'.repeat(70)}}`,
      'is nested too deep: more than 64 objects and arrays (line 1, column 90)',
    ],
  ])('%s', (_name, text, why) => {
    expect(readForeign(text)).toEqual({ state: 'invalid', why });
  });

  test.each<[string, unknown, string]>([
    ['another contract', { status: 'passed', contract: 'x_v2' }, 'has the contract "x_v2": expected "x_v1"'],
    ['no contract', { status: 'passed' }, 'names no contract: expected "x_v1"'],
    ['a contract that is no text', { status: 'passed', contract: ['x_v1'] }, 'names no contract: expected "x_v1"'],
  ])('%s, where one is asked for', (_name, document, why) => {
    expect(readForeign(JSON.stringify(document), { contract: 'x_v1' })).toEqual({ state: 'invalid', why });
  });

  test('the contract that is asked for is read', () => {
    expect(readForeign('{"status": "passed", "contract": "x_v1"}', { contract: 'x_v1' })).toMatchObject({
      status: 'passed',
    });
  });
});

test('a reason names the line of its value, or of what is around it', () => {
  const text = JSON.stringify(
    { status: 'failed', checks: [check('a'), check('b', false)], summary: { total: 2, passed: 1 } },
    null,
    2,
  );
  const read = readForeign(text);
  expect(read.state === 'read' && read.reasons.map(({ line, pointer }) => [line, pointer])).toEqual([
    [8, '/checks/1'],
    [2, '/status'],
    [13, '/summary/failed'],
    [15, '/summary/passed'],
  ]);
});
