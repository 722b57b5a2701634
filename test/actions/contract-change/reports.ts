import { describe, expect, test } from '@jest/globals';
import { producerFiles, raisedFiles, surfaceEntry } from '../../support/producer-files.ts';
import { type Judge, resultOf, standing } from './fixtures.ts';

const files = producerFiles();
const unit = { before: files, after: files };
const path = 'out/report.json';
const surface = (tool: string, more: object = {}) => ({ ...surfaceEntry, reports: [{ tool, path, ...more }] });

const removed = {
  id: 'response-property-removed',
  text: 'removed the field note',
  level: 3,
  operation: 'GET',
  path: '/v1/health',
  section: 'paths',
  fingerprint: '0123456789ab',
  revisionSource: { file: 'api/openapi.yaml', line: 7 },
};
const warned = { ...removed, id: 'response-property-enum-value-added', level: 2 };
const informed = { ...removed, id: 'endpoint-added', level: 1 };
const deleted = {
  path: 'api/ledger.proto',
  start_line: 3,
  start_column: 1,
  end_line: 9,
  end_column: 2,
  type: 'FIELD_NO_DELETE',
  message: 'Field "1" was deleted.',
};

export function reportTests(judge: Judge): void {
  describe('a report of another tool', () => {
    const lines = async (tool: string, text: string, more: object = {}): Promise<string[]> =>
      standing(await judge(unit, surface(tool, more), { produced: { [path]: text } }));

    test.each<[name: string, tool: string, text: string, expected: string[]]>([
      ['of oasdiff that is empty', 'oasdiff', '[]', []],
      ['of oasdiff with what it only mentions', 'oasdiff', JSON.stringify([informed]), []],
      [
        'of oasdiff with what it calls breaking',
        'oasdiff',
        JSON.stringify([informed, removed]),
        ['failed tool-report ledger | oasdiff | out/report.json | response-property-removed | GET /v1/health'],
      ],
      [
        'of oasdiff in an object',
        'oasdiff',
        JSON.stringify({ changes: [removed] }),
        ['failed tool-report ledger | oasdiff | out/report.json | response-property-removed | GET /v1/health'],
      ],
      [
        'of oasdiff with the same finding twice',
        'oasdiff',
        JSON.stringify([removed, { ...removed, text: 'removed the field tag' }]),
        ['failed tool-report ledger | oasdiff | out/report.json | response-property-removed | GET /v1/health'],
      ],
      [
        'of oasdiff with a component',
        'oasdiff',
        JSON.stringify([{ id: 'schema-removed', level: 3, text: 't', section: 'components' }]),
        ['failed tool-report ledger | oasdiff | out/report.json | schema-removed | components'],
      ],
      [
        'of buf',
        'buf',
        `${JSON.stringify(deleted)}\n${JSON.stringify({ ...deleted, type: 'RPC_NO_DELETE' })}\n`,
        [
          'failed tool-report ledger | buf | out/report.json | FIELD_NO_DELETE | api/ledger.proto',
          'failed tool-report ledger | buf | out/report.json | RPC_NO_DELETE | api/ledger.proto',
        ],
      ],
    ])('%s', async (_name, tool, text, expected) => {
      expect(await lines(tool, text)).toEqual(expected);
    });

    test('keeps the words and the name of the rule', async () => {
      const evaluation = await judge(unit, surface('oasdiff'), { produced: { [path]: JSON.stringify([removed]) } });
      expect(resultOf(evaluation, 'tool-report', 'failed').message).toBe(
        'oasdiff response-property-removed: GET /v1/health: removed the field note; the version of ledger was not raised',
      );
    });

    test('names the place that the tool names', async () => {
      const evaluation = await judge(unit, surface('oasdiff'), { produced: { [path]: JSON.stringify([removed]) } });
      const result = resultOf(evaluation, 'tool-report', 'failed');
      expect(result.location).toMatchObject({ path: 'api/openapi.yaml', line: 7 });
      expect(result.expected).toBe('a raised version of ledger');
      const outside = { ...removed, revisionSource: { file: '/etc/openapi.yaml', line: 7 } };
      const away = await judge(unit, surface('oasdiff'), { produced: { [path]: JSON.stringify([outside]) } });
      expect(resultOf(away, 'tool-report', 'failed').location).toBeUndefined();
    });

    test.each<[name: string, code: string | undefined, status: string, words?: RegExp]>([
      ['is there, and is 0', '0\n', 'passed'],
      ['is there, and is another', '127\n', 'unverified', /is empty, and buf ended with exit code 127/],
      ['is no number', 'ok', 'unverified', /has no exit code/],
      ['is not there', undefined, 'unverified', /does not exist/],
    ])('of buf is empty, and its exit code %s', async (_name, code, status, words = /./) => {
      const exit = 'out/buf.exit';
      const produced = { [path]: '', ...(code === undefined ? {} : { [exit]: code }) };
      const evaluation = await judge(unit, surface('buf', { 'exit-code': exit }), { produced });
      const [result] = evaluation.results.filter(({ rule }) => rule === 'contract-change/tool-report');
      expect(result?.status).toBe(status);
      expect(result?.because?.message ?? 'is measured').toMatch(words);
    });

    test('counts warnings as the configuration says', async () => {
      expect(await lines('oasdiff', JSON.stringify([warned]))).toHaveLength(1);
      expect(await lines('oasdiff', JSON.stringify([warned]), { warnings: 'additive' })).toEqual([]);
    });

    test('is satisfied by a version that was raised, and open where that is not known', async () => {
      const produced = { [path]: JSON.stringify([removed]) };
      const raised = await judge({ before: files, after: raisedFiles() }, surface('oasdiff'), { produced });
      expect(standing(raised)).toEqual([]);
      const history = {
        units: async () => ({ ok: false as const, because: { code: 'NO_BASE' as const, message: 'no base' } }),
      };
      const unknown = await judge(unit, surface('oasdiff'), { produced, history });
      expect(resultOf(unknown, 'tool-report', 'unverified').because?.message).toBe('no base');
      const unread = {
        ...surface('oasdiff'),
        versions: [{ id: 'service', breaking: 'number', places: [{ path: 'no.json', pointer: '/v' }] }],
        envelope: undefined,
        overlap: undefined,
      };
      const open = await judge(unit, unread, { produced });
      expect(resultOf(open, 'tool-report', 'unverified').because?.message).toBe(
        'no.json of the earlier version does not exist',
      );
    });

    test.each<[name: string, tool: string, text: string | undefined, message: RegExp]>([
      ['that is not there', 'oasdiff', undefined, /does not exist/],
      ['of oasdiff that is empty text', 'oasdiff', '', /./],
      ['of oasdiff that is no JSON', 'oasdiff', 'paths:\n', /./],
      ['of oasdiff that is another document', 'oasdiff', '{"endpoints": {}}', /has no list of changes/],
      [
        'of oasdiff without levels',
        'oasdiff',
        JSON.stringify([{ ...removed, level: 'ERR' }]),
        /level "\\"ERR\\""|level/,
      ],
      [
        'of oasdiff with an unknown level',
        'oasdiff',
        JSON.stringify([{ ...removed, level: 4 }]),
        /level "4": expected 1, 2 or 3/,
      ],
      ['of oasdiff without ids', 'oasdiff', JSON.stringify([{ text: 'x', level: 3 }]), /without id or text/],
      [
        'of oasdiff with too many changes',
        'oasdiff',
        JSON.stringify(Array.from({ length: 10_001 }, () => informed)),
        /more than 10000/,
      ],
      ['of buf that is empty, without an exit code', 'buf', '\n', /does not show that buf ran/],
      ['of buf that is text', 'buf', 'api/ledger.proto:3:1:Field', /is no JSON in line 1/],
      ['of buf without types', 'buf', '{"path": "a"}\n', /without type or message in line 1/],
      [
        'of buf that could not compile',
        'buf',
        JSON.stringify({ ...deleted, type: 'COMPILE', message: 'syntax error' }),
        /cannot be compiled/,
      ],
    ])('%s is open', async (_name, tool, text, message) => {
      const produced = text === undefined ? {} : { [path]: text };
      const evaluation = await judge(unit, surface(tool), { produced });
      expect(resultOf(evaluation, 'tool-report', 'unverified').because?.message).toMatch(message);
    });

    test('that lies in the repository is none', async () => {
      const committed = { ...files, [path]: '[]' };
      const evaluation = await judge({ before: committed, after: committed }, surface('oasdiff'));
      expect(standing(evaluation)).toEqual([`unverified tool-report ledger | oasdiff | ${path}`]);
    });
  });
}
