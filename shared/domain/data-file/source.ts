import type { Position } from '../../core/location.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { parseYaml } from '../../parse/yaml.ts';

/** A text of a repository. `path` says by its ending whether it is JSON or YAML. */
export interface DataText {
  path: string;
  text: string;
}

/** Why a document could not be read: a clause without a full stop, and where. */
export interface DataProblem {
  code: 'unreadable' | 'too-large';
  message: string;
  /** A JSON Pointer; `''` is the whole document. */
  pointer: string;
  position: Position | undefined;
}

export type ReadSource = { ok: true; document: JsonDocument } | { ok: false; problems: DataProblem[] };

/** UTF-16 units of a document that is still read; 4 Mi. */
export const mostCharacters = 4 * 1024 * 1024;
const mostDepth = 64;

/** A `.json` file is read as JSON, every other as YAML 1.2. Keys given twice and texts over 4 Mi characters are refused. */
export function readSource({ path, text }: DataText): ReadSource {
  const fail = (problem: Omit<DataProblem, 'pointer'>): ReadSource => ({
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
      ({ pointer, position }): DataProblem => ({
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
