import { control } from '../../../actions/required-checks/control.ts';
import { type Evaluation, evaluate, type World } from '../../../shared/core/evaluation.ts';
import type { Result } from '../../../shared/core/report.ts';
import { findingRules, wholeRule } from '../../../shared/domain/required-checks/finding.ts';
import type { GitHubAnswer } from '../../support/memory-github.ts';
import { answersOf, faults, type RulesetData, requests, type Tier } from '../../support/protection-api.ts';
import { configurationOf, type FileContent, type Files, type Setup, world } from '../../support/world.ts';

export const actionsApp = 15_368;
export const ciPath = '.github/workflows/ci.yml';
export const summaryAction = 'release-governance/release-governance/actions/executive-summary';

/** A workflow in which nothing is wrong: its last job makes the decision, and waits for the others. */
export const ci = `on:
  pull_request:
  merge_group:
jobs:
  build:
    runs-on: x
    steps: [{run: x}]
  unit:
    needs: build
    if: always()
    runs-on: x
    steps: [{run: x}]
  decision:
    needs: [build, unit]
    if: always()
    runs-on: x
    steps:
      - uses: ${summaryAction}@v1
`;

export const jsonPath = 'docs/required.json';
export const listPath = 'docs/policy.md';
export const tablePath = 'docs/checks.md';
export const documentFiles: Files = {
  [jsonPath]: `{"required_status_checks": ["build", "unit", "decision"],
"check_job_mapping": {
"build": {"workflow": "ci.yml", "job_id": "build"}}}
`,
  [listPath]: '# Policy\n\n## Required checks\n\n- `build`\n- `unit`\n- `decision`\n',
  [tablePath]: '# Checks\n\n| Check | Owner |\n| --- | --- |\n| `build` | a |\n| unit | b |\n| `decision` | c |\n',
};
export const documents = [
  { path: jsonPath },
  { path: listPath, list: 'Required checks' },
  { path: tablePath, table: 'Checks', column: 'Check' },
];

export const section = {
  documents,
  'gate-jobs': [{ workflow: 'ci.yml', job: 'decision' }],
  'decision-job': 'required',
};

export const api = {
  workflows: 'GET /repos/acme/app/actions/workflows',
  commits: 'GET /repos/acme/app/commits',
  checkRuns: (sha: string) => `GET /repos/acme/app/commits/${sha}/check-runs`,
  statuses: (sha: string) => `GET /repos/acme/app/commits/${sha}/statuses`,
  ...requests,
} as const;

/** What differs from a repository in which nothing is wrong. */
export interface Given {
  /** Files besides ci.yml and the documents, or in place of them; undefined takes one away. */
  files?: Readonly<Record<string, FileContent | undefined>>;
  /** The judged change's own version of files of the policy. */
  judged?: Files;
  /** `context`, `context@app`, or `context@any`; from Actions unless said. */
  required?: readonly string[];
  /** Checks of classic protection, in place of a ruleset. */
  classic?: readonly string[];
  queue?: boolean;
  disabled?: readonly string[];
  section?: Readonly<Record<string, unknown>>;
  tier?: Tier;
  /** Further answers, or in place of the usual ones. */
  answers?: Readonly<Record<string, GitHubAnswer>>;
  /** Without a token, of a repository that not everybody sees. */
  offline?: boolean;
}

function split(text: string): { context: string; app: string } {
  const [context = '', app = String(actionsApp)] = text.split('@');
  return { context, app };
}

export function answers({
  required,
  classic,
  queue = false,
  disabled = [],
  tier = 'GITHUB_TOKEN',
}: Given): Record<string, GitHubAnswer> {
  const checks = (required ?? (classic === undefined ? ['build', 'unit', 'decision'] : [])).map((text) => {
    const { context, app } = split(text);
    return { context, ...(app === 'any' ? {} : { integration_id: Number(app) }) };
  });
  const rules: RulesetData['rules'] = [
    ...(checks.length === 0
      ? []
      : [
          {
            type: 'required_status_checks',
            parameters: { required_status_checks: checks, strict_required_status_checks_policy: true },
          },
        ]),
    ...(queue ? [{ type: 'merge_queue', parameters: {} }] : []),
  ];
  const protection =
    classic === undefined
      ? undefined
      : {
          required_status_checks: {
            strict: true,
            enforcement_level: 'non_admins',
            contexts: classic.map((text) => split(text).context),
            checks: classic.map((text) => {
              const { context, app } = split(text);
              return { context, app_id: app === 'any' ? null : Number(app) };
            }),
          },
        };
  return {
    ...answersOf({ rulesets: rules.length === 0 ? [] : [{ id: 7, rules }], classic: protection }, tier),
    [api.workflows]: {
      json: [ciPath, '.github/workflows/other.yml', '.github/workflows/gone.yml'].map((path, index) => ({
        id: index,
        path,
        state: disabled.includes(path) ? 'disabled_manually' : index === 2 ? 'deleted' : 'active',
      })),
    },
  };
}

/** What a result is about, without the branch, which stands first in those of rules of the branch. */
export function aboutOf({ rule, about }: Pick<Result, 'rule' | 'about'>): string[] {
  const own = findingRules.find((one) => rule === `${control.name}/${one}`);
  return own === undefined ? about : about.slice(wholeRule(own, '').length);
}

/** The whole setup of an evaluation. */
export function setupOf(given: Given = {}): Setup {
  const all = { [ciPath]: ci, ...documentFiles, ...given.files };
  const files = Object.fromEntries(Object.entries(all).filter(([, content]) => content !== undefined)) as Files;
  return {
    files: { ...files, ...given.judged },
    policyFiles: files,
    subject: { repository: 'acme/app' },
    section: { ...section, ...given.section },
    ...(given.offline === true
      ? {
          publicGitHub: Object.fromEntries(
            Object.keys(answers(given)).map((request) => [request, faults['a hidden 404']]),
          ),
        }
      : { github: { ...answers(given), ...given.answers } }),
  };
}

/** An evaluation in a world of which parts are replaced. */
export async function evaluateIn(
  given: Given | Setup,
  overrides: (around: World) => Partial<World>,
): Promise<Evaluation> {
  const setup = 'policyFiles' in given ? (given as Setup) : setupOf(given as Given);
  const defaults = Object.entries<{ default?: unknown }>(control.inputs).map(([name, field]) => [name, field.default]);
  const inputs = { ...Object.fromEntries(defaults), ...configurationOf(control, setup).sections[control.name] };
  const around = world(setup, { inputs });
  return evaluate(control, { ...around, ...overrides(around) });
}

/** The workflow with one piece of its text exchanged, which must be there. */
export function changed(...pairs: readonly [from: string, to: string][]): Readonly<Record<string, string>> {
  let text = ci;
  for (const [from, to] of pairs) {
    if (!text.includes(from)) throw new Error(`the workflow has no ${JSON.stringify(from)}`);
    text = text.replace(from, to);
  }
  return { [ciPath]: text };
}
