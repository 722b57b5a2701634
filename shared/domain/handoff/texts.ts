import { sha256 } from '../../core/fingerprint.ts';
import { containedPath } from '../../core/path.ts';
import { formatPointer, parsePointer } from '../../core/pointer.ts';
import { redact } from '../../core/sanitise.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';
import { quote } from '../../parse/text.ts';
import { type Finding, holds, lacks, wrong } from '../finding/finding.ts';
import { type Handed, placeOf } from './handed.ts';
import { filesOf } from './said-file.ts';

/** Something that a payload says: a text, or the name of a member, at the pointer of what holds it. */
interface Said {
  pointer: string;
  text: string;
  /** It is the name of a member. */
  isKey: boolean;
}

/** What a payload says, without members that hold signs by their nature. */
function saidIn({ document, shape }: Handed): Said[] {
  const leaves = document
    .leaves()
    .filter((pointer) => !shape.opaque.some((each) => pointer === each || pointer.startsWith(`${each}/`)));
  const keys = new Map<string, Said>();
  for (const leaf of leaves) {
    const path = parsePointer(leaf) ?? [];
    for (const [index, text] of path.entries()) {
      const pointer = formatPointer(path.slice(0, index));
      if (!Array.isArray(document.get(pointer)))
        keys.set(formatPointer(path.slice(0, index + 1)), { pointer, text, isKey: true });
    }
  }
  const texts = leaves.flatMap((pointer): Said[] => {
    const text = document.get(pointer);
    return typeof text === 'string' ? [{ pointer, text, isKey: false }] : [];
  });
  return [...keys.values(), ...texts];
}

const nameOf = ({ pointer, isKey }: Said): string =>
  isKey ? `a name in ${pointer === '' ? 'the payload' : pointer}` : pointer;

/** Every text that is left as its template has it. */
export function judgeGaps(handed: Handed): Finding[] {
  const gaps = saidIn(handed).filter(({ text }) => isPlaceholder(text));
  return gaps.map((said) =>
    wrong(aboutOf(said), {
      problem: `${nameOf(said)} is not filled in: it says ${quote(said.text, 80)}`,
      expected: 'an answer',
      actual: said.text,
      fix: `say at ${said.pointer} what is so, and hand over anew`,
      at: placeOf(handed, said.pointer),
    }),
  );
}

/** What tells a text apart; the names of members are told apart by their digest, as they may be what must not be shown. */
function aboutOf({ pointer, text, isKey }: Said): string[] {
  return isKey ? [pointer, `name ${sha256(text).slice(0, 12)}`] : [pointer];
}

/** Judges that nothing is left as its template has it, and that there is an impact statement at all. */
export function judgeFilled(handed: Handed): Finding[] {
  const { shape, document } = handed;
  const findings = judgeGaps(handed);
  if (shape.impact === undefined || document.get(shape.impact) === undefined) {
    findings.push(
      wrong(['the consumer impact statement'], {
        problem: 'there is no consumer impact statement',
        expected: 'what the release changes for its consumers',
        actual: null,
        fix: 'hand over with a statement that says what changes at run time, what to map and test anew, and whether to repin',
        at: placeOf(handed, shape.impact ?? ''),
      }),
    );
  }
  return findings.length > 0 ? findings : [holds()];
}

/**
 * Where checkouts, tools and homes lie on machines of people and of builds, and what stands for them: a path that leads there names a machine.
 * Other folders at the top, `/data` for one, may be paths of an interface.
 */
const machine = new RegExp(
  [
    String.raw`(?:^|[\s"'=:(,\[{|;])(?:${[
      String.raw`\/(?:Users|home|root|tmp|private|mnt|media|Volumes|Library|Applications|workspace|builds|opt|srv|var|usr|etc|proc|nix|__w|github\/workspace)\/`,
      String.raw`~[\w.-]*\/`,
      String.raw`[A-Za-z]:[\\/](?!\/)`,
      String.raw`\\\\[^\\\s]+\\`,
    ].join('|')})`,
    String.raw`file:\/\/`,
    String.raw`\$(?:env:\w+|\{?[A-Z_][A-Z0-9_]*\}?)(?=[\\/])`,
    String.raw`%[A-Za-z][A-Za-z_]+(?:\(x86\))?%`,
  ].join('|'),
);

/** Judges that every path stays in the repository, and that nothing names a machine or holds a credential. */
export function judgeContained(handed: Handed): Finding[] {
  const files = filesOf(handed);
  const places = new Set(files.map(({ pointer }) => pointer));
  const findings: Finding[] = [];
  for (const { pointer, path } of files) {
    const contained = containedPath(path);
    const problem = contained.ok
      ? contained.path === path
        ? undefined
        : `the path at ${pointer} is not in its shortest form`
      : `the path at ${pointer} ${contained.message}`;
    if (problem !== undefined) findings.push(outside(handed, pointer, [pointer], path, problem));
  }
  const all = saidIn(handed);
  for (const said of all) {
    const { pointer, text, isKey } = said;
    if ((isKey || !places.has(pointer)) && machine.test(text))
      findings.push(outside(handed, pointer, aboutOf(said), text, `${nameOf(said)} names a place on a machine`));
    const { found } = redact(text);
    if (found.length > 0) {
      const problem = `${nameOf(said)} holds what looks like a credential (${found[0]})`;
      findings.push(outside(handed, pointer, [...aboutOf(said), ...found], found, problem));
    }
  }
  if (findings.length > 0) return findings;
  return all.some(({ isKey }) => !isKey)
    ? [holds()]
    : [lacks('the payload holds no text', 'a payload that says something')];
}

function outside(handed: Handed, pointer: string, about: string[], actual: unknown, problem: string): Finding {
  return wrong(about, {
    problem,
    expected: 'a path from the top of the repository',
    actual,
    fix: `name what is meant at ${pointer} from the top of the repository, and hand over anew`,
    at: placeOf(handed, pointer),
  });
}
