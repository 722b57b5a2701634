import { isPlaceholder } from '../../parse/placeholder.ts';
import { nameKey } from './words.ts';

/** What stands for somebody who is still to be found. */
const nobody =
  /^(?:n\/?a|none|nobody|someone|somebody|anyone|unassigned|unknown|unowned|owner|team|all|everyone|-+|\?+)$/i;

/** Who may be called an owner. */
export interface Roster {
  /** Names as documents write them, logins with @, and roles. */
  names: readonly string[];
  /** The same, and the logins of the roles, folded. */
  keys: ReadonlySet<string>;
}

/** The roster of these names; one that is a role stands for its logins too. */
export function rosterOf(names: readonly string[], roles: Readonly<Record<string, readonly string[]>>): Roster {
  const logins = names.flatMap((name) => (Object.hasOwn(roles, name) ? (roles[name] ?? []) : []));
  return { names, keys: new Set([...names.map(nameKey), ...logins.map((login) => nameKey(`@${login}`))]) };
}

/** What is wrong with the owners of a cell, as a clause; undefined when each is somebody whom the roster knows. */
export function ownerProblem(text: string, { keys }: Roster): string | undefined {
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
