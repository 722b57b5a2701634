import { type Location, locate } from '../../core/location.ts';
import { Text } from '../../core/texts.ts';
import { isoTime, type Moment, parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { listed } from '../../parse/text.ts';
import { parseRecord, type RecordProblem } from '../record/parse.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { postureSays, readPosture } from './record.ts';

const Time = z.string().refine((text) => parseTime(text) !== undefined, 'expected a time as YYYY-MM-DDThh:mm:ssZ');

export const postures = ['GO', 'NO-GO', 'frozen'] as const;

/** The posture of one side: whether it lets anything go, since when, by whose word, why, and under which conditions. */
export const PostureSchema = z.strictObject({
  posture: z.enum(postures).meta({ description: 'Only GO lets anything go.' }),
  since: Time.meta({ description: 'Since when it holds, with its zone.' }),
  by: Text.meta({ description: 'Who says so.' }),
  reason: Text.meta({ description: 'Why.' }),
  until: Time.optional().meta({ description: 'From then on the record has expired, which is NO-GO.' }),
  conditions: z.array(Text).default([]).meta({ description: 'Ids of verifications that must pass now.' }),
  scope: z.array(Text).min(1).optional().meta({
    description: 'The environments to which a GO is restricted; without it there is no restriction.',
  }),
  incident: z
    .strictObject({
      id: Text.meta({ description: 'Its name elsewhere.' }),
      at: Time.meta({ description: 'When it began.' }),
    })
    .optional()
    .meta({
      description: 'The incident, and when it began; only a joint approval later than that lifts it.',
    }),
});
export type Posture = z.infer<typeof PostureSchema>;

/** What a run is about, for the records that must let it go. */
export interface PostureQuestion {
  moment: Moment;
  /** The environment in which something is to happen; undefined when the run names none. */
  environment: string | undefined;
  /** What became of the verifications that conditions name; a name that is not among them is known to nobody. */
  conditions: ReadonlyMap<string, Verdict['status']>;
}

/** The record of a side, and whether it lets the run go. A record that cannot be read has no posture. */
export interface JudgedPosture {
  posture: Posture | undefined;
  verdict: Verdict;
}

/**
 * Judges the record of one side. Whatever is not surely GO now is NO-GO: a record that is malformed, unknown, from the future or
 * expired, a condition that did not pass, and an environment outside of its scope. All reasons are told at once.
 */
export function judgePosture(path: string, content: Uint8Array, question: PostureQuestion): JudgedPosture {
  const read = readPosture(path, content);
  const mend = `write posture, since, by and reason into ${path} on the default branch`;
  if (!read.ok) {
    const problem = clauses(read.problems);
    return { posture: undefined, verdict: noGo(path, problem, 'a text that is no record', read.problems[0]?.at, mend) };
  }
  const says = postureSays(read.value);
  const whole = parseRecord(path, content, PostureSchema);
  if (!whole.ok) {
    const problem = `${says} and is not whole: ${clauses(whole.problems)}`;
    return { posture: undefined, verdict: noGo(path, problem, read.value, whole.problems[0]?.at, mend) };
  }
  const posture = whole.value;
  const reasons = against(posture, question);
  if (reasons.length > 0) {
    const at = locate(path, read.document.near('/posture'));
    return { posture, verdict: noGo(path, `${says}${reasons.join('')}`, posture, at) };
  }
  const open = posture.conditions.filter((id) => question.conditions.get(id) === 'unverified');
  if (open.length === 0) return { posture, verdict: passed };
  const message = `the posture record ${path} is GO on the condition of ${listed(open)}, which is not verified`;
  return { posture, verdict: unverified(noData(message, 'what those verifications need')) };
}

/** A record that is not there lets nothing go. `message`: a clause that continues its path; `whose` tells records of one path apart. */
export function judgeNoPosture(path: string, message: string, whose?: string): Verdict {
  const fix = `put the record at ${path} on the default branch`;
  return {
    ...noGo(whose === undefined ? path : `${path} of the ${whose}`, `${message}, which is NO-GO`, 'nothing', { path }),
    fix,
  };
}

function clauses(problems: readonly RecordProblem[]): string {
  return problems.map(({ message }) => message).join('; ');
}

/** Whether a record no longer holds; judged at the later of event and now. */
export function hasExpired({ until }: Posture, { latest }: Moment): boolean {
  return until !== undefined && (parseTime(until) ?? Number.NEGATIVE_INFINITY) <= latest;
}

function against(posture: Posture, { moment, environment, conditions }: PostureQuestion): string[] {
  const { scope } = posture;
  const since = parseTime(posture.since) ?? Number.POSITIVE_INFINITY;
  const failing = posture.conditions.filter((id) => {
    const status = conditions.get(id);
    return status !== 'passed' && status !== 'unverified';
  });
  return [
    ...(posture.posture === 'GO' ? [] : ['']),
    ...(since > moment.earliest ? [`, which holds only since ${isoTime(since)}`] : []),
    ...(hasExpired(posture, moment) ? [`, which expired at ${posture.until}`] : []),
    ...(scope === undefined || (environment !== undefined && scope.includes(environment))
      ? []
      : [`, restricted to ${listed(scope)}, and this run is about ${environment ?? 'no environment that it names'}`]),
    ...(failing.length === 0 ? [] : [`, on the condition of ${listed(failing)}, which did not pass`]),
  ];
}

function noGo(
  path: string,
  problem: string,
  actual: unknown,
  at: Location | undefined,
  fix = `change ${path} on the default branch by a pull request that both sides approve, when what it waits for has happened`,
): Verdict & { status: 'failed' } {
  return {
    status: 'failed',
    problem: `the posture record ${path} ${problem}`,
    expected: 'GO, now and here',
    actual,
    fix,
    at: at ?? { path },
  };
}

/** A record of a side, by the place where it lies. */
export interface SidePosture {
  side: string;
  place: string;
  posture: Posture | undefined;
}

/**
 * Judges whether all records, of both sides and of every copy, say the same: what is let go, where, until when, and on which conditions.
 */
export function judgeAgreement(records: readonly SidePosture[]): Verdict {
  const words = records.map(({ posture }) => wordOf(posture));
  if (new Set(words).size <= 1) return passed;
  const said = records.map(({ side, place }, index) => `${side} (${place}) says ${words[index] ?? 'nothing'}`);
  return {
    status: 'failed',
    problem: `the posture records contradict each other, which is NO-GO: ${said.join('; ')}`,
    expected: 'one posture on both sides',
    actual: said,
    fix: 'agree on one posture, and write it into every record',
  };
}

function wordOf(posture: Posture | undefined): string {
  if (posture === undefined) return 'nothing that can be read';
  const { scope, until, conditions } = posture;
  const time = until === undefined ? undefined : parseTime(until);
  return [
    posture.posture,
    ...(scope === undefined ? [] : [`in ${sorted(scope)}`]),
    ...(time === undefined ? [] : [`until ${isoTime(time)}`]),
    ...(conditions.length === 0 ? [] : [`on the condition of ${sorted(conditions)}`]),
  ].join(' ');
}

function sorted(words: readonly string[]): string {
  return [...new Set(words)].sort().join(', ');
}
