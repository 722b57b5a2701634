import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/gate-checklist/control.ts';
import { contraryParts } from '../../shared/domain/claim/contrary.ts';
import { dateOfName, statedDates } from '../../shared/domain/claim/dates.ts';
import { type MarkdownDocument, parseMarkdown } from '../../shared/parse/markdown.ts';
import { evaluateWith } from '../support/world.ts';
import { realFile, realNames } from './data.ts';

const tars = 'bytedance-UI-TARS-desktop';
const reliability = 'docs/reliability';
const quay = 'docs/operations';

/** Checklists, trackers, sign-offs and the evidence beside them: repository, commit, path. */
const documents: [repository: string, commit: string, path: string][] = [
  ...realNames('synthetic', `quay-rollout/${quay}`).map((name): [string, string, string] => [
    'synthetic',
    'quay-rollout',
    `${quay}/${name}`,
  ]),
  ...['1269c08', '87e4ba3'].flatMap((commit) =>
    ['', '/artifacts', '/closure'].flatMap((folder) => namesIn(commit, folder)),
  ),
  ...['SERVICE_V3_CUTOVER_DAY_CHECKLIST.md', 'REMAINING_ROADMAP_EXECUTION_PLAN_PRODUCER.md'].map(
    (name): [string, string, string] => ['saagar210-MemoryKernel', '7f3dd30', `docs/implementation/${name}`],
  ),
  ['gfernandf-agent-skills', 'e7c4f38', 'docs/BRANCH_PROTECTION_POLICY.md'],
  ['gfernandf-agent-skills', 'e7c4f38', 'docs/GITHUB_RULESET_RUNBOOK.md'],
  ['gfernandf-agent-skills', 'da10c52', 'docs/SLO_HARDENING_ROADMAP.md'],
];

function namesIn(commit: string, folder: string): [string, string, string][] {
  if (commit === '1269c08' && folder === '/closure') return [];
  return realNames(tars, `${commit}/${reliability}${folder}`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => [tars, commit, `${reliability}${folder}/${name}`]);
}

function read(repository: string, commit: string, path: string): { text: string; document: MarkdownDocument } {
  const text = realFile(repository, commit, path).toString('utf8');
  const parsed = parseMarkdown(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return { text, document: parsed.document };
}

/** Lines of rows and boxes outside of code fences, counted by their first letters. */
function counted(text: string): { rows: number; boxes: number } {
  let fence = false;
  const lines = text.split(/\r?\n/).filter((line) => {
    if (/^\s*```/.test(line)) fence = !fence;
    return !fence;
  });
  const delimiters = lines.filter((line) => /^\|[\s|:-]+\|$/.test(line)).length;
  // Each delimiter row has a header above it.
  const rows = lines.filter((line) => line.startsWith('|')).length - 2 * delimiters;
  return { rows, boxes: lines.filter((line) => /^\s*- \[[ x]\] /.test(line)).length };
}

describe('every document is read without loss', () => {
  test('there are as many as the index names', () => expect(documents.length).toBeGreaterThan(25));

  test.each(documents)('%s %s %s', (repository, commit, path) => {
    const { text, document } = read(repository, commit, path);
    const rows = document.tables.reduce((sum, table) => sum + table.rows.length, 0);
    expect({ rows, boxes: document.boxes.length }).toEqual(counted(text));
    expect([document.brokenBoxes, document.brokenTables, document.tables.flatMap(({ problems }) => problems)]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe('what the documents say against themselves', () => {
  const note = `${reliability}/artifacts/2026-02-13-final-approval-note.md`;
  const rows: [path: string, commit: string, against: string[], reason: string][] = [
    [note, '1269c08', ['says "Decision: BLOCKED"'], 'every box of the checklist is ticked at that commit'],
    [
      `${reliability}/migration-traceability-matrix.md`,
      '87e4ba3',
      [],
      'words that no legend has are told apart from what failed',
    ],
  ];
  test.each(rows)('%s at %s', (path, commit, against) => {
    const { document } = read(tars, commit, path);
    expect(contraryParts(document).against.map(({ message }) => message)).toEqual(against);
  });

  test('a determinism report whose repeat run was blocked is no evidence', () => {
    const path = `${quay}/quay-determinism-report-2026-05-12.md`;
    const { document } = read('synthetic', 'quay-rollout', path);
    const found = contraryParts(document).against.map(({ message, position }) => `${position?.line} ${message}`);
    expect(found).toEqual([
      '34 says "Running the built command line tool twice and comparing its output was tried and…"',
      '36 says "Blocked command: "',
    ]);
    expect([dateOfName(path)?.text, statedDates(document).map(({ from, text }) => [from, text])]).toEqual([
      '2026-05-12',
      [['its title', '2026-05-12']],
    ]);
  });
});

interface Judged {
  notes: string[];
  /** What failed, as `rule source · claim: reason`, without what is only claimed. */
  failed: string[];
  open: string[];
}

async function judged(files: Record<string, string>, section: Record<string, unknown>, now: string): Promise<Judged> {
  const { notes, results, error } = await evaluateWith(control, {
    files,
    section,
    now,
    subject: { repository: 'acme/quay' },
  });
  expect(error).toBeUndefined();
  const short = (rule: string): string => rule.replace('gate-checklist/', '');
  return {
    notes,
    failed: results.flatMap(({ status, rule, message }) => (status === 'failed' ? [`${short(rule)} ${message}`] : [])),
    open: results.flatMap(({ status, rule, about, because }) =>
      status === 'unverified' && !(because?.code === 'CLAIMED' && rule.endsWith('/measured'))
        ? [`${short(rule)} ${about.join(' · ')}: ${because?.message}`]
        : [],
    ),
  };
}

describe('the go-live documents of a rollout', () => {
  const files = Object.fromEntries(
    realNames('synthetic', `quay-rollout/${quay}`).map((name) => [
      `${quay}/${name}`,
      realFile('synthetic', 'quay-rollout', `${quay}/${name}`).toString('utf8'),
    ]),
  );
  const gates = `${quay}/quay-go-live-gates.md`;
  const decision = `${quay}/quay-go-no-go-decision.md`;
  const drill = `${quay}/quay-canary-rollback-drill-2026-05-12.md`;
  const section = {
    sources: [
      {
        id: 'gates',
        path: gates,
        table: { heading: 'Gate Results' },
        require: ['owner', 'evidence'],
        'maximum-age': '30d',
      },
      { id: 'before', path: decision, boxes: { heading: 'Preconditions' } },
      {
        id: 'approvals',
        path: decision,
        table: { heading: 'Approval Record' },
        statuses: 'decision',
        columns: { owner: ['Name'] },
      },
      { id: 'drill', path: drill, table: { heading: 'Versions Tried' } },
    ],
    owners: ['Mara Lindqvist', 'Joint review board'],
    'evidence-maximum-age': '30d',
  };

  /** A contradiction, and why it is one. */
  const contradictions: [finding: string, reason: string][] = [
    ...[
      'Fault Containment',
      'Sign-Off Plumbing',
      'Canary + Version Pin',
      'Platform Hookup',
      'Guarded Change Enablement',
    ].map((gate): [string, string] => [
      `owner gates · ${gate}: its owner is somebody whom the configuration does not know: quay-owner`,
      'an alias that nobody answers to owns five of eight gates',
    ]),
    [
      `evidence-circle gates · Canary + Version Pin · ${drill}: the evidence goes in a circle: ${gates}, ${drill}, ${decision}, ${gates}`,
      'the drill names the decision as its evidence, and the decision the gates',
    ],
    [
      `evidence-circle gates · Guarded Change Enablement · ${decision}: the evidence goes in a circle: ${gates}, ${decision}, ${gates}`,
      'the last gate is green because of the decision, and the decision because the gates are green',
    ],
    ...['1', '2'].map((phase): [string, string] => [
      `evidence-circle before · Phase ${phase} gates read pass in ${gates} · ${gates}: the evidence goes in a circle: ${decision}, ${gates}, ${decision}`,
      'the same, seen from the decision',
    ]),
    [
      `evidence before · The binding list is green in ${quay}/quay-release-gate-checklist.md · ${quay}/quay-release-gate-checklist.md: ${quay}/quay-release-gate-checklist.md is no file of the judged commit`,
      'the binding list of gates is not in the repository',
    ],
    ...['Lighthouse Owner', 'Joint Final Sign-off'].map((role): [string, string] => [
      `condition approvals · ${role}: it has no mitigation; it has no day on which it ends`,
      'the approval is restricted, and nobody says until when',
    ]),
  ];
  test.each(contradictions)('%s (%s)', async (finding) => {
    expect((await judged(files, section, '2026-05-20T00:00:00Z')).failed).toContain(finding);
  });

  test('nothing in them is measured, and most evidence is not there', async () => {
    const { notes, failed, open } = await judged(files, section, '2026-05-20T00:00:00Z');
    expect(notes).toEqual(['21 claimed, 0 measured']);
    expect(failed.filter((one) => one.startsWith('evidence gates'))).toHaveLength(6);
    expect(failed.filter((one) => /^(?:readable|kept|status|target|filled)/.test(one))).toEqual([]);
    expect(open).toContain(`current gates: ${gates} does not say of which day it is`);
    expect(open.filter((one) => one.startsWith('status approvals'))).toHaveLength(3);
  });

  test('half a year later the drill is stale', async () => {
    const { failed } = await judged(files, section, '2026-11-12T00:00:00Z');
    expect(failed).toContain(
      `evidence-current gates · Canary + Version Pin · ${drill}: ${drill} is older than 30d by its name: 2026-05-12`,
    );
  });
});

describe('the checklist and the matrix of a migration', () => {
  const checklist = `${reliability}/release-readiness-checklist.md`;
  const matrix = `${reliability}/migration-traceability-matrix.md`;
  const headings = [
    'A. Traceability',
    'B. Baseline + KPI evidence',
    'C. Phase DoD evidence',
    'D. Rollback rehearsal evidence',
    'E. Global sign-off',
  ];
  const section = {
    sources: [
      ...headings.map((heading) => ({ id: heading.slice(0, 1).toLowerCase(), path: checklist, boxes: { heading } })),
      {
        id: 'slices',
        path: matrix,
        table: { 'first-header': 'Plan slice' },
        statuses: 'roadmap',
        require: ['evidence'],
      },
      {
        id: 'closure',
        path: matrix,
        table: { 'first-header': 'Closure slice' },
        statuses: 'roadmap',
        require: ['evidence'],
      },
    ],
  };
  const filesOf = (commit: string): Record<string, string> =>
    Object.fromEntries(
      documents
        .filter(([repository, at]) => repository === tars && at === commit)
        .map(([repository, at, path]) => [path, realFile(repository, at, path).toString('utf8')]),
    );

  const ofClosure = 'status closure · Closure-PR-D: its status is "In review"';
  test.each([
    [
      '1269c08',
      '43 claimed, 0 measured',
      [ofClosure],
      'its own last pull request is in review, and every box is ticked',
    ],
    ['87e4ba3', '44 claimed, 0 measured', [], 'it is merged'],
  ])('at %s: %s', async (commit, totals, closure) => {
    const { notes, failed } = await judged(filesOf(commit), section, '2026-02-20T00:00:00Z');
    expect(notes).toEqual([totals]);
    expect(failed.filter((one) => one.startsWith('status'))).toEqual([
      'status slices · PR-00 baseline KPI harness + report artifact: its status "Implemented + measured" is none of the legend',
      'status slices · PR-10a kill-switch wiring + routing fallback verification: its status "Implemented (embedded)" is none of the legend',
      'status slices · PR-17 P3 observability dashboards + release gates: its status "Implemented (backend service + IPC)" is none of the legend',
      ...closure,
    ]);
    const [ofMatrix, ...others] = failed.filter((one) => one.startsWith('evidence-verdict'));
    expect(others).toEqual([]);
    expect(ofMatrix).toContain(
      `${matrix} does not say that "PR-00 baseline KPI harness + report artifact", "PR-10a kill-switch wiring + routing fallback verification", "PR-17 P3 observability dashboards + release gates" is met`,
    );
    // Three slices of the closure name only words as their evidence.
    expect(failed.filter((one) => one.includes('names no file that could be looked at'))).toHaveLength(3);
    expect(failed.filter((one) => /^(?:readable|kept)/.test(one))).toEqual([]);
  });

  test('a box that says a file exists is measured by the file, and is not so', async () => {
    const claim = `Baseline harness protocol exists (${reliability}/baseline-harness-runbook.md)`;
    const source = {
      id: 'b',
      path: checklist,
      boxes: { heading: 'B. Baseline + KPI evidence' },
      measured: [
        { claim, files: [`${reliability}/baseline-harness-runbook.md`] },
        {
          claim: 'Baseline artifact report exists using required metrics',
          files: [`${reliability}/artifacts/2026-02-13-baseline-run-002.summary.md`],
        },
      ],
    };
    const { notes, failed } = await judged(filesOf('87e4ba3'), { sources: [source] }, '2026-02-20T00:00:00Z');
    expect(notes).toEqual(['4 claimed, 1 measured']);
    expect(failed).toContain(
      `measured b · ${claim}: it is ticked, and it is not so: ${reliability}/baseline-harness-runbook.md is no file of the judged commit`,
    );
  });
});
