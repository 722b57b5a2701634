import type { RunEventName } from '../domain/run-events/run-events.ts';

/** The events for which each reusable workflow is made; on all others its first step fails. */
export const calledOn: Readonly<Record<string, readonly RunEventName[]>> = {
  governance: ['pull_request', 'fork', 'merge_group', 'push'],
  release: ['push', 'branch', 'workflow_dispatch', 'release'],
  'organisation-audit': ['schedule', 'workflow_dispatch'],
  'scheduled-audit': ['schedule', 'workflow_dispatch'],
};
