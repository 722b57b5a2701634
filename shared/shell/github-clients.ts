import type { GitHub, Log } from '../core/ports.ts';
import { version } from '../core/version.ts';

/**
 * Gives the client for a token: the same one each time, so that waits and quotas are kept. Its code loads with the first
 * request.
 */
export function gitHubClients(env: NodeJS.ProcessEnv, log: Log): (token: string | undefined) => GitHub {
  const clients = new Map<string, GitHub>();
  const host = new URL(env['GITHUB_SERVER_URL'] || 'https://github.com').host;
  return (token) => {
    const key = token ?? '';
    let client: Promise<GitHub> | undefined;
    const load = async (): Promise<GitHub> => {
      const { createGitHub } = await import('../adapters/github.ts');
      const baseUrl = env['GITHUB_API_URL'] || 'https://api.github.com';
      return createGitHub({ baseUrl, host, token, userAgent: `release-governance/${version}`, log });
    };
    const loaded = (): Promise<GitHub> => (client ??= load());
    const known = clients.get(key) ?? {
      host,
      get: async (...request) => (await loaded()).get(...request),
      all: async (...request) => (await loaded()).all(...request),
      bytes: async (...request) => (await loaded()).bytes(...request),
      graphql: async (...request) => (await loaded()).graphql(...request),
    };
    clients.set(key, known);
    return known;
  };
}
