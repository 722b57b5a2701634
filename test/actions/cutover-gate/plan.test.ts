import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/cutover-gate/control.ts';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import { atCutover, paths, section } from '../../support/cutover.ts';
import { configurationOf, evaluateWith } from '../../support/world.ts';

/* The plan of a producer and its consumer, from the first checkpoint to the release: each step is a checkpoint like every other. */

const planning = { verify: ['producer-suite'], requires: ['joint-go'] };
const tested = { verify: ['producer-suite', 'consumer-ci'], requires: ['joint-go'] };
const whole = { verify: ['contract', 'producer-suite', 'consumer-ci'] };
const recorded = (id: string): string => `.github/checkpoints/${id}.yml`;

const steps: [id: string, asks: Record<string, unknown>][] = [
  [
    'checkpoint-a',
    {
      ...tested,
      'producer-artifacts': ['contracts/manifest.json'],
      'consumer-artifacts': ['config/ledger-manifest.json'],
    },
  ],
  ['checkpoint-b', { ...tested, 'consumer-artifacts': ['artifacts/contract-evidence.json'] }],
  ['checkpoint-c', { ...tested, stability: { release: 'v2.4.0', for: '14d' } }],
  ['checkpoint-d', { ...planning, 'producer-artifacts': [paths.table] }],
  ['m1-draft', { ...planning, 'producer-artifacts': [paths.table] }],
  ['m2-readiness', { ...tested, requires: ['joint-go', 'rehearsal'] }],
  [
    'm3-overlap',
    {
      ...tested,
      'producer-artifacts': ['api/v3.yaml', 'contracts/manifest.json', 'docs/migration-v3.md'],
      'not-before': '2026-11-01T00:00:00Z',
    },
  ],
  ['m4-cutover', { ...whole, environment: 'production' }],
  ...['p1', 'p2', 'p3', 'p4'].flatMap((phase): [string, Record<string, unknown>][] => [
    [`${phase}-entry`, planning],
    [`${phase}-exit`, phase === 'p4' ? { ...whole, environment: 'production' } : tested],
  ]),
];

const checkpoints = steps.map(([id, asks], index) => {
  const [before] = steps[index - 1] ?? [];
  return { id, ...asks, record: recorded(id), after: before === undefined ? [] : [before] };
});

describe('a plan of sixteen checkpoints, entries and exits of phases among them', () => {
  test('is a configuration', () => {
    expect(
      configurationOf(control, { section: { ...section, checkpoint: 'checkpoint-a', checkpoints } }),
    ).toBeDefined();
    expect(checkpoints).toHaveLength(16);
  });

  test('its first checkpoint passes where everything is in order', async () => {
    const given = { ...section, checkpoint: 'checkpoint-a', checkpoints };
    const setup = atCutover({ section: given, files: { 'contracts/manifest.json': '{}' } });
    const { results, error } = await evaluateWith(control, setup);
    expect(reportStatus(results, error)).toBe('passed');
  });

  test.each(steps.slice(1))('%s does not pass before the one before it is recorded', async (id) => {
    const setup = atCutover({
      section: { ...section, checkpoint: id, checkpoints },
      files: { 'contracts/manifest.json': '{}' },
    });
    const known = { ...setup, github: { ...setup.github, ...unknown } };
    const { results } = await evaluateWith(control, known);
    const before = results.filter(({ rule }) => rule === 'cutover-gate/prerequisite');
    expect(before.map(({ status }) => status)).toEqual(['failed']);
  });
});

/** What the other side has not got at these steps. */
const unknown = Object.fromEntries(
  ['artifacts/contract-evidence.json'].map((path) => [
    `GET /repos/acme/desk/contents/${path}`,
    { because: { code: 'NOT_FOUND' as const, message: 'GitHub answers 404' }, status: 404 },
  ]),
);
