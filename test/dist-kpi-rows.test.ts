import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scanFile } from '../shared/adapters/scan-file.ts';
import { sha256 } from '../shared/core/fingerprint.ts';
import { presets } from '../shared/domain/kpi/presets.ts';
import { type RowsParameters, rowsScan } from '../shared/domain/kpi/rows-scan.ts';
import { dist, exporterOf, importsOf, loadedAtStart } from './support/dist.ts';
import { temporaryFolder, writeFiles } from './support/git-repository.ts';
import { kpiRowText, rowsMeasured } from './support/kpi-row-file.ts';
import { kpiSet } from './support/kpi-rows.ts';

/*
 * The thread that reads rows is a file of its own in dist: here it reads for the adapter, as it does for the actions.
 */

const worker = pathToFileURL(join(dist, 'kpi-rows-worker.js'));
const parameters: RowsParameters = {
  set: kpiSet(presets.reliability),
  now: rowsMeasured,
  maxRowBytes: 100_000,
  blockBytes: 50_000,
  limits: { problems: 20, values: 1000 },
};
const { folder, remove } = temporaryFolder();
afterAll(remove);

const rows = Array.from({ length: 3000 }, (_, index) => kpiRowText(index));
const broken = rows.map((row, index) => {
  if (index === 700) return rows[20] ?? '';
  if (index === 1500) return row.replace('"wrongClick":false', '"wrongClick":"no"');
  if (index === 1600) return `${row},`;
  if (index === 2000) return `"${'x'.repeat(200_000)}"`;
  return index === 2500 ? '' : row;
});

beforeAll(() => {
  writeFiles(folder, {
    'good.ndjson': `${rows.join('\n')}\n`,
    'broken.ndjson': broken.join('\r\n'),
    'list.json': `[\n${rows.join(',\n')}\n]\n`,
    'good.ndjson.gz': gzipSync(`${rows.join('\n')}\n`),
  });
});

const scanWith = async (path: string, threads: number): Promise<unknown> =>
  scanFile(
    folder,
    rowsScan,
    parameters,
    { path, produced: true },
    { maxBytes: 1e8 },
    { threads, smallBytes: 0, worker },
  );

describe('the threads of dist read as this thread does', () => {
  test.each(['good.ndjson', 'broken.ndjson', 'list.json', 'good.ndjson.gz'])('%s', async (path) => {
    const here = await scanWith(path, 0);
    expect(here).toMatchObject({ found: true, value: { rows: path === 'broken.ndjson' ? 2999 : 3000 } });
    for (const threads of [1, 2, 8]) expect(await scanWith(path, threads)).toEqual(here);
  });

  test('a pretty-printed file', async () => {
    appendFileSync(
      join(folder, 'pretty.ndjson'),
      rows.map((row) => JSON.stringify(JSON.parse(row), null, 2)).join('\n'),
    );
    const here = await scanWith('pretty.ndjson', 0);
    expect(here).toMatchObject({
      value: { totals: { 'not-json': expect.any(Number) }, problems: { items: [{ line: 1 }] } },
    });
    expect(await scanWith('pretty.ndjson', 3)).toEqual(here);
  });
});

test('what is built finds its worker', () => {
  const code = `const [scanner, records, folder, parameters] = process.argv.slice(1);
    const { scanFile } = await import(scanner);
    const { rowsScan } = await import(records);
    const here = { ...rowsScan, reader: (given) => ({ ...rowsScan.reader(given), read() { throw new Error('in this thread'); } }) };
    const source = { path: 'good.ndjson', produced: true };
    const scanned = await scanFile(folder, here, JSON.parse(parameters), source, { maxBytes: 1e8 }, { smallBytes: 0, threads: 2 });
    console.log(JSON.stringify({ rows: scanned.value.rows, sha256: scanned.sha256 }));`;
  const given = [exporterOf('scanFile'), exporterOf('rowsScan'), folder, JSON.stringify(parameters)];
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', code, '--', ...given], { encoding: 'utf8' });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(ran.stdout)).toEqual({ rows: 3000, sha256: sha256(`${rows.join('\n')}\n`) });
});

test('the worker loads no client of GitHub and no parser that rows do not need', () => {
  expect(importsOf('kpi-rows-worker.js').dynamic).toEqual([]);
  const heavy = /octokit|markdown|artifact|yauzl|picomatch|semver|momoa|runner|control/;
  expect(loadedAtStart('kpi-rows-worker.js').filter((file) => heavy.test(file))).toEqual([]);
});
