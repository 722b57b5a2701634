import { relative, resolve, sep } from 'node:path';
import type { CommandRun, RunCommand } from '../core/command.ts';
import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import { commonFields, flag, integer, parseInputs } from '../core/inputs.ts';
import { stableJson } from '../core/json.ts';
import type { FailOn } from '../core/policy.ts';
import type { ProveDocument, ProvedFact, Untried } from '../core/prove.ts';
import { version } from '../core/version.ts';
import { type ExitCode, exitCode } from '../domain/decision/exit.ts';
import { shareOut } from '../domain/prove/budget.ts';
import { fileFacts, type Mutation } from '../domain/prove/file-facts.ts';
import { guardOf } from '../domain/prove/guard.ts';
import { wholeFile } from '../domain/prove/settings.ts';
import { proveDocument, provedFile } from '../domain/prove/summary.ts';
import { renderProve } from '../render/prove.ts';
import { asked, madeBy } from './asked.ts';
import { type ChangedFile, changedPlace, rememberedPlace, type Seen } from './changed-place.ts';
import { parseOptions } from './cli-options.ts';
import { commandUsage } from './cli-text.ts';
import type { MadeFile } from './collect.ts';
import type { Host } from './host.ts';
import { offline } from './offline.ts';
import type { Outcome } from './outcome.ts';
import { openPlace } from './place.ts';
import { type Instead, runControl } from './run-control.ts';
import { hostOf, known, openEarly, type Terminal, wrongUse } from './terminal.ts';

const { config, profile, 'working-directory': workingDirectory, 'fail-on': failOn } = commonFields;

/** The options of the command. */
const fields = {
  config,
  'working-directory': workingDirectory,
  profile,
  'fail-on': failOn,
  most: integer({ description: 'How many facts are tried at most.', default: 400, min: 1, max: 100_000 }),
  all: flag({ description: 'Shows every fact, with what guards it.', default: false }),
};

/** Larger files are not taken apart. */
const mostBytes = 1024 * 1024;
/** After so many facts it is said how far it is. */
const progressEvery = 25;

/** What a control says of the files as they are, and what it read of them. */
interface Unchanged {
  control: AnyControl;
  outcome: Outcome;
  seen: Seen;
}

type Judge = (control: AnyControl, change?: ChangedFile) => Promise<{ outcome: Outcome; seen: Seen }>;

/**
 * `prove`: makes every recorded fact of the files that the controls read wrong, one at a time and in memory only, and lists those that no
 * control notices. 0: every fact was tried and is guarded; 1: one is not; 3: that cannot be said of all of them.
 */
export async function prove(terminal: Terminal, args: readonly string[]): Promise<ExitCode> {
  const options = parseOptions(args, fields);
  if (options.help) {
    terminal.stdout(commandUsage('prove', fields));
    return 0;
  }
  const parsed = parseInputs({ fields, given: options.given, configured: {}, untrusted: false });
  const problems = [...options.problems, ...parsed.problems.map(({ message }) => message)];
  if (problems.length > 0) throw wrongUse(problems.join('; '));
  const { most, all } = parsed.values as { most: number; all: boolean };
  const { most: _most, all: _all, ...given } = options.given;

  const made: MadeFile[] = [];
  const host = offline(hostOf(terminal, given, openEarly(terminal, args), made), terminal.clock());
  const controls = (await asked(terminal, host)).filter(({ kind }) => kind !== 'decide');
  const { judge, folder, configuration } = await rehearsal(terminal, host);
  const unchanged = await judgeUnchanged(controls, judge, made, host);
  const document = await tryFacts({ unchanged, judge, made, host, folder, configuration, most });

  const people = options.json ? terminal.isTerminal.stderr : terminal.isTerminal.stdout;
  const color = people && (terminal.env['NO_COLOR'] ?? '') === '';
  const text = renderProve(document, { color, all, wholeFile });
  if (!options.json) terminal.stdout(text);
  else {
    if (people) terminal.stderr(text);
    terminal.stdout(`${JSON.stringify(document, null, 2)}\n`);
  }
  return exitCode(document.status, parsed.values['fail-on'] as FailOn);
}

/** How controls judge the working directory with one of its files changed in memory. */
async function rehearsal(
  terminal: Terminal,
  host: Host,
): Promise<{ judge: Judge; folder: string; configuration: string }> {
  const at = host.given['working-directory'] ?? '.';
  const shown = host.given['config'] ?? `${at}/${config.default}`;
  const opened = await openPlace(host, undefined, at, shown);
  const place = rememberedPlace(await opened.place);
  const command = repeated();
  const judge: Judge = async (control, change) => {
    const seen: Seen = { files: new Map(), containers: new Set() };
    const changed = Promise.resolve(changedPlace(place, change, seen));
    const instead: Instead = { open: async () => ({ ...opened, place: changed }), command };
    return { outcome: await runControl(control, known(terminal), host, instead), seen };
  };
  const within = relative(resolve(host.cwd, at), resolve(host.cwd, shown)).split(sep).join('/');
  return { judge, folder: place.folder, configuration: `${place.folder}${within}` };
}

/** What all of them say of the files as they are; one that breaks on them could say nothing of others. */
async function judgeUnchanged(
  controls: readonly AnyControl[],
  judge: Judge,
  made: MadeFile[],
  { log }: Host,
): Promise<Unchanged[]> {
  const unchanged: Unchanged[] = [];
  for (const control of controls) {
    log.info(`prove: ${control.name} judges the files as they are`);
    const { outcome, seen } = await judge(control);
    const { error } = outcome.report;
    if (error !== undefined) {
      throw new GovernanceError(error.code, `${control.name}: ${error.message}`, {
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        ...(error.problems === undefined ? {} : { problems: error.problems }),
      });
    }
    unchanged.push({ control, outcome, seen });
    made.push(...madeBy(outcome));
  }
  return unchanged;
}

interface Trial {
  unchanged: readonly Unchanged[];
  judge: Judge;
  made: MadeFile[];
  host: Host;
  folder: string;
  configuration: string;
  most: number;
}

async function tryFacts(trial: Trial): Promise<ProveDocument> {
  const { unchanged, judge, made, host, folder, configuration, most } = trial;
  // What a report says of a file counts from the working directory too.
  const tell = (path: string): string => (path.startsWith(folder) ? path.slice(folder.length) : `/${path}`);
  const untried: Untried[] = [];
  const files = readFiles(unchanged, configuration).map(({ path, content }) => {
    const large = content.length > mostBytes;
    const { mutations, untried: left } = large
      ? { mutations: [], untried: [{ count: 1, why: 'too-large' as const }] }
      : fileFacts(path, content);
    untried.push(...left.map((each) => ({ path: tell(path), ...each })));
    return { path, mutations };
  });
  for (const path of new Set(unchanged.flatMap(({ seen }) => [...seen.containers])))
    untried.push({ path: tell(path), count: 1, why: 'opened-whole' });
  const shares = shareOut(files, most);
  const total = shares.reduce((sum, { mutations }) => sum + mutations.length, 0);
  const facts: ProvedFact[] = [];
  const proved = [];
  for (const { path, mutations, left } of shares) {
    if (left > 0) untried.push({ path: tell(path), count: left, why: 'limit' });
    const own: ProvedFact[] = [];
    let unsound = 0;
    for (const mutation of mutations) {
      if (!mutation.isSound()) {
        unsound += 1;
        continue;
      }
      const guard = await guardedBy(mutation, unchanged, made, judge);
      const { bytes: _bytes, isSound: _isSound, ...fact } = mutation;
      own.push({ ...fact, path: tell(path), ...(guard === undefined ? {} : { guardedBy: guard }) });
      const tried = facts.length + own.length;
      if (tried % progressEvery === 0) host.log.info(`prove: ${tried} of ${total} facts tried`);
    }
    if (unsound > 0) untried.push({ path: tell(path), count: unsound, why: 'not-written' });
    facts.push(...own);
    const readers = unchanged.filter(({ seen }) => seen.files.has(path)).map(({ outcome }) => outcome.report);
    proved.push(provedFile(tell(path), own, readers));
  }
  const said = unchanged.map(({ outcome: { report } }) => report);
  return proveDocument({ version, unchanged: said, facts, files: proved, untried });
}

/** Who notices it first, in the order in which the controls run; those that join the reports of others are told of the change by them. */
async function guardedBy(
  mutation: Mutation,
  unchanged: readonly Unchanged[],
  made: MadeFile[],
  judge: Judge,
): Promise<ProvedFact['guardedBy']> {
  const { path, kind } = mutation;
  const change = { path, after: mutation.bytes() };
  made.length = 0;
  for (const { control, outcome, seen } of unchanged) {
    // A file that is gone is missing where files are listed, too.
    const concerned = seen.files.has(path) || control.joins === true || kind === 'file';
    const now = concerned ? (await judge(control, change)).outcome : outcome;
    const guard = concerned ? guardOf(outcome.report, now.report, path) : undefined;
    if (guard !== undefined) return guard;
    made.push(...madeBy(now));
  }
  return undefined;
}

/** Commands judge the files that lie there: each runs once, and its answer stays. */
function repeated(): (usual: RunCommand) => RunCommand {
  const answers = new Map<string, Promise<CommandRun>>();
  return (usual) => (request) => {
    const key = stableJson(request);
    const answer = answers.get(key) ?? usual(request);
    answers.set(key, answer);
    return answer;
  };
}

/** The files that any control read, in the order of their paths; the configuration is what judges, and none of them. */
function readFiles(unchanged: readonly Unchanged[], configuration: string): { path: string; content: Uint8Array }[] {
  const all = new Map(unchanged.flatMap(({ seen }) => [...seen.files]));
  all.delete(configuration);
  return [...all].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([path, content]) => ({ path, content }));
}
