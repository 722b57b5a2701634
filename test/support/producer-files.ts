import type { Version } from './memory-history.ts';

/** A made-up producer: what its files say, where that matters to the contract. */
export interface Ledger {
  version: string;
  codes: readonly string[];
  release: string;
  /** Further operations, as lines of the OpenAPI below `paths:`. */
  paths: string;
  /** The bullets of the newest entry of the changelog. */
  impact: string;
}

export const producerPaths = {
  openapi: 'api/openapi.yaml',
  manifest: 'contracts/manifest.json',
  copy: 'clients/web/manifest.json',
  schema: 'contracts/error.schema.json',
  guide: 'docs/service.md',
  code: 'src/codes.ts',
  adapter: 'src/adapter/ledger.ts',
  other: 'src/report.ts',
  sample: 'samples/failure.json',
  changelog: 'CHANGELOG.md',
  tests: 'tests/codes.test.ts',
  running: 'deploy/running.json',
  notes: 'docs/migrations/ledger-v3.md',
} as const;

const p = producerPaths;

export const answers = [
  '- Runtime behavior changes: a new code',
  '- Required mapping changes: none',
  '- Repin required: no',
].join('\n');

/** The files of the producer; all of them agree. */
export function producerFiles(said: Partial<Ledger> = {}): Record<string, string> {
  const { version = 'ledger.v2', codes = ['invalid', 'not_found', 'closed'], release = 'v2.4.0', paths = '' } = said;
  const { impact = '' } = said;
  const manifest = `${JSON.stringify(
    { release, commit: 'c'.repeat(40), service_version: version, error_codes: codes, window: { days: 14 } },
    null,
    2,
  )}\n`;
  return {
    [p.openapi]: openApiText(version, codes, paths),
    [p.manifest]: manifest,
    [p.copy]: manifest,
    [p.schema]: JSON.stringify({
      type: 'object',
      additionalProperties: false,
      required: ['version', 'error'],
      properties: {
        version: { const: version },
        error: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
      },
    }),
    [p.guide]: [
      '# The ledger',
      '',
      '## Contract',
      '',
      `- Version: \`${version}\``,
      '',
      '## Error codes',
      '',
      '| Code | Meaning |',
      '| --- | --- |',
      ...codes.map((code) => `| \`${code}\` | words |`),
      '',
      '## Endpoints',
      '',
      '- `GET /v1/health`',
      '- `POST /v1/entries`',
      '',
    ].join('\n'),
    [p.code]: [`export const version = '${version}';`, ...codes.map((code) => `code('${code}');`), ''].join('\n'),
    [p.adapter]: "get('/v1/health');\n",
    [p.other]: 'print(1);\n',
    [p.sample]: JSON.stringify({ version, error: { code: codes[0] ?? '' } }),
    [p.changelog]: `# Changelog\n\n## Unreleased\n\n${impact}\n\n## 2.3.0\n\n- Runtime behavior changes: none\n- Required mapping changes: none\n- Repin required: no\n`,
    [p.tests]: `expect(${JSON.stringify(codes)});\n`,
    [p.running]: '{"active": "ledger.v2"}\n',
  };
}

function openApiText(version: string, codes: readonly string[], paths: string): string {
  return `openapi: 3.1.0
info:
  title: Ledger
  version: ${version}
paths:
  /v1/health:
    get:
      responses:
        "200":
          description: Well
          content:
            application/json:
              schema:
                type: object
                required: [state]
                properties:
                  state: {type: string, enum: [ok]}
  /v1/entries:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Entry'}
      responses:
        "201": {description: Made}
        "400":
          description: Refused
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Failure'}
${paths}components:
  schemas:
    Entry:
      type: object
      required: [amount]
      properties:
        amount: {type: number}
        note: {type: string}
    Failure:
      type: object
      additionalProperties: false
      required: [version, error]
      properties:
        version: {type: string, const: ${version}}
        error:
          type: object
          required: [code]
          properties:
            code:
              type: string
              enum: [${codes.join(', ')}]
`;
}

/** The entry of `surfaces:` that describes the files, as the configuration holds it. */
export const surfaceEntry = {
  id: 'ledger',
  openapi: [p.openapi],
  schemas: [{ path: p.schema, role: 'error' }],
  documents: [{ path: p.manifest, identity: ['/release', '/commit'], copies: ['clients/*/manifest.json'] }],
  docs: ['docs/*.md'],
  versions: [
    {
      id: 'service',
      breaking: 'number',
      places: [
        { path: p.manifest, pointer: '/service_version' },
        { path: p.openapi, pointer: '/info/version' },
        { path: p.guide, heading: 'Contract', bullet: 'Version' },
        { path: p.code, pattern: "version = '([^']+)'" },
      ],
    },
  ],
  'error-codes': {
    fields: ['/error/code'],
    lists: [
      { path: p.openapi, pointer: '/components/schemas/Failure/properties/error/properties/code/enum' },
      { path: p.manifest, pointer: '/error_codes' },
      { path: p.guide, column: 'Code', heading: 'Error codes' },
      { path: p.code, pattern: "code\\('([a-z_]+)'\\)" },
    ],
  },
  endpoints: [{ path: p.guide, list: 'Endpoints', complete: true }],
  envelope: {
    version: 'service',
    policies: {
      'ledger.v2': { failure: { requires: ['/version', '/error/code'], forbids: ['/trace'] } },
      'ledger.v3': { failure: { requires: ['/version', '/error/code'], forbids: ['/trace'] } },
    },
    samples: [{ files: ['samples/*.json'] }],
  },
  companions: [
    { id: 'changelog', 'all-of': [p.changelog] },
    { id: 'codes', why: 'consumers map every code', who: ['error-code'], 'all-of': [p.guide], 'any-of': ['tests/**'] },
  ],
  impact: [
    {
      path: p.changelog,
      heading: 'Unreleased',
      labels: ['Runtime behavior changes', 'Required mapping changes', 'Repin required'],
    },
  ],
  'only-in': [{ id: 'adapter', pattern: "'/v1/", files: ['src/**'], under: ['src/adapter/**'] }],
  overlap: {
    version: 'service',
    active: [{ path: p.running, pointer: '/active' }],
    'migration-notes': 'docs/migrations/{to}.md',
  },
} as const;

/** The files with some replaced; null takes one away. */
export function withFiles(files: Version, changes: Readonly<Record<string, Version[string] | null>>): Version {
  const all = Object.entries({ ...files, ...changes });
  return Object.fromEntries(all.filter((pair): pair is [string, Version[string]] => pair[1] !== null));
}

/** A file with a part of its text replaced, which must be there. */
export function edited(files: Version, path: string, from: string, to: string): Version {
  const text = files[path];
  if (typeof text !== 'string' || !text.includes(from)) throw new Error(`${path} has no ${from}`);
  return { ...files, [path]: text.replace(from, to) };
}

/** What a pull request that raises the version to ledger.v3 brings along, besides what breaks. */
export function raisedFiles(said: Partial<Ledger> = {}): Version {
  return {
    ...producerFiles({ version: 'ledger.v3', impact: answers, ...said }),
    [p.notes]: '# From ledger.v2 to ledger.v3\n\nCall the other operation.\n',
  };
}
