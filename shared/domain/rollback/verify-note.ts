import { sha256 } from '../../core/fingerprint.ts';
import { isCommitId } from '../../core/hash-form.ts';
import type { Location } from '../../core/location.ts';
import { locate } from '../../core/location.ts';
import { isCalendarDay, millisecondsPerDay, startOfDay } from '../../core/time.ts';
import { type Bullet, type MarkdownDocument, parseMarkdown, tablesUnder } from '../../parse/markdown.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';
import { decodeText } from '../../parse/text.ts';
import type { Ctx } from './definition.ts';
import { deleted, type NoteFacts, type NotePart, noteFiles, noteLabels, notePath } from './note.ts';
import { plainValue } from './plain-value.ts';

/** A note as far as it could be read. */
export interface ReadNote {
  path: string;
  document: MarkdownDocument;
}

const noteMaxBytes = 256 * 1024;

/** Reads the note; what keeps it from being read is a result, and no note is given. */
export async function readNote(ctx: Ctx, contract: string, path: string): Promise<ReadNote | undefined> {
  const fact = { contract, what: `the note ${path}` };
  const found = await ctx.read(path, { maxBytes: noteMaxBytes });
  if (!found.found && found.because !== undefined) {
    for (const rule of noteRules) ctx.unverified(rule, fact, found.because, { path });
    return undefined;
  }
  const text = found.found ? decodeText(found.content) : { ok: false as const, message: found.message };
  const parsed = text.ok ? parseMarkdown(text.text) : text;
  if (parsed.ok) return { path, document: parsed.document };
  const fix = `write the note ${path} as Markdown, as the plan leaves it beside its report`;
  ctx.failed('note-complete', { ...fact, problem: parsed.message, fix }, { path });
  const because = {
    code: 'NO_DATA' as const,
    message: `the note ${path} ${parsed.message}`,
    needs: 'a note that can be read',
  };
  for (const rule of ['note-agrees', 'note-milestone'] as const) ctx.unverified(rule, fact, because, { path });
  return undefined;
}

export const noteRules = ['note-complete', 'note-agrees', 'note-milestone'] as const;

/** The commit that a note calls the baseline; undefined when it names none. */
export function notedCommit({ document }: ReadNote): string | undefined {
  const value = bulletsOf(document, 'commit')[0]?.value;
  return value !== undefined && isCommitId(value) ? value : undefined;
}

/** Judges whether every part of a note is filled, and whether the next milestone is to come. */
export function judgeNoteParts(ctx: Ctx, contract: string, { path, document }: ReadNote): void {
  for (const part of Object.keys(noteLabels) as NotePart[]) {
    const label = noteLabels[part];
    const fact = { contract, what: `the part ${label}` };
    const [first, ...others] = bulletsOf(document, part);
    const other = others.find(({ value }) => value !== first?.value);
    const fix = `write it in ${path} as - ${label}: …`;
    if (first === undefined) ctx.failed('note-complete', { ...fact, problem: 'is missing', fix }, { path });
    else if (other !== undefined)
      ctx.failed(
        'note-complete',
        { ...fact, problem: 'says two things', actual: [first.value, other.value], fix },
        at(path, other),
      );
    else {
      const filled = !isPlaceholder(first.value);
      ctx.judge(
        'note-complete',
        filled,
        { ...fact, problem: 'is not filled in', actual: first.value, fix },
        at(path, first),
      );
    }
  }
  judgeMilestone(ctx, contract, { path, document });
}

function judgeMilestone(ctx: Ctx, contract: string, { path, document }: ReadNote): void {
  const fact = { contract, what: `the part ${noteLabels.milestone}` };
  const expected = 'YYYY-MM-DD: what is validated by then';
  const fix = `write in ${path} a day that is still to come, and what is validated by then`;
  const bullet = bulletsOf(document, 'milestone')[0];
  const [, day = '', what = ''] = /^(\d{4}-\d{2}-\d{2})[\s:,.–—-]+(.*)$/.exec(bullet?.value ?? '') ?? [];
  const place = bullet === undefined ? { path } : at(path, bullet);
  const fail = (problem: string): void =>
    ctx.failed('note-milestone', { ...fact, problem, expected, actual: bullet?.value ?? null, fix }, place);
  if (bullet === undefined) fail('is missing');
  else if (day === '' || !isCalendarDay(day)) fail('does not begin with a day');
  else if (isPlaceholder(what)) fail('does not say what is validated');
  else if (startOfDay(day) + millisecondsPerDay <= ctx.time.latest) fail('is in the past');
  else ctx.passed('note-milestone', fact, place);
}

/** Judges what a note says against what is so. */
export function judgeNoteFacts(ctx: Ctx, { path, document }: ReadNote, facts: NoteFacts): void {
  const { contract, rollback } = facts;
  const expected: [NotePart, readonly string[]][] = [
    ['contract', [plainValue(contract)]],
    ['active', [plainValue(facts.active)]],
    ['commit', [facts.commit]],
    ...(typeof facts.posture === 'string' ? [['posture', [facts.posture]] satisfies [NotePart, string[]]] : []),
    // On the branch of its pull request the files are restored, and the note says that it was opened.
    ['rollback', rollback === 'restored' ? ['restored', 'opened'] : ['planned', 'opened']],
    // Once the files are restored nothing in them says any more what was replaced.
    ...(rollback === 'restored' ? [] : [['replaced', [plainValue(facts.replaced)]] satisfies [NotePart, string[]]]),
  ];
  for (const [part, values] of expected) {
    const label = noteLabels[part];
    const bullets = bulletsOf(document, part);
    const wrong = bullets.find(({ value }) => !values.includes(value));
    const shown = wrong ?? bullets[0];
    const details = {
      problem: bullets.length === 0 ? 'is missing' : 'is not what is so',
      expected: values.join(' or '),
      actual: shown?.value ?? null,
      fix: `write ${values.join(' or ')} in ${path} as - ${label}: …`,
    };
    const place = shown === undefined ? { path } : at(path, shown);
    const holds = bullets.length > 0 && wrong === undefined;
    ctx.judge('note-agrees', holds, { contract, what: `the part ${label}`, ...details }, place);
  }
  if (typeof facts.posture !== 'string') {
    const what = `the part ${noteLabels.posture}`;
    ctx.unverified('note-agrees', { contract, what }, facts.posture.because);
  }
  judgeFiles(ctx, { path, document }, facts);
}

function judgeFiles(ctx: Ctx, { path, document }: ReadNote, { contract, files }: NoteFacts): void {
  const tables = tablesUnder(document, noteFiles.heading);
  const rows = tables.flatMap(({ header, rows: all }) => {
    const columns = [noteFiles.path, noteFiles.digest].map((name) => header.findIndex(({ text }) => text === name));
    return all.map(({ cells, position }) => {
      const [name = '', digest = ''] = columns.map((column) => cells[column]?.text ?? '');
      return { name, digest, position };
    });
  });
  for (const file of files) {
    const name = notePath(file.path);
    const value = file.after === undefined ? deleted : sha256(file.after);
    const own = rows.filter((row) => row.name === name);
    const wrong = own.find(({ digest }) => digest !== value);
    const details = {
      problem: own.length === 0 ? 'is missing' : 'has another digest',
      expected: value,
      actual: wrong?.digest ?? own[0]?.digest ?? null,
      fix: `write ${value} for ${name} in the table ${noteFiles.heading} of ${path}`,
    };
    const place = locate(path, (wrong ?? own[0])?.position);
    ctx.judge(
      'note-agrees',
      own.length > 0 && wrong === undefined,
      { contract, what: `the file ${file.path}`, ...details },
      place,
    );
  }
  const known = new Set(files.map((file) => notePath(file.path)));
  const foreign = rows.find(({ name }) => !known.has(name));
  const fix = `take it out of the table ${noteFiles.heading} of ${path}`;
  const details = { problem: 'are more than what is restored', actual: foreign?.name ?? null, fix };
  ctx.judge(
    'note-agrees',
    foreign === undefined,
    { contract, what: 'the files of the note', ...details },
    locate(path, foreign?.position),
  );
}

function bulletsOf(document: MarkdownDocument, part: NotePart): Bullet[] {
  return document.bullets.filter(({ label }) => label === noteLabels[part]);
}

function at(path: string, { position }: Bullet): Location {
  return locate(path, position) ?? { path };
}
