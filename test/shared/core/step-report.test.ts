import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../shared/core/report.ts';
import {
  decisionOf,
  isNothingAsked,
  notAskedNote,
  type StepReport,
  type StepReports,
  worstStatus,
} from '../../../shared/core/step-report.ts';
import { report } from '../../support/results.ts';

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
});
