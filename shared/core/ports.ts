import type { ZodType } from 'zod';
import type { Because } from './errors.ts';
import type { Json } from './json.ts';

/**
 * Where the bytes of a file were read from: a commit's tree, the work tree, the platform's API, or what steps of the job
 * produced.
 */
export const readSources = ['tree', 'worktree', 'api', 'output'] as const;
export type ReadSource = (typeof readSources)[number];

/** One file that was read, as the report records it. */
export interface Read {
  source: ReadSource;
  path: string;
  /** The commit for `tree` and `api`; absent for the others. */
  ref?: string | undefined;
  sha256: string;
  bytes: number;
}

export interface Found extends Read {
  found: true;
  content: Uint8Array;
}

/**
 * Why a file gave no bytes. `absent`: it is certain that there is none. `not-a-file`: a folder, symbolic link, submodule
 * or device. `outside`: the path leaves the root, by itself or through a link. `too-large`: over the cap. `unreadable`: could
 * not look; `because` says why.
 */
export interface Missing {
  found: false;
  path: string;
  reason: 'absent' | 'not-a-file' | 'outside' | 'too-large' | 'unreadable';
  /** A clause that continues "the file …", e.g. "is a symbolic link". */
  message: string;
  because?: Because | undefined;
}

/** A tree of files at one moment: a commit, the work tree, or a commit seen through the API. */
export interface Tree {
  /** The commit, or undefined for a work tree. */
  readonly ref: string | undefined;
  /** Reads one file; `path` is relative to the root with `/`. Never throws for what is in the tree. */
  read(path: string, maxBytes: number): Promise<Found | Missing>;
  /** The paths of everything but folders (links and submodules too), sorted by code unit; ignored files never count. */
  list(): Promise<{ ok: true; paths: readonly string[] } | { ok: false; because: Because }>;
}

/** A file beside the report that grows while a control runs, so that a run that is killed leaves what it knew. */
export interface Journal {
  /**
   * What an earlier run left under the same name in a folder. In Actions the folder lies below RUNNER_TEMP, or it is BAD_INPUT: a file
   * of the checkout never counts. What is read is as trustworthy as the steps of the job.
   */
  earlier(folder: string, maxBytes: number): Promise<Found | Missing>;
  /** Adds text at the end; the first of a run begins the file anew. Without a folder for reports nothing is kept. */
  append(text: string): Promise<void>;
}

/**
 * An API answer: the data, or why there is none. Broken input to the port itself throws. `said` is GitHub's own message, as one
 * short line: the only thing that tells two answers of one status apart.
 */
export type Answer<T> =
  | { ok: true; data: T }
  | { ok: false; because: Because; status?: number | undefined; said?: string | undefined };

/** Values for the `{placeholders}` of a route; what is left goes into the query. */
export type RouteParameters = Record<string, string | number | boolean>;

/**
 * Read access to GitHub. Routes are written as in its REST documentation (`GET /repos/{owner}/{repo}`); each answer is
 * checked against `schema`, and one that does not fit is `GITHUB_DOWN`. Retries, rate limits and time limits are
 * handled inside; what remains is classified in `because`, with the permission that is missing in `needs`.
 */
export interface GitHub {
  /** The host of the web addresses of the repositories that it sees, e.g. `github.com`. */
  readonly host: string;
  get<T>(route: string, parameters: RouteParameters, schema: ZodType<T>): Promise<Answer<T>>;
  /** All pages of a list, in order. */
  all<T>(route: string, parameters: RouteParameters, schema: ZodType<T>): Promise<Answer<T[]>>;
  /** The raw bytes of a response (`Accept: application/vnd.github.raw+json`); longer than `maxBytes` is `TRUNCATED`. */
  bytes(route: string, parameters: RouteParameters, maxBytes: number): Promise<Answer<Uint8Array>>;
  /**
   * One GraphQL query. What is `ok` is the body as GitHub gave it, with `data`, `errors` or both: an error in it can be about a
   * part of the query only, so that the caller judges them. A rate limit is an answer that is not `ok`, whatever its status.
   * Without a token it is `NO_CREDENTIAL`; a document that does not only read throws.
   */
  graphql(query: string, variables: Record<string, unknown>): Promise<Answer<unknown>>;
}

/**
 * Write access to GitHub, by routes as its REST documentation writes them. No control has it: the shell applies with it what a control of
 * kind `act` proposes. Nothing is sent twice: after an answer that never came it is not known whether it was done.
 */
export interface GitHubWrite {
  send<T>(
    route: `${'POST' | 'PATCH'} ${string}`,
    parameters: RouteParameters,
    body: Json,
    schema: ZodType<T>,
  ): Promise<Answer<T>>;
}

/** Progress and diagnostics for people; never part of a verdict. Text is made safe for the terminal by the adapter. */
export interface Log {
  info(message: string): void;
  debug(message: string): void;
}
