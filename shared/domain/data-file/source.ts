import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { parseYaml } from '../../parse/yaml.ts';
import type { SurfaceProblem } from '../contract-surface/problem.ts';

/** A text of a repository. `path` says by its ending whether it is JSON or YAML. */
export interface SurfaceText {
  path: string;
  text: string;
}

export type ReadSource = { ok: true; document: JsonDocument } | { ok: false; problems: SurfaceProblem[] };

/** UTF-16 units of a document that is still read; 4 Mi. */
export const mostCharacters = 4 * 1024 * 1024;
const mostDepth = 64;

/** A `.json` file is read as JSON, every other as YAML 1.2. Keys given twice and texts over 4 Mi characters are refused. */
export function readSource({ path, text }: SurfaceText): ReadSource {
  const fail = (problem: Omit<SurfaceProblem, 'pointer'>): ReadSource => ({
    ok: false,
    problems: [{ ...problem, pointer: '' }],
  });
  if (text.length > mostCharacters) {
    const message = `has ${text.length} characters: more than ${mostCharacters} are not read`;
    return fail({ code: 'too-large', message, position: undefined });
  }
  const parsed = path.toLowerCase().endsWith('.json')
    ? parseJson(text, { maxDepth: mostDepth })
    : parseYaml(text, { maxDepth: mostDepth, keysAsText: true });
  if (!parsed.ok) return fail({ code: 'unreadable', message: parsed.message, position: parsed.position });
  const twice = parsed.document.duplicates;
  if (twice.length > 0) {
    const problems = twice.slice(0, 50).map(
      ({ pointer, position }): SurfaceProblem => ({
        code: 'unreadable',
        message: 'has this key twice: which of them counts depends on the reader',
        pointer,
        position,
      }),
    );
    return { ok: false, problems };
  }
  return { ok: true, document: parsed.document };
}
