import { ownerAndRepo } from '../../core/repository.ts';
import { type Inside, type Seen, seenIn } from './repository.ts';

/** The raw bytes of a file at a ref; `path` counts from the top. More than `maxBytes` are not read. */
export async function fileAt(
  { github, name }: Inside,
  path: string,
  ref: string,
  maxBytes: number,
): Promise<Seen<Uint8Array>> {
  const route = 'GET /repos/{owner}/{repo}/contents/{+path}';
  return seenIn(await github.bytes(route, { ...ownerAndRepo(name), path, ref }, maxBytes));
}
