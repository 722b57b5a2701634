import { isPlaceholder } from '../../parse/placeholder.ts';
import { nameKey } from './words.ts';

/** What stands for somebody who is still to be found. */
const nobody =
  /^(?:n\/?a|none|nobody|someone|somebody|anyone|unassigned|unknown|unowned|owner|team|all|everyone|-+|\?+)$/i;

/** Who may be called an owner, by the names that documents use. */
export interface Roster {
  /** Names as documents write them, logins with @, and roles. */
  known: readonly string[];
  /** Logins by role. */
  roles: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong with the owners of a cell, as a clause; undefined when each is somebody whom the roster knows. */
export function ownerProblem(text: string, { known, roles }: Roster): string | undefined {
  const keys = new Set([
    ...known.map(nameKey),
    ...known.flatMap((name) =>
      Object.hasOwn(roles, name) ? (roles[name] ?? []).map((login) => nameKey(`@${login}`)) : [],
    ),
  ]);
  if (keys.has(nameKey(text))) return undefined;
  const names = text
    .split(/\s*(?:[+,;&/]|\band\b)\s*/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) return 'is nobody';
  for (const name of names) {
    if (isPlaceholder(name) || nobody.test(name)) return `is not filled in: ${name}`;
    // What a name has in brackets says where somebody belongs.
    const alone = name.replace(/\s*\([^()]*\)$/, '');
    if (!keys.has(nameKey(name)) && !keys.has(nameKey(alone)))
      return `is somebody whom the configuration does not know: ${name}`;
  }
  return undefined;
}
