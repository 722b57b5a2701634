import { GovernanceError } from '../core/errors.ts';
import { type RunEvent, readEvent } from '../core/event.ts';

/** The event of this run, from the runner's variables and its event file. A missing or broken file is BAD_INPUT. */
export async function runnerEvent(env: NodeJS.ProcessEnv): Promise<RunEvent> {
  return readEvent(env, await payload());
}

async function payload(): Promise<unknown> {
  try {
    const { context } = await import('@actions/github');
    return context.payload;
  } catch (cause) {
    throw new GovernanceError('BAD_INPUT', 'the event file of the runner (GITHUB_EVENT_PATH) cannot be read', {
      hint: 'A step before this one may have changed it.',
      cause,
    });
  }
}
