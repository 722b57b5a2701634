import { type Location, locate } from '../../shared/core/location.ts';
import type { SurfaceConfig, VersionConfig } from '../../shared/domain/contract-surface/config.ts';
import type { EnvelopeFields, EnvelopeFinding, HeldEnvelope } from '../../shared/domain/contract-surface/envelope.ts';
import { payloadFindings } from '../../shared/domain/contract-surface/envelope-payload.ts';
import { readSource } from '../../shared/domain/data-file/source.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import { failed, type Outcome, settled } from './outcome.ts';
import type { SurfaceFact } from './rules.ts';
import type { JudgedFiles, Parse, SurfaceFile } from './surface-files.ts';
import { type FileText, noData, type Texts, textsOf } from './texts.ts';
import { currentVersion } from './versions.ts';

const nothing: EnvelopeFields = { requires: [], optional: [], forbids: [] };

type Policy = { version: string; failure?: EnvelopeFields | undefined; success?: EnvelopeFields | undefined };

/** Judges OpenAPI, JSON Schemas of errors and sample bodies by the policy of the version that the repository has now. */
export async function judgeEnvelope(
  ctx: Ctx,
  surface: SurfaceConfig,
  envelope: NonNullable<SurfaceConfig['envelope']>,
  { files, texts, parse }: JudgedFiles,
): Promise<Outcome[]> {
  const rule = 'envelope';
  const whole = { surface: surface.id };
  const version = surface.versions.find(({ id }) => id === envelope.version);
  if (version === undefined) throw new Error(`the surface ${surface.id} has no version ${envelope.version}`);
  const current = await currentVersion(texts, version);
  if (current.state !== 'value') return [settled(rule, whole, current.because)];
  const own = Object.hasOwn(envelope.policies, current.value) ? envelope.policies[current.value] : undefined;
  if (own === undefined) {
    const message = `there is no policy of the envelope for ${quote(current.value)}, which is the version ${version.id}`;
    const needs = `envelope.policies of ${surface.id} for ${current.value} in the configuration of the base`;
    return [settled(rule, whole, { code: 'NO_DATA', message, needs })];
  }
  const policy: Policy = { version: current.value, failure: own.failure, success: own.success };
  const outcomes: Outcome[] = [];
  for (const file of files) outcomes.push(...(await judgeFile(surface, file, policy, texts, parse)));
  const seen = new Set<string>();
  const earlier = await earlierSamples(ctx, version, policy.version);
  for (const { files: globs, kind } of envelope.samples) {
    const samples = { globs, kind, fields: policy[kind], version: policy.version, seen, earlier };
    outcomes.push(...(await judgeSamples(ctx, surface, samples, texts)));
  }
  if (outcomes.length === 0) {
    const message = `${surface.id} has no OpenAPI, JSON Schema of errors or sample that could keep the policy`;
    outcomes.push(settled(rule, whole, { code: 'NO_DATA', message, needs: 'a file that shows the envelope' }));
  }
  return outcomes;
}

async function judgeFile(
  surface: SurfaceConfig,
  file: SurfaceFile,
  policy: Policy,
  texts: Texts,
  parse: Parse,
): Promise<Outcome[]> {
  const { path } = file;
  if (file.kind === 'document' || (file.kind === 'schema' && (file.role !== 'error' || policy.failure === undefined)))
    return [];
  const fact = { surface: surface.id, what: [path] };
  const text = await texts(path);
  if (text.state !== 'text')
    return [settled('envelope', fact, text.state === 'unknown' ? text.because : noData(path, text.message))];
  const parsed = parse(file, text).surface;
  if (parsed === undefined) return [settled('envelope', fact, noData(path, 'cannot be read'))];
  const { openApiEnvelopes, schemaFindings } = await import('../../shared/domain/contract-surface/envelope-schema.ts');
  const held: HeldEnvelope[] =
    parsed.kind === 'openapi'
      ? openApiEnvelopes(parsed, {
          version: policy.version,
          failure: policy.failure ?? nothing,
          ...(policy.success === undefined ? {} : { success: policy.success }),
        })
      : [{ name: 'body', findings: schemaFindings(parsed, parsed.root, policy.failure ?? nothing) }];
  const asked = held.filter(({ findings }) => findings.length > 0);
  if (asked.length === 0) return [settled('envelope', fact, noData(path, 'has no JSON body that the policy is about'))];
  return judgeHeld(surface, path, policy.version, asked);
}

/** One result for each demand at each place that does not keep it, however many answers lead there. */
function judgeHeld(
  surface: SurfaceConfig,
  path: string,
  version: string,
  held: readonly HeldEnvelope[],
  name = path,
): Outcome[] {
  const found = new Map<string, { finding: EnvelopeFinding; names: string[] }>();
  for (const { name: body, findings } of held) {
    for (const finding of findings) {
      if (finding.holds === true) continue;
      const key = JSON.stringify([finding.demand, finding.field, finding.pointer]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { finding, names: [body] });
      else known.names.push(body);
    }
  }
  if (found.size === 0) return [settled('envelope', { surface: surface.id, what: [name] }, undefined)];
  return [...found.values()].map(({ finding, names }): Outcome => {
    const { demand, field, holds, because = '', pointer, position } = finding;
    const fact = { surface: surface.id, what: [name, demand, field, pointer] };
    const at: Location = locate(path, position);
    const bodies = `${path} ${because} by ${version}: ${listed(names, 3)}`;
    if (holds === 'unknown') {
      const needs = `a schema at ${pointer} that says whether there is ${field} (line ${position?.line ?? 1})`;
      return settled('envelope', fact, { code: 'NO_DATA', message: bodies, needs });
    }
    const fix =
      demand === 'forbids'
        ? `take ${field} out at ${pointer}, or raise the version to one whose policy allows it`
        : `${demand === 'requires' ? 'add and require' : 'allow, and do not require,'} ${field} at ${pointer}`;
    return failed(
      'envelope',
      { ...fact, problem: bodies, expected: `${demand} ${field}`, actual: because, observed: [because, names], fix },
      at,
    );
  });
}

interface Samples {
  globs: readonly string[];
  kind: 'failure' | 'success';
  fields: EnvelopeFields | undefined;
  version: string;
  /** Those judged by now: globs may name a file twice. */
  seen: Set<string>;
  /** What the earlier version had under a path, if it was of the same contract version. */
  earlier: Texts | undefined;
}

/** A sample of another contract version was held against another policy. */
async function earlierSamples(ctx: Ctx, version: VersionConfig, current: string): Promise<Texts | undefined> {
  const { before } = ctx;
  if ('because' in before) return undefined;
  const texts = textsOf((path, most) => before.read(path, most));
  const earlier = await currentVersion(texts, version);
  return earlier.state === 'value' && earlier.value === current ? texts : undefined;
}

async function judgeSamples(
  ctx: Ctx,
  surface: SurfaceConfig,
  { globs, kind, fields, version, seen, earlier }: Samples,
  texts: Texts,
): Promise<Outcome[]> {
  const fact = { surface: surface.id, what: [`${kind} samples ${globs.join(', ')}`] };
  if (fields === undefined) {
    const message = `the policy of ${version} says nothing of ${kind}, which the samples ${globs.join(', ')} show`;
    const needs = `envelope.policies of ${surface.id} for ${kind} of ${version}`;
    return [settled('envelope', fact, { code: 'NO_DATA', message, needs })];
  }
  const matched = await ctx.match(globs, { before: true });
  if (!matched.ok) return [settled('envelope', fact, matched.because)];
  const samples: FileText[] = [];
  for (const path of matched.paths) samples.push(await texts(path));
  if (samples.every(({ state }) => state === 'absent')) {
    const problem = `there is no sample of ${surface.id}: ${globs.join(', ')} matches no file`;
    return [failed('envelope', { ...fact, problem, fix: 'add samples, or correct the globs' })];
  }
  const outcomes: Outcome[] = [];
  for (const text of samples) {
    const { path } = text;
    const name = `${kind} sample ${path}`;
    if (seen.has(name)) continue;
    seen.add(name);
    const own = { surface: surface.id, what: [name] };
    if (text.state === 'unknown') {
      outcomes.push(settled('envelope', own, text.because));
      continue;
    }
    if (text.state === 'absent') {
      if (earlier !== undefined) outcomes.push(...(await removedSample(earlier, path, { fact: own, version, fields })));
      continue;
    }
    const read = text.state === 'text' ? readSource({ path, text: text.text }) : undefined;
    if (read?.ok === true)
      outcomes.push(
        ...judgeHeld(surface, path, version, [{ name: kind, findings: payloadFindings(read.document, fields) }], name),
      );
    else {
      const why = read === undefined ? (text.state === 'text' ? '' : text.message) : (read.problems[0]?.message ?? '');
      outcomes.push(
        failed('envelope', { ...own, problem: `the sample ${path} ${why}`, fix: `mend ${path}` }, { path }),
      );
    }
  }
  return outcomes;
}

/** A sample may go, unless that hides what it showed. */
async function removedSample(
  earlier: Texts,
  path: string,
  { fact, version, fields }: { fact: SurfaceFact; version: string; fields: EnvelopeFields },
): Promise<Outcome[]> {
  const text = await earlier(path);
  if (text.state === 'unknown') return [settled('envelope', fact, text.because)];
  const read = text.state === 'text' ? readSource({ path, text: text.text }) : undefined;
  const wrong = read?.ok === true ? payloadFindings(read.document, fields).filter(({ holds }) => holds !== true) : [];
  const [first] = wrong;
  if (read?.ok === true && first === undefined) return [];
  const showed = first === undefined ? 'which nobody could read' : `which ${first.because ?? 'did not keep it'}`;
  const problem = `the sample ${path}, ${showed} by ${version}, was removed`;
  return [failed('envelope', { ...fact, problem, fix: `restore ${path} as answers are by ${version}` }, { path })];
}
