import { milliseconds } from '../../shared/core/duration.ts';
import { isCommitId } from '../../shared/core/hash-form.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { judgeCheck } from '../../shared/domain/check-run/check-runs.ts';
import { eachWrong, type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { judgeAgrees, judgeEnvelope, judgePreviousAgrees } from '../../shared/domain/handoff/agrees.ts';
import type { Verify } from '../../shared/domain/handoff/config.ts';
import { judgeDigests } from '../../shared/domain/handoff/digests.ts';
import { type Handed, placeOf, readHanded, textAt } from '../../shared/domain/handoff/handed.ts';
import { judgeMode, modeNamed } from '../../shared/domain/handoff/mode.ts';
import { packetText } from '../../shared/domain/handoff/packet.ts';
import { judgeBaseline, judgeGeneratedAt, judgeRollback, judgeSource } from '../../shared/domain/handoff/release.ts';
import { judgeResults } from '../../shared/domain/handoff/results.ts';
import { baselinesOf, type SaidBaseline } from '../../shared/domain/handoff/said-baseline.ts';
import { judgeStatements } from '../../shared/domain/handoff/statements.ts';
import { judgeContained, judgeFilled } from '../../shared/domain/handoff/texts.ts';
import { readingAt } from '../../shared/domain/repository/reading-at.ts';
import { canBeTag, tagCommit } from '../../shared/domain/repository/reference.ts';
import { releaseBefore } from '../../shared/domain/repository/release-before.ts';
import { type NamedRepository, namedRepository } from '../../shared/domain/repository/repository.ts';
import { decodeText, quote } from '../../shared/parse/text.ts';
import type { Ctx, Outcome } from './definition.ts';
import { outcomeOf } from './outcome.ts';
import { judgePublished } from './published.ts';
import { rulesOf, tell } from './told.ts';

/** Verifies a payload of the judged tree. */
export async function verify(ctx: Ctx, policy: Verify): Promise<Outcome> {
  const found = await ctx.read(policy.payload);
  if (!found.found) {
    const gone: Finding =
      found.because === undefined && found.reason !== 'too-large'
        ? wrong([], {
            problem: `the payload ${policy.payload} ${found.message}`,
            expected: 'a payload',
            actual: found.reason,
            fix: `put what release-handoff generated at ${policy.payload}`,
            at: { path: policy.payload },
          })
        : open(
            found.because ?? {
              code: 'TRUNCATED',
              message: `${policy.payload} ${found.message}`,
              needs: 'a smaller file',
            },
          );
    tell(ctx, 'form', [gone], true);
    unread(ctx, policy.payload);
    return outcomeOf(undefined);
  }
  const { handed, problems } = readHanded(policy.payload, found.content, policy.shape);
  tell(
    ctx,
    'form',
    problems.length === 0
      ? [holds()]
      : eachWrong(problems, `the payload ${policy.payload}`, `hand over anew, in the shape ${policy.shape}`),
    true,
  );
  if (handed === undefined) {
    unread(ctx, policy.payload);
    return outcomeOf(undefined);
  }
  await judge(ctx, policy, handed);
  return outcomeOf(handed);
}

function unread(ctx: Ctx, path: string): void {
  for (const rule of rulesOf.verify)
    if (rule !== 'form')
      tell(ctx, rule, [lacks(`${path} could not be read, as another result says`, `a payload`)], true);
}

async function judge(ctx: Ctx, policy: Verify, handed: Handed): Promise<void> {
  const { handoffs, producer } = ctx.inputs;
  const own = ctx.subject.repository?.toLowerCase() === producer.toLowerCase();
  const github = own ? ctx.github() : ctx.github('producer-token');
  const needs = own ? 'the input token, with contents: read' : 'the input producer-token, with contents: read';
  const repository = await namedRepository(github, producer, needs);
  const baselines = baselinesOf(handed);
  const baseline = baselines.find(({ which }) => which === 'baseline');
  const mode = textAt(handed, handed.shape.mode) ?? 'stable';
  const stable = mode === 'stable' ? baseline : undefined;
  tell(ctx, 'filled', judgeFilled(handed), true);
  tell(ctx, 'contained', judgeContained(handed), true);
  tell(ctx, 'mode-fields', judgeMode(handed, handoffs, policy.accepts), true);
  const maximumAge = milliseconds(ctx.inputs['results-maximum-age']);
  tell(ctx, 'results', judgeResults(handed, { asked: policy.required, maximumAge, moment: ctx.time }), true);

  const findings = await judgeSource(handed, repository, producer, stable);
  for (const each of baselines)
    findings.push(
      ...(await judgeBaseline(handed, each, repository, each.which === 'previous' ? 'equal' : policy['tag-relation'])),
    );
  findings.push(await judgePrevious(handed, baselines, repository));
  findings.push(...judgeRollback(handed), judgeGeneratedAt(handed, ctx.time));
  tell(ctx, 'release', findings, true);

  const tagged = await taggedCommit(baseline, repository);
  const read = readingAt(repository, ctx.recorded);
  tell(ctx, 'digest', await judgeDigests(handed, tagged, read), true);
  const overridden = Object.keys(modeNamed(handoffs, mode)?.override ?? {});
  const facts = { facts: policy.facts, errorCodes: policy['error-codes'] };
  const agreeing = await judgeAgrees(handed, tagged, facts, overridden, read);
  agreeing.push(...(await judgePreviousAgrees(handed, policy.facts, read)));
  if (policy.shape === 'release-handoff.v1')
    agreeing.push(...judgeEnvelope(handed), ...(await judgeStatements(handed, read)));
  tell(ctx, 'agrees', agreeing, true);
  tell(ctx, 'measured', [await judgeMeasured(handed, tagged, repository, policy)], true);
  tell(ctx, 'published', [await judgePublished(ctx, handed, policy, { own, repository })], true);
  tell(ctx, 'packet', [await judgePacket(ctx, handed, policy)], true);
}

async function taggedCommit(
  baseline: SaidBaseline | undefined,
  repository: Answer<NamedRepository>,
): Promise<string | undefined> {
  if (!repository.ok || baseline?.tag === undefined || !canBeTag(baseline.tag)) return undefined;
  const tagged = await tagCommit(repository.data, baseline.tag);
  return tagged.state === 'there' ? tagged.data : undefined;
}

/** Judges that the release before is named, and that it is the one that was before by what the platform says. */
async function judgePrevious(
  handed: Handed,
  baselines: readonly SaidBaseline[],
  repository: Answer<NamedRepository>,
): Promise<Finding> {
  const about = ['the release before'];
  const { shape } = handed;
  const said = baselines.find(({ which }) => which === 'previous');
  const baseline = baselines.find(({ which }) => which === 'baseline');
  const at = placeOf(handed, shape.previous?.at ?? '');
  const fix = 'hand over anew, with the release before';
  if (said === undefined && (shape.previous === undefined || handed.document.get(shape.previous.at) === undefined)) {
    const problem = 'the payload does not say which release was before, to which a consumer could go back';
    return wrong(about, { problem, expected: 'the release before', actual: null, fix, at });
  }
  if (!repository.ok) return open(repository.because, ...about);
  const commit = await taggedCommit(baseline, repository);
  if (baseline?.tag === undefined || commit === undefined)
    return lacks('it is not known which commit is handed over', 'the tag of the release', ...about);
  const before = await releaseBefore(repository.data, baseline.tag, commit);
  if (!before.ok) return open(before.because, ...about);
  const [expected, actual] = [before.data?.tag ?? null, said?.tag ?? null];
  if (expected === actual) return holds(...about);
  const problem = `the payload says that ${actual ?? 'none'} was before ${baseline.tag}, and it was ${expected ?? 'none'}`;
  return wrong(about, { problem, expected, actual, fix, at });
}

async function judgeMeasured(
  handed: Handed,
  tagged: string | undefined,
  repository: Answer<NamedRepository>,
  { check }: Verify,
): Promise<Finding> {
  if (!repository.ok) return open(repository.because, check.check);
  const commit = textAt(handed, handed.shape.commit) ?? tagged;
  if (commit === undefined || !isCommitId(commit))
    return lacks('it is not known of which commit the results are', 'a commit in the payload', check.check);
  const { github, name } = repository.data;
  return { about: [check.check], verdict: await judgeCheck(github, name, commit, check) };
}

async function judgePacket(ctx: Ctx, { payload, digest }: Handed, { packet: path }: Verify): Promise<Finding> {
  if (path === undefined)
    return { about: [], verdict: { status: 'not-applicable', why: 'the configuration names no packet' } };
  if (payload === undefined) return lacks('the payload does not have its form, as another result says', 'a payload');
  const found = await ctx.read(path);
  if (!found.found && found.because !== undefined) return open(found.because);
  const fix = `put what release-handoff generated beside the payload at ${path}`;
  const against = (problem: string, expected: unknown, actual: unknown, line?: number): Finding =>
    wrong([], {
      problem: `the packet ${path} ${problem}`,
      expected,
      actual,
      fix,
      at: { path, ...(line === undefined ? {} : { line }) },
    });
  if (!found.found) return against(found.message, 'a packet', found.reason);
  const decoded = decodeText(found.content);
  if (!decoded.ok) return against(decoded.message, 'a text', decoded.message, decoded.line);
  const expected = packetText(payload, digest);
  if (decoded.text === expected && !decoded.bom) return holds();
  const [wanted, given] = [expected.split('\n'), decoded.text.split('\n')];
  const index = wanted.findIndex((line, number) => line !== given[number]);
  const line = (index === -1 ? wanted.length : index) + 1;
  const [want = 'the end', has = 'the end'] = [wanted[line - 1], given[line - 1]];
  return against(`does not say what the payload says: it has ${quote(has, 80)}`, want, has, line);
}
