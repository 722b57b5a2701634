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
    [`${at}/commits/${head}/check-runs`]: { json: [] },
    [`${at}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: baseSha } } },
    [`${at}/git/ref/tags/reliability-migration-closed-2026-02-13`]: notFound,
    ...Object.fromEntries(pulls),
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

test('explore', async () => {
  const head = '1269c08926c787f60e2fbd880d3dbe31efcad478';
  console.log(
    JSON.stringify(
      await judged({
        section: {
          ...section,
          documents: [
            {
              id: 'note',
              path: `${docs}/artifacts/2026-02-13-final-approval-note.md`,
              parts: ['commit', 'reason', 'risks'],
            },
          ],
          evidence,
          matrices: [{ id: 'plan', path: `${docs}/migration-traceability-matrix.md` }],
        },
        files: filesOf(tars, '1269c08'),
        policyFiles: {},
        policyHistory: memoryHistory([{ before: {}, after: { [`${docs}/x.md`]: '' }, head }]),
        roles: { owner: ['Proven1902'] },
        now: '2026-02-13T18:00:00Z',
        subject: { repository: name, headSha: head, pullRequest: 23 },
        github: platform(head, 23, 22),
      }),
      null,
      1,
    ),
  );
});
