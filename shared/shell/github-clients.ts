import { createGitHub } from '../adapters/github.ts';
import type { GitHub, Log } from '../core/ports.ts';
import { version } from '../core/version.ts';

/** Gives the client for a token: the same one each time, so that waits and quotas are kept. */
export function gitHubClients(env: NodeJS.ProcessEnv, log: Log): (token: string | undefined) => GitHub {
  const clients = new Map<string, GitHub>();
  return (token) => {
    const key = token ?? '';
    const client =
      clients.get(key) ??
      createGitHub({
        baseUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
        host: new URL(env['GITHUB_SERVER_URL'] || 'https://github.com').host,
        token,
        userAgent: `release-governance/${version}`,
        log,
      });
    clients.set(key, client);
    return client;
  };
}
