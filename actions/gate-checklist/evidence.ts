import { type Location, locate } from '../../shared/core/location.ts';
import type { Claim, ReadSource } from '../../shared/domain/claim/claim.ts';
import type { Source } from '../../shared/domain/claim/config.ts';
import type { Evidence } from '../../shared/domain/claim/evidence.ts';
import { against, passed, unverified, type Verdict, worstOf } from '../../shared/domain/verdict/verdict.ts';
import { isPlaceholder } from '../../shared/parse/placeholder.ts';
import { quote } from '../../shared/parse/text.ts';
import { judgeAge } from './ages.ts';
import type { Around } from './around.ts';
import type { Ctx } from './definition.ts';
import type { EvidenceFiles } from './evidence-files.ts';
import type { RuleId } from './rules.ts';
import { type Tally } from './tell.ts';

/** Judges what the claims of a source name as evidence. */
export async function judgeEvidence(
  ctx: Ctx,
  source: Source,
  { claims }: ReadSource,
  around: Around,
  tally: Tally,
): Promise<void> {
  const { files } = around;
  const circles = circlesIn(files, around.rests);
  for (const claim of claims) {
    judgeNamed(source, claim, tally);
    const paths = new Map<string, Location>();
    for (const evidence of claim.evidence) {
      const found = await files.find(evidence, source.path);
      const about = [claim.name, evidence.text];
      const at = locate(source.path, evidence.position);
      if ('verdict' in found) {
        if (claim.mentions?.has(evidence.text) === true) continue;
        tally.tell('evidence', about, found.verdict, at);
        continue;
      }
      tally.tell('evidence', about, passed);
      for (const path of found.paths) paths.set(path, at);
    }
    for (const [path, at] of paths)
      for (const { rule, verdict, where } of await judgeFile(ctx, source, { path, at }, around, circles))
        tally.tell(rule, [claim.name, path], verdict, where);
  }
}

/** A cell of evidence that has words, and names nothing that could be looked at. */
function judgeNamed({ path, require: demanded }: Source, { name, evidence, row }: Claim, tally: Tally): void {
  const cell = row?.cells.evidence;
  if (cell === undefined || evidence.length > 0 || !/[\p{L}\p{N}]/u.test(cell.text)) return;
  if (!demanded.includes('evidence') && isPlaceholder(cell.text, { orUnsaid: true })) return;
  const fix = `write the path of the file that shows it, in code, into ${path}`;
  const problem = `${quote(cell.text, 80)} names no file that could be looked at`;
  tally.tell('evidence', [name], against(problem, 'a file of the commit', cell.text, fix, locate(path, cell.position)));
}

/** What became of a file that is named as evidence, by rule. */
interface JudgedFile {
  rule: Extract<RuleId, 'evidence-verdict' | 'evidence-current' | 'evidence-circle'>;
  verdict: Verdict;
  where: Location;
}

/** `at`: where it is named. */
async function judgeFile(
  ctx: Ctx,
  source: Source,
  { path, at }: { path: string; at: Location },
  { files, words, touched }: Around,
  circles: Circles,
): Promise<JudgedFile[]> {
  const file = await files.look(path);
  const own = words.get(path);
  const maximum = ctx.inputs['evidence-maximum-age'];
  const where = { path };
  const judged: JudgedFile[] = [
    { rule: 'evidence-verdict', verdict: own === undefined ? file.verdict : worstOf([own, file.verdict]), where },
    { rule: 'evidence-circle', verdict: await circles(path, source.path), where: at },
  ];
  if (maximum !== undefined && file.dates !== undefined) {
    const verdict = judgeAge(path, file.dates, maximum, ctx.time, await touched(path));
    judged.push({ rule: 'evidence-current', verdict, where });
  }
  return judged;
}

/** So many documents one after the other are read for one piece of evidence. */
const mostDocuments = 200;

type Circles = (from: string, to: string) => Promise<Verdict>;

/** Looks whether a document rests on another one in the end; `rests` is what the configured documents rest on. */
function circlesIn(files: EvidenceFiles, rests: ReadonlyMap<string, readonly Evidence[]>): Circles {
  const known = new Map<string, Promise<Verdict>>();
  const isDocument = (path: string): boolean => /\.(?:md|markdown)$/i.test(path);
  const search = async (from: string, to: string): Promise<Verdict> => {
    const pending: string[][] = [[from]];
    const seen = new Set([from]);
    let doubt: Verdict | undefined;
    for (let trail = pending.shift(); trail !== undefined; trail = pending.shift()) {
      if (seen.size > mostDocuments) {
        const message = `${from} rests on more than ${mostDocuments} documents, and no more are looked at`;
        return unverified({ code: 'TRUNCATED', message, needs: 'evidence that rests on fewer documents' });
      }
      const last = trail.at(-1) ?? from;
      if (last === to) return circle(to, trail);
      for (const named of [...(rests.get(last) ?? []), ...(await files.look(last)).restsOn]) {
        const found = await files.find(named, last);
        if ('verdict' in found) {
          if (found.verdict.status === 'unverified' && named.kind !== 'address') doubt ??= found.verdict;
          continue;
        }
        for (const path of found.paths) {
          if (!isDocument(path) || seen.has(path)) continue;
          seen.add(path);
          pending.push([...trail, path]);
        }
      }
    }
    return doubt ?? passed;
  };
  return (from, to) => {
    if (!isDocument(from)) return Promise.resolve(passed);
    const key = `${from}\n${to}`;
    const asked = known.get(key) ?? search(from, to);
    known.set(key, asked);
    return asked;
  };
}

function circle(to: string, trail: readonly string[]): Verdict {
  const problem =
    trail.length === 1
      ? `${to} is named as evidence for itself`
      : `the evidence goes in a circle: ${to}, ${trail.join(', ')}`;
  const fix = 'name what was seen, and not a document that rests on this one';
  return against(problem, 'evidence of its own', trail, fix);
}
