import type { Because } from '../../shared/core/errors.ts';
import type { History } from '../../shared/core/history.ts';
import type { Report } from '../../shared/core/report.ts';
import { collected, job } from './cutover.ts';
import { landingAnswers } from './landings.ts';
import { type GitHubAnswers, notFound } from './memory-github.ts';
import { memoryHistory, type UnitData } from './memory-history.ts';
import { account, type PlayedPull, pullAnswers, review } from './pull-request.ts';
import { result } from './results.ts';
import { baseSha, type Files, headSha, type Setup } from './world.ts';

/*
 * A product (acme/desk) that is signed off by pull request #7, and where everything is in order. A test says what is not.
 */

export const product = 'acme/desk';
export const now = '2026-11-21T12:00:00Z';
/** The commit that is signed off, and the one that was measured before. */
export const signedOff = '7'.repeat(40);
export const measuredAt = '6'.repeat(40);
export const landedHead = '8'.repeat(40);
export const merged = { 20: 'a20'.padEnd(40, '0'), 21: 'a21'.padEnd(40, '1') };

export const paths = {
  note: 'docs/sign-off/note.md',
  notes: 'docs/sign-off/release-notes.md',
  kpi: 'docs/kpi/run-1.report.json',
  drill: 'docs/drills/release.md',
  checklist: 'docs/sign-off/checklist.md',
  matrix: 'docs/sign-off/matrix.md',
  risks: 'docs/risks.md',
};

export const note = `# Release 3: approval

- Branch/commit: \`main\` / \`${signedOff}\`
- Closure PRs:
  - \`#20\` baseline
  - \`#21\` gates
- KPI evidence:
  - run 1: \`${paths.kpi}\`
- Rollback evidence: [the drill](../drills/release.md)
- Checklist: \`${paths.checklist}\`

Decision: \`APPROVED\`
Reason: everything was measured
`;

export const releaseNotes = '# Release notes\n\nMerged: `#20` to `#21`.\n';
export const kpi = JSON.stringify({ generatedAt: '2026-11-19T10:00:00Z', environment: { commit: measuredAt } });
export const drill = `# Drill\n\n- Commit under validation: \`${signedOff}\`\n`;
export const checklist = `# Checklist

## Preconditions

- [x] Evidence is attached
- [x] The way back was rehearsed

## No-Go if any

- [ ] An incident is open

## Operator check

- [ ] Read the runbook
`;

export const matrix = `# Traceability

| Plan slice | GitHub PR | Merge commit | Status | Evidence |
| --- | --- | --- | --- | --- |
| PR-01 baseline | #20 | \`${merged[20].slice(0, 8)}\` | Merged | \`src/baseline.ts\` |
| PR-02 gates | #21 (+ #20 hardening) | \`${merged[21].slice(0, 8)}\` (+ \`${merged[20].slice(0, 8)}\`) | Implemented | \`src/gates.ts\`, \`gates.test.ts\` |
`;

export const risks = `# Register

## Open risks

| Risk | Owner | Due | Check | Status |
| --- | --- | --- | --- | --- |
| The cache is not warm | @lee | 2026-12-31 | kpi | open |
| The old client | @lee | 2026-01-01 | none | closed |
`;

export const section = {
  documents: [
    { id: 'note', path: paths.note, parts: ['commit', 'reason', 'rollback'] },
    { id: 'notes', path: paths.notes, decides: false },
  ],
  gates: [
    { id: 'kpi', title: 'KPI gate', names: ['two-run gate'], control: 'kpi-gate' },
    { id: 'ci', check: 'ci' },
  ],
  approvals: { roles: [{ role: 'release-owner' }, { role: 'operations' }], within: '24h', 'maximum-age': '30d' },
  evidence: [
    { id: 'run-1', kind: 'kpi', path: paths.kpi, commit: '/environment/commit', time: '/generatedAt' },
    { id: 'drill', kind: 'rollback', path: paths.drill, commit: 'Commit under validation' },
    { id: 'built', check: 'ci' },
  ],
  checklists: [{ path: paths.checklist, none: ['No-Go if any'], template: ['Operator check'] }],
  matrices: [{ id: 'plan', path: paths.matrix, slices: ['PR-01', 'PR-02'] }],
  'risk-registers': [paths.risks],
  'allowed-paths': ['docs/**'],
};

export const package_ = {
  title: 'Release 3',
  intent: ['Restricted changes for the pilot'],
  owners: [{ responsibility: 'Rollback', owner: 'operations', escalation: 'board' }],
  rollback: ['Freeze changes', 'Re-pin', 'Re-check', 'Reopen'],
};

/** The section with other fields; undefined takes one out. */
export function sectionWith(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...section, ...fields }).filter(([, value]) => value !== undefined));
}

/** The report of kpi-gate in this run. */
export function gateReport(change: (made: Report) => void = () => undefined): NonNullable<Setup['reports']> {
  return collected((made) => {
    made.subject = { ...made.subject, repository: product };
    made.results = [result({ rule: 'kpi-gate/target', about: ['success'] })];
    change(made);
  }, 'kpi-gate');
}

/** A check run of GitHub Actions for the judged commit. */
export function checkRun(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'ci',
    head_sha: headSha,
    status: 'completed',
    conclusion: 'success',
    completed_at: '2026-11-20T11:00:00Z',
    app: { id: 15368, slug: 'github-actions' },
    ...changes,
  };
}

/** A pull request, merged into the default branch unless said otherwise. */
export function pull(number: 20 | 21 | 7, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    number,
    head: { sha: String(number).repeat(20) },
    base: { ref: 'main' },
    created_at: '2026-11-10T09:00:00Z',
    merged_at: '2026-11-11T09:00:00Z',
    merge_commit_sha: number === 7 ? null : merged[number],
    ...changes,
  };
}

export const at = `GET /repos/${product}`;
export const signing = (
  login: string,
  minute = 0,
  rest: Parameters<typeof review>[2] = {},
): ReturnType<typeof review> => review(login, minute, { commit_id: headSha, ...rest });

export interface PlayedSignOff {
  section?: Record<string, unknown>;
  /** Files of the judged commit besides the usual ones. */
  files?: Files;
  /** Of the base, besides the usual ones; the note is not there. */
  policyFiles?: Files;
  answers?: GitHubAnswers;
  /** The judged pull request. */
  pull?: PlayedPull & { createdAt?: string };
  reports?: Setup['reports'];
  /** What changed since a commit; `base` another one: it is not contained. */
  since?: Readonly<Record<string, Partial<UnitData> | { unknown: Because }>>;
  /** The documents have landed by pull request #5, and the run is about a push. */
  landed?: { head?: string; pull?: PlayedPull; mergedAt?: string; atHead?: Readonly<Record<string, string>> };
  subject?: Setup['subject'];
  now?: string;
  given?: Setup['given'];
  asked?: readonly string[];
  credentials?: readonly string[];
  roles?: Setup['roles'];
}

/** The control with what the test plays otherwise. */
export function atSignOff(played: PlayedSignOff = {}): Setup {
  const { files = {}, policyFiles = {}, answers = {}, subject = {}, since = {}, landed } = played;
  const usual: Files = {
    [paths.notes]: releaseNotes,
    [paths.kpi]: kpi,
    [paths.drill]: drill,
    [paths.checklist]: checklist,
    [paths.matrix]: matrix,
    [paths.risks]: risks,
    'src/baseline.ts': '',
    'src/gates.ts': '',
    'test/gates.test.ts': '',
  };
  const all: Files = { [paths.note]: note, ...usual, ...files };
  const textAt = (path: string): string => {
    const content = all[path];
    return typeof content === 'string' ? content : '';
  };
  const text = textAt(paths.note);
  const { head: seenHead = landedHead, atHead = {} } = landed ?? {};
  return {
    now: played.now ?? now,
    section: played.section ?? section,
    files: all,
    policyFiles: { ...usual, ...(landed === undefined ? {} : all), ...policyFiles },
    policyHistory: historyOf(since),
    reports: played.reports ?? gateReport(),
    subject: {
      repository: product,
      runId: 101,
      attempt: 1,
      ...(landed === undefined ? { pullRequest: 7 } : {}),
      ...subject,
    },
    ...(played.given === undefined ? {} : { given: played.given }),
    ...(played.asked === undefined ? {} : { asked: played.asked }),
    ...(played.credentials === undefined ? {} : { credentials: played.credentials }),
    github: {
      [at]: { json: { full_name: product, default_branch: 'main' } },
      [`${at}/actions/runs/101/jobs`]: { json: [job] },
      [`${at}/commits/${headSha}/check-runs`]: { json: [checkRun()] },
      [`${at}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: baseSha } } },
      // A number that is no pull request may be an issue.
      ...Object.fromEntries([21, 22, 23, 999].map((number) => [`${at}/issues/${number}`, notFound])),
      [`${at}/pulls/20`]: { json: pull(20) },
      [`${at}/pulls/21`]: { json: pull(21) },
      ...pulledBy(7, headSha, { reviews: [signing('lee'), signing('ona', 5)], ...played.pull }, played.pull?.createdAt),
      ...(landed === undefined
        ? {}
        : {
            ...landingAnswers({
              repository: product,
              path: paths.note,
              ref: baseSha,
              content: text,
              head: seenHead,
              mergedAt: landed.mergedAt ?? '2026-11-20T18:00:00Z',
            }),
            ...pulledBy(5, seenHead, {
              reviews: [signing('lee', 0, { commit_id: seenHead }), signing('ona', 5, { commit_id: seenHead })],
              ...landed.pull,
            }),
            ...Object.fromEntries(
              Object.values(paths).map((path) => [
                `${at}/contents/${path}?ref=${seenHead}`,
                { raw: atHead[path] ?? textAt(path) },
              ]),
            ),
          }),
      ...answers,
    },
    roles: played.roles ?? { 'release-owner': ['lee', 'lou'], operations: ['ona', 'lee'] },
  };
}

/** What the platform says of an open pull request, with its reviews. */
function pulledBy(number: 5 | 7, head: string, played: PlayedPull, createdAt = '2026-11-20T09:00:00Z'): GitHubAnswers {
  const path = `${at}/pulls/${number}`;
  const { opener = account('author'), commits = [{ sha: head }] } = played;
  return {
    ...pullAnswers(path, { head, ...played }),
    [path]: {
      json: {
        ...(opener === null ? { user: null } : { user: opener }),
        number,
        head: { sha: played.head ?? head },
        base: { ref: 'main' },
        commits: played.count ?? commits.length,
        created_at: createdAt,
        merged_at: null,
        merge_commit_sha: '9'.repeat(40),
      },
    },
    ...played.answers,
  };
}

/** What landed is looked for commit by commit; what changed since a commit as one. */
function historyOf(since: NonNullable<PlayedSignOff['since']>): History {
  const line = memoryHistory([]);
  return {
    units: async (request) => {
      if (request?.eachCommit === true) return line.units(request);
      const [, from = ''] = /^([0-9a-f]{40})\.\./.exec(request?.range ?? '') ?? [];
      const told = Object.hasOwn(since, from) ? since[from] : undefined;
      if (told !== undefined && 'unknown' in told) return { ok: false, because: told.unknown };
      const unit: UnitData = { before: {}, after: { 'docs/sign-off/more.md': 'x' }, base: from, ...told };
      return memoryHistory([unit]).units(request);
    },
  };
}

/** A text with pieces of it exchanged. */
export function exchanged(text: string, ...exchanges: (readonly [from: string, to: string])[]): string {
  return exchanges.reduce((now_, [from, to]) => {
    if (!now_.includes(from)) throw new Error(`the text has no ${from}`);
    return now_.replace(from, to);
  }, text);
}

/** The note with pieces of it exchanged. */
export function noteWith(...exchanges: (readonly [from: string, to: string])[]): Files {
  return { [paths.note]: exchanged(note, ...exchanges) };
}
