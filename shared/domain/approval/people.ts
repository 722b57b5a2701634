import { GovernanceError } from '../../core/errors.ts';
import { suggestion } from '../../core/nearest.ts';

/**
 * The logins behind names of the configuration, each once. A login stands behind `@`; anything else must be a role: a misspelt
 * one could be somebody's login. `field`: where the names stand, for the error.
 */
export function peopleOf(
  names: readonly string[],
  roles: Readonly<Record<string, readonly string[]>>,
  field: string,
): string[] {
  const people = names.flatMap((name) => {
    if (name.startsWith('@')) return [name.slice(1)];
    const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
    if (role !== undefined) return role;
    throw new GovernanceError('BAD_CONFIG', `${field} names ${name}, and there is no such role`, {
      hint: `Write @${name} for a login, or add the role under roles:${suggestion(name, Object.keys(roles))}.`,
    });
  });
  return [...new Set(people)];
}
