import { describe, expect, test } from '@jest/globals';
import { readOpenApi } from '../../shared/domain/contract-surface/openapi.ts';
import type { SurfaceRules } from '../../shared/domain/contract-surface/rules.ts';
import type { Surface } from '../../shared/domain/contract-surface/surface.ts';
import { surfaceChanges } from '../../shared/domain/contract-surface/surface-changes.ts';
import { realFile } from './data.ts';

const producer = 'saagar210-MemoryKernel';
const path = 'openapi/openapi.yaml';
const rules: SurfaceRules = {
  errorCodes: ['/error/code'],
  envelope: ['/service_contract_version', '/api_contract_version'],
  closedResponses: 'breaking',
};

function openApi(commit: string): Surface {
  const read = readOpenApi({ path, text: realFile(producer, commit, path).toString() });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.surface.problems).toEqual([]);
  return read.surface;
}

const count = (before: string, after: string) => {
  const { changes, problems } = surfaceChanges(openApi(before), openApi(after), rules);
  expect(problems).toEqual([]);
  const words = changes.map(({ class: judged, who, kind, where, what, before: at }) =>
    [judged, who, kind, where, what, at.position?.line].join(' | '),
  );
  return words;
};

describe('the interface of a producer', () => {
  test('goes from service.v2 to service.v3 with breaking changes', () => {
    console.log(count('cf33144', '7e4806a'));
    console.log(count('7e4806a', '7f3dd30'));
  });
});
