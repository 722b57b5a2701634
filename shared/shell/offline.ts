import type { Because } from '../core/errors.ts';
import type { Answer, GitHub } from '../core/ports.ts';
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
