import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSaid } from '../../../shared/parse/said.ts';
import { hostileText } from '../../support/hostile.ts';

const texts: [text: string, said: boolean][] = [
  ['The mirror was edited by hand.', true],
  ['bad DNS record', true],
  ['TBD\nThe mirror was edited by hand.', true],
  ['鏡像ファイルが手作業で変更された', true],
  ['зеркало изменили вручную', true],
  ['TODO comments were taken for tasks', false],
  ['The mirror was edited by: TBD', false],
  ['TBD TBD TBD', false],
  ['none none none', false],
  ['same same same same', false],
  ['a b c', false],
  ['fixed', false],
  ['<describe what broke and why>', false],
  ['\u3164\u3164\u3164\u3164 \u3164\u3164\u3164\u3164 a b', false],
  ['ああああああああああ', false],
  ['', false],
];
test.each(texts)('%j says something: %j', (text, said) => {
  expect(isSaid(text)).toBe(said);
});

test('what nobody sees adds nothing', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(isSaid(`${text}\n\u200b\u3164\n<!-- -->\n...`)).toBe(isSaid(text));
    }),
  );
});
