import { describe, expect, test } from '@jest/globals';
import { shownWorkflows } from '../../../shared/build/document-workflows.ts';

const shown = (markdown: string): ReturnType<typeof shownWorkflows> =>
  shownWorkflows('.github/guides/one.md', markdown, 'us/suite', 'SHA # v0.0.0');
const block = (text: string): string => `\`\`\`yaml\n${text}\`\`\`\n`;
const workflow =
  'name: Nightly audit\non:\n  push:\njobs:\n  one:\n    uses: us/suite/.github/workflows/x.yml@v0.1.0\n';

describe('workflows that documents show', () => {
  test('are the blocks with events and jobs, at the line where they begin', () => {
    expect(shown(`# One\n\n${block(workflow)}`)).toEqual([
      {
        file: 'nightly-audit.yml',
        place: '.github/guides/one.md:4',
        text: workflow.replace('@v0.1.0', '@SHA # v0.0.0'),
      },
    ]);
  });

  test('without a name are called like their place', () => {
    expect(shown(block(workflow.replace(/^name.*\n/, ''))).map(({ file }) => file)).toEqual([
      '-github-guides-one-md-2.yml',
    ]);
  });

  test.each([
    ['a configuration', 'version: 1\njobs: []\n'],
    ['steps', 'steps:\n  - uses: us/suite/actions/one@v0\n'],
    ['permissions', 'permissions:\n  contents: read\n'],
  ])('are not %s', (_what, text) => {
    expect(shown(block(text))).toEqual([]);
  });

  test('are not in blocks of another language', () => {
    expect(shown(`\`\`\`text\n${workflow}\`\`\`\n`)).toEqual([]);
  });
});
