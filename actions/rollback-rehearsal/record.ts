import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Answer, Found } from '../../shared/core/ports.ts';
import { approvalsOf } from '../../shared/domain/approval/approvals.ts';
import { jointApproval } from '../../shared/domain/approval/joint.ts';
import { lineOf } from '../../shared/domain/branch-line/line.ts';
import type { DrillPlace } from '../../shared/domain/drill/config.ts';
import { knownOperator, operatorOf } from '../../shared/domain/drill/judge.ts';
import { readDrill } from '../../shared/domain/drill/read.ts';
import { type DrillRecord, drillMaxBytes, emptyDrill, type ReadDrill } from '../../shared/domain/drill/record.ts';
import type { Words } from '../../shared/domain/drill/words.ts';
import { landedMaxBytes, landingOf } from '../../shared/domain/landing/landing.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { failed, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** The record of a drill as it lies in the base. */
export interface FoundDrill {
  verdict: Verdict;
  /** What could be read; empty when nothing could. */
  read: ReadDrill;
  file: Found | undefined;
}

/** Reads the record of a drill from the base: what a change says of drills counts when it has landed. */
export async function findDrill(ctx: Ctx, { id, record: path }: DrillPlace, words: Words): Promise<FoundDrill> {
  const found = await ctx.policy.tree.read(path, drillMaxBytes);
  const nothing: ReadDrill = { record: emptyDrill(path), problems: [] };
  if (!found.found) {
    if (found.because !== undefined) return { verdict: unverified(found.because), read: nothing, file: undefined };
    const problem = `its record ${path} ${found.message} in the base`;
    const fix = `bring ${path} by a pull request of its own, which is approved; it counts when it has landed`;
    const verdict = failed({ problem, expected: 'a record', actual: 'nothing', fix, at: { path } });
    return { verdict, read: nothing, file: undefined };
  }
  // What a change brings along itself binds no attestation.
  if (ctx.policy.source.kind === 'base') ctx.fact(recordFact(id), sha256(found.content));
  const read = await readDrill(path, found.content, words);
  if (read.problems.length === 0) return { verdict: passed, read, file: found };
  const problems = read.problems.map(({ message, at }) =>
    at.line === undefined ? message : `${message} (line ${at.line})`,
  );
  const problem = `its record ${path} ${listed(problems)}`;
  const verdict = failed({
    problem,
    expected: 'a record that can be read',
    actual: problems,
    fix: `mend ${path}`,
    at: read.problems[0]?.at,
  });
  return { verdict, read, file: found };
}

/** The fact that an attestation about a drill is bound to: the digest of its record in the base. */
export function recordFact(id: string): string {
  return `drill/${id}`;
}

/** Whether people who may judge approved a record, and when it landed (ms since 1970). */
export interface Approved {
  verdict: Verdict;
  landed?: number;
}

/**
 * Judges who approved the pull request that brought the record. Who did the drill is no witness of it; as long as that is not one of the people who
 * may, by their login alone, anybody could be who did it.
 */
export async function judgeApproved(
  ctx: Ctx,
  { read: { record }, file }: FoundDrill,
  repository: Answer<NamedRepository>,
  { approvers, operators }: { approvers: readonly string[]; operators: readonly string[] },
): Promise<Approved> {
  const { path } = record;
  if (file === undefined)
    return { verdict: unverified(noData(`there is no record ${path}`, 'the record in the base')) };
  const { source, folder, history } = ctx.policy;
  if (source.kind !== 'base' || source.ref === undefined) {
    const message = `${path} is not of the base, so that nobody knows who approved it`;
    return { verdict: unverified(noData(message, 'a run for a base')) };
  }
  if (!repository.ok) return { verdict: unverified(repository.because) };
  const { github, name } = repository.data;
  const whole = `${folder}${path}`;
  const landedFile = { repository: name, path: whole, ref: source.ref, content: file.content };
  const landed = await landingOf(github, landedFile, lineOf(history, whole, source.ref, landedMaxBytes));
  if (!landed.ok) return { verdict: unverified(landed.because) };
  const { pullRequest: number, head, mergedAt } = landed.data;
  const operator = knownOperator(record, operators);
  const witnesses = approvers.filter((login) => login.toLowerCase() !== operator?.toLowerCase());
  const { approvals: needed, 'ignored-co-authors': ignored } = ctx.inputs;
  const approvals = await approvalsOf(github, name, number, head, witnesses, ignored);
  const joint = jointApproval([{ side: 'approvers', people: witnesses, needed, approvals }]);
  if (joint.state === 'unknown') return { verdict: unverified(joint.because), landed: mergedAt };
  if (joint.state === 'given')
    return { verdict: operator === undefined ? unverified(unknownOperator(record)) : passed, landed: mergedAt };
  const problem = `pull request #${number}, which brought its record ${path}, lacks approvals: ${joint.lacking.join('; ')}`;
  const fix = `bring ${path} again by a pull request that ${listed([...witnesses])} approve at its head`;
  const verdict = failed({ problem, expected: 'approvals at the head', actual: joint.lacking, fix, at: { path } });
  return { verdict, landed: mergedAt };
}

function unknownOperator(record: DrillRecord): Because {
  const said = operatorOf(record);
  const who = said === undefined ? 'nobody' : `${quote(said)}, who is not one of those who may do a drill,`;
  return noData(
    `${record.path} names ${who} as its operator, so that whoever approved it may have done the drill`,
    `one login of the operators in ${record.path}, and nothing else`,
  );
}
