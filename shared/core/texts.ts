import { commitIdForm, sha256Form } from './hash-form.ts';
import { z } from './zod.ts';

/*
 * Texts of the configuration and of records, with what may stand in them.
 */

/** A text that says something. */
export const Text = z.string().trim().min(1, 'must not be empty');

/** A name for one of several things, in a configuration or a record. */
export const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens');

/** A repository on the host of the run. */
export const RepositoryName = z.string().regex(/^[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+$/, 'expected owner/name');

/** A person. */
export const Login = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'expected the login of a person, without @');

/** A full commit id, or that of another git object. */
export const CommitId = z
  .string()
  .regex(commitIdForm, 'expected a full commit id: 40 or 64 lower-case hexadecimal digits');

/** A SHA-256. */
export const Sha256 = z.string().regex(sha256Form, 'expected 64 lower-case hexadecimal digits');
