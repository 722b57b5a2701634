import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../shared/core/json.ts';
import { parseYaml } from '../../../shared/parse/yaml.ts';
import { yamlLines } from '../../../shared/render/yaml.ts';

const tricky = fc.constantFrom(
  '',
  ' ',
  '~',
  'yes',
  'No',
  '1',
  '0x1',
  '1e3',
  '.5',
  '- a',
  'a: b',
  'a #b',
  '#',
  '*a',
  '&a',
  '!x',
  "'",
  '"',
  '2026-01-01',
  '<<',
  'null',
  '...',
  '---',
  '.',
  '\u0085',
  '\u2028',
  '~DEFAULT_BRANCH',
  '@a',
  '%a',
  '1:20',
  '=',
);
const text = fc.oneof(tricky, fc.string({ unit: 'grapheme', maxLength: 130 }));
const key = text.filter((name) => name !== '__proto__');
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
  ),
}));

test('data is read back as it was, from printable ASCII alone', () => {
  fc.assert(
    fc.property(value, (data) => {
      const written = `${yamlLines({ data }).join('\n')}\n`;
      expect(written).toMatch(/^[\n -~]*$/);
      const parsed = parseYaml(written);
      expect(parsed.ok ? parsed.document.value : parsed.message).toEqual({ data });
    }),
    { numRuns: 500 },
  );
});

test('what fits on a line stands on one, and what does not is taken apart', () => {
  expect(
    yamlLines({
      fields: { tag: { pin: '/release', manifest: '/release' } },
      list: [{ id: 'a', any: ['x'] }],
      empty: {},
    }),
  ).toEqual([
    'fields:',
    '  tag: { pin: /release, manifest: /release }',
    'list:',
    '  - { id: a, any: [x] }',
    'empty: {}',
  ]);
});
