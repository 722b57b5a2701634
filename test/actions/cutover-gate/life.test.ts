import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control } from '../../../actions/cutover-gate/control.ts';
import { pullRequest, runAsAction } from '../../support/action-run.ts';
import {
  checks,
  consumer,
  cutover,
  cutoverAnswers,
  file,
  go,
  paths,
  pin,
  producer,
  record,
  roles,
  section,
  tip,
} from '../../support/cutover.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';
import { type PlayedRepository, playedRepository } from '../../support/played-github.ts';
import { review } from '../../support/pull-request.ts';

/*
 * A producer lives through checkpoints, a cutover, an incident and its end, in a real git repository. What the platform records of it
 * (merges, reviews, checks, releases) is played, and so is the consumer.
 */

const { 'decision-tables': _tables, ...plain } = cutover;
const last = {
  verify: ['producer-suite', 'consumer-ci'],
  'producer-artifacts': [],
  'not-after': '2027-12-10T08:00:00Z',
};
const config = {
  version: 1,
  roles,
  'cutover-gate': {
    ...section,
    verifications: section.verifications.slice(1),
    checkpoints: [section.checkpoints[0], { ...plain, ...last }],
  },
};

let repository: TestRepository;
let ledger: PlayedRepository;
beforeEach(() => {
  repository = gitRepository();
  repository.commit({ '.github/release-governance.yml': JSON.stringify(config), 'README.md': 'x' });
  ledger = playedRepository(repository, producer);
});
afterEach(() => repository.remove());

/** What both sides record of the checkpoint before, for the commit of the moment. */
const passed = (): string => record.replace('ab'.repeat(20), repository.git('rev-parse', 'main'));
const by = (time: string, ...people: string[]): ReturnType<typeof review>[] =>
  people.map((login) => review(login, 0, { submitted_at: time }));
const both = (time: string): ReturnType<typeof review>[] => by(time, 'pat', 'casey');
const frozen = (since: string): string => `posture: frozen\nsince: ${since}\nby: pat\nreason: incident 12\n`;
const posture = (reason: string): Record<string, string> => ({ [paths.posture]: go.replace('release 3', reason) });

/** What the platform knows of the consumer and of releases; the rest follows from the repository. */
const besides = Object.fromEntries(
  Object.entries(cutoverAnswers()).filter(
    ([request]) =>
      request.includes(`/${consumer}`) || request.endsWith(`/${producer}`) || request.includes('/releases/'),
  ),
);

/** The gate for a pull request that removes the field, opened at that time and approved by these; gives what is not passed. */
async function gate(number: number, now: string, reviews = both(now)): Promise<string[]> {
  const base = repository.git('rev-parse', 'main');
  const head = ledger.open(number, { 'src/service.txt': `without the legacy field ${number}` }, reviews);
  repository.git('checkout', '-q', head);
  const event = pullRequest(base, head) as { pull_request: object };
  const payload = { ...event, pull_request: { ...event.pull_request, number, updated_at: now } };
  const { report } = await runAsAction({
    control,
    repository,
    payload,
    env: { GITHUB_REPOSITORY: producer },
    secrets: { token: 'own', 'other-token': 'other' },
    now,
    github: ledger.github({
      ...besides,
      ...checks(producer, 'suite', head),
      [file(consumer, paths.pin, tip)]: { raw: pin(head) },
    }),
  });
  repository.git('checkout', '-q', 'main');
  if (report.error !== undefined) throw new Error(report.error.message);
  return report.results.flatMap(({ rule, about, status, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace('cutover-gate/', ''), ...about.slice(1, 2)].join(' ')}: ${because?.code ?? status}`],
  );
}

test('from the first checkpoint to a joint reopening', async () => {
  ledger.open(1, posture('first'), both('2026-11-20T08:00:00Z'));
  ledger.merge(1, '2026-11-20T09:00:00Z');

  // The checkpoint before: not recorded, recorded by one side, recorded by both.
  const inWindow = '2026-12-02T12:00:00Z';
  expect(await gate(20, inWindow)).toEqual(['prerequisite v3-review: failed']);
  ledger.open(2, { [paths.record]: passed() }, by('2026-11-21T08:00:00Z', 'pat'));
  ledger.merge(2, '2026-11-21T09:00:00Z');
  expect(await gate(21, inWindow)).toEqual(['prerequisite v3-review: failed']);
  ledger.open(3, { [paths.record]: `${passed()}reason: reviewed by both\n` }, both('2026-11-22T08:00:00Z'));
  ledger.merge(3, '2026-11-22T09:00:00Z');

  // The cutover: a second too early, a go of one side, a joint go.
  expect(await gate(22, '2026-12-01T07:59:59Z')).toEqual(['window not-before: failed']);
  expect(await gate(23, inWindow, by(inWindow, 'pat'))).toEqual(['joint-go: failed']);
  expect(await gate(24, inWindow)).toEqual([]);

  // An incident stops everything, and one side lifts it.
  ledger.open(4, { [paths.posture]: frozen('2026-12-03T08:00:00Z') });
  ledger.merge(4, '2026-12-03T09:00:00Z');
  expect(await gate(25, '2026-12-03T10:00:00Z')).toEqual(['posture producer: failed', 'posture-agrees: failed']);
  ledger.open(5, posture('mended'), by('2026-12-03T11:00:00Z', 'pat'));
  ledger.merge(5, '2026-12-03T12:00:00Z');
  expect(await gate(26, '2026-12-20T12:00:00Z')).toEqual(['posture-lift producer: failed']);

  // Stopped once more and lifted by both, with approvals from before the stop and then later ones.
  ledger.open(6, { [paths.posture]: frozen('2026-12-04T08:00:00Z') });
  ledger.merge(6, '2026-12-04T09:00:00Z');
  ledger.open(7, posture('in a hurry'), both('2026-12-04T08:30:00Z'));
  ledger.merge(7, '2026-12-04T10:00:00Z');
  expect(await gate(27, '2026-12-20T12:00:00Z')).toEqual(['posture-lift producer: failed']);
  ledger.open(8, { [paths.posture]: frozen('2026-12-05T08:00:00Z') });
  ledger.merge(8, '2026-12-05T09:00:00Z');
  ledger.open(9, posture('mended for good'), both('2026-12-05T11:00:00Z'));
  ledger.merge(9, '2026-12-05T12:00:00Z');

  // The stability window begins anew.
  expect(await gate(28, '2026-12-19T11:59:59Z')).toEqual(['stability: failed']);
  expect(await gate(29, '2026-12-19T12:00:00Z')).toEqual([]);
});

test('a merge that takes the record back to before the stop does not hide the stop', async () => {
  ledger.open(1, { ...posture('first'), [paths.record]: passed() }, both('2026-11-20T08:00:00Z'));
  ledger.merge(1, '2026-11-20T09:00:00Z');
  repository.git('branch', 'before-the-stop');
  ledger.open(4, { [paths.posture]: frozen('2026-11-21T08:00:00Z') });
  ledger.merge(4, '2026-11-21T09:00:00Z');

  // A branch from before the stop takes main in, and keeps the record that it had.
  repository.git('checkout', '-q', 'before-the-stop');
  repository.git('merge', '-q', '-s', 'ours', '-m', 'bring the branch up to date', 'main');
  ledger.adopt(5, repository.git('rev-parse', 'HEAD'), by('2026-11-21T11:00:00Z', 'pat'));
  ledger.merge(5, '2026-11-21T12:00:00Z');
  expect(repository.git('log', '--format=%s', 'main', '--', paths.posture)).not.toContain('pull request 4');

  expect(await gate(30, '2026-12-20T12:00:00Z')).toEqual(['posture-lift producer: failed']);
});
