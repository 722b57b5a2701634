import { describe, expect, test } from '@jest/globals';
import { accountOf, coAuthors } from '../../../../shared/domain/approval/co-author.ts';

describe('co-authors in a message', () => {
  test.each<[string, string, (string | undefined)[]]>([
    ['none', 'change\n\nSigned-off-by: A <a@x.test>', []],
    ['one', 'change\n\nCo-authored-by: A <a@x.test>', ['a@x.test']],
    ['two', 'change\n\nCo-authored-by: A <a@x.test>\nCo-authored-by: B <b@x.test>', ['a@x.test', 'b@x.test']],
    ['a key in any case', 'x\n\nCO-AUTHORED-BY: A <a@x.test>\nco-authored-by: B <b@x.test>', ['a@x.test', 'b@x.test']],
    ['a trailer before other text', 'Co-authored-by: A <a@x.test>\n\nchange\n\nmore', ['a@x.test']],
    [
      'line ends of Windows and old ones',
      'x\r\nCo-authored-by: A <a@x.test>\rCo-authored-by: B <b@x.test>',
      ['a@x.test', 'b@x.test'],
    ],
    ['spaces around', '  Co-Authored-By :  A  < a@x.test >  ', ['a@x.test']],
    [
      'in a list or a quote',
      '* Co-authored-by: A <a@x.test>\n> Co-authored-by: B <b@x.test>',
      ['a@x.test', 'b@x.test'],
    ],
    ['over two lines', 'Co-authored-by: A\n  <a@x.test>\nx', ['a@x.test']],
    ['over two lines at the end', 'Co-authored-by: A\n\t<a@x.test>', ['a@x.test']],
    ['an address alone', 'Co-authored-by: a@x.test', ['a@x.test']],
    ['an address without an end', 'Co-authored-by: A <a@x.test', ['a@x.test']],
    ['a name with brackets', 'Co-authored-by: A <b@x.test> <a@x.test>', ['a@x.test']],
    ['no address', 'Co-authored-by: A', [undefined]],
    ['no address in the brackets', 'Co-authored-by: A <home>', [undefined]],
    ['an address with a space', 'Co-authored-by: A <a b@x.test>', [undefined]],
    ['an address that is too long', `Co-authored-by: A <${'a'.repeat(320)}@x.test>`, [undefined]],
    ['the words inside of a sentence', 'this was Co-authored-by: nobody', []],
  ])('%s', (_name, message, emails) => {
    expect(coAuthors(message).map(({ email }) => email)).toEqual(emails);
  });

  test.each<[string, string]>([
    ['blanks', `${' '.repeat(100_000)}${'\n'.repeat(100_000)}`],
    ['the key in one line', 'co-authored-by '.repeat(20_000)],
    ['many trailers', 'co-authored-by: a\n'.repeat(50_000)],
  ])('a long message takes no long time: %s', (_name, message) => {
    const started = performance.now();
    coAuthors(message);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

test.each<[string, ReturnType<typeof accountOf>]>([
  ['alice@users.noreply.github.com', { login: 'alice' }],
  ['12+alice@users.noreply.github.com', { login: 'alice', id: 12 }],
  ['12+alice_acme@Users.NoReply.GitHub.com', { login: 'alice_acme', id: 12 }],
  ['49699333+dependabot[bot]@users.noreply.github.com', { login: 'dependabot[bot]', id: 49699333 }],
  ['12+alice@users.noreply.git.acme.test', { login: 'alice', id: 12 }],
  ['alice@github.com', undefined],
  ['alice@users.noreply.github.com.evil.test', undefined],
  ['12+@users.noreply.github.com', undefined],
  ['1+2+alice@users.noreply.github.com', undefined],
  ['@users.noreply.github.com', undefined],
  ['', undefined],
])('the account of %s', (email, account) => {
  expect(accountOf(email, 'git.acme.test')).toEqual(account);
});
