import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/evidence-bundle/control.ts';
import { openFolder } from '../../shared/adapters/container-folder.ts';
import type { Result } from '../../shared/core/report.ts';
import { compareFiles } from '../../shared/domain/bundle/compare.ts';
import { filesOfContainer } from '../../shared/domain/bundle/place.ts';
import { readListing } from '../../shared/domain/bundle/read-listing.ts';
import { runAsAction } from '../support/action-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { type GitHubAnswer, memoryGitHub, notFound } from '../support/memory-github.ts';
import { realFile, realPath } from './data.ts';

/** The listed files of each class, of a list in a folder of the data. */
async function classesOf(repository: string, commit: string, list: string): Promise<Record<string, string[]>> {
  const read = readListing(list, realFile(repository, commit, list));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const opened = await openFolder(realPath(repository, commit, '.'), { entries: 1000, bytes: 1e9 });
  if (!opened.ok) throw new Error(opened.message);
  const found: Record<string, string[]> = {};
  for (const { listed, class: of } of await compareFiles(read.listing.files, filesOfContainer(opened.container)))
    found[of] = [...(found[of] ?? []), listed.path];
  return found;
}

describe('evidence of real releases', () => {
  test('the bundle of a producer has one stale hash', async () => {
    const list = 'docs/implementation/RELEASE_EVIDENCE_BUNDLE_LATEST.json';
    const found = await classesOf('saagar210-MemoryKernel', '7f3dd30', list);
    expect(found['different']).toEqual(['contracts/integration/v1/service-slo-policy.json']);
    expect(found['same']).toHaveLength(7);
    expect(Object.keys(found).sort()).toEqual(['different', 'same']);
  });

  test('checksums that were made on Windows are told from those that are wrong', async () => {
    const docs = 'docs/reliability';
    const found = await classesOf(
      'bytedance-UI-TARS-desktop',
      '87e4ba3',
      `${docs}/closure/2026-02-13-evidence-checksums.sha256`,
    );
    const counts = Object.fromEntries(Object.entries(found).map(([of, files]) => [of, files.length]));
    expect(counts).toEqual({ same: 6, 'line-ends': 10, different: 1, absent: 6 });
    expect(found['different']).toEqual([`${docs}/release-readiness-checklist.md`]);
  });

  test('a made-up bundle of a deployment: what is no checksum, and evidence without one', () => {
    const name = 'bundle_manifest.release.json';
    const read = readListing(name, realFile('synthetic', 'reports', name));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.listing.problems.map(({ message }) => message.replace(/ is .*/, ''))).toEqual([
      '/payload/runtime_checksums/README.md',
      '/payload/registry_checksums/README.md',
      '/evidence/checksums/release_lineage.json',
      '/source/runtime_git/dirty',
    ]);
    expect(read.listing.files.filter(({ sha256 }) => sha256 === undefined)).toHaveLength(5);
  });
});

describe('evidence of real releases, through the whole control', () => {
  const tip = 'f'.repeat(40);
  let repository: TestRepository | undefined;
  afterEach(() => repository?.remove());

  /** Verifies a list that is tracked beside the files of the data, as a push to the repository that is named. */
  async function verified(
    [name, data, commit]: readonly [name: string, data: string, commit: string],
    verify: Readonly<Record<string, unknown>>,
    compared: Readonly<Record<string, GitHubAnswer>> = {},
  ) {
    const made = gitRepository();
    repository = made;
    const base = made.commit({
      '.github/release-governance.yml': JSON.stringify({ version: 1, 'evidence-bundle': { verify } }),
    });
    const head = made.commit(filesBelow(realPath(data, commit, '.')));
    return runAsAction({
      control,
      repository: made,
      payload: { ref: 'refs/heads/main', before: base, after: head, repository: { default_branch: 'main' } },
      env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_REPOSITORY: name, GITHUB_SHA: head },
      secrets: { token: 'token-of-the-workflow' },
      github: memoryGitHub({
        [`GET /repos/${name}`]: { json: { full_name: name, default_branch: 'main' } },
        [`GET /repos/${name}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: tip } } },
        ...Object.fromEntries(
          Object.entries(compared).map(([id, answer]) => [`GET /repos/${name}/compare/${id}...${tip}`, answer]),
        ),
      }),
    });
  }

  /** Every file below a folder with its bytes. */
  function filesBelow(folder: string): Record<string, Buffer> {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(
      entries.map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [relative(folder, path), readFileSync(path)];
      }),
    );
  }

  const of = (results: readonly Result[], rule: string, status: Result['status']): Result[] =>
    results.filter((each) => each.rule === `evidence-bundle/${rule}` && each.status === status);

  const producer = ['saagar210/MemoryKernel', 'saagar210-MemoryKernel', '7f3dd30'] as const;
  const list = 'docs/implementation/RELEASE_EVIDENCE_BUNDLE_LATEST.json';
  const madeAt = '498cf627938ba2d35718f4d3b7b319bcd394626a';
  const baseline = '7e4806a34b98e6c06ee33fa9f11499a975e7b922';
  const part: GitHubAnswer = { json: { status: 'ahead' } };

  test.each<[string, GitHubAnswer, string]>([
    ['that it does not have', notFound, 'is no commit of saagar210/MemoryKernel'],
    ['of a fork', { json: { status: 'diverged' } }, 'is no part of main of saagar210/MemoryKernel'],
  ])('the bundle of a producer has a stale hash, and was made at a commit %s', async (_name, foreign, words) => {
    const { report } = await verified(
      producer,
      { list, shape: 'release-evidence-bundle.v1' },
      { [madeAt]: foreign, [baseline]: part },
    );
    expect(report.status).toBe('failed');
    expect(report.data).toMatchObject({ files: 8, classes: { same: 7, different: 1 } });
    const stale = 'contracts/integration/v1/service-slo-policy.json';
    expect(of(report.results, 'digests', 'failed')).toEqual([
      expect.objectContaining({
        about: [stale],
        severity: 'critical',
        message: `${stale} is not what was listed`,
        expected: 'a2df38a152032cd1a180afe61a64bf3b7de92c8555bcee3860f8f93f1fa5438c',
        actual: sha256(realFile('saagar210-MemoryKernel', '7f3dd30', stale)),
        location: expect.objectContaining({ path: list, line: 42 }),
      }),
    ]);
    expect(of(report.results, 'commits', 'failed')).toEqual([
      expect.objectContaining({
        about: ['the commit at which it was made'],
        message: expect.stringContaining(`${madeAt}, ${words}`),
        location: expect.objectContaining({ path: list, line: 5 }),
      }),
    ]);
    expect(of(report.results, 'commits', 'passed')).toHaveLength(1);
    expect(of(report.results, 'one-commit', 'failed')).toHaveLength(1);
    // It names what should have run, and no result of any.
    expect(of(report.results, 'results', 'unverified')).toHaveLength(10);
  });

  test('checksums that were made on Windows are told apart and counted', async () => {
    const reliability = 'docs/reliability';
    const sums = `${reliability}/closure/2026-02-13-evidence-checksums.sha256`;
    const place = ['bytedance-UI-TARS-desktop', '87e4ba3'] as const;
    const { report } = await verified(['bytedance/UI-TARS-desktop', ...place], { list: sums, shape: 'sha256sum' });
    const expected: Record<string, string[]> = {};
    for (const [, sum = '', path = ''] of realFile(...place, sums)
      .toString()
      .matchAll(/^([0-9a-f]{64}) [ *](.+?)\r?$/gm))
      (expected[classOf(sum, realPath(...place, path))] ??= []).push(path);
    const counts = Object.fromEntries(Object.entries(expected).map(([each, paths]) => [each, paths.length]));
    expect(counts).toEqual({ same: 6, 'line-ends': 10, different: 1, absent: 6 });
    expect(report.data).toMatchObject({ files: 23, classes: counts });
    expect(report.status).toBe('failed');
    const failed = of(report.results, 'digests', 'failed');
    const words = {
      'line-ends': 'but for its line ends',
      different: 'is not what was listed',
      absent: 'is listed and not there',
    };
    for (const [each, said] of Object.entries(words)) {
      const found = failed.filter(({ message }) => message.includes(said));
      expect(new Set(found.map(({ about }) => about[0]))).toEqual(new Set(expected[each]));
      expect(new Set(found.map(({ severity }) => severity))).toEqual(
        new Set([each === 'line-ends' ? 'medium' : 'critical']),
      );
    }
    expect(failed).toHaveLength(17);
    expect(of(report.results, 'digests', 'passed')).toHaveLength(1);
  });

  /** What a file is against a checksum, without any of the code that is tested. */
  function classOf(sum: string, path: string): string {
    let content: Buffer;
    try {
      content = readFileSync(path);
    } catch {
      return 'absent';
    }
    if (sha256(content) === sum) return 'same';
    const lf = content.toString('latin1').replaceAll('\r\n', '\n');
    const others = [lf, lf.replaceAll('\n', '\r\n')].map((text) => sha256(Buffer.from(text, 'latin1')));
    return others.includes(sum) ? 'line-ends' : 'different';
  }

  function sha256(content: Uint8Array): string {
    return createHash('sha256').update(content).digest('hex');
  }
});
