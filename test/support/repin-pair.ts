import { createGitHubWrite } from '../../shared/adapters/github-write.ts';
import {
  configText,
  contractEntry,
  facts,
  manifestText,
  matrixText,
  paths,
  pinText,
  sha256,
} from './contract-files.ts';
import { gitDataApi, type KeptPull } from './git-data-api.ts';
import { gitRepository, type TestRepository } from './git-repository.ts';
import { client, token } from './github-asking.ts';
import { type GitHubServer, type Routes, withGitHub } from './github-server.ts';
import { next, remote } from './repin.ts';
import { repositoryApi } from './repository-api.ts';

/*
 * A producer and a consumer as two git repositories behind one played API.
 */

export const producerToken = 'ghp_producer0123456789abcdefghijABCDEFGH';
export const pullRequestToken = token;
export const desk = 'harbour-example/desk';
const ledger = 'harbour-example/ledger';

export interface Pair {
  producer: TestRepository;
  consumer: TestRepository;
  pulls: KeptPull[];
  /** The commits of the two releases. */
  commits: { pinned: string; next: string };
  /** What the consumer is pinned with: pin, mirror and matrix. */
  trio: Record<string, string>;
  /** The configuration; `section` is that of manifest-repin, `more` has further ones. */
  config(section?: object, more?: object): string;
  remove(): void;
}

const path = remote.path;

/** A producer that has released twice, and a consumer that is pinned to the first of the two releases. */
export function repinPair(): Pair {
  const [producer, consumer] = [gitRepository(), gitRepository()];
  const release = (tag: string, manifest: string): string => {
    const commit = producer.commit({ [path]: manifest }, tag);
    producer.git('tag', '-a', tag, '-m', tag);
    return commit;
  };
  const withoutCommit = (each: typeof facts): string => manifestText(each).replace(/ {2}"commit".*\n/, '');
  const pinned = release(facts.tag, withoutCommit(facts));
  const following = release(next.tag, withoutCommit(next));
  const { commit: _commit, ...fields } = contractEntry.fields;
  const entry = {
    ...contractEntry,
    remote,
    fields: { ...fields, commit: { pin: '/commit', bullet: 'Commit', column: 'Commit' } },
  };
  const config = (section: object = {}, more: object = {}): string =>
    configText({ contracts: [entry], 'manifest-repin': section, ...more });
  const was = { ...facts, commit: pinned };
  const hash = sha256(withoutCommit(was));
  const trio = {
    [paths.pin]: pinText(was, hash),
    [paths.mirror]: withoutCommit(was),
    [paths.matrix]: matrixText(was, hash),
  };
  consumer.commit({ ...trio, [paths.config]: config() });
  const remove = (): void => {
    producer.remove();
    consumer.remove();
  };
  return { producer, consumer, pulls: [], commits: { pinned, next: following }, trio, config, remove };
}

const granted = { defaultBranch: 'main', grants: ['contents', 'pull-requests'] as const };

/** The API of the producer, for its own credential. */
export function producerRoutes({ producer: { folder, git } }: Pair): Routes {
  const missing = { optional: true, answer: { status: 404, body: { message: 'Not Found' } } } as const;
  const tags = (): object[] =>
    git('tag')
      .split('\n')
      .map((name) => ({ name }));
  return {
    ...repositoryApi({ ...granted, name: ledger, folder, token: producerToken }),
    [`GET /repos/${ledger}/tags`]: { optional: true, answer: () => ({ body: tags() }) },
    [`GET /repos/${ledger}/releases/tags/{tag}`]: missing,
    [`GET /repos/${ledger}/releases/latest`]: missing,
  };
}

/** Plays the API of both; `routes` go before the played ones. */
export function playPair<T>(pair: Pair, use: (server: GitHubServer) => Promise<T>, routes: Routes = {}): Promise<T> {
  const { folder } = pair.consumer;
  const own = repositoryApi({ ...granted, name: desk, folder, token: pullRequestToken });
  const written = gitDataApi({ name: desk, folder, token: pullRequestToken, pulls: pair.pulls });
  return withGitHub({ ...own, ...written, ...producerRoutes(pair), ...routes }, use);
}

/** The ports of a run beside a played API. */
export function portsOf(server: GitHubServer): {
  github: (token: string | undefined) => ReturnType<typeof client>;
  write: (token: string) => ReturnType<typeof createGitHubWrite>;
} {
  const log = { info() {}, debug() {} };
  return {
    github: (token) => client(server, { token }),
    write: (token) => createGitHubWrite({ baseUrl: server.url, token, userAgent: 'release-governance-test', log }),
  };
}
