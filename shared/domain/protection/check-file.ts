import { formatPointer } from '../../core/pointer.ts';
import { z } from '../../core/zod.ts';

/*
 * The file in which a repository names its required checks, and the job that produces each:
 * `{"required_status_checks": ["build"], "check_job_mapping": {"build": {"workflow": "ci.yml", "job_id": "build"}}}`.
 */

export const CheckFileSchema = z.looseObject({
  required_status_checks: z.array(z.string().min(1)).min(1, 'must name at least one check'),
  check_job_mapping: z
    .record(z.string(), z.looseObject({ workflow: z.string().min(1), job_id: z.string().min(1) }))
    .optional(),
});

export interface CheckFile {
  checks: readonly string[];
  /** The workflow file (its name below `.github/workflows`) and the job of each check. */
  jobs: readonly { check: string; workflow: string; job: string }[];
}

export type Problem = { pointer: string; message: string };

/** Every problem of the file at once, with the place in it. */
export function readCheckFile(data: unknown): { ok: true; file: CheckFile } | { ok: false; problems: Problem[] } {
  const parsed = CheckFileSchema.safeParse(data);
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) };
  const { required_status_checks: checks, check_job_mapping: mapping } = parsed.data;
  const jobs = Object.entries(mapping ?? {}).map(([check, { workflow, job_id }]) => ({ check, workflow, job: job_id }));
  const mapped = new Set(jobs.map(({ check }) => check));
  const problems: Problem[] = [
    ...checks.flatMap((check, index) =>
      checks.indexOf(check) === index
        ? []
        : [
            {
              pointer: formatPointer(['required_status_checks', index]),
              message: `the check ${check} is listed twice`,
            },
          ],
    ),
    ...(mapping === undefined
      ? []
      : checks.flatMap((check, index) =>
          mapped.has(check)
            ? []
            : [
                {
                  pointer: formatPointer(['required_status_checks', index]),
                  message: `the check ${check} has no job in check_job_mapping`,
                },
              ],
        )),
    ...jobs.flatMap(({ check }) =>
      checks.includes(check)
        ? []
        : [
            {
              pointer: formatPointer(['check_job_mapping', check]),
              message: `the job of ${check} is mapped, and the check is not in required_status_checks`,
            },
          ],
    ),
  ];
  return problems.length === 0 ? { ok: true, file: { checks, jobs } } : { ok: false, problems };
}

/** The issues of a schema as problems with a pointer. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => ({
    pointer: formatPointer(issue.path.map((token) => (typeof token === 'number' ? token : String(token)))),
    message: issue.message,
  }));
}
