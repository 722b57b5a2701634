import type { Repository } from '../adapters/git.ts';
import { type Commit, emptyTree } from '../adapters/git-commits.ts';
import { commitFacts, hasFolder } from '../adapters/git-landing.ts';
import type { Landing } from '../core/backtest.ts';
import { configMaxBytes } from '../core/config.ts';
import type { AnyControl } from '../core/control.ts';
import { toError } from '../core/errors.ts';
import type { RunEvent } from '../core/event.ts';
import { usualConfig } from '../core/inputs.ts';
import type { Found, Tree } from '../core/ports.ts';
import { cut, redact } from '../core/sanitise.ts';
import { overlay } from '../core/side-judgement.ts';
import { isoTime } from '../core/time.ts';
import { type Judged, judgedLanding, problemKeys, pullRequestIn, unjudgedLanding } from '../domain/backtest/landing.ts';
import { askedIn } from './asked.ts';
import { basePlace, landingPlace, noCommand, noProduct, type Sides } from './landing-place.ts';
import { offline } from './offline.ts';
import type { Outcome } from './outcome.ts';
import { type LoadedConfig, loadConfig } from './policy.ts';
import { type Instead, runControl } from './run-control.ts';
import type { Place, PolicyPlace } from './run-place.ts';
import { hostOf, known, type Terminal } from './terminal.ts';

/** Code points of the title of a commit that are kept. */
const mostTitle = 200;

/** What all landings have in common. */
export interface Replay {
  terminal: Terminal;
  repository: Repository;
  /** Those that may judge. */
  all: readonly AnyControl[];
  given: Record<string, string>;
  /** The configuration that judges all of them, and the controls that it asks for; undefined: each base has its own. */
  today: { found: Found; controls: readonly AnyControl[] } | undefined;
  /** A commit, or the empty tree, rooted at the working directory. */
  treeOf(commit: string): Tree;
}

/** Judges a commit of the first-parent line as its pull request, by all controls that are asked for. */
export async function judgeLanding(replay: Replay, { id, parents }: Commit): Promise<Landing> {
  const { repository, treeOf, today } = replay;
  const facts = await commitFacts(repository, id);
  const base = parents[0] ?? emptyTree(id);
  const pullRequest = facts && pullRequestIn(facts.title);
  const landing = {
    ...{ commit: id, base, at: isoTime(facts?.at ?? 0), title: cut(redact(facts?.title ?? '').text, mostTitle) },
    ...(pullRequest === undefined ? {} : { pullRequest }),
  };
  if (facts === undefined) return unjudgedLanding(landing, 'not-judged', 'the commit cannot be read');
  // Where the folder had another name, or was not there, everything would be missing that nobody could have looked for.
  if (!(await hasFolder(repository, id)) && !(await hasFolder(repository, base)))
    return unjudgedLanding(landing, 'not-judged', `there was no folder ${repository.prefix.slice(0, -1)} yet`);
  const [before, after] = [treeOf(base), treeOf(id)];
  const trusted = today === undefined ? before : withPolicy(before, today.found);
  let asked: readonly AnyControl[];
  try {
    asked = today?.controls ?? (await askedAt(replay, trusted, after));
  } catch (thrown) {
    const { message, problems } = toError(thrown);
    const first = problems[0]?.message;
    return unjudgedLanding(landing, 'not-judged', first === undefined ? message : `${message}: ${first}`);
  }
  if (asked.length === 0)
    return unjudgedLanding(landing, 'without-configuration', 'no configuration asks for anything');
  const sides: Sides = {
    ...{ commit: id, base, pullRequest, treeSha: facts.tree, before, after, trusted },
    merged: parents.length === 2 ? parents[1] : undefined,
  };
  const judged: Judged[] = [];
  for (const control of asked) {
    const { report, exit } = await judgedBy(replay, control, landingPlace(repository, sides), sides, facts.at);
    if (report.status !== 'failed') judged.push({ report, exit });
    else {
      const earlier = await judgedBy(replay, control, basePlace(repository, sides), sides, facts.at);
      judged.push({ report, exit, before: problemKeys(earlier.report) });
    }
  }
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

/** One control over one place, at the time of the commit: no GitHub, no command, no report of another run. */
async function judgedBy(
  { terminal, given, repository, today }: Replay,
  control: AnyControl,
  place: Place,
  { base, trusted, after }: Sides,
  at: number,
): Promise<Outcome> {
  const reference = { kind: 'commit', sha: base } as const;
  const event: RunEvent = {
    ...{ subject: place.subject, policy: reference, before: reference, at, defaultBranch: undefined },
  };
  // The configuration that judges all of them is no part of what a landing changed.
  const judged = today === undefined ? place.judged : withPolicy(after, today.found);
  const policy: PolicyPlace = { judged, base: trusted, path: usualConfig, shown: usualConfig };
  const local = hostOf(terminal, given, async () => ({ ok: true, repository }));
  const host = {
    ...offline(local, at),
    readEvent: async () => event,
    collect: async () => ({ files: [], problems: [], unlisted: noProduct }),
  };
  const instead: Instead = {
    open: async () => ({ policy, place: Promise.resolve(place) }),
    command: () => async () => ({ state: 'refused', because: noCommand }),
  };
  return runControl(control, known(terminal), host, instead);
}

/** A base that has another configuration, and is itself otherwise. */
function withPolicy(base: Tree, { content }: Found): Tree {
  const other = overlay(base, [{ path: usualConfig, after: content }]);
  return {
    ...other,
    ref: base.ref,
    async read(path, maxBytes) {
      const found = await other.read(path, maxBytes);
      if (!found.found || found.source !== 'output' || base.ref === undefined) return found;
      // It counts as what the base says.
      return { ...found, source: 'tree', ref: base.ref };
    },
  };
}
