import { sha256 } from '../../core/fingerprint.ts';
import { locate } from '../../core/location.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';
import { passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { deleted, type NoteFacts, type NotePart, noteFiles, noteLabels, notePath } from './note.ts';
import { filesOf, saidOf } from './noted.ts';
import { plainValue } from './plain-value.ts';

/** How what a note says of one thing stands to what is so. */
export interface Agreement {
  /** The thing, in words or as a path. */
  what: string;
  verdict: Verdict;
}

/** Compares a note with what is so, part by part and file by file. */
export function agreements(path: string, document: MarkdownDocument, facts: NoteFacts): Agreement[] {
  const { posture, rollback } = facts;
  const expected: [NotePart, readonly string[]][] = [
    ['contract', [plainValue(facts.contract)]],
    ['replaced', [plainValue(facts.replaced)]],
    ['active', [plainValue(facts.active)]],
    ['commit', [facts.commit]],
    ...(typeof posture === 'string' ? [['posture', [posture]] satisfies [NotePart, string[]]] : []),
    // On the branch of its pull request the files are restored, and the note says that it was opened.
    ['rollback', rollback === 'restored' ? ['restored', 'opened'] : ['planned', 'opened']],
  ];
  const parts = expected.map(([part, values]): Agreement => {
    return { what: `the part ${noteLabels[part]}`, verdict: partVerdict(path, document, part, values) };
  });
  const open: Agreement[] =
    typeof posture === 'string'
      ? []
      : [{ what: `the part ${noteLabels.posture}`, verdict: unverified(posture.because) }];
  return [...parts, ...open, ...fileAgreements(path, document, facts)];
}

function partVerdict(path: string, document: MarkdownDocument, part: NotePart, values: readonly string[]): Verdict {
  const said = saidOf(document, part);
  const wrong = said.find(({ value }) => !values.includes(value));
  if (said.length > 0 && wrong === undefined) return passed;
  const fix = `write ${values.join(' or ')} in ${path} as - ${noteLabels[part]}: …`;
  const problem = said.length === 0 ? 'is missing' : 'is not what is so';
  return {
    status: 'failed',
    problem,
    expected: values.join(' or '),
    actual: wrong?.value ?? null,
    fix,
    at: locate(path, wrong?.position),
  };
}

function fileAgreements(path: string, document: MarkdownDocument, { files }: NoteFacts): Agreement[] {
  const rows = filesOf(document);
  const known = new Set(files.map((file) => notePath(file.path)));
  const foreign = rows.find(({ name }) => !known.has(name));
  const whole: Verdict =
    foreign === undefined
      ? passed
      : {
          status: 'failed',
          problem: 'are more than what is restored',
          expected: [...known],
          actual: foreign.name,
          fix: `take it out of the table ${noteFiles.heading} of ${path}`,
          at: locate(path, foreign.position),
        };
  const each = files.map((file): Agreement => {
    const name = notePath(file.path);
    const value = file.after === undefined ? deleted : sha256(file.after);
    const own = rows.filter((row) => row.name === name);
    const wrong = own.find(({ digest }) => digest !== value);
    const what = `the file ${file.path}`;
    if (own.length > 0 && wrong === undefined) return { what, verdict: passed };
    const fix = `write ${value} for ${name} in the table ${noteFiles.heading} of ${path}`;
    const problem = own.length === 0 ? 'is missing' : 'has another digest';
    const at = locate(path, wrong?.position);
    return { what, verdict: { status: 'failed', problem, expected: value, actual: wrong?.digest ?? null, fix, at } };
  });
  return [...each, { what: 'the files of the note', verdict: whole }];
}
