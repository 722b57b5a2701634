import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { shownWorkflows } from './document-workflows.ts';
import { findings, findLinters, type Linters } from './linters.ts';
import { root as packageRoot, repositorySlug } from './package.ts';

/*
 * Holds the workflows, actions and update settings of the repository, of its examples and of its documents against actionlint and zizmor:
 * `npm run lint:workflows`, or those of another folder that is named. Findings are printed, and the exit code is 1.
 */

const root = process.argv[2] ?? packageRoot;

const folder = join('.github', 'workflows');
/** What stands in documents for the commit of the newest release. */
const ownPin = `${'0'.repeat(40)} # v0.0.0`;

function documents(): string[] {
  const guides = join('.github', 'guides');
  const found = readdirSync(join(root, '.github'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('.github', path))
    .filter((path) => path.startsWith(guides) && path.endsWith('.md'))
    .sort();
  return ['README.md', 'action-catalog.md', ...found].filter((path) => existsSync(join(root, path)));
}

function inDocuments(linters: Linters): { looked: number; found: string[] } {
  const shown = documents().flatMap((path) =>
    shownWorkflows(path, readFileSync(join(root, path), 'utf8'), repositorySlug, ownPin),
  );
  // A document can show several workflows of one name: each has a folder of its own.
  const copies = mkdtempSync(join(tmpdir(), 'release-governance-documents-'));
  try {
    const paths = shown.map(({ file, place, text }) => {
      const path = join(place.replace(/\W+/g, '-'), folder, file);
      mkdirSync(join(copies, dirname(path)), { recursive: true });
      writeFileSync(join(copies, path), text);
      return path;
    });
    const accepted = join(packageRoot, 'shared', 'build', 'zizmor-documents.yml');
    return { looked: paths.length, found: findings(linters, copies, paths, { accepted }) };
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}

const linters = findLinters();
const workflows = readdirSync(join(root, folder))
  .sort()
  .map((name) => join(folder, name));
const own = findings(linters, root, workflows);
const shown = inDocuments(linters);
for (const text of [...own, ...shown.found]) console.log(text);
console.log(`looked at ${workflows.length} workflows of the repository and ${shown.looked} of its documents`);
if (own.length + shown.found.length > 0) process.exitCode = 1;
// A pattern that no longer matches would look at nothing and find nothing.
if (workflows.length === 0 || shown.looked === 0) throw new Error('there was nothing to look at');
