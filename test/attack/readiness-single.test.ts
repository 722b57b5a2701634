import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/readiness/control.ts';
import type { ReadinessData } from '../../actions/readiness/data.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { liveWith } from '../../shared/domain/decision/live-with.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { askedOf } from '../../shared/domain/readiness/asked.ts';
import { rulesetsOf } from '../../shared/domain/readiness/exception.ts';
import {
  build,
  type Changes,
  canaryFile,
  open,
  own,
  ownReport,
  parity,
  parityFile,
  release,
  section,
} from '../actions/readiness/setups.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import type { GitHubAnswers } from '../support/memory-github.ts';
import { moment } from '../support/moments.ts';
import { checksReport, inArtifact, onMain, played, repository, requests, rulesets, run } from '../support/readiness.ts';
import { result } from '../support/results.ts';
import { decideRelease, exchange, type Fault, type Prepared, prepare } from '../support/simulated-release.ts';
import { configurationOf, evaluateWith, headSha, type Setup, world } from '../support/world.ts';

/*
 * Single ways in which something that did not happen, or happened elsewhere, could count; and ways in which what is in order could not.
 */

const judge = (setup: Setup): Promise<Evaluation> => evaluateWith(control, setup);
const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
const dataOf = ({ data }: Evaluation): ReadinessData => data as ReadinessData;
const rulesOpen = (evaluation: Evaluation): string => open(evaluation).join('; ');

const ofPull = (number: number, body: string, more: object = {}): Record<string, unknown> => ({
  number,
  body,
  user: { login: 'ann' },
  head: { ref: 'topic', repo: { full_name: repository } },
  base: { ref: 'main', repo: { full_name: repository } },
  merge_commit_sha: headSha,
  merged_at: '2026-11-20T10:00:00Z',
  ...more,
});
const inPull: Changes = {
  subject: { ...onMain, event: 'pull_request', ref: 'refs/pull/7/merge', pullRequest: 7, baseSha: 'b'.repeat(40) },
};

describe('jobs', () => {
  const allowed = { jobs: [{ id: 'soak', job: 'soak', allow: ['success', 'skipped'] }, section.jobs[0]] };
  const workflow = (more: Record<string, unknown>) => ({
    '.github/workflows/release.yml': JSON.stringify({ on: 'push', jobs: { build: {}, ...more } }),
  });

  test('a job that was skipped because of a job before the one that it needs never counts', async () => {
    // unit fails; report runs by `if: always()` and succeeds; soak is skipped, because success() looks at all ancestors.
    const files = workflow({
      unit: {},
      report: { needs: ['unit'], if: 'always()' },
      soak: { needs: ['report'] },
    });
    const some = [
      build,
      played('unit', { conclusion: 'failure' }),
      played('report'),
      played('soak', { conclusion: 'skipped' }),
    ];
    const evaluation = await judge({ ...release({ section: allowed, jobs: some, files: [] }), files });
    expect(rulesOpen(evaluation)).toContain('job-ended soak');
  });

  test('a job that was skipped alone is not "happened", nor "passed" in the data', async () => {
    const files = workflow({ soak: { if: 'false' } });
    const some = [played('soak', { conclusion: 'skipped' })];
    const section_ = { jobs: [allowed.jobs[0]] };
    const evaluation = await judge({ ...release({ section: section_, jobs: some, files: [] }), files });
    expect({
      status: dataOf(evaluation).jobs[0]?.status,
      remark: evaluation.exhibits[0]?.remark,
      ready: evaluation.outputs['ready'],
      overall: statusOf(evaluation),
    }).toEqual({ status: 'not-applicable', remark: '0 of 1 happened.', ready: 'false', overall: 'unverified' });
  });

  test('a matrix that was skipped as a whole by its own condition, as is allowed', async () => {
    // GitHub lists a matrix that was skipped once, by its plain name.
    const files = workflow({ tests: { if: "github.ref == 'x'" } });
    const some = [build, played('tests', { conclusion: 'skipped' })];
    const section_ = { jobs: [{ ...section.jobs[1], allow: ['success', 'skipped'] }, section.jobs[0]] };
    const evaluation = await judge({ ...release({ section: section_, jobs: some, files: [] }), files });
    expect(open(evaluation)).toEqual([]);
  });
});

describe('runs of other workflows', () => {
  const unit = played('unit');
  const asked = { jobs: [{ id: 'ci', job: 'unit', workflow: '.github/workflows/ci.yml' }] };
  const of = (runs: unknown[], listed = [unit], more: Changes = {}): Setup =>
    release({
      section: asked,
      jobs: [unit],
      files: [],
      ...more,
      answers: { [requests.runs('ci.yml')]: { json: runs }, [requests.jobs(77)]: { json: listed }, ...more.answers },
    });

  test('a run that is in its second attempt is not spoken for by the job of the first', async () => {
    // Jobs that wait for others are not listed before they are queued.
    const going = run({ run_attempt: 2, status: 'in_progress', conclusion: null });
    const setup = played('setup', { run_attempt: 2, status: 'in_progress', conclusion: null });
    const evaluation = await judge(of([going], [unit, setup]));
    expect(rulesOpen(evaluation)).toContain('job-ended ci');
  });

  test('nor the report of that run by the artifact of the first attempt', async () => {
    const going = run({ run_attempt: 2, status: 'in_progress', conclusion: null });
    const reports = [
      { id: 'ci-report', workflow: '.github/workflows/ci.yml', artifact: 'ci', path: 'ci.json', job: 'unit' },
    ];
    const files = [inArtifact('ci', 'ci.json', checksReport('ci_v1'), { runId: 77 })];
    const evaluation = await judge(of([going], [unit], { section: { reports }, files }));
    expect(rulesOpen(evaluation)).toContain('report-bound ci-report');
  });

  test('a job that has not begun in a run that goes on is not known yet, and did not "not run"', async () => {
    const going = run({ status: 'in_progress', conclusion: null });
    const evaluation = await judge(of([going], []));
    expect(open(evaluation)).toEqual(['job-ended ci: NO_DATA']);
  });

  test('the run of another pull request with the same head does not count', async () => {
    const other = run({
      event: 'pull_request',
      head_branch: 'topic',
      pull_requests: [{ number: 8, head: { ref: 'topic' }, base: { ref: 'lenient' } }],
    });
    const answers = { [requests.pull]: { json: ofPull(7, '', { merged_at: null }) } };
    const evaluation = await judge(of([other], [unit], { ...inPull, answers }));
    expect(rulesOpen(evaluation)).toContain('job-ended ci');
  });
});

describe('reports', () => {
  const external = { 'could-not-look': ['branch_rules_api_call:*'], reports: ['protection.json'] };
  const unseen = checksReport('github_branch_protection_v1', {
    status: 'unverified',
    summary: { total: 2, passed: 1, failed: 1, unverified: true },
    checks: [
      { check_id: 'repository_provided', passed: true },
      { check_id: 'branch_rules_api_call:main', passed: false, detail: 'status=403' },
    ],
  });
  const window = {
    reports: [{ id: 'protection', artifact: 'policy', path: 'protection.json', job: 'build', external }],
  };
  const path = 'evidence/ruleset.png';
  const attested = async (setup: Setup, bound = rulesetsOf(rulesets), by = 'bob'): Promise<Evaluation> => {
    const { policy } = world(setup);
    const common = {
      version: 1 as const,
      'waiver-cap-days': 180,
      places: [],
      roles: {},
      waivers: [],
      deferrals: [],
      profiles: {},
      attestations: [
        {
          id: 'seen-by-bob',
          rule: 'readiness/report-passed',
          by,
          role: 'administrator',
          when: '2026-11-10',
          until: '2026-12-01',
          method: 'looked at it under Settings > Rules',
          evidence: { path, sha256: 'c'.repeat(64) },
          bound: { rulesets: bound },
        },
      ],
    };
    const allow: typeof policy.allow = (name, results, facts = {}) =>
      liveWith(name, new Set(), results, common, moment('2026-11-20T12:00:00Z'), 'default-branch', facts);
    return evaluateWith(control, setup, { policy: { ...policy, allow } });
  };
  const windowOf = (content: unknown, answers: GitHubAnswers, more: Changes = {}): Setup =>
    release({ section: window, files: [inArtifact('policy', 'protection.json', content)], answers, ...more });
  const pulls = (body: string, more: object = {}): GitHubAnswers => ({
    [requests.pullsOf]: { json: [ofPull(7, body, more)] },
  });

  const beside: [string, Record<string, unknown>][] = [
    ['a list of failures', { failures: ['anyone may push to main'] }],
    ['counted critical failures', { summary: { total: 2, passed: 1, failed: 1, critical_failures: 3 } }],
    ['a failed test', { tests: [{ nodeid: 'a', returncode: 1 }] }],
    ['the decision no-go', { decision: 'no-go' }],
    [
      'a check whose own word is failed',
      {
        checks: [
          { check_id: 'require_pr_reviews:main', passed: true, status: 'failed' },
          { check_id: 'branch_rules_api_call:main', passed: false },
        ],
      },
    ],
    ['counters that say that another check failed', { summary: { total: 9, passed: 1, failed: 8 } }],
  ];
  test.each(beside)('the window is closed for a report that could not look, with %s', async (_words, more) => {
    const evaluation = await attested(windowOf({ ...unseen, ...more }, pulls(`Looked at: ${path}`)));
    const said = evaluation.results.find(({ rule }) => rule === 'readiness/report-passed');
    expect(said?.restsOn ?? ['nothing']).not.toEqual(['rulesets']);
  });

  const hidden: [string, string][] = [
    ['in a comment of Markdown that nobody sees', `Nothing.\n\n[//]: # (${path})\n`],
    ['in the target of a reference that nothing uses', `Nothing.\n\n[x]: ${path}\n`],
    ['as a part of another path', `see archive/2019/${path}`],
    ['in another repository', `[seen](https://github.com/mallory/other/blob/main/${path})`],
    ['in an attribute', `<a name="${path}"></a>`],
  ];
  test.each(hidden)('evidence that stands %s is not linked', async (_words, body) => {
    const evaluation = await attested(windowOf(unseen, pulls(body)));
    expect(evaluation.results.find(({ rule }) => rule === 'readiness/exception')?.status).not.toBe('passed');
  });

  test('the notes of a pull request into another branch are not those of this one', async () => {
    const answers = pulls(path, { number: 9, base: { ref: 'sandbox', repo: { full_name: repository } } });
    const evaluation = await attested(windowOf(unseen, answers));
    expect(evaluation.results.find(({ rule }) => rule === 'readiness/exception')?.status).not.toBe('passed');
  });

  test('rulesets of which there are none are nothing that an attestation can be bound to', async () => {
    const answers = { ...pulls(path), [requests.rulesets]: { json: [] } };
    const evaluation = await attested(windowOf(unseen, answers), rulesetsOf([]));
    const said = evaluation.results.find(({ rule }) => rule === 'readiness/exception');
    expect(said?.status).not.toBe('passed');
  });

  test('an author whose account is gone is not somebody else', async () => {
    const evaluation = await attested(windowOf(unseen, pulls(path, { user: null })));
    expect(evaluation.results.find(({ rule }) => rule === 'readiness/exception')?.status).not.toBe('passed');
  });

  const summaryOf = (more: Record<string, unknown>) => ({
    status: 'passed',
    summary: { total_reports: 2, passed: 2, failed: 0, unverified: 0 },
    reports: [
      { path: 'a.json', status: 'passed' },
      { path: 'b.json', status: 'passed' },
    ],
    ...more,
  });
  const lies: [string, Record<string, unknown>][] = [
    ['decides no-go', { decision: 'no-go' }],
    ['lists failures', { failures: ['b.json: 3 tests failed'] }],
    ['lists issues', { issues: ['x'] }],
    ['counts failures', { summary: { total_reports: 2, passed: 2, failed: 7, unverified: 0 } }],
    [
      'counts critical failures',
      { summary: { total_reports: 2, passed: 2, failed: 0, unverified: 0, critical_failures: 3 } },
    ],
    ['counts what is missing', { summary: { total_reports: 2, passed: 2, failed: 0, unverified: 0, missing: 4 } }],
    [
      'names one report twice',
      {
        reports: [
          { path: 'a.json', status: 'passed' },
          { path: 'a.json', status: 'passed' },
        ],
      },
    ],
    ['has a check that failed', { checks: [{ check_id: 'x', passed: false }] }],
    ['has a test that failed', { tests: [{ nodeid: 'x', returncode: 1 }] }],
    ['lost its count of failures', { summary: { total_reports: 2, passed: 2, unverified: 0 } }],
  ];
  test('the summary without a lie passes', async () => {
    const reports = [{ id: 'summary', shape: 'summary', artifact: 'policy', path: 'summary.json', job: 'build' }];
    const files = [inArtifact('policy', 'summary.json', summaryOf({}))];
    expect(open(await judge(release({ section: { reports }, files })))).toEqual([]);
  });
  test.each(lies)('a summary that %s is no pass', async (_words, more) => {
    const reports = [{ id: 'summary', shape: 'summary', artifact: 'policy', path: 'summary.json', job: 'build' }];
    const files = [inArtifact('policy', 'summary.json', summaryOf(more))];
    expect(rulesOpen(await judge(release({ section: { reports }, files })))).toContain('report-passed summary');
  });

  const nothing: [string, object, unknown][] = [
    ['in [0]', { pointer: '/summary/failed', in: [0] }, { summary: { failed: 0, total: 0 } }],
    ['set []', { pointer: '/failures', set: [] }, { failures: [], tests: [] }],
    ['breached 0', { pointer: '/summary/breached', equals: 0 }, { summary: { breached: 0, total: 0 } }],
    ['fails 0', { pointer: '/summary/fails', equals: 0 }, { summary: { fails: 0, total: 0 } }],
    ['regressions 0', { pointer: '/regressions', length: { equals: 0 } }, { regressions: [], tests: [] }],
    ['below 0', { pointer: '/summary/failed', 'at-most': 0 }, { summary: { failed: -1, total: 5 } }],
    ['exists false', { pointer: '/failures', exists: false }, {}],
  ];
  test.each(nothing)(
    'a condition about failures does not hold over nothing: %s',
    async (_words, condition, content) => {
      const reports = [
        { id: 'fields', shape: 'data', artifact: 'policy', path: 'f.json', job: 'build', conditions: [condition] },
      ];
      const files = [inArtifact('policy', 'f.json', content)];
      expect(rulesOpen(await judge(release({ section: { reports }, files })))).not.toBe('');
    },
  );

  test('two baselines that differ in the digits that a double loses do not agree', async () => {
    const text = (digits: string): string =>
      JSON.stringify({ ...checksReport('x_v1'), baseline: 'N' }).replace('"N"', digits);
    const facts = { baseline: '/baseline' };
    const reports = ['one', 'two'].map((id) => ({ id, artifact: id, path: 'r.json', job: 'build', facts }));
    const files = [
      inArtifact('one', 'r.json', text('9007199254740993'), { id: 9101 }),
      inArtifact('two', 'r.json', text('9007199254740992'), { id: 9102 }),
    ];
    expect(rulesOpen(await judge(release({ section: { reports }, files })))).toContain('reports-agree baseline');
  });

  test('reports that name the head and the test merge of it are about one commit', async () => {
    const facts = { commit: '/commit' };
    const mergeSha = 'e'.repeat(40);
    const reports = ['one', 'two'].map((id) => ({ id, artifact: id, path: 'r.json', job: 'build', facts }));
    const files = [
      inArtifact('one', 'r.json', checksReport('x_v1', { commit: headSha }), { id: 9101 }),
      inArtifact('two', 'r.json', checksReport('x_v1', { commit: mergeSha }), { id: 9102 }),
    ];
    const setup = release({ section: { reports }, files, ...inPull });
    expect(open(await judge({ ...setup, subject: { ...setup.subject, mergeSha } }))).toEqual([]);
  });

  const ofControl = (could: string[]) => ({
    reports: [{ id: 'contracts', control: 'manifest-sync', external: { 'could-not-look': could } }],
  });
  const rulesOfControl: [string, string[], string[]][] = [
    ['is excused for the rules that are named', ['manifest-sync/remote*'], ['rulesets']],
    ['is not excused for another rule', ['manifest-sync/local'], ['nothing-outside-of-the-repository']],
  ];
  test.each(rulesOfControl)('a control that could not look %s', async (_words, could, restsOn) => {
    const because = { code: 'NO_DATA' as const, message: 'no test ran at all', needs: 'tests' };
    const text = ownReport('manifest-sync', {
      status: 'unverified',
      results: [result({ rule: 'manifest-sync/remote-pinned', status: 'unverified', because } as never)],
    });
    const files = [inArtifact('governance-manifest-sync-manifest-sync-1', 'manifest-sync.report.json', text)];
    const evaluation = await attested(release({ section: ofControl(could), files, answers: pulls(path) }));
    const said = evaluation.results.find(({ rule }) => rule === 'readiness/report-passed');
    expect(said).toMatchObject({ status: 'unverified', restsOn });
  });

  test('a control whose rules are not named is not external', () => {
    expect(() => configurationOf(control, { section: ofControl([]) })).toThrow(/could-not-look/);
  });

  const empty: [string, unknown][] = [
    ['a blank', ' '],
    ['the word unknown', 'unknown'],
    ['an empty list', []],
    ['an empty object', {}],
  ];
  test.each(empty)('reports that all have %s as their baseline agree in nothing', async (_words, baseline) => {
    const facts = { baseline: '/baseline' };
    const reports = ['one', 'two'].map((id) => ({ id, artifact: id, path: 'r.json', job: 'build', facts }));
    const files = [
      inArtifact('one', 'r.json', checksReport('x_v1', { baseline }), { id: 9101 }),
      inArtifact('two', 'r.json', checksReport('x_v1', { baseline }), { id: 9102 }),
    ];
    expect(rulesOpen(await judge(release({ section: { reports }, files })))).toContain('reports-agree baseline');
  });

  test('on a laptop an artifact of "this run" did not fail to be there', async () => {
    const evaluation = await judge({ section: { reports: [section.reports[1]] }, subject: { event: 'local' } });
    expect(open(evaluation).join()).not.toContain('report-present canary: failed');
  });

  test('a report in an artifact that a broken artifact of the attempt before shares its name with', async () => {
    const reports = [{ id: 'canary', artifact: 'canary-report', path: 'canary_report.json', job: 'build' }];
    const again = played('build', { run_attempt: 2, started_at: '2026-11-20T11:40:00Z' });
    const first = inArtifact('canary-report', 'canary_report.json', '{', { id: 1 });
    const second = inArtifact('canary-report', 'canary_report.json', checksReport('x_v1'), {
      id: 2,
      createdAt: '2026-11-20T11:45:00Z',
    });
    const problems = [{ origin: first.origin, path: 'canary_report.json', message: 'is larger than may be read' }];
    const setup = release({ section: { reports }, jobs: [build, again], files: [second], collected: { problems } });
    expect(open(await judge({ ...setup, subject: { ...setup.subject, attempt: 2 } }))).toEqual([]);
  });
});

describe('the whole release', () => {
  let desk: TestRepository;
  let prepared: Prepared;
  beforeAll(async () => {
    desk = gitRepository();
    prepared = await prepare(desk);
  });
  afterAll(() => desk.remove());

  const unseen = {
    ...checksReport('github_branch_protection_v1'),
    status: 'unverified',
    summary: { total: 2, passed: 1, failed: 1, unverified: true },
    checks: [
      { check_id: 'repository_provided', passed: true },
      { check_id: 'branch_rules_api_call:main', passed: false, detail: 'status=403' },
    ],
  };
  const whole: [string, Pick<Fault, 'attested' | 'change'>][] = [
    [
      'whose other workflow is running again (attempt 2)',
      {
        change: (world) =>
          void (world.otherRuns = world.otherRuns.map((one) => ({
            ...one,
            run_attempt: 2,
            status: 'in_progress',
            conclusion: null,
          }))),
      },
    ],
    [
      'whose other workflow ran for another pull request only',
      {
        change: (world) =>
          void (world.otherRuns = world.otherRuns.map((one) => ({
            ...one,
            pull_requests: [{ number: 4711, base: { ref: 'lenient' } }],
          }))),
      },
    ],
    [
      'whose attested report lists failures and says no-go',
      {
        attested: true,
        change: (world) =>
          exchange(world, 'protection', { ...unseen, decision: 'no-go', failures: ['anyone may push to main'] }),
      },
    ],
    [
      'whose evidence nobody sees',
      { attested: true, change: (world) => void (world.notes = 'Nothing.\n\n[//]: # (evidence/ruleset.png)\n') },
    ],
    [
      'whose reports name baselines that differ',
      {
        change(world) {
          world.files = world.files.map((file) => {
            if (file.origin.kind !== 'artifact' || !/^(replay|parity|lifecycle)-report$/.test(file.origin.name))
              return file;
            const digits = file.origin.name === 'replay-report' ? '9007199254740993' : '9007199254740992';
            const text = new TextDecoder().decode(file.content).replace('"base-1"', digits);
            return { ...file, content: new TextEncoder().encode(text) };
          });
        },
      },
    ],
  ];
  test('without a fault it is a go, with an attestation a conditional go', async () => {
    expect((await decideRelease(prepared)).summary.decision).toBe('go');
    const { summary } = await decideRelease(prepared, { attested: true, change: () => {} });
    expect(summary.decision).toBe('conditional-go');
  });
  test.each(whole)('%s: no-go', async (_name, fault) => {
    const { summary } = await decideRelease(prepared, fault);
    expect(summary.decision).toBe('no-go');
  });
});

describe('configuration', () => {
  test('a job does not take the place of a report of a preset', () => {
    const { reports } = askedOf({
      presets: ['playbook-002'],
      jobs: [{ id: 'replay-determinism', job: 'x', allow: ['success'], severity: 'low' }],
      reports: [],
    });
    expect(reports.map(({ id }) => id)).toContain('replay-determinism');
  });

  test('a profile that there is not asks for nothing, silently', () => {
    const jobs_ = [section.jobs[0], { id: 'soak', job: 'soak', profiles: ['promotoin'] }];
    expect(() => configurationOf(control, { section: { jobs: jobs_ } })).toThrow(/profile/);
  });
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
  const asked = { jobs: section.jobs, reports: [slo], incidents: { on: [], repeated: [{ report: 'slo', runs: 2 }] } };
  const said = (status: string, origin = {}) => inArtifact('trend', 'slo.json', { slo_status: status }, origin);

  test('a page full of runs of forks does not hide the runs of the branch', async () => {
    // exclude_pull_requests leaves out a field, and no run: a fork whose branch is called main fills the one page that is asked for.
    const path = '.github/workflows/release.yml';
    const fork = { path, event: 'pull_request', head_repository: { full_name: 'mallory/consumer' } };
    const page = Array.from({ length: 100 }, (_, index) => run({ ...fork, id: 100 - index }));
    const answers = { [requests.runs('release.yml')]: { json: { total_count: 160, workflow_runs: page } } };
    const evaluation = await judge(release({ section: asked, files: [said('breach')], answers }));
    expect(evaluation.outputs['incident']).not.toBe('false');
  });

  test('nor does a page of runs that came after an old run that is run again', async () => {
    const page = Array.from({ length: 100 }, (_, index) =>
      run({ path: '.github/workflows/release.yml', id: 400 - index }),
    );
    const answers = { [requests.runs('release.yml')]: { json: { total_count: 300, workflow_runs: page } } };
    const evaluation = await judge(release({ section: asked, files: [said('breach')], answers }));
    expect(evaluation.outputs['incident']).not.toBe('false');
  });
});

describe('incidents that cannot be told', () => {
  const missing = {
    because: { code: 'MISSING_PERMISSION' as const, message: 'may not read it', needs: 'actions: read' },
  };
  test('a job of which nothing is known is not denied to be an incident', async () => {
    const asked = { jobs: [section.jobs[0]], incidents: { on: ['build'], repeated: [] } };
    const evaluation = await judge(
      release({ section: asked, files: [], answers: { 'GET /repos/acme/consumer/actions/runs/101/jobs': missing } }),
    );
    expect(rulesOpen(evaluation)).toContain('job-ended build');
    expect(evaluation.outputs['incident']).toBe('');
  });
});

describe('files of steps of this job', () => {
  test('a file that the attempt before left on the runner is not of the last attempt', async () => {
    const reports = [{ id: 'here', path: 'out/r.json', facts: { commit: '/commit', run: '/run' } }];
    const content = checksReport('x_v1', {
      commit: headSha,
      run: 101,
      attempt: 1,
      generated_at: '2026-11-20T08:00:00Z',
    });
    const setup = release({ section: { reports }, files: [], produced: { 'out/r.json': JSON.stringify(content) } });
    const evaluation = await judge({ ...setup, subject: { ...setup.subject, attempt: 2 } });
    expect(rulesOpen(evaluation)).toContain('report-bound here');
  });
});

describe('shadow', () => {
  test('a check of the other gate that cannot be read is named, not dropped', async () => {
    const checks = [{ check_id: 'job_result:build', passed: 'false' }];
    const files = [own('manifest-sync'), canaryFile(), parityFile(), gate({ decision: 'go', checks })];
    const evaluation = await judge(release({ section: { ...section, shadow }, files }));
    const { disagreements, unmatched } = dataOf(evaluation).shadows[0] ?? { disagreements: [], unmatched: [] };
    expect([...disagreements.map(({ check }) => check), ...unmatched]).toEqual(['job_result:build']);
  });

  test('a gate whose two words contradict each other does not agree', async () => {
    const files = [own('manifest-sync'), canaryFile(), parityFile(), gate({ decision: 'go', status: 'failed' })];
    const evaluation = await judge(release({ section: { ...section, shadow }, files }));
    expect(evaluation.results.find(({ rule }) => rule === 'readiness/shadow-agrees')?.status).not.toBe('passed');
  });

  const shadow = [{ id: 'old', artifact: 'old-gate', path: 'gate.json' }];
  const gate = (content: unknown) => inArtifact('old-gate', 'gate.json', content, { id: 9003 });

  test('a go there and a contradiction of reports here is a disagreement', async () => {
    const other = { ...parity, flags: { 'new-engine': false } };
    const files = [own('manifest-sync'), canaryFile(), parityFile(other), gate({ decision: 'go', checks: [] })];
    const evaluation = await judge(release({ section: { ...section, shadow }, files }));
    expect(open(evaluation).join()).toContain('reports-agree flags');
    expect(evaluation.outputs['ready']).toBe('false');
    expect(evaluation.outputs['disagreements']).toBe('1');
  });

  test('a gate that could not be compared has not 0 disagreements', async () => {
    const evaluation = await judge(release({ section: { ...section, shadow } }));
    expect(evaluation.outputs['disagreements']).not.toBe('0');
  });

  test('the verdict of another commit is not compared as one of this', async () => {
    const files = [
      own('manifest-sync'),
      canaryFile(),
      parityFile(),
      inArtifact(
        'old-gate',
        'gate.json',
        { decision: 'go', checks: [], commit: 'd'.repeat(40) },
        { id: 9003, headSha: 'd'.repeat(40) },
      ),
    ];
    const evaluation = await judge(release({ section: { ...section, shadow }, files }));
    expect(evaluation.results.find(({ rule }) => rule === 'readiness/shadow-agrees')?.status).not.toBe('passed');
  });
});

// The bytes were measured elsewhere, and only the report of a control says so.
test.each<[string, { commit: string; run: number | undefined }, string[]]>([
  ['of the judged commit and run', { commit: headSha, run: onMain.runId }, []],
  ['of another commit', { commit: 'e'.repeat(40), run: onMain.runId }, ['report-bound pin: failed']],
  ['of another run', { commit: headSha, run: 1 }, ['report-bound pin: failed']],
])('facts of a report of a control that are %s', async (_name, data, expected) => {
  const facts = { commit: '/data/commit', run: '/data/run' };
  const reports = [{ id: 'pin', control: 'manifest-sync', facts }];
  const evaluation = await judge(release({ section: { reports }, files: [own('manifest-sync', { data })] }));
  expect(open(evaluation)).toEqual(expected);
});
