import type { IssueProposal } from '../../shared/core/issue-proposal.ts';

/** A new issue about an incident; a test says what is different. */
export function issueProposal(more: Partial<IssueProposal> = {}): IssueProposal {
  return {
    mark: 'incident',
    author: 'github-actions[bot]',
    seen: undefined,
    title: 'Incident',
    text: {
      sentences: ['It fails.'],
      facts: [{ label: 'Control', value: 'kpi-gate' }],
      state: { run: 101, attempt: 1 },
    },
    steps: ['Freeze'],
    parts: [{ heading: 'Cause', blank: 'TBD' }],
    labels: [],
    comment: undefined,
    close: false,
    evenUnverified: false,
    ...more,
  };
}
