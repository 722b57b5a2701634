import { describe, expect, test } from '@jest/globals';
import { addedImpact, writtenImpact } from '../../../../shared/domain/contract-surface/impact.ts';
import { parseJson } from '../../../../shared/parse/json.ts';

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

  test('in a file of data says something with each of its members', () => {
    const states = (said: unknown): string[] => {
      const parsed = parseJson(JSON.stringify({ said }));
      if (!parsed.ok) throw new Error(parsed.message);
      return writtenImpact(parsed.document, '/said', ['a']).map(({ state }) => state);
    };
    for (const value of ['x', 7, false, { b: 'x' }, ['x']]) expect(states({ a: value })).toEqual(['filled']);
    for (const value of ['', 'TODO', {}, [], { x: '' }, { x: 'y', z: 'TODO' }, [null]])
      expect(states({ a: value })).toEqual(['placeholder']);
    for (const value of [undefined, null]) expect(states({ a: value })).toEqual(['missing']);
  });
});
