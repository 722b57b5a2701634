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
  const empty = nobodyProblem(text);
  if (empty !== undefined) return empty;
  for (const name of namesIn(text)) {
    // What a name has in brackets says where somebody belongs.
    const alone = name.replace(/\s*\([^()]*\)$/, '');
    if (!keys.has(nameKey(name)) && !keys.has(nameKey(alone)))
      return `is somebody whom the configuration does not know: ${name}`;
  }
  return undefined;
}

/** What is wrong with owners where nobody says who may be one, as a clause; undefined when each is somebody. */
export function nobodyProblem(text: string): string | undefined {
  const names = namesIn(text);
  if (names.length === 0 || nobody.test(text.trim())) return 'is nobody';
  const open = names.find((name) => isPlaceholder(name, { orUnsaid: true }) || nobody.test(name));
  return open === undefined ? undefined : `is not filled in: ${open}`;
}

/** The names of a cell. What stands in brackets belongs to the name before it, whatever is in it. */
function namesIn(text: string): string[] {
  const masked = text.replace(/\([^()]*\)/g, (part) => '_'.repeat(part.length));
  const names: string[] = [];
  let from = 0;
  for (const { index, 0: found } of masked.matchAll(/[+,;&/]|\band\b/g)) {
    names.push(text.slice(from, index));
    from = index + found.length;
  }
  return [...names, text.slice(from)].map((name) => name.trim()).filter((name) => name !== '');
}
