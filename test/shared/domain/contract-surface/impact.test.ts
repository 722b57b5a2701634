import { describe, expect, test } from '@jest/globals';
import { addedImpact, writtenImpact } from '../../../../shared/domain/contract-surface/impact.ts';
import { readSource } from '../../../../shared/domain/data-file/source.ts';

describe('a statement that a change adds', () => {
  const states = (before: string | undefined, after: string, heading?: string): string[] => {
    const found = addedImpact(before, after, { heading, labels: ['Impact', 'Repin'] });
    if (!found.ok) throw new Error(found.message);
    return found.answers.map(({ label, state, position }) => `${label} ${state} ${position?.line ?? '-'}`);
  };
  const entry = '- Impact: none\n- Repin: no\n';

  test('has the place of each answer', () => {
    expect(states(undefined, entry)).toEqual(['Impact filled 1', 'Repin filled 2']);
    expect(states('', '# Log\n\n- Impact: <none|describe>\n', 'Log')).toEqual([
      'Impact placeholder 3',
      'Repin missing 1',
    ]);
  });

  test('counts only what was not there before, wherever the old one stands', () => {
    expect(states(`# One\n\n${entry}`, `# Two\n\n${entry}\n# One\n\n${entry}`, 'Two')).toEqual([
      'Impact filled 3',
      'Repin filled 4',
    ]);
    expect(states(`# One\n\n${entry}`, `# Two\n\n# One\n\n${entry}`)).toEqual(['Impact missing -', 'Repin missing -']);
    expect(states(`# One\n\n${entry}`, `# Two\n\n${entry}`, 'Two')).toEqual(['Impact missing 1', 'Repin missing 1']);
  });

  test('with one answer of a template is not filled', () => {
    expect(states(undefined, `${entry}- Impact: TODO\n`)).toEqual(['Impact placeholder 3', 'Repin filled 2']);
  });

  test('in a text that cannot be read is not known', () => {
    const deep = `${'> '.repeat(40)}x`;
    expect(addedImpact(undefined, deep, { labels: ['Impact'] }).ok).toBe(false);
    expect(addedImpact(deep, entry, { labels: ['Impact'] })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^of the earlier version /),
    });
  });
});

describe('a statement at a pointer', () => {
  const states = (before: object | undefined, after: object, labels: string[]): string[] => {
    const document = (value: object) => {
      const read = readSource({ path: 'a.json', text: JSON.stringify({ impact: value }) });
      if (!read.ok) throw new Error('is no JSON');
      return read.document;
    };
    const earlier = before === undefined ? undefined : document(before);
    return writtenImpact(earlier, document(after), '/impact', labels).map(({ label, state }) => `${label} ${state}`);
  };

  test.each<[name: string, before: object | undefined, after: object, labels: string[], expected: string[]]>([
    ['is new', undefined, { use: 'none', repin: 'no' }, ['use', 'repin'], ['use filled', 'repin filled']],
    [
      'answers one question anew',
      { use: 'x', repin: 'no' },
      { use: 'y', repin: 'no' },
      ['use', 'repin'],
      ['use filled', 'repin filled'],
    ],
    [
      'says what it said',
      { use: 'x', repin: 'no' },
      { use: 'x', repin: 'no' },
      ['use', 'repin'],
      ['use earlier', 'repin earlier'],
    ],
    ['says it in other letters and spaces', { use: 'X  y' }, { use: ' x y' }, [], ['use earlier']],
    ['leaves an answer out', { use: 'x' }, {}, ['use'], ['use missing']],
    ['has the template, as before', { use: 'TODO' }, { use: 'TODO' }, ['use'], ['use placeholder']],
    ['has one more member', { use: 'x' }, { use: 'x', repin: 'no' }, [], ['use filled', 'repin filled']],
  ])('%s', (_name, before, after, labels, expected) => {
    expect(states(before, after, labels)).toEqual(expected);
  });

  test.each<[said: unknown, state: string]>([
    [7, 'filled'],
    [false, 'filled'],
    [{ b: 'x' }, 'filled'],
    [['x'], 'filled'],
    ['', 'placeholder'],
    [{}, 'placeholder'],
    [[], 'placeholder'],
    [{ x: '' }, 'placeholder'],
    [{ x: 'y', z: 'TODO' }, 'placeholder'],
    [[null], 'placeholder'],
    [null, 'missing'],
  ])('of %j is %s', (said, state) => {
    expect(states(undefined, { use: said }, ['use'])).toEqual([`use ${state}`]);
  });
});
