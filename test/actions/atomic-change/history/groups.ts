import { contractEntry } from '../../../support/contract-files.ts';

/** The configuration of the history: a group of every kind, each about files of its own. */
export const configuration = `${JSON.stringify(
  {
    version: 1,
    contracts: [contractEntry],
    'atomic-change': {
      groups: [
        { id: 'pair', why: 'the record says what the pin says', 'all-of': ['pin.json', 'record.md'] },
        { id: 'values', 'all-of': ['values.yaml', 'values.md'] },
        { id: 'guide', 'all-of': ['guide.md', 'guide.txt'] },
        { id: 'code', 'all-of': ['tool.py', 'tool.txt'] },
        { id: 'present', existing: ['locale/en.txt', 'locale/de.txt', 'help/*.md'] },
        { id: 'retired', 'all-of': ['old/a.txt', 'old/b.txt'], deletions: 'allowed' },
        { id: 'templates', 'all-of': ['template.txt', 'template.md'], copies: 'ignore' },
        { id: 'names', 'all-of': ['Übersicht/日本 語.txt', 'lines/?.txt'] },
        {
          id: 'port',
          semantic: {
            port: [
              { path: 'service.yaml', pointer: '/port' },
              { path: 'service.json', pointer: '/listen/port' },
              { path: 'service.md', heading: 'Service', bullet: 'Port' },
            ],
          },
        },
        { id: 'ledger', semantic: { contract: contractEntry.id } },
        { id: 'schema', when: { 'any-of': ['db/**', 'model.ts'] }, then: { 'any-of': ['notes.md', 'changes/*.md'] } },
        { id: 'api', when: { 'all-of': ['server.ts', 'client.ts'] }, then: { 'all-of': ['api.md', 'api.json'] } },
        { id: 'apart', 'never-with': { these: ['app/**'], those: ['infra/**', 'terraform.tf'] } },
      ],
    },
  },
  null,
  2,
)}\n`;

/** What the groups demand: `rule group`, or `rule group/fact`. */
const contractFacts = ['repository', 'tag', 'commit', 'service', 'manifest-sha256'];
const whole = ['pair', 'values', 'guide', 'code', 'present', 'retired', 'templates', 'names'];
const mayLose = ['retired', 'apart'];

/** Everything that one commit is asked, sorted: what is no finding of it must have passed. */
export const everyDemand: readonly string[] = [
  ...whole.map((id) => `together ${id}`),
  'facts-together port/port',
  ...contractFacts.map((fact) => `facts-together ledger/${fact}`),
  'follows schema',
  'follows api',
  'apart apart',
  ...[...whole, 'port', 'ledger', 'schema', 'api']
    .filter((id) => !mayLose.includes(id))
    .map((id) => `member-deleted ${id}`),
].sort();
