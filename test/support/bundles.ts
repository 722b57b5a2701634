import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openZip } from '../../shared/adapters/container-zip.ts';
import type { CollectedFile } from '../../shared/core/collected.ts';
import { digester } from '../../shared/core/file-digest.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { PackedFile } from '../../shared/core/pack.ts';
import type { Report } from '../../shared/core/report.ts';
import {
  type BundledFile,
  type BundleManifest,
  manifestKind,
  manifestText,
} from '../../shared/domain/bundle/manifest.ts';
import type { GitHubAnswers } from './memory-github.ts';
import { report, result } from './results.ts';
import { baseSha, headSha, type Setup } from './world.ts';
import { type ZipEntry, zipFile } from './zip-file.ts';

/*
 * acme/consumer releases: run 101 on main gathers its evidence. Everything is in order; a test says what is not.
 */

export const repository = 'acme/consumer';
export const runId = 101;
/** The last commit of main. */
export const tip = 'd'.repeat(40);
export const workflow = '.github/workflows/release.yml@refs/heads/main';
export const subject = {
  event: 'push',
  repository,
  headSha,
  baseSha,
  ref: 'refs/heads/main',
  runId,
  attempt: 1,
  job: 'bundle',
  workflowRef: `${repository}/${workflow}`,
} as const;

const at = `GET /repos/${repository}`;
const job = (id: number, name: string) => ({
  id,
  name,
  run_attempt: 1,
  status: 'completed',
  conclusion: 'success',
  started_at: '2026-03-10T11:00:00Z',
});

export const runOfPlatform = {
  id: runId,
  path: '.github/workflows/release.yml',
  head_sha: headSha,
  run_attempt: 1,
  created_at: '2026-03-10T11:00:00Z',
  event: 'push',
  head_branch: 'main',
};

/** What the platform says of the run. */
export const runAnswers: GitHubAnswers = {
  [`${at}/actions/runs/${runId}`]: {
    json: runOfPlatform,
  },
  [`${at}/actions/runs/${runId}/jobs`]: { json: [job(1, 'check'), job(2, 'bundle')] },
  [`${at}/actions/runs/${runId}/artifacts`]: {
    json: [{ id: 9, name: 'canary', digest: `sha256:${'e'.repeat(64)}` }],
  },
  [at]: { json: { full_name: repository, default_branch: 'main' } },
  [`${at}/git/ref/heads/main`]: { json: { object: { type: 'commit', sha: tip } } },
  [`${at}/compare/${headSha}...${tip}`]: { json: { status: 'ahead' } },
  [`${at}/git/trees/${headSha}`]: {
    json: {
      truncated: false,
      tree: [
        { path: 'docs/notes.md', mode: '100644', sha: gitBlobOf('Entries are smaller.\n') },
        { path: 'notes/a.md', mode: '100644', sha: gitBlobOf('one\n') },
      ],
    },
  },
};

/** The id that git gives a text. */
export function gitBlobOf(text: string): string {
  const content = new TextEncoder().encode(text);
  const one = digester(content.length);
  one.push(content);
  return one.end().gitBlob;
}

/** The report of a control in this run, as the job check left it. */
export function madeReport(control = 'manifest-sync', change: (made: Report) => void = () => undefined): Report {
  const made = report({
    control,
    results: [result({ rule: `${control}/holds` })],
    subject: { ...subject, job: 'check', checkRunId: 1 },
    policySource: { kind: 'base', path: '.github/release-governance.yml', ref: baseSha, sha256: 'c'.repeat(64) },
  });
  change(made);
  return made;
}

export function summaryReport(): Report {
  return madeReport('executive-summary', (made) => {
    made.data = { decision: 'go', profile: 'standard', reports: [{ sha256: sha256(bytesOf(madeReport())) }] };
  });
}

function bytesOf(made: Report): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(made));
}

/** A file of an artifact of this run. */
export function fileOf(name: string, path: string, text: string, origin: object = {}): CollectedFile {
  const content = new TextEncoder().encode(text);
  return {
    origin: {
      ...{ kind: 'artifact', name, id: 9, runId, headSha, digest: 'e'.repeat(64), createdAt: '2026-03-10T11:30:00Z' },
      ...origin,
    },
    path,
    content,
    sha256: sha256(content),
  };
}

export function reportFile(made: Report): CollectedFile {
  const file = fileOf(`governance-${made.control}`, `${made.control}.report.json`, JSON.stringify(made));
  return file;
}

export const items = [
  { id: 'notes', file: 'docs/notes.md' },
  { id: 'tests', produced: ['out/**'] },
  { id: 'canary', artifact: 'canary' },
  { id: 'contract', report: 'manifest-sync' },
  { id: 'ci', run: true },
  { id: 'pentest', 'not-applicable': 'nothing is reachable from outside' },
];

/** The setup of a run that creates a bundle. */
export function creating(create: Readonly<Record<string, unknown>> = {}, rest: Setup = {}): Setup {
  return {
    section: {
      create: {
        items,
        workflows: [workflow],
        lineage: ['source', 'run', 'job', 'artifact', 'report', 'decision'],
        ...create,
      },
    },
    files: { 'docs/notes.md': 'Entries are smaller.\n' },
    produced: { 'out/result.json': '{"passed":12}\n', 'elsewhere.txt': 'no evidence' },
    reports: () => ({
      files: [fileOf('canary', 'canary.json', '{}'), reportFile(madeReport()), reportFile(summaryReport())],
      problems: [],
    }),
    subject,
    github: runAnswers,
    ...rest,
  };
}

/** Entries of an archive from what was packed. */
export function entriesOf(
  packed: readonly PackedFile[] | undefined,
  produced: Readonly<Record<string, unknown>> = {},
): ZipEntry[] {
  if (packed === undefined) throw new Error('nothing was packed');
  return packed.map(({ path, from }) => ({
    name: path,
    content: 'content' in from ? from.content : String(produced[from.produced]),
  }));
}

export const bundleName = 'evidence.zip';

/** A manifest over these files; `change` edits it. */
export function manifestOver(
  files: Readonly<Record<string, string>>,
  change: (manifest: BundleManifest) => void = () => undefined,
): string {
  const listed = Object.entries(files).map(([path, text]): BundledFile => {
    const content = new TextEncoder().encode(text);
    const one = digester(content.length);
    one.push(content);
    const { bytes, sha256: sum, gitBlob } = one.end();
    return {
      ...{ path, item: 'notes', sha256: sum, gitBlob, bytes, mediaType: 'text/plain' },
      ...(path.startsWith('notes/')
        ? { origin: { kind: 'tree', commit: headSha, path } }
        : { origin: { kind: 'produced', path, runId, attempt: 1, job: 'bundle' }, producer: { workflow } }),
    };
  });
  const manifest: BundleManifest = {
    kind: manifestKind,
    schemaVersion: 1,
    subject: { repository, commit: headSha, runId, attempt: 1 },
    items: [{ id: 'notes', title: 'Notes', required: true, state: 'present' }],
    files: listed,
    lineage: { nodes: [], edges: [] },
  };
  change(manifest);
  return manifestText(manifest);
}

export const evidence = {
  'notes/a.md': 'one\n',
  'contract/manifest-sync.report.json': JSON.stringify(madeReport()),
};

/** The entries of a bundle over files. */
export function entriesOver(files: Readonly<Record<string, string>>, manifest = manifestOver(files)): ZipEntry[] {
  return [
    ...Object.entries(files).map(([name, content]) => ({ name, content })),
    { name: 'bundle.json', content: manifest },
  ];
}

/** The setup of a run that verifies an archive of these entries, which lies in `folder`. */
export function verifying(
  folder: string,
  entries: readonly ZipEntry[] = entriesOver(evidence),
  verify: Readonly<Record<string, unknown>> = {},
  rest: Setup = {},
): Setup {
  const path = join(folder, bundleName);
  const bytes = zipFile(entries, entries.length > 65_534 ? { zip64: {} } : {});
  writeFileSync(path, bytes);
  return {
    section: {
      verify: { bundle: bundleName, commit: 'judged', results: ['manifest-sync'], 'maximum-age': '1d', ...verify },
    },
    container: () => openZip(path, { entries: 200_000, bytes: 2 ** 30 }),
    subject,
    github: runAnswers,
    ...rest,
  };
}
