import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import { answers, changed, documentFiles, jsonPath, section } from '../actions/required-checks/repository.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { gitRepository } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';

/*
 * The author of a change takes away what the policy asks of the required checks, through the whole action. The base counts.
 */

describe('through the action, with a base and a change', () => {
  const configured = (more: Readonly<Record<string, unknown>> = {}): string =>
    JSON.stringify({
      version: 1,
      'executive-summary': {},
      'required-checks': { documents: section.documents, 'gate-jobs': section['gate-jobs'], ...more },
    });
  const config = '.github/release-governance.yml';
  const base = { ...documentFiles, ...changed(), [config]: configured() } as Record<string, string>;

  const changes: [name: string, change: Record<string, string>, rule: string][] = [
    ['the decision not asked for', { [config]: configured({ 'decision-job': 'off' }) }, 'decision-always-runs'],
    [
      'every check optional',
      { [config]: configured({ 'optional-checks': ['build', 'unit', 'decision'] }) },
      'decision-always-runs',
    ],
    [
      'the documents and the configuration without the check',
      { [config]: configured({ documents: [], 'gate-jobs': [] }), [jsonPath]: '{"required_status_checks": []}' },
      'gate-always-runs',
    ],
  ];

  test.each(changes)('%s, and the job that decides skipped', async (_name, change, rule) => {
    const repository = gitRepository();
    try {
      const from = repository.commit(base);
      const head = repository.commit({ ...change, ...changed(['[build, unit]\n    if: always()', '[build, unit]']) });
      const outcome = await runAsAction({
        control,
        repository,
        payload: pullRequest(from, head),
        env: { GITHUB_REPOSITORY: 'acme/app' },
        secrets: { token: 'token-of-the-workflow' },
        github: memoryGitHub(answers({})),
      });
      expect(outcome.exit).toBe(1);
      const failed = outcome.report.results.filter(({ status }) => status === 'failed').map((result) => result.rule);
      expect(failed).toContain(`required-checks/${rule}`);
      expect(outcome.report.policySource).toMatchObject({ kind: 'base', ref: from });
      const differing = Object.keys(change).filter((path) =>
        outcome.report.notes.some((note) => note.startsWith(`${path} differs in the judged change`)),
      );
      expect(differing).toEqual(Object.keys(change));
    } finally {
      repository.remove();
    }
  });

  test('the same without a change of the workflow passes', async () => {
    const repository = gitRepository();
    try {
      const from = repository.commit(base);
      const head = repository.commit({ 'src/code.txt': 'new' });
      const { exit, report } = await runAsAction({
        control,
        repository,
        payload: pullRequest(from, head),
        env: { GITHUB_REPOSITORY: 'acme/app' },
        secrets: { token: 'token-of-the-workflow' },
        github: memoryGitHub(answers({})),
      });
      expect(report.results.filter(({ status }) => status === 'failed' || status === 'unverified')).toEqual([]);
      expect(exit).toBe(0);
    } finally {
      repository.remove();
    }
  });
});
