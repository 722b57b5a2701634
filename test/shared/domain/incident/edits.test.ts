import { expect, test } from '@jest/globals';
import { lastEditor } from '../../../../shared/domain/incident/edits.ts';
import { memoryGitHub } from '../../../support/memory-github.ts';

const by = (login: string, editedAt: string, type = 'User') => ({ editedAt, editor: { login, __typename: type } });

/** Pages of edits, as GitHub gives them one by one. */
function paged(pages: readonly (readonly unknown[])[], totalCount = pages.flat().length) {
  return memoryGitHub({}, (_query, { after }) => {
    const at = typeof after === 'string' ? Number(after) : 0;
    const hasNextPage = at + 1 < pages.length;
    const pageInfo = { hasNextPage, endCursor: hasNextPage ? String(at + 1) : null };
    const userContentEdits = { totalCount, pageInfo, nodes: pages[at] };
    return { json: { data: { repository: { issue: { userContentEdits } } } } };
  });
}

const last = async (...pages: Parameters<typeof paged>) => {
  const answer = await lastEditor(paged(...pages), 'acme/desk', 5, 'keeper');
  return answer.ok ? answer.data : answer.because.code;
};

const [alice, mallory] = [by('alice', '2026-03-10T10:00:00Z'), by('mallory', '2026-03-10T09:00:00Z')];
const cases: [name: string, pages: Parameters<typeof paged>, editor: string | undefined][] = [
  ['who comes last in time, whatever the order', [[[mallory, alice]]], 'alice'],
  ['on a second page', [[[mallory], [alice]]], 'alice'],
  ['behind the account that writes the record', [[[alice, by('Keeper', '2026-03-10T11:00:00Z')]]], 'alice'],
  [
    'nobody but that account and apps',
    [[[by('keeper', '2026-03-10T11:00:00Z'), by('app', '2026-03-10T12:00:00Z', 'Bot')]]],
    undefined,
  ],
  ['an account that is gone', [[[alice, { editedAt: '2026-03-10T11:00:00Z', editor: null }]]], 'somebody'],
  ['nobody', [[[]]], undefined],
  ['not known: an edit is hidden', [[[alice, null]]], 'TRUNCATED'],
  ['not known: more than are listed', [[[alice]], 2], 'TRUNCATED'],
  ['not known: more than are read', [Array.from({ length: 51 }, () => [alice])], 'TRUNCATED'],
];
test.each(cases)('the last editor is %s', async (_name, pages, editor) => {
  expect(await last(...pages)).toBe(editor);
});
