import { forbidden, refusals } from './github-routes.ts';
import type { RouteAnswer } from './github-server.ts';
import { type Access, findRepository, type Permission, type Place, type PlatformState } from './platform-state.ts';

/** Who asks: nobody, a credential, or one that is not valid. */
export type Reader = { kind: 'none' } | { kind: 'token'; access: Access } | { kind: 'invalid' };

export function readerOf({ tokens = {} }: PlatformState, token: string | undefined): Reader {
  if (token === undefined) return { kind: 'none' };
  const access = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  return access === undefined ? { kind: 'invalid' } : { kind: 'token', access };
}

/** Whether the credential was given for the repository, so that its permissions count. */
export function isFor({ repositories = [], organisations = [] }: Access, { organisation, repository }: Place): boolean {
  return repositories.includes(repository.name) || organisations.includes(organisation.login);
}

export function permits(
  reader: Reader,
  place: Place,
  permission: Permission,
  level: 'read' | 'write' = 'read',
): boolean {
  if (reader.kind !== 'token' || !isFor(reader.access, place)) return false;
  const given = reader.access.permissions[permission];
  return given === 'write' || given === level;
}

export function sees(reader: Reader, place: Place): boolean {
  const open = (place.repository.visibility ?? 'public') === 'public';
  return open || (reader.kind === 'token' && isFor(reader.access, place));
}

/** The repository that was asked for, as far as the reader may see it and has the permission; else how GitHub refuses. */
export function placeFor(
  state: PlatformState,
  token: string | undefined,
  name: string,
  needs: Permission | 'metadata',
): { reader: Reader; place: Place } | { refused: RouteAnswer } {
  const reader = readerOf(state, token);
  if (reader.kind === 'invalid') return { refused: refusals.badCredentials };
  const place = findRepository(state, name);
  if (place === undefined || !sees(reader, place)) return { refused: refusals.notFound };
  if (needs === 'metadata' || permits(reader, place, needs)) return { reader, place };
  const open = (place.repository.visibility ?? 'public') === 'public';
  // What is public is shown without the permission; administration never is.
  if (open && needs !== 'administration') return { reader, place };
  if (reader.kind === 'none') return { refused: { status: 401, body: { message: 'Requires authentication' } } };
  return { refused: forbidden(reader.access.who, `${needs}=read`) };
}
