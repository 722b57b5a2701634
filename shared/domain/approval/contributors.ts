import type { Because } from '../../core/errors.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { z } from '../../core/zod.ts';
import { accountOf, coAuthors, isEmail } from './co-author.ts';

// An account that the platform does not know is null, or an object without anything.
const Account = z.object({ login: z.string(), id: z.number().int() }).partial().nullish();
const Person = z.object({ email: z.string().nullish() }).nullish();
const Commit = z.object({
  sha: z.string(),
  commit: z.object({ message: z.string(), author: Person, committer: Person }),
  author: Account,
  committer: Account,
});
type Commit = z.infer<typeof Commit>;

/** Who took part in a pull request. */
export interface Contributors {
  /** A clause ("is a co-author of commit …") when the account has part in it. */
  part(account: { login: string; id: number }): string | undefined;
}

export interface PullCommits {
  number: number;
  headSha: string;
  /** How many commits the platform counts. */
  count: number;
}

const mostAddresses = 50;
const committerOfGitHub = 'web-flow';

/**
 * Authors, committers and co-authors of all commits of a pull request. Not ok when a commit is not listed, or when somebody
 * cannot be matched with an account and `ignored` does not name the address: whoever that is could approve.
 */
export async function contributorsOf(
  github: GitHub,
  at: { owner: string; repo: string },
  pull: PullCommits,
  ignored: readonly string[],
): Promise<Answer<Contributors>> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits';
  const listed = await github.all(route, { ...at, pull_number: pull.number }, Commit);
  if (!listed.ok) return listed;
  const commits = listed.data;
  if (pull.count > commits.length) {
    return refused(
      'TRUNCATED',
      `GitHub lists only ${commits.length} of the ${pull.count} commits of pull request #${pull.number}`,
      'a pull request with at most 250 commits',
    );
  }
  if (!commits.some(({ sha }) => sha === pull.headSha)) {
    return refused(
      'NO_DATA',
      `the commits of pull request #${pull.number} do not hold its head ${pull.headSha}`,
      'another run',
    );
  }
  const ledger = createLedger();
  for (const commit of commits) note(ledger, commit, github.host);
  const unmatched = await match(ledger, github, at);
  if (!unmatched.ok) return unmatched;
  const unknown = unmatched.data.filter(({ who }) => !ignored.includes(who));
  if (unknown.length > 0) {
    const names = unknown.map(({ who, part }) => `${who}, who ${part},`).join(' and ');
    return refused(
      'NO_DATA',
      `${names} cannot be matched with a login, so that nobody knows whether it is who approved`,
      'an address in the commit that belongs to a GitHub account, or the address among the ignored co-authors of the policy',
    );
  }
  return { ok: true, data: { part: ({ login, id }) => ledger.ids.get(id) ?? ledger.logins.get(login.toLowerCase()) } };
}

/** Accounts that are known, and people of whom only a text is. Each with the first part that was found. */
interface Ledger {
  logins: Map<string, string>;
  ids: Map<number, string>;
  texts: Map<string, string>;
}

function createLedger(): Ledger {
  return { logins: new Map(), ids: new Map(), texts: new Map() };
}

function account(ledger: Ledger, { login, id }: { login: string; id?: number | undefined }, part: string): void {
  keep(ledger.logins, login.toLowerCase(), part);
  if (id !== undefined) keep(ledger.ids, id, part);
}

function keep<K>(map: Map<K, string>, key: K, part: string): void {
  if (!map.has(key)) map.set(key, part);
}

function note(ledger: Ledger, { sha, commit, author, committer }: Commit, host: string): void {
  const of = (role: string): string => `is ${role} of commit ${sha.slice(0, 12)}`;
  const person = (who: string | null | undefined, part: string): void => {
    const known = accountOf(who ?? '', host);
    if (known === undefined) keep(ledger.texts, who || 'somebody without an address', part);
    else account(ledger, known, part);
  };
  if (author?.login !== undefined) account(ledger, { ...author, login: author.login }, of('the author'));
  else person(commit.author?.email, of('the author'));

  const email = commit.committer?.email?.toLowerCase();
  const isGitHub =
    committer?.login === undefined
      ? email === 'noreply@github.com' || email === `noreply@${host.toLowerCase()}`
      : committer.login.toLowerCase() === committerOfGitHub;
  if (!isGitHub) {
    if (committer?.login !== undefined) account(ledger, { ...committer, login: committer.login }, of('the committer'));
    else person(commit.committer?.email, of('the committer'));
  }
  for (const { text, email: address } of coAuthors(commit.message)) person(address ?? text, of('a co-author'));
}

/** Finds the accounts of the texts that are addresses; gives those that stay unknown. */
async function match(
  ledger: Ledger,
  github: GitHub,
  at: { owner: string; repo: string },
): Promise<Answer<{ who: string; part: string }[]>> {
  if (ledger.texts.size > mostAddresses) {
    return refused(
      'TRUNCATED',
      `${ledger.texts.size} people would have to be matched with a login, more than the ${mostAddresses} that are asked for`,
      'commits whose addresses belong to GitHub accounts',
    );
  }
  const texts = [...ledger.texts].map(([who, part]) => ({ who, part }));
  const found = await Promise.all(texts.map(async ({ who }) => accountsByEmail(github, at, who)));
  const unknown: { who: string; part: string }[] = [];
  for (const [index, answer] of found.entries()) {
    const { who, part } = texts[index] as (typeof texts)[number];
    if (!answer.ok) return answer;
    if (answer.data.length === 0) unknown.push({ who, part });
    for (const each of answer.data) account(ledger, each, part);
  }
  return { ok: true, data: unknown };
}

/** The accounts to which the platform ascribes commits with this very address; what it finds by a part of it is not taken. */
async function accountsByEmail(
  github: GitHub,
  at: { owner: string; repo: string },
  email: string,
): Promise<Answer<{ login: string; id?: number | undefined }[]>> {
  if (!isEmail(email)) return { ok: true, data: [] };
  const route = 'GET /repos/{owner}/{repo}/commits';
  const answer = await github.get(route, { ...at, author: email, per_page: 20 }, z.array(Commit));
  if (!answer.ok) return answer;
  const same = answer.data.filter(({ commit }) => commit.author?.email?.toLowerCase() === email.toLowerCase());
  return {
    ok: true,
    data: same.flatMap(({ author }) => (author?.login === undefined ? [] : [{ login: author.login, id: author.id }])),
  };
}

function refused(code: Because['code'], message: string, needs: string): { ok: false; because: Because } {
  return { ok: false, because: { code, message, needs } };
}
