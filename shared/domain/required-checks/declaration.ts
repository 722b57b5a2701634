import { locate } from '../../core/location.ts';
import { readCheckFile } from '../check-file/check-file.ts';
import { type FileProblem, parsePolicyDocument, placed } from '../policy-file/policy-file.ts';
import type { DeclaredCheck } from './facts.ts';

/** The checks of a document, or everything that is wrong with it. */
export type ReadDeclaration =
  | { ok: true; checks: readonly DeclaredCheck[] }
  | { ok: false; problems: readonly FileProblem[] };

/** Reads a file of required checks, with the lines on which its checks and jobs stand. */
export function readJsonDeclaration(path: string, text: string): ReadDeclaration {
  const parsed = parsePolicyDocument(path, text);
  if (!parsed.ok) return parsed;
  const { document } = parsed;
  const read = readCheckFile(document.value);
  if (!read.ok) return { ok: false, problems: placed(path, document, read.problems) };
  const checks = read.checks.map(({ context, pointer, job }): DeclaredCheck => {
    const at = locate(path, document.at(pointer));
    if (job === undefined) return { context, at };
    const { workflow, id } = job;
    return { context, at, job: { workflow, id, at: locate(path, document.keyAt(job.pointer)) } };
  });
  return { ok: true, checks };
}
