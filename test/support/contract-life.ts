import type { AnyControl } from '../../shared/core/control.ts';
import type { Report } from '../../shared/core/report.ts';
import { type ActionRun, runAsAction } from './action-run.ts';
import { calendarText } from './calendars.ts';
import { configText, contractEntry, facts, matrixText, paths, pinText, sha256 } from './contract-files.ts';
import { gitRepository, type TestRepository } from './git-repository.ts';
import type { GitHubAnswers } from './memory-github.ts';
import { type PlayedRepository, playedRepository, playedTogether } from './played-github.ts';
import { postureText } from './postures.ts';
import { producerFiles, producerPaths, surfaceEntry } from './producer-files.ts';
import { review } from './pull-request.ts';

/*
 * A producer and a consumer as two git repositories behind one played platform, with everything configured that belongs to the life of a
 * contract.
 */

export const ledgerName = 'harbour-example/ledger';
export const deskName = 'harbour-example/desk';
export const records = {
  posture: '.github/posture.yml',
  review: '.github/checkpoints/ledger-v3-review.yml',
  wave: '.github/checkpoints/joint-green.yml',
  notice: '.github/notices/ledger-v3.yml',
  urgent: '.github/notices/busy.yml',
};
const roles = { 'ledger-owner': ['pat'], 'desk-owner': ['casey'], lead: ['quinn'] };
const go = { producer: ['ledger-owner'], consumer: ['desk-owner'] };
const calendar = '.github/calendar.yml';
/** What those who run the service read. */
export const operations = 'docs/operations.md';

const surface = {
  ...surfaceEntry,
  docs: [operations],
  notices: {
    files: ['.github/notices/*.yml'],
    calendar: { 'time-zone': 'UTC', 'cut-off': '17:00', files: [calendar] },
    additive: ['error-code'],
    'emergency-approvers': ['lead'],
    tests: ['tests/**'],
    rollout: {
      files: ['rollout/**'],
      consumers: [{ repository: deskName, pin: { path: paths.pin, commit: '/commit' }, check: 'ci' }],
    },
  },
  cutover: {
    go,
    bump: { checkpoint: '{to}-review', record: '.github/checkpoints/{to}-review.yml' },
    wave: { checkpoint: 'joint-green', record: records.wave },
  },
};

const gate = {
  checkpoint: 'ledger-v3-cutover',
  side: 'producer',
  other: { repository: deskName },
  'joint-go': go,
  repin: { path: paths.pin, commit: '/commit', tag: '/release' },
  'hash-gate': { check: 'ci' },
  posture: [
    { side: 'producer', path: records.posture },
    { side: 'consumer', path: records.posture },
  ],
  verifications: [
    { id: 'suite', side: 'producer', check: 'suite' },
    { id: 'desk-ci', side: 'consumer', check: 'ci' },
  ],
  checkpoints: [
    { id: 'ledger-v3-review', verify: ['suite'], requires: ['joint-go'], record: records.review },
    {
      id: 'ledger-v3-cutover',
      after: ['ledger-v3-review'],
      release: 'v3.0.0',
      environment: 'production',
      'producer-artifacts': [producerPaths.openapi, producerPaths.notes],
      verify: ['suite', 'desk-ci'],
      requires: ['repin', 'hash-gate', 'joint-go', 'posture'],
      'not-before': '2026-09-24T08:00:00Z',
    },
  ],
};

const entry = {
  ...contractEntry,
  remote: { mode: 'required', path: producerPaths.manifest },
  fields: {
    repository: contractEntry.fields.repository,
    tag: contractEntry.fields.tag,
    commit: { pin: '/commit', bullet: 'Commit', column: 'Commit' },
    service: { ...contractEntry.fields.service, manifest: '/service_version' },
    'manifest-sha256': contractEntry.fields['manifest-sha256'],
  },
};

const configured = {
  ledger: { version: 1, roles, surfaces: [surface], 'cutover-gate': gate },
  desk: {
    contracts: [entry],
    'manifest-repin': { ranges: { ledger: '>=2.4 <4' }, posture: records.posture },
    'executive-summary': {
      posture: records.posture,
      summaries: { contract: { controls: ['manifest-sync'] } },
    },
  },
};

/** Who reviewed, and when. */
export const by = (time: string, ...people: string[]): ReturnType<typeof review>[] =>
  people.map((login) => review(login, 0, { submitted_at: time }));
export const both = (time: string): ReturnType<typeof review>[] => by(time, 'pat', 'casey');
/** A posture record. */
export const posture = (word: string, since: string, reason: string): Record<string, string> => ({
  [records.posture]: postureText(word, since, reason),
});

export interface Side {
  repository: TestRepository;
  played: PlayedRepository;
  name: string;
}

/** What is otherwise in a run, and what the platform of its own repository answers besides. */
export type More = Partial<ActionRun> & {
  answers?: GitHubAnswers;
  /** Gets the further files of the run by name. */
  take?: (documents: Readonly<Record<string, string | Uint8Array>>) => void;
};

export interface Life {
  ledger: Side;
  desk: Side;
  /** Runs a control for an open pull request, at that time; gives the report. */
  judge(side: Side, control: AnyControl, number: number, now: string, more?: More): Promise<Report>;
  /** Runs a control by hand on the default branch, at a commit of it. */
  dispatch(side: Side, control: AnyControl, now: string, more?: More): Promise<Report>;
  remove(): void;
}

type Sections = Readonly<Record<string, unknown>>;

/** The pair with one release, to which the consumer is pinned, with further sections in the configuration of each. */
export function contractLife(more: Sections = {}, ofDesk: Sections = {}): Life {
  const [ledger, desk] = [sideOf(ledgerName, []), sideOf(deskName, ['ci'])];
  const first = ledger.repository.commit({
    ...producerFiles({ release: 'v2.4.0' }),
    [calendar]: calendarText([]),
    [paths.config]: JSON.stringify({ ...configured.ledger, ...more }),
  });
  ledger.played.release('v2.4.0', '2026-08-01T00:00:00Z');
  const manifest = producerFiles({ release: 'v2.4.0' })[producerPaths.manifest] ?? '';
  const was = { ...facts, tag: 'v2.4.0', commit: first, service: 'ledger.v2', updated: '2026-08-01' };
  desk.repository.commit({
    [paths.pin]: pinText(was, sha256(manifest)),
    [paths.mirror]: manifest,
    [paths.matrix]: matrixText(was, sha256(manifest)),
    [paths.config]: configText({ ...configured.desk, ...ofDesk }),
  });

  async function run(
    side: Side,
    control: AnyControl,
    now: string,
    { answers = {}, take, ...rest }: More & { payload: unknown },
  ): Promise<Report> {
    const { report, documents } = await runAsAction({
      control,
      repository: side.repository,
      secrets: { token: 'own', 'other-token': 'other', 'consumer-token': 'consumer', 'producer-token': 'producer' },
      now,
      github: playedTogether({
        [ledgerName]: ledger.played.github(side === ledger ? answers : undefined),
        [deskName]: desk.played.github(side === desk ? answers : undefined),
      }),
      ...rest,
    });
    side.repository.git('checkout', '-q', 'main');
    if (report.error !== undefined) throw new Error(JSON.stringify(report.error));
    take?.(documents);
    return report;
  }

  return {
    ledger,
    desk,
    async judge(side, control, number, now, more = {}) {
      const { git } = side.repository;
      const head = git('rev-parse', `pull-${number}`);
      const base = git('rev-parse', 'main');
      git('checkout', '-q', head);
      const payload = pullPayload(number, base, head, now);
      const env = { GITHUB_REPOSITORY: side.name, GITHUB_REF: `refs/pull/${number}/merge`, ...more.env };
      return run(side, control, now, { payload, ...more, env });
    },
    async dispatch(side, control, now, more = {}) {
      const env = {
        GITHUB_EVENT_NAME: 'workflow_dispatch',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_REPOSITORY: side.name,
        ...more.env,
      };
      return run(side, control, now, { payload: { repository: { default_branch: 'main' } }, ...more, env });
    },
    remove() {
      ledger.repository.remove();
      desk.repository.remove();
    },
  };
}

function sideOf(name: string, required: readonly string[]): Side {
  const repository = gitRepository();
  return { repository, played: playedRepository(repository, name, required), name };
}

/** The payload of a pull request into main, as it is at a time. */
export function pullPayload(number: number, base: string, head: string, time: string): unknown {
  return {
    repository: { default_branch: 'main' },
    pull_request: { number, head: { sha: head }, base: { sha: base, ref: 'main' }, updated_at: time },
  };
}

/** What did not pass: `rule about: status` without the control and the unit. */
export function standing({ results }: Report): string[] {
  return results
    .filter(({ status }) => status === 'failed' || status === 'unverified')
    .map(({ rule, about, status }) => `${[rule.split('/')[1], ...about.slice(1, 2)].join(' ')}: ${status}`)
    .sort();
}
