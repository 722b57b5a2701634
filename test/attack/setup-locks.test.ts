import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { control } from '../../actions/external-setup/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import {
  atSetup,
  digest,
  endpoint,
  files,
  gateway,
  lockValue,
  lockWith,
  type PlayedSetup,
  paths,
  policyWith,
  verified,
} from '../support/setup-lock.ts';
import { evaluateWith } from '../support/world.ts';

/* Somebody wants to call closed what was never set up. Everything but the attack is in order. */

type Value = ReturnType<typeof lockValue>;
const changed = (change: (value: Value) => void): PlayedSetup => {
  const files_ = lockWith(change);
  return { files: files_, base: { ...files, ...files_ } };
};
const local = (fields: Record<string, unknown>): PlayedSetup =>
  changed((value) => Object.assign(value.targets[0] ?? {}, fields));

const attacks: [name: string, played: PlayedSetup, rules: string[]][] = [
  [
    'the lock takes its own rules back, and lets everything wait',
    changed((value) => {
      value.own = { count: 0, deferred: ['Cloud', 'Local'], token: '<none>', smoke: false, runbook: '' };
      Object.assign(value.targets[0] ?? {}, { status: 'deferred', rationale: 'will be set up after the release' });
    }),
    ['own-policy', 'targets', 'counts'],
  ],
  ['the target that is open is taken out', changed((value) => void value.targets.pop()), ['targets']],
  [
    'a second entry says closed, and the first one is as it was',
    changed((value) => void value.targets.push({ ...value.targets[0], name: 'Cloud', status: 'closed' })),
    ['targets'],
  ],
  ['a placeholder in letters that look the same', local({ digest: '＜ｒｅｑｕｉｒｅｄ＞' }), ['concrete', 'counts']],
  ['a placeholder with what nobody sees in it', local({ digest: '<requ\u200bired>' }), ['concrete', 'counts']],
  ['a digest that nobody computed', local({ digest: `sha256:${'01'.repeat(32)}` }), ['form']],
  [
    'an address that only begins like the right one',
    { ...local({ endpoint: `${endpoint}.evil.io` }), policy: { hosts: ['gateway.harbour.dev'] } },
    ['smoke-evidence'],
  ],
  [
    'a host that only ends like the right one',
    { ...local({ endpoint: 'https://evilharbour.dev/sse' }), policy: { hosts: ['*.harbour.dev'] } },
    ['form'],
  ],
  [
    'the lock is its own evidence',
    {
      policy: {
        targets: [
          { ...policyTarget(), 'smoke-test': { path: paths.lock, names: ['digest'], verification: 'gateway' } },
          cloud(),
        ],
      },
    },
    ['smoke-evidence'],
  ],
  [
    'the evidence is of another image',
    { files: { [paths.smoke]: `${endpoint} 200 OK ${digest.replace('3f', '4f')}` } },
    ['smoke-evidence'],
  ],
  [
    'the image is exchanged behind the evidence',
    { files: lockWith((value) => Object.assign(value.targets[0] ?? {}, { image: 'harbour/gateway:v3' })) },
    ['transcript', 'change-shown'],
  ],
  ['the smoke test of another commit', { reports: verified([gateway({ sha: '9'.repeat(40) })]) }, ['smoke-test']],
  [
    'a smoke test that was judged by another configuration',
    {
      reports: verified(
        [gateway()],
        (made) => void (made.policySource = { kind: 'base', path: 'x', sha256: 'd'.repeat(64) }),
      ),
    },
    ['smoke-test'],
  ],
  [
    'a second plug-in under the name of the first',
    changed((value) => void (value.plugins as unknown[]).unshift({ id: 'NOTIFIER', version: '9.9.9', source: 'git' })),
    ['plugin-list'],
  ],
  [
    'a plug-in says that it comes from elsewhere to need no digest',
    changed(
      (value) => void Object.assign((value.plugins as object[])[0] ?? {}, { source: undefined, integrity: undefined }),
    ),
    ['plugin-integrity'],
  ],
  [
    'a plug-in changes its source to need no digest',
    {
      files: lockWith(
        (value) => void Object.assign((value.plugins as object[])[0] ?? {}, { source: 'git', integrity: undefined }),
      ),
    },
    ['kept'],
  ],
  [
    'a plug-in of a source that nobody named',
    changed((value) => void (value.plugins as unknown[]).push({ id: 'helper', version: '1.0.0', source: 'NPM ' })),
    ['plugin-integrity'],
  ],
  ...['self\u200b-updater', 'self-updater ', 'ѕelf-updater', 'self-updater\u0301', 'Self\u2011Updater'].map(
    (id): [string, PlayedSetup, string[]] => [
      `a denied plug-in as ${JSON.stringify(id)}`,
      changed((value) => void (value.plugins as unknown[]).push({ id, version: '1.0.0', source: 'git' })),
      ['plugin-list'],
    ],
  ),
  [
    'plug-ins whose names are those of findings',
    changed(
      (value) =>
        void (value.plugins as unknown[]).push(
          { id: 'notifier', version: '1.0.0', source: 'git' },
          { id: 'notifier (2)', version: '1.0.0', source: 'git' },
          { version: '1.0.0', source: 'git' },
          { id: 'entry 5', version: '1.0.0', source: 'git' },
        ),
    ),
    ['plugin-list'],
  ],
  [
    'targets whose names are those of findings',
    changed((value) => void value.targets.push({ status: 'closed' }, { name: 'entries without a name' })),
    ['targets'],
  ],
  [
    'the section of the runbook is emptied',
    { files: { [paths.runbook]: '# Runbook\n\n## How to set it up\n\n## Next\n\nElse.\n' } },
    ['runbook'],
  ],
  [
    'the section of the runbook is a comment',
    { files: { [paths.runbook]: '## How to set it up\n\n<!-- Pull the image, and test it. -->\n' } },
    ['runbook'],
  ],
  [
    'the section of the runbook is still to be written',
    { files: { [paths.runbook]: '## How to set it up\n\nTBD\n' } },
    ['runbook'],
  ],
  ...[
    'later',
    'n/a',
    'TBD TBD TBD',
    'TBD: will be told',
    'no no no',
    '\u3164 \u3164 \u3164 a',
    'Rationale',
    'a b c',
    '<!-- -->',
  ].map((rationale): [string, PlayedSetup, string[]] => [
    `it waits because ${JSON.stringify(rationale)}`,
    changed((value) => void Object.assign(value.targets[1] ?? {}, { rationale })),
    ['deferral'],
  ]),
  [
    'it waits for ever',
    {
      ...changed((value) => void Object.assign(value.targets[1] ?? {}, { until: '9999-12-31' })),
      policy: { 'deferral-needs': ['until'] },
    },
    ['deferral'],
  ],
  [
    'it waits for nobody',
    {
      ...changed((value) => void Object.assign(value.targets[1] ?? {}, { owner: 'nobody' })),
      policy: { 'deferral-needs': ['owner'] },
    },
    ['deferral'],
  ],
  ...['latest', 'stable', 'main', 'Nightly', 'v2-latest', 'edge'].map((tag): [string, PlayedSetup, string[]] => [
    `the moving tag ${tag}`,
    local({ image: `harbour/gateway:${tag}` }),
    ['form'],
  ]),
  ...[
    `sha256:${'abc'.repeat(21)}a`,
    `sha256:${'0'.repeat(63)}1`,
    `sha256:${'10'.repeat(31)}11`,
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ].map((value): [string, PlayedSetup, string[]] => [`the digest ${value}`, local({ digest: value }), ['form']]),
  ['an example with a dot behind it', local({ endpoint: 'https://gateway.example.com./sse' }), ['form']],
  ...[
    'deferred_no_subscription',
    'DEFERRED.until.later',
    'your-registry/gateway:v1',
    'harbour/${TAG}:v1',
    'harbour/gateway:tbd-1',
    'image',
    'harbour/...:v1',
    'harbour/{image}:v1',
    '< required >',
    'a<req uired>',
  ].map((value): [string, PlayedSetup, string[]] => [
    `the placeholder ${value}`,
    local({ image: value }),
    ['concrete'],
  ]),
  [
    'the evidence names what only ends like the value',
    { files: { [paths.smoke]: `${endpoint} 200 OK ${digest}`.replace('https://', 'not-https://') } },
    ['smoke-evidence'],
  ],
];

function policyTarget(): Record<string, unknown> {
  return { ...((policyWith().locks[0]?.['targets'] ?? []) as Record<string, unknown>[])[0] };
}
function cloud(): Record<string, unknown> {
  return { ...((policyWith().locks[0]?.['targets'] ?? []) as Record<string, unknown>[])[1] };
}

describe('none of it passes', () => {
  test.each(attacks)('%s', async (_name, played, rules) => {
    const { results, error } = await evaluateWith(control, atSetup(played));
    const told = results.map(({ rule, about }) => JSON.stringify([rule, about]));
    expect(told).toEqual([...new Set(told)]);
    expect(['failed', 'unverified']).toContain(reportStatus(results, error));
    const open = results.filter(({ status }) => status === 'failed' || status === 'unverified').map(({ rule }) => rule);
    expect(open).toEqual(expect.arrayContaining(rules.map((rule) => `external-setup/${rule}`)));
  });
});

test('whatever stands in the place of targets, plug-ins and rules: it is judged, and nothing twice', async () => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.record({
      name: fc.constantFrom('Local', 'Cloud', '__proto__', 'constructor', 'local'),
      status: fc.constantFrom('closed', 'deferred', 'toString'),
      digest: fc.jsonValue(),
    }),
    fc.record({
      id: fc.constantFrom('notifier', 'Notifier', '__proto__', '#1', 'a'),
      version: fc.jsonValue(),
      source: fc.jsonValue(),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(odd), fc.array(odd), fc.jsonValue(), async (targets, plugins, own) => {
      const text = JSON.stringify({ ...lockValue(), own, targets, plugins });
      const { results, error } = await evaluateWith(control, atSetup({ files: { [paths.lock]: text } }));
      expect(error).toBeUndefined();
      expect(['failed', 'unverified']).toContain(reportStatus(results, error));
      const told = results.map(({ rule, about }) => JSON.stringify([rule, about]));
      expect(told).toEqual([...new Set(told)]);
    }),
    { numRuns: 150 },
  );
});

describe('in a pull request', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = gitRepository();
  });
  afterEach(() => repository.remove());

  const config = (section: unknown): Record<string, string> => ({
    '.github/release-governance.yml': JSON.stringify({ version: 1, 'external-setup': section }),
  });
  const run = (base: string, head: string) => runAsAction({ control, repository, payload: pullRequest(base, head) });
  const rulesOf = ({ report }: Awaited<ReturnType<typeof run>>): string[] => [
    ...new Set(report.results.flatMap(({ rule, status }) => (status === 'failed' ? [rule] : []))),
  ];
  const broken = lockWith((value) => void Object.assign(value.targets[0] ?? {}, { digest: '<required>' })) as Record<
    string,
    string
  >;

  test('a policy that asks less, in the same change', async () => {
    const base = repository.commit({ ...files, ...config(policyWith()) });
    const target = { name: 'Local', fields: { image: 'text' } };
    const head = repository.commit({
      ...broken,
      ...config(policyWith({ targets: [target, cloud()], placeholders: [] })),
    });
    const outcome = await run(base, head);
    expect(outcome.exit).toBe(1);
    expect(rulesOf(outcome)).toEqual(expect.arrayContaining(['external-setup/concrete', 'external-setup/kept']));
    expect(outcome.terminal(false)).toContain('holds a placeholder');
  });

  const steps: [name: string, change: () => void, rules: string[]][] = [
    ['the lock is deleted', () => repository.git('rm', '-q', paths.lock), ['lock']],
    [
      'the lock is moved, and its copy says less',
      () => {
        repository.git('mv', paths.lock, 'setup/Lock.json');
        repository.write({ 'setup/Lock.json': '{"status":"closed","targets":[]}' });
      },
      ['lock'],
    ],
    [
      'the mode is lowered together with its target',
      () =>
        repository.write(
          lockWith((value) => {
            value.status = 'waiting';
            Object.assign(value.targets[0] ?? {}, { status: 'deferred', rationale: 'it is not needed any more' });
          }) as Record<string, string>,
        ),
      ['mode', 'counts', 'kept'],
    ],
    [
      'the evidence goes with what it shows',
      () => {
        repository.git('rm', '-q', paths.smoke, paths.transcript);
      },
      ['smoke-evidence', 'transcript'],
    ],
  ];
  test.each(steps)('%s', async (_name, change, rules) => {
    const base = repository.commit({ ...files, ...config(policyWith()) });
    change();
    repository.git('add', '-A');
    repository.git('commit', '-q', '-m', 'less');
    const outcome = await run(base, repository.git('rev-parse', 'HEAD'));
    expect(outcome.exit).toBe(1);
    const open = outcome.report.results.flatMap(({ rule, status }) =>
      status === 'failed' || status === 'unverified' ? [rule] : [],
    );
    expect(open).toEqual(expect.arrayContaining(rules.map((rule) => `external-setup/${rule}`)));
  });

  test('a link in the place of the lock or of its evidence', async () => {
    const base = repository.commit({ ...files, ...config(policyWith()) });
    for (const path of [paths.lock, paths.smoke]) {
      unlinkSync(join(repository.folder, path));
      symlinkSync('/etc/hostname', join(repository.folder, path));
    }
    repository.git('add', '-A');
    repository.git('commit', '-q', '-m', 'links');
    const outcome = await run(base, repository.git('rev-parse', 'HEAD'));
    expect(outcome.exit).toBe(1);
    expect(rulesOf(outcome)).toEqual(['external-setup/lock']);
    expect(outcome.report.results.find(({ rule }) => rule === 'external-setup/lock')?.message).toMatch(/symbolic link/);
  });

  test('values that are commands where they are shown stay text', async () => {
    const base = repository.commit({ ...files, ...config(policyWith()) });
    const value = '::set-output name=status::passed\n<img src=x>';
    const head = repository.commit(
      lockWith((each) => void Object.assign(each.targets[0] ?? {}, { image: value })) as Record<string, string>,
    );
    const outcome = await run(base, head);
    expect(outcome.exit).toBe(1);
    expect(outcome.markdown().replace(/`[^`]*`/g, '')).not.toContain('<img');
    expect(
      outcome
        .terminal(false)
        .split('\n')
        .filter((line) => /^\s*::/.test(line)),
    ).toEqual([]);
  });
});
