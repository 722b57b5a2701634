import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findings, findLinters } from '../../shared/build/linters.ts';
import { workflowText } from '../../shared/render/adoption-workflow.ts';
import { allControls } from '../support/all-controls.ts';
import { command } from '../support/command.ts';
import { root } from '../support/dist.ts';
import { temporaryFolder } from '../support/git-repository.ts';

const controls = await allControls();
const linters = findLinters();
const sha = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const accepted = join(root, 'shared/build/zizmor-documents.yml');

let temporary: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  temporary = temporaryFolder();
});
afterEach(() => temporary.remove());

/** A workflow in which nothing is wrong, but for what is put in. */
const workflow = ({ on = '  pull_request:', job = '', steps = '' } = {}): string => `name: planted
on:
${on}
permissions: {}
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
${job}    steps:
      - uses: actions/checkout@${sha} # v7.0.1
        with:
          persist-credentials: false
${steps}`;

function found(files: Record<string, string>, documents = false): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(temporary.folder, path)), { recursive: true });
    writeFileSync(join(temporary.folder, path), text);
  }
  const workflows = Object.keys(files).filter((path) => path.startsWith('.github/workflows/'));
  return findings(linters, temporary.folder, workflows, documents ? { accepted } : {}).join('\n');
}

const injection = '      - run: echo "${{ github.event.pull_request.title }}"\n';

describe('the linters of the workflows', () => {
  test('find nothing where nothing is wrong, also where an action of the same commit is used', () => {
    expect(found({ '.github/workflows/x.yml': workflow({ steps: '      - uses: $/actions/manifest-sync\n' }) })).toBe(
      '',
    );
  });

  test.each<[what: string, files: Record<string, string>, said: RegExp]>([
    [
      'text of others in a script',
      { '.github/workflows/x.yml': workflow({ steps: injection }) },
      /template-injection[\s\S]*x\.yml/,
    ],
    [
      'the same behind a comment that would silence it',
      {
        '.github/workflows/x.yml': workflow({
          steps: injection.replace('\n', ' # zizmor: ignore[template-injection]\n'),
        }),
      },
      /template-injection/,
    ],
    [
      'the same beside a file that would silence it',
      {
        '.github/workflows/x.yml': workflow({ steps: injection }),
        '.github/zizmor.yml': 'rules:\n  template-injection:\n    disable: true\n',
      },
      /template-injection/,
    ],
    [
      'the same beside a file that would silence the other linter',
      {
        '.github/workflows/x.yml': workflow({ job: '    if: github.evnt_name\n' }),
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.github/actionlint.yaml': "paths:\n  '**/*.yml':\n    ignore: ['.*']\n",
      },
      /property "evnt_name" is not defined/,
    ],
    [
      'the same in files that git ignores and that are committed all the same',
      {
        '.github/workflows/x.yml': workflow(),
        '.github/workflows/y.yml': workflow({ steps: '      - uses: actions/setup-node@v7\n' }),
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.gitignore': '/.github/workflows/y.yml\n',
      },
      /unpinned-uses[\s\S]*y\.yml/,
    ],
    [
      'the same in actions that git ignores',
      {
        '.github/workflows/x.yml': workflow(),
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.gitignore': 'actions/\n',
        'actions/one/action.yml':
          'name: one\ndescription: One.\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-node@v7\n',
      },
      /unpinned-uses[\s\S]*action\.yml/,
    ],
    [
      'an action that is not pinned',
      { '.github/workflows/x.yml': workflow({ steps: '      - uses: actions/setup-node@v7\n' }) },
      /unpinned-uses/,
    ],
    [
      'a checkout that leaves its token behind',
      { '.github/workflows/x.yml': workflow().replace('persist-credentials: false', 'fetch-depth: 0') },
      /artipacked/,
    ],
    [
      'a trigger with which a fork runs with secrets',
      { '.github/workflows/x.yml': workflow({ on: '  pull_request_target:' }) },
      /dangerous-triggers/,
    ],
    [
      'permissions for everything',
      { '.github/workflows/x.yml': workflow().replace('permissions:\n      contents: read', 'permissions: write-all') },
      /excessive-permissions/,
    ],
    [
      'a property that no context has',
      { '.github/workflows/x.yml': workflow({ job: '    if: github.evnt_name\n' }) },
      /x\.yml:\d+:\d+: property "evnt_name" is not defined/,
    ],
    [
      'a job that needs one that is not there',
      { '.github/workflows/x.yml': workflow({ job: '    needs: two\n' }) },
      /needs job "two" which does not exist/,
    ],
    [
      'a mistake in a script',
      { '.github/workflows/x.yml': workflow({ steps: '      - run: rm -rf $HOME/a $UNQUOTED\n' }) },
      /shellcheck reported issue/,
    ],
    ['a file that is no workflow', { '.github/workflows/x.yml': 'jobs: [' }, /could not parse as YAML/],
    [
      'text of others in a composite action',
      {
        '.github/workflows/x.yml': workflow(),
        'actions/one/action.yml':
          'name: one\ndescription: One.\ninputs:\n  title:\n    description: Text.\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: echo "${{ inputs.title }}"\n',
      },
      /template-injection[\s\S]*action\.yml/,
    ],
    [
      'updates that come on the day of a release',
      {
        '.github/workflows/x.yml': workflow(),
        '.github/dependabot.yml':
          'version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule:\n      interval: weekly\n',
      },
      /dependabot-cooldown/,
    ],
  ])('find %s', (_what, files, said) => {
    expect(found(files)).toMatch(said);
  });

  test('accept in documents what stands in the list with its reason, and nothing else', () => {
    const queue = workflow().replace('jobs:', 'concurrency: { group: one, queue: max }\njobs:');
    const shown = {
      '.github/workflows/x.yml': queue.replace('          persist-credentials: false\n', '          fetch-depth: 0\n'),
    };
    expect(found(shown, true)).toBe('');
    expect(found(shown)).toMatch(/unexpected key "queue"[\s\S]*artipacked/);
    const event = workflow({ on: '  workflow_run:\n    workflows: [ci]' });
    expect(found({ '.github/workflows/other.yml': event }, true)).toMatch(/dangerous-triggers/);
  });

  test('find nothing in the workflow that init writes with the commit of the release', () => {
    const jobs = controls.map(({ name, permissions }) => ({
      id: name,
      control: name,
      permissions,
      inputs: {},
      secrets: {},
      checkout: 'all' as const,
    }));
    const text = workflowText(jobs, { branch: 'main', commit: sha });
    expect(found({ '.github/workflows/x.yml': text })).toBe('');
  });

  test.each<[what: string, files: Record<string, string>, code: number, said: RegExp]>([
    ['nothing', {}, 0, /looked at 1 workflows of the repository and 1 of its documents/],
    ['a planted defect', { '.github/workflows/y.yml': workflow({ steps: injection }) }, 1, /template-injection/],
    [
      'a planted defect in a document',
      { 'README.md': `\`\`\`yaml\n${workflow({ steps: injection })}\`\`\`\n` },
      1,
      /template-injection[\s\S]*README-md-2/,
    ],
    ['no document any more', { 'README.md': '' }, 1, /there was nothing to look at/],
  ])('as npm run lint:workflows runs them, end as they should with %s', (_what, files, code, said) => {
    found({ '.github/workflows/x.yml': workflow(), 'README.md': `\`\`\`yaml\n${workflow()}\`\`\`\n`, ...files });
    const script = join(root, 'shared/build/lint-workflows.ts');
    const ran = spawnSync(process.execPath, ['--import', 'tsx', script, temporary.folder], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(`${ran.stdout}${ran.stderr}`).toMatch(said);
    expect(ran.status).toBe(code);
  });

  test('that cannot be started are a finding', () => {
    const nowhere = join(temporary.folder, 'nowhere');
    expect(findings({ ...linters, zizmor: nowhere }, temporary.folder, [])[1]).toMatch(/nowhere could not be started/);
    const broken = command(temporary.folder, 'broken', '', 3);
    expect(findings({ ...linters, actionlint: broken }, temporary.folder, [])[0]).toMatch(
      /ended with 3 and said nothing/,
    );
  });

  test.each<[what: string, there: readonly string[], message: RegExp]>([
    [
      'Go and Python',
      [],
      /without Go, for actionlint \d\S+, and Python 3 with pip, for zizmor \d\S+ and shellcheck: install/,
    ],
    ['Go', ['python3'], /without Go, for actionlint \d\S+: install/],
    ['Python', ['go'], /without Python 3 with pip, for zizmor \d\S+ and shellcheck: install/],
  ])('without %s are a failure that says what to install', (_what, there, message) => {
    for (const name of there) command(temporary.folder, name, `${name} 1.0`);
    expect(() => findLinters({ PATH: temporary.folder, TMPDIR: temporary.folder })).toThrow(message);
  });
});
