import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { commitTree, type Repository } from '../adapters/git.ts';
import { type Commit, firstParentLine, isAncestor, resolveCommit } from '../adapters/git-commits.ts';
import { shallowEnd } from '../adapters/git-landing.ts';
import { worktree } from '../adapters/worktree.ts';
import type { Landing } from '../core/backtest.ts';
import { configMaxBytes } from '../core/config.ts';
import { type Because, GovernanceError } from '../core/errors.ts';
import { type Fields, flag, integer } from '../core/inputs.ts';
import type { Found, Tree } from '../core/ports.ts';
import { version } from '../core/version.ts';
import { backtestDocument, openOver } from '../domain/backtest/summary.ts';
import { type ExitCode, exitCode } from '../domain/decision/exit.ts';
import { renderBacktest } from '../render/backtest.ts';
import { askedIn, loadAll } from './asked.ts';
import { judgeLanding, type Replay } from './judge-landing.ts';
import { loadConfig } from './policy.ts';
import { remembered } from './remembered.ts';
import { chosenControls, optionsOf, printDocument, replayFields } from './replay-options.ts';
import { hostOf, known, openEarly, type Terminal } from './terminal.ts';
import { nothingNew, planOf } from './unit-plan.ts';

/** The options of the command. */
const fields = {
  ...replayFields,
  config: { ...replayFields.config, description: 'The configuration that judges every landing, as it lies there now.' },
  'as-it-was': flag({
    description: 'Each landing is judged by the configuration that its base had, as its pull request was.',
    default: false,
  }),
  most: integer({
    description: 'How many landings are judged at most: the newest ones.',
    default: 500,
    min: 1,
    max: 10_000,
  }),
};

/** A range with more first-parent commits is refused. */
const mostListed = 10_000;

/**
 * `backtest A..B`: judges every landing of the first-parent line of B that A does not have, as a pull request with its parent as the
 * base. Git objects only: no work tree but the configuration, no command, no network. 0: all would have passed; 1: some would have been
 * blocked; 3: none would have, and not everything could be looked at, or something failed that `fail-on` lets through.
 */
export async function backtest(terminal: Terminal, args: readonly string[]): Promise<ExitCode> {
  const { range, rest } = rangeIn(args);
  const options = optionsOf(terminal, 'backtest', fields, rest, ({ values, given }) => [
    ...(range === '' ? ['backtest takes a range of commits first, such as v1.0..main'] : []),
    ...(given['config'] !== undefined && values['as-it-was'] ? ['--config and --as-it-was exclude each other'] : []),
  ]);
  if (options === undefined) return 0;
  const { values } = options;
  const named = options.given['config'];
  // What a failure does to a landing its configuration says; `fail-on` is about this command.
  const given: Record<string, string> = {};
  if (options.given['profile'] !== undefined) given['profile'] = options.given['profile'];
  const repository = await repositoryAt(terminal, args, values['working-directory']);
  const all = (await loadAll(terminal)).filter(({ kind }) => kind !== 'act' && kind !== 'decide');
  const able = chosenControls(all, values.control, 'there is no control that judges a change called');
  const path = named ?? join(values['working-directory'], replayFields.config.default ?? '');
  const today = values['as-it-was'] ? undefined : await configNow(terminal, path, named !== undefined);
  const { commits, from, to, cut, aside } = await commitsOf(repository, range);
  const chosen = commits.slice(-values.most);

  const { log } = hostOf(terminal, given, async () => ({ ok: true, repository }));
  const replay: Replay = {
    ...{ terminal, repository, given, all: able },
    today: today && { found: today, controls: await controlsNow(terminal, able, today, path, values.control) },
    treeOf: recentTrees(repository),
  };
  const landings: Landing[] = [];
  for (const commit of chosen) {
    const landing = await judgeLanding(replay, commit);
    landings.push(landing);
    log.info(`backtest: ${landings.length} of ${chosen.length}  ${commit.id.slice(0, 12)}  ${landing.verdict}`);
  }
  const document = backtestDocument({
    version,
    range: { from, to, ...(aside ? { aside: true as const } : {}) },
    configuration: today === undefined ? { kind: 'base' } : { kind: 'file', path, sha256: today.sha256 },
    landings,
    beyond: commits.length - chosen.length,
    ...(cut === undefined
      ? {}
      : { cut: { message: cut.message, ...(cut.needs === undefined ? {} : { needs: cut.needs }) } }),
  });
  const open = openOver(landings);
  printDocument(terminal, options.json, document, (as) => renderBacktest(document, open, as));
  return exitCode(document.status, values['fail-on']);
}

/** The range, wherever it stands among the options: the first argument that is no option and no value of one. */
function rangeIn(args: readonly string[]): { range: string; rest: readonly string[] } {
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (!argument.startsWith('-')) return { range: argument, rest: args.toSpliced(index, 1) };
    const field = Object.entries(fields as Fields).find(([name]) => argument === `--${name}`)?.[1];
    if (field !== undefined && field.shape !== 'flag') index += 1;
  }
  return { range: '', rest: args };
}

async function repositoryAt(terminal: Terminal, args: readonly string[], folder: string): Promise<Repository> {
  const at = resolve(terminal.cwd, folder);
  if (!existsSync(at)) throw new GovernanceError('BAD_INPUT', `there is no folder ${folder}`);
  const opened = await openEarly(terminal, args)(at);
  if (opened.ok) return opened.repository;
  throw new GovernanceError('BAD_INPUT', `there is no history to judge: ${opened.message}`, {
    hint: 'Name a folder of a git repository with --working-directory.',
  });
}

/**
 * The landings of a range, oldest first; a range that is none, or that is empty, is BAD_INPUT. Of a clone that is cut off the landings
 * that are here, and why there are no others. `aside`: the beginning is no part of the end.
 */
async function commitsOf(
  repository: Repository,
  range: string,
): Promise<{ commits: readonly Commit[]; from: string; to: string; cut?: Because; aside: boolean }> {
  const plan = planOf(undefined, { range });
  if (plan.kind !== 'range') throw new GovernanceError('BAD_INPUT', `${range} is no range of commits`);
  const { from, to } = plan;
  const [start, end] = [await resolveCommit(repository, from), await resolveCommit(repository, to)];
  if (!end.ok) throw noRange(end.because);
  const line = start.ok ? await firstParentLine(repository, start.id, end.id, mostListed) : start;
  if (!line.ok) {
    const edge = line.because.code === 'NO_BASE' ? await shallowEnd(repository, end.id) : undefined;
    if (edge === undefined) throw noRange(line.because);
    const here = await firstParentLine(repository, edge, end.id, mostListed);
    if (!here.ok) throw noRange(here.because);
    return { commits: here.commits, from, to, cut: line.because, aside: false };
  }
  if (line.commits.length === 0) throw noRange(nothingNew(from, to));
  return { commits: line.commits, from, to, aside: start.ok && !(await isAncestor(repository, start.id, end.id)) };
}

function noRange({ message, needs }: Because): GovernanceError {
  return new GovernanceError('BAD_INPUT', message, needs === undefined ? {} : { hint: `Needed: ${needs}.` });
}

/** The configuration that lies there now. */
async function configNow({ cwd }: Terminal, named: string, asked: boolean): Promise<Found> {
  const path = resolve(cwd, named);
  const found = await worktree(dirname(path), undefined).read(basename(path), configMaxBytes);
  if (found.found) return found;
  throw new GovernanceError('BAD_CONFIG', `the configuration ${named} ${found.message}`, {
    ...(asked ? {} : { hint: 'Write one (release-governance init), name one with --config, or give --as-it-was.' }),
  });
}

/** The controls that it asks for. One that cannot be used is BAD_CONFIG now, and not for each landing. */
async function controlsNow(
  terminal: Terminal,
  able: Replay['all'],
  found: Found,
  shown: string,
  named: readonly string[],
): Promise<Replay['all']> {
  const judged: Tree = {
    ref: undefined,
    read: async () => found,
    list: async () => ({ ok: true, paths: [] }),
  };
  const all = await loadAll(terminal);
  const loaded = await loadConfig({
    controls: all,
    known: known(terminal),
    path: shown,
    shown,
    base: undefined,
    judged,
  });
  const asked = loaded.ok ? askedIn(able, loaded.config) : [];
  if (asked.length > 0) return chosenControls(asked, named, `the configuration ${shown} does not ask for`);
  throw new GovernanceError('BAD_CONFIG', `the configuration ${shown} asks for no control that judges a change`);
}

/** Trees of commits, with what was read of them. Those of one landing stay, a base and a head: its head is the base of the next one. */
function recentTrees(repository: Repository): Replay['treeOf'] {
  const recent = new Map<string, Tree>();
  return (commit) => {
    const tree = recent.get(commit) ?? remembered(commitTree(repository, commit, repository.prefix));
    recent.delete(commit);
    recent.set(commit, tree);
    for (const old of [...recent.keys()].slice(0, -2)) recent.delete(old);
    return tree;
  };
}
