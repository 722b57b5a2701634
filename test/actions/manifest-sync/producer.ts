import { describe, expect, test } from '@jest/globals';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import { contractEntry, contractFiles, facts, paths } from '../../support/contract-files.ts';
import { type GitHubAnswer, type GitHubAnswers, notFound } from '../../support/memory-github.ts';
import { type Setup } from '../../support/world.ts';
import { type Entry, good, type Judge, mirror, pin, standing } from './fixtures.ts';

export function producerTests(judge: Judge): void {
  describe('the producer', () => {
    const repo = 'GET /repos/harbour-example/ledger';
    const tip = 'd'.repeat(40);
    const there: GitHubAnswers = {
      [repo]: { json: { full_name: 'harbour-example/ledger', default_branch: 'main' } },
      [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'commit', sha: facts.commit } } },
      [`${repo}/git/ref/heads/${facts.tag}`]: notFound,
      [`${repo}/contents/contracts/manifest.json`]: { raw: mirror },
      [`${repo}/releases/tags/${facts.tag}`]: { json: { tag_name: facts.tag, draft: false, prerelease: false } },
      [`${repo}/releases/latest`]: { json: { tag_name: facts.tag, draft: false, prerelease: false } },
    };
    const remote = { mode: 'if-token', path: 'contracts/manifest.json' };
    const all = ['branch-like-tag', 'newer-release', 'pre-release', 'remote-manifest', 'remote-tag', 'tag-moved'];
    const allUnverified = all.map((rule) => `${rule} unverified${rule === 'newer-release' ? ' (info)' : ''}`);
    const refused = (code: 'MISSING_PERMISSION' | 'RATE_LIMITED' | 'GITHUB_DOWN' | 'NOT_FOUND'): GitHubAnswer => ({
      because: { code, message: `refused: ${code}` },
    });

    const cases: [name: string, answers: GitHubAnswers, entry: Entry, expected: string[]][] = [
      ['everything is as pinned', there, {}, []],
      [
        'the manifest has other bytes',
        { ...there, [`${repo}/contents/contracts/manifest.json`]: { raw: `${mirror}\n` } },
        {},
        ['remote-manifest failed'],
      ],
      [
        'the manifest is not there',
        { ...there, [`${repo}/contents/contracts/manifest.json`]: notFound },
        {},
        ['remote-manifest failed'],
      ],
      [
        'the manifest may not be read',
        { ...there, [`${repo}/contents/contracts/manifest.json`]: refused('MISSING_PERMISSION') },
        {},
        ['remote-manifest unverified'],
      ],
      [
        'the manifest is read at the pinned commit',
        {
          ...there,
          [`${repo}/contents/contracts/manifest.json?ref=${facts.commit}`]: { raw: mirror },
          [`${repo}/contents/contracts/manifest.json`]: notFound,
        },
        { ref: 'commit' },
        [],
      ],
      [
        'the manifest is read at a ref',
        {
          ...there,
          [`${repo}/contents/contracts/manifest.json?ref=refs%2Fheads%2Fmain`]: { raw: mirror },
          [`${repo}/contents/contracts/manifest.json`]: notFound,
        },
        { ref: 'refs/heads/main' },
        [],
      ],
      [
        'the tag is not there',
        { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: notFound },
        {},
        ['remote-manifest failed', 'remote-tag failed'],
      ],
      [
        'the tag names another commit',
        { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'commit', sha: tip } } } },
        {},
        ['remote-tag failed'],
      ],
      [
        'an annotated tag is peeled',
        {
          ...there,
          [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'tag', sha: tip } } },
          [`${repo}/git/tags/${tip}`]: { json: { object: { type: 'commit', sha: facts.commit } } },
        },
        {},
        [],
      ],
      [
        'a tag of a tag is peeled',
        {
          ...there,
          [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'tag', sha: tip } } },
          [`${repo}/git/tags/${tip}`]: { json: { object: { type: 'tag', sha: 'e'.repeat(40) } } },
          [`${repo}/git/tags/${'e'.repeat(40)}`]: { json: { object: { type: 'commit', sha: facts.commit } } },
        },
        {},
        [],
      ],
      [
        'a tag of a blob',
        { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'blob', sha: tip } } } },
        {},
        ['remote-manifest unverified', 'remote-tag unverified'],
      ],
      ['the pinned commit is an ancestor', { ...ancestor('ahead') }, { 'tag-relation': 'sha-ancestor-of-tag' }, []],
      [
        'the pinned commit is beside the tag',
        { ...ancestor('diverged') },
        { 'tag-relation': 'sha-ancestor-of-tag' },
        ['remote-tag failed'],
      ],
      [
        'the pinned commit is after the tag',
        { ...ancestor('behind') },
        { 'tag-relation': 'sha-ancestor-of-tag' },
        ['remote-tag failed'],
      ],
      [
        'the producer has no such commit',
        { ...ancestor('ahead'), [`${repo}/compare/${facts.commit}...${tip}`]: notFound },
        { 'tag-relation': 'sha-ancestor-of-tag' },
        ['remote-tag failed'],
      ],
      [
        'the comparison is refused',
        { ...ancestor('ahead'), [`${repo}/compare/${facts.commit}...${tip}`]: refused('RATE_LIMITED') },
        { 'tag-relation': 'sha-ancestor-of-tag' },
        ['remote-tag unverified'],
      ],
      ['any relation will do', { ...ancestor('ahead') }, { 'tag-relation': 'off' }, []],
      [
        'a branch has the name of the tag',
        { ...there, [`${repo}/git/ref/heads/${facts.tag}`]: { json: { object: { type: 'commit', sha: tip } } } },
        {},
        ['branch-like-tag failed'],
      ],
      [
        'a pre-release',
        {
          ...there,
          [`${repo}/releases/tags/${facts.tag}`]: { json: { tag_name: facts.tag, draft: false, prerelease: true } },
        },
        {},
        ['pre-release failed'],
      ],
      [
        'a pre-release that is allowed',
        {
          ...there,
          [`${repo}/releases/tags/${facts.tag}`]: { json: { tag_name: facts.tag, draft: false, prerelease: true } },
        },
        { 'allow-pre-release': true },
        [],
      ],
      ['a tag without a release', { ...there, [`${repo}/releases/tags/${facts.tag}`]: notFound }, {}, []],
      [
        'a newer release',
        { ...there, [`${repo}/releases/latest`]: { json: { tag_name: 'v2.10.0', draft: false, prerelease: false } } },
        {},
        ['newer-release failed (info)'],
      ],
      [
        'no release at all',
        { ...there, [`${repo}/releases/latest`]: notFound, [`${repo}/releases/tags/${facts.tag}`]: notFound },
        {},
        [],
      ],
      ['a repository that is not seen', { [repo]: refused('NOT_FOUND') }, {}, allUnverified],
      ['a rate limit', { [repo]: refused('RATE_LIMITED') }, {}, allUnverified],
    ];
    function ancestor(status: string): GitHubAnswers {
      return {
        ...there,
        [`${repo}/git/ref/tags/${facts.tag}`]: { json: { object: { type: 'commit', sha: tip } } },
        [`${repo}/compare/${facts.commit}...${tip}`]: { json: { status } },
      };
    }
    test.each(cases)('%s', async (_name, github, changes, expected) => {
      const evaluation = await judge({ files: good, github }, { remote: { ...remote, ...changes } });
      expect(standing(evaluation)).toEqual(expected);
    });

    test.each(['if-token', 'required'])('no credential under mode %s', async (mode) => {
      const evaluation = await judge({ files: good }, { remote: { ...remote, mode } });
      expect(standing(evaluation)).toEqual(allUnverified);
      for (const { because } of evaluation.results.filter(({ status }) => status === 'unverified')) {
        expect(because).toMatchObject({ code: 'NO_CREDENTIAL', needs: expect.stringContaining('producer-token') });
        expect(because?.deferrable).toBe(mode === 'required' ? false : undefined);
      }
    });

    test('a producer on another server is not looked for on this one', async () => {
      const producer = 'https://git.example.test/harbour-example/ledger';
      const evaluation = await judge(
        { files: contractFiles({ repository: producer }), github: there },
        { remote, producer },
      );
      expect(standing(evaluation)).toEqual(allUnverified);
    });

    test('an answer that never comes makes the report an error, with the local results kept', async () => {
      const evaluation = await judge({ files: good, github: { [repo]: refused('GITHUB_DOWN') } }, { remote });
      expect(reportStatus(evaluation.results)).toBe('error');
      expect(
        evaluation.results.some(({ rule, status }) => rule === 'manifest-sync/mirror-hash' && status === 'passed'),
      ).toBe(true);
    });

    describe('a recorded commit of the tag', () => {
      const recorded = (sha: string): Setup['files'] => ({
        ...good,
        [paths.pin]: pin.replace('{\n', `{\n  "tag_commit": "${sha}",\n`),
      });
      const entry = { remote, fields: { ...contractEntry.fields, 'tag-commit': { pin: '/tag_commit' } } };
      const cases: [name: string, files: Setup['files'], answers: GitHubAnswers, expected: string[]][] = [
        ['is still the tag’s', recorded(facts.commit), there, []],
        ['is not the tag’s any more', recorded(tip), there, ['tag-moved failed']],
        [
          'of a tag that is gone',
          recorded(facts.commit),
          { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: notFound },
          ['remote-manifest failed', 'remote-tag failed', 'tag-moved failed'],
        ],
        [
          'of a tag that may not be read',
          recorded(facts.commit),
          { ...there, [`${repo}/git/ref/tags/${facts.tag}`]: refused('MISSING_PERMISSION') },
          ['remote-manifest unverified', 'remote-tag unverified', 'tag-moved unverified'],
        ],
      ];
      test.each(cases)('%s', async (_name, files, github, expected) => {
        expect(standing(await judge({ files: files ?? {}, github }, entry))).toEqual(expected);
      });

      test('in a pin that cannot be read is unverified', async () => {
        const files = { ...good, [paths.pin]: '{' };
        expect(standing(await judge({ files, github: there }, entry))).toContain('tag-moved unverified');
      });
    });

    test('the remote rules say that the producer was not asked when remote is off', async () => {
      const { results } = await judge({ files: good });
      const remoteResults = results.filter(({ rule }) => all.includes(rule.split('/')[1] ?? ''));
      expect(remoteResults.map(({ status }) => status)).toEqual(all.map(() => 'not-applicable'));
      expect(remoteResults[0]?.because?.message).toBe('remote is off: the producer was not asked');
    });
  });
}
