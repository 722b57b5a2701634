import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { headingAnchors } from '../../../shared/parse/heading-anchor.ts';

const cases: [headings: string[], anchors: string[]][] = [
  [['How to set it up'], ['how-to-set-it-up']],
  [['9) External closure procedure (Windows)'], ['9-external-closure-procedure-windows']],
  [['A & B'], ['a--b']],
  [['snake_case and kebab-case'], ['snake_case-and-kebab-case']],
  [
    ['Über größe', '日本語'],
    ['über-größe', '日本語'],
  ],
  [
    ['Same', 'Same', 'Same-1', 'Same'],
    ['same', 'same-1', 'same-1-1', 'same-2'],
  ],
  [['?!'], ['']],
];

test.each(cases)('%j gives %j', (headings, anchors) => {
  expect(headingAnchors(headings.map((text) => ({ text })))).toEqual(anchors);
});

test('no two headings share an anchor', () => {
  const heading = fc.constantFrom('a', 'A', 'a-1', 'a 1', 'b!', 'b', '');
  fc.assert(
    fc.property(fc.array(heading, { maxLength: 12 }), (texts) => {
      const anchors = headingAnchors(texts.map((text) => ({ text })));
      expect(new Set(anchors).size).toBe(texts.length);
    }),
  );
});
