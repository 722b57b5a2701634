import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { observeTags } from '../../../../shared/domain/protection/observe-tags.ts';
import { compareTags, type TagRow } from '../../../../shared/domain/protection/tag-objects.ts';
import { isTagName, type TagRecord, TagRecordSchema } from '../../../../shared/domain/protection/tag-record.ts';
import { client } from '../../../support/github-asking.ts';
import { pages, payload } from '../../../support/github-routes.ts';
import { withGitHub } from '../../../support/github-server.ts';
import { type GitHubAnswers, memoryGitHub, notFound } from '../../../support/memory-github.ts';
import { countingGitHub, faults, planLimit } from '../../../support/protection-api.ts';

const sha = (digit: string): string => digit.repeat(40);
const [object, commit, otherObject, otherCommit] = [sha('a'), sha('c'), sha('b'), sha('d')];
const root = 'GET /repos/acme/app';
const list = `${root}/git/matching-refs/tags`;
const tagObject = (id: string): string => `${root}/git/tags/${id}`;
const release = `${root}/releases/tags/v1.2.0`;
const setting = `${root}/immutable-releases`;

const annotated = { name: 'v1.2.0', object, commit };
const plain = { name: 'v1.2.0', object: commit, commit };
const ref = (name: string, id: string, type = 'tag') => ({ ref: `refs/tags/${name}`, object: { type, sha: id } });
const names = (id: string, type = 'commit') => ({ json: { object: { type, sha: id } } });

async function rowsOf(record: TagRecord, answers: GitHubAnswers): Promise<TagRow[]> {
  return compareTags(record, await observeTags(memoryGitHub(answers), 'acme/app', TagRecordSchema.parse(record)));
}
const shown = (rows: readonly TagRow[]): string[] =>
  rows.map(({ tag, check, verdict, holds, severity }) => `${tag} ${check} ${verdict} ${holds} ${severity}`);

describe('a recorded tag', () => {
  test.each<[string, TagRecord['tags'][number], GitHubAnswers, string]>([
    ['is there', annotated, { [list]: { json: [ref('v1.2.0', object)] } }, 'unchanged true info'],
    [
      'is there without a tag object',
      plain,
      { [list]: { json: [ref('v1.2.0', commit, 'commit')] } },
      'unchanged true info',
    ],
    [
      'has another tag object for the same commit',
      annotated,
      { [list]: { json: [ref('v1.2.0', otherObject)] }, [tagObject(otherObject)]: names(commit) },
      're-tagged false high',
    ],
    [
      'has lost its tag object',
      annotated,
      { [list]: { json: [ref('v1.2.0', commit, 'commit')] } },
      're-tagged false high',
    ],
    [
      'has got a tag object',
      plain,
      { [list]: { json: [ref('v1.2.0', object)] }, [tagObject(object)]: names(commit) },
      're-tagged false high',
    ],
    [
      'names another commit by a tag object',
      annotated,
      { [list]: { json: [ref('v1.2.0', otherObject)] }, [tagObject(otherObject)]: names(otherCommit) },
      'moved false critical',
    ],
    [
      'names another commit',
      plain,
      { [list]: { json: [ref('v1.2.0', otherCommit, 'commit')] } },
      'moved false critical',
    ],
    ['names a tree', plain, { [list]: { json: [ref('v1.2.0', otherObject, 'tree')] } }, 'moved false critical'],
    [
      'names a tree with the digits of the commit',
      annotated,
      { [list]: { json: [ref('v1.2.0', commit, 'tree')] } },
      'moved false critical',
    ],
    [
      'names a tag of a tag',
      annotated,
      {
        [list]: { json: [ref('v1.2.0', otherObject)] },
        [tagObject(otherObject)]: names(sha('e'), 'tag'),
        [tagObject(sha('e'))]: names(commit),
      },
      're-tagged false high',
    ],
    [
      'names itself for ever',
      annotated,
      { [list]: { json: [ref('v1.2.0', otherObject)] }, [tagObject(otherObject)]: names(otherObject, 'tag') },
      'changed false critical',
    ],
    ['is gone', annotated, { [list]: { json: [] } }, 'deleted false high'],
    ['is there in other letters only', annotated, { [list]: { json: [ref('V1.2.0', object)] } }, 'deleted false high'],
    [
      'is there as something else only',
      annotated,
      {
        [list]: { json: [{ ref: 'refs/tagsv1.2.0', object: { type: 'tag', sha: object } }, ref('v1.2.0-rc', object)] },
      },
      'deleted false high',
    ],
    [
      'is a commit, and the record says another one',
      { ...annotated, object: commit, commit: otherCommit },
      { [list]: { json: [ref('v1.2.0', commit, 'commit')] } },
      'wrong-record false medium',
    ],
    [
      'has a tag object, and the record says none',
      { ...annotated, commit: object },
      { [list]: { json: [ref('v1.2.0', object)] } },
      'wrong-record false medium',
    ],
    [
      'is a tree, which has no commit',
      annotated,
      { [list]: { json: [ref('v1.2.0', object, 'tree')] } },
      'wrong-record false medium',
    ],
  ])('%s', async (_name, tag, answers, expected) => {
    const rows = await rowsOf({ tags: [tag] }, answers);
    expect(shown(rows)).toEqual([`v1.2.0 object ${expected}`]);
    const failed = { fix: expect.any(String), expected: expect.any(String), actual: expect.any(String) };
    expect(rows).toMatchObject([rows[0]?.holds === false ? failed : { because: [] }]);
  });

  test('what was expected, what is there and what to do', async () => {
    const answers = { [list]: { json: [ref('v1.2.0', otherObject)] }, [tagObject(otherObject)]: names(otherCommit) };
    expect(await rowsOf({ tags: [annotated] }, answers)).toEqual([
      {
        tag: 'v1.2.0',
        check: 'object',
        verdict: 'moved',
        holds: false,
        severity: 'critical',
        expected: `the tag object ${object} of the commit ${commit}`,
        actual: `the tag object ${otherObject} of the commit ${otherCommit}`,
        fix: `git push origin '+${object}:refs/tags/v1.2.0' from a clone that has it, and find out who moved it`,
        because: [],
      },
    ]);
  });

  test('names that every object has are names as others', async () => {
    const tags = ['__proto__', 'constructor', 'toString'].map((name) => ({ name, object, commit }));
    const rows = await rowsOf({ tags }, { [list]: { json: [ref('constructor', object)] } });
    expect(shown(rows).sort()).toEqual([
      '__proto__ object deleted false high',
      'constructor object unchanged true info',
      'toString object deleted false high',
    ]);
  });
});

describe('tags that are not recorded', () => {
  const json = [ref('v1.2.0', object), ref('v1.3.0', object), ref('nightly', object)];
  test.each<[string, TagRecord['patterns'], string[]]>([
    ['nobody asks', undefined, []],
    ['one is named', ['v*'], ['v1.3.0 recorded unrecorded false low']],
    ['all are named', ['v*', '*'], ['nightly recorded unrecorded false low', 'v1.3.0 recorded unrecorded false low']],
    ['none is meant', ['release/*'], [' recorded unchanged true info']],
  ])('%s', async (_name, patterns, expected) => {
    const rows = await rowsOf(
      { tags: [annotated], ...(patterns === undefined ? {} : { patterns }) },
      { [list]: { json } },
    );
    const found = shown(rows.filter(({ check }) => check === 'recorded')).sort();
    expect(found).toEqual(expected);
  });

  test('what the pattern means is not guessed', async () => {
    const rows = await rowsOf({ tags: [], patterns: ['v**'] }, { [list]: { json: [ref('v/1', object)] } });
    expect(rows).toMatchObject([
      { tag: 'v/1', verdict: 'unknown', holds: undefined, because: [{ code: 'INCONCLUSIVE' }] },
    ]);
  });
});

describe('immutable releases', () => {
  const there = { [list]: { json: [ref('v1.2.0', object)] } };
  const record: TagRecord = { tags: [{ ...annotated, immutable: true }], 'immutable-releases': true };
  const good = {
    [release]: { json: { tag_name: 'v1.2.0', draft: false, immutable: true } },
    [setting]: { json: { enabled: true, enforced_by_owner: false } },
  };
  test.each<[string, GitHubAnswers, string[]]>([
    ['both are', {}, [' immutable immutable true info', 'v1.2.0 immutable immutable true info']],
    [
      'the release is not',
      { [release]: { json: { tag_name: 'v1.2.0', draft: false, immutable: false } } },
      [' immutable immutable true info', 'v1.2.0 immutable mutable false high'],
    ],
    [
      'the host does not say',
      { [release]: { json: { tag_name: 'v1.2.0', draft: false } } },
      [' immutable immutable true info', 'v1.2.0 immutable unknown undefined high'],
    ],
    [
      'a draft',
      { [release]: { json: { tag_name: 'v1.2.0', draft: true, immutable: true } } },
      [' immutable immutable true info', 'v1.2.0 immutable unknown undefined high'],
    ],
    [
      'the release of another tag',
      { [release]: { json: { tag_name: 'v1.2', draft: false, immutable: true } } },
      [' immutable immutable true info', 'v1.2.0 immutable unknown undefined high'],
    ],
    [
      'no release',
      { [release]: notFound },
      [' immutable immutable true info', 'v1.2.0 immutable unknown undefined high'],
    ],
    [
      'they are switched off',
      { [setting]: { json: { enabled: false, enforced_by_owner: false } } },
      [' immutable mutable false high', 'v1.2.0 immutable immutable true info'],
    ],
    [
      'a 404 does not say that they are switched off',
      { [setting]: notFound },
      [' immutable unknown undefined high', 'v1.2.0 immutable immutable true info'],
    ],
  ])('%s', async (_name, answers, expected) => {
    const rows = await rowsOf(record, { ...there, ...good, ...answers });
    expect(shown(rows.filter(({ check }) => check === 'immutable')).sort()).toEqual(expected);
  });
});

const places = {
  list: [list, 'object'],
  'tag object': [tagObject(otherObject), 'object'],
  release: [release, 'immutable'],
  setting: [setting, 'immutable'],
} as const;
const everyFault = { ...faults, 'a plan without it': planLimit };
const cases = Object.entries(places).flatMap(([place, [key, check]]) =>
  Object.entries(everyFault).map(([fault, answer]) => ({ place, key, check, fault, answer })),
);
describe(`${cases.length} faults: nothing that was not read holds`, () => {
  const record: TagRecord = { tags: [{ ...annotated, immutable: true }], patterns: ['v*'], 'immutable-releases': true };
  test.each(cases)('$place, $fault', async ({ place, key, check, answer }) => {
    const peeled = place === 'tag object';
    const rows = await rowsOf(record, {
      [list]: { json: [ref('v1.2.0', peeled ? otherObject : object)] },
      [`${root}/git/ref/tags/v1.2.0`]: answer,
      [release]: { json: { tag_name: 'v1.2.0', draft: false, immutable: true } },
      [setting]: { json: { enabled: true } },
      [key]: answer,
    });
    const hit = rows.filter((row) => row.check === check && (place === 'setting') === (row.tag === ''));
    expect(hit).toHaveLength(1);
    expect(hit[0]).toMatchObject(
      peeled ? { holds: false, verdict: 'changed' } : { holds: undefined, verdict: 'unknown' },
    );
    expect(hit[0]?.because).toMatchObject([{ code: answer.because.code }]);
    const recorded = rows.find((row) => row.check === 'recorded');
    expect(recorded?.holds).toBe(place === 'list' ? undefined : true);
    const settles = place === 'setting' ? /administration: read/ : /contents: read/;
    const permission = ['MISSING_PERMISSION', 'NO_CREDENTIAL', 'NOT_FOUND'].includes(answer.because.code);
    expect(hit[0]?.because[0]?.needs ?? '').toMatch(permission ? settles : /^$/);
  });
});

describe('a list that GitHub cuts off', () => {
  const one = `${root}/git/ref/tags/v1.2.0`;
  const cut = { [list]: faults['a list that is cut'] };
  test.each<[string, GitHubAnswers, string]>([
    ['a tag that is there', { [one]: { json: ref('v1.2.0', object) } }, 'unchanged true info'],
    ['a tag that is gone', { [one]: notFound }, 'deleted false high'],
    ['a tag that was moved', { [one]: { json: ref('v1.2.0', otherCommit, 'commit') } }, 'moved false critical'],
    ['an answer for another tag', { [one]: { json: ref('v1.2.0-rc', object) } }, 'unknown undefined critical'],
    ['no answer', { [one]: faults['a rate limit'] }, 'unknown undefined critical'],
  ])('%s', async (_name, answers, expected) => {
    const rows = await rowsOf({ tags: [annotated], patterns: ['v*'] }, { ...cut, ...answers });
    expect(shown(rows).sort()).toEqual([' recorded unknown undefined low', `v1.2.0 object ${expected}`]);
  });
});

test('requests: one for all tags, and nothing that is not asked for', async () => {
  const tags = Array.from({ length: 50 }, (_, index) => ({ name: `v${index}`, object, commit }));
  const { github, asked } = countingGitHub({ [list]: { json: tags.map(({ name }) => ref(name, object)) } });
  const rows = compareTags({ tags }, await observeTags(github, 'acme/app', { tags }));
  expect(asked).toEqual(['GET /repos/{owner}/{repo}/git/matching-refs/{+ref}']);
  expect(rows.every(({ holds }) => holds === true)).toBe(true);
});

test('through the adapter: every page, and names with a slash', async () => {
  const tag = { name: 'app/v1', object: otherObject, commit };
  await withGitHub(
    {
      'GET /repos/{owner}/{repo}/git/matching-refs/tags': pages(
        [[ref('v1.2.0', object)], [ref('app/v1', object)]],
        (items) => payload<'/repos/{owner}/{repo}/git/matching-refs/{ref}'>([...items]),
      ),
      'GET /repos/{owner}/{repo}/git/tags/{tag_sha}': { body: { object: { type: 'commit', sha: commit } } },
      'GET /repos/{owner}/{repo}/releases/tags/{tag}': { body: { tag_name: 'app/v1', draft: false, immutable: true } },
    },
    async (server) => {
      const record: TagRecord = { tags: [annotated, { ...tag, immutable: true }] };
      const rows = compareTags(record, await observeTags(client(server), 'acme/app', record));
      expect(shown(rows)).toEqual([
        'app/v1 object re-tagged false high',
        'v1.2.0 object unchanged true info',
        'app/v1 immutable immutable true info',
      ]);
      expect(server.requests.map(({ path }) => path)).toContain('/repos/acme/app/releases/tags/app%2Fv1');
    },
  );
});

describe('the record', () => {
  test.each<[string, unknown, number]>([
    ['whole', { tags: [{ ...annotated, immutable: true }], patterns: ['v*'], 'immutable-releases': true }, 0],
    ['empty', { tags: [] }, 0],
    ['sha256', { tags: [{ name: 'v1', object: 'a'.repeat(64), commit: 'b'.repeat(64) }] }, 0],
    ['a name twice', { tags: [annotated, plain] }, 1],
    ['names in other letters', { tags: [annotated, { ...plain, name: 'V1.2.0' }] }, 0],
    ['a full name with a space', { tags: [{ ...plain, name: 'v 1' }] }, 1],
    ['short and large digits', { tags: [{ name: 'v1', object: 'abc', commit: 'A'.repeat(40) }] }, 2],
    ['switched off by a word', { tags: [{ ...plain, immutable: false }], 'immutable-releases': false }, 2],
    ['a pattern that says nothing', { tags: [], patterns: ['', 'v\\*', 'v[!1]'] }, 3],
    ['unknown keys', { tags: [], tag: [] }, 1],
  ])('%s', (_name, value, problems) => {
    expect(TagRecordSchema.safeParse(value).error?.issues.length ?? 0).toBe(problems);
  });

  test.each<[string, boolean]>([
    ['v1.2.0', true],
    ['a/b', true],
    ['@v1', true],
    ['', false],
    ['@', false],
    ['a..b', false],
    ['a.lock', false],
    ['a/.b', false],
    ['/a', false],
    ['a/', false],
    ['a//b', false],
    ['a@{b', false],
    ['a.', false],
    ['a\u007f', false],
    ['a~1', false],
    ['a\\b', false],
    ['..', false],
  ])('the name %j', (name, holds) => {
    expect(isTagName(name)).toBe(holds);
  });
});

test('a tag holds just if it names the recorded object', async () => {
  const id = fc.constantFrom(object, commit, otherObject, otherCommit);
  const type = fc.constantFrom('tag', 'commit', 'tree', 'blob');
  await fc.assert(
    fc.asyncProperty(id, id, id, type, id, type, async (recorded, recordedCommit, now, kind, end, endType) => {
      const tag = { name: 'v1', object: recorded, commit: recordedCommit };
      const peeled = kind === 'tag' ? { [tagObject(now)]: names(end, endType) } : {};
      const tree = Object.fromEntries(
        [object, commit, otherObject, otherCommit].map((one) => [tagObject(one), names(end, endType)]),
      );
      const [row] = await rowsOf({ tags: [tag] }, { [list]: { json: [ref('v1', now, kind)] }, ...tree, ...peeled });
      expect(row?.holds).toBe(
        now === recorded &&
          (kind === 'tag' ? recorded !== recordedCommit : kind === 'commit' && recorded === recordedCommit),
      );
    }),
  );
});
