import type { Because } from '../../shared/core/errors.ts';
import { type Risk, signOffMaxBytes } from '../../shared/domain/sign-off/document.ts';
import type { Words } from '../../shared/domain/sign-off/words.ts';
import { noData, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';

/** The risks of a file, or why they are not known. */
export interface RisksOf {
  path: string;
  risks: readonly Risk[];
  unread: Verdict | undefined;
}

/** Reads a register of risks; what is not there, or not whole, is not known. */
export async function risksOfRegister(ctx: Ctx, path: string, words: Words): Promise<RisksOf> {
  const nothing = (because: Because): RisksOf => ({ path, risks: [], unread: unverified(because) });
  const file = await ctx.read(path, { maxBytes: signOffMaxBytes });
  if (!file.found) return nothing(file.because ?? noData(`${path} ${file.message}`, `the register ${path}`));
  const { readSignOff } = await import('../../shared/domain/sign-off/read.ts');
  const { document, problems } = readSignOff(path, file.content, words, undefined);
  const [problem] = problems;
  if (problem !== undefined)
    return { ...nothing(noData(`${path} ${problem.message}`, `a ${path} that is whole`)), risks: document.risks };
  if (document.parts.risks === undefined)
    return nothing(noData(`${path} has no section of risks`, `a heading Open risks in ${path}`));
  return { path, risks: document.risks, unread: undefined };
}
