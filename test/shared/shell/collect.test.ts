import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { GitHub } from '../../../shared/core/ports.ts';
import type { Subject } from '../../../shared/core/report.ts';
import { type CollectPlaces, collect } from '../../../shared/shell/collect.ts';
import { temporaryFolder, writeFiles } from '../../support/git-repository.ts';
import { client } from '../../support/github-asking.ts';
import { forbidden } from '../../support/github-routes.ts';
import { withGitHub } from '../../support/github-server.ts';
import {
  artifactList,
  artifactRoutes,
  artifactRoutesOf,
  hex,
  type PlayedArtifact,
  thisRun,
} from '../../support/report-artifacts.ts';
import { zipFile } from '../../support/zip-file.ts';

const subject: Subject = { event: 'pull_request', repository: 'acme/app', runId: thisRun };
const nothing: CollectPlaces = { folders: [], made: [] };

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

test('folders, what this process made, and artifacts, in that order', async () => {
  writeFiles(place.folder, { 'one/a.json': '1', 'two/a.json': '2', 'two/b.json': { linkTo: 'a.json' } });
  const artifacts = [
    { id: 1, name: 'governance-x', bytes: zipFile([{ name: 'a.json', content: '4' }]) },
    { id: 2, name: 'kpi', bytes: zipFile([{ name: 'a.json', content: '5' }]) },
    { id: 3, name: 'governance-y', expired: true },
  ];
  const found = await withGitHub(artifactRoutes(artifacts), async (server) =>
    collect(
      {
        folders: [
          { path: `${place.folder}/one`, name: 'one' },
          { path: `${place.folder}/two`, name: 'two' },
        ],
        made: [{ name: 'made.report.json', content: '3' }],
        github: () => client(server),
      },
      { artifacts: ['kpi'] },
      subject,
    ),
  );
  const shown = found.files.map(({ origin, path, content, sha256 }) => {
    const text = new TextDecoder().decode(content);
    expect(sha256).toBe(hex(text));
    return [origin.kind, origin.name, path, text];
  });
  expect(shown).toEqual([
    ['run', 'made.report.json', 'made.report.json', '3'],
    ['folder', 'one', 'a.json', '1'],
    ['folder', 'two', 'a.json', '2'],
    ['artifact', 'governance-x', 'a.json', '4'],
    ['artifact', 'kpi', 'a.json', '5'],
  ]);
  expect(found.problems.map(({ origin, message }) => [origin.name, message])).toEqual([
    ['two', 'is a symbolic link'],
    ['governance-y', 'has expired, so that its content is gone'],
  ]);
  expect(found).not.toHaveProperty('unlisted');
});

test('artifacts that cannot be listed: the other places are read, and it says why', async () => {
  const found = await withGitHub({ [artifactList]: forbidden('integration', 'actions=read') }, async (server) =>
    collect(
      { ...nothing, made: [{ name: 'a.json', content: '1' }], github: () => client(server) },
      { artifacts: [] },
      subject,
    ),
  );
  expect(found).toMatchObject({
    files: [{ path: 'a.json' }],
    problems: [],
    unlisted: { code: 'MISSING_PERMISSION', needs: 'permissions: { actions: read }' },
  });
});

describe('no artifacts are looked for', () => {
  const nobody = (): GitHub => {
    throw new Error('nobody may ask');
  };
  test.each<[string, CollectPlaces, Subject]>([
    ['on a laptop', nothing, subject],
    ['without a repository', { ...nothing, github: nobody }, { event: 'local', runId: 1 }],
    ['without a run', { ...nothing, github: nobody }, { event: 'local', repository: 'acme/app' }],
  ])('%s', async (_name, places, about) => {
    expect(await collect(places, { artifacts: ['kpi'] }, about)).toEqual({ files: [], problems: [] });
  });
});

test('a report of this process over the cap', async () => {
  const content = 'x'.repeat(16 * 1024 * 1024 + 1);
  expect(await collect({ ...nothing, made: [{ name: 'a.json', content }] }, { artifacts: [] }, subject)).toEqual({
    files: [],
    problems: [
      {
        origin: { kind: 'run', name: 'a.json' },
        path: 'a.json',
        message: 'has more than the 16777216 bytes that are read',
      },
    ],
  });
});

test('all places share what may be kept', async () => {
  const content = 'x'.repeat(16 * 1024 * 1024);
  const made = Array.from({ length: 17 }, (_, index) => ({ name: `${index}.json`, content }));
  writeFiles(place.folder, { 'a.json': '1' });
  const folders = [{ path: place.folder, name: 'reports' }];
  const { files, problems } = await collect({ folders, made }, { artifacts: [] }, subject);
  expect(files).toHaveLength(16);
  expect(problems).toEqual([
    expect.objectContaining({ path: '16.json', message: expect.stringContaining('more than the 268435456 bytes') }),
    expect.objectContaining({ path: 'a.json' }),
  ]);
});

describe('further files by the endings of their names', () => {
  const rows = '.rows.ndjson';
  const files = { 'a.json': '1', 'a.rows.ndjson': '2', 'b.ROWS.NDJSON': '3', 'b.rows.ndjson.gz': '4', 'c.ndjson': '5' };
  const all = Object.entries(files).map(([name, content]) => ({ name, content }));
  const wanted: [endings: string[] | undefined, names: string[]][] = [
    [undefined, ['a.json']],
    [[], ['a.json']],
    [[rows], ['a.json', 'a.rows.ndjson', 'b.ROWS.NDJSON']],
    [
      [rows, `${rows}.gz`],
      ['a.json', 'a.rows.ndjson', 'b.ROWS.NDJSON', 'b.rows.ndjson.gz'],
    ],
  ];

  test.each(wanted)('%j are found in folders, in this process and in artifacts', async (endings, names) => {
    writeFiles(place.folder, files);
    const zip = zipFile(all);
    const artifacts = [
      { id: 1, name: 'governance-x', bytes: zip },
      { id: 2, name: 'governance-y.rows.ndjson', bytes: new TextEncoder().encode('{}') },
    ];
    const found = await withGitHub(artifactRoutes(artifacts), async (server) =>
      collect(
        { folders: [{ path: place.folder, name: 'reports' }], made: all, github: () => client(server) },
        { artifacts: [], endings },
        subject,
      ),
    );
    const paths = (kind: string, name?: string): string[] =>
      found.files
        .filter(({ origin }) => origin.kind === kind && (name === undefined || origin.name === name))
        .map(({ path }) => path)
        .sort();
    const single = endings?.includes(rows) === true;
    expect(paths('folder')).toEqual([...names].sort());
    expect(paths('run')).toEqual([...names].sort());
    expect(paths('artifact', 'governance-x')).toEqual([...names].sort());
    expect(paths('artifact', 'governance-y.rows.ndjson')).toEqual(single ? ['governance-y.rows.ndjson'] : []);
    expect(found.problems.map(({ message }) => message)).toEqual(
      single ? [] : ['is neither a zip archive nor a file called *.json'],
    );
  });

  test('what is neither an archive nor so called names what was wanted', async () => {
    const artifacts = [{ id: 1, name: 'governance-x', bytes: new TextEncoder().encode('{}') }];
    const { problems } = await withGitHub(artifactRoutes(artifacts), async (server) =>
      collect({ ...nothing, github: () => client(server) }, { artifacts: [], endings: [rows] }, subject),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'is neither a zip archive nor a file called *.json or *.rows.ndjson',
    ]);
  });
});

describe('further runs', () => {
  const zip = (content: string): Uint8Array => zipFile([{ name: 'a.report.json', content }]);
  const own: PlayedArtifact = { id: 1, name: 'governance-own-1', bytes: zip('1') };
  const ask = (runs: ReadonlyMap<number, PlayedArtifact[]>, wanted: number[], names: string[] = []) =>
    withGitHub(artifactRoutesOf(runs), async (server) =>
      collect({ ...nothing, github: () => client(server) }, { artifacts: names, runs: wanted }, subject),
    );
  const shown = ({ files }: Awaited<ReturnType<typeof ask>>): unknown[] =>
    files.map(({ origin, content }) => [origin.kind === 'artifact' && origin.runId, new TextDecoder().decode(content)]);

  test('are read after this one, in the order in which they were asked for, each once', async () => {
    const found = await ask(
      new Map([
        [thisRun, [own]],
        [
          77,
          [
            { id: 7, name: 'governance-a-1', bytes: zip('7') },
            { id: 8, name: 'kpi', bytes: zip('8') },
            { id: 9, name: 'x' },
          ],
        ],
        [66, [{ id: 6, name: 'governance-a-1', bytes: zip('6') }]],
      ]),
      [77, 66, thisRun, 77],
      ['kpi'],
    );
    expect(shown(found)).toEqual([
      [thisRun, '1'],
      [77, '7'],
      [77, '8'],
      [66, '6'],
    ]);
    expect(found).toMatchObject({ problems: [] });
    expect(found).not.toHaveProperty('unlistedRuns');
  });

  test('an expired artifact, and one that is of no such run, are problems with their run', async () => {
    const { files, problems } = await ask(
      new Map([
        [thisRun, []],
        [
          77,
          [
            { id: 7, name: 'governance-a-1', expired: true },
            { id: 8, name: 'governance-b-1', bytes: zip('8'), run: { id: thisRun, head_sha: 'a'.repeat(40) } },
          ],
        ],
      ]),
      [77],
    );
    expect(files).toEqual([]);
    expect(problems.map(({ origin, message }) => [origin.kind === 'artifact' && origin.runId, message])).toEqual([
      [77, 'has expired, so that its content is gone'],
      [thisRun, 'is of run 101, not of run 77'],
    ]);
  });

  test('that cannot be listed say why, and the others are read', async () => {
    const routes = {
      ...artifactRoutesOf(new Map([[thisRun, [own]]])),
      [artifactList.replace('{run_id}', '77')]: forbidden('integration', 'actions=read'),
    };
    const found = await withGitHub(routes, async (server) =>
      collect({ ...nothing, github: () => client(server) }, { artifacts: [], runs: [77] }, subject),
    );
    expect(shown(found)).toEqual([[thisRun, '1']]);
    expect(found).not.toHaveProperty('unlisted');
    expect(found.unlistedRuns).toMatchObject([{ runId: 77, because: { code: 'MISSING_PERMISSION' } }]);
  });

  test('on a laptop nobody can ask for them: that is said', async () => {
    expect(await collect(nothing, { artifacts: [], runs: [77] }, { event: 'local' })).toMatchObject({
      files: [],
      unlistedRuns: [{ runId: 77, because: { code: 'NO_DATA', message: expect.stringContaining('run 77') } }],
    });
  });

  test('more than are read: the first hundred are', async () => {
    const wanted = Array.from({ length: 101 }, (_, index) => index + 1000);
    const runs = new Map([thisRun, ...wanted.slice(0, 100)].map((runId) => [runId, []] as const));
    const { unlistedRuns } = await withGitHub(artifactRoutesOf(runs), async (server) =>
      collect({ ...nothing, github: () => client(server) }, { artifacts: [], runs: wanted }, subject),
    );
    expect(unlistedRuns).toMatchObject([{ runId: 1100, because: { code: 'TRUNCATED' } }]);
  });
});
