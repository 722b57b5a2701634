import { join, resolve } from 'node:path';
import { globMatcher } from '../adapters/glob.ts';
import { claimReport, type Release } from '../adapters/report-claim.ts';
import { removeReport, writeReport } from '../adapters/report-files.ts';
import type { Allowed } from '../core/allowed.ts';
import { catalog } from '../core/catalog.ts';
import type { RunCommand } from '../core/command.ts';
import { asksFor, type Config, type KnownNames } from '../core/config.ts';
import { type AnyControl, askingLists } from '../core/control.ts';
import { type Because, GovernanceError, type Problem, toError } from '../core/errors.ts';
import { evaluate, noEvaluation, reportError, type World } from '../core/evaluation.ts';
import type { RunEvent } from '../core/event.ts';
import { type CommonInputs, commonFields, type Fields, inputText, parseInputs } from '../core/inputs.ts';
import { asciiJson } from '../core/json.ts';
import { suggestion } from '../core/nearest.ts';
import { builtInProfiles } from '../core/policy.ts';
import type { Result } from '../core/report.ts';
import { wholeRuleResult } from '../core/result.ts';
import type { Rules } from '../core/rule.ts';
import { reportName } from '../core/safe-name.ts';
import { moment, parseTime } from '../core/time.ts';
import { liveWith, stageOf } from '../domain/decision/live-with.ts';
import { conclude, runSubject, secretsOf } from './conclude.ts';
import type { Host } from './host.ts';
import { journalBeside } from './journal.ts';
import type { Draft, Outcome } from './outcome.ts';
import { openPlace } from './place.ts';
import { type LoadedConfig, loadConfig } from './policy.ts';
import { profileOf } from './profile.ts';
import { documentNames, reportFolder } from './report-place.ts';
import { distrust, judgedCommit } from './trust.ts';
import { trustedPlace } from './trusted-place.ts';

/** What stands in the place of a part of a run, for whoever judges something else than what lies there. */
export interface Instead {
  /** Opens what is judged. */
  open?: typeof openPlace;
  /** Reads the configuration. */
  load?: typeof loadConfig;
  /** Runs commands; it is given what else would run them. */
  command?: (usual: RunCommand) => RunCommand;
}

/** Runs one control from its inputs to its written report. Never throws for what the inputs, the files or GitHub do. */
export async function runControl(
  control: AnyControl,
  known: KnownNames,
  host: Host,
  instead: Instead = {},
): Promise<Outcome> {
  const started = host.clock();
  const own = givenCommon(host);
  const basics = parseInputs({ fields: commonFields, given: own, configured: {}, untrusted: false });
  const draft: Draft = {
    subject: { event: 'local' },
    evaluation: noEvaluation(),
    values: basics.values,
    key: (basics.values['artifact-key'] as string | undefined) ?? givenName(control, host),
  };
  let folder: string | undefined;
  let release: Release | undefined;
  const name = reportName(control.name, draft.key);
  try {
    const into = reportFolder(host, draft.values['report-dir'] as string | undefined);
    if (into !== undefined) {
      release = await writable(into, () => claimReport(into, name));
      if (release === undefined) throw claimed(into, name);
      folder = into;
      await writable(into, () => removeReport(into, name, documentNames(control, name, draft.key)));
    }
    const event = await judge(control, known, host, draft, { started, folder, instead });
    if (control.kind === 'act') await (await import('./act.ts')).act(control, draft, host, event);
  } catch (thrown) {
    note(draft, host, thrown);
  }
  if (folder !== undefined) {
    const outcome = await conclude(control, draft, host, started);
    const text = asciiJson(outcome.report);
    const into = folder;
    const dropped = draft.evaluation.packed.map((ending) => `${name}.${ending}`);
    try {
      if (outcome.packed.length === 0 && dropped.length > 0)
        await writable(into, () => removeReport(into, name, dropped));
      const written = {
        json: text,
        markdown: outcome.markdown(),
        documents: outcome.documents,
        packed: outcome.packed,
      };
      return { ...outcome, files: await writable(into, () => writeReport(into, name, written)) };
    } catch (thrown) {
      note(draft, host, thrown);
    } finally {
      await release?.();
    }
  }
  return conclude(control, draft, host, started);
}

/** Two runs that write the same files would mix what they found; the second one writes nothing. */
function claimed(folder: string, name: string): GovernanceError {
  return new GovernanceError('BAD_INPUT', `another run is writing ${name} into ${folder}`, {
    hint: 'Name another folder with report-dir.',
  });
}

/** The name that tells several runs of one control apart, for controls that have such an input. */
function givenName(control: AnyControl, host: Host): string | undefined {
  const name = Object.hasOwn(control.inputs, 'name') ? host.given['name']?.trim() : undefined;
  return name === '' ? undefined : name;
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

/** Fills the draft step by step, so that whatever breaks later, what is known by then is reported. */
async function judge(
  control: AnyControl,
  known: KnownNames,
  host: Host,
  draft: Draft,
  { started, folder, instead }: { started: number; folder: string | undefined; instead: Instead },
): Promise<RunEvent | undefined> {
  const basics = draft.values as unknown as CommonInputs;
  const event = await host.readEvent?.();
  if (event !== undefined) draft.subject = event.subject;
  const open = instead.open ?? openPlace;
  const opening = await open(host, event, basics['working-directory'], configPath(host, basics));
  const { policy } = opening;
  const [placed, loading] = await Promise.allSettled([
    opening.place,
    (instead.load ?? loadConfig)({ ...policy, controls: [control], known }),
  ]);
  if (placed.status === 'fulfilled') {
    draft.place = placed.value;
    draft.subject = placed.value.subject;
  }
  if (loading.status === 'fulfilled') draft.loaded = loading.value;
  const asked = draft.loaded?.ok !== true || asksFor(control, draft.loaded.config);
  const parsed = readInputs(control, host, draft.loaded, asked);
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
    ...(control.kind === 'act' ? (await import('./act.ts')).mayAct(control, parsed.values, event) : []),
  ];
  // A policy that may not be trusted cannot say that a failure does not matter.
  if (trust.length > 0) draft.values = { ...draft.values, 'fail-on': commonFields['fail-on'].default };
  draft.evaluation.results = trust;
  if (!loaded.ok) {
    draft.evaluation.results.push(...allRules(control, loaded.because));
    return event;
  }
  const { config } = loaded;
  const section = config.sections[control.name] ?? {};
  draft.evaluation.notes.push(...loaded.notes);
  if (!asked) {
    if (parsed.values['if-not-configured'] !== 'skip') throw notAsked(control, policy.shown);
    if (trust.length === 0) draft.status = 'not-applicable';
    draft.evaluation.notes.push('The configuration does not ask for it.');
    return event;
  }
  if (((section['skip-on'] as string[] | undefined) ?? []).includes(place.subject.event)) {
    if (trust.length === 0) draft.status = 'not-applicable';
    draft.evaluation.notes.push(`The configuration says that it does not apply on ${place.subject.event}.`);
    return event;
  }
  const time = moment(started, event?.at, asOf(parsed.values['as-of']));
  draft.replay = time.replay;
  const stage = stageOf(event);
  const allow = (name: string, results: readonly Result[], facts: Readonly<Record<string, string>> = {}): Allowed =>
    liveWith(name, unwaivable(name, control), results, config.common, time, stage, facts);
  const command: RunCommand = async (request) => {
    const { commandIn } = await import('./commands.ts');
    const workingDirectory = parsed.values['working-directory'] as string;
    const secrets = secretsOf(control, host);
    return commandIn(
      { host, event, subject: place.subject, source: loaded.source, workingDirectory, secrets },
      request,
    );
  };
  const world: World = {
    inputs: parsed.values,
    lists: config.lists,
    disabledRules: (section['disabled-rules'] as Record<string, string> | undefined) ?? {},
    subject: runSubject({ ...draft, values: parsed.values, subject: place.subject }),
    time,
    log: host.log,
    tree: place.judged,
    before: place.before,
    produced: place.produced.files,
    scan: place.produced.scan,
    command: instead.command?.(command) ?? command,
    history: place.history,
    past: () => place.past(),
    runOther: async (name, view) =>
      (await import('./run-other.ts')).runOther(name, view, { world, policy, known, load: host.loadControl }),
    policy: {
      source: loaded.source,
      ...(loaded.source.kind === 'base' ? place.policy : place.own),
      history: place.wholeHistory,
      folder: place.folder,
      profile: profileOf(parsed.values['profile'] as string, config.common.profiles),
      profileName: parsed.values['profile'] as string,
      failOn: config.common['fail-on'] ?? 'unverified',
      roles: config.common.roles,
      ...askedControls(config, place.subject.event),
      parts: config.asked.parts,
      sections: config.asked.sections,
      allow,
    },
    collect: (request) => host.collect(request, place.subject),
    matcher: globMatcher,
    github(credential) {
      const token = host.secret(credential ?? 'token');
      return token === undefined ? undefined : host.createGitHub(token);
    },
    publicGitHub: () => host.createGitHub(undefined),
    container: (path) => place.produced.container(path),
    pack: async (ending, files) => {
      const { packBeside } = await import('./pack.ts');
      const from = resolve(host.cwd, parsed.values['working-directory'] as string);
      return packBeside({ folder, name: `${reportName(control.name, draft.key)}.${ending}`, from }, files);
    },
    journal: (ending) =>
      journalBeside(control, host, { folder, name: `${reportName(control.name, draft.key)}.${ending}` }),
  };
  const evaluated = await evaluate(control, world);
  const allowed = allow(control.name, evaluated.results, evaluated.facts);
  draft.evaluation = {
    ...evaluated,
    results: [...trust, ...allowed.results],
    notes: [
      ...loaded.notes,
      ...evaluated.notes,
      ...allowed.uses.map(({ kind, id, state, message }) => `${kind} ${id}: ${state}, ${message}`),
    ],
  };
  return event;
}

/** The inputs of the control and those of every one; of one that is not asked for only these. */
function readInputs(
  control: AnyControl,
  host: Host,
  loaded: LoadedConfig | undefined,
  asked: boolean,
): ReturnType<typeof parseInputs> {
  const config = loaded?.ok === true ? loaded.config : undefined;
  return parseInputs({
    fields: { ...commonFields, ...(asked ? (control.inputs as Fields) : {}) },
    given: asked ? host.given : givenCommon(host),
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

/** The controls whose reports are expected (what changes something says nothing about what is judged), and those that the configuration skips on this event. */
function askedControls(config: Config, event: string): { asked: string[]; skipped: string[] } {
  const { sections, lists: given } = config.asked;
  const all = Object.entries(catalog).flatMap(([name, { kind, lists }]) =>
    kind !== 'decide' && kind !== 'act' && (sections.includes(name) || lists.some((list) => given.includes(list)))
      ? [name]
      : [],
  );
  const skips = (name: string): boolean => config.asked.skipOn[name]?.includes(event) === true;
  return { asked: all.filter((name) => !skips(name)), skipped: all.filter(skips) };
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

function givenCommon({ given }: Host): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(commonFields, name)));
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
