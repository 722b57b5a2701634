import { type Because, fullCheckout } from '../core/errors.ts';
import { listMaxBytes, type Repository, runGit, unreadable } from './git.ts';
import { parseRawTokens, type RawEntry } from './raw-diff.ts';

/** More commits than these are not listed. */
export const mostCommits = 20_000;
/** A pin is short, and a release changes most of its lines: little likeness is enough, because what is found is judged anyway. */
const likeness = '-M30%';

/** A commit of the first-parent line, and what it changed of the files. */
export interface Line {
  commit: string;
  parents: readonly string[];
  entries: RawEntry[];
}

export type Refused = { ok: false; because: Because };
export type Listed = Refused | { ok: true; lines: Line[] };

function no(code: Because['code'], message: string, needs: string): Refused {
  return { ok: false, because: { code, message, needs } };
}

/** The commits of the first-parent line that changed one of the files, the newest first, and what they changed, one more than the most at most: one process. */
export async function listChanges({ top }: Repository, start: string, names: readonly string[]): Promise<Listed> {
  const settings = ['core.commitGraph=false', 'log.showRoot=true', 'log.follow=false', 'log.showSignature=false'];
  const what = ['--first-parent', '-m', '--raw', '-z', '--no-abbrev', '--no-renames', '-O/dev/null', '--no-notes'];
  const plain = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=none', '--no-show-signature', '--no-decorate'];
  const args = [
    ...settings.flatMap((setting) => ['-c', setting]),
    'log',
    ...what,
    ...plain,
    `--max-count=${mostCommits + 1}`,
    '--format=tformat:%H %P',
    '--end-of-options',
    start,
    '--',
    ...names,
  ];
  const ran = await runGit(top, args, { maxBytes: listMaxBytes });
  if (ran.stopped === 'too-much-output')
    return no('TRUNCATED', `the list of what changed the files is longer than ${listMaxBytes} bytes`, 'fewer files');
  if (ran.code !== 0) {
    const { message } = unreadable(`the checkout does not have all of the branch of the policy up to ${start}`, ran);
    return no('NO_BASE', message, fullCheckout);
  }
  const lines = parseLog(ran.stdout);
  if (lines !== undefined) return { ok: true, lines };
  return no('NO_DATA', `what git lists of the commits up to ${start} is not understood`, 'git 2.31 or newer');
}

/** Undefined for what is not understood: a list is never shorter than what git said. */
function parseLog(output: Uint8Array): Line[] | undefined {
  if (output.length === 0) return [];
  const text = decode(output);
  if (text === undefined || !text.endsWith('\0')) return undefined;
  const tokens = text.slice(0, -1).split('\0');
  const lines: Line[] = [];
  for (let at = 0; at < tokens.length; ) {
    const head = /^([0-9a-f]{40,64})((?: [0-9a-f]{40,64})*) ?$/.exec(tokens[at] ?? '');
    if (head === null) return undefined;
    const first = at + 1;
    at = first;
    // Between a commit and its changes git puts a line end.
    while (/^\n?:/.test(tokens[at] ?? '')) at += 2;
    const raw = tokens.slice(first, at).map((token, index) => {
      return { text: index === 0 && token.startsWith('\n') ? token.slice(1) : token, utf8: true };
    });
    const parsed = parseRawTokens(raw);
    if (!parsed.ok || parsed.entries.length === 0 || at > tokens.length) return undefined;
    const parents = (head[2] ?? '').split(' ').filter((id) => id !== '');
    lines.push({ commit: head[1] ?? '', parents, entries: parsed.entries });
  }
  return lines;
}

function decode(output: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(output);
  } catch {
    return undefined;
  }
}

/** New name to old name of what a commit renamed, by git's own measure; what cannot be told is no rename. */
export async function renamesOf({ top }: Repository, before: string, after: string): Promise<Map<string, string>> {
  const args = ['diff-tree', '-r', '-z', '--name-status', likeness, '-l1000', '--diff-filter=R', '--no-relative'];
  const ran = await runGit(top, [...args, '--end-of-options', before, after, '--'], { maxBytes: listMaxBytes });
  const text = ran.code === 0 ? decode(new Uint8Array(ran.stdout)) : undefined;
  const tokens = (text ?? '').split('\0');
  const renames = new Map<string, string>();
  for (let at = 0; /^R\d+$/.test(tokens[at] ?? ''); at += 3) renames.set(tokens[at + 2] ?? '', tokens[at + 1] ?? '');
  return renames;
}
