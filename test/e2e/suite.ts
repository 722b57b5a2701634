import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../shared/core/version.ts';
import { dist, root } from '../support/dist.ts';
import { checkRunIdExpression, type NamedJob } from './job-names.ts';

/** How workflows name the suite: `uses: <this>/actions/<control>@<ref>`. */
export const suiteName = 'release-governance/release-governance';
export const suiteRef = `v${version}`;

/** The refs by which a workflow, and the suite itself, name the suite: all of them are the copy. */
export function suiteRefs(workflow: string): string[] {
  const used = [
    ...workflow.matchAll(/release-governance\/release-governance\/(?:actions|\.github\/workflows)\/[\w.-]+@([\w.]+)/g),
  ];
  return [...new Set([suiteRef, ...used.map(([, ref = '']) => ref)])];
}

/** Actions of others that the suite's workflows use and that are not asked for over the network: each by a stand-in that does nothing. */
export const standIns: readonly string[] = ['upload-artifact', 'download-artifact'].map((name) => `actions/${name}`);

/** The stand-ins as `owner/name@ref=folder`, each at every ref at which a workflow names it. */
export function copyStandIns(folder: string): string[] {
  const texts = readdirSync(workflowsFolder).map((name) => readFileSync(join(workflowsFolder, name), 'utf8'));
  const used = texts.flatMap((text) => text.match(/(?<=uses: )actions\/[\w-]+@\w+/g) ?? []);
  return [...new Set(used)]
    .filter((uses) => standIns.includes(uses.replace(/@.*$/, '')))
    .map((uses) => {
      const at = join(folder, uses.replaceAll('/', '-'));
      mkdirSync(at, { recursive: true });
      const runs = { using: 'composite', steps: [{ shell: 'bash', run: 'true' }] };
      writeFileSync(join(at, 'action.yml'), JSON.stringify({ name: 'stand-in', description: 'nothing', runs }));
      return `${uses}=${at}`;
    });
}

const workflowsFolder = join(root, '.github/workflows');

/** How a job of another repository calls a workflow of the suite. */
export function calledWorkflow(name: string): string {
  return `${suiteName}/.github/workflows/${name}.yml@${suiteRef}`;
}

/**
 * Copies what a consumer downloads with the suite. Two expressions that act does not know are put in its words: the id of the
 * check run, and `$/` for an action of the same repository.
 */
export function copySuite(folder: string, jobs: readonly NamedJob[]): void {
  cpSync(dist, join(folder, 'dist'), { recursive: true });
  const ofSuite = (text: string): string =>
    text.replaceAll(/uses: \$\/actions\/([\w-]+)/g, `uses: ${suiteName}/actions/$1@${suiteRef}`);
  for (const name of readdirSync(join(root, 'actions'))) {
    const text = readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8');
    mkdirSync(join(folder, 'actions', name), { recursive: true });
    writeFileSync(
      join(folder, 'actions', name, 'action.yml'),
      ofSuite(text.replaceAll('${{ job.check_run_id }}', () => `>-\n      ${checkRunIdExpression(jobs)}`)),
    );
  }
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  for (const name of readdirSync(workflowsFolder))
    writeFileSync(join(folder, '.github/workflows', name), ofSuite(readFileSync(join(workflowsFolder, name), 'utf8')));
}
