import type { Collected } from '../../shared/core/collected.ts';
import type { Report } from '../../shared/core/report.ts';
import type { VerificationRecord } from '../../shared/domain/verification-record/record.ts';
import { collected, job, jobs, producer } from './cutover.ts';
import type { GitHubAnswers } from './memory-github.ts';
import { result } from './results.ts';
import { type Files, headSha, type Setup } from './world.ts';

/*
 * A lock of two gateways and some plug-ins, of which one gateway is set up and the other waits with a reason, and where everything is in
 * order. A test says what is not.
 */

export const paths = {
  lock: 'setup/lock.json',
  smoke: 'setup/smoke.txt',
  transcript: 'setup/transcript.txt',
  runbook: 'docs/runbook.md',
};

export const digest = 'sha256:3f0a9c1d5e7b24680f1e2d3c4b5a69788796a5b4c3d2e1f00112358d13213455';
export const endpoint = 'https://gateway.harbour.dev/sse';
const commit = '0f1e2d3c4b5a69788796a5b4c3d2e1f001123581';
export const integrity = `sha512-${Buffer.from(Array.from({ length: 64 }, (_, at) => (at * 37 + 11) % 256)).toString('base64')}`;

/** The value of the lock; a test changes a copy. */
export function lockValue(): {
  status?: unknown;
  operating?: unknown;
  own?: Record<string, unknown>;
  targets: Record<string, unknown>[];
  plugins: unknown;
} {
  return {
    status: 'local-only',
    operating: 'local',
    own: {
      count: 3,
      deferred: ['Cloud'],
      token: '<required>',
      runbook: `${paths.runbook}#how-to-set-it-up`,
      smoke: true,
    },
    targets: [
      { name: 'Local', status: 'closed', image: 'harbour/gateway:v2', digest, endpoint },
      { name: 'Cloud', status: 'deferred', id: '<required>', rationale: 'no subscription before the pilot has ended' },
    ],
    plugins: [
      { id: 'notifier', version: '1.4.2', source: 'npm', integrity },
      { id: 'worktree', version: commit, source: 'git' },
    ],
  };
}

const own = ['count', 'deferred', 'placeholder', 'runbook', 'smoke-test'];
const keys: Record<string, string> = { placeholder: 'token', 'smoke-test': 'smoke' };

export const lock = {
  id: 'gateways',
  path: paths.lock,
  shape: {
    status: '/status',
    'operating-mode': '/operating',
    targets: '/targets',
    name: '/name',
    'target-status': '/status',
    rationale: '/rationale',
    owner: '/owner',
    until: '/until',
    ...Object.fromEntries(own.map((part) => [`own-${part}`, `/own/${keys[part] ?? part}`])),
    'plugin-id': '/id',
    'plugin-version': '/version',
    'plugin-integrity': '/integrity',
  },
  modes: { closed: {}, 'local-only': { operating: 'local', deferred: ['Cloud'] } },
  placeholders: ['<required>'],
  targets: [
    {
      name: 'Local',
      fields: { image: 'image', digest: 'digest', endpoint: 'endpoint' },
      'smoke-test': { path: paths.smoke, names: ['digest', 'endpoint'], holds: ['200 OK'], verification: 'gateway' },
      transcript: { path: paths.transcript, names: ['image', 'digest'] },
    },
    { name: 'Cloud', fields: { id: 'uuid' } },
  ],
  runbook: `${paths.runbook}#how-to-set-it-up`,
  plugins: [
    {
      at: '/plugins',
      required: ['notifier'],
      denied: ['self-updater'],
      integrity: { where: '/source', except: ['git'] },
    },
  ],
};

/** The policy with other fields of the lock. */
export function policyWith(fields: Record<string, unknown> = {}): { locks: Record<string, unknown>[] } {
  return { locks: [{ ...lock, ...fields }] };
}

export const files = {
  [paths.lock]: `${JSON.stringify(lockValue(), null, 2)}\n`,
  [paths.smoke]: `$ curl --max-time 10 ${endpoint}\nHTTP/2 200 OK\nimage ${digest}\n`,
  [paths.transcript]: `$ docker pull harbour/gateway:v2\nDigest: ${digest}\n`,
  [paths.runbook]: '# Runbook\n\n## How to set it up\n\nPull the image, and test it.\n',
};

/** The lock after a change of its value. */
export function lockWith(change: (value: ReturnType<typeof lockValue>) => void): Files {
  const value = lockValue();
  change(value);
  return { [paths.lock]: JSON.stringify(value, null, 2) };
}

export function gateway(changes: Partial<VerificationRecord> = {}): VerificationRecord {
  return { id: 'gateway', required: true, status: 'passed', sha: headSha, ...changes };
}

/** The report of verification in this run. */
export function verified(
  records: readonly VerificationRecord[] = [gateway()],
  change: (made: Report) => void = () => undefined,
): () => Collected {
  return collected((made) => {
    made.results = [result({ rule: 'verification/required', about: ['gateway'] })];
    made.data = { sha: headSha, verifications: records };
    change(made);
  }, 'verification');
}

/** What is changed of the world in which everything is in order. */
export interface PlayedSetup {
  files?: Files;
  base?: Setup['base'];
  policy?: Record<string, unknown>;
  reports?: Setup['reports'];
  now?: string;
  github?: GitHubAnswers;
}

export function atSetup(played: PlayedSetup): Setup {
  const { files: changed = {}, base = files, policy, reports = verified(), now } = played;
  return {
    files: { ...files, ...changed },
    base,
    reports,
    section: policyWith(policy),
    subject: { repository: producer, runId: 101, attempt: 1, pullRequest: 7 },
    github: played.github ?? { [jobs]: { json: [job] } },
    ...(now === undefined ? {} : { now }),
  };
}
