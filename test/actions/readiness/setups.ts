import type { CollectedFile } from '../../../shared/core/collected.ts';
import type { Evaluation } from '../../../shared/core/evaluation.ts';
import type { GitHubAnswers } from '../../support/memory-github.ts';
import {
  answers,
  checksReport,
  collected,
  inArtifact,
  now,
  onMain,
  type PlayedJob,
  played,
  requests,
} from '../../support/readiness.ts';
import { report, result } from '../../support/results.ts';
import { headSha, type Setup } from '../../support/world.ts';

/* One release that has everything, and the ways in which a case differs from it. */

/** The report of a control as a job of this run left it. */
export const ownReport = (control: string, changes: Parameters<typeof report>[0] = {}): string =>
  `${JSON.stringify(
    report({
      control,
      subject: { ...onMain, event: 'push', job: control },
      policySource: {
        kind: 'base',
        path: '.github/release-governance.yml',
        ref: 'b'.repeat(40),
        sha256: 'c'.repeat(64),
      },
      startedAt: '2026-11-20T11:20:00Z',
      results: [result({ rule: `${control}/rule` })],
      ...changes,
    }),
    null,
    2,
  )}\n`;

export const own = (control: string, changes: Parameters<typeof report>[0] = {}): CollectedFile =>
  inArtifact(`governance-${control}-${control}-1`, `${control}.report.json`, ownReport(control, changes));

export const build = played('build');
export const tests = [played('tests (20)'), played('tests (24)')];
export const contracts = played('manifest-sync');
export const jobs: readonly PlayedJob[] = [build, ...tests, contracts];

export const section = {
  jobs: [
    { id: 'build', job: 'build' },
    { id: 'tests', job: 'tests', legs: ['20', '24'] },
  ],
  reports: [
    { id: 'contracts', control: 'manifest-sync', facts: { commit: '/subject/headSha' } },
    {
      id: 'canary',
      artifact: 'canary-report',
      path: 'canary_report.json',
      contract: 'canary_v1',
      job: 'build',
      'maximum-age': '1d',
      conditions: [{ pointer: '/summary/failed', equals: 0 }],
      facts: { commit: '/commit', flags: '/flags' },
    },
    {
      id: 'shadow-parity',
      artifact: 'parity-report',
      path: 'canary_report.json',
      job: 'build',
      facts: { flags: '/flags' },
    },
  ],
} as const;

const flags = { 'new-engine': true };
export const canary = checksReport('canary_v1', { commit: headSha, flags });
export const parity = checksReport('parity_v1', { flags });

export const canaryFile = (content: unknown = canary, origin: Parameters<typeof inArtifact>[3] = {}): CollectedFile =>
  inArtifact('canary-report', 'canary_report.json', content, { id: 9001, ...origin });
export const parityFile = (content: unknown = parity): CollectedFile =>
  inArtifact('parity-report', 'canary_report.json', content, { id: 9002 });

export interface Changes extends Omit<Setup, 'github' | 'reports' | 'files'> {
  jobs?: readonly PlayedJob[];
  /** What the check runs say instead of what the jobs say. */
  checks?: GitHubAnswers[string];
  answers?: GitHubAnswers;
  files?: readonly CollectedFile[];
  collected?: Parameters<typeof collected>[1];
  /** No credential. */
  deaf?: true;
}

/** The release that has everything, with these changes. */
export function release({
  jobs: some = jobs,
  checks,
  answers: more = {},
  files,
  collected: lists,
  deaf,
  ...rest
}: Changes = {}): Setup {
  const github = answers(some, { ...(checks === undefined ? {} : { [requests.checks()]: checks }), ...more });
  return {
    section,
    subject: onMain,
    now,
    asked: ['manifest-sync', 'readiness'],
    reports: collected(files ?? [own('manifest-sync'), canaryFile(), parityFile()], lists),
    ...(deaf === true ? {} : { github }),
    ...rest,
  };
}

/** What is not passed, as `rule about: status`, with the code of what was not measured; what was not asked for is left out. */
export function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [
          `${[rule.replace('readiness/', ''), ...about].join(' ')}: ${status === 'failed' ? 'failed' : (because?.code ?? status)}`,
        ],
  );
  return error === undefined ? lines : [...lines, `${error.code}: ${error.message}`];
}
