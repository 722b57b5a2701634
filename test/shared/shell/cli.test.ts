import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/manifest-sync/control.ts';
import { ReportSchema } from '../../../shared/core/report-schema.ts';
import { version } from '../../../shared/core/version.ts';
import { configText, consumerFiles, contractEntry, contractFiles, paths } from '../../support/contract-files.ts';
import { gitRepository, type TestRepository, temporaryFolder, writeFiles } from '../../support/git-repository.ts';
import { commandLine, type Printed } from '../../support/terminal.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
  repository.commit(consumerFiles());
});
afterEach(() => repository.remove());

function run(...args: string[]): Promise<Printed> {
  return commandLine([control], repository.folder, args);
}

const drift = (): void => repository.write({ [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' });

describe('exit codes', () => {
  const cases: [name: string, prepare: () => void, args: string[], exit: number][] = [
    ['passed', () => {}, ['manifest-sync'], 0],
    ['failed', drift, ['manifest-sync'], 1],
    ['failed, report only', drift, ['manifest-sync', '--fail-on', 'never'], 0],
    ['failed, unverified tolerated', drift, ['manifest-sync', '--fail-on', 'failed'], 1],
    [
      'unverified',
      () =>
        repository.write({
          [paths.config]: configText({
            contracts: [{ ...contractEntry, remote: { mode: 'required', path: 'm.json' } }],
          }),
        }),
      ['manifest-sync'],
      3,
    ],
    [
      'unverified tolerated',
      () =>
        repository.write({
          [paths.config]: configText({
            contracts: [{ ...contractEntry, remote: { mode: 'required', path: 'm.json' } }],
          }),
        }),
      ['manifest-sync', '--fail-on', 'failed'],
      0,
    ],
    ['no configuration', () => repository.write({ [paths.config]: null }), ['manifest-sync'], 2],
    [
      'a configuration that asks for nothing',
      () => repository.write({ [paths.config]: 'version: 1\n' }),
      ['manifest-sync'],
      2,
    ],
    [
      'a configuration that asks for nothing, run',
      () => repository.write({ [paths.config]: 'version: 1\n' }),
      ['run'],
      2,
    ],
    ['a broken configuration', () => repository.write({ [paths.config]: 'version: [1\n' }), ['manifest-sync'], 2],
    ['a broken configuration, run', () => repository.write({ [paths.config]: 'version: [1\n' }), ['run'], 2],
    [
      'a wrong configuration under fail-on: never',
      () => repository.write({ [paths.config]: 'version: 2\n' }),
      ['manifest-sync', '--fail-on', 'never'],
      2,
    ],
    ['a report folder that is a file', () => {}, ['manifest-sync', '--report-dir', `${paths.pin}/x`], 2],
    ['an unknown option', () => {}, ['manifest-sync', '--fail-onn', 'never'], 2],
    ['a wrong value', () => {}, ['manifest-sync', '--fail-on', 'sometimes'], 2],
    ['an option without its value', () => {}, ['manifest-sync', '--fail-on'], 2],
    ['an option twice', () => {}, ['manifest-sync', '--fail-on', 'never', '--fail-on', 'failed'], 2],
    ['an unknown command', () => {}, ['manifest-sink'], 2],
    ['no command', () => {}, [], 2],
    ['a folder that is not there', () => {}, ['manifest-sync', '--working-directory', 'nowhere'], 2],
    ['run, passed', () => {}, ['run'], 0],
    ['run, failed', drift, ['run'], 1],
  ];
  test.each(cases)('%s', async (_name, prepare, args, exit) => {
    prepare();
    expect((await run(...args)).exit).toBe(exit);
  });
});

describe('messages', () => {
  const cases: [args: string[], stderr: RegExp][] = [
    [['manifest-sync', '--fail-onn', 'never'], /there is no option --fail-onn \(did you mean --fail-on\?\)/],
    [
      ['manifest-sync', '--producer-token', 'a-secret-value'],
      /^(?!.*a-secret-value).*in the environment, as RELEASE_GOVERNANCE_PRODUCER_TOKEN/,
    ],
    [['manifest-sink'], /there is no command manifest-sink \(did you mean manifest-sync\?\)/],
    [['explain', 'manifest-sync/mirror-hsh'], /manifest-sync has no rule mirror-hsh \(did you mean mirror-hash\?\)/],
    [['explain', 'nothing/x'], /there is no control nothing/],
    [['explain'], /explain takes one rule/],
    [[], /no command was given/],
    [['manifest-sync', 'stray'], /unexpected argument stray/],
  ];
  test.each(cases)('%j', async (args, stderr) => {
    const printed = await run(...args);
    expect(printed.stderr).toMatch(stderr);
    expect(printed.stdout).toBe('');
    expect(printed.exit).toBe(2);
  });

  test('all problems of the configuration are named with line and column', async () => {
    repository.write({
      [paths.config]: 'version: 1\nprofle: strict\ncontracts:\n  - id: A\n    producer: x\n    fields: {}\n',
    });
    const { stdout } = await run('manifest-sync');
    expect(stdout).toContain('release-governance.yml:2:1  unknown key profle (did you mean profile?)');
    expect(stdout).toContain(
      'release-governance.yml:4:9  contracts.0.id: expected lower-case letters, digits and hyphens',
    );
    expect(stdout).toContain(
      'release-governance.yml:5:15  contracts.0.producer: expected owner/name or the URL of a repository',
    );
  });

  test('help, version, list and explain go to standard output', async () => {
    expect(await run('--version')).toEqual({ exit: 0, stdout: `${version}\n`, stderr: '' });
    expect((await run('--help')).stdout).toContain('Exit codes: 0 passed');
    expect((await run('manifest-sync', '--help')).stdout).toContain('RELEASE_GOVERNANCE_PRODUCER_TOKEN');
    expect((await run('run', '--help')).stdout).toContain('--working-directory');
    expect((await run('list')).stdout).toContain('manifest-sync/mirror-hash (critical)');
    expect((await run('explain', 'manifest-sync/mirror-hash')).stdout).toContain(
      'Why: The hash is what ties the mirror',
    );
    expect((await run('explain', 'trust/policy-input')).stdout).toContain('It cannot be waived.');
  });

  test('list --json names kinds, inputs and rules', async () => {
    const [listed] = JSON.parse((await run('list', '--json')).stdout) as {
      name: string;
      kind: string;
      inputs: { name: string }[];
      rules: { id: string }[];
    }[];
    expect(listed).toMatchObject({ name: 'manifest-sync', kind: 'check', lists: ['contracts'] });
    expect(listed?.inputs.map(({ name }) => name)).toEqual(['producer-token']);
    expect(listed?.rules.length).toBe(Object.keys(control.rules).length);
  });
});

describe('output', () => {
  test('with --json standard output is one report that fits the schema, and nothing else is printed', async () => {
    drift();
    const { stdout, stderr } = await run('manifest-sync', '--json');
    expect(ReportSchema.parse(JSON.parse(stdout)).status).toBe('failed');
    expect(stderr).toBe('');
  });

  test('run --json is one document even when the configuration is missing', async () => {
    repository.write({ [paths.config]: null });
    const { stdout, exit } = await run('run', '--json');
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      reports: [],
      error: { code: 'BAD_CONFIG', message: expect.stringContaining(paths.config) },
    });
  });

  test('run --json is one document with all reports', async () => {
    const { stdout } = await run('run', '--json');
    const { kind, reports } = JSON.parse(stdout) as { kind: string; reports: unknown[] };
    expect(kind).toBe('release-governance/run');
    expect(reports.map((report) => ReportSchema.parse(report).control)).toEqual(['manifest-sync']);
  });

  const colours: [name: string, terminal: boolean, env: NodeJS.ProcessEnv, colour: boolean][] = [
    ['on a terminal', true, {}, true],
    ['on a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['on a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['not on a terminal', false, {}, false],
  ];
  test.each(colours)('colour %s', async (_name, terminal, env, colour) => {
    const { stdout } = await commandLine([control], repository.folder, ['manifest-sync'], { terminal, env });
    expect(stdout.includes('\u001b[')).toBe(colour);
  });

  test('reports are written only where --report-dir says', async () => {
    const { folder, remove } = temporaryFolder();
    try {
      await run('manifest-sync');
      expect(repository.git('status', '--porcelain')).toBe('');
      await run('manifest-sync', '--report-dir', folder, '--artifact-key', 'linux');
      expect(readdirSync(folder).sort()).toEqual(['manifest-sync-linux.report.json', 'manifest-sync-linux.report.md']);
      expect(
        ReportSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest-sync-linux.report.json'), 'utf8'))).subject
          .event,
      ).toBe('local');
    } finally {
      remove();
    }
  });

  test('what is not committed is judged on a laptop, and no tree is named as if it had been read', async () => {
    drift();
    const { subject, policySource, inputs } = ReportSchema.parse(
      JSON.parse((await run('manifest-sync', '--json')).stdout),
    );
    expect(subject).toEqual({ event: 'local', headSha: repository.git('rev-parse', 'HEAD') });
    expect(policySource?.kind).toBe('worktree');
    expect(inputs.every(({ source }) => source === 'worktree')).toBe(true);
  });
});

describe('places', () => {
  test('a folder that is no git repository is judged as it lies', async () => {
    const { folder, remove } = temporaryFolder();
    try {
      writeFiles(folder, consumerFiles());
      const { exit, stdout } = await commandLine([control], folder, ['manifest-sync', '--json']);
      expect(exit).toBe(0);
      expect(ReportSchema.parse(JSON.parse(stdout)).subject).toEqual({ event: 'local' });
    } finally {
      remove();
    }
  });

  test('paths are relative to the working directory, --config and --report-dir to the current one', async () => {
    const inner = Object.fromEntries(
      Object.entries(contractFiles()).map(([path, text]) => [`packages/desk/${path}`, text]),
    );
    repository.commit({ ...inner, 'governance.yml': configText(), [paths.pin]: null });
    const { exit, stdout } = await run(
      'manifest-sync',
      '--working-directory',
      'packages/desk',
      '--config',
      'governance.yml',
      '--report-dir',
      'out',
    );
    expect(stdout).toContain('PASSED');
    expect(exit).toBe(0);
    expect(existsSync(join(repository.folder, 'out', 'manifest-sync.report.json'))).toBe(true);
  });
});
