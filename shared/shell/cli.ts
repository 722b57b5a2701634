import { toError } from '../core/errors.ts';
import { reportError } from '../core/evaluation.ts';
import { suggestion } from '../core/nearest.ts';
import type { Rules } from '../core/rule.ts';
import { oneLine } from '../core/sanitise.ts';
import { version } from '../core/version.ts';
import { type ExitCode, exitCode } from '../domain/decision/exit.ts';
import { asked, loadAll, madeBy } from './asked.ts';
import { optionFields, parseOptions } from './cli-options.ts';
import {
  commonRules,
  controlUsage,
  describeControl,
  explain,
  listText,
  runUsage,
  secretVariables,
  usage,
} from './cli-text.ts';
import type { MadeFile } from './collect.ts';
import type { Outcome } from './outcome.ts';
import { runControl } from './run-control.ts';
import { hostOf, known, openEarly, type Terminal, wrongUse } from './terminal.ts';

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
    case 'prove':
      return (await import('./prove.ts')).prove(terminal, args);
    case 'backtest':
      return (await import('./backtest.ts')).backtest(terminal, args);
    case 'init':
      return (await import('./cli-setup.ts')).initCommand(terminal, args, await loadAll(terminal));
    case 'doctor':
      return (await import('./cli-setup.ts')).doctorCommand(terminal, args, await loadAll(terminal));
    default:
      if (names.includes(command)) return runOne(terminal, command, args);
      throw wrongUse(`there is no command ${oneLine(command)}${suggestion(command, [...names, ...commands])}`);
  }
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
  await show(terminal, outcome, options.json);
  if (options.json) terminal.stdout(`${JSON.stringify(outcome.report, null, 2)}\n`);
  return outcome.exit;
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
      made.push(...madeBy(outcome));
      await show(terminal, outcome, options.json);
    }
  } catch (thrown) {
    document({ error: reportError(thrown) });
    throw thrown;
  }
  document({});
  return worst(outcomes.map(({ exit }) => exit));
}

/** The exit code of several runs: broken before wrongly asked before failed before not verified. */
function worst(exits: readonly ExitCode[]): ExitCode {
  for (const exit of [4, 2, 1, 3] as const) if (exits.includes(exit)) return exit;
  return 0;
}

/** The commands beside those of the controls. */
const commands = ['init', 'doctor', 'run', 'prove', 'backtest', 'list', 'explain'];

async function show(terminal: Terminal, outcome: Outcome, json: boolean): Promise<void> {
  const print = json ? terminal.stderr : terminal.stdout;
  const people = json ? terminal.isTerminal.stderr : terminal.isTerminal.stdout;
  if (json && !people) return;
  const width = people ? terminal.columns : undefined;
  const text = outcome.terminal(people && (terminal.env['NO_COLOR'] ?? '') === '', width);
  print(width === undefined ? text : (await import('../render/fitted.ts')).fitted(text.split('\n'), width).join('\n'));
  if (outcome.diff !== undefined) print(`\n${outcome.diff}`);
}
