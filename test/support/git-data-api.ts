import { execFileSync } from 'node:child_process';
import { refusals } from './github-routes.ts';
import type { RecordedRequest, RouteAnswer, RouteHandler, Routes } from './github-server.ts';

/** A pull request as the played repository keeps it. */
export interface KeptPull {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  merged_at: string | null;
  base: string;
  head: string;
}

/** A repository that takes blobs, trees, commits, branches and pull requests of one credential into a folder's git. */
export interface WritableRepository {
  /** `owner/name`. */
  name: string;
  folder: string;
  token: string;
  pulls: KeptPull[];
}

/** The routes that write, and the list of pull requests. Nobody need ask any of them. */
export function gitDataApi(repository: WritableRepository): Routes {
  const { name, folder, token, pulls } = repository;
  const root = `/repos/${name}`;
  const git = (args: string[], input?: string | Uint8Array, env: NodeJS.ProcessEnv = {}): string =>
    execFileSync('git', args, {
      cwd: folder,
      input: input ?? '',
      env: { ...process.env, ...identity, ...env },
      encoding: 'utf8',
    }).trim();
  const shown = (pull: KeptPull): object => ({
    ...pull,
    html_url: `https://github.com/${name}/pull/${pull.number}`,
    base: { ref: pull.base },
    head: { ref: pull.head, repo: { full_name: name } },
  });
  const created = (body: unknown): RouteAnswer => ({ status: 201, body });

  const blob = (request: RecordedRequest): RouteAnswer => {
    const { content, encoding } = JSON.parse(request.body) as { content: string; encoding: string };
    if (encoding !== 'base64') throw new Error('only base64 is played');
    return created({ sha: git(['hash-object', '-w', '--stdin'], Buffer.from(content, 'base64')) });
  };
  const tree = (request: RecordedRequest): RouteAnswer => {
    const { base_tree: base, tree: entries } = JSON.parse(request.body) as {
      base_tree: string;
      tree: { path: string; mode: string; sha: string }[];
    };
    const index = { GIT_INDEX_FILE: `${git(['rev-parse', '--absolute-git-dir'])}/played-index` };
    git(['read-tree', base], '', index);
    for (const { path, mode, sha } of entries)
      git(['update-index', '--add', '--cacheinfo', `${mode},${sha},${path}`], '', index);
    return created({ sha: git(['write-tree'], '', index) });
  };
  const commit = (request: RecordedRequest): RouteAnswer => {
    const {
      message,
      tree: sha,
      parents,
    } = JSON.parse(request.body) as { message: string; tree: string; parents: string[] };
    return created({ sha: git(['commit-tree', sha, ...parents.flatMap((parent) => ['-p', parent])], message) });
  };
  const reference = (ref: string, sha: string): object => ({ ref, object: { type: 'commit', sha } });
  const newRef = (request: RecordedRequest): RouteAnswer => {
    const { ref, sha } = JSON.parse(request.body) as { ref: string; sha: string };
    git(['update-ref', ref, sha, '']);
    return created(reference(ref, sha));
  };
  const moveRef = (request: RecordedRequest): RouteAnswer => {
    const { sha } = JSON.parse(request.body) as { sha: string };
    const ref = `refs/${request.parameters['ref'] ?? ''}`;
    git(['update-ref', ref, sha]);
    return { body: reference(ref, sha) };
  };
  const list = ({ query }: RecordedRequest): RouteAnswer => ({
    body: pulls
      .filter((pull) => query['head'] === `${name.split('/')[0]}:${pull.head}` && query['base'] === pull.base)
      .filter((pull) => query['state'] === 'all' || pull.state === (query['state'] ?? 'open'))
      .map(shown),
  });
  const open = (request: RecordedRequest): RouteAnswer => {
    const asked = JSON.parse(request.body) as Pick<KeptPull, 'title' | 'body' | 'base' | 'head'>;
    const pull: KeptPull = { ...asked, number: pulls.length + 1, state: 'open', merged_at: null };
    pulls.push(pull);
    return created(shown(pull));
  };
  const update = (request: RecordedRequest): RouteAnswer => {
    const pull = pulls.find(({ number }) => String(number) === request.parameters['pull_number']);
    if (pull === undefined) return refusals.notFound;
    Object.assign(pull, JSON.parse(request.body));
    return { body: shown(pull) };
  };

  const routes: [key: string, handler: RouteHandler][] = [
    [`POST ${root}/git/blobs`, blob],
    [`POST ${root}/git/trees`, tree],
    [`POST ${root}/git/commits`, commit],
    [`POST ${root}/git/refs`, newRef],
    [`PATCH ${root}/git/refs/{+ref}`, moveRef],
    [`GET ${root}/pulls`, list],
    [`POST ${root}/pulls`, open],
    [`PATCH ${root}/pulls/{pull_number}`, update],
  ];
  const guarded =
    (handler: RouteHandler): RouteHandler =>
    (request) =>
      request.token === token ? handler(request) : refusals.notFound;
  return Object.fromEntries(routes.map(([key, handler]) => [key, { optional: true, answer: guarded(handler) }]));
}

const identity = {
  GIT_AUTHOR_NAME: 'A Bot',
  GIT_AUTHOR_EMAIL: 'bot@example.test',
  GIT_COMMITTER_NAME: 'A Bot',
  GIT_COMMITTER_EMAIL: 'bot@example.test',
};
