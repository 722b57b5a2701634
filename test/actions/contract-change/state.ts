import { describe, expect, test } from '@jest/globals';
import { contractEntry } from '../../support/contract-files.ts';
import type { Version } from '../../support/memory-history.ts';
import {
  edited,
  producerPaths as p,
  producerFiles,
  raisedFiles,
  surfaceEntry,
  withFiles,
} from '../../support/producer-files.ts';
import { type Judge, resultOf, standing } from './fixtures.ts';

const files = producerFiles();
const same = (version: Version) => ({ before: version, after: version });
const forbidden = {
  reason: 'unreadable' as const,
  message: 'could not be read',
  because: { code: 'MISSING_PERMISSION' as const, message: 'may not read the contents', needs: 'contents: read' },
};
const of = (lines: string[], rule: string): string[] => lines.filter((line) => line.includes(` ${rule} `));

export function stateTests(judge: Judge): void {
  describe('a file of the surface', () => {
    test.each<[name: string, entry: Version[string] | null, message: string]>([
      ['that is gone', null, 'api/openapi.yaml does not exist'],
      ['that is a link', { link: '../x' }, 'api/openapi.yaml is a symbolic link'],
      [
        'that is no text',
        new Uint8Array([0x00, 0xff]),
        'api/openapi.yaml is not a text file: it holds a NUL byte in line 1',
      ],
      [
        'that is no OpenAPI',
        'title: x\n',
        'api/openapi.yaml is no OpenAPI 3.0, 3.1 or 3.2 document: it has no member openapi',
      ],
      [
        'with a key twice',
        'openapi: 3.1.0\ninfo: {title: x, version: a}\ninfo: {title: x, version: b}\n',
        'api/openapi.yaml holds the key "info" twice in one mapping (line 3, column 1)',
      ],
      [
        'with a reference to nothing',
        files[p.openapi]?.replace('schemas/Entry', 'schemas/Enrty') ?? '',
        'api/openapi.yaml refers to "#/components/schemas/Enrty", which the document does not have',
      ],
    ])('%s', async (_name, entry, message) => {
      const evaluation = await judge(same(withFiles(files, { [p.openapi]: entry })));
      const result = evaluation.results.find(
        ({ rule, status }) => rule === 'contract-change/surface-readable' && status === 'failed',
      );
      expect(result?.message).toBe(message);
      expect(result?.location?.path).toBe(p.openapi);
    });

    test.each<[name: string, entry: Version[string], needs: RegExp]>([
      ['that nobody may read', forbidden, /contents: read/],
      ['that is too large', { reason: 'too-large', message: 'is too large' }, /of at most/],
      [
        'that leads out of itself',
        files[p.openapi]?.replace('#/components/schemas/Entry', 'entry.yaml') ?? '',
        /without references out of it/,
      ],
    ])('%s', async (_name, entry, needs) => {
      const evaluation = await judge(same(withFiles(files, { [p.openapi]: entry })));
      expect(resultOf(evaluation, 'surface-readable', 'unverified').because?.needs).toMatch(needs);
    });
  });

  describe('the envelope', () => {
    test.each<[name: string, path: string, from: string, to: string, about: string, line: number]>([
      [
        'that does not require a field',
        p.openapi,
        '      required: [version, error]',
        '      required: [error]',
        'api/openapi.yaml | requires | /version | /components/schemas/Failure/properties/version',
        45,
      ],
      [
        'that has a forbidden field',
        p.openapi,
        '        version: {type: string, const: ledger.v2}',
        '        version: {type: string, const: ledger.v2}\n        trace: {type: string}',
        'api/openapi.yaml | forbids | /trace | /components/schemas/Failure/properties/trace',
        46,
      ],
      [
        'of a JSON Schema',
        p.schema,
        '"required":["version","error"]',
        '"required":["version"]',
        'contracts/error.schema.json | requires | /error/code | /properties/error/properties/code',
        1,
      ],
      [
        'of a sample',
        p.sample,
        '"version"',
        '"trace"',
        'failure sample samples/failure.json | forbids | /trace | /trace',
        1,
      ],
    ])('%s', async (_name, path, from, to, about, line) => {
      const evaluation = await judge(same(edited(files, path, from, to)));
      const result = evaluation.results.find(({ about: own }) => own.join(' | ') === `ledger | ${about}`);
      expect(result).toMatchObject({ rule: 'contract-change/envelope', status: 'failed', location: { path, line } });
    });

    test('that allows what it does not name is open, and so is a body without schema', async () => {
      const opened = await judge(same(edited(files, p.openapi, '      additionalProperties: false\n', '')));
      expect(resultOf(opened, 'envelope', 'unverified').because?.message).toContain(
        'does not name /trace, but allows it',
      );
      const bodies = await judge(
        same(edited(files, p.openapi, "schema: {$ref: '#/components/schemas/Failure'}", 'example: {}')),
      );
      expect(of(standing(bodies), 'envelope')).toHaveLength(3);
    });

    test('of a version without a policy, or without a version, is open', async () => {
      const raised = edited(files, p.manifest, 'ledger.v2', 'ledger.v4');
      expect(resultOf(await judge(same(raised)), 'envelope', 'unverified').because?.needs).toContain(
        'envelope.policies of ledger for ledger.v4',
      );
      const none = withFiles(files, { [p.manifest]: null, [p.openapi]: null, [p.guide]: null, [p.code]: null });
      expect(resultOf(await judge(same(none)), 'envelope', 'unverified').because?.message).toBe(
        'contracts/manifest.json does not exist',
      );
    });

    test('without anything that shows it is open', async () => {
      const bare = {
        ...surfaceEntry,
        openapi: [],
        schemas: [],
        endpoints: [],
        envelope: { ...surfaceEntry.envelope, samples: [] },
      };
      expect(resultOf(await judge(same(files), bare), 'envelope', 'unverified').because?.message).toContain(
        'has no OpenAPI',
      );
    });

    test.each<[string, Record<string, Version[string] | null>, string]>([
      ['no sample', { [p.sample]: null }, 'failed envelope ledger | failure samples samples/*.json'],
      ['a sample that is broken', { [p.sample]: '{' }, 'failed envelope ledger | failure sample samples/failure.json'],
      [
        'a sample that is a link',
        { [p.sample]: { link: 'x' } },
        'failed envelope ledger | failure samples samples/*.json',
      ],
      [
        'a sample that nobody may read',
        { [p.sample]: forbidden },
        'failed envelope ledger | failure samples samples/*.json',
      ],
      ['an OpenAPI that is gone', { [p.openapi]: null }, 'unverified envelope ledger | api/openapi.yaml'],
    ])('%s', async (_name, changes, line) => {
      expect(of(standing(await judge(same(withFiles(files, changes)))), 'envelope')).toEqual([line]);
    });

    test('of a kind of which the policy says nothing is open for its samples, and each sample is judged once', async () => {
      const { policies } = surfaceEntry.envelope;
      const samples = [{ files: ['samples/*.json'] }, { files: [p.sample] }];
      expect(
        standing(await judge(same(files), { ...surfaceEntry, envelope: { version: 'service', policies, samples } })),
      ).toEqual([]);
      const success = [{ files: [p.sample], kind: 'success' }];
      const open = await judge(same(files), {
        ...surfaceEntry,
        envelope: { version: 'service', policies, samples: success },
      });
      expect(standing(open)).toEqual(['unverified envelope ledger | success samples samples/failure.json']);
    });

    test('of successful answers is held too where a policy says so', async () => {
      const policies = { 'ledger.v2': { success: { requires: ['/state'] } } };
      const surface = { ...surfaceEntry, envelope: { version: 'service', policies } };
      expect(standing(await judge(same(files), surface))).toEqual([]);
      const lines = standing(await judge(same(edited(files, p.openapi, 'required: [state]', 'required: []')), surface));
      expect(of(lines, 'envelope')).toHaveLength(1);
    });
  });

  describe('copies', () => {
    const copies = (evaluation: Awaited<ReturnType<Judge>>): string[] => of(standing(evaluation), 'copies-equal');

    test('that differ, are gone, are links or match nothing are findings', async () => {
      const differ = resultOf(await judge(same(edited(files, p.copy, 'v2.4.0', 'v2.3.0'))), 'copies-equal', 'failed');
      expect(differ).toMatchObject({ message: `${p.copy} differs from ${p.manifest}`, location: { path: p.copy } });
      const gone = await judge({ before: files, after: withFiles(files, { [p.copy]: null }) });
      expect(copies(gone)).toEqual([`failed copies-equal ledger | ${p.manifest} | ${p.copy}`]);
      const link = await judge({ before: files, after: withFiles(files, { [p.copy]: { link: 'x' } }) });
      expect(copies(link)).toEqual([`failed copies-equal ledger | ${p.manifest} | ${p.copy}`]);
      const none = await judge(same(withFiles(files, { [p.copy]: null })));
      expect(copies(none)).toEqual([`failed copies-equal ledger | ${p.manifest} | clients/*/manifest.json`]);
    });

    test('that differ in another way are another failure', async () => {
      const hash = async (release: string): Promise<string | undefined> =>
        resultOf(await judge(same(edited(files, p.copy, 'v2.4.0', release))), 'copies-equal', 'failed').valueHash;
      expect(await hash('v2.3.0')).not.toBe(await hash('v2.2.0'));
    });

    test('are open where something cannot be read', async () => {
      const because = { code: 'NO_BASE' as const, message: 'there is no earlier version' };
      expect(copies(await judge(same(files), surfaceEntry, { base: { because } }))).toEqual([
        `unverified copies-equal ledger | earlier copies of ${p.manifest}`,
      ]);
      const hidden = await judge({ before: files, after: withFiles(files, { [p.copy]: forbidden }) });
      expect(copies(hidden)).toEqual([`unverified copies-equal ledger | ${p.manifest} | ${p.copy}`]);
      const original = await judge(same(withFiles(files, { [p.manifest]: null })));
      expect(copies(original)).toEqual([`unverified copies-equal ledger | ${p.manifest} | ${p.copy}`]);
    });

    test('of a contract that is pinned here too are those of the mirror', async () => {
      const contract = { ...contractEntry, mirror: p.manifest, copies: ['clients/*/manifest.json'] };
      const surface = { ...surfaceEntry, contract: 'ledger', documents: [] };
      const stale = edited(files, p.copy, 'v2.4.0', 'v2.3.0');
      const evaluation = await judge(same(stale), surface, { lists: { contracts: [contract], surfaces: [surface] } });
      expect(copies(evaluation)).toEqual([`failed copies-equal ledger | ${p.manifest} | ${p.copy}`]);
    });

    test('none configured are not asked', async () => {
      const documents = [{ path: p.manifest }];
      const evaluation = await judge(same(files), { ...surfaceEntry, documents });
      expect(resultOf(evaluation, 'copies-equal', 'not-applicable').about).toEqual(['ledger']);
    });
  });

  describe('a boundary', () => {
    const lines = async (changes: Record<string, Version[string] | null>): Promise<string[]> =>
      of(standing(await judge(same(withFiles(files, changes)))), 'only-in');

    test('that is crossed is a finding with its line', async () => {
      const after = withFiles(files, { [p.other]: "print(1);\nget('/v1/health');\n" });
      const result = resultOf(await judge(same(after)), 'only-in', 'failed');
      expect(result).toMatchObject({ about: ['ledger', 'adapter', p.other], location: { path: p.other, line: 2 } });
    });

    test('that is crossed once more is another failure, one that is moved to another line is not', async () => {
      const hash = async (text: string): Promise<string | undefined> =>
        resultOf(await judge(same(withFiles(files, { [p.other]: text }))), 'only-in', 'failed').valueHash;
      const once = await hash("get('/v1/health');\n");
      expect(await hash("\n\nget('/v1/health');\n")).toBe(once);
      expect(await hash("get('/v1/health');\nget('/v1/health');\n")).not.toBe(once);
    });

    test('that guards nothing is a finding, one that nobody can search is open', async () => {
      expect(await lines({ [p.adapter]: 'x' })).toEqual(['failed only-in ledger | adapter']);
      expect(await lines({ [p.adapter]: null })).toEqual(['failed only-in ledger | adapter']);
      expect(await lines({ [p.other]: `x${'y'.repeat(3000)}` })).toEqual(['unverified only-in ledger | adapter']);
      expect(await lines({ [p.other]: new Uint8Array([0]) })).toEqual(['unverified only-in ledger | adapter']);
    });

    test('in more files than are searched is open', async () => {
      const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`src/z/${index}.ts`, 'x']));
      expect(await lines(many)).toEqual(['unverified only-in ledger | adapter']);
    });
  });

  describe('an overlap', () => {
    const raised = raisedFiles();
    const overlaps = async (changes: Record<string, Version[string] | null>): Promise<string[]> =>
      of(standing(await judge({ before: files, after: withFiles(raised, changes) })), 'overlap');

    test('keeps the old version active and describes the way', async () => {
      expect(await overlaps({})).toEqual([]);
      expect(await overlaps({ [p.running]: '{"active": "ledger.v3"}' })).toEqual([
        'failed overlap ledger | service | /active of deploy/running.json',
      ]);
      expect(await overlaps({ [p.running]: null })).toEqual([
        'failed overlap ledger | service | /active of deploy/running.json',
      ]);
      expect(await overlaps({ [p.running]: forbidden })).toEqual([
        'unverified overlap ledger | service | /active of deploy/running.json',
      ]);
      const notes = ['failed overlap ledger | service | docs/migrations/{to}.md'];
      expect(await overlaps({ [p.notes]: null })).toEqual(notes);
      expect(await overlaps({ [p.notes]: '# To ledger.v3\n' })).toEqual(notes);
      expect(await overlaps({ [p.notes]: forbidden })).toEqual([
        'unverified overlap ledger | service | docs/migrations/{to}.md',
      ]);
    });

    test('with notes of before is none', async () => {
      const surface = { ...surfaceEntry, overlap: { version: 'service', 'migration-notes': p.notes } };
      const text = 'From ledger.v2 to ledger.v3';
      const unit = { before: withFiles(files, { [p.notes]: text }), after: withFiles(raised, { [p.notes]: text }) };
      const result = resultOf(await judge(unit, surface), 'overlap', 'failed');
      expect(result.message).toContain('are those of before');
    });

    test('of a version that is no name of a file asks for a path inside all the same', async () => {
      const after = withFiles(raised, { [p.manifest]: (raised[p.manifest] as string).replace('ledger.v3', '..') });
      const surface = { ...surfaceEntry, overlap: { version: 'service', 'migration-notes': '{to}/notes.md' } };
      expect(resultOf(await judge({ before: files, after }, surface), 'overlap', 'failed').location?.path).toBe(
        '5ec1f7e7/notes.md',
      );
    });

    test('that is not configured is not asked', async () => {
      const surface = {
        ...surfaceEntry,
        overlap: undefined,
        'only-in': [],
        companions: [],
        impact: [],
        envelope: undefined,
      };
      const { results } = await judge({ before: files, after: raised }, surface);
      const notAsked = results
        .filter(({ status }) => status === 'not-applicable')
        .map(({ rule }) => rule.split('/')[1] ?? '');
      expect(notAsked.sort()).toEqual([
        'bump-gated',
        'companions',
        'emergency-approved',
        'emergency-rollout',
        'emergency-same-day',
        'envelope',
        'impact-statement',
        'notice-given',
        'notice-period',
        'notices-readable',
        'only-in',
        'overlap',
        'tool-report',
        'wave-green',
      ]);
    });
  });
}
