import type { Repository } from '../adapters/git.ts';
import type { RunEvent } from '../core/event.ts';
import type { History } from '../core/history.ts';
import type { GitHub } from '../core/ports.ts';

/** What is known of a run when its changes are asked for. */
export interface HistoryRequest {
  /** The repository around the working directory; undefined when there is no checkout. */
  repository: Repository | undefined;
  /** Absent on a laptop. */
  event: RunEvent | undefined;
  /** The working directory from the top of the repository, with a trailing `/`, or empty. */
  prefix: string;
  /** The API with the workflow's token; called only when git cannot say. */
  github(): GitHub;
}

/** The changes that a run is about: through git, else through the API, else why not. */
export function historyOf(_request: HistoryRequest): History {
  return {
    units: async () => ({
      ok: false,
      because: { code: 'NO_BASE', message: 'the changes of this run are not read yet' },
    }),
  };
}
