import { posix, relative, resolve, sep } from 'node:path';
import type { CommandRun, RunCommand } from '../core/command.ts';
import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import { commonFields, flag, integer, parseInputs } from '../core/inputs.ts';
import { type Json, stableJson } from '../core/json.ts';
import type { FailOn } from '../core/policy.ts';
import type { ProvedFact } from '../core/prove.ts';
import { version } from '../core/version.ts';
import { type ExitCode, exitCode } from '../domain/decision/exit.ts';
import { shareOut } from '../domain/prove/budget.ts';
import { fileFacts, type Mutation } from '../domain/prove/file-facts.ts';
import { guardOf, notAskedOf } from '../domain/prove/guard.ts';
import { proveDocument } from '../domain/prove/summary.ts';
import { renderProve } from '../render/prove.ts';
import { asked, madeBy } from './asked.ts';
import { type ChangedFile, changedPlace, rememberedPlace, type Seen } from './changed-place.ts';
import { parseOptions } from './cli-options.ts';
import { commandUsage } from './cli-text.ts';
import type { MadeFile } from './collect.ts';
import { offline } from './offline.ts';
import type { Outcome } from './outcome.ts';
import { openPlace } from './place.ts';
import { type Instead, runControl } from './run-control.ts';
import type { Place } from './run-place.ts';
import { hostOf, known, openEarly, type Terminal, wrongUse } from './terminal.ts';

const { config, profile, 'working-directory': workingDirectory, 'fail-on': failOn } = commonFields;

/** The options of the command. */
const fields = {
  config,
  'working-directory': workingDirectory,
  profile,
  'fail-on': failOn,
  most: integer({ description: 'How many facts are tried at most.', default: 400, min: 1, max: 100_000 }),
  all: flag({ description: 'Lists the guarded facts too, each with what guards it.', default: false }),
};

/** Files that are larger are not taken apart. */
const mostBytes = 1024 * 1024;
/** After so many facts it is said how far it is. */
const progressEvery = 25;

/** What a control says of the files as they are, and what it read of them. */
interface Unchanged {
  control: AnyControl;
  outcome: Outcome;
  seen: Seen;
}

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
  const { most, all, ...common } = options.given;
  const parsed = parseInputs({ fields, given: options.given, configured: {}, untrusted: false });
  const problems = [...options.problems, ...parsed.problems.map(({ message }) => message)];
  if (problems.length > 0) throw wrongUse(problems.join('; '));
  const made: MadeFile[] = [];
  const host = offline(hostOf(terminal, common, openEarly(terminal, args), made), terminal.clock());
  const controls = (await asked(terminal, host)).filter(({ kind }) => kind !== 'decide');
  const values = parsed.values as { 'working-directory': string; config: string; most: number; all: boolean };
  const shownConfig = common['config'] ?? posix.join(values['working-directory'], values.config);
  const opened = await openPlace(host, undefined, values['working-directory'], shownConfig);
  const place = rememberedPlace(await opened.place);
  const commands = repeated();

  /** Runs a control on the files as they are, or as they would be. */
  const judge = async (control: AnyControl, change?: ChangedFile): Promise<{ outcome: Outcome; seen: Seen }> => {
    const seen: Seen = { files: new Map(), containers: new Set() };
    const changed = Promise.resolve(changedPlace(place, change, seen));
    const instead: Instead = { open: async () => ({ ...opened, place: changed }), command: commands };
    return { outcome: await runControl(control, known(terminal), host, instead), seen };
  };

  const unchanged: Unchanged[] = [];
  for (const control of controls) {
    host.log.info(`prove: ${control.name} judges the files as they are`);
    const { outcome, seen } = await judge(control);
    const { error } = outcome.report;
    if (error !== undefined)
      throw new GovernanceError(error.code, `${control.name}: ${error.message}`, {
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        ...(error.problems === undefined ? {} : { problems: error.problems }),
      });
    unchanged.push({ control, outcome, seen });
    made.push(...madeBy(outcome));
  }

  const own = await ownConfig(host.cwd, shownConfig, values['working-directory'], place, host);
  const files = readFiles(unchanged, own);
  const untried: { path?: string; count: number; what: string }[] = [];
  const tell = (path: string): string => posix.relative(place.folder, path);
  const known_ = files.map(({ path, content }) => {
    if (content.length > mostBytes) {
      untried.push({ path: tell(path), count: 1, what: `file of more than ${mostBytes} bytes` });
      return { path, mutations: [] };
    }
    const { mutations, untried: left } = fileFacts(path, content);
    untried.push(...left.map((each) => ({ path: tell(path), ...each })));
    return { path, mutations };
  });
  for (const path of new Set(unchanged.flatMap(({ seen }) => [...seen.containers])))
    untried.push({ path: tell(path), count: 1, what: 'archive or folder that is opened as one' });
  const shares = shareOut(known_, values.most);
  for (const { path, left } of shares)
    if (left > 0)
      untried.push({ path: tell(path), count: left, what: `facts beyond the limit (--most ${values.most})` });

  const total = shares.reduce((sum, { mutations }) => sum + mutations.length, 0);
  const facts: ProvedFact[] = [];
  for (const { path, mutations } of shares) {
    const readers = unchanged.filter(({ seen }) => seen.files.has(path));
    const notAsked = notAskedOf(readers.map(({ outcome }) => outcome.report));
    for (const mutation of mutations) {
      const guard = await guardedBy(mutation, unchanged, made, judge);
      const { bytes: _bytes, ...fact } = mutation;
      facts.push({ ...fact, path: tell(path), ...(guard === undefined ? { notAsked } : { guardedBy: guard }) });
      if (facts.length % progressEvery === 0) host.log.info(`prove: ${facts.length} of ${total} facts tried`);
    }
  }
  const document = proveDocument({
    version,
    unchanged: unchanged.map(({ outcome: { report } }) => report),
    facts,
    untried,
  });
  const print = options.json ? terminal.stderr : terminal.stdout;
  const people = options.json ? terminal.isTerminal.stderr : terminal.isTerminal.stdout;
  if (!options.json || people)
    print(renderProve(document, { color: people && (terminal.env['NO_COLOR'] ?? '') === '', all: values.all }));
  if (options.json) terminal.stdout(`${JSON.stringify(document, null, 2)}\n`);
  return exitCode(document.status, parsed.values['fail-on'] as FailOn);
}

/** Who notices it first, in the order in which the controls run; those that join the reports of others are told of the change by them. */
async function guardedBy(
  mutation: Mutation,
  unchanged: readonly Unchanged[],
  made: MadeFile[],
  judge: (control: AnyControl, change: ChangedFile) => Promise<{ outcome: Outcome }>,
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
    const key = stableJson(request as unknown as Json);
    const answer = answers.get(key) ?? usual(request);
    answers.set(key, answer);
    return answer;
  };
}

/** The files that any control read, in the order of their paths; the configuration is what judges, and none of them. */
function readFiles(unchanged: readonly Unchanged[], config: string): { path: string; content: Uint8Array }[] {
  const all = new Map(unchanged.flatMap(({ seen }) => [...seen.files]));
  all.delete(config);
  return [...all].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([path, content]) => ({ path, content }));
}

/** The configuration by its path from the top of the repository, or a path that no file of it has. */
async function ownConfig(
  cwd: string,
  shown: string,
  folder: string,
  place: Place,
  host: ReturnType<typeof hostOf>,
): Promise<string> {
  const at = resolve(cwd, folder);
  const repository = await host.openRepository(at);
  const top = repository.ok ? repository.repository.top : resolve(at, posix.relative(place.folder, '') || '.');
  return relative(top, resolve(cwd, shown)).split(sep).join('/');
}
