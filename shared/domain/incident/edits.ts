import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';

const query = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      userContentEdits(first: 100, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { editedAt editor { login __typename } }
      }
    }
  }
}`;
/** Pages of edits that are read: each run that fails is one edit. */
const mostPages = 50;

const Edits = z.object({
  data: z.object({
    repository: z.object({
      issue: z.object({
        userContentEdits: z
          .object({
            totalCount: z.number().int(),
            pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
            nodes: z.array(
              z
                .object({
                  editedAt: z.string(),
                  editor: z.object({ login: z.string(), __typename: z.string() }).nullable(),
                })
                .nullable(),
            ),
          })
          .nullable(),
      }),
    }),
  }),
});

type Edit = { editedAt: string; editor: { login: string; __typename: string } | null } | null;

/**
 * Who of the people last changed the text of an issue: a login, or nothing when nobody but apps and `author`, who writes the record, did.
 * `somebody`: an account that is not there any more.
 */
export async function lastEditor(
  github: GitHub,
  repository: string,
  number: number,
  author: string,
): Promise<Answer<string | undefined>> {
  const because = (code: 'NOT_FOUND' | 'TRUNCATED', message: string): Answer<never> => ({
    ok: false,
    because: { code, message, needs: 'issues: read' },
  });
  const edits: Edit[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await github.graphql(query, { ...ownerAndRepo(repository), number, after });
    if (!answer.ok) return answer;
    const parsed = Edits.safeParse(answer.data);
    if (!parsed.success) return because('NOT_FOUND', `GitHub does not say who edited issue #${number}`);
    const found = parsed.data.data.repository.issue.userContentEdits;
    edits.push(...(found?.nodes ?? []));
    if (found?.pageInfo.hasNextPage !== true || found.pageInfo.endCursor === null) {
      if ((found?.totalCount ?? 0) > edits.length || edits.includes(null)) break;
      return { ok: true, data: lastOf(edits, author) };
    }
    after = found.pageInfo.endCursor;
  }
  return because('TRUNCATED', `GitHub lists only a part of the edits of issue #${number}`);
}

function lastOf(edits: readonly Edit[], author: string): string | undefined {
  const people = edits
    .flatMap((edit) =>
      edit === null || edit.editor?.__typename === 'Bot' || edit.editor?.login.toLowerCase() === author.toLowerCase()
        ? []
        : [edit],
    )
    .sort((a, b) => (parseTime(a.editedAt) ?? 0) - (parseTime(b.editedAt) ?? 0));
  const last = people.at(-1);
  return last === undefined ? undefined : (last.editor?.login ?? 'somebody');
}
