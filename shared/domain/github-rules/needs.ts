import type { Because } from '../../core/errors.ts';

/** What a credential needs, in words for `needs`: by what is read with it. */
export const needs = {
  /** Classic protection. */
  classic: 'a GitHub App token or fine-grained token with administration: read',
  /** The bypass list of a ruleset. */
  bypass: 'a token that may change the ruleset: administration: write of its repository or organisation',
  /** The repository itself, and its active rules. */
  metadata: 'a token that sees the repository (metadata: read)',
  /** Branches, commits, files. */
  contents: 'permissions: { contents: read }',
  /** Workflows, runs and their artifacts. */
  actions: 'permissions: { actions: read }',
  checks: 'permissions: { checks: read }',
  statuses: 'permissions: { statuses: read }',
} as const;

/**
 * Why something was not read, with what would settle it: named by GitHub where it does so, else `settles`. A rate limit or a fault is
 * not settled by a permission.
 */
export function unread(because: Because, settles: string): Because {
  const permission = ['MISSING_PERMISSION', 'NO_CREDENTIAL', 'NOT_FOUND'].includes(because.code);
  return permission && because.needs === undefined ? { ...because, needs: settles } : because;
}
