import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/release-handoff/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { packetText } from '../../shared/domain/handoff/packet.ts';
import { type Handoff, handoffText } from '../../shared/domain/handoff/payload.ts';
import { coverRules } from '../support/coverage.ts';
import {
  acknowledgeSection,
  acknowledging,
  answer,
  candidate,
  generated,
  generateSection,
  generating,
  oldManifest,
  type Played,
  paths,
  producer,
  record,
  releaseFiles,
  verified,
  verifying,
} from '../support/handoffs.ts';
import { checkRun, checks, job } from '../support/cutover.ts';
import { notFound } from '../support/memory-github.ts';
import { producerPaths as p, surfaceEntry } from '../support/producer-files.ts';
import { review } from '../support/pull-request.ts';
import { configurationOf, headSha } from '../support/world.ts';

const rules = coverRules(control);
const at = `GET /repos/${producer}`;
const moved = 'c1'.repeat(20);

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
      generatedAt: '2026-12-01T09:30:00Z',
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
    const later = await generated({ now: '2026-12-05T01:02:03Z', subject: { pullRequest: 7 } });
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

  test('a candidate says what it would bring beside what stays in force', async () => {
    const files = { [p.manifest]: oldManifest };
    const answers = {
      [`${at}/git/ref/tags/v2.4.0`]: { json: { object: { type: 'commit', sha: 'b1'.repeat(20) } } },
      [`${at}/releases`]: {
        json: [{ tag_name: 'v2.4.0', draft: false, prerelease: false, published_at: '2026-11-01T10:00:00Z' }],
      },
    };
    const section = {
      changelog: { path: p.changelog, heading: 'v3.0.0' },
      impact: { ...generateSection.impact, heading: 'v3.0.0' },
      packet: { ...generateSection.packet, intent: { path: paths.notes, heading: 'Intent of v3.0.0' } },
    };
    const played: Played = {
      ...{ files, answers, section },
      handoffs: { 'ledger-v3-candidate': candidate },
      given: { handoff: 'ledger-v3-candidate' },
    };
    const { value } = await generated(played);
    expect(value).toMatchObject({
      mode: 'ledger-v3-candidate',
      baseline: { tag: 'v2.4.0', versions: { service: 'ledger.v3' } },
      active: { tag: 'v2.4.0', versions: { service: 'ledger.v2' } },
      envelope: { version: 'ledger.v3' },
      previous: null,
      terms: { 'overlap-days': 14 },
    });
    const wrongly = await rules.evaluate(
      generating({ ...played, handoffs: { 'ledger-v3-candidate': { ...candidate, forbidden: ['/terms'] } } }),
    );
    expect(open(wrongly)).toEqual(['mode-fields forbidden /terms: failed']);
    expect(wrongly.documents).toEqual({});
  });

  const cases: [name: string, played: Played, expected: string[]][] = [
    ['no report of verification', { reports: () => ({ files: [], problems: [] }) }, ['form: unverified', 'results the report of verification: unverified']],
    [
      'a report of another commit',
      { reports: verified([record()], (made) => void (made.subject.headSha = 'c'.repeat(40))) },
      ['results the report of verification: failed'],
    ],
    ['a result of another commit', { reports: verified([record({ sha: 'c'.repeat(40) })]) }, ['results suite: failed']],
    ['a result that failed', { reports: verified([record({ status: 'failed', exit: 1 })]) }, ['results suite: failed']],
    ['a result that nobody measured', { reports: verified([record({ status: 'unverified' })]) }, ['results suite: failed']],
    ['an old result', { reports: verified([record({ started: '2026-11-20T00:00:00Z' })]) }, ['results suite: failed']],
    ['a result of tomorrow', { reports: verified([record({ started: '2026-12-03T00:00:00Z' })]) }, ['results suite: failed']],
    [
      'nothing that was asked for',
      { reports: verified([record({ required: false })]) },
      ['results results: failed'],
    ],
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
      ['sources the consumer impact statement: failed', 'form: unverified', 'filled the consumer impact statement: failed'],
    ],
    [
      'an absolute path in a command',
      {
        section: {
          packet: { ...generateSection.packet, commands: [{ what: 'check', run: ['check', '--root', '/Users/d/ledger'] }] },
        },
      },
      ['contained /packet/commands/0/run/2: failed'],
    ],
    [
      'no changelog of the release',
      { section: { changelog: { path: p.changelog, heading: 'Release {tag}' } } },
      ['sources the changelog: failed', 'form: unverified'],
    ],
    ['a tag that is not there', { answers: { [`${at}/git/ref/tags/v3.0.0`]: notFound } }, ['sources the commit of the release: failed', 'form: unverified', 'release: unverified']],
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
        surfaces: [{ ...surfaceEntry, envelope: { ...surfaceEntry.envelope, policies: { 'ledger.v2': surfaceEntry.envelope.policies['ledger.v2'] } } }],
      },
      ['sources the policy of the envelope: unverified', 'form: unverified'],
    ],
  ];
  test.each(cases)('%s: no payload', async (_name, played, expected) => {
    const evaluation = await rules.evaluate(generating(played));
    expect(open(evaluation)).toEqual(expected);
    expect(evaluation.documents).toEqual({});
    expect(evaluation.outputs).toEqual({ digest: '', ready: 'false' });
  });
});

rules.prove();
