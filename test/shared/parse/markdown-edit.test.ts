import { describe, expect, test } from '@jest/globals';
import { withCells, withValue } from '../../../shared/parse/markdown-edit.ts';

describe('a value to the end of a line', () => {
  const cases: [name: string, line: string, column: number, value: string, after: string | undefined][] = [
    ['code stays code', '- Tag: `v1.0.0`', 8, 'v1.1.0', '- Tag: `v1.1.0`'],
    ['plain text stays plain', 'Updated: 2026-01-01', 10, '2026-02-02', 'Updated: 2026-02-02'],
    ['a hard line break stays', 'Updated: 2026-01-01  ', 10, '2026-02-02', 'Updated: 2026-02-02  '],
    ['what could be markup becomes code', '- Tag: v1', 8, '<b>x</b>', '- Tag: `<b>x</b>`'],
    ['an address becomes code', '- Tag: v1', 8, 'https://x.test', '- Tag: `https://x.test`'],
    ['a mention becomes code', '- Tag: v1', 8, '@someone', '- Tag: `@someone`'],
    ['backticks get a longer fence', '- Tag: `v1`', 8, 'a`b', '- Tag: ``a`b``'],
    ['a line break cannot be written', '- Tag: `v1`', 8, 'a\n- Tag: b', undefined],
    ['an invisible character cannot be written', '- Tag: `v1`', 8, 'v1\u200b', undefined],
    ['white space at an end cannot be written', '- Tag: `v1`', 8, ' v1', undefined],
    ['nothing cannot be written', '- Tag: `v1`', 8, '', undefined],
  ];
  test.each(cases)('%s', (_name, line, column, value, after) => {
    expect(withValue(line, column, value)).toBe(after);
  });
});

describe('cells of a row', () => {
  const cases: [name: string, line: string, values: [number, string][], after: string | undefined][] = [
    ['the others stay as they are', '| a | b |  c|', [[1, 'x']], '| a | x |  c|'],
    ['the width stays where the value fits', '| v1.10.0  | b |', [[0, 'v2.0.0']], '| v2.0.0   | b |'],
    ['a longer value takes what it needs', '| v1 | b |', [[0, 'v1.10.0']], '| v1.10.0 | b |'],
    ['what stands at the right stays there', '|    v1 | b |', [[0, 'v10']], '|   v10 | b |'],
    ['code stays code', '| `v1` | b |', [[0, 'v2']], '| `v2` | b |'],
    [
      'a row without pipes at its ends',
      'a | b',
      [
        [0, 'x'],
        [1, 'y'],
      ],
      'x | y',
    ],
    ['a pipe is escaped, in code too', '| `a` | b |', [[0, 'x|y']], '| `x\\|y` | b |'],
    ['an escaped pipe divides nothing', '| a \\| c | b |', [[1, 'x']], '| a \\| c | x |'],
    ['an empty cell', '| a |  |', [[1, 'x']], '| a | x |'],
    ['a cell that is not there', '| a | b |', [[2, 'x']], undefined],
    ['a value that breaks the line', '| a | b |', [[0, 'x\ny']], undefined],
  ];
  test.each(cases)('%s', (_name, line, values, after) => {
    expect(withCells(line, new Map(values))).toBe(after);
  });
});
