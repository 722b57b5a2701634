import type { KnownNames } from '../core/config.ts';
import type { AnyControl } from '../core/control.ts';
import { type Because, toError } from '../core/errors.ts';
import { evaluate, type World } from '../core/evaluation.ts';
import { commonFields, type Fields, parseInputs } from '../core/inputs.ts';
import type { OtherFindings, OtherView } from '../core/other-control.ts';
import type { Answer, GitHub, Tree } from '../core/ports.ts';
import { loadConfig } from './policy.ts';
import type { PolicyPlace } from './run-place.ts';

/** What a run of another control takes over from the one that asks for it. */
export interface OtherRun {
  world: World;
  policy: PolicyPlace;
  known: KnownNames;
  /** The control of that name; undefined where only the one that runs is at hand. */
  load: ((name: string) => Promise<AnyControl>) | undefined;
}

const aside: Because = {
  code: 'NO_DATA',
  message: 'it is judged aside, without GitHub and without what steps of the job produced',
  needs: 'a run of its own',
};

// A command would judge what is checked out, and its result would be told of the other files.
const elsewhere: Because = {
  code: 'NO_DATA',
  message: 'a command runs on the files that are checked out, and others are judged here',
  needs: 'a run of its own, with those files checked out',
};

/** Runs another control of the configuration over other files. Never throws: what keeps it from running is said. */
export async function runOther(name: string, view: OtherView, run: OtherRun): Promise<OtherFindings> {
  if (run.load === undefined) return { ok: false, message: `the control ${name} is not at hand` };
  try {
    const control = await run.load(name);
    if (control.kind === 'act' || control.kind === 'decide' || control.judgesOthers === true)
      return { ok: false, message: `the control ${name} judges no files`, apart: true };
    const loaded = await loadConfig({ ...run.policy, controls: [control], known: run.known });
    if (!loaded.ok) return { ok: false, message: loaded.because.message };
    const { config } = loaded;
    const section = config.sections[name] ?? {};
    const { values, problems } = parseInputs({
      fields: { ...commonFields, ...(control.inputs as Fields) },
      given: {},
      configured: { profile: config.common.profile, 'fail-on': config.common['fail-on'], ...section },
      untrusted: false,
    });
    if (problems.length > 0) return { ok: false, message: problems.map(({ message }) => message).join('; ') };
    const { world } = run;
    const evaluated = await evaluate(control, {
      ...world,
      ...view,
      inputs: values,
      lists: config.lists,
      disabledRules: (section['disabled-rules'] as Record<string, string> | undefined) ?? {},
      produced: nothing,
      scan: async (_scan, _parameters, { path }) => unread(path),
      collect: async () => ({ files: [], problems: [], unlisted: aside }),
      command: async () => ({ state: 'refused', because: elsewhere }),
      github: () => undefined,
      publicGitHub: () => nobody,
      container: async () => ({ ok: false, message: aside.message, because: aside }),
      pack: async () => ({ ok: false, message: aside.message, because: aside }),
      journal: () => ({ earlier: async (folder) => unread(folder), append: async () => undefined }),
      runOther: async () => ({ ok: false, message: aside.message }),
    });
    if (evaluated.error !== undefined) return { ok: false, message: evaluated.error.message };
    return { ok: true, results: world.policy.allow(name, evaluated.results, evaluated.facts).results };
  } catch (thrown) {
    return { ok: false, message: toError(thrown).message };
  }
}

function unread(path: string): Awaited<ReturnType<Tree['read']>> & { found: false } {
  return { found: false, path, reason: 'unreadable', message: aside.message, because: aside };
}

const nothing: Tree = {
  ref: undefined,
  read: async (path) => unread(path),
  list: async () => ({ ok: false, because: aside }),
};

async function refused(): Promise<Answer<never>> {
  return { ok: false, because: { ...aside, code: 'NO_CREDENTIAL' } };
}

const nobody: GitHub = { host: 'github.com', get: refused, all: refused, bytes: refused, graphql: refused };
