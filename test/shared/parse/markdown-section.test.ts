import { describe, expect, test } from '@jest/globals';
import { sectionText } from '../../../shared/parse/markdown-section.ts';

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
