import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  judgeAgreement,
  judgePosture,
  type Posture,
  type PostureQuestion,
} from '../../../../shared/domain/posture/posture.ts';
import { bytes } from '../../../support/calendars.ts';
import { moment } from '../../../support/moments.ts';

const go = 'posture: GO\nsince: 2026-06-01T00:00:00Z\nby: alice\nreason: release 2\n';
const question: PostureQuestion = {
  moment: moment('2026-06-15T12:00:00Z'),
  environment: 'production',
  conditions: new Map([
    ['suite', 'passed'],
    ['smoke', 'failed'],
    ['load', 'unverified'],
    ['none', 'not-applicable'],
  ]),
};

function said(text: string, asked: Partial<PostureQuestion> = {}, path = 'posture.yml'): string {
  const { verdict } = judgePosture(path, bytes(text), { ...question, ...asked });
  if (verdict.status === 'failed') return verdict.problem.replace('the posture record posture.yml ', '');
  return verdict.status === 'unverified' ? `unverified ${verdict.because.message}` : verdict.status;
}

describe('a record lets go only what is surely GO, now and here', () => {
  const words = 'says "GO" (alice, 2026-06-01T00:00:00Z, release 2)';
  const cases: [name: string, text: string, asked: Partial<PostureQuestion>, expected: string][] = [
    ['GO', go, {}, 'passed'],
    ['NO-GO', go.replace('GO', 'NO-GO'), {}, 'says "NO-GO" (alice, 2026-06-01T00:00:00Z, release 2)'],
    ['frozen', go.replace('GO', 'frozen'), {}, 'says "frozen" (alice, 2026-06-01T00:00:00Z, release 2)'],
    [
      'a word that nobody knows',
      go.replace('GO', 'go'),
      {},
      'says "go" (alice, 2026-06-01T00:00:00Z, release 2) and is not whole: /posture: Invalid option: expected one of "GO"|"NO-GO"|"frozen"',
    ],
    [
      'a template that names both',
      go.replace('GO', 'GO / NO-GO'),
      {},
      'says "GO / NO-GO" (alice, 2026-06-01T00:00:00Z, release 2) and is not whole: /posture: Invalid option: expected one of "GO"|"NO-GO"|"frozen"',
    ],
    [
      'nobody who said it',
      go.replace('by: alice\n', ''),
      {},
      'says "GO" (2026-06-01T00:00:00Z, release 2) and is not whole: /by: is missing',
    ],
    [
      'a field that nobody knows',
      `${go}expires: 2026-06-01\n`,
      {},
      `${words} and is not whole: has no field "expires" (known: by, conditions, incident, posture, reason, scope, since, until)`,
    ],
    [
      'a time without a zone',
      go.replace('00Z', '00'),
      {},
      'says "GO" (alice, 2026-06-01T00:00:00, release 2) and is not whole: /since: expected a time as YYYY-MM-DDThh:mm:ssZ',
    ],
    ['a list', '- GO\n', {}, 'is not a mapping'],
    [
      'a misspelt field',
      `${go}untill: 2026-06-14T00:00:00Z\n`,
      {},
      `${words} and is not whole: has no field "untill" (did you mean until?)`,
    ],
    ['a key twice', `${go}posture: GO\n`, {}, 'holds the key "posture" twice in one mapping (line 5, column 1)'],
    ['no text', '\u0000', {}, 'is not a text file: it holds a NUL byte in line 1'],
    [
      'a text that would reach beyond its line',
      go.replace('GO', '"GO\\u202E"'),
      {},
      `${words.replace('"GO"', '"GO\\u{202e}"')} and is not whole: /posture: Invalid option: expected one of "GO"|"NO-GO"|"frozen"`,
    ],
    ['since the moment itself', go.replace('2026-06-01T00', '2026-06-15T12'), {}, 'passed'],
    [
      'from the future',
      go.replace('2026-06-01T00', '2026-06-15T13'),
      {},
      'says "GO" (alice, 2026-06-15T13:00:00Z, release 2), which holds only since 2026-06-15T13:00:00Z',
    ],
    [
      'given after the event, however late it is run',
      go.replace('2026-06-01', '2026-06-14'),
      { moment: moment('2026-06-15T12:00:00Z', '2026-06-13T12:00:00Z') },
      'says "GO" (alice, 2026-06-14T00:00:00Z, release 2), which holds only since 2026-06-14T00:00:00Z',
    ],
    ['until one second later', `${go}until: 2026-06-15T12:00:01Z\n`, {}, 'passed'],
    ['until now', `${go}until: 2026-06-15T12:00:00Z\n`, {}, `${words}, which expired at 2026-06-15T12:00:00Z`],
    [
      'expired since the event',
      `${go}until: 2026-06-14T00:00:00Z\n`,
      { moment: moment('2026-06-15T12:00:00Z', '2026-06-13T12:00:00Z') },
      `${words}, which expired at 2026-06-14T00:00:00Z`,
    ],
    ['for this environment', `${go}scope: [staging, production]\n`, {}, 'passed'],
    [
      'for another environment',
      `${go}scope: [staging]\n`,
      {},
      `${words}, restricted to staging, and this run is about production`,
    ],
    [
      'for an environment, and the run names none',
      `${go}scope: [staging]\n`,
      { environment: undefined },
      `${words}, restricted to staging, and this run is about no environment that it names`,
    ],
    [
      'for nothing',
      `${go}scope: []\n`,
      {},
      `${words} and is not whole: /scope: Too small: expected array to have >=1 items`,
    ],
    ['on a condition that passed', `${go}conditions: [suite]\n`, {}, 'passed'],
    [
      'on one that failed',
      `${go}conditions: [suite, smoke]\n`,
      {},
      `${words}, on the condition of smoke, which did not pass`,
    ],
    [
      'on one that does not apply',
      `${go}conditions: [none]\n`,
      {},
      `${words}, on the condition of none, which did not pass`,
    ],
    [
      'on one that nobody knows',
      `${go}conditions: [suit]\n`,
      {},
      `${words}, on the condition of suit, which did not pass`,
    ],
    [
      'on one that is not verified',
      `${go}conditions: [suite, load]\n`,
      {},
      'unverified the posture record posture.yml is GO on the condition of load, which is not verified',
    ],
    [
      'every reason is told',
      `${go}until: 2026-06-01T00:00:00Z\nscope: [staging]\nconditions: [smoke]\n`,
      {},
      `${words}, which expired at 2026-06-01T00:00:00Z, restricted to staging, and this run is about production, on the condition of smoke, which did not pass`,
    ],
  ];
  test.each(cases)('%s', (_name, text, asked, expected) => {
    expect(said(text, asked)).toBe(expected);
  });

  test.each(['posture.json', 'posture.JSON'])('JSON in %s says the same', (path) => {
    const record = JSON.stringify({ posture: 'GO', since: '2026-06-01T00:00:00Z', by: 'alice', reason: 'release 2' });
    expect(said(record, {}, path)).toBe('passed');
    expect(said(record.replace('"GO"', '"GO", "posture": "frozen"'), {}, path)).toContain('/posture');
  });

  test('the front matter of a page says the same', () => {
    expect(said(`---\n${go}---\n\n# Why\n`, {}, 'posture.md')).toBe('passed');
  });

  const places: [name: string, text: string, at: { line?: number; column?: number }][] = [
    ['a stop', go.replace('GO', 'frozen'), { line: 1, column: 10 }],
    ['broken YAML', `${go}scope: [\n`, { line: 6, column: 1 }],
    ['a key twice', `${go}posture: GO\n`, { line: 5, column: 1 }],
    ['a field that nobody knows', `${go}expires: 1\n`, { line: 5, column: 1 }],
    ['a field that is wrong', go.replace('2026-06-01T00:00:00Z', 'soon'), { line: 2, column: 8 }],
  ];
  test.each(places)('%s is told where it stands', (_name, text, place) => {
    const { verdict } = judgePosture('posture.yml', bytes(text), question);
    expect(verdict.status === 'failed' ? verdict.at : undefined).toEqual({ path: 'posture.yml', ...place });
  });

  test('no other text than GO is ever let go', () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        fc.pre(word !== 'GO');
        expect(
          said(JSON.stringify({ posture: word, since: '2026-06-01T00:00:00Z', by: 'a', reason: 'b' }), {}, 'p.json'),
        ).not.toBe('passed');
      }),
    );
  });
});

describe('records of both sides', () => {
  const posture = (word: Posture['posture'], scope?: string[], more: Partial<Posture> = {}): Posture => ({
    posture: word,
    since: '2026-06-01T00:00:00Z',
    by: 'alice',
    reason: 'x',
    conditions: [],
    ...(scope === undefined ? {} : { scope }),
    ...more,
  });
  const until = (time: string): Posture => posture('GO', undefined, { until: time });
  const cases: [name: string, postures: (Posture | undefined)[], problem: string | undefined][] = [
    ['both GO', [posture('GO'), posture('GO')], undefined],
    ['both frozen agree', [posture('frozen'), posture('frozen')], undefined],
    ['the same scope in another order', [posture('GO', ['a', 'b']), posture('GO', ['b', 'a'])], undefined],
    ['GO and NO-GO', [posture('GO'), posture('NO-GO')], 's0 (p0) says GO; s1 (p1) says NO-GO'],
    ['NO-GO and frozen', [posture('NO-GO'), posture('frozen')], 's0 (p0) says NO-GO; s1 (p1) says frozen'],
    [
      'GO with and without a restriction',
      [posture('GO'), posture('GO', ['staging'])],
      's0 (p0) says GO; s1 (p1) says GO in staging',
    ],
    ['the same end, in another zone', [until('2026-07-01T00:00:00Z'), until('2026-07-01T02:00:00+02:00')], undefined],
    [
      'one that ends, and one that does not',
      [posture('GO'), until('2026-07-01T00:00:00Z')],
      's0 (p0) says GO; s1 (p1) says GO until 2026-07-01T00:00:00Z',
    ],
    [
      'other conditions',
      [posture('GO', ['a'], { conditions: ['y', 'x'] }), posture('GO', ['a'], { conditions: ['x'] })],
      's0 (p0) says GO in a on the condition of x, y; s1 (p1) says GO in a on the condition of x',
    ],
    [
      'another reason, given by somebody else at another time',
      [posture('GO'), posture('GO', undefined, { by: 'bob', reason: 'y', since: '2026-06-02T00:00:00Z' })],
      undefined,
    ],
    [
      'a copy that says something else',
      [posture('GO'), posture('GO'), posture('frozen')],
      's0 (p0) says GO; s1 (p1) says GO; s2 (p2) says frozen',
    ],
    ['one that cannot be read', [posture('GO'), undefined], 's0 (p0) says GO; s1 (p1) says nothing that can be read'],
  ];
  test.each(cases)('%s', (_name, postures, problem) => {
    const verdict = judgeAgreement(
      postures.map((one, index) => ({ side: `s${index}`, place: `p${index}`, posture: one })),
    );
    expect(verdict.status === 'failed' ? verdict.problem : undefined).toBe(
      problem === undefined ? undefined : `the posture records contradict each other, which is NO-GO: ${problem}`,
    );
  });
});
