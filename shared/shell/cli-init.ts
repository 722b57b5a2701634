import { applyChange } from '../adapters/apply-change.ts';
import { type Branches, branchesOf } from '../adapters/git-branches.ts';
import type { Adoption, Sighting } from '../core/adoption.ts';
import { type Config, type KnownNames, parseConfig } from '../core/config.ts';
import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import { usualConfig } from '../core/inputs.ts';
import type { Found, Tree } from '../core/ports.ts';
import { adoptionOf, configValue, settled } from '../domain/adoption/adoption.ts';
import {
  fileCountLimit,
  fileLimit,
  type Ground,
  groundOf,
  inReadingOrder,
  totalLimit,
} from '../domain/adoption/ground.ts';
import { planOf, withOwnName } from '../domain/adoption/plan.ts';
import type { ExitCode } from '../domain/decision/exit.ts';
import { misnamedConfigs } from '../domain/setup/needed-files.ts';
import { suiteSteps, unseenUses } from '../domain/setup/workflow-steps.ts';
import type { Workflow } from '../domain/workflow/workflow.ts';
import { configText } from '../render/adoption-config.ts';
import { type InitFile, initText } from '../render/adoption-terminal.ts';
import { isNameable, workflowText } from '../render/adoption-workflow.ts';
import { isAskedFor } from './asked.ts';
import { openTop } from './open-top.ts';
import { loadConfig } from './policy.ts';

export const workflowPath = '.github/workflows/release-governance.yml';

/** What `init` is asked. */
export interface InitRequest {
  /** The folder as it was given, and from where. */
  folder: string;
  cwd: string;
  dryRun: boolean;
  json: boolean;
  controls: readonly AnyControl[];
  known: KnownNames;
  /** How the command line was started, for what is to be typed next. */
  program: string;
  /** The commit of the release that it is; without it actions are named by release. */
  commit: string | undefined;
  print: (text: string) => void;
  /** How wide what it prints may be, where that is known. */
  width?: number | undefined;
}

/**
 * Writes a first configuration and workflow, never over a file that is there. 0: everything that it has to write was (or would be)
 * written. 1: a file was there already and was kept. 3: nothing was found that could be judged, so that the configuration asks for
 * nothing. Throws BAD_INPUT where it cannot write, and then nothing was written.
 */
export async function runInit(request: InitRequest): Promise<ExitCode> {
  const { folder, repository, tree } = await openTop(request, {
    says: 'cannot be set up',
    hint: 'run it at the top of a git clone, or begin one with git init',
  });
  const branches = await branchesOf(repository);
  const ground = await look(tree);
  const adoption = settled(adoptionOf(ground), (config) => {
    const checked = parseConfig(config, request.controls, request.known);
    return checked.ok ? [] : checked.problems;
  });
  const [oldConfig, oldWorkflow] = await Promise.all([isThere(tree, usualConfig), isThere(tree, workflowPath)]);
  const config = oldConfig ? await existing(request, tree) : parsed(adoption, request);
  const asked = request.controls.filter((control) => isAskedFor(control, config));
  const planned = planOf(asked, (name) => config.sections[name]);
  const { jobs, note: named } = withOwnName(planned.jobs, ground.workflows);
  const { branch, note } = defaultBranch(branches);
  const judges = jobs.some(({ id }) => id !== 'decision');
  const decision = jobs.find(({ id }) => id === 'decision');
  const [runs] = ground.workflows.flatMap((workflow) =>
    suiteUses(workflow).map((uses) => ({ path: workflow.path, uses })),
  );
  const state = request.dryRun ? 'would-write' : 'written';
  const nameable = isNameable(branch) ? branch : undefined;
  const files: InitFile[] = [
    oldConfig
      ? { path: usualConfig, state: 'kept', because: 'it is there already, and is never overwritten' }
      : { path: usualConfig, state, content: configText(adoption) },
    oldWorkflow
      ? { path: workflowPath, state: 'kept', because: 'it is there already, and is never overwritten' }
      : runs !== undefined
        ? {
            path: workflowPath,
            state: 'left-out',
            because: `${runs.path} runs ${runs.uses} already, and two runs of a control give two reports: add what is missing there`,
          }
        : judges
          ? { path: workflowPath, state, content: workflowText(jobs, { branch: nameable, commit: request.commit }) }
          : { path: workflowPath, state: 'left-out', because: 'nothing is asked for yet that a job could judge' },
  ];
  if (!request.dryRun) await write(folder, files);
  const hasWorkflow = files.some(({ path, content }) => path === workflowPath && content !== undefined);
  const notes = [
    ...(note === undefined || !hasWorkflow ? [] : [note]),
    ...(nameable === undefined && hasWorkflow
      ? ['the name of the default branch looks like an expression: nothing runs on pushes to it']
      : []),
    ...(named === undefined || !hasWorkflow ? [] : [named]),
    ...misnamed(ground.paths),
    ...(repository.head === undefined
      ? ['there is no commit yet: what a change does is not verified before the first one']
      : []),
  ];
  const told = {
    files,
    recognised: adoption.recognised,
    guessed: adoption.guessed,
    unread: adoption.unread,
    left: planned.left,
    notes,
    next: nextSteps(
      request,
      { judges, branch, check: decision === undefined ? undefined : (decision.name ?? decision.id) },
      files,
    ),
  };
  request.print(
    request.json
      ? `${JSON.stringify({ kind: 'release-governance/init', defaultBranch: branch, ...told }, null, 2)}\n`
      : initText(told, request.width),
  );
  if (oldConfig || oldWorkflow || runs !== undefined) return 1;
  return judges ? 0 : 3;
}

/** What a workflow runs of the suite: controls, and what chains several of them. */
function suiteUses(workflow: Workflow): string[] {
  const read = { path: workflow.path, workflow, problems: [] };
  const actions = suiteSteps([read]).map(({ action }) => action);
  return [...actions, ...unseenUses([read]).filter((uses) => uses.startsWith('release-governance/'))];
}

/** Files that somebody may take for the configuration, and that nothing reads. */
function misnamed(paths: ReadonlySet<string>): string[] {
  return misnamedConfigs
    .filter((path) => paths.has(path))
    .map((path) => `${path} is there, and nothing reads it: the configuration is ${usualConfig}`);
}

/** Reads the files that could say something, and tells which could not be read. */
async function look(tree: Tree): Promise<Ground> {
  const listed = await tree.list();
  if (!listed.ok) throw new GovernanceError('BAD_INPUT', `the files cannot be listed: ${listed.because.message}`);
  const wanted = inReadingOrder(listed.paths);
  const unread: Sighting[] = [];
  const found: Found[] = [];
  let bytes = 0;
  for (const [at, path] of wanted.entries()) {
    if (at >= fileCountLimit || bytes >= totalLimit) {
      const left = wanted.length - at;
      const says = `${left === 1 ? 'this file was' : `this file and ${left - 1} more were`} not read: at most ${fileCountLimit} files and ${totalLimit / 1024 / 1024} MiB are`;
      unread.push({ path, says });
      break;
    }
    const answer = await tree.read(path, fileLimit);
    if (answer.found) {
      bytes += answer.bytes;
      found.push(answer);
    } else if (answer.reason !== 'absent') unread.push({ path, says: answer.message });
  }
  return groundOf(listed.paths, found, unread);
}

function parsed(adoption: Adoption, { controls, known }: InitRequest): Config {
  const checked = parseConfig(configValue(adoption), controls, known);
  if (checked.ok) return checked.config;
  const [first] = checked.problems;
  throw new GovernanceError('INTERNAL', `the configuration that was made is refused: ${first?.message ?? ''}`);
}

async function existing({ controls, known }: InitRequest, judged: Tree): Promise<Config> {
  const loaded = await loadConfig({ controls, known, path: usualConfig, shown: usualConfig, base: undefined, judged });
  if (loaded.ok) return loaded.config;
  throw new GovernanceError('BAD_CONFIG', loaded.because.message);
}

/** Also what is no file, and a link that leads nowhere, is there. Throws where a folder above it is a link: nothing is looked for there. */
async function isThere(tree: Tree, path: string): Promise<boolean> {
  const answer = await tree.read(path, fileLimit);
  if (!answer.found && answer.message.startsWith('is reached through'))
    throw new GovernanceError('BAD_INPUT', `nothing was written: ${path} ${answer.message}`, {
      hint: 'make a folder of it: neither GitHub nor a control follows a link in a repository',
    });
  return answer.found || answer.reason !== 'absent';
}

async function write(folder: string, files: readonly InitFile[]): Promise<void> {
  const encoder = new TextEncoder();
  const changes = files.flatMap(({ path, state, content }) =>
    state === 'written' && content !== undefined ? [{ path, before: undefined, after: encoder.encode(content) }] : [],
  );
  const applied = await applyChange(folder, changes);
  if (applied.ok) return;
  throw new GovernanceError('BAD_INPUT', `nothing was written: ${applied.problems.join('; ')}`, {
    hint: 'make the folder writable, or look at the files with --dry-run and write them by hand',
    problems: applied.left.map((path) => ({ path, message: 'could not be removed again' })),
  });
}

function defaultBranch({ remoteDefault, current, usual }: Branches): { branch: string; note?: string } {
  if (remoteDefault !== undefined) return { branch: remoteDefault };
  const [only, ...more] = usual;
  const known = more.length === 0 ? only : undefined;
  const branch = known ?? current ?? 'main';
  const which =
    known !== undefined ? ', the only one with a usual name,' : current !== undefined ? ', which is checked out,' : '';
  return {
    branch,
    note: `git does not say which branch is the default one (git remote set-head origin --auto asks): ${branch}${which} was taken for it; look at push: in the workflow`,
  };
}

function nextSteps(
  { program, dryRun }: InitRequest,
  { judges, branch, check }: { judges: boolean; branch: string; check: string | undefined },
  files: readonly InitFile[],
): string[] {
  if (dryRun) return [`${program} init: writes these files`];
  if (!judges) return [`fill in a part of ${usualConfig}, then run init again: it writes the workflow`];
  const written = files.filter(({ state }) => state === 'written').map(({ path }) => path);
  return [
    `${program} run: judges it here, before anything is pushed`,
    `${program} doctor: says what each control will be able to verify, and what is missing`,
    ...(check === undefined
      ? ['add executive-summary: {} to the configuration: without it nobody decides over all of them']
      : [
          ...(written.length === 0
            ? []
            : [
                `commit ${written.join(' and ')}, and open a pull request: until its configuration is in ${branch}, the decision is conditional-go at most, and its job red`,
              ]),
          `when it is merged, require the check "${check}" on ${branch}`,
        ]),
  ];
}
