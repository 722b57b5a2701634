import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './package.ts';
import { asking, given } from './platform-request.ts';
import { mustBeReleasable, versionedTexts } from './release-files.ts';
import { parseReleaseRecord, releaseRecordText } from './release-record.ts';
import { publishRelease } from './release-refs.ts';
import { releasedTexts, sectionOf } from './release-texts.ts';

/*
 * The steps of a release (.github/guides/security-review.md says what each proves):
 *
 *   prepare <version>      writes the version into package.json, package-lock.json and CHANGELOG.md
 *   check <version>        fails unless the work tree is that version, with notes and golden reports
 *   publish                tags GITHUB_SHA as VERSION, moves the branch of its major version, and publishes the notes
 *   pins <version> <sha>   writes .github/release.json, to which `npm run generate` pins the documents
 */

const record = join(root, '.github', 'release.json');
const [step, ...args] = process.argv.slice(2);
const version = step === 'publish' ? given(process.env, 'VERSION', /^\d+\.\d+\.\d+$/) : (args[0] ?? '');

switch (step ?? 'nothing') {
  case 'prepare': {
    for (const [path, text] of Object.entries(releasedTexts(versionedTexts(), version)))
      writeFileSync(join(root, path), text as string);
    console.log(`prepared ${version}; run npm run build and npm run golden, and commit what they write`);
    break;
  }
  case 'check':
    mustBeReleasable(version);
    console.log(`this commit is ${version}`);
    break;
  case 'publish': {
    mustBeReleasable(version);
    const repository = given(process.env, 'GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/);
    const sha = given(process.env, 'GITHUB_SHA', /^[0-9a-f]{40}$/);
    const notes = sectionOf(versionedTexts()['CHANGELOG.md'], version) ?? '';
    const branch = given(process.env, 'GITHUB_REF_NAME', /^[\w./-]{1,200}$/);
    const newest = existsSync(record) ? parseReleaseRecord(readFileSync(record, 'utf8')) : undefined;
    const release = { repository, version, sha, branch, newest, notes };
    for (const line of await publishRelease(asking(process.env), release)) console.log(line);
    console.log(`now run npm run release:pins -- ${version} ${sha} and npm run generate, and commit what they write`);
    break;
  }
  case 'pins':
    writeFileSync(record, releaseRecordText({ sha: args[1] ?? '', tag: `v${version}` }));
    console.log('wrote .github/release.json; run npm run generate, and commit what it writes');
    break;
  default:
    throw new Error(`expected prepare, check, publish or pins, found ${step ?? 'nothing'}`);
}
