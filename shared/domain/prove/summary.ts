import type { ProveDocument, ProvedFact, ProvedFile } from '../../core/prove.ts';
import type { Report } from '../../core/report.ts';
import { cut, redact } from '../../core/sanitise.ts';
import { couldGuard, type Said } from './guard.ts';

export interface Proved extends Pick<ProveDocument, 'version' | 'facts' | 'files' | 'untried' | 'unread' | 'commands'> {
  unchanged: readonly Pick<Report, 'control' | 'status' | 'summary'>[];
}

/**
 * What was found, and its status: `failed` with a fact that nothing guards; `passed` where every fact was tried on files that pass, and is
 * guarded; else `unverified`. Prose records nothing, so that nothing is missing without it.
 */
export function proveDocument({ version, unchanged, facts, files, untried, unread, commands }: Proved): ProveDocument {
  const guarded = guardedOf(facts);
  const green = unchanged.every(({ status }) => status === 'passed' || status === 'not-applicable');
  const whole = untried.every(({ why }) => why === 'prose');
  const status = guarded < facts.length ? 'failed' : green && whole && facts.length > 0 ? 'passed' : 'unverified';
  return {
    kind: 'release-governance/prove',
    schemaVersion: 1,
    version,
    status,
    guarded,
    tried: facts.length,
    unchanged: unchanged.map(({ control, status: said, summary }) => {
      const guards = facts.filter(({ guardedBy }) => guardedBy?.control === control).length;
      return { control, status: said, summary, guards };
    }),
    commands,
    facts: facts.map(shown),
    files,
    untried,
    unread,
  };
}

/** Files that record something by the endings of their names; code and pictures record nothing that a control could hold. */
const recording =
  /\.(?:json|jsonl|ndjson|ya?ml|toml|md|markdown|csv|tsv|sha(?:1|256|512)|sums?|txt|lock|ini|properties)$/i;
const mostUnread = 200;

/** Of all files those that nobody read and that may record something. */
export function unreadFiles(paths: readonly string[], read: ReadonlySet<string>): ProveDocument['unread'] {
  const unread = paths.filter((path) => recording.test(path) && !read.has(path)).sort();
  return { count: unread.length, paths: unread.slice(0, mostUnread) };
}

/** What was tried of one file, and what those who read it could still be asked. */
export function provedFile(path: string, facts: readonly ProvedFact[], readers: readonly Said[]): ProvedFile {
  const readBy = readers.map(({ control }) => control);
  return { path, tried: facts.length, guarded: guardedOf(facts), readBy, couldGuard: couldGuard(path, readers) };
}

function guardedOf(facts: readonly ProvedFact[]): number {
  return facts.filter(({ guardedBy }) => guardedBy !== undefined).length;
}

/** Long pieces are cut, and what looks like a credential is not repeated. */
function shown({ what, from, to, ...fact }: ProvedFact): ProvedFact {
  const clean = (text: string): string => cut(redact(text).text, mostShown);
  return { ...fact, what: clean(what), from: clean(from), ...(to === undefined ? {} : { to: clean(to) }) };
}

const mostShown = 200;
