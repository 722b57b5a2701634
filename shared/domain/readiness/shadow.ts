import { isObject, type Json } from '../../core/json.ts';
import { readStatusWord } from '../foreign-report/word.ts';

/** What a verdict is worth in a comparison: whether it lets a release go. */
export type Word = 'go' | 'stop' | 'unclear';

/** The verdict of another gate: its own word, and that of each of its checks. */
export interface OtherVerdict {
  word: Word;
  /** As it is written. */
  said: string;
  checks: readonly { name: string; word: Word }[];
}

/**
 * The verdict in a file of another gate: `decision` before `status`, with its list of checks (`check_id`, `passed`) or of reports (`path`,
 * `status`). A clause when it is none.
 */
export function readVerdict(value: Json): { ok: true; verdict: OtherVerdict } | { ok: false; why: string } {
  if (!isObject(value)) return { ok: false, why: 'is not an object' };
  const { decision, status } = value;
  const words = [decision, status].filter((word) => typeof word === 'string');
  const [said, other] = words;
  if (said === undefined) return { ok: false, why: 'has neither decision nor status' };
  // A gate that lets go with conditions can call that a failure.
  const agrees = other === undefined || wordOf(other) === wordOf(said) || said === 'conditional-go';
  const verdict = agrees ? { word: wordOf(said), said } : { word: 'unclear' as const, said: words.join(' and ') };
  return { ok: true, verdict: { ...verdict, checks: [...checksOf(value), ...reportsOf(value)] } };
}

function wordOf(said: string): Word {
  if (said === 'go' || said === 'conditional-go') return 'go';
  if (said === 'no-go') return 'stop';
  const status = readStatusWord(said);
  return status === 'passed' ? 'go' : status === undefined ? 'unclear' : 'stop';
}

function checksOf({ checks }: Record<string, unknown>): OtherVerdict['checks'] {
  return (Array.isArray(checks) ? checks : []).flatMap((check: unknown) => {
    const { check_id: name, passed } = isObject(check) ? check : {};
    if (typeof name !== 'string') return [];
    return [{ name, word: passed === true ? 'go' : passed === false ? 'stop' : 'unclear' }];
  });
}

function reportsOf({ reports }: Record<string, unknown>): OtherVerdict['checks'] {
  return (Array.isArray(reports) ? reports : []).flatMap((report: unknown) => {
    const { path, status } = isObject(report) ? report : {};
    if (typeof path !== 'string') return [];
    return [{ name: path, word: typeof status === 'string' ? wordOf(status) : 'unclear' }];
  });
}

/** What is known here of a job or report, with the names under which another gate may speak of it. */
export interface Own {
  id: string;
  word: Word;
  /** Of a job its name, of a report the name of its file without ending. */
  names: readonly string[];
  kind: 'job' | 'report';
}

/** One thing that two gates see differently. `check` is the other gate's name of it, or `decision`. */
export interface Disagreement {
  check: string;
  id: string | undefined;
  ours: Word;
  theirs: Word;
}

/** What was compared, and what of it differs. Names of checks that mean nothing here are `unmatched`. */
export interface Comparison {
  compared: number;
  unmatched: readonly string[];
  disagreements: readonly Disagreement[];
}

/** Holds the verdict of another gate against ours: `ready` is what was decided here. `mapped`: names of its checks to ids here. */
export function compareVerdicts(
  verdict: OtherVerdict,
  own: readonly Own[],
  mapped: Readonly<Record<string, string>>,
  ready: boolean,
): Comparison {
  const ours: Word = ready ? 'go' : 'stop';
  const disagreements: Disagreement[] = [];
  if (verdict.word !== ours) disagreements.push({ check: 'decision', id: undefined, ours, theirs: verdict.word });
  const unmatched: string[] = [];
  let compared = 1;
  for (const { name, word } of verdict.checks) {
    const id = Object.hasOwn(mapped, name) ? mapped[name] : undefined;
    const match = own.find((one) => (id === undefined ? speaksOf(name, one) : one.id === id));
    if (match === undefined) {
      unmatched.push(name);
      continue;
    }
    compared += 1;
    if (match.word !== word) disagreements.push({ check: name, id: match.id, ours: match.word, theirs: word });
  }
  return { compared, unmatched, disagreements };
}

/** Whether the usual name of a check means a job (`job_result:<job>`) or a report (its file, `<report>_status_passed`, `<report>_…`). */
function speaksOf(name: string, { kind, names }: Own): boolean {
  if (kind === 'job') return names.some((job) => name === `job_result:${job}`);
  const file = name.slice(name.lastIndexOf('/') + 1).replace(/\.json$/, '');
  return names.some((report) => {
    const stem = report.replace(/_report$/, '');
    return file === report || usual.some((ending) => name === `${stem}${ending}`);
  });
}

const usual = ['_status_passed', '_report_present', '_contract_valid', '_execution_complete', '_no_failures'];
