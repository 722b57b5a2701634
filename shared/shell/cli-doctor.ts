import { byCodeUnit } from '../adapters/git.ts';
import { type Branches, branchesOf, trackedPaths } from '../adapters/git-branches.ts';
import type { KnownNames } from '../core/config.ts';
import type { AnyControl } from '../core/control.ts';
import type { Probed, Trouble } from '../core/diagnosis.ts';
import { GovernanceError } from '../core/errors.ts';
import { usualConfig } from '../core/inputs.ts';
import type { GitHub, Tree } from '../core/ports.ts';
import { fileLimit, isWorkflow } from '../domain/adoption/ground.ts';
import { needsOf } from '../domain/control-needs/needs.ts';
import type { ExitCode } from '../domain/decision/exit.ts';
import { namedRepository } from '../domain/repository/repository.ts';
import { abilityOf, wantsRun, wantsSecret } from '../domain/setup/abilities.ts';
import { decisionsOf } from '../domain/setup/decisions.ts';
import { judgeWorkflows } from '../domain/setup/judge-workflows.ts';
import { stepLimits } from '../domain/setup/step-limits.ts';
import { suiteSteps, unseenUses } from '../domain/setup/workflow-steps.ts';
import { readWorkflow } from '../domain/workflow/read-workflow.ts';
import type { ReadWorkflow } from '../domain/workflow/workflow.ts';
import { parseRepository } from '../parse/repository.ts';
import { decodeText, listed } from '../parse/text.ts';
import { type Diagnosis, diagnosisText } from '../render/diagnosis-terminal.ts';
import { isAskedFor } from './asked.ts';
import { asksNothing, files, lookAtPlace, misnamed, readConfig, unused } from './doctor-config.ts';
import { openTop } from './open-top.ts';

/** What `doctor` is asked. */
export interface DoctorRequest {
  folder: string;
  cwd: string;
  json: boolean;
  controls: readonly AnyControl[];
  known: KnownNames;
  token: string | undefined;
  /** Whether the environment has a secret input. */
  hasSecret(input: string): boolean;
  /** Milliseconds. */
  clock: () => number;
  /** Given where GitHub may be asked. */
  github?: ((token: string | undefined) => GitHub) | undefined;
  print: (text: string) => void;
  /** How wide what it prints may be, where that is known. */
  width?: number | undefined;
}

/**
 * Says what is wrong with the setup of a repository. 0: nothing. 1: something is wrong, or an assumption was refuted. 3: nothing is wrong
 * that could be looked at. Throws BAD_INPUT where there is no repository.
 */
export async function runDoctor(request: DoctorRequest): Promise<ExitCode> {
  const { repository, tree } = await openTop(request, {
    says: 'cannot be looked at',
    hint: 'run it at the top of a git clone',
  });
  const branches = await branchesOf(repository);
  const { config, troubles: inConfig } = await readConfig(request, tree, usualConfig);
  const paths = await pathsOf(tree);
  const tracked = await trackedPaths(repository);
  const { workflows, troubles: unreadable } = await readWorkflows(tree, paths);
  const inPlaces = await Promise.all(
    (config?.common.places ?? []).map((place) => lookAtPlace(request, tree, place.replace(/\/$/, ''), tracked)),
  );
  const asked = config === undefined ? [] : request.controls.filter((control) => isAskedFor(control, config));
  const names = new Set(asked.map(({ name }) => name));
  const troubles: Trouble[] = [
    ...inConfig,
    ...misnamed(paths),
    ...(config !== undefined && asked.length === 0 && config.common.places.length === 0 ? [asksNothing] : []),
    ...(config === undefined ? [] : unused(request, config, names)),
    ...(config === undefined ? [] : await files(tree, usualConfig, '', tracked)),
    ...inPlaces.flatMap(({ troubles: each }) => each),
    ...unreadable,
    ...judgeWorkflows(workflows, request.controls, names, usualConfig, config && decisionsOf(config)),
    ...clone(branches, asked),
  ];
  const steps = suiteSteps(workflows);
  const own = steps.filter(({ place }) => place === '.');
  const abilities = asked.map((control) =>
    abilityOf(control, {
      events: (name) =>
        new Set(
          own
            .filter((step) => step.control === name)
            .flatMap(({ workflow }) => workflow.triggers.map(({ event }) => event)),
        ),
      stepLimits: (name, event, secrets) => stepLimits({ name, permissions: control.permissions }, event, own, secrets),
      unseen: unseenUses(workflows),
      skipped: (name) => config?.asked.skipOn[name] ?? [],
      token: request.token !== undefined,
      hasSecret: request.hasSecret,
      wants: (input) => config === undefined || wantsSecret(control.name, input, config),
      wantsRun: config !== undefined && wantsRun(control.name, config),
    }),
  );
  const probed = request.github === undefined ? undefined : await probe(request, request.github, branches.origin);
  const facts = [
    `token: ${tokenTier(request.token)}`,
    `default branch: ${branches.remoteDefault ?? 'not known to this clone'}`,
    `workflows: ${workflows.length}, steps that run controls: ${new Set(steps.map(({ step }) => step)).size}`,
    ...inPlaces.map(({ place, asks }) => {
      const run = new Set(steps.filter((step) => step.place === place).map(({ control }) => control));
      const those = run.size === 0 ? 'none of them' : listed([...run].sort());
      return `${place}: its configuration asks for ${asks.length} controls, and workflows run ${those} there`;
    }),
  ];
  const diagnosis: Diagnosis = { troubles, abilities, facts, probed };
  request.print(
    request.json
      ? `${JSON.stringify({ kind: 'release-governance/doctor', ...diagnosis }, null, 2)}\n`
      : diagnosisText(diagnosis, request.width),
  );
  if (troubles.some(({ level }) => level === 'wrong') || probed?.some(({ outcome }) => outcome === 'refuted')) return 1;
  const isUnseen = probed?.some(({ outcome }) => outcome === 'could-not-look') === true;
  return isUnseen || troubles.some(({ level }) => level === 'unknown') ? 3 : 0;
}

async function pathsOf(tree: Tree): Promise<readonly string[]> {
  const listing = await tree.list();
  if (!listing.ok) throw new GovernanceError('BAD_INPUT', `the files cannot be listed: ${listing.because.message}`);
  return listing.paths;
}

async function readWorkflows(
  tree: Tree,
  paths: readonly string[],
): Promise<{ workflows: ReadWorkflow[]; troubles: Trouble[] }> {
  const workflows: ReadWorkflow[] = [];
  const troubles: Trouble[] = [];
  const expected = 'a text file that GitHub can read';
  for (const path of paths.filter(isWorkflow).sort(byCodeUnit)) {
    const found = await tree.read(path, fileLimit);
    const decoded = found.found
      ? decodeText(found.content)
      : { ok: false as const, message: found.message, line: undefined };
    if (decoded.ok) workflows.push(readWorkflow(path, decoded.text));
    else {
      const says = `the workflow ${decoded.message}, so that nothing is known of it`;
      troubles.push({
        level: 'unknown',
        path,
        line: decoded.line,
        says,
        expected,
        actual: decoded.message,
        fix: 'mend the file',
      });
    }
  }
  return { workflows, troubles };
}

function clone(
  { shallow, remoteDefault }: Pick<Branches, 'shallow' | 'remoteDefault'>,
  asked: readonly AnyControl[],
): Trouble[] {
  const troubles: Trouble[] = [];
  const deep = asked.filter(({ name }) => needsOf(name).history === 'all').map(({ name }) => name);
  if (shallow && deep.length > 0) {
    const says = `this clone is cut off, and ${deep.join(', ')} ${deep.length === 1 ? 'needs' : 'need'} the history`;
    troubles.push({
      level: 'wrong',
      path: '.git',
      says,
      expected: 'a whole clone',
      actual: 'a shallow one',
      fix: 'git fetch --unshallow',
    });
  }
  if (remoteDefault === undefined) {
    const says =
      'git does not say which branch is the default one: on a laptop changes are compared with the parent of HEAD';
    const [expected, actual] = ['refs/remotes/origin/HEAD', 'none'];
    troubles.push({ level: 'advice', path: '.git', says, expected, actual, fix: 'git remote set-head origin --auto' });
  }
  return troubles;
}

/** The kind of a token by how GitHub writes it; the token itself is never shown. */
function tokenTier(token: string | undefined): string {
  if (token === undefined) return 'none (GITHUB_TOKEN or GH_TOKEN): what GitHub says is not verified on this laptop';
  if (token.startsWith('github_pat_')) return 'a fine-grained personal token: it sees what was chosen for it';
  if (token.startsWith('ghp_')) return 'a classic personal token: it sees all that its scopes allow';
  if (token.startsWith('ghs_')) return 'of an app or a workflow run: it sees what its permissions allow';
  if (token.startsWith('gho_') || token.startsWith('ghu_')) return 'of somebody who signed in to an app';
  return 'of a kind that is not known here';
}

async function probe(
  { token, clock }: DoctorRequest,
  github: (token: string | undefined) => GitHub,
  origin: string | undefined,
): Promise<readonly Probed[]> {
  const named = origin === undefined ? undefined : parseRepository(origin);
  const { probeAll, unasked } = await import('../domain/setup/live.ts');
  if (named === undefined) {
    const message = 'git does not say which repository on GitHub this is';
    return unasked({ code: 'NO_DATA', message, needs: 'git remote add origin https://github.com/<owner>/<name>' });
  }
  const repository = await namedRepository(
    token === undefined ? undefined : github(token),
    `${named.owner}/${named.name}`,
    'GITHUB_TOKEN in the environment',
  );
  if (!repository.ok) return unasked(repository.because);
  const { github: port, defaultBranch } = repository.data;
  return probeAll({ github: port, owner: named.owner, repo: named.name, branch: defaultBranch, now: clock() });
}
