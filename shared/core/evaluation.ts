import type { Collected, CollectRequest } from './collected.ts';
import type { RunCommand } from './command.ts';
import type { OpenedContainer } from './container.ts';
import { type AnyControl, type Context, declaresDocument, type PolicyView, standardDocuments } from './control.ts';
import { type Because, toError } from './errors.ts';
import type { DecisionBasis } from './executive-summary.ts';
import { type Exhibit, exhibitProblem } from './exhibit.ts';
import { sha256 } from './fingerprint.ts';
import { type History, type Unit, workTreeRead } from './history.ts';
import type { IssueProposal } from './issue-proposal.ts';
import type { Location } from './location.ts';
import type { RunOther } from './other-control.ts';
import type { Packed, PackedFile } from './pack.ts';
import type { Past } from './past.ts';
import type { GitHub, Journal, Log, Read, Tree } from './ports.ts';
import { type Proposal, proposalProblem } from './proposal.ts';
import type { Metrics, ReportError, Result, Subject } from './report.ts';
import { makeResult, wholeRuleResult } from './result.ts';
import type { Rule, Rules } from './rule.ts';
import type { Scan } from './scan.ts';
import type { Moment } from './time.ts';

const defaultMaxBytes = 1024 * 1024;

/** Everything an evaluation needs from outside, as ports and plain values. */
export interface World {
  inputs: Readonly<Record<string, unknown>>;
  lists: Readonly<Record<string, unknown>>;
  /** Rule id to the reason why it is not asked. */
  disabledRules: Readonly<Record<string, string>>;
  subject: Subject;
  time: Moment;
  log: Log;
  tree: Tree;
  before: Tree | { because: Because };
  produced: Tree;
  scan: Scan;
  command: RunCommand;
  container(path: string): Promise<OpenedContainer>;
  /** Writes an archive that is to stand beside the report under this ending. */
  pack(ending: string, files: readonly PackedFile[]): Promise<Packed>;
  history: History;
  past(): Promise<Past>;
  runOther: RunOther;
  policy: PolicyView;
  collect(request: CollectRequest): Promise<Collected>;
  github(credential: string | undefined): GitHub | undefined;
  publicGitHub(): GitHub;
  /** The file beside the report that ends so. */
  journal(ending: string): Journal;
  /** Whether a path matches one of the globs. */
  matcher(globs: readonly string[]): Promise<(path: string) => boolean>;
}

/** What an evaluation found; nothing in it is judged yet. */
export interface Evaluation {
  results: Result[];
  reads: Read[];
  metrics: Metrics;
  outputs: Record<string, string>;
  notes: string[];
  /** What was looked at, by name: what attestations are bound to. */
  facts: Record<string, string>;
  exhibits: Exhibit[];
  /** Further files by the ending of their names. */
  documents: Record<string, string | Uint8Array>;
  /** The endings of archives that were written. */
  packed: string[];
  data?: unknown;
  /** The range of commits that was asked for in place of what the event is about. */
  range?: string;
  basis?: DecisionBasis;
  /** What would be changed. */
  proposal?: Proposal;
  /** What would become of an issue. */
  issue?: IssueProposal;
  error?: ReportError;
}

/** Of a run that has found nothing yet. */
export function noEvaluation(): Evaluation {
  return {
    results: [],
    reads: [],
    metrics: {},
    outputs: {},
    notes: [],
    facts: {},
    exhibits: [],
    documents: {},
    packed: [],
  };
}

/**
 * Runs a control's judgement. Never throws: what the control throws becomes `error`, and results up to then are kept. A
 * rule that gave no result is `unverified`; a disabled one gives exactly one `not-applicable` result.
 */
export async function evaluate(control: AnyControl, world: World): Promise<Evaluation> {
  const evaluation = noEvaluation();
  const rules: Rules = control.rules;
  try {
    await control.evaluate(contextOf(control, world, evaluation) as never);
  } catch (thrown) {
    evaluation.error = reportError(thrown);
    return evaluation;
  }
  for (const [id, rule] of Object.entries(rules)) {
    const reason = world.disabledRules[id];
    const name = `${control.name}/${id}`;
    if (reason !== undefined) {
      evaluation.results.push(
        wholeRuleResult(name, rule, 'not-applicable', { code: 'NOT_ASKED', message: `disabled: ${reason}` }),
      );
    } else if (!evaluation.results.some((result) => result.rule === name)) {
      evaluation.results.push(
        wholeRuleResult(name, rule, 'unverified', {
          code: 'NO_RESULT',
          message: 'the rule was asked for and gave no result',
        }),
      );
    }
  }
  return evaluation;
}

function contextOf(
  { name: control, kind, rules, documents = {}, journals = {} }: AnyControl,
  world: World,
  evaluation: Evaluation,
): Context<never, Rules> {
  function record(
    id: string | number | symbol,
    status: Result['status'],
    a: unknown,
    details: { at?: Location | undefined; because?: Because },
  ): void {
    const key = String(id);
    const rule = (rules as Rules)[key] as Rule<unknown> | undefined;
    if (rule === undefined) throw new Error(`control ${control} has no rule ${key}`);
    if (world.disabledRules[key] !== undefined) return;
    evaluation.results.push(makeResult(`${control}/${key}`, rule, status, a, details));
  }

  const tree = recording(world.tree, evaluation.reads);
  return {
    inputs: world.inputs as never,
    config: world.lists as never,
    subject: world.subject,
    time: world.time,
    log: world.log,
    before: 'because' in world.before ? world.before : recording(world.before, evaluation.reads),
    history: recordingHistory(world.history, evaluation),
    past: async () => recordingPast(await world.past(), evaluation.reads),
    runOther: (control, view) => world.runOther(control, view),
    policy: {
      ...world.policy,
      tree: recording(world.policy.tree, evaluation.reads),
      top: recording(world.policy.top, evaluation.reads),
    },
    reports: (request) => world.collect(request),
    github: (credential?: string) => world.github(credential),
    publicGitHub: () => world.publicGitHub(),
    produced: recording(world.produced, evaluation.reads),
    async scan(scan, parameters, source, limits) {
      const answer = await world.scan(scan, parameters, source, limits);
      if (answer.found && answer.source !== 'memory')
        recordRead(evaluation.reads, { ...answer, source: answer.source, ref: undefined });
      return answer;
    },
    tree,
    read: (path, options) => tree.read(path, options?.maxBytes ?? defaultMaxBytes),
    command: (request) => world.command(request),
    recorded(path, ref, content) {
      const digest = sha256(content);
      recordRead(evaluation.reads, { source: 'api', path, ref, sha256: digest, bytes: content.length });
      return digest;
    },
    async match(globs, which) {
      const trees = which?.before === true && !('because' in world.before) ? [tree, world.before] : [tree];
      const [matches, ...lists] = await Promise.all([world.matcher(globs), ...trees.map((each) => each.list())]);
      const paths = new Set<string>();
      for (const listed of lists) {
        if (!listed.ok) return listed;
        for (const path of listed.paths) if (matches(path)) paths.add(path);
      }
      return { ok: true, paths: [...paths].sort() };
    },
    matcher: (globs) => world.matcher(globs),
    passed: (rule, a, at) => record(rule, 'passed', a, { at }),
    failed: (rule, a, at) => record(rule, 'failed', a, { at }),
    judge: (rule, holds, a, at) => record(rule, holds ? 'passed' : 'failed', a, { at }),
    unverified: (rule, a, because, at) => record(rule, 'unverified', a, { at, because }),
    notApplicable: (rule, a, message) => record(rule, 'not-applicable', a, { because: { code: 'NOT_ASKED', message } }),
    metric(name, value, unit) {
      if (!Number.isFinite(value)) throw new Error(`the metric ${name} is not a number`);
      evaluation.metrics[name] = { value, ...(unit === undefined ? {} : { unit }) };
    },
    output(name, value) {
      evaluation.outputs[name] = value;
    },
    note(text) {
      evaluation.notes.push(text);
    },
    data(value) {
      evaluation.data = value;
    },
    fact(name, value) {
      const before = Object.hasOwn(evaluation.facts, name) ? evaluation.facts[name] : value;
      if (before !== value) throw new Error(`the fact ${name} has two values`);
      evaluation.facts[name] = value;
    },
    exhibit(exhibit) {
      const problem = exhibitProblem(exhibit);
      if (problem !== undefined) throw new Error(`the exhibit ${exhibit.title} ${problem}`);
      evaluation.exhibits.push(exhibit);
    },
    document(ending, content) {
      if (!declaresDocument(documents, ending)) throw new Error(`control ${control} declares no document ${ending}`);
      if (Object.hasOwn(standardDocuments, ending)) throw new Error(`the document ${ending} is made of the report`);
      evaluation.documents[ending] = content;
    },
    async pack(ending, files) {
      if (!declaresDocument(documents, ending)) throw new Error(`control ${control} declares no document ${ending}`);
      const packed = await world.pack(ending, files);
      if (packed.ok) evaluation.packed.push(ending);
      return packed;
    },
    container: (path) => world.container(path),
    propose(proposal) {
      const problem = kind === 'act' ? proposalProblem(proposal) : 'comes from a control that only looks';
      if (problem !== undefined) throw new Error(`the proposal of ${control} ${problem}`);
      if (evaluation.proposal !== undefined) throw new Error(`${control} makes two proposals`);
      evaluation.proposal = proposal;
    },
    proposeIssue(issue) {
      if (kind !== 'act') throw new Error(`the issue of ${control} comes from a control that only looks`);
      if (evaluation.issue !== undefined) throw new Error(`${control} makes two proposals`);
      evaluation.issue = issue;
    },
    journal(ending) {
      if (!Object.hasOwn(journals, ending)) throw new Error(`control ${control} declares no journal ${ending}`);
      return world.journal(ending);
    },
    decide(basis) {
      evaluation.basis = basis;
    },
  };
}

/** What a report says of an error. */
export function reportError(thrown: unknown): ReportError {
  const { code, message, hint, problems } = toError(thrown);
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(problems.length === 0 ? {} : { problems: [...problems] }),
  };
}

/** The tree, with every file that is read from it noted for the report. */
function recording(tree: Tree, reads: Read[]): Tree {
  return {
    ref: tree.ref,
    list: () => tree.list(),
    async read(path, maxBytes) {
      const answer = await tree.read(path, maxBytes);
      if (answer.found) recordRead(reads, answer);
      return answer;
    },
  };
}

/** The past, with every file that is read of a commit by its path noted for the report. */
function recordingPast(past: Past, reads: Read[]): Past {
  return {
    from: past.from,
    versions: (paths, maxBytes) => past.versions(paths, maxBytes),
    modes: (commit, paths) => past.modes(commit, paths),
    tree: (commit) => recording(past.tree(commit), reads),
    async files(commit, paths, maxBytes) {
      const files = await past.files(commit, paths, maxBytes);
      for (const [path, file] of files) {
        if (!file.found) continue;
        const { content } = file;
        recordRead(reads, { source: 'tree', path, ref: commit, sha256: sha256(content), bytes: content.length });
      }
      return files;
    },
  };
}

/** The changes of a run, with every file that is read from one of their versions noted for the report. */
function recordingHistory(history: History, evaluation: Evaluation): History {
  const { reads } = evaluation;
  return {
    async units(request) {
      const answer = await history.units(request);
      if (request?.range !== undefined) evaluation.range = request.range;
      if (!answer.ok) return answer;
      const units = answer.units.map((unit): Unit => {
        const { name, key, pullRequest, base, head } = unit;
        const [before, after] = [recording(unit.before, reads), recording(unit.after, reads)];
        return {
          ...{ name, key, pullRequest, base, head, before, after },
          async changes() {
            const listed = await unit.changes();
            if (listed.ok && head === undefined) recordRead(reads, workTreeRead(unit, listed.changes));
            return listed;
          },
          async content(change, side, maxBytes) {
            const content = await unit.content(change, side, maxBytes);
            if (content.found) recordRead(reads, content);
            return content;
          },
        };
      });
      return { ok: true, units };
    },
  };
}

function recordRead(reads: Read[], { source, path, ref, sha256, bytes }: Read): void {
  if (reads.some((read) => read.path === path && read.ref === ref && read.source === source)) return;
  reads.push({ source, path, ...(ref === undefined ? {} : { ref }), sha256, bytes });
}
