import type { AnyControl } from '../core/control.ts';
import type { Fields } from '../core/inputs.ts';
import { type RunEventFacts, type RunEventName, runEventNames, runEvents } from '../domain/run-events/run-events.ts';
import { reachOn } from '../domain/setup/abilities.ts';
import { calledOn } from './called-workflows.ts';
import { composites, controlNamed } from './composites.ts';
import { table } from './document-table.ts';
import { entryPoints } from './entry-points.ts';

const titles: Readonly<Record<RunEventName, string>> = {
  pull_request: '`pull_request`',
  fork: '`pull_request` from a fork',
  pull_request_target: '`pull_request_target`',
  merge_group: '`merge_group`',
  push: '`push` to the default branch',
  branch: '`push` to another branch',
  schedule: '`schedule`',
  workflow_dispatch: '`workflow_dispatch`',
  workflow_run: '`workflow_run`',
  release: '`release`',
};
const judged: Readonly<Record<RunEventFacts['judged'], string>> = {
  'test-merge': 'the test merge with the base',
  group: 'the head of the group',
  pushed: 'the pushed commit',
  tip: 'the tip of the default branch',
  tag: 'the commit of the tag',
  'not-judged': 'nothing: the base is checked out, and `trust/judged-commit` fails',
};
const policies: Readonly<Record<RunEventFacts['policy'], string>> = {
  base: 'the base of the pull request',
  before: 'the commit before the push',
  tip: 'the tip of the default branch',
};
const changes: Readonly<Record<RunEventFacts['change'], string>> = {
  one: 'the pull request',
  each: 'each pull request or commit by itself',
  branch: 'all since it left the default branch',
  none: 'none; the input `range` names one',
};
const acts: Readonly<Record<RunEventFacts['acts'], string>> = {
  yes: 'yes',
  no: 'no',
  inside: 'after a trusted run of the default branch',
};

/** The whole of the guide of events. */
export function eventsGuide(controls: readonly AnyControl[]): string {
  const notes: string[] = [];
  const cells = composites.map(({ name, controls: members }) =>
    runEventNames.map((event) => {
      const reached = members.map((member) => ({ member, ...reachOn(ableNamed(member, controls), event) }));
      const limited = reached.filter(({ reach }) => reach !== 'yes');
      if (limited.length === 0) return 'all';
      const reasons = new Map<string, string[]>();
      for (const { member, because = '' } of limited)
        reasons.set(because, [...(reasons.get(because) ?? []), `\`${member}\``]);
      const said = [...reasons].map(([because, named]) => `${named.join(', ')}: ${because}`).join('; ');
      notes.push(`- \`${name}\` on ${titles[event]}. ${said}.`);
      return limited.length === reached.length && limited.every(({ reach }) => reach === 'no') ? 'nothing' : 'in part';
    }),
  );
  const called = Object.entries(calledOn);
  return `${[
    '# What a run of each event can look at',
    'What is judged, by which policy, and with which rights, on each event? And what works on GitHub Enterprise Server?',
    'Written by `npm run generate` from the table in `shared/domain/run-events`, which `doctor` reads too; tests hold each of its cells against the code.',
    'What is in a pull request is chosen by its author, the workflow included. Where the policy comes from, what is judged as the change, and what may be run or changed therefore follow from the event, and from nothing in the workflow.',
    table(
      [
        'Event',
        'Judged commit',
        'Policy from',
        'Judged as the change',
        'Secrets',
        'Runs commands',
        'May change something',
      ],
      runEventNames.map((event) => {
        const facts = runEvents[event];
        return [
          titles[event],
          judged[facts.judged],
          policies[facts.policy],
          changes[facts.change],
          yesNo(facts.secrets),
          yesNo(facts.commands),
          acts[facts.acts],
        ];
      }),
    ),
    'Commands are those of `verification`. What changes something (`manifest-repin`, `rollback-open`, `track-incident`) does so only where the last column says yes, and only when it is asked to. A pull request into another branch than the default one, and a first push, have their policy at the tip of the default branch. A run by hand on another branch judges that commit, and may change nothing. A pull request that Dependabot opened has the secrets of Dependabot alone.',
    'Where no change is judged, a control about changes is not verified, never passed: give it a `range`, or say `skip-on: [schedule]` in its section. A deferral names the stage at which its result is due: `merge_group`, `default-branch` or `release`.',
    '## Composites',
    'Where the configuration asks for everything, and the checkout has the whole history. *In part* and *nothing* mean that the rest is not verified, which keeps the job from being green.',
    'In `release-gate`, `verification` runs code of the judged commit in the job of the decision. On pull requests, in the merge queue and on pushes to another branch than the default one the decision is then `no-go` (`executive-summary/apart`): give commands [a job of their own](composites.md#what-waits-to-be-merged). A tag, a release and a run by hand are started by people who may write, and are trusted like the default branch.',
    table(
      ['Event', ...composites.map(({ name }) => `\`${name}\``)],
      runEventNames.map((event, at) => [titles[event], ...cells.map((row) => row[at] ?? '')]),
    ),
    notes.join('\n'),
    '## Reusable workflows',
    'On an event for which it is not made, the first step of a reusable workflow fails: nothing is judged, and its decision is `no-go`.',
    table(
      ['Event', ...called.map(([name]) => `\`${name}.yml\``)],
      runEventNames.map((event) => [
        titles[event],
        ...called.map(([, events]) => (events.includes(event) ? 'yes' : 'refused')),
      ]),
    ),
    '## GitHub Enterprise Server',
    table(
      ['Entry point', 'Works there', 'Why'],
      entryPoints.map(({ name, onServer, why }) => [name, yesNo(onServer), why]),
    ),
    'Reports are written and shown in the job summary, and not uploaded. The job of a report is known by its name there, since the server gives jobs no id: give jobs of one workflow names of their own. What a version of the server does not answer is not verified.',
  ].join('\n\n')}\n`;
}

function ableNamed(name: string, controls: readonly AnyControl[]): Parameters<typeof reachOn>[0] {
  const control = controlNamed(name, controls);
  return { ...control, inputs: control.inputs as Fields };
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
