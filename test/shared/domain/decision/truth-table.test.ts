import { describe, expect, test } from '@jest/globals';
import { builtInProfiles, failOnValues, type Profile } from '../../../../shared/core/policy.ts';
import type { Result } from '../../../../shared/core/report.ts';
import { type ReportStatus, reportStatuses } from '../../../../shared/core/report-status.ts';
import { severities } from '../../../../shared/core/severity.ts';
import { type DecisionInput, decide, type ExpectedReport } from '../../../../shared/domain/decision/decide.ts';
import { type ExitCode, exitCode, headline } from '../../../../shared/domain/decision/exit.ts';
import { reportStatus } from '../../../../shared/domain/decision/status.ts';
import { product } from '../../../support/product.ts';
import { result, sampleAllowance } from '../../../support/results.ts';

/*
 * The algebra of the suite, every combination of everything that it looks at. What is expected is written as sentences that
 * hold or do not hold for a scenario, worst first; the first one that holds decides. Nothing here follows the structure of the
 * code under test.
 */

type Severity = Result['severity'];
const flags = [false, true] as const;
const weighty = (severity: Severity): boolean => severity !== 'info';

describe('the status of a report', () => {
  interface Kind {
    status: Result['status'];
    severity: Severity;
    waived?: boolean;
    because?: string;
    lived?: 'attested' | 'deferred';
  }

  const kinds: Kind[] = severities.flatMap((severity): Kind[] => [
    { status: 'passed', severity },
    { status: 'not-applicable', severity },
    { status: 'failed', severity },
    { status: 'failed', severity, waived: true },
    ...['NO_DATA', 'NO_RESULT', 'GITHUB_DOWN'].flatMap((because): Kind[] => [
      { status: 'unverified', severity, because },
      { status: 'unverified', severity, because, lived: 'attested' },
      { status: 'unverified', severity, because, lived: 'deferred' },
    ]),
  ]);
  const lists: Kind[][] = [
    [],
    ...kinds.map((kind) => [kind]),
    ...product({ a: kinds, b: kinds }).map(({ a, b }) => [a, b]),
  ];
  const errors = [undefined, 'BAD_INPUT', 'BAD_CONFIG', 'BAD_REPORT', 'GITHUB_DOWN', 'INTERNAL'] as const;
  const scenarios = product({ list: lists, error: errors });

  const sentences: [ReportStatus, string, (list: readonly Kind[], error: string | undefined) => boolean][] = [
    ['error', 'the evaluation broke', (_list, error) => error !== undefined],
    ['error', 'GitHub gave no usable answer', (list) => list.some(({ because }) => because === 'GITHUB_DOWN')],
    [
      'failed',
      'a failed result of severity >= low is not waived',
      (list) => list.some((one) => one.status === 'failed' && weighty(one.severity) && one.waived !== true),
    ],
    [
      'unverified',
      'such a result is unverified, attested or deferred or not, or the rule gave none',
      (list) => list.some((one) => one.status === 'unverified' && weighty(one.severity)),
    ],
    [
      'unverified',
      'nothing passed at all',
      (list) => list.filter((one) => one.status === 'passed' && weighty(one.severity)).length === 0,
    ],
    ['passed', 'in every other case', () => true],
  ];

  const resultOf = ({ status, severity, waived, because, lived }: Kind): Result =>
    result({
      status,
      severity,
      ...(waived === true ? { waiver: sampleAllowance } : {}),
      ...(because === undefined ? {} : { because: { code: because, message: 'it could not be looked at' } }),
      ...(lived === 'attested' ? { attestation: sampleAllowance } : {}),
      ...(lived === 'deferred' ? { deferredTo: 'release' } : {}),
    });

  test(`is what the first sentence that holds says: ${scenarios.length} combinations`, () => {
    const used = new Set<string>();
    const wrong = scenarios.filter(({ list, error }) => {
      const sentence = sentences.find(([, , holds]) => holds(list, error));
      used.add(sentence?.[1] ?? '');
      const given = error === undefined ? undefined : { code: error, message: 'it broke' };
      return reportStatus(list.map(resultOf), given) !== sentence?.[0];
    });
    expect(wrong).toEqual([]);
    expect(used.size).toBe(sentences.length);
  });
});

describe('the exit code of a control', () => {
  const codes = [undefined, 'BAD_INPUT', 'BAD_CONFIG', 'BAD_REPORT', 'GITHUB_DOWN', 'INTERNAL'] as const;
  const asked: Record<Exclude<ReportStatus, 'error'>, Record<(typeof failOnValues)[number], ExitCode>> = {
    passed: { unverified: 0, failed: 0, never: 0 },
    'not-applicable': { unverified: 0, failed: 0, never: 0 },
    failed: { unverified: 1, failed: 1, never: 0 },
    unverified: { unverified: 3, failed: 0, never: 0 },
  };
  const broken: Record<string, ExitCode> = {
    BAD_INPUT: 2,
    BAD_CONFIG: 2,
    BAD_REPORT: 2,
    GITHUB_DOWN: 4,
    INTERNAL: 4,
    undefined: 4,
  };
  const scenarios = product({ status: reportStatuses, failOn: failOnValues, code: codes });

  test(`follows status and fail-on, an error only its code: ${scenarios.length} combinations`, () => {
    const wrong = scenarios.filter(
      ({ status, failOn, code }) =>
        exitCode(status, failOn, code) !== (status === 'error' ? broken[String(code)] : asked[status][failOn]),
    );
    expect(wrong).toEqual([]);
  });

  test('an exit of 0 for what was not verified still reads NOT VERIFIED', () => {
    expect(reportStatuses.map((status) => [status, headline(status)])).toEqual([
      ['passed', 'PASSED'],
      ['failed', 'FAILED'],
      ['unverified', 'NOT VERIFIED'],
      ['not-applicable', 'NOT APPLICABLE'],
      ['error', 'ERROR'],
    ]);
  });
});

test('a verdict that rests on a waiver does not read like one that does not', () => {
  const waived = result({ status: 'failed', waiver: sampleAllowance });
  expect(headline('passed', [result(), waived])).toBe('PASSED WITH WAIVERS');
  expect(headline('passed', [result(), result({ status: 'not-applicable' })])).toBe('PASSED');
  for (const status of ['failed', 'unverified', 'not-applicable', 'error'] as const) {
    expect(headline(status, [waived])).toBe(headline(status));
  }
});

describe('the decision', () => {
  type Lived = 'no' | 'waived' | 'attested' | 'deferred' | 'attested and deferred' | 'deferred, but not deferrable';
  interface Kind {
    status: Result['status'];
    severity: Severity;
    lived: Lived;
  }
  interface Scenario {
    state: ExpectedReport['state'];
    /** The result that varies; there may be none. */
    kind: Kind | undefined;
    /** Besides it, a result of severity high that passed. */
    company: boolean;
    /** What the report says of itself, true or not. */
    says: ReportStatus | 'not-applicable, and the base says so';
    elsewhere: 'nothing' | 'a passed report' | 'a passed report with a waived failure';
    claimed: boolean;
    bootstrap: boolean;
    replay: boolean;
    profile: ProfileName;
  }

  // How each profile differs from the others, apart from the code that defines them.
  const profileFacts = {
    standard: { lenientBelow: 'none', refuses: [], acceptsConditional: false },
    strict: { lenientBelow: 'none', refuses: ['waived', 'attested', 'deferred'], acceptsConditional: false },
    transitional: { lenientBelow: 'high', refuses: [], acceptsConditional: true },
    promotion: { lenientBelow: 'none', refuses: ['deferred'], acceptsConditional: false },
    'standard, conditional-go accepted': { lenientBelow: 'none', refuses: [], acceptsConditional: true },
  } as const;
  type ProfileName = keyof typeof profileFacts;
  const profiles: Record<ProfileName, Profile> = {
    ...builtInProfiles,
    'standard, conditional-go accepted': { ...builtInProfiles.standard, accept: 'conditional-go' },
  };

  const livedWith: Record<Result['status'], readonly Lived[]> = {
    passed: ['no'],
    'not-applicable': ['no'],
    failed: ['no', 'waived'],
    unverified: ['no', 'attested', 'deferred', 'attested and deferred', 'deferred, but not deferrable'],
  };
  const kinds = (Object.keys(livedWith) as Result['status'][]).flatMap((status) =>
    product({ status: [status], severity: severities, lived: livedWith[status] }),
  );
  const around = {
    elsewhere: ['nothing', 'a passed report', 'a passed report with a waived failure'],
    profile: Object.keys(profileFacts) as ProfileName[],
  } as const;
  const present = product({
    ...around,
    state: ['present'],
    kind: [undefined, ...kinds],
    company: flags,
    says: [...reportStatuses, 'not-applicable, and the base says so'],
    claimed: flags,
    bootstrap: flags,
    replay: flags,
  } as const);
  const absent = product({
    ...around,
    state: ['missing', 'invalid', 'foreign', 'duplicated'],
    kind: [undefined],
    company: [false],
    says: ['passed'],
    claimed: [false],
    bootstrap: [false],
    replay: [false],
  } as const);
  const scenarios: Scenario[] = [...present, ...absent];

  const accepts = (s: Scenario, what: string): boolean =>
    !(profileFacts[s.profile].refuses as readonly string[]).includes(what);
  const lenient = (s: Scenario): boolean =>
    profileFacts[s.profile].lenientBelow === 'high' && (s.kind?.severity === 'medium' || s.kind?.severity === 'low');
  const counts = (s: Scenario, status: Result['status']): boolean =>
    s.kind?.status === status && weighty(s.kind.severity);
  const anythingFailed = (s: Scenario): boolean =>
    counts(s, 'failed') || s.elsewhere === 'a passed report with a waived failure';
  const waived = (s: Scenario): boolean => counts(s, 'failed') && s.kind?.lived === 'waived' && accepts(s, 'waived');
  const attested = (s: Scenario): boolean =>
    counts(s, 'unverified') &&
    s.kind?.lived.startsWith('attested') === true &&
    accepts(s, 'attested') &&
    !anythingFailed(s);
  const deferred = (s: Scenario): boolean =>
    counts(s, 'unverified') &&
    (s.kind?.lived === 'deferred' || s.kind?.lived === 'attested and deferred') &&
    accepts(s, 'deferred');
  const trueStatus = (s: Scenario): ReportStatus => {
    if (counts(s, 'failed') && s.kind?.lived !== 'waived') return 'failed';
    if (counts(s, 'unverified')) return 'unverified';
    return s.company || counts(s, 'passed') ? 'passed' : 'unverified';
  };

  const noGo: [string, (s: Scenario) => boolean][] = [
    ['an expected report is missing, invalid, foreign or duplicated', (s) => s.state !== 'present'],
    ['an expected report is an error', (s) => s.says === 'error'],
    ['something failed', (s) => counts(s, 'failed') && !waived(s)],
    ['a waived failure where waivers are refused', (s) => s.elsewhere.endsWith('failure') && !accepts(s, 'waived')],
    [
      'something is unverified without an accepted attestation or deferral',
      (s) => counts(s, 'unverified') && !attested(s) && !deferred(s) && !lenient(s),
    ],
    ['a report is unverified because nothing in it passed', (s) => s.says === 'unverified' && !counts(s, 'unverified')],
    [
      'a report says of itself what its results do not say',
      (s) => s.state === 'present' && ['passed', 'failed', 'unverified'].includes(s.says) && s.says !== trueStatus(s),
    ],
    ['not applicable, and the base configuration does not say so', (s) => s.says === 'not-applicable'],
    ['there is nothing to decide on', (s) => s.elsewhere === 'nothing' && s.says.startsWith('not-applicable')],
    ['a replay never gives go', (s) => s.replay],
  ];
  const conditional: [string, (s: Scenario) => boolean][] = [
    ['something is waived', (s) => waived(s) || (s.elsewhere.endsWith('failure') && accepts(s, 'waived'))],
    ['something is attested', attested],
    ['something is deferred', deferred],
    ['something is merely claimed', (s) => s.claimed],
    ['the policy is bootstrap', (s) => s.bootstrap],
    ['what is unverified lies below the threshold of the profile', (s) => lenient(s) && counts(s, 'unverified')],
  ];

  const passed = result({ rule: 'sample/other', severity: 'high' });
  const waivedFailure = result({ rule: 'second/rule', status: 'failed', waiver: sampleAllowance });

  function inputOf(s: Scenario): DecisionInput {
    const { kind } = s;
    const results: Result[] = s.company ? [passed] : [];
    if (kind !== undefined) {
      results.push(
        result({
          status: kind.status,
          severity: kind.severity,
          ...(kind.lived === 'waived' ? { waiver: sampleAllowance } : {}),
          ...(kind.lived.startsWith('attested') ? { attestation: sampleAllowance } : {}),
          ...(kind.lived.includes('deferred') ? { deferredTo: 'merge_group' } : {}),
          ...(kind.lived === 'deferred, but not deferrable'
            ? { because: { code: 'NO_CREDENTIAL', message: 'no token', deferrable: false } }
            : {}),
        }),
      );
    }
    const judged: ExpectedReport =
      s.state === 'present'
        ? {
            control: 'sample',
            state: 'present',
            status: s.says === 'not-applicable, and the base says so' ? 'not-applicable' : s.says,
            exempt: s.says === 'not-applicable, and the base says so',
            results,
            claimed: s.claimed,
            bootstrap: s.bootstrap,
            replay: s.replay,
          }
        : { control: 'sample', state: s.state, why: 'of the test' };
    const others = {
      nothing: [],
      'a passed report': [passed],
      'a passed report with a waived failure': [passed, waivedFailure],
    };
    const other: ExpectedReport = {
      control: 'second',
      state: 'present',
      status: 'passed',
      results: others[s.elsewhere],
    };
    return {
      expected: s.elsewhere === 'nothing' ? [judged] : [judged, other],
      profile: profiles[s.profile],
    };
  }

  test(`is no-go, conditional-go or go as the sentences say: ${scenarios.length} combinations`, () => {
    const wrong: unknown[] = [];
    const used = new Set<string>();
    const words = { go: 0, 'conditional-go': 0, 'no-go': 0 };
    for (const scenario of scenarios) {
      const against = noGo.filter(([, holds]) => holds(scenario));
      const but = conditional.filter(([, holds]) => holds(scenario));
      const word = against.length > 0 ? 'no-go' : but.length > 0 ? 'conditional-go' : 'go';
      const accepted =
        word === 'go' || (word === 'conditional-go' && profileFacts[scenario.profile].acceptsConditional);
      // A sentence proves something only where it alone decides.
      if (against.length === 1) used.add(against[0]?.[0] ?? '');
      if (against.length === 0 && but.length === 1) used.add(but[0]?.[0] ?? '');
      words[word] += 1;
      const decision = decide(inputOf(scenario));
      const weights = decision.reasons.map(({ weight }) => weight);
      const fits =
        decision.word === word &&
        decision.accepted === accepted &&
        weights.includes('no-go') === against.length > 0 &&
        weights.includes('conditional-go') === but.length > 0 &&
        !weights.join(' ').includes('conditional-go no-go');
      if (!fits && wrong.length < 5) wrong.push({ scenario, expected: { word, accepted, against, but }, decision });
    }
    expect(wrong).toEqual([]);
    expect([...used].sort()).toEqual([...noGo, ...conditional].map(([sentence]) => sentence).sort());
    expect(Math.min(...Object.values(words))).toBeGreaterThan(100);
  });
});
