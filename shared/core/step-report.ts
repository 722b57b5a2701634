import type { DecisionWord } from './executive-summary.ts';
import { isObject } from './json.ts';
import type { Report } from './report.ts';

/*
 * What the steps of a job left, for what is said of all of them together.
 */

/** What one step of a job reported. */
export interface StepReport {
  control: string;
  /** The words of the verdict, e.g. FAILED. */
  headline: string;
  report: Report;
  /** Its own summary, as it was written beside the report. */
  markdown: string;
}

/** A step that should have reported, and why nothing of it counts. */
export interface StepWithout {
  control: string;
  why: string;
}

/** The steps of a job, by what they left. */
export interface StepReports {
  parts: readonly StepReport[];
  without: readonly StepWithout[];
  /** Controls that run in another job. */
  apart: readonly string[];
}

/** The control whose report is a decision. */
export const decidingControl = 'executive-summary';

/**
 * The note of a report of which the configuration does not ask for its control. shared/shell/run-control.ts writes the same words of its own, since
 * every action would load this file otherwise; a test holds the two against each other.
 */
export const notAskedNote = 'The configuration does not ask for it.';

/** What counts more stands first: what broke, failed, could not look and passed. */
export const worstStatuses = ['error', 'failed', 'unverified', 'passed', 'not-applicable'] as const;

/** The worst status of all; error where a step left nothing that counts, or where nothing of all is asked for. */
export function worstStatus(reports: StepReports): Report['status'] {
  if (reports.without.length > 0 || isNothingAsked(reports)) return 'error';
  const worst = worstStatuses.find((status) => reports.parts.some(({ report }) => report.status === status));
  return worst ?? 'not-applicable';
}

/** Whether the configuration asks for none of the controls of a job: a job that judges nothing is a mistake, and no success. */
export function isNothingAsked({ parts, without, apart }: StepReports): boolean {
  return (
    without.length + apart.length === 0 &&
    parts.every(({ report: { status, notes } }) => status === 'not-applicable' && notes.includes(notAskedNote))
  );
}

/** The decision of a job that makes one: no-go where something broke, or stands against the word; undefined in one that makes none. */
export function decisionOf(reports: StepReports): DecisionWord | undefined {
  const { parts, without } = reports;
  if (without.some(({ control }) => control === decidingControl)) return 'no-go';
  const report = parts.find(({ control }) => control === decidingControl)?.report;
  if (report === undefined) return undefined;
  const word = decisionWordOf(report);
  const worst = worstStatus(reports);
  const holds = worst === 'passed' || (word === 'conditional-go' && worst === 'unverified');
  return holds && word !== undefined ? word : 'no-go';
}

/** The word that the report of a decision says; undefined in any other. */
export function decisionWordOf({ control, data }: Report): DecisionWord | undefined {
  const word = control === decidingControl && isObject(data) ? data['decision'] : undefined;
  return word === 'go' || word === 'conditional-go' || word === 'no-go' ? word : undefined;
}
