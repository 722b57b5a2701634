import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ReportSchema } from '../shared/core/report-schema.ts';
import { root, runDist } from './support/dist.ts';
import { gitRepository, type TestRepository, temporaryFolder, writeFiles } from './support/git-repository.ts';

/* Evidence and promotions on a laptop: what can be looked at without GitHub is judged, and nothing else passes. */

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

interface Ran {
  code: number | null;
  /** What did not hold, as `<rule> <status>`, each once. */
  against: string[];
  written: string[];
}

async function cli(control: string, workspace: string, ...given: string[]): Promise<Ran> {
  const reports = join(folder, 'reports');
  const args = [control, '--working-directory', workspace, '--report-dir', reports, ...given];
  const { code } = await runDist('cli.js', { args });
  const { results } = ReportSchema.parse(JSON.parse(readFileSync(join(reports, `${control}.report.json`), 'utf8')));
  const wrong = results.filter(({ status }) => status === 'failed' || status === 'unverified');
  const against = new Set(wrong.map(({ rule, status }) => `${rule.replace(`${control}/`, '')} ${status}`));
  return { code, against: [...against], written: readdirSync(reports).sort() };
}

describe('promotion on a laptop', () => {
  const staging = '.github/promotions/staging.jsonl';
  let repository: TestRepository;
  beforeEach(() => {
    repository = gitRepository();
    cpSync(join(root, 'examples/promotion'), repository.folder, { recursive: true });
    repository.commit({});
    repository.commit({ 'README.md': 'a change of something else\n' });
  });
  afterEach(() => repository.remove());

  test('histories are verified as far as they lie there', async () => {
    expect(await cli('promotion', repository.folder, '--task', 'verify')).toMatchObject({ code: 0, against: [] });
  });

  test('a history that was edited or cut off is found', async () => {
    const text = readFileSync(join(repository.folder, staging), 'utf8');
    for (const changed of [text.slice(0, -20), text.replace('"go"', '"no"'), `${text}${text}`]) {
      writeFileSync(join(repository.folder, staging), changed);
      const { code, against } = await cli('promotion', repository.folder, '--task', 'verify');
      expect([code, against[0]]).toEqual([1, 'history failed']);
    }
  });

  test('nothing is recorded', async () => {
    const ran = await cli('promotion', repository.folder, '--task', 'record', '--environment', 'prod');
    expect(ran).toMatchObject({ code: 3, written: ['promotion.report.json', 'promotion.report.md'] });
    expect(ran.against.every((each) => each.endsWith('unverified'))).toBe(true);
  });
});

describe('evidence on a laptop', () => {
  const files = { 'a.txt': 'one\n', 'b/c.txt': 'two\r\n' };
  const sums = Object.entries(files).map(
    ([path, text]) => `${createHash('sha256').update(text).digest('hex')}  ${path}\n`,
  );
  const verify = { bundle: 'evidence', list: 'SUMS', shape: 'sha256sum' };
  const config = (section: object): Record<string, string> => ({
    '.github/release-governance.yml': JSON.stringify({ version: 1, 'evidence-bundle': section }),
  });

  test.each<[string, Record<string, string | null>, number, string[]]>([
    ['that is as it is listed is verified', {}, 0, []],
    ['of which only line ends differ is not', { 'evidence/b/c.txt': 'two\n' }, 1, ['digests failed']],
    ['that is another is not', { 'evidence/a.txt': 'three\n' }, 1, ['digests failed']],
    ['that is not there is not', { 'evidence/a.txt': null }, 1, ['digests failed']],
    ['that nobody listed is not', { 'evidence/d.txt': '' }, 1, ['complete failed']],
  ])('%s', async (_name, changed, code, against) => {
    const workspace = join(folder, 'work');
    const brought = Object.entries(files).map(([path, text]) => [`evidence/${path}`, text] as const);
    writeFiles(workspace, { ...config({ verify }), ...Object.fromEntries(brought), 'evidence/SUMS': sums.join('') });
    writeFiles(workspace, changed);
    expect(await cli('evidence-bundle', workspace)).toMatchObject({ code, against });
  });

  test('is not packed: nobody knows the run that made it', async () => {
    const repository = gitRepository();
    try {
      const create = {
        workflows: ['.github/workflows/release.yml@refs/heads/main'],
        items: [{ id: 'notes', file: 'notes.md' }],
      };
      repository.commit({ ...config({ create }), 'notes.md': 'Entries are smaller.\n' });
      const ran = await cli('evidence-bundle', repository.folder);
      expect(ran).toMatchObject({ code: 3, written: ['evidence-bundle.report.json', 'evidence-bundle.report.md'] });
      expect(ran.against).toContain('lineage unverified');
      expect(ran.against).toContain('written unverified');
    } finally {
      repository.remove();
    }
  });
});
