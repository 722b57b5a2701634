import { formatPointer } from '../../core/pointer.ts';
import { type PointerProblem, pointerProblems } from '../../core/pointer-problem.ts';
import { z } from '../../core/zod.ts';
import { quote } from '../../parse/text.ts';

/*
 * The file in which a repository names its required checks, and the jobs that make them:
 * `{"required_status_checks": ["build"], "check_job_mapping": {"build": {"workflow": "ci.yml", "job_id": "build"}}}`.
 */

const CheckFileSchema = z.looseObject(
  {
    required_status_checks: z
      .array(z.string('must be the name of a check').min(1, 'must be the name of a check'), 'must be a list of checks')
      .min(1, 'must name at least one check'),
    check_job_mapping: z
      .record(
        z.string(),
        z.looseObject(
          {
            workflow: z.string('must name a workflow file').min(1, 'must name a workflow file'),
            job_id: z.string('must name a job').min(1, 'must name a job'),
          },
          'must be an object with workflow and job_id',
        ),
        'must be an object of checks',
      )
      .optional(),
  },
  'must be an object with required_status_checks',
);

/** A check, with the pointer of its name. */
export interface ListedCheck {
  context: string;
  pointer: string;
  /** What the mapping says makes it: the path of the workflow file and the id of the job, with the pointer of the entry. */
  job?: { workflow: string; id: string; pointer: string } | undefined;
}

const workflowFolder = '.github/workflows/';

/**
 * The checks in the order of the file, or every problem at once. The mapping can be left out, and need not hold every check, as some are made
 * by no job; it holds no other. A workflow without a folder lies in `.github/workflows`.
 */
export function readCheckFile(
  data: unknown,
): { ok: true; checks: readonly ListedCheck[] } | { ok: false; problems: PointerProblem[] } {
  const parsed = CheckFileSchema.safeParse(data);
  if (!parsed.success) return { ok: false, problems: pointerProblems(parsed.error) };
  const { required_status_checks: names, check_job_mapping: mapping = {} } = parsed.data;
  const checks = names.map((context, index): ListedCheck => {
    const given = Object.hasOwn(mapping, context) ? mapping[context] : undefined;
    const pointer = formatPointer(['required_status_checks', index]);
    if (given === undefined) return { context, pointer };
    const { workflow, job_id: id } = given;
    const path = workflow.includes('/') ? workflow : workflowFolder + workflow;
    return { context, pointer, job: { workflow: path, id, pointer: formatPointer(['check_job_mapping', context]) } };
  });
  const problems: PointerProblem[] = [
    ...checks
      .filter(({ context }, index) => names.indexOf(context) !== index)
      .map(({ context, pointer }) => ({ pointer, message: `lists ${quote(context)} twice` })),
    ...Object.keys(mapping)
      .filter((context) => !names.includes(context))
      .map((context) => ({
        pointer: formatPointer(['check_job_mapping', context]),
        message: `maps ${quote(context)} to a job and does not require it`,
      })),
  ];
  return problems.length === 0 ? { ok: true, checks } : { ok: false, problems };
}
