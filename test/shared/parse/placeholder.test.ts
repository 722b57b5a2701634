import { describe, expect, test } from '@jest/globals';
import { isPlaceholder } from '../../../shared/parse/placeholder.ts';

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
    '~~TODO~~',
    'T.B.D.',
    'to-do',
    'T O D O',
    'ｎｏｎｅ｜ｄｅｓｃｒｉｂｅ',
    '\u3164',
    '\uffa0',
    '\u115f',
    't\u200bbd',
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
    'a to-do list is new',
    'todos',
    '~~none~~',
    'repin to v1.2.3',
    'TODO lists are returned by /v1/todos',
    '無し',
  ])('and not %s', (value) => {
    expect(isPlaceholder(value)).toBe(false);
  });

  test.each([
    'n/a',
    'N.A.',
    'none',
    '**None**',
    'nil',
    'pending.',
    'unknown!',
    'not recorded',
    'not available',
    'TODO',
    '',
  ])('%j, where something must be said', (value) => {
    expect(isPlaceholder(value, { orUnsaid: true })).toBe(true);
  });

  test.each(['no', 'nobody was affected', 'none of them failed', 'unknown actions pass', '無し'])(
    'and not %j, where something must be said',
    (value) => {
      expect(isPlaceholder(value, { orUnsaid: true })).toBe(false);
    },
  );
});
