import { globMatcher } from '../../shared/adapters/glob.ts';
import type { Collected, CollectRequest } from '../../shared/core/collected.ts';
import type { RunCommand } from '../../shared/core/command.ts';
import { type Config, parseConfig } from '../../shared/core/config.ts';
import type { AnyControl } from '../../shared/core/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import { type Evaluation, evaluate, type World } from '../../shared/core/evaluation.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { History } from '../../shared/core/history.ts';
import { type InputsRequest, parseInputs } from '../../shared/core/inputs.ts';
import type { RunOther } from '../../shared/core/other-control.ts';
import type { PackedFile } from '../../shared/core/pack.ts';
import { noPast, type Past } from '../../shared/core/past.ts';
import { containedPath } from '../../shared/core/path.ts';
import { builtInProfiles } from '../../shared/core/policy.ts';
import type { Missing, Tree } from '../../shared/core/ports.ts';
import type { Subject } from '../../shared/core/report.ts';
import { type GitHubAnswers, memoryGitHub } from './memory-github.ts';
import { moment } from './moments.ts';
import { scanInMemory } from './scan.ts';

/** What a path holds: a text (as UTF-8), bytes, or why it gives nothing. A path that is not named is absent. */
export type FileContent = string | Uint8Array | Omit<Missing, 'found' | 'path'>;
export type Files = Readonly<Record<string, FileContent>>;

export const headSha = 'a'.repeat(40);
export const baseSha = 'b'.repeat(40);
export const fixedNow = '2026-03-10T12:00:00Z';

/** Everything around an evaluation, as plain data. What is left out: no files, no base, no credential, 10 March 2026. */
export interface Around {
  files?: Files;
  /** The version before the change, or why there is none. */
  base?: Files | { because: Because };
  /** What steps of the job produced. */
  produced?: Files;
  /** ISO 8601 with a time zone. */
  now?: string;
  /** When the event happened; the same as `now` when left out. */
  eventTime?: string;
  subject?: Partial<Subject>;
  /** The changes that the run is about; left out, none is named. */
  history?: History;
  /** The changes that the policy's tree holds; left out, none is named. */
  policyHistory?: History;
  /** Other controls; left out, none can be run. */
  runOther?: RunOther;
  /** The profile of the policy; left out, the standard one. */
  profile?: keyof typeof builtInProfiles;
  /** The controls that the configuration asks for; left out, none. */
  asked?: readonly string[];
  /** What the branch of the policy has been; left out, nobody can look. */
  past?: Past;
  /** Files that may be reports; left out, there are none. */
  reports?: (request: CollectRequest) => Collected;
  /** What the policy's tree holds, where that is not the judged files. */
  policyFiles?: Files;
  /** People by role, as the policy names them; left out, there are none. */
  roles?: Readonly<Record<string, readonly string[]>>;
  /** What becomes of commands; left out, none may run. */
  command?: RunCommand;
  /** Answers by request, as `memoryGitHub` reads them; left out, no credential was given. */
  github?: GitHubAnswers;
  /** The secret fields that hold a credential. Default: every one, when there are answers. */
  credentials?: readonly string[];
  /** What an archive or a folder of this path holds. */
  container?: World['container'];
  /** Is given what is packed, by the ending of the archive. */
  packed?: Map<string, readonly PackedFile[]>;
  /** What an earlier run left as a journal, and what this one adds. */
  journal?: { earlier?: string; lines: string[] };
  /** What the API answers without a credential; left out, nothing may be asked so. */
  publicGitHub?: GitHubAnswers;
}

/** A world from plain data, with nothing configured; `overrides` replaces whole parts of it. */
export function world(around: Around = {}, overrides: Partial<World> = {}): World {
  const {
    files = {},
    produced = {},
    base,
    now = fixedNow,
    eventTime,
    subject,
    history,
    github,
    credentials,
    reports,
  } = around;
  const { policyFiles = files, policyHistory, roles = {} } = around;
  const port = github === undefined ? undefined : memoryGitHub(github);
  return {
    inputs: {},
    lists: {},
    disabledRules: {},
    subject: { event: 'pull_request', repository: 'acme/consumer', headSha, baseSha, ...subject },
    time: moment(now, eventTime),
    log: { info: () => undefined, debug: () => undefined },
    tree: memoryTree(files, headSha),
    before: baseTree(base),
    produced: producedTree(produced),
    scan: (scan, parameters, source, limits) => scanInMemory(producedTree(produced), scan, parameters, source, limits),
    container: around.container ?? (async () => ({ ok: false, message: 'does not exist' })),
    pack: async (ending, files) => {
      around.packed?.set(ending, files);
      return { ok: true, bytes: 1, sha256: 'd'.repeat(64) };
    },
    command:
      around.command ??
      (async () => ({ state: 'refused', because: { code: 'NO_DATA', message: 'no command is run here' } })),
    github: (credential = 'token') =>
      credentials === undefined || credentials.includes(credential) ? port : undefined,
    publicGitHub: () => memoryGitHub(around.publicGitHub ?? {}),
    journal: (ending) => ({
      earlier: (_folder, maxBytes) =>
        memoryTree(around.journal?.earlier === undefined ? {} : { [ending]: around.journal.earlier }).read(
          ending,
          maxBytes,
        ),
      append: async (text) => void around.journal?.lines.push(text),
    }),
    history: history ?? {
      units: async () => ({ ok: false, because: { code: 'NO_BASE', message: 'no change is named' } }),
    },
    past: async () => around.past ?? noPast({ code: 'NO_BASE', message: 'no past is named' }),
    runOther: around.runOther ?? (async () => ({ ok: false, message: 'no other control is there' })),
    policy: {
      source: { kind: 'base', path: '.github/release-governance.yml', ref: baseSha, sha256: 'c'.repeat(64) },
      tree: memoryTree(policyFiles, headSha),
      top: memoryTree(policyFiles, headSha),
      history: policyHistory ?? {
        units: async () => ({ ok: false, because: { code: 'NO_BASE', message: 'no change is named' } }),
      },
      folder: '',
      profile: builtInProfiles[around.profile ?? 'standard'],
      profileName: around.profile ?? 'standard',
      failOn: 'unverified',
      roles,
      asked: around.asked ?? [],
      skipped: [],
      parts: {},
      sections: [],
      allow: (_control, results) => ({ results: [...results], uses: [] }),
    },
    collect: async (request) => reports?.(request) ?? { files: [], problems: [] },
    matcher: globMatcher,
    ...overrides,
  };
}

/** A tree of files in memory; `ref` undefined makes it a work tree. */
export function memoryTree(files: Files, ref?: string): Tree {
  return {
    ref,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
      const content = Object.hasOwn(files, contained.path) ? files[contained.path] : undefined;
      if (content === undefined) return { found: false, path, reason: 'absent', message: 'does not exist' };
      if (typeof content !== 'string' && !(content instanceof Uint8Array)) return { found: false, path, ...content };
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      if (bytes.length > maxBytes) return { found: false, path, reason: 'too-large', message: 'is too large' };
      const read = { source: ref === undefined ? ('worktree' as const) : ('tree' as const), path: contained.path };
      return { found: true, ...read, ref, sha256: sha256(bytes), bytes: bytes.length, content: bytes };
    },
    async list() {
      const regular = ([, content]: [string, FileContent]): boolean =>
        typeof content === 'string' || content instanceof Uint8Array;
      return {
        ok: true,
        paths: Object.entries(files)
          .filter(regular)
          .map(([path]) => path)
          .sort(),
      };
    },
  };
}

/** Files in memory that steps of the job produced. */
function producedTree(files: Files): Tree {
  const tree = memoryTree(files);
  return {
    ...tree,
    async read(path, maxBytes) {
      const answer = await tree.read(path, maxBytes);
      return answer.found ? { ...answer, source: 'output' } : answer;
    },
  };
}

/** What the workflow and the configuration ask of a control, besides what is around it. */
export interface Setup extends Around {
  /** Shared lists of the configuration, as its file would hold them. */
  lists?: Readonly<Record<string, unknown>>;
  /** The control's section of the configuration, as its file would hold it. */
  section?: Readonly<Record<string, unknown>>;
  /** Texts of `with:`. */
  given?: InputsRequest['given'];
}

/**
 * Evaluates a control as the shell does: the configuration passes its schema and the inputs are read. Throws, naming the
 * problems, when the setup itself is wrong; `configurationOf` is for tests of that. `overrides` replaces whole parts of the world.
 */
export async function evaluateWith(
  control: AnyControl,
  setup: Setup,
  overrides: Partial<World> = {},
): Promise<Evaluation> {
  const config = configurationOf(control, setup);
  const { 'disabled-rules': disabledRules = {}, ...configured } = config.sections[control.name] ?? {};
  const { values, problems } = parseInputs({
    fields: control.inputs,
    given: setup.given ?? {},
    configured,
    untrusted: false,
  });
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const asked = { inputs: values, lists: config.lists, disabledRules: disabledRules as Record<string, string> };
  return evaluate(control, world(setup, { ...asked, ...overrides }));
}

/** The configuration of a setup, parsed. Throws, with a line `<pointer>: <message>` for each problem, when it does not fit. */
export function configurationOf(control: AnyControl, { lists = {}, section }: Setup): Config {
  const file = { version: 1, ...lists, ...(section === undefined ? {} : { [control.name]: section }) };
  const parsed = parseConfig(file, [control], { controls: [control.name], lists: Object.keys(control.lists) });
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('\n'));
}

function baseTree(base: Files | { because: Because } | undefined): Tree | { because: Because } {
  if (base === undefined) return { because: { code: 'NO_BASE', message: 'there is no earlier version' } };
  const { because } = base;
  if (typeof because === 'object' && 'code' in because) return { because };
  return memoryTree(base as Files, baseSha);
}
