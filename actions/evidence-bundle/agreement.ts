import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { signatureIn } from '../../shared/domain/bundle/attestation.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { BundleManifest } from '../../shared/domain/bundle/manifest.ts';
import { readStatement, type Stated, statementProblem } from '../../shared/domain/bundle/statement.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { onDefaultBranch } from '../../shared/domain/repository/default-branch.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import type { Ctx } from './definition.ts';
import { notAsked } from './told.ts';

const maxBytes = 16 * 1024 * 1024;

/** The decision in the lineage of a bundle. */
export function decisionIn(manifest: BundleManifest | undefined): Stated['decision'] {
  const node = manifest?.lineage.nodes.find(({ kind }) => kind === 'decision');
  if (node === undefined) return undefined;
  return { word: node.label, summary: (node.digest ?? '').replace(/^sha256:/, '') };
}

/** Judges that every statement is about these bytes. `unread`: why the digest of the archive is not known. */
export async function judgeAgreement(
  ctx: Ctx,
  { statements }: Verify,
  stated: Stated,
  unread: Because | undefined,
): Promise<Finding[]> {
  if (statements.length === 0) return [notAsked('the configuration names no statement')];
  const findings: Finding[] = [];
  for (const path of new Set(statements)) {
    const found = await ctx.produced.read(path, maxBytes);
    const fix = 'let evidence-bundle make bundle and statement anew, together';
    const against = (message: string): Finding =>
      wrong([path], {
        problem: `the statement ${path} ${message}`,
        expected: 'one about this bundle, that it passed',
        actual: message,
        fix,
      });
    if (!found.found) findings.push(found.because === undefined ? against(found.message) : open(found.because, path));
    else if (unread !== undefined) findings.push(open(unread, path));
    else {
      const read = readStatement(found.content);
      const problem = read.ok
        ? statementProblem(read.statement, { ...stated, digests: subjectsOf(read.statement, stated.digests) })
        : { message: read.message };
      if (problem === undefined) findings.push(holds(path));
      else if (problem.open === true)
        findings.push(lacks(`the statement ${path} ${problem.message}`, 'a statement that it passed', path));
      else findings.push(against(problem.message));
    }
  }
  return findings;
}

/** A folder has no digest of an archive: then the statement must be about the list, and may be about the archive that it was besides. */
function subjectsOf(
  { subject }: Parameters<typeof statementProblem>[0],
  digests: ReadonlySet<string>,
): ReadonlySet<string> {
  if (digests.size > 1 || !subject.some(({ digest }) => digests.has(digest.sha256))) return digests;
  const archives = subject.filter(({ name = '' }) => name.endsWith('.zip')).map(({ digest }) => digest.sha256);
  return new Set([...digests, ...archives]);
}

/** Judges what `gh attestation verify` found. */
export async function judgeSignature(
  ctx: Ctx,
  { attestation, repository: named = ctx.subject.repository }: Verify,
  stated: Stated,
  repository: Answer<NamedRepository>,
): Promise<Finding> {
  if (attestation === undefined) return notAsked('the configuration names no attestation');
  const { path, signers } = attestation;
  const found = await ctx.produced.read(path, maxBytes);
  const fix = 'sign the bundle in an allowed workflow, and verify it with gh in this job';
  const against = (message: string): Finding =>
    wrong([path], { problem: `the attestation ${path} ${message}`, expected: signers, actual: message, fix });
  if (!found.found) return found.because === undefined ? against(found.message) : open(found.because, path);
  const github = ctx.github();
  if (named === undefined || github === undefined)
    return lacks('it is not known on which server and of which repository it must be', 'the input token', path);
  const signs = await ctx.matcher(signers);
  const signed = signatureIn(found.content, { stated, host: github.host, repository: named, signs });
  if (!signed.ok && signed.open === true)
    return lacks(`the attestation ${path} ${signed.message}`, 'a statement that it passed', path);
  if (!signed.ok) return against(signed.message);
  if (stated.commit !== undefined) return holds(path);
  // The list names no commit: then that of the signature must be one that was merged.
  if (!repository.ok) return open(repository.because, path);
  const seen = await onDefaultBranch(repository.data, signed.commit);
  if (seen.state === 'unknown') return open(seen.because, path);
  if (seen.state === 'there' && seen.data) return holds(path);
  return against(`is of the commit ${signed.commit}, which is no part of ${repository.data.defaultBranch} of ${named}`);
}
