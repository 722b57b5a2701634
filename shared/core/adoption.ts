import type { Json } from './json.ts';

/*
 * What a look at a repository found, for a first configuration.
 */

/** A file of a repository, or a place in it, and what it was taken for. */
export interface Sighting {
  path: string;
  /** From 1; absent for the file as a whole. */
  line?: number | undefined;
  /** A phrase: what it was taken for, or why it was not looked at. */
  says: string;
}

/**
 * A part of a first configuration. `sure`: everything in it was read in the repository; else it is an offer that somebody has to fill or
 * confirm, and stands in the file as a comment.
 */
export interface ConfigPart {
  /** The key at the top of the configuration. */
  key: string;
  value: Json;
  sure: boolean;
  /** What stands above it, one line each. */
  about: readonly string[];
}

/** What was found in a repository. */
export interface Adoption {
  parts: readonly ConfigPart[];
  /** What is judged as soon as the configuration is there. */
  recognised: readonly Sighting[];
  /** What looks like something that a control judges, and is offered as a comment. */
  guessed: readonly Sighting[];
  /** What could not be read, so that nothing is known of it. */
  unread: readonly Sighting[];
}

/** One job of a first workflow: the control, what it may, and how much of the history it needs. */
export interface PlannedJob {
  id: string;
  /** The name of its check, where that is not its id. */
  name?: string | undefined;
  control: string;
  /** Why it needs what it needs, for the comment above. */
  about?: string | undefined;
  permissions: Readonly<Record<string, string>>;
  /** Whether the files are checked out, with one commit or with all. */
  checkout: 'none' | 'one' | 'all';
  /** `with`. */
  inputs: Readonly<Record<string, string>>;
  /** Secrets by input: the workflow names them, and where they are not set the input is empty. */
  secrets: Readonly<Record<string, string>>;
}
