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
  /** What a commit of main holds came there by this pull request, squashed, at that time. */
  landed(number: number, commit: string, time: string, reviews?: ReturnType<typeof review>[]): void;
  /** Tags what main is, or another commit, and publishes a full release of it at that time. */
  release(tag: string, time: string, at?: string): void;
  /** A check of GitHub Actions that ended for a commit; when it began, where the test says so. */
  check(commit: string, name: string, conclusion?: string, started?: string): void;
  /** What the API answers to `GET /repos/...?...` now; undefined: nobody played that. */
  answer(request: string): GitHubAnswer | undefined;
  /** The port with these answers; `more` goes before what follows from the repository. */
  github(more?: GitHubAnswers): GitHub;
}

interface PlayedCheck {
  commit: string;
  name: string;
  conclusion: string;
  started: string | undefined;
}

interface PlayedRelease {
  tag: string;
  time: string;
}

/** What the platform says of a repository beside its pull requests: releases and checks. */
function besides(
  { git }: TestRepository,
  name: string,
  releases: readonly PlayedRelease[],
  checks: readonly PlayedCheck[],
  required: readonly string[],
): (path: string, asked: URLSearchParams) => GitHubAnswer | undefined {
  const at = `GET /repos/${name}`;
  const released = ({ tag, time }: PlayedRelease): object => ({
    tag_name: tag,
    draft: false,
    prerelease: false,
    published_at: time,
  });
  const commitOf = (ref: string): string | undefined =>
    git('for-each-ref', '--format=%(objectname)', `refs/${ref}`).split('\n')[0] || undefined;
  const [latest] = [...releases].reverse();
  const fixed: Record<string, () => GitHubAnswer> = {
    [at]: () => ({ json: { full_name: name, default_branch: 'main' } }),
    [`${at}/tags`]: () => ({ json: [...releases].reverse().map(({ tag }) => ({ name: tag })) }),
    [`${at}/releases`]: () => ({ json: releases.map(released) }),
    [`${at}/releases/latest`]: () => (latest === undefined ? notFound : { json: released(latest) }),
    [`${at}/branches/main`]: () => ({
      json: { name: 'main', protected: false, commit: { sha: commitOf('heads/main') } },
    }),
    [`${at}/rules/branches/main`]: () => ({
      json: [
        {
          type: 'required_status_checks',
          ruleset_id: 1,
          parameters: { required_status_checks: required.map((context) => ({ context })) },
        },
      ],
    }),
  };
  return (path, asked) => {
    const known = fixed[path]?.();
    if (known !== undefined || !path.startsWith(`${at}/`)) return known;
    const rest = path.slice(at.length + 1);
    const [, ref] = /^git\/ref\/((?:heads|tags)\/.+)$/.exec(rest) ?? [];
    const sha = ref === undefined ? undefined : commitOf(ref);
    if (ref !== undefined) return sha === undefined ? notFound : { json: { object: { type: 'commit', sha } } };
    const [, tag] = /^releases\/tags\/(.+)$/.exec(rest) ?? [];
    const release = releases.find((each) => each.tag === tag);
    if (tag !== undefined) return release === undefined ? notFound : { json: released(release) };
    const [, from, to] = /^compare\/([0-9a-f]{40})\.\.\.([0-9a-f]{40})$/.exec(rest) ?? [];
    if (from !== undefined && to !== undefined) {
      const ahead = git('merge-base', from, to) === from;
      return { json: { status: from === to ? 'identical' : ahead ? 'ahead' : 'diverged' } };
    }
    const [, commit] = /^commits\/([0-9a-f]{40})\/check-runs$/.exec(rest) ?? [];
    if (commit === undefined) return undefined;
    const runs = checks.filter((each) => each.commit === commit && each.name === asked.get('check_name'));
    return {
      json: runs.map((run) => ({
        name: run.name,
        head_sha: commit,
        status: 'completed',
        conclusion: run.conclusion,
        ...(run.started === undefined ? {} : { started_at: run.started }),
        app: { slug: 'github-actions' },
      })),
    };
  };
}

/** Plays a repository, whose main requires these checks; every review is taken for one of the head of its pull request. */
export function playedRepository(
  repository: TestRepository,
  name: string,
  required: readonly string[] = [],
): PlayedRepository {
  const { git } = repository;
  const pulls: PlayedPull[] = [];
  const releases: PlayedRelease[] = [];
  const checks: PlayedCheck[] = [];
  const at = `GET /repos/${name}`;
  const pull = (number: number): PlayedPull => {
    const found = pulls.find((each) => each.number === number);
    if (found === undefined) throw new Error(`there is no pull request #${number}`);
    return found;
  };

  function answer(request: string): GitHubAnswer | undefined {
    const [path = '', query = ''] = request.split('?');
    const asked = new URLSearchParams(query);
    const beside = besides(repository, name, releases, checks, required)(path, asked);
    if (beside !== undefined) return beside;
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

  function pullAnswer(request: string): GitHubAnswer | undefined {
    const known: GitHubAnswers = Object.assign(
      {},
      ...pulls.map(({ number, head, reviews }) =>
        pullAnswers(`${at}/pulls/${number}`, {
          head,
          reviews: reviews.map((each) => ({ ...each, commit_id: head })),
        }),
      ),
    );
    return known[request] ?? known[request.replace(/\?.*$/s, '')];
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
    landed(number, commit, time, reviews = []) {
      pulls.push({ number, head: commit, mergeCommit: commit, mergedAt: time, reviews });
    },
    release(tag, time, at = 'main') {
      git('tag', tag, at);
      releases.push({ tag, time });
    },
    check(commit, check, conclusion = 'success', started?) {
      checks.push({ commit, name: check, conclusion, started });
    },
    answer: (request) => pullAnswer(request) ?? answer(request),
    github(more = {}) {
      const asked = (route: string, parameters: Parameters<GitHub['get']>[1]): GitHub => {
        const request = `GET ${expandRoute(route, parameters)}`;
        const played = more[request] ?? more[request.replace(/\?.*$/s, '')] ?? pullAnswer(request) ?? answer(request);
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

/** Several repositories behind one API; what is asked of another one throws. */
export function playedTogether(repositories: Readonly<Record<string, GitHub>>): GitHub {
  const of = (route: string, parameters: Parameters<GitHub['get']>[1]): GitHub => {
    const request = expandRoute(route, parameters);
    const [, found] =
      Object.entries(repositories).find(([name]) => `${request}/`.replace('?', '/').startsWith(`/repos/${name}/`)) ??
      [];
    if (found === undefined) throw new Error(`no repository answers ${request}`);
    return found;
  };
  return {
    ...memoryGitHub({}),
    get: async (route, parameters, schema) => of(route, parameters).get(route, parameters, schema),
    all: async (route, parameters, schema) => of(route, parameters).all(route, parameters, schema),
    bytes: async (route, parameters, most) => of(route, parameters).bytes(route, parameters, most),
  };
}
