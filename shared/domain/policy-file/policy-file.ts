import type { Context } from '../../core/control.ts';
import type { Because } from '../../core/errors.ts';
import { type Location, locate } from '../../core/location.ts';
import type { PointerProblem } from '../../core/pointer-problem.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';
import { parseYaml } from '../../parse/yaml.ts';

/** What is wrong with a file: a clause that continues "the file …", and its place. */
export interface FileProblem {
  message: string;
  at: Location;
}

/**
 * Why a file that the policy names cannot be used. With `because` nobody could look, which is not verified. With `problems` it is missing or
 * broken where the policy lies: a result that fails, with its place. It is no error of the run, so that everything else is judged
 * and told all the same; and it is never taken for a file that asks for nothing.
 */
export type NoFile = { ok: false; because: Because } | { ok: false; problems: readonly FileProblem[] };

const maxBytes = 1024 * 1024;

/**
 * The text of a file that the policy names, from the policy's own tree. What the judged change makes of it does not count, and is noted.
 */
export async function readPolicyFile(
  ctx: Pick<Context, 'policy' | 'read' | 'note'>,
  path: string,
): Promise<{ ok: true; text: string } | NoFile> {
  const { source, tree } = ctx.policy;
  const file = await tree.read(path, maxBytes);
  if (source.kind === 'base') {
    const own = await ctx.read(path, { maxBytes });
    const same = file.found && own.found ? file.sha256 === own.sha256 : file.found === own.found;
    if (!same) ctx.note(`${path} differs in the judged change; the version of ${tree.ref ?? 'the base'} was used.`);
  }
  if (!file.found && file.reason === 'unreadable') {
    const because: Because = file.because ?? { code: 'NO_DATA', message: file.message, needs: `the file ${path}` };
    return {
      ok: false,
      because: { ...because, message: `the policy file ${path} ${file.message}: ${because.message}` },
    };
  }
  if (!file.found) return { ok: false, problems: [{ message: file.message, at: { path } }] };
  const decoded = decodeText(file.content);
  if (decoded.ok) return { ok: true, text: decoded.text };
  const at = decoded.line === undefined ? { path } : { path, line: decoded.line };
  return { ok: false, problems: [{ message: decoded.message, at }] };
}

/** The same as YAML by the name of the file, else as JSON. A key that is given twice is a problem: readers differ in which one they take. */
export function parsePolicyDocument(
  path: string,
  text: string,
): { ok: true; document: JsonDocument } | { ok: false; problems: readonly FileProblem[] } {
  const parsed = /\.ya?ml$/i.test(path) ? parseYaml(text, { keysAsText: true }) : parseJson(text);
  if (!parsed.ok) return { ok: false, problems: [{ message: parsed.message, at: locate(path, parsed.position) }] };
  const { document } = parsed;
  const problems = document.duplicates.map(({ pointer, position }) => ({
    message: `holds ${pointer} twice`,
    at: locate(path, position),
  }));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, document };
}

/** Problems of a value in their places. */
export function placed(path: string, document: JsonDocument, problems: readonly PointerProblem[]): FileProblem[] {
  return problems.map(({ pointer, message }) => ({
    message: pointer === '' ? message : `${message} (${pointer})`,
    at: locate(path, document.near(pointer)),
  }));
}
