import type { GitHubAnswers } from '../../support/memory-github.ts';
import { faults, type Tier, type World } from '../../support/protection-api.ts';
import type { Setup } from '../../support/world.ts';
import { onMain, setup, strictMain } from './fixtures.ts';

/* What happened to the protection, and what became of tags: cases that give each of their rules every status. */

const admin: Tier = 'administration: write';
export const now = '2026-11-20T12:00:00Z';
export const suites = 'GET /repos/acme/app/rulesets/rule-suites';
export const versions = 'GET /repos/acme/app/rulesets/1/history';
export const suite = {
  id: 9,
  actor_name: 'mallory',
  before_sha: 'a'.repeat(40),
  after_sha: 'b'.repeat(40),
  ref: 'refs/heads/main',
  pushed_at: '2026-11-19T10:00:00Z',
  result: 'bypass',
};
export const version = { version_id: 3, actor: { id: 7, type: 'User' }, updated_at: '2026-11-18T10:00:00Z' };
const world: World = { rulesets: [strictMain] };

/** Main is judged, with the history of seven days. */
export function withHistory(changed: GitHubAnswers = {}, more: Partial<Setup> & { days?: number } = {}): Setup {
  const { days = 7, ...rest } = more;
  const policy = onMain({ deletion: true });
  const answers = { [suites]: { json: [] }, [versions]: { json: [] }, ...changed };
  const given = setup(world, admin, policy, { changed: answers, now, ...rest });
  return { ...given, section: { policy, history: { since: days } } };
}

type Case = [name: string, given: Setup, lines: string[]];

export const historyCases: Case[] = [
  ['nothing happened', withHistory(), ['no-bypass no-bypass: passed', 'ruleset-changes ruleset-changes: passed']],
  [
    'a bypass',
    withHistory({ [suites]: { json: [suite] } }),
    ['no-bypass rule suite 9: failed', 'ruleset-changes ruleset-changes: passed'],
  ],
  [
    'a bypass before the window',
    withHistory({ [suites]: { json: [{ ...suite, pushed_at: '2026-11-12T10:00:00Z' }] } }),
    ['no-bypass no-bypass: passed'],
  ],
  [
    'a change',
    withHistory({ [versions]: { json: [version] } }),
    ['no-bypass no-bypass: passed', 'ruleset-changes ruleset 1 version 3: failed'],
  ],
  [
    'bypasses that are not shown',
    withHistory({ [suites]: faults['a missing permission'] }),
    ['no-bypass no-bypass: unverified MISSING_PERMISSION', 'ruleset-changes ruleset-changes: passed'],
  ],
  [
    'changes that are not shown',
    withHistory({ [versions]: faults['a hidden 404'] }),
    ['no-bypass no-bypass: passed', 'ruleset-changes ruleset-changes: unverified NOT_FOUND'],
  ],
  [
    'a list that is cut',
    withHistory({ [suites]: faults['a list that is cut'] }),
    ['no-bypass no-bypass: unverified TRUNCATED'],
  ],
  [
    'a window for which GitHub keeps no bypasses, and one of them',
    withHistory({ [suites]: { json: [suite] } }, { days: 40 }),
    ['no-bypass no-bypass: unverified TRUNCATED', 'no-bypass rule suite 9: failed'],
  ],
];

const object = 'c'.repeat(40);
const commit = 'd'.repeat(40);
const other = 'e'.repeat(40);
const at = 'GET /repos/acme/app';
const tag = { name: 'v1', object, commit };
const ref = (name: string, sha: string, type = 'tag') => ({ ref: `refs/tags/${name}`, object: { type, sha } });

/** Main is judged, with this record of tags. */
export function withTags(record: unknown, refs: unknown[], changed: GitHubAnswers = {}, path = 'tags.json'): Setup {
  const policy = onMain({ deletion: true });
  const answers = { [`${at}/git/matching-refs/tags`]: { json: refs }, ...changed };
  const content = typeof record === 'string' ? record : JSON.stringify(record);
  const given = setup(world, admin, policy, { changed: answers, now, files: {}, policyFiles: { [path]: content } });
  return { ...given, section: { policy, 'tag-objects': path } };
}

export const record = { tags: [tag] };
export const same = ref('v1', object);
export const moved = { [`${at}/git/tags/${other}`]: { json: { object: { type: 'commit', sha: other } } } };
export const again = { [`${at}/git/tags/${other}`]: { json: { object: { type: 'commit', sha: commit } } } };
export const elsewhere = ref('v1', other);
const listed = { ...record, patterns: ['v*'] };
const immutable = { tags: [{ ...tag, immutable: true }], 'immutable-releases': true };
const release = (given: boolean | undefined) => ({
  [`${at}/releases/tags/v1`]: { json: { tag_name: 'v1', draft: false, immutable: given } },
  [`${at}/immutable-releases`]: { json: { enabled: given === true } },
});

export const tagCases: Case[] = [
  ['a tag as it was', withTags(record, [same]), ['release-tags tag v1: passed']],
  [
    'a record in YAML',
    withTags(`tags: [{ name: v1, object: '${object}', commit: '${commit}' }]`, [same], {}, 't.yml'),
    ['release-tags tag v1: passed'],
  ],
  ['a tag that was moved', withTags(record, [elsewhere], moved), ['release-tags tag v1: failed']],
  ['a tag that was made again', withTags(record, [elsewhere], again), ['release-tags tag v1: failed']],
  [
    'a tag of another object that cannot be read',
    withTags(record, [elsewhere], { [`${at}/git/tags/${other}`]: faults['a rate limit'] }),
    ['release-tags tag v1: failed'],
  ],
  ['a tag that was deleted', withTags(record, []), ['release-tags tag v1: failed']],
  ['a record that cannot be so', withTags(record, [ref('v1', object, 'commit')]), ['release-tags tag v1: failed']],
  [
    'tags that are not shown',
    withTags(listed, [], { [`${at}/git/matching-refs/tags`]: faults['a missing permission'] }),
    [
      'recorded-tags recorded-tags: unverified MISSING_PERMISSION',
      'release-tags tag v1: unverified MISSING_PERMISSION',
    ],
  ],
  ['every tag is recorded', withTags(listed, [same]), ['recorded-tags recorded-tags: passed']],
  ['a tag that nobody recorded', withTags(listed, [same, ref('v2', other)]), ['recorded-tags tag v2: failed']],
  [
    'releases that are immutable',
    withTags(immutable, [same], release(true)),
    ['immutable-releases immutable-releases: passed', 'immutable-releases tag v1: passed'],
  ],
  [
    'releases that are not',
    withTags(immutable, [same], release(false)),
    ['immutable-releases immutable-releases: failed', 'immutable-releases tag v1: failed'],
  ],
  [
    'releases of which it is not said',
    withTags(immutable, [same], { ...release(undefined), [`${at}/immutable-releases`]: faults['a hidden 404'] }),
    ['immutable-releases immutable-releases: unverified NOT_FOUND', 'immutable-releases tag v1: unverified NO_DATA'],
  ],
];
