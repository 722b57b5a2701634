import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { htmlSteps, isComments } from '../../../shared/parse/html-reach.ts';

describe('what is comments and nothing else', () => {
  test.each<[text: string, is: boolean]>([
    ['<!-- a -->', true],
    ['<!-- a --> <!-- b -->\n<!-- c -->', true],
    ['<!-- - -- > -->', true],
    ['<!-- <details> -->', true],
    ['<!-- --><details><!-- -->', false],
    ['<!-- --> x', false],
    ['<!-- a', false],
    ['<!--> <details> -->', false],
    ['<!---> <details> -->', false],
    ['<!-- a --!> <details> -->', false],
    ['', false],
  ])('%s', (text, is) => expect(isComments(text)).toBe(is));

  test('any text between two comments shows', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^\s<>-][^<>-]{0,20}$/), (text) => {
        expect(isComments(`<!-- a -->${text}<!-- b -->`)).toBe(false);
      }),
    );
  });
});

describe('what a piece of HTML opens and closes', () => {
  test.each<[html: string, steps: string[]]>([
    ['<details><summary>a</summary>', ['<details', '<summary', '>summary']],
    ['a </DETAILS\n> b', ['>details']],
    ['<br><img src="a>b"><hr/>', []],
    ['<p/>', ['<p']],
    ['<!-- <p> --><b>', ['<b']],
    ['<!doctype html><?a b?><i>', ['<i']],
    ['<p title="', ['endless']],
    ["<p title='></p>", ['endless']],
    ['<b><!-- a', ['<b', 'endless']],
    ['<textarea></details></textarea>', ['endless', '>details', 'endless']],
    ['a < b > c', []],
  ])('%s', (html, steps) => {
    const said = htmlSteps(html).map((step) =>
      step.kind === 'endless' ? 'endless' : `${step.kind === 'open' ? '<' : '>'}${step.name}`,
    );
    expect(said).toEqual(steps);
  });
});
