import { sha256 } from '../core/fingerprint.ts';
import { flag, integer } from '../core/inputs.ts';
import type { ProveDocument, ProvedFact, Untried } from '../core/prove.ts';
import type { Report } from '../core/report.ts';
import { version } from '../core/version.ts';
import { type ExitCode, exitCode } from '../domain/decision/exit.ts';
import { attemptsOf, type Met, toldPath } from '../domain/prove/attempts.ts';
import type { Share } from '../domain/prove/budget.ts';
import type { Mutation } from '../domain/prove/file-facts.ts';
import { noticedBy } from '../domain/prove/guard.ts';
import { wholeFile } from '../domain/prove/settings.ts';
import { proveDocument, provedFile, unreadFiles } from '../domain/prove/summary.ts';
import { renderProve } from '../render/prove.ts';
import { asked, madeBy } from './asked.ts';
import type { MadeFile } from './collect.ts';
import type { Host } from './host.ts';
import { offline } from './offline.ts';
import type { Outcome } from './outcome.ts';
import { judgeUnchanged, type Rehearsal, rehearsal, type Unchanged } from './rehearsal.ts';
import { chosenControls, optionsOf, printDocument, replayFields } from './replay-options.ts';
import { hostOf, openEarly, type Terminal } from './terminal.ts';

/** The options of the command. */
const fields = {
  ...replayFields,
  most: integer({ description: 'How many facts are tried at most.', default: 10_000, min: 1, max: 1_000_000 }),
  all: flag({ description: 'Shows every fact, with what guards it.', default: false }),
};

/** It is said how far it is after so many facts, and not more often than so many times. */
const progressEvery = 25;
const progressTimes = 20;

/**
 * `prove`: makes every recorded fact of the files that the controls read wrong, one at a time and in memory only, and lists those that no
 * control notices. 0: every fact was tried and is guarded; 1: one is not; 3: that cannot be said of all of them.
 */
export async function prove(terminal: Terminal, args: readonly string[]): Promise<ExitCode> {
  const options = optionsOf(terminal, 'prove', fields, args);
  if (options === undefined) return 0;
  const { values } = options;
  // What a failure does in the runs of the controls their configuration says; the option is about this command.
  const { most: _most, all: _all, control: _control, 'fail-on': _failOn, ...given } = options.given;

  const made: MadeFile[] = [];
  const host = offline(hostOf(terminal, given, openEarly(terminal, args), made), terminal.clock());
  const able = (await asked(terminal, host)).filter(({ kind }) => kind !== 'decide');
  const controls = chosenControls(able, values.control, 'the configuration does not ask for');
  const stage = await rehearsal(terminal, host);
  const unchanged = await judgeUnchanged(controls, stage, made, host);
  const document = await tryFacts({ unchanged, stage, made, host, most: values.most });

  printDocument(terminal, options.json, document, (as) => renderProve(document, { ...as, all: values.all, wholeFile }));
  return exitCode(document.status, values['fail-on']);
}

interface Trial {
  unchanged: readonly Unchanged[];
  stage: Rehearsal;
  made: MadeFile[];
  host: Host;
  most: number;
}

async function tryFacts(trial: Trial): Promise<ProveDocument> {
  const { unchanged, host, stage } = trial;
  const { folder, configuration } = stage;
  const { shares, untried: left } = attemptsOf(met(unchanged, configuration), trial.most, folder);
  const said = progress(
    host,
    shares.reduce((sum, { mutations }) => sum + mutations.length, 0),
  );
  const tried: Tried[] = [];
  for (const share of shares) tried.push(await tryFile(trial, share, said));
  const untried = [...left, ...tried.flatMap(({ untried: unsound }) => unsound)];
  const files = tried.map(({ path, facts }) => provedFile(toldPath(path, folder), facts, readersOf(unchanged, path)));
  const listed = await stage.files.list();
  const known = new Set([...untried, ...files].map(({ path }) => path)).add(toldPath(configuration, folder));
  return proveDocument({
    version,
    unchanged: unchanged.map(({ outcome: { report } }) => report),
    facts: tried.flatMap(({ facts }) => facts),
    files,
    untried,
    unread: unreadFiles(listed.ok ? listed.paths : [], known),
    commands: stage.commands(),
  });
}

/** What was tried of one file, by its path from the top of the repository. */
interface Tried {
  path: string;
  facts: readonly ProvedFact[];
  /** What could not be written as it would have to be. */
  untried: readonly Untried[];
}

/** One fact after the other; who noticed the last one is asked first about the next one. */
async function tryFile(trial: Trial, { path, mutations }: Share, said: () => void): Promise<Tried> {
  const told = toldPath(path, trial.stage.folder);
  const sound = mutations.filter((mutation) => mutation.isSound());
  const facts: ProvedFact[] = [];
  let first: string | undefined;
  for (const mutation of sound) {
    const noticed = await noticing(trial, mutation, first);
    first = noticed.guardedBy?.control ?? first;
    const { bytes: _bytes, isSound: _isSound, ...fact } = mutation;
    facts.push({ ...fact, path: told, ...noticed });
    said();
  }
  const count = mutations.length - sound.length;
  return { path, facts, untried: count === 0 ? [] : [{ path: told, count, why: 'not-written' }] };
}

/** Says now and then how many of all facts were tried; called once for each. */
function progress({ log }: Host, total: number): () => void {
  const step = Math.max(progressEvery, Math.ceil(total / progressTimes));
  let tried = 0;
  return () => {
    tried += 1;
    if (tried % step === 0) log.info(`prove: ${tried} of ${total} facts tried`);
  };
}

/** What all of them met; the configuration is what judges, and none of it. */
function met(unchanged: readonly Unchanged[], configuration: string): Met {
  const files = new Map(unchanged.flatMap(({ seen }) => [...seen.files]));
  files.delete(configuration);
  return {
    files,
    missed: new Map(unchanged.flatMap(({ seen }) => [...seen.missed])),
    containers: new Set(unchanged.flatMap(({ seen }) => [...seen.containers])),
  };
}

function readersOf(unchanged: readonly Unchanged[], path: string): Report[] {
  return unchanged.filter(({ seen }) => seen.files.has(path)).map(({ outcome }) => outcome.report);
}

/**
 * Who notices it first, in the order in which the controls run; `first` is asked before them, as long as it joins no reports. A control
 * whose answer cannot be another one is not asked again: it did not read the file, did not ask what the change is or (where the file is
 * gone) which files there are, and finds the same reports.
 */
async function noticing(
  { unchanged, stage, made }: Trial,
  mutation: Mutation,
  first: string | undefined,
): Promise<Pick<ProvedFact, 'guardedBy' | 'letThrough'>> {
  const { path, kind } = mutation;
  const told = toldPath(path, stage.folder);
  const change = { path, after: mutation.bytes() };
  const answers = new Map<string, Outcome>();
  const asks = ({ seen }: Unchanged): boolean =>
    seen.files.has(path) || seen.changes || (kind === 'file' && seen.lists);
  const judged = async ({ control }: Unchanged): Promise<Outcome> => {
    const known = answers.get(control.name);
    if (known !== undefined) return known;
    const { outcome } = await stage.judge(control, change);
    answers.set(control.name, outcome);
    return outcome;
  };
  let letThrough: ProvedFact['letThrough'];
  const noticed = ({ outcome }: Unchanged, now: Outcome): ProvedFact['guardedBy'] => {
    const found = noticedBy(outcome.report, now.report, told, outcome.common['fail-on']);
    if (found === undefined) return undefined;
    const { blocks, ...notice } = found;
    if (blocks) return notice;
    letThrough ??= notice;
    return undefined;
  };
  made.length = 0;
  const begin = unchanged.find(({ control }) => control.name === first && control.joins !== true);
  if (begin !== undefined && asks(begin)) {
    const guardedBy = noticed(begin, await judged(begin));
    if (guardedBy !== undefined) return { guardedBy };
    letThrough = undefined;
  }
  let same = true;
  for (const each of unchanged) {
    if (!asks(each) && (same || each.control.joins !== true)) {
      made.push(...each.made);
      continue;
    }
    const now = await judged(each);
    const guardedBy = noticed(each, now);
    if (guardedBy !== undefined) return { guardedBy };
    const left = madeBy(now);
    same &&= isSame(left, each.made);
    made.push(...left);
  }
  return letThrough === undefined ? {} : { letThrough };
}

function isSame(one: readonly MadeFile[], other: readonly MadeFile[]): boolean {
  return (
    one.length === other.length &&
    one.every((file, index) => {
      const against = other[index];
      return against !== undefined && file.name === against.name && sha256(file.content) === sha256(against.content);
    })
  );
}
