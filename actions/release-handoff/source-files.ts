import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { readingAt } from '../../shared/domain/repository/reading-at.ts';
import type { NamedRepository, Seen } from '../../shared/domain/repository/repository.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** A text of the commit that is handed over; or what is wrong with its file, as a clause that continues its path; or why nobody could look. */
export type SourceText =
  | { state: 'text'; text: string; sha256: string }
  | { state: 'wrong'; message: string; line?: number }
  | { state: 'unknown'; because: Because };

export interface SourceFiles {
  /** The commit at which everything is read. */
  commit: string;
  text(path: string): Promise<SourceText>;
  /** The same file from the top of the repository. */
  whole(path: string): string;
}

/**
 * The files of the judged commit. A work tree has no commit: what is handed over on a laptop is read from the platform at the commit that is
 * checked out.
 */
export function sourceFiles(ctx: Ctx, repository: Answer<NamedRepository>): SourceFiles | undefined {
  const commit = ctx.tree.ref ?? ctx.subject.headSha;
  if (commit === undefined) return undefined;
  const whole = (path: string): string => `${ctx.policy.folder}${path}`;
  const readAt = readingAt(repository, ctx.recorded);
  const known = new Map<string, Promise<SourceText>>();
  const read = async (path: string): Promise<Seen<Uint8Array>> => {
    if (ctx.tree.ref === undefined) return readAt(whole(path), commit);
    const found = await ctx.read(path);
    if (found.found) return { state: 'there', data: found.content };
    if (found.because !== undefined) return { state: 'unknown', because: found.because };
    return { state: 'absent', message: found.message };
  };
  const decoded = async (path: string): Promise<SourceText> => {
    const found = await read(path);
    if (found.state === 'unknown') return found;
    if (found.state === 'absent') return { state: 'wrong', message: found.message };
    const text = decodeText(found.data);
    if (!text.ok) return { state: 'wrong', message: text.message, line: text.line };
    return { state: 'text', text: text.text, sha256: sha256(found.data) };
  };
  return {
    commit,
    whole,
    text(path) {
      const reading = known.get(path) ?? decoded(path);
      known.set(path, reading);
      return reading;
    },
  };
}
