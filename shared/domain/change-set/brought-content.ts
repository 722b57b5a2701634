import type { Because } from '../../core/errors.ts';
import type { Change } from '../../core/history.ts';
import { changedPaths, type PatternMatcher } from './changed-paths.ts';
import { becauseOf, type JudgedUnit, judgedUnit } from './judged-unit.ts';

/** As much of a new file is looked at; what is larger says something. */
const maxBytes = 1024 * 1024;

/**
 * A unit with those of its changes alone that bring content to paths that the patterns name, as what must come along with a change
 * does: a deletion, a link, an empty file, and a file that has the bytes of an earlier one bring none. `because`: a new file that
 * nobody could read is left out too.
 */
export async function broughtContent(
  judged: JudgedUnit,
  patterns: readonly PatternMatcher[],
): Promise<{ brought: JudgedUnit; because: Because | undefined }> {
  const kept: Change[] = [];
  let because: Because | undefined;
  for (const change of judged.changes.all) {
    const { path } = change;
    // What lies below a literal pattern tells that it names a folder.
    if (!patterns.some((each) => each.matches(path) || path.startsWith(`${each.pattern}/`))) continue;
    const answer = await bringsContent(judged, change);
    if (answer === true) kept.push(change);
    else if (answer !== false) because ??= answer;
  }
  return { brought: judgedUnit(judged.unit, changedPaths(kept)), because };
}

async function bringsContent({ unit }: JudgedUnit, change: Change): Promise<boolean | Because> {
  if (change.kind === 'deleted' || change.copiedFrom !== undefined) return false;
  // By path: an object id alone does not tell a link from a file with its target as text.
  const now = await unit.after.read(change.path, maxBytes);
  if (!now.found) return now.reason === 'unreadable' ? becauseOf(now) : now.reason === 'too-large';
  return hasSaid(now.content);
}

/** Whether there is more than white space and a byte order mark. */
function hasSaid(content: Uint8Array): boolean {
  return content.some((byte, index) => byte > 0x20 && !(index < 3 && byteOrderMark[index] === byte));
}

const byteOrderMark = [0xef, 0xbb, 0xbf];
