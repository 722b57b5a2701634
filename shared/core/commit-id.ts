import { z } from './zod.ts';

const form = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a text is a full commit id: 40 or, in repositories with SHA-256, 64 lower-case hexadecimal digits. */
export function isCommitId(text: string): boolean {
  return form.test(text);
}

/** A full commit id, or that of another git object. */
export const CommitId = z.string().regex(form, 'expected a full commit id: 40 or 64 lower-case hexadecimal digits');
