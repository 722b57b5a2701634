import { expect, test } from '@jest/globals';
import { type Place, places } from '../../../../shared/core/diagnosis.ts';
import { type Fields, secret } from '../../../../shared/core/inputs.ts';
import { type Around, abilityOf, wantsRun, wantsSecret } from '../../../../shared/domain/setup/abilities.ts';

const everywhere = new Set(['pull_request', 'push', 'merge_group', 'schedule', 'workflow_run']);
const around: Around = {
  events: () => everywhere,
  stepLimits: () => [],
  unseen: [],
  skipped: () => [],
  token: false,
  hasSecret: () => false,
  wants: () => true,
  wantsRun: false,
};
const permissions = { contents: 'read' } as const;
const token = { 'producer-token': secret({ description: 'x' }) };

const cases: [
  name: string,
  control: string,
  kind: 'check' | 'act' | 'decide',
  inputs: Fields,
  more: Partial<Around>,
  expected: Record<Place, string>,
][] = [
  [
    'files alone',
    'manifest-sync',
    'check',
    {},
    {},
    {
      laptop: 'yes',
      pull_request: 'yes',
      fork: 'yes',
      push: 'yes',
      merge_group: 'yes',
      schedule: 'yes',
      workflow_run: 'yes',
    },
  ],
  [
    'a secret',
    'manifest-sync',
    'check',
    token,
    {},
    {
      laptop: 'part',
      pull_request: 'yes',
      fork: 'part',
      push: 'yes',
      merge_group: 'yes',
      schedule: 'yes',
      workflow_run: 'yes',
    },
  ],
  [
    'a secret that nothing asks for',
    'manifest-sync',
    'check',
    token,
    { wants: () => false },
    {
      laptop: 'yes',
      pull_request: 'yes',
      fork: 'yes',
      push: 'yes',
      merge_group: 'yes',
      schedule: 'yes',
      workflow_run: 'yes',
    },
  ],
  [
    'a change',
    'atomic-change',
    'check',
    {},
    {},
    {
      laptop: 'yes',
      pull_request: 'yes',
      fork: 'yes',
      push: 'yes',
      merge_group: 'yes',
      schedule: 'no',
      workflow_run: 'no',
    },
  ],
  [
    'the platform',
    'branch-protection',
    'check',
    {},
    {},
    {
      laptop: 'no',
      pull_request: 'yes',
      fork: 'yes',
      push: 'yes',
      merge_group: 'yes',
      schedule: 'yes',
      workflow_run: 'yes',
    },
  ],
  [
    'the platform, with a token',
    'branch-protection',
    'check',
    {},
    { token: true },
    {
      laptop: 'yes',
      pull_request: 'yes',
      fork: 'yes',
      push: 'yes',
      merge_group: 'yes',
      schedule: 'yes',
      workflow_run: 'yes',
    },
  ],
  [
    'commands',
    'verification',
    'check',
    {},
    {},
    {
      laptop: 'yes',
      pull_request: 'yes',
      fork: 'no',
      push: 'yes',
      merge_group: 'yes',
      schedule: 'yes',
      workflow_run: 'no',
    },
  ],
  [
    'something that changes files',
    'manifest-repin',
    'act',
    {},
    {},
    {
      laptop: 'part',
      pull_request: 'no',
      fork: 'no',
      push: 'yes',
      merge_group: 'no',
      schedule: 'yes',
      workflow_run: 'yes',
    },
  ],
  [
    'events that no workflow has',
    'manifest-sync',
    'check',
    {},
    { events: () => new Set(['pull_request']) },
    {
      laptop: 'yes',
      pull_request: 'yes',
      fork: 'yes',
      push: 'not-run',
      merge_group: 'not-run',
      schedule: 'not-run',
      workflow_run: 'not-run',
    },
  ],
  [
    'events that the section skips',
    'manifest-sync',
    'check',
    {},
    { skipped: () => ['local', 'pull_request'] },
    {
      laptop: 'no',
      pull_request: 'no',
      fork: 'no',
      push: 'yes',
      merge_group: 'yes',
      schedule: 'yes',
      workflow_run: 'yes',
    },
  ],
  [
    'the reports of a run',
    'executive-summary',
    'decide',
    {},
    { token: true },
    {
      laptop: 'part',
      pull_request: 'yes',
      fork: 'yes',
      push: 'yes',
      merge_group: 'yes',
      schedule: 'yes',
      workflow_run: 'yes',
    },
  ],
];

test.each(cases)('%s', (_name, name, kind, inputs, more, expected) => {
  const { at } = abilityOf({ name, kind, permissions, inputs }, { ...around, ...more });
  expect(Object.fromEntries(places.map((place) => [place, at[place].reach]))).toEqual(expected);
  // Whatever is less than all of it says why.
  for (const { reach, because } of Object.values(at))
    expect(because !== undefined || reach === 'yes' || reach === 'not-run').toBe(true);
});

test('a secret has a use where the configuration asks for what it shows', () => {
  const contracts = (mode: string): { lists: Record<string, unknown[]> } => ({
    lists: { contracts: [{ remote: { mode } }] },
  });
  expect(wantsSecret('manifest-sync', 'producer-token', contracts('off'))).toBe(false);
  expect(wantsSecret('manifest-sync', 'producer-token', contracts('if-token'))).toBe(true);
  expect(wantsSecret('contract-change', 'consumer-token', { lists: { surfaces: [{}] } })).toBe(false);
  expect(
    wantsSecret('contract-change', 'consumer-token', { lists: { surfaces: [{ notices: { rollout: {} } }] } }),
  ).toBe(true);
  expect(wantsSecret('branch-protection', 'admin-token', { lists: {} })).toBe(true);
});

test('what a called workflow may run is not said to run nowhere', () => {
  const control = { name: 'manifest-sync', kind: 'check', permissions, inputs: {} } as const;
  const { at } = abilityOf(control, { ...around, events: () => new Set(), unseen: ['acme/x/.github/workflows/y.yml'] });
  expect(at.push).toEqual({ reach: 'not-run', because: 'what is not looked into may run it' });
});

test.each([
  ['evidence-bundle', { create: {} }, 'part'],
  ['evidence-bundle', { verify: {} }, 'yes'],
  ['manifest-sync', { create: {} }, 'yes'],
])('on a laptop %s with the section %j verifies: %s', (name, section, expected) => {
  const asked = wantsRun(name, { sections: { [name]: section } });
  const { at } = abilityOf({ name, kind: 'record', permissions, inputs: {} }, { ...around, wantsRun: asked });
  expect([at.laptop.reach, at.push.reach]).toEqual([expected, 'yes']);
});
