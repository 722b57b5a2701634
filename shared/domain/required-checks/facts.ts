import type { Location } from '../../core/location.ts';
import type { Known, RequiredContext } from '../branch-rules/branch-rules.ts';
import type { Producible } from '../check-names/produced-check.ts';
import type { ActionStep, ReadWorkflow } from '../workflow/workflow.ts';

/** A check that a document asks for. */
export interface DeclaredCheck {
  context: string;
  /** The id of the app that must report it, when the document says so. */
  app?: number | undefined;
  at: Location;
  /** The job that the document says makes it: the path of the workflow file and the id of the job. */
  job?: { workflow: string; id: string; at: Location } | undefined;
}

/** A document that lists required checks. `complete`: nothing else may be required. */
export interface Declaration {
  document: string;
  complete: boolean;
  checks: readonly DeclaredCheck[];
}

/** A check run or commit status on a recent commit. A status has no app. */
export interface SeenCheck {
  context: string;
  kind: 'check-run' | 'status';
  app: number | undefined;
}

/** A workflow that GitHub does not run, e.g. `disabled_manually`. */
export interface DisabledWorkflow {
  path: string;
  state: string;
}

/** A job that others rely on to have looked at all jobs of its workflow. */
export interface Gate {
  /** The path of the workflow file. */
  workflow: string;
  job: string;
  /** The ids of the jobs that it need not wait for. */
  except: readonly string[];
  /** Where the gate is declared. */
  at?: Location | undefined;
}

/** Everything that the judgement of required checks looks at. */
export interface CheckFacts {
  /** The branch as the configuration names it: what a result of its rules is about, also when another one becomes the default. */
  askedBranch: string;
  /** The branch for which the checks are required; undefined when its name is not known, and then neither are its rules. */
  branch: string | undefined;
  /** Whether it is known to be the default branch. */
  isDefaultBranch: boolean;
  /** The id of the app that reports the jobs of workflows. */
  actionsApp: number;
  declarations: readonly Declaration[];
  workflows: readonly ReadWorkflow[];
  produced: Producible;
  required: Known<readonly RequiredContext[]>;
  /** Checks of recent commits; undefined when nobody looked. */
  seen: Known<readonly SeenCheck[]> | undefined;
  /** Undefined when that is not asked. */
  disabled: Known<readonly DisabledWorkflow[]> | undefined;
  mergeQueue: Known<boolean>;
  /** Contexts that something else than the workflows of the tree reports. */
  external: readonly string[];
  /** Names of checks that need not be required; what is not certain in a name is `…`. */
  optional: readonly string[];
  gates: readonly Gate[];
  /**
   * Whether a step runs the action that makes the decision over everything; `file` is the path of its workflow, with the repository and
   * the ref where it is another one. Undefined when that is not asked.
   */
  isDecision: ((step: ActionStep, file: string) => boolean) | undefined;
}
