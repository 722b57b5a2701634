import type { Collected } from '../../shared/core/collected.ts';
import type { Report } from '../../shared/core/report.ts';
import type { VerificationRecord } from '../../shared/domain/verification-record/record.ts';
import { collected } from './cutover.ts';
import type { GitHubAnswers } from './memory-github.ts';
import { result } from './results.ts';
import { type Files, headSha, type Setup } from './world.ts';

/*
 * A release (acme/desk) whose go-live documents are in order: a table of three gates, two lists of boxes, a copy and a matrix. A test says
 * what is not.
 */

export const product = 'acme/desk';
export const now = '2026-12-02T12:00:00Z';

export const paths = {
  gates: 'docs/gates.md',
  go: 'docs/go.md',
  packet: 'docs/packet.md',
  environments: 'docs/environments.md',
  drill: 'docs/drill-2026-11-20.md',
  replies: 'test/replies.test.ts',
  latency: 'reports/latency.json',
};

export const gates = `# Gates

Last updated: 2026-12-01

| Gate | Owner | Status | Target | Observed | Evidence | Expires | Mitigation |
| --- | --- | --- | --- | --- | --- | --- | --- |
| Replies | Mara Lind (Desk) | pass |  |  | \`test/replies.test.ts\` |  |  |
| Latency | Mara Lind (Desk) + release-owner | pass | <= 2s | 1.4s | \`reports/latency.json\` |  |  |
| Way back | @alice | pass |  |  | [drill](drill-2026-11-20.md) |  |  |
`;

export const go = `# Go-live

## Go when all

- [x] The gates are green in \`docs/gates.md\`
- [x] Support knows

## No-Go if any

- [ ] An incident is open

## On the day

- [ ] Watch the queue
`;

export const packet = `# Packet

| Gate | Status |
| --- | --- |
| Replies | pass |
| Latency | pass |
| Way back | pass |
`;

export const environments = `# Environments

| Dimension | staging | production |
| --- | --- | --- |
| Approval | optional | required |
| Preview | yes | yes |
`;

export const drill = `# Drill

| Step | Result |
| --- | --- |
| Re-pin | pass |
`;

export const latency = JSON.stringify({
  generated_at: '2026-11-30T00:00:00Z',
  status: 'passed',
  summary: { total: 1, passed: 1, failed: 0 },
  checks: [{ check_id: 'p95', passed: true, detail: 'ok' }],
});

export const documents: Files = {
  [paths.gates]: gates,
  [paths.go]: go,
  [paths.packet]: packet,
  [paths.environments]: environments,
  [paths.drill]: drill,
  [paths.replies]: 'test();\n',
  [paths.latency]: latency,
};

type Entry = Record<string, unknown>;

export const gateSource: Entry = {
  id: 'gates',
  path: paths.gates,
  table: { heading: 'Gates' },
  require: ['owner', 'evidence'],
  measured: [
    { claim: 'Replies', verification: 'replies' },
    { claim: 'Latency', control: 'kpi-gate' },
    { claim: 'Way back', check: 'rollback' },
  ],
  'maximum-age': '7d',
};
export const goSource: Entry = {
  id: 'go',
  path: paths.go,
  boxes: { heading: 'Go when all' },
  measured: [
    { claim: 'The gates are green in docs/gates.md', files: [paths.gates] },
    { claim: 'Support knows', check: 'support' },
  ],
};
export const noGoSource: Entry = {
  id: 'no-go',
  path: paths.go,
  boxes: { heading: 'No-Go if any', mode: 'none' },
  measured: [{ claim: 'An incident is open', check: 'incidents' }],
};
export const dayBoxes: Entry = { id: 'day', path: paths.go, boxes: { heading: 'On the day', mode: 'template' } };

export const section: Entry = {
  sources: [gateSource, goSource, noGoSource, dayBoxes],
  owners: ['Mara Lind', 'release-owner', '@alice'],
  'evidence-maximum-age': '30d',
  copies: [{ id: 'packet', of: 'gates', path: paths.packet, table: { 'first-header': 'Gate' } }],
  matrices: [
    {
      id: 'environments',
      path: paths.environments,
      table: { heading: 'Environments' },
      environments: ['staging', 'production'],
      dimensions: { Approval: { production: ['required'] } },
    },
  ],
};

/** The section with other fields. */
export function sectionWith(fields: Entry): Entry {
  return { ...section, ...fields };
}

/** The section with other fields of the source of the gates. */
export function gatesWith(fields: Entry): Entry {
  return sectionWith({ sources: [{ ...gateSource, ...fields }, goSource, noGoSource, dayBoxes] });
}

const replies: VerificationRecord = { id: 'replies', required: true, status: 'passed', sha: headSha };

/** The reports of verification and kpi-gate in this run. */
export function reported(
  verification: Partial<VerificationRecord> = {},
  ofKpi: (made: Report) => void = () => undefined,
): () => Collected {
  return () => {
    const of = (control: string, change: (made: Report) => void): Collected =>
      collected((made) => {
        made.subject = { ...made.subject, repository: product };
        change(made);
      }, control)();
    const verified = of('verification', (made) => {
      made.results = [result({ rule: 'verification/required', about: ['replies'] })];
      made.data = { sha: headSha, verifications: [{ ...replies, ...verification }] };
    });
    const measured = of('kpi-gate', (made) => {
      made.results = [result({ rule: 'kpi-gate/target', about: ['p95'] })];
      ofKpi(made);
    });
    return { files: [...verified.files, ...measured.files], problems: [] };
  };
}

const at = `GET /repos/${product}`;
/** The latest runs of a check for the judged commit. */
export function checkRuns(check: string, conclusion: string | null, runs = 1): GitHubAnswers {
  const run = {
    name: check,
    head_sha: headSha,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    app: { id: 15_368, slug: 'github-actions' },
  };
  return { [`${at}/commits/${headSha}/check-runs?check_name=${check}&filter=latest`]: { json: Array(runs).fill(run) } };
}

const job = {
  id: 11,
  name: 'governance',
  run_attempt: 1,
  status: 'completed',
  conclusion: 'success',
  started_at: '2026-12-02T11:50:00Z',
};

export interface PlayedDocuments {
  section?: Entry;
  /** Files that are otherwise; `null`: not there. */
  files?: Readonly<Record<string, Files[string] | null>>;
  /** What the base has otherwise than the judged commit. */
  base?: Files;
  reports?: Setup['reports'];
  answers?: GitHubAnswers;
  now?: string;
  credentials?: readonly string[];
  subject?: Setup['subject'];
}

/** The control with what the test plays otherwise. */
export function atDocuments(played: PlayedDocuments = {}): Setup {
  const files: Record<string, Files[string]> = { ...documents };
  for (const [path, content] of Object.entries(played.files ?? {})) {
    if (content === null) delete files[path];
    else files[path] = content;
  }
  return {
    now: played.now ?? now,
    section: played.section ?? section,
    files,
    policyFiles: { ...documents, ...played.base },
    reports: played.reports ?? reported(),
    subject: { repository: product, runId: 101, attempt: 1, pullRequest: 7, ...played.subject },
    ...(played.credentials === undefined ? {} : { credentials: played.credentials }),
    github: {
      [`${at}/actions/runs/101/jobs`]: { json: [job] },
      ...checkRuns('rollback', 'success'),
      ...checkRuns('support', 'success'),
      ...checkRuns('incidents', 'success'),
      ...played.answers,
    },
    roles: { 'release-owner': ['olga'] },
  };
}

/** A text with other parts; each must be there. */
export function exchanged(text: string, ...exchanges: readonly (readonly [string, string])[]): string {
  return exchanges.reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`there is no ${JSON.stringify(from)} in the text`);
    return all.replace(from, to);
  }, text);
}
