import { posix } from 'node:path';
import { locate } from '../../shared/core/location.ts';
import type { Evidence } from '../../shared/domain/claim/evidence.ts';
import { against, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import { documentMaxBytes, type LoadDocument } from './documents.ts';
import { type EvidenceFile, lookAt } from './evidence-look.ts';

export interface EvidenceFiles {
  load: LoadDocument;
  /** The files that a piece of evidence names, or what is wrong with it. */
  find(evidence: Evidence, document: string): Promise<{ paths: readonly string[] } | { verdict: Verdict }>;
  /** What a file says; looked at once. */
  look(path: string): Promise<EvidenceFile>;
}

/** Evidence in the judged tree. */
export function evidenceFiles(ctx: Ctx, load: LoadDocument): EvidenceFiles {
  const tree = treeOf(ctx);
  const known = new Map<string, Promise<EvidenceFile>>();
  return {
    load,
    async find(evidence, document) {
      const at = locate(document, evidence.position);
      const missing = (
        why: string,
        fix = `commit what ${document} names, or name what is there`,
      ): { verdict: Verdict } => ({
        verdict: against(`${evidence.text} ${why}`, 'a file of the judged commit', evidence.text, fix, at),
      });
      if (evidence.kind === 'wrong') return missing(evidence.why);
      if (evidence.kind === 'address') {
        const message = `${evidence.text} is an address outside of the commit, which nobody looked at`;
        const needs = 'a file of the commit, or what measures the claim';
        return { verdict: unverified({ code: 'CLAIMED', message, needs }) };
      }
      const all = await tree();
      if (!all.ok) return { verdict: unverified(all.because) };
      const beside = posix.join(posix.dirname(document), evidence.path);
      if (evidence.kind === 'glob') {
        const matched = await ctx.match([evidence.path]);
        if (!matched.ok) return { verdict: unverified(matched.because) };
        return matched.paths.length > 0
          ? atMost(evidence.text, matched.paths)
          : missing('names no file of the judged commit');
      }
      for (const path of [evidence.path, ...(beside.startsWith('..') ? [] : [beside])]) {
        if (all.files.has(path)) return { paths: [path] };
        if (all.folders.has(path))
          return atMost(
            evidence.text,
            [...all.files].filter((file) => file.startsWith(`${path}/`)),
          );
      }
      const named = evidence.kind === 'name' ? (all.names.get(evidence.path) ?? []) : [];
      if (named.length > 1) return missing(`can be any of ${listed(named)}`, 'write the whole path');
      if (named.length === 1) return { paths: named };
      const here = await ctx.read(evidence.path, { maxBytes: documentMaxBytes });
      if (here.found || here.reason === 'too-large')
        return missing('is ignored or made by a step: no commit has it, so that nobody else can look at it');
      return missing('is no file of the judged commit');
    },
    look(path) {
      const asked = known.get(path) ?? lookAt(ctx, load, path);
      known.set(path, asked);
      return asked;
    },
  };
}

/** Nobody looks at more files for one piece of evidence. */
const mostFiles = 250;

function atMost(text: string, paths: readonly string[]): { paths: readonly string[] } | { verdict: Verdict } {
  if (paths.length <= mostFiles) return { paths };
  const message = `${text} names ${paths.length} files, and more than ${mostFiles} are not looked at`;
  return { verdict: unverified({ code: 'TRUNCATED', message, needs: 'the files that show it' }) };
}

type Listing = {
  files: ReadonlySet<string>;
  folders: ReadonlySet<string>;
  names: ReadonlyMap<string, readonly string[]>;
};

/** The judged tree by path, by folder and by the last part of paths; listed once. */
function treeOf(
  ctx: Ctx,
): () => Promise<({ ok: true } & Listing) | { ok: false; because: Parameters<typeof unverified>[0] }> {
  let asked: ReturnType<ReturnType<typeof treeOf>> | undefined;
  const list: ReturnType<typeof treeOf> = async () => {
    const answer = await ctx.tree.list();
    if (!answer.ok) return answer;
    const folders = new Set<string>();
    const names = new Map<string, string[]>();
    for (const path of answer.paths) {
      for (let folder = posix.dirname(path); folder !== '.' && !folders.has(folder); folder = posix.dirname(folder))
        folders.add(folder);
      const name = posix.basename(path);
      const same = names.get(name);
      if (same === undefined) names.set(name, [path]);
      else same.push(path);
    }
    return { ok: true, files: new Set(answer.paths), folders, names };
  };
  return () => (asked ??= list());
}
