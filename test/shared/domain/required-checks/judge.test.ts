import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FindingRule, findingRules } from '../../../../shared/domain/required-checks/finding.ts';
import { type Case, judge, lineOf } from './case.ts';

const on = (events: string, jobs: string): string => `on: ${events}\njobs:\n${jobs.replace(/^/gm, '  ')}\n`;
const a = 'a: {runs-on: x, steps: [{run: x}]}';
const long = 'x'.repeat(101);
const matrix = 'strategy: {matrix: {v: [1, 2]}}';
const dynamic = 'a: {runs-on: x, steps: [{run: x}], name: "t ${{ vars.v }}"}';
const remote = 'a: {uses: o/r/.github/workflows/x.yml@v1}';
const summary = (more = 'if: always()', events = 'pull_request'): Record<string, string> => ({
  'ci.yml': `on: ${events}\njobs:\n  go:\n    runs-on: x\n    ${more}\n    needs: [t]\n    steps: [{uses: r/g/actions/executive-summary@v1}]\n  t: {runs-on: x, steps: [{run: x}]}\n`,
});

/** For each rule what the files and rules are, what is found (only that rule's findings), and words of the first message. */
const cases: [FindingRule, string, Case, string[], RegExp][] = [
  ['workflow-readable', 'a readable file', {}, ['passed ci.yml @ci.yml'], /was read/],
  [
    'workflow-readable',
    'a file that is refused',
    { jobs: 'a: {}' },
    ['failed ci.yml | /jobs/a | no-runner @ci.yml:3', 'failed ci.yml | /jobs/a | no-steps @ci.yml:3'],
    /GitHub refuses/,
  ],
  [
    'workflow-readable',
    'a key that is not known',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], new: 1}' },
    ['unverified ci.yml | /jobs/a/new | unknown-key @ci.yml:3'],
    /not known/,
  ],
  [
    'workflow-readable',
    'a file that is no YAML',
    { files: { 'ci.yml': 'on: [' } },
    ['failed ci.yml | not-yaml @ci.yml:1'],
    /refuses/,
  ],

  ['check-produced', 'a job makes it', {}, ['passed a @ci.yml:3'], /ci\.yml: a$/],
  [
    'check-produced',
    'no job makes it',
    { required: ['b-c'], jobs: 'b_d: {runs-on: x, steps: [{run: x}]}' },
    ['failed b-c'],
    /no job of the workflows makes "b-c"/,
  ],
  [
    'check-produced',
    'a declared one that no job makes',
    { required: [], declared: { 'd.md': ['x', 'z'] } },
    ['failed x @d.md:1', 'failed z @d.md:2'],
    /no job/,
  ],
  [
    'check-produced',
    'the workflow is refused',
    { jobs: `${a}\nb: {}` },
    ['failed a @ci.yml:4'],
    /never reported: GitHub refuses/,
  ],
  [
    'check-produced',
    'a name that only a run knows',
    { jobs: dynamic, required: ['t 1'] },
    ['unverified t 1 @ci.yml:3'],
    /depends on vars\.v/,
  ],
  [
    'check-produced',
    'a name that only a run knows, and that was seen',
    { jobs: dynamic, required: ['t 1'], seen: ['t 1@15368'] },
    ['unverified t 1 @ci.yml:3'],
    /was seen on a recent commit says nothing/,
  ],
  [
    'check-produced',
    'a name that a dynamic one cannot be',
    { jobs: dynamic, required: ['s 1'], seen: [] },
    ['failed s 1'],
    /no job/,
  ],
  [
    'check-produced',
    'a called workflow that cannot be read',
    { jobs: remote, required: ['a / b'] },
    ['unverified a / b @ci.yml:3'],
    /not found/,
  ],
  ['check-produced', 'another app was seen', { required: ['cla@7'], seen: ['cla@7'] }, ['passed cla'], /another app/],
  ['check-produced', 'a status was seen', { required: ['cla@any'], seen: ['cla'] }, ['passed cla'], /another app/],
  [
    'check-produced',
    'another app was seen than the one that is required',
    { required: ['cla'], seen: ['cla@7', 'cla'] },
    ['failed cla'],
    /no job/,
  ],
  [
    'check-produced',
    'external, and seen from another app than the one that is required',
    { required: ['cla@7'], external: ['cla'], seen: ['cla@8'] },
    ['failed cla'],
    /no job/,
  ],
  [
    'check-produced',
    'Actions was seen, but the job is gone',
    { required: ['old'], seen: ['old@15368'] },
    ['failed old'],
    /no job/,
  ],
  [
    'check-produced',
    'external and seen',
    { required: ['cla@7'], external: ['cla'], seen: ['cla@7'] },
    ['passed cla'],
    /seen/,
  ],
  [
    'check-produced',
    'external, and nobody looked',
    { required: ['cla@7'], external: ['cla'] },
    ['unverified cla'],
    /outside of the workflows/,
  ],
  [
    'check-produced',
    'external, and the checks cannot be read',
    { required: ['cla@7'], external: ['cla'], seen: 'hidden' },
    ['unverified cla'],
    /cannot be read/,
  ],
  [
    'check-produced',
    'external and not seen',
    { required: ['cla@7'], external: ['cla'], seen: [] },
    ['failed cla'],
    /no job/,
  ],

  ['check-unique', 'one job', {}, ['passed a @ci.yml:3'], /only/],
  [
    'check-unique',
    'two workflows',
    { files: { 'a.yml': on('pull_request', a), 'b.yml': on('push', a) } },
    ['failed a @b.yml:3'],
    /2 jobs report "a"/,
  ],
  [
    'check-unique',
    'two jobs',
    { jobs: `${a}\nb: {runs-on: x, steps: [{run: x}], name: a}` },
    ['failed a @ci.yml:4'],
    /2 jobs/,
  ],
  [
    'check-unique',
    'two jobs of one matrix',
    {
      jobs: `b: {runs-on: x, steps: [{run: x}], name: a, ${matrix}}\nc: {runs-on: x, steps: [{run: x}], name: "\${{ 'a' }}", ${matrix}}`,
    },
    ['failed a @ci.yml:4'],
    /2 jobs/,
  ],
  [
    'check-unique',
    'perhaps another one',
    { jobs: `${a}\nb: {runs-on: x, steps: [{run: x}], name: "\${{ vars.b }}"}` },
    ['unverified a @ci.yml:4'],
    /may report "a" too/,
  ],

  ['check-name-length', 'a short name', {}, ['passed a @ci.yml:3'], /not cut/],
  [
    'check-name-length',
    'a long name',
    { jobs: `a: {runs-on: x, steps: [{run: x}], name: ${long}}`, required: [`${'x'.repeat(97)}...`] },
    [`failed ${'x'.repeat(97)}... @ci.yml:3`],
    /of 101 characters/,
  ],

  ['name-provable', 'a literal', {}, ['passed ci.yml | a @ci.yml:3'], /certain/],
  ['name-provable', 'a variable', { jobs: dynamic }, ['unverified ci.yml | a @ci.yml:3'], /depends on vars\.v/],
  [
    'name-provable',
    'a called workflow that cannot be read',
    { jobs: remote },
    ['unverified ci.yml | a @ci.yml:3'],
    /not found/,
  ],

  ['runs-on-pull-request', 'on pull_request', {}, ['passed a @ci.yml:1'], /runs on/],
  [
    'runs-on-pull-request',
    'on push only',
    { files: { 'ci.yml': on('[push, merge_group]', a) } },
    ['failed a @ci.yml:1'],
    /not made for pull requests/,
  ],
  [
    'runs-on-pull-request',
    'on pull_request_target only',
    { files: { 'ci.yml': on('pull_request_target', a) } },
    ['unverified a @ci.yml:1'],
    /policies/,
  ],

  [
    'runs-in-merge-queue',
    'both events',
    { files: { 'ci.yml': on('[pull_request, merge_group]', a) }, queue: true },
    ['passed a @ci.yml:1'],
    /merge_group/,
  ],
  [
    'runs-in-merge-queue',
    'no merge_group under a queue',
    { queue: true },
    ['failed a @ci.yml:1'],
    /nothing can be merged/,
  ],
  ['runs-in-merge-queue', 'no queue', { queue: false }, ['not-applicable a'], /no merge queue/],
  [
    'runs-in-merge-queue',
    'nobody knows whether there is a queue',
    { queue: 'hidden' },
    ['unverified a @ci.yml:1'],
    /cannot be read/,
  ],

  ['not-filtered', 'no filter', {}, ['passed a | pull_request @ci.yml:1'], /no filter/],
  [
    'not-filtered',
    'the branch itself',
    { files: { 'ci.yml': on('{pull_request: {branches: [main]}}', a) } },
    ['passed a | pull_request @ci.yml:1'],
    /no filter/,
  ],
  [
    'not-filtered',
    'paths',
    { files: { 'ci.yml': `on:\n  pull_request:\n    paths: [src/**]\njobs:\n  ${a}\n` } },
    ['failed a | pull_request @ci.yml:3'],
    /stays pending when paths/,
  ],
  [
    'not-filtered',
    'paths-ignore',
    { files: { 'ci.yml': on('{pull_request: {paths-ignore: [docs/**]}}', a) } },
    ['failed a | pull_request @ci.yml:1'],
    /paths-ignore/,
  ],
  [
    'not-filtered',
    'another branch',
    { files: { 'ci.yml': on('{pull_request: {branches: [v*]}}', a) } },
    ['failed a | pull_request @ci.yml:1'],
    /never reported for "main"/,
  ],
  [
    'not-filtered',
    'types without new commits',
    { files: { 'ci.yml': on('{pull_request: {types: [opened]}}', a) } },
    ['failed a | pull_request @ci.yml:1'],
    /types/,
  ],
  [
    'not-filtered',
    'a branch filter in the queue',
    { files: { 'ci.yml': on('{pull_request: null, merge_group: {branches: [v*]}}', a) }, queue: true },
    ['passed a | pull_request @ci.yml:1', 'failed a | merge_group @ci.yml:1'],
    /no filter/,
  ],
  [
    'not-filtered',
    'two workflows that take all paths',
    {
      files: {
        'a.yml': on('{pull_request: {paths: [src/**]}}', a),
        'b.yml': on('{pull_request: {paths-ignore: [src/**]}}', a),
      },
    },
    ['passed a | pull_request @a.yml:1'],
    /between them/,
  ],
  [
    'not-filtered',
    'a pattern that is not documented',
    { files: { 'ci.yml': on("{pull_request: {branches: ['?x']}}", a) } },
    ['unverified a | pull_request @ci.yml:1'],
    /not documented/,
  ],

  ['not-skipped', 'no if', {}, ['passed a | pull_request @ci.yml:3'], /runs whenever/],
  [
    'not-skipped',
    'an if that holds',
    { jobs: "a: {runs-on: x, steps: [{run: x}], if: github.event_name == 'pull_request'}" },
    ['passed a | pull_request @ci.yml:3'],
    /runs whenever/,
  ],
  [
    'not-skipped',
    'an if that never holds',
    { jobs: "a: {runs-on: x, steps: [{run: x}], if: github.event_name == 'push'}" },
    ['failed a | pull_request @ci.yml:3'],
    /skipped on every pull_request, and GitHub takes that for success/,
  ],
  [
    'not-skipped',
    'an if that may hold',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], if: "!github.event.pull_request.draft"}' },
    ['unverified a | pull_request @ci.yml:3'],
    /can be skipped/,
  ],
  [
    'not-skipped',
    'each event by itself',
    {
      files: {
        'ci.yml': on(
          '[pull_request, merge_group]',
          "a: {runs-on: x, steps: [{run: x}], if: github.event_name == 'merge_group'}",
        ),
      },
      queue: true,
    },
    ['failed a | pull_request @ci.yml:3', 'passed a | merge_group @ci.yml:3'],
    /skipped on every/,
  ],

  [
    'name-when-skipped',
    'a plain job keeps its name',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], if: vars.x}' },
    ['passed a | pull_request @ci.yml:3'],
    /keeps/,
  ],
  [
    'name-when-skipped',
    'a matrix without if',
    { jobs: `a: {runs-on: x, steps: [{run: x}], ${matrix}}`, required: ['a (1)'] },
    ['passed a (1) | pull_request @ci.yml:3'],
    /keeps/,
  ],
  [
    'name-when-skipped',
    'a matrix with if',
    { jobs: `a: {runs-on: x, steps: [{run: x}], ${matrix}, if: vars.x}`, required: ['a (1)'] },
    ['failed a (1) | pull_request @ci.yml:3'],
    /not reported when the job a is skipped/,
  ],
  [
    'name-when-skipped',
    'a called workflow with if',
    {
      files: {
        'ci.yml': on('pull_request', 'a: {uses: ./.github/workflows/b.yml, if: vars.x}'),
        'b.yml': on('workflow_call', 'c: {runs-on: x, steps: [{run: x}]}'),
      },
      required: ['a / c'],
    },
    ['failed a / c | pull_request @ci.yml:3'],
    /job a is skipped/,
  ],
  [
    'name-when-skipped',
    'a name with expressions and if',
    { jobs: `a: {runs-on: x, steps: [{run: x}], name: "n\${{ 1 }}", if: vars.x}`, required: ['n1'] },
    ['failed n1 | pull_request @ci.yml:3'],
    /not reported/,
  ],

  ['runs-after-failure', 'no needs', {}, [], /.*/],
  [
    'runs-after-failure',
    'needs with always',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}]}' },
    ['passed a | pull_request @ci.yml:3'],
    /cannot make it pass/,
  ],
  [
    'runs-after-failure',
    'needs unless cancelled',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: "!cancelled()"}\nb: {runs-on: x, steps: [{run: x}]}' },
    ['passed a | pull_request @ci.yml:3'],
    /cannot make it pass/,
  ],
  [
    'runs-after-failure',
    'needs without always',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b}\nb: {runs-on: x, steps: [{run: x}]}' },
    ['failed a | pull_request @ci.yml:3'],
    /skipped when b fails, and GitHub takes that for success/,
  ],
  [
    'runs-after-failure',
    'a condition on results',
    {
      jobs: "a: {runs-on: x, steps: [{run: x}], needs: b, if: always() && needs.b.result == 'success'}\nb: {runs-on: x, steps: [{run: x}]}",
    },
    ['unverified a | pull_request @ci.yml:3'],
    /depends on its if/,
  ],
  [
    'runs-after-failure',
    'a matrix is not reported instead',
    {
      jobs: `a: {runs-on: x, steps: [{run: x}], needs: b, ${matrix}}\nb: {runs-on: x, steps: [{run: x}]}`,
      required: ['a (1)'],
    },
    ['passed a (1) | pull_request @ci.yml:3'],
    /cannot/,
  ],
  [
    'runs-after-failure',
    'inside of a called workflow',
    {
      files: {
        'ci.yml': on('pull_request', 'a: {uses: ./.github/workflows/b.yml}'),
        'b.yml': on(
          'workflow_call',
          'c: {runs-on: x, steps: [{run: x}], needs: d}\nd: {runs-on: x, steps: [{run: x}]}',
        ),
      },
      required: ['a / c'],
    },
    ['failed a / c | pull_request @b.yml:3'],
    /skipped when d fails/,
  ],

  [
    'runs-after-failure',
    'needs a job that is required itself',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b}\nb: {runs-on: x, steps: [{run: x}]}', required: ['a', 'b'] },
    ['passed a | pull_request @ci.yml:3'],
    /cannot make it pass/,
  ],
  [
    'runs-after-failure',
    'needs a matrix of which one leg is not required',
    {
      jobs: `a: {runs-on: x, steps: [{run: x}], needs: b}\nb: {runs-on: x, steps: [{run: x}], ${matrix}}`,
      required: ['a', 'b (1)'],
    },
    ['failed a | pull_request @ci.yml:3'],
    /skipped when b fails/,
  ],
  [
    'runs-after-failure',
    'needs a job of which only a document asks for the check',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b}\nb: {runs-on: x, steps: [{run: x}]}',
      required: undefined,
      declared: { 'd.md': ['a', 'b'] },
    },
    ['failed a | pull_request @ci.yml:3'],
    /skipped when b fails/,
  ],

  [
    'not-filtered',
    'a branch of which nobody knows the name',
    {
      files: { 'ci.yml': on('{pull_request: {branches: [main]}}', a) },
      required: undefined,
      declared: { 'd.md': ['a'] },
      branch: undefined,
    },
    ['unverified a | pull_request @ci.yml:1'],
    /the default branch through is not known/,
  ],
  [
    'not-skipped',
    'in a queue of which nobody knows',
    {
      files: {
        'ci.yml': on(
          '[pull_request, merge_group]',
          "a: {runs-on: x, steps: [{run: x}], if: github.event_name == 'pull_request'}",
        ),
      },
      queue: 'hidden',
    },
    ['passed a | pull_request @ci.yml:3', 'unverified a | merge_group @ci.yml:3'],
    /runs whenever/,
  ],

  ['workflow-enabled', 'enabled', {}, ['passed a @ci.yml:3'], /not disabled/],
  ['workflow-enabled', 'disabled', { disabled: ['ci.yml'] }, ['failed a @ci.yml:3'], /ci\.yml is disabled/],
  ['workflow-enabled', 'not known', { disabled: 'hidden' }, ['unverified a @ci.yml:3'], /cannot be read/],

  ['app-pinned', 'the right app', {}, ['passed a | ruleset 7 @ci.yml:3'], /app 15368 only/],
  ['app-pinned', 'any app', { required: ['a@any'] }, ['failed a | ruleset 7 @ci.yml:3'], /from any app/],
  ['app-pinned', 'the wrong app', { required: ['a@7'] }, ['failed a | ruleset 7 @ci.yml:3'], /another app/],
  [
    'app-pinned',
    'an app from outside',
    { required: ['cla@7'], external: ['cla'] },
    ['passed cla | ruleset 7'],
    /app 7 only/,
  ],
  [
    'app-pinned',
    'any app from outside',
    { required: ['cla@any'], external: ['cla'] },
    ['failed cla | ruleset 7'],
    /any app/,
  ],
  ['app-pinned', 'the worse of two rules', { required: ['a', 'a@any'] }, ['failed a | ruleset 7 @ci.yml:3'], /any app/],

  ['declared-is-required', 'required', { declared: { 'd.md': ['a'] } }, ['passed d.md | a @d.md:1'], /required by/],
  [
    'declared-is-required',
    'not required',
    { required: [], declared: { 'd.md': ['a'] } },
    ['failed d.md | a @d.md:1'],
    /does not require it/,
  ],
  [
    'declared-is-required',
    'rules that cannot be read',
    { required: undefined, declared: { 'd.md': ['a'] } },
    ['unverified d.md | a @d.md:1'],
    /cannot be read/,
  ],

  ['required-is-declared', 'declared', { declared: { 'd.md': ['a'] } }, ['passed d.md | a @d.md:1'], /declared in/],
  [
    'required-is-declared',
    'not declared',
    { required: ['a', 'b'], declared: { 'd.md': ['a'] } },
    ['passed d.md | a @d.md:1', 'failed d.md | b @d.md:1'],
    /declared in/,
  ],
  [
    'required-is-declared',
    'a document that lists a minimum',
    { required: ['a', 'b'], declared: { 'd.md+': ['a'] } },
    [],
    /.*/,
  ],
  [
    'required-is-declared',
    'rules that cannot be read',
    { required: undefined, declared: { 'd.md': ['a'] } },
    ['unverified d.md @d.md:1'],
    /cannot be read/,
  ],

  [
    'declarations-agree',
    'the same',
    { declared: { 'd.md': ['a'], 'e.json': ['a'] } },
    ['passed d.md | e.json | a @d.md:1'],
    /stands in/,
  ],
  [
    'declarations-agree',
    'each lacks one',
    { declared: { 'd.md': ['a', 'b'], 'e.json': ['a', 'c'] } },
    ['passed d.md | e.json | a @d.md:1', 'failed d.md | e.json | b @d.md:2', 'failed e.json | d.md | c @e.json:2'],
    /stands in/,
  ],

  [
    'declared-job-exists',
    'the job',
    { declared: { 'd.json': ['a -> ci.yml#a'] } },
    ['passed d.json | a @ci.yml:3'],
    /is made by/,
  ],
  [
    'declared-job-exists',
    'no such workflow',
    { declared: { 'd.json': ['a -> smoke.yml#a'] } },
    ['failed d.json | a @d.json:1'],
    /no such workflow/,
  ],
  [
    'declared-job-exists',
    'no such job',
    { declared: { 'd.json': ['a -> ci.yml#b'] } },
    ['failed d.json | a @d.json:1'],
    /no job "b"/,
  ],
  [
    'declared-job-exists',
    'another name',
    { jobs: `a: {runs-on: x, steps: [{run: x}], ${matrix}}`, declared: { 'd.json': ['a -> ci.yml#a'] } },
    ['failed d.json | a @d.json:1'],
    /under another name/,
  ],
  [
    'declared-job-exists',
    'a file that cannot be read',
    { files: { 'ci.yml': '[' }, declared: { 'd.json': ['a -> ci.yml#a'] } },
    ['failed d.json | a @d.json:1'],
    /cannot be read/,
  ],
  [
    'declared-job-exists',
    'a name that only a run knows',
    { jobs: dynamic, declared: { 'd.json': ['t 1 -> ci.yml#a'] } },
    ['unverified d.json | t 1 @ci.yml:3'],
    /depends on/,
  ],

  ['produced-is-required', 'required', {}, ['passed a @ci.yml:3'], /required by/],
  [
    'produced-is-required',
    'not required',
    { jobs: `${a}\nb: {runs-on: x, steps: [{run: x}]}` },
    ['passed a @ci.yml:3', 'failed b @ci.yml:4'],
    /required by/,
  ],
  [
    'produced-is-required',
    'listed as optional',
    { jobs: `${a}\nb: {runs-on: x, steps: [{run: x}]}`, optional: ['b'] },
    ['passed a @ci.yml:3'],
    /required by/,
  ],
  ['produced-is-required', 'not on pull requests', { files: { 'ci.yml': on('push', a) } }, [], /.*/],
  [
    'produced-is-required',
    'perhaps required',
    { jobs: dynamic, required: ['t 1'] },
    ['unverified t … @ci.yml:3'],
    /depends on/,
  ],
  [
    'produced-is-required',
    'a dynamic name that no rule can mean',
    { jobs: dynamic, required: ['s'] },
    ['failed t … @ci.yml:3'],
    /not required/,
  ],
  [
    'produced-is-required',
    'rules that cannot be read',
    { required: undefined },
    ['unverified a @ci.yml:3'],
    /cannot be read/,
  ],

  [
    'produced-is-required',
    'needed by a required job, also through others',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}], needs: c}\nc: {runs-on: x, steps: [{run: x}]}',
    },
    ['passed a @ci.yml:3', 'passed b @ci.yml:4', 'passed c @ci.yml:5'],
    /required by/,
  ],
  [
    'produced-is-required',
    'needed by a required job, which cannot see that it fails',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}], continue-on-error: true}',
    },
    ['passed a @ci.yml:3', 'failed b @ci.yml:4'],
    /required by/,
  ],
  [
    'produced-is-required',
    'the jobs of a called workflow that a required job needs',
    {
      files: {
        'ci.yml': on(
          'pull_request',
          'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {uses: ./.github/workflows/c.yml}',
        ),
        'c.yml': on(
          'workflow_call',
          'd: {runs-on: x, steps: [{run: x}]}\ne: {runs-on: x, steps: [{run: x}], continue-on-error: true}',
        ),
      },
    },
    ['passed a @ci.yml:3', 'passed b / d @c.yml:3', 'failed b / e @c.yml:4'],
    /required by/,
  ],
  [
    'produced-is-required',
    'the neighbour of a job inside of a called workflow, which is required there',
    {
      files: {
        'ci.yml': on('pull_request', 'b: {uses: ./.github/workflows/c.yml}\nd: {runs-on: x, steps: [{run: x}]}'),
        'c.yml': on(
          'workflow_call',
          'a: {runs-on: x, steps: [{run: x}], needs: d, if: always()}\nd: {runs-on: x, steps: [{run: x}]}',
        ),
      },
      required: ['b / a'],
    },
    ['passed b / a @c.yml:3', 'failed b / d @c.yml:4', 'failed d @ci.yml:4'],
    /required by/,
  ],
  [
    'produced-is-required',
    'a name that only a run knows, listed as optional as it is shown',
    { jobs: dynamic, required: ['s'], optional: ['t …'] },
    [],
    /.*/,
  ],
  [
    'produced-is-required',
    'the same, which may be a required one',
    { jobs: dynamic, required: ['t 1'], optional: ['t …'] },
    ['unverified t … @ci.yml:3'],
    /depends on/,
  ],

  [
    'decision-is-required',
    'required from Actions',
    { files: summary(), required: ['go', 't'], summary: true },
    ['passed ci.yml | go @ci.yml:3'],
    /required by/,
  ],
  [
    'decision-is-required',
    'not required',
    { files: summary(), required: ['t'], summary: true },
    ['failed ci.yml | go @ci.yml:3'],
    /does not require "go"/,
  ],
  [
    'decision-is-required',
    'from any app',
    { files: summary(), required: ['go@any'], summary: true },
    ['failed ci.yml | go @ci.yml:3'],
    /not required from app 15368/,
  ],
  [
    'decision-is-required',
    'from another app',
    { files: summary(), required: ['go@7'], summary: true },
    ['failed ci.yml | go @ci.yml:3'],
    /not required from app 15368/,
  ],
  [
    'decision-is-required',
    'rules that cannot be read',
    { files: summary(), required: undefined, summary: true },
    ['unverified ci.yml | go @ci.yml:3'],
    /cannot be read/,
  ],
  [
    'decision-is-required',
    'a name that only a run knows',
    { files: summary('if: always()\n    name: ${{ vars.x }}'), required: ['go'], summary: true },
    ['unverified ci.yml | go @ci.yml:6'],
    /depends on vars/,
  ],
  ['decision-is-required', 'no such job', { summary: true }, ['failed executive-summary'], /no job/],
  [
    'decision-is-required',
    'perhaps in a called workflow that cannot be read',
    { jobs: remote, summary: true },
    ['unverified executive-summary @ci.yml:3'],
    /not found/,
  ],
  [
    'decision-is-required',
    'a refused workflow',
    { files: summary('if: always() ('), required: ['go'], summary: true },
    ['failed ci.yml | go @ci.yml:5'],
    /refuses/,
  ],

  [
    'decision-always-runs',
    'always()',
    { files: summary(), required: ['go'], summary: true },
    ['passed ci.yml | go | pull_request @ci.yml:1'],
    /every pull_request/,
  ],
  [
    'decision-always-runs',
    'no if',
    { files: summary('env: {}'), required: ['go'], summary: true },
    ['failed ci.yml | go | pull_request @ci.yml:3'],
    /is skipped when a job that it needs fails/,
  ],
  [
    'decision-always-runs',
    'unless cancelled',
    { files: summary('if: "!cancelled()"'), required: ['go'], summary: true },
    ['unverified ci.yml | go | pull_request @ci.yml:5'],
    /when the run is cancelled/,
  ],
  [
    'decision-always-runs',
    'an if that may not hold',
    { files: summary('if: always() && vars.x'), required: ['go'], summary: true },
    ['unverified ci.yml | go | pull_request @ci.yml:5'],
    /by its if/,
  ],
  [
    'decision-always-runs',
    'a filter',
    { files: summary(undefined, '{pull_request: {paths: [src/**]}}'), required: ['go'], summary: true },
    ['failed ci.yml | go | pull_request @ci.yml:1'],
    /paths can keep it away/,
  ],
  [
    'decision-always-runs',
    'a filter that is not documented',
    { files: summary(undefined, "{pull_request: {branches: ['+']}}"), required: ['go'], summary: true },
    ['unverified ci.yml | go | pull_request @ci.yml:1'],
    /not documented/,
  ],
  [
    'decision-always-runs',
    'continue-on-error',
    { files: summary('if: always()\n    continue-on-error: true'), required: ['go'], summary: true },
    ['unverified ci.yml | go | pull_request @ci.yml:6'],
    /whether its check fails then is not documented/,
  ],
  [
    'decision-always-runs',
    'not on the event',
    { files: summary(undefined, 'push'), required: ['go'], summary: true },
    ['failed ci.yml | go | pull_request @ci.yml:3'],
    /does not run on pull_request/,
  ],
  [
    'decision-always-runs',
    'not in the queue',
    { files: summary(), required: ['go'], queue: true, summary: true },
    ['passed ci.yml | go | pull_request @ci.yml:1', 'failed ci.yml | go | merge_group @ci.yml:3'],
    /every/,
  ],

  [
    'decision-always-runs',
    'in the queue, of which nobody knows',
    { files: summary(), required: ['go'], queue: 'hidden', summary: true },
    ['passed ci.yml | go | pull_request @ci.yml:1', 'unverified ci.yml | go | merge_group @ci.yml:3'],
    /every/,
  ],
  [
    'decision-always-runs',
    'a filter of branches, and nobody knows the name of the branch',
    {
      files: summary(undefined, '{pull_request: {branches: [main]}}'),
      required: undefined,
      branch: undefined,
      summary: true,
    },
    ['unverified ci.yml | go | pull_request @ci.yml:1'],
    /not known without its name/,
  ],
  [
    'decision-always-runs',
    'one of two steps is skipped',
    {
      jobs: 'a: {runs-on: x, if: always(), steps: [{uses: r/executive-summary@v1, if: false}, {uses: r/executive-summary@v1, if: always()}]}',
      summary: true,
    },
    ['passed ci.yml | a | pull_request @ci.yml:1'],
    /every pull_request/,
  ],
  [
    'decision-always-runs',
    'the step runs on other events',
    {
      jobs: "a: {runs-on: x, if: always(), steps: [{uses: r/executive-summary@v1, if: github.event_name == 'push'}]}",
      summary: true,
    },
    ['failed ci.yml | a | pull_request @ci.yml:3'],
    /its step is skipped/,
  ],
  [
    'decision-always-runs',
    'the step runs when something failed',
    { jobs: 'a: {runs-on: x, if: always(), steps: [{uses: r/executive-summary@v1, if: failure()}]}', summary: true },
    ['failed ci.yml | a | pull_request @ci.yml:3'],
    /its step is skipped/,
  ],
  [
    'decision-always-runs',
    'a step that may fail',
    {
      jobs: 'a: {runs-on: x, if: always(), steps: [{uses: r/executive-summary@v1, continue-on-error: true}]}',
      summary: true,
    },
    ['failed ci.yml | a | pull_request @ci.yml:3'],
    /failure of its step does not count/,
  ],
  [
    'decision-is-required',
    'one over releases beside it',
    {
      files: { ...summary(), 'r.yml': on('release', 'ship: {runs-on: x, steps: [{uses: r/executive-summary@v1}]}') },
      required: ['go', 't'],
      summary: true,
    },
    ['passed ci.yml | go @ci.yml:3'],
    /required by/,
  ],

  [
    'gate-is-complete',
    'needs all others',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: [b, c], if: always()}\nb: {runs-on: x, steps: [{run: x}]}\nc: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a' },
    },
    ['passed ci.yml | a | b @ci.yml:4', 'passed ci.yml | a | c @ci.yml:5'],
    /waited for/,
  ],
  [
    'gate-is-complete',
    'needs them through others',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: [b], if: always()}\nb: {runs-on: x, steps: [{run: x}], needs: c}\nc: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a' },
    },
    ['passed ci.yml | a | b @ci.yml:4', 'passed ci.yml | a | c @ci.yml:5'],
    /waited for/,
  ],
  [
    'gate-is-complete',
    'through one that runs all the same',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: [b], if: always()}\nb: {runs-on: x, steps: [{run: x}], needs: c, if: always()}\nc: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a' },
    },
    ['passed ci.yml | a | b @ci.yml:4', 'failed ci.yml | a | c @ci.yml:3'],
    /waited for/,
  ],
  [
    'gate-is-complete',
    'lacks one',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}]}\nc: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a' },
    },
    ['passed ci.yml | a | b @ci.yml:4', 'failed ci.yml | a | c @ci.yml:3'],
    /waited for/,
  ],
  [
    'gate-is-complete',
    'leaves one out by name',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}]}\nc: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a', except: ['c'] },
    },
    ['passed ci.yml | a | b @ci.yml:4', 'passed ci.yml | a | c @config.yml:9'],
    /waited for/,
  ],
  [
    'gate-is-complete',
    'a misspelt exception',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a', except: ['d'] },
    },
    ['failed ci.yml | a | d @config.yml:9', 'passed ci.yml | a | b @ci.yml:4'],
    /is no job/,
  ],
  [
    'gate-is-complete',
    'no needs',
    { jobs: `${a}\nb: {runs-on: x, steps: [{run: x}]}`, gate: { job: 'a' } },
    ['failed ci.yml | a @ci.yml:3'],
    /needs no job/,
  ],
  [
    'gate-is-complete',
    'an empty list of needs',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], needs: []}', gate: { job: 'a' } },
    ['failed ci.yml | a @ci.yml:3'],
    /needs no job/,
  ],
  [
    'gate-is-complete',
    'a job with continue-on-error',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}], continue-on-error: true}',
      gate: { job: 'a' },
    },
    ['failed ci.yml | a | b @ci.yml:4'],
    /cannot see/,
  ],
  ['gate-is-complete', 'no such job', { gate: { job: 'z' } }, ['failed ci.yml | z @config.yml:9'], /does not exist/],
  [
    'gate-is-complete',
    'no such file',
    { gate: { job: 'a', workflow: 'no.yml' } },
    ['failed no.yml | a @config.yml:9'],
    /does not exist/,
  ],

  [
    'gate-always-runs',
    'always()',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a' },
    },
    ['passed ci.yml | a @ci.yml:3'],
    /runs when/,
  ],
  [
    'gate-always-runs',
    'no if',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b}\nb: {runs-on: x, steps: [{run: x}]}', gate: { job: 'a' } },
    ['failed ci.yml | a @ci.yml:3'],
    /takes that for success/,
  ],
  [
    'gate-always-runs',
    'a condition',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always() && vars.x}\nb: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a' },
    },
    ['unverified ci.yml | a @ci.yml:3'],
    /depends on its if/,
  ],
  [
    'gate-is-complete',
    'a job that is never run',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}], if: false}',
      gate: { job: 'a' },
    },
    ['failed ci.yml | a | b @ci.yml:4'],
    /is skipped on every pull_request \(by its if\) and never fails/,
  ],
  [
    'gate-is-complete',
    'a job with a condition',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}], if: vars.x}',
      gate: { job: 'a' },
    },
    ['unverified ci.yml | a | b @ci.yml:4'],
    /can be skipped by its if/,
  ],
  [
    'gate-is-complete',
    'a job with a condition that is left out',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}], if: vars.x}',
      gate: { job: 'a', except: ['b'] },
    },
    ['passed ci.yml | a | b @config.yml:9'],
    /is left out by name/,
  ],
  [
    'gate-always-runs',
    'on pushes only',
    {
      files: {
        'ci.yml':
          'on: push\njobs:\n  a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\n  b: {runs-on: x, steps: [{run: x}]}\n',
      },
      gate: { job: 'a' },
    },
    ['failed ci.yml | a @ci.yml:1'],
    /does not run on pull_request/,
  ],
  [
    'gate-always-runs',
    'not in the queue',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a' },
      queue: true,
    },
    ['passed ci.yml | a @ci.yml:3', 'failed ci.yml | a | merge_group @ci.yml:1'],
    /runs when/,
  ],
  [
    'gate-always-runs',
    'not in the queue, if there is one',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}], needs: b, if: always()}\nb: {runs-on: x, steps: [{run: x}]}',
      gate: { job: 'a' },
      queue: 'hidden',
    },
    ['passed ci.yml | a @ci.yml:3', 'unverified ci.yml | a | merge_group @ci.yml:1'],
    /runs when/,
  ],
  [
    'gate-always-runs',
    'left out of a cancelled run',
    {
      jobs: "a: {runs-on: x, steps: [{run: x}], needs: b, if: '!cancelled()'}\nb: {runs-on: x, steps: [{run: x}]}",
      gate: { job: 'a' },
    },
    ['unverified ci.yml | a @ci.yml:3'],
    /when the run is cancelled/,
  ],
  [
    'check-unique',
    'a skipped job that reports under the name',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}]}\nb: {runs-on: x, steps: [{run: x}], name: a, if: false, strategy: {matrix: {v: [1]}}}',
    },
    ['failed a @ci.yml:4'],
    /reports "a" too when it is skipped \(always\)/,
  ],
  [
    'check-unique',
    'a job of a matrix that a cancelled run leaves out',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}]}\nb: {runs-on: x, steps: [{run: x}], name: a, strategy: {matrix: {v: [1]}}}',
    },
    ['unverified a @ci.yml:4'],
    /may report "a" too when it is skipped \(when the run is cancelled\)/,
  ],
  [
    'check-unique',
    'a job of a matrix that is never skipped',
    {
      jobs: 'a: {runs-on: x, steps: [{run: x}]}\nb: {runs-on: x, steps: [{run: x}], name: a, if: always(), strategy: {matrix: {v: [1]}}}',
    },
    ['passed a @ci.yml:3'],
    /only/,
  ],
  [
    'check-unique',
    'a name that differs by case and white space',
    { jobs: "a: {runs-on: x, steps: [{run: x}]}\nb: {runs-on: x, steps: [{run: x}], name: ' A'}" },
    ['unverified a @ci.yml:4'],
    /whether GitHub tells it from "a"/,
  ],
  [
    'check-unique',
    'a job in place of something else',
    { jobs: 'a: {runs-on: x, steps: [{run: x}]}', external: ['a'] },
    ['failed a @ci.yml:3'],
    /which something else should make/,
  ],
  [
    'check-unique',
    'perhaps a job in place of something else',
    { jobs: 'a: {runs-on: x, steps: [{run: x}], name: "${{ vars.x }}"}', external: ['a'] },
    ['unverified a @ci.yml:3'],
    /may report "a", which something else should make/,
  ],
  [
    'check-unique',
    'a job of the name of what another app reports',
    { jobs: 'a: {runs-on: x, steps: [{run: x}]}', external: ['a'], required: ['a@7'] },
    ['passed a @ci.yml:3'],
    /from another app/,
  ],
  [
    'not-skipped',
    'skipped on another event for the same commit',
    {
      files: {
        'ci.yml':
          "on: [pull_request, push]\njobs:\n  a: {runs-on: x, steps: [{run: x}], if: github.event_name != 'push'}\n",
      },
    },
    ['passed a | pull_request @ci.yml:3', 'unverified a | push @ci.yml:3'],
    /runs whenever/,
  ],
  [
    'not-skipped',
    'skipped on events that no commit of a change gets checks of',
    {
      files: {
        'ci.yml':
          "on: {pull_request: , push: {branches: [main]}, schedule: [{cron: '0 0 * * *'}]}\njobs:\n  a: {runs-on: x, steps: [{run: x}], if: github.event_name == 'pull_request'}\n",
      },
    },
    ['passed a | pull_request @ci.yml:3'],
    /runs whenever/,
  ],
  ['gate-always-runs', 'no such job', { gate: { job: 'z' } }, ['failed ci.yml | z @config.yml:9'], /does not exist/],
];

/** What cannot happen, and why. */
const impossible: Record<string, string> = {
  'check-name-length unverified': 'only a name that is certain can be known to be cut',
  'name-provable failed': 'a name that depends on a run is no mistake',
  'name-when-skipped unverified': 'a job that may be skipped is enough for it to fail',
  'app-pinned unverified': 'rules that cannot be read have no contexts to look at',
  'declarations-agree unverified': 'documents are read before',
};

const seen = new Set(cases.flatMap(([rule, , , lines]) => lines.map((line) => `${rule} ${line.split(' ')[0]}`)));
const count = (status: string): number =>
  cases.flatMap(([, , , lines]) => lines).filter((line) => line.startsWith(status)).length;

describe(`${cases.length} cases of ${findingRules.length} rules: ${count('passed')} passed, ${count('failed')} failed, ${count('unverified')} unverified`, () => {
  test.each(cases)('%s: %s', async (rule, _name, given, lines, words) => {
    const findings = await judge(given);
    const own = findings.filter((finding) => finding.rule === rule);
    expect(own.map(lineOf)).toEqual(lines);
    expect(own[0]?.message ?? '').toMatch(words);
    const keys = findings.map((finding) => JSON.stringify([finding.rule, finding.about]));
    expect(keys).toEqual([...new Set(keys)]);
  });

  test('every rule was passed, failed and unverified', () => {
    const wanted = findingRules.flatMap((rule) =>
      ['passed', 'failed', 'unverified'].map((status) => `${rule} ${status}`),
    );
    expect(wanted.filter((pair) => !seen.has(pair) && !(pair in impossible))).toEqual([]);
    expect(Object.keys(impossible).filter((pair) => seen.has(pair))).toEqual([]);
  });

  test('every failed finding says what was expected, what was seen and what to do', async () => {
    const all = (await Promise.all(cases.map(([, , given]) => judge(given)))).flat();
    const failed = all.flatMap((finding) => (finding.status === 'failed' ? [finding] : []));
    expect(failed.length).toBeGreaterThan(100);
    expect(failed.filter(({ expected, actual, fix }) => expected === '' || actual === '' || fix === '')).toEqual([]);
    // One line, without a full stop, unless it ends with a name that was cut.
    expect(all.filter(({ message }) => !/^[^\n]+(?:[^.\n]|\.\.\.)$/.test(message))).toEqual([]);
  });
});

describe('what was most likely meant', () => {
  test.each<[string, Case, string]>([
    [
      'a similar name',
      { jobs: 'build-test: {runs-on: x, steps: [{run: x}]}', required: ['build_tests'] },
      'require "build-test", or rename the job',
    ],
    [
      'the legs of a matrix',
      { jobs: `a: {runs-on: x, steps: [{run: x}], ${matrix}}`, required: ['a'] },
      'require "a (1)", "a (2)", or a job that needs them all',
    ],
    [
      'the name behind that of the workflow',
      { required: ['CI / a'] },
      'require "a", which is reported without the name of the workflow, or rename the job',
    ],
    [
      'the name that was cut',
      { jobs: `a: {runs-on: x, steps: [{run: x}], name: ${long}}`, required: [long] },
      `require "${'x'.repeat(97)}...", to which GitHub cuts it, or rename the job`,
    ],
    [
      'the name that was not expanded',
      {
        jobs: `a: {runs-on: x, steps: [{run: x}], name: "t \${{ matrix.v }}", ${matrix}}`,
        required: ['t ${{ matrix.v }}'],
      },
      'require "t 1", the name when the job is not skipped, or rename the job',
    ],
    ['nothing', { required: ['zzzzzz'] }, 'add a job with that name, or do not require it'],
  ])('%s', async (_name, given, fix) => {
    const found = (await judge(given)).find(({ rule, status }) => rule === 'check-produced' && status === 'failed');
    expect(found?.status === 'failed' && found.fix).toBe(fix);
  });
});

test('no random tree is passed where something is hidden, and nothing throws', async () => {
  const piece = fc.constantFrom(
    a,
    dynamic,
    remote,
    'b: {runs-on: x, steps: [{run: x}], needs: a}',
    `c: {runs-on: x, steps: [{run: x}], ${matrix}, if: vars.x}`,
    'd: {}',
    'e: 1',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(piece, { minLength: 1 }),
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c (1)', 't 1', 'z')),
      async (jobs, declared) => {
        const findings = await judge({
          jobs: jobs.join('\n'),
          required: undefined,
          queue: 'hidden',
          disabled: 'hidden',
          declared: { 'd.md': declared },
        });
        const needing = ['declared-is-required', 'required-is-declared', 'produced-is-required', 'workflow-enabled'];
        expect(findings.filter(({ rule, status }) => needing.includes(rule) && status !== 'unverified')).toEqual([]);
        expect(findings.filter(({ rule, status }) => rule === 'runs-in-merge-queue' && status === 'passed')).toEqual(
          [],
        );
      },
    ),
  );
});
