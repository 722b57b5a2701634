import type { Collected } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Report } from '../../shared/core/report.ts';
import type { VerificationRecord } from '../../shared/domain/verification-record/record.ts';
import { collected } from './cutover.ts';
import { landingAnswers } from './landings.ts';
import type { GitHubAnswers } from './memory-github.ts';
import { memoryHistory, type UnitData } from './memory-history.ts';
import { type PlayedPull, pullAnswers, review } from './pull-request.ts';
import { result } from './results.ts';
import { baseSha, type Files, headSha, type Setup } from './world.ts';

/*
 * A product (acme/desk) whose rollback was rehearsed eight days ago, and where everything is in order. A test says what is not.
 */

export const product = 'acme/desk';
export const now = '2026-12-02T12:00:00Z';
export const drilled = '7'.repeat(40);
export const landedHead = '8'.repeat(40);

export const paths = {
  record: 'docs/drills/release.md',
  flags: 'config/flags.json',
  report: 'docs/kpi.report.json',
  pin: 'config/ledger-pin.json',
};

export const flags = JSON.stringify({ flags: { ffGate: true, ffOld: false } });
export const kpi = JSON.stringify({ environment: { featureFlags: { ffGate: true, ffRouter: true } } });
export const pin = JSON.stringify({ release_tag: 'v3.0.0' });

/** A record that says everything; `lines` are taken out or exchanged by their text. */
export const record = `# Rollback drill

- Commit: \`${drilled}\`
- Start: 2026-11-24T09:00:00+01:00
- End: 2026-11-24T09:12:30+01:00
- Duration: 12 min
- Operator: \`@olive\`
- Mode: live
- Environment: staging
- Run: 4711

## Flags and pins

| Name | From | To | Before | After |
| --- | --- | --- | --- | --- |
| \`ffGate\` | \`true\` | \`false\` | unknown actions are stopped | unknown actions pass |
| \`ffRouter\` | \`true\` | \`false\` | tools come first | the visual operator comes first |
| \`ledger\` | \`v3.0.0\` | \`v2.4.0\` | replies have a code | replies have a text |

## Versions

| Version | Tag | Expected | Result |
| --- | --- | --- | --- |
| N-1 | v2.4.0 | last known good replies | pass |
| N | v3.0.0 | replies of the candidate | pass |
| N+1 (simulated) | v3.1.0-rc.1 | nothing that old clients cannot read | pass |

## Steps

1. Freeze the changes.
2. Re-pin the ledger to v2.4.0.
3. Re-check replies and policy.
4. Reopen the changes.

## Post-checks

| Check | Result |
| --- | --- |
| Smoke | passed |
`;

export const section = {
  drills: [{ id: 'release', record: paths.record }],
  active: [
    { configuration: paths.flags, at: '/flags' },
    { report: paths.report, at: '/environment/featureFlags' },
    { configuration: paths.pin, at: '/release_tag', pin: 'ledger' },
  ],
  approvers: ['witness'],
  operators: ['operator'],
  objective: '15min',
  'maximum-age': '90d',
  environments: { staging: ['live'], production: ['live', 'dry'] },
  'post-checks': [{ name: 'Smoke', verification: 'smoke' }],
};

/** The section with other fields. */
export function sectionWith(fields: Record<string, unknown>): Record<string, unknown> {
  return { ...section, ...fields };
}

/** The verification of this run that measures the check after the rollback. */
export function smoke(changes: Partial<VerificationRecord> = {}): VerificationRecord {
  return { id: 'smoke', required: true, status: 'passed', sha: headSha, ...changes };
}

/** The report of verification in this run. */
export function verified(
  records: readonly VerificationRecord[] = [smoke()],
  change: (made: Report) => void = () => undefined,
): () => Collected {
  return collected((made) => {
    made.subject = { ...made.subject, repository: product };
    made.results = [result({ rule: 'verification/required', about: ['smoke'] })];
    made.data = { sha: headSha, verifications: records };
    change(made);
  }, 'verification');
}

/** The run of the workflow in which the drill was done. */
export function run(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 4711,
    event: 'workflow_dispatch',
    status: 'completed',
    conclusion: 'success',
    created_at: '2026-11-24T07:59:00Z',
    run_started_at: '2026-11-24T07:59:10Z',
    updated_at: '2026-11-24T08:14:00Z',
    head_branch: 'main',
    head_sha: drilled,
    head_repository: { full_name: product },
    path: '.github/workflows/rollback.yml',
    ...changes,
  };
}

export const runs = `GET /repos/${product}/actions/runs/4711`;

export interface PlayedDrill {
  section?: Record<string, unknown>;
  /** The record of the base; null: there is none. Its landing follows. */
  record?: Files[string] | null;
  files?: Files;
  policyFiles?: Files;
  /** What GitHub answers instead. */
  answers?: GitHubAnswers;
  /** The pull request that brought the record. */
  pull?: PlayedPull;
  mergedAt?: string;
  reports?: Setup['reports'];
  /** What changed since the commit of the drill; or why that is not known. */
  since?: Partial<UnitData> | { unknown: Because };
  now?: string;
  subject?: Setup['subject'];
  credentials?: readonly string[];
}

/** The control with what the test plays otherwise. */
export function atDrill(played: PlayedDrill = {}): Setup {
  const { files = {}, policyFiles = {}, answers = {}, subject = {}, reports = verified() } = played;
  const said = played.record === undefined ? record : played.record;
  const text = typeof said === 'string' ? said : '';
  const all: Files = { [paths.flags]: flags, [paths.report]: kpi, [paths.pin]: pin, ...files };
  const at = `GET /repos/${product}`;
  const { since = {} } = played;
  const unknown = 'unknown' in since ? since.unknown : undefined;
  const unit: UnitData = { base: drilled, before: {}, after: {}, ...('unknown' in since ? {} : since) };
  return {
    now: played.now ?? now,
    section: played.section ?? section,
    files: all,
    policyFiles: { ...all, ...(said === null ? {} : { [paths.record]: said }), ...policyFiles },
    policyHistory: historyOf(memoryHistory(unknown === undefined ? [unit] : { because: unknown })),
    reports,
    subject: { repository: product, runId: 101, attempt: 1, pullRequest: 7, ...subject },
    ...(played.credentials === undefined ? {} : { credentials: played.credentials }),
    github: {
      [at]: { json: { full_name: product, default_branch: 'main' } },
      [`${at}/actions/runs/101/jobs`]: { json: [job] },
      ...landingAnswers({
        repository: product,
        path: paths.record,
        ref: baseSha,
        content: text,
        head: landedHead,
        mergedAt: played.mergedAt ?? '2026-11-25T09:00:00Z',
      }),
      ...pullAnswers(`${at}/pulls/5`, {
        head: landedHead,
        reviews: [review('will', 0, { commit_id: landedHead })],
        ...played.pull,
      }),
      ...answers,
    },
    roles: { witness: ['will', 'wren', 'olive'], operator: ['olive', 'otto'] },
  };
}

const job = {
  id: 11,
  name: 'governance',
  run_attempt: 1,
  status: 'completed',
  conclusion: 'success',
  started_at: '2026-12-02T11:50:00Z',
};

/** What landed is looked for commit by commit; what changed since the drill as one. */
function historyOf(since: ReturnType<typeof memoryHistory>): ReturnType<typeof memoryHistory> {
  const line = memoryHistory([]);
  return { ...since, units: (request) => (request?.eachCommit === true ? line : since).units(request) };
}

/** A record with pieces of its text exchanged. */
export function recordWith(...exchanges: (readonly [from: string, to: string])[]): string {
  return exchanges.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the record has no ${from}`);
    return text.replace(from, to);
  }, record);
}
