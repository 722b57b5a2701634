import { isObject } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import { isoTime, type Moment, parseTime } from '../../core/time.ts';
import { type Finding, holds, wrong } from '../finding/finding.ts';
import { type Handed, placeOf, textAt } from './handed.ts';

/** A moment may be so much later than now (ms): clocks differ. */
const clocks = 5 * 60_000;

/**
 * Judges that a payload hands on results: of every verification that is asked for, passed, of the commit of the payload, and fresh.
 * Whether they are true is for who measured them.
 */
export function judgeResults(
  handed: Handed,
  { maximumAge, moment }: { maximumAge: number; moment: Moment },
): Finding[] {
  const { shape, document } = handed;
  const hand = 'run the control verification for this commit, and hand over what it measured';
  const list = shape.results === undefined ? undefined : document.get(shape.results);
  if (shape.results === undefined || !Array.isArray(list) || list.length === 0) {
    const commands = document.get(shape.commands);
    const count = Array.isArray(commands) ? commands.length : 0;
    const problem =
      count === 0
        ? 'the payload hands on no results'
        : `the payload lists ${count} commands at ${shape.commands}, and the outcome of none`;
    return [
      wrong(['results'], {
        problem,
        expected: 'an outcome for each verification',
        actual: commands ?? null,
        fix: hand,
        at: placeOf(handed, shape.results ?? shape.commands),
      }),
    ];
  }
  const commit = textAt(handed, shape.commit);
  const seen = new Set<string>();
  const findings: Finding[] = [];
  let passing = 0;
  for (const [index, each] of list.entries()) {
    const at = childPointer(shape.results, index);
    const result = isObject(each) ? each : {};
    const id = typeof result['id'] === 'string' ? result['id'] : `#${index + 1}`;
    const problem = seen.has(id) ? 'is there twice' : problemOf(result, commit, maximumAge, moment);
    const about = seen.has(id) ? [id, String(index + 1)] : [id];
    seen.add(id);
    if (problem === undefined) {
      passing += result['required'] === true ? 1 : 0;
      findings.push(holds(...about));
      continue;
    }
    findings.push(
      wrong(about, {
        problem: `the result of ${id} ${problem}`,
        expected: 'passed, for the commit of the payload',
        actual: each,
        fix: hand,
        at: placeOf(handed, at),
      }),
    );
  }
  if (passing === 0 && findings.every(({ verdict }) => verdict.status === 'passed')) {
    const problem = 'no verification that is required passed';
    const at = placeOf(handed, shape.results);
    findings.push(wrong(['results'], { problem, expected: 'at least one', actual: 0, fix: hand, at }));
  }
  return findings;
}

/** What is wrong with one result; one that is not required may have failed, and is told. */
function problemOf(
  { status, required, commit: of, measuredAt, exit }: Record<string, unknown>,
  commit: string | undefined,
  maximumAge: number,
  { latest }: Moment,
): string | undefined {
  if (required !== false && status !== 'passed') return `is ${typeof status === 'string' ? status : 'not told'}`;
  if (status === 'passed' && exit !== undefined && exit !== 0)
    return `passed with the exit code ${JSON.stringify(exit)}`;
  if (of !== commit)
    return `is of the commit ${typeof of === 'string' ? of : 'that nobody named'}, and not of ${commit ?? 'any'}`;
  const time = typeof measuredAt === 'string' ? parseTime(measuredAt) : undefined;
  if (time === undefined) return 'does not say when it was measured';
  if (time > latest + clocks) return `is of ${isoTime(time)}, which has not come yet`;
  return latest - time > maximumAge ? `is of ${isoTime(time)}, and older than is taken` : undefined;
}
