import { describe, expect, test } from '@jest/globals';
import { codeDifferences } from '../../shared/domain/contract-surface/code-differences.ts';
import type { ComparisonOptions } from '../../shared/domain/contract-surface/comparison-options.ts';
import type { EnvelopePolicy } from '../../shared/domain/contract-surface/envelope.ts';
import { openApiEnvelopes } from '../../shared/domain/contract-surface/envelope-schema.ts';
import { type ListedTexts, readListedTexts } from '../../shared/domain/contract-surface/listed-texts.ts';
import { readOpenApi } from '../../shared/domain/contract-surface/openapi.ts';
import type { OpenApiSurface } from '../../shared/domain/contract-surface/surface.ts';
import { surfaceChanges } from '../../shared/domain/contract-surface/surface-changes.ts';
import { realFile } from './data.ts';

const producer = 'saagar210-MemoryKernel';
const path = 'openapi/openapi.yaml';
const commits = ['cf33144', '59d3513', '45ec1f0', '7e4806a', '7f3dd30'] as const;
const rules: ComparisonOptions = {
  errorCodes: ['/error/code'],
  envelope: ['/service_contract_version', '/api_contract_version'],
  closedResponses: 'breaking',
};

function openApi(commit: string, edit = (text: string): string => text): OpenApiSurface {
  const read = readOpenApi({ path, text: edit(realFile(producer, commit, path).toString()) });
  if (!read.ok || read.surface.kind !== 'openapi') throw new Error(`${commit} was not read`);
  expect(read.surface.problems).toEqual([]);
  return read.surface;
}

function changed(before: OpenApiSurface, after: OpenApiSurface) {
  const { changes, problems } = surfaceChanges(before, after, rules);
  expect(problems).toEqual([]);
  return changes;
}

describe('the interface of a producer', () => {
  test('goes from service.v2 to service.v3 with breaking changes of the envelope', () => {
    const changes = changed(openApi('cf33144'), openApi('7e4806a'));
    const version = (name: string, line: number) => [
      'breaking',
      'envelope',
      'const-changed',
      `#/components/schemas/${name}`,
      '/service_contract_version',
      line,
    ];
    expect(
      changes.map(({ class: judged, who, kind, where, what, before }) => [
        judged,
        who,
        kind,
        where,
        what,
        before.position?.line,
      ]),
    ).toEqual([
      version('ServiceEnvelopeAddLinkResult', 547),
      version('ServiceEnvelopeContextPackage', 642),
      version('ServiceEnvelopeHealth', 252),
      version('ServiceEnvelopeMemoryRecord', 626),
      version('ServiceEnvelopeMigrateResult', 320),
      version('ServiceEnvelopeSchemaStatus', 277),
      ['breaking', 'envelope', 'field-removed', '#/components/schemas/ServiceErrorEnvelope', '/legacy_error', 827],
      version('ServiceErrorEnvelope', 799),
      ['docs', 'request', 'version-changed', 'info.version', '', 4],
    ]);
    const removed = changes.find(({ kind }) => kind === 'field-removed');
    expect(removed?.operations).toHaveLength(8);
    expect(removed?.message).toBe('#/components/schemas/ServiceErrorEnvelope /legacy_error was removed');
  });

  test('classifies every pair of commits', () => {
    const counts = commits.flatMap((before) =>
      commits.map((after) => {
        const changes = changed(openApi(before), openApi(after));
        return `${before} ${after} ${changes.filter((change) => change.class === 'breaking').length} ${changes.filter((change) => change.class === 'additive').length}`;
      }),
    );
    const v2 = ['cf33144', '59d3513', '45ec1f0'];
    const expected = commits.flatMap((before) =>
      commits.map((after) => {
        if (before === after || (v2.includes(before) && v2.includes(after))) return `${before} ${after} 0 0`;
        if (before === '7e4806a' && after === '7f3dd30') return `${before} ${after} 0 1`;
        if (before === '7f3dd30' && after === '7e4806a') return `${before} ${after} 1 0`;
        // Back from v3, the field is one that strict readers of v3 refuse: it breaks them too.
        if (v2.includes(before)) return `${before} ${after} 8 ${after === '7f3dd30' ? 1 : 0}`;
        return `${before} ${after} ${before === '7f3dd30' ? 9 : 8} 0`;
      }),
    );
    expect(counts).toEqual(expected);
  });

  test('names what an edit of it does', () => {
    const found = (from: string | RegExp, to: string) => {
      const edit = (text: string): string => {
        const edited = text.replace(from, to);
        expect(edited).not.toBe(text);
        return edited;
      };
      return changed(openApi('7e4806a'), openApi('7e4806a', edit)).map((change) => [
        change.class,
        change.who,
        change.kind,
        change.value,
      ]);
    };
    expect(found('                - internal_error\n', '')).toEqual([
      ['breaking', 'error-code', 'value-removed', 'internal_error'],
    ]);
    expect(
      found('                - internal_error\n', '                - internal_error\n                - busy\n'),
    ).toEqual([['additive', 'error-code', 'value-added', 'busy']]);
    expect(found('enum: [allow, deny]', 'enum: [allow]')).toEqual([['breaking', 'request', 'value-removed', 'deny']]);
    expect(found('enum: [ok]', 'enum: [ok, degraded]')).toEqual([['breaking', 'response', 'value-added', 'degraded']]);
    expect(found('summary: Health check', 'summary: Health')).toEqual([
      ['docs', 'request', 'words-changed', undefined],
    ]);
  });
});

describe('the error codes of a producer', () => {
  const list = (commit: string, file: string, pointer: string): ListedTexts => {
    const read = readListedTexts({
      path: file,
      text: realFile(producer, commit, file).toString(),
      place: { kind: 'pointer', pointer },
    });
    expect(read.problems).toEqual([]);
    return read;
  };
  const v1 = 'contracts/integration/v1';
  const lists = [
    list('7f3dd30', path, '/components/schemas/ServiceErrorEnvelope/properties/error/properties/code/enum'),
    list('7f3dd30', `${v1}/producer-contract-manifest.json`, '/error_code_enum'),
    list('7f3dd30', `${v1}/service-contract-source-of-truth.json`, '/error_code_enum'),
    list(
      '94ba1c3',
      'docs/implementation/SERVICE_V3_REHEARSAL_HANDOFF_CANDIDATE.json',
      '/error_code_expectations/codes',
    ),
  ].map((each) => ({ list: each, complete: true }));

  test('agree in four places', () => {
    expect(lists.map((each) => each.list.items.length)).toEqual([10, 10, 10, 10]);
    expect(codeDifferences(lists)).toEqual([]);
  });

  test('do not agree when one place has lost one', () => {
    const [first, second, ...others] = lists;
    if (first === undefined || second === undefined) throw new Error('four lists');
    const lost = {
      ...second,
      list: { ...second.list, items: second.list.items.filter(({ text }) => text !== 'write_failed') },
    };
    expect(codeDifferences([first, lost, ...others])).toMatchObject([
      { code: 'write_failed', missing: { path: `${v1}/producer-contract-manifest.json` }, present: [{ path }, {}, {}] },
    ]);
  });
});

describe('the envelope of a producer', () => {
  const common = ['/service_contract_version', '/error/code', '/error/message'];
  const success = {
    requires: ['/service_contract_version', '/api_contract_version', '/data'],
    optional: [],
    forbids: ['/error'],
  };
  const v2: EnvelopePolicy = {
    version: 'service.v2',
    failure: {
      requires: [...common, '/legacy_error'],
      optional: ['/error/details'],
      forbids: ['/api_contract_version'],
    },
    success,
  };
  const v3: EnvelopePolicy = {
    version: 'service.v3',
    failure: { requires: common, optional: ['/error/details'], forbids: ['/legacy_error', '/api_contract_version'] },
    success,
  };
  const failures = (commit: string, policy: EnvelopePolicy): string[] => {
    const held = openApiEnvelopes(openApi(commit), policy);
    expect(held.length).toBeGreaterThan(20);
    const open = held.flatMap(({ findings }) => findings.filter(({ holds }) => holds !== true));
    return [
      ...new Set(open.map(({ demand, field, holds, position }) => `${demand} ${field} ${holds} ${position?.line}`)),
    ];
  };

  test('keeps the policy of its own version, and not of the other', () => {
    expect(failures('cf33144', v2)).toEqual([]);
    expect(failures('7e4806a', v3)).toEqual([]);
    expect(failures('7f3dd30', v3)).toEqual([]);
    expect(failures('cf33144', v3)).toEqual(['forbids /legacy_error false 827']);
    expect(failures('7e4806a', v2)).toEqual(['requires /legacy_error false 789']);
  });
});
