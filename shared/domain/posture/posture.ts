import { locate } from '../../core/location.ts';
import { formatPointer } from '../../core/pointer.ts';
import { isoTime, type Moment, parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { listed } from '../../parse/text.ts';
import { passed, type Verdict } from '../record/verdict.ts';
import { postureSays, readPosture } from './record.ts';

const Text = z.string().trim().min(1, 'must not be empty');
const Time = z.string().refine((text) => parseTime(text) !== undefined, 'expected a time as YYYY-MM-DDThh:mm:ssZ');

export const postures = ['GO', 'NO-GO', 'frozen'] as const;

/** The posture of one side: whether it lets anything go, since when, by whose word, why, and under which conditions. */
export const PostureSchema = z.strictObject({
  posture: z.enum(postures),
  since: Time,
  by: Text,
  reason: Text,
  until: Time.optional().meta({ description: 'From then on the record has expired, which is NO-GO.' }),
  conditions: z.array(Text).default([]).meta({ description: 'Ids of verifications that must pass now.' }),
  scope: z.array(Text).min(1).optional().meta({
    description: 'The environments to which a GO is restricted; without it there is no restriction.',
  }),
  incident: z.strictObject({ id: Text, at: Time }).optional().meta({
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
  const whole = `write posture, since, by and reason into ${path} on the default branch`;
  if (!read.ok)
    return { posture: undefined, verdict: noGo(path, read.problem, 'a text that is no record', undefined, whole) };
  const checked = PostureSchema.safeParse(read.value);
  if (!checked.success) {
    const issues = checked.error.issues.map(
      ({ path: at, message }) =>
        `${formatPointer(at.map(String)) || 'it'}: ${message.endsWith('received undefined') ? 'is missing' : message}`,
    );
    const first = formatPointer((checked.error.issues[0]?.path ?? []).map(String));
    const at = locate(path, read.document.near(first));
    return {
      posture: undefined,
      verdict: noGo(path, `${postureSays(read.value)} and is not whole: ${issues.join('; ')}`, read.value, at, whole),
    };
  }
  const posture = checked.data;
  const reasons = against(posture, question);
  if (reasons.length > 0)
    return {
      posture,
      verdict: noGo(
        path,
        `${postureSays(read.value)}${reasons.join('')}`,
        posture,
        locate(path, read.document.near('/posture')),
      ),
    };
  const open = posture.conditions.filter((id) => question.conditions.get(id) === 'unverified');
  if (open.length === 0) return { posture, verdict: passed };
  const message = `the posture record ${path} is GO on the condition of ${listed(open)}, which is not verified`;
  return {
    posture,
    verdict: { status: 'unverified', because: { code: 'NO_DATA', message, needs: 'what those verifications need' } },
  };
}

function against(posture: Posture, { moment, environment, conditions }: PostureQuestion): string[] {
  const { scope } = posture;
  const since = parseTime(posture.since) ?? Number.POSITIVE_INFINITY;
  const until = posture.until === undefined ? undefined : (parseTime(posture.until) ?? Number.NEGATIVE_INFINITY);
  const failing = posture.conditions.filter((id) => {
    const status = conditions.get(id);
    return status !== 'passed' && status !== 'unverified';
  });
  return [
    ...(posture.posture === 'GO' ? [] : ['']),
    ...(since > moment.earliest ? [`, which holds only since ${isoTime(since)}`] : []),
    ...(until !== undefined && until <= moment.latest ? [`, which expired at ${isoTime(until)}`] : []),
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
  at: ReturnType<typeof locate> | undefined,
  fix = `change ${path} on the default branch by a pull request that both sides approve, when what it waits for has happened`,
): Verdict {
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

/** Judges whether all records, of both sides and of every copy, say the same: what is let go, where, and until when. */
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
  const scope = posture.scope === undefined ? '' : ` in ${[...posture.scope].sort().join(', ')}`;
  return `${posture.posture}${scope}`;
}
