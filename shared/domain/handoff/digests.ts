import { sha256 } from '../../core/fingerprint.ts';
import { isCommitId } from '../../core/hash-form.ts';
import { containedPath } from '../../core/path.ts';
import { type Finding, holds, lacks, open, wrong } from '../finding/finding.ts';
import type { ReadAt } from '../repository/reading-at.ts';
import { type Handed, placeOf, textAt } from './handed.ts';
import { baselinesOf } from './said-baseline.ts';
import { filesOf, type SaidFile } from './said-file.ts';

/** The commit at which a file of a payload is meant: that of its baseline, else that of the payload, else that of the release. */
export function commitOf(handed: Handed, { of }: SaidFile, tagged: string | undefined): string | undefined {
  if (of !== undefined) return baselinesOf(handed).find(({ which }) => which === of)?.commit;
  return textAt(handed, handed.shape.commit) ?? tagged;
}

/** Whether a path is one of the repository, in its shortest form: no other one can be asked for. */
export function isPlain(path: string): boolean {
  const contained = containedPath(path);
  return contained.ok && contained.path === path;
}

/** Judges that every file of a payload has, at the commit that it names, the bytes whose sha256 it says. */
export async function judgeDigests(handed: Handed, tagged: string | undefined, read: ReadAt): Promise<Finding[]> {
  const files = filesOf(handed);
  const findings: Finding[] = [];
  for (const file of files) findings.push(await judgeDigest(handed, file, tagged, read));
  return files.length > 0 ? findings : [lacks('the payload names no file', 'a payload with its manifest')];
}

async function judgeDigest(handed: Handed, file: SaidFile, tagged: string | undefined, read: ReadAt): Promise<Finding> {
  const { pointer, path, sha256: said } = file;
  const at = placeOf(handed, pointer);
  if (said === undefined) {
    return wrong([pointer], {
      problem: `${pointer} names ${path} without its sha256, so that nothing binds what it is`,
      expected: 'the sha256 of its bytes',
      actual: path,
      fix: `hand over anew, with the sha256 beside ${pointer}`,
      at,
    });
  }
  if (!isPlain(path)) return lacks(`the path at ${pointer} leads outside`, 'a path of the repository', pointer);
  const commit = commitOf(handed, file, tagged);
  if (commit === undefined || !isCommitId(commit))
    return lacks(`it is not known at which commit ${path} is meant`, 'a commit in the payload', pointer);
  const found = await read(path, commit);
  if (found.state === 'unknown') return open(found.because, pointer);
  const actual = found.state === 'there' ? sha256(found.data) : null;
  if (actual === said) return holds(pointer);
  const problem =
    actual === null
      ? `${path} ${found.state === 'absent' ? found.message : ''} at commit ${commit}`
      : `${path} has other bytes at commit ${commit} than the payload says`;
  const fix = `hand over anew, by what ${path} is at the commit`;
  return wrong([pointer], { problem, expected: said, actual, fix, at });
}
