import { describe, expect, test } from '@jest/globals';
import { openFolder } from '../../shared/adapters/container-folder.ts';
import { compareFiles } from '../../shared/domain/bundle/compare.ts';
import { filesOfContainer } from '../../shared/domain/bundle/place.ts';
import { readListing } from '../../shared/domain/bundle/read-listing.ts';
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
