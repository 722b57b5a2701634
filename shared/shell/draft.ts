import type { Evaluation } from '../core/evaluation.ts';
import type { Report, Subject } from '../core/report.ts';
import type { LoadedConfig } from './policy.ts';
import type { Place } from './run-place.ts';

/** What is known of a run so far; a run that breaks reports as much of it as there is. */
export interface Draft {
  subject: Subject;
  evaluation: Evaluation;
  status?: Report['status'];
  place?: Place;
  loaded?: LoadedConfig;
  /** What tells several runs of one control apart: the artifact-key, or the name of a summary. */
  key: string | undefined;
  replay?: boolean;
  values: Record<string, unknown>;
}

/** What is judged, and which job of the run judges it. */
export function runSubject({ subject, key, values }: Pick<Draft, 'subject' | 'key' | 'values'>): Subject {
  const job = values['check-run-id'];
  return {
    ...subject,
    ...(key === undefined ? {} : { matrixKey: key }),
    ...(typeof job === 'number' ? { checkRunId: job } : {}),
  };
}
