import { describe, expect, test } from '@jest/globals';
import type { Ask } from '../../../shared/build/platform-request.ts';
import { versionedTexts } from '../../../shared/build/release-files.ts';
import { parseReleaseRecord, releaseRecordText } from '../../../shared/build/release-record.ts';
import { publishRelease } from '../../../shared/build/release-refs.ts';
import {
  majorBranch,
  releasedTexts,
  releaseProblems,
  sectionOf,
  type VersionedTexts,
} from '../../../shared/build/release-texts.ts';
import { version } from '../../../shared/core/version.ts';

const sha = 'a'.repeat(40);
const other = 'b'.repeat(40);

const texts: VersionedTexts = {
  'package.json': '{\n  "name": "suite",\n  "version": "0.1.0"\n}\n',
  'package-lock.json': `${JSON.stringify(
    {
      name: 'suite',
      version: '0.1.0',
      packages: { '': { version: '0.1.0' }, 'node_modules/one': { version: '0.1.0' } },
    },
    null,
    2,
  )}\n`,
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n- More.\n\n## 0.1.0\n\n- First.\n',
};

describe('the texts of a release', () => {
  test('bear its version in their own places alone, and the changelog begins anew', () => {
    const released = releasedTexts(texts, '0.2.0');
    expect(released['package.json']).toBe(texts['package.json'].replace('0.1.0', '0.2.0'));
    expect(JSON.parse(released['package-lock.json'])).toMatchObject({
      version: '0.2.0',
      packages: { '': { version: '0.2.0' }, 'node_modules/one': { version: '0.1.0' } },
    });
    expect(released['CHANGELOG.md']).toBe(
      '# Changelog\n\n## Unreleased\n\n## 0.2.0\n\n- More.\n\n## 0.1.0\n\n- First.\n',
    );
    expect(releaseProblems(released, '0.2.0', ['0.1.0', '0.2.0'])).toEqual([]);
  });

  test('of this repository can be made for the next version', () => {
    const own = versionedTexts();
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const next = `${major}.${minor + 1}.0`;
    const changelog = own['CHANGELOG.md'].replace('## Unreleased\n', '## Unreleased\n\n- One more.\n');
    const released = releasedTexts({ ...own, 'CHANGELOG.md': changelog }, next);
    expect(releaseProblems(released, next, [next])).toEqual([]);
    const changed = released['package-lock.json']
      .split('\n')
      .filter((line) => !own['package-lock.json'].includes(line));
    expect(changed.length).toBeLessThanOrEqual(2);
  });

  test('of the first release keep the version that stands there', () => {
    const first = { ...texts, 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n- First.\n' };
    expect(releaseProblems(releasedTexts(first, '0.1.0'), '0.1.0', ['0.1.0'])).toEqual([]);
  });

  test.each<[what: string, texts: Partial<VersionedTexts>, version: string, said: RegExp]>([
    ['a version that has been released', {}, '0.1.0', /0\.1\.0 is not greater than 0\.1\.0/],
    ['an older version', {}, '0.0.9', /0\.0\.9 is not greater/],
    ['what is no version', {}, 'v0.2.0', /is no version/],
    ['a version with zeros before it', {}, '0.02.0', /is no version/],
    ['a version with more behind it', {}, '0.2.0-rc.1', /is no version/],
    ['nothing to tell', { 'CHANGELOG.md': '## Unreleased\n\n## 0.1.0\n' }, '0.2.0', /nothing under "## Unreleased"/],
    ['no changelog', { 'CHANGELOG.md': '' }, '0.2.0', /nothing under "## Unreleased"/],
    ['a lock of another version', { 'package-lock.json': '{"version": "0.0.1"}' }, '0.2.0', /fewer than 2 places/],
  ])('are refused for %s', (_what, changed, version, said) => {
    expect(() => releasedTexts({ ...texts, ...changed }, version)).toThrow(said);
  });

  test.each<[what: string, texts: Partial<VersionedTexts>, version: string, golden: string[], said: RegExp[]]>([
    ['what is no version', {}, '$(id)', [], [/is no version/]],
    [
      'another version than its files say',
      {},
      '0.2.0',
      ['0.2.0'],
      [/package\.json says 0\.1\.0/, /lock\.json says/, /root of/, /CHANGELOG/],
    ],
    [
      'one without notes',
      { 'CHANGELOG.md': '## 0.1.0\n## 0.0.9\n- x\n' },
      '0.1.0',
      ['0.1.0'],
      [/nothing under "## 0\.1\.0"/],
    ],
    ['one without golden reports', {}, '0.1.0', ['0.0.9'], [/no reports of 0\.1\.0/]],
  ])('a commit is not released as %s', (_what, changed, version, golden, said) => {
    expect(releaseProblems({ ...texts, ...changed }, version, golden)).toEqual(
      said.map((one) => expect.stringMatching(one)),
    );
  });

  test('a section ends with the next one', () => {
    expect(sectionOf(texts['CHANGELOG.md'], '0.1.0')).toBe('- First.');
    expect(sectionOf(texts['CHANGELOG.md'], 'Unreleased')).toBe('- More.');
    expect(sectionOf(texts['CHANGELOG.md'], '0.1')).toBeUndefined();
  });

  test.each([
    ['0.9.3', 'v0'],
    ['12.0.0', 'v12'],
  ])('%s is followed by %s', (version, branch) => {
    expect(majorBranch(version)).toBe(branch);
  });
});

describe('the record of the newest release', () => {
  test('is read as it is written', () => {
    expect(parseReleaseRecord(releaseRecordText({ sha, tag: 'v1.2.3' }))).toEqual({ sha, tag: 'v1.2.3' });
  });

  test.each([
    ['a short commit', { sha: 'abc', tag: 'v1.2.3' }],
    ['a branch', { sha, tag: 'v1' }],
    ['more', { sha, tag: 'v1.2.3', more: 1 }],
  ])('is refused with %s', (_what, record) => {
    expect(() => parseReleaseRecord(JSON.stringify(record))).toThrow(/^\.github\/release\.json: /);
  });
});

/** A repository as far as publishing sees it; a branch moves only to what `contains` says of it. */
function platform(
  refs: Record<string, string>,
  { releases = [] as string[], draft = false, forward = true, compared = 'ahead' } = {},
) {
  const asked: string[] = [];
  const ask: Ask = (path, body, method = body === undefined ? undefined : 'POST') => {
    const said = body as { ref?: string; sha?: string; force?: boolean; tag_name?: string } | undefined;
    if (method !== undefined) asked.push(`${method} ${path.replace('/repos/us/suite', '')} ${JSON.stringify(body)}`);
    const [, name] = /\/matching-refs\/(.*)$/.exec(path) ?? [];
    if (name !== undefined)
      return Promise.resolve(
        Object.entries(refs)
          .filter(([ref]) => ref.startsWith(`refs/${name}`))
          .map(([ref, at]) => ({ ref, object: { sha: at } })),
      );
    if (method === 'PATCH' && !forward)
      return Promise.reject(new Error('PATCH answered 422: Update is not a fast forward'));
    if (said?.ref !== undefined) refs[said.ref] = said.sha ?? '';
    if (path.includes('/releases?')) return Promise.resolve(releases.map((tag_name) => ({ tag_name, draft })));
    if (path.includes('/compare/'))
      return Promise.resolve({ status: path.includes(`/compare/${sha}...main?`) ? compared : 'diverged' });
    return Promise.resolve({});
  };
  return { ask, asked };
}
const release = { repository: 'us/suite', version: '0.2.0', sha, branch: 'main', notes: '- More.' };

describe('a release', () => {
  test('is tagged, becomes the branch of its major version, and is published with its notes', async () => {
    const { ask, asked } = platform({});
    await publishRelease(ask, release);
    expect(asked).toEqual([
      `POST /git/refs {"ref":"refs/tags/v0.2.0","sha":"${sha}"}`,
      `POST /git/refs {"ref":"refs/heads/v0","sha":"${sha}"}`,
      'POST /releases {"tag_name":"v0.2.0","name":"v0.2.0","body":"- More."}',
    ]);
  });

  test('moves the branch forward without force, and refs that only begin alike are others', async () => {
    const refs = { 'refs/heads/v0': other, 'refs/heads/v0.2.0': other, 'refs/tags/v0.2.0-rc': other };
    const { ask, asked } = platform(refs);
    await publishRelease(ask, release);
    expect(asked[1]).toBe(`PATCH /git/refs/heads/v0 {"sha":"${sha}","force":false}`);
  });

  test('that is done already is not done again', async () => {
    const { ask, asked } = platform({ 'refs/tags/v0.2.0': sha, 'refs/heads/v0': sha }, { releases: ['v0.2.0'] });
    expect(await publishRelease(ask, release)).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('never moves a tag', async () => {
    const { ask, asked } = platform({ 'refs/tags/v0.2.0': other });
    await expect(publishRelease(ask, release)).rejects.toThrow(/the tag v0\.2\.0 is on b+: a release is never moved/);
    expect(asked).toEqual([]);
  });

  test.each<[what: string, releases: string[], draft: boolean, refs: Record<string, string>]>([
    ['whose tag was taken away', ['v0.2.0'], false, {}],
    ['that became a draft when its tag was taken away', ['v0.2.0'], true, {}],
    ['that somebody drafted by hand', ['v0.2.0'], true, { 'refs/tags/v0.2.0': sha }],
  ])('%s is not made anew', async (_what, releases, draft, refs) => {
    const { ask, asked } = platform(refs, { releases, draft });
    await expect(publishRelease(ask, release)).rejects.toThrow(/there is a release v0\.2\.0 without its tag/);
    expect(asked).toEqual([]);
  });

  test('is not made of another commit than the one that the repository keeps as that version', async () => {
    const { ask, asked } = platform({});
    const newest = { sha: other, tag: 'v0.2.0' };
    await expect(publishRelease(ask, { ...release, newest })).rejects.toThrow(/was released as b+: a release is never/);
    expect(asked).toEqual([]);
    expect(await publishRelease(platform({}).ask, { ...release, newest: { sha: other, tag: 'v0.1.0' } })).toHaveLength(
      3,
    );
  });

  test.each(['behind', 'diverged'])('is not published where the default branch is %s', async (compared) => {
    const { ask, asked } = platform({}, { compared });
    await expect(publishRelease(ask, release)).rejects.toThrow(/main no longer holds a+/);
    expect(asked).toEqual([]);
  });

  test('is published where it is the tip of the default branch', async () => {
    expect(await publishRelease(platform({}, { compared: 'identical' }).ask, release)).toHaveLength(3);
  });

  test('is not published where the branch has what it lacks', async () => {
    const { ask, asked } = platform({ 'refs/heads/v0': other }, { forward: false });
    await expect(publishRelease(ask, release)).rejects.toThrow(/not a fast forward/);
    expect(asked.filter((line) => line.startsWith('POST /releases'))).toEqual([]);
  });
});
