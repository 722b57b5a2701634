import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/release-handoff/control.ts';
import { type Evaluation, evaluate } from '../../shared/core/evaluation.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { packetText } from '../../shared/domain/handoff/packet.ts';
import { type HandedResult, type Handoff, handoffText } from '../../shared/domain/handoff/payload.ts';
import { coverRules } from '../support/coverage.ts';
import { checkRun, checks, job } from '../support/cutover.ts';
import {
  acknowledgeSection,
  acknowledging,
  answer,
  candidate,
  deskTip,
  generated,
  generateSection,
  generating,
  ledgerTip,
  oldManifest,
  type Played,
  paths,
  producer,
  record,
  releaseFiles,
  tried,
  verified,
  verifying,
  worldOf,
} from '../support/handoffs.ts';
import { type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { producerPaths as p, surfaceEntry } from '../support/producer-files.ts';
import { review } from '../support/pull-request.ts';
import { configurationOf, headSha, memoryTree } from '../support/world.ts';

const rules = coverRules(control);
const at = `GET /repos/${producer}`;
const moved = 'c1'.repeat(20);

/** A candidate of the next version, generated while v2.4.0 is in force. */
const ofCandidate: Played = {
  files: { [p.manifest]: oldManifest },
  answers: {
    [`${at}/git/ref/tags/v2.4.0`]: { json: { object: { type: 'commit', sha: 'b1'.repeat(20) } } },
    [`${at}/releases`]: {
      json: [{ tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-08-01T10:00:00Z' }],
    },
  },
  section: {
    changelog: { path: p.changelog, heading: 'v3.0.0' },
    impact: { ...generateSection.impact, heading: 'v3.0.0' },
    packet: { ...generateSection.packet, intent: { path: paths.notes, heading: 'Intent of v3.0.0' } },
  },
  handoffs: { 'ledger-v3-candidate': candidate },
  given: { handoff: 'ledger-v3-candidate' },
};

/** What is neither passed nor left to another mode, as `rule about: status`. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace('release-handoff/', ''), ...about].join(' ')}: ${status}`],
  );
  return error === undefined ? lines : [...lines, `${error.code}: ${error.message}`];
}
const statusOf = ({ results, error }: Evaluation): string => reportStatus(results, error);

describe('generate', () => {
  test('hands over everything that was measured, and nothing of the run', async () => {
    const evaluation = await rules.evaluate(generating());
    expect(open(evaluation)).toEqual([]);
    expect(statusOf(evaluation)).toBe('passed');
    const text = evaluation.documents['payload.json'] as string;
    expect(evaluation.outputs).toEqual({ digest: sha256(text), ready: 'true' });
    const value = JSON.parse(text) as Handoff;
    expect(value).toMatchObject({
      mode: 'stable',
      generatedAt: '2026-09-01T09:30:00Z',
      commit: headSha,
      baseline: {
        tag: 'v3.0.0',
        commit: headSha,
        versions: { service: 'ledger.v3' },
        manifest: { path: p.manifest, sha256: sha256(releaseFiles()[p.manifest] ?? '') },
      },
      previous: {
        tag: 'v2.4.0',
        versions: { service: 'ledger.v2' },
        manifest: { path: p.manifest, sha256: sha256(oldManifest) },
      },
      errorCodes: ['closed', 'invalid', 'not_found'],
      envelope: { version: 'ledger.v3', failure: { forbids: ['/trace'] } },
      verification: { results: [{ id: 'suite', status: 'passed', executed: 12, commit: headSha }] },
      impact: { 'Required mapping changes': 'none' },
      packet: { risks: ['nobody has run it for a week'] },
    });
    expect(value.changelog.text).toContain('Entries have no note.');
    expect(value.changelog.text).not.toContain('v2.4.0');
    expect(value.rollback.steps[1]).toBe(`repin to v2.4.0 (${value.previous?.commit ?? ''})`);
    expect(text).toBe(handoffText(value));
  });

  test('another run, later, gives the same bytes, and so does a given time', async () => {
    const one = await generated();
    const later = await generated({ now: '2026-09-05T01:02:03Z', subject: { pullRequest: 7 } });
    expect(later).toEqual(one);
    const given = await generated({ given: { 'source-date-epoch': '0' } });
    expect(given.value.generatedAt).toBe('1970-01-01T00:00:00Z');
    expect({ ...given.value, generatedAt: one.value.generatedAt }).toEqual(one.value);
  });

  test('the packet says everything in the order in which it is read', async () => {
    const { packet, payload } = await generated();
    expect(packet.match(/^##? .*$/gm)).toEqual([
      '# Handoff of acme/ledger v3.0.0',
      '## Intent',
      '## Baseline',
      '## Gates',
      '## Evidence',
      '## Contract',
      '## Consumer impact',
      '## Changelog: v3.0.0',
      '## Ownership and escalation',
      '## Open risks',
      '## Rollback',
      '## Operator commands',
    ]);
    expect(packet).toContain(sha256(payload));
    expect(packet).toContain("`npm run check:pin 'it'\\''s'`");
  });

  test('a work tree has no commit: what it hands over is what the platform has at the one that is checked out', async () => {
    const edited = { ...releaseFiles(), [p.changelog]: '# Changelog\n\n## v3.0.0\n\nNothing.\n' };
    const made = worldOf(generating());
    const { documents, results } = rules.see(await evaluate(control, { ...made, tree: memoryTree(edited) }));
    expect(results.filter(({ status }) => status !== 'passed' && status !== 'not-applicable')).toEqual([]);
    expect(documents['payload.json']).toBe((await generated()).payload);
    const blind = await evaluate(control, { ...made, tree: memoryTree(edited), github: () => undefined });
    expect(statusOf(blind)).toBe('unverified');
    expect(blind.documents).toEqual({});
    const { headSha: _headSha, ...subject } = made.subject;
    const nowhere = rules.see(await evaluate(control, { ...made, subject, tree: memoryTree(edited) }));
    expect(nowhere.results.filter(({ status }) => status === 'passed').map(({ rule }) => rule)).toEqual([]);
  });

  const release = (tag: string, published_at: string, more: object = {}): object => ({
    ...{ tag_name: tag, draft: false, prerelease: false, published_at },
    ...more,
  });
  const many = Array.from({ length: 21 }, (_, index) => release(`v1.0.${index}`, '2026-07-01T00:00:00Z'));
  const own = release('v3.0.0', '2026-09-01T10:00:00Z');
  test.each<[name: string, releases: unknown[], answers: GitHubAnswers, previous: unknown]>([
    ['the first release has none', [own], {}, null],
    ['drafts and pre-releases are none', [own, release('v2.4.0', '2026-08-01T00:00:00Z', { draft: true })], {}, null],
    [
      'one of another line is none',
      [own, release('v2.4.0', '2026-08-01T00:00:00Z')],
      { [`${at}/compare/${'b1'.repeat(20)}...${headSha}`]: { json: { status: 'diverged' } } },
      null,
    ],
    ['one that came later is none', [own, release('v2.4.0', '2026-09-02T00:00:00Z')], {}, null],
    [
      'of several the last',
      [own, release('v2.3.0', '2026-07-01T00:00:00Z'), release('v2.4.0', '2026-08-01T00:00:00Z')],
      {},
      'v2.4.0',
    ],
    ['without a release of its own the last of all', [release('v2.4.0', '2026-08-01T00:00:00Z')], {}, 'v2.4.0'],
    [
      'one without a manifest says its commit',
      [own, release('v2.4.0', '2026-08-01T00:00:00Z')],
      { [`${at}/contents/${p.manifest}?ref=${'b1'.repeat(20)}`]: notFound },
      'v2.4.0',
    ],
  ])('the release before: %s', async (_name, releases, answers, previous) => {
    const { value } = await generated({ answers: { [`${at}/releases`]: { json: releases }, ...answers } });
    expect(value.previous?.tag ?? null).toBe(previous);
    expect(value.rollback.to?.tag ?? null).toBe(previous);
  });

  test('the release before is not known when only the first of many were looked at', async () => {
    const answers = {
      [`${at}/releases`]: { json: [own, ...many] },
      ...Object.fromEntries(many.map((_, index) => [`${at}/git/ref/tags/v1.0.${index}`, notFound])),
    };
    const evaluation = await rules.evaluate(generating({ answers }));
    expect(open(evaluation)).toEqual([
      'sources the release before: unverified',
      'form: unverified',
      'mode-fields: unverified',
    ]);
  });

  test('a candidate says what it would bring beside what stays in force', async () => {
    const played = ofCandidate;
    const { value } = await generated(played);
    expect(value).toMatchObject({
      mode: 'ledger-v3-candidate',
      baseline: { tag: 'v2.4.0', versions: { service: 'ledger.v3' } },
      active: { tag: 'v2.4.0', versions: { service: 'ledger.v2' } },
      envelope: { version: 'ledger.v3' },
      previous: null,
      terms: { 'overlap-days': 14 },
    });
    const forked = { ...played.answers, [`${at}/compare/${headSha}...${ledgerTip}`]: { json: { status: 'diverged' } } };
    expect(open(await rules.evaluate(generating({ ...played, answers: forked })))).toEqual(['release commit: failed']);
    const wrongly = await rules.evaluate(
      generating({ ...played, handoffs: { 'ledger-v3-candidate': { ...candidate, forbidden: ['/terms'] } } }),
    );
    expect(open(wrongly)).toEqual(['mode-fields forbidden /terms: failed']);
    expect(wrongly.documents).toEqual({});
  });

  const cases: [name: string, played: Played, expected: string[]][] = [
    [
      'no report of verification',
      { reports: () => ({ files: [], problems: [] }) },
      ['form: unverified', 'results the report of verification: unverified'],
    ],
    [
      'a report of another commit',
      { reports: verified([record()], (made) => void (made.subject.headSha = 'c'.repeat(40))) },
      ['results the report of verification: failed'],
    ],
    ['a result of another commit', { reports: verified([record({ sha: 'c'.repeat(40) })]) }, ['results suite: failed']],
    ['a result that failed', { reports: verified([record({ status: 'failed', exit: 1 })]) }, ['results suite: failed']],
    [
      'a result that nobody measured',
      { reports: verified([record({ status: 'unverified' })]) },
      ['results suite: failed'],
    ],
    ['an old result', { reports: verified([record({ started: '2026-08-20T00:00:00Z' })]) }, ['results suite: failed']],
    [
      'a result of tomorrow',
      { reports: verified([record({ started: '2026-09-03T00:00:00Z' })]) },
      ['results suite: failed'],
    ],
    ['nothing that was asked for', { reports: verified([record({ required: false })]) }, ['results results: failed']],
    ['a report without records', { reports: verified([]) }, ['form: unverified', 'results results: failed']],
    [
      'records that are none',
      { reports: verified([{ id: 7 }]) },
      ['form: unverified', 'results the report of verification: unverified'],
    ],
    [
      'a report that was waived',
      { reports: verified([record()], (made) => void (made.status = 'unverified')) },
      ['results the report of verification: failed'],
    ],
    [
      'an impact statement that nobody filled in',
      { files: { [p.changelog]: releaseFiles()[p.changelog]?.replace('refuses under load', '<none|describe>') ?? '' } },
      ['filled /changelog/text: failed', 'filled /impact/Runtime behavior changes: failed'],
    ],
    [
      'a question without an answer',
      { files: { [p.changelog]: releaseFiles()[p.changelog]?.replace('- Repin required: yes\n', '') ?? '' } },
      [
        'sources the consumer impact statement: failed',
        'form: unverified',
        'filled: unverified',
        'mode-fields: unverified',
      ],
    ],
    [
      'an absolute path in a command',
      {
        section: {
          packet: {
            ...generateSection.packet,
            commands: [{ what: 'check', run: ['check', '--root', '/Users/d/ledger'] }],
          },
        },
      },
      ['contained /packet/commands/0/run/2: failed'],
    ],
    [
      'no changelog of the release',
      { section: { changelog: { path: p.changelog, heading: 'Release {tag}' } } },
      ['sources the changelog: failed', 'form: unverified', 'mode-fields: unverified'],
    ],
    [
      'a tag that is not there',
      { answers: { [`${at}/git/ref/tags/v3.0.0`]: notFound } },
      [
        'sources the commit of the release: failed',
        'form: unverified',
        'mode-fields: unverified',
        'release: unverified',
      ],
    ],
    [
      'a branch of the name of the tag',
      { answers: { [`${at}/git/ref/heads/v3.0.0`]: { json: { object: { type: 'commit', sha: headSha } } } } },
      ['release baseline branch: failed'],
    ],
    [
      'a tag that cannot be asked for',
      {
        answers: {
          [`${at}/git/ref/tags/v3.0.0`]: { because: { code: 'RATE_LIMITED', message: 'too many requests' } },
        },
      },
      [
        'sources the commit of the release: unverified',
        'form: unverified',
        'mode-fields: unverified',
        'release: unverified',
      ],
    ],
    [
      'a run of another repository',
      {
        subject: { repository: 'mallory/ledger' },
        answers: { 'GET /repos/mallory/ledger/actions/runs/101/jobs': { json: [job] } },
      },
      ['release producer: failed', 'results the report of verification: failed'],
    ],
    [
      'a tag of another commit',
      {
        answers: {
          [`${at}/git/tags/${'7'.repeat(40)}`]: { json: { object: { type: 'commit', sha: moved } } },
          [`${at}/compare/${'b1'.repeat(20)}...${moved}`]: { json: { status: 'ahead' } },
        },
      },
      ['release commit: failed'],
    ],
    [
      'a commit that is not in the tag',
      {
        section: { facts: { ...generateSection.facts, commit: '/commit' } },
        answers: { [`${at}/compare/${'c'.repeat(40)}...${headSha}`]: notFound },
      },
      ['release baseline commit: failed'],
    ],
    [
      'no policy of the envelope for the version',
      {
        surfaces: [
          {
            ...surfaceEntry,
            envelope: {
              ...surfaceEntry.envelope,
              policies: { 'ledger.v2': surfaceEntry.envelope.policies['ledger.v2'] },
            },
          },
        ],
      },
      ['sources the policy of the envelope: unverified', 'form: unverified', 'mode-fields: unverified'],
    ],
  ];
  test.each(cases)('%s: no payload', async (_name, played, expected) => {
    const evaluation = await rules.evaluate(generating(played));
    expect(open(evaluation)).toEqual(expected);
    expect(evaluation.documents).toEqual({});
    expect(evaluation.outputs).toEqual({ digest: '', ready: 'false' });
  });
});

describe('verify', () => {
  const both = async (played: Played = {}): Promise<Record<string, string>> => {
    const { payload, packet } = await generated(played);
    return { [paths.payload]: payload, [paths.packet]: packet };
  };
  /** The files with a payload in which something else is said, and the packet of that. */
  async function said(change: (value: Handoff) => void, form = handoffText): Promise<Record<string, string>> {
    const { value } = await generated();
    change(value);
    const text = form(value);
    const packet = value.impact === undefined ? '' : packetText(value, sha256(text));
    return { [paths.payload]: text, [paths.packet]: packet };
  }

  const firstOf = (value: Handoff): HandedResult => {
    const [first] = value.verification.results;
    if (first === undefined) throw new Error('there is no result');
    return first;
  };

  test('what was generated holds, for the consumer and for the producer', async () => {
    const files = await both();
    const evaluation = await rules.evaluate(verifying(files));
    expect(open(evaluation)).toEqual([]);
    expect(statusOf(evaluation)).toBe('passed');
    expect(evaluation.outputs).toEqual({ digest: sha256(files[paths.payload] ?? ''), ready: 'false' });
    expect(open(await rules.evaluate(verifying(files, { subject: { repository: producer } })))).toEqual([]);
  });

  test('a candidate is verified where its mode is taken, beside what stays in force', async () => {
    const { payload, packet, value } = await generated(ofCandidate);
    const { handoffs = {} } = ofCandidate;
    const answers = { ...ofCandidate.answers, [`${at}/contents/${p.manifest}?ref=${headSha}`]: { raw: oldManifest } };
    const section = { accepts: ['ledger-v3-candidate'] };
    const verify = (text: string, words: string, played: Played): Promise<Evaluation> =>
      rules.evaluate(verifying({ [paths.payload]: text, [paths.packet]: words }, { answers, ...played }));
    expect(open(await verify(payload, packet, { handoffs, section }))).toEqual([]);
    expect(open(await verify(payload, packet, { handoffs }))).toEqual(['mode-fields mode: failed']);
    expect(open(await verify(payload, packet, { section }))).toEqual([
      'mode-fields mode: failed',
      'agrees service baseline: failed',
    ]);

    const moved = { ...value, active: { ...value.baseline, versions: { service: 'ledger.v3' } } };
    const text = handoffText(moved);
    expect(open(await verify(text, packetText(moved, sha256(text)), { handoffs, section }))).toEqual([
      'agrees service active: failed',
    ]);
    const { active: _active, ...without } = value;
    const alone = handoffText(without);
    expect(open(await verify(alone, packetText(without, sha256(alone)), { handoffs, section }))).toEqual([
      'mode-fields required /active: failed',
      'mode-fields must-match /baseline/tag: failed',
      'mode-fields must-match /baseline/commit: failed',
    ]);
  });

  test('without a credential nothing of the producer is verified, and what the file says still is', async () => {
    const { github: _github, ...setup } = verifying(await both());
    const evaluation = await rules.evaluate(setup);
    expect(statusOf(evaluation)).toBe('unverified');
    expect(new Set(open(evaluation).map((line) => line.split(/[ :]/)[0]))).toEqual(
      new Set(['release', 'digest', 'agrees', 'measured']),
    );
  });

  const texts: [name: string, change: (value: Handoff) => void, expected: string[], played?: Played][] = [
    [
      'a placeholder',
      (value) => void (value.impact['Repin required'] = '<yes/no>'),
      ['filled /impact/Repin required: failed'],
    ],
    [
      'a path that leads outside',
      (value) => void (value.packet.evidence[0] = { path: '../secrets.txt', sha256: '0'.repeat(64) }),
      [
        'form /packet/evidence/0/path: failed',
        'contained /packet/evidence/0/path: failed',
        'digest /packet/evidence/0/path: unverified',
        'agrees the changelog: unverified',
        'packet: unverified',
      ],
    ],
    [
      'a path that is not in its shortest form',
      (value) => void (value.changelog.path = './CHANGELOG.md'),
      ['contained /changelog/path: failed', 'digest /changelog/path: unverified', 'agrees the changelog: unverified'],
    ],
    [
      'a credential',
      (value) => void (value.packet.intent = `use ghp_${'a'.repeat(36)}`),
      ['contained /packet/intent GitHub token: failed'],
    ],
    [
      'other bytes than those of the commit',
      (value) => void (value.baseline.manifest.sha256 = '0'.repeat(64)),
      ['digest /baseline/manifest/path: failed'],
    ],
    [
      'other error codes than the manifest',
      (value) => void (value.errorCodes = ['closed', 'invalid', 'busy']),
      ['agrees error-codes: failed'],
    ],
    [
      'another version than the manifest',
      (value) => void (value.baseline.versions['service'] = 'ledger.v4'),
      ['agrees service baseline: failed'],
    ],
    [
      'another commit than the tagged one',
      (value) => {
        value.baseline.commit = 'c1'.repeat(20);
        value.commit = 'c1'.repeat(20);
        value.verification.results = value.verification.results.map((each) => ({ ...each, commit: 'c1'.repeat(20) }));
      },
      [
        'release commit: failed',
        'release baseline commit: failed',
        'digest /baseline/manifest/path: failed',
        'digest /changelog/path: failed',
        'digest /packet/evidence/0/path: failed',
        'agrees tag: unverified',
        'agrees service: unverified',
        'agrees error-codes: unverified',
        'agrees the changelog: failed',
        'measured handoff: unverified',
      ],
      {
        answers: {
          [`${at}/compare/${'c1'.repeat(20)}...${headSha}`]: notFound,
          ...Object.fromEntries(
            [p.manifest, p.changelog, p.openapi].map((path) => [
              `${at}/contents/${path}?ref=${'c1'.repeat(20)}`,
              notFound,
            ]),
          ),
          ...checks(producer, 'handoff', 'c1'.repeat(20), []),
        },
      },
    ],
    [
      'another entry than the changelog has',
      (value) => void (value.changelog.text = 'Nothing changes.'),
      ['agrees the changelog: failed'],
    ],
    ['another producer', (value) => void (value.producer = 'mallory/ledger'), ['release producer: failed']],
    [
      'no release before, although there was one',
      (value) => {
        value.previous = null;
        value.rollback.to = null;
      },
      ['release the release before: failed'],
    ],
    [
      'results of another commit',
      (value) => void (value.verification.results[0] = { ...firstOf(value), commit: 'c1'.repeat(20) }),
      ['results suite: failed'],
    ],
    [
      'the same result twice',
      (value) => void value.verification.results.push(firstOf(value)),
      ['results suite 2: failed'],
    ],
    [
      'passed with an exit code',
      (value) => void (value.verification.results[0] = { ...firstOf(value), exit: 1 }),
      ['results suite: failed'],
    ],
    ['a mode that nobody accepts', (value) => void (value.mode = 'nightly'), ['mode-fields mode: failed']],
    [
      'a check that failed',
      () => undefined,
      ['measured handoff: failed'],
      { answers: checks(producer, 'handoff', headSha, [checkRun('handoff', headSha, { conclusion: 'failure' })]) },
    ],
    [
      'a check that did not run',
      () => undefined,
      ['measured handoff: unverified'],
      { answers: checks(producer, 'handoff', headSha, []) },
    ],
    ['old results', () => undefined, ['results suite: failed'], { now: '2026-09-10T12:00:00Z' }],
  ];
  test.each(texts)('%s', async (_name, change, expected, played = {}) => {
    expect(open(await rules.evaluate(verifying(await said(change), played)))).toEqual(expected);
  });

  test('what is missing is named by its place', async () => {
    const files = await said((value) => void delete (value as Partial<Handoff>).impact);
    const { results } = await rules.evaluate(verifying({ [paths.payload]: files[paths.payload] ?? '' }));
    expect(results.find(({ rule }) => rule === 'release-handoff/form')).toMatchObject({
      status: 'failed',
      about: ['/impact'],
      message: `the payload ${paths.payload} /impact: is missing`,
    });
  });

  test('a field that the schema does not know is no form, and the rest is still judged', async () => {
    const files = await said((value) => void Object.assign(value, { approved: true }));
    expect(open(await rules.evaluate(verifying(files)))).toEqual([
      'form as a whole: failed',
      'agrees the changelog: unverified',
      'packet: unverified',
    ]);
  });

  test('the packet must say what the payload says, line by line', async () => {
    const files = await both();
    const edited = {
      ...files,
      [paths.packet]: files[paths.packet]?.replace('Entries are smaller', 'All is well') ?? '',
    };
    const { results } = await rules.evaluate(verifying(edited));
    expect(results.find(({ status }) => status === 'failed')).toMatchObject({
      rule: 'release-handoff/packet',
      location: { path: paths.packet, line: 10 },
      expected: '> Entries are smaller.',
    });
    for (const packet of [
      `\uFEFF${files[paths.packet] ?? ''}`,
      `${files[paths.packet] ?? ''}more\n`,
      new Uint8Array([0xff]),
    ])
      expect(open(await rules.evaluate(verifying({ ...files, [paths.packet]: packet })))).toEqual(['packet: failed']);
    expect(open(await rules.evaluate(verifying({ [paths.payload]: files[paths.payload] ?? '' })))).toEqual([
      'packet: failed',
    ]);
    const { packet: _packet, ...section } = { packet: undefined };
    const without = await rules.evaluate(verifying(files, { section: { ...section, packet: undefined } }));
    expect(without.results.find(({ rule }) => rule.endsWith('/packet'))?.status).toBe('not-applicable');
  });

  const unreadable: [
    name: string,
    content: string | Uint8Array | { reason: 'unreadable' | 'too-large'; message: string },
    form: string,
  ][] = [
    ['no JSON', '{', 'failed'],
    ['a key twice', '{"mode": "stable", "mode": "candidate"}', 'failed'],
    ['invalid UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'failed'],
    ['a byte order mark', '\uFEFF{}', 'failed'],
    ['deep nesting', '['.repeat(10_000), 'failed'],
    ['nothing', '', 'failed'],
    ['too much', { reason: 'too-large', message: 'has more than 1 MiB' }, 'unverified'],
  ];
  test.each(unreadable)('a payload that is %s', async (_name, content, form) => {
    const evaluation = await rules.evaluate(verifying({ [paths.payload]: content }));
    const lines = open(evaluation);
    expect(lines.filter((line) => /^form\b/.test(line))).toEqual([expect.stringMatching(new RegExp(`: ${form}$`))]);
    expect(lines.filter((line) => !/^form\b/.test(line) && !line.endsWith(': unverified'))).toEqual([]);
    expect(lines).toHaveLength(10);
  });

  test('a payload that is not there, and one that nobody could look at', async () => {
    expect(statusOf(await rules.evaluate(verifying({})))).toBe('failed');
    const because = { code: 'MISSING_PERMISSION' as const, message: 'may not be read' };
    const hidden = { [paths.payload]: { reason: 'unreadable' as const, message: 'could not be read', because } };
    expect(statusOf(await rules.evaluate(verifying(hidden)))).toBe('unverified');
  });

  test('something that is JSON and no payload', async () => {
    const { results } = await rules.evaluate(verifying({ [paths.payload]: '[]' }, { answers: {} }));
    expect(results.filter(({ status }) => status === 'passed')).toEqual([]);
  });
});

describe('acknowledge', () => {
  const payload = async (): Promise<string> => (await generated()).payload;

  test('an answer to this payload, that was measured and approved', async () => {
    const evaluation = await rules.evaluate(acknowledging(await payload()));
    expect(open(evaluation)).toEqual([]);
    expect(statusOf(evaluation)).toBe('passed');
  });

  const unanswered = [
    'answer form: unverified',
    'answer digest: unverified',
    'answer release: unverified',
    'verdict: unverified',
    'answer-measured: unverified',
    'answered-by: unverified',
  ];
  const calendar = 'calendar.yml';
  const september = 'region: DE\ncoverage: {from: 2026-09-01, to: 2026-09-30}\nholidays: []\n';
  const days = (count: number) => ({
    within: undefined,
    'business-days': count,
    calendar: { 'time-zone': 'UTC', 'cut-off': '17:00', files: [calendar] },
  });
  test.each<[name: string, now: string, played: Played, expected: string[]]>([
    ['in time', '2026-09-07T09:59:59Z', {}, unanswered],
    ['too late', '2026-09-07T10:00:00Z', {}, [...unanswered, 'in-time: failed']],
    ['before three business days', '2026-09-07T23:59:59Z', { section: days(3) }, unanswered],
    ['after three business days', '2026-09-08T00:00:00Z', { section: days(3) }, [...unanswered, 'in-time: failed']],
    [
      'without a calendar for the days',
      '2027-01-30T00:00:00Z',
      { section: days(30) },
      [...unanswered, 'in-time: unverified'],
    ],
    [
      'since the release',
      '2026-09-06T10:00:00Z',
      { section: { from: 'released' } },
      [...unanswered, 'in-time: failed'],
    ],
    [
      'of which nobody knows when it came',
      '2026-09-06T10:00:00Z',
      { answers: { [`${at}/commits/${'a1'.repeat(20)}/pulls`]: { json: [] } } },
      [...unanswered, 'in-time: unverified'],
    ],
  ])('no answer yet, %s', async (_name, now, played, expected) => {
    const setup = acknowledging(await payload(), null, { ...played, now, files: { [calendar]: september } });
    expect(open(await rules.evaluate(setup)).sort()).toEqual([...expected].sort());
  });

  test('a calendar that is not there leaves open whether there is time', async () => {
    const setup = acknowledging(await payload(), null, { section: days(3) });
    expect(open(await rules.evaluate(setup))).toContain('in-time: unverified');
  });

  const digest = async (): Promise<string> => sha256(await payload());
  test.each<[name: string, changes: Record<string, unknown>, expected: string[]]>([
    [
      'of another payload',
      { handoff: '0'.repeat(64) },
      ['answer digest: failed', 'verdict: unverified', 'answer-measured: unverified', 'answered-by: unverified'],
    ],
    [
      'of another release',
      { release: 'v2.4.0' },
      ['answer release: failed', 'verdict: unverified', 'answer-measured: unverified', 'answered-by: unverified'],
    ],
    [
      'that accepts with an open blocker',
      { blockers: [{ what: 'no pin', state: 'open' }] },
      ['verdict blockers: failed'],
    ],
    ['that accepts what failed', { results: [{ id: 'ci', status: 'failed' }] }, ['verdict results: failed']],
    ['that accepts without a result', { results: [] }, ['verdict results: failed']],
    ['that rejects', { verdict: 'rejected', reason: 'codes are missing' }, ['verdict verdict: failed']],
    ['with a resolved blocker', { blockers: [{ what: 'no pin', state: 'resolved' }] }, []],
  ])('an answer %s', async (_name, changes, expected) => {
    const text = await payload();
    expect(open(await rules.evaluate(acknowledging(text, answer(await digest(), changes))))).toEqual(expected);
  });

  test.each<[name: string, changes: Record<string, unknown>]>([
    ['another verdict', { verdict: 'ok' }],
    ['a placeholder', { blockers: [{ what: '<none|describe>', state: 'open' }] }],
    ['a path that leads outside', { 'files-changed': ['/Users/d/pin.json'] }],
    ['a field more', { approved: true }],
    ['a result twice', { results: [1, 2].map(() => ({ id: 'ci', status: 'passed' })) }],
  ])('an answer with %s has no form', async (_name, changes) => {
    const lines = open(await rules.evaluate(acknowledging(await payload(), answer(await digest(), changes))));
    expect(lines[0]).toBe('answer form: failed');
    expect(lines).toHaveLength(6);
  });

  const casey = (changes: object): GitHubAnswers => ({
    'GET /repos/acme/desk/pulls/21/reviews': { json: [review('casey', 0, { commit_id: '8'.repeat(40), ...changes })] },
  });
  test.each<[name: string, answers: GitHubAnswers, expected: string[]]>([
    ['nobody approved', { 'GET /repos/acme/desk/pulls/21/reviews': { json: [] } }, ['answered-by: failed']],
    ['an earlier head was approved', casey({ commit_id: 'c'.repeat(40) }), ['answered-by: failed']],
    [
      'nobody may see who approved',
      { 'GET /repos/acme/desk/pulls/21': { because: { code: 'MISSING_PERMISSION', message: 'may not' } } },
      ['answered-by: unverified'],
    ],
    [
      'the check of the consumer failed',
      checks('acme/desk', 'ci', tried, [checkRun('ci', tried, { conclusion: 'failure' })]),
      ['answer-measured ci: failed'],
    ],
    [
      'the commit of the answer is one of a fork',
      { [`GET /repos/acme/desk/compare/${tried}...${deskTip}`]: { json: { status: 'diverged' } } },
      ['answer-measured commit: failed'],
    ],
    ['the check of the consumer did not run', checks('acme/desk', 'ci', tried, []), ['answer-measured ci: unverified']],
  ])('%s', async (_name, answers, expected) => {
    expect(open(await rules.evaluate(acknowledging(await payload(), undefined, { answers })))).toEqual(expected);
  });

  test('the answer may lie in this repository, and the payload in another one', async () => {
    const text = await payload();
    const setup = acknowledging(text);
    const said = JSON.stringify(answer(await digest(), { commit: headSha }), null, 2);
    const swapped = {
      ...setup,
      subject: { ...setup.subject, repository: 'acme/desk' },
      section: {
        ...setup.section,
        acknowledge: {
          ...acknowledgeSection,
          payload: { path: paths.payload, repository: producer },
          answer: { path: paths.answer },
        },
      },
    };
    expect(open(await rules.evaluate(swapped))).toEqual([]);

    const at = `GET /repos/${producer}`;
    const mono = {
      ...setup,
      section: {
        ...setup.section,
        acknowledge: { ...acknowledgeSection, approvers: [], answer: { path: paths.answer } },
      },
      github: {
        ...setup.github,
        [`${at}/contents/${paths.answer}?ref=${ledgerTip}`]: { raw: said },
        [`${at}/compare/${headSha}...${ledgerTip}`]: { json: { status: 'ahead' } },
        ...checks(producer, 'ci', headSha, [checkRun('ci', headSha)]),
      },
    };
    expect(open(await rules.evaluate(mono))).toEqual([]);
    const broken = {
      ...mono,
      github: { ...mono.github, [`${at}/contents/${paths.answer}?ref=${ledgerTip}`]: { raw: '{' } },
    };
    const { results } = await rules.evaluate(broken);
    expect(results.find(({ status }) => status === 'failed')?.location).toMatchObject({ path: paths.answer, line: 1 });
  });

  test('without a payload there is nothing to answer', async () => {
    const gone = await rules.evaluate(acknowledging('{'));
    expect(open(gone)).toHaveLength(5);
    expect(statusOf(gone)).toBe('unverified');
    const { github: _github, ...setup } = acknowledging(await payload());
    expect(statusOf(await rules.evaluate(setup))).toBe('unverified');
  });
});

describe('the configuration', () => {
  const base = { modes: ['verify'], producer, verify: { payload: paths.payload, check: { check: 'handoff' } } };
  test.each<[name: string, section: Record<string, unknown>, problem: string]>([
    ['a mode without its part', { ...base, modes: ['verify', 'generate'] }, 'there is no generate:'],
    ['a surface that is not there', { ...base, generate: { ...generateSection, surface: 'legder' } }, 'legder'],
    [
      'a packet of a shape that has none',
      { ...base, verify: { ...base.verify, shape: 'producer-release-handoff', packet: 'x.md' } },
      'has no packet',
    ],
    [
      'a stable handoff with another value',
      { ...base, handoffs: { stable: { override: { service: 'v4' } } } },
      'name a candidate',
    ],
    [
      'required and forbidden',
      { ...base, handoffs: { next: { required: ['/terms'], forbidden: ['/terms'] } } },
      'is required too',
    ],
    [
      'matched and overridden',
      { ...base, handoffs: { next: { override: { service: 'v4' }, 'must-match': ['service'] } } },
      'is overridden',
    ],
    [
      'business days without a calendar',
      { ...base, acknowledge: { ...acknowledgeSection, within: undefined, 'business-days': 3 } },
      'a calendar',
    ],
    [
      'two times',
      { ...base, acknowledge: { ...acknowledgeSection, 'business-days': 3 } },
      'either business-days or within',
    ],
    [
      'no version that the envelope follows',
      { ...base, generate: { ...generateSection, facts: { tag: '/release' } } },
      'follows the version service',
    ],
    [
      'no tag among the facts',
      { ...base, generate: { ...generateSection, facts: { service: '/service_version' } } },
      'the tag',
    ],
    [
      'a fact that is not there',
      { ...base, generate: generateSection, handoffs: { next: { override: { servcie: 'v4' } } } },
      'service',
    ],
  ])('refuses %s', (_name, section, problem) => {
    expect(() => configurationOf(control, { section, lists: { surfaces: [surfaceEntry] } })).toThrow(problem);
  });

  test('of several modes each report bears its own', async () => {
    const { payload } = await generated();
    const setup = verifying({ [paths.payload]: payload }, { section: { packet: undefined } });
    const section = { ...setup.section, modes: ['verify', 'acknowledge'], acknowledge: acknowledgeSection };
    const asked = (given: Record<string, string>, matrixKey?: string) =>
      rules.evaluate({
        ...setup,
        section,
        given,
        subject: { ...setup.subject, ...(matrixKey === undefined ? {} : { matrixKey }) },
      });
    expect((await asked({})).error?.message).toContain('which mode');
    expect((await asked({ mode: 'generate' })).error?.message).toContain('generate');
    expect((await asked({ mode: 'verify' })).error?.message).toContain('must bear its name');
    expect((await asked({ mode: 'verify' }, 'acknowledge')).error?.message).toContain('must bear its name');
    expect(open(await asked({ mode: 'verify' }, 'verify'))).toEqual([]);
  });

  test('a handoff that nobody described is not generated', async () => {
    const { error } = await rules.evaluate(generating({ given: { handoff: 'nightly' } }));
    expect(error).toMatchObject({ code: 'BAD_INPUT' });
  });
});

rules.prove();
