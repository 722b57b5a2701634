import { contractFiles, paths } from '../../../support/contract-files.ts';
import type { FileContent } from '../../../support/git-repository.ts';
import { mode, type Step } from './step.ts';

const service = (port: number | string, prose = 'It answers.'): Record<'yaml' | 'json' | 'md', string> => ({
  yaml: `# ${prose}\nname: desk\nport: ${port}\n`,
  json: `{"listen": {"host": "::", "port": ${port}}, "note": "${prose}"}\n`,
  md: `# Service\n\n${prose}\n\n- Port: \`${port}\`\n- Owner: us\n`,
});
const { yaml, json, md } = service(80);

const ledger = (changes: Parameters<typeof contractFiles>[0], ...only: string[]): Record<string, FileContent> =>
  Object.fromEntries(Object.entries(contractFiles(changes)).filter(([path]) => only.includes(path)));

/** The files of these steps in the first commit. */
export const facts: Record<string, FileContent> = {
  'service.yaml': yaml,
  'service.json': json,
  'service.md': md,
  ...contractFiles(),
  'db/1.sql': 'create\n',
  'model.ts': 'model\n',
  'notes.md': 'notes\n',
  'changes/1.md': 'first\n',
  'server.ts': 'server\n',
  'client.ts': 'client\n',
  'api.md': 'api\n',
  'api.json': '{"version": 1}\n',
  'app/main.ts': 'main\n',
  'infra/net.tf': 'net\n',
  'terraform.tf': 'all\n',
};

/** Facts inside of files, what follows a condition, and what never comes together. */
export const factSteps: readonly Step[] = [
  {
    name: 'a fact everywhere',
    files: { 'service.yaml': service(81).yaml, 'service.json': service(81).json, 'service.md': service(81).md },
    findings: [],
  },
  { name: 'prose beside a fact', files: { 'service.yaml': service(81, 'It runs.').yaml }, findings: [] },
  {
    name: 'a fact in one file, prose in another',
    files: { 'service.yaml': service(82).yaml, 'service.json': service(81, 'It runs.').json },
    findings: ['facts-together port/port'],
  },
  {
    name: 'a fact in two of three files',
    files: { 'service.json': service(83).json, 'service.md': service(83).md },
    findings: ['facts-together port/port'],
  },
  {
    name: 'a file that cannot be parsed',
    files: { 'service.json': '{"listen": {"port": 83}' },
    findings: [],
    unverified: ['facts-together port/port'],
  },
  {
    name: 'a file that can be parsed again',
    files: { 'service.json': service(83).json },
    findings: [],
    unverified: ['facts-together port/port'],
  },
  {
    name: 'a place of a fact deleted',
    files: { 'service.yaml': null },
    findings: ['facts-together port/port', 'member-deleted port'],
  },
  {
    name: 'a fact at the places that are left',
    files: { 'service.json': service(84).json, 'service.md': service(84).md },
    findings: [],
  },

  // The facts of a contract.
  {
    name: 'a release everywhere',
    files: ledger({ tag: 'v2.5.0', commit: 'a'.repeat(40) }, paths.pin, paths.mirror, paths.matrix),
    findings: [],
  },
  {
    name: 'prose of the matrix, and when it was updated',
    files: ledger({ tag: 'v2.5.0', commit: 'a'.repeat(40), updated: '2026-11-03' }, paths.matrix),
    findings: [],
  },
  {
    name: 'a release that only pin and mirror know',
    files: ledger({ tag: 'v2.6.0', commit: 'a'.repeat(40) }, paths.pin, paths.mirror),
    findings: ['facts-together ledger/manifest-sha256', 'facts-together ledger/tag'],
  },
  {
    name: 'the matrix of a release alone',
    files: ledger({ tag: 'v2.6.0', commit: 'a'.repeat(40) }, paths.matrix),
    findings: ['facts-together ledger/manifest-sha256', 'facts-together ledger/tag'],
  },

  // When and then.
  { name: 'a condition without what follows', files: { 'db/2.sql': 'alter\n' }, findings: ['follows schema'] },
  {
    name: 'a condition, and one of what may follow',
    files: { 'db/3.sql': 'alter\n', 'changes/2.md': 'x\n' },
    findings: [],
  },
  { name: 'a condition, and the other', files: { 'model.ts': 'model 2\n', 'notes.md': 'more\n' }, findings: [] },
  { name: 'what follows by itself', files: { 'notes.md': 'even more\n' }, findings: [] },
  {
    name: 'a condition, and white space of what follows',
    files: { 'model.ts': 'model 3\n', 'notes.md': 'even more\n\n' },
    findings: ['follows schema'],
  },
  { name: 'a deletion as a condition', files: { 'db/1.sql': null }, findings: ['follows schema'] },
  {
    name: 'a condition, and what follows deleted',
    files: { 'db/1.sql': 'create\n', 'changes/2.md': null },
    findings: ['member-deleted schema'],
  },
  { name: 'one of a condition of two', files: { 'server.ts': 'server 2\n' }, findings: [] },
  { name: 'both of it', files: { 'server.ts': 'server 3\n', 'client.ts': 'client 3\n' }, findings: ['follows api'] },
  {
    name: 'both of it, and one of two that follow',
    files: { 'server.ts': 'server 4\n', 'client.ts': 'client 4\n', 'api.md': 'api 4\n' },
    findings: ['follows api'],
  },
  {
    name: 'both of it, and both that follow',
    files: {
      'server.ts': 'server 5\n',
      'client.ts': 'client 5\n',
      'api.md': 'api 5\n',
      'api.json': '{"version": 5}\n',
    },
    findings: [],
  },

  // Never together.
  { name: 'one side', files: { 'app/main.ts': 'main 2\n', 'app/more.ts': 'more\n' }, findings: [] },
  { name: 'the other side', files: { 'infra/net.tf': 'net 2\n', 'terraform.tf': 'all 2\n' }, findings: [] },
  { name: 'both sides', files: { 'app/main.ts': 'main 3\n', 'terraform.tf': 'all 3\n' }, findings: ['apart apart'] },
  {
    name: 'one side, and the mode of the other',
    act: mode('terraform.tf', 0o755),
    files: { 'app/main.ts': 'main 4\n' },
    findings: [],
  },
  {
    name: 'a file moved from one side to the other',
    act: ({ git }) => git('mv', 'app/more.ts', 'infra/more.ts'),
    findings: ['apart apart'],
  },
  {
    name: 'a name with a line break on one side',
    files: { 'app/a\nb.ts': 'x\n', 'infra/.hidden': 'x\n' },
    findings: ['apart apart'],
  },
];
