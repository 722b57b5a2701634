import { expect, test } from '@jest/globals';
import { readCheckFile } from '../../shared/domain/check-file/check-file.ts';
import { compare } from '../../shared/domain/protection/compare.ts';
import { effective } from '../../shared/domain/protection/effective.ts';
import { entriesOf } from '../../shared/domain/protection/entries.ts';
import { PolicySchema } from '../../shared/domain/protection/policy.ts';
import { observe } from '../../shared/domain/seen-repository/observe.ts';
import { memoryGitHub } from '../support/memory-github.ts';
import { at } from '../support/moments.ts';
import { answersOf, type RulesetData } from '../support/protection-api.ts';
import { realFile } from './data.ts';

const path = 'docs/required_status_checks.json';
const read = readCheckFile(JSON.parse(realFile('gfernandf-agent-skills', '93839aa', path).toString()));
const checks = ['cognitive-quality-gates', 'policy-bundle-governance', 'runtime_canary'];

test('the file of required checks of a real repository is read', () => {
  expect(read).toEqual({
    ok: true,
    checks: checks.map((context, index) => ({
      context,
      pointer: `/required_status_checks/${index}`,
      job: {
        workflow: `.github/workflows/${context === 'runtime_canary' ? 'smoke' : 'ci'}.yml`,
        id: context,
        pointer: `/check_job_mapping/${context}`,
      },
    })),
  });
});

// As it was found in that repository: one of three checks was required, and the ruleset that should have was disabled.
test.each<[string, RulesetData[], string, boolean]>([
  ['one of three checks', [required(1, checks.slice(0, 1))], 'weaker', false],
  ['a ruleset that is disabled', [{ ...required(1, checks), enforcement: 'disabled' }], 'weaker', false],
  ['just these', [required(1, checks)], 'equal', true],
])('and asked for: %s', async (_name, rulesets, verdict, holds) => {
  if (!read.ok) throw new Error('the file could not be read');
  const policy = PolicySchema.parse({ branches: [{ pattern: '~DEFAULT_BRANCH', 'checks-file': path }] });
  const { entries, problems } = entriesOf({ name: 'repository', policy, checkFiles: { [path]: read.checks } });
  expect(problems).toEqual([]);
  const github = memoryGitHub(answersOf({ rulesets }, 'administration: read'));
  const state = effective(await observe(github, 'acme/app', { target: 'branch', ref: 'main' }));
  const { rows } = compare(state, entries, { defaultBranch: 'main', now: at('2026-11-20T12:00:00Z') });
  expect(rows.find(({ setting }) => setting === 'checks.required')).toMatchObject({ verdict, holds });
});

function required(id: number, contexts: string[]): RulesetData {
  return {
    id,
    rules: [
      {
        type: 'required_status_checks',
        parameters: {
          required_status_checks: contexts.map((context) => ({ context })),
          strict_required_status_checks_policy: false,
        },
      },
    ],
  };
}
