/** A repository: its host (lower case, with the port of an https URL), and owner and name as they were written. */
export interface Repository {
  host: string;
  owner: string;
  name: string;
}

const path = String.raw`(?<owner>[A-Za-z0-9][A-Za-z0-9_-]*)/(?<name>[A-Za-z0-9._-]+)`;
const host = String.raw`(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)`;
const user = '[A-Za-z0-9._-]+';
const forms: readonly RegExp[] = [
  new RegExp(`^${path}$`),
  new RegExp(`^https://${host}(?<port>:[0-9]{1,5})?/${path}/?$`, 'i'),
  new RegExp(`^ssh://(?:${user}@)?${host}(?::[0-9]{1,5})?/${path}/?$`, 'i'),
  new RegExp(`^${user}@${host}:${path}/?$`),
];

/**
 * Reads `owner/name`, `https://host/owner/name`, `ssh://git@host/owner/name` and `git@host:owner/name`, each with or
 * without `.git`. The host of `owner/name` is `defaultHost`. Undefined for anything else, also for URLs that hold a
 * user name or password for https, a query or a fragment.
 */
export function parseRepository(text: string, defaultHost = 'github.com'): Repository | undefined {
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (groups === undefined) continue;
    const name = (groups['name'] ?? '').replace(/\.git$/i, '');
    if (name === '' || name === '.' || name === '..') return undefined;
    const found = groups['host'] === undefined ? defaultHost : `${groups['host']}${groups['port'] ?? ''}`;
    return { host: found.toLowerCase(), owner: groups['owner'] ?? '', name };
  }
  return undefined;
}

export function isRepository(text: string): boolean {
  return parseRepository(text) !== undefined;
}

/** Whether two spellings name one repository: upper and lower case do not matter. False when either is not a repository. */
export function sameRepository(a: string | Repository, b: string | Repository): boolean {
  const [first, second] = [a, b].map((side) => (typeof side === 'string' ? parseRepository(side) : side));
  return first !== undefined && second !== undefined && repositoryKey(first) === repositoryKey(second);
}

/** A text that is the same exactly for spellings of the same repository. */
export function repositoryKey(repository: Repository): string {
  return `${repository.host}/${repository.owner}/${repository.name}`.toLowerCase();
}
