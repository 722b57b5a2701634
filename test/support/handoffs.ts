import { control } from '../../actions/release-handoff/control.ts';
import type { World } from '../../shared/core/evaluation.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { parseInputs } from '../../shared/core/inputs.ts';
import { isObject } from '../../shared/core/json.ts';
import type { Report } from '../../shared/core/report.ts';
import type { Handoff } from '../../shared/domain/handoff/payload.ts';
import type { VerificationRecord } from '../../shared/domain/verification-record/record.ts';
import { checkRun, checks, collected, job, jobs } from './cutover.ts';
import { landingAnswers } from './landings.ts';
import { type GitHubAnswer, type GitHubAnswers, notFound } from './memory-github.ts';
import { producerPaths as p, producerFiles, surfaceEntry } from './producer-files.ts';
import { pullAnswers, review } from './pull-request.ts';
import { result } from './results.ts';
import { baseSha, configurationOf, evaluateWith, type Files, headSha, type Setup, world } from './world.ts';

/*
 * The producer acme/ledger hands v3.0.0 over to acme/desk. Everything is in order; a test says what is not.
 */

export const producer = 'acme/ledger';
export const consumer = 'acme/desk';
export const now = '2026-09-02T12:00:00Z';
export const committed = '2026-09-01T09:30:00Z';
/** The commit of v2.4.0, and the tips of both default branches. */
export const before = 'b1'.repeat(20);
export const ledgerTip = 'f1'.repeat(20);
export const deskTip = 'f2'.repeat(20);
/** The commit of the consumer that it answers of. */
export const tried = 'e2'.repeat(20);

export const paths = {
  notes: 'docs/release.md',
  payload: 'docs/handoff.json',
  packet: 'docs/handoff.md',
  answer: 'docs/answer.yml',
};
const labels = ['Runtime behavior changes', 'Required mapping changes', 'Repin required'];

const impact = [
  '- Runtime behavior changes: refuses under load',
  '- Required mapping changes: none',
  '- Repin required: yes',
];

/** What the consumer changes to follow. */
export const changed = 'config/ledger-pin.json';

/** The files of the release. */
export function releaseFiles(): Record<string, string> {
  return {
    ...producerFiles({ version: 'ledger.v3', release: 'v3.0.0' }),
    [p.changelog]: `# Changelog\n\n## v3.0.0\n\nEntries have no note.\n\n${impact.join('\n')}\n\n## v2.4.0\n\nThe first one.\n`,
    [paths.notes]:
      '# Releases\n\n## Intent of v3.0.0\n\nEntries are smaller.\n\n## Open risks\n\n- nobody has run it for a week\n',
  };
}
export const oldManifest = producerFiles({ release: 'v2.4.0' })[p.manifest] ?? '';

export const generateSection = {
  surface: 'ledger',
  manifest: p.manifest,
  facts: { tag: '/release', service: '/service_version' },
  changelog: { path: p.changelog, heading: '{tag}' },
  impact: { path: p.changelog, heading: '{tag}', labels },
  rollback: ['freeze what follows', 'repin to {previous-tag} ({previous-commit})'],
  packet: {
    intent: { path: paths.notes, heading: 'Intent of {tag}' },
    evidence: [p.openapi],
    owners: [{ responsibility: 'contract', owner: 'ledger-owner', escalation: 'lead' }],
    risks: { path: paths.notes, heading: 'Open risks' },
    commands: [{ what: 'check the pin', run: ['npm', 'run', 'check:pin', "it's"] }],
  },
};

export const candidate = {
  required: ['/active', '/terms/overlap-days'],
  forbidden: ['/terms/cutover'],
  override: { service: 'ledger.v3' },
  'must-match': ['tag', 'commit'],
  terms: { 'overlap-days': 14 },
};

export const record = (changes: Partial<VerificationRecord> = {}): VerificationRecord => ({
  id: 'suite',
  required: true,
  status: 'passed',
  sha: headSha,
  argv: ['npm', 'test'],
  exit: 0,
  started: '2026-09-02T11:00:00Z',
  counts: { expected: 12, executed: 12, passed: 12, failed: 0, skipped: 0, retried: 0 },
  log: { path: 'suite.log', sha256: '5'.repeat(64), bytes: 3, written: 3, capped: false },
  ...changes,
});

/** The report of the control verification of this run; of each record it has a result. */
export function verified(
  records: readonly unknown[] = [record()],
  change: (made: Report) => void = () => undefined,
): Setup['reports'] {
  return collected((made) => {
    made.data = { sha: headSha, verifications: records };
    const ids = records.flatMap((each) => (isObject(each) && typeof each['id'] === 'string' ? [each['id']] : []));
    if (ids.length > 0) made.results = ids.map((id) => result({ rule: 'verification/required', about: [id] }));
    change(made);
  }, 'verification');
}

const at = `GET /repos/${producer}`;
const commitRef = (sha: string): GitHubAnswer => ({ json: { object: { type: 'commit', sha } } });
export const releases: GitHubAnswer = {
  json: [
    { tag_name: 'v3.0.0', draft: false, prerelease: false, published_at: '2026-09-01T10:00:00Z' },
    { tag_name: 'v2.5.0-rc.1', draft: false, prerelease: true, published_at: '2026-08-10T10:00:00Z' },
    { tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-08-01T10:00:00Z' },
  ],
};

/** What the platform says of the producer when everything is in order. */
export function ledgerAnswers(files: Files = releaseFiles()): GitHubAnswers {
  const contents = Object.entries(files).map(([path, content]): [string, GitHubAnswer] => [
    `${at}/contents/${path}?ref=${headSha}`,
    { raw: content as string },
  ]);
  return {
    [at]: { json: { full_name: producer, default_branch: 'main' } },
    [`${at}/git/ref/tags/v3.0.0`]: { json: { object: { type: 'tag', sha: '7'.repeat(40) } } },
    [`${at}/git/tags/${'7'.repeat(40)}`]: commitRef(headSha),
    [`${at}/git/ref/tags/v2.4.0`]: commitRef(before),
    [`${at}/git/ref/heads/v3.0.0`]: notFound,
    [`${at}/git/ref/heads/v2.4.0`]: notFound,
    [`${at}/releases`]: releases,
    [`${at}/compare/${before}...${headSha}`]: { json: { status: 'ahead' } },
    [`${at}/git/ref/heads/main`]: commitRef(ledgerTip),
    [`${at}/compare/${headSha}...${ledgerTip}`]: { json: { status: 'ahead' } },
    [`${at}/git/commits/${headSha}`]: { json: { committer: { date: committed } } },
    [`${at}/contents/${p.manifest}?ref=${before}`]: { raw: oldManifest },
    [jobs]: { json: [job] },
    ...Object.fromEntries(contents),
    ...checks(producer, 'handoff', headSha, [checkRun('handoff', headSha)]),
  };
}

export interface Played {
  files?: Files;
  answers?: GitHubAnswers;
  section?: Record<string, unknown>;
  handoffs?: Record<string, unknown>;
  reports?: Setup['reports'];
  subject?: Setup['subject'];
  given?: Setup['given'];
  now?: string;
  surfaces?: readonly unknown[];
  /** What the producer has published, where it is not the payload that is verified. */
  published?: string;
}

/** A run that generates; `section` replaces fields of generate. */
export function generating(played: Played = {}): Setup {
  const { files = {}, answers = {}, section = {}, handoffs = {}, reports = verified(), subject = {} } = played;
  return {
    now: played.now ?? now,
    files: { ...releaseFiles(), ...files },
    lists: { surfaces: played.surfaces ?? [surfaceEntry] },
    section: { tasks: ['generate'], producer, handoffs, generate: { ...generateSection, ...section } },
    ...(played.given === undefined ? {} : { given: played.given }),
    ...(reports === undefined ? {} : { reports }),
    subject: { repository: producer, runId: 101, attempt: 1, pullRequest: 7, ...subject },
    github: { ...ledgerAnswers(), ...answers },
  };
}

/** The world of a run, for tests that exchange a part of it. */
export function worldOf(setup: Setup): World {
  const { lists, sections } = configurationOf(control, setup);
  const { values } = parseInputs({
    fields: control.inputs,
    given: setup.given ?? {},
    configured: sections[control.name] ?? {},
    untrusted: false,
  });
  return world(setup, { inputs: values, lists });
}

export const verifySection = {
  payload: paths.payload,
  packet: paths.packet,
  facts: { tag: '/release', service: '/service_version' },
  'error-codes': '/error_codes',
  published: paths.payload,
  required: ['suite'],
  check: { check: 'handoff' },
};

/** Payload and packet as the control generates them. */
export async function generated(played: Played = {}): Promise<{ payload: string; packet: string; value: Handoff }> {
  const { documents, results, error } = await evaluateWith(control, generating(played));
  const [payload, packet] = [documents['payload.json'], documents['packet.md']];
  if (typeof payload !== 'string' || typeof packet !== 'string')
    throw new Error(JSON.stringify([error, results.filter(({ status }) => status !== 'passed')], null, 1));
  return { payload, packet, value: JSON.parse(payload) as Handoff };
}

/** A run of the producer for its release, whose artifact holds this payload. */
export function ownRun(
  payload: string | undefined,
  { run = {}, artifact = {} }: { run?: Record<string, unknown>; artifact?: Record<string, unknown> } = {},
): Required<Pick<Played, 'answers' | 'reports' | 'subject'>> {
  const runs = [{ id: 90, event: 'release', head_sha: headSha, head_repository: { full_name: producer }, ...run }];
  const origin = {
    ...{ kind: 'artifact' as const, name: 'governance-release-handoff-handoff-generate-1', id: 5, runId: 90 },
    ...{ headSha, digest: undefined, createdAt: '2026-09-01T11:00:00Z' },
    ...artifact,
  };
  const content = new TextEncoder().encode(payload ?? '');
  const path = 'release-handoff-generate.payload.json';
  const files = payload === undefined ? [] : [{ origin, path, content, sha256: sha256(content) }];
  return {
    answers: { [`${at}/actions/runs?head_sha=${headSha}`]: { json: runs } },
    reports: () => ({ files, problems: [] }),
    subject: { repository: producer },
  };
}

function publishedAs(content: Files[string] | null): GitHubAnswer {
  return typeof content === 'string' || content instanceof Uint8Array ? { raw: content } : notFound;
}

/**
 * A run of the consumer that verifies these files; `section` replaces fields of verify. The producer has published the same payload, unless
 * the test says otherwise.
 */
export function verifying(files: Files, played: Played = {}): Setup {
  const { answers = {}, section = {}, handoffs = {}, subject = {} } = played;
  return {
    now: played.now ?? now,
    files,
    section: { tasks: ['verify'], producer, handoffs, verify: { ...verifySection, ...section } },
    ...(played.given === undefined ? {} : { given: played.given }),
    ...(played.reports === undefined ? {} : { reports: played.reports }),
    subject: { repository: consumer, runId: 102, attempt: 1, pullRequest: 8, ...subject },
    github: {
      ...ledgerAnswers(),
      [`${at}/contents/${paths.payload}?ref=${ledgerTip}`]: publishedAs(
        played.published ?? files[paths.payload] ?? null,
      ),
      ...answers,
    },
  };
}

export const answer = (digest: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  handoff: digest,
  release: 'v3.0.0',
  commit: tried,
  'files-changed': [changed],
  results: [{ id: 'contract', status: 'passed' }],
  blockers: [],
  verdict: 'accepted',
  ...changes,
});

export const acknowledgeSection = {
  payload: { path: paths.payload },
  answer: { path: paths.answer, repository: consumer },
  check: { check: 'ci' },
  required: ['contract'],
  within: '5d',
  approvers: ['desk-owner'],
};
export const answerHead = '8'.repeat(40);

/** A run of the producer that waits for the answer; null: there is none yet. The payload was merged on 2 September at 10:00. */
export function acknowledging(
  payload: string | Uint8Array,
  said: Record<string, unknown> | string | null | undefined = answer(sha256(payload)),
  played: Played & { files?: Files } = {},
): Setup {
  const { answers = {}, section = {}, files = {} } = played;
  const text = said === null ? null : typeof said === 'string' ? said : JSON.stringify(said, null, 2);
  const desk = `GET /repos/${consumer}`;
  const raw = typeof payload === 'string' ? payload : Buffer.from(payload).toString('utf8');
  return {
    now: played.now ?? now,
    files,
    section: { tasks: ['acknowledge'], producer, acknowledge: { ...acknowledgeSection, ...section } },
    roles: { 'desk-owner': ['casey'] },
    subject: { repository: producer, runId: 103, attempt: 1, pullRequest: 9, baseSha, ...played.subject },
    github: {
      [at]: { json: { full_name: producer, default_branch: 'main' } },
      [desk]: { json: { full_name: consumer, default_branch: 'main' } },
      [`${at}/git/ref/heads/main`]: commitRef(ledgerTip),
      [`${desk}/git/ref/heads/main`]: commitRef(deskTip),
      [`${desk}/compare/${tried}...${deskTip}`]: { json: { status: 'ahead' } },
      [`${at}/contents/${paths.payload}?ref=${ledgerTip}`]: { raw: payload },
      [`${desk}/contents/${paths.answer}?ref=${deskTip}`]: text === null ? notFound : { raw: text },
      ...landingAnswers({
        ...{ repository: producer, path: paths.payload, ref: ledgerTip, content: raw },
        ...{ pull: 20, mergedAt: '2026-09-02T10:00:00Z', commit: 'a1'.repeat(20), mergeCommit: 'a2'.repeat(20) },
      }),
      ...landingAnswers({
        ...{ repository: consumer, path: paths.answer, ref: deskTip, content: text ?? '', head: answerHead },
        ...{ pull: 21, mergedAt: '2026-09-02T11:00:00Z', commit: 'a3'.repeat(20), mergeCommit: 'a4'.repeat(20) },
      }),
      ...pullAnswers(`${desk}/pulls/21`, {
        head: answerHead,
        reviews: [review('casey', 0, { commit_id: answerHead })],
      }),
      ...checks(consumer, 'ci', tried, [checkRun('ci', tried, { started_at: '2026-09-02T10:40:00Z' })]),
      [`${desk}/contents/${changed}?ref=${tried}`]: { raw: '{}' },
      ...landingAnswers({
        ...{ repository: consumer, path: changed, ref: tried, content: '{}', head: 'c5'.repeat(20) },
        ...{ pull: 19, mergedAt: '2026-09-02T10:30:00Z', commit: 'a5'.repeat(20), mergeCommit: 'a6'.repeat(20) },
      }),
      [`${at}/git/ref/tags/v3.0.0`]: commitRef(headSha),
      [`${at}/git/ref/tags/v2.4.0`]: commitRef(before),
      [`${at}/git/ref/heads/v3.0.0`]: notFound,
      [`${at}/releases/tags/v3.0.0`]: {
        json: { tag_name: 'v3.0.0', draft: false, prerelease: false, published_at: '2026-09-01T10:00:00Z' },
      },
      ...answers,
    },
  };
}
