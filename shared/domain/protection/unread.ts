import type { Because } from '../../core/errors.ts';

/** What runs and their artifacts are read with. */
export const needsActions = 'permissions: { actions: read }';

/**
 * Why something was not read, with what would settle it: named by GitHub where it does so, else `settles`. A rate limit or a fault is
 * not settled by a permission.
 */
export function unread(because: Because, settles: string): Because {
  const permission = ['MISSING_PERMISSION', 'NO_CREDENTIAL', 'NOT_FOUND'].includes(because.code);
  return permission && because.needs === undefined ? { ...because, needs: settles } : because;
}
