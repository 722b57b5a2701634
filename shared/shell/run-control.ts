import { join } from 'node:path';
import { globMatcher } from '../adapters/glob.ts';
import { removeReport, writeReport } from '../adapters/report-files.ts';
import type { Allowed } from '../core/allowed.ts';
import { catalog } from '../core/catalog.ts';
import { asksFor, type Config, type KnownNames } from '../core/config.ts';
import { type AnyControl, askingLists } from '../core/control.ts';
import { type Because, GovernanceError, type Problem, toError } from '../core/errors.ts';
import { type Evaluation, evaluate, reportError } from '../core/evaluation.ts';
import { type CommonInputs, commonFields, type Fields, inputText, parseInputs } from '../core/inputs.ts';
import { suggestion } from '../core/nearest.ts';
import { builtInProfiles, type Profile } from '../core/policy.ts';
import type { Report, ReportError, Result, Subject } from '../core/report.ts';
import { reportKind, reportSchemaVersion } from '../core/report-status.ts';
import { wholeRuleResult } from '../core/result.ts';
import type { Rules } from '../core/rule.ts';
import { isoTime, moment, parseTime } from '../core/time.ts';
import { version } from '../core/version.ts';
import { type ExitCode, exitCode, headline } from '../domain/decision/exit.ts';
import { liveWith, stageOf } from '../domain/decision/live-with.ts';
import { describeCounts, isBroken, reportStatus } from '../domain/decision/status.ts';
import { redactReport } from '../render/redact-report.ts';
import { renderSummary } from '../render/summary.ts';
import type { Host } from './host.ts';
import { openPlace, type Place } from './place.ts';
import { type LoadedConfig, loadConfig } from './policy.ts';
import { reportFolder, reportName } from './report-place.ts';
import { distrust, judgedCommit } from './trust.ts';
import { trustedPlace } from './trusted-place.ts';

/** What a run leaves for the shell to show. */
export interface Outcome {
  report: Report;
  exit: ExitCode;
  /** The words of the verdict, e.g. NOT VERIFIED. */
  words: string;
  markdown: string;
  /** The written files; absent when no folder was given. */
  files?: { json: string; markdown: string };
  outputs: Record<string, string>;
  common: CommonInputs;
  /** The working directory from the top of the repository, with a trailing `/`, or empty. */
  folder: string;
}

/** What is known of a run so far; a run that breaks reports as much of it as there is. */
interface Draft {
  subject: Subject;
  evaluation: Evaluation;
  status?: Report['status'];
  place?: Place;
  loaded?: LoadedConfig;
  /** The artifact-key, which tells the legs of a matrix apart. */
  key: string | undefined;
  replay?: boolean;
  values: Record<string, unknown>;
}

/** Runs one control from its inputs to its written report. Never throws for what the inputs, the files or GitHub do. */
export async function runControl(control: AnyControl, known: KnownNames, host: Host): Promise<Outcome> {
  const started = host.clock();
  const own = Object.fromEntries(Object.entries(host.given).filter(([name]) => Object.hasOwn(commonFields, name)));
  const basics = parseInputs({ fields: commonFields, given: own, configured: {}, untrusted: false });
  const draft: Draft = {
    subject: { event: 'local' },
    evaluation: { results: [], reads: [], metrics: {}, outputs: {}, notes: [], files: {} },
    values: basics.values,
    key: basics.values['artifact-key'] as string | undefined,
  };
  let folder: string | undefined;
  const name = reportName(control.name, draft.key);
  try {
    folder = reportFolder(host, draft.values['report-dir'] as string | undefined);
    if (folder !== undefined) await writable(folder, () => removeReport(folder ?? '', name));
    await judge(control, known, host, draft, started);
  } catch (thrown) {
    note(draft, host, thrown);
  }
  if (folder !== undefined) {
    const outcome = conclude(control, draft, host, started);
    const text = `${JSON.stringify(outcome.report, null, 2)}\n`;
    const into = folder;
    try {
      return { ...outcome, files: await writable(into, () => writeReport(into, name, text, outcome.markdown)) };
    } catch (thrown) {
      note(draft, host, thrown);
    }
  }
  return conclude(control, draft, host, started);
}

/** Does something in the report folder; what the file system refuses is a wrong input. */
async function writable<T>(folder: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new GovernanceError('BAD_INPUT', `reports cannot be written to ${folder} (${code})`, {
      hint: 'Name another folder with report-dir.',
      cause,
    });
  }
}

/** Makes what was thrown the error of the report; where it came from goes to the debug log. */
function note(draft: Draft, host: Host, thrown: unknown): void {
  draft.evaluation.error = reportError(thrown);
  const { cause } = toError(thrown);
  if (cause instanceof Error) host.log.debug(cause.stack ?? cause.message);
}

function conclude(control: AnyControl, draft: Draft, host: Host, started: number): Outcome {
  const ended = host.clock();
  const fields: Fields = { ...commonFields, ...(control.inputs as Fields) };
  const secretNames = Object.keys(fields).filter((name) => fields[name]?.shape === 'secret');
  const secrets = secretNames.map((name) => host.secret(name)).filter((secret) => secret !== undefined);
  const report = compose(control, draft, started, ended, secrets);
  const common = draft.values as unknown as CommonInputs;
  const words = headline(report.status, report.results);
  return {
    report,
    exit: exitCode(report.status, common['fail-on'], report.error?.code),
    words,
    markdown: renderSummary(report, { title: control.title, headline: words }),
    outputs: draft.evaluation.outputs,
    common,
    folder: draft.place?.folder ?? '',
  };
}

/** Fills the draft step by step, so that whatever breaks later, what is known by then is reported. */
async function judge(control: AnyControl, known: KnownNames, host: Host, draft: Draft, started: number): Promise<void> {
  const basics = draft.values as unknown as CommonInputs;
  const event = await host.readEvent?.();
  if (event !== undefined) draft.subject = event.subject;
  const opening = await openPlace(host, event, basics['working-directory'], configPath(host, basics));
  const { policy } = opening;
  const [placed, loading] = await Promise.allSettled([
    opening.place,
    loadConfig({ ...policy, controls: [control], known }),
  ]);
  if (placed.status === 'fulfilled') {
    draft.place = placed.value;
    draft.subject = placed.value.subject;
  }
  if (loading.status === 'fulfilled') draft.loaded = loading.value;
  const parsed = readInputs(control, host, draft.loaded);
  if (placed.status === 'rejected') throw withProblems(placed.reason, parsed.problems);
  if (loading.status === 'rejected') throw withProblems(loading.reason, parsed.problems);
  const problems = [...parsed.problems, ...profileProblems(parsed.values['profile'], loading.value)];
  if (problems.length > 0) throw badInput(problems);
  const [place, loaded] = [placed.value, loading.value];
  draft.values = parsed.values;
  const trust = [
    ...judgedCommit(place.subject, host.runSha),
    ...parsed.policyDifferences.map((difference) => distrust('policy-input', difference)),
    ...(event === undefined ? [] : await trustedPlace(policy, place.folder, loaded, known)),
  ];
  // A policy that may not be trusted cannot say that a failure does not matter.
  if (trust.length > 0) draft.values = { ...draft.values, 'fail-on': commonFields['fail-on'].default };
  draft.evaluation.results = trust;
  if (!loaded.ok) {
    draft.evaluation.results.push(...allRules(control, loaded.because));
    return;
  }
  const { config } = loaded;
  const section = config.sections[control.name] ?? {};
  draft.evaluation.notes.push(...loaded.notes);
  if (!asksFor(control, config)) throw notAsked(control, policy.shown);
  if (((section['skip-on'] as string[] | undefined) ?? []).includes(place.subject.event)) {
    if (trust.length === 0) draft.status = 'not-applicable';
    draft.evaluation.notes.push(`The configuration says that it does not apply on ${place.subject.event}.`);
    return;
  }
  const time = moment(started, event?.at, asOf(parsed.values['as-of']));
  draft.replay = time.replay;
  const stage = stageOf(event);
  const allow = (name: string, results: readonly Result[]): Allowed =>
    liveWith(name, unwaivable(name, control), results, config.common, time, stage);
  const evaluated = await evaluate(control, {
    inputs: parsed.values,
    lists: config.lists,
    disabledRules: (section['disabled-rules'] as Record<string, string> | undefined) ?? {},
    subject: place.subject,
    time,
    log: host.log,
    tree: place.judged,
    before: place.before,
    history: place.history,
    policy: {
      source: loaded.source,
      tree: loaded.source.kind === 'base' ? place.policy : place.judged,
      profile: profileOf(parsed.values['profile'] as string, config.common.profiles),
      roles: config.common.roles,
      asked: askedControls(config, place.subject.event),
      allow,
    },
    collect: (request) => host.collect(request, place.subject),
    matcher: globMatcher,
    github(credential) {
      const token = host.secret(credential ?? 'token');
      return token === undefined ? undefined : host.createGitHub(token);
    },
  });
  const allowed = allow(control.name, evaluated.results);
  draft.evaluation = {
    ...evaluated,
    results: [...trust, ...allowed.results],
    notes: [
      ...loaded.notes,
      ...evaluated.notes,
      ...allowed.uses.map(({ kind, id, state, message }) => `${kind} ${id}: ${state}, ${message}`),
    ],
  };
}

function readInputs(control: AnyControl, host: Host, loaded: LoadedConfig | undefined): ReturnType<typeof parseInputs> {
  const config = loaded?.ok === true ? loaded.config : undefined;
  return parseInputs({
    fields: { ...commonFields, ...(control.inputs as Fields) },
    given: host.given,
    configured: config && {
      profile: config.common.profile,
      'fail-on': config.common['fail-on'],
      ...config.sections[control.name],
    },
    untrusted: host.kind === 'action',
  });
}

/** The configuration's own profile was checked with it; a given one can only be checked here. */
function profileProblems(profile: unknown, loaded: LoadedConfig): Problem[] {
  const own = loaded.ok ? Object.keys(loaded.config.common.profiles) : [];
  const names = [...Object.keys(builtInProfiles), ...own];
  if (typeof profile !== 'string' || names.includes(profile)) return [];
  return [{ message: `there is no profile ${profile}${suggestion(profile, names)}` }];
}

/** What was thrown, with the problems of the inputs beside its own. */
function withProblems(thrown: unknown, problems: readonly Problem[]): GovernanceError {
  const error = toError(thrown);
  if (problems.length === 0) return error;
  return new GovernanceError(error.code, error.message, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    problems: [...error.problems, ...problems],
    cause: error,
  });
}

/** The rules, as `control/rule`, that no waiver covers. */
function unwaivable(name: string, running: AnyControl): ReadonlySet<string> {
  const own = Object.entries(running.rules as Rules).flatMap(([id, rule]) => (rule.waivable === false ? [id] : []));
  const ids = name === running.name ? own : (catalog[name]?.unwaivable ?? []);
  return new Set(ids.map((id) => `${name}/${id}`));
}

function profileOf(name: string, own: Readonly<Record<string, Profile>>): Profile {
  const profile = own[name] ?? builtInProfiles[name as keyof typeof builtInProfiles];
  if (profile === undefined) throw new Error(`the profile ${name} was not checked`);
  return profile;
}

/** The controls whose reports are expected: asked for by the configuration, and not skipped on this event. */
function askedControls(config: Config, event: string): string[] {
  return Object.entries(catalog).flatMap(([name, { kind, lists }]) => {
    const asked = config.asked.sections.includes(name) || lists.some((list) => config.asked.lists.includes(list));
    const skipped = config.asked.skipOn[name]?.includes(event) === true;
    return kind !== 'decide' && asked && !skipped ? [name] : [];
  });
}

function asOf(text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const time = typeof text === 'string' ? parseTime(text) : undefined;
  if (time !== undefined) return time;
  throw badInput([{ message: `input as-of: expected a time such as 2026-11-20T12:00:00Z, got "${inputText(text)}"` }]);
}

/** The configuration that was named, from the current folder; else the usual one of the working directory. */
function configPath(host: Host, basics: CommonInputs): string {
  return host.given['config'] === undefined ? join(basics['working-directory'], basics.config) : basics.config;
}

function badInput(problems: Problem[]): GovernanceError {
  return new GovernanceError(
    'BAD_INPUT',
    problems.length === 1 ? 'one input is wrong' : `${problems.length} inputs are wrong`,
    {
      problems,
      hint: 'action-catalog.md lists the inputs of every control.',
    },
  );
}

function notAsked(control: AnyControl, path: string): GovernanceError {
  const lists = askingLists(control).map((list) => ` or the list ${list}:`);
  return new GovernanceError('BAD_CONFIG', `the configuration ${path} does not ask for ${control.name}`, {
    hint: `Add a section ${control.name}:${lists.join('')}.`,
  });
}

function allRules(control: AnyControl, because: Because): Result[] {
  return Object.entries(control.rules as Rules).map(([id, rule]) =>
    wholeRuleResult(`${control.name}/${id}`, rule, 'unverified', {
      ...because,
      message: `the configuration of the base could not be read: ${because.message}`,
    }),
  );
}

function subjectOf({ subject, key, values }: Draft): Subject {
  const job = Number(values['check-run-id']);
  return {
    ...subject,
    ...(key === undefined ? {} : { matrixKey: key }),
    ...(Number.isSafeInteger(job) && job > 0 ? { checkRunId: job } : {}),
  };
}

function compose(
  control: AnyControl,
  draft: Draft,
  started: number,
  ended: number,
  secrets: readonly string[],
): Report {
  const { results, reads, metrics, notes, data, error } = draft.evaluation;
  const broken = results.find(isBroken);
  const fault: ReportError | undefined =
    error ??
    (broken === undefined
      ? undefined
      : { code: 'GITHUB_DOWN', message: broken.because?.message ?? '', hint: 'Run it again when GitHub answers.' });
  const report: Report = {
    kind: reportKind,
    schemaVersion: reportSchemaVersion,
    control: control.name,
    version,
    status: draft.status ?? reportStatus(results, fault),
    summary: describeCounts(results),
    subject: subjectOf(draft),
    ...(draft.loaded?.ok === true ? { policySource: draft.loaded.source } : {}),
    startedAt: isoTime(started),
    durationMs: Math.max(0, Math.round(ended - started)),
    results,
    inputs: reads,
    metrics,
    notes,
    ...(data === undefined ? {} : { data }),
    ...(fault === undefined ? {} : { error: fault }),
    ...(draft.replay === true ? { replay: true as const } : {}),
  };
  return redactReport(report, secrets);
}
