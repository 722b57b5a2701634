import { describe, expect, test } from '@jest/globals';
import type { Version } from '../../support/memory-history.ts';
import { edited, producerPaths as p, producerFiles, surfaceEntry, withFiles } from '../../support/producer-files.ts';
import { type Judge, resultOf, standing } from './fixtures.ts';

const files = producerFiles();
const same = (version: Version) => ({ before: version, after: version });
const forbidden = {
  reason: 'unreadable' as const,
  message: 'could not be read',
  because: { code: 'MISSING_PERMISSION' as const, message: 'may not read the contents', needs: 'contents: read' },
};
const of = (lines: string[], rule: string): string[] => lines.filter((line) => line.includes(` ${rule} `));

export function agreementTests(judge: Judge): void {
  describe('versions', () => {
    test.each<[name: string, path: string, from: string, to: string, message: string, line: number]>([
      [
        'of the OpenAPI',
        p.openapi,
        'version: ledger.v2',
        'version: ledger.v3',
        'the version service is "ledger.v3" in /info/version of api/openapi.yaml, and "ledger.v2" in /service_version of contracts/manifest.json',
        4,
      ],
      [
        'of a bullet',
        p.guide,
        'Version: `ledger.v2`',
        'Version: `ledger.v1`',
        'the version service is "ledger.v1" in the bullet “Version” under “Contract” of docs/service.md, and "ledger.v2" in /service_version of contracts/manifest.json',
        5,
      ],
      [
        'of the program',
        p.code,
        "'ledger.v2'",
        "'ledger.V2'",
        'the version service is "ledger.V2" in what version = \'([^\']+)\' finds in src/codes.ts, and "ledger.v2" in /service_version of contracts/manifest.json',
        1,
      ],
      [
        'of the program, where nothing is found',
        p.code,
        'version =',
        'edition =',
        "src/codes.ts has nothing that \"version = '([^']+)'\" finds, which should be the version service",
        0,
      ],
    ])('%s', async (_name, path, from, to, message, line) => {
      const evaluation = await judge(same(edited(files, path, from, to)));
      const result = resultOf(evaluation, 'versions-agree', 'failed');
      expect(result.message).toBe(message);
      expect(result.location).toMatchObject(line === 0 ? { path } : { path, line });
    });

    test('two values in one place are not one', async () => {
      const twice = edited(files, p.code, "'ledger.v2';", "'ledger.v2';\nconst old_version = 'ledger.v1';");
      expect(resultOf(await judge(same(twice)), 'versions-agree', 'unverified').because?.message).toContain(
        'several values',
      );
    });

    test('without the first place nothing can agree', async () => {
      const evaluation = await judge(same(edited(files, p.manifest, '"ledger.v2"', '7.5')));
      const wrong = await judge(same(edited(files, p.manifest, '"ledger.v2"', 'null')));
      expect(of(standing(evaluation), 'versions-agree').every((line) => line.startsWith('failed'))).toBe(true);
      expect(of(standing(evaluation), 'versions-agree')).toHaveLength(3);
      expect(of(standing(wrong), 'versions-agree')).toHaveLength(4);
      expect(of(standing(wrong), 'versions-agree').every((line) => line.startsWith('unverified'))).toBe(true);
      const gone = await judge(same(edited(files, p.manifest, 'service_version', 'version')));
      expect(of(standing(gone), 'versions-agree').map((line) => line.split(' ')[0])).toEqual([
        'failed',
        'unverified',
        'unverified',
        'unverified',
      ]);
    });
  });

  describe('error codes', () => {
    test.each<[name: string, path: string, from: string, to: string, message: RegExp, at: object]>([
      [
        'missing in the OpenAPI',
        p.openapi,
        'enum: [invalid, not_found, closed]',
        'enum: [invalid, closed]',
        /^\/components\S+ of api\/openapi\.yaml lacks the error code "not_found", which is in contracts\/manifest\.json:7, docs\/service\.md:12, src\/codes\.ts:3$/,
        { path: p.openapi, line: 52 },
      ],
      [
        'missing in the manifest',
        p.manifest,
        '    "invalid",\n',
        '',
        /^\/error_codes of contracts\/manifest\.json lacks/,
        { path: p.manifest, line: 5 },
      ],
      [
        'missing in the guide',
        p.guide,
        '| `not_found` | words |\n',
        '',
        /^the column “Code” under “Error codes” of docs\/service\.md lacks/,
        { path: p.guide, line: 12 },
      ],
      [
        'missing in the program',
        p.code,
        "code('not_found');\n",
        '',
        /^what .* finds in src\/codes\.ts lacks/,
        { path: p.code, line: 3 },
      ],
    ])('%s', async (_name, path, from, to, message, at) => {
      const result = resultOf(await judge(same(edited(files, path, from, to))), 'error-codes-agree', 'failed');
      expect(result.message).toMatch(message);
      expect(result.location).toMatchObject(at);
    });

    test('one that a single place has is missing in every other', async () => {
      const evaluation = await judge(same(edited(files, p.code, "code('closed');", "code('closed');\ncode('busy');")));
      expect(of(standing(evaluation), 'error-codes-agree').map((line) => line.split(' | ').at(-1))).toEqual([
        'busy',
        'busy',
        'busy',
      ]);
    });

    test('a place that is not complete needs not have all, and names none of its own', async () => {
      const lists = surfaceEntry['error-codes'].lists.map((list) =>
        list.path === p.code ? { ...list, complete: false } : list,
      );
      const surface = { ...surfaceEntry, 'error-codes': { ...surfaceEntry['error-codes'], lists } };
      const fewer = await judge(same(edited(files, p.code, "code('closed');", '')), surface);
      expect(standing(fewer)).toEqual([]);
      const more = await judge(same(edited(files, p.code, "code('closed');", "code('busy');")), surface);
      expect(of(standing(more), 'error-codes-agree')).toHaveLength(3);
    });

    test('keys of an object are codes', async () => {
      const table = { path: 'contracts/status.json', keys: '/status' };
      const surface = {
        ...surfaceEntry,
        'error-codes': { ...surfaceEntry['error-codes'], lists: [...surfaceEntry['error-codes'].lists, table] },
      };
      const status = (codes: object) => withFiles(files, { [table.path]: JSON.stringify({ status: codes }, null, 1) });
      const whole = { invalid: 400, not_found: 404, closed: 409 };
      expect(standing(await judge(same(status(whole)), surface))).toEqual([]);
      const lines = of(
        standing(await judge(same(status({ ...whole, busy: 503, closed: undefined })), surface)),
        'error-codes-agree',
      );
      expect(lines.map((line) => line.split(' | ').at(-1) ?? '').sort()).toEqual([
        'busy',
        'busy',
        'busy',
        'busy',
        'closed',
      ]);
      const listed = await judge(same(withFiles(files, { [table.path]: '{"status": ["invalid"]}' })), surface);
      expect(listed.results.map(({ because }) => because?.message)).toContain(
        'contracts/status.json has no object at "/status": expected error codes as keys (line 1)',
      );
    });

    test('a list that is gone is a finding, one that nobody can read is open, and the others are not said to agree', async () => {
      const gone = of(standing(await judge(same(withFiles(files, { [p.code]: null })))), 'error-codes-agree');
      expect(gone.map((line) => line.split(' ')[0])).toEqual(['failed', 'unverified', 'unverified', 'unverified']);
      const hidden = of(standing(await judge(same(withFiles(files, { [p.code]: forbidden })))), 'error-codes-agree');
      expect(hidden.map((line) => line.split(' ')[0])).toEqual(Array.from({ length: 4 }, () => 'unverified'));
      const twice = edited(files, p.guide, '| `closed` | words |', '| `closed` | words |\n| `closed` | words |');
      const open = of(standing(await judge(same(twice))), 'error-codes-agree');
      expect(open.map((line) => line.split(' ')[0])).toEqual(Array.from({ length: 4 }, () => 'unverified'));
    });

    test('none is not asked, and one place alone must be there and whole', async () => {
      const none = await judge(same(files), { ...surfaceEntry, 'error-codes': undefined });
      expect(resultOf(none, 'error-codes-agree', 'not-applicable').about).toEqual(['ledger']);
      const alone = surfaceEntry['error-codes'].lists.filter(({ path }) => path === p.code);
      const surface = { ...surfaceEntry, 'error-codes': { lists: alone } };
      const of = async (version: Version) => {
        const { results } = await judge(same(version), surface);
        return results.filter(({ rule }) => rule === 'contract-change/error-codes-agree').map(({ status }) => status);
      };
      expect(await of(files)).toEqual(['passed']);
      expect(await of(withFiles(files, { [p.code]: null }))).toEqual(['failed']);
      expect(await of(withFiles(files, { [p.code]: 'print(1);\n' }))).toEqual(['unverified']);
      expect(await of(withFiles(files, { [p.code]: forbidden }))).toEqual(['unverified']);
    });

    test('those that a failed answer may have are in every place, wherever its schema stands', async () => {
      const inline = edited(
        files,
        p.openapi,
        "schema: {$ref: '#/components/schemas/Failure'}",
        'schema: {properties: {error: {anyOf: [{properties: {code: {const: busy}}}]}}}',
      );
      const result = await judge(same(inline));
      const failed = result.results.filter(
        ({ rule, status }) => rule === 'contract-change/error-codes-agree' && status === 'failed',
      );
      expect(failed.map(({ about }) => about.at(-1))).toEqual(['busy', 'busy', 'busy', 'busy']);
      expect(failed[0]?.message).toContain('which is in api/openapi.yaml:');
    });
  });

  describe('endpoints', () => {
    test.each<[name: string, from: string, to: string, message: string]>([
      [
        'a path that is not in the OpenAPI',
        'GET /v1/health',
        'GET /v1/ready',
        '"GET /v1/ready" of the list under “Endpoints” of docs/service.md is not in the OpenAPI',
      ],
      [
        'another method',
        'POST /v1/entries',
        'PUT /v1/entries',
        '"PUT /v1/entries" of the list under “Endpoints” of docs/service.md is not in the OpenAPI',
      ],
      [
        'no endpoint at all',
        'GET /v1/health',
        'the health',
        '"the health" of the list under “Endpoints” of docs/service.md is no endpoint such as GET /v1/things',
      ],
    ])('%s', async (_name, from, to, message) => {
      const { results } = await judge(same(edited(files, p.guide, from, to)));
      const failed = results.filter(
        ({ rule, status }) => rule === 'contract-change/endpoints-agree' && status === 'failed',
      );
      expect(failed.map((result) => result.message)).toContain(message);
      // The place must have all, so that the one it lost is missing too.
      expect(failed).toHaveLength(2);
      expect(failed[0]?.location).toMatchObject({ path: p.guide });
    });

    test('a text at a pointer, with any method, and with parameters by other names', async () => {
      const surface = {
        ...surfaceEntry,
        endpoints: [
          { path: p.running, pointer: '/probe' },
          { path: p.running, pointer: '/more' },
        ],
      };
      const probe = (value: object) =>
        same(withFiles(files, { [p.running]: JSON.stringify({ active: 'ledger.v2', ...value }) }));
      expect(standing(await judge(probe({ probe: '/v1/health?deep=1', more: ['POST /v1/entries'] }), surface))).toEqual(
        [],
      );
      expect(standing(await judge(probe({ probe: '/v1/alive', more: ['/v1/entries'] }), surface))).toEqual([
        'failed endpoints-agree ledger | /probe of deploy/running.json | /v1/alive',
      ]);
      expect(standing(await judge(probe({ probe: 7, more: ['/v1/entries'] }), surface))).toEqual([
        'unverified endpoints-agree ledger | /probe of deploy/running.json',
      ]);
    });

    test('an OpenAPI that cannot be read has no known endpoints', async () => {
      const lines = standing(await judge(same(withFiles(files, { [p.openapi]: 'a: [' }))));
      expect(of(lines, 'endpoints-agree')).toEqual([
        'unverified endpoints-agree ledger | the list under “Endpoints” of docs/service.md',
      ]);
      const gone = standing(await judge(same(withFiles(files, { [p.guide]: null }))));
      expect(of(gone, 'endpoints-agree')).toEqual([
        'failed endpoints-agree ledger | the list under “Endpoints” of docs/service.md',
      ]);
    });

    test('none configured is not asked', async () => {
      const evaluation = await judge(same(files), { ...surfaceEntry, endpoints: [] });
      expect(resultOf(evaluation, 'endpoints-agree', 'not-applicable').about).toEqual(['ledger']);
    });
  });
}
