import type { AnyControl, Context } from './control.ts';
import { GovernanceError } from './errors.ts';
import { evaluate } from './evaluation.ts';
import { sha256 } from './fingerprint.ts';
import { containedPath } from './path.ts';
import type { GitHub, Tree } from './ports.ts';
import type { FileChange } from './proposal.ts';
import type { Result } from './report.ts';

/** A tree as it would be with other files in it, and without those of which nothing is left. */
export function overlay(
  tree: Tree,
  changes: readonly (Pick<FileChange, 'path'> & { after: Uint8Array | undefined })[],
): Tree {
  const written = new Map(changes.map(({ path, after }) => [path, after]));
  return {
    ref: undefined,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      if (!contained.ok || !written.has(contained.path)) return tree.read(path, maxBytes);
      const content = written.get(contained.path);
      if (content === undefined) return { found: false, path, reason: 'absent', message: 'does not exist' };
      if (content.length > maxBytes) {
        const message = `has more than the ${maxBytes} bytes that are read`;
        return { found: false, path, reason: 'too-large', message };
      }
      return { found: true, source: 'output', path, sha256: sha256(content), bytes: content.length, content };
    },
    async list() {
      const listed = await tree.list();
      if (!listed.ok) return listed;
      const paths = [...new Set([...listed.paths, ...written.keys()])];
      const gone = (path: string): boolean => written.has(path) && written.get(path) === undefined;
      return { ok: true, paths: paths.filter((path) => !gone(path)).sort() };
    },
  };
}

/** What a judgement aside takes over from the context of the run, whatever control that belongs to. */
type Around = Pick<
  Context,
  | 'subject'
  | 'time'
  | 'log'
  | 'produced'
  | 'scan'
  | 'history'
  | 'past'
  | 'policy'
  | 'reports'
  | 'matcher'
  | 'publicGitHub'
> & {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly config: Readonly<Record<string, unknown>>;
  github(credential?: never): GitHub | undefined;
};

/**
 * What a judgement says about another tree than that of the run: its results are given back and are no part of the report, what
 * it reads through the given trees is. Inputs, shared lists, time and ports are those of the run; no rule is disabled. What
 * breaks it is thrown.
 */
export async function judgeAside(
  around: Around,
  judgement: { name: string; rules: AnyControl['rules']; evaluate(ctx: never): Promise<void> },
  trees: { tree: Tree; before: Context['before'] },
): Promise<Result[]> {
  const control: AnyControl = {
    ...judgement,
    title: judgement.name,
    kind: 'check',
    description: '',
    permissions: {},
    inputs: {},
    lists: {},
    outputs: {},
  };
  const { results, error } = await evaluate(control, {
    inputs: around.inputs,
    lists: around.config,
    disabledRules: {},
    subject: around.subject,
    time: around.time,
    log: around.log,
    ...trees,
    produced: around.produced,
    scan: (...asked) => around.scan(...asked),
    history: around.history,
    past: () => around.past(),
    runOther: async () => ({ ok: false, message: 'a judgement aside runs no other control' }),
    policy: around.policy,
    collect: (request) => around.reports(request),
    github: (credential) => around.github(credential as never),
    publicGitHub: () => around.publicGitHub(),
    command: () => {
      throw new Error('a judgement aside runs no command');
    },
    container: () => {
      throw new Error('a judgement aside opens no container');
    },
    pack: () => {
      throw new Error('a judgement aside writes no archive');
    },
    journal: () => {
      throw new Error('a judgement aside keeps no journal');
    },
    matcher: (globs) => around.matcher(globs),
  });
  if (error === undefined) return results;
  throw new GovernanceError(error.code, error.message, error.hint === undefined ? {} : { hint: error.hint });
}
