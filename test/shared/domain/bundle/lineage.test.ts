import { describe, expect, test } from '@jest/globals';
import type { CollectedFile } from '../../../../shared/core/collected.ts';
import type { Report } from '../../../../shared/core/report.ts';
import { lineageOf } from '../../../../shared/domain/bundle/lineage.ts';
import { report } from '../../../support/results.ts';

/* What was promoted, as the control that recorded it says it. */

const commit = 'c'.repeat(40);
const decision = { word: 'go', sha256: 'd'.repeat(64), from: [] };
const entry = {
  kind: 'release-governance/promotion',
  schemaVersion: 1,
  environment: 'staging',
  event: 'promote',
  repository: 'acme/app',
  commit,
  digest: 'e'.repeat(64),
  source: { kind: 'artifact', name: 'bundle', runId: 3 },
  decision: { word: 'go', runId: 3, attempt: 1, report: decision.sha256 },
  at: '2026-03-10T11:00:00Z',
  runId: 3,
  attempt: 1,
};

function lineage(made: Partial<Report>): ReturnType<typeof lineageOf> {
  const file: CollectedFile = {
    origin: { kind: 'folder', name: 'reports' },
    path: 'promotion.report.json',
    content: new Uint8Array(),
    sha256: 'f'.repeat(64),
  };
  return lineageOf({
    ...{ commit, run: { id: 3, attempt: 1 }, jobs: [], artifacts: [], decision },
    reports: [{ report: report({ control: 'promotion', ...made }), file }],
  });
}

describe('a promotion', () => {
  test('comes from the report that recorded it, and from the decision that it names', () => {
    const { nodes, edges } = lineage({ data: { recorded: true, entry } });
    const promoted = nodes.find(({ kind }) => kind === 'promotion');
    expect(promoted).toMatchObject({ label: 'staging', commit, digest: `sha256:${entry.digest}`, status: 'promote' });
    expect(edges.filter(({ to }) => to === promoted?.id)).toEqual([
      { from: `report:${'f'.repeat(64)}`, to: promoted?.id, relation: 'made' },
      { from: 'decision', to: promoted?.id, relation: 'promoted' },
    ]);
  });

  test('by another decision does not come from this one', () => {
    const other = { ...entry, decision: { ...entry.decision, report: 'a'.repeat(64) } };
    const { nodes, edges } = lineage({ data: { recorded: true, entry: other } });
    expect(nodes.filter(({ kind }) => kind === 'promotion')).toHaveLength(1);
    expect(edges.map(({ relation }) => relation)).not.toContain('promoted');
  });

  test.each<[string, Partial<Report>]>([
    ['was not recorded', { data: { recorded: false, entry } }],
    ['failed', { status: 'failed', data: { recorded: true, entry } }],
    ['is of another commit', { data: { recorded: true, entry: { ...entry, commit: 'b'.repeat(40) } } }],
    ['has no whole entry', { data: { recorded: true, entry: { ...entry, digest: undefined } } }],
    ['is said by another control', { control: 'sample', data: { recorded: true, entry } }],
    ['has no data', {}],
  ])('that %s is none', (_name, made) => {
    expect(lineage(made).nodes.map(({ kind }) => kind)).not.toContain('promotion');
  });
});
