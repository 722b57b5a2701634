import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/external-setup/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { coverRules } from '../support/coverage.ts';
import {
  atSetup,
  digest,
  endpoint,
  files,
  gateway,
  integrity,
  lock,
  lockValue,
  lockWith,
  type PlayedSetup,
  paths,
  policyWith,
  verified,
} from '../support/setup-lock.ts';
import { configurationOf, memoryTree } from '../support/world.ts';

const rules = coverRules(control);
const otherIntegrity = `sha512-${Buffer.from(Array.from({ length: 64 }, (_, at) => (at * 41 + 7) % 256)).toString('base64')}`;
const denied: Because = { code: 'MISSING_PERMISSION', message: 'may not read', needs: 'contents: read' };
const unreadable = { reason: 'unreadable', message: 'x', because: denied } as const;
const gone = { reason: 'absent', message: 'does not exist' } as const;

/** What is not passed and asked for: `rule about: status`, with the code where it is unverified. */
function open({ results, error }: Evaluation): string[] {
  const lines = results.flatMap(({ rule, status, about, because }) =>
    status === 'passed' || status === 'not-applicable'
      ? []
      : [`${[rule.replace('external-setup/', ''), ...about.slice(1)].join(' ')}: ${because?.code ?? status}`],
  );
  return error === undefined ? lines : [...lines, `${error.code} ${error.message}`];
}

const judged = async (played: PlayedSetup): Promise<Evaluation> => rules.evaluate(atSetup(played));

test('a lock where everything is in order passes', async () => {
  const evaluation = await judged({});
  expect(open(evaluation)).toEqual([]);
  expect(reportStatus(evaluation.results, evaluation.error)).toBe('passed');
  expect(evaluation.data).toEqual({
    locks: [
      {
        id: 'gateways',
        path: paths.lock,
        mode: 'local-only',
        concrete: 3,
        targets: [
          { name: 'Local', state: 'closed' },
          { name: 'Cloud', state: 'deferred' },
        ],
      },
    ],
  });
  expect(evaluation.outputs).toEqual({ open: 'gateways/Cloud' });
  expect(evaluation.exhibits.map(({ title, rows }) => [title, rows.map(({ mark }) => mark)])).toEqual([
    ['Targets of the lock gateways', ['good', 'open']],
  ]);
});

const with_ = (change: (value: ReturnType<typeof lockValue>) => void): PlayedSetup => {
  const changed = lockWith(change);
  // Only the present state is meant, and not the step to it.
  return { files: changed, base: { ...files, ...changed } };
};
const local = (fields: Record<string, unknown>): PlayedSetup =>
  with_((value) => Object.assign(value.targets[0] ?? {}, fields));
const cloud = (fields: Record<string, unknown>): PlayedSetup =>
  with_((value) => Object.assign(value.targets[1] ?? {}, fields));
const plugin = (fields: Record<string, unknown>): PlayedSetup =>
  with_((value) => Object.assign((value.plugins as Record<string, unknown>[])[0] ?? {}, fields));
const own = (fields: Record<string, unknown>): PlayedSetup => with_((value) => Object.assign(value.own ?? {}, fields));
const everything = Object.keys(control.rules).filter((rule) => rule !== 'lock');

const cases: [name: string, played: PlayedSetup, open: string[]][] = [
  // the lock
  [
    'there is no lock',
    { files: { [paths.lock]: gone } },
    ['lock: failed', ...everything.map((rule) => `${rule}: NO_DATA`)],
  ],
  [
    'the lock cannot be looked at',
    { files: { [paths.lock]: unreadable } },
    ['lock: MISSING_PERMISSION', ...everything.map((rule) => `${rule}: MISSING_PERMISSION`)],
  ],
  ...(
    [
      ['no JSON', '{'],
      ['not UTF-8', new Uint8Array([0x7b, 0xff])],
      ['a list', '[]'],
      ['without a list of targets', '{"status":"closed"}'],
      ['with a key twice', '{"status":"closed","status":"closed","targets":[]}'],
    ] as const
  ).map(([name, content]): [string, PlayedSetup, string[]] => [
    `a lock that is ${name}`,
    { files: { [paths.lock]: content } },
    ['lock: failed', ...everything.map((rule) => `${rule}: NO_DATA`)],
  ]),

  // the mode
  [
    'a mode that the policy does not accept',
    with_((value) => void (value.status = 'done')),
    [
      'mode: failed',
      'own-policy /own/count: NO_DATA',
      'own-policy /own/deferred: NO_DATA',
      'targets Cloud: NO_DATA',
      'counts: NO_DATA',
    ],
  ],
  [
    'a mode that is no text',
    with_((value) => void (value.status = ['local-only'])),
    [
      'mode: failed',
      'own-policy /own/count: NO_DATA',
      'own-policy /own/deferred: NO_DATA',
      'targets Cloud: NO_DATA',
      'counts: NO_DATA',
    ],
  ],
  ['another operating mode', with_((value) => void (value.operating = 'cloud')), ['mode: failed']],
  [
    'all is called closed while a target waits',
    with_((value) => void (value.status = 'closed')),
    ['own-policy /own/count: failed', 'own-policy /own/deferred: failed', 'targets Cloud: failed', 'counts: failed'],
  ],

  // targets
  [
    'a target that is missing',
    with_((value) => void value.targets.pop()),
    ['targets Cloud: failed', 'concrete Cloud id: NO_DATA', 'form Cloud id: NO_DATA', 'deferral Cloud: NO_DATA'],
  ],
  [
    'a target that nobody knows',
    with_((value) => void value.targets.push({ name: 'Third', status: 'closed' })),
    ['targets Third: failed'],
  ],
  ['an entry without a name', with_((value) => void value.targets.push({ status: 'closed' })), ['targets: failed']],
  [
    'a target that is there twice',
    with_((value) => void value.targets.push({ ...value.targets[0] })),
    ['targets Local: failed'],
  ],
  [
    'a state that nobody knows',
    local({ status: 'Closed' }),
    ['targets Local: failed', 'deferral Local: NO_DATA', 'counts: failed'],
  ],
  ['no state', local({ status: undefined }), ['targets Local: failed', 'deferral Local: NO_DATA', 'counts: failed']],
  [
    'a target that may not wait is deferred',
    local({ status: 'deferred', rationale: 'we had no time before the holidays' }),
    ['targets Local: failed', 'counts: failed'],
  ],

  // values
  ...[
    undefined,
    null,
    '',
    '  ',
    '<required>',
    'sha <REQUIRED>',
    'TBD',
    'deferred-no-subscription',
    'n/a',
    '\u200b',
    '{{digest}}',
    'pending',
    true,
    1.1,
    1e40,
  ].map((value): [string, PlayedSetup, string[]] => [
    `a digest that is ${JSON.stringify(value) ?? 'missing'}`,
    local({ digest: value }),
    [
      'concrete Local digest: failed',
      'form Local digest: NO_DATA',
      'counts: failed',
      'smoke-evidence Local: NO_DATA',
      'transcript Local: NO_DATA',
    ],
  ]),
  ...(
    [
      ['image', 'harbour/gateway'],
      ['image', 'harbour/gateway:latest'],
      ['image', 'harbour/gateway:v2@sha256:12'],
      ['image', 'not an image'],
    ] as const
  ).map(([field, value]): [string, PlayedSetup, string[]] => [
    `the ${field} ${value}`,
    local({ [field]: value }),
    ['form Local image: failed', 'transcript Local: failed'],
  ]),
  ...[
    'sha256:3f0a',
    `sha1:${'a'.repeat(40)}`,
    digest.toUpperCase(),
    `sha256:${'0'.repeat(64)}`,
    `sha256:${'deadbeef'.repeat(8)}`,
    `${digest}:x`,
  ].map((value): [string, PlayedSetup, string[]] => [
    `the digest ${value}`,
    local({ digest: value }),
    ['form Local digest: failed', 'smoke-evidence Local: failed', 'transcript Local: failed'],
  ]),
  ...[
    'http://gateway.harbour.dev/sse',
    'gateway',
    'https://user:secret@gateway.harbour.dev/',
    'https://gateway.example.com/',
    'ftp://gateway.harbour.dev/',
  ].map((value): [string, PlayedSetup, string[]] => [
    `the endpoint ${value}`,
    local({ endpoint: value }),
    ['form Local endpoint: failed', 'smoke-evidence Local: failed'],
  ]),
  [
    'an endpoint of a host that the policy does not name',
    { policy: { hosts: ['localhost', '*.quay.dev'] } },
    ['form Local endpoint: failed'],
  ],
  ['an endpoint of a host that it names', { policy: { hosts: ['*.harbour.dev'] } }, []],

  // deferrals
  ['a deferral without a reason', cloud({ rationale: undefined }), ['deferral Cloud rationale: failed']],
  ['a deferral with a placeholder for a reason', cloud({ rationale: 'TODO' }), ['deferral Cloud rationale: failed']],
  ['a reason that is no text', cloud({ rationale: ['because'] }), ['deferral Cloud rationale: failed']],
  [
    'a deferral without owner and end, where they are asked',
    { policy: { 'deferral-needs': ['rationale', 'owner', 'until'] } },
    ['deferral Cloud owner: failed', 'deferral Cloud until: failed'],
  ],
  [
    'a deferral until a day that is none',
    { ...cloud({ until: '2026-02-30' }), policy: { 'deferral-needs': ['until'] } },
    ['deferral Cloud until: failed'],
  ],
  ['on its last day', { ...cloud({ until: '2026-03-10' }), policy: { 'deferral-needs': ['until'] } }, []],
  [
    'a day later',
    { ...cloud({ until: '2026-03-10' }), policy: { 'deferral-needs': ['until'] }, now: '2026-03-11T00:00:00Z' },
    ['deferral Cloud until: failed'],
  ],

  [
    'a deferral that says itself that it is over, where nobody asks',
    cloud({ until: '2026-03-09' }),
    ['deferral Cloud until: failed'],
  ],
  [
    'a deferral as far away as it may be',
    { ...cloud({ until: '2026-03-20' }), policy: { 'deferral-needs': ['until'], 'longest-deferral': '10d' } },
    [],
  ],
  [
    'a day further',
    { ...cloud({ until: '2026-03-22' }), policy: { 'deferral-needs': ['until'], 'longest-deferral': '10d' } },
    ['deferral Cloud until: failed'],
  ],
  ...['Deferred until the subscription exists', 'pending approval of the bank', '试点结束之前没有可用的订阅'].map(
    (rationale): [string, PlayedSetup, string[]] => [`the reason ${rationale}`, cloud({ rationale }), []],
  ),
  [
    'a target that may wait is set up all the same',
    { ...cloud({ status: 'closed', id: '3f2a9c1d-5e7b-4468-8f1e-2d3c4b5a6978' }) },
    [],
  ],
  [
    'a list of more targets than anybody set up',
    with_((value) => void value.targets.push(...Array.from({ length: 1000 }, (_, at) => ({ name: `T${at}` })))),
    ['lock: failed', ...everything.map((rule) => `${rule}: NO_DATA`)],
  ],

  // what the lock says of its own rules
  ['another number than the policy has', own({ count: 2 }), ['own-policy /own/count: failed']],
  ['another target that may wait', own({ deferred: ['Cloud', 'Local'] }), ['own-policy /own/deferred: failed']],
  ['another token', own({ token: '<none>' }), ['own-policy /own/token: failed']],
  ['another runbook', own({ runbook: 'README.md#setup' }), ['own-policy /own/runbook: failed']],
  ['no smoke test', own({ smoke: false }), ['own-policy /own/smoke: failed']],
  [
    'the policy asks for another number',
    { policy: { modes: { 'local-only': { deferred: ['Cloud'], 'concrete-fields': 4 } } } },
    ['own-policy /own/count: failed', 'counts: failed'],
  ],
  ['a lock without rules of its own', with_((value) => void delete value.own), []],

  // evidence
  ['there is no smoke test', { files: { [paths.smoke]: gone } }, ['smoke-evidence Local: failed']],
  [
    'the smoke test cannot be looked at',
    { files: { [paths.smoke]: unreadable } },
    ['smoke-evidence Local: MISSING_PERMISSION'],
  ],
  ['an empty smoke test', { files: { [paths.smoke]: '\n' } }, ['smoke-evidence Local: failed']],
  ['a smoke test of bytes', { files: { [paths.smoke]: new Uint8Array([0]) } }, ['smoke-evidence Local: failed']],
  [
    'a smoke test of another image',
    { files: { [paths.smoke]: `${endpoint} 200 OK` } },
    ['smoke-evidence Local: failed'],
  ],
  [
    'a smoke test of a longer address',
    { files: { [paths.smoke]: `${endpoint}2 200 OK ${digest}` } },
    ['smoke-evidence Local: failed'],
  ],
  [
    'a smoke test in a script without spaces',
    { files: { [paths.smoke]: `地址${endpoint}的返回码200 OK，摘要${digest}。` } },
    [],
  ],
  [
    'a smoke test without what must come out',
    { files: { [paths.smoke]: `${endpoint} 500 ${digest}` } },
    ['smoke-evidence Local: failed'],
  ],
  ['there is no transcript', { files: { [paths.transcript]: gone } }, ['transcript Local: failed']],
  [
    'the transcript cannot be looked at',
    { files: { [paths.transcript]: unreadable } },
    ['transcript Local: MISSING_PERMISSION'],
  ],
  [
    'a smoke test that nothing measures',
    {
      policy: {
        targets: [{ ...lock.targets[0], 'smoke-test': { path: paths.smoke, names: ['digest'] } }, lock.targets[1]],
      },
    },
    ['smoke-test Local: NO_DATA'],
  ],
  ['the smoke test failed', { reports: verified([gateway({ status: 'failed' })]) }, ['smoke-test Local: failed']],
  [
    'the smoke test ran for another commit',
    { reports: verified([gateway({ sha: '9'.repeat(40) })]) },
    ['smoke-test Local: NO_DATA'],
  ],
  ['no smoke test ran', { reports: () => ({ files: [], problems: [] }) }, ['smoke-test Local: NO_DATA']],
  [
    'a report of another run',
    { reports: verified([gateway()], (made) => void (made.subject = { ...made.subject, runId: 7 })) },
    ['smoke-test Local: failed'],
  ],
  [
    'no evidence is asked',
    { policy: { targets: [{ name: 'Local', fields: lock.targets[0]?.fields }, lock.targets[1]] } },
    ['own-policy /own/smoke: failed'],
  ],

  // the runbook
  ['there is no runbook', { files: { [paths.runbook]: gone } }, [`runbook ${lock.runbook}: failed`]],
  [
    'the section is gone',
    { files: { [paths.runbook]: '# Runbook\n\n```md\n## How to set it up\n```\n' } },
    [`runbook ${lock.runbook}: failed`],
  ],
  ['the runbook is no text', { files: { [paths.runbook]: new Uint8Array([0]) } }, [`runbook ${lock.runbook}: failed`]],
  [
    'the runbook cannot be looked at',
    { files: { [paths.runbook]: unreadable } },
    [`runbook ${lock.runbook}: MISSING_PERMISSION`],
  ],
  [
    'a runbook outside',
    { policy: { runbook: '../runbook.md#how-to' } },
    ['own-policy /own/runbook: failed', 'runbook ../runbook.md#how-to: failed'],
  ],
  ['no runbook is asked', { policy: { runbook: undefined }, ...own({ runbook: undefined }) }, []],

  // plug-ins
  [
    'there is no list',
    with_((value) => void (value.plugins = {})),
    ['plugin-list /plugins: failed', 'plugin-version /plugins: NO_DATA', 'plugin-integrity /plugins: NO_DATA'],
  ],
  [
    'an empty list',
    with_((value) => void (value.plugins = [])),
    ['plugin-list /plugins notifier: failed', 'plugin-version /plugins: NO_DATA', 'plugin-integrity /plugins: NO_DATA'],
  ],
  [
    'an entry without an id',
    plugin({ id: undefined }),
    ['plugin-list /plugins #1: failed', 'plugin-list /plugins notifier: failed'],
  ],
  [
    'an entry that is there twice',
    with_((value) => void (value.plugins as unknown[]).push({ id: 'Notifier', version: '1.4.2', source: 'git' })),
    ['plugin-list /plugins #3 Notifier: failed'],
  ],
  [
    'an entry that is denied',
    with_((value) => void (value.plugins as unknown[]).push({ id: 'Self-Updater', version: '1.0.0', source: 'git' })),
    ['plugin-list /plugins Self-Updater: failed'],
  ],
  ...['^1.4.2', 'latest', '1.4', '', undefined, '<required>', 'main', 'ffffffffff'].map(
    (version): [string, PlayedSetup, string[]] => [
      `the version ${version ?? 'that is missing'}`,
      plugin({ version }),
      ['plugin-version /plugins notifier: failed'],
    ],
  ),
  ['the beginning of a commit id', plugin({ version: '2cd88e7947b7' }), ['plugin-version /plugins notifier: failed']],
  [
    'the same where the policy allows it',
    { ...plugin({ version: '2cd88e7947b7' }), policy: { plugins: [{ at: '/plugins', 'short-commits': true }] } },
    [],
  ],
  ...[undefined, 'sha512-AAAA', 'md5-AAAA', `sha512-${'A'.repeat(86)}==`, integrity.replace('sha512', 'sha256')].map(
    (value): [string, PlayedSetup, string[]] => [
      `the integrity ${value ?? 'that is missing'}`,
      plugin({ integrity: value }),
      ['plugin-integrity /plugins notifier: failed'],
    ],
  ),
  [
    'an entry without an integrity that does not say where it comes from',
    plugin({ source: undefined, integrity: undefined }),
    ['plugin-integrity /plugins notifier: failed'],
  ],
  [
    'an integrity of all',
    { policy: { plugins: [{ at: '/plugins', integrity: {} }] } },
    ['plugin-integrity /plugins worktree: failed'],
  ],
  [
    'more plug-ins than anybody installed',
    with_(
      (value) => void (value.plugins = Array.from({ length: 1001 }, (_, at) => ({ id: `p${at}`, version: '1.0.0' }))),
    ),
    ['plugin-list /plugins: failed', 'plugin-version /plugins: NO_DATA', 'plugin-integrity /plugins: NO_DATA'],
  ],
  [
    'two lists with different versions of a plug-in',
    {
      ...with_((value) => void Object.assign(value, { more: [{ id: 'Notifier', version: '1.4.1' }] })),
      policy: { plugins: [{ at: '/plugins' }, { at: '/more' }] },
    },
    ['plugin-version /more Notifier: failed'],
  ],
  ['no plug-in is asked', { policy: { plugins: [] } }, []],
];

describe('a single thing is not in order', () => {
  test.each(cases)('%s', async (_name, played, expected) => {
    expect(open(await judged(played))).toEqual(expected);
  });
});

describe('what a change makes of the lock', () => {
  const before = (change: (value: ReturnType<typeof lockValue>) => void, more = {}): PlayedSetup => ({
    base: { ...files, ...lockWith(change), ...more },
  });
  const vague = (value: ReturnType<typeof lockValue>): void =>
    void Object.assign(value.targets[0] ?? {}, { status: 'deferred', digest: '<required>' });

  test('placeholders become values, with new evidence: it passes, and the change is shown', async () => {
    const evaluation = await judged(before(vague, { [paths.smoke]: 'old', [paths.transcript]: 'old' }));
    expect(open(evaluation)).toEqual([]);
    expect(evaluation.exhibits[0]).toMatchObject({
      title: 'What changes in the lock gateways',
      rows: [
        { cells: ['Local', 'state', 'deferred', 'closed'], mark: 'good' },
        { cells: ['Local', 'digest', 'no value', digest], mark: 'good' },
      ],
    });
  });

  test('a deferral that is put off is shown', async () => {
    const { exhibits } = await judged({
      files: lockWith((value) => void Object.assign(value.targets[1] ?? {}, { until: '2026-06-01' })),
      base: { ...files, ...lockWith((value) => void Object.assign(value.targets[1] ?? {}, { until: '2026-04-01' })) },
    });
    expect(exhibits.map(({ title }) => title)).toContain('What changes in the lock gateways');
    expect(exhibits.flatMap(({ rows }) => rows)).toContainEqual({
      cells: ['Cloud', 'until', '2026-04-01', '2026-06-01'],
      mark: 'open',
    });
  });

  const changes: [name: string, played: PlayedSetup, open: string[]][] = [
    ['values without new evidence', before(vague), ['change-shown Local: failed']],
    [
      'another value without new evidence',
      before((value) => Object.assign(value.targets[0] ?? {}, { endpoint: 'https://old.harbour.dev/' })),
      ['change-shown Local: failed'],
    ],
    [
      'a value that becomes a placeholder',
      { files: lockWith((value) => Object.assign(value.targets[0] ?? {}, { image: '<required>' })) },
      [
        'concrete Local image: failed',
        'form Local image: NO_DATA',
        'counts: failed',
        'transcript Local: NO_DATA',
        'kept Local: failed',
      ],
    ],
    [
      'a target that is deferred again',
      {
        files: lockWith((value) =>
          Object.assign(value.targets[0] ?? {}, { status: 'deferred', rationale: 'it broke, and nobody knows why' }),
        ),
      },
      ['targets Local: failed', 'counts: failed', 'kept Local: failed'],
    ],
    ['there was no lock', { base: {} }, []],
    [
      'a plug-in without the integrity that it had',
      {
        files: lockWith(
          (value) => void Object.assign((value.plugins as object[])[0] ?? {}, { integrity: undefined, source: 'git' }),
        ),
      },
      ['kept /plugins notifier: failed'],
    ],
    [
      'a plug-in of another version with the integrity of the one before',
      { files: lockWith((value) => void Object.assign((value.plugins as object[])[0] ?? {}, { version: '1.4.3' })) },
      ['change-shown /plugins notifier: failed'],
    ],
    [
      'a plug-in of the same version with another integrity',
      before((value) => void Object.assign((value.plugins as object[])[0] ?? {}, { integrity: otherIntegrity })),
      ['change-shown /plugins notifier: failed'],
    ],
    [
      'a plug-in of another version and integrity',
      before(
        (value) =>
          void Object.assign((value.plugins as object[])[0] ?? {}, { version: '1.4.1', integrity: otherIntegrity }),
      ),
      [],
    ],
    [
      'the same where only plug-ins are locked',
      {
        policy: { targets: [], modes: { 'local-only': {} }, runbook: undefined },
        files: lockWith((value) => {
          Object.assign((value.plugins as object[])[0] ?? {}, { version: '1.4.3' });
          delete value.own;
        }),
      },
      ['change-shown /plugins notifier: failed'],
    ],
    [
      'nobody knows what was before',
      { base: { because: { code: 'NO_BASE', message: 'a shallow clone' } } },
      ['kept: NO_BASE', 'change-shown: NO_BASE'],
    ],
    [
      'the lock of before cannot be looked at',
      { base: { [paths.lock]: unreadable } },
      ['kept: MISSING_PERMISSION', 'change-shown: MISSING_PERMISSION'],
    ],
    ['the lock of before is broken', { base: { [paths.lock]: '{' } }, ['kept: NO_DATA', 'change-shown: NO_DATA']],
    [
      'the evidence of before cannot be looked at',
      before(vague, { [paths.smoke]: unreadable }),
      ['change-shown Local: MISSING_PERMISSION'],
    ],
  ];
  test.each(changes)('%s', async (_name, played, expected) => {
    expect(open(await judged(played))).toEqual(expected);
  });
});

test('evidence that git ignores is part of no commit', async () => {
  const setup = atSetup({});
  const tree = memoryTree(setup.files ?? {}, undefined);
  const evaluation = await rules.evaluate({ ...setup });
  expect(open(evaluation)).toEqual([]);
  const hidden = { ...tree, list: async () => ({ ok: true as const, paths: [paths.lock] }) };
  const { evaluateWith } = await import('../support/world.ts');
  const ignored = rules.see(await evaluateWith(control, setup, { tree: hidden }));
  expect(open(ignored)).toEqual(['smoke-evidence Local: failed', 'transcript Local: failed']);
  const unlisted = { ...tree, list: async () => ({ ok: false as const, because: denied }) };
  const unknown = rules.see(await evaluateWith(control, setup, { tree: unlisted }));
  expect(open(unknown)).toEqual(['smoke-evidence Local: MISSING_PERMISSION', 'transcript Local: MISSING_PERMISSION']);
});

test('the preset is a shape, of which single pointers can be changed', () => {
  const preset = { ...lock, preset: 'tooling-setup-lock', shape: { rationale: '/why' } };
  expect(configurationOf(control, { section: { locks: [preset] } }).sections['external-setup']).toMatchObject({
    locks: [{ shape: { rationale: '/why' } }],
  });
});

describe('a configuration that cannot be meant', () => {
  const wrong: [name: string, fields: Record<string, unknown>, problem: RegExp][] = [
    ['no shape', { shape: {} }, /locks\/0\/shape: lacks status/],
    [
      'a mode with a target that is not there',
      { modes: { closed: { deferred: ['Moon'] } } },
      /modes\/closed\/deferred: there is no target Moon/,
    ],
    [
      'two targets of one name',
      { targets: [lock.targets[1], lock.targets[1]], modes: { closed: {} } },
      /two targets are called Cloud/,
    ],
    [
      'evidence of a field that is not there',
      { targets: [{ ...lock.targets[0], transcript: { path: 'x', names: ['moon'] } }, lock.targets[1]] },
      /Local has no field moon/,
    ],
    [
      'evidence that any file would be',
      { targets: [{ ...lock.targets[0], transcript: { path: 'x' } }, lock.targets[1]] },
      /any file would do/,
    ],
    ['nothing to judge', { targets: [], plugins: [], modes: { closed: {} } }, /asks for no target and no plug-in/],
    ['a runbook without a section', { runbook: 'docs/runbook.md' }, /expected path.md#section/],
    ['no field', { targets: [{ name: 'Local', fields: {} }], modes: { closed: {} } }, /names no field/],
    ['no mode', { modes: {} }, /names no mode/],
    ['a word for both states', { deferred: ['closed'] }, /the word closed stands for both/],
    ['a host with a port', { hosts: ['localhost:8811'] }, /expected a host without scheme, port and path/],
    [
      'kinds that are excepted, and named nowhere',
      { plugins: [{ at: '/plugins', integrity: { except: ['git'] } }] },
      /does not say where an entry names its own/,
    ],
  ];
  test.each(wrong)('%s', (_name, fields, problem) => {
    expect(() => configurationOf(control, { section: policyWith(fields) })).toThrow(problem);
  });
  test('two locks of one id', () => {
    expect(() => configurationOf(control, { section: { locks: [lock, lock] } })).toThrow(
      /two locks have the id gateways/,
    );
  });
});

rules.prove();
