import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MatrixSchema } from '../../../../shared/domain/contract-pair/config.ts';
import { readMatrix } from '../../../../shared/domain/contract-pair/matrix-reader.ts';
import { editMatrix, type MatrixChange } from '../../../../shared/domain/contract-repin/matrix-edit.ts';
import { hostilePieces } from '../../../support/hostile.ts';

const config = MatrixSchema.parse({
  path: 'docs/matrix.md',
  bullets: 'Pinned',
  table: 'Pairs',
  'status-column': 'Status',
});
const text = `# Matrix

Updated: 2026-01-01
Owner: somebody

## Pinned

- Tag: \`v1.0.0\`
- **Service:** ledger.v1

## Pairs

| Desk  | Tag      | Service     |   Status |
| :---- | -------- | :---------: | -------: |
| 5.0.0 | \`v0.9.0\` | ledger.v1   |  Retired |
| 5.1.0 | \`v1.0.0\` | **ledger.v1** | Approved |

## Notes

| Tag |
| --- |
| v1.0.0 |

- Tag: \`v1.0.0\`
`;

const change = (more: Partial<MatrixChange>): MatrixChange => ({ bullets: new Map(), ...more });
const cells = (values: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(values));

describe('facts are changed where they stand', () => {
  const cases: [name: string, edit: MatrixChange, lines: [from: string, to: string][]][] = [
    ['a bullet', change({ bullets: cells({ Tag: 'v1.1.0' }) }), [['- Tag: `v1.0.0`\n- **', '- Tag: `v1.1.0`\n- **']]],
    [
      'a bullet with a strong label',
      change({ bullets: cells({ Service: 'ledger.v2' }) }),
      [['** ledger.v1\n', '** ledger.v2\n']],
    ],
    ['the day', change({ updated: '2026-02-02' }), [['Updated: 2026-01-01', 'Updated: 2026-02-02']]],
    [
      'the row',
      change({ row: { index: 1, append: false, cells: cells({ Tag: 'v1.1.0', Service: 'ledger.v2' }) } }),
      [['| 5.1.0 | `v1.0.0` | **ledger.v1** |', '| 5.1.0 | `v1.1.0` | ledger.v2     |']],
    ],
    [
      'a new row',
      change({ row: { index: 1, append: true, cells: cells({ Tag: 'v1.1.0' }) } }),
      [
        [
          '| 5.1.0 | `v1.0.0` | **ledger.v1** | Approved |\n',
          '| 5.1.0 | `v1.0.0` | **ledger.v1** | Approved |\n| 5.1.0 | `v1.1.0` | **ledger.v1** | Approved |\n',
        ],
      ],
    ],
    ['nothing', change({}), []],
  ];
  test.each(cases)('%s', (_name, edit, lines) => {
    for (const source of [text, text.replaceAll('\n', '\r\n')]) {
      const crlf = source.includes('\r\n');
      const ends = (part: string): string => (crlf ? part.replaceAll('\n', '\r\n') : part);
      const expected = lines.reduce((result, [from, to]) => {
        expect(result).toContain(ends(from));
        return result.replace(ends(from), () => ends(to));
      }, source);
      expect(editMatrix(source, config, edit)).toEqual({ ok: true, text: expected });
    }
  });

  test('a new row at the end of a file without a final line end', () => {
    const short = text.slice(0, text.indexOf('\n\n## Notes'));
    const edited = editMatrix(short, config, change({ row: { index: 1, append: true, cells: cells({ Tag: 'v2' }) } }));
    expect(edited.ok && edited.text.slice(short.length)).toBe('\n| 5.1.0 | `v2`     | **ledger.v1** | Approved |');
  });
});

describe('what a reader would not see as meant is refused', () => {
  const cases: [name: string, source: string, edit: MatrixChange, message: RegExp][] = [
    ['a bullet that is not there', text, change({ bullets: cells({ Other: 'x' }) }), /has no bullet “Other”/],
    [
      'a column that is not there',
      text,
      change({ row: { index: 0, append: false, cells: cells({ Other: 'x' }) } }),
      /has no column “Other”/,
    ],
    [
      'a row that is not there',
      text,
      change({ row: { index: 9, append: false, cells: cells({ Tag: 'x' }) } }),
      /has no row/,
    ],
    [
      'a value of two lines',
      text,
      change({ bullets: cells({ Tag: 'a\nb' }) }),
      /cannot hold the value of the bullet “Tag”/,
    ],
    [
      'a cell of two lines',
      text,
      change({ row: { index: 0, append: false, cells: cells({ Tag: 'a\nb' }) } }),
      /cannot hold the values/,
    ],
    [
      'a bullet over two lines',
      text.replace('- Tag: `v1.0.0`\n', '- Tag: v1\n  goes on\n'),
      change({ bullets: cells({ Tag: 'v2' }) }),
      /something else/,
    ],
    [
      'a bullet that is strong as a whole',
      text.replace('- Tag: `v1.0.0`', '- **Tag: v1**'),
      change({ bullets: cells({ Tag: 'v2' }) }),
      /something else/,
    ],
    [
      'no line with the day',
      text.replace('Updated', 'Changed'),
      change({ updated: '2026-02-02' }),
      /has no line with the day/,
    ],
    [
      'a backslash before a pipe',
      text,
      change({ row: { index: 1, append: false, cells: cells({ Tag: 'a\\|b' }) } }),
      /something else/,
    ],
  ];
  test.each(cases)('%s', (_name, source, edit, message) => {
    const edited = editMatrix(source, config, edit);
    expect(edited.ok ? edited.text : edited.message).toMatch(message);
    expect(edited.ok).toBe(false);
  });
});

test('any value is read back as it is, with everything else as it was, or is refused', () => {
  const value = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc
      .array(fc.constantFrom(...hostilePieces, 'a', 'v1.2.3'), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('')),
  );
  let written = 0;
  fc.assert(
    fc.property(value, value, fc.boolean(), (tag, service, append) => {
      const edit = change({
        bullets: cells({ Tag: tag }),
        row: { index: 1, append, cells: cells({ Tag: tag, Service: service }) },
        updated: '2026-02-02',
      });
      const edited = editMatrix(text, config, edit);
      if (!edited.ok) return;
      written += 1;
      const [before, after] = [readMatrix(text, config), readMatrix(edited.text, config)];
      if (!before.ok || !after.ok) throw new Error('the matrix cannot be read');
      const rowsOf = (read: typeof before): string[][] =>
        (read.model.table?.rows ?? []).map((row) => row.cells.map((cell) => cell.text));
      const row = ['5.1.0', tag, service, 'Approved'];
      const [first = [], second = []] = rowsOf(before);
      expect(rowsOf(after)).toEqual(append ? [first, second, row] : [first, row]);
      expect(after.model.bullets.get('Tag')?.[0]?.value).toBe(tag);
      expect(after.model.bullets.get('Service')).toEqual(before.model.bullets.get('Service'));
      expect(after.model.updated?.value).toBe('2026-02-02');
      expect(after.model.problems).toEqual([]);
      const kept = (source: string): string[] =>
        source.split('\n').filter((line) => !/^\| 5\.1|^Updated|^- Tag/.test(line));
      expect(kept(edited.text)).toEqual(kept(text));
    }),
    { numRuns: 150 },
  );
  expect(written).toBeGreaterThan(20);
});
