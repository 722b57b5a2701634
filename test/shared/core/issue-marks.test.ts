import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isMarkerState, isMarkName, marked, noteMark, notesIn, readMarked } from '../../../shared/core/issue-marks.ts';
import { hostileText } from '../../support/hostile.ts';

const mark = fc.constantFrom('incident', 'kpi-2');
const state = fc.record({
  run: fc.nat(),
  commit: fc.constantFrom('a'.repeat(40), 'v1.2.3'),
});
/** Text of people, or of others, without the marks themselves. */
const around = hostileText.filter((text) => !text.includes('release-governance:'));

test('what was marked is found again, with everything around it as it was', () => {
  fc.assert(
    fc.property(mark, state, around, around, around, (name, remembered, before, part, after) => {
      const text = `${before}${marked(name, remembered, part)}${after}`;
      expect(readMarked(text, name)).toEqual({ state: 'whole', before, after, remembered });
      expect(readMarked(text, 'other').state).toBe('none');
      expect(readMarked(`${text}${text}`, name).state).toBe('broken');
    }),
  );
});

test('any text is read, and nothing in it becomes a member of what is remembered that could not be written', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          hostileText,
          fc.constantFrom(
            '<!-- release-governance:incident ',
            '{"run":1}',
            ' -->',
            '<!-- /release-governance:incident -->',
            '{"__proto__":1}',
          ),
        ),
      ),
      (pieces) => {
        const read = readMarked(pieces.join(''), 'incident');
        expect(read.state !== 'whole' || isMarkerState(read.remembered)).toBe(true);
      },
    ),
  );
});

const states: [value: unknown, allowed: boolean][] = [
  [{ run: 1, commit: 'abc' }, true],
  [{ run: 1.5 }, false],
  [{ commit: 'a--b' }, false],
  [{ commit: 'a>' }, false],
  [{ commit: '-a' }, false],
  [{ commit: '' }, false],
  [{ 'not allowed': 'a' }, false],
];
test.each(states)('%j can be remembered: %j', (value, allowed) => {
  expect(isMarkerState(value as Record<string, string>)).toBe(allowed);
});

test.each(['', 'A', 'a--b', 'a-', 'a b', '-->', 'a'.repeat(101)])('%j is no name of a mark', (name) => {
  expect(isMarkName(name)).toBe(false);
});

test('notes are found by the mark and their whole name', () => {
  const text = `${noteMark('incident', 'green-10-1')}\ntext <!-- release-governance:incident:note cut\n${noteMark('incident', 'red-11-1')}`;
  expect(notesIn(text, 'incident')).toEqual(['green-10-1', 'red-11-1']);
  expect(notesIn(text, 'kpi')).toEqual([]);
  expect(notesIn('<!-- release-governance:incident:note ', 'incident')).toEqual([]);
});
