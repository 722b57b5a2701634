import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import type { RequiredContext } from '../../shared/domain/branch-rules/branch-rules.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { type ReadDeclaration, readJsonDeclaration } from '../../shared/domain/required-checks/declaration.ts';
import type { DeclaredCheck, Gate } from '../../shared/domain/required-checks/facts.ts';
import type { Finding } from '../../shared/domain/required-checks/finding.ts';
import { judgeChecks } from '../../shared/domain/required-checks/judge.ts';
import { readMarkdownDeclaration } from '../../shared/domain/required-checks/markdown-declaration.ts';
import { aboutOf } from '../actions/required-checks/repository.ts';
import type { GitHubAnswers } from '../support/memory-github.ts';
import { faults } from '../support/protection-api.ts';
import { workflowsOf } from '../support/workflows.ts';
import { evaluateWith, type Files } from '../support/world.ts';
import { realFile } from './data.ts';

const file = (commit: string, path: string): string => realFile('gfernandf-agent-skills', commit, path).toString();
const list = 'docs/required_status_checks.json';
const policy = 'docs/BRANCH_PROTECTION_POLICY.md';
const runbook = 'docs/GITHUB_RULESET_RUNBOOK.md';

function checksOf(read: ReadDeclaration): readonly DeclaredCheck[] {
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.checks;
}

/** The documents, and what the repository is known to have required at that time: one check, from any app. */
async function findings(required: readonly RequiredContext[], gates: readonly Gate[] = []): Promise<Finding[]> {
  const { workflows, produced } = await workflowsOf({ 'ci.yml': file('0e0c1f6', '.github/workflows/ci.yml') });
  return judgeChecks({
    askedBranch: 'master',
    branch: 'master',
    isDefaultBranch: true,
    actionsApp: 15_368,
    workflows,
    produced,
    declarations: [
      { document: list, complete: true, checks: checksOf(readJsonDeclaration(list, file('93839aa', list))) },
      {
        document: policy,
        complete: false,
        checks: checksOf(readMarkdownDeclaration(policy, file('e7c4f38', policy), 'Required Status Checks')),
      },
      {
        document: runbook,
        complete: true,
        checks: checksOf(
          readMarkdownDeclaration(runbook, file('e7c4f38', runbook), 'Required status checks (exact names)'),
        ),
      },
    ],
    required: { known: true, value: required },
    seen: undefined,
    disabled: { known: true, value: [] },
    mergeQueue: { known: true, value: false },
    external: [],
    optional: [],
    gates,
    isDecision: undefined,
  });
}

const incident: readonly RequiredContext[] = [
  { context: 'cognitive-quality-gates', app: undefined, source: { id: 'ruleset 1', text: 'master' } },
];
const lines = (all: readonly Finding[], rule: string): string[] =>
  all
    .filter((finding) => finding.rule === rule)
    .map(({ status, message, at }) => `${status} ${at?.path ?? ''}:${at?.line ?? ''} ${message}`);

describe('policy document, list, runbook and workflow of agent-skills', () => {
  test('the workflow makes these checks', async () => {
    const { produced } = await workflowsOf({ 'ci.yml': file('0e0c1f6', '.github/workflows/ci.yml') });
    expect(produced.problems).toEqual([]);
    expect(produced.checks.map(({ name }) => name.alternatives[0]?.[0])).toEqual([
      'test (3.11)',
      'test (3.12)',
      'test (3.13)',
      'lint',
      'type-check',
      'security',
      'container-security',
      'binding-contracts',
      'cognitive-quality-gates',
      'policy-bundle-governance',
    ]);
  });

  test('a declared check comes from a workflow that is not there', async () => {
    const all = await findings(incident);
    expect(lines(all, 'declared-job-exists').filter((line) => !line.startsWith('passed'))).toEqual([
      `failed ${list}:16 ${list} says that "runtime_canary" comes from .github/workflows/smoke.yml: there is no such workflow`,
    ]);
    expect(lines(all, 'check-produced').filter((line) => !line.startsWith('passed'))).toEqual([
      `failed ${list}:5 no job of the workflows makes "runtime_canary"`,
    ]);
  });

  test('two of three declared checks are not required, in every document', async () => {
    const missing = lines(await findings(incident), 'declared-is-required').filter((line) => line.startsWith('failed'));
    expect(missing).toEqual([
      `failed ${list}:4 ${list} declares "policy-bundle-governance", and "master" does not require it`,
      `failed ${list}:5 ${list} declares "runtime_canary", and "master" does not require it`,
      `failed ${policy}:30 ${policy} declares "policy-bundle-governance", and "master" does not require it`,
      `failed ${policy}:31 ${policy} declares "runtime_canary", and "master" does not require it`,
      `failed ${runbook}:44 ${runbook} declares "policy-bundle-governance", and "master" does not require it`,
      `failed ${runbook}:45 ${runbook} declares "runtime_canary", and "master" does not require it`,
    ]);
  });

  test('the documents agree with each other', async () => {
    const agree = (await findings(incident)).filter(({ rule }) => rule === 'declarations-agree');
    expect(agree.map(({ status }) => status)).toEqual(Array(9).fill('passed'));
  });

  test('nine checks of pull requests hold nothing up, and the required one is taken from anybody', async () => {
    const all = await findings(incident);
    const free = all.filter(({ rule, status }) => rule === 'produced-is-required' && status === 'failed');
    expect(free.map(({ about, at }) => `${about[1]} ${at?.line}`)).toEqual([
      'test (3.11) 13',
      'test (3.12) 13',
      'test (3.13) 13',
      'lint 56',
      'type-check 76',
      'security 100',
      'container-security 141',
      'binding-contracts 179',
      'policy-bundle-governance 246',
    ]);
    expect(lines(all, 'app-pinned')[0]).toMatch(/^failed .* from any app/);
  });

  test('a job that were the gate would have to need the others', async () => {
    const gate = { workflow: '.github/workflows/ci.yml', job: 'policy-bundle-governance', except: [] };
    expect(lines(await findings(incident, [gate]), 'gate-is-complete')).toEqual([
      'failed .github/workflows/ci.yml:246 the gate "policy-bundle-governance" needs no job, so that it cannot fail for any',
    ]);
  });
});

describe('the same through the control', () => {
  const repository = 'gfernandf/agent-skills';
  const files: Files = {
    '.github/workflows/ci.yml': file('0e0c1f6', '.github/workflows/ci.yml'),
    [list]: file('93839aa', list),
    [policy]: file('e7c4f38', policy),
    [runbook]: file('e7c4f38', runbook),
  };
  const section = {
    branch: 'master',
    documents: [
      { path: list },
      { path: policy, list: 'Required Status Checks', complete: false },
      { path: runbook, list: 'Required status checks (exact names)' },
    ],
  };
  const classic = (contexts: readonly string[]): GitHubAnswers => ({
    [`GET /repos/${repository}`]: { json: { full_name: repository, default_branch: 'master', private: false } },
    [`GET /repos/${repository}/branches/master`]: {
      json: {
        name: 'master',
        protected: true,
        protection: {
          enabled: true,
          required_status_checks: {
            enforcement_level: 'non_admins',
            contexts,
            checks: contexts.map((context) => ({ context, app_id: null })),
          },
        },
      },
    },
    [`GET /repos/${repository}/rules/branches/master`]: { json: [] },
    [`GET /repos/${repository}/actions/workflows`]: { json: [{ path: '.github/workflows/ci.yml', state: 'active' }] },
  });
  const unseen = Object.fromEntries(Object.keys(classic([])).map((request) => [request, faults['a hidden 404']]));
  const judge = async (github?: GitHubAnswers): Promise<Evaluation> =>
    evaluateWith(control, {
      files,
      section,
      subject: { repository },
      ...(github === undefined ? { publicGitHub: unseen } : { github }),
    });
  const failed = ({ results }: Evaluation): Record<string, string[]> => {
    const found: Record<string, string[]> = {};
    for (const { rule, status, about } of results) {
      if (status === 'failed')
        (found[rule.replace('required-checks/', '')] ??= []).push(aboutOf({ rule, about }).join(' | '));
    }
    return found;
  };

  test('every known contradiction is named, with the rules that are in force', async () => {
    const evaluation = await judge(classic(['cognitive-quality-gates']));
    expect(evaluation.error).toBeUndefined();
    expect(failed(evaluation)).toEqual({
      'app-pinned': ['cognitive-quality-gates | classic'],
      'check-produced': ['runtime_canary'],
      'declared-is-required': [list, policy, runbook].flatMap((document) =>
        ['policy-bundle-governance', 'runtime_canary'].map((context) => `${document} | ${context}`),
      ),
      'declared-job-exists': [`${list} | runtime_canary`],
      'produced-is-required': [
        'test (3.11)',
        'test (3.12)',
        'test (3.13)',
        'lint',
        'type-check',
        'security',
        'container-security',
        'binding-contracts',
        'policy-bundle-governance',
      ],
    });
    expect(reportStatus(evaluation.results)).toBe('failed');
    expect(evaluation.metrics['requests']).toEqual({ value: 4 });
    expect(evaluation.exhibits[0]?.rows.slice(0, 4).map(({ cells }) => [cells[0], cells.at(-1)])).toEqual([
      ['binding-contracts', 'wrong: produced-is-required'],
      ['cognitive-quality-gates', 'wrong: app-pinned'],
      ['container-security', 'wrong: produced-is-required'],
      ['lint', 'wrong: produced-is-required'],
    ]);
  });

  test('without a token the documents and the workflow alone contradict each other', async () => {
    const evaluation = await judge();
    expect(failed(evaluation)).toEqual({
      'check-produced': ['runtime_canary'],
      'declared-job-exists': [`${list} | runtime_canary`],
    });
    const open = evaluation.results.filter(({ status }) => status === 'unverified').map(({ because }) => because?.code);
    expect(new Set(open)).toEqual(new Set(['NOT_FOUND']));
  });
});
