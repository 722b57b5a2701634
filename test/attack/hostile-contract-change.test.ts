import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { filesOf } from '../actions/contract-change/fixtures.ts';
import { memoryHistory, type Version } from '../support/memory-history.ts';
import { evaluateWith } from '../support/world.ts';

/*
 * A producer breaks its consumers under the same version, by constructs of OpenAPI, JSON Schema and YAML. None of it may end green: each of
 * these differences breaks somebody, or cannot be proved not to.
 */

type Json = Record<string, unknown>;

async function judged(before: Version, after: Version, entry: Json): Promise<Evaluation> {
  return evaluateWith(control, {
    files: filesOf(after),
    base: filesOf(before),
    history: memoryHistory([{ before, after }]),
    lists: { surfaces: [entry] },
  });
}

function open({ results }: Evaluation): string[] {
  return results
    .filter(({ status, severity }) => (status === 'failed' || status === 'unverified') && severity !== 'info')
    .map(({ rule }) => rule.replace('contract-change/', ''));
}

describe('the impact statement', () => {
  const entry = (impact: Json): Json => ({
    id: 'orders',
    documents: [{ path: 'manifest.json', identity: [] }],
    versions: [{ id: 'service', breaking: 'number', places: [{ path: 'manifest.json', pointer: '/version' }] }],
    impact: [impact],
  });

  test('of the change before, in the file that changes, says nothing of this one', async () => {
    const manifest = (members: Json): Version => ({
      'manifest.json': JSON.stringify({
        version: 'orders.v2',
        impact: { behaviour: 'the field note is new', repin: 'no' },
        ...members,
      }),
    });
    const impact = { path: 'manifest.json', pointer: '/impact', labels: ['behaviour', 'repin'] };
    const evaluation = await judged(manifest({}), manifest({ codes: ['frozen'] }), entry(impact));
    expect(open(evaluation)).toContain('impact-statement');
  });
});
