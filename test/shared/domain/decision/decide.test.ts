import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BecauseCode } from '../../../../shared/core/errors.ts';
import { builtInProfiles } from '../../../../shared/core/policy.ts';
import type { Result } from '../../../../shared/core/report.ts';
import { resultStatuses } from '../../../../shared/core/report-status.ts';
import { severities } from '../../../../shared/core/severity.ts';
import { type DecisionInput, decide, type ExpectedReport } from '../../../../shared/domain/decision/decide.ts';
import { exitCode } from '../../../../shared/domain/decision/exit.ts';
import { describeCounts, reportStatus } from '../../../../shared/domain/decision/status.ts';
import { result, sampleAllowance } from '../../../support/results.ts';

/*
 * The sentences of the algebra, one by one, for a reader. The complete table is in truth-table.test.ts.
 */

const passed = result({ rule: 'sample/other' });
const failed = result({ status: 'failed' });
const unverified = result({ status: 'unverified' });
const inconclusive = result({
  status: 'unverified',
  because: { code: 'INCONCLUSIVE', message: 'it could be either' },
});
const onlyClaimed = result({ status: 'unverified', because: { code: 'CLAIMED', message: 'somebody says so' } });
const notApplicable = result({ status: 'not-applicable' });
const info = { severity: 'info' } as const;

describe('report status', () => {
  const rows: [string, Result[], string][] = [
    ['a failed result of severity low decides', [passed, { ...failed, severity: 'low' }], 'failed'],
    ['failed goes before unverified', [passed, unverified, failed], 'failed'],
    ['a waived failure does not decide', [passed, { ...failed, waiver: sampleAllowance }], 'passed'],
    ['a waived failure is not a pass', [{ ...failed, waiver: sampleAllowance }], 'unverified'],
    ['an unverified result decides', [passed, unverified], 'unverified'],
    ['an attested result stays unverified', [passed, { ...unverified, attestation: sampleAllowance }], 'unverified'],
    ['a deferred result stays unverified', [passed, { ...unverified, deferredTo: 'release' }], 'unverified'],
    ['total = 0 never passes', [], 'unverified'],
    ['only not-applicable results: nothing passed', [notApplicable], 'unverified'],
    ['severity info never makes it fail', [passed, { ...failed, ...info }], 'passed'],
    ['severity info never makes it unverified', [passed, { ...unverified, ...info }], 'passed'],
    ['severity info never makes it pass', [{ ...passed, ...info }], 'unverified'],
    ['measured and right', [passed, notApplicable], 'passed'],
  ];

  test.each(rows)('%s', (_sentence, results, status) => {
    expect(reportStatus(results)).toBe(status);
  });

  test('what broke the evaluation goes before everything', () => {
    expect(reportStatus([passed, failed], { code: 'INTERNAL', message: 'it broke' })).toBe('error');
  });

  const reasons: [BecauseCode, string, number][] = [
    ['MISSING_PERMISSION', 'unverified', 3],
    ['NO_CREDENTIAL', 'unverified', 3],
    ['NOT_FOUND', 'unverified', 3],
    ['TRUNCATED', 'unverified', 3],
    ['RATE_LIMITED', 'unverified', 3],
    ['PLAN_LIMIT', 'unverified', 3],
    ['NO_DATA', 'unverified', 3],
    ['CLAIMED', 'unverified', 3],
    ['NO_RESULT', 'unverified', 3],
    ['NO_BASE', 'unverified', 3],
    ['NOT_REPLAYED', 'unverified', 3],
    ['GITHUB_DOWN', 'error', 4],
  ];
  test.each(reasons)('what could not be looked at for %s is %s, exit %i', (code, status, exit) => {
    const results = [passed, { ...unverified, because: { code, message: 'it could not be looked at' } }];
    expect(reportStatus(results)).toBe(status);
    expect(exitCode(reportStatus(results), 'unverified')).toBe(exit);
  });

  test('the counts name every status, and how many failures are waived', () => {
    const waived = { ...failed, waiver: sampleAllowance };
    expect(describeCounts([passed, passed, failed, waived, unverified, notApplicable])).toBe(
      '2 failed (1 of them waived), 1 not verified, 2 passed, 1 not asked for',
    );
    expect(describeCounts([passed, failed])).toBe('1 failed, 1 passed');
    expect(describeCounts([])).toBe('0 passed');
  });

  test('a remark is counted as such, not among what failed, what could not be verified or what is waived', () => {
    const remark = { ...failed, ...info };
    expect(describeCounts([passed, failed, { ...remark, waiver: sampleAllowance }])).toBe(
      '1 failed, 1 passed, 1 remark',
    );
    expect(describeCounts([passed, remark, { ...unverified, ...info }])).toBe('1 passed, 2 remarks');
    expect(
      describeCounts([
        { ...passed, ...info },
        { ...notApplicable, ...info },
      ]),
    ).toBe('1 passed, 1 not asked for');
  });
});

type Present = Extract<ExpectedReport, { state: 'present' }>;

function present(results: readonly Result[], more: Partial<Present> = {}): Present {
  const status = reportStatus(results);
  if (status === 'error') throw new Error('write the error out');
  return { control: 'sample', state: 'present', status, results, ...more };
}

const absent = (state: 'missing' | 'invalid' | 'foreign' | 'duplicated'): ExpectedReport => ({
  control: 'sample',
  state,
  why: 'of the test',
});
const good = present([passed], { control: 'second' });

describe('decision', () => {
  const { standard, strict, transitional, promotion } = builtInProfiles;
  const patient = { ...standard, inconclusive: 'conditional-go' as const };
  const waived = present([passed, { ...failed, waiver: sampleAllowance }]);
  const attested = present([passed, { ...unverified, attestation: sampleAllowance }]);
  const deferred = present([passed, { ...unverified, deferredTo: 'release' }]);
  const low = present([passed, { ...failed, severity: 'low' }]);

  const rows: [string, DecisionInput, string][] = [
    [
      'go: everything expected was measured and passed',
      { expected: [present([passed]), good], profile: standard },
      'go',
    ],
    ['nothing expected is nothing to decide on', { expected: [], profile: standard }, 'no-go'],
    ['a missing report', { expected: [absent('missing'), good], profile: standard }, 'no-go'],
    ['an invalid report', { expected: [absent('invalid'), good], profile: standard }, 'no-go'],
    ['a foreign report', { expected: [absent('foreign'), good], profile: standard }, 'no-go'],
    ['a report twice with different bytes', { expected: [absent('duplicated'), good], profile: standard }, 'no-go'],
    [
      'a missing report under the mildest profile',
      { expected: [absent('missing'), good], profile: transitional },
      'no-go',
    ],
    ['an error', { expected: [present([passed], { status: 'error' }), good], profile: standard }, 'no-go'],
    ['a failure', { expected: [present([passed, failed]), good], profile: standard }, 'no-go'],
    ['an unverified result', { expected: [present([passed, unverified]), good], profile: standard }, 'no-go'],
    ['a report without results', { expected: [present([]), good], profile: transitional }, 'no-go'],
    ['only what is not applicable', { expected: [present([notApplicable]), good], profile: transitional }, 'no-go'],
    ['only remarks', { expected: [present([{ ...passed, ...info }]), good], profile: transitional }, 'no-go'],
    [
      'only a waived failure',
      { expected: [present([{ ...failed, waiver: sampleAllowance }]), good], profile: standard },
      'no-go',
    ],
    ['something waived', { expected: [waived, good], profile: standard }, 'conditional-go'],
    ['something attested', { expected: [attested, good], profile: standard }, 'conditional-go'],
    ['something deferred', { expected: [deferred, good], profile: standard }, 'conditional-go'],
    ['something claimed', { expected: [present([passed], { claimed: true })], profile: standard }, 'conditional-go'],
    [
      'something that a document claims and nothing measured',
      { expected: [present([passed, onlyClaimed]), good], profile: standard },
      'conditional-go',
    ],
    ['the same beside a failure', { expected: [present([failed, onlyClaimed]), good], profile: standard }, 'no-go'],
    ['something inconclusive', { expected: [present([passed, inconclusive]), good], profile: standard }, 'no-go'],
    [
      'something inconclusive, under a profile that lets it pass',
      { expected: [present([passed, inconclusive]), good], profile: patient },
      'conditional-go',
    ],
    [
      'something that was not measured at all, under that profile',
      { expected: [present([passed, unverified]), good], profile: patient },
      'no-go',
    ],
    [
      'something inconclusive beside a failure, under that profile',
      { expected: [present([passed, inconclusive, failed]), good], profile: patient },
      'no-go',
    ],
    ['a bootstrap policy', { expected: [present([passed], { bootstrap: true })], profile: standard }, 'conditional-go'],
    ['a replay never gives go', { expected: [present([passed], { replay: true })], profile: transitional }, 'no-go'],
    [
      'attested, and a failure elsewhere is waived',
      { expected: [attested, { ...waived, control: 'third' }], profile: standard },
      'no-go',
    ],
    [
      'attested, and a remark failed elsewhere',
      { expected: [attested, present([passed, { ...failed, ...info }])], profile: standard },
      'conditional-go',
    ],
    [
      'deferred although it is demanded here and now',
      {
        expected: [
          present([
            passed,
            {
              ...unverified,
              deferredTo: 'release',
              because: { code: 'NO_CREDENTIAL', message: 'no token', deferrable: false },
            },
          ]),
        ],
        profile: standard,
      },
      'no-go',
    ],
    [
      'not applicable without the word of the base',
      { expected: [present([], { status: 'not-applicable' }), good], profile: standard },
      'no-go',
    ],
    [
      'not applicable by the base',
      { expected: [present([], { status: 'not-applicable', exempt: true }), good], profile: standard },
      'go',
    ],
    [
      'only what is not applicable by the base',
      { expected: [present([], { status: 'not-applicable', exempt: true })], profile: standard },
      'no-go',
    ],
    [
      'not applicable by the base, with a failure inside',
      { expected: [present([failed], { status: 'not-applicable', exempt: true }), good], profile: standard },
      'no-go',
    ],
    [
      'a report that calls its failure passed',
      { expected: [present([passed, failed], { status: 'passed' })], profile: standard },
      'no-go',
    ],
    [
      'a remark stands in nobody’s way',
      { expected: [present([passed, { ...failed, ...info }])], profile: standard },
      'go',
    ],
    ['strict: waived', { expected: [waived], profile: strict }, 'no-go'],
    ['strict: attested', { expected: [attested], profile: strict }, 'no-go'],
    ['strict: deferred', { expected: [deferred], profile: strict }, 'no-go'],
    ['promotion: waived', { expected: [waived], profile: promotion }, 'conditional-go'],
    ['promotion: deferred', { expected: [deferred], profile: promotion }, 'no-go'],
    ['standard: a failure of severity low', { expected: [low], profile: standard }, 'no-go'],
    ['transitional: a failure below its threshold is a failure', { expected: [low], profile: transitional }, 'no-go'],
    [
      'transitional: unverified below its threshold',
      { expected: [present([passed, { ...unverified, severity: 'low' }])], profile: transitional },
      'conditional-go',
    ],
    [
      'transitional: a failure at its threshold',
      { expected: [present([passed, { ...failed, severity: 'high' }])], profile: transitional },
      'no-go',
    ],
  ];

  test.each(rows)('%s', (_sentence, input, word) => {
    const decision = decide(input);
    expect(decision.word).toBe(word);
    expect(decision.reasons.length === 0).toBe(word === 'go');
  });

  test.each([
    ['go', [good], 'go', true],
    ['go', [good], 'conditional-go', true],
    ['conditional-go', [waived], 'go', false],
    ['conditional-go', [waived], 'conditional-go', true],
    ['no-go', [absent('missing')], 'go', false],
    ['no-go', [absent('missing')], 'conditional-go', false],
  ] as const)('%s with accept: %s', (word, expected, accept, accepted) => {
    const decision = decide({ expected, profile: { ...standard, accept } });
    expect([decision.word, decision.accepted]).toEqual([word, accepted]);
  });

  test('every reason is told, worst first, with the control that it is about', () => {
    const expected = [
      { ...waived, control: 'a' },
      { ...absent('missing'), control: 'b' },
      { ...good, bootstrap: true },
    ];
    const { reasons } = decide({ expected, profile: standard });
    expect(reasons.map(({ control, weight }) => [control, weight])).toEqual([
      ['b', 'no-go'],
      ['a', 'conditional-go'],
      ['second', 'conditional-go'],
    ]);
  });
});

const anyResult: fc.Arbitrary<Result> = fc
  .record({
    status: fc.constantFrom(...resultStatuses),
    severity: fc.constantFrom(...severities),
    rule: fc.constantFrom('sample/one', 'sample/two', 'other/three'),
    lived: fc.constantFrom('no', 'waived', 'attested', 'deferred'),
  })
  .map(({ lived, ...rest }) =>
    result({
      ...rest,
      ...(lived === 'waived' && rest.status === 'failed' ? { waiver: sampleAllowance } : {}),
      ...(lived === 'attested' && rest.status === 'unverified' ? { attestation: sampleAllowance } : {}),
      ...(lived === 'deferred' && rest.status === 'unverified' ? { deferredTo: 'release' } : {}),
    }),
  );
const anyReport: fc.Arbitrary<ExpectedReport> = fc.oneof(
  { weight: 5, arbitrary: fc.array(anyResult, { maxLength: 6 }).map((results) => present(results)) },
  fc.constantFrom(absent('missing'), absent('foreign'), good, present([], { status: 'not-applicable', exempt: true })),
);
const anyProfile = fc.constantFrom(...Object.values(builtInProfiles));

/** The same list and another order of it. */
function shuffled<T>(item: fc.Arbitrary<T>): fc.Arbitrary<[T[], T[]]> {
  return fc
    .array(item, { maxLength: 8 })
    .chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
}

describe('for any results and reports', () => {
  test('the order of results changes neither status nor counts', () => {
    fc.assert(
      fc.property(shuffled(anyResult), ([list, other]) => {
        expect(reportStatus(other)).toBe(reportStatus(list));
        expect(describeCounts(other)).toBe(describeCounts(list));
      }),
    );
  });

  test('the order of reports and of their results changes nothing in the decision', () => {
    fc.assert(
      fc.property(shuffled(anyReport), anyProfile, ([list, other], profile) => {
        const turned = other.map((one) =>
          one.state === 'present' ? { ...one, results: [...one.results].reverse() } : one,
        );
        expect(decide({ expected: turned, profile })).toEqual(decide({ expected: list, profile }));
      }),
    );
  });

  test('go is given only where something of severity low or worse passed in every report that was measured', () => {
    let given = 0;
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 4 }), anyProfile, (expected, profile) => {
        if (decide({ expected, profile }).word !== 'go') return;
        given += 1;
        const measured = expected.filter((one) => one.state === 'present' && one.status !== 'not-applicable');
        expect(measured.length).toBeGreaterThan(0);
        for (const one of measured) {
          const results = one.state === 'present' ? one.results : [];
          expect(results.some(({ status, severity }) => status === 'passed' && severity !== 'info')).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
    expect(given).toBeGreaterThan(20);
  });

  test('a further failure or a further gap never makes a decision better', () => {
    const rank = { go: 0, 'conditional-go': 1, 'no-go': 2 };
    fc.assert(
      fc.property(
        fc.array(anyReport, { maxLength: 4 }),
        anyProfile,
        fc.constantFrom(failed, unverified),
        (expected, profile, worse) => {
          const before = rank[decide({ expected, profile }).word];
          const after = rank[decide({ expected: [...expected, present([passed, worse])], profile }).word];
          expect(after).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });
});
