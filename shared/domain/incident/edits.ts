import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';

const query = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) { userContentEdits(first: 100) { totalCount nodes { editedAt editor { login __typename } } } }
  }
}`;

const Edits = z.object({
  data: z.object({
    repository: z.object({
      issue: z.object({
        userContentEdits: z
          .object({
            totalCount: z.number().int(),
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

/**
 * Who of the people last changed the text of an issue: a login, or nothing when nobody but apps did. `somebody`: an account that is not
 * there any more.
 */
export async function lastEditor(
  github: GitHub,
  repository: string,
  number: number,
): Promise<Answer<string | undefined>> {
  const answer = await github.graphql(query, { ...ownerAndRepo(repository), number });
  if (!answer.ok) return answer;
  const parsed = Edits.safeParse(answer.data);
  const because = (code: 'NOT_FOUND' | 'TRUNCATED', message: string): Answer<never> => ({
    ok: false,
    because: { code, message, needs: 'issues: read' },
  });
  if (!parsed.success) return because('NOT_FOUND', `GitHub does not say who edited issue #${number}`);
  const { totalCount = 0, nodes = [] } = parsed.data.data.repository.issue.userContentEdits ?? {};
  if (totalCount > nodes.length || nodes.includes(null))
    return because('TRUNCATED', `GitHub lists only a part of the edits of issue #${number}`);
  const people = nodes
    .flatMap((node) => (node === null || node.editor?.__typename === 'Bot' ? [] : [node]))
    .sort((a, b) => (parseTime(a.editedAt) ?? 0) - (parseTime(b.editedAt) ?? 0));
  const last = people.at(-1);
  return { ok: true, data: last === undefined ? undefined : (last.editor?.login ?? 'somebody') };
}
