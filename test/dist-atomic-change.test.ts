import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ReportSchema } from '../shared/core/report-schema.ts';
import { root, runDist } from './support/dist.ts';
import { gitRepository, type TestRepository, temporaryFolder, writeFiles } from './support/git-repository.ts';

/* The built command line judges a range of any repository by a configuration that lies outside of it. */

let repository: TestRepository;
let outside: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  repository = gitRepository();
  outside = temporaryFolder();
  writeFiles(outside.folder, {
    'governance.yml': `version: 1
atomic-change:
  groups:
    - id: schema
      when: { any-of: ['db/**'] }
      then: { any-of: [CHANGELOG.md] }
    - id: port
      semantic:
        port:
          - { path: service.yml, pointer: /port }
          - { path: README.md, heading: Service, bullet: Port }
`,
  });
});
afterEach(() => {
  repository.remove();
  outside.remove();
});

const service = (port: number, readme = port) => ({
  'service.yml': `port: ${port}\n`,
  'README.md': `# Service\n\n- Port: \`${readme}\`\n`,
});

function run(range: string, ...more: string[]) {
  const config = ['--config', join(outside.folder, 'governance.yml'), '--working-directory', repository.folder];
  return runDist('cli.js', { args: ['atomic-change', '--range', range, ...config, ...more], cwd: root });
}

describe('atomic-change on a range', () => {
  test('says of every commit what is wrong with it, and nothing of the others', async () => {
    const start = repository.commit({ ...service(80), 'db/1.sql': '1', 'CHANGELOG.md': '# Changes\n' });
    const good = repository.commit({ ...service(81), 'db/2.sql': '2', 'CHANGELOG.md': '# Changes\n\nA table.\n' });
    const schema = repository.commit({ 'db/3.sql': '3' });
    const port = repository.commit(service(82, 81));
    const { code, stdout, stderr } = await run(`${start}..main`, '--each-commit');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const [first, ...lines] = stdout.split('\n');
    expect(first).toMatch(/^atomic-change: FAILED {2}2 failed, /);
    expect(lines.flatMap((line) => /^ {6}(commit .*) \((?:schema|port)\)$/.exec(line)?.[1] ?? [])).toEqual([
      `commit ${schema.slice(0, 12)}: db/3.sql was added, but CHANGELOG.md did not change`,
      `commit ${port.slice(0, 12)}: port changed at /port of service.yml, but not at the bullet “Port” of README.md`,
    ]);
    expect(await run(`${start}..${good}`, '--each-commit')).toMatchObject({ code: 0, stderr: '' });
  });

  test('writes a report that names base and head of each commit', async () => {
    const start = repository.commit(service(80));
    const commits = [81, 82].map((port) => repository.commit(service(port)));
    const { code, stdout } = await run(`${start}..main`, '--each-commit', '--json');
    expect(code).toBe(0);
    const { status, data } = ReportSchema.parse(JSON.parse(stdout));
    expect({ status, data }).toEqual({
      status: 'passed',
      data: {
        units: commits.map((head, index) => ({
          name: `commit ${head.slice(0, 12)}`,
          base: index === 0 ? start : commits[index - 1],
          head,
          changed: 2,
        })),
      },
    });
  });

  test('without --each-commit is one change', async () => {
    const start = repository.commit(service(80));
    repository.commit(service(81, 80));
    const head = repository.commit(service(81));
    const { code, stdout } = await run(`${start}..${head}`);
    expect(code).toBe(0);
    expect(stdout).toContain(`note: ${start}..${head}: ${start}..${head}, 2 changed paths`);
  });

  test.each([
    ['a name that is not there', 'main..elsewhere', 3, /not here|no commit elsewhere/],
    ['no range', 'main', 2, /is not two commits with \.\. between them/],
  ])('%s is no green', async (_name, range, code, message) => {
    repository.commit(service(80));
    const finished = await run(range);
    expect(finished.code).toBe(code);
    expect(`${finished.stdout}${finished.stderr}`).toMatch(message);
  });
});
