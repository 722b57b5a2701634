import type { Answer } from '../../shared/core/ports.ts';
import type { Said, SignOffDocument } from '../../shared/domain/sign-off/document.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import { formats } from '../../shared/parse/version.ts';
import { onlyAllowed } from './allowed.ts';
import { decisionOf } from './decision.ts';
import type { Ctx } from './definition.ts';
import type { FoundDocument } from './found.ts';

/** The commit that a document signs off, in full; undefined when it names none, or several. */
export function commitIn({ commits }: SignOffDocument): string | undefined {
  const [first] = commits;
  return first !== undefined && formats.commit.matches(first.text) && commits.every(({ text }) => text === first.text)
    ? first.text
    : undefined;
}

/** The commit that all documents together sign off. */
export function approvedCommit(documents: readonly FoundDocument[]): Answer<string> {
  const named = new Set(documents.flatMap(({ document }) => commitIn(document) ?? []));
  const [only, other] = named;
  if (only !== undefined && other === undefined) return { ok: true, data: only };
  const unread = documents.find(({ doubt }) => doubt !== undefined)?.doubt;
  const message =
    only === undefined ? 'no document names the commit that is signed off' : 'the documents name different commits';
  return { ok: false, because: unread ?? noData(message, 'one commit, in full, in every document that decides') };
}

/** Judges whether the judged commit is the one that a document signs off, but for the allowed paths. */
export async function judgeOfCommit(ctx: Ctx, { document, place: { path }, doubt }: FoundDocument): Promise<Verdict> {
  const { commits } = document;
  const [first] = commits;
  const fix = `write into ${path} as - Commit: \`…\` which commit is signed off, in full`;
  if (first === undefined)
    return doubt !== undefined
      ? unverified(doubt)
      : against('it does not say which commit is signed off', formats.commit.describes, 'nothing', fix, { path });
  const commit = commitIn(document);
  if (commit === undefined) {
    const said = commits.map(({ text }) => text);
    const wrong = commits.find(({ text }) => !formats.commit.matches(text));
    const problem =
      wrong === undefined
        ? `it names ${listed(said)}, which are different commits`
        : `its commit ${quote(wrong.text)} is not ${formats.commit.describes}`;
    return against(problem, formats.commit.describes, said, fix, wrong?.at ?? commits[1]?.at ?? first.at);
  }
  const judged = ctx.tree.ref ?? ctx.subject.headSha;
  if (judged === undefined) return unverified(noData('no commit is judged', 'a commit'));
  const verdict = await onlyAllowed(ctx, commit, judged, {
    what: `it signs off commit ${commit}`,
    of: 'the judged commit',
    fix: 'have the judged commit signed off, or name what cannot affect it under allowed-paths',
    at: first.at,
  });
  return verdict.status === 'passed' && doubt !== undefined ? unverified(doubt) : verdict;
}

/** Something that several documents say, and what each says. */
interface Shared {
  what: string;
  said: { path: string; value: string }[];
}

/** What is not clear agrees with nothing. */
function unclear(said: readonly Said[]): string {
  return `what is not clear (${listed(said.map(({ text }) => quote(text, 80)))})`;
}

/** Judges whether all documents that say it say the same: the decision, the commit, the pull requests. */
export function judgeAgreement(documents: readonly FoundDocument[]): { what: string; verdict: Verdict }[] {
  const values = (what: string, of: (document: SignOffDocument) => string | undefined): Shared => ({
    what,
    said: documents.flatMap(({ document, place: { path } }) => {
      const value = of(document);
      return value === undefined ? [] : [{ path, value }];
    }),
  });
  const doubt = documents.find((one) => one.doubt !== undefined)?.doubt;
  return [
    values('decision', (document) =>
      document.decisions.length === 0 ? undefined : (decisionOf(document) ?? unclear(document.decisions)),
    ),
    values('commit', (document) =>
      document.commits.length === 0 ? undefined : (commitIn(document) ?? unclear(document.commits)),
    ),
    values('pull requests', ({ references }) => {
      const pulls = references.filter(({ kind }) => kind === 'pull').map(({ value }) => Number(value));
      return pulls.length === 0
        ? undefined
        : pulls
            .sort((a, b) => a - b)
            .map((pull) => `#${pull}`)
            .join(' ');
    }),
  ].map(({ what, said }) => {
    const different = new Set(said.map(({ value }) => value));
    if (different.size > 1) {
      const shown = [...different].map((value) => {
        const paths = said.filter((one) => one.value === value).map(({ path }) => path);
        return `${value} in ${listed(paths)}`;
      });
      const fix = 'find out which of them is right, and correct the others';
      return {
        what,
        verdict: against(`the documents contradict each other: ${shown.join('; ')}`, 'one of them', shown, fix),
      };
    }
    if (doubt !== undefined) return { what, verdict: unverified(doubt) };
    if (said.length < 2) return { what, verdict: { status: 'not-applicable', why: 'fewer than two documents say it' } };
    return { what, verdict: passed };
  });
}
