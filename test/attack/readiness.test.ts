import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import { paths } from '../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { checksOf, played, run } from '../support/readiness.ts';
import {
  changed,
  decideRelease,
  exchange,
  type Fault,
  type Prepared,
  prepare,
  type ReleaseWorld,
  reportNames,
  reportOf,
} from '../support/simulated-release.ts';

/*
 * A release in which everything happened, and every single way out of a generated list in which it did not: each one is a no-go, and what
 * stands first in the way is that one.
 */

let repository: TestRepository;
let prepared: Prepared;
beforeAll(async () => {
  repository = gitRepository();
  prepared = await prepare(repository);
});
afterAll(() => repository.remove());

const other = 'f'.repeat(40);

/** A job that is not what it should be. */
function jobFaults(): Fault[] {
  const endings: [string, string | null, string][] = [
    ['failed', 'failure', 'completed'],
    ['was cancelled', 'cancelled', 'completed'],
    ['was skipped', 'skipped', 'completed'],
    ['took too long', 'timed_out', 'completed'],
    ['ended neutral', 'neutral', 'completed'],
    ['waits for somebody', 'action_required', 'completed'],
    ['was given up', 'stale', 'completed'],
    ['could not be started', 'startup_failure', 'completed'],
    ['ended in a word that nobody knows', 'splendid', 'completed'],
    ['has no conclusion', null, 'completed'],
    ['still runs', null, 'in_progress'],
    ['waits', null, 'queued'],
  ];
  const places: [id: string, name: string, of: 'jobs' | 'otherJobs'][] = [
    ['build', 'build', 'jobs'],
    ['tests', 'tests (24)', 'jobs'],
    ['ci', 'unit', 'otherJobs'],
  ];
  return places.flatMap(([id, name, of]) => {
    const first = (words: string[]): Fault['first'] => ({ control: 'readiness', words: [id, ...words] });
    const set = (
      world: ReleaseWorld,
      change: (job: ReturnType<typeof played>) => ReturnType<typeof played>[],
    ): void => {
      world[of] = world[of].flatMap((job) => (job.name === name ? change(job) : [job]));
    };
    const inStep = (world: ReleaseWorld): void => {
      world.checks = checksOf([...world.jobs, ...world.otherJobs], world.head);
    };
    return [
      ...endings.map(
        ([words, conclusion, status]): Fault => ({
          kind: words.includes('skipped') ? 'skipped' : 'not ended well',
          name: `the job ${name} ${words}`,
          first: first(['readiness/job-ended']),
          change(world) {
            set(world, (job) => [{ ...job, conclusion, status }]);
            inStep(world);
          },
        }),
      ),
      {
        kind: 'missing',
        name: `the job ${name} never ran`,
        first: first(['readiness/job-ended', 'did not run']),
        change: (world) => set(world, () => []),
      },
      {
        kind: 'stale',
        name: `the job ${name} failed when it ran again`,
        first: first(['readiness/job-ended']),
        change(world) {
          const again = { run_attempt: 2, conclusion: 'failure', started_at: '2026-11-20T11:20:00Z' };
          set(world, (job) => [job, played(job.name, again)]);
          if (of === 'jobs') world.attempt = 2;
          inStep(world);
        },
      },
      {
        kind: 'contradicting',
        name: `the check run of ${name} says failure`,
        first: first(['readiness/job-recorded']),
        change: (world) =>
          void (world.checks = world.checks.map((check) =>
            check['name'] === name ? { ...check, conclusion: 'failure' } : check,
          )),
      },
      {
        kind: 'missing',
        name: `there is no check run of ${name}`,
        first: first(['readiness/job-recorded']),
        change: (world) => void (world.checks = world.checks.filter((check) => check['name'] !== name)),
      },
      {
        kind: 'foreign',
        name: `the check run of ${name} is of another commit`,
        first: first(['readiness/job-recorded']),
        change: (world) =>
          void (world.checks = world.checks.map((check) =>
            check['name'] === name ? { ...check, head_sha: other } : check,
          )),
      },
    ];
  });
}

/** A run of the other workflow that is not the one that is meant. */
function runFaults(): Fault[] {
  const changes: [string, string, Record<string, unknown> | undefined][] = [
    ['missing', 'is not there', undefined],
    ['foreign', 'is of another commit', { head_sha: other }],
    ['foreign', 'is of another event', { event: 'workflow_dispatch' }],
    ['foreign', 'is of another branch', { head_branch: 'lenient' }],
    ['foreign', 'is of a fork', { head_repository: { full_name: 'mallory/desk' } }],
    ['foreign', 'is of a repository that is gone', { head_repository: null }],
    ['foreign', 'is of another file', { path: '.github/workflows/lenient.yml' }],
  ];
  return changes.map(([kind, words, change]) => ({
    kind,
    name: `the run of ci.yml ${words}`,
    first: { control: 'readiness', words: ['readiness/job-ended', 'ci', 'no run of .github/workflows/ci.yml'] },
    change: (world) =>
      void (world.otherRuns = change === undefined ? [] : world.otherRuns.map((one) => ({ ...one, ...change }))),
  }));
}

/** What `needs` says that is not so. */
function needsFaults(): Fault[] {
  return ['build', 'tests'].flatMap((job) => [
    {
      kind: 'forged',
      name: `needs calls a failed ${job} a success`,
      first: { control: 'readiness', words: [job] },
      change(world: ReleaseWorld) {
        world.needs = { [job]: 'success' };
        world.jobs = world.jobs.map((one) => (one.name.startsWith(job) ? { ...one, conclusion: 'failure' } : one));
      },
    },
    {
      kind: 'contradicting',
      name: `needs calls ${job} a failure that succeeded`,
      first: { control: 'readiness', words: ['readiness/needs-agree', job] },
      change: (world: ReleaseWorld) => void (world.needs = { [job]: 'failure' }),
    },
  ]);
}

type Content = Record<string, unknown>;

/** A report of another tool that is not what it should be. */
function reportFaults(): Fault[] {
  const edits: [kind: string, words: string, rule: string, edit: (report: Content) => unknown][] = [
    ['edited', 'is cut off', 'report-present', (report) => JSON.stringify(report).slice(0, -20)],
    ['edited', 'is empty', 'report-present', () => ''],
    [
      'edited',
      'has a key twice',
      'report-present',
      (report) => `{"status":"failed",${JSON.stringify(report).slice(1)}`,
    ],
    ['edited', 'is no object', 'report-', () => ['passed']],
    ['forged', 'has no contract', 'report-passed', ({ contract: _contract, ...report }) => report],
    ['forged', 'has another contract', 'report-passed', (report) => ({ ...report, contract: 'lenient_v1' })],
    ['failed', 'says failed', 'report-passed', (report) => ({ ...report, status: 'failed' })],
    ['failed', 'says breach', 'report-passed', (report) => ({ ...report, status: 'breach' })],
    ['unverified', 'says unverified', 'report-passed', (report) => ({ ...report, status: 'unverified' })],
    ['unverified', 'says a word that nobody knows', 'report-passed', (report) => ({ ...report, status: 'splendid' })],
    ['forged', 'says nothing', 'report-passed', ({ checks: _checks, status: _status, ...report }) => report],
    ['forged', 'has words and sums only', 'report-passed', ({ checks: _checks, ...report }) => report],
    [
      'contradicting',
      'has a failed check under its word',
      'report-passed',
      (report) => ({
        ...report,
        checks: [
          { check_id: 'a', passed: true },
          { check_id: 'b', passed: false },
        ],
      }),
    ],
    [
      'contradicting',
      'has a check without an answer',
      'report-passed',
      (report) => ({
        ...report,
        checks: [
          { check_id: 'a', passed: true },
          { check_id: 'b', passed: 'true' },
        ],
      }),
    ],
    [
      'contradicting',
      'has a check twice',
      'report-passed',
      (report) => ({
        ...report,
        checks: [
          { check_id: 'a', passed: true },
          { check_id: 'a', passed: true },
        ],
      }),
    ],
    [
      'contradicting',
      'counts more than it lists',
      'report-passed',
      (report) => ({ ...report, summary: { total: 9, passed: 9, failed: 0 } }),
    ],
    [
      'contradicting',
      'counts failures',
      'report-',
      (report) => ({ ...report, summary: { total: 2, passed: 1, failed: 1 } }),
    ],
    [
      'forged',
      'counts nothing',
      'report-',
      (report) => ({ ...report, checks: [], summary: { total: 0, passed: 0, failed: 0 } }),
    ],
    ['forged', 'lost its counter', 'report-', (report) => ({ ...report, summary: { total: 2, passed: 2 } })],
    [
      'forged',
      'counts in words',
      'report-',
      (report) => ({ ...report, summary: { total: 2, passed: 2, failed: '0' } }),
    ],
    ['expired', 'is two days old', 'report-fresh', (report) => ({ ...report, generated_at: '2026-11-18T11:00:00Z' })],
    ['forged', 'is of tomorrow', 'report-fresh', (report) => ({ ...report, generated_at: '2026-11-21T11:00:00Z' })],
    [
      'forged',
      'was made after it was uploaded',
      'report-fresh',
      (report) => ({ ...report, generated_at: '2026-11-20T11:50:00Z' }),
    ],
    ['forged', 'has a time that is none', 'report-fresh', (report) => ({ ...report, generated_at: 'just now' })],
    ['stale', 'names another commit', 'report-bound', (report) => ({ ...report, commit: other })],
    ['forged', 'names no commit', 'report-bound', ({ commit: _commit, ...report }) => report],
    ['contradicting', 'has other flags', 'reports-agree', (report) => ({ ...report, flags: { 'new-engine': false } })],
    [
      'contradicting',
      'has one flag more',
      'reports-agree',
      (report) => ({ ...report, flags: { 'new-engine': true, debug: true } }),
    ],
    ['contradicting', 'has no flags', 'reports-agree', ({ flags: _flags, ...report }) => report],
    ['contradicting', 'has another definition', 'reports-agree', (report) => ({ ...report, definition_hash: 'd2' })],
    [
      'contradicting',
      'has another baseline',
      'reports-agree',
      (report) => ({ ...report, baseline: { run: 'base-2' } }),
    ],
  ];
  const origins: [kind: string, words: string, origin: Parameters<typeof exchange>[3]][] = [
    ['foreign', 'is of another run', { runId: 100 }],
    ['foreign', 'is of another commit', { headSha: other }],
  ];
  return reportNames.flatMap((report): Fault[] => {
    const first = (rule: string): Fault['first'] => ({
      control: 'readiness',
      words: [`readiness/${rule}`, ...(rule === 'reports-agree' ? [] : [report])],
    });
    return [
      {
        kind: 'missing',
        name: `${report} is missing`,
        first: first('report-present'),
        change: (world) => void (world.files = world.files.filter(({ origin }) => origin.name !== `${report}-report`)),
      },
      {
        kind: 'missing',
        name: `${report} has another name in its artifact`,
        first: first('report-present'),
        change: (world) =>
          void (world.files = world.files.map((file) =>
            file.origin.name === `${report}-report` ? { ...file, path: 'x.json' } : file,
          )),
      },
      {
        kind: 'foreign',
        name: `${report} lies in the artifact of another report`,
        first: first('report-present'),
        change: (world) =>
          void (world.files = world.files.map((file) =>
            file.origin.name === `${report}-report`
              ? { ...file, origin: { ...file.origin, name: 'other-report' } }
              : file,
          )),
      },
      {
        kind: 'stale',
        name: `${report} was not made again when its job ran again`,
        first: { control: 'readiness', words: ['readiness/report-bound'] },
        change(world) {
          world.attempt = 2;
          world.jobs = [...world.jobs, played('build', { run_attempt: 2, started_at: '2026-11-20T11:45:00Z' })];
          world.checks = checksOf([...world.jobs, ...world.otherJobs], world.head);
          for (const each of [...reportNames, 'protection'].filter((one) => one !== report))
            world.files = world.files.map((file) =>
              file.origin.kind === 'artifact' && file.origin.name === `${each}-report`
                ? { ...file, origin: { ...file.origin, createdAt: '2026-11-20T11:50:00Z' } }
                : file,
            );
        },
      },
      ...origins.map(
        ([kind, words, origin]): Fault => ({
          kind,
          name: `${report} ${words}`,
          first: first('report-bound'),
          change: (world) => exchange(world, report, reportOf(world.head, report), origin),
        }),
      ),
      ...edits.map(
        ([kind, words, rule, edit]): Fault => ({
          kind,
          name: `${report} ${words}`,
          first: first(rule),
          change: (world) => exchange(world, report, edit(reportOf(world.head, report))),
        }),
      ),
    ];
  });
}

/** A report of a control that is not what it should be. */
function ownFaults(): Fault[] {
  const edits: [kind: string, words: string, edit: (report: Report) => void][] = [
    ['foreign', 'is of another repository', (report) => void (report.subject.repository = 'mallory/desk')],
    ['stale', 'is of another commit', (report) => void (report.subject.headSha = other)],
    ['foreign', 'is of another run', (report) => void (report.subject.runId = 100)],
    ['foreign', 'is of another event', (report) => void (report.subject.event = 'push')],
    ['foreign', 'is of another test merge', (report) => void (report.subject.mergeSha = other)],
    ['forged', 'is of an attempt that is still to come', (report) => void (report.subject.attempt = 2)],
    [
      'forged',
      'was judged by another configuration',
      (report) => void (report.policySource = { kind: 'base', path: 'lenient.yml', sha256: '0'.repeat(64) }),
    ],
    [
      'self-approved',
      'was judged by the configuration of the change',
      (report) => void (report.policySource = { kind: 'bootstrap', path: paths.config, sha256: '0'.repeat(64) }),
    ],
    ['expired', 'is a replay', (report) => void (report.replay = true)],
    [
      'edited',
      'says passed over a failed result',
      (report) =>
        void (report.results = report.results.map((result, index) =>
          index === 0 ? { ...result, status: 'failed' as const } : result,
        )),
    ],
    [
      'failed',
      'failed',
      (report) => {
        report.status = 'failed';
        report.results = report.results.map((result, index) =>
          index === 0 ? { ...result, status: 'failed' as const } : result,
        );
      },
    ],
    ['forged', 'has nothing in it', (report) => void (report.results = [])],
    [
      'forged',
      'has the result of another control',
      (report) => void (report.results[0] = { ...(report.results[0] ?? ({} as never)), rule: 'other/rule' }),
    ],
  ];
  return [
    {
      kind: 'missing',
      name: 'the report of the control is missing',
      first: { words: ['manifest-sync'] },
      change: (world) => void (world.contracts = ''),
    },
    ...edits.map(
      ([kind, words, edit]): Fault => ({
        kind,
        name: `the report of the control ${words}`,
        first: { words: ['manifest-sync'] },
        change: (world) => void (world.contracts = changed(world.contracts, edit)),
      }),
    ),
  ];
}

/** A report that could not look, whose attestation does not hold. */
function exceptionFaults(): Fault[] {
  const faults: [kind: string, words: string, rule: string, change: (world: ReleaseWorld) => void][] = [
    [
      'stale',
      'of rulesets that were changed since',
      'report-passed',
      (world) => void (world.rulesets = world.rulesets.map((one) => ({ ...one, updated_at: '2026-11-19T00:00:00Z' }))),
    ],
    [
      'stale',
      'of fewer rulesets than there are',
      'report-passed',
      (world) => world.rulesets.push({ id: 6, name: 'b', enforcement: 'active', updated_at: '2026-11-19T00:00:00Z' }),
    ],
    [
      'stale',
      'of a ruleset that is switched off',
      'report-passed',
      (world) => void (world.rulesets = world.rulesets.map((one) => ({ ...one, enforcement: 'disabled' }))),
    ],
    ['missing', 'of rulesets that are gone', 'report-passed', (world) => void (world.rulesets = [])],
    ['missing', 'without evidence in the notes', 'exception', (world) => void (world.notes = 'Nothing to see.')],
    ['edited', 'whose evidence was taken out of the notes', 'exception', (world) => void (world.notes = '')],
    [
      'forged',
      'whose evidence stands in a comment',
      'exception',
      (world) => void (world.notes = '<!-- evidence/ruleset.png -->'),
    ],
    [
      'forged',
      'whose evidence is that of another',
      'exception',
      (world) => void (world.notes = 'evidence/ruleset.png.txt'),
    ],
    ['self-approved', 'by the author of the change', 'exception', (world) => void (world.author = 'bob')],
    [
      'failed',
      'beside a check that failed',
      'report-passed',
      (world) =>
        exchange(world, 'protection', {
          status: 'unverified',
          checks: [{ check_id: 'require_pr_reviews:main', passed: false }],
          summary: { total: 1, passed: 0, failed: 1 },
        }),
    ],
    [
      'foreign',
      'of a report of another commit',
      'report-bound',
      (world) =>
        exchange(
          world,
          'protection',
          {
            status: 'unverified',
            checks: [{ check_id: 'branch_rules_api_call:main', passed: false }],
            summary: { total: 1, passed: 0, failed: 1 },
          },
          { headSha: other },
        ),
    ],
  ];
  return faults.map(([kind, words, rule, change]) => ({
    kind,
    name: `an attestation ${words}`,
    attested: true,
    first: { control: 'readiness', words: [`readiness/${rule}`, 'protection'] },
    change,
  }));
}

/** Anything else that is wrong closes the window too. */
function besideFaults(): Fault[] {
  const others = [...jobFaults(), ...reportFaults()].filter(({ name }) => /^(the job build|replay) /.test(name));
  return others.map((fault) => ({ ...fault, attested: true, name: `beside an attestation, ${fault.name}` }));
}

const faults: Fault[] = [
  ...jobFaults(),
  ...runFaults(),
  ...needsFaults(),
  ...reportFaults(),
  ...ownFaults(),
  ...exceptionFaults(),
  ...besideFaults(),
];

describe('a simulated release', () => {
  test('in which everything happened is a go', async () => {
    const { summary, exit, readiness } = await decideRelease(prepared);
    expect({ decision: summary.decision, exit, first: summary.firstFailing, status: readiness.status }).toEqual({
      decision: 'go',
      exit: 0,
      first: undefined,
      status: 'passed',
    });
  });

  test('with what an administrator looked at by hand is a conditional go', async () => {
    const { summary } = await decideRelease(prepared, { attested: true, change: () => {} });
    expect(summary.decision).toBe('conditional-go');
    expect(summary.allowances.map(({ id, state }) => [id, state])).toEqual([['seen-by-bob', 'used']]);
  });

  test(`has ${faults.length} single faults, of every kind`, () => {
    const kinds = new Map<string, number>();
    for (const { kind } of faults) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    process.stderr.write(
      `${faults.length} single faults: ${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')}\n`,
    );
    const wanted = [
      'contradicting',
      'edited',
      'expired',
      'failed',
      'forged',
      'foreign',
      'missing',
      'not ended well',
      'self-approved',
      'skipped',
      'stale',
      'unverified',
    ];
    expect([...kinds.keys()].sort()).toEqual(wanted.sort());
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  });

  test.each(faults.map((fault) => [fault.name, fault] as const))('%s: no-go, named first', async (_name, fault) => {
    const { summary, exit } = await decideRelease(prepared, fault);
    const { decision, firstFailing } = summary;
    expect({ decision, exit: exit === 0 }).toEqual({ decision: 'no-go', exit: false });
    expect(firstFailing?.control).toBe(fault.first.control ?? firstFailing?.control);
    for (const word of fault.first.words) expect(`${firstFailing?.control} ${firstFailing?.message}`).toContain(word);
  });
});

describe('the author of a release', () => {
  const lenient = {
    version: 1,
    readiness: { jobs: [{ id: 'build', job: 'build', allow: ['success', 'skipped', 'neutral'] }] },
  };
  test('cannot ask for less, nor attest by the change itself', async () => {
    const own = gitRepository();
    try {
      const changed = await prepare(own, { [paths.config]: JSON.stringify(lenient) });
      const fault = {
        change: (world: ReleaseWorld) => void (world.jobs = world.jobs.filter(({ name }) => name !== 'tests (20)')),
      };
      const { summary, readiness } = await decideRelease(changed, fault);
      expect(summary.decision).toBe('no-go');
      expect(readiness.policySource?.kind).toBe('base');
      expect(
        readiness.results.filter(({ status }) => status === 'failed').map(({ rule, about }) => [rule, about]),
      ).toEqual([['readiness/job-ended', ['tests']]]);
      expect(summary.checks.map(({ rule }) => rule)).toContain('executive-summary/gate-unchanged');
    } finally {
      own.remove();
    }
  });

  test('an older run of the other workflow that was green does not stand for the newest', async () => {
    const { summary } = await decideRelease(prepared, {
      change(world) {
        world.otherRuns = [...world.otherRuns, { ...run(), ...world.otherRuns[0], id: 78 }];
        world.answers = {
          'GET /repos/harbour-example/desk/actions/runs/78/jobs': { json: [played('unit', { conclusion: 'failure' })] },
        };
      },
    });
    expect(summary.decision).toBe('no-go');
    expect(summary.firstFailing?.message).toContain('run 78 of .github/workflows/ci.yml');
  });

  test('outputs of jobs with shell syntax and commands are no part of needs', async () => {
    const { readiness } = await decideRelease(prepared, {
      change: (world) => void (world.needs = { build: '$(curl x)', '::error::': 'success' }),
    });
    expect(readiness.status).toBe('failed');
    expect(JSON.stringify(readiness)).not.toContain('$(curl x)');
  });
});
