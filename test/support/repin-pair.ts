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
  /** The configuration; `section` is that of manifest-repin. */
  config(section?: object): string;
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
  const config = (section: object = {}): string => configText({ contracts: [entry], 'manifest-repin': section });
  const was = { ...facts, commit: pinned };
  const hash = sha256(withoutCommit(was));
  consumer.commit({
    [paths.pin]: pinText(was, hash),
    [paths.mirror]: withoutCommit(was),
    [paths.matrix]: matrixText(was, hash),
    [paths.config]: config(),
  });
  const remove = (): void => {
    producer.remove();
    consumer.remove();
  };
  return { producer, consumer, pulls: [], commits: { pinned, next: following }, config, remove };
}

/** Plays the API of both; `routes` go before the played ones. */
export function playPair<T>(pair: Pair, use: (server: GitHubServer) => Promise<T>, routes: Routes = {}): Promise<T> {
  const at = { defaultBranch: 'main', grants: ['contents', 'pull-requests'] as const };
  const own = repositoryApi({ ...at, name: desk, folder: pair.consumer.folder, token: pullRequestToken });
  const written = gitDataApi({ name: desk, folder: pair.consumer.folder, token: pullRequestToken, pulls: pair.pulls });
  const read = repositoryApi({ ...at, name: ledger, folder: pair.producer.folder, token: producerToken });
  const names = (): object[] =>
    pair.producer
      .git('tag')
      .split('\n')
      .map((name) => ({ name }));
  const more: Routes = {
    [`GET /repos/${ledger}/tags`]: { optional: true, answer: () => ({ body: names() }) },
    [`GET /repos/${ledger}/releases/tags/{tag}`]: {
      optional: true,
      answer: { status: 404, body: { message: 'Not Found' } },
    },
    [`GET /repos/${ledger}/releases/latest`]: {
      optional: true,
      answer: { status: 404, body: { message: 'Not Found' } },
    },
  };
  return withGitHub({ ...own, ...written, ...read, ...more, ...routes }, use);
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
