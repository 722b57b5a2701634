import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { isoTime, parseTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import type { ImpactAnswer } from '../../shared/domain/contract-surface/impact.ts';
import { readSource } from '../../shared/domain/data-file/source.ts';
import { type Finding, holds, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { Generate, SectionPlace } from '../../shared/domain/handoff/config.ts';
import { manifestDocument, readingAt } from '../../shared/domain/handoff/files.ts';
import type { Baseline, Handoff, Previous } from '../../shared/domain/handoff/payload.ts';
import { releaseBefore } from '../../shared/domain/handoff/release.ts';
import { sectionText } from '../../shared/domain/handoff/section.ts';
import { canBeTag, tagCommit } from '../../shared/domain/repository/reference.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import type { JsonDocument } from '../../shared/parse/document.ts';
import type { Ctx } from './definition.ts';
import type { SourceFiles, SourceText } from './source-files.ts';

/** Notes what could not be had. */
export interface Sought {
  findings: Finding[];
  files: SourceFiles;
}

/** A text of a file, or undefined, and then a finding says why. */
async function textOf({ findings, files }: Sought, what: string, path: string) {
  const read: SourceText = await files.text(path);
  if (read.state === 'text') return read;
  if (read.state === 'unknown') findings.push(open(read.because, what));
  else findings.push(lacking(what, path, read.message, read.line));
  return undefined;
}

function lacking(what: string, path: string, message: string, line?: number): Finding {
  return wrong([what], {
    problem: `${what} cannot be handed over: ${path} ${message}`,
    actual: message,
    fix: `bring ${path} in order, and release that`,
    at: { path, ...(line === undefined ? {} : { line }) },
  });
}

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

/** What the manifest says at the commit that is handed over. */
export async function manifestOf(sought: Sought, { manifest: path, facts }: Generate) {
  const what = 'the manifest';
  const read = await textOf(sought, what, path);
  if (read === undefined) return undefined;
  const document = manifestDocument(new TextEncoder().encode(read.text));
  if (document === undefined) {
    sought.findings.push(lacking(what, path, 'is no JSON object with every key once'));
    return undefined;
  }
  const said = new Map<string, string>();
  for (const [name, pointer] of Object.entries(facts)) {
    const value = document.get(pointer);
    if (typeof value === 'string' && value !== '') said.set(name, value);
    else
      sought.findings.push(
        lacking(`the fact ${name}`, path, `has no text at ${pointer}`, document.near(pointer)?.line),
      );
  }
  if (said.size < Object.keys(facts).length) return undefined;
  sought.findings.push(holds(what));
  return { said, file: { path: sought.files.whole(path), sha256: read.sha256 } };
}

/** The baseline of these facts; the commit is that of the tag, where the manifest has none. */
export function baselineOf(
  said: ReadonlyMap<string, string>,
  tagged: string,
  manifest: Baseline['manifest'],
): Baseline {
  const versions = [...said].filter(([name]) => name !== 'tag' && name !== 'commit');
  return {
    tag: said.get('tag') ?? '',
    commit: said.get('commit') ?? tagged,
    versions: Object.fromEntries(versions),
    manifest,
  };
}

/** The commit of the release that the manifest names. */
export async function releasedCommit(
  { findings }: Sought,
  tag: string,
  repository: Answer<NamedRepository>,
): Promise<string | undefined> {
  const what = 'the commit of the release';
  const none = (because: Because): undefined => void findings.push(open(because, what));
  if (!repository.ok) return none(repository.because);
  if (!canBeTag(tag))
    return none({ code: 'NO_DATA', message: `${tag} cannot be a tag`, needs: 'the tag in the manifest' });
  const seen = await tagCommit(repository.data, tag);
  if (seen.state === 'unknown') return none(seen.because);
  if (seen.state === 'absent') {
    findings.push(
      wrong([what], {
        problem: `${repository.data.name} has no tag ${tag}`,
        expected: 'the release that the manifest names',
        actual: tag,
        fix: `publish ${tag} before it is handed over`,
      }),
    );
    return undefined;
  }
  findings.push(holds(what));
  return seen.data;
}

/** The release before, with what its own manifest says; null when there is none, undefined when it is not known. */
export async function previousOf(
  { findings, files }: Sought,
  ctx: Ctx,
  { manifest: path, facts }: Generate,
  { tag, commit }: { tag: string; commit: string },
  repository: Answer<NamedRepository>,
): Promise<Previous | null | undefined> {
  const what = 'the release before';
  if (!repository.ok) return void findings.push(open(repository.because, what));
  const before = await releaseBefore(repository.data, tag, commit);
  if (!before.ok) return void findings.push(open(before.because, what));
  if (before.data === undefined) {
    findings.push(holds(what));
    return null;
  }
  const whole = files.whole(path);
  const file = await readingAt(repository, ctx.recorded)(whole, before.data.commit);
  if (file.state === 'unknown') return void findings.push(open(file.because, what));
  findings.push(holds(what));
  const document = file.state === 'there' ? manifestDocument(file.data) : undefined;
  if (file.state === 'absent' || document === undefined) return { ...before.data, versions: {} };
  return {
    ...before.data,
    versions: Object.fromEntries(versionsIn(document, facts)),
    manifest: {
      path: whole,
      sha256: ctx.recorded(`${repository.data.name}/${whole}`, before.data.commit, file.data),
    },
  };
}

function versionsIn(document: JsonDocument, facts: Generate['facts']): [string, string][] {
  return Object.entries(facts).flatMap(([name, pointer]): [string, string][] => {
    const value = document.get(pointer);
    return name !== 'tag' && name !== 'commit' && typeof value === 'string' && value !== '' ? [[name, value]] : [];
  });
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
    findings.push(open({ code: 'NO_DATA', message, needs }, what));
    return undefined;
  }
  findings.push(holds(what));
  const { failure, success } = policy;
  return { version, ...(failure === undefined ? {} : { failure }), ...(success === undefined ? {} : { success }) };
}

/** The consumer impact statement: an answer for each label. What is a placeholder is handed to the judgement as it is. */
export async function impactOf(
  sought: Sought,
  { impact }: Generate,
  tag: string,
): Promise<Record<string, string> | undefined> {
  const what = 'the consumer impact statement';
  const { path, pointer, labels } = impact;
  const read = await textOf(sought, what, path);
  if (read === undefined) return undefined;
  const fail = (message: string, line?: number): undefined =>
    void sought.findings.push(lacking(what, path, message, line));
  const { addedImpact, writtenImpact } = await import('../../shared/domain/contract-surface/impact.ts');
  let answers: ImpactAnswer[];
  if (pointer === undefined) {
    const heading = impact.heading?.replaceAll('{tag}', tag);
    const found = addedImpact(undefined, read.text, { heading, labels });
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
  return Object.fromEntries(answers.map(({ label, value = '' }) => [label, value]));
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

const Commit = z.object({ committer: z.object({ date: z.string() }) });

/** The time that the payload bears: never that of the run, so that another run gives the same bytes. */
export async function timeOf(
  { findings, files }: Sought,
  epoch: number | undefined,
  repository: Answer<NamedRepository>,
): Promise<string | undefined> {
  const what = 'the time of the commit';
  if (epoch !== undefined) {
    findings.push(holds(what));
    return isoTime(epoch * 1000);
  }
  const fail = (because: Because): undefined => void findings.push(open(because, what));
  if (!repository.ok) return fail(repository.because);
  const { github, name } = repository.data;
  const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
  const answer = await github.get(route, { ...ownerAndRepo(name), commit_sha: files.commit }, Commit);
  if (!answer.ok) return fail(answer.because);
  const time = parseTime(answer.data.committer.date);
  if (time === undefined)
    return fail({ code: 'NO_DATA', message: `GitHub gives no time for ${files.commit}`, needs: 'source-date-epoch' });
  findings.push(holds(what));
  return isoTime(time);
}
