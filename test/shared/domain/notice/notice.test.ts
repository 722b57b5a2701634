import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../../../shared/core/fingerprint.ts';
import { readNotices } from '../../../../shared/domain/notice/notice.ts';
import { bytes } from '../../../support/calendars.ts';
import { noticeText } from '../../../support/notices.ts';

const read = (...texts: [path: string, text: string][]) =>
  readNotices(texts.map(([path, text]) => ({ path, content: bytes(text), sha256: sha256(text) })));
const standard = noticeText({});

describe('a notice', () => {
  const same = {
    id: 'N-1',
    changes: ['v1:0123456789abcdef'],
    codes: { account_frozen: [409] },
    mode: 'standard',
    fallback: 'as account_locked',
  };
  test.each([
    ['YAML', 'a.yml', standard],
    ['JSON', 'a.json', JSON.stringify({ ...same, codes: { account_frozen: 409 } })],
    ['front matter of Markdown', 'a.md', `---\n${standard}---\n\n# Frozen accounts\n\nmode: emergency\n`],
    ['front matter of Markdown with CRLF', 'a.MD', `---\r\n${standard.replaceAll('\n', '\r\n')}---\r\nText\r\n`],
  ])('%s', (_name, path, text) => {
    expect(read([path, text])).toMatchObject({ problems: [], notices: [{ ...same, path }] });
  });

  test('knows the line of its id also behind front matter', () => {
    expect(read(['a.md', `---\n# a comment\n${standard}---\n`]).notices[0]?.at).toMatchObject({
      path: 'a.md',
      line: 3,
    });
  });
});

describe('what is no notice', () => {
  const cases: [name: string, path: string, text: string, message: string][] = [
    [
      'one with a date of its own',
      'a.yml',
      `${standard}announced: 2025-01-01\n`,
      'has no field "announced" (known: approver, changes, codes, fallback, id, incident, mode, title)',
    ],
    [
      'one without a change',
      'a.yml',
      noticeText({ changes: '[]' }),
      '/changes: Too small: expected array to have >=1 items',
    ],
    [
      'a change twice',
      'a.yml',
      noticeText({ changes: '[v1:0123456789abcdef, v1:0123456789abcdef]' }),
      '/changes: names a change twice',
    ],
    [
      'a change that is no fingerprint',
      'a.yml',
      noticeText({ changes: '[all]' }),
      '/changes/0: expected the fingerprint of a change, as contract-change shows it',
    ],
    [
      'a pattern of changes',
      'a.yml',
      noticeText({ changes: '["v1:*********"]' }),
      '/changes/0: expected the fingerprint of a change, as contract-change shows it',
    ],
    [
      'a fallback that nobody filled in',
      'a.yml',
      noticeText({ fallback: '"<none|describe>"' }),
      '/fallback: is a placeholder that nobody filled in',
    ],
    [
      'a status that is none',
      'a.yml',
      noticeText({ codes: '{ account_frozen: 42 }' }),
      '/codes/account_frozen: expected HTTP statuses from 100 to 599',
    ],
    [
      'a mode that is none',
      'a.yml',
      noticeText({ mode: 'urgent' }),
      '/mode: Invalid option: expected one of "standard"|"emergency"',
    ],
    [
      'an emergency without an approver',
      'a.yml',
      noticeText({ mode: 'emergency', incident: 'INC-1' }),
      '/approver: an emergency must name it',
    ],
    [
      'an emergency without an incident',
      'a.yml',
      noticeText({ mode: 'emergency', approver: 'alice' }),
      '/incident: an emergency must name it',
    ],
    [
      'Markdown without front matter',
      'a.md',
      '# Notice\n',
      'has no front matter: expected the facts as YAML between two lines --- at its beginning',
    ],
    [
      'front matter without an end',
      'a.md',
      `---\n${standard}`,
      'has no front matter: expected the facts as YAML between two lines --- at its beginning',
    ],
    [
      'front matter that is not at the beginning',
      'a.md',
      `\n---\n${standard}---\n`,
      'has no front matter: expected the facts as YAML between two lines --- at its beginning',
    ],
    ['no text', 'a.yml', '\u0000', 'is not a text file: it holds a NUL byte in line 1'],
    ['a key twice in JSON', 'a.json', '{"id":"N-1","id":"N-2"}', 'has /id twice'],
    [
      'two documents',
      'a.yml',
      `${standard}---\n${standard}`,
      'holds more than one YAML document: expected one (line 6, column 1)',
    ],
  ];
  test.each(cases)('%s', (_name, path, text, message) => {
    const { notices, problems } = read([path, text]);
    expect(notices).toEqual([]);
    expect(problems.map((problem) => problem.message)).toContain(message);
  });

  test('every problem of every notice is told at once', () => {
    const { problems, notices } = read(['a.yml', 'id: N-1\n'], ['b.yml', standard], ['c.yml', standard]);
    expect(problems.map(({ at, message }) => `${at.path}: ${message}`)).toEqual([
      'a.yml: /changes: is missing',
      'a.yml: /fallback: is missing',
      'a.yml: /mode: Invalid option: expected one of "standard"|"emergency"',
      'c.yml: has the id N-1 of b.yml',
    ]);
    expect(notices).toHaveLength(2);
  });
});
