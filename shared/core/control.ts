import type { ZodType } from 'zod';
import type { Allowed } from './allowed.ts';
import type { Collected, CollectRequest } from './collected.ts';
import type { RunCommand } from './command.ts';
import type { OpenedContainer } from './container.ts';
import type { Because } from './errors.ts';
import type { DecisionBasis } from './executive-summary.ts';
import type { Exhibit } from './exhibit.ts';
import type { History } from './history.ts';
import type { Fields, InputValues, SecretNames } from './inputs.ts';
import type { IssueProposal } from './issue-proposal.ts';
import type { Location } from './location.ts';
import type { RunOther } from './other-control.ts';
import type { Packed, PackedFile } from './pack.ts';
import type { Past } from './past.ts';
import type { PointerProblem } from './pointer-problem.ts';
import type { FailOn, Profile } from './policy.ts';
import type { Found, GitHub, Journal, Log, Missing, Tree } from './ports.ts';
import type { Proposal } from './proposal.ts';
import type { PolicySource, Result, Subject } from './report.ts';
import type { ArgumentsOf, Rules } from './rule.ts';
import type { NotScanned, RecordScan, ScanLimits, Scanned, ScanSource } from './scan.ts';
import type { Moment } from './time.ts';

/** `check` judges and is read-only, `record` writes evidence files, `act` changes something, `decide` rolls up. */
export const controlKinds = ['check', 'record', 'act', 'decide'] as const;
export type ControlKind = (typeof controlKinds)[number];

export type Permissions = Record<string, 'read' | 'write'>;
/** Lists of the configuration that several controls share, by name. */
export type SharedLists = Record<string, ZodType<unknown[]>>;
export type ListValues<L extends SharedLists> = { readonly [K in keyof L]: L[K] extends ZodType<infer T> ? T : never };

/** An output of the action besides the common ones. */
export interface OutputField {
  description: string;
}

/** A control whose own types do not matter: what shells and generators handle. */
export interface AnyControl {
  /** The folder under actions/, the command and the configuration section. */
  name: string;
  title: string;
  kind: ControlKind;
  /** One sentence; also the description of the action. */
  description: string;
  /** What a workflow must grant, with the reason in the catalog. Read-only for `check` and `record`. */
  permissions: Permissions;
  inputs: Fields;
  /** Shared lists that it reads. */
  lists: SharedLists;
  /** Those of them whose presence asks for the control; all of them unless given. */
  askedBy?: readonly string[];
  /** It judges by reports of other controls in its run, so that `run` lets it come after them. */
  joins?: true;
  /** Another control, by name: what its section says counts here too, where both have the key and this one's section has not. */
  sharesSection?: string;
  /** It judges what other controls say of files (`ctx.runOther`), and is never judged so itself. */
  judgesOthers?: true;
  outputs: Record<string, OutputField>;
  /**
   * Further files that it leaves beside its report: what their names end in, and what they hold. An ending that begins with `*.` stands for
   * one file for each name that the control gives, as `*.log` for `unit.log`. The shell makes `standardDocuments`.
   */
  documents?: Readonly<Record<string, string>>;
  /** Files that grow beside the report while it runs, in the same words. They are never part of the report's artifact. */
  journals?: Readonly<Record<string, string>>;
  /** The shape of `Report.data`; absent when the control gives none. */
  data?: ZodType<unknown>;
  rules: Rules;
  /**
   * Problems of the configuration that its schema cannot express (two entries with one id, a reference to nothing); each
   * names the pointer of the value. `section` is undefined when there is none, or when it does not fit its schema.
   * `whole` is the configuration as it is written, for what contradicts another part of it; nothing in it is checked.
   */
  configProblems?(lists: never, section: never, whole: Readonly<Record<string, unknown>>): PointerProblem[];
  /** Judges. Reports every problem, not the first; what it throws makes the report an error. */
  evaluate(ctx: never): Promise<void>;
}

/** Further files that the shell makes of what was found where a control declares them, by ending, and what they hold. */
export const standardDocuments = {
  'openmetrics.txt': 'the metrics as OpenMetrics text',
  patch: 'the proposed change as a unified diff',
  svg: 'the pictures of the exhibits',
} as const;

/** Whether a control declares that it leaves a document of this ending. */
export function declaresDocument(documents: Readonly<Record<string, string>>, ending: string): boolean {
  if (Object.hasOwn(documents, ending)) return !ending.startsWith('*.');
  const [name = '', ...rest] = ending.split('.');
  return /^[a-z0-9-]+$/.test(name) && Object.hasOwn(documents, ['*', ...rest].join('.'));
}

/** The names of the further files that a control leaves, each with what it holds. */
export function documentLines({
  name,
  documents = {},
  journals = {},
}: Pick<AnyControl, 'name' | 'documents' | 'journals'>): [file: string, holds: string][] {
  return Object.entries({ ...documents, ...journals }).map(([ending, holds]) => [`${name}.${ending}`, holds]);
}

/** The shared lists whose presence asks for a control. */
export function askingLists({ lists, askedBy }: Pick<AnyControl, 'lists' | 'askedBy'>): readonly string[] {
  return askedBy ?? Object.keys(lists);
}

/** One named piece of governance: all that the shells, the catalog and the schemas need to know, and its judgement. */
export interface Control<
  F extends Fields,
  R extends Rules,
  L extends SharedLists,
  O extends Record<string, OutputField>,
> extends AnyControl {
  inputs: F;
  lists: L;
  askedBy?: readonly (keyof L & string)[];
  outputs: O;
  rules: R;
  configProblems?(
    lists: ListValues<L>,
    section: Partial<InputValues<F>> | undefined,
    whole: Readonly<Record<string, unknown>>,
  ): PointerProblem[];
  evaluate(ctx: Context<F, R, L, O>): Promise<void>;
}

/** What a control's judgement sees. It has no other way to the outside. */
export interface Context<
  F extends Fields = Fields,
  R extends Rules = Rules,
  L extends SharedLists = SharedLists,
  O extends Record<string, OutputField> = Record<string, OutputField>,
> {
  readonly inputs: InputValues<F>;
  readonly config: ListValues<L>;
  readonly subject: Subject;
  readonly time: Moment;
  readonly log: Log;
  /** The version before the judged change, or why there is none. */
  readonly before: Tree | { because: Because };
  /** The changes that the run is about, for controls that judge changes and not states. */
  readonly history: History;
  /** What the branch of the policy has been; only what is read by a tree or a file of it is recorded. */
  past(): Promise<Past>;
  /** Another control over other files. */
  readonly runOther: RunOther;
  /** What the policy says beyond the control's own section. */
  readonly policy: PolicyView;
  /** Files that may be reports of other controls and tools: of a folder, and of this run's artifacts. */
  reports(request: CollectRequest): Promise<Collected>;
  /** The API with the credential of that secret field, or with the workflow's token; undefined when none was given. */
  github(credential?: SecretNames<F>): GitHub | undefined;
  /** The API without a credential: it sees what everybody may see, and allows few requests. */
  publicGitHub(): GitHub;
  /** The judged tree; what is read from it is recorded in the report. */
  readonly tree: Tree;
  /** Reads a file of the judged tree; recorded in the report. Default cap: 1 MiB. */
  read(path: string, options?: { maxBytes?: number }): Promise<Found | Missing>;
  /**
   * The files that steps of this job produced: in the working directory, and known to no commit. Only what the configuration
   * declares as output may be read here; recorded in the report.
   */
  readonly produced: Tree;
  /** Reads a file with more records than fit into memory; recorded in the report, if it was not read before. */
  scan<P, T>(
    scan: RecordScan<P, T>,
    parameters: P,
    source: ScanSource,
    limits: ScanLimits,
  ): Promise<Scanned<T> | NotScanned>;
  /**
   * Runs a command of the policy in the work tree, which may hold nothing but the judged commit; refused where the change comes from outside.
   * What it says is said by code of the judged tree. Nothing of its output reaches the log of the job.
   */
  readonly command: RunCommand;
  /**
   * A folder or a zip archive that steps of this job brought along, by its path in the working directory; what git tracks is refused. It is
   * not recorded in the report: whoever opens it says what it was. It must be closed.
   */
  container(path: string): Promise<OpenedContainer>;
  /** Records bytes that were read elsewhere than from a tree, e.g. from another repository, and gives their sha256. */
  recorded(path: string, ref: string, content: Uint8Array): string;
  /** Paths of the judged tree that match any of the globs, sorted; with `before` also those that only the earlier version has. */
  match(
    globs: readonly string[],
    which?: { before: true },
  ): Promise<{ ok: true; paths: string[] } | { ok: false; because: Because }>;
  /** Whether any path, of a tree or not, matches one of the globs. */
  matcher(globs: readonly string[]): Promise<(path: string) => boolean>;
  passed<K extends keyof R>(rule: K, a: ArgumentsOf<R[K]>, at?: Location): void;
  failed<K extends keyof R>(rule: K, a: ArgumentsOf<R[K]>, at?: Location): void;
  /** `passed` when it holds, else `failed`. */
  judge<K extends keyof R>(rule: K, holds: boolean, a: ArgumentsOf<R[K]>, at?: Location): void;
  unverified<K extends keyof R>(rule: K, a: ArgumentsOf<R[K]>, because: Because, at?: Location): void;
  notApplicable<K extends keyof R>(rule: K, a: ArgumentsOf<R[K]>, why: string): void;
  metric(name: string, value: number, unit?: string): void;
  output(name: keyof O & string, value: string): void;
  note(text: string): void;
  data(value: unknown): void;
  /**
   * An id, time or digest of what was looked at, as the platform gave it in this run: attestations are bound to facts, and void when one
   * is not reported or another. Never taken from a file. A name has one value.
   */
  fact(name: string, value: string): void;
  /** Figures for people, in the order in which they are shown. */
  exhibit(exhibit: Exhibit): void;
  /**
   * A further file beside the report, named `<report>.<ending>`; the ending is one of `documents`, and none that the shell makes. A run
   * that breaks leaves none. Texts pass the sanitiser for credentials, bytes stay as they are.
   */
  document(ending: string, content: string | Uint8Array): void;
  /**
   * A further file beside the report that is a zip archive of any size; the ending is one of `documents`. It appears there with the report: a
   * run that breaks leaves none. Its bytes are not sanitised.
   */
  pack(ending: string, files: readonly PackedFile[]): Promise<Packed>;
  /**
   * What a control of kind `act` would change, once for each run; it writes nothing itself. The shell shows it, and applies it when it
   * was asked to and the report passed.
   */
  propose(proposal: Proposal): void;
  /** The same for the one issue that a control keeps, in place of a change of files. */
  proposeIssue(proposal: IssueProposal): void;
  /** The file beside the report, named `<report>.<ending>`, that grows while the control runs; the ending is one of `journals`. */
  journal(ending: string): Journal;
  /** What a control of kind `decide` found in the reports; with the results of this run the shell makes the decision of it. */
  decide(basis: DecisionBasis): void;
}

/** What a judgement may know of the policy. Everything in it is of the base. */
export interface PolicyView {
  readonly source: PolicySource;
  /** The tree in which the policy lies, rooted at the working directory: what can turn red into green is read here only. */
  readonly tree: Tree;
  /** The same, and the changes of the run, rooted at the top of the repository. */
  readonly top: Tree;
  /** The working directory from the top of the repository, with a trailing `/`, or empty. */
  readonly folder: string;
  readonly history: History;
  readonly profile: Profile;
  /** The name of that profile. */
  readonly profileName: string;
  /** What lets the job of a control fail, as far as its report is the reason. */
  readonly failOn: FailOn;
  /** People by role. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** The controls that the configuration asks for in this run, and those of them that it skips on this event. */
  readonly asked: readonly string[];
  readonly skipped: readonly string[];
  /** In how many parts a control judges what it is asked for, where it has any; each leaves a report of its own (`core/part.ts`). */
  readonly parts: Readonly<Record<string, number>>;
  /** The controls that have a section of the configuration, also those that decide. */
  readonly sections: readonly string[];
  /** Marks results of any control as the policy lets them live, whatever marks they bear, and says what became of each entry. `facts` are those of their report. */
  allow(control: string, results: readonly Result[], facts?: Readonly<Record<string, string>>): Allowed;
}

/** Where the policy of a run lies. */
export type PolicyPlace = Pick<PolicyView, 'source' | 'tree' | 'folder'>;

/** Keeps the literal types of a control, so that rule ids, arguments and inputs are checked in `evaluate`. */
export function defineControl<
  const F extends Fields,
  const R extends Rules,
  const L extends SharedLists,
  const O extends Record<string, OutputField>,
>(control: Control<F, R, L, O>): Control<F, R, L, O> {
  return control;
}
