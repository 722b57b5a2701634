import type { Collected, CollectRequest } from '../../core/collected.ts';
import type { GitHub, Tree } from '../../core/ports.ts';
import type { Subject } from '../../core/report.ts';
import type { Moment } from '../../core/time.ts';
import type { Observation } from './observation.ts';

/** What a control may look with, and where it looks. Everything under `asked` is policy. */
export interface Looking {
  asked: {
    /** `owner/name`; undefined: the repository of the run. */
    repository: string | undefined;
    /** `published`, the path of a file, or undefined for the API alone. */
    snapshot: string | undefined;
    /** The workflow whose scheduled runs publish the snapshots that count. */
    auditWorkflow: string;
    /** Whether this run leaves a snapshot itself. */
    saves: boolean;
  };
  subject: Subject;
  time: Moment;
  /** With a credential that is stronger than the token of the workflow. */
  admin: GitHub | undefined;
  github(): GitHub | undefined;
  publicGitHub(): GitHub;
  policy: { readonly tree: Tree };
  reports(request: CollectRequest): Promise<Collected>;
  /** Whether the control needs nothing that this observation of the API leaves open, so that no snapshot is looked for. */
  isWhole(observation: Observation): boolean;
}
