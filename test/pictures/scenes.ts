import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { control as manifestSync } from '../../actions/manifest-sync/control.ts';
import type { AnyControl } from '../../shared/core/control.ts';
import type { Outcome } from '../../shared/shell/outcome.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { contractFiles, paths } from '../support/contract-files.ts';
import { decideOn } from '../support/decision-run.ts';
import { root } from '../support/dist.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import type { Shown } from './page.ts';

/** Something that people see, made by a real run in a world in which all times and commits are fixed. */
export type Scene = () => Promise<Shown>;

/** The job summary of a run, as it is when its report was uploaded. */
export function summaryOf(outcome: Pick<Outcome, 'markdown'>): Shown {
  return { kind: 'summary', markdown: outcome.markdown('governance-contracts-1') };
}

/** Does something in a repository that is gone afterwards. */
export async function inRepository<T>(act: (repository: TestRepository) => Promise<T>): Promise<T> {
  const repository = gitRepository();
  try {
    return await act(repository);
  } finally {
    repository.remove();
  }
}

/** Does something in a repository whose only commit is an example. */
export function inExample<T>(name: string, act: (repository: TestRepository, base: string) => Promise<T>): Promise<T> {
  return inRepository((repository) => {
    cpSync(join(root, 'examples', name), repository.folder, { recursive: true });
    return act(repository, repository.commit({}));
  });
}

/** One control over an example, for a pull request that touches nothing it reads. */
export function runOn(example: string, control: AnyControl): Promise<Outcome> {
  return inExample(example, (repository, base) => {
    const head = repository.commit({ 'a.txt': 'x' });
    return runAsAction({ control, repository, payload: pullRequest(base, head) });
  });
}

/** The example that has drifted. */
export const failed: Scene = async () => summaryOf(await runOn('drifted', manifestSync));

/** A decision where one report failed and another is missing. */
export const noGo: Scene = () =>
  inRepository(async (repository) => {
    const { [paths.pin]: pin = '' } = contractFiles({ tag: 'v2.5.0' });
    const config = {
      verification: { verifications: [{ id: 'unit', command: ['npm', 'test'] }] },
      'executive-summary': { owners: { 'manifest-sync': '@harbour-example/contracts' } },
    };
    return summaryOf(await decideOn(repository, { config, head: { [paths.pin]: pin } }));
  });
