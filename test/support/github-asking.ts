import { expect } from '@jest/globals';
import { z } from 'zod';
import { createGitHub, type GitHubOptions } from '../../shared/adapters/github.ts';
import type { Answer, GitHub } from '../../shared/core/ports.ts';
import { payload } from './github-routes.ts';
import { type Route, withGitHub } from './github-server.ts';

export const token = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
export const repository = 'GET /repos/{owner}/{repo}';
export const acme = { owner: 'acme', repo: 'app' };
export const named = z.object({ name: z.string() });
export const app = payload<'/repos/{owner}/{repo}'>({ name: 'app', private: true });

export interface Setup extends Partial<GitHubOptions> {
  lines?: string[];
}

export function client(server: { url: string }, { lines, ...options }: Setup = {}): GitHub {
  const note = (message: string): void => void lines?.push(message);
  return createGitHub({
    baseUrl: server.url,
    token,
    host: 'github.com',
    userAgent: 'release-governance-test',
    log: { info: note, debug: note },
    retry: { attempts: 3, baseMs: 1, maxWaitMs: 50 },
    timeoutMs: 5000,
    spacingMs: 0,
    ...options,
  });
}

export function expectRefused(answer: Answer<unknown>, code: string, ...parts: (string | RegExp)[]): void {
  if (answer.ok) throw new Error('the answer was taken');
  expect(answer.because.code).toBe(code);
  for (const part of parts) expect(`${answer.because.message} | ${answer.because.needs ?? '-'}`).toMatch(part);
}

/** Asks for one repository that the route plays; gives the answer and how often it was asked. */
export async function askOnce(
  route: Route,
  setup: Setup = {},
): Promise<{ answer: Answer<{ name: string }>; asked: number }> {
  return withGitHub({ [repository]: route }, async (server) => {
    const answer = await client(server, setup).get(repository, acme, named);
    return { answer, asked: server.requests.length };
  });
}
