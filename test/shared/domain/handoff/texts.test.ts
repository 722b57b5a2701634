import { describe, expect, test } from '@jest/globals';
import { readHanded } from '../../../../shared/domain/handoff/handed.ts';
import { judgeContained } from '../../../../shared/domain/handoff/texts.ts';
import { sectionText } from '../../../../shared/parse/markdown-section.ts';

/** What a payload with that text is told about paths. */
function contained(text: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ packet: { intent: text } }));
  const { handed } = readHanded('handoff.json', bytes, 'release-handoff.v1');
  if (handed === undefined) throw new Error('the payload cannot be read');
  return judgeContained(handed)
    .map(({ verdict }) => verdict.status)
    .join();
}

describe('a text that names a place on a machine', () => {
  test.each([
    '/Users/d/Projects/ledger',
    './verify.sh --root /Users/d/Projects/ledger',
    '--root=/home/runner/work',
    'see "/tmp/evidence.json"',
    'file:///etc/hosts',
    '~/ledger/pin.json',
    'C:\\Users\\d\\ledger',
    'D:/ledger/pin.json',
    '\\\\server\\share',
    '/github/workspace/x',
    '/var/folders/xy',
  ])('%s', (text) => {
    expect(contained(text)).toBe('failed');
  });

  test.each([
    'GET /v1/health',
    '/error/code',
    'docs/home/page.md',
    'https://example.test/Users/guide',
    'see: either/or',
    'a ratio of 1:2',
    'approximately ~5 percent',
    'contracts/tmp/file.json',
  ])('and not %s', (text) => {
    expect(contained(text)).toBe('passed');
  });
});

describe('a section', () => {
  const text = '# Log\n\n## v2\n\nTwo.\n\n### Notes\n\nMore.\n\n## v1\n\nOne.\n';
  test.each<[name: string, text: string, heading: string, expected: string]>([
    ['ends where the next of its level begins', text, 'v2', 'Two.\n\n### Notes\n\nMore.'],
    ['may be the last', text, 'v1', 'One.'],
    ['may have a heading that is underlined', 'v2\n--\n\nTwo.\n\nv1\n--\n\nOne.\n', 'v2', 'Two.'],
    ['has the line ends of the payload', '## v2\r\n\r\nTwo.\r\nLines.\r\n', 'v2', 'Two.\nLines.'],
    ['must be there', text, 'v3', 'has no section "v3"'],
    ['must say something', '## v3\n\n## v2\n\nTwo.\n', 'v3', 'has nothing in the section "v3"'],
    ['must be the only one', '## v2\n\nTwo.\n\n## v2\n\nOther.\n', 'v2', 'has the section "v2" twice'],
    ['is none in code', '```\n## v2\n```\n', 'v2', 'has no section "v2"'],
  ])('%s', (_name, given, heading, expected) => {
    const found = sectionText(given, heading);
    expect(found.ok ? found.text : found.message).toBe(expected);
  });
});
