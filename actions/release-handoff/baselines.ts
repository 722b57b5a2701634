import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { isoTime, parseTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import { holds, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { Generate } from '../../shared/domain/handoff/config.ts';
import { readManifest, versionsIn } from '../../shared/domain/handoff/manifest.ts';
import type { Baseline, Previous } from '../../shared/domain/handoff/payload.ts';
import { readingAt } from '../../shared/domain/repository/reading-at.ts';
import { canBeTag, tagCommit } from '../../shared/domain/repository/reference.ts';
import { releaseBefore } from '../../shared/domain/repository/release-before.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { lacking, type Sought, textOf } from './sought.ts';

/*
 * The parts of a payload that say which release it is, and which one was before.
 */

/** What the manifest says at the commit that is handed over. */
export async function manifestOf(sought: Sought, { manifest: path, facts }: Generate) {
  const what = 'the manifest';
  const read = await textOf(sought, what, path);
  if (read === undefined) return undefined;
  const made = readManifest(new TextEncoder().encode(read.text));
  if (!made.ok) {
    sought.findings.push(lacking(what, path, made.message, made.line));
    return undefined;
  }
  const { document } = made;
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
  if (!canBeTag(tag)) return none(noData(`${tag} cannot be a tag`, 'the tag in the manifest'));
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
  const made = file.state === 'there' ? readManifest(file.data) : undefined;
  if (file.state !== 'there' || made?.ok !== true) {
    const message = made?.ok === false ? made.message : 'does not exist';
    ctx.note(
      `Of ${before.data.tag}, the release before, only tag and commit are handed over: its ${whole} ${message}.`,
    );
    return { ...before.data, versions: {} };
  }
  const manifest = { path: whole, sha256: sha256(file.data) };
  return { ...before.data, versions: versionsIn(made.document, facts), manifest };
}

const Commit = z.object({ committer: z.object({ date: z.string() }) });

/** The time that the payload bears: never that of the run. */
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
  if (time === undefined) return fail(noData(`GitHub gives no time for ${files.commit}`, 'source-date-epoch'));
  findings.push(holds(what));
  return isoTime(time);
}
