import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { globMatcher } from '../adapters/glob.ts';
import { removeReport, writeReport } from '../adapters/report-files.ts';
import { asksFor, type KnownNames } from '../core/config.ts';
import type { AnyControl } from '../core/control.ts';
import { type Because, GovernanceError, type Problem, toError } from '../core/errors.ts';
import { type Evaluation, evaluate, reportError } from '../core/evaluation.ts';
import type { RunEvent } from '../core/event.ts';
import { sha256 } from '../core/fingerprint.ts';
import { type CommonInputs, commonFields, type Fields, parseInputs } from '../core/inputs.ts';
import type { CommonConfig } from '../core/policy.ts';
import type { Report, ReportError, Result, Subject } from '../core/report.ts';
import { reportKind, reportSchemaVersion } from '../core/report-status.ts';
import { wholeRuleResult } from '../core/result.ts';
import type { Rules } from '../core/rule.ts';
import { isoTime, type Moment, moment } from '../core/time.ts';
import { version } from '../core/version.ts';
import { applyAttestations } from '../domain/decision/attestation.ts';
import { applyDeferrals, type Stage } from '../domain/decision/deferral.ts';
import { type ExitCode, exitCode, headline } from '../domain/decision/exit.ts';
import { describeCounts, isBroken, reportStatus } from '../domain/decision/status.ts';
import { applyWaivers } from '../domain/decision/waiver.ts';
import { redactReport } from '../render/redact-report.ts';
import { renderSummary } from '../render/summary.ts';
import type { Host } from './host.ts';
import { openPlace, type Place, type PolicyPlace } from './place.ts';
import { type LoadedConfig, loadConfig } from './policy.ts';
import { distrust, judgedCommit } from './trust.ts';

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
  values: Record<string, unknown>;
}

/** Runs one control from its inputs to its written report. Never throws for what the inputs, the files or GitHub do. */
export async function runControl(control: AnyControl, known: KnownNames, host: Host): Promise<Outcome> {
  const started = host.clock();
  // Each schema is used once in a run: compiling it would cost more than it saves.
  z.config({ jitless: true });
  const own = Object.fromEntries(Object.entries(host.given).filter(([name]) => name in commonFields));
  const basics = parseInputs({ fields: commonFields, given: own, configured: {}, untrusted: false });
  const draft: Draft = {
    subject: { event: 'local' },
    evaluation: { results: [], reads: [], metrics: {}, outputs: {}, notes: [] },
    values: basics.values,
  };
  let folder: string | undefined;
  const name = reportName(control.name, draft.values['artifact-key'] as string | undefined);
  try {
    folder = reportFolder(host, draft.values['report-dir'] as string | undefined);
    if (folder !== undefined) await removeReport(folder, name);
    await judge(control, known, host, draft, started);
  } catch (thrown) {
    draft.evaluation.error = reportError(thrown);
  }
  const report = compose(control, draft, started, host.clock());
  const common = draft.values as unknown as CommonInputs;
  const exit = exitCode(report.status, common['fail-on'], report.error?.code);
  const words = headline(report.status);
  const markdown = renderSummary(report, { title: control.title, headline: words });
  const files =
    folder === undefined
      ? undefined
      : await writeReport(folder, name, `${JSON.stringify(report, null, 2)}\n`, markdown);
  return {
    report,
    exit,
    words,
    markdown,
    ...(files === undefined ? {} : { files }),
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
  if (parsed.problems.length > 0) throw badInput(parsed.problems);
  const [place, loaded] = [placed.value, loading.value];
  draft.values = parsed.values;
  const trust = [
    ...judgedCommit(place.subject, host.runSha),
    ...parsed.policyDifferences.map((difference) => distrust('policy-input', difference)),
    ...(await unusualConfig(policy, place.folder, loaded)),
  ];
  draft.evaluation.results = trust;
  if (!loaded.ok) {
    draft.evaluation.results.push(...allRules(control, loaded.because));
    return;
  }
  const { config } = loaded;
  const section = config.sections[control.name] ?? {};
  draft.evaluation.notes.push(...loaded.notes);
  if (!asksFor(control, config)) throw notAsked(control, policy.path);
  if (((section['skip-on'] as string[] | undefined) ?? []).includes(place.subject.event)) {
    if (trust.length === 0) draft.status = 'not-applicable';
    draft.evaluation.notes.push(`The configuration says that it does not apply on ${place.subject.event}.`);
    return;
  }
  const time = moment(started, event?.at);
  const evaluated = await evaluate(control, {
    inputs: parsed.values,
    lists: config.lists,
    disabledRules: (section['disabled-rules'] as Record<string, string> | undefined) ?? {},
    subject: place.subject,
    time,
    log: host.log,
    tree: place.judged,
    base: place.base,
    matcher: globMatcher,
    github(credential) {
      const token = host.secret(credential ?? 'token');
      return token === undefined ? undefined : host.createGitHub(token);
    },
  });
  const allowed = liveWith(control, evaluated.results, config.common, time, stageOf(event));
  draft.evaluation = {
    ...evaluated,
    results: [...trust, ...allowed.results],
    notes: [...loaded.notes, ...evaluated.notes, ...allowed.notes],
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
    untrusted: host.kind === 'action' && !(loaded?.ok === true && loaded.source.kind === 'bootstrap'),
  });
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

/** The configuration that was named, from the current folder; else the usual one of the working directory. */
function configPath(host: Host, basics: CommonInputs): string {
  return host.given['config'] === undefined ? join(basics['working-directory'], basics.config) : basics.config;
}

function badInput(problems: Problem[]): GovernanceError {
  return new GovernanceError(
    'BAD_INPUT',
    `${problems.length} of the inputs ${problems.length === 1 ? 'is' : 'are'} wrong`,
    {
      problems,
      hint: 'action-catalog.md lists the inputs of every control.',
    },
  );
}

function notAsked(control: AnyControl, path: string): GovernanceError {
  const lists = Object.keys(control.lists).map((list) => ` or the list ${list}:`);
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

/** A configuration under an unusual name that only the judged change has, while the base has the usual one. */
async function unusualConfig(policy: PolicyPlace, folder: string, loaded: LoadedConfig): Promise<Result[]> {
  const { path, base } = policy;
  const usual = `${folder}${commonFields.config.default ?? ''}`;
  if (!loaded.ok || loaded.source.kind !== 'bootstrap' || path === usual || base === undefined || 'because' in base)
    return [];
  const answer = await base.read(usual, Number.MAX_SAFE_INTEGER);
  return answer.found ? [distrust('config-path', { given: path, usual })] : [];
}

function liveWith(
  control: AnyControl,
  results: readonly Result[],
  policy: CommonConfig,
  time: Moment,
  stage: Stage,
): { results: Result[]; notes: string[] } {
  const concerns = (entry: { rule?: string | undefined }): boolean =>
    entry.rule === undefined || entry.rule.startsWith(`${control.name}/`);
  const waived = applyWaivers(results, policy.waivers.filter(concerns), control.rules, time, policy['waiver-cap-days']);
  const attested = applyAttestations(waived.results, policy.attestations.filter(concerns), time, {});
  const deferred = applyDeferrals(attested.results, policy.deferrals.filter(concerns), stage);
  const notes = [...waived.uses, ...attested.uses, ...deferred.uses].map(
    ({ kind, id, state, message }) => `${kind} ${id}: ${state}, ${message}`,
  );
  return { results: deferred.results, notes };
}

function stageOf(event: RunEvent | undefined): Stage {
  if (event === undefined) return 'pull-request';
  const { subject, defaultBranch } = event;
  if (subject.event.startsWith('pull_request')) return 'pull-request';
  if (subject.event === 'merge_group') return 'merge_group';
  if (subject.event === 'release' || subject.ref?.startsWith('refs/tags/') === true) return 'release';
  return subject.ref === `refs/heads/${defaultBranch ?? ''}` ? 'default-branch' : 'pull-request';
}

/** `<control>[-<key>]`; a key with other characters than letters, digits, `.`, `_`, `-` is made unique by its hash. */
function reportName(control: string, key: string | undefined): string {
  if (key === undefined) return control;
  const plain = key.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80);
  return `${control}-${plain === key ? key : `${plain}-${sha256(key).slice(0, 8)}`}`;
}

function reportFolder(host: Host, given: string | undefined): string | undefined {
  if (host.kind === 'cli') return given === undefined ? undefined : resolve(host.cwd, given);
  if (host.temporary === undefined || host.temporary === '') {
    throw new GovernanceError('BAD_INPUT', 'the runner did not set RUNNER_TEMP, below which reports are written');
  }
  const folder = resolve(host.cwd, given ?? resolve(host.temporary, 'release-governance'));
  const inside = relative(host.temporary, folder);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new GovernanceError('BAD_INPUT', `report-dir ${given ?? ''} is not below RUNNER_TEMP`, {
      hint: 'Leave report-dir out, or name a folder below ${{ runner.temp }}: a report in the checkout could be a committed file.',
    });
  }
  return folder;
}

function compose(control: AnyControl, draft: Draft, started: number, ended: number): Report {
  const { results, reads, metrics, notes, data, error } = draft.evaluation;
  const broken = results.find(isBroken);
  const fault: ReportError | undefined =
    error ??
    (broken === undefined
      ? undefined
      : { code: 'GITHUB_DOWN', message: broken.because?.message ?? '', hint: 'Run it again when GitHub answers.' });
  return redactReport({
    kind: reportKind,
    schemaVersion: reportSchemaVersion,
    control: control.name,
    version,
    status: draft.status ?? reportStatus(results, fault),
    summary: describeCounts(results),
    subject: draft.subject,
    ...(draft.loaded?.ok === true ? { policySource: draft.loaded.source } : {}),
    startedAt: isoTime(started),
    durationMs: Math.max(0, Math.round(ended - started)),
    results,
    inputs: reads,
    metrics,
    notes,
    ...(data === undefined ? {} : { data }),
    ...(fault === undefined ? {} : { error: fault }),
  });
}
