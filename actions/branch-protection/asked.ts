import type { Because } from '../../shared/core/errors.ts';
import { type ListedCheck, readCheckFile } from '../../shared/domain/check-file/check-file.ts';
import {
  type FileProblem,
  parsePolicyDocument,
  placed,
  readPolicyFile,
} from '../../shared/domain/policy-file/policy-file.ts';
import type { AskedEntry } from '../../shared/domain/protection/asked-entry.ts';
import { entriesOf, type Layer } from '../../shared/domain/protection/entries.ts';
import { layersOf } from '../../shared/domain/protection/layers.ts';
import type { Policy } from '../../shared/domain/protection/policy.ts';
import type { Observations } from '../../shared/domain/seen-repository/observations.ts';
import type { JsonDocument } from '../../shared/parse/document.ts';
import type { Ctx } from './definition.ts';

/** A part of the policy that cannot be used. `about` is its file, or the layer and the pointer in it. */
export interface Broken extends FileProblem {
  about: string;
}

/**
 * What is asked of the repository, by the layers that hold. `open`: layers of which it is not known whether they do. `broken`: what is wrong with files that the
 * policy names; of a layer that names one nothing is asked.
 */
export type Asked =
  | { ok: true; layers: string[]; entries: AskedEntry[]; open: Because[]; broken: Broken[] }
  | { ok: false; because: Because };

/** The entries of all layers that hold, with the files that they name, of the policy's own tree. */
export async function askedOf(ctx: Ctx, { facts, view }: Observations): Promise<Asked> {
  const { policy } = ctx.inputs;
  const byProperty = policy.classes?.some(({ property }) => property !== undefined) === true;
  const properties = byProperty ? await view.properties() : undefined;
  const { layers, open } = layersOf(policy, {
    topics: facts.topics ?? undefined,
    properties: properties?.state === 'read' ? properties.data : undefined,
  });
  const read = await entriesOfLayers(ctx, layers);
  if (!read.ok) return read;
  const entries = read.layers.flatMap((layer) => layer.entries);
  return { ok: true, layers: layers.map(({ name }) => name), entries, open, broken: read.broken };
}

/** The entries of each layer, with the files that they name, of the policy's own tree. A layer that names a broken file has none. */
export async function entriesOfLayers(
  ctx: Ctx,
  layers: readonly { name: string; policy: Policy }[],
): Promise<
  { ok: true; layers: { name: string; entries: AskedEntry[] }[]; broken: Broken[] } | { ok: false; because: Because }
> {
  const broken: Broken[] = [];
  const found: { name: string; entries: AskedEntry[] }[] = [];
  for (const layer of layers) {
    const files = await filesOf(ctx, layer.policy);
    if (!files.ok) return files;
    broken.push(...files.broken);
    if (files.broken.length > 0) continue;
    const read = entriesOf({ ...layer, ...files.files });
    found.push({ name: layer.name, entries: read.entries });
    const at = { path: ctx.policy.source.path };
    for (const { pointer, message } of read.problems)
      broken.push({ about: `${layer.name}${pointer}`, message: `${layer.name}${pointer}: ${message}`, at });
  }
  return { ok: true, layers: found, broken };
}

type Files = Required<Pick<Layer, 'checkFiles' | 'rulesetFiles'>>;

async function filesOf(
  ctx: Ctx,
  { branches = [], tags = [], rulesets = [] }: Policy,
): Promise<{ ok: true; files: Files; broken: Broken[] } | { ok: false; because: Because }> {
  const broken: Broken[] = [];
  const checkFiles: Record<string, readonly ListedCheck[]> = {};
  const rulesetFiles: Record<string, unknown> = {};
  const named = [...branches, ...tags].flatMap(({ 'checks-file': path }) => (path === undefined ? [] : [path]));
  const refuse = (path: string, problems: readonly FileProblem[]): void => {
    broken.push(
      ...problems.map(({ message, at }) => ({ about: path, message: `the policy file ${path} ${message}`, at })),
    );
  };
  for (const path of new Set(named)) {
    const file = await policyDocument(ctx, path);
    if (!file.ok && 'because' in file) return file;
    if (!file.ok) {
      refuse(path, file.problems);
      continue;
    }
    const read = readCheckFile(file.document.value);
    if (read.ok) checkFiles[path] = read.checks;
    else refuse(path, placed(path, file.document, read.problems));
  }
  for (const path of new Set(rulesets)) {
    const file = await policyDocument(ctx, path);
    if (!file.ok && 'because' in file) return file;
    if (file.ok) rulesetFiles[path] = file.document.value;
    else refuse(path, file.problems);
  }
  return { ok: true, files: { checkFiles, rulesetFiles }, broken };
}

export type PolicyDocument =
  | { ok: true; document: JsonDocument }
  | { ok: false; problems: readonly FileProblem[] }
  | { ok: false; because: Because };

/** A file of the policy's own tree: YAML by its name, else JSON. */
export async function policyDocument(ctx: Ctx, path: string): Promise<PolicyDocument> {
  const file = await readPolicyFile(ctx, path);
  return file.ok ? parsePolicyDocument(path, file.text) : file;
}
