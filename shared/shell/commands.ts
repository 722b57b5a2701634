import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runCommand } from '../adapters/command.ts';
import { repositoryAbove, workTreeState } from '../adapters/work-tree-state.ts';
import type { CommandRequest, CommandRun } from '../core/command.ts';
import { commandEnvironment } from '../core/command-environment.ts';
import type { Because } from '../core/errors.ts';
import { type RunEvent, startedByWriters } from '../core/event.ts';
import { containedPath } from '../core/path.ts';
import type { PolicySource, Subject } from '../core/report.ts';
import { redactText } from '../render/redact-report.ts';
import type { Host } from './host.ts';

/** Who asks for commands. */
export interface CommandPlace {
  host: Host;
  event: RunEvent | undefined;
  subject: Subject;
  source: PolicySource;
  workingDirectory: string;
  /** The values of all secret inputs. */
  secrets: readonly string[];
}

/** Events about a pull request that run on its test merge: trusted where its branch lies in this repository. */
const aboutPullRequest: readonly string[] = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];

/**
 * Why no command may run in a run; undefined when it may. What runs is code of the judged change: only those may bring it who could write
 * a workflow here themselves, and what is called is chosen by the base.
 */
export function commandsRefused(event: RunEvent | undefined, source: PolicySource): Because | undefined {
  if (event === undefined) return undefined;
  const { event: name, repository } = event.subject;
  const needs =
    'a run on a branch of this repository, such as push, merge_group or a pull request from a branch of its own';
  const refuse = (message: string): Because => ({ code: 'NO_DATA', message, needs });
  if (source.kind !== 'base')
    return {
      code: 'NO_DATA',
      message: 'no command is run: the configuration that names it comes with the judged change itself',
      needs: 'a configuration on the default branch',
    };
  if (startedByWriters.has(name)) return undefined;
  if (!aboutPullRequest.includes(name)) return refuse(`no command is run on the event ${name}: anybody can start it`);
  if (event.headRepository === undefined)
    return refuse('no command is run: the event does not say in which repository the branch of the pull request lies');
  return event.headRepository === repository
    ? undefined
    : refuse('no command is run: the pull request comes from a fork');
}

/** Runs a command of the policy in the working directory, with a small environment and without credentials. */
export async function commandIn(place: CommandPlace, request: CommandRequest): Promise<CommandRun> {
  const { host, event, source, secrets, workingDirectory } = place;
  const refused = commandsRefused(event, source);
  if (refused !== undefined) return { state: 'refused', because: refused };
  if (process.platform === 'win32') {
    const message = 'no command is run on Windows: there it could not be stopped with all that it starts';
    return { state: 'refused', because: { code: 'NO_DATA', message, needs: 'a runner with Linux or macOS' } };
  }
  const folder = await realpath(resolve(host.cwd, workingDirectory));
  const before = await stateOf(place, folder, request.folder);
  if ('because' in before && event !== undefined) return { state: 'refused', because: before.because };
  const known = [...secrets, ...secrets.map((secret) => Buffer.from(`x-access-token:${secret}`).toString('base64'))];
  const env = commandEnvironment(process.env, request, known);
  const run = await runCommand(folder, request, { env, now: host.clock });
  if (run.state === 'not-started') return run;
  const { output, ...ended } = run;
  const log = redactText(output, known);
  const commit = 'because' in before ? undefined : before.head;
  return { ...ended, log, redacted: log !== output, ...(commit === undefined ? {} : { commit }) };
}

/** The commit that the work tree holds; or why it is not that of the commit that is judged, or why what would run in `below` is not of it. */
async function stateOf(
  { host, subject, event }: CommandPlace,
  folder: string,
  below: string,
): Promise<{ head: string | undefined } | { because: Because }> {
  const open = (message: string): { because: Because } =>
    notRun(message, 'a checkout of the judged commit in which no tracked file is changed');
  const opened = await host.openRepository(folder);
  if (!opened.ok) return open(`there is no checkout (${opened.message})`);
  const { head, top, prefix } = opened.repository;
  if (head === undefined) return open('there is no commit');
  if (event !== undefined && head !== subject.checkedOutSha)
    return open('another commit is checked out than the one that is judged');
  if (repositoryAbove(folder) !== top)
    return notRun(
      'the repository is configured to have its work tree elsewhere',
      'a checkout without core.worktree in its configuration',
    );
  const state = await workTreeState(top, head);
  if (!state.ok) return state;
  const [first] = state.changed;
  if (first !== undefined)
    return open(`the work tree is not the judged commit, ${listed(first, state.changed.length)} changed`);
  const [converted] = state.unknown;
  if (converted !== undefined)
    return notRun(
      `nobody can tell whether ${converted.path} is that of the judged commit: ${converted.why}`,
      'files that are checked out as the commit has them, or by Git LFS, eol or ident',
    );
  const within = below === '' ? { ok: true, path: '' } : containedPath(below);
  if (!('path' in within) || !state.folders.has(`${prefix}${within.path}`.replace(/\/$/, '')))
    return notRun(`the folder ${below} is none of the judged commit`, 'a folder that the judged commit has');
  return { head };
}

function listed(first: string, count: number): string {
  return count === 1 ? `${first} was` : `${first} and ${count - 1} more files were`;
}

function notRun(message: string, needs: string): { because: Because } {
  return { because: { code: 'NO_DATA', message: `no command is run: ${message}`, needs } };
}
