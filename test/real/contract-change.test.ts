import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
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
  failure: { requires: [...common, ...requires], optional: ['/error/details'], forbids: ['/api_contract_version', ...forbids] },
});
const identity = ['/release_tag', '/commit_sha'];
const version = '/expected_service_contract_version';

/** What the producer's documents say of its contract, as configuration. */
const surface = {
  id: 'memorykernel',
  openapi: [openapi],
  documents: [{ path: manifest, identity, copies: ['components/*/contracts/integration/v1/producer-contract-manifest.json'] }],
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
    paths.filter((path) => existsSync(realPath(producer, commit, path))).map((path) => [path, realFile(producer, commit, path)]),
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

test('try', async () => {
  for (const [a, b] of [['cf33144','7e4806a'],['cf33144','59d3513'],['59d3513','45ec1f0'],['45ec1f0','7e4806a'],['7e4806a','7f3dd30']] as const) {
    const evaluation = await judge(a, b, b === '7f3dd30' ? later : surface);
    console.log(a, b, evaluation.outputs, evaluation.results.filter(({status}) => status !== 'passed' && status !== 'not-applicable').map(({rule,status,message,because,location}) => `${rule} ${status} ${message} ${because?.message ?? ''} ${JSON.stringify(location)}`), (evaluation.data as any).units[0].surfaces[0].changes.map((c: any) => `${c.class} ${c.path} ${c.message}`));
  }
});
void describe; void commits; void failedOf; void statusOf;
