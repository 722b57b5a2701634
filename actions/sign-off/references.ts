import { posix } from 'node:path';
import type { Because } from '../../shared/core/errors.ts';
import { patternProblem } from '../../shared/core/glob-pattern.ts';
import { isCommitId } from '../../shared/core/hash-form.ts';
import type { Seen } from '../../shared/domain/repository/repository.ts';
import type { Reference } from '../../shared/domain/sign-off/document.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { Platform } from './platform.ts';

/** Looks up what documents name. */
export interface LookUp {
  /** Whether it is there; `path` is that of the document. Undefined for what is no reference in this repository. */
  judge(reference: Reference, path: string): Promise<Verdict | undefined>;
  /** Whether the pull request was merged, and the judged commit contains it. */
  judgeMerged(number: number, reference: Pick<Reference, 'at'>): Promise<Verdict>;
}

export function lookUp(ctx: Ctx, platform: Platform): LookUp {
  let listing: Promise<{ ok: true; paths: readonly string[] } | { ok: false; because: Because }> | undefined;
  const list = (): NonNullable<typeof listing> => (listing ??= ctx.tree.list());
  return {
    async judge(reference, path) {
      const { kind, value, at } = reference;
      switch (kind) {
        case 'file':
          return judgeFile(ctx, reference, path, await list());
        case 'other-file':
          return against(
            `${quote(reference.text, 120)} shows ${value} as another branch or commit has it`,
            'the judged file',
            reference.text,
            `name ${value} by its path`,
            at,
          );
        case 'mismatch':
          return against(
            `the text of a link is ${quote(reference.text, 120)}, and it leads elsewhere: ${quote(value, 200)}`,
            'one thing',
            value,
            `correct the link in ${path}`,
            at,
          );
        case 'pull':
          if (await platform.isIssue(Number(value))) return passed;
          return there(await platform.pull(Number(value)), `pull request #${value}`, reference);
        case 'commit': {
          // As many digits have SHA-256 digests of files.
          if (value.length === 64 && platform.judged?.length !== 64) return undefined;
          return judgeNamedCommit(platform, reference);
        }
        case 'tag':
          return judgeTag(platform, reference);
        case 'run':
          return there(await platform.run(value), `the run ${value}`, reference);
        case 'branch':
          return there(await platform.branch(value), `the branch ${quote(value)}`, reference);
        case 'elsewhere':
          return { status: 'not-applicable', why: `it lies elsewhere, and is not looked at (${at.path})` };
      }
    },
    judgeMerged: (number, reference) => judgeMerged(platform, number, reference),
  };
}

function there(seen: Seen<unknown>, what: string, { at, text }: Reference): Verdict {
  if (seen.state === 'there') return passed;
  if (seen.state === 'unknown') return unverified(seen.because);
  return against(`${what} ${seen.message}`, what, 'nothing', `correct ${quote(text)}, or take it out`, at);
}

/** A tag is what it shows: the commit that it stands for must have landed. */
async function judgeTag(platform: Platform, reference: Reference): Promise<Verdict> {
  const { value, at } = reference;
  const seen = await platform.tag(value);
  if (seen.state !== 'there') return there(seen, `the tag ${quote(value)}`, reference);
  const held = await platform.contains(seen.data);
  if (!held.ok) return unverified(held.because);
  if (held.data) return passed;
  const problem = `the judged commit does not contain ${seen.data}, the commit of the tag ${quote(value)}`;
  return against(problem, 'a tag of a commit that it contains', value, 'name a tag of this line', at);
}

async function judgeNamedCommit(platform: Platform, reference: Reference): Promise<Verdict> {
  const { value, at } = reference;
  const contains = isCommitId(value) ? await platform.contains(value) : undefined;
  if (contains?.ok === true && contains.data) return passed;
  const seen = await platform.commit(value);
  if (seen.state !== 'there') return there(seen, `the commit ${value}`, reference);
  const held = contains ?? (await platform.contains(seen.data));
  if (!held.ok) return unverified(held.because);
  if (held.data) return passed;
  const problem = `the judged commit does not contain ${value}`;
  return against(problem, 'a commit that it contains', value, 'name the commit as it landed', at);
}

/** A file, a folder with `/` at its end, or a glob; by its whole path, beside the document, or by a name that only one file has. */
function judgeFile(
  ctx: Ctx,
  { value, at, text }: Reference,
  path: string,
  listing: { ok: true; paths: readonly string[] } | { ok: false; because: Because },
): Verdict | Promise<Verdict> {
  if (!listing.ok) return unverified(listing.because);
  const { paths } = listing;
  const gone = (): Verdict =>
    against(
      `${quote(text, 120)} names no file of the judged commit`,
      'a tracked file',
      'nothing',
      `commit it, or name the file that is meant in ${path}`,
      at,
    );
  if (value.includes('*')) return judgeGlob(ctx, value, gone);
  const beside = posix.join(posix.dirname(path), value);
  if (value === path)
    return against('it names itself', 'another file', value, `name in ${path} what shows it, and not itself`, at);
  const isOf = (one: string, named: string): boolean =>
    one === named || one.startsWith(named.endsWith('/') ? named : `${named}/`);
  if (paths.some((one) => isOf(one, value) || isOf(one, beside))) return passed;
  if (value.includes('/')) return gone();
  const named = paths.filter((one) => one.endsWith(`/${value}`));
  if (named.length === 0) return gone();
  if (named.length === 1) return passed;
  const message = `${quote(text)} is the name of ${named.length} files: ${listed(named)}`;
  return unverified(noData(message, 'the whole path'));
}

async function judgeGlob(ctx: Ctx, pattern: string, gone: () => Verdict): Promise<Verdict> {
  if (patternProblem(pattern) !== undefined) return gone();
  const matched = await ctx.match([pattern]);
  if (!matched.ok) return unverified(matched.because);
  return matched.paths.length > 0 ? passed : gone();
}

async function judgeMerged(platform: Platform, number: number, { at }: Pick<Reference, 'at'>): Promise<Verdict> {
  if (await platform.isIssue(number)) return { status: 'not-applicable', why: `#${number} is an issue` };
  const seen = await platform.pull(number);
  if (seen.state === 'unknown') return unverified(seen.because);
  const fix = `merge #${number} first, or take it out`;
  if (seen.state === 'absent')
    return against(`there is no pull request #${number}`, 'a merged pull request', 'nothing', fix, at);
  const { isMerged, isDefault, mergeCommit } = seen.data;
  if (!isMerged) return against(`pull request #${number} was not merged`, 'merged', 'not merged', fix, at);
  if (!isDefault)
    return against(
      `pull request #${number} was merged into another branch than the default one`,
      'merged into the default branch',
      'another branch',
      fix,
      at,
    );
  if (mergeCommit === undefined)
    return unverified(noData(`GitHub does not say as what it merged #${number}`, 'its merge commit'));
  const held = await platform.contains(mergeCommit);
  if (!held.ok) return unverified(held.because);
  if (held.data) return passed;
  const problem = `the judged commit does not contain pull request #${number}, merged as ${mergeCommit}`;
  return against(problem, mergeCommit, 'not contained', `judge a commit that contains #${number}`, at);
}
