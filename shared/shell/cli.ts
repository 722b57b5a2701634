import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { openRepository } from '../adapters/git.ts';
import { worktree } from '../adapters/worktree.ts';
import { asksFor, type Config, type KnownNames } from '../core/config.ts';
import type { AnyControl, ControlKind } from '../core/control.ts';
import { GovernanceError, toError } from '../core/errors.ts';
import { reportError } from '../core/evaluation.ts';
import { commonFields } from '../core/inputs.ts';
import { asciiJson } from '../core/json.ts';
import { suggestion } from '../core/nearest.ts';
import type { GitHub, Log } from '../core/ports.ts';
import type { Rules } from '../core/rule.ts';
import { oneLine } from '../core/sanitise.ts';
import { version } from '../core/version.ts';
import { type ExitCode, exitCode } from '../domain/decision/exit.ts';
import { optionFields, parseOptions } from './cli-options.ts';
import {
  commonRules,
  controlUsage,
  describeControl,
  explain,
  listText,
  runUsage,
  secretVariable,
  secretVariables,
  usage,
} from './cli-text.ts';
import type { MadeFile } from './collect.ts';
import type { Host } from './host.ts';
import type { Outcome } from './outcome.ts';
import { loadConfig } from './policy.ts';
import { foldersWithReports } from './report-place.ts';
import { runControl } from './run-control.ts';

/** What the command line touches besides files: given by the entry, and by tests. */
export interface Terminal {
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  /** Whether people see standard output and standard error directly. */
  isTerminal: { stdout: boolean; stderr: boolean };
  clock: () => number;
  controls: { names: readonly string[]; lists: readonly string[]; load(name: string): Promise<AnyControl> };
  gitHubClients: (log: Log) => (token: string | undefined) => GitHub;
}

/** Runs one command and returns its exit code. Never throws. */
export async function runCli(terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(terminal);
  } catch (thrown) {
    const { code, message, hint, problems } = toError(thrown);
    terminal.stderr(`release-governance: ${oneLine(message)}\n`);
    for (const problem of problems) {
      const where = [problem.path, problem.line, problem.column].filter((part) => part !== undefined).join(':');
      terminal.stderr(`  ${where === '' ? '' : `${oneLine(where)}  `}${oneLine(problem.message)}\n`);
    }
    if (hint !== undefined) terminal.stderr(`  to do: ${oneLine(hint)}\n`);
    return exitCode('error', 'unverified', code);
  }
}

async function dispatch(terminal: Terminal): Promise<ExitCode> {
  const { names } = terminal.controls;
  const [command, ...args] = terminal.args;
  switch (command) {
    case undefined:
      terminal.stderr(`release-governance: no command was given\n\n${usage(names)}`);
      return 2;
    case '--help':
    case '-h':
    case 'help':
      terminal.stdout(usage(names));
      return 0;
    case '--version':
      terminal.stdout(`${version}\n`);
      return 0;
    case 'list':
      return list(terminal, args);
    case 'explain':
      return explainRule(terminal, args);
    case 'run':
      return runAll(terminal, args);
    case 'init':
      return (await import('./cli-setup.ts')).initCommand(terminal, args, await loadAll(terminal));
    case 'doctor':
      return (await import('./cli-setup.ts')).doctorCommand(terminal, args, await loadAll(terminal));
    default:
      if (names.includes(command)) return runOne(terminal, command, args);
      throw wrongUse(`there is no command ${oneLine(command)}${suggestion(command, [...names, ...commands])}`);
  }
}

const commands = ['run', 'list', 'explain', 'init', 'doctor'];

function wrongUse(message: string): GovernanceError {
  return new GovernanceError('BAD_INPUT', message, {
    hint: 'release-governance --help lists the commands and options',
  });
}

async function loadAll({ controls }: Terminal): Promise<AnyControl[]> {
  return Promise.all(controls.names.map((name) => controls.load(name)));
}

async function list(terminal: Terminal, args: readonly string[]): Promise<ExitCode> {
  const { json, problems } = parseOptions(args, {});
  if (problems.length > 0) throw wrongUse(problems.join('; '));
  const controls = await loadAll(terminal);
  terminal.stdout(json ? `${JSON.stringify(controls.map(describeControl), null, 2)}\n` : listText(controls));
  return 0;
}

async function explainRule(terminal: Terminal, args: readonly string[]): Promise<ExitCode> {
  const [name = '', ...more] = args;
  const [control = '', id = ''] = name.split('/');
  if (more.length > 0 || id === '') {
    throw wrongUse(
      'explain takes one rule, written <control>/<rule>, e.g. manifest-sync/mirror-hash; list names them all',
    );
  }
  const known = terminal.controls.names.includes(control);
  const rules: Rules = control === 'trust' ? commonRules : known ? (await terminal.controls.load(control)).rules : {};
  const text = explain(rules, id, name);
  if (text === undefined) {
    throw wrongUse(
      known || control === 'trust'
        ? `${control} has no rule ${oneLine(id)}${suggestion(id, Object.keys(rules))}`
        : `there is no control ${oneLine(control)}${suggestion(control, [...terminal.controls.names, 'trust'])}`,
    );
  }
  terminal.stdout(text);
  return 0;
}

async function runOne(terminal: Terminal, name: string, args: readonly string[]): Promise<ExitCode> {
  const open = openEarly(terminal, args);
  const control = await terminal.controls.load(name);
  const options = parseOptions(args, optionFields(control.inputs), secretVariables(control));
  if (options.help) {
    terminal.stdout(controlUsage(control));
    return 0;
  }
  if (options.problems.length > 0) throw wrongUse(options.problems.join('; '));
  const outcome = await runControl(control, known(terminal), hostOf(terminal, options.given, open));
  show(terminal, outcome, options.json);
  if (options.json) terminal.stdout(`${JSON.stringify(outcome.report, null, 2)}\n`);
  return outcome.exit;
}

/** Asks git about the working directory before anything else is loaded: it answers while that goes on. */
function openEarly(terminal: Terminal, args: readonly string[]): Host['openRepository'] {
  const { given } = parseOptions(args, optionFields({}));
  const folder = resolve(terminal.cwd, given['working-directory'] ?? '.');
  const early = existsSync(folder) ? openRepository(folder) : undefined;
  return (asked) => (asked === folder && early !== undefined ? early : openRepository(asked));
}

async function runAll(terminal: Terminal, args: readonly string[]): Promise<ExitCode> {
  const options = parseOptions(args, optionFields({}));
  if (options.help) {
    terminal.stdout(runUsage());
    return 0;
  }
  if (options.problems.length > 0) throw wrongUse(options.problems.join('; '));
  const made: MadeFile[] = [];
  const host = hostOf(terminal, options.given, openEarly(terminal, args), made);
  const outcomes: Outcome[] = [];
  const document = (more: object): void => {
    const reports = outcomes.map(({ report }) => report);
    if (options.json)
      terminal.stdout(`${JSON.stringify({ kind: 'release-governance/run', version, reports, ...more }, null, 2)}\n`);
  };
  try {
    for (const control of await asked(terminal, host)) {
      const outcome = await runControl(control, known(terminal), host);
      outcomes.push(outcome);
      made.push({ name: `${control.name}.report.json`, content: asciiJson(outcome.report) });
      made.push(...Object.entries(outcome.documents).map(([name, content]) => ({ name, content })));
      show(terminal, outcome, options.json);
    }
  } catch (thrown) {
    document({ error: reportError(thrown) });
    throw thrown;
  }
  document({});
  return worst(outcomes.map(({ exit }) => exit));
}

/** The controls that the configuration asks for; none at all is a mistake, not a success. */
async function asked(terminal: Terminal, host: Host): Promise<AnyControl[]> {
  const shown = host.given['config'] ?? join(host.given['working-directory'] ?? '.', commonFields.config.default ?? '');
  const path = resolve(host.cwd, shown);
  const all = await loadAll(terminal);
  const judged = worktree(dirname(path), undefined);
  const loaded = await loadConfig({
    controls: all,
    known: known(terminal),
    path: basename(path),
    shown,
    base: undefined,
    judged,
  });
  const controls = loaded.ok ? all.filter((control) => runsIn(control, loaded.config)) : [];
  if (controls.length === 0) {
    throw new GovernanceError('BAD_CONFIG', `the configuration ${shown} asks for no control`, {
      hint: 'Add a section or a shared list; release-governance list names the controls.',
    });
  }
  return controls.sort((a, b) => turnOf(a) - turnOf(b));
}

/** What is recorded can be judged, what was judged can be joined by others, and all of it can be decided on. */
const turns: readonly ControlKind[] = ['record', 'check', 'decide'];

function turnOf({ kind, joins }: AnyControl): number {
  return joins === true && kind !== 'decide' ? turns.indexOf('check') + 0.5 : turns.indexOf(kind);
}

/** A summary is made by `run` only where the configuration has a section for it; what changes something is run by its own name only. */
function runsIn(control: AnyControl, config: Config): boolean {
  if (control.kind === 'act') return false;
  return control.kind === 'decide' ? config.asked.sections.includes(control.name) : asksFor(control, config);
}

/** The exit code of several runs: broken before wrongly asked before failed before not verified. */
function worst(exits: readonly ExitCode[]): ExitCode {
  for (const exit of [4, 2, 1, 3] as const) if (exits.includes(exit)) return exit;
  return 0;
}

function known({ controls }: Terminal): KnownNames {
  return { controls: controls.names, lists: controls.lists };
}

function hostOf(
  terminal: Terminal,
  given: Record<string, string>,
  open: Host['openRepository'],
  made: readonly MadeFile[] = [],
): Host {
  const log: Log = {
    info(message) {
      if (terminal.isTerminal.stderr) terminal.stderr(`${oneLine(message)}\n`);
    },
    debug(message) {
      if ((terminal.env['RELEASE_GOVERNANCE_DEBUG'] ?? '') !== '') terminal.stderr(`${message}\n`);
    },
  };
  const here = { kind: 'cli' as const, cwd: terminal.cwd };
  return {
    ...here,
    given,
    secret: (name) =>
      terminal.env[secretVariable(name)] || (name === 'token' ? terminal.env['GH_TOKEN'] || undefined : undefined),
    openRepository: open,
    clock: terminal.clock,
    log,
    loadControl: (name) => terminal.controls.load(name),
    createGitHub: terminal.gitHubClients(log),
    collect: async (request, subject) => {
      const { collect } = await import('./collect.ts');
      return collect(
        { folders: foldersWithReports(here, given['report-dir'], request.folder), made },
        request,
        subject,
      );
    },
  };
}

function show(terminal: Terminal, outcome: Outcome, json: boolean): void {
  const print = json ? terminal.stderr : terminal.stdout;
  const people = json ? terminal.isTerminal.stderr : terminal.isTerminal.stdout;
  if (json && !people) return;
  print(outcome.terminal(people && (terminal.env['NO_COLOR'] ?? '') === ''));
  if (outcome.diff !== undefined) print(`\n${outcome.diff}`);
}
