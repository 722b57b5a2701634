import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { GitHub } from '../../../shared/core/ports.ts';
import type { Subject } from '../../../shared/core/report.ts';
import { type CollectPlaces, collect } from '../../../shared/shell/collect.ts';
import { temporaryFolder, writeFiles } from '../../support/git-repository.ts';
import { client } from '../../support/github-asking.ts';
import { forbidden } from '../../support/github-routes.ts';
import { withGitHub } from '../../support/github-server.ts';
import { artifactList, artifactRoutes, hex, thisRun } from '../../support/report-artifacts.ts';
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
        made: [{ name: 'made.report.json', text: '3' }],
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
    ['folder', 'one', 'a.json', '1'],
    ['folder', 'two', 'a.json', '2'],
    ['run', 'made.report.json', 'made.report.json', '3'],
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
      { ...nothing, made: [{ name: 'a.json', text: '1' }], github: () => client(server) },
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
  const text = 'x'.repeat(16 * 1024 * 1024 + 1);
  expect(await collect({ ...nothing, made: [{ name: 'a.json', text }] }, { artifacts: [] }, subject)).toEqual({
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
  const text = 'x'.repeat(16 * 1024 * 1024);
  const made = Array.from({ length: 17 }, (_, index) => ({ name: `${index}.json`, text }));
  writeFiles(place.folder, { 'a.json': '1' });
  const folders = [{ path: place.folder, name: 'reports' }];
  const { files, problems } = await collect({ folders, made }, { artifacts: [] }, subject);
  expect(files).toHaveLength(16);
  expect(problems).toEqual([
    expect.objectContaining({ path: '15.json', message: expect.stringContaining('more than the 268435456 bytes') }),
    expect.objectContaining({ path: '16.json' }),
  ]);
});
