import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { commitTree, type Repository } from '../adapters/git.ts';
import { type Commit, emptyTree, firstParentLine, resolveCommit } from '../adapters/git-commits.ts';
import { commitFacts } from '../adapters/git-landing.ts';
import { worktree } from '../adapters/worktree.ts';
import type { BacktestDocument, Landing } from '../core/backtest.ts';
import type { AnyControl } from '../core/control.ts';
import { type Because, GovernanceError, toError } from '../core/errors.ts';
import type { RunEvent } from '../core/event.ts';
import type { History } from '../core/history.ts';
import { commonFields, integer, parseInputs } from '../core/inputs.ts';
import type { FailOn } from '../core/policy.ts';
import type { Found, Tree } from '../core/ports.ts';
import { cut, redact } from '../core/sanitise.ts';
import { overlay } from '../core/side-judgement.ts';
import { isoTime } from '../core/time.ts';
import { version } from '../core/version.ts';
import { type Judged, judgedLanding, pullRequestIn, unjudgedLanding } from '../domain/backtest/landing.ts';
import { backtestDocument, openOver } from '../domain/backtest/summary.ts';
import { type ExitCode, exitCode } from '../domain/decision/exit.ts';
import { renderBacktest } from '../render/backtest.ts';
import { askedIn, loadAll } from './asked.ts';
import { parseOptions } from './cli-options.ts';
import { commandUsage } from './cli-text.ts';
import { gitUnit } from './git-units.ts';
import { noProducts, offline } from './offline.ts';
import { type LoadedConfig, loadConfig } from './policy.ts';
import { remembered } from './remembered.ts';
import { type Instead, runControl } from './run-control.ts';
import { type Place, type PolicyPlace, pastOf } from './run-place.ts';
import { hostOf, known, openEarly, type Terminal, wrongUse } from './terminal.ts';
import { usualConfig } from './trusted-place.ts';
import { nothingNew, planOf } from './unit-plan.ts';

const { config, profile, 'working-directory': workingDirectory, 'fail-on': failOn } = commonFields;

/** The options of the command. */
const fields = {
  config: {
    ...config,
    description: 'A file whose configuration judges every landing; that of each base unless given.',
  },
  'working-directory': workingDirectory,
  profile,
  'fail-on': failOn,
  most: integer({
    description: 'How many landings are judged at most: the newest ones.',
    default: 200,
    min: 1,
    max: 10_000,
  }),
};

const configMaxBytes = 1024 * 1024;
/** Code points of the title of a commit that are kept. */
const mostTitle = 200;
/** A range with more first-parent commits is refused. */
const mostListed = 10_000;

const notReplayed: Because = {
  code: 'NO_DATA',
  message: 'what steps of the job produced then is not kept',
  needs: 'a run of its own',
};
const noCommand: Because = {
  code: 'NO_DATA',
  message: 'commands run on files that are checked out, and a past commit is judged here',
  needs: 'a run of its own, with that commit checked out',
};

/** What all landings have in common. */
interface Replay {
  terminal: Terminal;
  repository: Repository;
  all: readonly AnyControl[];
  given: Record<string, string>;
  today: Found | undefined;
  /** A commit, or the empty tree, rooted at the working directory. */
  treeOf(commit: string): Tree;
}

/**
 * `backtest A..B`: judges every landing of the first-parent line of B that A does not have, as a pull request with its parent as the
 * base. Git objects only: no work tree, command or network. 0: all would have passed; 1: some would have been blocked; 3: none would
 * have, and not everything could be looked at.
 */
export async function backtest(terminal: Terminal, args: readonly string[]): Promise<ExitCode> {
  const [range = '', ...rest] = args[0]?.startsWith('-') === false ? args : ['', ...args];
  const options = parseOptions(rest, fields);
  if (options.help) {
    terminal.stdout(commandUsage('backtest', fields));
    return 0;
  }
  const parsed = parseInputs({ fields, given: options.given, configured: {}, untrusted: false });
  const problems = [...options.problems, ...parsed.problems.map(({ message }) => message)];
  if (range === '') problems.unshift('backtest takes a range of commits first, such as v1.0..main');
  if (problems.length > 0) throw wrongUse(problems.join('; '));
  const values = parsed.values as { 'working-directory': string; most: number };
  const { most: _most, config: named, 'working-directory': _folder, ...given } = options.given;
  const repository = await repositoryAt(terminal, args, values['working-directory']);
  const { commits, from, to } = await commitsOf(repository, range);
  const chosen = commits.slice(-values.most);

  const today = named === undefined ? undefined : await fileNow(terminal, named);
  const { log } = hostOf(terminal, given, async () => ({ ok: true, repository }));
  const replay: Replay = {
    ...{ terminal, repository, given, today },
    all: (await loadAll(terminal)).filter(({ kind }) => kind !== 'act' && kind !== 'decide'),
    treeOf: recentTrees(repository),
  };
  const landings: Landing[] = [];
  for (const commit of chosen) {
    landings.push(await judgeLanding(replay, commit));
    const last = landings.at(-1);
    log.info(`backtest: ${landings.length} of ${chosen.length}  ${commit.id.slice(0, 12)}  ${last?.verdict ?? ''}`);
  }
  const document = backtestDocument({
    version,
    range: { from, to },
    configuration: today === undefined ? { kind: 'base' } : { kind: 'file', path: named ?? '', sha256: today.sha256 },
    landings,
    beyond: commits.length - chosen.length,
  });
  show(terminal, document, options.json);
  return exitCode(document.status, parsed.values['fail-on'] as FailOn);
}

function show(terminal: Terminal, document: BacktestDocument, json: boolean): void {
  const people = json ? terminal.isTerminal.stderr : terminal.isTerminal.stdout;
  const text = renderBacktest(document, openOver(document.landings), people && (terminal.env['NO_COLOR'] ?? '') === '');
  if (!json) terminal.stdout(text);
  else {
    if (people) terminal.stderr(text);
    terminal.stdout(`${JSON.stringify(document, null, 2)}\n`);
  }
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

/** The landings of a range, oldest first; a range that is none, or that is empty or cut off, is BAD_INPUT. */
async function commitsOf(
  repository: Repository,
  range: string,
): Promise<{ commits: readonly Commit[]; from: string; to: string }> {
  const plan = planOf(undefined, { range });
  if (plan.kind !== 'range') throw new GovernanceError('BAD_INPUT', `${range} is no range of commits`);
  const { from, to } = plan;
  const [start, end] = [await resolveCommit(repository, from), await resolveCommit(repository, to)];
  if (!start.ok) throw noRange(start.because);
  if (!end.ok) throw noRange(end.because);
  const line = await firstParentLine(repository, start.id, end.id, mostListed);
  if (!line.ok) throw noRange(line.because);
  if (line.commits.length === 0) throw noRange(nothingNew(from, to));
  return { commits: line.commits, from, to };
}

function noRange({ message, needs }: Because): GovernanceError {
  return new GovernanceError('BAD_INPUT', message, needs === undefined ? {} : { hint: `Needed: ${needs}.` });
}

async function fileNow({ cwd }: Terminal, named: string): Promise<Found> {
  const path = resolve(cwd, named);
  const found = await worktree(dirname(path), undefined).read(basename(path), configMaxBytes);
  if (found.found) return found;
  throw new GovernanceError('BAD_CONFIG', `the configuration ${named} ${found.message}`);
}

/** Trees of commits; what was read of the last few stays, because the head of a landing is the base of the next one. */
function recentTrees(repository: Repository): Replay['treeOf'] {
  const recent = new Map<string, Tree>();
  return (commit) => {
    const tree = recent.get(commit) ?? remembered(commitTree(repository, commit, repository.prefix));
    recent.delete(commit);
    recent.set(commit, tree);
    for (const old of [...recent.keys()].slice(0, -3)) recent.delete(old);
    return tree;
  };
}

async function judgeLanding(replay: Replay, { id, parents }: Commit): Promise<Landing> {
  const { repository, treeOf, today } = replay;
  const facts = await commitFacts(repository, id);
  const base = parents[0] ?? emptyTree(id);
  const pullRequest = facts && pullRequestIn(facts.title);
  const landing = {
    ...{ commit: id, base, at: isoTime(facts?.at ?? 0), title: cut(redact(facts?.title ?? '').text, mostTitle) },
    ...(pullRequest === undefined ? {} : { pullRequest }),
  };
  if (facts === undefined) return unjudgedLanding(landing, 'not-judged', 'the commit is not here');
  const [before, after] = [treeOf(base), treeOf(id)];
  const trusted = today === undefined ? before : withPolicy(before, today);
  const policy: PolicyPlace = { judged: after, base: trusted, path: usualConfig, shown: usualConfig };
  let asked: AnyControl[];
  try {
    asked = await askedAt(replay, trusted, after);
  } catch (thrown) {
    const { message, problems } = toError(thrown);
    const first = problems[0]?.message;
    return unjudgedLanding(landing, 'not-judged', first === undefined ? message : `${message}: ${first}`);
  }
  if (asked.length === 0)
    return unjudgedLanding(landing, 'without-configuration', 'no configuration asks for anything');
  const place = placeOf(replay, landing, facts.tree, { before, after, trusted });
  const judged: Judged[] = [];
  for (const control of asked) judged.push(await judgedBy(replay, control, { place, policy, landing, at: facts.at }));
  return judgedLanding(landing, judged);
}

/** What the base asks for, and what the landing brings along: that of the base judges what it has. */
async function askedAt({ all, terminal }: Replay, base: Tree, own: Tree): Promise<AnyControl[]> {
  const load = (tree: Tree): Promise<LoadedConfig> =>
    loadConfig({
      ...{ controls: all, known: known(terminal), path: usualConfig, shown: usualConfig },
      ...{ base: undefined, judged: tree },
    });
  const wanted = new Set<AnyControl>();
  for (const tree of [base, own]) {
    const there = await tree.read(usualConfig, configMaxBytes);
    if (!there.found && there.reason === 'absent') continue;
    const loaded = await load(tree).catch((thrown: unknown) => {
      // A broken configuration that a landing brings along is judged by that of its base.
      if (tree === own && wanted.size > 0) return undefined;
      throw thrown;
    });
    if (loaded?.ok === true) for (const control of askedIn(all, loaded.config)) wanted.add(control);
  }
  return all.filter((control) => wanted.has(control));
}

interface JudgedAt {
  place: Place;
  policy: PolicyPlace;
  landing: Pick<Landing, 'base'>;
  at: number;
}

async function judgedBy(
  { terminal, given, repository }: Replay,
  control: AnyControl,
  { place, policy, landing, at }: JudgedAt,
): Promise<Judged> {
  const reference = { kind: 'commit', sha: landing.base } as const;
  const event: RunEvent = {
    ...{ subject: place.subject, policy: reference, before: reference, at, defaultBranch: undefined },
  };
  const local = hostOf(terminal, given, async () => ({ ok: true, repository }));
  const host = {
    ...offline(local, at),
    readEvent: async () => event,
    collect: async () => ({ files: [], problems: [], unlisted: notReplayed }),
  };
  const instead: Instead = {
    open: async () => ({ policy, place: Promise.resolve(place) }),
    command: () => async () => ({ state: 'refused', because: noCommand }),
  };
  const { report, exit } = await runControl(control, known(terminal), host, instead);
  return { report, exit };
}

/** The two sides of a landing as a pull request has them; the working directory counts as the whole repository. */
function placeOf(
  { repository }: Replay,
  { commit, base, pullRequest }: Pick<Landing, 'commit' | 'base' | 'pullRequest'>,
  treeSha: string,
  { before, after, trusted }: { before: Tree; after: Tree; trusted: Tree },
): Place {
  const { prefix } = repository;
  const name = pullRequest === undefined ? `commit ${commit.slice(0, 12)}` : `pull request #${pullRequest}`;
  const unit = gitUnit({ repository, prefix }, { name, key: '', base, head: commit });
  const history: History = { units: async () => ({ ok: true, units: [{ ...unit, before, after }] }) };
  return {
    subject: {
      ...{ event: 'pull_request', headSha: commit, baseSha: base, checkedOutSha: commit, treeSha },
      ...(pullRequest === undefined ? {} : { pullRequest }),
    },
    ...{ judged: after, before, history, wholeHistory: history, folder: '' },
    produced: noProducts(notReplayed),
    past: pastOf(repository, base, prefix),
    policy: { tree: trusted, top: trusted },
    own: { tree: after, top: after },
  };
}

/** A base that has another configuration, and is itself otherwise. */
function withPolicy(base: Tree, { content }: Found): Tree {
  return { ...overlay(base, [{ path: usualConfig, after: content }]), ref: base.ref };
}
