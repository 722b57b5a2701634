import { containedPath } from '../../core/path.ts';
import { redact } from '../../core/sanitise.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';
import { quote } from '../../parse/text.ts';
import { type Finding, holds, lacks, wrong } from '../finding/finding.ts';
import { filesOf, type Handed, placeOf } from './handed.ts';

/** The texts of a payload by pointer, without those of members that hold signs by their nature. */
function textsOf({ document, shape }: Handed): { pointer: string; text: string }[] {
  return document.leaves().flatMap((pointer) => {
    const text = document.get(pointer);
    const apart = shape.opaque.some((each) => pointer === each || pointer.startsWith(`${each}/`));
    return typeof text === 'string' && !apart ? [{ pointer, text }] : [];
  });
}

/** Every text that is left as its template has it. */
export function judgeGaps(handed: Handed): Finding[] {
  const gaps = textsOf(handed).filter(({ text }) => isPlaceholder(text));
  return gaps.map(({ pointer, text }) =>
    wrong([pointer], {
      problem: `${pointer} is not filled in: it says ${quote(text, 80)}`,
      expected: 'an answer',
      actual: text,
      fix: `say at ${pointer} what is so, and hand over anew`,
      at: placeOf(handed, pointer),
    }),
  );
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

/** Folders in which checkouts of people and of build machines lie: a path that leads into one names a machine. */
const machine =
  /(?:^|[\s"'=:(,])(?:\/(?:Users|home|root|tmp|private|mnt|Volumes|workspace|builds|__w|github\/workspace|var\/folders)\/|~\/|file:\/\/|[A-Za-z]:[\\/](?!\/)|\\\\[^\\\s]+\\)/;

/** Judges that every path stays in the repository, and that nothing names a machine or holds a credential. */
export function judgeContained(handed: Handed): Finding[] {
  const files = filesOf(handed);
  const places = new Set(files.map(({ pointer }) => pointer));
  const findings: Finding[] = [];
  for (const { pointer, path } of files) {
    const contained = containedPath(path);
    if (!contained.ok) findings.push(outside(handed, pointer, path, `the path at ${pointer} ${contained.message}`));
    else if (contained.path !== path)
      findings.push(outside(handed, pointer, path, `the path at ${pointer} is not in its shortest form`));
  }
  const texts = textsOf(handed);
  for (const { pointer, text } of texts) {
    if (!places.has(pointer) && machine.test(text))
      findings.push(outside(handed, pointer, text, `${pointer} names a place on a machine`));
    const { found } = redact(text);
    if (found.length > 0)
      findings.push(
        outside(handed, pointer, found, `${pointer} holds what looks like a credential (${found[0]})`, found),
      );
  }
  if (findings.length > 0) return findings;
  return texts.length > 0 ? [holds()] : [lacks('the payload holds no text', 'a payload that says something')];
}

function outside(
  handed: Handed,
  pointer: string,
  actual: unknown,
  problem: string,
  more: readonly string[] = [],
): Finding {
  return wrong([pointer, ...more], {
    problem,
    expected: 'a path from the top of the repository',
    actual,
    fix: `name what is meant at ${pointer} from the top of the repository, and hand over anew`,
    at: placeOf(handed, pointer),
  });
}
