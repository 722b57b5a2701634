import { describe, expect, test } from '@jest/globals';
import { isoTime } from '../../../../shared/core/time.ts';
import { lineOf } from '../../../../shared/domain/branch-line/line.ts';
import { type LandedFile, landingOf, releaseWith } from '../../../../shared/domain/landing/landing.ts';
import { bytes } from '../../../support/calendars.ts';
import { landedCommit, landingAnswers, mergeCommit, type PlayedLanding, pullOf } from '../../../support/landings.ts';
import { type GitHubAnswers, memoryGitHub, notFound } from '../../../support/memory-github.ts';
import { memoryHistory } from '../../../support/memory-history.ts';
import { at } from '../../../support/moments.ts';

const ref = 'b'.repeat(40);
const file: LandedFile = { repository: 'acme/consumer', path: 'notices/a.yml', ref, content: bytes('present') };
const played: PlayedLanding = { path: file.path, ref, content: 'present' };
const commits = `GET /repos/acme/consumer/commits?path=notices%2Fa.yml&sha=${ref}&per_page=1`;
const pulls = `GET /repos/acme/consumer/commits/${landedCommit}/pulls`;
const head = 'd'.repeat(40);

/** When it landed and by which pull request, or why that is not known. */
async function landed(change: Partial<PlayedLanding> = {}, answers: GitHubAnswers = {}): Promise<string> {
  const found = await landingOf(memoryGitHub({ ...landingAnswers({ ...played, ...change }), ...answers }), file);
  if (!found.ok) return `${found.because.code} ${found.because.message}`;
  return `#${found.data.pullRequest} ${isoTime(found.data.mergedAt)}`;
}

describe('when the present bytes of a file landed', () => {
  const cases: [name: string, change: Partial<PlayedLanding>, answers: GitHubAnswers, expected: string][] = [
    ['by the pull request of the last commit that touched it', {}, {}, '#5 2026-02-02T09:00:00Z'],
    [
      'it is part of several pull requests',
      {},
      {
        [pulls]: {
          json: [
            pullOf({ number: 5, head, mergedAt: '2026-02-02T09:00:00Z', mergeCommit }),
            pullOf({ number: 8, head, mergedAt: '2026-02-09T09:00:00Z', mergeCommit }),
          ],
        },
      },
      `NO_DATA GitHub knows more than one pull request that brought commit ${landedCommit}, which changed notices/a.yml to the default branch`,
    ],
    [
      'no commit touched it',
      {},
      { [commits]: { json: [] } },
      `NO_DATA GitHub knows no commit that touched notices/a.yml up to ${ref}`,
    ],
    [
      'it was pushed without a pull request',
      {},
      { [pulls]: { json: [] } },
      `NO_DATA GitHub knows no pull request that brought commit ${landedCommit}, which changed notices/a.yml to the default branch`,
    ],
    [
      'its pull request is still open',
      { mergedAt: null },
      {},
      `NO_DATA GitHub knows no pull request that brought commit ${landedCommit}, which changed notices/a.yml to the default branch`,
    ],
    [
      'it was merged into another branch',
      { branch: 'feature' },
      {},
      `NO_DATA GitHub knows no pull request that brought commit ${landedCommit}, which changed notices/a.yml to the default branch`,
    ],
    [
      'the platform names no merge commit',
      { mergeCommit: null },
      {},
      `NO_DATA GitHub does not say when it merged pull request #5, which brought commit ${landedCommit}, which changed notices/a.yml`,
    ],
    [
      'the time of the merge is none',
      { mergedAt: 'yesterday' },
      {},
      `NO_DATA GitHub does not say when it merged pull request #5, which brought commit ${landedCommit}, which changed notices/a.yml`,
    ],
    [
      'the file had other bytes after that merge',
      { content: 'former' },
      {},
      'NO_DATA notices/a.yml had other bytes when pull request #5 was merged, which brought its last commit',
    ],
    [
      'commits cannot be listed',
      {},
      { [commits]: { because: { code: 'MISSING_PERMISSION', message: 'may not read' } } },
      'MISSING_PERMISSION may not read',
    ],
    [
      'pull requests cannot be listed',
      {},
      { [pulls]: { because: { code: 'MISSING_PERMISSION', message: 'may not read' } } },
      'MISSING_PERMISSION may not read',
    ],
    [
      'the file cannot be read',
      {},
      { [`GET /repos/acme/consumer/contents/notices/a.yml?ref=${mergeCommit}`]: notFound },
      'NO_DATA notices/a.yml had other bytes when pull request #5 was merged, which brought its last commit',
    ],
  ];
  test.each(cases)('%s', async (_name, change, answers, expected) => {
    expect(await landed(change, answers)).toBe(expected);
  });
});

describe('what a merge took back', () => {
  const merge = '7'.repeat(40);
  const answers: GitHubAnswers = {
    ...landingAnswers(played),
    [`GET /repos/acme/consumer/commits/${merge}/pulls`]: {
      json: [pullOf({ number: 9, head, mergedAt: '2026-03-01T00:00:00Z', mergeCommit: merge })],
    },
    [`GET /repos/acme/consumer/contents/notices/a.yml?ref=${merge}`]: { raw: 'present' },
  };
  const onLine = async (units: Parameters<typeof memoryHistory>[0]): Promise<string> => {
    const line = lineOf(memoryHistory(units), file.path, ref, 1000);
    const found = await landingOf(memoryGitHub(answers), file, line);
    return found.ok ? `#${found.data.pullRequest}` : found.because.message;
  };
  const unit = (before: string | undefined, after: string | undefined, commit: string) => ({
    name: commit,
    key: commit,
    head: commit,
    before: before === undefined ? {} : { 'notices/a.yml': before },
    after: after === undefined ? { other: 'x' } : { 'notices/a.yml': after },
  });
  test('is seen on the line of the branch', async () => {
    expect(await onLine([unit('present', 'former', '6'.repeat(40)), unit('former', 'present', merge)])).toBe('#9');
  });
  test('also where the file had been deleted', async () => {
    expect(await onLine([unit('present', undefined, '6'.repeat(40)), unit(undefined, 'present', merge)])).toBe('#9');
  });
  test('commits that touch other files are none', async () => {
    expect(await onLine([{ before: {}, after: { other: 'x' } }])).toBe('#5');
  });
  test('a line that is not known hides it', async () => {
    expect(await onLine({ because: { code: 'NO_BASE', message: 'the history is cut off' } })).toBe(
      'the history is cut off',
    );
    expect(await onLine([{ ...unit('a', 'b', merge), because: { code: 'NO_BASE', message: 'not here' } }])).toBe(
      'not here',
    );
  });
});

describe('the first release that holds a file', () => {
  const landing = { commit: landedCommit, pullRequest: 5, head, mergedAt: at('2026-02-02T09:00:00Z') };
  const release = (tag: string, publishedAt: string | null, rest: Record<string, unknown> = {}) => ({
    tag_name: tag,
    draft: false,
    prerelease: false,
    published_at: publishedAt,
    ...rest,
  });
  const holds = (tag: string, content: string): GitHubAnswers => ({
    [`GET /repos/acme/consumer/contents/notices/a.yml?ref=${encodeURIComponent(`refs/tags/${tag}`)}`]: { raw: content },
  });
  const asked = async (releases: readonly unknown[], answers: GitHubAnswers = {}): Promise<string> => {
    const github = memoryGitHub({ 'GET /repos/acme/consumer/releases': { json: releases }, ...answers });
    const found = await releaseWith(github, file, landing);
    if (!found.ok) return `${found.because.code} ${found.because.message}`;
    return found.data === undefined ? 'none' : `${found.data.tag} ${isoTime(found.data.publishedAt)}`;
  };
  const late = release('v2', '2026-02-20T00:00:00Z');

  test('in the order in which they were published', async () => {
    const releases = [release('v3', '2026-03-01T00:00:00Z'), late, release('v1', '2026-02-10T00:00:00Z')];
    expect(
      await asked(releases, { ...holds('v1', 'former'), ...holds('v2', 'present'), ...holds('v3', 'present') }),
    ).toBe('v2 2026-02-20T00:00:00Z');
  });
  test('one that was published before the file landed is not asked: its tag was moved', async () => {
    expect(await asked([release('v1', '2026-02-01T00:00:00Z')])).toBe('none');
  });
  test('drafts, pre-releases and releases without a date are none', async () => {
    expect(
      await asked([
        release('v1', '2026-02-10T00:00:00Z', { draft: true }),
        release('v2', '2026-02-10T00:00:00Z', { prerelease: true }),
        release('v4', null),
      ]),
    ).toBe('none');
  });
  test('a tag without the file is none', async () => {
    expect(await asked([late], { [Object.keys(holds('v2', ''))[0] ?? '']: notFound })).toBe('none');
  });
  test('a tag that cannot be read hides what it holds', async () => {
    const because = { code: 'MISSING_PERMISSION', message: 'may not read' } as const;
    expect(await asked([late], { [Object.keys(holds('v2', ''))[0] ?? '']: { because } })).toBe(
      'MISSING_PERMISSION may not read',
    );
  });
  test('releases that cannot be listed', async () => {
    const because = { code: 'MISSING_PERMISSION', message: 'may not read' } as const;
    expect(await asked([], { 'GET /repos/acme/consumer/releases': { because } })).toBe(
      'MISSING_PERMISSION may not read',
    );
  });
  test('not more than twenty are looked at', async () => {
    const many = Array.from({ length: 21 }, (_, index) =>
      release(`v${index}`, `2026-03-${String(index + 1).padStart(2, '0')}T00:00:00Z`),
    );
    const answers = Object.assign({}, ...many.map(({ tag_name: tag }) => holds(tag, 'former')));
    expect(await asked(many, answers)).toContain('TRUNCATED none of the first 20 releases');
  });
});
