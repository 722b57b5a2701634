import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/verification/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import type { VerificationRecords } from '../../shared/domain/verification-record/record.ts';
import { coverRules } from '../support/coverage.ts';
import { durabilityText, jestText, junitText } from '../support/test-reports.ts';
import { artifactOf, endedRun, type Played, played } from '../support/verification.ts';
import { configurationOf, headSha, type Setup } from '../support/world.ts';

const rules = coverRules(control);

/** What is not passed and asked for: `rule id: status`. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${rule.replace('verification/', '')} ${about.join(' ')}: ${status}`],
  );
  return error === undefined ? lines : [...lines, error.code];
}
const passedRules = ({ results }: Evaluation): string[] =>
  results.flatMap(({ rule, status }) => (status === 'passed' ? [rule.replace('verification/', '')] : []));
const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);
const dataOf = ({ data }: Evaluation): VerificationRecords => data as VerificationRecords;
const messages = ({ results }: Evaluation): string[] =>
  results.flatMap(({ status, message, because }) =>
    status === 'failed' ? [message] : status === 'unverified' ? [because?.message ?? ''] : [],
  );

const lint = { id: 'lint', command: ['npm', 'run', 'lint'] };
const unit = { id: 'unit', command: ['npm', 'test'], report: { path: 'out/unit.xml' }, expected: 2 };
const green = junitText([{ name: 'a' }, { name: 'b' }]);
const tests = { id: 'tests', report: { path: 'unit.xml', artifact: 'tests' }, expected: 2 };
const run = { runId: 101, attempt: 1 };

describe('a command', () => {
  test('that ends as expected passes, with its log, its time and the commit that it ran for', async () => {
    const setup = played({
      verifications: [
        {
          ...lint,
          title: 'Lint',
          folder: 'app',
          timeout: '90s',
          environment: { pass: ['DATABASE'], set: { MODE: 'x' } },
          'log-kib': 1,
        },
      ],
    });
    const evaluation = await rules.evaluate(setup);
    expect(open(evaluation)).toEqual([]);
    expect(statusOf(evaluation)).toBe('passed');
    expect(passedRules(evaluation)).toEqual(['required', 'ran', 'exit', 'log', 'of-commit']);
    expect(setup.requests).toEqual([
      {
        argv: ['npm', 'run', 'lint'],
        folder: 'app',
        timeoutMs: 90_000,
        pass: ['DATABASE'],
        set: { MODE: 'x' },
        logBytes: 1024,
      },
    ]);
    expect(dataOf(evaluation)).toEqual({
      sha: headSha,
      verifications: [
        {
          id: 'lint',
          title: 'Lint',
          required: true,
          status: 'passed',
          sha: headSha,
          argv: ['npm', 'run', 'lint'],
          folder: 'app',
          exit: 0,
          started: '2026-03-10T11:59:00.000Z',
          durationMs: 1500,
          log: { path: 'verification.lint.log', sha256: sha256('ok\n'), bytes: 3, written: 3, capped: false },
        },
      ],
    });
    expect(evaluation.documents).toEqual({ 'lint.log': new TextEncoder().encode('ok\n') });
    expect(evaluation.outputs).toEqual({ commit: headSha });
    expect(evaluation.exhibits[0]?.rows).toEqual([
      { cells: ['lint: Lint', '0', '', '', '', '1.5 s', 'passed'], mark: 'good' },
    ]);
  });

  test('of a leg of a matrix names its log as the report is named', async () => {
    const evaluation = await rules.evaluate(played({ verifications: [lint] }, [], { subject: { matrixKey: 'linux' } }));
    expect(dataOf(evaluation).verifications[0]?.log?.path).toBe('verification-linux.lint.log');
  });

  test.each<[string, Played['run'], object, string[], RegExp]>([
    [
      'that ends with another exit code',
      endedRun({ exit: 1 }),
      {},
      ['exit lint: failed'],
      /^lint: it ended with 1, expected 0$/,
    ],
    ['that must fail and does not', endedRun(), { exit: 2 }, ['exit lint: failed'], /it ended with 0, expected 2/],
    [
      'that hangs',
      endedRun({ exit: undefined, timedOut: true }),
      {},
      ['required lint: unverified', 'ran lint: failed', 'exit lint: unverified'],
      /still running after 10min/,
    ],
    [
      'that a signal ends',
      endedRun({ exit: undefined, signal: 'SIGSEGV' }),
      {},
      ['required lint: unverified', 'ran lint: failed', 'exit lint: unverified'],
      /ended by SIGSEGV/,
    ],
    [
      'that leaves something behind',
      endedRun({ leftBehind: true }),
      {},
      ['required lint: unverified', 'ran lint: unverified', 'exit lint: unverified'],
      /something that it had started still ran/,
    ],
    [
      'whose program is missing',
      { state: 'not-started', problem: 'there is no program npm' },
      {},
      [
        'required lint: unverified',
        'ran lint: unverified',
        'exit lint: unverified',
        'log lint: unverified',
        'of-commit lint: unverified',
      ],
      /there is no program npm/,
    ],
    [
      'that may not run here',
      {
        state: 'refused',
        because: { code: 'NO_DATA', message: 'no command is run: the pull request comes from a fork' },
      },
      {},
      [
        'required lint: unverified',
        'ran lint: unverified',
        'exit lint: unverified',
        'log lint: unverified',
        'of-commit lint: unverified',
      ],
      /from a fork/,
    ],
    [
      'that writes more than is kept',
      endedRun({ capped: true, written: 1e9 }),
      {},
      ['log lint: unverified'],
      /wrote 1000000000 bytes, of which 4096 KiB were kept/,
    ],
    ['that prints a credential', endedRun({ redacted: true }), {}, ['log lint: failed'], /looks like a credential/],
    [
      'that ran for another commit',
      endedRun({ commit: 'c'.repeat(40) }),
      {},
      ['of-commit lint: failed'],
      /work tree of another commit/,
    ],
    [
      'that ran for nobody knows which commit',
      endedRun({ commit: undefined }),
      {},
      ['of-commit lint: unverified'],
      /nothing says which commit/,
    ],
  ])('%s is not passed', async (_name, ran, more, expected, message) => {
    const evaluation = await rules.evaluate(
      played({ verifications: [{ ...lint, ...more }] }, [ran === undefined ? {} : { run: ran }]),
    );
    expect(open(evaluation)).toEqual(expected);
    expect(messages(evaluation).join('\n')).toMatch(message);
    expect(statusOf(evaluation)).not.toBe('passed');
    expect(dataOf(evaluation).verifications[0]?.status).toBe(
      expected.some((line) => line.endsWith('failed')) ? 'failed' : 'unverified',
    );
  });

  test('that is expected to fail passes when it does', async () => {
    const evaluation = await rules.evaluate(
      played({ verifications: [{ ...lint, exit: 2 }] }, [{ run: endedRun({ exit: 2 }) }]),
    );
    expect(open(evaluation)).toEqual([]);
  });

  test('on a laptop is bound to no commit, and says which one the work tree held', async () => {
    const evaluation = await rules.evaluate(
      played({ verifications: [lint] }, [{ run: endedRun({ commit: undefined }) }], { subject: { event: 'local' } }),
    );
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).verifications[0]?.sha).toBeUndefined();
  });

  test('does not keep the others from being run', async () => {
    const setup = played({ verifications: [lint, { ...lint, id: 'other' }] }, [{ run: endedRun({ exit: 1 }) }]);
    const evaluation = await rules.evaluate(setup);
    expect(open(evaluation)).toEqual(['exit lint: failed']);
    expect(setup.requests).toHaveLength(2);
  });
});

describe('a repetition', () => {
  const repeated = (repeat: object): object => ({ verifications: [{ ...lint, repeat }] });
  const writes = (text: string): Played => ({ writes: { 'out/a.bin': text } });

  test('that gives the same passes, under the variables of each run', async () => {
    const setup = played(
      repeated({ times: 3, files: ['out/a.bin'], variations: [{ TZ: 'UTC' }, { TZ: 'Asia/Kathmandu' }] }),
      [writes('x'), writes('x'), writes('x')],
    );
    const evaluation = await rules.evaluate(setup);
    expect(open(evaluation)).toEqual([]);
    expect(passedRules(evaluation)).toContain('deterministic');
    expect(setup.requests.map(({ set }) => set)).toEqual([{ TZ: 'UTC' }, { TZ: 'Asia/Kathmandu' }, { TZ: 'UTC' }]);
    expect(new TextDecoder().decode(evaluation.documents['lint.log'] as Uint8Array)).toBe(
      '--- run 1, exit 0 ---\nok\n\n--- run 2, exit 0 ---\nok\n\n--- run 3, exit 0 ---\nok\n',
    );
    expect(dataOf(evaluation).verifications[0]).toMatchObject({ durationMs: 4500, log: { written: 9 } });
  });

  test.each<[string, object, Played[], string[], RegExp]>([
    [
      'with another output',
      {},
      [{ run: endedRun({ log: 'a' }) }, { run: endedRun({ log: 'b' }) }],
      ['deterministic lint: failed'],
      /differs from run to run: standard output/,
    ],
    [
      'with other bytes in a file',
      { output: false, files: ['out/a.bin'] },
      [writes('x'), writes('y')],
      ['deterministic lint: failed'],
      /differs from run to run: out\/a\.bin/,
    ],
    [
      'with a file that is missing',
      { files: ['out/a.bin'] },
      [{}, writes('x')],
      ['deterministic lint: unverified'],
      /was not found after every run: out\/a\.bin/,
    ],
    ['of which one fails', {}, [{}, { run: endedRun({ exit: 1 }) }], ['exit lint: failed'], /it ended with 1/],
    [
      'of which the second is blocked',
      {},
      [{}, { run: { state: 'not-started', problem: 'there is no program npm' } }],
      ['required lint: unverified', 'ran lint: unverified', 'exit lint: unverified', 'deterministic lint: unverified'],
      /there is no program/,
    ],
    [
      'of which the first hangs',
      {},
      [{ run: endedRun({ exit: undefined, timedOut: true }) }],
      ['required lint: unverified', 'ran lint: failed', 'exit lint: unverified', 'deterministic lint: unverified'],
      /still running/,
    ],
  ])('%s is not passed', async (_name, repeat, commands, expected, message) => {
    const evaluation = await rules.evaluate(played(repeated(repeat), commands));
    expect(open(evaluation)).toEqual(expected);
    expect(messages(evaluation).join('\n')).toMatch(message);
  });
});

describe('a command with a report', () => {
  const wrote = (text: string): Played[] => [{ writes: { 'out/unit.xml': text } }];

  test('passes everything that is asked', async () => {
    const section = { verifications: [{ ...unit, suites: ['unit', 'unit > ledger'], 'maximum-age': '1d' }] };
    const timed = green.replace('tests="2"', 'tests="2" timestamp="2026-03-10T11:59:30Z"');
    const evaluation = await rules.evaluate(played(section, wrote(timed)));
    expect(open(evaluation)).toEqual([]);
    expect(new Set(passedRules(evaluation))).toEqual(
      new Set(Object.keys(control.rules).filter((rule) => rule !== 'deterministic')),
    );
    expect(dataOf(evaluation).verifications[0]).toMatchObject({
      status: 'passed',
      sha: headSha,
      reports: [{ name: 'out/unit.xml', format: 'junit', sha256: sha256(timed), bytes: timed.length }],
      counts: { expected: 2, executed: 2, passed: 2, failed: 0, skipped: 0, retried: 0 },
    });
  });

  test.each<[string, string, object, string[], RegExp]>([
    [
      'a failure in spite of exit code 0',
      junitText([{ name: 'a' }, { name: 'b', outcome: 'failed' }]),
      {},
      ['no-failures unit: failed'],
      /1 test failed: unit > ledger > b/,
    ],
    [
      'a suite that broke',
      junitText([{ name: 'a' }, { name: 'b' }], { top: '<error/>' }),
      {},
      ['no-failures unit: failed'],
      /the suite unit has a error of its own/,
    ],
    ['no test', junitText([]), {}, ['executed unit: failed'], /no test ran/],
    [
      'only skipped tests',
      junitText([{ name: 'a', outcome: 'skipped' }]),
      { skips: [{ test: 'unit > ledger > a', reason: 'x' }] },
      ['executed unit: failed'],
      /no test ran/,
    ],
    ['fewer tests', junitText([{ name: 'a' }]), {}, ['executed unit: failed'], /1 test ran, expected 2/],
    [
      'more tests than are known',
      junitText([{ name: 'a' }, { name: 'b' }, { name: 'c' }]),
      {},
      ['executed unit: failed'],
      /3 tests ran, expected 2/,
    ],
    [
      'fewer than the least',
      green,
      { expected: { minimum: 3 } },
      ['executed unit: failed'],
      /2 tests ran, expected at least 3/,
    ],
    [
      'one test that stands there twice',
      junitText([{ name: 'a' }, { name: 'a' }]),
      {},
      ['executed unit: failed'],
      /1 test ran, expected 2/,
    ],
    [
      'nothing that says how many',
      green,
      { expected: undefined },
      ['executed unit: unverified'],
      /nothing says how many should have/,
    ],
    [
      'a skip without a reason',
      junitText([{ name: 'a' }, { name: 'b' }, { name: 'c', outcome: 'skipped' }]),
      {},
      ['skips unit: failed'],
      /1 test did not run, and no reason is given: unit > ledger > c/,
    ],
    [
      'a skip without a name, which no entry can allow',
      junitText([{ name: 'a' }, { name: 'b' }, { name: '', outcome: 'skipped' }]),
      { skips: [{ test: 'unit > ledger > (no name)', reason: 'x' }] },
      ['skips unit: failed'],
      /unit > ledger > \(no name\)/,
    ],
    [
      'a retry that hides a failure',
      junitText([{ name: 'a' }, { name: 'b', retried: true }]),
      {},
      ['retries unit: failed'],
      /1 test passed only when run again: unit > ledger > b/,
    ],
    [
      'a suite that is missing',
      green,
      { suites: ['unit', 'contract'] },
      ['suites unit: failed'],
      /no test ran of 1 suite: contract/,
    ],
    [
      'totals that disagree',
      junitText([{ name: 'a' }, { name: 'b' }], { attributes: 'tests="3"' }),
      {},
      ['totals unit: failed'],
      /contradicts itself: the suite unit says 3 tests/,
    ],
    [
      'a time that is still to come',
      green.replace('tests="2"', 'tests="2" timestamp="2027-01-01T00:00:00Z"'),
      {},
      ['fresh unit: failed'],
      /which is still to come/,
    ],
    [
      'another commit',
      junitText([{ name: 'a' }, { name: 'b' }], {
        top: `<properties><property name="commit" value="${'c'.repeat(40)}"/></properties>`,
      }),
      {},
      ['of-commit unit: failed'],
      /says that it is about c+/,
    ],
  ])('with %s is not passed', async (_name, text, more, expected, message) => {
    const evaluation = await rules.evaluate(played({ verifications: [{ ...unit, ...more }] }, wrote(text)));
    expect(open(evaluation)).toEqual(expected);
    expect(messages(evaluation).join('\n')).toMatch(message);
  });

  test('lets live what the policy names: skips with a reason, and retries', async () => {
    const text = junitText([{ name: 'a' }, { name: 'b', retried: true }, { name: 'c', outcome: 'skipped' }]);
    const more = {
      skips: [{ test: 'unit > ledger > c', reason: 'needs a device' }],
      retries: { reason: 'the network of the lab' },
    };
    const evaluation = await rules.evaluate(played({ verifications: [{ ...unit, ...more }] }, wrote(text)));
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).verifications[0]?.counts).toMatchObject({ skipped: 1, retried: 1, passed: 2 });
  });

  test('adds up the files that a glob names', async () => {
    const section = { verifications: [{ ...unit, report: { path: 'out/*.xml' } }] };
    const writes = {
      'out/1.xml': junitText([{ name: 'a' }]),
      'out/2.xml': junitText([{ name: 'b' }]),
      'out/3.txt': 'x',
    };
    const evaluation = await rules.evaluate(played(section, [{ writes }]));
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).verifications[0]?.reports?.map(({ name }) => name)).toEqual(['out/1.xml', 'out/2.xml']);
  });

  const nothingRead = [
    'required',
    'report-read',
    'fresh',
    'executed',
    'no-failures',
    'skips',
    'retries',
    'suites',
    'totals',
  ];
  test.each<[string, Setup & { requests: unknown }, string, RegExp]>([
    ['that it does not write', played({ verifications: [unit] }), 'unverified', /there is no file out\/unit\.xml/],
    [
      'that no glob finds',
      played({ verifications: [{ ...unit, report: { path: 'out/*.xml' } }] }),
      'unverified',
      /no file that was written here matches/,
    ],
    [
      'that is cut off',
      played({ verifications: [unit] }, wrote(green.slice(0, 200))),
      'failed',
      /the report out\/unit\.xml .*\(line \d\)/,
    ],
    [
      'that is of no known format',
      played({ verifications: [unit] }, wrote('all green')),
      'unverified',
      /is of no known format/,
    ],
    [
      'that is of another format',
      played({ verifications: [{ ...unit, report: { path: 'out/unit.xml', format: 'jest' } }] }, wrote('{}')),
      'failed',
      /is no report of the format jest/,
    ],
    [
      'that was committed',
      played({ verifications: [unit] }, [
        { writes: { 'out/unit.xml': { reason: 'not-a-file', message: 'is a file of the repository' } } },
      ]),
      'failed',
      /is a file of the repository/,
    ],
    [
      'that is too large',
      played({ verifications: [unit] }, [
        { writes: { 'out/unit.xml': { reason: 'too-large', message: 'is too large' } } },
      ]),
      'unverified',
      /is too large/,
    ],
  ])('%s is not passed', async (_name, setup, status, message) => {
    const evaluation = await rules.evaluate(setup);
    expect(open(evaluation)).toEqual(
      expect.arrayContaining(
        nothingRead.map((rule) => `${rule} unit: ${rule === 'report-read' ? status : 'unverified'}`),
      ),
    );
    expect(messages(evaluation).join('\n')).toMatch(message);
  });

  test('that lay there before, unchanged, is none of its own; one that it wrote anew is', async () => {
    const before = { produced: { 'out/unit.xml': green } };
    const old = await rules.evaluate(played({ verifications: [unit] }, [], before));
    expect(open(old)).toEqual(['fresh unit: failed']);
    expect(messages(old)).toEqual(['unit: the command did not write it, it lay there before: out/unit.xml']);
    const anew = green.replace('time="0.1"', 'time="0.2"');
    expect(open(await rules.evaluate(played({ verifications: [unit] }, wrote(anew), before)))).toEqual([]);
  });

  test('keeps the failures of the files that could be read', async () => {
    const section = { verifications: [{ ...unit, report: { path: 'out/*' } }] };
    const writes = { 'out/1.xml': junitText([{ name: 'a', outcome: 'failed' }]), 'out/2.xml': '<testsuite>' };
    expect(open(await rules.evaluate(played(section, [{ writes }])))).toEqual(
      expect.arrayContaining(['report-read unit: failed', 'no-failures unit: failed', 'executed unit: unverified']),
    );
  });

  test('that did not run reads no report', async () => {
    const refused: Played = {
      run: { state: 'refused', because: { code: 'NO_DATA', message: 'not here' } },
      writes: { 'out/unit.xml': green },
    };
    const evaluation = await rules.evaluate(played({ verifications: [unit] }, [refused]));
    expect(passedRules(evaluation)).toEqual([]);
    expect(dataOf(evaluation).verifications[0]).toEqual({
      id: 'unit',
      required: true,
      status: 'unverified',
      argv: unit.command,
      problems: ['not here'],
    });
  });
});

describe('a report of an artifact', () => {
  const from = (collected: ReturnType<typeof artifactOf>, more: object = {}, around: Setup = {}) =>
    rules.evaluate({
      ...around,
      section: { verifications: [{ ...tests, ...more }] },
      subject: { ...run, ...around.subject },
      reports: () => collected,
    });

  test('of this run and commit passes, and is kept among what was read', async () => {
    const evaluation = await from(artifactOf('tests', { 'unit.xml': green, 'other.xml': 'x' }), {
      'maximum-age': '2h',
    });
    expect(open(evaluation)).toEqual([]);
    expect(passedRules(evaluation)).toContain('fresh');
    expect(evaluation.reads).toEqual([
      { source: 'api', path: 'tests/unit.xml', ref: headSha, sha256: sha256(green), bytes: green.length },
    ]);
    expect(dataOf(evaluation).verifications[0]).toMatchObject({
      status: 'passed',
      sha: headSha,
      reports: [{ name: 'tests/unit.xml' }],
    });
  });

  test('asks for the artifact and for the endings of reports', async () => {
    const asked: unknown[] = [];
    await rules.evaluate({
      section: { verifications: [tests] },
      subject: run,
      reports: (request) => (asked.push(request), artifactOf('tests', { 'unit.xml': green })),
    });
    expect(asked).toEqual([{ artifacts: ['tests'], endings: ['.xml', '.ndjson', '.jsonl', '.tap', '.txt'] }]);
  });

  test('of two artifacts of one name the newest counts', async () => {
    const old = artifactOf('tests', { 'unit.xml': green }, { id: 1, createdAt: '2026-03-10T10:00:00Z' });
    const late = artifactOf(
      'tests',
      { 'unit.xml': junitText([{ name: 'a' }, { name: 'b', outcome: 'failed' }]) },
      { id: 2 },
    );
    expect(open(await from({ ...old, files: [...old.files, ...late.files] }))).toEqual(['no-failures tests: failed']);
    expect(open(await from({ ...old, files: [...late.files, ...old.files] }))).toEqual(['no-failures tests: failed']);
    const without = artifactOf('tests', { 'other.xml': green }, { id: 2 });
    expect(open(await from({ ...old, files: [...old.files, ...without.files] }))).toContain(
      'report-read tests: unverified',
    );
  });

  test.each<[string, ReturnType<typeof artifactOf>, object, string[], RegExp]>([
    [
      'of another run',
      artifactOf('tests', { 'unit.xml': green }, { runId: 7 }),
      {},
      ['of-commit tests: failed'],
      /uploaded by run 7/,
    ],
    [
      'of another commit',
      artifactOf('tests', { 'unit.xml': green }, { headSha: 'c'.repeat(40) }),
      {},
      ['of-commit tests: failed'],
      /uploaded for commit c+/,
    ],
    [
      'that is too old',
      artifactOf('tests', { 'unit.xml': green }),
      { 'maximum-age': '30min' },
      ['fresh tests: failed'],
      /more than 30min ago/,
    ],
  ])('%s is not passed', async (_name, collected, more, expected, message) => {
    const evaluation = await from(collected, more);
    expect(open(evaluation)).toEqual(expected);
    expect(messages(evaluation).join('\n')).toMatch(message);
  });

  const listed = 'GET /repos/acme/consumer/actions/runs/101/jobs?filter=all';
  const execution = (attempt: number, started_at: string | null, name = 'unit'): object => ({
    id: attempt,
    name,
    run_attempt: attempt,
    status: started_at === null ? 'queued' : 'completed',
    conclusion: started_at === null ? null : 'success',
    started_at,
  });
  const inAttempt2 = (job: string | undefined, jobs: readonly object[] | undefined) =>
    from(
      artifactOf('tests', { 'unit.xml': green }),
      { report: { ...tests.report, ...(job === undefined ? {} : { job }) } },
      { subject: { attempt: 2 }, ...(jobs === undefined ? {} : { github: { [listed]: { json: jobs } } }) },
    );

  test.each<[string, string | undefined, readonly object[] | undefined, string[], RegExp]>([
    [
      'whose job did not run again passes',
      'unit',
      [execution(1, '2026-03-10T10:50:00Z'), execution(2, '2026-03-10T11:40:00Z', 'other')],
      [],
      /^$/,
    ],
    [
      'whose job ran again, and left none, is of an earlier attempt',
      'unit',
      [execution(1, '2026-03-10T10:50:00Z'), execution(2, '2026-03-10T11:40:00Z')],
      ['fresh tests: failed'],
      /of an earlier attempt: it was uploaded before the job unit last ran/,
    ],
    [
      'whose job has yet to run again is of an earlier attempt',
      'unit',
      [execution(1, '2026-03-10T10:50:00Z'), execution(2, null)],
      ['fresh tests: failed'],
      /before the job unit last ran/,
    ],
    ['whose job there is not fails', 'unit', [], ['fresh tests: failed'], /no job of the run is called unit/],
    [
      'of which no job is named is not verified',
      undefined,
      [],
      ['fresh tests: unverified'],
      /no job is named that made it/,
    ],
    ['whose jobs nobody may list is not verified', 'unit', undefined, ['fresh tests: unverified'], /without a token/],
  ])('of a run that was started again, %s', async (_name, job, jobs, expected, message) => {
    const evaluation = await inAttempt2(job, jobs);
    expect(open(evaluation)).toEqual(expected);
    expect(messages(evaluation).join('\n')).toMatch(message);
  });

  const because = { code: 'MISSING_PERMISSION' as const, message: 'it may not be listed', needs: 'actions: read' };
  const origin = {
    kind: 'artifact' as const,
    name: 'tests',
    id: 1,
    runId: 101,
    headSha,
    digest: undefined,
    createdAt: '',
  };
  test.each<[string, ReturnType<typeof artifactOf>, string, RegExp]>([
    [
      'is not there',
      artifactOf('other', { 'unit.xml': green }),
      'unverified',
      /no artifact tests of this run holds a report at unit\.xml/,
    ],
    ['cannot be listed', { files: [], problems: [], unlisted: because }, 'unverified', /may not be listed/],
    ['is broken', { files: [], problems: [{ origin, message: 'is no archive' }] }, 'failed', /tests is no archive/],
    [
      'may not be read',
      { files: [], problems: [{ origin, path: 'unit.xml', message: 'x', because }] },
      'unverified',
      /may not be listed/,
    ],
    [
      'lies in the run of somebody else',
      { files: [], problems: [{ origin: { ...origin, name: 'other' }, message: 'is no archive' }] },
      'unverified',
      /no artifact tests/,
    ],
  ])('that %s is not passed', async (_name, collected, status, message) => {
    const evaluation = await from(collected);
    expect(open(evaluation)).toEqual(
      expect.arrayContaining([
        `report-read tests: ${status}`,
        'required tests: unverified',
        'of-commit tests: unverified',
      ]),
    );
    expect(messages(evaluation).join('\n')).toMatch(message);
    expect(passedRules(evaluation)).toEqual([]);
  });
});

describe('a report that a step wrote', () => {
  const written = (text: string, more: object = {}) =>
    rules.evaluate({
      section: { verifications: [{ id: 'unit', report: { path: 'out/r' }, expected: 1, ...more }] },
      produced: { 'out/r': text },
    });

  test('is a claim: without a commit it is not verified', async () => {
    const evaluation = await written(jestText([{ name: 'a', status: 'passed' }]));
    expect(open(evaluation)).toEqual(['of-commit unit: unverified']);
    expect(messages(evaluation)).toEqual(['nothing says which commit out/r is about']);
    expect(dataOf(evaluation).verifications[0]).toMatchObject({
      status: 'unverified',
      problems: ['nothing says which commit out/r is about'],
    });
    expect(dataOf(evaluation).verifications[0]?.sha).toBeUndefined();
  });

  test('is bound to the commit that it names', async () => {
    const top = `<properties><property name="commit" value="${headSha}"/></properties>`;
    const evaluation = await written(junitText([{ name: 'a' }], { top }));
    expect(open(evaluation)).toEqual([]);
    expect(dataOf(evaluation).verifications[0]?.sha).toBe(headSha);
  });

  test('has no age that is not said', async () => {
    const top = `<properties><property name="commit" value="${headSha}"/></properties>`;
    expect(open(await written(junitText([{ name: 'a' }], { top }), { 'maximum-age': '1d' }))).toEqual([
      'fresh unit: unverified',
    ]);
  });

  test('on durability says itself how many tests it expected', async () => {
    const evaluation = await written(durabilityText([0, 0]), { expected: undefined });
    expect(open(evaluation)).toEqual(['of-commit unit: unverified']);
    expect(dataOf(evaluation).verifications[0]?.counts).toMatchObject({ expected: 2, executed: 2 });
    const fewer = durabilityText([0], { summary: { expected_total_tests: 2 } });
    expect(open(await written(fewer, { expected: undefined }))).toEqual([
      'of-commit unit: unverified',
      'executed unit: failed',
      'totals unit: failed',
    ]);
  });
});

describe('required', () => {
  test('ids that nobody declares fail, also those of a preset', async () => {
    const evaluation = await rules.evaluate(
      played({ verifications: [lint], required: ['lint', 'unit'], presets: ['contract-suites'] }),
    );
    expect(open(evaluation)).toEqual(
      ['unit', 'pin', 'governance', 'handoff', 'contract', 'governance-negative'].map((id) => `required ${id}: failed`),
    );
    expect(dataOf(evaluation).verifications[0]).toMatchObject({ id: 'lint', required: true });
  });

  test('what is not required is judged all the same', async () => {
    const setup = played({ verifications: [lint, { ...lint, id: 'other' }], required: ['lint'] }, [
      {},
      { run: endedRun({ exit: 1 }) },
    ]);
    const evaluation = await rules.evaluate(setup);
    expect(open(evaluation)).toEqual(['exit other: failed']);
    expect(dataOf(evaluation).verifications.map(({ required }) => required)).toEqual([true, false]);
  });

  test('nothing at all is not passed', async () => {
    const evaluation = await rules.evaluate({ section: {} });
    expect(statusOf(evaluation)).toBe('unverified');
    expect(passedRules(evaluation)).toEqual([]);
  });
});

test('two verifications of one id are refused where they stand', () => {
  expect(() => configurationOf(control, { section: { verifications: [lint, lint] } })).toThrow(
    '/verification/verifications/1/id: there are two verifications lint',
  );
});

rules.prove();
