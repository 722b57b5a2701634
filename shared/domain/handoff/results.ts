import { isObject } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import { isoTime, type Moment, parseTime } from '../../core/time.ts';
import { type Finding, holds, wrong } from '../finding/finding.ts';
import { type Handed, placeOf, textAt } from './handed.ts';

/** A moment may be so much later than now (ms): clocks differ. */
export const clockTolerance = 5 * 60_000;

/**
 * Judges that a payload hands on results: of every verification that is asked for, passed, of the commit of the payload, and fresh. `asked`:
 * the ids of those that must be there, whatever the payload says of who asked. Whether they are true is for who measured them.
 */
export function judgeResults(
  handed: Handed,
  { asked, maximumAge, moment }: { asked: readonly string[]; maximumAge: number; moment: Moment },
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
    const required = result['required'] !== false || asked.includes(id);
    const problem = seen.has(id) ? 'is there twice' : problemOf(result, required, commit, maximumAge, moment);
    const about = seen.has(id) ? [id, String(index + 1)] : [id];
    seen.add(id);
    if (problem === undefined) {
      passing += required ? 1 : 0;
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
  for (const id of asked.filter((each) => !seen.has(each))) {
    const problem = `the payload hands on no result of ${id}, which is asked for`;
    const at = placeOf(handed, shape.results);
    findings.push(wrong([id], { problem, expected: 'passed', actual: null, fix: hand, at }));
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
  result: Record<string, unknown>,
  required: boolean,
  commit: string | undefined,
  maximumAge: number,
  { latest }: Moment,
): string | undefined {
  const { status, commit: of, measuredAt } = result;
  if (required && status !== 'passed') return `is ${typeof status === 'string' ? status : 'not told'}`;
  const unmeasured = status === 'passed' ? whyNotMeasured(result) : undefined;
  if (unmeasured !== undefined) return unmeasured;
  if (of !== commit)
    return `is of the commit ${typeof of === 'string' ? of : 'that nobody named'}, and not of ${commit ?? 'any'}`;
  const time = typeof measuredAt === 'string' ? parseTime(measuredAt) : undefined;
  if (time === undefined) return 'does not say when it was measured';
  if (time > latest + clockTolerance) return `is of ${isoTime(time)}, which has not come yet`;
  return latest - time > maximumAge ? `is of ${isoTime(time)}, and older than is taken` : undefined;
}

/** Why a result that says passed shows nothing: neither tests that ran, nor a command that ended well and left its log. */
function whyNotMeasured({ argv, exit, expectedExit = 0, executed, log }: Record<string, unknown>): string | undefined {
  if (exit !== undefined && exit !== expectedExit)
    return `passed with the exit code ${JSON.stringify(exit)}, and not with ${JSON.stringify(expectedExit)}`;
  if (executed !== undefined)
    return typeof executed === 'number' && executed > 0 ? undefined : 'passed without a test that ran';
  const isCommand = Array.isArray(argv) && argv.length > 0 && exit === expectedExit && typeof log === 'string';
  return isCommand ? undefined : 'passed, and names neither tests that ran nor a command with its exit code and log';
}
