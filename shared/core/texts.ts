import { z } from './zod.ts';

/*
 * Texts of the configuration and of records, with what may stand in them.
 */

/** A text that says something. */
export const Text = z.string().trim().min(1, 'must not be empty');

/** A repository on the host of the run. */
export const RepositoryName = z.string().regex(/^[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+$/, 'expected owner/name');

/** A person. */
export const Login = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'expected the login of a person, without @');

const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a text is a full commit id: 40 or, in repositories with SHA-256, 64 lower-case hexadecimal digits. */
export function isCommitId(text: string): boolean {
  return commitId.test(text);
}

/** A full commit id, or that of another git object. */
export const CommitId = z.string().regex(commitId, 'expected a full commit id: 40 or 64 lower-case hexadecimal digits');
