import type { Because } from '../../../../shared/core/errors.ts';
import type { Known } from '../../../../shared/domain/branch-rules/branch-rules.ts';
import type { CheckFacts, SeenCheck } from '../../../../shared/domain/required-checks/facts.ts';
import { type Finding, wholeRule } from '../../../../shared/domain/required-checks/finding.ts';
import { judgeChecks } from '../../../../shared/domain/required-checks/judge.ts';
import { workflowsOf } from '../../../support/workflows.ts';

export const actionsApp = 15_368;
/** As the configuration names it. */
export const askedBranch = '~DEFAULT_BRANCH';
export const hidden: Because = {
  code: 'MISSING_PERMISSION',
  message: 'the rules cannot be read',
  needs: 'metadata: read',
};

/** What a case sets; everything else is a repository in which nothing is wrong. */
export interface Case {
  /** The job mapping of ci.yml, which runs on pull_request; or whole files. */
  jobs?: string;
  files?: Readonly<Record<string, string>>;
  /** `context`, `context@app`, or `context@any`; from Actions unless said. `undefined`: the rules cannot be read. */
  required?: readonly string[] | undefined;
  /** Documents with their contexts; `context -> file#job` names the job. A document ending in `+` is not complete. */
  declared?: Readonly<Record<string, readonly string[]>>;
  seen?: readonly string[] | 'hidden';
  disabled?: readonly string[] | 'hidden';
  queue?: boolean | 'hidden';
  /** The branch, `main` unless said; undefined: nobody knows its name. */
  branch?: string | undefined;
  /** Whether it is the default branch; it is unless said. */
  isDefaultBranch?: boolean;
  external?: readonly string[];
  optional?: readonly string[];
  gate?: { workflow?: string; job: string; except?: readonly string[] };
  summary?: boolean;
}

function known<T, U>(value: T | 'hidden', build: (value: T) => U): Known<U> {
  return value === 'hidden' ? { known: false, because: hidden } : { known: true, value: build(value) };
}

export async function judge(given: Case): Promise<Finding[]> {
  const files = given.files ?? {
    'ci.yml': `on: pull_request\njobs:\n${(given.jobs ?? 'a: {runs-on: x, steps: [{run: x}]}').replace(/^/gm, '  ')}\n`,
  };
  const { workflows, produced } = await workflowsOf(files);
  const path = (name: string): string => `.github/workflows/${name}`;
  const required = 'required' in given ? given.required : ['a'];
  const facts: CheckFacts = {
    askedBranch,
    branch: 'branch' in given ? given.branch : 'main',
    isDefaultBranch: given.isDefaultBranch ?? true,
    actionsApp,
    workflows,
    produced,
    declarations: Object.entries(given.declared ?? {}).map(([name, contexts]) => ({
      document: name.replace(/\+$/, ''),
      complete: !name.endsWith('+'),
      checks: contexts.map((text, index) => {
        const [context = '', job] = text.split(' -> ');
        const [workflow = '', id = ''] = job?.split('#') ?? [];
        const at = { path: name.replace(/\+$/, ''), line: index + 1 };
        return { context, at, ...(job === undefined ? {} : { job: { workflow: path(workflow), id, at } }) };
      }),
    })),
    required: known(required ?? 'hidden', (contexts) =>
      contexts.map((text) => {
        const [context = '', app = String(actionsApp)] = text.split('@');
        return {
          context,
          app: app === 'any' ? undefined : Number(app),
          source: { id: 'ruleset 7', text: 'the ruleset main' },
        };
      }),
    ),
    seen:
      given.seen === undefined
        ? undefined
        : known(given.seen, (contexts) =>
            contexts.map((text): SeenCheck => {
              const [context = '', app] = text.split('@');
              return {
                context,
                kind: app === undefined ? 'status' : 'check-run',
                app: app === undefined ? undefined : Number(app),
              };
            }),
          ),
    disabled: known(given.disabled ?? [], (names) =>
      names.map((name) => ({ path: path(name), state: 'disabled_manually' })),
    ),
    mergeQueue: known(given.queue ?? false, (queue) => queue),
    external: given.external ?? [],
    optional: given.optional ?? [],
    gates:
      given.gate === undefined
        ? []
        : [
            {
              workflow: path(given.gate.workflow ?? 'ci.yml'),
              job: given.gate.job,
              except: given.gate.except ?? [],
              at: { path: 'config.yml', line: 9 },
            },
          ],
    isDecision: given.summary === true ? ({ value }) => /\/executive-summary@/.test(value) : undefined,
  };
  return judgeChecks(facts);
}

/** `status about @file:line`, for one rule; the branch, which stands first in what rules of the branch are about, is left out. */
export function lineOf({ rule, status, about: whole, at }: Finding): string {
  const about = whole.slice(wholeRule(rule, askedBranch).length);
  const file = at?.path.split('/').at(-1);
  const place = file === undefined ? '' : ` @${file}${at?.line === undefined ? '' : `:${at.line}`}`;
  return `${status} ${about.map((part) => part.replace('.github/workflows/', '')).join(' | ')}${place}`;
}
