/** Asks GitHub's API, with the token and the address of the job. */
export type Ask = (path: string, body?: unknown, method?: 'POST' | 'PATCH') => Promise<unknown>;

/**
 * Requests with the `GITHUB_TOKEN` and `GITHUB_API_URL` of the environment: a GET without a body, else a POST. Throws with what GitHub said for any
 * answer but a success, also for errors of GraphQL.
 */
export function asking(env: NodeJS.ProcessEnv, send: typeof fetch = fetch): Ask {
  const token = env['GITHUB_TOKEN'] ?? '';
  if (token === '') throw new Error('GITHUB_TOKEN is empty: give the step env: GITHUB_TOKEN: ${{ github.token }}');
  const api = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  return async (path, body, asked) => {
    const method = asked ?? (body === undefined ? 'GET' : 'POST');
    const response = await send(`${api}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    const answer = JSON.parse(text) as { errors?: unknown };
    if (path === '/graphql' && answer.errors !== undefined)
      throw new Error(`GraphQL answered ${JSON.stringify(answer.errors).slice(0, 500)}`);
    return answer;
  };
}

/** A variable of the environment that the workflow has to give. */
export function given(env: NodeJS.ProcessEnv, name: string, form: RegExp): string {
  const value = env[name] ?? '';
  if (!form.test(value)) throw new Error(`${name} is ${JSON.stringify(value.slice(0, 100))}, expected ${form.source}`);
  return value;
}
