import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/release-handoff/control.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { packetText } from '../../shared/domain/handoff/packet.ts';
import { type HandedResult, type Handoff, handoffText } from '../../shared/domain/handoff/payload.ts';
import { checkRun, checks } from '../support/cutover.ts';
import {
  acknowledging,
  answer,
  changed,
  consumer,
  generated,
  generating,
  type Played,
  paths,
  record,
  tried,
  verified,
  verifying,
} from '../support/handoffs.ts';
import { landingAnswers } from '../support/landings.ts';
import { notFound } from '../support/memory-github.ts';
import { evaluateWith, headSha, type Setup } from '../support/world.ts';

/* Each field of a payload, of a record and of an answer that somebody could change for a green. Everything but that is in order. */

const desk = `GET /repos/${consumer}`;

/** The status of the report, and the rules that did not pass. */
async function ends(setup: Setup): Promise<string[]> {
  const { results, error } = await evaluateWith(control, setup);
  const rules = results.flatMap(({ rule, status }) =>
    status === 'failed' || status === 'unverified' ? [`${rule.replace('release-handoff/', '')} ${status}`] : [],
  );
  return [reportStatus(results, error), ...new Set(rules)];
}

/** A payload with its packet made anew from it. */
async function changedPayload(change: (value: Handoff) => void): Promise<Record<string, string>> {
  const { value } = await generated();
  change(value);
  const text = handoffText(value);
  return { [paths.payload]: text, [paths.packet]: packetText(JSON.parse(text) as Handoff, sha256(text)) };
}
const first = (value: Handoff): HandedResult => value.verification.results[0] as HandedResult;
const previous = (value: Handoff): NonNullable<Handoff['previous']> =>
  value.previous as NonNullable<Handoff['previous']>;

/** What is wrong by the files of the producer alone; nothing: only the producer can say. */
const changes: [name: string, change: (value: Handoff) => void, byItself: string[]][] = [
  [
    'the way back leads to another release than the one before',
    (value) => void (value.rollback.to = { tag: 'v0.0.1', commit: 'd1'.repeat(20) }),
    ['release failed'],
  ],
  [
    'the way back leads to another commit',
    (value) => void (value.rollback.to = { tag: 'v2.4.0', commit: 'd1'.repeat(20) }),
    ['release failed'],
  ],
  ['there is no way back', (value) => void (value.rollback.to = null), ['release failed']],
  [
    'the impact statement says the contrary of its file',
    (value) => void (value.impact['Repin required'] = 'no'),
    ['agrees failed'],
  ],
  [
    'the impact statement has an answer of its own',
    (value) => void (value.impact['Urgency'] = 'none'),
    ['agrees failed'],
  ],
  [
    'the impact statement is said to be of another heading',
    (value) => void (value.impactFrom.heading = 'v2.4.0'),
    ['agrees failed'],
  ],
  [
    'the impact statement is said to be in a file that is no document',
    (value) => void Object.assign(value.impactFrom, { heading: undefined, pointer: '/impact' }),
    ['agrees failed'],
  ],
  [
    'versions of the release before that its manifest does not say',
    (value) => void (previous(value).versions['service'] = 'ledger.v9'),
    ['agrees failed'],
  ],
  [
    'the same, with its manifest left out',
    (value) => {
      previous(value).versions['service'] = 'ledger.v9';
      delete previous(value).manifest;
    },
    ['agrees failed'],
  ],
  ['the manifest of the release before left out', (value) => void delete previous(value).manifest, ['agrees failed']],
  [
    'a version of the release before that nobody asks for',
    (value) => void (previous(value).versions['database'] = 'v9'),
    ['agrees unverified'],
  ],
  [
    'a version that no manifest says',
    (value) => void (value.baseline.versions['database'] = 'v99'),
    ['agrees unverified'],
  ],
  [
    'a verification that failed, said not to be required',
    (value) => void Object.assign(first(value), { required: false, status: 'failed', exit: 1 }),
    ['results failed'],
  ],
  [
    'another verification that failed, said not to be required',
    (value) =>
      void value.verification.results.push({
        ...first(value),
        id: 'contract',
        required: false,
        status: 'failed',
        exit: 1,
      }),
    [],
  ],
  [
    'a verification that is asked for, left out',
    (value) => void (value.verification.results = [{ ...first(value), id: 'lunch' }]),
    ['results failed'],
  ],
  ['a result of no test at all', (value) => void (first(value).executed = 0), ['results failed']],
  [
    'a result without command, tests and log',
    (value) => {
      delete first(value).argv;
      delete first(value).exit;
      delete first(value).executed;
      delete first(value).log;
    },
    ['results failed'],
  ],
  [
    'a result of a command without its log',
    (value) => {
      delete first(value).executed;
      delete first(value).log;
    },
    ['results failed'],
  ],
  ['a time that has not come', (value) => void (value.generatedAt = '2099-01-01T00:00:00Z'), ['release failed']],
  [
    'the envelope of another version',
    (value) => void (value.envelope = { version: 'ledger.v9', failure: { requires: [], optional: [], forbids: [] } }),
    ['agrees failed'],
  ],
  [
    'another envelope',
    (value) => void (value.envelope = { version: 'ledger.v3', failure: { requires: [], optional: [], forbids: [] } }),
    [],
  ],
  [
    'other commands for operators',
    (value) => void (value.packet.commands[0] = { what: 'check the pin', run: ['true'] }),
    [],
  ],
  ['another intent', (value) => void (value.packet.intent = 'Nothing changes.'), []],
  ['no open risk', (value) => void (value.packet.risks = ['none']), []],
  [
    'somebody else who is asked',
    (value) => void (value.packet.owners[0] = { responsibility: 'contract', owner: 'mallory', escalation: 'mallory' }),
    [],
  ],
  ['other steps back', (value) => void (value.rollback.steps = ['do nothing']), []],
];

describe('a payload that was changed on its way', () => {
  test('and control: as it was generated it passes', async () => {
    expect(await ends(verifying(await changedPayload(() => undefined)))).toEqual(['passed']);
  });

  test.each(changes)('%s', async (_name, change, byItself) => {
    const { payload } = await generated();
    const files = await changedPayload(change);
    const ended = await ends(verifying(files, { published: payload }));
    expect(ended).toEqual(expect.arrayContaining(['failed', 'published failed', ...byItself]));
    const { results } = await evaluateWith(control, verifying(files, { published: payload }));
    expect(results.map(({ message }) => message).join('\n')).toContain('is not what the producer gave out');
  });

  test.each(changes.filter(([, , byItself]) => byItself.length > 0))(
    'and given out so by its producer: %s',
    async (_name, change, byItself) => {
      const [status, ...rules] = await ends(verifying(await changedPayload(change)));
      expect(status).not.toBe('passed');
      expect(rules).toEqual(byItself);
    },
  );

  test.each<[name: string, change: (value: Handoff) => void]>([
    ['tools of a runner', (value) => void value.packet.commands[0]?.run.push('/opt/hostedtoolcache/x')],
    ['a build machine', (value) => void value.rollback.steps.push('run /var/lib/jenkins/workspace/x.sh')],
    ['a folder of services', (value) => void value.rollback.steps.push('see /srv/build/out.log')],
    ['a variable', (value) => void value.rollback.steps.push('see $HOME/out.log')],
    ['a variable in braces', (value) => void value.rollback.steps.push('see ${RUNNER_TEMP}/out.log')],
    ['a variable of Windows', (value) => void value.rollback.steps.push('see %USERPROFILE%')],
    ['the name of a member', (value) => void (value.impact['/home/alice/ledger'] = 'no')],
    ['a credential as the name of a member', (value) => void (value.impact[`${'ghp_'}${'a'.repeat(36)}`] = 'yes')],
  ])('a place on a machine, or a credential: %s', async (_name, change) => {
    expect(await ends(verifying(await changedPayload(change)))).toContain('contained failed');
  });

  test('what a mode requires is there, and empty', async () => {
    const files = await changedPayload((value) => {
      value.errorCodes = [];
      value.packet.evidence = [];
      value.terms = {};
    });
    const handoffs = { stable: { required: ['/errorCodes', '/packet/evidence', '/terms'] } };
    const { results } = await evaluateWith(control, verifying(files, { handoffs }));
    expect(
      results.flatMap(({ rule, status, about }) =>
        rule === 'release-handoff/mode-fields' && status === 'failed' ? [about[1]] : [],
      ),
    ).toEqual(['/errorCodes', '/packet/evidence', '/terms']);
  });
});

describe('a record that says more than was measured', () => {
  const counts = { expected: 12, executed: 12, passed: 12, failed: 0, skipped: 0, retried: 0 };
  test.each<[name: string, reports: Setup['reports'], status: string]>([
    ['no test ran', verified([record({ counts: { ...counts, executed: 0, passed: 0, skipped: 3 } })]), 'failed'],
    ['too few tests ran', verified([record({ counts: { ...counts, executed: 4, passed: 4 } })]), 'failed'],
    ['tests failed', verified([record({ counts: { ...counts, passed: 4, failed: 8 } })]), 'failed'],
    ['it names a problem', verified([record({ problems: ['8 tests failed'] })]), 'failed'],
    ['nobody knows its commit, but the report has one', verified([record({ sha: undefined })]), 'unverified'],
    [
      'its report has no result of it',
      verified([record(), record({ id: 'contract', title: 'Contract tests' })], (made) => {
        for (const result of made.results) result.about = ['suite'];
      }),
      'failed',
    ],
    [
      'no result of it passed',
      verified([record(), record({ id: 'contract' })], (made) => {
        Object.assign(made.results[1] ?? {}, {
          status: 'not-applicable',
          because: { code: 'NOT_ASKED', message: 'nobody asks for it' },
        });
      }),
      'failed',
    ],
  ])('%s: no payload', async (_name, reports, status) => {
    const { documents, results, error } = await evaluateWith(control, generating({ reports }));
    expect(reportStatus(results, error)).toBe(status);
    expect(results.filter((each) => each.status === status).map(({ rule }) => rule)).toContain(
      'release-handoff/results',
    );
    expect(documents).toEqual({});
  });
});

describe('an answer that is none', () => {
  const answered = async (changedAnswer: Record<string, unknown>, played: Played = {}): Promise<Setup> => {
    const { payload } = await generated();
    return acknowledging(payload, answer(sha256(payload), changedAnswer), played);
  };

  test('of a commit from before the handoff, whose check was green long ago', async () => {
    const old = checkRun('ci', tried, { started_at: '2019-01-01T00:00:00Z' });
    const answers = checks(consumer, 'ci', tried, [old]);
    expect(await ends(await answered({ 'files-changed': [] }, { answers }))).toEqual([
      'failed',
      'answer-measured failed',
    ]);
  });

  test('of a check of which nobody says when it began', async () => {
    const answers = checks(consumer, 'ci', tried, [checkRun('ci', tried)]);
    expect(await ends(await answered({}, { answers }))).toEqual(['unverified', 'answer-measured unverified']);
  });

  test('of a file that is as it was before the handoff', async () => {
    const answers = landingAnswers({
      ...{ repository: consumer, path: changed, ref: tried, content: '{}', head: 'c5'.repeat(20) },
      ...{ pull: 19, mergedAt: '2026-09-01T10:30:00Z', commit: 'a5'.repeat(20), mergeCommit: 'a6'.repeat(20) },
    });
    expect(await ends(await answered({}, { answers }))).toEqual(['failed', 'answer-measured failed']);
  });

  test('of a file that no commit of the consumer touched', async () => {
    const answers = {
      [`${desk}/contents/no.json?ref=${tried}`]: notFound,
      [`${desk}/commits?path=no.json&sha=${tried}&per_page=1`]: { json: [] },
    };
    expect(await ends(await answered({ 'files-changed': ['no.json'] }, { answers }))).toEqual([
      'unverified',
      'answer-measured unverified',
    ]);
  });

  test('with more files than are looked at', async () => {
    const many = Array.from({ length: 20 }, (_, index) => `f${index}`);
    const answers = Object.assign(
      {},
      ...many.map((path) => ({
        [`${desk}/contents/${path}?ref=${tried}`]: { because: { code: 'MISSING_PERMISSION', message: 'may not' } },
      })),
    );
    const { results } = await evaluateWith(
      control,
      await answered({ 'files-changed': [...many, changed] }, { answers }),
    );
    expect(results.flatMap(({ because }) => because?.code ?? [])).toContain('TRUNCATED');
  });

  test('with a result of something that nobody asks for', async () => {
    expect(await ends(await answered({ results: [{ id: 'lunch', status: 'passed' }] }))).toEqual([
      'failed',
      'verdict failed',
    ]);
  });

  test('after the time for it', async () => {
    const played = { now: '2026-12-24T00:00:00Z', section: { within: '1min' } };
    expect(await ends(await answered({}, played))).toEqual(['failed', 'in-time failed']);
  });

  test('of which nobody knows when it came, after the time for it', async () => {
    const answers = { [`${desk}/commits/${'a3'.repeat(20)}/pulls`]: { json: [] } };
    const played = { now: '2026-12-24T00:00:00Z', section: { approvers: [] }, answers };
    expect(await ends(await answered({}, played))).toEqual(['unverified', 'in-time unverified']);
  });

  test('to a payload that is broken', async () => {
    const text = JSON.stringify({ baseline: { tag: 'v3.0.0' } });
    const [status, ...rules] = await ends(acknowledging(text, answer(sha256(text))));
    expect(status).toBe('unverified');
    expect(rules).toHaveLength(6);
  });

  test('to a payload whose tag the producer does not have', async () => {
    const { value } = await generated();
    value.baseline.tag = 'v9.9.9';
    const text = handoffText(value);
    const at = 'GET /repos/acme/ledger/git/ref';
    const answers = { [`${at}/tags/v9.9.9`]: notFound, [`${at}/heads/v9.9.9`]: notFound };
    const setup = acknowledging(text, answer(sha256(text), { release: 'v9.9.9' }), { answers });
    expect(await ends(setup)).toEqual(['failed', 'release failed', 'release unverified']);
  });

  test('to a payload whose commit is not that of its tag', async () => {
    const { value } = await generated();
    const foreign = 'c1'.repeat(20);
    value.baseline.commit = foreign;
    const text = handoffText(value);
    const answers = { [`GET /repos/acme/ledger/compare/${foreign}...${headSha}`]: notFound };
    expect(await ends(acknowledging(text, answer(sha256(text)), { answers }))).toEqual(['failed', 'release failed']);
  });
});
