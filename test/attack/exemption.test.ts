import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/executive-summary/control.ts';
import { type DecisionSetup, decideOn } from '../support/decision-run.ts';
import { type FileContent, gitRepository, type TestRepository } from '../support/git-repository.ts';
import { pullOf } from '../support/landings.ts';
import type { GitHubAnswer, GitHubAnswers } from '../support/memory-github.ts';
import { postureText, wholeFreeze, wholeGo } from '../support/postures.ts';
import { account, pullAnswers, review } from '../support/pull-request.ts';
import { configurationOf } from '../support/world.ts';

/*
 * The posture stops everything, and a pull request wants to go on. The policy exempts what touches nothing but the record, once both sides
 * have approved it since the stop. Even that is no go.
 */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const posture = '.github/posture.yml';
const api = 'GET /repos/harbour-example/desk';
const go = { producer: ['ledger-owner'], consumer: ['@casey'] };
const exemption = { id: 'mend', paths: [posture], go };
const stopped = '2026-11-19T10:00:00Z';
const later = '2026-11-20T11:00:00Z';

interface Played {
  record?: string;
  head?: Record<string, FileContent>;
  exemptions?: unknown[];
  reviews?: (head: string) => ReturnType<typeof review>[];
  opener?: ReturnType<typeof account>;
  /** When the pull request of the record was merged; null: it was pushed. */
  mergedAt?: string | null;
  profile?: string;
  answers?: GitHubAnswers;
}

const both = (head: string, at = later): ReturnType<typeof review>[] =>
  ['pat', 'casey'].map((login) => review(login, 0, { commit_id: head, submitted_at: at }));

async function decided(played: Played): Promise<{ decision: string; exit: number; status: string; words: string }> {
  const { record = wholeFreeze, reviews = both, mergedAt = stopped } = played;
  const commit = repository.commit({ [posture]: record });
  const merged = '9'.repeat(40);
  const setup: DecisionSetup = {
    config: {
      ...(played.profile === undefined ? {} : { profile: played.profile }),
      roles: { 'ledger-owner': ['pat'] },
      'executive-summary': { posture, 'posture-exemptions': played.exemptions ?? [exemption] },
    },
    head: played.head ?? { [posture]: wholeGo },
    answers: (head): Record<string, GitHubAnswer> => ({
      [`${api}/commits`]: { json: [{ sha: commit }] },
      [`${api}/commits/${commit}/pulls`]: {
        json: mergedAt === null ? [] : [pullOf({ number: 4, head: '8'.repeat(40), mergedAt, mergeCommit: merged })],
      },
      [`${api}/contents/${posture}?ref=${merged}`]: { raw: record },
      ...pullAnswers(`${api}/pulls/7`, {
        head,
        ...(played.opener === undefined ? {} : { opener: played.opener }),
        reviews: reviews(head),
      }),
      ...played.answers,
    }),
  };
  const { summary, exit, report } = await decideOn(repository, setup);
  const result = report.results.find(({ rule }) => rule === 'executive-summary/posture');
  const words = summary.checks.map(({ message }) => message).join('\n');
  return { decision: summary.decision, exit, status: result?.status ?? '', words };
}

describe('what the policy exempts and both sides approved is lived with, and never passed', () => {
  test('the record alone, approved by both sides since the stop', async () => {
    const outcome = await decided({});
    expect(outcome).toMatchObject({ decision: 'conditional-go', status: 'unverified' });
    expect(outcome.exit).not.toBe(0);
    expect(outcome.words).toContain('says "frozen"');
    expect(outcome.words).toContain(
      `exempted, and not passed: mend names all that pull request #7 changes, and both sides approved it after ${stopped}`,
    );
  });

  test('a profile that accepts what is lived with lets it go on', async () => {
    expect(await decided({ profile: 'transitional' })).toMatchObject({ decision: 'conditional-go', exit: 0 });
  });

  test('a record that has expired is renewed', async () => {
    const record = `${wholeGo}until: 2026-11-19T12:00:00Z\n`;
    expect((await decided({ record })).decision).toBe('conditional-go');
  });

  test('a record that was broken is mended', async () => {
    expect((await decided({ record: 'posture: [\n' })).decision).toBe('conditional-go');
  });

  test('where nothing is stopped nothing needs an exemption', async () => {
    expect(await decided({ record: wholeGo, head: { [posture]: `${wholeGo}# as before\n` } })).toMatchObject({
      decision: 'go',
      status: 'passed',
    });
  });
});

describe('none of these goes on', () => {
  const attacks: [attack: string, played: Played, words: string][] = [
    ['without an exemption in the policy', { exemptions: [] }, 'says "frozen"'],
    [
      'another file beside the record',
      { head: { [posture]: wholeGo, 'src/app.ts': 'x' } },
      'mend does not name src/app.ts',
    ],
    [
      'the record moved away and a file in its place',
      { head: { [posture]: null, 'docs/posture.yml': wholeFreeze } },
      'mend does not name docs/posture.yml',
    ],
    [
      'an exemption that the change brings along',
      { exemptions: [], head: { '.github/release-governance.yml': '{"version": 1}' } },
      'says "frozen"',
    ],
    [
      'the approval of one side',
      { reviews: (head) => both(head).slice(0, 1) },
      'pull request #7 lacks approvals after 2026-11-19T10:00:00Z: consumer: 0 of 1 approvals by casey',
    ],
    [
      'approvals from before the stop',
      { reviews: (head) => both(head, '2026-11-19T09:59:59Z') },
      '1 of them earlier than the stop',
    ],
    [
      'approvals from before the incident that the record names',
      { record: `${wholeFreeze}incident: { id: I-12, at: 2026-11-20T11:30:00Z }\n` },
      'lacks approvals after 2026-11-20T11:30:00Z',
    ],
    [
      'approvals of a GO from before it expired',
      { record: `${wholeGo}until: 2026-11-20T11:30:00Z\n` },
      'lacks approvals after 2026-11-20T11:30:00Z',
    ],
    ['approvals of another head', { reviews: () => both('c'.repeat(40)) }, 'pat reviewed'],
    ['the approval of its author', { opener: account('pat') }, 'pat opened the pull request'],
    ['a stop that was pushed, so that nobody knows when it came', { mergedAt: null }, 'GitHub knows no pull request'],
    [
      'approvals that may not be read',
      {
        answers: {
          [`${api}/pulls/7/reviews`]: { because: { code: 'MISSING_PERMISSION', message: 'may not read them' } },
        },
      },
      'may not read them',
    ],
    [
      'a restricted GO, which no exemption is about',
      { record: `${postureText('GO')}scope: [staging]\n` },
      'restricted to staging',
    ],
    [
      'one person for both sides',
      { exemptions: [{ ...exemption, go: { producer: ['@pat'], consumer: ['@Pat'] } }] },
      '',
    ],
  ];
  test.each(attacks)('%s', async (_name, played, words) => {
    const outcome = await decided(played);
    expect(outcome.decision).toBe('no-go');
    expect(outcome.words).toContain(words);
    expect(outcome.exit).not.toBe(0);
  });

  test.each(['**', '**/*', '*', 'a/../b', '!docs/**'])('an exemption of %s is refused', (path) => {
    const section = { 'posture-exemptions': [{ ...exemption, paths: [path] }] };
    expect(() => configurationOf(control, { section })).toThrow('posture-exemptions');
  });

  test('two exemptions of one name are refused', () => {
    const section = { 'posture-exemptions': [exemption, exemption] };
    expect(() => configurationOf(control, { section })).toThrow('two exemptions have the same id');
  });
});
