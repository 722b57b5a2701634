import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/sign-off/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { readMatrix } from '../../shared/domain/sign-off/matrix.ts';
import { parseSignOff, readSignOff } from '../../shared/domain/sign-off/read.ts';
import { fileNamed, isShaLike } from '../../shared/domain/sign-off/references.ts';
import { wordsWith } from '../../shared/domain/sign-off/words.ts';
import { type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { memoryHistory } from '../support/memory-history.ts';
import { account, pullAnswers } from '../support/pull-request.ts';
import { baseSha, evaluateWith, type Files, memoryTree, type Setup } from '../support/world.ts';
import { realFile, realPath } from './data.ts';

/* The sign-off of a migration as it was done, and an invented one: what is read, and what contradicts what. */

const tars = 'bytedance-UI-TARS-desktop';
const name = 'Proven1902/UI-TARS-desktop';
const docs = 'docs/reliability';
const words = wordsWith({});
const own = { host: 'github.com', repository: name };
const measured = 'ce12f9571e24315ed0f349be75997525fab85857';

const read = (repository: string, commit: string, path: string) =>
  readSignOff(path, realFile(repository, commit, path), words, own);

/** What a document says in short. */
function said(repository: string, commit: string, path: string): unknown[] {
  const { document, problems } = read(repository, commit, path);
  const of = (kind: string): string[] =>
    document.references.filter((one) => one.kind === kind).map(({ value }) => value);
  return [
    problems.map(({ message }) => message),
    document.decisions.map(({ text, kind }) => [text, kind ?? 'unclear']),
    document.commits.map(({ text }) => text),
    of('pull')
      .map(Number)
      .sort((a, b) => a - b),
    of('file').length,
    document.record.length,
    document.risks.length,
  ];
}

const chain = [20, 21, 22, 23, 24];
const quay = 'docs/operations';

describe('documents of a sign-off are read without loss', () => {
  test.each<[repository: string, commit: string, path: string, said: unknown[]]>([
    [
      tars,
      '1269c08',
      `${docs}/artifacts/2026-02-13-final-approval-note.md`,
      [[], [['BLOCKED', 'no-go']], [measured], [20, 21, 22, 23], 6, 0, 0],
    ],
    [
      tars,
      '87e4ba3',
      `${docs}/closure/2026-02-13-owner-signoff.md`,
      [[], [['Approved for closure and transition to next plan.', 'unclear']], [], chain, 2, 0, 0],
    ],
    [tars, '87e4ba3', `${docs}/closure/2026-02-13-release-notes.md`, [[], [], [], chain, 6, 0, 0]],
    [tars, '87e4ba3', `${docs}/closure/2026-02-13-org-trace-record.md`, [[], [], [], chain, 8, 0, 0]],
    [tars, '87e4ba3', `${docs}/closure/2026-02-13-tracker-closure.md`, [[], [], [], chain, 2, 0, 0]],
    [tars, '87e4ba3', `${docs}/closure/2026-02-13-retro.md`, [[], [], [], chain, 0, 0, 0]],
    [tars, '87e4ba3', `${docs}/plan-closure-backlog.md`, [[], [], [], [20, 21, 22, 23], 8, 0, 0]],
    [tars, '87e4ba3', `${docs}/operations-signoff-runbook.md`, [[], [], [], [], 20, 0, 0]],
    [tars, '87e4ba3', `${docs}/artifacts/2026-02-13-rollback-rehearsal-002.md`, [[], [], [], [], 2, 0, 0]],
    [
      'synthetic',
      'quay-rollout',
      `${quay}/quay-go-no-go-decision.md`,
      [[], [['Go (restricted)', 'restricted']], [], [], 4, 3, 0],
    ],
    ['synthetic', 'quay-rollout', `${quay}/quay-canary-rollback-drill-2026-05-12.md`, [[], [], [], [], 3, 0, 0]],
  ])('%s %s %s', (repository, commit, path, expected) => {
    expect(said(repository, commit, path)).toEqual(expected);
    const source = realFile(repository, commit, path)
      .toString('utf8')
      .replace(/^```[\s\S]*?^```/gm, '');
    const { document } = read(repository, commit, path);
    const found = new Set(document.references.map(({ value }) => value));
    const numbers = [...source.matchAll(/(?<!\w)#(\d+)\b/g)].map(([, number = '']) => number);
    const code = [...source.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
    const files = code.flatMap((text) => (isShaLike(text) ? [text] : (fileNamed(text) ?? [])));
    expect([...numbers, ...files].filter((value) => !found.has(value))).toEqual([]);
  });

  test('every row of the matrix, with its pull requests, commits and files', () => {
    const path = `${docs}/migration-traceability-matrix.md`;
    const parsed = parseSignOff(path, realFile(tars, '87e4ba3', path));
    if (!parsed.ok) throw new Error(parsed.problem.message);
    const { rows, problems } = readMatrix(parsed.parsed, { id: 'plan', path, slices: [] }, words, own);
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(25);
    expect(rows.filter(({ pulls }) => pulls.length === 0).map(({ slice }) => slice)).toEqual([
      'PR-00 baseline KPI harness + report artifact',
    ]);
    expect(rows.find(({ slice }) => slice.startsWith('PR-10a'))).toMatchObject({
      pulls: [5, 11],
      merges: ['63d677b8', 'da5889ff'],
    });
    expect(rows.flatMap(({ merges }) => merges)).toHaveLength(26);
    expect(rows.flatMap(({ files }) => files).length).toBeGreaterThan(50);
  });
});

/** All files of a commit that lie in the folder of the data. */
function filesOf(repository: string, commit: string): Files {
  const paths = readdirSync(realPath(repository, commit, '.'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      `${entry.parentPath}/${entry.name}`.slice(realPath(repository, commit, '.').length).replace(/^\/+/, ''),
    );
  return Object.fromEntries(paths.map((path) => [path, realFile(repository, commit, path)]));
}

const at = `GET /repos/${name}`;
/** The merge commits that the documents and the history of the fork agree on. */
const merges: Record<number, string> = {
  3: '7adfb9cf',
  4: 'ff463306',
  5: '63d677b8',
  6: '417743cc',
  7: '2da62237',
  8: '3e1cc4e6',
  9: '8ac5111f',
  10: '6ca1ce32',
  11: 'da5889ff',
  12: 'c820ccf3',
  13: 'ebb71c22',
  14: '4f748327',
  15: '9804ba90',
  16: '434c3ba6',
  17: 'fcbfc00b',
  18: '22858dea',
  19: 'e0d75379',
  20: '929ecc3e',
  21: '1f8c5bbf',
  22: 'ce12f957',
  23: '1269c089',
  24: '974eb2de',
};

/** The platform as it was when a commit was judged: pull requests up to `last` are merged; nobody reviewed anything. */
function platform(head: string, pullRequest: number, last: number): GitHubAnswers {
  const pulls = Object.entries(merges).map(([number, merge]) => [
    `${at}/pulls/${number}`,
    {
      json: {
        number: Number(number),
        user: account('Proven1902'),
        commits: 1,
        head: { sha: Number(number) === pullRequest ? head : merge.padEnd(40, '0') },
        base: { ref: 'main' },
        created_at: '2026-02-13T08:00:00Z',
        merged_at: Number(number) <= last ? '2026-02-13T09:00:00Z' : null,
        merge_commit_sha: merge.padEnd(40, '0'),
      },
    },
  ]);
  const { [`${at}/pulls/${pullRequest}`]: _own, ...reviews } = pullAnswers(`${at}/pulls/${pullRequest}`, {
    opener: account('Proven1902'),
    head,
    commits: [{ sha: head, author: { login: 'Proven1902' } }],
  });
  return {
    [at]: { json: { full_name: name, default_branch: 'main' } },
    [`${at}/commits/${head}/check-runs`]: {
      json: [
        {
          name: 'kpi-gate',
          head_sha: head,
          status: 'completed',
          conclusion: 'success',
          completed_at: '2026-02-13T12:00:00Z',
          app: { id: 15368, slug: 'github-actions' },
        },
      ],
    },
    [`${at}/pulls/25`]: {
      json: {
        number: 25,
        user: account('Proven1902'),
        commits: 1,
        head: { sha: head },
        base: { ref: 'main' },
        created_at: '2026-02-13T08:00:00Z',
        merged_at: null,
      },
    },
    [`${at}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: baseSha } } },
    [`${at}/git/ref/tags/reliability-migration-closed-2026-02-13`]: notFound,
    ...Object.fromEntries(pulls),
    ...Object.fromEntries(
      Object.values(merges).map((sha) => [`${at}/commits/${sha}`, { json: { sha: sha.padEnd(40, '0') } }]),
    ),
    ...reviews,
  };
}

const section = {
  gates: [{ id: 'kpi', names: ['two-run gate'], check: 'kpi-gate' }],
  approvals: { roles: [{ role: 'owner' }] },
  checklists: [{ path: `${docs}/release-readiness-checklist.md` }],
  'allowed-paths': ['docs/**'],
};
const evidence = [
  ...['baseline-run-002', 'gate-run-003', 'gate-run-004'].map((run) => ({
    id: run,
    kind: 'kpi',
    path: `${docs}/artifacts/2026-02-13-${run}.report.json`,
    commit: '/environment/git/commit',
    time: '/generatedAt',
  })),
  {
    id: 'rollback',
    kind: 'rollback',
    path: `${docs}/artifacts/2026-02-13-rollback-rehearsal-002.md`,
    commit: 'Commit under validation',
  },
];

/** The status, and everything that is failed, in its own words. */
async function judged(setup: Setup): Promise<{ status: string; failed: string[]; open: string[] }> {
  const tree = memoryTree(setup.files ?? {}, setup.subject?.headSha);
  const { results, error } = await evaluateWith(control, setup, { tree });
  expect(error).toBeUndefined();
  return {
    status: reportStatus(results, error),
    failed: results.flatMap(({ status, rule, message }) =>
      status === 'failed' ? [`${rule.replace('sign-off/', '')} ${message}`] : [],
    ),
    open: results.flatMap(({ status, rule, about }) =>
      status === 'unverified' ? [[rule.replace('sign-off/', ''), ...about].join(' ')] : [],
    ),
  };
}

/** Every file that the matrix names by its path, and each bare name once: they are in the repository, and not in the data. */
function filesOfMatrix(commit: string): Files {
  const path = `${docs}/migration-traceability-matrix.md`;
  const parsed = parseSignOff(path, realFile(tars, commit, path));
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const { rows } = readMatrix(parsed.parsed, { id: 'plan', path, slices: [] }, words, own);
  const named = rows.flatMap(({ files }) => files.map(({ value }) => value));
  const whole = new Set(named.filter((value) => value.includes('/') && !value.includes('*')));
  const bare = named.filter((value) => !value.includes('/') && ![...whole].some((one) => one.endsWith(`/${value}`)));
  const paths = [...whole, ...bare.map((value) => `apps/ui-tars/src/${value}`)];
  // One name belongs to two files of the repository.
  paths.push('apps/ui-tars/src/main/agent/agent.test.ts', 'scripts/reliability/compute-kpi-report.mjs');
  return Object.fromEntries(paths.map((one) => [one, '']));
}

/** The sign-off of the migration at a commit that a pull request of its owner brings. */
function migration(
  commit: string,
  head: string,
  pullRequest: number,
  asked: Record<string, unknown>,
  since: Files = {},
): Setup {
  return {
    section: { ...section, ...asked },
    files: { ...filesOfMatrix(commit), ...filesOf(tars, commit) },
    policyFiles: {},
    policyHistory: memoryHistory([{ before: {}, after: { [`${docs}/x.md`]: '', ...since }, head }]),
    roles: { owner: ['Proven1902'] },
    now: '2026-02-13T18:00:00Z',
    subject: { repository: name, headSha: head, pullRequest },
    github: platform(head, pullRequest, pullRequest - 1),
  };
}

const note = `${docs}/artifacts/2026-02-13-final-approval-note.md`;
const blocked = '1269c08926c787f60e2fbd880d3dbe31efcad478';
const whole = {
  documents: [{ id: 'note', path: note, parts: ['commit', 'reason', 'risks'] }],
  evidence,
  matrices: [{ id: 'plan', path: `${docs}/migration-traceability-matrix.md` }],
};

describe('the contradictions of a migration', () => {
  test('a note that is blocked although everything is ticked', async () => {
    const { status, failed, open } = await judged(migration('1269c08', blocked, 23, whole));
    expect(status).toBe('failed');
    expect(failed).toEqual([
      // It is named as evidence, and lies in no file of the data.
      `measured gate-run-004: ${docs}/artifacts/2026-02-13-gate-run-004.report.json does not exist`,
      // Words of the matrix that its legend does not have.
      'row plan PR-00 baseline KPI harness + report artifact status: its status "Implemented + measured" is no word that is known',
      'row plan PR-10a kill-switch wiring + routing fallback verification status: its status "Implemented (embedded)" is no word that is known',
      'row plan PR-17 P3 observability dashboards + release gates status: its status "Implemented (backend service + IPC)" is no word that is known',
      'row plan Closure-PR-D status: its status is "In review": what is not merged lets nothing go',
      // The owner opened the pull request and wrote its commits, so that nobody else is left to approve.
      'approved note: pull request #23 lacks approvals: owner: 0 of 1 approvals by Proven1902',
      // All 22 boxes are ticked in the same commit.
      'decision note: the decision is "BLOCKED" ("waiting for #23 review/merge before final green sign-off on main."), although every gate passed and every box is ticked',
      'complete note risks: it is missing',
      ...['gate-run-004.report.json', 'gate-run-003-004.gate.json', 'phase-regression-evidence.md'].map((file) => {
        const path = `${docs}/artifacts/2026-02-13-${file}`;
        return `reference note file ${path}: "${path}" names no file of the judged commit`;
      }),
    ]);
    expect(open).toEqual([
      // Measured, and shown by no pull request.
      'row plan PR-00 baseline KPI harness + report artifact merge',
      // agent.test.ts is the name of two files.
      'row plan PR-17 P3 observability dashboards + release gates evidence',
      // Words instead of paths.
      'row plan Closure-PR-A evidence',
      'row plan Closure-PR-C evidence',
      'row plan Closure-PR-D evidence',
    ]);
  });

  test('a matrix that still says pending of what was merged since', async () => {
    const { failed } = await judged(migration('1269c08', blocked, 24, whole));
    expect(failed.filter((line) => line.startsWith('row'))).toEqual([
      'row plan PR-00 baseline KPI harness + report artifact status: its status "Implemented + measured" is no word that is known',
      'row plan PR-10a kill-switch wiring + routing fallback verification status: its status "Implemented (embedded)" is no word that is known',
      'row plan PR-17 P3 observability dashboards + release gates status: its status "Implemented (backend service + IPC)" is no word that is known',
      'row plan Closure-PR-D status: its status is "In review", and everything of it was merged',
      `row plan Closure-PR-D merge: it says "Pending", and #23 as ${'1269c089'.padEnd(40, '0')} was merged`,
    ]);
  });

  test('the commit that was measured is not the one that is approved: by one script', async () => {
    const script = 'scripts/reliability/collect-kpi-raw-runs.mjs';
    const later = (allowed: string[]): Setup =>
      migration('1269c08', blocked, 23, { ...whole, 'allowed-paths': allowed }, { [script]: 'x' });
    const strict = await judged(later(['docs/**']));
    expect(strict.failed.filter((line) => line.startsWith('of-commit'))).toEqual([
      `of-commit note: it signs off commit ${measured}, and ${script} changed up to the judged commit ${blocked}`,
    ]);
    const lenient = await judged(later(['docs/**', 'scripts/reliability/**']));
    expect(lenient.failed.filter((line) => line.startsWith('of-commit'))).toEqual([]);
  });

  test('the documents of the closure', async () => {
    const closure = (file: string, decides = false): Record<string, unknown> => ({
      id: file,
      path: `${docs}/closure/2026-02-13-${file}.md`,
      decides,
    });
    const documents = [
      closure('owner-signoff', true),
      ...['release-notes', 'org-trace-record', 'tracker-closure', 'retro'].map((file) => closure(file)),
      { id: 'backlog', path: `${docs}/plan-closure-backlog.md`, decides: false },
    ];
    const head = '87e4ba3cf8d6741b4065708fbba2f594ec1dc944';
    const { failed } = await judged(migration('87e4ba3', head, 25, { documents }));
    const closed = (file: string): string => `${docs}/closure/2026-02-13-${file}.md`;
    expect(failed.filter((line) => !line.startsWith('reference'))).toEqual([
      // The owner is the author of everything.
      'approved owner-signoff: pull request #25 lacks approvals: owner: 0 of 1 approvals by Proven1902',
      // Approved, in words that go on.
      'decision owner-signoff: its decision goes on in words that may take it back: "Approved for closure and transition to next plan."',
      'of-commit owner-signoff: it does not say which commit is signed off',
      'complete owner-signoff commit: it is missing',
      // The backlog was not carried on to the last pull request.
      `agrees pull requests: the documents contradict each other: #20 #21 #22 #23 #24 in ${['owner-signoff', 'release-notes', 'org-trace-record', 'tracker-closure', 'retro'].map(closed).join(', ')}; #20 #21 #22 #23 in ${docs}/plan-closure-backlog.md`,
    ]);
    const missing = failed.flatMap((line) =>
      line.startsWith('reference') ? [line.replace(/:.*/, '').split(' ').slice(1).join(' ')] : [],
    );
    expect(missing).toContain(`owner-signoff file ${note}`);
    expect(missing).toContain('release-notes tag reliability-migration-closed-2026-02-13');
    expect(missing).toContain(`org-trace-record file ${docs}/closure/2026-02-13-reliability-evidence.tar.gz`);
  });
});

test('a go that is restricted to nothing, approved in one moment by people who are no logins', async () => {
  const decision = `${quay}/quay-go-no-go-decision.md`;
  const { failed, open } = await judged({
    section: {
      ...section,
      accept: ['go', 'restricted'],
      checklists: [{ path: decision }],
      documents: [{ id: 'decision', path: decision }],
      gates: [
        { id: 'repeat-run', names: ['Repeat runs', 'running the built command line tool twice'], check: 'kpi-gate' },
      ],
      evidence: [{ id: 'drill', kind: 'rollback', path: `${quay}/quay-canary-rollback-drill-2026-05-12.md` }],
      'risk-registers': [`${quay}/quay-determinism-report-2026-05-12.md`],
      words: { risks: ['Repeat-Run Note'] },
    },
    files: filesOf('synthetic', 'quay-rollout'),
    policyFiles: {},
    policyHistory: memoryHistory([]),
    roles: { owner: ['mara'] },
    now: '2026-05-13T00:00:00Z',
    subject: { repository: name, headSha: blocked, pullRequest: 23 },
    github: platform(blocked, 23, 22),
  });
  expect(failed.filter((line) => !line.startsWith('reference'))).toEqual([
    // The drill proves the decision, and the decision the drill.
    `measured drill: ${quay}/quay-canary-rollback-drill-2026-05-12.md rests on ${decision}, which rests on it`,
    'risk Blocked command:: it has no owner; it has no due date; it has no check',
    "risk Error: Cannot find module '@quay/runtime': it has no owner; it has no due date; it has no check",
    'approved decision: pull request #23 lacks approvals: owner: 0 of 1 approvals by mara',
    'restricted decision: it lists no scope; it lists no conditions',
    'of-commit decision: it does not say which commit is signed off',
    'complete decision commit: it is missing',
    'record decision Quay Owner: it bears the very time of Mara Lindqvist',
  ]);
  // Its own note says that the repeat run was blocked; two of its approvers are nobody whom the platform knows.
  expect(open).toEqual([
    'gate repeat-run',
    'decision decision',
    'record decision Lighthouse Owner',
    'record decision Joint Final Sign-off',
  ]);
});
