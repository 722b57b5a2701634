import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import type { Json } from '../../shared/core/json.ts';
import { parsePointer } from '../../shared/core/pointer.ts';
import { readOpenApi } from '../../shared/domain/contract-surface/openapi.ts';
import { surfaceChanges } from '../../shared/domain/contract-surface/surface-changes.ts';
import { parseYaml } from '../../shared/parse/yaml.ts';
import { memoryHistory } from '../support/memory-history.ts';
import { evaluateWith } from '../support/world.ts';
import { realFile, realPath } from './data.ts';

const producer = 'saagar210-MemoryKernel';
const commits = ['cf33144', '59d3513', '45ec1f0', '7e4806a', '7f3dd30'] as const;
type Commit = (typeof commits)[number];
const v1 = 'contracts/integration/v1';
const manifest = `${v1}/producer-contract-manifest.json`;
const sourceOfTruth = `${v1}/service-contract-source-of-truth.json`;
const handoff = 'docs/implementation/PRODUCER_RELEASE_HANDOFF_LATEST.json';
const openapi = 'openapi/openapi.yaml';
const copies = ['outcome-memory', 'multi-agent-center'].map((name) => `components/${name}/${manifest}`);

const common = ['/service_contract_version', '/error/code', '/error/message'];
const failure = (requires: string[], forbids: string[]) => ({
  failure: {
    requires: [...common, ...requires],
    optional: ['/error/details'],
    forbids: ['/api_contract_version', ...forbids],
  },
});
const identity = ['/release_tag', '/commit_sha'];
const version = '/expected_service_contract_version';

/** What the producer's documents say of its contract, as configuration. */
const surface = {
  id: 'memorykernel',
  openapi: [openapi],
  documents: [
    { path: manifest, identity, copies: ['components/*/contracts/integration/v1/producer-contract-manifest.json'] },
  ],
  versions: [
    {
      id: 'service',
      breaking: 'number',
      places: [
        { path: openapi, pointer: '/info/version' },
        { path: manifest, pointer: version },
      ],
    },
  ],
  'error-codes': {
    fields: ['/error/code'],
    lists: [
      { path: openapi, pointer: '/components/schemas/ServiceErrorEnvelope/properties/error/properties/code/enum' },
      { path: manifest, pointer: '/error_code_enum' },
    ],
  },
  'envelope-fields': ['/service_contract_version', '/api_contract_version'],
  envelope: {
    version: 'service',
    policies: { 'service.v2': failure(['/legacy_error'], []), 'service.v3': failure([], ['/legacy_error']) },
  },
  companions: [
    { id: 'changelog', 'all-of': ['CHANGELOG.md'] },
    { id: 'manifest', when: ['breaking'], 'all-of': [manifest, ...copies] },
  ],
  impact: [
    {
      path: 'CHANGELOG.md',
      labels: ['Runtime behavior changes', 'Required consumer mapping changes', 'Repin required'],
    },
  ],
};

/** The last commit has more files of the contract, and fewer of the others. */
const later = {
  ...surface,
  documents: [
    { path: manifest, identity },
    { path: sourceOfTruth },
    { path: handoff, identity: [...identity, '/handoff_generated_at_utc'] },
  ],
  versions: surface.versions.map((each) => ({
    ...each,
    places: [...each.places, { path: sourceOfTruth, pointer: version }, { path: handoff, pointer: version }],
  })),
  'error-codes': {
    ...surface['error-codes'],
    lists: [
      ...surface['error-codes'].lists,
      { path: sourceOfTruth, pointer: '/error_code_enum' },
      { path: handoff, pointer: '/error_code_enum' },
    ],
  },
  endpoints: [
    { path: sourceOfTruth, pointer: '/liveness_endpoint' },
    { path: sourceOfTruth, pointer: '/readiness_endpoint' },
  ],
  companions: [],
  impact: [{ path: handoff, pointer: '/consumer_impact_statement_template' }],
};

function filesAt(commit: Commit): Record<string, Uint8Array> {
  const paths = [openapi, manifest, ...copies, 'CHANGELOG.md', sourceOfTruth, handoff];
  return Object.fromEntries(
    paths
      .filter((path) => existsSync(realPath(producer, commit, path)))
      .map((path) => [path, realFile(producer, commit, path)]),
  );
}

async function judge(before: Commit, after: Commit, asked: object = surface): Promise<Evaluation> {
  const [base, files] = [filesAt(before), filesAt(after)];
  const history = memoryHistory([{ before: base, after: files, name: `${before}..${after}` }]);
  const evaluation = await evaluateWith(control, { files, base, history, lists: { surfaces: [asked] } });
  expect(evaluation.error).toBeUndefined();
  return evaluation;
}

function failedOf({ results }: Evaluation, rule: string): string[] {
  return results
    .filter((result) => result.rule === `contract-change/${rule}` && result.status === 'failed')
    .map(({ message }) => message);
}

const statusOf = ({ results }: Evaluation, rule: string): string[] => [
  ...new Set(results.filter((result) => result.rule === `contract-change/${rule}`).map(({ status }) => status)),
];

describe('the contract of a producer', () => {
  test('goes from service.v2 to service.v3: breaking, and bumped', async () => {
    const evaluation = await judge('cf33144', '7e4806a');
    expect(evaluation.outputs).toEqual({ class: 'breaking' });
    expect(evaluation.metrics).toMatchObject({ 'breaking-changes': { value: 8 }, 'additive-changes': { value: 1 } });
    for (const rule of [
      'surface-readable',
      'change-classified',
      'breaking-bumped',
      'versions-agree',
      'error-codes-agree',
      'envelope',
      'copies-equal',
      'companions',
    ])
      expect([rule, statusOf(evaluation, rule)]).toEqual([rule, ['passed']]);
    // The changelog says what was done, and answers none of the questions of the template.
    expect(failedOf(evaluation, 'impact-statement')).toEqual([
      expect.stringContaining(
        '"Runtime behavior changes" is not answered, "Required consumer mapping changes" is not answered',
      ),
    ]);
  });

  test('the same change under the old version fails, and names what breaks', async () => {
    const [base, files] = [filesAt('cf33144'), filesAt('7e4806a')];
    const text = new TextDecoder().decode(files[openapi]).replace('  version: service.v3', '  version: service.v2');
    const after = { ...files, [openapi]: text };
    const history = memoryHistory([{ before: base, after }]);
    const evaluation = await evaluateWith(control, { files: after, base, history, lists: { surfaces: [surface] } });
    expect(failedOf(evaluation, 'breaking-bumped')).toEqual([
      expect.stringMatching(/8 breaking changes of memorykernel, and the version service stays "service\.v2"/),
    ]);
    expect(failedOf(evaluation, 'versions-agree')).toHaveLength(1);
    expect(failedOf(evaluation, 'envelope')).toEqual([
      expect.stringContaining('does not allow /legacy_error, which is required by service.v2'),
    ]);
  });

  test.each<
    [before: Commit, after: Commit, judged: string, counts: [breaking: number, additive: number, docs: number]]
  >([
    ['cf33144', '59d3513', 'additive', [0, 1, 0]],
    ['cf33144', '45ec1f0', 'additive', [0, 1, 0]],
    ['cf33144', '7e4806a', 'breaking', [8, 1, 1]],
    ['59d3513', '45ec1f0', 'docs', [0, 0, 1]],
    ['59d3513', '7e4806a', 'breaking', [8, 0, 3]],
    ['45ec1f0', '7e4806a', 'breaking', [8, 0, 3]],
    ['45ec1f0', '59d3513', 'docs', [0, 0, 1]],
    ['59d3513', 'cf33144', 'breaking', [1, 0, 0]],
    ['7e4806a', '59d3513', 'breaking', [8, 0, 3]],
    ['7e4806a', '45ec1f0', 'breaking', [8, 0, 3]],
    ['7e4806a', 'cf33144', 'breaking', [9, 0, 1]],
    ['45ec1f0', 'cf33144', 'breaking', [1, 0, 0]],
  ])('%s to %s is %s', async (before, after, judged, [breaking, additive, docs]) => {
    const evaluation = await judge(before, after);
    expect(evaluation.outputs).toEqual({ class: judged });
    expect(evaluation.metrics).toMatchObject({
      'breaking-changes': { value: breaking },
      'additive-changes': { value: additive },
      'docs-changes': { value: docs },
    });
    // Whoever goes back, or breaks without a new version, is told so.
    const forward = breaking === 0 || after === '7e4806a';
    expect(statusOf(evaluation, 'breaking-bumped')).toEqual([forward ? 'passed' : 'failed']);
  });

  test.each<Commit>(['cf33144', '59d3513', '45ec1f0', '7e4806a'])(
    '%s to 7f3dd30, with more of its files',
    async (before) => {
      const evaluation = await judge(before, '7f3dd30', later);
      expect(evaluation.outputs).toEqual({ class: before === '7e4806a' ? 'additive' : 'breaking' });
      for (const rule of [
        'surface-readable',
        'change-classified',
        'breaking-bumped',
        'versions-agree',
        'error-codes-agree',
        'endpoints-agree',
        'envelope',
      ])
        expect([rule, statusOf(evaluation, rule)]).toEqual([rule, ['passed']]);
      // The handoff was published with its template as it was.
      expect(failedOf(evaluation, 'impact-statement')).toEqual([
        expect.stringContaining('"runtime_behavior_changes" still says "<none|describe>"'),
      ]);
    },
  );

  test('has copies that a release left behind, and companions that did not come along', async () => {
    const released = { id: 'release', when: ['docs'], 'all-of': ['CHANGELOG.md', ...copies] };
    const evaluation = await judge('59d3513', '45ec1f0', { ...surface, companions: [released], impact: [] });
    expect(failedOf(evaluation, 'copies-equal')).toEqual(
      [...copies].sort().map((path) => `${path} differs from ${manifest}`),
    );
    const [missing = ''] = failedOf(evaluation, 'companions');
    for (const path of released['all-of']) expect(missing).toContain(`${path} did not change`);
  });

  test('has a changelog that names the old version', async () => {
    const stale = { path: 'CHANGELOG.md', pattern: 'Active service contract version: `([^`]+)`' };
    const versions = surface.versions.map((each) => ({ ...each, places: [...each.places, stale] }));
    const evaluation = await judge('45ec1f0', '7e4806a', { ...surface, versions });
    const [message = '', ...more] = failedOf(evaluation, 'versions-agree');
    expect(more).toEqual([]);
    expect(message).toContain('is "service.v2" in what');
    expect(message).toContain('finds in CHANGELOG.md, and "service.v3" in /info/version of openapi/openapi.yaml');
    expect(failedOf(await judge('cf33144', '45ec1f0', { ...surface, versions }), 'versions-agree')).toEqual([]);
  });

  test('has no member that could be edited or taken away in silence', () => {
    const text = realFile(producer, '7f3dd30', openapi).toString();
    const parsed = parseYaml(text);
    if (!parsed.ok) throw new Error(parsed.message);
    const read = (value: Json) => readOpenApi({ path: 'openapi.json', text: JSON.stringify(value) });
    const whole = parsed.document.value;
    const before = read(whole);
    if (!before.ok) throw new Error('was not read');
    const rules = { errorCodes: ['/error/code'], envelope: [], closedResponses: 'breaking' } as const;
    const silent: string[] = [];
    let edits = 0;
    for (const pointer of parsed.document.leaves()) {
      for (const edit of [undefined, 'edited'] as const) {
        edits += 1;
        const after = read(editedAt(whole, parsePointer(pointer) ?? [], edit));
        // A document that is no OpenAPI any more is said to be none.
        if (!after.ok) continue;
        const { changes, problems } = surfaceChanges(before.surface, after.surface, rules);
        if (changes.length + problems.length === 0) silent.push(`${edit ?? 'removed'} ${pointer}`);
      }
    }
    expect(edits).toBeGreaterThan(1_000);
    expect(silent).toEqual([]);
  });
});

/** The value with another one in one place, or nothing there. */
function editedAt(value: Json, [token, ...rest]: readonly string[], edit: Json | undefined): Json {
  if (token === undefined) return edit ?? null;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      if (String(index) !== token) return [item];
      return rest.length === 0 && edit === undefined ? [] : [editedAt(item, rest, edit)];
    });
  }
  const members = Object.entries(value as Record<string, Json>).flatMap(([key, member]): [string, Json][] => {
    if (key !== token) return [[key, member]];
    return rest.length === 0 && edit === undefined ? [] : [[key, editedAt(member, rest, edit)]];
  });
  return Object.fromEntries(members);
}
