import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/readiness/control.ts';
import type { ReadinessData } from '../../actions/readiness/data.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { liveWith } from '../../shared/domain/decision/live-with.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { rulesetsOf } from '../../shared/domain/readiness/exception.ts';
import { coverRules } from '../support/coverage.ts';
import type { GitHubAnswers } from '../support/memory-github.ts';
import { moment } from '../support/moments.ts';
import {
  checksOf,
  checksReport,
  inArtifact,
  played,
  repository,
  requests,
  rulesets,
  run,
} from '../support/readiness.ts';
import { result } from '../support/results.ts';
import { configurationOf, evaluateWith, headSha, type Setup, world } from '../support/world.ts';
import {
  build,
  type Changes,
  canary,
  canaryFile,
  contracts,
  jobs,
  open,
  own,
  parity,
  parityFile,
  release,
  section,
  tests,
} from './readiness/setups.ts';

const rules = coverRules(control);
const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
const dataOf = ({ data }: Evaluation): ReadinessData => data as ReadinessData;
const [canaryAsked, parityAsked] = [section.reports[1], section.reports[2]];
const withCanary = (changes: object): Record<string, unknown> => ({
  ...section,
  reports: [section.reports[0], { ...canaryAsked, ...changes }, parityAsked],
});
const missing = { because: { code: 'MISSING_PERMISSION' as const, message: 'may not read it', needs: 'checks: read' } };

describe('a release that has everything', () => {
  test('passes, and says what it rests on', async () => {
    const evaluation = await rules.evaluate(release());
    expect(open(evaluation)).toEqual([]);
    expect(statusOf(evaluation)).toBe('passed');
    expect(evaluation.outputs).toEqual({ ready: 'true', 'first-missing': '', incident: 'false', disagreements: '0' });
    const data = dataOf(evaluation);
    expect(data.jobs.map(({ id, status, attempts }) => [id, status, attempts.length])).toEqual([
      ['build', 'passed', 1],
      ['tests', 'passed', 2],
    ]);
    expect(data.reports.map(({ id, files }) => [id, files.map(({ name }) => name)])).toEqual([
      ['contracts', ['artifact governance-manifest-sync-manifest-sync-1/manifest-sync.report.json']],
      ['canary', ['canary-report/canary_report.json']],
      ['shadow-parity', ['parity-report/canary_report.json']],
    ]);
    expect(evaluation.exhibits[0]?.remark).toBe('5 of 5 happened.');
  });

  test('files of one name in two artifacts are two reports', async () => {
    const wrong = { ...parity, status: 'failed', checks: [{ check_id: 'a', passed: false }] };
    const evaluation = await rules.evaluate(
      release({ files: [own('manifest-sync'), canaryFile(), parityFile(wrong)] }),
    );
    expect(open(evaluation)).toEqual(['report-passed shadow-parity: failed']);
  });

  test('keeps every attempt of a job that succeeded in the end', async () => {
    const first = played('build', { conclusion: 'failure', started_at: '2026-11-20T10:00:00Z' });
    const second = played('build', { run_attempt: 2, started_at: '2026-11-20T11:10:00Z' });
    const evaluation = await rules.evaluate(
      release({ jobs: [first, second, ...tests, contracts], subject: { ...release().subject, attempt: 2 } }),
    );
    expect(dataOf(evaluation).jobs[0]?.attempts.map(({ attempt, conclusion }) => [attempt, conclusion])).toEqual([
      [1, 'failure'],
      [2, 'success'],
    ]);
    expect(open(evaluation)).toEqual([]);
  });
});

const without = (job: string): typeof jobs => jobs.filter(({ name }) => name !== job);
const ended = (conclusion: string | null, status = 'completed'): typeof jobs => [
  { ...build, conclusion, status },
  ...tests,
  contracts,
];

describe('jobs', () => {
  const cases: Record<string, { changes: Changes; expected: string[] }> = {
    'that failed': { changes: { jobs: ended('failure') }, expected: ['job-ended build: failed'] },
    'that was cancelled': { changes: { jobs: ended('cancelled') }, expected: ['job-ended build: failed'] },
    'that was skipped': { changes: { jobs: ended('skipped') }, expected: ['job-ended build: failed'] },
    'that ended neutral': { changes: { jobs: ended('neutral') }, expected: ['job-ended build: failed'] },
    'with a conclusion that nobody knows': { changes: { jobs: ended('fine') }, expected: ['job-ended build: failed'] },
    'that still runs': {
      changes: { jobs: ended(null, 'in_progress') },
      expected: ['job-ended build: NO_DATA', 'report-bound canary: NO_DATA', 'report-bound shadow-parity: NO_DATA'],
    },
    'that never ran': {
      changes: { jobs: without('build') },
      expected: ['job-ended build: failed', 'report-bound canary: failed', 'report-bound shadow-parity: failed'],
    },
    'with a leg left out': { changes: { jobs: without('tests (24)') }, expected: ['job-ended tests: failed'] },
    'with a leg that failed': {
      changes: { jobs: [build, ...tests.slice(0, 1), played('tests (24)', { conclusion: 'failure' }), contracts] },
      expected: ['job-ended tests: failed'],
    },
    'that ran again and failed': {
      changes: {
        jobs: [...jobs, played('build', { run_attempt: 2, conclusion: 'failure', started_at: '2026-11-20T11:10:00Z' })],
      },
      expected: ['job-ended build: failed'],
    },
    'whose check run says failure': {
      changes: { checks: { json: checksOf([{ ...build, conclusion: 'failure' }, ...tests]) } },
      expected: ['job-recorded build: failed'],
    },
    'without a check run': {
      changes: { checks: { json: checksOf(tests) } },
      expected: ['job-recorded build: NO_DATA'],
    },
    'with check runs of another commit': {
      changes: { checks: { json: checksOf(jobs, 'd'.repeat(40)) } },
      expected: ['job-recorded build: NO_DATA', 'job-recorded tests: NO_DATA'],
    },
    'whose check runs may not be read': {
      changes: { checks: missing },
      expected: ['job-recorded build: MISSING_PERMISSION', 'job-recorded tests: MISSING_PERMISSION'],
    },
    'that may not be listed': {
      changes: { answers: { [requests.jobs(101)]: missing } },
      expected: [
        'job-ended build: MISSING_PERMISSION',
        'job-ended tests: MISSING_PERMISSION',
        'report-bound contracts: MISSING_PERMISSION',
        'report-bound canary: MISSING_PERMISSION',
        'report-bound shadow-parity: MISSING_PERMISSION',
      ],
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, { changes, expected }) => {
    expect(open(await rules.evaluate(release(changes)))).toEqual(expected);
  });

  test('on a laptop there are none, and nothing is ready by that alone', async () => {
    const evaluation = await rules.evaluate({ section: { jobs: section.jobs }, subject: { event: 'local' } });
    expect(open(evaluation)).toEqual([]);
    expect(evaluation.outputs['ready']).toBe('false');
    expect(statusOf(evaluation)).toBe('unverified');
  });
});

describe('a job that was skipped', () => {
  const workflow = (needs: unknown): Record<string, string> => ({
    '.github/workflows/release.yml': JSON.stringify({
      on: 'push',
      jobs: { build: { needs }, lint: {}, setup: { name: 'Set up' }, dynamic: { name: '${{ github.ref }}' } },
    }),
  });
  const skipped = [{ ...build, conclusion: 'skipped' }, ...tests, contracts];
  const allowed = { ...section, jobs: [{ ...section.jobs[0], allow: ['success', 'skipped'] }, section.jobs[1]] };
  const cases: Record<string, { changes: Changes; expected: string[]; says?: string }> = {
    'by its own condition, as is allowed': {
      changes: { section: allowed, jobs: [...skipped, played('lint')] },
      expected: [],
    },
    'by its own condition, as is not allowed': {
      changes: { jobs: [...skipped, played('lint')] },
      expected: ['job-ended build: failed'],
      says: 'by its own condition',
    },
    'because of a job that failed': {
      changes: { section: allowed, jobs: [...skipped, played('lint', { conclusion: 'failure' })] },
      expected: ['job-ended build: failed'],
      says: 'because of what it needs: lint',
    },
    'because of a job that was skipped itself': {
      changes: { section: allowed, jobs: [...skipped, played('lint', { conclusion: 'skipped' })] },
      expected: ['job-ended build: failed'],
      says: 'because of what it needs: lint',
    },
    'and of what it needs no job ran': {
      changes: { section: allowed, jobs: skipped },
      expected: ['job-ended build: NO_DATA'],
    },
    'and needs a job whose name only a run knows': {
      changes: { section: allowed, jobs: [...skipped, played('lint')] },
      expected: ['job-ended build: NO_DATA'],
    },
  };
  test.each(Object.entries(cases))('%s', async (name, { changes, expected, says }) => {
    const needs = name.includes('only a run knows') ? ['dynamic'] : ['lint'];
    const evaluation = await rules.evaluate({ ...release(changes), files: workflow(needs) });
    expect(open(evaluation)).toEqual(expected);
    expect(evaluation.results.map(({ message }) => message).join('\n')).toContain(says ?? '');
  });

  test('without its workflow file it is not known why', async () => {
    const evaluation = await rules.evaluate(release({ section: allowed, jobs: skipped }));
    expect(open(evaluation)).toEqual(['job-ended build: NO_DATA']);
  });
});

describe('needs', () => {
  const given = (results: Record<string, string>): string =>
    JSON.stringify(
      Object.fromEntries(Object.entries(results).map(([job, result_]) => [job, { result: result_, outputs: {} }])),
      null,
      2,
    );
  const cases: Record<string, { needs: string; jobs?: typeof jobs; expected: string[] }> = {
    'that says what was recorded': { needs: given({ build: 'success', tests: 'success' }), expected: [] },
    'that calls a failure that is allowed a success': {
      needs: given({ build: 'success' }),
      jobs: ended('failure'),
      expected: ['job-ended build: failed', 'needs-agree build: failed'],
    },
    'that says failure of what succeeded': {
      needs: given({ build: 'failure' }),
      expected: ['needs-agree build: failed'],
    },
    'of a matrix with a leg that failed': {
      needs: given({ tests: 'failure' }),
      jobs: [build, tests[0] ?? build, played('tests (24)', { conclusion: 'failure' }), contracts],
      expected: ['job-ended tests: failed'],
    },
    'that is no JSON': {
      needs: '{"build": $(whoami)}',
      expected: ['needs-agree build: failed', 'needs-agree tests: failed'],
    },
    'with a word that nobody knows': {
      needs: given({ build: 'great' }),
      expected: ['needs-agree build: failed', 'needs-agree tests: failed'],
    },
    'with a job twice': {
      needs: '{"build":{"result":"failure"},"build":{"result":"success"}}',
      expected: ['needs-agree build: failed', 'needs-agree tests: failed'],
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, { needs, jobs: some = jobs, expected }) => {
    const setup = release({ jobs: some });
    expect(open(await rules.evaluate({ ...setup, given: { needs } }))).toEqual(expected);
    const produced = { 'out/needs.json': needs };
    expect(open(await rules.evaluate({ ...setup, produced, given: { 'needs-file': 'out/needs.json' } }))).toEqual(
      expected,
    );
  });

  test('a file that is not there, and words that nobody can check', async () => {
    expect(open(await rules.evaluate(release({ given: { 'needs-file': 'out/needs.json' } })))).toEqual([
      'needs-agree build: failed',
      'needs-agree tests: failed',
    ]);
    const deaf = await rules.evaluate(
      release({ deaf: true, section: { jobs: section.jobs }, given: { needs: given({ build: 'success' }) } }),
    );
    expect(open(deaf)).toContain('needs-agree build: NO_DATA');
  });

  test('of the largest size that jobs can give', async () => {
    const huge = JSON.stringify({ build: { result: 'success', outputs: { text: 'x'.repeat(2_000_000) } } });
    const produced = { 'out/needs.json': huge };
    expect(open(await rules.evaluate(release({ produced, given: { 'needs-file': 'out/needs.json' } })))).toEqual([]);
  });
});

describe('a job of another workflow', () => {
  const asked = { jobs: [{ id: 'ci', job: 'unit', workflow: '.github/workflows/ci.yml' }] };
  const unit = played('unit');
  const of = (runs: readonly object[], more: Changes = {}): Changes => ({
    section: asked,
    checks: { json: checksOf([...jobs, unit]) },
    ...more,
    answers: { [requests.runs('ci.yml')]: { json: runs }, [requests.jobs(77)]: { json: [unit] }, ...more.answers },
  });
  const cases: Record<string, { changes: Changes; expected: string[] }> = {
    'in its run for the same commit': { changes: of([run()]), expected: [] },
    'of which the newest run counts': {
      changes: of([run(), run({ id: 78 })], {
        answers: { [requests.jobs(78)]: { json: [{ ...unit, conclusion: 'failure' }] } },
        checks: { json: checksOf([{ ...unit, conclusion: 'failure' }]) },
      }),
      expected: ['job-ended ci: failed'],
    },
    'that did not run for the commit': {
      changes: of([run({ head_sha: 'd'.repeat(40) })]),
      expected: ['job-ended ci: failed'],
    },
    'on another event': {
      changes: of([run({ event: 'workflow_dispatch' })]),
      expected: ['job-ended ci: failed'],
    },
    'of another branch': {
      changes: of([run({ head_branch: 'topic' })]),
      expected: ['job-ended ci: failed'],
    },
    'of a fork': {
      changes: of([run({ head_repository: { full_name: 'mallory/consumer' } })]),
      expected: ['job-ended ci: failed'],
    },
    'of another file with the same name': {
      changes: of([run({ path: 'other/.github/workflows/ci.yml' })]),
      expected: ['job-ended ci: failed'],
    },
    'whose runs may not be listed': {
      changes: of([], { answers: { [requests.runs('ci.yml')]: missing } }),
      expected: ['job-ended ci: MISSING_PERMISSION'],
    },
    'without a credential': {
      changes: { ...of([run()]), deaf: true },
      expected: ['job-ended ci: NO_CREDENTIAL'],
    },
    'of a pull request': {
      changes: of([run({ event: 'pull_request', head_branch: 'topic' })], {
        subject: { ...release().subject, event: 'pull_request', ref: 'refs/pull/7/merge', pullRequest: 7 },
        answers: {
          [requests.pull]: {
            json: {
              number: 7,
              body: '',
              user: { login: 'ann' },
              head: { ref: 'topic', repo: { full_name: repository } },
            },
          },
        },
      }),
      expected: [],
    },
    'of a pull request whose branch is gone': {
      changes: of([run()], {
        subject: { ...release().subject, event: 'pull_request', ref: 'refs/pull/7/merge', pullRequest: 7 },
        answers: { [requests.pull]: { json: { number: 7, body: '', user: null, head: { ref: 'topic', repo: null } } } },
      }),
      expected: ['job-ended ci: NO_DATA'],
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, { changes, expected }) => {
    expect(open(await rules.evaluate(release(changes)))).toEqual(expected);
  });

  test('tells of the older runs for the same commit', async () => {
    const evaluation = await rules.evaluate(release(of([run({ id: 70 }), run()])));
    expect(dataOf(evaluation).jobs[0]).toMatchObject({
      where: 'run 77 of .github/workflows/ci.yml',
      earlierRuns: [70],
    });
  });

  test('and a report of that run', async () => {
    const reports = [
      { id: 'ci-report', workflow: '.github/workflows/ci.yml', artifact: 'ci', path: 'ci.json', job: 'unit' },
    ];
    const file = inArtifact('ci', 'ci.json', checksReport('ci_v1'), { runId: 77 });
    const here = inArtifact('ci', 'ci.json', checksReport('ci_v1', { status: 'failed' }), { id: 9100 });
    const changes = of([run()], { files: [file, here] });
    expect(open(await rules.evaluate(release({ ...changes, section: { reports } })))).toEqual([]);
    expect(open(await rules.evaluate(release({ ...changes, files: [here], section: { reports } })))).toEqual([
      'report-present ci-report: failed',
    ]);
    const none = of([], { section: { reports } });
    expect(open(await rules.evaluate(release(none)))).toContain('report-present ci-report: failed');
    const unlisted = { unlistedRuns: [{ runId: 77, because: missing.because }] };
    expect(open(await rules.evaluate(release({ ...changes, collected: unlisted, section: { reports } })))).toContain(
      'report-present ci-report: MISSING_PERMISSION',
    );
  });
});

const withFile = (content: unknown, origin = {}): Changes => ({
  files: [own('manifest-sync'), canaryFile(content, origin), parityFile()],
});
const gone = ['report-present canary: failed'];
const silent = ['reports-agree flags: NO_DATA'];
const commits = ['reports-agree commit: NO_DATA'];

describe('a report of another tool', () => {
  const cases: Record<string, { changes: Changes; expected: string[] }> = {
    'that is missing': {
      changes: { files: [own('manifest-sync'), parityFile()] },
      expected: [...gone, ...commits, ...silent],
    },
    'that is cut off': {
      changes: withFile(JSON.stringify(canary).slice(0, 80)),
      expected: [...gone, ...commits, ...silent],
    },
    'with a key twice': {
      changes: withFile('{"status":"failed","status":"passed"}'),
      expected: [...gone, ...commits, ...silent],
    },
    'in an archive that could not be read': {
      changes: {
        files: [own('manifest-sync'), parityFile()],
        collected: {
          problems: [{ origin: canaryFile().origin, message: 'has a digest that is not that of its bytes' }],
        },
      },
      expected: [...gone, ...commits, ...silent],
    },
    'in artifacts that may not be listed': {
      changes: { files: [own('manifest-sync'), parityFile()], collected: { unlisted: missing.because } },
      expected: [
        'report-passed contracts: MISSING_PERMISSION',
        'report-present canary: MISSING_PERMISSION',
        'report-present shadow-parity: MISSING_PERMISSION',
        ...commits,
        ...silent,
      ],
    },
    'of another run': { changes: withFile(canary, { runId: 100 }), expected: ['report-bound canary: failed'] },
    'of another commit': {
      changes: withFile(canary, { headSha: 'd'.repeat(40) }),
      expected: ['report-bound canary: failed'],
    },
    'that names another commit': {
      changes: withFile({ ...canary, commit: 'd'.repeat(40) }),
      expected: ['report-bound canary: failed', 'reports-agree commit: failed'],
    },
    'that names no commit': {
      changes: withFile({ ...canary, commit: undefined }),
      expected: ['report-bound canary: failed', ...commits],
    },
    'of an earlier attempt': {
      changes: {
        subject: { ...release().subject, attempt: 2 },
        jobs: [...jobs, played('build', { run_attempt: 2, started_at: '2026-11-20T11:50:00Z' })],
      },
      expected: ['report-bound canary: failed', 'report-bound shadow-parity: failed'],
    },
    'of an attempt that nobody can tell': {
      changes: {
        subject: { ...release().subject, attempt: 2 },
        section: withCanary({ job: undefined }),
      },
      expected: ['report-bound canary: NO_DATA'],
    },
    'that is old': {
      changes: withFile({ ...canary, generated_at: '2026-11-18T00:00:00Z' }),
      expected: ['report-fresh canary: failed'],
    },
    'of a time that is still to come': {
      changes: withFile({ ...canary, generated_at: '2026-12-01T00:00:00Z' }),
      expected: ['report-fresh canary: failed'],
    },
    'made after it was uploaded': {
      changes: withFile({ ...canary, generated_at: '2026-11-20T11:45:00Z' }),
      expected: ['report-fresh canary: failed'],
    },
    'of a time without a zone': {
      changes: withFile({ ...canary, generated_at: '2026-11-20 11:20' }),
      expected: ['report-fresh canary: failed'],
    },
    'of no time where one must stand': {
      changes: { ...withFile(canary), section: withCanary({ at: '/made' }) },
      expected: ['report-fresh canary: NO_DATA'],
    },
    'that failed': {
      changes: withFile({ ...canary, status: 'failed', checks: [{ check_id: 'a', passed: false }] }),
      expected: ['report-passed canary: failed'],
    },
    'whose word contradicts its checks': {
      changes: withFile({
        ...canary,
        checks: [
          { check_id: 'a', passed: false },
          { check_id: 'b', passed: true },
        ],
      }),
      expected: ['report-passed canary: failed'],
    },
    'whose word nobody knows': {
      changes: withFile({ ...canary, status: 'splendid' }),
      expected: ['report-passed canary: NO_DATA'],
    },
    'that holds words only': {
      changes: withFile({
        contract: 'canary_v1',
        status: 'passed',
        commit: headSha,
        flags: parity['flags'],
        summary: { total: 2, passed: 2, failed: 0 },
      }),
      expected: ['report-passed canary: NO_DATA'],
    },
    'of no known shape': {
      changes: withFile({
        contract: 'canary_v1',
        commit: headSha,
        flags: parity['flags'],
        summary: { failed: 0, total: 1 },
        fine: true,
      }),
      expected: ['report-passed canary: NO_DATA'],
    },
    'of another contract': {
      changes: withFile({ ...canary, contract: 'canary_v2' }),
      expected: ['report-passed canary: failed'],
    },
    'with no failures among nothing': {
      changes: withFile({ ...canary, summary: { total: 0, passed: 0, failed: 0 }, checks: [] }),
      expected: ['report-passed canary: NO_DATA', 'report-condition canary /summary/failed equals 0: NO_DATA'],
    },
    'with other flags than the others': {
      changes: withFile({ ...canary, flags: { 'new-engine': false } }),
      expected: ['reports-agree flags: failed'],
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, { changes, expected }) => {
    expect(open(await rules.evaluate(release(changes)))).toEqual(expected);
  });

  test('a fact that only one report tells agrees with nothing', async () => {
    const only = { reports: [{ ...canaryAsked, facts: { baseline: '/flags' } }] };
    expect(open(await rules.evaluate(release({ section: only })))).toEqual(['reports-agree baseline: NO_DATA']);
  });

  test('fields alone, where the policy asks for them and for no word', async () => {
    const asked = withCanary({ shape: 'data', conditions: [{ pointer: '/verdict', in: ['fine'] }] });
    const file = { contract: 'canary_v1', verdict: 'fine', commit: headSha, flags: parity['flags'] };
    expect(open(await rules.evaluate(release({ ...withFile(file), section: asked })))).toEqual([]);
    expect(open(await rules.evaluate(release({ ...withFile({ ...file, verdict: 'bad' }), section: asked })))).toEqual([
      'report-condition canary /verdict in ["fine"]: failed',
    ]);
  });

  test('as many files as a glob must find', async () => {
    const reports = [{ id: 'legs', artifact: 'canary-report', path: '*_report.json', minimum: 2, job: 'build' }];
    const files = [canaryFile(), inArtifact('canary-report', 'b_report.json', parity, { id: 9001 })];
    expect(open(await rules.evaluate(release({ section: { reports }, files })))).toEqual([]);
    expect(open(await rules.evaluate(release({ section: { reports }, files: files.slice(1) })))).toEqual([
      'report-present legs: failed',
    ]);
  });
});

describe('a file that a step of this job wrote', () => {
  const reports = [{ id: 'local', path: 'out/report.json', facts: { commit: '/commit', run: '/run' } }];
  const made = { ...canary, run: '101' };
  const cases: Record<string, { file?: unknown; facts?: object; expected: string[] }> = {
    'and that names commit and run': { file: made, expected: [] },
    'and that names another run': { file: { ...made, run: 99 }, expected: ['report-bound local: failed'] },
    'and that is asked for no run': {
      file: made,
      facts: { commit: '/commit' },
      expected: ['report-bound local: NO_DATA'],
    },
    'and that is bound to nothing': { file: made, facts: {}, expected: ['report-bound local: NO_DATA'] },
    'and that is not there': {
      expected: ['report-present local: failed'],
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, { file, facts, expected }) => {
    const asked = { reports: [{ ...reports[0], ...(facts === undefined ? {} : { facts }) }] };
    const produced = file === undefined ? {} : { 'out/report.json': JSON.stringify(file) };
    expect(open(await rules.evaluate(release({ section: asked, produced })))).toEqual(expected);
  });

  test('on a laptop there is no run to name', async () => {
    const produced = { 'out/report.json': JSON.stringify(made) };
    const subject = { event: 'local', headSha, runId: undefined };
    const evaluation = await rules.evaluate({
      section: { reports: [{ ...reports[0], facts: { commit: '/commit' } }] },
      subject,
      produced,
      now: '2026-11-20T12:00:00Z',
    });
    expect(open(evaluation)).toEqual([]);
  });
});

describe('a report of a control', () => {
  const rest = [canaryFile(), parityFile()];
  const subject = JSON.parse(JSON.stringify(release().subject)) as object;
  const cases: Record<string, { files: Changes['files']; expected: string[] }> = {
    'that is missing': {
      files: rest,
      expected: [
        'report-present contracts: failed',

        ...commits,
      ],
    },
    'of another commit': {
      files: [
        own('manifest-sync', { subject: { ...subject, event: 'push', headSha: 'd'.repeat(40), job: 'manifest-sync' } }),
        ...rest,
      ],
      expected: ['report-bound contracts: failed', 'reports-agree commit: failed'],
    },
    'of another run': {
      files: [
        own('manifest-sync', { subject: { ...subject, event: 'push', runId: 99, job: 'manifest-sync' } }),
        ...rest,
      ],
      expected: ['report-bound contracts: failed'],
    },
    'that was edited': {
      files: [own('manifest-sync', { results: [result({ rule: 'manifest-sync/rule', status: 'failed' })] }), ...rest],
      expected: ['report-bound contracts: failed'],
    },
    'that failed': {
      files: [
        own('manifest-sync', { status: 'failed', results: [result({ rule: 'manifest-sync/rule', status: 'failed' })] }),
        ...rest,
      ],
      expected: ['report-passed contracts: failed'],
    },
    'that is not verified': {
      files: [
        own('manifest-sync', {
          status: 'unverified',
          results: [result({ rule: 'manifest-sync/rule', status: 'unverified' })],
        }),
        ...rest,
      ],
      expected: ['report-passed contracts: NO_DATA'],
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, { files, expected }) => {
    expect(open(await rules.evaluate(release({ files: files ?? [] })))).toEqual(expected);
  });

  test('of every leg', async () => {
    const reports = [{ id: 'contracts', control: 'manifest-sync', legs: ['a', 'b'] }];
    const leg = (matrixKey: string) =>
      own('manifest-sync', { subject: { ...subject, event: 'push', job: 'manifest-sync', matrixKey } });
    expect(open(await rules.evaluate(release({ section: { reports }, files: [leg('a'), leg('b')] })))).toEqual([]);
    expect(open(await rules.evaluate(release({ section: { reports }, files: [leg('a')] })))).toEqual([
      'report-present contracts: failed',
    ]);
  });

  test('with its age and its fields', async () => {
    const reports = [
      {
        id: 'contracts',
        control: 'manifest-sync',
        'maximum-age': '1h',
        conditions: [{ pointer: '/metrics/rows/value', 'at-least': 1 }],
      },
    ];
    const at = (startedAt: string): Changes['files'] => [
      own('manifest-sync', { startedAt, metrics: { rows: { value: 3 } } }),
    ];
    expect(
      open(await rules.evaluate(release({ section: { reports }, files: at('2026-11-20T11:30:00Z') ?? [] }))),
    ).toEqual([]);
    expect(
      open(await rules.evaluate(release({ section: { reports }, files: at('2026-11-20T10:30:00Z') ?? [] }))),
    ).toEqual(['report-fresh contracts: failed']);
  });
});

describe('profiles', () => {
  const asked = {
    jobs: [section.jobs[0], { id: 'soak', job: 'soak', profiles: ['strict'], severity: 'medium' }],
  };
  test('ask for more, or for less', async () => {
    const standard = await rules.evaluate(release({ section: asked }));
    expect(open(standard)).toEqual([]);
    expect(standard.notes).toEqual(['The profile standard does not ask for soak.']);
    const strict = await rules.evaluate(release({ section: asked, profile: 'strict' }));
    expect(open(strict)).toEqual(['job-ended soak: failed']);
    expect(strict.results.filter(({ about }) => about[0] === 'soak').map(({ severity }) => severity)).toEqual([
      'medium',
      'medium',
      'medium',
    ]);
  });

  test('the worst stands first, and what failed before what is open', async () => {
    const evaluation = await rules.evaluate(
      release({
        section: {
          jobs: [
            { id: 'open', job: 'open' },
            { id: 'low', job: 'low', severity: 'low' },
            { id: 'high', job: 'high', severity: 'high' },
          ],
        },
        jobs: [played('open', { status: 'queued', conclusion: null })],
      }),
    );
    expect(evaluation.outputs['first-missing']).toBe('high');
  });
});

describe('a configuration', () => {
  const cases: Record<string, [section: object, message: string]> = {
    'that asks for nothing': [{}, 'asks for nothing: name presets, jobs or reports'],
    'with two of one id': [
      { jobs: [{ id: 'a', job: 'a' }], reports: [{ id: 'a', control: 'kpi-gate' }] },
      '/readiness/reports/0/id: there are two of the id a',
    ],
    'with a control that is none': [
      { reports: [{ id: 'a', control: 'kpi-gat' }] },
      'there is no control kpi-gat (did you mean kpi-gate?)',
    ],
    'that waits for itself': [{ reports: [{ id: 'a', control: 'readiness' }] }, 'it cannot wait for its own report'],
    'with a report that is nowhere': [{ reports: [{ id: 'a' }] }, 'needs either control or path'],
    'with fields and no conditions': [{ reports: [{ id: 'a', path: 'a.json', shape: 'data' }] }, 'it needs conditions'],
    'with a condition of two comparisons': [
      { reports: [{ id: 'a', path: 'a.json', conditions: [{ pointer: '/a', equals: 1, not: 2 }] }] },
      'this one has equals and not',
    ],
    'with a total of what need not be small': [
      { reports: [{ id: 'a', path: 'a.json', conditions: [{ pointer: '/a', equals: 1, of: '/b' }] }] },
      'of is for what must be small',
    ],
    'with an event of no workflow': [{ jobs: [{ id: 'a', job: 'a', event: 'push' }] }, 'event is for another workflow'],
    'with an incident that is nothing': [
      { jobs: [{ id: 'canary', job: 'a' }], incidents: { on: ['canari'] } },
      'there is no job or report canari (did you mean canary?)',
    ],
    'with earlier runs of a job': [
      { jobs: [{ id: 'canary', job: 'a' }], incidents: { repeated: [{ report: 'canary' }] } },
      'canary is no report in an artifact',
    ],
    'with a shadow of nothing': [
      { jobs: [{ id: 'canary', job: 'a' }], shadow: [{ id: 'old', path: 'a.json', checks: { x: 'b' } }] },
      'there is no job or report b',
    ],
  };

  test.each(Object.entries(cases))('%s', (_name, [given, message]) => {
    expect(() => configurationOf(control, { section: given as Record<string, unknown> })).toThrow(message);
  });
});

const unseen = checksReport('github_branch_protection_v1', {
  status: 'unverified',
  summary: { total: 2, passed: 1, failed: 1, unverified: true },
  checks: [
    { check_id: 'repository_provided', passed: true },
    { check_id: 'branch_rules_api_call:main', passed: false, detail: 'status=403' },
  ],
});
const external = { 'could-not-look': ['branch_rules_api_call:*'], reports: ['protection.json'] };
const window = {
  reports: [{ id: 'protection', artifact: 'policy', path: 'protection.json', job: 'build', external }],
};
const seenBy = (attestation: { by?: string; path?: string } = {}) => ({
  id: 'seen-by-bob',
  rule: 'readiness/report-passed',
  by: attestation.by ?? 'bob',
  role: 'administrator',
  when: '2026-11-10',
  until: '2026-12-01',
  method: 'looked at it under Settings > Rules',
  evidence: { path: attestation.path ?? 'evidence/ruleset.png', sha256: 'c'.repeat(64) },
});
/** The policy marks what is attested as the shell does. */
async function attested(setup: Setup, attestation?: ReturnType<typeof seenBy>, digest?: string): Promise<Evaluation> {
  const { policy } = world(setup);
  const common = {
    version: 1 as const,
    'waiver-cap-days': 180,
    places: [],
    roles: {},
    waivers: [],
    deferrals: [],
    profiles: {},
    attestations: attestation === undefined ? [] : [{ ...attestation, bound: { rulesets: digest ?? '' } }],
  };
  const allow: typeof policy.allow = (name, results, facts = {}) =>
    liveWith(name, new Set(), results, common, moment('2026-11-20T12:00:00Z'), 'default-branch', facts);
  const evaluation = await evaluateWith(control, setup, { policy: { ...policy, allow } });
  return rules.see(evaluation);
}

describe('the window for exceptions', () => {
  const file = (content: unknown = unseen): Changes['files'] => [inArtifact('policy', 'protection.json', content)];
  const pull = (body: string | null, login = 'ann'): GitHubAnswers => ({
    [requests.pullsOf]: {
      json: [
        {
          number: 7,
          body,
          user: { login },
          head: { ref: 'topic', repo: { full_name: repository } },
          base: { ref: 'main' },
          merge_commit_sha: headSha,
          merged_at: '2026-11-20T10:00:00Z',
        },
      ],
    },
  });
  const setup = (changes: Changes = {}): Setup =>
    release({ section: window, files: file() ?? [], answers: pull('Looked at: evidence/ruleset.png'), ...changes });
  const digest = rulesetsOf(rulesets);
  const passing = ['report-passed protection: NO_DATA'];
  const cases: Record<
    string,
    { changes?: Changes; by?: string; bound?: string; none?: true; expected: string[]; exception: string }
  > = {
    'holds where the evidence is linked in the notes': { expected: passing, exception: 'passed' },
    'is not open without an attestation': { none: true, expected: passing, exception: 'not-applicable' },
    'is not open for another state of the rulesets': {
      bound: 'd'.repeat(64),
      expected: passing,
      exception: 'not-applicable',
    },
    'needs the evidence in the notes': {
      changes: { answers: pull('All good.') },
      expected: [...passing, 'exception protection: failed'],
      exception: 'failed',
    },
    'needs it where readers see it': {
      changes: { answers: pull('<!-- evidence/ruleset.png -->') },
      expected: [...passing, 'exception protection: failed'],
      exception: 'failed',
    },
    'needs it by its whole name': {
      changes: { answers: pull('see evidence/ruleset.png.old and not-evidence/ruleset.png') },
      expected: [...passing, 'exception protection: failed'],
      exception: 'failed',
    },
    'needs notes': {
      changes: { answers: pull(null) },
      expected: [...passing, 'exception protection: failed'],
      exception: 'failed',
    },
    'needs notes that can be read': {
      changes: { answers: { [requests.pullsOf]: missing } },
      expected: [...passing, 'exception protection: MISSING_PERMISSION'],
      exception: 'unverified',
    },
    'needs the notes of one pull request': {
      changes: { answers: { [requests.pullsOf]: { json: [] } } },
      expected: [...passing, 'exception protection: NO_DATA'],
      exception: 'unverified',
    },
    'is not for the author of the change': {
      by: '@Ann',
      expected: [...passing, 'exception protection: failed'],
      exception: 'failed',
    },
    'is closed where the rulesets cannot be listed': {
      changes: { answers: { ...pull('evidence/ruleset.png'), [requests.rulesets]: missing } },
      expected: passing,
      exception: 'not-applicable',
    },
    'is closed for a report that found something': {
      changes: {
        files: file({ ...unseen, checks: [{ check_id: 'require_pr_reviews:main', passed: false }] }) ?? [],
      },
      expected: ['report-passed protection: failed'],
      exception: 'not-applicable',
    },
    'is closed for a report of another commit': {
      changes: { files: [inArtifact('policy', 'protection.json', unseen, { headSha: 'd'.repeat(40) })] },
      expected: ['report-bound protection: failed', 'report-passed protection: NO_DATA'],
      exception: 'not-applicable',
    },
    'is not needed for a report that passed': {
      changes: { files: file(checksReport('github_branch_protection_v1')) ?? [] },
      expected: [],
      exception: 'not-applicable',
    },
    'reads the notes of a release': {
      changes: {
        subject: { ...release().subject, event: 'release', ref: 'refs/tags/v1.0.0' },
        answers: {
          [requests.release('v1.0.0')]: {
            json: {
              tag_name: 'v1.0.0',
              body: '[seen](https://github.com/acme/consumer/blob/main/evidence/ruleset.png)',
              author: { login: 'ann' },
            },
          },
        },
      },
      expected: passing,
      exception: 'passed',
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, { changes, by, bound = digest, none, expected, exception }) => {
    const attestation = none === true ? undefined : seenBy(by === undefined ? {} : { by });
    const evaluation = await attested(setup(changes), attestation, bound);
    expect(open(evaluation)).toEqual(expected);
    const found = evaluation.results.find(({ rule }) => rule === 'readiness/exception');
    expect(found?.status).toBe(exception);
  });

  test('tells what an attestation must be bound to, and nothing else may be attested', async () => {
    const evaluation = await rules.evaluate(setup());
    const report = evaluation.results.find(({ rule }) => rule === 'readiness/report-passed');
    expect(report).toMatchObject({ restsOn: ['rulesets'], because: { needs: expect.stringContaining(digest) } });
    expect(evaluation.facts).toEqual({ rulesets: digest });
    const others = await rules.evaluate(release({ jobs: ended(null, 'queued') }));
    const ofJob = others.results.find(({ status }) => status === 'unverified');
    expect(ofJob?.restsOn).toEqual(['nothing-outside-of-the-repository']);
  });

  const rows = (...reports: [string, string][]) => reports.map(([path, status]) => ({ path, status }));
  const summaries: Record<
    string,
    { rows: { path: string; status: string }[]; status: string; expected: string[]; may?: boolean }
  > = {
    'that all passed': { rows: rows(['a/b.json', 'passed']), status: 'passed', expected: [] },
    'of which the external one is open': {
      rows: rows(['a/b.json', 'passed'], ['a/protection.json', 'unverified']),
      status: 'unverified',
      expected: ['report-passed summary: NO_DATA'],
      may: true,
    },
    'of which another one is open': {
      rows: rows(['a/b.json', 'unverified'], ['a/protection.json', 'passed']),
      status: 'unverified',
      expected: ['report-passed summary: NO_DATA'],
    },
    'of which one failed': {
      rows: rows(['a/b.json', 'failed'], ['a/protection.json', 'unverified']),
      status: 'unverified',
      expected: ['report-passed summary: failed'],
    },
    'that calls passed what is open': {
      rows: rows(['a/protection.json', 'unverified']),
      status: 'passed',
      expected: ['report-passed summary: NO_DATA'],
    },
    'of nothing': { rows: [], status: 'passed', expected: ['report-passed summary: NO_DATA'] },
  };

  test.each(Object.entries(summaries))(
    'a summary of reports %s',
    async (_name, { rows: reports, status, expected, may }) => {
      const count = (word: string): number => reports.filter((row) => row.status === word).length;
      const summary = {
        total_reports: reports.length,
        passed: count('passed'),
        failed: count('failed'),
        unverified: count('unverified'),
        unknown: 0,
        invalid: 0,
        missing: 0,
      };
      const content = { status, contract: 'summary_v1', summary, reports };
      const asked = {
        reports: [
          { id: 'summary', shape: 'summary', artifact: 'policy', path: 'summary.json', job: 'build', external },
        ],
      };
      const evaluation = await rules.evaluate(
        release({ section: asked, files: [inArtifact('policy', 'summary.json', content)] }),
      );
      expect(open(evaluation)).toEqual(expected);
      expect(Object.keys(evaluation.facts)).toEqual(may === true ? ['rulesets'] : []);
    },
  );
});

describe('incidents', () => {
  const slo = {
    id: 'slo',
    artifact: 'trend',
    path: 'slo.json',
    shape: 'data',
    job: 'build',
    conditions: [{ pointer: '/slo_status', equals: 'pass' }],
  };
  const asked = {
    jobs: section.jobs,
    reports: [slo],
    incidents: { on: ['build'], repeated: [{ report: 'slo', runs: 3 }] },
  };
  const said = (status: string, origin = {}) => inArtifact('trend', 'slo.json', { slo_status: status }, origin);
  const earlier = {
    [requests.runs('release.yml')]: {
      json: {
        workflow_runs: [
          run({ id: 99, path: '.github/workflows/release.yml' }),
          run({ id: 98, path: '.github/workflows/release.yml' }),
        ],
      },
    },
  };
  const of = async (changes: Changes) => {
    const evaluation = await rules.evaluate(release({ section: asked, files: [said('pass')], ...changes }));
    const { incidents, incidentsUnknown } = dataOf(evaluation);
    return {
      incident: evaluation.outputs['incident'],
      incidents: incidents.map(({ trigger, id, runs }) => [trigger, id, runs]),
      unknown: incidentsUnknown.map(({ id }) => id),
    };
  };

  test('none where all is well', async () => {
    expect(await of({})).toEqual({ incident: 'false', incidents: [], unknown: [] });
  });

  test('a job that failed on the default branch', async () => {
    expect(await of({ jobs: ended('failure') })).toEqual({
      incident: 'true',
      incidents: [['failed', 'build', undefined]],
      unknown: [],
    });
  });

  test('the same on another branch, or in a pull request, is none', async () => {
    const { subject } = release();
    expect(await of({ jobs: ended('failure'), subject: { ...subject, ref: 'refs/heads/topic' } })).toMatchObject({
      incident: 'false',
    });
    expect(
      await of({
        jobs: ended('failure'),
        subject: { ...subject, event: 'pull_request', ref: 'refs/pull/7/merge', pullRequest: 7 },
      }),
    ).toMatchObject({ incident: 'false' });
  });

  test('a report that failed again and again', async () => {
    const files = [said('breach'), said('breach', { runId: 99, id: 1 }), said('breach', { runId: 98, id: 2 })];
    expect(await of({ files, answers: earlier })).toEqual({
      incident: 'true',
      incidents: [['repeated', 'slo', [101, 99, 98]]],
      unknown: [],
    });
    const once = [said('breach'), said('pass', { runId: 99, id: 1 }), said('breach', { runId: 98, id: 2 })];
    expect(await of({ files: once, answers: earlier })).toMatchObject({ incident: 'false', incidents: [] });
  });

  test('what cannot be told is not denied', async () => {
    const unread = await of({ files: [said('breach'), said('breach', { runId: 99, id: 1 })], answers: earlier });
    expect(unread).toEqual({ incident: '', incidents: [], unknown: ['slo'] });
    expect(await of({ answers: { [requests.repository]: missing } })).toEqual({
      incident: '',
      incidents: [],
      unknown: ['default-branch'],
    });
    expect(await of({ files: [said('breach')], answers: { [requests.runs('release.yml')]: missing } })).toMatchObject({
      incident: '',
      unknown: ['slo'],
    });
  });
});

describe('other gates', () => {
  const verdict = (decision: string, checks: Record<string, boolean>): Record<string, unknown> => ({
    decision,
    status: decision === 'go' ? 'passed' : 'failed',
    checks: Object.entries(checks).map(([check_id, passed]) => ({ check_id, passed, severity: 'high' })),
  });
  const shadow = [{ id: 'old', artifact: 'old-gate', path: 'gate.json', checks: { canary_ok: 'canary' } }];
  const beside = (content: unknown): Changes => ({
    section: { ...section, shadow },
    files: [
      own('manifest-sync'),
      canaryFile(),
      parityFile(),
      inArtifact('old-gate', 'gate.json', content, { id: 9003 }),
    ],
  });
  const cases: Record<string, { changes: Changes; expected: string[]; disagreements?: string }> = {
    'that agree': {
      changes: beside(verdict('go', { 'job_result:build': true, canary_ok: true, other_thing: false })),
      expected: [],
    },
    'that are stricter': {
      changes: beside(verdict('no-go', { 'job_result:build': false, canary_report_present: true })),
      expected: ['shadow-agrees old decision: failed', 'shadow-agrees old job_result:build: failed'],
      disagreements: '2',
    },
    'that let pass what is stopped here': {
      changes: { ...beside(verdict('conditional-go', { 'job_result:build': true })), jobs: ended('failure') },
      expected: [
        'job-ended build: failed',
        'shadow-agrees old decision: failed',
        'shadow-agrees old job_result:build: failed',
      ],
      disagreements: '2',
    },
    'that list reports': {
      changes: beside({ status: 'failed', reports: [{ path: 'artifacts/canary_report.json', status: 'failed' }] }),
      expected: ['shadow-agrees old decision: failed', 'shadow-agrees old artifacts/canary_report.json: failed'],
      disagreements: '2',
    },
    'whose file says nothing': {
      changes: beside({ fine: true }),
      expected: ['shadow-agrees old: NO_DATA'],
      disagreements: '',
    },
    'whose file is cut off': {
      changes: beside('{"decision":'),
      expected: ['shadow-agrees old: NO_DATA'],
      disagreements: '',
    },
    'whose file is not there': {
      changes: { section: { ...section, shadow } },
      expected: ['shadow-agrees old: NO_DATA'],
      disagreements: '',
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, { changes, expected, disagreements = '0' }) => {
    const evaluation = await rules.evaluate(release(changes));
    expect(open(evaluation)).toEqual(expected);
    expect(evaluation.outputs['disagreements']).toBe(disagreements);
  });

  test('decide nothing', async () => {
    expect(statusOf(await rules.evaluate(release(beside(verdict('no-go', {})))))).toBe('passed');
  });
});

rules.prove();
