import { expect, test } from '@jest/globals';
import { branchRules, type SeenRules } from '../../../../shared/domain/branch-rules/branch-rules.ts';

/* What of an observation tells which checks are required: the rules, the summary of the branch, classic protection, and how they agree. */

const unknown = {
  state: 'unknown',
  because: { code: 'MISSING_PERMISSION', message: 'hidden', needs: 'more' },
} as const;
const notAsked = { state: 'none', why: 'not-asked', message: 'nobody asked' } as const;
const noClassic = { state: 'none', why: 'not-protected', message: 'there is none' } as const;
const rule = (...contexts: string[]): SeenRules['rules'] => ({
  state: 'read',
  data: [
    {
      type: 'required_status_checks',
      ruleset_id: 7,
      parameters: { required_status_checks: contexts.map((context) => ({ context, integration_id: 1 })) },
    },
  ],
});
const none: SeenRules['rules'] = { state: 'read', data: [] };
const checks = (...contexts: string[]) => ({
  contexts,
  checks: contexts.map((context) => ({ context, app_id: 1 })),
});
const classic = (...contexts: string[]): SeenRules['classic'] => ({
  state: 'read',
  data: contexts.length === 0 ? {} : { required_status_checks: checks(...contexts) },
});
const open: SeenRules['branch'] = { state: 'read', data: { name: 'main', protected: false } };
const shown = (...contexts: string[]): SeenRules['branch'] => ({
  state: 'read',
  data: { name: 'main', protected: true, protection: { enabled: true, required_status_checks: checks(...contexts) } },
});
const closed: SeenRules['branch'] = {
  state: 'read',
  data: { name: 'main', protected: true, protection: { enabled: true } },
};

test.each<[string, SeenRules, string | readonly string[], boolean | undefined]>([
  ['a ruleset alone', { rules: rule('a'), branch: open, classic: notAsked }, ['a'], false],
  [
    'classic protection, as everybody sees it',
    { rules: none, branch: shown('b'), classic: notAsked },
    ['b'],
    undefined,
  ],
  ['both', { rules: rule('a'), branch: shown('b'), classic: notAsked }, ['a', 'b'], undefined],
  [
    'classic protection, as an administrator sees it',
    { rules: none, branch: closed, classic: classic('b') },
    ['b'],
    undefined,
  ],
  [
    'the same without the summary',
    { rules: rule('a'), branch: notAsked, classic: classic('b') },
    ['a', 'b'],
    undefined,
  ],
  ['no classic protection, for certain', { rules: rule('a'), branch: notAsked, classic: noClassic }, ['a'], false],
  ['summary and protection that agree', { rules: none, branch: shown('b'), classic: classic('b') }, ['b'], undefined],
  [
    'summary and protection that do not',
    { rules: none, branch: shown('b'), classic: classic('c') },
    'INCONCLUSIVE',
    undefined,
  ],
  [
    'a summary of protection that is not there',
    { rules: none, branch: shown('b'), classic: noClassic },
    'INCONCLUSIVE',
    undefined,
  ],
  ['protection that nothing shows', { rules: none, branch: closed, classic: unknown }, 'NO_DATA', undefined],
  [
    'neither summary nor protection',
    { rules: rule('a'), branch: notAsked, classic: unknown },
    'MISSING_PERMISSION',
    undefined,
  ],
  ['nobody asked for either', { rules: rule('a'), branch: notAsked, classic: notAsked }, 'NO_DATA', undefined],
  [
    'a hidden summary beside certain protection',
    { rules: rule('a'), branch: unknown, classic: noClassic },
    ['a'],
    false,
  ],
  ['hidden rules', { rules: unknown, branch: open, classic: noClassic }, 'MISSING_PERMISSION', undefined],
  ['rules that nobody asked for', { rules: notAsked, branch: open, classic: noClassic }, 'NO_DATA', undefined],
  [
    'another branch',
    { rules: rule('a'), branch: { state: 'read', data: { name: 'trunk', protected: false } }, classic: noClassic },
    'NOT_FOUND',
    undefined,
  ],
])('%s', (_name, seen, expected, queue) => {
  const { required, mergeQueue } = branchRules('main', seen);
  expect(required.known ? required.value.map(({ context }) => context) : required.because.code).toEqual(expected);
  expect(mergeQueue.known ? mergeQueue.value : undefined).toBe(queue);
});

test('a plan that enforces nothing requires nothing', () => {
  const limit = { state: 'none', why: 'plan-limit', message: 'Upgrade' } as const;
  expect(branchRules('main', { rules: limit, branch: unknown, classic: unknown })).toMatchObject({
    required: { known: true, value: [] },
    mergeQueue: { known: true, value: false },
    planLimit: 'Upgrade',
  });
});

test('a queue is one whatever else is hidden', () => {
  const rules: SeenRules['rules'] = { state: 'read', data: [{ type: 'merge_queue', ruleset_id: 7 }] };
  expect(branchRules('main', { rules, branch: unknown, classic: unknown }).mergeQueue).toEqual({
    known: true,
    value: true,
  });
});
