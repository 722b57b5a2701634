import { type Because, GovernanceError, type Problem } from '../../shared/core/errors.ts';
import type { Json } from '../../shared/core/json.ts';
import type { AskedEntry } from '../../shared/domain/protection/asked-entry.ts';
import { type CheckFile, readCheckFile } from '../../shared/domain/protection/check-file.ts';
import { entriesOf, type Layer } from '../../shared/domain/protection/entries.ts';
import { layersOf } from '../../shared/domain/protection/layers.ts';
import type { Policy } from '../../shared/domain/protection/policy.ts';
import type { JsonDocument } from '../../shared/parse/document.ts';
import { parseJson } from '../../shared/parse/json.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { Observations } from './observations.ts';

/** What is asked of the repository, by the layers that hold. `open`: layers of which it is not known whether they do. */
export type Asked =
  | { ok: true; layers: string[]; entries: AskedEntry[]; open: Because[] }
  | { ok: false; because: Because };

/** The entries of all layers that hold, with the files that they name, of the policy's own tree. Throws BAD_CONFIG with every problem. */
export async function askedOf(ctx: Ctx, { facts, view }: Observations): Promise<Asked> {
  const { policy } = ctx.inputs;
  const byProperty = policy.classes?.some(({ property }) => property !== undefined) === true;
  const properties = byProperty ? await view.properties() : undefined;
  const { layers, open } = layersOf(policy, {
    topics: facts.topics ?? undefined,
    properties: properties?.state === 'read' ? properties.data : undefined,
  });
  const problems: Problem[] = [];
  const entries: AskedEntry[] = [];
  for (const layer of layers) {
    const files = await filesOf(ctx, layer.policy);
    if (!files.ok) return files;
    problems.push(...files.problems);
    if (files.problems.length > 0) continue;
    const read = entriesOf({ ...layer, ...files.files });
    entries.push(...read.entries);
    for (const { pointer, message } of read.problems)
      problems.push({ message: `${layer.name}${pointer}: ${message}`, path: ctx.policy.source.path });
  }
  if (problems.length > 0)
    throw new GovernanceError(
      'BAD_CONFIG',
      problems.length === 1
        ? 'a file of the policy cannot be used'
        : `the policy has ${problems.length} problems in its files`,
      { problems, hint: 'Policy files are read where the configuration is: on the base of a change.' },
    );
  return { ok: true, layers: layers.map(({ name }) => name), entries, open };
}

type Files = Required<Pick<Layer, 'checkFiles' | 'rulesetFiles'>>;

async function filesOf(
  ctx: Ctx,
  { branches = [], tags = [], rulesets = [] }: Policy,
): Promise<{ ok: true; files: Files; problems: Problem[] } | { ok: false; because: Because }> {
  const problems: Problem[] = [];
  const checkFiles: Record<string, CheckFile> = {};
  const rulesetFiles: Record<string, unknown> = {};
  const named = [...branches, ...tags].flatMap(({ 'checks-file': path }) => (path === undefined ? [] : [path]));
  for (const path of new Set(named)) {
    const file = await jsonFile(ctx, path);
    if (!file.ok && 'because' in file) return { ok: false, because: file.because };
    if (!file.ok) problems.push(...file.problems);
    else {
      const read = readCheckFile(file.document.value);
      if (read.ok) checkFiles[path] = read.file;
      else problems.push(...placed(path, file.document, read.problems));
    }
  }
  for (const path of new Set(rulesets)) {
    const file = await jsonFile(ctx, path);
    if (!file.ok && 'because' in file) return { ok: false, because: file.because };
    if (file.ok) rulesetFiles[path] = file.document.value satisfies Json;
    else problems.push(...file.problems);
  }
  return { ok: true, files: { checkFiles, rulesetFiles }, problems };
}

type JsonFile =
  | { ok: true; document: JsonDocument }
  | { ok: false; problems: Problem[] }
  | { ok: false; because: Because };

const maxBytes = 1024 * 1024;

async function jsonFile(ctx: Ctx, path: string): Promise<JsonFile> {
  const found = await ctx.policy.tree.read(path, maxBytes);
  const bad = (message: string, at: Partial<Problem> = {}): JsonFile => ({
    ok: false,
    problems: [{ message: `the policy file ${message}`, path, ...at }],
  });
  if (!found.found)
    return found.reason === 'unreadable' && found.because !== undefined
      ? {
          ok: false,
          because: { ...found.because, message: `the policy file ${path} ${found.message}: ${found.because.message}` },
        }
      : bad(found.message);
  const decoded = decodeText(found.content);
  if (!decoded.ok) return bad(decoded.message, { line: decoded.line });
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return bad(parsed.message, parsed.position);
  const { document } = parsed;
  const twice = document.duplicates.map(
    ({ pointer, position }): Problem => ({ message: `the policy file gives ${pointer} twice`, path, ...position }),
  );
  return twice.length > 0 ? { ok: false, problems: twice } : { ok: true, document };
}

function placed(
  path: string,
  document: JsonDocument,
  problems: readonly { pointer: string; message: string }[],
): Problem[] {
  return problems.map(({ pointer, message }) => ({ message, path, ...document.near(pointer) }));
}
