import type { Context } from '../../shared/core/control.ts';
import { integer, list, text } from '../../shared/core/inputs.ts';
import { isMarkName } from '../../shared/core/issue-marks.ts';
import { issueFields, issueOutputs } from '../../shared/core/issue-proposal.ts';
import { z } from '../../shared/core/zod.ts';
import type { rules } from './rules.ts';

export const inputs = {
  ...issueFields,
  run: integer({
    description:
      'The workflow run that is judged, after it has ended: github.event.workflow_run.id; without it this run.',
    optional: true,
    min: 1,
  }),
  author: text({
    description: 'The account that the token writes as. Only issues and comments of it count.',
    default: 'github-actions[bot]',
    policy: true,
  }),
  mark: {
    ...text({
      description:
        'Tells the issue from other issues of the same account; one for each thing that has incidents of its own.',
      default: 'incident',
      policy: true,
    }),
    schema: z.string().refine(isMarkName, 'expected lower-case letters, digits and single hyphens'),
  },
  controls: list({
    description: 'Controls whose failed report is an incident by itself, besides a no-go of the executive summary.',
    default: [],
    policy: true,
  }),
  summaries: list({
    description:
      'Names of the executive summaries that must all be accepted before a run counts as passed; left out: the one over everything.',
    default: [],
    policy: true,
  }),
  workflows: list({
    description: 'Files of the workflows whose runs may be judged; left out: any of the default branch.',
    default: [],
    policy: true,
  }),
  'may-document': list({
    description:
      'Roles, or logins with @, of whom one must be the last who edited the issue before it is closed; left out: whoever may edit it.',
    default: [],
    policy: true,
  }),
  title: text({
    description: 'The title of the issue.',
    default: 'Incident: release governance fails on the default branch',
  }),
  labels: list({ description: 'Labels of a new issue.', default: [] }),
  'immediate-actions': list({
    description: 'What is to be done at once, as boxes to tick in a new issue.',
    default: [
      'Freeze merges that are not needed for the fix',
      'Identify the first failing control, which is named above',
      'Apply the fix, and run the affected workflows again',
      'Document cause and corrective action below',
    ],
  }),
};

export const lists = {};

export const outputs = {
  ...issueOutputs,
  state: { description: 'What the judged run came to: red, green, neither or unknown.' },
  'first-failing': { description: 'What failed first; empty when nothing did.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
