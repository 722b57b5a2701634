import { GovernanceError } from './errors.ts';
import type { Subject } from './report.ts';
import { CommitId } from './texts.ts';
import { parseTime } from './time.ts';
import { z } from './zod.ts';

/** Where trusted policy lies: a commit, or the tip of a branch. */
export type BaseReference = { kind: 'commit'; sha: string } | { kind: 'branch'; name: string };

/** What a workflow run tells of itself and of what it judges. */
export interface RunEvent {
  subject: Subject;
  /** Policy is read from here: never from a commit that the author of the judged change alone could have put there. */
  policy: BaseReference;
  /** What the judged version is compared with; of a branch, where the judged version left it. */
  before: BaseReference;
  /** Of a push: the platform says that it put the branch on another line of commits. */
  forced?: true | undefined;
  /** Of an event about a pull request: the repository of its branch (owner/name), as the payload says. */
  headRepository?: string | undefined;
  /** Of `workflow_run`: the run that started this one, as the payload says: its event, its branch and the repository of that. */
  startedBy?: { event: string; branch: string | undefined; repository: string | undefined } | undefined;
  /** When the platform says that the event happened (ms since 1970); undefined where it says nothing. */
  at: number | undefined;
  defaultBranch: string | undefined;
}

/** Events that only people with write access, or the platform itself, can start. */
export const startedByWriters: ReadonlySet<string> = new Set([
  'push',
  'merge_group',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'release',
]);

/** Those of them whose run is of the branch that it names. */
export const startedOnBranch: ReadonlySet<string> = new Set([
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
]);

/** The part of the runner's environment and event payload that is used. Payloads of all events fit. */
export interface RunnerEnvironment {
  GITHUB_EVENT_NAME?: string | undefined;
  GITHUB_REPOSITORY?: string | undefined;
  GITHUB_REF?: string | undefined;
  GITHUB_SHA?: string | undefined;
  GITHUB_WORKFLOW_REF?: string | undefined;
  GITHUB_JOB?: string | undefined;
  GITHUB_RUN_ID?: string | undefined;
  GITHUB_RUN_ATTEMPT?: string | undefined;
}

const Time = z.string().refine((text) => parseTime(text) !== undefined, 'is not a time');
const Payload = z.object({
  repository: z.object({ default_branch: z.string().optional() }).optional(),
  pull_request: z
    .object({
      number: z.number().int(),
      head: z.object({ sha: CommitId, repo: z.object({ full_name: z.string() }).nullish() }),
      base: z.object({ sha: CommitId, ref: z.string() }),
      updated_at: Time.optional(),
    })
    .optional(),
  merge_group: z.object({ head_sha: CommitId, base_sha: CommitId, base_ref: z.string() }).optional(),
  before: CommitId.optional(),
  forced: z.boolean().optional(),
  workflow_run: z
    .object({
      event: z.string(),
      head_branch: z.string().nullish(),
      head_repository: z.object({ full_name: z.string() }).nullish(),
    })
    .optional(),
  release: z.object({ published_at: Time.nullable().optional() }).optional(),
});

const noCommit = /^0+$/;
/** Events about one pull request. All but `pull_request_target` run on its test merge. */
const pullRequestEvents = ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'];

/**
 * The subject, the place of the policy and the time of a run. Things are joined by `headSha`: the head of the pull
 * request or of the merge group, else the commit of the run. Policy is that of the default branch: as it was at the base of a
 * pull request or push to it, else as it is now. A payload that lacks what its event must have is an error.
 */
export function readEvent(env: RunnerEnvironment, payload: unknown): RunEvent {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new GovernanceError('BAD_INPUT', `the event payload is not what GitHub sends: ${where}`, {
      hint: 'GITHUB_EVENT_PATH must be the file that the runner wrote.',
    });
  }
  const event = required(env, 'GITHUB_EVENT_NAME');
  const { pull_request: pull, merge_group: group, before, forced, repository } = parsed.data;
  const subject: Subject = {
    repository: required(env, 'GITHUB_REPOSITORY'),
    event,
    ...optional('ref', env.GITHUB_REF),
    ...optional('workflowRef', env.GITHUB_WORKFLOW_REF),
    ...optional('job', env.GITHUB_JOB),
    ...optional('runId', wholeNumber(env, 'GITHUB_RUN_ID')),
    ...optional('attempt', wholeNumber(env, 'GITHUB_RUN_ATTEMPT')),
  };
  const sha = required(env, 'GITHUB_SHA');
  // The payload of a schedule names no repository; it runs on the default branch only.
  const branch = env.GITHUB_REF?.replace(/^refs\/heads\//, '');
  const defaultBranch = repository?.default_branch ?? (event === 'schedule' ? branch : undefined);
  const onDefault = (branch: string): boolean => branch === defaultBranch;
  if (pullRequestEvents.includes(event)) {
    if (pull === undefined) throw incomplete(event, 'pull_request');
    const { base, head } = pull;
    return {
      subject: {
        ...subject,
        headSha: head.sha,
        baseSha: base.sha,
        ...(event === 'pull_request_target' ? {} : { mergeSha: sha }),
        pullRequest: pull.number,
      },
      ...trusted(onDefault(base.ref) ? { kind: 'commit', sha: base.sha } : tipOf(defaultBranch, event)),
      ...optional('headRepository', head.repo?.full_name),
      at: toTime(pull.updated_at),
      defaultBranch,
    };
  }
  if (event === 'merge_group') {
    if (group === undefined) throw incomplete(event, 'merge_group');
    return {
      subject: { ...subject, headSha: group.head_sha, baseSha: group.base_sha },
      policy: tipOf(defaultBranch, event),
      before: onDefault(group.base_ref.replace(/^refs\/heads\//, ''))
        ? { kind: 'commit', sha: group.base_sha }
        : tipOf(defaultBranch, event),
      at: undefined,
      defaultBranch,
    };
  }
  if (event === 'push') {
    if (before === undefined) throw incomplete(event, 'before');
    const earlier = noCommit.test(before) ? undefined : before;
    return {
      subject: { ...subject, headSha: sha, ...optional('baseSha', earlier) },
      ...trusted(
        earlier !== undefined && onDefault(branch ?? '')
          ? { kind: 'commit', sha: earlier }
          : tipOf(defaultBranch, event),
      ),
      ...(forced === true ? { forced } : {}),
      at: undefined,
      defaultBranch,
    };
  }
  const { workflow_run: run } = parsed.data;
  return {
    subject: { ...subject, headSha: sha },
    ...trusted(tipOf(defaultBranch, event)),
    ...(event === 'workflow_run' && run !== undefined
      ? {
          startedBy: {
            event: run.event,
            branch: run.head_branch ?? undefined,
            repository: run.head_repository?.full_name,
          },
        }
      : {}),
    at: toTime(parsed.data.release?.published_at),
    defaultBranch,
  };
}

function tipOf(defaultBranch: string | undefined, event: string): BaseReference {
  if (defaultBranch === undefined) throw incomplete(event, 'repository.default_branch');
  return { kind: 'branch', name: defaultBranch };
}

/** Policy and comparison from one place: what a branch of the author's own says counts for neither. */
function trusted(reference: BaseReference): Pick<RunEvent, 'policy' | 'before'> {
  return { policy: reference, before: reference };
}

function toTime(text: string | null | undefined): number | undefined {
  return text === undefined || text === null ? undefined : parseTime(text);
}

function optional<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined || value === '' ? {} : { [key]: value }) as { [P in K]?: T };
}

function required(env: RunnerEnvironment, name: keyof RunnerEnvironment): string {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new GovernanceError('BAD_INPUT', `the runner did not set ${name}`, {
      hint: 'This entry runs in GitHub Actions only; on a laptop use the command line (dist/cli.js).',
    });
  }
  return value;
}

function wholeNumber(env: RunnerEnvironment, name: keyof RunnerEnvironment): number | undefined {
  const text = env[name];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function incomplete(event: string, part: string): GovernanceError {
  return new GovernanceError('BAD_INPUT', `the payload of the ${event} event has no ${part}`, {
    hint: 'GITHUB_EVENT_PATH must be the file that the runner wrote.',
  });
}
