import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import type { ImpactAnswer } from '../../shared/domain/contract-surface/impact.ts';
import { readSource } from '../../shared/domain/data-file/source.ts';
import { holds, lacks } from '../../shared/domain/finding/finding.ts';
import type { Generate, SectionPlace } from '../../shared/domain/handoff/config.ts';
import type { Handoff } from '../../shared/domain/handoff/payload.ts';
import { sectionText } from '../../shared/parse/markdown-section.ts';
import { lacking, type Sought, textOf } from './sought.ts';

/*
 * The parts of a payload that are texts of the producer, from files of the commit and from the configuration of the base.
 */

/** A section of a file, with the release in place of {tag}. */
export async function section(sought: Sought, what: string, { path, heading }: SectionPlace, tag: string) {
  const read = await textOf(sought, what, path);
  if (read === undefined) return undefined;
  const name = heading.replaceAll('{tag}', tag);
  const found = sectionText(read.text, name);
  if (!found.ok) {
    sought.findings.push(lacking(what, path, found.message, found.line));
    return undefined;
  }
  sought.findings.push(holds(what));
  return { path: sought.files.whole(path), sha256: read.sha256, heading: name, text: found.text };
}

/** A file as evidence. */
export async function evidence(sought: Sought, path: string) {
  const read = await textOf(sought, `the evidence ${path}`, path);
  if (read === undefined) return undefined;
  sought.findings.push(holds(`the evidence ${path}`));
  return { path: sought.files.whole(path), sha256: read.sha256 };
}

/** The error codes of a surface, as its first place lists them; none where it has none. */
export async function codesOf(sought: Sought, surface: SurfaceConfig): Promise<string[] | undefined> {
  const what = 'the error codes';
  const place = surface['error-codes']?.lists[0];
  if (place === undefined) {
    sought.findings.push(holds(what));
    return [];
  }
  const read = await textOf(sought, what, place.path);
  if (read === undefined) return undefined;
  const { textsListed } = await import('../../shared/domain/contract-surface/list-place.ts');
  const list = textsListed(place, read.text, 'error code');
  const [problem] = list.problems;
  if (problem !== undefined) {
    sought.findings.push(lacking(what, place.path, problem.message, problem.at.line));
    return undefined;
  }
  sought.findings.push(holds(what));
  return list.items.map(({ text }) => text).sort();
}

/** The policy of the envelope for the version that is handed over; null where the surface has none. */
export function envelopeOf(
  { findings }: Sought,
  { id, envelope }: SurfaceConfig,
  version: string | undefined,
): Handoff['envelope'] | null {
  const what = 'the policy of the envelope';
  if (envelope === undefined) {
    findings.push(holds(what));
    return null;
  }
  const policy =
    version !== undefined && Object.hasOwn(envelope.policies, version) ? envelope.policies[version] : undefined;
  if (version === undefined || policy === undefined) {
    const needs = `envelope.policies of ${id} for ${version ?? envelope.version} in the configuration of the base`;
    const message = `the surface ${id} has no policy of the envelope for ${version ?? `a ${envelope.version} that is not known`}`;
    findings.push(lacks(message, needs, what));
    return undefined;
  }
  findings.push(holds(what));
  const { failure, success } = policy;
  return { version, ...(failure === undefined ? {} : { failure }), ...(success === undefined ? {} : { success }) };
}

/** The consumer impact statement: an answer for each label, and where they stand. What is a placeholder is handed to the judgement as it is. */
export async function impactOf(
  sought: Sought,
  { impact }: Generate,
  tag: string,
): Promise<Pick<Handoff, 'impact' | 'impactFrom'> | undefined> {
  const what = 'the consumer impact statement';
  const { path, pointer, labels } = impact;
  const read = await textOf(sought, what, path);
  if (read === undefined) return undefined;
  const fail = (message: string, line?: number): undefined =>
    void sought.findings.push(lacking(what, path, message, line));
  const { writtenBullets, writtenImpact } = await import('../../shared/domain/contract-surface/impact.ts');
  const heading = impact.heading?.replaceAll('{tag}', tag);
  let answers: ImpactAnswer[];
  if (pointer === undefined) {
    const found = writtenBullets(read.text, { heading, labels });
    if (!found.ok) return fail(found.message);
    answers = found.answers;
  } else {
    const source = readSource({ path, text: read.text });
    if (!source.ok) return fail(source.problems[0]?.message ?? 'cannot be read', source.problems[0]?.position?.line);
    answers = writtenImpact(undefined, source.document, pointer, labels);
  }
  const missing = answers.filter(({ state }) => state === 'missing');
  if (missing.length > 0)
    return fail(`does not answer ${missing.map(({ label }) => label).join(', ')}`, missing[0]?.position?.line);
  sought.findings.push(holds(what));
  return {
    impact: Object.fromEntries(answers.map(({ label, value = '' }) => [label, value])),
    impactFrom: {
      path: sought.files.whole(path),
      sha256: read.sha256,
      ...(heading === undefined ? {} : { heading }),
      ...(pointer === undefined ? {} : { pointer }),
    },
  };
}

/** The open risks; one that says none counts as one. */
export async function risksOf(sought: Sought, place: SectionPlace, tag: string): Promise<string[] | undefined> {
  const what = 'the open risks';
  const read = await textOf(sought, what, place.path);
  if (read === undefined) return undefined;
  const { textsListed } = await import('../../shared/domain/contract-surface/list-place.ts');
  const list = textsListed({ path: place.path, list: place.heading.replaceAll('{tag}', tag) }, read.text, 'risk');
  const [problem] = list.problems;
  if (problem !== undefined) {
    sought.findings.push(lacking(what, place.path, problem.message, problem.at.line));
    return undefined;
  }
  sought.findings.push(holds(what));
  return list.items.map(({ text }) => text);
}
