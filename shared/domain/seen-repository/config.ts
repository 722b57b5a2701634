import { text } from '../../core/inputs.ts';
import { z } from '../../core/zod.ts';

/** The workflow of the audit, in a configuration: the API knows workflows by the names of their files. */
export const AuditWorkflow = z
  .string()
  .regex(
    /^\.github\/workflows\/[^/]+\.ya?ml$/,
    'expected a file in .github/workflows, such as .github/workflows/audit.yml',
  );

/** What a control is told of the snapshots by which it may judge. */
export const snapshotInputs = {
  snapshot: text({
    description:
      'What the API answered before: published (by the newest scheduled run of audit-workflow; such a run asks GitHub itself), or the path of a file, with which nothing is asked of GitHub and nothing passes.',
    optional: true,
    policy: true,
  }),
  'audit-workflow': {
    ...text({
      description: 'The workflow whose scheduled runs on the default branch publish the snapshots that count.',
      default: '.github/workflows/scheduled-audit.yml',
      policy: true,
    }),
    schema: AuditWorkflow,
  },
};
