import type { Because } from '../../shared/core/errors.ts';
import { attestationProblem } from '../../shared/domain/bundle/attestation.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import { readStatement, statementProblem } from '../../shared/domain/bundle/statement.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { Ctx } from './definition.ts';
import { notAsked } from './told.ts';

const maxBytes = 16 * 1024 * 1024;

/** Judges that every statement is about these bytes. `unread`: why the digest of the archive is not known. */
export async function judgeAgreement(
  ctx: Ctx,
  { statements }: Verify,
  digests: ReadonlySet<string>,
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
        expected: 'one about this bundle',
        actual: message,
        fix,
      });
    if (!found.found) findings.push(found.because === undefined ? against(found.message) : open(found.because, path));
    else if (unread !== undefined) findings.push(open(unread, path));
    else {
      const read = readStatement(found.content);
      const problem = read.ok ? statementProblem(read.statement, subjectsOf(read.statement, digests)) : read.message;
      findings.push(problem === undefined ? holds(path) : against(problem));
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
  { attestation, repository = ctx.subject.repository }: Verify,
  digests: ReadonlySet<string>,
  commit: string | undefined,
): Promise<Finding> {
  if (attestation === undefined) return notAsked('the configuration names no attestation');
  const { path, signers } = attestation;
  const found = await ctx.produced.read(path, maxBytes);
  const fix = 'sign the bundle in an allowed workflow, and verify it with gh in this job';
  const against = (message: string): Finding =>
    wrong([path], { problem: `the attestation ${path} ${message}`, expected: signers, actual: message, fix });
  if (!found.found) return found.because === undefined ? against(found.message) : open(found.because, path);
  const github = ctx.github();
  if (repository === undefined || github === undefined)
    return lacks('it is not known on which server and of which repository it must be', 'the input token', path);
  const signs = await ctx.matcher(signers);
  const problem = attestationProblem(found.content, { digests, host: github.host, repository, commit, signs });
  return problem === undefined ? holds(path) : against(problem);
}
