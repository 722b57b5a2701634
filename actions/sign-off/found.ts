import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Answer, Found } from '../../shared/core/ports.ts';
import { lineOf } from '../../shared/domain/branch-line/line.ts';
import { landedMaxBytes, landingOf } from '../../shared/domain/landing/landing.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import type { SignOffDocumentPlace } from '../../shared/domain/sign-off/config.ts';
import { emptySignOff, type SignOffDocument, signOffMaxBytes } from '../../shared/domain/sign-off/document.ts';
import type { OwnAddress } from '../../shared/domain/sign-off/references.ts';
import type { Words } from '../../shared/domain/sign-off/words.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** A sign-off document as it lies in the judged files. */
export interface FoundDocument {
  place: SignOffDocumentPlace;
  verdict: Verdict;
  /** What could be read; empty when nothing could. */
  document: SignOffDocument;
  file: Found | undefined;
  /** Why what it says is not known, or only a part of what a reader sees. */
  doubt: Because | undefined;
}

/** Reads a document of the judged files. */
export async function findDocument(
  ctx: Ctx,
  place: SignOffDocumentPlace,
  words: Words,
  own: OwnAddress | undefined,
): Promise<FoundDocument> {
  const { path } = place;
  const found = await ctx.read(path, { maxBytes: signOffMaxBytes });
  if (!found.found) {
    const doubt = found.because ?? noData(`there is no document ${path}`, `the document ${path}`);
    const fix = `commit ${path}; the task render draws up what can be known`;
    const verdict =
      found.because === undefined
        ? against(`${path} ${found.message}`, 'a document', 'nothing', fix, { path })
        : unverified(found.because);
    return { place, verdict, document: emptySignOff(path), file: undefined, doubt };
  }
  const { readSignOff } = await import('../../shared/domain/sign-off/read.ts');
  const { document, problems } = readSignOff(path, found.content, words, own);
  if (problems.length === 0) return { place, verdict: passed, document, file: found, doubt: undefined };
  const said = problems.map(({ message, at }) => (at.line === undefined ? message : `${message} (line ${at.line})`));
  const verdict = against(
    `${path} ${listed(said)}`,
    'a document that can be read',
    said,
    `mend ${path}`,
    problems[0]?.at,
  );
  return { place, verdict, document, file: found, doubt: noData(`${path} is not whole`, `a ${path} that is whole`) };
}

/** The fact that an attestation about a document is bound to: the digest of its bytes in the base. */
export function documentFact(id: string): string {
  return `document/${id}`;
}

/** The pull request that brought a document, or would bring it. */
export interface Brought {
  number: number;
  /** Its last commit: what its approvers saw. */
  head: string;
  /** Whether it was merged, so that the document could have been changed on the way. */
  isLanded: boolean;
}

/**
 * Which pull request brought the present bytes of a document: that of the last commit which touched it on the default branch, or the judged
 * one where it changes the document.
 */
export async function broughtBy(
  ctx: Ctx,
  { place: { id, path }, file }: FoundDocument,
  repository: Answer<NamedRepository>,
): Promise<Answer<Brought>> {
  if (file === undefined) return no(`there is no document ${path}`, `the document ${path}`);
  const { source, tree, folder, history } = ctx.policy;
  const { pullRequest, headSha } = ctx.subject;
  if (source.kind !== 'base' || source.ref === undefined)
    return no('who may approve is not said by a base, so that nobody knows whose approval counts', 'a run for a base');
  if (!repository.ok) return repository;
  const base = await tree.read(path, signOffMaxBytes);
  if (!base.found && base.because !== undefined) return { ok: false, because: base.because };
  const isOfBase = base.found && base.sha256 === file.sha256;
  if (isOfBase) ctx.fact(documentFact(id), sha256(file.content));
  else if (pullRequest !== undefined && headSha !== undefined)
    return { ok: true, data: { number: pullRequest, head: headSha, isLanded: false } };
  const ref = isOfBase ? source.ref : headSha;
  if (ref === undefined) return no('no commit is judged', 'a commit');
  const { github, name } = repository.data;
  const whole = `${folder}${path}`;
  const landed = await landingOf(
    github,
    { repository: name, path: whole, ref, content: file.content },
    lineOf(history, whole, ref, landedMaxBytes),
  );
  if (!landed.ok) return landed;
  return { ok: true, data: { number: landed.data.pullRequest, head: landed.data.head, isLanded: true } };
}

function no(message: string, needs: string): Answer<never> {
  return { ok: false, because: noData(message, needs) };
}
