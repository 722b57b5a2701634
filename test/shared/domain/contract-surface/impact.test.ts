import { describe, expect, test } from '@jest/globals';
import { addedImpact } from '../../../../shared/domain/contract-surface/impact.ts';
import { isPlaceholder } from '../../../../shared/parse/placeholder.ts';

describe('what a template has in the place of an answer', () => {
  test.each([
    '',
    '-',
    '…',
    '`<none|describe>`',
    '<none|describe>',
    'none|describe',
    '<yes/no>',
    'yes / no',
    '<yes/no> (target tag/sha)',
    'repin to <previous tag/sha>',
    '<describe>',
    'TODO',
    'To do',
    'tbd',
    'TBC.',
    'fixme',
    'xxx',
    '{{impact}}',
    'to be written',
  ])('%s', (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  test.each([
    'none',
    'no',
    'yes (v2.0.0)',
    'Vec<Code> became Set<Code>',
    'a < b and c > d',
    'x -> y',
    'clients describe it to users',
    'see RFC 9110',
    'repin to v1.2.3',
    'TODO lists are returned by /v1/todos',
    '無し',
  ])('and not %s', (value) => {
    expect(isPlaceholder(value)).toBe(false);
  });
});

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
