import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lastTakenBack, notTakenBack } from '../../../../shared/domain/promotion/taken-back.ts';

type Comes = Parameters<typeof notTakenBack>[0][number];

/** `a` is promoted, `<a` is a rollback to it. */
const entries = (text: string): Comes[] =>
  text.split(' ').flatMap((word) => {
    if (word === '') return [];
    const digest = word.replace('<', '');
    return [{ event: word === digest ? ('promote' as const) : ('rollback' as const), commit: 'c', digest }];
  });
const words = (of: readonly Comes[]): string =>
  of.map(({ event, digest }) => (event === 'promote' ? digest : `<${digest}`)).join(' ');

describe('what was never taken back', () => {
  test.each([
    ['', ''],
    ['a b c', 'a b c'],
    ['a b <a', '<a'],
    ['a b c <b', 'a <b'],
    ['a b c <b <a', '<a'],
    ['a b <a c', '<a c'],
    ['a b <a b', '<a b'],
    ['a b a <b', 'a <b'],
    ['a b <x', '<x'],
  ])('of %s is %s', (history, expected) => {
    expect(words(notTakenBack(entries(history)))).toBe(expected);
  });
  test('ends with what is in force, and holds nothing that a rollback passed over', () => {
    const promoted = fc.array(fc.constantFrom('a', 'b', 'c', '<a', '<b', '<c'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(promoted, (list) => {
        const all = entries(list.join(' '));
        const left = notTakenBack(all);
        expect(left.at(-1)).toBe(all.at(-1));
        // In their order, and each of them once.
        expect(all.filter((each) => left.includes(each))).toEqual(left);
        const passedOver = all.flatMap((each, index) => {
          if (each.event !== 'rollback' || !left.includes(each)) return [];
          const to = all.findLastIndex((one, at) => at < index && one.digest === each.digest);
          return all.slice(to + 1, index);
        });
        expect(passedOver.filter((each) => left.includes(each))).toEqual([]);
      }),
    );
  });
});

describe('the last rollback that took bytes back', () => {
  test.each([
    ['a b', 'b', -1],
    ['a b <a', 'b', 2],
    ['a b <a', 'a', -1],
    ['a b c <a', 'b', 3],
    ['a b <a b c', 'b', 2],
    ['a b <a b <a', 'b', 4],
    ['a b <x', 'b', 2],
  ])('in %s of %s is at %d', (history, digest, at) => {
    const all = entries(history);
    expect(all.findIndex((each) => each === lastTakenBack(all, digest))).toBe(at);
  });
});
