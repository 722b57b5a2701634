import { isObject } from '../../shared/core/json.ts';
import type { Answer, GitHub } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { isoTime, parseTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import { jointApproval, type SideApprovals } from '../../shared/domain/approval/joint.ts';
import type { Line, Version } from '../../shared/domain/branch-line/line.ts';
import { type LandedFile, type Landing, landingOfCommit } from '../../shared/domain/landing/landing.ts';
import { judgePosture, type PostureQuestion } from '../../shared/domain/posture/posture.ts';
import { readPosture } from '../../shared/domain/posture/record.ts';
import { recordMaxBytes } from '../../shared/domain/record/parse.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import { passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';

/** How a stop was lifted: by the first record that lets the run go after the last one that did not. */
export interface Lift {
  /** The pull request that brought that record. */
  landing: Landing;
  /** When the stop came to the default branch, or its incident began if that was later (ms since 1970). */
  stoppedAt: number;
}

/** What a run is about, as far as it tells which versions of a record stopped it; `now` in ms since 1970. */
export type LiftQuestion = Pick<PostureQuestion, 'environment' | 'conditions'> & { now: number };

const Commit = z.object({ sha: z.string() });
const mostVersions = 30;

/**
 * The last lift in the history of a record that lets a run go; undefined when it never did anything else. Whatever would stop the run
 * now is a stop, whatever its word: NO-GO, a GO that has expired, for another environment, or on a condition that did not pass. Not ok when
 * that cannot be known: a record that came without a pull request, or a history that is too long. `line`: where the branch is at hand.
 */
export async function lastLift(
  github: GitHub,
  file: LandedFile,
  question: LiftQuestion,
  line?: Line,
): Promise<Answer<Lift | undefined>> {
  const { path, ref } = file;
  const letsGo = (version: Version): boolean => wouldGo(path, version, question);
  const listed = await listedVersions(github, file, letsGo);
  if (!listed.ok) return listed;
  const oldest = listed.data.at(-1);
  if (oldest === undefined) return unknown('NO_DATA', `GitHub knows no commit that touched ${path} up to ${ref}`);
  const onLine = await line?.(oldest.commit);
  if (onLine?.ok === false) return onLine;
  const versions = onLine !== undefined && onLine.data.some((version) => !letsGo(version)) ? onLine.data : listed.data;
  const stopAt = versions.findIndex((version) => !letsGo(version));
  const [stop, lifting] = [versions[stopAt], versions[stopAt - 1]];
  // An incident that a later version leaves out was one all the same.
  const incidents = [file, ...versions.slice(0, stopAt === -1 ? undefined : stopAt)].flatMap(
    ({ content }) => incidentIn(path, content) ?? [],
  );
  if (stop !== undefined) {
    if (lifting !== undefined) return liftOf(github, file, lifting, stop, incidents);
    return unknown('NO_DATA', `the last commit that touched ${path} does not let this go, and the record does`);
  }
  if (listed.data.length > mostVersions)
    return unknown('TRUNCATED', `${path} let this go in its last ${mostVersions} versions, and no more are looked at`);
  if (incidents.length === 0) return { ok: true, data: undefined };
  const landing = await landingOfCommit(github, file, versions[0]?.commit ?? ref);
  return landing.ok ? { ok: true, data: { landing: landing.data, stoppedAt: Math.max(...incidents) } } : landing;
}

/** The versions that the platform lists, the newest first, up to the first that is a stop; one more than is looked at says so. */
async function listedVersions(
  github: GitHub,
  file: LandedFile,
  letsGo: (version: Version) => boolean,
): Promise<Answer<Version[]>> {
  const { repository, path, ref } = file;
  const route = 'GET /repos/{owner}/{repo}/commits';
  const asked = { ...ownerAndRepo(repository), path, sha: ref, per_page: mostVersions + 1 };
  const listed = await github.get(route, asked, z.array(Commit));
  if (!listed.ok) return listed;
  const versions: Version[] = [];
  for (const { sha: commit } of listed.data) {
    const read = await versionAt(github, file, commit);
    if (!read.ok) return read;
    const version = { commit, content: read.data };
    versions.push(version);
    if (!letsGo(version)) break;
  }
  return { ok: true, data: versions };
}

async function liftOf(
  github: GitHub,
  { repository, path }: LandedFile,
  lifting: Version,
  stop: Version,
  incidents: readonly number[],
): Promise<Answer<Lift>> {
  const at = { repository, path };
  const landing = await landingOfCommit(github, { ...at, content: lifting.content }, lifting.commit);
  if (!landing.ok) return landing;
  const stopped = await landingOfCommit(github, { ...at, content: stop.content }, stop.commit);
  if (!stopped.ok) return stopped;
  const times = [incidentIn(path, stop.content), sinceIn(path, stop.content)].flatMap((time) => time ?? []);
  const stoppedAt = Math.max(stopped.data.mergedAt, ...incidents, ...times);
  return { ok: true, data: { landing: landing.data, stoppedAt } };
}

/** The bytes of the record at a commit; undefined when there was none, or more than a record has. */
async function versionAt(
  github: GitHub,
  { repository: name, path }: LandedFile,
  commit: string,
): Promise<Answer<Uint8Array | undefined>> {
  const seen = await fileAt({ github, name }, path, commit, recordMaxBytes);
  if (seen.state === 'there') return { ok: true, data: seen.data };
  if (seen.state === 'absent' || seen.because.code === 'TRUNCATED') return { ok: true, data: undefined };
  return { ok: false, because: seen.because };
}

/** Whether a version would let the run go at this moment; since when it says so is of no account. */
function wouldGo(path: string, { content }: Version, { environment, conditions, now }: LiftQuestion): boolean {
  if (content === undefined) return false;
  const moment = { earliest: Number.POSITIVE_INFINITY, latest: now, replay: false };
  return judgePosture(path, content, { moment, environment, conditions }).verdict.status === 'passed';
}

/** Since when a stop holds, by its own account; the time of a GO is none of a stop. */
function sinceIn(path: string, content: Uint8Array | undefined): number | undefined {
  const { since, posture } = content === undefined ? {} : fieldsOf(path, content);
  return typeof since === 'string' && posture !== 'GO' ? parseTime(since) : undefined;
}

/** When the incident began that a record names. */
function incidentIn(path: string, content: Uint8Array | undefined): number | undefined {
  const incident = content === undefined ? undefined : fieldsOf(path, content)['incident'];
  const at = isObject(incident) ? incident['at'] : undefined;
  return typeof at === 'string' ? parseTime(at) : undefined;
}

function fieldsOf(path: string, content: Uint8Array): Readonly<Record<string, unknown>> {
  const read = readPosture(path, content);
  return read.ok ? read.value : {};
}

/** Judges whether both sides approved the lift, later than what it lifts. */
export function judgeLift({ landing, stoppedAt }: Lift, path: string, sides: readonly SideApprovals[]): Verdict {
  const joint = jointApproval(sides, stoppedAt);
  if (joint.state === 'given') return passed;
  if (joint.state === 'unknown') return unverified(joint.because);
  const after = ` after ${isoTime(stoppedAt)}`;
  return {
    status: 'failed',
    problem: `the posture record ${path} was lifted by pull request #${landing.pullRequest}, which both sides did not approve${after} (${joint.lacking.join('; ')})`,
    expected: `approvals of both sides${after}`,
    actual: [landing.pullRequest, joint.lacking],
    fix: `set ${path} back, and lift it by a pull request that both sides approve at its head`,
    at: { path },
  };
}

function unknown(code: 'NO_DATA' | 'TRUNCATED', message: string): Answer<never> {
  return { ok: false, because: { code, message, needs: 'a pull request for every change of the posture record' } };
}
