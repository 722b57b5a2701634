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
  const used = [...workflow.matchAll(/release-governance\/release-governance\/actions\/[\w-]+@([\w.]+)/g)];
  return [...new Set([suiteRef, ...used.map(([, ref = '']) => ref)])];
}

/**
 * Copies what a consumer downloads with the suite. Two expressions that act does not know are put in its words: the id of the
 * check run, and `$/` for an action of the same repository.
 */
export function copySuite(folder: string, jobs: readonly NamedJob[]): void {
  cpSync(dist, join(folder, 'dist'), { recursive: true });
  for (const name of readdirSync(join(root, 'actions'))) {
    const text = readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8');
    mkdirSync(join(folder, 'actions', name), { recursive: true });
    writeFileSync(
      join(folder, 'actions', name, 'action.yml'),
      text
        .replaceAll('${{ job.check_run_id }}', () => `>-\n      ${checkRunIdExpression(jobs)}`)
        .replaceAll(/uses: \$\/actions\/([\w-]+)/g, `uses: ${suiteName}/actions/$1@${suiteRef}`),
    );
  }
}
