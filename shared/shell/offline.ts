import type { Produced } from '../adapters/produced-files.ts';
import type { Because } from '../core/errors.ts';
import type { Answer, GitHub, Tree } from '../core/ports.ts';
import type { Host } from './host.ts';

const because: Because = {
  code: 'NO_CREDENTIAL',
  message: 'GitHub is not asked here',
  needs: 'a run of the control itself, with a token',
};

async function refused(): Promise<Answer<never>> {
  return { ok: false, because };
}

const nobody: GitHub = { host: 'github.com', get: refused, all: refused, bytes: refused, graphql: refused };

/** The same host without credentials and without GitHub, at a time that stands still: what is judged twice is judged alike. */
export function offline(host: Host, now: number): Host {
  return { ...host, secret: () => undefined, createGitHub: () => nobody, clock: () => now };
}

/** What steps produced where there were none: nothing can be looked at, and nothing is said to be absent. */
export function noProducts(why: Because): Produced {
  const unread = (path: string) =>
    ({ found: false, path, reason: 'unreadable', message: why.message, because: why }) as const;
  const files: Tree = {
    ref: undefined,
    read: async (path) => unread(path),
    list: async () => ({ ok: false, because: why }),
  };
  return {
    files,
    scan: async (scan, parameters, source, limits) => {
      if (!('content' in source)) return unread(source.path);
      return (await import('../adapters/scan-file.ts')).scanFile('', scan, parameters, source, limits);
    },
    container: async () => ({ ok: false, message: why.message, because: why }),
  };
}
