import type { ConfigPart, Sighting } from '../../core/adoption.ts';
import type { Json } from '../../core/json.ts';
import { raised } from '../contract-surface/version-part.ts';
import { type Ground, isAside } from './ground.ts';
import { fieldName } from './pin.ts';

/**
 * What a repository offers to others: OpenAPI 3 documents with a version that can be raised. A document that a pin or a manifest names by
 * its digest is the producer's, and what lies among samples and code of others is nobody's offer.
 */
export function findSurfaces(
  ground: Ground,
  named: ReadonlySet<string>,
): { parts: ConfigPart[]; recognised: Sighting[]; guessed: Sighting[] } {
  const recognised: Sighting[] = [];
  const guessed: Sighting[] = [];
  const surfaces: Json[] = [];
  const ids = new Set<string>();
  const documents = [...ground.yaml, ...ground.json].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, sha256, plainSha256, document } of documents) {
    const [kind, version] = [document.get('/openapi'), document.get('/info/version')];
    if (typeof kind !== 'string' || !/^3\.\d+/.test(kind)) continue;
    const owner = [sha256, plainSha256].some((digest) => named.has(digest))
      ? 'which a manifest names: it is the producer who offers it'
      : isAside(path)
        ? "among what is not the repository's own"
        : undefined;
    if (owner !== undefined) {
      guessed.push({ path, says: `an OpenAPI document, ${owner}` });
      continue;
    }
    const text = typeof version === 'string' ? version : undefined;
    const part =
      text === undefined ? undefined : (['major', 'number'] as const).find((each) => raised(each, text) !== undefined);
    if (part === undefined) {
      guessed.push({
        path,
        line: document.near('/info/version')?.line,
        says: 'an OpenAPI document, but its version cannot be raised',
      });
      continue;
    }
    const name = fieldName(`/${path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')}`) || 'api';
    const id = ids.has(name) ? `${name}-${ids.size + 1}` : name;
    ids.add(id);
    recognised.push({ path, line: document.at('/info/version')?.line, says: `an OpenAPI document of version ${text}` });
    surfaces.push({
      id,
      openapi: [path],
      versions: [{ id: 'service', breaking: part, places: [{ path, pointer: '/info/version' }] }],
    });
  }
  const about = ['What this repository offers to others: whoever breaks it has to raise the version.'];
  return {
    parts: surfaces.length === 0 ? [] : [{ key: 'surfaces', value: surfaces, sure: true, about }],
    recognised,
    guessed,
  };
}
