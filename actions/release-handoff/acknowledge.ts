import { milliseconds } from '../../shared/core/duration.ts';
import type { Because } from '../../shared/core/errors.ts';
import { locate } from '../../shared/core/location.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { isoTime } from '../../shared/core/time.ts';
import { approvalsOf } from '../../shared/domain/approval/approvals.ts';
import { jointApproval } from '../../shared/domain/approval/joint.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { type Earliest, earliest, momentText } from '../../shared/domain/calendar/earliest.ts';
import { readCalendar } from '../../shared/domain/calendar/read-calendar.ts';
import { eachWrong, type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { type Acknowledgement, AcknowledgementSchema } from '../../shared/domain/handoff/acknowledgement.ts';
import type { Acknowledge, Place } from '../../shared/domain/handoff/config.ts';
import { type Handed, readHanded } from '../../shared/domain/handoff/handed.ts';
import { judgeBaseline } from '../../shared/domain/handoff/release.ts';
import { baselinesOf } from '../../shared/domain/handoff/said-baseline.ts';
import { landingOf } from '../../shared/domain/landing/landing.ts';
import { publishedAt } from '../../shared/domain/landing/published.ts';
import { parseRecord } from '../../shared/domain/record/parse.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import { tipOf } from '../../shared/domain/repository/reference.ts';
import { type NamedRepository, namedRepository } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx, Outcome } from './definition.ts';
import { outcomeOf } from './outcome.ts';
import { rulesOf, tell } from './told.ts';
import { judgeTried } from './tried.ts';

const mostBytes = 1024 * 1024;

/** A file as it is at the tip of the default branch of a repository. */
interface Landed {
  repository: NamedRepository;
  path: string;
  ref: string;
  content: Uint8Array;
}
type Found =
  | { state: 'there'; file: Landed }
  | { state: 'absent'; message: string }
  | { state: 'unknown'; because: Because };

/** Judges the answer of the consumer to a payload: both as they are on the default branches at this moment. */
export async function acknowledge(ctx: Ctx, policy: Acknowledge): Promise<Outcome> {
  const [payload, answer] = [await landed(ctx, policy.payload), await landed(ctx, policy.answer)];
  const read = payload.state === 'there' ? readPayload(policy, payload.file) : { because: whyNone(policy, payload) };
  if (payload.state !== 'there' || 'because' in read) {
    const { because } = read as { because: Because };
    for (const rule of rulesOf.acknowledge) tell(ctx, rule, [open(because)], true);
    return outcomeOf(undefined);
  }
  const { handed } = read;
  const here = policy.answer.repository === undefined;
  tell(ctx, 'release', await judgeRelease(ctx, handed, payload.file), policy.payload.repository === undefined);
  const { findings, given } = readAnswer(policy.answer.path, answer, handed);
  tell(ctx, 'answer', findings, here);
  const begun = await begin(policy, handed, payload.file);
  const came = answer.state === 'there' ? answer.file : undefined;
  tell(
    ctx,
    'in-time',
    [await judgeTime(ctx, policy, handed, begun, given === undefined ? undefined : came, answer)],
    here,
  );
  const unanswered = [lacks('the handoff is not answered, as another result says', 'the answer of the consumer')];
  tell(ctx, 'verdict', given === undefined ? unanswered : judgeVerdict(policy, given), here);
  const isAnswered = given !== undefined && came !== undefined;
  tell(ctx, 'answer-measured', isAnswered ? await judgeTried(policy, came.repository, given, begun) : unanswered, here);
  const nobody: Finding = { about: [], verdict: { status: 'not-applicable', why: 'the configuration names nobody' } };
  const by =
    policy.approvers.length === 0 ? [nobody] : isAnswered ? [await judgeApproval(ctx, policy, came)] : unanswered;
  tell(ctx, 'answered-by', by, here);
  return outcomeOf(handed);
}

function whyNone({ payload: { path } }: Acknowledge, found: Exclude<Found, { state: 'there' }>): Because {
  if (found.state === 'unknown') return found.because;
  return noData(`there is no payload that could be answered: ${path} ${found.message}`, `a payload at ${path}`);
}

/** A payload that could be answered: one that is not whole hands nothing over. */
function readPayload(
  { payload: { path }, shape }: Acknowledge,
  file: Landed,
): { handed: Handed } | { because: Because } {
  const { handed, problems } = readHanded(path, file.content, shape);
  if (handed !== undefined && problems.length === 0) return { handed };
  const message = `there is no payload that could be answered: ${path} ${problems[0]?.message ?? 'cannot be read'}`;
  return { because: noData(message, `a payload at ${path}, in the shape ${shape}`) };
}

/** Judges that the release which is answered is one of the producer. */
async function judgeRelease(ctx: Ctx, handed: Handed, { repository }: Landed): Promise<Finding[]> {
  const { producer, generate, verify } = ctx.inputs;
  const relation = verify?.['tag-relation'] ?? generate?.['tag-relation'] ?? 'sha-ancestor-of-tag';
  const [baseline] = baselinesOf(handed);
  if (baseline === undefined) return [lacks('the payload names no release', 'a release in the payload')];
  const isHere = repository.name.toLowerCase() === producer.toLowerCase();
  const own = ctx.subject.repository?.toLowerCase() === producer.toLowerCase();
  const github = own ? ctx.github() : ctx.github('producer-token');
  const needs = `the input ${own ? 'token' : 'producer-token'}, with contents: read`;
  const asked: Answer<NamedRepository> = isHere
    ? { ok: true, data: repository }
    : await namedRepository(github, producer, needs);
  return judgeBaseline(handed, baseline, asked, relation);
}

async function landed(ctx: Ctx, place: Place): Promise<Found> {
  const name = place.repository ?? ctx.subject.repository;
  const own = name === undefined || name.toLowerCase() === ctx.subject.repository?.toLowerCase();
  const isProducer = name?.toLowerCase() === ctx.inputs.producer.toLowerCase();
  const credential = isProducer ? 'producer-token' : 'consumer-token';
  const github = own ? ctx.github() : ctx.github(credential);
  const repository = await namedRepository(
    github,
    name,
    `the input ${own ? 'token' : credential}, with contents: read`,
  );
  if (!repository.ok) return { state: 'unknown', because: repository.because };
  const tip = await tipOf(repository.data);
  if (!tip.ok) return { state: 'unknown', because: tip.because };
  const path = place.repository === undefined ? `${ctx.policy.folder}${place.path}` : place.path;
  const found = await fileAt(repository.data, path, tip.data, mostBytes);
  if (found.state !== 'there') return found;
  ctx.recorded(`${repository.data.name}/${path}`, tip.data, found.data);
  return { state: 'there', file: { repository: repository.data, path, ref: tip.data, content: found.data } };
}

/** The answer, where it is one to this payload. */
function readAnswer(
  path: string,
  found: Found,
  handed: Handed,
): { findings: Finding[]; given: Acknowledgement | undefined } {
  const given = undefined;
  const all = ['form', 'digest', 'release'];
  if (found.state === 'unknown') return { findings: all.map((what) => open(found.because, what)), given };
  if (found.state === 'absent') {
    const message = `the consumer has not answered yet: ${path} ${found.message}`;
    return { findings: all.map((what) => lacks(message, `the answer of the consumer at ${path}`, what)), given };
  }
  const read = parseRecord(path, found.file.content, AcknowledgementSchema);
  if (!read.ok) {
    const problems = read.problems.map((problem) => ({ ...problem, pointer: 'form' }));
    const findings = eachWrong(problems, `the answer ${path}`, `mend ${path}`);
    const rest = ['digest', 'release'].map((what) => lacks(`the answer ${path} cannot be read`, 'an answer', what));
    return { findings: [...findings, ...rest], given };
  }
  const { value: answer, document } = read;
  const release = baselinesOf(handed)[0]?.tag;
  const compare = (what: string, pointer: string, actual: string, expected: string | undefined): Finding =>
    actual === expected
      ? holds(what)
      : wrong([what], {
          problem: `the answer ${path} is to another handoff: ${pointer.slice(1)} is not that of ${handed.path}`,
          expected: expected ?? null,
          actual,
          fix: `answer to the payload that is there now, in ${path}`,
          at: locate(path, document.near(pointer)),
        });
  const findings = [
    holds('form'),
    compare('digest', '/handoff', answer.handoff, handed.digest),
    compare('release', '/release', answer.release, release),
  ];
  const same = findings.every(({ verdict }) => verdict.status === 'passed');
  return { findings, given: same ? answer : undefined };
}

/**
 * Judges that the handoff was answered in time, or that there is still time. The clock begins when the platform says that the payload came,
 * and ends for an answer when it says that the answer did. `given`: an answer to this payload.
 */
async function judgeTime(
  ctx: Ctx,
  policy: Acknowledge,
  handed: Handed,
  begun: Answer<number>,
  given: Landed | undefined,
  answer: Found,
): Promise<Finding> {
  if (!begun.ok) return open(begun.because);
  const end = await endOf(ctx, policy, begun.data);
  if ('because' in end) return open(end.because);
  const { latest } = ctx.time;
  const over = 'unknown' in end.at ? end.at.atLeast : end.at.at;
  if (latest < over) {
    if (given === undefined && !('unknown' in end.at)) ctx.note(`The consumer has until ${end.words(over)} to answer.`);
    return holds();
  }
  const came = given === undefined ? undefined : await cameAt(given);
  if (came?.ok === false) return open(came.because);
  if (came !== undefined && came.data < over) return holds();
  if ('unknown' in end.at) return open(end.at.unknown);
  if (answer.state === 'unknown') return open(answer.because);
  const ended = `the time for it ended ${end.words(over)}`;
  return wrong([], {
    problem:
      came === undefined
        ? `the handoff ${handed.digest} is not answered, and ${ended}`
        : `the handoff ${handed.digest} was answered ${end.words(came.data)}, and ${ended}`,
    expected: `an answer of the consumer before ${isoTime(over)}`,
    actual: came === undefined ? null : isoTime(came.data),
    fix:
      came === undefined
        ? `ask the consumer to answer in ${policy.answer.path}, or take the release back`
        : 'waive it, or hand over anew: what was late stays late',
    at: { path: policy.answer.path },
  });
}

async function cameAt({ repository, path, ref, content }: Landed): Promise<Answer<number>> {
  const came = await landingOf(repository.github, { repository: repository.name, path, ref, content });
  return came.ok ? { ok: true, data: came.data.mergedAt } : came;
}

async function begin(policy: Acknowledge, handed: Handed, payload: Landed): Promise<Answer<number>> {
  if (policy.from === 'landed') return cameAt(payload);
  const tag = baselinesOf(handed)[0]?.tag;
  if (tag !== undefined) return publishedAt(payload.repository, tag);
  return { ok: false, because: noData('the payload names no release', 'a release in the payload') };
}

async function endOf(
  ctx: Ctx,
  policy: Acknowledge,
  begun: number,
): Promise<{ at: Earliest; words(time: number): string } | { because: Because }> {
  const { calendar: settings, within, 'business-days': days } = policy;
  if (settings === undefined || days === undefined)
    return { at: { at: begun + milliseconds(within ?? '0s') }, words: (time) => isoTime(time) };
  const made = await readCalendar(settings, ctx.policy.tree);
  if (!made.ok) return { because: made.because };
  const { calendar } = made;
  return { at: earliest(begun, { businessDays: days }, calendar), words: (time) => momentText(time, calendar) };
}

function judgeVerdict(
  { answer: { path }, required }: Acknowledge,
  { verdict, results, blockers, reason }: Acknowledgement,
): Finding[] {
  const stuck = blockers.filter(({ state }) => state === 'open').map(({ what }) => what);
  const lacking = required.filter((id) => !results.some((result) => result.id === id));
  const missed = [
    ...results.filter(({ status }) => status !== 'passed').map(({ id, status }) => `${id} ${status}`),
    ...lacking.map((id) => `${id} not told`),
  ];
  const fix = 'take what stands in the way away, and have the consumer answer anew';
  const against = (what: string, problem: string, expected: unknown, actual: unknown): Finding =>
    wrong([what], { problem, expected, actual, fix, at: { path } });
  if (verdict === 'rejected')
    return [
      against('verdict', `the consumer rejects the handoff${reason === undefined ? '' : `: ${reason}`}`, 'accepted', [
        verdict,
        ...stuck,
        ...missed,
      ]),
    ];
  return [
    holds('verdict'),
    stuck.length === 0
      ? holds('blockers')
      : against('blockers', `the consumer accepts, and has open blockers: ${listed(stuck)}`, 'no open blocker', stuck),
    missed.length === 0
      ? holds('results')
      : against(
          'results',
          `the consumer accepts, and not everything that is asked for passed: ${listed(missed)}`,
          required,
          missed,
        ),
  ];
}

async function judgeApproval(ctx: Ctx, policy: Acknowledge, answer: Landed): Promise<Finding> {
  const people = peopleOf(policy.approvers, ctx.policy.roles, 'acknowledge: approvers');
  const { repository, path, ref, content } = answer;
  const { github, name } = repository;
  const came = await landingOf(github, { repository: name, path, ref, content });
  if (!came.ok) return open(came.because);
  const { pullRequest, head } = came.data;
  const approvals = await approvalsOf(github, name, pullRequest, head, people, ctx.inputs['ignored-co-authors']);
  const given = jointApproval([{ side: 'consumer', people, needed: 1, approvals }]);
  if (given.state === 'given') return holds();
  if (given.state === 'unknown') return open(given.because);
  return wrong([], {
    problem: `the answer was not approved by the consumer: ${given.lacking.join('; ')} (pull request #${pullRequest})`,
    expected: 'an approval at the head of the pull request that brought the answer',
    actual: given.lacking,
    fix: `have the answer approved by ${people.join(', ')}, in a pull request of its own`,
    at: { path: policy.answer.path },
  });
}
