import { resolve } from 'node:path';
import { applyChange } from '../adapters/apply-change.ts';
import { byCodeUnit, openRepository } from '../adapters/git.ts';
import { type Branches, branchesOf } from '../adapters/git-branches.ts';
import { worktree } from '../adapters/worktree.ts';
import type { Adoption, Sighting } from '../core/adoption.ts';
import { asksFor, type Config, type KnownNames, parseConfig } from '../core/config.ts';
import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import type { Found, Tree } from '../core/ports.ts';
import { adoptionOf, configValue, settled } from '../domain/adoption/adoption.ts';
import { fileCountLimit, fileLimit, groundOf, kindOf } from '../domain/adoption/ground.ts';
import { planOf } from '../domain/adoption/plan.ts';
import type { ExitCode } from '../domain/decision/exit.ts';
import { configText } from '../render/adoption-config.ts';
import { type InitFile, initText } from '../render/adoption-terminal.ts';
import { workflowText } from '../render/adoption-workflow.ts';
import { loadConfig } from './policy.ts';

export const configPath = '.github/release-governance.yml';
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
  const folder = resolve(request.cwd, request.folder);
  const opened = await openRepository(folder);
  if (!opened.ok) {
    throw new GovernanceError('BAD_INPUT', `${request.folder} cannot be set up: ${opened.message}`, {
      hint: 'run it at the top of a git clone, or begin one with git init',
    });
  }
  const { repository } = opened;
  if (repository.prefix !== '') {
    throw new GovernanceError(
      'BAD_INPUT',
      `${request.folder} is not the top of its repository, which is ${repository.top}`,
      {
        hint: 'run it there: workflows and the configuration that counts lie at the top',
      },
    );
  }
  const tree = worktree(folder, repository);
  const branches = await branchesOf(repository);
  const adoption = settled(await look(tree), (config) => {
    const checked = parseConfig(config, request.controls, request.known);
    return checked.ok ? [] : checked.problems;
  });
  const [oldConfig, oldWorkflow] = await Promise.all([isThere(tree, configPath), isThere(tree, workflowPath)]);
  const config = oldConfig ? await existing(request, tree) : parsed(adoption, request);
  const asked = request.controls.filter((control) =>
    control.kind === 'decide' ? config.asked.sections.includes(control.name) : asksFor(control, config),
  );
  const plan = planOf(asked, (name) => config.sections[name]);
  const { branch, note } = defaultBranch(branches);
  const judges = plan.jobs.some(({ id }) => id !== 'decision');
  const state = request.dryRun ? 'would-write' : 'written';
  const files: InitFile[] = [
    oldConfig
      ? { path: configPath, state: 'kept', because: 'it is there already, and is never overwritten' }
      : { path: configPath, state, content: configText(adoption) },
    oldWorkflow
      ? { path: workflowPath, state: 'kept', because: 'it is there already, and is never overwritten' }
      : judges
        ? { path: workflowPath, state, content: workflowText(plan.jobs, branch) }
        : { path: workflowPath, state: 'left-out', because: 'nothing is asked for yet that a job could judge' },
  ];
  if (!request.dryRun) await write(folder, files);
  const told = {
    files,
    recognised: adoption.recognised,
    guessed: adoption.guessed,
    unread: adoption.unread,
    left: plan.left,
    notes: note === undefined ? [] : [note],
    next: nextSteps({ judges, decides: plan.jobs.some(({ id }) => id === 'decision') }, branch, request.dryRun),
  };
  request.print(
    request.json
      ? `${JSON.stringify({ kind: 'release-governance/init', defaultBranch: branch, ...told }, null, 2)}\n`
      : initText(told, request.width),
  );
  if (oldConfig || oldWorkflow) return 1;
  return judges ? 0 : 3;
}

/** Reads the files that could say something, and tells which could not be read. */
async function look(tree: Tree): Promise<Adoption> {
  const listed = await tree.list();
  if (!listed.ok) throw new GovernanceError('BAD_INPUT', `the files cannot be listed: ${listed.because.message}`);
  const wanted = listed.paths.filter((path) => kindOf(path) !== undefined).sort(byCodeUnit);
  const unread: Sighting[] = wanted
    .slice(fileCountLimit)
    .map((path) => ({ path, says: `is behind the first ${fileCountLimit} files, which are all that is read` }));
  const found: Found[] = [];
  for (const path of wanted.slice(0, fileCountLimit)) {
    const answer = await tree.read(path, fileLimit);
    if (answer.found) found.push(answer);
    else if (answer.reason !== 'absent') unread.push({ path, says: answer.message });
  }
  return adoptionOf(groundOf(listed.paths, found, unread));
}

function parsed(adoption: Adoption, { controls, known }: InitRequest): Config {
  const checked = parseConfig(configValue(adoption), controls, known);
  if (checked.ok) return checked.config;
  const [first] = checked.problems;
  throw new GovernanceError('INTERNAL', `the configuration that was made is refused: ${first?.message ?? ''}`);
}

async function existing({ controls, known }: InitRequest, judged: Tree): Promise<Config> {
  const loaded = await loadConfig({ controls, known, path: configPath, shown: configPath, base: undefined, judged });
  if (loaded.ok) return loaded.config;
  throw new GovernanceError('BAD_CONFIG', loaded.because.message);
}

/** Also what is no file, and a link that leads nowhere, is there. */
async function isThere(tree: Tree, path: string): Promise<boolean> {
  const answer = await tree.read(path, fileLimit);
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

function defaultBranch({ remoteDefault, current }: Branches): { branch: string; note?: string } {
  if (remoteDefault !== undefined) return { branch: remoteDefault };
  const branch = current ?? 'main';
  const taken = current === undefined ? 'main was taken for it' : `${current}, which is checked out, was taken for it`;
  return {
    branch,
    note: `git does not say which branch is the default one (git remote set-head origin --auto asks): ${taken}; look at push: in the workflow`,
  };
}

function nextSteps(
  { judges, decides }: { judges: boolean; decides: boolean },
  branch: string,
  dryRun: boolean,
): string[] {
  if (dryRun) return ['release-governance init: writes these files'];
  if (!judges) return [`fill in a part of ${configPath}, then run init again: it writes the workflow`];
  return [
    'release-governance run: judges it here, before anything is pushed',
    'release-governance doctor: says what each control will be able to verify, and what is missing',
    ...(decides
      ? [
          `commit both files and open a pull request: until its configuration is in ${branch}, the decision is conditional-go at most, and its job red`,
          `when it is merged, require the check "decision" on ${branch}`,
        ]
      : ['add executive-summary: {} to the configuration: without it nobody decides over all of them']),
  ];
}
