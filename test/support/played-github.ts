import { execFileSync } from 'node:child_process';
import { expandRoute } from '../../shared/adapters/github-route.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import type { FileContent, TestRepository } from './git-repository.ts';
import { pullOf } from './landings.ts';
import { type GitHubAnswer, type GitHubAnswers, memoryGitHub, notFound } from './memory-github.ts';
import { pullAnswers, type review } from './pull-request.ts';

/** A pull request as it is played: its branch in the repository, and what the platform records of it. */
interface PlayedPull {
  number: number;
  head: string;
  mergeCommit: string | null;
  mergedAt: string | null;
  reviews: ReturnType<typeof review>[];
}

/** A repository on GitHub that is played by a git repository: what the platform alone knows is told by the test. */
export interface PlayedRepository {
  /** Opens a pull request with these files on a branch of its own, left where main is; gives its head. */
  open(number: number, files: Record<string, FileContent>, reviews?: ReturnType<typeof review>[]): string;
  /** Opens a pull request for a branch that is there already. */
  adopt(number: number, head: string, reviews?: ReturnType<typeof review>[]): void;
  /** Merges it as GitHub does, at that time; gives the merge commit. */
  merge(number: number, time: string): string;
  /** What the API answers now; `more` goes before what follows from the repository. */
  github(more?: GitHubAnswers): GitHub;
}

/** Plays a repository; every review is taken for one of the head of its pull request. */
export function playedRepository(repository: TestRepository, name: string): PlayedRepository {
  const { git } = repository;
  const pulls: PlayedPull[] = [];
  const at = `GET /repos/${name}`;
  const pull = (number: number): PlayedPull => {
    const found = pulls.find((each) => each.number === number);
    if (found === undefined) throw new Error(`there is no pull request #${number}`);
    return found;
  };

  function answer(request: string): GitHubAnswer | undefined {
    const [path = '', query = ''] = request.split('?');
    if (path === `${at}/git/ref/heads/main`)
      return { json: { object: { type: 'commit', sha: git('rev-parse', 'main') } } };
    const asked = new URLSearchParams(query);
    if (path === `${at}/commits` && asked.has('path')) {
      const { path: file = '', sha = '', per_page: most = '30' } = Object.fromEntries(asked);
      const commits = git('log', '--format=%H', '-n', most, sha, '--', file).split('\n');
      return { json: commits.filter((sha1) => sha1 !== '').map((sha1) => ({ sha: sha1 })) };
    }
    const [, commit] = /\/commits\/([0-9a-f]{40})\/pulls$/.exec(path) ?? [];
    if (commit !== undefined && path.startsWith(`${at}/`))
      return { json: pulls.filter((each) => holds(each, commit)).map(pullOf) };
    const file = path.startsWith(`${at}/contents/`) ? path.slice(`${at}/contents/`.length) : undefined;
    if (file === undefined) return undefined;
    try {
      return {
        raw: execFileSync('git', ['show', `${asked.get('ref') ?? ''}:${file}`], {
          cwd: repository.folder,
          stdio: 'pipe',
        }),
      };
    } catch {
      return notFound;
    }
  }

  /** Of a merged pull request the commits that it brought, and its merge. */
  function holds({ head, mergeCommit }: PlayedPull, commit: string): boolean {
    if (mergeCommit === null) return head === commit;
    return commit === mergeCommit || git('rev-list', `${mergeCommit}^1..${mergeCommit}`).split('\n').includes(commit);
  }

  return {
    open(number, files, reviews = []) {
      git('checkout', '-q', '-b', `pull-${number}`, 'main');
      const head = repository.commit(files, `pull request ${number}`);
      git('checkout', '-q', 'main');
      pulls.push({ number, head, mergeCommit: null, mergedAt: null, reviews });
      return head;
    },
    adopt(number, head, reviews = []) {
      pulls.push({ number, head, mergeCommit: null, mergedAt: null, reviews });
    },
    merge(number, time) {
      const one = pull(number);
      git('checkout', '-q', 'main');
      git('merge', '-q', '--no-ff', '-m', `Merge pull request #${number}`, one.head);
      one.mergeCommit = git('rev-parse', 'HEAD');
      one.mergedAt = time;
      return one.mergeCommit;
    },
    github(more = {}) {
      const known: GitHubAnswers = Object.assign(
        {},
        ...pulls.map(({ number, head, reviews }) =>
          pullAnswers(`${at}/pulls/${number}`, {
            head,
            reviews: reviews.map((each) => ({ ...each, commit_id: head })),
          }),
        ),
        more,
      );
      const asked = (route: string, parameters: Parameters<GitHub['get']>[1]): GitHub => {
        const request = `GET ${expandRoute(route, parameters)}`;
        const played = known[request] ?? known[request.replace(/\?.*$/s, '')] ?? answer(request);
        return memoryGitHub(played === undefined ? {} : { [request]: played });
      };
      return {
        ...memoryGitHub({}),
        get: async (route, parameters, schema) => asked(route, parameters).get(route, parameters, schema),
        all: async (route, parameters, schema) => asked(route, parameters).all(route, parameters, schema),
        bytes: async (route, parameters, most) => asked(route, parameters).bytes(route, parameters, most),
      };
    },
  };
}
