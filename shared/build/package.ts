import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  repository: { url: string };
};

/** The version that package.json says. */
export const packageVersion: string = manifest.version;

/** `<owner>/<name>` of the repository, as package.json says it. Throws for an address that is not on GitHub. */
export const repositorySlug: string = slugOf(manifest.repository.url);

function slugOf(url: string): string {
  const slug = /github\.com\/([^/]+\/[^/]+?)(?:\.git)?$/.exec(url)?.[1];
  if (slug === undefined) throw new Error('package.json: repository.url is not a repository on GitHub');
  return slug;
}
