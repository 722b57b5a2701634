import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { answers, documentFiles, type Given, listPath, setupOf } from '../actions/required-checks/repository.ts';
import { evaluateWith } from '../support/world.ts';

/* Only `build` is required. Whoever reads the document sees that `unit` is declared too: none of it may end passed. */

const status = async (list: string): Promise<string> => {
  const given: Given = {
    files: { ...documentFiles, [listPath]: `# Policy\n\n## Required checks\n\n${list}` },
    required: ['build'],
    section: {
      documents: [{ path: listPath, list: 'Required checks' }],
      'gate-jobs': [],
      'decision-job': 'off',
      'optional-checks': ['unit', 'decision'],
    },
  };
  const { results, error } = await evaluateWith(control, setupOf(given));
  return reportStatus(results, error);
};

const lists: [name: string, text: string][] = [
  ['a number that is escaped, which is shown as the next item', '1. `build`\n\n2\\. `unit`\n'],
  ['a check in a paragraph of its own', '- `build`\n\n`unit`\n'],
  ['a letter that looks like a bullet', '- `build`\n\n\u1427 `unit`\n'],
  ['a second list behind a word', '- `build`\n\nand\n\n- `unit`\n'],
  ['a second list behind a line across the page', '- `build`\n\n---\n\n- `unit`\n'],
  ['a second list under a smaller heading', '- `build`\n\n### On Linux\n\n- `unit`\n'],
  ['a table before the list', '| Check |\n| - |\n| `unit` |\n\n- `build`\n'],
];

describe('a document that declares a check that nobody requires', () => {
  test('without it', async () => {
    expect(await status('- `build`\n')).toBe('passed');
  });

  test.each(lists)('%s', async (_name, list) => {
    expect(['failed', 'unverified']).toContain(await status(list));
  });
});

test('fixtures', () => {
  expect(answers({})).toBeDefined();
});
