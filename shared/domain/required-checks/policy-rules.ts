import { quote } from '../../parse/text.ts';
import { canBe, certainText, shownName } from '../check-names/check-name.ts';
import type { ProducedCheck } from '../check-names/produced-check.ts';
import { jobOf } from '../workflow/workflow.ts';
import type { CheckFacts, Declaration, DeclaredCheck } from './facts.ts';
import { type Finding, failed, inconclusive, passed, unverified } from './finding.ts';
import { heldBy, requiredOfJobs } from './held.ts';
import { branchText, makerText, type Wanted } from './wanted.ts';

/** Whether the rules of the branch say which app must report the context, and the right one. */
export function appPinned(
  { context, makers, candidates, required, declared }: Wanted,
  { actionsApp }: CheckFacts,
): Finding[] {
  const rule = 'app-pinned';
  const made = makers.length > 0 || candidates.length > 0;
  const wantedApp = declared.find(({ app }) => app !== undefined)?.app ?? (made ? actionsApp : undefined);
  const at = declared[0]?.at ?? makers[0]?.at;
  return required.map(({ app, source }) => {
    const about = [context, source.id];
    const expected = wantedApp === undefined ? 'the id of the app that reports it' : `app ${wantedApp}`;
    if (app === undefined) {
      const words = {
        message: `${source.text} takes ${quote(context)} from any app, so that everybody who may write statuses can set it`,
        expected,
        actual: 'any app',
        fix: `choose the app for ${quote(context)} in ${source.text}${wantedApp === undefined ? '' : ` (integration_id: ${wantedApp})`}`,
      };
      return failed(rule, about, words, at);
    }
    if (wantedApp !== undefined && app !== wantedApp) {
      const words = {
        message: `${source.text} waits for ${quote(context)} from another app than the one that reports it`,
        expected,
        actual: `app ${app}`,
        fix: `set integration_id: ${wantedApp} for ${quote(context)} in ${source.text}`,
      };
      return failed(rule, about, words, at);
    }
    return passed(rule, about, `is taken from app ${app} only`, at);
  });
}

/** Whether what a document declares is required. */
export function declaredIsRequired(facts: CheckFacts): Finding[] {
  const rule = 'declared-is-required';
  return facts.declarations.flatMap(({ document, checks }) =>
    checks.map(({ context, at }) => {
      const about = [document, context];
      if (!facts.required.known) return unverified(rule, about, facts.required.because, at);
      const found = facts.required.value.find((check) => check.context === context);
      if (found !== undefined) return passed(rule, about, `is required by ${found.source.text}`, at);
      const words = {
        message: `${document} declares ${quote(context)}, and ${branchText(facts)} does not require it`,
        expected: `${context} among the required checks`,
        actual: listed(facts.required.value.map((check) => check.context)),
        fix: `require ${quote(context)} for ${facts.branch ?? 'it'}, or remove it from ${document}`,
      };
      return failed(rule, about, words, at);
    }),
  );
}

/** Whether what is required stands in each document that claims to be complete. */
export function requiredIsDeclared(facts: CheckFacts): Finding[] {
  const rule = 'required-is-declared';
  return facts.declarations
    .filter(({ complete }) => complete)
    .flatMap(({ document, checks }): Finding[] => {
      const at = checks[0]?.at;
      if (!facts.required.known) return [unverified(rule, [document], facts.required.because, at)];
      const contexts = [...new Set(facts.required.value.map(({ context }) => context))];
      return contexts.map((context) => {
        const declared = checks.find((check) => check.context === context);
        if (declared !== undefined) return passed(rule, [document, context], `is declared in ${document}`, declared.at);
        const words = {
          message: `${branchText(facts)} requires ${quote(context)}, which ${document} does not declare`,
          expected: `${context} in ${document}`,
          actual: listed(checks.map((check) => check.context)),
          fix: `add ${quote(context)} to ${document}, or do not require it`,
        };
        return failed(rule, [document, context], words, at);
      });
    });
}

/** Whether the documents declare the same: of two, the complete one may lack nothing that the other one has. */
export function declarationsAgree({ declarations }: CheckFacts): Finding[] {
  const pairs = declarations.flatMap((first, index) =>
    declarations.slice(index + 1).map((second) => [first, second] as const),
  );
  return pairs.flatMap(([first, second]) => [...compared(first, second), ...lacking(second, first)]);
}

function compared(first: Declaration, second: Declaration): Finding[] {
  const shared = first.checks.flatMap((check) => {
    const other = second.checks.find(({ context }) => context === check.context);
    if (other === undefined) return [];
    const about = [first.document, second.document, check.context];
    if (check.app === undefined || other.app === undefined || check.app === other.app) {
      return [passed('declarations-agree', about, `stands in ${first.document} and in ${second.document}`, check.at)];
    }
    const words = {
      message: `${first.document} and ${second.document} name different apps for ${quote(check.context)}`,
      expected: `app ${check.app}`,
      actual: `app ${other.app}`,
      fix: `write the same app for ${quote(check.context)} in both`,
    };
    return [failed('declarations-agree', about, words, other.at)];
  });
  return [...shared, ...lacking(first, second)];
}

/** What `first` declares and `second` does not. */
function lacking(first: Declaration, second: Declaration): Finding[] {
  return first.checks
    .filter(({ context }) => second.checks.every((check) => check.context !== context))
    .map(({ context, at }) => {
      const words = {
        message: `${first.document} declares ${quote(context)}, and ${second.document} does not`,
        expected: `${context} in ${second.document}`,
        actual: listed(second.checks.map((check) => check.context)),
        fix: `add ${quote(context)} to ${second.document}, or remove it from ${first.document}`,
      };
      return failed('declarations-agree', [first.document, second.document, context], words, at);
    });
}

/** Whether the job that a document names for a check is there and makes it. */
export function declaredJobExists(facts: CheckFacts): Finding[] {
  return facts.declarations.flatMap(({ document, checks }) =>
    checks.flatMap((check) => (check.job === undefined ? [] : [declaredJob(document, check, check.job, facts)])),
  );
}

function declaredJob(
  document: string,
  { context }: DeclaredCheck,
  { workflow, id, at }: NonNullable<DeclaredCheck['job']>,
  { workflows, produced }: CheckFacts,
): Finding {
  const rule = 'declared-job-exists';
  const about = [document, context];
  const wrong = (message: string, expected: string, actual: string, fix: string): Finding =>
    failed(
      rule,
      about,
      { message: `${document} says that ${quote(context)} comes from ${workflow}: ${message}`, expected, actual, fix },
      at,
    );
  const file = workflows.find(({ path }) => path === workflow);
  if (file === undefined) {
    const others = listed(workflows.map(({ path }) => path));
    return wrong(
      'there is no such workflow',
      workflow,
      others,
      `add ${workflow}, or name the workflow that has the job`,
    );
  }
  if (file.workflow === undefined) {
    return wrong(
      'the file cannot be read',
      'a workflow',
      file.problems[0]?.message ?? 'no workflow',
      `repair ${workflow}`,
    );
  }
  const job = jobOf(file.workflow, id);
  if (job === undefined) {
    const others = listed(file.workflow.jobs.map((each) => each.id));
    return wrong(`it has no job ${quote(id)}`, id, others, `add the job ${id} to ${workflow}, or name the right one`);
  }
  const made = produced.checks.filter((each) => each.workflow === workflow && each.jobs[0] === job.id);
  if (made.some(({ name }) => certainText(name) === context)) {
    return passed(rule, about, `is made by the job ${job.id} of ${workflow}`, job.at);
  }
  const perhaps = made.find(({ name }) => canBe(name, context));
  if (perhaps !== undefined) {
    const message = `the name of ${makerText(perhaps)} depends on ${perhaps.name.unknown.join(', ')}`;
    return unverified(rule, about, perhaps.because ?? inconclusive(message, 'a name without expressions'), perhaps.at);
  }
  const names = listed(made.map(({ name }) => shownName(name)));
  return wrong(
    `its job ${quote(job.id)} reports under another name`,
    context,
    names,
    `declare ${names}, or rename the job`,
  );
}

/** Whether each check that pull requests get is required, or needed by a job whose check is. The worse of two of one name stands for both. */
export function producedIsRequired(facts: CheckFacts): Finding[] {
  const rule = 'produced-is-required';
  const { required } = facts;
  const onPullRequests = facts.produced.checks.filter(
    (check) => check.refused === undefined && check.runs.some(({ trigger }) => trigger.event === 'pull_request'),
  );
  const ofJobs = requiredOfJobs(facts);
  const byContext = new Map(ofJobs.map((each) => [each.context, each]));
  const optional = new Set(facts.optional);
  const holder = heldBy(facts);
  return onPullRequests.flatMap((check: ProducedCheck): Finding[] => {
    const name = certainText(check.name);
    const shown = name ?? shownName(check.name);
    const about = [shown];
    if (name !== undefined && optional.has(name)) return [];
    if (!required.known) return optional.has(shown) ? [] : [unverified(rule, about, required.because, check.at)];
    const fitting = name === undefined ? ofJobs.find(({ context }) => canBe(check.name, context)) : byContext.get(name);
    if (fitting !== undefined && name !== undefined) {
      return [passed(rule, about, `is required by ${fitting.source.text}`, check.at)];
    }
    const gate = holder(check);
    if (gate !== undefined) return [passed(rule, about, `is needed by ${quote(gate)}, which is required`, check.at)];
    if (fitting === undefined && optional.has(shown)) return [];
    if (fitting !== undefined) {
      const message = `whether ${makerText(check)} is the required ${quote(fitting.context)} depends on ${check.name.unknown.join(', ')}`;
      const needs = 'a name without expressions that only a run can evaluate';
      return [unverified(rule, about, check.because ?? inconclusive(message, needs), check.at)];
    }
    const words = {
      message: `${quote(about[0] ?? '', 120)} runs on pull requests and is not required: it can fail and the change is merged`,
      expected: 'a required check, or one that is listed as optional',
      actual: listed(required.value.map(({ context }) => context)),
      fix: `require ${quote(about[0] ?? '', 120)}, let a required job need it, or list it as optional`,
    };
    return [failed(rule, about, words, check.at)];
  });
}

/** A list for people, cut when it is long. */
export function listed(items: readonly string[]): string {
  const distinct = [...new Set(items)];
  if (distinct.length === 0) return 'none';
  const shown = distinct.slice(0, 10).join(', ');
  return distinct.length > 10 ? `${shown} and ${distinct.length - 10} more` : shown;
}
