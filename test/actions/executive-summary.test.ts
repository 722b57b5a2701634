import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/executive-summary/control.ts';
import { control as manifestSync } from '../../actions/manifest-sync/control.ts';
import type { CollectedFile } from '../../shared/core/collected.ts';
import { noEvaluation } from '../../shared/core/evaluation.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { consumerFiles, contractEntry, contractFiles, paths } from '../support/contract-files.ts';
import { coverRules } from '../support/coverage.ts';
import { roles, section } from '../support/cutover.ts';
import {
  artifact,
  asksVerification,
  changed,
  type DecisionSetup,
  decideOn,
  decisionJob,
  job,
  runId,
  verificationReport,
} from '../support/decision-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';
import { postureText, wholeFreeze, wholeGo } from '../support/postures.ts';
import { pullAnswers, review } from '../support/pull-request.ts';
import { result } from '../support/results.ts';
import { evaluateWith } from '../support/world.ts';

/* The whole way: a control runs as a job of a pull request, its report lies in an artifact, the summary decides on it. */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const unreadable = { code: 'NO_DATA' as const, message: 'the commit could not be read', needs: 'fetch-depth: 0' };
const drifted = { [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' };
const deprecated = { [paths.matrix]: contractFiles({ status: 'Deprecated' })[paths.matrix] ?? '' };
const pull = 'GET /repos/harbour-example/desk/pulls/7';
const jobsRoute = `GET /repos/harbour-example/desk/actions/runs/${runId}/jobs`;

const rules = coverRules(control, {
  'report-present unverified': 'a report was found or it was not',
  'report-bound unverified': 'what cannot be bound is not of this run',
});

async function decide(setup: DecisionSetup = {}) {
  const { summary, exit, report, ...rest } = await decideOn(repository, setup);
  const own = report.results.filter(({ rule }) => rule.startsWith('executive-summary/'));
  rules.see({ ...noEvaluation(), results: own });
  const statuses = Object.fromEntries(
    report.results
      .filter(({ status }) => status === 'failed' || status === 'unverified')
      .map(({ rule, about, status }) => [`${rule.replace('executive-summary/', '')} ${about.join(' · ')}`, status]),
  );
  return { summary, exit, report, statuses, decision: summary.decision, ...rest };
}

/** The waiver that the deprecated row of the matrix asks for. */
async function waiverForDeprecated(): Promise<Record<string, unknown>> {
  const { control: made } = await decide({ head: deprecated });
  const failed = made.report.results.find(({ status }) => status === 'failed');
  repository.commit(contractFiles());
  return {
    id: 'until-5.2',
    rule: 'manifest-sync/matrix-status',
    value: failed?.valueHash,
    approver: 'release owner',
    reason: 'replaced next week',
    granted: '2026-11-01',
    expires: '2026-12-01',
  };
}

test('one green report of a job that succeeded, nothing of the gate touched: go', async () => {
  const { decision, exit, summary, report } = await decide();
  expect({ decision, exit, status: report.status }).toEqual({ decision: 'go', exit: 0, status: 'passed' });
  expect(summary).toMatchObject({
    accepted: true,
    profile: 'standard',
    toGo: [],
    checks: [],
    notMeasured: [],
    reports: [
      { control: 'manifest-sync', job: 'governance', verdict: 'go', state: 'present', status: 'passed', why: [] },
    ],
  });
  expect(summary.firstFailing).toBeUndefined();
});

test('a failed report is a no-go that names the control, its owner and the fix', async () => {
  const { decision, exit, summary } = await decide({
    head: drifted,
    config: { 'executive-summary': { owners: { 'manifest-sync': '@harbour-example/contracts' } } },
    jobs: [job({ conclusion: 'failure' }), decisionJob],
  });
  expect({ decision, exit }).toEqual({ decision: 'no-go', exit: 1 });
  expect(summary.firstFailing).toMatchObject({ control: 'manifest-sync', owner: '@harbour-example/contracts' });
  expect(summary.firstFailing?.message).toContain('manifest-sync/fields-agree failed');
  expect(summary.toGo[0]).toMatch(/^manifest-sync: /);
  // A step says where.
  for (const step of summary.toGo) expect(step).toMatch(/config\/|docs\//);
});

test('a report that broke is a no-go that names its first problem, and every one as a step', async () => {
  const { decision, summary } = await decide({
    config: { contracts: [{ ...contractEntry, mirrors: 'x', fieldz: 'y' }] },
  });
  expect(decision).toBe('no-go');
  expect(summary.firstFailing?.message).toMatch(
    /^its evaluation broke: .* has 2 problems: unknown key mirrors .*release-governance\.yml:\d+\)$/,
  );
  expect(summary.toGo).toEqual([
    expect.stringMatching(/^manifest-sync: mend unknown key mirrors .*release-governance\.yml:\d+\)$/),
    expect.stringMatching(/^manifest-sync: mend unknown key fieldz .*release-governance\.yml:\d+\)$/),
    expect.stringContaining('describes every key'),
  ]);
});

test('a section of its own that cannot be read is a no-go that names its first problem too', async () => {
  const { decision, summary } = await decide({ config: { 'executive-summary': { owner: {}, leg: {} } } });
  expect(decision).toBe('no-go');
  expect(summary.firstFailing).toMatchObject({ control: 'executive-summary' });
  expect(summary.firstFailing?.message).toMatch(/ has 2 problems: unknown key owner .*release-governance\.yml:\d+\)$/);
  expect(summary.toGo).toEqual([
    expect.stringMatching(/^mend unknown key owner .*release-governance\.yml:\d+\)$/),
    expect.stringMatching(/^mend unknown key leg .*release-governance\.yml:\d+\)$/),
    expect.stringContaining('describes every key'),
  ]);
});

test('CODEOWNERS of the base owns what is first failing, where the configuration names nobody', async () => {
  repository.commit({ '.github/CODEOWNERS': '* @everyone\nconfig/ @harbour-example/pins\n' });
  const { summary } = await decide({ head: { ...drifted, '.github/CODEOWNERS': '* @mallory\n' } });
  expect(summary.firstFailing?.owner).toBe('@harbour-example/pins');
});

describe('expected reports', () => {
  const cases: [name: string, setup: DecisionSetup, statuses: Record<string, string>][] = [
    ['none at all', { files: () => [] }, { 'report-present manifest-sync': 'failed' }],
    [
      'a leg of the matrix without one',
      { config: { 'executive-summary': { legs: { 'manifest-sync': ['linux'] } } } },
      { 'report-present manifest-sync · key linux': 'failed' },
    ],
    [
      'what the workflow expects besides',
      { config: { contracts: undefined }, given: { expect: 'manifest-sync' }, files: () => [] },
      { 'report-present manifest-sync': 'failed' },
    ],
    [
      'two contents for one job and attempt',
      {
        files: (text) => [
          artifact(text),
          artifact(
            changed(text, (report) => void (report.durationMs += 1)),
            { id: 1002 },
          ),
        ],
      },
      { 'report-present manifest-sync · job governance': 'failed' },
    ],
  ];
  test.each(cases)('%s', async (_name, setup, statuses) => {
    const outcome = await decide(setup);
    expect(outcome.decision).toBe('no-go');
    expect(outcome.statuses).toMatchObject(statuses);
    expect(outcome.exit).toBe(1);
  });

  test('one content in two places counts once', async () => {
    const { decision, summary } = await decide({
      files: (text, head) => [
        artifact(text, { headSha: head }),
        { ...artifact(text), origin: { kind: 'folder', name: 'reports' } },
      ],
    });
    expect([decision, summary.reports.length]).toEqual(['go', 1]);
  });

  test('a configuration that asks for nothing leaves nothing to decide on', async () => {
    const { decision, summary } = await decide({ config: { contracts: undefined }, files: () => [] });
    expect(decision).toBe('no-go');
    expect(summary.firstFailing?.message).toContain('nothing');
  });
});

describe('what a report is bound to', () => {
  const cases: [name: string, change: Parameters<typeof changed>[1], words: string][] = [
    [
      'another repository',
      (report) => void (report.subject.repository = 'mallory/desk'),
      'its repository is mallory/desk',
    ],
    ['another commit', (report) => void (report.subject.headSha = 'f'.repeat(40)), 'its commit is ffff'],
    ['another run', (report) => void (report.subject.runId = 100), 'its run is 100'],
    ['no run', (report) => void delete report.subject.runId, 'its run is not named'],
    ['a later attempt than there was', (report) => void (report.subject.attempt = 7), 'attempt 7'],
    ['another event', (report) => void (report.subject.event = 'push'), 'its event is push'],
    [
      'another configuration',
      (report) => void (report.policySource = { kind: 'base', path: 'x.yml', sha256: '0' }),
      'another configuration',
    ],
    [
      'the configuration of the change itself',
      (report) => void (report.policySource = { kind: 'bootstrap', path: 'x', sha256: '0' }),
      'of the judged change itself',
    ],
    ['no configuration', (report) => void delete report.policySource, 'by which configuration'],
    ['a laptop', (report) => void (report.subject = { event: 'local' }), 'its event is local'],
    [
      'rules of another control',
      (report) => void (report.results[0]!.rule = 'kpi-gate/x'),
      'not a rule of manifest-sync',
    ],
  ];
  test.each(cases)('%s', async (_name, change, words) => {
    const { decision, summary } = await decide({
      files: (text, head) => [artifact(changed(text, change), { headSha: head })],
    });
    expect(decision).toBe('no-go');
    expect(summary.reports[0]).toMatchObject({ verdict: 'no-go' });
    expect(summary.reports[0]?.why.join()).toContain(words);
  });

  test('a report that the job of a later attempt did not renew does not count', async () => {
    const again = job({ id: 21, run_attempt: 2, started_at: '2026-11-20T11:58:00Z' });
    const { decision, summary } = await decide({
      env: { GITHUB_RUN_ATTEMPT: '2' },
      jobs: [job(), again, { ...decisionJob, run_attempt: 2 }],
      files: (text, head) => [
        artifact(
          changed(text, (report) => void (report.subject.attempt = 1)),
          { headSha: head },
        ),
      ],
    });
    expect(decision).toBe('no-go');
    expect(summary.reports[0]?.why.join()).toContain('ran again in attempt 2');
  });

  test('a report of an earlier attempt whose job was not run again still counts', async () => {
    const { decision } = await decide({
      env: { GITHUB_RUN_ATTEMPT: '2' },
      jobs: [job(), job({ id: 31, run_attempt: 2 }), { ...decisionJob, run_attempt: 2 }],
      files: (text, head) => [
        artifact(
          changed(text, (report) => void (report.subject.attempt = 1)),
          { headSha: head },
        ),
      ],
    });
    expect(decision).toBe('go');
  });

  test('what an earlier attempt left is not held against the newer report', async () => {
    const { decision, summary } = await decide({
      env: { GITHUB_RUN_ATTEMPT: '2' },
      jobs: [
        job(),
        job({ id: 21, run_attempt: 2, started_at: '2026-11-20T11:58:00Z' }),
        { ...decisionJob, run_attempt: 2 },
      ],
      files: (text, head) => [
        artifact(
          changed(text, (report) => void (report.subject.attempt = 1)),
          { headSha: head, id: 1 },
        ),
        artifact(text, { headSha: head, id: 2 }),
      ],
    });
    expect([decision, summary.reports.length]).toEqual(['go', 1]);
  });
});

describe('files that could be reports', () => {
  const file = (text: string, path = 'manifest-sync.report.json'): CollectedFile => artifact(text, {}, path);
  const cases: [name: string, files: (text: string) => CollectedFile[], words: string][] = [
    [
      'one odd status word',
      (text) => [file(text.replace('"status": "passed",\n  "summary"', '"status": "fine",\n  "summary"'))],
      'form of a report',
    ],
    ['no JSON', () => [file('{"kind":')], 'is not JSON'],
    ['no text', () => [{ ...file('x'), content: new Uint8Array([0xff, 0xfe, 0x00]) }], 'is not text'],
    ['another kind', () => [file('{"status": "passed"}\n')], 'is not a report'],
    ['a key twice', (text) => [file(text.replace('{\n', '{\n  "status": "failed",\n'))], 'has a key twice'],
  ];
  test.each(cases)('%s', async (_name, files, words) => {
    const { decision, statuses, report } = await decide({ files });
    expect(decision).toBe('no-go');
    expect(Object.keys(statuses).some((name) => name.startsWith('report-readable'))).toBe(true);
    expect(report.results.find(({ rule }) => rule === 'executive-summary/report-readable')?.message).toContain(words);
  });

  test('a newer schema is not verified', async () => {
    const { decision, statuses } = await decide({
      files: (text) => [file(text.replace('"schemaVersion": 1', '"schemaVersion": 2'))],
    });
    expect(decision).toBe('no-go');
    expect(Object.values(statuses)).toContain('unverified');
  });

  test('artifacts that could not be listed are not verified, with the permission that is missing', async () => {
    const because = { code: 'MISSING_PERMISSION' as const, message: 'not accessible', needs: 'actions: read' };
    const { decision, summary } = await decide({ collected: { files: [], unlisted: because } });
    expect(decision).toBe('no-go');
    expect(JSON.stringify(summary)).toContain('actions: read');
  });

  test('other JSON files are left alone', async () => {
    const { decision } = await decide({
      files: (text, head) => [
        artifact(text, { headSha: head }),
        artifact('{"status":"failed"}', { name: 'other' }, 'x.json'),
      ],
    });
    expect(decision).toBe('go');
  });
});

describe('commands of the judged change', () => {
  const time = '2026-11-20T11:50:30Z';
  const testJob = job({ id: 13, name: 'test' });
  /** A decision over the report of manifest-sync and one of verification of a job. */
  const beside = (
    verified: Parameters<typeof verificationReport>[1],
    more: Partial<DecisionSetup> = {},
    started: string | undefined = time,
  ): DecisionSetup => ({
    config: asksVerification,
    jobs: [job(), testJob, decisionJob],
    files: (text, head) => [
      artifact(text, { headSha: head }),
      artifact(
        verificationReport(text, verified, started),
        { headSha: head, id: 1002, name: 'governance-verification-test-1' },
        'verification.report.json',
      ),
    ],
    ...more,
  });
  const rule = 'apart';
  const cases: [name: string, setup: DecisionSetup, decision: string, statuses: Record<string, string>][] = [
    ['in a job of their own', beside({ job: 'test' }), 'go', {}],
    ['in the job of another report', beside({ job: 'governance' }), 'no-go', { [`${rule} governance`]: 'failed' }],
    ['in the job of the decision', beside({ job: 'decision' }), 'no-go', { [`${rule} decision`]: 'failed' }],
    [
      'in one of two jobs of one key',
      beside(
        { job: 'governance' },
        { jobs: [job({ name: 'governance (a)' }), job({ id: 14, name: 'governance (b)' }), decisionJob] },
      ),
      'no-go',
      { [`${rule} governance (a)`]: 'unverified' },
    ],
  ];
  test.each(cases)('%s', async (_name, setup, decision, statuses) => {
    const found = await decide(setup);
    expect([found.decision, found.statuses]).toEqual([decision, statuses]);
  });

  test('that did not run leave the job to others', async () => {
    const setup = beside({ job: 'governance' });
    const { statuses } = await decide({
      ...setup,
      files: (text, head) => [
        artifact(text, { headSha: head }),
        artifact(verificationReport(text, { job: 'governance' }, undefined), { headSha: head, id: 1002 }, 'v.json'),
      ],
    });
    expect(statuses).toEqual({});
  });

  const pushTo = (branch: string): Partial<DecisionSetup> => ({
    env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: `refs/heads/${branch}` },
    payload: (base) => ({ repository: { default_branch: 'main' }, before: base }),
    answers: {},
  });
  const unknown = {
    because: { code: 'MISSING_PERMISSION' as const, message: 'no', needs: 'contents: read' },
    status: 403,
  };
  test.each<[name: string, more: Partial<DecisionSetup>, status: string]>([
    ['by hand', { env: { GITHUB_EVENT_NAME: 'workflow_dispatch' } }, 'not-applicable'],
    ['on a push to the default branch', pushTo('main'), 'not-applicable'],
    ['on a push to another branch', pushTo('own'), 'failed'],
    [
      'on a push to a branch of which nobody knows whether it is the default one',
      { ...pushTo('own'), answers: { 'GET /repos/harbour-example/desk': unknown } },
      'unverified',
    ],
  ])('a decision from their job, %s', async (_name, more, status) => {
    const { report } = await decide(beside({ job: 'decision' }, more));
    expect(report.results.find(({ rule: each }) => each === `executive-summary/${rule}`)?.status).toBe(status);
  });
});

describe('jobs', () => {
  const conclusions: [conclusion: string | null, status: string][] = [
    ['failure', 'failed'],
    ['cancelled', 'failed'],
    ['skipped', 'failed'],
    ['timed_out', 'failed'],
    ['neutral', 'failed'],
    ['something new', 'failed'],
  ];
  test.each(conclusions)('a passed report of a job that ended with %s is a no-go', async (conclusion, status) => {
    const { decision, statuses } = await decide({ jobs: [job({ conclusion }), decisionJob] });
    expect([decision, statuses['job-succeeded governance']]).toEqual(['no-go', status]);
  });

  test('a job that still runs is not verified', async () => {
    const { decision, statuses, summary } = await decide({
      jobs: [job({ status: 'in_progress', conclusion: null }), decisionJob],
    });
    expect([decision, statuses['job-succeeded governance']]).toEqual(['no-go', 'unverified']);
    expect(summary.toGo.join()).toContain('under needs: of this job');
  });

  test('jobs that cannot be read are not verified', async () => {
    const because = { code: 'MISSING_PERMISSION' as const, message: 'no', needs: 'actions: read' };
    const { decision, statuses } = await decide({ answers: { [jobsRoute]: { because, status: 403 } } });
    expect([decision, statuses['job-succeeded governance']]).toEqual(['no-go', 'unverified']);
  });

  test('a report of this very job needs no end of it', async () => {
    const { decision } = await decide({
      env: { GITHUB_JOB: 'governance' },
      jobs: [job({ status: 'in_progress', conclusion: null })],
    });
    expect(decision).toBe('go');
  });

  test.each<[name: string, red: boolean, conclusion: string, statuses: Record<string, string>]>([
    ['one of which gave it reason to fail', true, 'failure', {}],
    ['none of which gave it reason to fail', false, 'failure', { 'job-succeeded governance': 'failed' }],
    [
      'one of which gave it reason to fail, and it was cancelled',
      true,
      'cancelled',
      { 'job-succeeded governance': 'failed' },
    ],
  ])('a job with several reports, %s', async (_name, red, conclusion, statuses) => {
    const waived = red ? await waiverForDeprecated() : undefined;
    const { statuses: found } = await decide({
      ...(waived === undefined
        ? {}
        : { config: { waivers: [{ ...waived, expires: '2026-11-19' }] }, head: deprecated }),
      jobs: [job({ conclusion }), decisionJob],
      files: (text, head) => [
        artifact(text, { headSha: head }),
        artifact(
          changed(text, (report) => {
            report.control = 'atomic-change';
            report.status = 'passed';
            report.results = [result({ rule: 'atomic-change/together' })];
          }),
          { headSha: head, id: 1002 },
          'atomic-change.report.json',
        ),
      ],
    });
    const ofJobs = Object.entries(found).filter(([name]) => name.startsWith('job-succeeded'));
    expect(Object.fromEntries(ofJobs)).toEqual(statuses);
  });

  const required: [name: string, jobs: Record<string, unknown>[], statuses: Record<string, string>][] = [
    ['that ran and succeeded', [job({ id: 5, name: 'test' })], {}],
    ['all legs of which succeeded', [job({ id: 5, name: 'test (20)' }), job({ id: 6, name: 'test (24)' })], {}],
    ['that is not there', [], { 'job-succeeded test': 'failed' }],
    ['that was skipped', [job({ id: 5, name: 'test', conclusion: 'skipped' })], { 'job-succeeded test': 'failed' }],
    [
      'of which one leg failed',
      [job({ id: 5, name: 'test (20)' }), job({ id: 6, name: 'test (24)', conclusion: 'failure' })],
      { 'job-succeeded test (24)': 'failed' },
    ],
  ];
  test.each(required)('a job of the configuration %s', async (_name, jobs, statuses) => {
    const outcome = await decide({
      config: { 'executive-summary': { jobs: ['test'] } },
      jobs: [job(), ...jobs, decisionJob],
    });
    expect(outcome.statuses).toEqual(statuses);
    expect(outcome.decision).toBe(Object.keys(statuses).length === 0 ? 'go' : 'no-go');
  });
});

describe('tables of the legs of a matrix', () => {
  const leg = (key: string, text: string, title: string, bad: number) =>
    artifact(
      changed(text, (report) => {
        report.subject.matrixKey = key;
        report.subject.checkRunId = 2000 + bad;
        const columns = [{ name: 'What' }, { name: 'Bad', numeric: true as const }];
        report.exhibits = [{ title, columns, rows: [{ cells: ['<b>box', String(bad)] }], totals: true }];
      }),
      { id: 2000 + bad, name: `governance-manifest-sync-governance-${key}-1` },
      `manifest-sync-${key}.report.json`,
    );
  const config = { 'executive-summary': { legs: { 'manifest-sync': ['a', 'b', 'c'] } } };
  const jobs = [1, 2, 4].map((id) => job({ id: 2000 + id, name: `governance (${id})` })).concat(decisionJob);

  test('are added up and shown, with how many legs they are of', async () => {
    const outcome = await decide({
      config,
      jobs,
      files: (text) => [leg('a', text, 'Counts', 1), leg('b', text, 'Counts', 2)],
    });
    expect(outcome.summary.tables).toEqual([
      {
        title: 'manifest-sync: Counts',
        columns: [{ name: 'What' }, { name: 'Bad', numeric: true }],
        rows: [{ cells: ['<b>box', '3'] }],
        remark: 'Added up over 2 of 3 reports',
      },
    ]);
    expect(outcome.markdown()).toMatch(/^### manifest\S*sync: Counts\n\nAdded up over 2 of 3 reports$/m);
    expect(outcome.markdown()).not.toContain('<b>');
    expect(outcome.terminal(false)).toContain('manifest-sync: Counts');
    expect(outcome.decision).toBe('no-go');
  });

  test('of a leg that is not of this run do not count', async () => {
    const outcome = await decide({
      config,
      jobs,
      files: (text) => [
        leg('a', text, 'Counts', 1),
        leg('b', text, 'Counts', 2),
        leg(
          'c',
          changed(text, (report) => void (report.subject.runId = 1)),
          'Counts',
          4,
        ),
      ],
    });
    expect(outcome.summary.tables?.[0]?.rows[0]?.cells).toEqual(['<b>box', '3']);
  });

  test('are none where a control has one report', async () => {
    const outcome = await decide({
      files: (text) => [
        artifact(
          changed(text, (report) => {
            report.exhibits = [{ title: 'T', columns: [{ name: 'A' }], rows: [], totals: true }];
          }),
        ),
      ],
    });
    expect(outcome.summary.tables).toBeUndefined();
  });
});

describe('living with results', () => {
  const waiver = waiverForDeprecated;

  test('a waived failure is at most conditional-go, and is shown with its terms', async () => {
    const waivers = [await waiver()];
    const { decision, exit, summary, report } = await decide({ config: { waivers }, head: deprecated });
    expect({ decision, exit, status: report.status }).toEqual({
      decision: 'conditional-go',
      exit: 1,
      status: 'unverified',
    });
    expect(summary.allowances).toEqual([
      {
        id: 'until-5.2',
        kind: 'waiver',
        control: 'manifest-sync',
        state: 'used',
        message: 'covers 1 result',
        terms: 'by release owner, 2026-11-01 to 2026-12-01: replaced next week',
      },
    ]);
  });

  test('a profile that accepts conditional-go lets it pass', async () => {
    const waivers = [await waiver()];
    const { decision, exit } = await decide({ config: { waivers, profile: 'transitional' }, head: deprecated });
    expect({ decision, exit }).toEqual({ decision: 'conditional-go', exit: 0 });
  });

  test('a profile without waivers does not', async () => {
    const waivers = [await waiver()];
    const { decision } = await decide({ config: { waivers, profile: 'strict' }, head: deprecated });
    expect(decision).toBe('no-go');
  });

  test('a waiver that ends between control and summary no longer holds', async () => {
    const waivers = [await waiver()];
    const config = { waivers, 'executive-summary': {} };
    const early = await decideOn(repository, { config, head: deprecated, now: '2026-12-01T23:59:00Z' });
    expect(early.summary.decision).toBe('conditional-go');
    const late = await decideOn(repository, { config, head: deprecated, now: '2026-12-02T00:00:00Z' });
    expect(late.summary.decision).toBe('no-go');
    expect(late.summary.allowances[0]).toMatchObject({ state: 'expired' });
  });

  test('what is deferred is at most conditional-go, although its own job fails', async () => {
    const remote = { ...contractEntry, remote: { mode: 'if-token', path: 'contracts/manifest.json' } };
    const deferrals = [{ rule: 'manifest-sync/*', to: 'release', reason: 'forks have no secrets' }];
    const setup = { jobs: [job({ conclusion: 'failure' }), decisionJob] };
    const deferred = await decide({ config: { contracts: [remote], deferrals }, ...setup });
    expect(deferred.control.exit).toBe(3);
    expect(deferred.decision).toBe('conditional-go');
    expect(deferred.summary.allowances).toMatchObject([{ kind: 'deferral', state: 'used' }]);
    expect(deferred.summary.notMeasured.map(({ rule }) => rule)).toContain('manifest-sync/remote-tag');
    const plain = await decide({ config: { contracts: [remote] }, ...setup });
    expect(plain.decision).toBe('no-go');
  });

  test('marks that a report brings along count for nothing', async () => {
    const mark = { id: 'mine', by: 'me', reason: 'x' };
    const { decision, summary } = await decide({
      head: drifted,
      files: (text, head) => [
        artifact(
          changed(text, (report) => {
            report.status = 'passed';
            for (const result of report.results) if (result.status === 'failed') result.waiver = mark;
          }),
          { headSha: head },
        ),
      ],
    });
    expect(decision).toBe('no-go');
    expect(summary.reports[0]?.why.join()).toContain('it says passed, and its results say failed');
  });
});

describe('several summaries', () => {
  const config = {
    'executive-summary': {
      summaries: { contracts: { controls: ['manifest-sync'] }, release: { summaries: ['contracts'] } },
    },
  };

  test('a part says what it decides on, and is an input of another', async () => {
    const part = await decideOn(repository, { config, given: { name: 'contracts' } });
    expect([part.summary.name, part.summary.decision]).toEqual(['contracts', 'go']);
    expect(Object.keys(part.documents)).toEqual([
      'contracts_governance_executive_summary.json',
      'contracts_governance_executive_summary.md',
    ]);
  });

  const childJob = job({ id: 13, name: 'contracts-decision' });
  const outcomes: [name: string, setup: DecisionSetup, decision: string][] = [
    ['go', {}, 'go'],
    ['no-go', { head: drifted }, 'no-go'],
    ['conditional-go', { config: { profile: 'transitional' }, head: deprecated }, 'conditional-go'],
  ];
  test.each(outcomes)(
    'one that is an input says %s, and so does the summary above it',
    async (word, setup, decision) => {
      const waivers = word === 'conditional-go' ? [await waiverForDeprecated()] : [];
      const part = await decideOn(repository, {
        head: { 'b.txt': word },
        ...setup,
        config: { ...config, ...setup.config, waivers },
        given: { name: 'contracts' },
        env: { GITHUB_JOB: 'governance' },
      });
      expect(part.summary.decision).toBe(decision);
      const whole = await runAsAction({
        control,
        repository,
        payload: pullRequest(part.base, part.head),
        secrets: { token: 't' },
        given: { name: 'release' },
        env: { GITHUB_JOB: 'decision' },
        collected: { files: [artifact(part.reportText, { headSha: part.head })], problems: [] },
        github: memoryGitHub({ [jobsRoute]: { json: [job(), childJob, decisionJob] } }),
      });
      expect(whole.words).toBe(decision.toUpperCase());
    },
  );

  test('a part without its reports is a no-go', async () => {
    const { decision } = await decide({ config, given: { name: 'contracts' }, files: () => [] });
    expect(decision).toBe('no-go');
  });

  test('a name that the base does not have is refused', async () => {
    const { decision, exit, summary } = await decide({ config, given: { name: 'lenient' } });
    expect({ decision, exit }).toEqual({ decision: 'no-go', exit: 2 });
    expect(summary.firstFailing?.message).toContain('what the summary is about');
  });

  test('summaries that wait for each other are a wrong configuration', async () => {
    const circle = { summaries: { a: { summaries: ['b'] }, b: { summaries: ['a'] } } };
    const { decision, exit, report } = await decide({ config: { 'executive-summary': circle } });
    expect({ decision, exit }).toEqual({ decision: 'no-go', exit: 2 });
    expect(JSON.stringify(report.error)).toContain('a -> b -> a');
  });
});

describe('posture', () => {
  const config = { 'executive-summary': { posture: '.github/posture.yml' } };
  const cases: [name: string, record: string | null, decision: string, section?: Record<string, unknown>][] = [
    ['GO', wholeGo, 'go'],
    ['GO until tomorrow', `${wholeGo}until: 2026-11-21T00:00:00Z\n`, 'go'],
    ['GO that has expired', `${wholeGo}until: 2026-11-20T00:00:00Z\n`, 'no-go'],
    ['GO from tomorrow on', wholeGo.replace('2026-11-01', '2026-11-21'), 'no-go'],
    ['GO for an environment, and none is named', `${wholeGo}scope: [production]\n`, 'no-go'],
    ['GO for this environment', `${wholeGo}scope: [production]\n`, 'go', { environment: 'production' }],
    ['GO for another environment', `${wholeGo}scope: [production]\n`, 'no-go', { environment: 'staging' }],
    ['GO on a condition that nobody measures', `${wholeGo}conditions: [smoke]\n`, 'no-go'],
    ['GO without who and why', 'posture: GO\n', 'no-go'],
    ['GO with a misspelt end', `${wholeGo}untill: 2026-11-20T00:00:00Z\n`, 'no-go'],
    ['frozen', wholeFreeze, 'no-go'],
    ['NO-GO', wholeGo.replace('GO', 'NO-GO'), 'no-go'],
    ['a word that is not known', wholeGo.replace('GO', 'maybe'), 'no-go'],
    ['nothing', 'since: 2026-11-01\n', 'no-go'],
    ['a broken file', 'posture: [\n', 'no-go'],
    ['a key twice', `posture: frozen\n${wholeGo}`, 'no-go'],
    ['no file', null, 'no-go'],
  ];

  test('a record that cannot be read is not verified', async () => {
    const evaluation = await evaluateWith(control, {
      section: { posture: 'posture.yml' },
      files: { 'posture.yml': { reason: 'unreadable', message: 'could not be read', because: unreadable } },
    });
    rules.see(evaluation);
    expect(evaluation.results.find(({ rule }) => rule === 'executive-summary/posture')?.status).toBe('unverified');
  });

  test.each(cases)('%s', async (_name, record, decision, section = {}) => {
    if (record !== null) repository.commit({ '.github/posture.yml': record });
    const given = { 'executive-summary': { ...config['executive-summary'], ...section } };
    expect((await decide({ config: given })).decision).toBe(decision);
  });
});

describe('a posture for an environment, or under a condition, and a report of the cutover gate', () => {
  const summary = { 'executive-summary': { posture: '.github/posture.yml' } };
  const config = { ...summary, 'cutover-gate': section, roles };
  const restricted = `${postureText('GO')}scope: [staging]\nconditions: [suite]\n`;
  const measured = { checkpoint: 'c', environment: 'staging', verifications: { suite: 'passed' } };
  /** The report of a checkpoint with these data, by a second job, beside that of manifest-sync. */
  const gate = (data: object, status: 'passed' | 'failed' = 'passed'): DecisionSetup => ({
    config,
    jobs: [job(), job({ id: 13, name: 'cutover' }), decisionJob],
    files: (text, headSha) => [
      artifact(text, { headSha }),
      artifact(
        changed(text, (report) => {
          report.control = 'cutover-gate';
          report.subject.job = 'cutover';
          report.data = data;
          report.status = status;
          report.results = [result({ rule: 'cutover-gate/verified', status })];
        }),
        { headSha, id: 1002, name: 'governance-cutover-gate-cutover-1' },
        'cutover-gate.report.json',
      ),
    ],
  });
  test.each<[name: string, setup: DecisionSetup, is: 'passed' | 'failed']>([
    ['the gate is about it, and has measured it', gate(measured), 'passed'],
    ['the gate is about another environment', gate({ ...measured, environment: 'production' }), 'failed'],
    ['the gate is about none', gate({ ...measured, environment: undefined }), 'failed'],
    ['it has not measured the condition', gate({ ...measured, verifications: {} }), 'failed'],
    ['the condition failed', gate({ ...measured, verifications: { suite: 'failed' } }), 'failed'],
    ['the gate failed', gate(measured, 'failed'), 'failed'],
    ['its report says nothing of it', gate({}), 'failed'],
    ['a gate that nobody asked for', { ...gate(measured), config: summary }, 'failed'],
  ])('%s', async (_name, setup, is) => {
    repository.commit({ '.github/posture.yml': restricted });
    const { decision, statuses } = await decide(setup);
    expect([decision, statuses['posture posture']]).toEqual(is === 'passed' ? ['go', undefined] : ['no-go', 'failed']);
  });
});

describe('the gate', () => {
  const workflow = { '.github/workflows/governance.yml': 'on: pull_request\n' };
  const config = {
    roles: { 'release-owner': ['alice', 'bob'] },
    'executive-summary': { 'gate-approvers': ['release-owner'], 'gate-files': ['ci/**'] },
  };

  const touched: [name: string, head: Record<string, string | null>][] = [
    ['a workflow', workflow],
    ['a local action', { '.github/actions/build/action.yml': 'runs: {}\n' }],
    ['the owners of the code', { '.github/CODEOWNERS': '* @mallory\n' }],
    ['the configuration', { [paths.config]: '{"version": 1}\n' }],
    ['a file that the configuration names', { 'ci/run.sh': 'true\n' }],
  ];
  test.each(touched)(
    '%s changed by what it judges is a no-go, also where people could approve it',
    async (_name, head) => {
      const { decision, statuses, summary } = await decide({
        head,
        config,
        answers: (at) => pullAnswers(pull, { head: at }),
      });
      expect([decision, statuses['gate-unchanged gate']]).toEqual(['no-go', 'failed']);
      expect(summary.firstFailing?.message).toContain('the change touches the gate that judges it');
      expect(summary.toGo.join()).toContain('approved at its head by 1 of: alice, bob');
    },
  );

  test('where nobody could approve it the fix says how to name people', async () => {
    const { decision, summary } = await decide({ head: workflow });
    expect(decision).toBe('no-go');
    expect(summary.toGo.join()).toContain('gate-approvers');
  });

  test('a file that belongs to the gate only by configuration is free elsewhere', async () => {
    expect((await decide({ head: { 'ci/run.sh': 'true\n' } })).decision).toBe('go');
  });

  test('approved at its head by a listed person: go', async () => {
    const { decision } = await decide({
      head: workflow,
      config,
      answers: (at) => pullAnswers(pull, { head: at, reviews: [review('alice', 1, { commit_id: at })] }),
    });
    expect(decision).toBe('go');
  });

  test('approvals that cannot be read are not verified', async () => {
    const because = { code: 'MISSING_PERMISSION' as const, message: 'no', needs: 'pull-requests: read' };
    const { decision, statuses } = await decide({
      head: workflow,
      config,
      answers: { [pull]: { because, status: 403 } },
    });
    expect([decision, statuses['gate-unchanged gate']]).toEqual(['no-go', 'unverified']);
  });

  describe('an event without a change', () => {
    const env = { GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/main' };
    const run = (gate: string | null) =>
      decide({
        env,
        head: { '.github/workflows/governance.yml': gate },
        answers: () => {
          const tip = repository.git('rev-parse', 'HEAD~1');
          repository.git('update-ref', 'refs/remotes/origin/main', tip);
          return { 'GET /repos/harbour-example/desk/git/ref/heads/main': { json: { object: { sha: tip } } } };
        },
      });

    test('has the gate of the default branch: go', async () => {
      repository.commit(workflow);
      const { decision } = await run(workflow['.github/workflows/governance.yml']);
      expect(decision).toBe('go');
    });

    test.each([
      ['another one', 'on: push\n'],
      ['none', null],
    ])('has %s: no-go', async (_name, gate) => {
      repository.commit(workflow);
      const { decision, statuses } = await run(gate);
      expect([decision, statuses['gate-unchanged gate']]).toEqual(['no-go', 'failed']);
    });
  });

  test('the first configuration of a repository: at most conditional-go, for there is no gate yet', async () => {
    const base = repository.commit({ 'README.md': 'x' });
    const head = repository.commit(consumerFiles({}, { 'executive-summary': {} }));
    const payload = pullRequest(base, head);
    const run = { repository, payload, secrets: { token: 't' } };
    const made = await runAsAction({ control: manifestSync, ...run });
    const outcome = await runAsAction({
      control,
      ...run,
      env: { GITHUB_JOB: 'decision' },
      collected: { files: [artifact(made.reportText, { headSha: head })], problems: [] },
      github: memoryGitHub({ [jobsRoute]: { json: [job(), decisionJob] } }),
    });
    expect(outcome.words).toBe('CONDITIONAL-GO');
    expect(outcome.exit).toBe(1);
  });

  test('a waiver for exactly this change lets it live', async () => {
    const seen = await decide({ head: workflow });
    const { valueHash } = seen.report.results.find(({ rule }) => rule === 'executive-summary/gate-unchanged') ?? {};
    const waiver = {
      id: 'new-runner',
      rule: 'executive-summary/gate-unchanged',
      value: valueHash,
      approver: 'alice',
      reason: 'reviewed by itself',
      granted: '2026-11-01',
      expires: '2026-12-01',
    };
    repository.commit({ '.github/workflows/governance.yml': null });
    expect((await decide({ config: { waivers: [waiver] }, head: workflow })).decision).toBe('conditional-go');
    repository.commit({ '.github/workflows/governance.yml': null });
    const other = { '.github/workflows/governance.yml': 'on: push\n' };
    expect((await decide({ config: { waivers: [waiver] }, head: other })).decision).toBe('no-go');
  });
});

describe('reports of other tools', () => {
  const foreign = [{ id: 'bundle', artifact: 'bundle-report', path: 'report.json', contract: 'bundle_v1' }];
  const config = { 'executive-summary': { foreign } };
  const good = { contract: 'bundle_v1', status: 'passed', checks: [{ check_id: 'a', passed: true }] };
  const at = (head: string, value: unknown, change: object = {}) =>
    artifact(JSON.stringify(value), { name: 'bundle-report', headSha: head, id: 2000, ...change }, 'report.json');

  const cases: [name: string, value: unknown, decision: string][] = [
    ['measured and passed', good, 'go'],
    ['with a false check', { ...good, checks: [{ check_id: 'a', passed: false }] }, 'no-go'],
    ['with only a word', { contract: 'bundle_v1', status: 'passed' }, 'conditional-go'],
    ['with an unknown word', { ...good, status: 'splendid' }, 'no-go'],
    ['with another contract', { ...good, contract: 'bundle_v2' }, 'no-go'],
    ['of no known shape', { contract: 'bundle_v1', fine: true }, 'no-go'],
  ];
  test.each(cases)('%s', async (_name, value, decision) => {
    const outcome = await decide({
      config,
      files: (text, head) => [artifact(text, { headSha: head }), at(head, value)],
    });
    expect(outcome.decision).toBe(decision);
  });

  const places: [name: string, files: (head: string) => CollectedFile[], words: string][] = [
    ['missing', () => [], 'there is no report.json'],
    ['of another run', (head) => [at(head, good, { runId: 7 })], 'not of this run'],
    [
      'of another commit',
      (head) => [at('e'.repeat(40), good), ...(head === '' ? [] : [])],
      'not of this run and commit',
    ],
    ['in a folder only', () => [{ ...at('', good), origin: { kind: 'folder', name: 'reports' } }], 'nothing binds it'],
  ];
  test.each(places)('%s is a no-go', async (_name, files, words) => {
    const { decision, summary } = await decide({
      config,
      files: (text, head) => [artifact(text, { headSha: head }), ...files(head)],
    });
    expect(decision).toBe('no-go');
    expect(summary.reports.find(({ control }) => control === 'bundle')?.why.join()).toContain(words);
  });
});

rules.prove();
