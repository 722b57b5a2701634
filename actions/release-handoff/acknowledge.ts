import { milliseconds } from '../../shared/core/duration.ts';
import type { Because } from '../../shared/core/errors.ts';
import { locate } from '../../shared/core/location.ts';
import type { Answer as Asked } from '../../shared/core/ports.ts';
import { isoTime } from '../../shared/core/time.ts';
import { approvalsOf } from '../../shared/domain/approval/approvals.ts';
import { jointApproval } from '../../shared/domain/approval/joint.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { type Earliest, earliest, momentText } from '../../shared/domain/calendar/earliest.ts';
import { readCalendar } from '../../shared/domain/calendar/read-calendar.ts';
import { eachWrong, type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { type Answer, AnswerSchema } from '../../shared/domain/handoff/answer.ts';
import type { Acknowledge, Place } from '../../shared/domain/handoff/config.ts';
import { baselinesOf, type Handed, readHanded } from '../../shared/domain/handoff/handed.ts';
import { onDefaultBranch } from '../../shared/domain/handoff/release.ts';
import { landingOf } from '../../shared/domain/landing/landing.ts';
import { publishedAt } from '../../shared/domain/landing/published.ts';
import { parseRecord } from '../../shared/domain/record/parse.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import { tipOf } from '../../shared/domain/repository/reference.ts';
import { type NamedRepository, namedRepository } from '../../shared/domain/repository/repository.ts';
import { judgeCheck } from '../../shared/domain/run-jobs/check-runs.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx, Outcome } from './definition.ts';
import { outcomeOf } from './outcome.ts';
import { rulesOf, tell } from './told.ts';

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
  const handed =
    payload.state === 'there' ? readHanded(policy.payload.path, payload.file.content, policy.shape).handed : undefined;
  if (payload.state !== 'there' || handed === undefined) {
    const because: Because =
      payload.state === 'unknown'
        ? payload.because
        : {
            code: 'NO_DATA',
            message: `there is no payload that could be answered: ${policy.payload.path} ${payload.state === 'absent' ? payload.message : 'cannot be read'}`,
            needs: `a payload at ${policy.payload.path}`,
          };
    for (const rule of rulesOf.acknowledge) tell(ctx, rule, [open(because)], true);
    return outcomeOf(undefined);
  }
  const here = policy.answer.repository === undefined;
  const read = readAnswer(policy.answer.path, answer, handed);
  tell(ctx, 'answer', read.findings, here);
  const given = read.answer;
  tell(ctx, 'in-time', [await judgeTime(ctx, policy, handed, payload.file, answer, given)], here);
  const unanswered = [lacks('the handoff is not answered, as another result says', 'the answer of the consumer')];
  tell(ctx, 'verdict', given === undefined ? unanswered : judgeVerdict(policy.answer.path, given), here);
  const measured =
    given === undefined || answer.state !== 'there'
      ? unanswered
      : await judgeMeasured(policy, answer.file.repository, given.commit);
  tell(ctx, 'answer-measured', measured, here);
  const by =
    policy.approvers.length === 0
      ? [{ about: [], verdict: { status: 'not-applicable', why: 'the configuration names nobody' } } as Finding]
      : given === undefined || answer.state !== 'there'
        ? unanswered
        : [await judgeApproval(ctx, policy, answer.file)];
  tell(ctx, 'answered-by', by, here);
  return outcomeOf(handed);
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
function readAnswer(path: string, found: Found, handed: Handed): { findings: Finding[]; answer?: Answer } {
  const all = ['form', 'digest', 'release'];
  if (found.state === 'unknown') return { findings: all.map((what) => open(found.because, what)) };
  if (found.state === 'absent') {
    const message = `the consumer has not answered yet: ${path} ${found.message}`;
    return { findings: all.map((what) => lacks(message, `the answer of the consumer at ${path}`, what)) };
  }
  const read = parseRecord(path, found.file.content, AnswerSchema);
  if (!read.ok) {
    const problems = read.problems.map((problem) => ({ ...problem, pointer: 'form' }));
    const findings = eachWrong(problems, `the answer ${path}`, `mend ${path}`);
    const rest = ['digest', 'release'].map((what) => lacks(`the answer ${path} cannot be read`, 'an answer', what));
    return { findings: [...findings, ...rest] };
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
  return same ? { findings, answer } : { findings };
}

/** Judges that the handoff is answered, or that there is still time. The clock begins when the platform says that the payload came. */
async function judgeTime(
  ctx: Ctx,
  policy: Acknowledge,
  handed: Handed,
  payload: Landed,
  answer: Found,
  given: Answer | undefined,
): Promise<Finding> {
  if (given !== undefined) return holds();
  const begun = await begin(policy, handed, payload);
  if (!begun.ok) return open(begun.because);
  const end = await endOf(ctx, policy, begun.data);
  if ('because' in end) return open(end.because);
  const { latest } = ctx.time;
  if (!('unknown' in end.at)) ctx.note(`The consumer has until ${end.words(end.at.at)} to answer.`);
  if ('unknown' in end.at && latest >= end.at.atLeast) return open(end.at.unknown);
  const over = 'unknown' in end.at ? end.at.atLeast : end.at.at;
  if (latest < over) return holds();
  if (answer.state === 'unknown') return open(answer.because);
  return wrong([], {
    problem: `the handoff ${handed.digest} is not answered, and the time for it ended ${end.words(over)}`,
    expected: `an answer of the consumer before ${isoTime(over)}`,
    actual: null,
    fix: `ask the consumer to answer in ${policy.answer.path}, or take the release back`,
    at: { path: policy.answer.path },
  });
}

async function begin(policy: Acknowledge, handed: Handed, payload: Landed): Promise<Asked<number>> {
  const { repository, path, ref, content } = payload;
  if (policy.from === 'released') {
    const tag = baselinesOf(handed)[0]?.tag;
    if (tag !== undefined) return publishedAt(repository, tag);
    const message = 'the payload names no release';
    return { ok: false, because: { code: 'NO_DATA', message, needs: 'a release in the payload' } };
  }
  const came = await landingOf(repository.github, { repository: repository.name, path, ref, content });
  return came.ok ? { ok: true, data: came.data.mergedAt } : came;
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

function judgeVerdict(path: string, { verdict, results, blockers, reason }: Answer): Finding[] {
  const stuck = blockers.filter(({ state }) => state === 'open').map(({ what }) => what);
  const missed = results.filter(({ status }) => status !== 'passed').map(({ id, status }) => `${id} ${status}`);
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
    results.length > 0 && missed.length === 0
      ? holds('results')
      : against(
          'results',
          results.length === 0
            ? 'the consumer accepts without any result'
            : `the consumer accepts, and not everything passed: ${listed(missed)}`,
          'results that passed',
          missed,
        ),
  ];
}

/** Judges that the consumer measured what it answers of: at a commit of its default branch, for a fork can name any check. */
async function judgeMeasured(policy: Acknowledge, repository: NamedRepository, commit: string): Promise<Finding[]> {
  const { github, name } = repository;
  const checked = { about: [policy.check.check], verdict: await judgeCheck(github, name, commit, policy.check) };
  const landed = await onDefaultBranch(repository, commit);
  if (landed.state === 'unknown') return [checked, open(landed.because, 'commit')];
  if (landed.state === 'there' && landed.data) return [checked, holds('commit')];
  const problem = `the answer is about commit ${commit}, which the default branch of ${name} does not hold`;
  const fix = `answer of a commit that ${name} has merged`;
  const at = { path: policy.answer.path };
  return [checked, wrong(['commit'], { problem, expected: 'a commit of the default branch', actual: commit, fix, at })];
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
