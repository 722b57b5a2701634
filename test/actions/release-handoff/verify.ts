import { describe, expect, test } from '@jest/globals';
import { type Evaluation } from '../../../shared/core/evaluation.ts';
import { sha256 } from '../../../shared/core/fingerprint.ts';
import { packetText } from '../../../shared/domain/handoff/packet.ts';
import { type HandedResult, type Handoff, handoffText } from '../../../shared/domain/handoff/payload.ts';
import { type RuleCoverage } from '../../support/coverage.ts';
import { checkRun, checks } from '../../support/cutover.ts';
import {
  generated,
  ledgerTip,
  oldManifest,
  ownRun,
  type Played,
  paths,
  producer,
  verifying,
} from '../../support/handoffs.ts';
import { notFound } from '../../support/memory-github.ts';
import { producerPaths as p } from '../../support/producer-files.ts';
import { headSha } from '../../support/world.ts';
import { at, moved, ofCandidate, open, statusOf } from './common.ts';

/** Payloads that hold, and those that do not. */
export function verifyTests(rules: RuleCoverage): void {
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
      expect(open(await rules.evaluate(verifying(files, ownRun(files[paths.payload]))))).toEqual([]);
    });

    const published: [name: string, played: Played, expected: string[]][] = [
      ['another payload', { published: '{}' }, ['published: failed']],
      [
        'no payload',
        { answers: { [`${at}/contents/${paths.payload}?ref=${ledgerTip}`]: notFound } },
        ['published: unverified'],
      ],
      [
        'one that may not be read',
        {
          answers: {
            [`${at}/contents/${paths.payload}?ref=${ledgerTip}`]: {
              because: { code: 'MISSING_PERMISSION', message: 'may not' },
            },
          },
        },
        ['published: unverified'],
      ],
      ['one of which nobody says where it is', { section: { published: undefined } }, ['published: unverified']],
    ];
    test.each(published)('the producer has published %s', async (_name, played, expected) => {
      expect(open(await rules.evaluate(verifying(await both(), played)))).toEqual(expected);
    });

    const unread = { code: 'MISSING_PERMISSION' as const, message: 'may not' };
    const runs: [name: string, played: (payload: string) => Played, expected: string[]][] = [
      ['generated another payload', () => ownRun('{}'), ['published: failed']],
      ['left no payload', () => ownRun(undefined), ['published: unverified']],
      [
        'is one of a fork',
        (text) => ownRun(text, { run: { head_repository: { full_name: 'mallory/ledger' } } }),
        ['published: unverified'],
      ],
      ['is of a pull request', (text) => ownRun(text, { run: { event: 'pull_request' } }), ['published: unverified']],
      ['is of another commit', (text) => ownRun(text, { run: { head_sha: moved } }), ['published: unverified']],
      [
        'left it for another commit',
        (text) => ownRun(text, { artifact: { headSha: moved } }),
        ['published: unverified'],
      ],
      [
        'left it in another artifact',
        (text) => ownRun(text, { artifact: { name: 'payload' } }),
        ['published: unverified'],
      ],
      ['is not the one that was asked', (text) => ownRun(text, { artifact: { runId: 91 } }), ['published: unverified']],
      [
        'has artifacts that nobody may list',
        () => ({
          ...ownRun(undefined),
          reports: () => ({ files: [], problems: [], unlistedRuns: [{ runId: 90, because: unread }] }),
        }),
        ['published: unverified'],
      ],
      [
        'is not shown',
        (text) => ({ ...ownRun(text), answers: { [`${at}/actions/runs?head_sha=${headSha}`]: { because: unread } } }),
        ['published: unverified'],
      ],
    ];
    test.each(runs)('the run of the producer %s', async (_name, played, expected) => {
      const files = await both();
      expect(open(await rules.evaluate(verifying(files, played(files[paths.payload] ?? ''))))).toEqual(expected);
    });

    test('of a payload without a commit no run can be asked', async () => {
      const files = await said((value) => void (value.commit = 'abc'));
      expect(open(await rules.evaluate(verifying(files, ownRun(files[paths.payload]))))).toContain(
        'published: unverified',
      );
    });

    test('of more runs than are looked at another one may have generated it', async () => {
      const files = await both();
      const played = ownRun('{}');
      const many = Array.from({ length: 21 }, (_, index) => ({
        ...{ id: 90 + index, event: 'push', head_sha: headSha, head_repository: { full_name: producer } },
      }));
      const answers = { [`${at}/actions/runs?head_sha=${headSha}`]: { json: many } };
      expect(open(await rules.evaluate(verifying(files, { ...played, answers })))).toEqual(['published: unverified']);
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
        new Set(['release', 'digest', 'agrees', 'measured', 'published']),
      );
    });

    const texts: [name: string, change: (value: Handoff) => void, expected: string[], played?: Played][] = [
      [
        'a placeholder',
        (value) => void (value.impact['Repin required'] = '<yes/no>'),
        ['filled /impact/Repin required: failed', 'agrees the consumer impact statement Repin required: failed'],
      ],
      [
        'a path that leads outside',
        (value) => void (value.packet.evidence[0] = { path: '../secrets.txt', sha256: '0'.repeat(64) }),
        [
          'form /packet/evidence/0/path: failed',
          'contained /packet/evidence/0/path: failed',
          'digest /packet/evidence/0/path: unverified',
          'agrees the changelog: unverified',
          'agrees the consumer impact statement: unverified',
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
        ['agrees service baseline: failed', 'agrees envelope: failed'],
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
          'digest /impactFrom/path: failed',
          'digest /packet/evidence/0/path: failed',
          'agrees tag: unverified',
          'agrees service: unverified',
          'agrees error-codes: unverified',
          'agrees the changelog: failed',
          'agrees the consumer impact statement: failed',
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
        'agrees the consumer impact statement: unverified',
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
      expect(lines).toHaveLength(11);
    });

    test('a payload that is not there, and one that nobody could look at', async () => {
      expect(statusOf(await rules.evaluate(verifying({})))).toBe('failed');
      const because = { code: 'MISSING_PERMISSION' as const, message: 'may not be read' };
      const hidden = { [paths.payload]: { reason: 'unreadable' as const, message: 'could not be read', because } };
      expect(statusOf(await rules.evaluate(verifying(hidden)))).toBe('unverified');
    });

    test('something that is JSON and no payload', async () => {
      const { results } = await rules.evaluate(verifying({ [paths.payload]: '[]' }, { published: '{}' }));
      expect(results.filter(({ status }) => status === 'passed')).toEqual([]);
    });
  });
}
