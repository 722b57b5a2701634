import { createHash } from 'node:crypto';

/** The facts of a made-up contract between a ledger (producer) and a desk (consumer). */
export interface ContractFacts {
  repository: string;
  tag: string;
  commit: string;
  service: string;
  codes: string[];
  status: string;
  updated: string;
  /** Rows of the matrix besides the pinned one, before it. */
  earlierRows: string[][];
}

export const facts: ContractFacts = {
  repository: 'https://github.com/harbour-example/ledger',
  tag: 'v2.4.0',
  commit: '7b1d0c52e94f3a86d5170be2c8a9634f10d7e2b5',
  service: 'ledger.v2',
  codes: ['account_not_found', 'duplicate_entry', 'ledger_closed'],
  status: 'Approved',
  updated: '2026-11-02',
  earlierRows: [],
};

export const paths = {
  config: '.github/release-governance.yml',
  pin: 'config/pin.json',
  mirror: 'config/manifest.json',
  matrix: 'docs/matrix.md',
} as const;

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function manifestText({ tag, commit, service, codes }: ContractFacts): string {
  return `${JSON.stringify({ release: tag, commit, service, error_codes: codes }, null, 2)}\n`;
}

export function pinText(f: ContractFacts, manifestSha256: string): string {
  const pin = {
    repository: f.repository,
    release: f.tag,
    commit: f.commit,
    service: f.service,
    manifest_sha256: manifestSha256,
  };
  return `${JSON.stringify(pin, null, 2)}\n`;
}

export function matrixText(f: ContractFacts, manifestSha256: string): string {
  const rows = [...f.earlierRows, ['5.1.0', f.tag, f.commit, f.service, f.status]];
  return `# Compatibility

Updated: ${f.updated}

## Pinned release

- Repository: \`${f.repository}\`
- Release: \`${f.tag}\`
- Commit: \`${f.commit}\`
- Service: \`${f.service}\`
- Manifest SHA-256: \`${manifestSha256}\`

## Approved releases

| Desk | Release | Commit | Service | Status |
| --- | --- | --- | --- | --- |
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

## Notes

Prose that is about nothing that is checked.
`;
}

/** The three files that agree with each other, by path. */
export function contractFiles(changes: Partial<ContractFacts> = {}): Record<string, string> {
  const f = { ...facts, ...changes };
  const manifest = manifestText(f);
  const hash = sha256(manifest);
  return { [paths.pin]: pinText(f, hash), [paths.mirror]: manifest, [paths.matrix]: matrixText(f, hash) };
}

/** The configuration's entry for these files, as the control is given it after parsing. */
export const contractEntry = {
  id: 'ledger',
  producer: 'harbour-example/ledger',
  pin: paths.pin,
  mirror: paths.mirror,
  matrix: {
    path: paths.matrix,
    bullets: 'Pinned release',
    table: 'Approved releases',
    'status-column': 'Status',
    statuses: ['Approved'],
  },
  fields: {
    repository: { pin: '/repository', bullet: 'Repository' },
    tag: { pin: '/release', manifest: '/release', bullet: 'Release', column: 'Release' },
    commit: { pin: '/commit', manifest: '/commit', bullet: 'Commit', column: 'Commit' },
    service: { pin: '/service', manifest: '/service', bullet: 'Service', column: 'Service' },
    'manifest-sha256': { pin: '/manifest_sha256', bullet: 'Manifest SHA-256' },
    'error-codes': { manifest: '/error_codes', compare: 'set-equal', expect: facts.codes },
  },
};

/** The configuration file with that entry; `more` adds or replaces top-level keys. */
export function configText(more: Record<string, unknown> = {}): string {
  // JSON is YAML: the file needs no dumper, and every value is exactly what the test says.
  return `${JSON.stringify({ version: 1, contracts: [contractEntry], ...more }, null, 2)}\n`;
}

/** A whole consumer repository that passes. */
export function consumerFiles(
  changes: Partial<ContractFacts> = {},
  more: Record<string, unknown> = {},
): Record<string, string> {
  return { ...contractFiles(changes), [paths.config]: configText(more) };
}
