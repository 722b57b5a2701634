import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/evidence-bundle/control.ts';
import { openFolder } from '../../shared/adapters/container-folder.ts';
import { openZip } from '../../shared/adapters/container-zip.ts';
import type { Container, ContainerLimits } from '../../shared/core/container.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { PackedFile } from '../../shared/core/pack.ts';
import type { Report } from '../../shared/core/report.ts';
import type { BundledFile, BundleManifest } from '../../shared/domain/bundle/manifest.ts';
import { nameProblems } from '../../shared/domain/bundle/names.ts';
import { readListing } from '../../shared/domain/bundle/read-listing.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  bundleName,
  creating,
  entriesOver,
  evidence,
  fileOf,
  gitBlobOf,
  madeReport,
  manifestOver,
  reportFile,
  repository,
  runAnswers,
  runId,
  runOfPlatform,
  subject,
  summaryReport,
  tip,
  verifying,
  workflow,
} from '../support/bundles.ts';
import { notFound } from '../support/memory-github.ts';
import { result } from '../support/results.ts';
import { scratchFolders } from '../support/scratch-folder.ts';
import { baseSha, evaluateWith, type Setup } from '../support/world.ts';
import { type ZipEntry, type ZipShape, zeros, zipFile } from '../support/zip-file.ts';

/* Somebody brings along evidence that nobody measured, or a bundle that is another one for each reader. All else is in order. */

const scratch = scratchFolders();
const limits: ContainerLimits = { entries: 200_000, bytes: 64 * 1024 * 1024 };
const mebibyte = 1024 * 1024;

/** The status of the report, the rules that failed, and what was said. */
async function ends(setup: Setup): Promise<{ status: string; failed: string[]; said: string }> {
  const { results, error } = await evaluateWith(control, setup);
  const wrong = results.filter(({ status }) => status === 'failed');
  return {
    status: reportStatus(results, error),
    failed: [...new Set(wrong.map(({ rule }) => rule.replace('evidence-bundle/', '')))].sort(),
    said: wrong.map(({ message }) => message).join('\n'),
  };
}

const honest = entriesOver(evidence);

describe('an archive that is not what it looks like', () => {
  test('is none of these when it is in order', async () => {
    expect((await ends(verifying(scratch(), honest))).status).toBe('passed');
  });

  test.each<[name: string, entries: ZipEntry[], failed: string[], words: string]>([
    [
      'a path that leads outside',
      [...honest, { name: '../run.sh', content: 'x' }],
      ['complete', 'names'],
      'leads outside',
    ],
    ['an absolute path', [...honest, { name: '/etc/cron.d/x', content: 'x' }], ['complete', 'names'], 'is absolute'],
    ['a path of Windows', [...honest, { name: '..\\x', content: 'x' }], ['complete', 'names'], 'backslash'],
    [
      'a device of Windows',
      [...honest, { name: 'AUX.md', content: 'x' }],
      ['complete', 'names'],
      'no file name on Windows',
    ],
    ['a name twice', [...honest, { name: 'notes/a.md', content: 'two\n' }], ['digests', 'names'], 'stands there twice'],
    [
      'a name in another Unicode form',
      [...entriesOver({ ...evidence, 'é.md': '1' }), { name: 'e\u0301.md', content: '2' }],
      ['complete', 'names'],
      'is the same name',
    ],
    ['two lists', [...honest, { name: 'bundle.json', content: '{}' }], ['form', 'names'], 'more than one bundle.json'],
    ['a device', [...honest, { name: 'sda', mode: 0o060644 }], ['complete', 'names'], 'is no file: a device'],
    [
      'a file that is a folder too',
      [...honest, { name: 'notes/a.md/b', content: 'x' }],
      ['complete', 'names'],
      'which is a file',
    ],
    [
      'a bomb',
      [{ name: 'notes/a.md', content: zeros(80 * mebibyte) }, ...honest.slice(1)],
      ['digests', 'results'],
      'more than the 67108864 bytes',
    ],
    [
      'a size that lies',
      [{ name: 'notes/a.md', content: 'one\n', size: 3 }, ...honest.slice(1)],
      ['digests'],
      'is broken',
    ],
    [
      'another name before the bytes',
      [{ name: 'notes/a.md', content: 'one\n', localName: 'notes/b.md' }, ...honest.slice(1)],
      ['digests'],
      'another name before its bytes',
    ],
  ])('%s', async (_name, entries, failed, words) => {
    const setup = verifying(scratch(), entries);
    const folder = scratch();
    const path = join(folder, bundleName);
    writeFileSync(path, zipFile(entries));
    const found = await ends({ ...setup, container: () => openZip(path, limits) });
    expect(found).toMatchObject({ status: 'failed', failed, said: expect.stringContaining(words) });
  });

  const endRecord = Buffer.from(zipFile([])).toString('latin1');
  const local = Buffer.from(zipFile([{ name: 'hidden.sh', content: 'rm', stored: true }])).subarray(0, 30 + 9 + 2);
  const nameField = (name: string): Uint8Array =>
    Buffer.concat([Buffer.from([0x75, 0x70, name.length + 5, 0, 1, 0, 0, 0, 0]), Buffer.from(name)]);
  const first = { name: 'notes/a.md', content: 'one\n' };
  const rest = honest.slice(1);
  test.each<[name: string, entries: ZipEntry[], shape: ZipShape, failed: string[], words: string]>([
    ['a file between its files', [{ ...first, behind: local }, ...rest], {}, ['form'], 'bytes of no entry'],
    ['a file before its files', honest, { prefix: local, adjusted: true }, ['form'], 'bytes of no entry'],
    [
      'a file behind the end of a packed one',
      [{ ...first, packed: Buffer.concat([deflateRawSync('one\n'), local]) }, ...rest],
      {},
      ['digests'],
      'bytes follow its end',
    ],
    [
      'a file behind the end of a large packed one',
      [
        ...entriesOver({ ...evidence, 'z.md': 'z'.repeat(3 * mebibyte) }).filter(({ name }) => name !== 'z.md'),
        {
          name: 'z.md',
          content: 'z'.repeat(3 * mebibyte),
          packed: Buffer.concat([deflateRawSync('z'.repeat(3 * mebibyte)), local]),
        },
      ],
      {},
      ['digests'],
      'bytes follow its end',
    ],
    ['a folder with bytes', [...honest, { name: 'x/', content: 'rm -rf' }], {}, ['complete', 'names'], 'bytes of its'],
    [
      'a folder that is a file before its bytes',
      [...honest, { name: 'x/', localName: 'x' }],
      {},
      ['form'],
      'another name',
    ],
    ['another method before the bytes', [{ ...first, before: { method: 0 } }, ...rest], {}, ['digests'], 'method'],
    ['another size before the bytes', [{ ...first, before: { size: 1 } }, ...rest], {}, ['digests'], 'other sizes'],
    ['another checksum before the bytes', [{ ...first, before: { crc: 1 } }, ...rest], {}, ['digests'], 'checksum'],
    [
      'another packed size before the bytes',
      [{ ...first, before: { packedSize: 2 } }, ...rest],
      {},
      ['digests'],
      'sizes',
    ],
    ['encryption before the bytes', [{ ...first, before: { flags: 1 } }, ...rest], {}, ['digests'], 'other flags'],
    [
      'sizes that are said to follow and do not',
      [{ ...first, before: { flags: 8, packedSize: 0, size: 0, crc: 0 } }, ...rest],
      {},
      ['form'],
      'not followed by its sizes',
    ],
    [
      'a name that only some readers read',
      [{ ...first, before: { extra: nameField('notes/b.md') } }, ...rest],
      {},
      ['digests'],
      'another name for other readers',
    ],
    ['a directory of another length', honest, { directoryBytes: 40 }, ['form'], 'does not end where it says'],
    ['two ends that disagree', honest, { zip64: {}, directoryAt: 7 }, ['form'], 'does not end where it says'],
    ['a comment with an end of its own', honest, { comment: `x${endRecord}y` }, ['form'], 'is a broken zip archive'],
  ])('%s', async (_name, entries, shape, failed, words) => {
    const setup = verifying(scratch(), honest);
    const path = join(scratch(), bundleName);
    writeFileSync(path, zipFile(entries, shape));
    const found = await ends({ ...setup, container: () => openZip(path, limits) });
    expect(found).toMatchObject({ status: 'failed', failed, said: expect.stringContaining(words) });
  });

  test('folders in folders, as many as fit in a name, cost no more than their letters', () => {
    const deep = 'a/'.repeat(32_000);
    const entries = Array.from({ length: 50 }, (_, at) => ({ path: `${at}/${deep}x`, kind: 'file' as const }));
    const found = nameProblems([...entries, { path: '7', kind: 'file' }]);
    expect(found.filter(({ message }) => message.includes('which is a file'))).toHaveLength(1);
    expect(found.filter(({ message }) => message.includes('1000 characters'))).toHaveLength(50);
  });

  test.each([
    ['two forms of a sigma', 'oδός.md', 'oδόσ.md'],
    ['a sharp s', 'maß.md', 'MASS.md'],
  ])('names that are one elsewhere: %s', (_name, one, other) => {
    const entries = [one, other].map((path) => ({ path, kind: 'file' as const }));
    expect(nameProblems(entries)).toMatchObject([{ message: expect.stringContaining('is the same name as') }]);
  });

  test('100,000 files of which one is another one', async () => {
    const files = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`f/${index}`, String(index)]));
    const manifest = manifestOver(files);
    const entries = entriesOver({ ...files, 'f/77777': 'other' }, manifest).map((entry) => ({
      ...entry,
      stored: true as const,
    }));
    const found = await ends(verifying(scratch(), entries, { results: [] }));
    expect(found).toMatchObject({
      failed: ['digests'],
      said: expect.stringContaining('f/77777 is not what was listed'),
    });
  });

  test('more entries than are read', async () => {
    const setup = verifying(scratch(), honest);
    const path = join(scratch(), bundleName);
    writeFileSync(path, zipFile(honest));
    const found = await ends({ ...setup, container: () => openZip(path, { entries: 2, bytes: 1e6 }) });
    expect(found).toMatchObject({ failed: ['form'], said: expect.stringContaining('more than the 2 entries') });
  });

  test('an archive that changes while it is read', async () => {
    const path = join(scratch(), bundleName);
    writeFileSync(path, zipFile(honest));
    const setup = verifying(scratch(), honest);
    const found = await ends({
      ...setup,
      async container() {
        const opened = await openZip(path, limits);
        if (!opened.ok) return opened;
        const { container } = opened;
        const changing: Container = {
          ...container,
          async digest(entry, wants) {
            appendFileSync(path, 'x');
            return container.digest(entry, wants);
          },
        };
        return { ok: true, container: changing };
      },
    });
    expect(found).toMatchObject({ status: 'failed', said: expect.stringContaining('changed while it was read') });
  });
});

test('an archive that cannot be read again at the end is not verified', async () => {
  const folder = scratch();
  const path = join(folder, bundleName);
  writeFileSync(path, zipFile(honest));
  const setup = verifying(folder, honest);
  const { status, failed } = await ends({
    ...setup,
    async container() {
      const opened = await openZip(path, limits);
      if (!opened.ok) return opened;
      const changed = { ok: false, message: 'changed while it was read' } as const;
      return { ok: true, container: { ...opened.container, archive: async () => changed } };
    },
  });
  expect([status, failed]).toEqual(['unverified', []]);
});

describe('a folder that leads elsewhere', () => {
  function folderOf(add: (folder: string) => void): Setup {
    const folder = scratch();
    for (const { name, content } of honest) {
      const path = join(folder, String(name));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content ?? '');
    }
    add(folder);
    return { ...verifying(scratch(), honest), container: () => openFolder(folder, limits) };
  }

  test.each<[name: string, add: (folder: string) => void, words: string]>([
    ['a link to a file', (folder) => symlinkSync('/etc/hostname', join(folder, 'l')), 'is a symbolic link'],
    ['a loop', (folder) => symlinkSync('.', join(folder, 'loop')), 'is a symbolic link'],
    [
      'a pipe that never ends',
      (folder) => void execFileSync('mkfifo', [join(folder, 'p')]),
      'a device, a socket, a pipe',
    ],
  ])('%s', async (_name, add, words) => {
    const found = await ends(folderOf(add));
    expect(found).toMatchObject({ status: 'failed', said: expect.stringContaining(words) });
  });
});

describe('a bundle whose list was made to fit', () => {
  const forged = { ...evidence, 'notes/a.md': 'all is well\n' };
  const statement = JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'bundle.json', digest: { sha256: sha256(manifestOver(evidence)) } }],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: { result: 'PASSED' },
  });

  test('does not agree with the statement about the honest one', async () => {
    const setup = verifying(
      scratch(),
      entriesOver(forged),
      { statements: ['s.json'] },
      { produced: { 's.json': statement } },
    );
    expect(await ends(setup)).toMatchObject({ status: 'failed', failed: ['agrees', 'producers'] });
  });

  test.each([
    ['a text', 'one\r\ntwo\r\n', 'medium'],
    ['bytes that are no text', 'one\r\n\0two\r\n', 'critical'],
  ])('%s of which only line ends differ', async (_name, content, severity) => {
    const files = { ...evidence, 'data/x.bin': content };
    const entries = entriesOver(files, manifestOver({ ...files, 'data/x.bin': content.replaceAll('\r', '') }));
    const { results } = await evaluateWith(control, verifying(scratch(), entries));
    const wrong = results.filter(({ status }) => status === 'failed');
    expect(wrong.map(({ rule, severity: of }) => `${rule} ${of}`)).toEqual([`evidence-bundle/digests ${severity}`]);
  });

  test('a report that was edited to have passed is judged by its results', async () => {
    const report = madeReport(
      'manifest-sync',
      (made) => void Object.assign(made.results[0] ?? {}, { status: 'failed' }),
    );
    const files = { ...evidence, 'contract/manifest-sync.report.json': JSON.stringify(report) };
    expect(await ends(verifying(scratch(), entriesOver(files)))).toMatchObject({ failed: ['results'] });
  });

  test('a report of another commit', async () => {
    const report = madeReport('manifest-sync', (made) => void (made.subject.headSha = baseSha));
    const files = { ...evidence, 'contract/manifest-sync.report.json': JSON.stringify(report) };
    expect(await ends(verifying(scratch(), entriesOver(files)))).toMatchObject({ failed: ['results'] });
  });

  test.each<[name: string, at: string, answer: object]>([
    ['a commit of a fork', 'compare', { json: { status: 'diverged' } }],
    ['a run of another commit', 'run', { json: { ...runOfPlatform, head_sha: baseSha } }],
  ])('%s', async (_name, at, answer) => {
    const place = `GET /repos/${repository}`;
    const key = at === 'run' ? `${place}/actions/runs/${runId}` : `${place}/compare/${subject.headSha}...${tip}`;
    const github = { ...runAnswers, [key]: answer as { json: unknown } };
    expect((await ends(verifying(scratch(), honest, {}, { github }))).status).toBe('failed');
  });

  test('a list that says that it is of a shape with less to say', async () => {
    const sums = Object.entries(evidence).map(([path, text]) => `${sha256(text)}  ${path}\n`);
    expect(await ends(verifying(scratch(), entriesOver(evidence, sums.join(''))))).toMatchObject({ failed: ['form'] });
  });
});

describe('a list that takes more than it says', () => {
  const manifest = (rest: string): string => `{"kind":"release-governance/bundle",${rest}}`;
  test.each<[name: string, list: string, words: string]>([
    ['values without end', manifest(`"a":[${'0,'.repeat(5_000_001)}0]`), 'has more than 5000000 values'],
    ['files without end', manifest(`"files":[${'0,'.repeat(200_001)}0]`), 'lists more than 200000 files'],
    ['edges without end', manifest(`"lineage":{"edges":[${'0,'.repeat(200_001)}0]}`), 'lists more than 200000 files'],
    ['a key twice in many', manifest(`"a":"${'a'.repeat(1_100_000)}","a":0`), 'has a key twice in one object'],
    ['lines without end', 'x\n'.repeat(200_001), 'has more than 200000 lines'],
    ['problems without end', 'x\n'.repeat(1000), 'has 901 more problems'],
  ])('%s', (_name, list, words) => {
    const read = readListing('bundle.json', new TextEncoder().encode(list));
    const problems = read.ok ? read.listing.problems : read.problems;
    expect(problems.at(-1)?.message).toContain(words);
    expect(problems.length).toBeLessThanOrEqual(101);
  });

  test('ten thousand files that are not there are not as many results', async () => {
    const gone = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f/${index}`, String(index)]));
    const entries = entriesOver(evidence, manifestOver({ ...evidence, ...gone }));
    const { results } = await evaluateWith(control, verifying(scratch(), entries));
    const wrong = results.filter(({ status }) => status === 'failed');
    expect(wrong).toHaveLength(1001);
    expect(wrong.map(({ message }) => message)).toContain('9000 more like those above');
  });
});

describe('a statement or a signature that says something else', () => {
  const sum = sha256(manifestOver(evidence));
  const testResult = 'https://in-toto.io/attestation/test-result/v0.1';
  const gate = 'https://github.com/release-governance/release-governance/gate-decision/v1';
  const said = (predicateType: string, predicate: object, subjects: readonly string[] = [sum]) => ({
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjects.map((each) => ({ name: 'bundle.json', digest: { sha256: each } })),
    ...{ predicateType, predicate },
  });
  const go = { decision: 'go', commit: subject.headSha, summary: { digest: { sha256: 'a'.repeat(64) } } };
  const decided = manifestOver(evidence, (made) => {
    made.lineage.nodes.push({
      id: 'd',
      kind: 'decision',
      label: 'go',
      status: 'go',
      digest: `sha256:${'b'.repeat(64)}`,
    });
  });

  test.each<[name: string, statement: unknown, status: string, words: string, manifest?: string]>([
    ['it passed', said(testResult, { result: 'PASSED', passedTests: ['a'] }), 'passed', ''],
    ['it goes', said(gate, go), 'passed', ''],
    ['two bundles', said(testResult, { result: 'PASSED' }, [sum, 'f'.repeat(64)]), 'failed', 'not this bundle'],
    [
      'it passed, and a test did not',
      said(testResult, { result: 'PASSED', failedTests: ['kpi-gate'] }),
      'failed',
      'that kpi-gate did not pass',
    ],
    [
      'it passed, and one was not measured',
      said(testResult, { result: 'PASSED', warnedTests: ['kpi-gate'] }),
      'failed',
      'did not pass',
    ],
    ['something of another type', said('https://slsa.dev/provenance/v1', { result: 'PASSED' }), 'unverified', ''],
    ['another commit goes', said(gate, { ...go, commit: baseSha }), 'failed', `that ${baseSha} was decided on`],
    ['a decision of nobody', said(gate, { decision: 'go' }), 'failed', 'does not say its decision'],
    ['it goes under conditions', said(gate, { ...go, decision: 'conditional-go' }), 'unverified', ''],
    [
      'another decision than that of the bundle',
      said(gate, go, [sha256(decided)]),
      'failed',
      'and the bundle says go by bbb',
      decided,
    ],
    [
      'a digest in capitals',
      said(testResult, { result: 'PASSED' }, [sum.toUpperCase()]),
      'failed',
      'no form of in-toto',
    ],
  ])('a statement: %s', async (_name, statement, status, words, manifest = manifestOver(evidence)) => {
    const produced = { 's.json': JSON.stringify(statement) };
    const entries = entriesOver(evidence, manifest);
    const found = await ends(verifying(scratch(), entries, { statements: ['s.json'] }, { produced }));
    expect(found).toMatchObject({ status, said: expect.stringContaining(words) });
  });

  const certificate = {
    issuer: 'https://token.actions.githubusercontent.com',
    buildSignerURI: `https://github.com/${repository}/${workflow}`,
    sourceRepositoryURI: `https://github.com/${repository}`,
    sourceRepositoryDigest: subject.headSha,
  };
  const entry = (statement: object = said('https://slsa.dev/provenance/v1', {}), change: object = {}) => ({
    verificationResult: { statement, signature: { certificate: { ...certificate, ...change } } },
  });
  const failed = entry(said(testResult, { result: 'FAILED' }));
  test.each<[name: string, printed: string, status: string, words: string]>([
    ['of its own', JSON.stringify([entry()]), 'passed', ''],
    ['besides one of other bytes', JSON.stringify([entry(said('x', {}, ['f'.repeat(64)])), entry()]), 'passed', ''],
    ['of a statement that failed', JSON.stringify([failed]), 'failed', 'signs a statement that says FAILED'],
    ['of a statement that warns', JSON.stringify([entry(said(testResult, { result: 'WARNED' }))]), 'unverified', ''],
    ['besides one of a statement that failed', JSON.stringify([entry(), failed]), 'failed', 'says FAILED'],
    [
      'by the workflow of another branch',
      JSON.stringify([
        entry(undefined, { buildSignerURI: `https://github.com/${repository}/${workflow.replace('main', 'mine')}` }),
      ]),
      'failed',
      'not among the signers',
    ],
    [
      'by another issuer',
      JSON.stringify([entry(undefined, { issuer: 'https://accounts.example.com' })]),
      'failed',
      'accounts.example.com',
    ],
    [
      'whose host is another one',
      JSON.stringify([entry(undefined, { sourceRepositoryURI: `https://github.example/${repository}` })]),
      'failed',
      'github.example',
    ],
    [
      'one half each',
      JSON.stringify([entry(undefined, { sourceRepositoryDigest: baseSha }), entry(said('x', {}, ['f'.repeat(64)]))]),
      'failed',
      `is of the commit ${baseSha}`,
    ],
    ['with a key twice', JSON.stringify([entry()]).replace('"issuer":', '"issuer":"x","issuer":'), 'failed', 'twice'],
    [
      'without its certificate',
      JSON.stringify([{ verificationResult: { statement: said('x', {}) } }]),
      'failed',
      'is not what gh',
    ],
  ])('a signature %s', async (_name, printed, status, words) => {
    const attestation = { path: 'gh.json', signers: [`github.com/${repository}/${workflow}`] };
    const setup = verifying(scratch(), honest, { attestation }, { produced: { 'gh.json': printed } });
    expect(await ends(setup)).toMatchObject({ status, said: expect.stringContaining(words) });
  });

  test.each([
    ['ahead', 'passed'],
    ['diverged', 'failed'],
  ])('a list that names no commit is signed at one that is %s', async (status, expected) => {
    const sums = `${sha256('a')}  a.md\n`;
    const entries = [
      { name: 'a.md', content: 'a' },
      { name: 'SUMS', content: sums },
    ];
    const place = `GET /repos/${repository}`;
    const setup = verifying(
      scratch(),
      entries,
      {
        ...{ list: 'SUMS', shape: 'sha256sum', commit: 'listed', results: [], 'maximum-age': undefined },
        attestation: { path: 'gh.json', signers: [`github.com/${repository}/${workflow}`] },
      },
      {
        github: { ...runAnswers, [`${place}/compare/${subject.headSha}...${tip}`]: { json: { status } } },
        produced: { 'gh.json': JSON.stringify([entry(said('x', {}, [sha256(sums)]))]) },
      },
    );
    expect((await ends(setup)).status).toBe(expected);
  });
});

describe('a list that says what is not so', () => {
  type Change = (manifest: BundleManifest) => void;
  const file = (manifest: BundleManifest, at: number): BundledFile => {
    const found = manifest.files[at];
    if (found === undefined) throw new Error(`no file ${at}`);
    return found;
  };
  const node = { id: 'a', kind: 'source', label: 'a' } as const;
  const place = `GET /repos/${repository}`;
  const script = { script: 'tools/measure.sh', sha256: sha256('measure') };
  const scripted: Change = (m) => void (file(m, 1).producer = script);
  const answer = (path: string, json: unknown): Setup => ({
    github: { ...runAnswers, [`${place}${path}`]: json === undefined ? notFound : { json } },
  });

  test.each<
    [
      name: string,
      change: Change,
      failed: string[],
      words: string,
      verify?: Readonly<Record<string, unknown>>,
      rest?: Setup,
    ]
  >([
    [
      'an item that is missing',
      (m) => void (m.items[0] = { id: 'x', title: 'X', required: true, state: 'absent' }),
      ['complete', 'form'],
      'nothing for the item x',
    ],
    [
      'an item of which nothing is there',
      (m) => void m.items.push({ id: 'x', title: 'X', required: true, state: 'present' }),
      ['form'],
      'nothing for the item x',
    ],
    ['an item that the base wants', () => undefined, ['complete'], 'nothing for the item tests', { items: ['tests'] }],
    [
      'an item twice',
      (m) => void m.items.push({ id: 'notes', title: 'X', required: true, state: 'present' }),
      ['form'],
      'twice',
    ],
    ['a file of no item', (m) => void (file(m, 1).item = 'other'), ['form'], 'for the item other'],
    ['a file of another run', (m) => void Object.assign(file(m, 1).origin, { runId: 7 }), ['form'], 'of the run 7'],
    [
      'a file of a later attempt',
      (m) => void Object.assign(file(m, 1).origin, { attempt: 2 }),
      ['form'],
      'the attempt 2',
    ],
    ['a bundle of a later attempt', (m) => void (m.subject.attempt = 2), ['age'], 'run 101 had 1'],
    [
      'a source of another commit',
      (m) => void m.lineage.nodes.push({ ...node, commit: baseSha }),
      ['form'],
      'of the commit',
    ],
    [
      'a part of another run',
      (m) => void m.lineage.nodes.push({ ...node, kind: 'run', runId: 7 }),
      ['form'],
      'of the run 7',
    ],
    [
      'a decision that was made up',
      (m) => void m.lineage.nodes.push({ ...node, kind: 'decision', label: 'go', status: 'no-go' }),
      ['form'],
      'the decision go no-go',
    ],
    [
      'a line to nowhere',
      (m) => void m.lineage.edges.push({ from: 'a', to: 'b', relation: 'made' }),
      ['form'],
      'joins a',
    ],
    ['a part twice', (m) => void m.lineage.nodes.push(node, node), ['form'], 'twice'],
    [
      'a path with a space behind it',
      (m) => void (file(m, 0).path = 'notes/a.md '),
      ['complete', 'digests'],
      'notes/a.md is in the bundle',
    ],
    ['a file that nothing made', (m) => void delete file(m, 1).producer, ['producers'], 'does not say what made'],
    [
      'another workflow',
      (m) => void (file(m, 1).producer = { workflow: '.github/workflows/x.yml@refs/heads/main' }),
      ['producers'],
      'the run is of .github/workflows/release.yml',
    ],
    [
      'a workflow of another branch',
      (m) => void (file(m, 1).producer = { workflow: workflow.replace('main', 'mine') }),
      ['producers'],
      'the run is of main',
    ],
    [
      'a workflow that may not',
      () => undefined,
      ['producers'],
      'not among the workflows',
      { workflows: ['.github/workflows/other.yml@*'] },
    ],
    [
      'a script that the commit does not have',
      scripted,
      ['producers'],
      'not the one that is named',
      {},
      answer(`/contents/tools/measure.sh?ref=${subject.headSha}`, undefined),
    ],
    [
      'a file that the commit does not have',
      (m) => void Object.assign(file(m, 0).origin, { path: 'docs/a.md' }),
      ['producers'],
      'no such file there',
    ],
    [
      'a file that is a link in the commit',
      () => undefined,
      ['producers'],
      'no such file there',
      {},
      answer(`/git/trees/${subject.headSha}`, {
        truncated: false,
        tree: [{ path: 'notes/a.md', mode: '120000', sha: gitBlobOf('one\n') }],
      }),
    ],
  ])('%s', async (_name, change, failed, words, verify = {}, rest = {}) => {
    const found = await ends(verifying(scratch(), entriesOver(evidence, manifestOver(evidence, change)), verify, rest));
    expect(found).toMatchObject({ status: 'failed', failed, said: expect.stringContaining(words) });
  });

  test.each<[name: string, change: Change, verify: Readonly<Record<string, unknown>>, rest: Setup]>([
    ['no commit', (m) => void delete m.subject.commit, { commit: 'listed' }, {}],
    [
      'an item that nobody looked at',
      (m) => void m.items.push({ id: 'x', title: 'X', required: true, state: 'not-verified' }),
      {},
      {},
    ],
    [
      'a tree of which GitHub lists a part',
      () => undefined,
      {},
      answer(`/git/trees/${subject.headSha}`, { truncated: true, tree: [] }),
    ],
    [
      'a script that may not be read',
      scripted,
      {},
      {
        github: {
          ...runAnswers,
          [`${place}/contents/tools/measure.sh?ref=${subject.headSha}`]: {
            because: { code: 'MISSING_PERMISSION', message: 'no', needs: 'contents: read' },
          },
        },
      },
    ],
  ])('cannot be verified: %s', async (_name, change, verify, rest) => {
    const { status } = await ends(
      verifying(scratch(), entriesOver(evidence, manifestOver(evidence, change)), verify, rest),
    );
    expect(status).not.toBe('passed');
  });

  test.each<[name: string, change: (made: Report) => void, status: string, words: string]>([
    [
      'of another repository',
      (made) => void (made.subject.repository = 'acme/fork'),
      'failed',
      'its repository is acme/fork',
    ],
    ['of another run', (made) => void (made.subject.runId = 100), 'failed', 'its run is 100'],
    ['of a laptop', (made) => void (made.subject.event = 'local'), 'failed', 'made on a laptop'],
    [
      'with results of another control',
      (made) => void made.results.push(result({ rule: 'kpi-gate/holds' })),
      'failed',
      'not a rule of manifest-sync',
    ],
    [
      'that says more than its results',
      (made) => void (made.results = [result({ status: 'unverified', rule: 'manifest-sync/holds' })]),
      'failed',
      'its results say unverified',
    ],
    [
      'that could not look',
      (made) => {
        made.status = 'unverified';
        made.results = [result({ status: 'unverified', rule: 'manifest-sync/holds' })];
      },
      'unverified',
      '',
    ],
    [
      'judged by the change itself',
      (made) => void (made.policySource = { kind: 'bootstrap', path: 'x', sha256: 'c'.repeat(64) }),
      'unverified',
      '',
    ],
  ])('a report %s', async (_name, change, status, words) => {
    const files = {
      ...evidence,
      'contract/manifest-sync.report.json': JSON.stringify(madeReport('manifest-sync', change)),
    };
    const found = await ends(verifying(scratch(), entriesOver(files)));
    expect(found).toMatchObject({ status, said: expect.stringContaining(words) });
  });

  test('a hundred thousand commits are not asked for, and are told once each', async () => {
    const files = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`notes/${index}`, String(index)]));
    const made = manifestOver(files, (manifest) => {
      for (const [index, each] of manifest.files.entries())
        each.origin = { kind: 'tree', commit: index.toString(16).padStart(40, '0'), path: each.path };
    });
    const asked: string[] = [];
    const github = new Proxy(runAnswers, {
      get(answers, key) {
        asked.push(String(key));
        return String(key).includes('/compare/') ? { json: { status: 'diverged' } } : Reflect.get(answers, key);
      },
    });
    const found = await ends(verifying(scratch(), entriesOver(files, made), { results: [] }, { github }));
    expect(found.failed).toEqual(['commits', 'one-commit']);
    expect(new Set(asked.filter((key) => key.includes('/compare/'))).size).toBe(20);
  });

  test.each([
    ['of two repositories', '../registry', ['unverified', []]],
    ['of one repository at two commits', '.', ['failed', ['commits', 'one-commit']]],
  ])('a deployment %s', async (_name, root, expected) => {
    const source = {
      ...{ runtime_root: '.', registry_root: root },
      ...{ runtime_git: { commit: subject.headSha, dirty: false }, registry_git: { commit: baseSha, dirty: false } },
    };
    const list = JSON.stringify({
      ...{ contract: 'release_bundle_v1', created_at: '2026-03-10T11:00:00Z', source },
      payload: {
        runtime_root: '.',
        runtime_checksums: { 'a.md': sha256('a') },
        registry_root: '.',
        registry_checksums: {},
      },
      evidence: { root: '.', checksums: {}, files: [], required: [] },
    });
    const entries = [
      { name: 'a.md', content: 'a' },
      { name: 'list.json', content: list },
    ];
    const github = { ...runAnswers, [`${place}/compare/${baseSha}...${tip}`]: { json: { status: 'diverged' } } };
    const verify = { list: 'list.json', shape: 'release_bundle_v1', results: [] };
    const { status, failed } = await ends(verifying(scratch(), entries, verify, { github }));
    expect([status, failed]).toEqual(expected);
  });

  test('checksums of find, with ./ before each path, are those of the files', async () => {
    const sums = ['a.md', 'x/b.md'].map((path) => `${sha256(path)}  ./${path}\n`).join('');
    const entries = [
      { name: 'a.md', content: 'a.md' },
      { name: 'x/b.md', content: 'x/b.md' },
      { name: 'SUMS', content: sums },
    ];
    const verify = { list: 'SUMS', shape: 'sha256sum', commit: 'listed', results: [], 'maximum-age': undefined };
    expect(await ends(verifying(scratch(), entries, verify))).toMatchObject({ status: 'passed', failed: [] });
    const itself = entries.map((each) =>
      each.name === 'SUMS' ? { ...each, content: `${sums}${sha256('')}  ./SUMS\n` } : each,
    );
    expect(await ends(verifying(scratch(), itself, verify))).toMatchObject({ failed: ['complete', 'digests'] });
  });
});

describe('a bundle of what nobody may see, or of nothing', () => {
  const produced = (content: string | Uint8Array, name = 'out/log.txt'): Setup => ({ produced: { [name]: content } });
  const optional = { id: 'extra', required: false };
  const unread = { code: 'MISSING_PERMISSION' as const, message: 'may not be read', needs: 'actions: read' };
  const place = `GET /repos/${repository}`;
  const going = () => [fileOf('canary', 'canary.json', '{}'), reportFile(madeReport()), reportFile(summaryReport())];

  test.each<[name: string, create: object, rest: Setup, expected: [string, string, string]]>([
    ['in order', {}, {}, ['passed', '', '']],
    ['an empty file', {}, produced(''), ['failed', 'items', 'what is there is empty']],
    ['white space', {}, produced(' \r\n\t'), ['failed', 'items', 'what is there is empty']],
    [
      'a pointer',
      {},
      { files: { 'docs/notes.md': 'version https://git-lfs.github.com/spec/v1\noid' } },
      ['failed', 'items', 'pointer of Git LFS'],
    ],
    [
      'a link',
      {},
      { files: { 'docs/notes.md': { reason: 'not-a-file', message: 'is a symbolic link' } } },
      ['failed', 'items', 'is a symbolic link'],
    ],
    [
      'an address in UTF-16',
      {},
      produced(Buffer.from('jane.doe@corp.io', 'utf16le')),
      ['failed', 'private', 'email address'],
    ],
    [
      'an address in UTF-16 that is to be redacted',
      { sensitive: 'redact' },
      produced(Buffer.from('jane.doe@corp.io', 'utf16le')),
      ['failed', 'private', 'email address'],
    ],
    [
      'a name that is a secret',
      {},
      produced('x', `out/ghp_${'a'.repeat(36)}.txt`),
      ['failed', 'private', 'bundle.json has what looks like GitHub token'],
    ],
    ['a PDF', {}, produced('%PDF-1.7'), ['unverified', '', '']],
    ['a PDF that the base lets in', { unseen: ['tests/out/*.txt'] }, produced('%PDF-1.7'), ['passed', '', '']],
    [
      'a text that the base lets in unseen',
      { unseen: ['**'] },
      produced('jane.doe@corp.io'),
      ['failed', 'private', 'email address'],
    ],
    [
      'a report that may be absent, among artifacts that may not be read',
      { items: [{ ...optional, report: 'kpi-gate' }] },
      {
        reports: () => ({
          files: going(),
          problems: [{ origin: fileOf('governance-kpi-gate', '', '').origin, message: 'is not read', because: unread }],
        }),
      },
      ['unverified', '', ''],
    ],
    [
      'an artifact that may be absent, and has nothing',
      { items: [{ ...optional, artifact: 'empty' }] },
      { github: { ...runAnswers, [`${place}/actions/runs/${runId}/artifacts`]: { json: [{ id: 9, name: 'empty' }] } } },
      ['failed', 'items', 'no file of the artifact empty'],
    ],
    [
      'a release that may not go',
      {},
      {
        reports: () => ({
          files: [
            ...going().slice(0, 2),
            reportFile({ ...summaryReport(), data: { decision: 'no-go', profile: 'standard', reports: [] } }),
          ],
          problems: [],
        }),
      },
      ['failed', 'results', 'is no-go'],
    ],
  ])('%s', async (_name, create, rest, [status, rule, words]) => {
    const packed = new Map<string, readonly PackedFile[]>();
    const found = await ends(creating({ ...create }, { ...rest, packed }));
    expect(found).toMatchObject({ status, failed: rule === '' ? [] : [rule], said: expect.stringContaining(words) });
    expect(packed.size).toBe(status === 'passed' ? 1 : 0);
  });
});

describe('a bundle of what nobody measured', () => {
  const summary = reportFile(summaryReport());
  const canary = fileOf('canary', 'canary.json', '{}');
  test.each<[name: string, rest: Setup, failed: string[]]>([
    [
      'a report of another run',
      {
        reports: () => ({
          files: [canary, summary, reportFile(madeReport('manifest-sync', (made) => void (made.subject.runId = 100)))],
          problems: [],
        }),
      },
      ['results'],
    ],
    [
      'a decision of another run',
      {
        reports: () => ({
          files: [
            canary,
            reportFile(madeReport()),
            reportFile({ ...summaryReport(), subject: { ...subject, runId: 100 } }),
          ],
          problems: [],
        }),
      },
      ['lineage'],
    ],
    [
      'an artifact of another run',
      {
        reports: () => ({
          files: [fileOf('canary', 'canary.json', '{}', { runId: 100 }), summary, reportFile(madeReport())],
          problems: [],
        }),
      },
      ['items'],
    ],
    [
      'a workflow of a branch',
      { subject: { ...subject, workflowRef: `${repository}/.github/workflows/release.yml@refs/heads/mine` } },
      ['producers'],
    ],
    [
      'a workflow of a branch whose name begins with that of the default branch',
      { subject: { ...subject, workflowRef: `${repository}/${workflow}@evil` } },
      ['producers'],
    ],
    [
      'a decision that its results do not bear out',
      {
        reports: () => {
          const said = summaryReport();
          said.results = [result({ rule: 'executive-summary/report-present', status: 'failed' })];
          said.status = 'failed';
          return { files: [canary, reportFile(madeReport()), reportFile(said)], problems: [] };
        },
      },
      ['lineage'],
    ],
    [
      'a committed file in place of a produced one',
      { produced: { 'out/result.json': { reason: 'not-a-file', message: 'is a file of the repository' } } },
      ['items'],
    ],
  ])('%s', async (_name, rest, failed) => {
    expect(await ends(creating({}, rest))).toMatchObject({ status: 'failed', failed });
  });
});
