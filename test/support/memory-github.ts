import { expandRoute } from '../../shared/adapters/github-route.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Answer, GitHub } from '../../shared/core/ports.ts';

/** What one request gets: JSON (an array for a list), raw bytes, or why there is nothing. */
export type GitHubAnswer =
  | { json: unknown }
  | { raw: string | Uint8Array }
  | { because: Because; status?: number; said?: string };

/**
 * Answers by request, placeholders filled in: `GET /repos/acme/ledger/git/ref/tags/v1.2.0`. A key with a query
 * (`...?ref=<sha>`) goes before the same key without one. A request that no key names throws, so that no test rests on an
 * answer that nobody wrote.
 */
export type GitHubAnswers = Readonly<Record<string, GitHubAnswer>>;

/** The answer for what is not there, in a repository that the credential sees. */
export const notFound: GitHubAnswer = {
  because: { code: 'NOT_FOUND', message: 'GitHub answers 404', needs: 'a credential that sees it' },
  status: 404,
};

/** The key of the answer to every GraphQL query, where a test has no function for them. */
export const graphqlRequest = 'POST /graphql';

/** The body that a GraphQL query gets, or why there is none. */
export type GraphqlAnswers = (query: string, variables: Record<string, unknown>) => GitHubAnswer;

/** The port with answers from a table. A list is given whole: pages are the adapter's business. */
export function memoryGitHub(answers: GitHubAnswers, graphql?: GraphqlAnswers): GitHub {
  function answerTo(route: string, parameters: Parameters<GitHub['get']>[1]): GitHubAnswer {
    const request = `GET ${expandRoute(route, parameters)}`;
    const answer = answers[request] ?? answers[request.replace(/\?.*$/s, '')];
    if (answer === undefined) throw new Error(`the test has no answer for ${request}`);
    return answer;
  }

  return {
    host: 'github.com',
    async get(route, parameters, schema) {
      const answer = answerTo(route, parameters);
      if ('because' in answer) return refused(answer);
      if ('raw' in answer) throw new Error(`the test has only raw bytes for ${route}`);
      const parsed = schema.safeParse(answer.json);
      return parsed.success ? { ok: true, data: parsed.data } : undocumented();
    },
    async all(route, parameters, schema) {
      const answer = answerTo(route, parameters);
      if ('because' in answer) return refused(answer);
      if ('raw' in answer) throw new Error(`the test has only raw bytes for ${route}`);
      const parsed = schema.array().safeParse(answer.json);
      return parsed.success ? { ok: true, data: parsed.data } : undocumented();
    },
    async bytes(route, parameters, maxBytes) {
      const answer = answerTo(route, parameters);
      if ('because' in answer) return refused(answer);
      const content = 'raw' in answer ? answer.raw : JSON.stringify(answer.json);
      const data = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      if (data.length <= maxBytes) return { ok: true, data };
      return { ok: false, because: { code: 'TRUNCATED', message: `is longer than ${maxBytes} bytes` } };
    },
    async graphql(query, variables) {
      const answer = graphql === undefined ? answers[graphqlRequest] : graphql(query, variables);
      if (answer === undefined) throw new Error('the test has no answer for a GraphQL query');
      if ('because' in answer) return refused(answer);
      if ('raw' in answer) throw new Error('the test has only raw bytes for a GraphQL query');
      return { ok: true, data: answer.json };
    },
  };
}

function refused({ because, status, said }: { because: Because; status?: number; said?: string }): Answer<never> {
  return { ok: false, because, status, ...(said === undefined ? {} : { said }) };
}

function undocumented(): Answer<never> {
  return { ok: false, because: { code: 'GITHUB_DOWN', message: 'the answer is not as documented' } };
}
