import { expect, test } from '@jest/globals';
import { pointerProblems } from '../../../../shared/core/pointer-problem.ts';
import { LayersSchema, layersOf } from '../../../../shared/domain/protection/layers.ts';
import type { Membership } from '../../../../shared/domain/repository-class/classes.ts';

const asks = (count: number) => ({ branches: [{ pattern: 'main', reviews: { count } }] });
const layers = LayersSchema.parse({
  organisation: asks(1),
  classes: [
    { name: 'service', topic: 'service', policy: asks(2) },
    { name: 'critical', property: { name: 'tier', value: 'one' }, policy: asks(3) },
  ],
  repository: asks(4),
});
const none = { topics: [], properties: {} };

test.each<[string, Membership, string[], number]>([
  ['of no class', none, [], 0],
  ['by its topic', { ...none, topics: ['docs', 'service'] }, ['class service'], 0],
  ['by a property', { ...none, properties: { tier: 'one' } }, ['class critical'], 0],
  ['by one of the values of a property', { ...none, properties: { tier: ['two', 'one'] } }, ['class critical'], 0],
  ['by another value', { ...none, properties: { tier: 'two' } }, [], 0],
  ['by a property without a value', { ...none, properties: { tier: null } }, [], 0],
  ['of both', { topics: ['service'], properties: { tier: 'one' } }, ['class service', 'class critical'], 0],
  ['topics that were not read', { ...none, topics: undefined }, [], 1],
  ['properties that were not read', { topics: ['service'], properties: undefined }, ['class service'], 1],
])('a repository %s', (_name, member, classes, unknown) => {
  const { layers: found, open } = layersOf(layers, member);
  expect(found.map(({ name }) => name)).toEqual(['organisation', ...classes, 'repository']);
  expect(open).toHaveLength(unknown);
});

test.each<[string, unknown, string[]]>([
  ['nothing', {}, ['']],
  ['a class by nothing', { classes: [{ name: 'a', policy: asks(1) }] }, ['/classes/0']],
  [
    'a class by both',
    { classes: [{ name: 'a', topic: 't', property: { name: 'p', value: 'v' }, policy: asks(1) }] },
    ['/classes/0'],
  ],
  [
    'two classes of one name',
    { classes: [1, 2].map((count) => ({ name: 'a', topic: `t${count}`, policy: asks(count) })) },
    ['/classes'],
  ],
  ['a class that asks for nothing', { classes: [{ name: 'a', topic: 't', policy: {} }] }, ['/classes/0/policy']],
])('layers that cannot be meant: %s', (_name, given, pointers) => {
  const parsed = LayersSchema.safeParse(given);
  expect(parsed.success ? [] : pointerProblems(parsed.error).map(({ pointer }) => pointer)).toEqual(pointers);
});
