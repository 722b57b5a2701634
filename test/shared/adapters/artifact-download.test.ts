import { describe, expect, test } from '@jest/globals';
import { readArtifacts } from '../../../shared/adapters/artifact-download.ts';
import type { Gathered } from '../../../shared/adapters/report-folder.ts';
import { createBudget } from '../../../shared/adapters/report-limits.ts';
import type { Answer } from '../../../shared/core/ports.ts';
import { client, expectRefused } from '../../support/github-asking.ts';
import { forbidden, refusals } from '../../support/github-routes.ts';
import { type Route, type Routes, withGitHub } from '../../support/github-server.ts';
import {
  artifactList,
  artifactRoutes,
  hex,
  type PlayedArtifact,
  runHead,
  thisRun,
} from '../../support/report-artifacts.ts';
import { zipFile } from '../../support/zip-file.ts';

const mebibyte = 1024 * 1024;
const zip = zipFile([
  { name: 'a.report.json', content: '{}' },
  { name: 'a.report.md', content: 'x' },
]);
const own = (id: number, rest: Partial<PlayedArtifact> = {}): PlayedArtifact => ({
  id,
  name: `governance-a-${id}`,
  bytes: zip,
  ...rest,
});

async function ask(
  routes: Routes,
  names: string[] = [],
  budget = createBudget(),
): Promise<{ answer: Answer<Gathered>; downloads: string[] }> {
  return withGitHub(routes, async (server) => ({
    answer: await readArtifacts(client(server), { repository: 'acme/app', runId: thisRun, names }, budget),
    downloads: server.requests.flatMap(({ parameters }) => parameters['artifact_id'] ?? []),
  }));
}

/** `artifact/path` of the files, and `artifact[/path]: message` of the problems. */
async function read(artifacts: readonly PlayedArtifact[], names: string[] = [], perPage?: number) {
  const { answer, downloads } = await ask(artifactRoutes(artifacts, perPage), names);
  if (!answer.ok) throw new Error(answer.because.message);
  return {
    files: answer.data.files.map(({ origin, path }) => `${origin.name}/${path}`),
    problems: answer.data.problems.map(({ origin, path, message }) =>
      [`${origin.name}${path === undefined ? '' : `/${path}`}`, message].join(': '),
    ),
    downloads,
  };
}

test('a file says from which artifact, run and commit it came, and what its bytes are', async () => {
  const { answer } = await ask(artifactRoutes([own(7)]));
  expect(answer).toEqual({
    ok: true,
    data: {
      files: [
        {
          origin: {
            kind: 'artifact',
            name: 'governance-a-7',
            id: 7,
            runId: thisRun,
            headSha: runHead,
            digest: hex(zip),
            createdAt: '2026-11-20T12:00:00Z',
          },
          path: 'a.report.json',
          content: new TextEncoder().encode('{}'),
          sha256: hex('{}'),
        },
      ],
      problems: [],
    },
  });
});

describe('which artifacts are read', () => {
  test('those of the suite and those that are asked for; others are not downloaded', async () => {
    const artifacts = [
      own(1),
      own(2, { name: 'coverage' }),
      own(3, { name: 'kpi' }),
      own(4, { name: 'my-governance-x' }),
    ];
    expect(await read(artifacts, ['kpi', 'not-there'])).toEqual({
      files: ['governance-a-1/a.report.json', 'kpi/a.report.json'],
      problems: [],
      downloads: ['1', '3'],
    });
  });

  test('all of one name, oldest first, on all pages', async () => {
    const artifacts = [9, 3, 7, 5, 1, 11, 13].map((id) => own(id, { name: 'governance-a' }));
    const { answer } = await ask(artifactRoutes(artifacts, 2));
    const ids = answer.ok && answer.data.files.map(({ origin }) => origin.kind === 'artifact' && origin.id);
    expect(ids).toEqual([1, 3, 5, 7, 9, 11, 13]);
  });

  test('none', async () => {
    expect(await read([])).toEqual({ files: [], problems: [], downloads: [] });
  });

  test('a single file that was uploaded without an archive', async () => {
    const bytes = new TextEncoder().encode('{"status":"ok"}');
    expect(await read([own(1, { name: 'governance-a.report.json', bytes })])).toEqual({
      files: ['governance-a.report.json/governance-a.report.json'],
      problems: [],
      downloads: ['1'],
    });
  });

  test('one without a digest, as older servers have them', async () => {
    expect(await read([own(1, { digest: null })])).toMatchObject({ files: ['governance-a-1/a.report.json'] });
  });
});

describe('an artifact that is not taken is a problem, and the others are read', () => {
  const json = (bytes: Uint8Array): Partial<PlayedArtifact> => ({ name: 'governance-a.json', bytes });
  test.each<[string, Partial<PlayedArtifact>, string, boolean]>([
    ['expired', { expired: true }, 'has expired', false],
    [
      'too large, by its own word',
      { size: 64 * mebibyte + 1 },
      'has more than the 67108864 bytes that are read',
      false,
    ],
    ['of no run', { run: null }, 'is not said to be of any run', false],
    ['of a run without a commit', { run: { id: thisRun } }, 'is not said to be of any run', false],
    ['of another run', { run: { id: 99, head_sha: runHead } }, 'is of run 99, not of run 101', false],
    ['with a digest of another kind', { digest: 'md5:abc' }, 'has a digest that is no sha256', false],
    ['with another digest', { digest: `sha256:${'0'.repeat(64)}` }, `its sha256 is ${hex(zip)}, expected 000`, true],
    ['not to be downloaded', { answer: refusals.notFound }, 'could not be downloaded: GET /repos/acme/app/', true],
    ['gone', { answer: { status: 410, body: { message: 'Artifact has expired' } } }, 'could not be downloaded', true],
    [
      'no archive',
      { bytes: new TextEncoder().encode('{}') },
      'is neither a zip archive nor a file called *.json',
      true,
    ],
    ['a broken archive', { bytes: zip.slice(0, 60) }, 'is a broken zip archive', true],
    ['an archive with a path that leads outside', { bytes: zipFile([{ name: '../x' }]) }, 'which leads outside', true],
    ['a single file that is too large', json(new Uint8Array(16 * mebibyte + 1)), 'has more than the 16777216', true],
    ['a single file with a path for a name', { ...json(zip.slice(1)), name: 'governance-/x.json' }, 'is a path', true],
    ['a single file with a bad name', { ...json(zip.slice(1)), name: 'governance-\\x.json' }, 'a backslash', true],
  ])('%s', async (_name, artifact, message, downloaded) => {
    const odd = own(2, artifact);
    const { files, problems, downloads } = await read([own(1), odd, own(3)]);
    expect(files).toEqual(['governance-a-1/a.report.json', 'governance-a-3/a.report.json']);
    expect(problems).toEqual([expect.stringContaining(message)]);
    expect(problems[0]).toMatch(new RegExp(`^${odd.name.replace(/[\\.]/g, '\\$&')}: `));
    expect(new Set(downloads)).toEqual(new Set(downloaded ? ['1', '2', '3'] : ['1', '3']));
  });

  test('a file of it: the others of the same archive are read', async () => {
    const bytes = zipFile([
      { name: 'a.json', content: '1' },
      { name: 'b.json', content: '1', crc: 1 },
    ]);
    expect(await read([own(1, { bytes })])).toMatchObject({
      files: ['governance-a-1/a.json'],
      problems: ['governance-a-1/b.json: is broken: its checksum is another one'],
    });
  });

  test('what could not be looked at says why', async () => {
    const { answer } = await ask(artifactRoutes([own(1, { answer: forbidden('integration', 'actions=read') })]));
    expect(answer).toMatchObject({
      data: { problems: [{ because: { code: 'MISSING_PERMISSION', needs: 'permissions: { actions: read }' } }] },
    });
  });

  test('one that is larger than it says is not downloaded to its end', async () => {
    const answer = { headers: { 'content-length': String(65 * mebibyte) }, cut: 10, raw: zip };
    expect(await read([own(1, { answer, size: 10 })])).toMatchObject({
      files: [],
      problems: [expect.stringContaining('it is larger than 67108864 bytes')],
    });
  });

  test('what is beyond the budget of the run', async () => {
    const bytes = zipFile([
      { name: 'a.json', content: '12345' },
      { name: 'b.json', content: '123456' },
    ]);
    const { answer, downloads } = await ask(artifactRoutes([own(1, { bytes })]), [], createBudget(10));
    expect(answer).toMatchObject({
      data: {
        files: [{ path: 'a.json' }],
        problems: [{ path: 'b.json', message: expect.stringContaining('more than the 10 bytes that are kept') }],
      },
    });
    expect(downloads).toEqual(['1']);
  });

  test('nothing more is downloaded once the budget is spent', async () => {
    const budget = createBudget(1);
    budget.take(2);
    const { answer, downloads } = await ask(artifactRoutes([own(1)]), [], budget);
    expect(answer).toMatchObject({
      data: { files: [], problems: [{ message: expect.stringContaining('is left out') }] },
    });
    expect(downloads).toEqual([]);
  });
});

describe('artifacts that cannot be listed', () => {
  test.each<[string, Routes, string, string]>([
    [
      'no permission',
      { [artifactList]: forbidden('integration', 'actions=read') },
      'MISSING_PERMISSION',
      'permissions: { actions: read }',
    ],
    ['hidden', { [artifactList]: refusals.notFound }, 'NOT_FOUND', 'absent, or hidden'],
    ['only a part', { [artifactList]: { body: { total_count: 2, artifacts: [] } } }, 'TRUNCATED', 'left out 2'],
    [
      'more than are read',
      artifactRoutes(Array.from({ length: 1001 }, (_, id) => own(id))),
      'TRUNCATED',
      'has 1001 artifacts that may hold reports, more than the 1000',
    ],
    [
      'not as documented',
      { [artifactList]: { body: { total_count: 1, artifacts: [{ id: 'x' }] } } },
      'GITHUB_DOWN',
      'id',
    ],
  ])('%s', async (_name, routes, code, words) => {
    const { answer, downloads } = await ask(routes);
    expectRefused(answer, code, words);
    expect(downloads).toEqual([]);
  });

  test('a thousand others do not count', async () => {
    const others = Array.from({ length: 1000 }, (_, id) => own(id, { name: `coverage-${id}` }));
    expect(await read([...others, own(2000)])).toMatchObject({ files: ['governance-a-2000/a.report.json'] });
  });
});

test('four downloads run at once and not more', async () => {
  const artifacts = Array.from({ length: 12 }, (_, id) => own(id));
  const waiting: (() => void)[] = [];
  let most = 0;
  const { answer } = await ask({
    [artifactList]: artifactRoutes(artifacts)[artifactList] as Route,
    'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/zip': async () => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        most = Math.max(most, waiting.length);
        // Nobody is answered before four wait; a fifth would have the time to come.
        if (waiting.length === 4) setTimeout(() => waiting.splice(0).forEach((answered) => answered()), 30);
      });
      return { raw: zip };
    },
  });
  expect(answer.ok && answer.data.files.length).toBe(12);
  expect(most).toBe(4);
});
