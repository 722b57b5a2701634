import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/release-handoff/control.ts';
import { evaluate } from '../../../shared/core/evaluation.ts';
import { sha256 } from '../../../shared/core/fingerprint.ts';
import { type Handoff, handoffText } from '../../../shared/domain/handoff/payload.ts';
import { type RuleCoverage } from '../../support/coverage.ts';
import { job } from '../../support/cutover.ts';
import {
  candidate,
  generated,
  generateSection,
  generating,
  ledgerTip,
  oldManifest,
  type Played,
  record,
  releaseFiles,
  verified,
  worldOf,
} from '../../support/handoffs.ts';
import { type GitHubAnswers, notFound } from '../../support/memory-github.ts';
import { producerPaths as p, surfaceEntry } from '../../support/producer-files.ts';
import { headSha, memoryTree } from '../../support/world.ts';
import { at, moved, ofCandidate, open, statusOf } from './common.ts';

/** What is handed over, and what is not. */
export function generateTests(rules: RuleCoverage): void {
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
      const forked = {
        ...played.answers,
        [`${at}/compare/${headSha}...${ledgerTip}`]: { json: { status: 'diverged' } },
      };
      expect(open(await rules.evaluate(generating({ ...played, answers: forked })))).toEqual([
        'release commit: failed',
      ]);
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
      [
        'a result of another commit',
        { reports: verified([record({ sha: 'c'.repeat(40) })]) },
        ['results suite: failed'],
      ],
      [
        'a result that failed',
        { reports: verified([record({ status: 'failed', exit: 1 })]) },
        ['results suite: failed'],
      ],
      [
        'a result that nobody measured',
        { reports: verified([record({ status: 'unverified' })]) },
        ['results suite: failed'],
      ],
      [
        'an old result',
        { reports: verified([record({ started: '2026-08-20T00:00:00Z' })]) },
        ['results suite: failed'],
      ],
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
        {
          files: { [p.changelog]: releaseFiles()[p.changelog]?.replace('refuses under load', '<none|describe>') ?? '' },
        },
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
}
