import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { builtInProfiles, type Profile } from '../../../shared/core/policy.ts';
import type { Report, Result } from '../../../shared/core/report.ts';
import { resultStatuses } from '../../../shared/core/report-status.ts';
import { severities } from '../../../shared/core/severity.ts';
import {
  decisionOf,
  isNothingAsked,
  notAskedNote,
  type StepReport,
  type StepReports,
  worstStatus,
} from '../../../shared/core/step-report.ts';
import { decide } from '../../../shared/domain/decision/decide.ts';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import { report, result, sampleAllowance } from '../../support/results.ts';

const step = (status: Report['status'], more: Partial<Report> = {}): StepReport => {
  const made = report({ status, ...more });
  return { control: made.control, headline: '', report: made, markdown: '' };
};
const decided = (word: string, status: Report['status']): StepReport =>
  step(status, { control: 'executive-summary', data: { decision: word } });
const notAsked = step('not-applicable', { notes: [notAskedNote] });
const gone = { control: 'lost', why: 'its step broke' };
const of = (more: Partial<StepReports>): StepReports => ({ parts: [], without: [], apart: [], ...more });

test.each<[Report['status'], Partial<StepReports>]>([
  ['error', {}],
  ['error', { parts: [notAsked, notAsked] }],
  ['not-applicable', { parts: [step('not-applicable')] }],
  ['not-applicable', { parts: [step('not-applicable'), notAsked] }],
  ['not-applicable', { parts: [notAsked], apart: ['proofs'] }],
  ['passed', { parts: [notAsked, step('passed')] }],
  ['unverified', { parts: [step('passed'), step('unverified')] }],
  ['failed', { parts: [step('unverified'), step('failed'), step('passed')] }],
  ['error', { parts: [step('failed'), step('error')] }],
  ['error', { parts: [step('passed')], without: [gone] }],
])('the worst status is %s of %j', (status, reports) => {
  expect(worstStatus(of(reports))).toBe(status);
});

test('nothing is asked for only where every report says so', () => {
  expect(isNothingAsked(of({ parts: [notAsked] }))).toBe(true);
  expect(isNothingAsked(of({ parts: [notAsked, step('passed', { notes: [notAskedNote] })] }))).toBe(false);
  expect(isNothingAsked(of({ without: [gone] }))).toBe(false);
});

const passed = result();
const failed = result({ status: 'failed' });
const waived = result({ status: 'failed', waiver: sampleAllowance });
const deferred = result({ status: 'unverified', deferredTo: 'release' });
const attested = result({ status: 'unverified', attestation: sampleAllowance });
const below = result({ status: 'unverified', severity: 'medium' });

describe('the decision', () => {
  test.each<[word: string | undefined, name: string, reports: Partial<StepReports>]>([
    [undefined, 'of a job that makes none', { parts: [step('passed')], without: [gone] }],
    ['go', 'for it', { parts: [step('passed'), decided('go', 'passed')] }],
    ['go', 'for it, with what another job judges', { parts: [decided('go', 'passed')], apart: ['proofs'] }],
    ['conditional-go', 'on conditions', { parts: [decided('conditional-go', 'unverified')] }],
    ['no-go', 'against it', { parts: [decided('no-go', 'failed')] }],
    ['no-go', 'that is not there', { without: [{ ...gone, control: 'executive-summary' }] }],
    ['no-go', 'for it beside a step that broke', { parts: [decided('go', 'passed')], without: [gone] }],
    ['no-go', 'for it beside what failed', { parts: [decided('go', 'passed'), step('failed')] }],
    ['no-go', 'for it beside what could not look', { parts: [decided('go', 'passed'), step('unverified')] }],
    ['no-go', 'on conditions beside what failed', { parts: [decided('conditional-go', 'unverified'), step('failed')] }],
    ['no-go', 'in a word that nobody knows', { parts: [decided('GO!', 'passed')] }],
  ])('is %s: %s', (word, _name, reports) => {
    expect(decisionOf(of(reports))).toBe(word);
  });

  test.each<[lived: string, status: Report['status'], results: Result[], profile: keyof typeof builtInProfiles]>([
    ['waived beside what passed', 'passed', [waived, passed], 'standard'],
    ['deferred', 'unverified', [deferred, passed], 'standard'],
    ['attested', 'unverified', [attested, passed], 'promotion'],
    ['below what the profile asks for', 'unverified', [below, passed], 'transitional'],
  ])('is on conditions, as it was made, where something is %s', (_lived, status, results, profile) => {
    expect(reportStatus(results)).toBe(status);
    expect(decideOver([results], builtInProfiles[profile])).toEqual(['conditional-go', 'conditional-go']);
  });

  test.each<[lived: string, results: Result[], profile: keyof typeof builtInProfiles]>([
    ['waived, and nothing else was measured', [waived], 'transitional'],
    ['waived, where the profile takes no waiver', [waived, passed], 'strict'],
    ['waived beside what failed', [waived, failed], 'transitional'],
    ['failed, however little it weighs', [{ ...failed, severity: 'low' }, passed], 'transitional'],
  ])('is against it, as it was made, where something is %s', (_lived, results, profile) => {
    expect(decideOver([results], builtInProfiles[profile])).toEqual(['no-go', 'no-go']);
  });

  test('is the one that was made, whatever the reports of a job that broke nowhere say', () => {
    const anyResult = fc.record({
      status: fc.constantFrom(...resultStatuses),
      severity: fc.constantFrom(...severities),
      lived: fc.constantFrom(
        {},
        { waiver: sampleAllowance },
        { attestation: sampleAllowance },
        { deferredTo: 'release' as const },
      ),
      code: fc.constantFrom('NO_DATA', 'GITHUB_DOWN', 'CLAIMED', 'INCONCLUSIVE', 'CONDITIONAL'),
    });
    const anyResults = fc.array(
      anyResult.map(({ status, severity, lived, code }) =>
        result({
          ...{ status, severity, ...lived },
          ...(status === 'unverified' ? { because: { code, message: 'it could not look' } } : {}),
        }),
      ),
      { maxLength: 3 },
    );
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(anyResults, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...Object.values(builtInProfiles)),
        (all, profile) => {
          const [made, handedOn] = decideOver(all, profile);
          seen.add(made);
          expect(handedOn).toBe(made);
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
    expect([...seen].sort()).toEqual(['conditional-go', 'go', 'no-go']);
  });
});

/** The decision over reports with these results, and what a job hands on in which they and the decision were made. */
function decideOver(all: readonly Result[][], profile: Profile): [made: string, handedOn: string | undefined] {
  const own = all.map((results, index) => {
    const control = `control-${index}`;
    return { control, results, status: reportStatus(results) };
  });
  const { word, reasons } = decide({
    expected: own.map((each) => ({ ...each, state: 'present' as const })),
    profile,
  });
  // As executive-summary records what became of each report.
  const rows = own.map(({ control }) => {
    const [worst] = reasons.filter((reason) => reason.control === control);
    if (worst === undefined) return result();
    if (worst.weight === 'no-go') return result({ status: 'failed' });
    return result({ status: 'unverified', because: { code: 'CONDITIONAL', message: worst.message } });
  });
  const parts = own.map(({ control, results, status }) => step(status, { control, results }));
  return [word, decisionOf(of({ parts: [...parts, decided(word, reportStatus(rows))] }))];
}
