import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CollectedFile, CollectedProblem } from '../../shared/core/collected.ts';
import { contractEntry, contractFiles, paths } from '../support/contract-files.ts';
import { artifact, changed, type DecisionSetup, decideOn, decisionJob, job } from '../support/decision-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { type GitHubAnswer, type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { wholeFreeze, wholeGo } from '../support/postures.ts';
import { account, pullAnswers, review } from '../support/pull-request.ts';

/*
 * The author of a pull request wants a go. Each row is one way to get it, the words that turn it red, and nothing else that would
 * have turned it red: the facts themselves are in order, unless the row is about hiding that they are not.
 */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const drifted = { [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' };

/** Every word against go. */
async function against(setup: DecisionSetup): Promise<{ decision: string; exit: number; words: string }> {
  const { summary, exit, report } = await decideOn(repository, setup);
  const words = [
    ...summary.reports.flatMap(({ why }) => why),
    ...summary.checks.map(({ message }) => message),
    report.error?.message ?? '',
    ...(report.error?.problems ?? []).map(({ message }) => message),
  ];
  return { decision: summary.decision, exit, words: words.join('\n') };
}

async function expectRed(setup: DecisionSetup, words: string): Promise<void> {
  const outcome = await against(setup);
  expect(outcome.words).toContain(words);
  expect(outcome.decision).toBe('no-go');
  expect(outcome.exit).not.toBe(0);
}

/** The report of manifest-sync with other values in it. */
function forged(change: Parameters<typeof changed>[1]): Pick<DecisionSetup, 'files'> {
  return { files: (text, head) => [artifact(changed(text, change), { headSha: head })] };
}

describe('a report from elsewhere under the right name', () => {
  const cases: [name: string, change: Parameters<typeof changed>[1], words: string][] = [
    [
      'of another repository',
      (report) => void (report.subject.repository = 'mallory/desk'),
      'its repository is mallory/desk',
    ],
    [
      'of another commit',
      (report) => void (report.subject.headSha = 'f'.repeat(40)),
      `its commit is ${'f'.repeat(40)}`,
    ],
    ['of another run', (report) => void (report.subject.runId = 100), 'its run is 100, and not 101'],
    ['of another test merge', (report) => void (report.subject.mergeSha = 'f'.repeat(40)), 'its test merge is'],
    ['of another event', (report) => void (report.subject.event = 'push'), 'its event is push'],
    [
      'of an attempt that is still to come',
      (report) => void (report.subject.attempt = 2),
      'it is of attempt 2, and there were 1',
    ],
    ['of no attempt', (report) => void delete report.subject.attempt, 'it names no attempt'],
    ['of a laptop', (report) => void (report.subject = { event: 'local' }), 'its event is local'],
    [
      'judged by another configuration',
      (report) => void (report.policySource = { kind: 'base', path: 'lenient.yml', sha256: '0'.repeat(64) }),
      'another configuration than this run (lenient.yml',
    ],
    [
      'judged by the configuration that the change brought along',
      (report) => void (report.policySource = { kind: 'bootstrap', path: paths.config, sha256: '0'.repeat(64) }),
      'a configuration of the judged change itself',
    ],
    ['judged by no configuration', (report) => void delete report.policySource, 'by which configuration it was judged'],
    ['that is a replay of a better day', (report) => void (report.replay = true), 'it is a replay'],
  ];
  test.each(cases)('%s', async (_name, change, words) => {
    await expectRed(forged(change), words);
  });

  test('a foreign report is not hidden by the right one beside it', async () => {
    await expectRed(
      {
        files: (text, head) => [
          artifact(text, { headSha: head }),
          artifact(
            changed(text, (report) => void (report.subject.runId = 100)),
            { headSha: head, id: 1002 },
          ),
        ],
      },
      'its run is 100',
    );
  });

  test('a workflow_run finds the reports of the run that triggered it', async () => {
    const env = { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_RUN_ID: '202' };
    const outcome = await decideOn(repository, {
      files: (text) => [
        {
          ...artifact(changed(text, (report) => void (report.subject.runId = 101))),
          origin: { kind: 'folder', name: 'downloads' },
        },
      ],
      answers: {
        'GET /repos/harbour-example/desk/actions/runs/202/jobs': { json: [decisionJob] },
        'GET /repos/harbour-example/desk/git/ref/heads/main': { json: { object: { sha: 'a'.repeat(40) } } },
      },
      env,
    });
    expect(outcome.summary.decision).toBe('no-go');
  });
});

describe('a report that says more than was measured', () => {
  const cases: [name: string, change: Parameters<typeof changed>[1], words: string][] = [
    [
      'passed over failed results',
      (report) => void (report.status = 'passed'),
      'it says passed, and its results say failed',
    ],
    [
      'failed results marked as waived',
      (report) => {
        report.status = 'passed';
        for (const result of report.results)
          if (result.status === 'failed') result.waiver = { id: 'x', by: 'me', reason: 'x' };
      },
      'it says passed, and its results say failed',
    ],
    [
      'failed results marked as attested and deferred',
      (report) => {
        report.status = 'passed';
        for (const result of report.results) {
          if (result.status !== 'failed') continue;
          result.attestation = { id: 'x', by: 'me', reason: 'x' };
          result.deferredTo = 'release';
        }
      },
      'it says passed, and its results say failed',
    ],
    [
      'the word of a decision in place of its own',
      (report) => {
        report.status = 'unverified';
        for (const result of report.results) {
          if (result.status !== 'failed') continue;
          Object.assign(result, { status: 'unverified', because: { code: 'CONDITIONAL', message: 'waived' } });
        }
      },
      'the word of a decision, which only executive-summary says',
    ],
    [
      'not applicable',
      (report) => void Object.assign(report, { status: 'not-applicable', results: [] }),
      'says not applicable',
    ],
    [
      'passed without any result',
      (report) => void Object.assign(report, { status: 'passed', results: [] }),
      'its results say unverified',
    ],
    [
      'nothing but a rule about trust that passed',
      (report) => {
        report.status = 'passed';
        const [result] = report.results;
        if (result !== undefined) report.results = [{ ...result, rule: 'trust/place', status: 'passed' }];
      },
      'it holds a result of trust/place',
    ],
    [
      'only results of severity info',
      (report) => {
        report.status = 'passed';
        for (const result of report.results) result.severity = 'info';
      },
      'its results say unverified',
    ],
  ];
  test.each(cases)('%s', async (_name, change, words) => {
    await expectRed({ head: drifted, ...forged(change) }, words);
  });
});

describe('files that are no reports', () => {
  const file = (text: string): CollectedFile => artifact(text, { id: 1002 }, 'manifest-sync-x.report.json');
  const cases: [name: string, files: (text: string) => CollectedFile[], words: string][] = [
    [
      'two contents under one name',
      (text) => [file(changed(text, (report) => void (report.durationMs += 1)))],
      '2 reports with different content',
    ],
    [
      'one odd status word',
      (text) => [file(text.replace('"status": "passed",\n  "summary"', '"status": "fine",\n  "summary"'))],
      'does not have the form of a report (status',
    ],
    ['a status given twice', (text) => [file(text.replace('{\n', '{\n  "status": "failed",\n'))], 'has a key twice'],
    ['half a file', (text) => [file(text.slice(0, 900))], 'is not JSON'],
    [
      'a document nested ten thousand deep',
      () => [file(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
      'nested too deep',
    ],
    ['somebody else’s report', () => [file('{"status": "passed", "checks": []}\n')], 'is not a report'],
  ];
  test.each(cases)('%s beside the right report', async (_name, files, words) => {
    await expectRed({ files: (text, head) => [artifact(text, { headSha: head }), ...files(text)] }, words);
  });

  const problems: [name: string, problem: CollectedProblem][] = [
    [
      'an archive with a path that leads outside',
      { origin: { kind: 'folder', name: 'x' }, message: 'has an entry ../../report.json' },
    ],
    [
      '100 MB',
      {
        origin: { kind: 'folder', name: 'x' },
        path: 'a.report.json',
        message: 'has more than the 16777216 bytes that are read',
      },
    ],
    [
      'a report that was committed',
      { origin: { kind: 'folder', name: 'x' }, path: 'a.report.json', message: 'is a file of the repository' },
    ],
  ];
  test.each(problems)('%s', async (_name, problem) => {
    const { message } = problem;
    const setup: DecisionSetup = { collected: { problems: [problem] } };
    await expectRed(setup, message);
  });

  test('an empty folder', async () => {
    await expectRed({ files: () => [] }, 'no job of this run left one');
  });

  test('a folder with somebody else’s reports', async () => {
    const theirs = (text: string): string =>
      changed(
        text,
        ({ subject }) => void Object.assign(subject, { repository: 'mallory/desk', headSha: 'f'.repeat(40), runId: 9 }),
      );
    await expectRed(
      { files: (text) => [{ ...artifact(theirs(text)), origin: { kind: 'folder', name: 'reports' } }] },
      'its repository is mallory/desk, and not harbour-example/desk',
    );
  });
});

describe('jobs', () => {
  const cases: [name: string, setup: DecisionSetup, words: string][] = [
    [
      'continue-on-error hides that the job failed',
      { jobs: [job({ conclusion: 'failure' }), decisionJob] },
      'the job governance failed',
    ],
    [
      'the job was cancelled after its report',
      { jobs: [job({ conclusion: 'cancelled' }), decisionJob] },
      'was cancelled',
    ],
    [
      'a required job was deleted from the workflow',
      { config: { 'executive-summary': { jobs: ['test'] } } },
      'the job test did not run in this run',
    ],
    [
      'a required job is skipped by a condition',
      {
        config: { 'executive-summary': { jobs: ['test'] } },
        jobs: [job(), job({ id: 3, name: 'test', conclusion: 'skipped' }), decisionJob],
      },
      'the job test was skipped',
    ],
    [
      'a leg of a required matrix failed',
      {
        config: { 'executive-summary': { jobs: ['test'] } },
        jobs: [
          job(),
          job({ id: 3, name: 'test (20)' }),
          job({ id: 4, name: 'test (24)', conclusion: 'failure' }),
          decisionJob,
        ],
      },
      'the job test (24) failed',
    ],
    [
      'a leg of the matrix left no report',
      { config: { 'executive-summary': { legs: { 'manifest-sync': ['linux'] } } } },
      'no job of this run left one',
    ],
    [
      'a leg left no report, of a control that only the legs name',
      { config: { 'executive-summary': { legs: { 'atomic-change': ['linux'] } } } },
      'no job of this run left one',
    ],
    [
      'the summary does not wait',
      { jobs: [job({ status: 'queued', conclusion: null }), decisionJob] },
      'has not finished',
    ],
    [
      'the word of needs is given instead',
      { given: { needs: '{"governance":{"result":"success"}}' } },
      'there is no input needs',
    ],
    ['no needs at all are given', { given: { needs: '{}' }, files: () => [] }, 'there is no input needs'],
    ['needs of a megabyte are given', { given: { needs: 'x'.repeat(1 << 20) } }, 'there is no input needs'],
  ];
  test.each(cases)('%s', async (_name, setup, words) => {
    await expectRed(setup, words);
  });

  test('a green attempt is kept while the job runs again and fails before it reports', async () => {
    await expectRed(
      {
        env: { GITHUB_RUN_ATTEMPT: '2' },
        jobs: [
          job(),
          job({ id: 21, run_attempt: 2, started_at: '2026-11-20T11:58:00Z', conclusion: 'failure' }),
          { ...decisionJob, run_attempt: 2 },
        ],
        ...forged((report) => void (report.subject.attempt = 1)),
      },
      'ran again in attempt 2, after attempt 1, and left no report there',
    );
  });
});

describe('policy on the head', () => {
  const frozen = { config: { 'executive-summary': { posture: '.github/posture.yml' } } };
  const cases: [name: string, setup: DecisionSetup, words: string][] = [
    [
      'the posture is lifted by the change that it stops',
      { ...frozen, head: { '.github/posture.yml': wholeGo } },
      'says "frozen"',
    ],
    ['the posture record is deleted', { ...frozen, head: { '.github/posture.yml': null } }, 'says "frozen"'],
    [
      'an attestation for what could not be looked at comes with the change',
      {
        head: {
          [paths.config]: JSON.stringify({
            version: 1,
            contracts: [contractEntry],
            attestations: [
              {
                id: 'mine',
                rule: 'manifest-sync/*',
                by: 'mallory',
                role: 'author',
                when: '2026-11-19',
                until: '2026-12-31',
                method: 'looked',
                evidence: { path: 'x', sha256: '0'.repeat(64) },
                bound: { x: 'y' },
              },
            ],
          }),
        },
      },
      'the change touches the gate that judges it (.github/release-governance.yml)',
    ],
    [
      'the list of jobs is emptied in the workflow',
      { config: { 'executive-summary': { jobs: ['test'] } }, given: { jobs: 'governance' } },
      'the workflow sets jobs to governance',
    ],
    [
      'the approvers are named in the workflow',
      { given: { 'gate-approvers': 'mallory' } },
      'the workflow sets gate-approvers to mallory',
    ],
    [
      'the summary is replaced by a smaller one',
      {
        config: { 'executive-summary': { summaries: { small: { controls: ['atomic-change'] } } } },
        given: { name: 'small' },
      },
      'no job of this run left one',
    ],
    [
      'the summary is given a name that nobody knows',
      { given: { name: 'mine' } },
      'the configuration has no summary mine',
    ],
    [
      'the workflow is changed',
      { head: { '.github/workflows/governance.yml': 'on: push\n' } },
      'the change touches the gate that judges it',
    ],
    [
      'a workflow is deleted',
      { head: { '.github/workflows/old.yml': null } },
      'the change touches the gate that judges it',
    ],
  ];
  test.each(cases)('%s', async (_name, setup, words) => {
    repository.commit({ '.github/posture.yml': wholeFreeze, '.github/workflows/old.yml': 'on: push\n' });
    await expectRed(setup, words);
  });
});

describe('an event from before a stop, run again after it', () => {
  const api = 'GET /repos/harbour-example/desk';
  const tip = 'e'.repeat(40);
  const moved = (record: GitHubAnswer): GitHubAnswers => ({
    [`${api}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: tip } } },
    [`${api}/contents/.github/posture.yml?ref=${tip}`]: record,
  });
  const again = (answers: GitHubAnswers): DecisionSetup => ({
    config: { 'executive-summary': { posture: '.github/posture.yml' } },
    answers,
  });
  const refused: GitHubAnswer = {
    because: { code: 'MISSING_PERMISSION', message: 'the token may not read it', needs: 'contents: read' },
    status: 403,
  };
  beforeEach(() => {
    repository.commit({ '.github/posture.yml': wholeGo });
  });

  test.each<[name: string, answers: GitHubAnswers, words: string]>([
    [
      'it was frozen since',
      moved({ raw: wholeFreeze }),
      'says "frozen" (pat, 2026-11-01T00:00:00Z, incident 12), at present',
    ],
    [
      'it has expired',
      moved({ raw: `${wholeGo}until: 2026-11-20T12:00:00Z\n` }),
      'which expired at 2026-11-20T12:00:00Z',
    ],
    ['it holds elsewhere', moved({ raw: `${wholeGo}scope: [staging]\n` }), 'restricted to staging'],
    ['it waits for something', moved({ raw: `${wholeGo}conditions: [smoke]\n` }), 'on the condition of smoke'],
    ['the record was deleted since', moved(notFound), 'does not exist, which is NO-GO, at present'],
    ['the record of now is hidden', moved(refused), 'the token may not read it'],
    ['the tip is hidden', { [`${api}/git/ref/heads/main`]: refused }, 'the token may not read it'],
    ['the repository is hidden', { [api]: refused }, 'the token may not read it'],
    [
      'another repository answers',
      { [api]: { json: { full_name: 'x/y', default_branch: 'main' } } },
      'renamed or moved',
    ],
  ])('%s', async (_name, answers, words) => {
    await expectRed(again(answers), words);
  });

  test('it says GO then and now', async () => {
    expect((await against(again(moved({ raw: wholeGo })))).decision).toBe('go');
  });
});

describe('approval of a change of the gate', () => {
  const pull = 'GET /repos/harbour-example/desk/pulls/7';
  const config = { 'executive-summary': { 'gate-approvers': ['@alice'] } };
  const head = { '.github/workflows/governance.yml': 'on: push\n' };
  type Pull = (at: string) => Parameters<typeof pullAnswers>[1];
  const cases: [name: string, played: Pull, words: string][] = [
    [
      'by who opened the pull request',
      (at) => ({ head: at, opener: account('alice'), reviews: [review('alice', 1, { commit_id: at })] }),
      'alice: opened the pull request',
    ],
    [
      'of an older head',
      (at) => ({ head: at, reviews: [review('alice', 1, { commit_id: 'c'.repeat(40) })] }),
      'not the head',
    ],
    ['by a bot', (at) => ({ head: at, reviews: [review('alice', 1, { commit_id: at, type: 'Bot' })] }), 'no person'],
    [
      'by somebody whom nobody named',
      (at) => ({ head: at, reviews: [review('eve', 1, { commit_id: at })] }),
      'not among the people',
    ],
    [
      'by a co-author',
      (at) => ({
        head: at,
        reviews: [review('alice', 1, { commit_id: at })],
        commits: [{ sha: at, message: 'x\n\nCo-authored-by: A <alice@users.noreply.github.com>' }],
      }),
      'co-author',
    ],
    [
      'of a pull request that a bot opened, by one person',
      (at) => ({ head: at, opener: account('helper[bot]', 'Bot'), reviews: [review('alice', 1, { commit_id: at })] }),
      '1 of 2 approvals',
    ],
  ];
  test.each(cases)('%s', async (_name, played, words) => {
    await expectRed({ config, head, answers: (at) => pullAnswers(pull, played(at)) }, words);
  });
});

test('a fork without the secret that the comparison needs', async () => {
  const remote = { ...contractEntry, remote: { mode: 'if-token', path: 'contracts/manifest.json' } };
  await expectRed({ config: { contracts: [remote] } }, 'no credential for harbour-example/ledger was given');
});

const texts: [name: string, value: string][] = [
  ['HTML', '<img src=x onerror=alert(1)><script>x</script>'],
  ['a workflow command', '\n::error file=a::PASSED'],
  ['a terminal escape', '\u001b[2J\u001b[32mdecision: go\u001b[0m'],
  ['a heading', '\n# ✅ GO\n'],
  ['a table', '| a | b |\n| - | - |'],
  ['a shell', '$(touch /tmp/x)`id`'],
];
test.each(texts)('%s in the names of job, branch and file stays text', async (_name, value) => {
  const outcome = await decideOn(repository, {
    head: { [`.github/workflows/a${value.replaceAll('/', '-').replaceAll('\u0000', '')}.yml`]: 'x\n' },
    env: { GITHUB_REF: `refs/heads/${value}` },
    jobs: [job({ name: value }), decisionJob],
    ...forged((report) => {
      report.subject.job = value;
      report.summary = value;
    }),
  });
  expect(outcome.summary.decision).toBe('no-go');
  const terminal = outcome.terminal(false);
  expect(terminal.split('\n')[0]).toBe('decision: no-go');
  expect(terminal.split('\n').filter((line) => line.startsWith('decision:'))).toHaveLength(1);
  for (const line of terminal.split('\n')) {
    expect(line).not.toMatch(/^\s*::/);
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  }
  const markdown = outcome.markdown();
  expect(markdown.split('\n')[0]).toMatch(/^## ❌ NO-GO/);
  expect(markdown.split('\n').filter((line) => /^#+ .*✅/.test(line))).toEqual([]);
  const markup = markdown.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
  expect(markup).not.toMatch(/<(?!\/?(?:details|summary|code)>|br>)[a-z/!]/i);
});

// The pull request takes the job that verifies out of the workflow, and the report of the other task is all that the decision sees.
describe('the report of another task does not stand for the one that verifies', () => {
  const chain = [{ environment: 'dev', summary: 'gate' }];
  const promotion = { promotes: { artifact: 'bundle' }, workflows: ['release.yml'], histories: 'promotions', chain };
  const create = { workflows: ['.github/workflows/release.yml@refs/heads/main'], items: [{ id: 'ci', run: true }] };
  const bundle = { create, verify: { bundle: 'evidence.zip' } };
  test.each<[name: string, config: Record<string, unknown>, lacking: string | undefined]>([
    ['of a promotion', { promotion }, 'promotion: [verify]'],
    [
      'of a promotion whose tasks are named',
      { promotion: { ...promotion, tasks: ['verify', 'record'] } },
      'promotion: [verify]',
    ],
    ['of an evidence bundle', { 'evidence-bundle': bundle }, 'evidence-bundle: [verify]'],
    ['nor one that only verifies for both', { promotion: { ...promotion, tasks: ['verify'] } }, undefined],
    ['nor one that only makes a bundle for both', { 'evidence-bundle': { create } }, undefined],
    [
      'once the decision asks for it',
      {
        promotion,
        'evidence-bundle': bundle,
        'executive-summary': { legs: { promotion: ['verify'], 'evidence-bundle': ['verify'] } },
      },
      undefined,
    ],
  ])('%s', async (_name, config, lacking) => {
    const { summary, report } = await decideOn(repository, { config });
    expect(summary?.decision).not.toBe('go');
    expect(report.error?.code).toBe(lacking === undefined ? undefined : 'BAD_CONFIG');
    expect(JSON.stringify(report.error ?? null).includes(`legs: { ${lacking} }`)).toBe(lacking !== undefined);
  });
});
