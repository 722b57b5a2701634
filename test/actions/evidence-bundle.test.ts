import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/evidence-bundle/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { PackedFile } from '../../shared/core/pack.ts';
import { ManifestSchema } from '../../shared/domain/bundle/manifest.ts';
import { readStatement } from '../../shared/domain/bundle/statement.ts';
import {
  creating,
  entriesOf,
  entriesOver,
  evidence,
  fileOf,
  items,
  madeReport,
  manifestOver,
  reportFile,
  repository,
  runAnswers,
  runId,
  runOfPlatform,
  subject,
  summaryReport,
  tip,
  verifying,
  workflow,
} from '../support/bundles.ts';
import { coverRules } from '../support/coverage.ts';
import { type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { scratchFolders } from '../support/scratch-folder.ts';
import { baseSha, configurationOf, evaluateWith, headSha, type Setup, world } from '../support/world.ts';
import { zipFile } from '../support/zip-file.ts';

const rules = coverRules(control);
const scratch = scratchFolders();
const at = `GET /repos/${repository}`;
const refused = {
  because: { code: 'MISSING_PERMISSION' as const, message: 'GitHub refuses', needs: 'actions: read' },
};

/** What did not pass, `<rule> <status>`, each once. */
function wrongIn({ results }: Evaluation): string[] {
  const found = results.flatMap(({ rule, status }) =>
    status === 'failed' || status === 'unverified' ? [`${rule.replace('evidence-bundle/', '')} ${status}`] : [],
  );
  return [...new Set(found)].sort();
}

function messagesIn({ results }: Evaluation): string {
  return results
    .flatMap(({ status, message, because }) => (status === 'failed' ? [message] : [because?.message]))
    .join('\n');
}

const key = `ghp_${'a'.repeat(36)}`;

describe('create', () => {
  test('lists an attachment as not verified, and says so beside the rest', async () => {
    const packed = new Map<string, readonly PackedFile[]>();
    const attached = { id: 'ruleset', attachment: 'https://example.com/ruleset.png' };
    const found = await rules.evaluate(creating({ items: [...items, attached] }, { packed }));
    expect(wrongIn(found)).toEqual(['items unverified']);
    expect(messagesIn(found)).toContain('nobody looked at https://example.com/ruleset.png');
    expect(String(found.documents['test-result.intoto.json'])).toContain('"result": "WARNED"');
    const verified = await rules.evaluate(
      verifying(scratch(), entriesOf(packed.get('bundle.zip'), creating().produced)),
    );
    expect(wrongIn(verified)).toEqual(['complete unverified']);
  });

  test('packs every item with its list, its lineage and its statements', async () => {
    const packed = new Map<string, readonly PackedFile[]>();
    const setup = creating({}, { packed });
    const found = await rules.evaluate(setup);
    expect(wrongIn(found)).toEqual([]);
    const files = packed.get('bundle.zip') ?? [];
    expect(files.map(({ path }) => path)).toEqual([
      'notes/docs/notes.md',
      'tests/out/result.json',
      'canary/canary/canary.json',
      'contract/governance-manifest-sync/manifest-sync.report.json',
      'bundle.json',
    ]);
    const own = files.at(-1)?.from;
    const text = own !== undefined && 'content' in own ? new TextDecoder().decode(own.content) : '';
    const manifest = ManifestSchema.parse(JSON.parse(text));
    expect(manifest.items.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'notes present',
      'tests present',
      'canary present',
      'contract present',
      'ci present',
      'pentest not-applicable',
    ]);
    expect(manifest.files.map(({ path, producer }) => [path, producer])).toContainEqual([
      'tests/out/result.json',
      { workflow },
    ]);
    const { nodes, edges } = manifest.lineage;
    expect(nodes.map(({ kind, label }) => `${kind} ${label}`).sort()).toEqual([
      'artifact canary',
      'decision go',
      'job bundle',
      'job check',
      'report executive-summary',
      'report manifest-sync',
      `run ${`run ${runId}`}`,
      `source ${headSha.slice(0, 12)}`,
    ]);
    expect(edges.map(({ relation }) => relation).sort()).toEqual([
      'decided',
      'decided',
      'made',
      'made',
      'made',
      'made',
      'made',
      'ran',
      'ran',
      'started',
    ]);
    const statements = Object.entries(found.documents).map(([name, content]) => {
      const read = readStatement(new TextEncoder().encode(String(content)));
      return [name, read.ok ? read.statement.predicate : read.message];
    });
    expect(statements).toEqual([
      ['test-result.intoto.json', expect.objectContaining({ result: 'PASSED', passedTests: ['manifest-sync'] })],
      ['gate-decision.intoto.json', expect.objectContaining({ decision: 'go', profile: 'standard' })],
    ]);
    expect(found.exhibits.map(({ title, graph }) => [title, graph?.nodes.length])).toEqual([['Lineage', nodes.length]]);
    const again = new Map<string, readonly PackedFile[]>();
    await rules.evaluate({ ...setup, packed: again });
    expect(again).toEqual(packed);
  });

  const with_ = (extra: object, create: object = {}): Setup =>
    creating({ items: [...items, { id: 'more', ...extra }], ...create });
  test.each<[name: string, setup: Setup, expected: string[], words: string]>([
    ['a tracked file that is not there', with_({ file: 'gone.md' }), ['items failed'], 'gone.md does not exist'],
    [
      'a tracked file that cannot be read',
      creating(
        {},
        { files: { 'docs/notes.md': { reason: 'unreadable', message: 'is not read', because: refused.because } } },
      ),
      ['items unverified'],
      'GitHub refuses',
    ],
    [
      'nothing produced',
      with_({ produced: ['report/*.xml'] }),
      ['items failed'],
      'no step of this job produced report/*.xml',
    ],
    [
      'an artifact that the run has not',
      with_({ artifact: 'trend' }),
      ['items failed'],
      'this run has no artifact trend',
    ],
    [
      'an artifact of another commit',
      creating(
        {},
        {
          reports: () => ({
            files: [
              fileOf('canary', 'a.json', '{}', { headSha: baseSha }),
              reportFile(madeReport()),
              reportFile(summaryReport()),
            ],
            problems: [],
          }),
        },
      ),
      ['items failed'],
      `is of ${baseSha}`,
    ],
    [
      'a broken artifact',
      creating(
        {},
        {
          reports: () => ({
            files: [fileOf('canary', 'a.json', '{}'), reportFile(madeReport()), reportFile(summaryReport())],
            problems: [{ origin: fileOf('canary', '', '').origin, path: 'b.json', message: 'is too large' }],
          }),
        },
      ),
      ['items failed'],
      'b.json of the artifact canary is too large',
    ],
    [
      'a report that no job left',
      with_({ report: 'kpi-gate' }),
      ['items unverified', 'results unverified'],
      'no job of this run left a report of kpi-gate',
    ],
    [
      'a report that failed',
      creating(
        {},
        {
          reports: () => ({
            files: [
              fileOf('canary', 'canary.json', '{}'),
              reportFile(
                madeReport('manifest-sync', (made) => {
                  made.status = 'failed';
                  Object.assign(made.results[0] ?? {}, { status: 'failed' });
                }),
              ),
              reportFile(summaryReport()),
            ],
            problems: [],
          }),
        },
      ),
      ['results failed'],
      'it is failed',
    ],
    [
      'a workflow that may not',
      creating({ workflows: ['.github/workflows/other.yml@refs/heads/main'] }),
      ['producers failed'],
      `was made by ${workflow}`,
    ],
    [
      'a run that GitHub knows otherwise',
      creating(
        {},
        {
          github: {
            ...runAnswers,
            [`${at}/actions/runs/${runId}`]: {
              json: { id: runId, path: '.github/workflows/x.yml', head_sha: headSha, run_attempt: 1 },
            },
          },
        },
      ),
      ['items unverified', 'lineage unverified', 'producers unverified'],
      'GitHub says that .github/workflows/x.yml runs',
    ],
    [
      'a script that is not that of the base',
      creating(
        { items: [{ id: 'tests', produced: ['out/**'], script: { path: 'make.py' } }] },
        { files: { 'make.py': 'new' }, policyFiles: { 'make.py': 'old' } },
      ),
      ['producers failed'],
      'as the base does not allow it',
    ],
    [
      'a script that the base has not',
      creating(
        { items: [{ id: 'tests', produced: ['out/**'], script: { path: 'make.py' } }] },
        { files: { 'make.py': 'new' }, policyFiles: {} },
      ),
      ['producers unverified'],
      'the base has none that could be allowed',
    ],
    [
      'a credential',
      creating({}, { produced: { 'out/log.txt': `one\ntoken ${key}\n` } }),
      ['private failed'],
      'GitHub token in line 2',
    ],
    [
      'an address',
      creating({}, { produced: { 'out/log.txt': 'by jane.doe@corp.io' } }),
      ['private failed'],
      'email address in line 1',
    ],
    [
      'what is compressed',
      creating({}, { produced: { 'out/log.gz': new Uint8Array([0x1f, 0x8b, 8, 0]) } }),
      ['private unverified'],
      'nobody looked into it',
    ],
    [
      'no decision where one is asked for',
      creating(
        {},
        { reports: () => ({ files: [fileOf('canary', 'canary.json', '{}'), reportFile(madeReport())], problems: [] }) },
      ),
      ['lineage unverified'],
      'no job of this run left a report of executive-summary',
    ],
    [
      'no artifact where one is asked for',
      creating(
        { items: [items[0]] },
        { github: { ...runAnswers, [`${at}/actions/runs/${runId}/artifacts`]: { json: [] } } },
      ),
      ['lineage failed'],
      'the run has no artifact',
    ],
    [
      'a report that no job made',
      creating(
        {},
        {
          reports: () => ({
            files: [
              fileOf('canary', 'canary.json', '{}'),
              {
                ...reportFile(
                  madeReport(
                    'manifest-sync',
                    (made) => void (made.subject = { ...made.subject, job: 'ghost', checkRunId: undefined }),
                  ),
                ),
                origin: { kind: 'folder', name: 'reports' },
              },
              reportFile(summaryReport()),
            ],
            problems: [],
          }),
        },
      ),
      ['lineage failed'],
      'no job or artifact of this run made the report of manifest-sync',
    ],
    [
      'no token',
      creating({}, { credentials: [] }),
      ['items unverified', 'lineage unverified', 'producers unverified', 'results unverified'],
      'without a token',
    ],
    [
      'two files of one name',
      creating(
        { items: [{ id: 'tests', produced: ['out/**', 'OUT/**'] }] },
        { produced: { 'out/a.txt': '1', 'OUT/A.txt': '2' } },
      ),
      ['items failed'],
      'is the same name as',
    ],
  ])('%s stops it', async (_name, setup, expected, words) => {
    const packed = new Map<string, readonly PackedFile[]>();
    const found = await rules.evaluate({ ...setup, packed });
    expect(wrongIn(found)).toEqual([...expected, 'written unverified'].sort());
    expect(messagesIn(found)).toContain(words);
    expect([packed.size, found.documents]).toEqual([0, {}]);
  });

  test('what looks like a secret or names a person is taken out on request, and the list says so', async () => {
    const packed = new Map<string, readonly PackedFile[]>();
    const text = `token ${key}\nby jane.doe@corp.io, ops@acme.example and bot@acme.io\n`;
    const setup = creating(
      { sensitive: 'redact', addresses: ['@acme.io'] },
      { produced: { 'out/log.txt': text }, packed },
    );
    expect(wrongIn(await rules.evaluate(setup))).toEqual([]);
    const [entry] = entriesOf(packed.get('bundle.zip')).filter(({ name }) => name === 'tests/out/log.txt');
    expect(new TextDecoder().decode(entry?.content as Uint8Array)).toBe(
      'token [redacted GitHub token]\nby [redacted email address], ops@acme.example and bot@acme.io\n',
    );
    const list = entriesOf(packed.get('bundle.zip')).find(({ name }) => name === 'bundle.json')?.content as Uint8Array;
    const { files } = ManifestSchema.parse(JSON.parse(new TextDecoder().decode(list)));
    expect(files.find(({ path }) => path === 'tests/out/log.txt')?.redactedFrom).toBe(sha256(text));
  });

  test('what is not required may be absent', async () => {
    const found = await rules.evaluate(with_({ produced: ['promotion/*'], required: false }));
    expect(wrongIn(found)).toEqual([]);
  });

  test('the preset of the playbook asks for its eight items', async () => {
    const found = await rules.evaluate(creating({ items: [], preset: 'playbook-002' }));
    expect(
      (found.data as { items: { id: string; state: string }[] }).items.map(({ id, state }) => `${id} ${state}`),
    ).toEqual([
      'ci-run present',
      'policy-bundle-governance-report absent',
      'runtime-canary-report absent',
      'critical-ci-trend-report absent',
      'release-readiness-gate-report absent',
      'release-lineage absent',
      'promotion absent',
      'ruleset absent',
    ]);
  });

  test.each<[string, Awaited<ReturnType<ReturnType<typeof world>['pack']>>, string]>([
    ['another writer', { ok: false, message: 'is not written: another run is writing it' }, 'written failed'],
    [
      'a full disk',
      { ok: false, message: 'could not be written: the disk is full', because: refused.because },
      'written unverified',
    ],
  ])('%s leaves no archive and no statement', async (_name, packed, expected) => {
    const found = rules.see(await evaluateWith(control, creating(), { pack: async () => packed }));
    expect([wrongIn(found), found.documents]).toEqual([[expected], {}]);
  });
});

describe('verify', () => {
  test('passes what create packed, statements and signature included', async () => {
    const packed = new Map<string, readonly PackedFile[]>();
    const setup = creating({}, { packed });
    const created = await rules.evaluate(setup);
    const entries = entriesOf(packed.get('bundle.zip'), setup.produced);
    const produced = {
      'test.json': String(created.documents['test-result.intoto.json']),
      'gh.json': signature(sha256(zipFile(entries))),
    };
    const { manifest } = created.data as { manifest: string };
    // The archive of this test is another one than that which the shell would write.
    const text = produced['test.json'].replace(/"sha256": "d{64}"/, `"sha256": "${sha256(zipFile(entries))}"`);
    const verify = {
      statements: ['test.json'],
      attestation: { path: 'gh.json', signers: [`github.com/${repository}/${workflow}`] },
    };
    const found = await rules.evaluate(
      verifying(scratch(), entries, verify, { produced: { ...produced, 'test.json': text } }),
    );
    expect(wrongIn(found)).toEqual([]);
    expect(found.data).toMatchObject({ task: 'verify', manifest, files: 4, classes: { same: 4 }, commit: headSha });
  });

  function signature(sum: string, change: object = {}): string {
    const certificate = {
      issuer: 'https://token.actions.githubusercontent.com',
      buildSignerURI: `https://github.com/${repository}/${workflow}`,
      sourceRepositoryURI: `https://github.com/${repository}`,
      sourceRepositoryDigest: headSha,
      ...change,
    };
    return JSON.stringify([
      {
        verificationResult: {
          statement: {
            subject: [{ digest: { sha256: sum } }],
            predicateType: 'https://slsa.dev/provenance/v1',
            predicate: {},
          },
          signature: { certificate },
        },
      },
    ]);
  }

  const signers = [`github.com/${repository}/${workflow}`];
  const manifestSum = sha256(manifestOver(evidence));
  const answers = (change: GitHubAnswers): Setup => ({ github: { ...runAnswers, ...change } });
  const edited = (change: Parameters<typeof manifestOver>[1]) => entriesOver(evidence, manifestOver(evidence, change));
  const statement = (predicateType: string, predicate: object, sum = manifestSum): string =>
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'bundle.json', digest: { sha256: sum } }],
      predicateType,
      predicate,
    });
  const testResult = 'https://in-toto.io/attestation/test-result/v0.1';
  const stated = (text: string): [undefined, object, Setup] => [
    undefined,
    { statements: ['s.json'] },
    { produced: { 's.json': text } },
  ];
  const signed = (text: string): [undefined, object, Setup] => [
    undefined,
    { attestation: { path: 'gh.json', signers } },
    { produced: { 'gh.json': text } },
  ];
  const listed = (made: string): Setup => ({
    files: { SUMS: made, 'a.md': 'one\n', 'b.md': 'two\r\n' },
  });

  const tracked = { bundle: undefined, list: 'SUMS', shape: 'sha256sum', commit: 'listed' } as const;

  test.each<
    [
      name: string,
      made: [entries: Parameters<typeof verifying>[1], verify?: object, rest?: Setup],
      expected: string[],
      words: string,
    ]
  >([
    [
      'a file that is another one',
      [[...entriesOver(evidence).slice(1), { name: 'notes/a.md', content: 'two\n' }]],
      ['digests failed'],
      'notes/a.md is not what was listed',
    ],
    [
      'other line ends',
      [[...entriesOver(evidence).slice(1), { name: 'notes/a.md', content: 'one\r\n' }]],
      ['digests failed'],
      'but for its line ends',
    ],
    ['a file that is gone', [entriesOver(evidence).slice(1)], ['digests failed'], 'is listed and not there'],
    [
      'a broken entry',
      [[...entriesOver(evidence).slice(1), { name: 'notes/a.md', content: 'one\n', crc: 1 }]],
      ['digests failed'],
      'is broken',
    ],
    [
      'a file that nobody listed',
      [[...entriesOver(evidence), { name: 'extra.md', content: 'x' }]],
      ['complete failed'],
      'extra.md is in the bundle and not in its list',
    ],
    [
      'a list that lists itself',
      [
        entriesOver({ ...evidence, 'bundle.json': 'x' }, manifestOver({ ...evidence, 'bundle.json': 'x' })).filter(
          ({ content }) => content !== 'x',
        ),
      ],
      ['complete failed', 'digests failed'],
      'lists itself',
    ],
    [
      'a link',
      [[...entriesOver(evidence), { name: 'l', content: 'notes', mode: 0o120777 }]],
      ['complete failed', 'names failed'],
      'is a symbolic link',
    ],
    [
      'two names that are one',
      [[...entriesOver(evidence), { name: 'NOTES/A.md', content: 'x' }]],
      ['complete failed', 'names failed'],
      'is the same name as',
    ],
    [
      'a commit of a fork',
      [undefined, {}, answers({ [`${at}/compare/${headSha}...${tip}`]: { json: { status: 'diverged' } } })],
      ['commits failed'],
      'is no part of main',
    ],
    [
      'a commit that nobody knows',
      [undefined, {}, answers({ [`${at}/compare/${headSha}...${tip}`]: notFound })],
      ['commits failed'],
      'is no commit of acme/consumer',
    ],
    [
      'a commit of another repository',
      [edited((m) => void (m.subject.repository = 'acme/fork'))],
      ['commits failed', 'results failed'],
      'is said to be of acme/fork',
    ],
    [
      'a repository that may not be asked',
      [undefined, {}, answers({ [at]: refused })],
      ['age unverified', 'commits unverified', 'producers unverified'],
      'GitHub refuses',
    ],
    [
      'two commits',
      [
        edited((m) => void Object.assign(m.files[0]?.origin ?? {}, { commit: baseSha })),
        {},
        answers({
          [`${at}/compare/${baseSha}...${tip}`]: { json: { status: 'ahead' } },
          [`${at}/git/trees/${baseSha}`]: runAnswers[`${at}/git/trees/${headSha}`] ?? notFound,
        }),
      ],
      ['one-commit failed'],
      `is ${baseSha}, and the evidence is to be of ${headSha}`,
    ],
    [
      'no commit',
      [
        edited((m) => {
          m.subject = { repository, runId };
          m.files = m.files.map((file) => ({ ...file, origin: { kind: 'produced', path: file.path } }));
        }),
        { results: [] },
      ],
      ['age failed', 'commits unverified', 'one-commit unverified', 'producers failed', 'results failed'],
      'the list names no commit',
    ],
    [
      'a report that is not in it',
      [undefined, { results: ['kpi-gate'] }],
      ['results failed'],
      'no report of kpi-gate lies in the bundle',
    ],
    ['an old one', [undefined, { 'maximum-age': '30min' }], ['age failed'], '1 h ago'],
    [
      'a run of another commit',
      [
        undefined,
        {},
        answers({
          [`${at}/actions/runs/${runId}`]: { json: { ...runOfPlatform, head_sha: baseSha } },
        }),
      ],
      ['age failed'],
      `is of ${baseSha}`,
    ],
    [
      'a statement about another bundle',
      stated(statement(testResult, { result: 'PASSED' }, 'f'.repeat(64))),
      ['agrees failed'],
      'which is not this bundle',
    ],
    [
      'a statement that warns',
      stated(statement(testResult, { result: 'WARNED' })),
      ['agrees unverified'],
      'says WARNED',
    ],
    [
      'a decision against it',
      stated(
        statement('https://github.com/release-governance/release-governance/gate-decision/v1', {
          ...{ decision: 'no-go', commit: headSha, summary: { digest: { sha256: 'f'.repeat(64) } } },
        }),
      ),
      ['agrees failed'],
      'says no-go',
    ],
    ['a statement that is none', stated('{}'), ['agrees failed'], 'no form of in-toto Statement v1'],
    ['no statement', [undefined, { statements: ['s.json'] }], ['agrees failed'], 'does not exist'],
    [
      'a statement that cannot be read',
      [
        undefined,
        { statements: ['s.json'] },
        { produced: { 's.json': { reason: 'unreadable', message: 'is not read', because: refused.because } } },
      ],
      ['agrees unverified'],
      'GitHub refuses',
    ],
    ['a signature of other bytes', signed(signature('f'.repeat(64))), ['signature failed'], 'other bytes'],
    [
      'a signature of another workflow',
      signed(signature(manifestSum, { buildSignerURI: 'https://github.com/acme/x/y.yml@main' })),
      ['signature failed'],
      'not among the signers',
    ],
    [
      'a signature of another repository',
      signed(signature(manifestSum, { sourceRepositoryURI: 'https://github.com/acme/fork' })),
      ['signature failed'],
      'expected acme/consumer',
    ],
    [
      'a signature of another commit',
      signed(signature(manifestSum, { sourceRepositoryDigest: baseSha })),
      ['signature failed'],
      `is of the commit ${baseSha}`,
    ],
    ['no attestation', signed('[]'), ['signature failed'], 'has no attestation'],
    [
      'an attestation that cannot be read',
      [
        undefined,
        { attestation: { path: 'gh.json', signers } },
        { produced: { 'gh.json': { reason: 'unreadable', message: 'is not read', because: refused.because } } },
      ],
      ['signature unverified'],
      'GitHub refuses',
    ],
    [
      'a list of another shape',
      [undefined, { shape: 'sha256sum' }],
      [
        'age unverified',
        'agrees unverified',
        'commits unverified',
        'complete unverified',
        'digests unverified',
        'form failed',
        'one-commit unverified',
        'producers unverified',
        'results unverified',
        'signature unverified',
      ],
      'has the shape release-governance',
    ],
    [
      'a broken list',
      [[{ name: 'bundle.json', content: '{' }]],
      [
        'age unverified',
        'agrees unverified',
        'commits unverified',
        'complete unverified',
        'digests unverified',
        'form failed',
        'one-commit unverified',
        'producers unverified',
        'results unverified',
        'signature unverified',
      ],
      'the list bundle.json',
    ],
    [
      'no list',
      [[{ name: 'a.md' }]],
      [
        'age unverified',
        'agrees unverified',
        'commits unverified',
        'complete unverified',
        'digests unverified',
        'form failed',
        'one-commit unverified',
        'producers unverified',
        'results unverified',
        'signature unverified',
      ],
      'has no bundle.json',
    ],
    [
      'no bundle',
      [undefined, {}, { container: async () => ({ ok: false, message: 'does not exist' }) }],
      [
        'age unverified',
        'agrees unverified',
        'commits unverified',
        'complete unverified',
        'digests unverified',
        'form failed',
        'names unverified',
        'one-commit unverified',
        'producers unverified',
        'results unverified',
        'signature unverified',
      ],
      'the bundle evidence.zip does not exist',
    ],
    [
      'a bundle that may not be opened',
      [undefined, {}, { container: async () => ({ ok: false, message: 'is not read', because: refused.because }) }],
      [
        'age unverified',
        'agrees unverified',
        'commits unverified',
        'complete unverified',
        'digests unverified',
        'form unverified',
        'names unverified',
        'one-commit unverified',
        'producers unverified',
        'results unverified',
        'signature unverified',
      ],
      'GitHub refuses',
    ],
    [
      'tracked checksums',
      [
        undefined,
        { bundle: undefined, list: 'SUMS', shape: 'sha256sum', commit: 'listed', results: ['make test'] },
        listed(`${sha256('one\n')}  a.md\n${sha256('two\n')}  b.md\n${sha256('')}  c.md\n`),
      ],
      ['age unverified', 'digests failed', 'results failed'],
      'b.md is what was listed but for its line ends',
    ],
    [
      'tracked checksums from which a line was taken',
      [undefined, { ...tracked, files: ['*.md'] }, listed(`${sha256('one\n')}  a.md\n`)],
      ['age unverified', 'complete failed', 'results failed'],
      'the list SUMS does not have b.md',
    ],
    [
      'tracked checksums of nothing that is asked for',
      [undefined, { ...tracked, files: ['*.md', 'kpi/*'] }, listed(`${sha256('one\n')}  a.md\n`)],
      ['age unverified', 'complete failed', 'results failed'],
      'the list SUMS has no file that matches kpi/*',
    ],
    [
      'a bundle without a file that is asked for',
      [undefined, { files: ['notes/*.md', 'kpi/**'] }],
      ['complete failed'],
      'has no file that matches kpi/**',
    ],
  ])('%s', async (_name, [entries, verify = {}, rest = {}], expected, words) => {
    const setup = verifying(scratch(), entries ?? entriesOver(evidence), { ...verify }, rest);
    const found = await rules.evaluate(setup);
    expect(wrongIn(found)).toEqual(expected);
    expect(messagesIn(found)).toContain(words);
  });

  test('a command without its result, and a time that the list says of itself, are not verified', async () => {
    const list = JSON.stringify({
      evidence_bundle_version: 'release-evidence-bundle.v1',
      generated_at_utc: '2026-03-10T11:00:00Z',
      git_commit_head: headSha,
      runtime_baseline: { commit_sha: headSha },
      artifacts: [{ path: 'a.md', sha256: sha256('one\n') }],
      required_validation_commands: ['make test'],
    });
    const shape = { list: 'list.json', shape: 'release-evidence-bundle.v1' };
    const judged = (verify: object): ReturnType<typeof rules.evaluate> =>
      rules.evaluate({
        section: { verify: { ...shape, ...verify } },
        files: { 'list.json': list, 'a.md': 'one\n' },
        subject,
        github: runAnswers,
      });
    expect(wrongIn(await judged({ results: ['make test'] }))).toEqual(['results unverified']);
    // The list alone says when it was made.
    expect(wrongIn(await judged({ 'maximum-age': '1d' }))).toEqual(['age unverified', 'results unverified']);
    expect(wrongIn(await judged({ 'maximum-age': '1min' }))).toEqual(['age failed', 'results unverified']);
  });
});

describe('configuration', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['nothing', {}, 'asks for nothing'],
    ['an item of nothing', { create: { workflows: ['w'], items: [{ id: 'a' }] } }, 'got none'],
    [
      'an item of two sources',
      { create: { workflows: ['w'], items: [{ id: 'a', file: 'b', run: true }] } },
      'got file and run',
    ],
    [
      'an item twice',
      {
        create: {
          workflows: ['w'],
          items: [
            { id: 'a', run: true },
            { id: 'a', run: true },
          ],
        },
      },
      'stands there twice',
    ],
    ['a bundle of nothing', { create: { workflows: ['w'] } }, 'proves nothing'],
    ['nothing to verify', { verify: {} }, 'expected bundle or list'],
    [
      'a job without its artifact',
      { create: { workflows: ['w'], items: [{ id: 'a', run: true, job: 'b' }] } },
      'only an artifact has a job',
    ],
    [
      'a script that makes nothing',
      { create: { workflows: ['w'], items: [{ id: 'a', run: true, script: { path: 'b' } }] } },
      'only produced files have a script',
    ],
  ])('%s', (_name, section, words) => {
    expect(() => configurationOf(control, { section })).toThrow(words);
  });

  const both = { create: creating().section?.['create'], verify: { bundle: 'b.zip' } };
  test.each<[string, Setup, string]>([
    ['no task where two are asked for', { section: both }, 'it is not said which task is meant'],
    ['another task', { section: both, given: { task: 'sign' } }, 'sign is not one of the tasks that are allowed here'],
    [
      'a task under another key',
      { section: both, given: { task: 'verify' }, subject: { matrixKey: 'create' } },
      'must bear its name',
    ],
  ])('%s is an error', async (_name, setup, words) => {
    const { error } = await evaluateWith(control, setup);
    expect(error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining(words) });
  });
});

rules.prove();
