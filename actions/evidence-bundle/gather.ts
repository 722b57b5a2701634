import type { Collected, CollectedFile } from '../../shared/core/collected.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Item } from '../../shared/domain/bundle/config.ts';
import type { BundledItem, Origin } from '../../shared/domain/bundle/manifest.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { candidatesIn } from '../../shared/domain/own-report/candidates.ts';
import { judgeReportOf } from '../../shared/domain/own-report/measured.ts';
import { uploadedAttempt } from '../../shared/domain/run-jobs/uploaded.ts';
import type { Ctx } from './definition.ts';
import type { RunFacts } from './run-facts.ts';

/** Files of more bytes are not packed; 256 MiB. */
const fileMaxBytes = 256 * 1024 * 1024;

/** What git has of a file that Git LFS keeps elsewhere begins so. */
const lfsPointer = 'version https://git-lfs.github.com/spec/';

/** A file as it goes into the bundle. */
export interface GatheredFile {
  item: Item;
  /** Path in the bundle. */
  path: string;
  content: Uint8Array;
  sha256: string;
  origin: Origin;
}

export interface Gathered {
  item: Item;
  state: BundledItem['state'];
  reason?: string;
  link?: string;
  files: GatheredFile[];
  findings: Finding[];
  /** Of a report: whether it passed. */
  result?: Finding;
}

/** How many bytes of produced files are still held. */
export interface Room {
  left: number;
}

/** Gathers what an item names. Everything that is not there or could not be looked at is a finding about the item. */
export async function gather(
  ctx: Ctx,
  item: Item,
  facts: RunFacts,
  collected: Collected,
  room: Room,
): Promise<Gathered> {
  const { file, produced, artifact, report, run, attachment } = item;
  if (file !== undefined) return tracked(ctx, item, file);
  if (produced !== undefined) return producedFiles(ctx, item, produced, room);
  if (artifact !== undefined) return ofArtifact(ctx, item, artifact, facts, collected);
  if (report !== undefined) return ofReport(ctx, item, report, facts, collected);
  if (run === true) {
    if (!facts.run.ok) return unknown(item, open(facts.run.because, item.id));
    return { item, state: 'present', link: facts.run.data.url, files: [], findings: [holds(item.id)] };
  }
  if (attachment !== undefined) {
    const message = `nobody looked at ${attachment}: it lies where this control cannot look`;
    const finding = lacks(message, 'an attestation of somebody who looked at it', item.id);
    return { item, state: 'not-verified', link: attachment, files: [], findings: [finding] };
  }
  const reason = item['not-applicable'] ?? '';
  return {
    item,
    state: 'not-applicable',
    reason,
    files: [],
    findings: [{ about: [item.id], verdict: { status: 'not-applicable', why: reason } }],
  };
}

function unknown(item: Item, finding: Finding): Gathered {
  const reason = finding.verdict.status === 'unverified' ? finding.verdict.because.message : '';
  return { item, state: 'not-verified', reason, files: [], findings: [finding] };
}

/** An item of which it is certain that it is not there. */
function absent(item: Item, problem: string, fix: string): Gathered {
  const finding: Finding = item.required
    ? wrong([item.id], { problem: `${item.id}: ${problem}`, expected: 'present', actual: 'absent', fix })
    : { about: [item.id], verdict: { status: 'not-applicable', why: `it is not required, and ${problem}` } };
  return { item, state: 'absent', reason: problem, files: [], findings: [finding] };
}

async function tracked(ctx: Ctx, item: Item, path: string): Promise<Gathered> {
  const found = await ctx.read(path, { maxBytes: fileMaxBytes });
  if (!found.found) {
    if (found.because !== undefined) return unknown(item, open(found.because, item.id));
    return absent(item, `${path} ${found.message}`, `commit ${path}, or say in the base why it is not applicable`);
  }
  if (new TextDecoder('latin1').decode(found.content.subarray(0, lfsPointer.length)) === lfsPointer)
    return absent(
      { ...item, required: true },
      `${path} is only the pointer of Git LFS`,
      'have a step fetch it and name it under produced, or commit the file itself',
    );
  const { ref } = ctx.tree;
  const origin: Origin = ref === undefined ? { kind: 'worktree', path } : { kind: 'tree', commit: ref, path };
  return present(item, [{ item, path: `${item.id}/${path}`, content: found.content, sha256: found.sha256, origin }]);
}

function present(item: Item, files: GatheredFile[]): Gathered {
  if (files.every(({ content }) => isBlank(content)))
    return absent({ ...item, required: true }, 'what is there is empty', 'have it made anew, with something in it');
  return { item, state: 'present', files, findings: [holds(item.id)] };
}

function isBlank(content: Uint8Array): boolean {
  return content.length <= 1000 && content.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

async function producedFiles(ctx: Ctx, item: Item, globs: readonly string[], room: Room): Promise<Gathered> {
  const [matches, listed] = await Promise.all([ctx.matcher(globs), ctx.produced.list()]);
  if (!listed.ok) return unknown(item, open(listed.because, item.id));
  const files: GatheredFile[] = [];
  const { runId, attempt, job } = ctx.subject;
  const by = {
    ...(runId === undefined ? {} : { runId }),
    ...(attempt === undefined ? {} : { attempt }),
    ...(job === undefined ? {} : { job }),
  };
  for (const path of listed.paths.filter(matches)) {
    const found = await ctx.produced.read(path, fileMaxBytes);
    if (!found.found) {
      if (found.because !== undefined) return unknown(item, open(found.because, item.id));
      const fix = 'have a step of this job make it anew, as a regular file that no commit has';
      return {
        ...absent({ ...item, required: true }, `${path} ${found.message}`, fix),
      };
    }
    const { content, sha256: sum } = found;
    room.left -= content.length;
    if (room.left < 0) {
      const message = 'the files of all items have too many bytes together';
      return unknown(item, open({ code: 'TRUNCATED', message, needs: 'a bundle of smaller files' }, item.id));
    }
    files.push({ item, path: `${item.id}/${path}`, content, sha256: sum, origin: { kind: 'produced', path, ...by } });
  }
  if (files.length === 0)
    return absent(item, `no step of this job produced ${globs.join(' or ')}`, 'have a step before this one make it');
  return present(item, files);
}

function ofArtifact(ctx: Ctx, item: Item, name: string, facts: RunFacts, collected: Collected): Gathered {
  const unlisted = collected.unlisted ?? (facts.artifacts.ok ? undefined : facts.artifacts.because);
  if (unlisted !== undefined) return unknown(item, open(unlisted, item.id));
  if (ctx.subject.runId === undefined)
    return unknown(item, lacks('there is no run that could have artifacts', 'a run in GitHub Actions', item.id));
  const isIt = ({ origin }: Pick<CollectedFile, 'origin'>): boolean =>
    origin.kind === 'artifact' && origin.name === name && origin.runId === ctx.subject.runId;
  const problem = collected.problems.find(isIt);
  const fix = `upload ${name} whole, in a job that this one needs`;
  if (problem?.because !== undefined) return unknown(item, open(problem.because, item.id));
  if (problem !== undefined) {
    const where = problem.path === undefined ? `the artifact ${name}` : `${problem.path} of the artifact ${name}`;
    return absent({ ...item, required: true }, `${where} ${problem.message}`, fix);
  }
  const files = collected.files.filter(isIt);
  const ids = [...new Set(files.map(({ origin }) => (origin.kind === 'artifact' ? origin.id : 0)))].sort(
    (a, b) => b - a,
  );
  const latest = files.filter(({ origin }) => origin.kind === 'artifact' && origin.id === ids[0]);
  const [first] = latest;
  if (first?.origin.kind !== 'artifact') {
    if (facts.artifacts.ok && facts.artifacts.data.some((each) => each.name === name))
      return absent({ ...item, required: true }, `no file of the artifact ${name} could be read`, fix);
    return absent(item, `this run has no artifact ${name}`, fix);
  }
  if (first.origin.headSha !== ctx.subject.headSha)
    return absent({ ...item, required: true }, `the artifact ${name} is of ${first.origin.headSha}`, fix);
  const uploaded = uploadedAttempt(ctx.subject, item.job, first.origin.createdAt, facts.jobs);
  if (!uploaded.ok) {
    if ('because' in uploaded) return unknown(item, open(uploaded.because, item.id));
    return absent({ ...item, required: true }, `the artifact ${name}: ${uploaded.problem}`, fix);
  }
  return present(
    item,
    latest.map((file) => fromCollected(item, file)),
  );
}

function fromCollected(item: Item, { origin, path, content, sha256: sum }: CollectedFile): GatheredFile {
  if (origin.kind !== 'artifact')
    return { item, path: `${item.id}/${path}`, content, sha256: sum, origin: { kind: 'produced', path } };
  const { name, id, runId, headSha: commit, digest, createdAt } = origin;
  return {
    item,
    path: `${item.id}/${name}/${path}`,
    content,
    sha256: sum,
    origin: {
      ...{ kind: 'artifact', name, id, path, runId, commit, createdAt },
      ...(digest === undefined ? {} : { digest: digest.replace(/^sha256:/, '') }),
    },
  };
}

function ofReport(ctx: Ctx, item: Item, control: string, { jobs }: RunFacts, collected: Collected): Gathered {
  const found = candidatesIn(collected);
  const { verdict, reports } = judgeReportOf(ctx, control, { found, jobs });
  const result: Finding = { about: [control], verdict };
  if (reports.length === 0) {
    const unseen = found.strays.find(({ because: why }) => why !== undefined)?.because;
    if (!item.required && unseen !== undefined) return unknown(item, open(unseen, item.id));
    if (!item.required) return absent(item, `no job of this run left a report of ${control}`, '');
    const because =
      verdict.status === 'unverified'
        ? verdict.because
        : { code: 'NO_DATA' as const, message: `there is no report of ${control}`, needs: 'a job that leaves it' };
    return { ...unknown(item, open(because, item.id)), result };
  }
  const files = reports.map(({ file }) => fromCollected(item, { ...file, sha256: sha256(file.content) }));
  return { ...present(item, files), result };
}
