import { posix } from 'node:path';
import type { Because } from '../../shared/core/errors.ts';
import { type Location, locate } from '../../shared/core/location.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { isoTime, parseTime } from '../../shared/core/time.ts';
import { checkRunsOf, judgeRuns } from '../../shared/domain/check-run/check-runs.ts';
import { parseDocument } from '../../shared/domain/record/parse.ts';
import type { Evidence } from '../../shared/domain/sign-off/config.ts';
import { evidenceMaxBytes } from '../../shared/domain/sign-off/document.ts';
import { referencesIn } from '../../shared/domain/sign-off/references.ts';
import { foldedWord } from '../../shared/domain/sign-off/words.ts';
import { against, noData, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { quote } from '../../shared/parse/text.ts';
import { formats } from '../../shared/parse/version.ts';
import { onlyAllowed } from './allowed.ts';
import type { Ctx } from './definition.ts';
import { ownAddress, type Platform } from './platform.ts';

/** Something that the decision rests on, as it was found. */
export interface JudgedEvidence {
  evidence: Evidence;
  verdict: Verdict;
  /** The committed file. */
  file: { path: string; sha256: string } | undefined;
  /** The commit that it says was measured. */
  commit: string | undefined;
  /** When it was there, in ms since 1970; undefined where nothing is asked to say so. */
  when: Answer<number | undefined>;
}

/** Judges the evidence; `approved` is the commit that is signed off. */
export async function judgeEvidence(ctx: Ctx, approved: Answer<string>, platform: Platform): Promise<JudgedEvidence[]> {
  const all: JudgedEvidence[] = [];
  for (const evidence of ctx.inputs.evidence)
    all.push(
      evidence.path === undefined
        ? await ofCheck(ctx, evidence, platform)
        : await ofFile(ctx, evidence, evidence.path, approved, platform),
    );
  return all;
}

async function ofCheck(ctx: Ctx, evidence: Evidence, { repository }: Platform): Promise<JudgedEvidence> {
  const { check = '', app } = evidence;
  const { headSha } = ctx.subject;
  const unknown = (because: Because): JudgedEvidence => ({
    evidence,
    verdict: unverified(because),
    file: undefined,
    commit: undefined,
    when: { ok: false, because },
  });
  if (!repository.ok) return unknown(repository.because);
  if (headSha === undefined) return unknown(noData('no commit is judged', 'a commit'));
  const { github, name } = repository.data;
  const runs = await checkRunsOf(github, name, headSha, { check, app });
  if (!runs.ok) return unknown(runs.because);
  const verdict = judgeRuns(runs.data, `${name} at ${headSha}`, { check, app });
  const ends = runs.data.map(({ completed_at }) => parseTime(completed_at ?? ''));
  const last = ends.every((end) => end !== undefined) && ends.length > 0 ? Math.max(...ends) : undefined;
  const when: JudgedEvidence['when'] =
    last === undefined
      ? { ok: false, because: noData(`GitHub does not say when the check ${check} ended`, 'the end of that check') }
      : { ok: true, data: last };
  return { evidence, verdict, file: undefined, commit: headSha, when };
}

async function ofFile(
  ctx: Ctx,
  evidence: Evidence,
  path: string,
  approved: Answer<string>,
  platform: Platform,
): Promise<JudgedEvidence> {
  const nothing = { evidence, file: undefined, commit: undefined };
  const found = await ctx.read(path, { maxBytes: evidenceMaxBytes });
  if (!found.found) {
    const because = found.because ?? noData(`${path} ${found.message}`, `the file ${path}`);
    const fix = `commit ${path}, or take it out of the evidence of the policy`;
    const verdict =
      found.because === undefined
        ? against(`${path} ${found.message}`, 'a file', 'nothing', fix, { path })
        : unverified(found.because);
    return { ...nothing, verdict, when: { ok: false, because } };
  }
  const file = { path, sha256: found.sha256 };
  const asked = [evidence.commit, evidence.time].filter((place) => place !== undefined);
  const read = asked.length === 0 ? undefined : await readFacts(path, found.content, asked);
  const time = evidence.time === undefined ? undefined : read?.(evidence.time);
  const said = evidence.commit === undefined ? undefined : read?.(evidence.commit);
  const at = time === undefined ? undefined : parseTime(time.text);
  const fix = `measure again, or say in ${path} which commit was measured and when`;
  const problems: string[] = await doubts(ctx, path, found.content, platform);
  if (evidence.time !== undefined && at === undefined)
    problems.push(`${path} does not say at ${evidence.time} when it was measured, with the zone`);
  if (at !== undefined && at > ctx.time.latest)
    problems.push(`it was measured at ${isoTime(at)}, which is still to come`);
  const commit = said !== undefined && formats.commit.matches(said.text) ? said.text : undefined;
  if (evidence.commit !== undefined && commit === undefined)
    problems.push(
      said === undefined
        ? `${path} does not say at ${evidence.commit} which commit was measured`
        : `${path} says ${quote(said.text)} at ${evidence.commit}, which is not ${formats.commit.describes}`,
    );
  const when: JudgedEvidence['when'] =
    evidence.time !== undefined && at === undefined
      ? { ok: false, because: noData(`${path} does not say when it was measured`, `a time at ${evidence.time}`) }
      : { ok: true, data: at };
  const base = { evidence, file, commit, when };
  if (problems.length > 0)
    return {
      ...base,
      verdict: against(problems.join('; '), 'a commit and a time', problems, fix, said?.at ?? { path }),
    };
  if (commit === undefined) {
    const message = `nothing in ${path} says on which commit it was measured`;
    const needs = 'commit: under the evidence of the policy';
    return { ...base, verdict: unverified({ code: 'CLAIMED', message, needs }) };
  }
  return { ...base, verdict: await ofCommit(ctx, commit, approved, path, said?.at) };
}

/** What keeps a Markdown file from being evidence: parts that are hidden, and documents that decide and rest on it, so that each proves the other. */
async function doubts(ctx: Ctx, path: string, content: Uint8Array, platform: Platform): Promise<string[]> {
  if (!isMarkdown(path)) return [];
  const { parseSignOff, hidden } = await import('../../shared/domain/sign-off/read.ts');
  const read = parseSignOff(path, content);
  if (!read.ok) return [`${path} ${read.problem.message}`];
  const own = ownAddress(ctx, platform);
  const named = read.parsed.prose.flatMap((line) =>
    referencesIn(line, path, own, { path }).flatMap(({ kind, value }) =>
      kind === 'file' || kind === 'other-file' ? [value, posix.join(posix.dirname(path), value)] : [],
    ),
  );
  return [
    ...hidden(read.parsed, (position) => locate(path, position)).map(({ message }) => `${path} ${message}`),
    ...ctx.inputs.documents.flatMap(({ path: document, decides }) =>
      decides && named.some((one) => one === document || (!one.includes('/') && document.endsWith(`/${one}`)))
        ? [`${path} rests on ${document}, which rests on it`]
        : [],
    ),
  ];
}

function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

/** Whether nothing but allowed paths changed between what was measured and what was approved. */
async function ofCommit(
  ctx: Ctx,
  measured: string,
  approved: Answer<string>,
  path: string,
  at: Location | undefined,
): Promise<Verdict> {
  if (!approved.ok) return unverified(approved.because);
  return onlyAllowed(ctx, measured, approved.data, {
    what: `${path} was measured on commit ${measured}`,
    of: 'the commit that was signed off',
    fix: 'measure the commit that is signed off, or name what cannot affect it under allowed-paths',
    at,
  });
}

interface SaidAt {
  text: string;
  at: Location;
}

/** What a file says at pointers, or in Markdown behind labels; undefined where it says nothing, or two things. */
async function readFacts(
  path: string,
  content: Uint8Array,
  places: readonly string[],
): Promise<(place: string) => SaidAt | undefined> {
  const facts = new Map<string, SaidAt>();
  if (isMarkdown(path)) {
    const { parseSignOff } = await import('../../shared/domain/sign-off/read.ts');
    const read = parseSignOff(path, content);
    for (const place of read.ok ? places : []) {
      if (!read.ok) continue;
      const { bullets, labelledLines, tables } = read.parsed.markdown;
      const inTables = tables.flatMap(({ header, rows }) =>
        [header, ...rows.map(({ cells }) => cells)].flatMap((cells) =>
          cells.flatMap(({ text }, index) => {
            const next = cells[index + 1];
            return next === undefined ? [] : [{ label: text, value: next.text, position: next.position }];
          }),
        ),
      );
      const own = [...bullets, ...labelledLines, ...inTables].filter(
        ({ label }) => foldedWord(label) === foldedWord(place),
      );
      const [first] = own;
      if (first !== undefined && own.every(({ value }) => value === first.value))
        facts.set(place, { text: first.value, at: locate(path, first.position) });
    }
  } else {
    const read = parseDocument(path, content);
    for (const place of read.ok ? places : []) {
      const value = read.ok && place.startsWith('/') ? read.document.get(place) : undefined;
      if (read.ok && typeof value === 'string')
        facts.set(place, { text: value, at: locate(path, read.document.near(place)) });
    }
  }
  return (place) => facts.get(place);
}
