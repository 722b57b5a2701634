import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/rollback-plan/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import type { Result } from '../../shared/core/report.ts';
import { contractEntry, paths } from '../support/contract-files.ts';
import { coverRules } from '../support/coverage.ts';
import { memoryPast, type PastCommit } from '../support/memory-past.ts';
import { brokenFiles, growing, id, releaseFiles, retreat, three } from '../support/rollback.ts';
import { configurationOf, headSha, type Setup } from '../support/world.ts';

const rules = coverRules(control);

const of = (evaluation: Evaluation, rule: string): Result[] =>
  evaluation.results.filter((result) => result.rule === `rollback-plan/${rule}`);
const said = (evaluation: Evaluation, rule: string): string[] =>
  of(evaluation, rule).map(({ status, message, because }) => `${status}: ${because?.message ?? message}`);
const baseline = ({ outputs }: Evaluation): string => outputs['baseline'] ?? 'not set';
const skipped = ({ data }: Evaluation): string[] =>
  (data as { newestSkipped: { commit: string; why: string; reason: string }[] }).newestSkipped.map(
    ({ commit, why, reason }) => `${commit.slice(-1)} ${why}: ${reason}`,
  );
const patch = ({ documents }: Evaluation): string => new TextDecoder().decode(documents['restore.patch'] as Uint8Array);
const note = ({ documents }: Evaluation): string => String(documents['note.md']);

const offline: Because = {
  code: 'NO_BASE',
  message: 'the history is cut off',
  needs: 'a checkout with fetch-depth: 0',
};

describe('the baseline is the newest earlier state that is known to be good', () => {
  test('the one before the present release', async () => {
    const evaluation = await rules.evaluate(retreat(three));
    expect(baseline(evaluation)).toBe(id(2));
    expect(evaluation.outputs['baseline-tag']).toBe('v2.2.0');
    expect(new Set(evaluation.results.map(({ status }) => status))).toEqual(new Set(['passed', 'not-applicable']));
    expect(skipped(evaluation)).toEqual(['3 present: the files are the present ones']);
    expect(Object.keys(evaluation.documents)).toEqual(['restore.patch', 'note.md']);
  });

  const cases: [name: string, commits: PastCommit[], more: Partial<Setup>, expected: string, why: string[]][] = [
    [
      'not one that contradicts itself, nor one of broken JSON in the middle',
      [
        three[0] as PastCommit,
        { commit: id(5), files: brokenFiles(2) },
        { commit: id(4), files: { ...releaseFiles(2), [paths.pin]: '{"release": ' } },
        { commit: id(6), files: { ...releaseFiles(2), [paths.matrix]: 'no table' } },
        three[2] as PastCommit,
      ],
      {},
      id(1),
      [
        '3 present: the files are the present ones',
        '5 broken: manifest-sync/fields-agree: tag: the mirror (/release) does not say what the pin (/release) says',
        expect.stringMatching(/^4 broken: manifest-sync\/file-parses: .*is not valid JSON/) as unknown as string,
        expect.stringMatching(/^6 broken: manifest-sync\/field-present: /) as unknown as string,
      ],
    ],
    [
      'not one that is denied by commit, by tag or by a version',
      [...three, { commit: id(0), files: releaseFiles(0) }, { commit: id(9), files: releaseFiles(9) }],
      {
        section: {
          deny: [
            { commit: id(2), reason: 'lost data' },
            { tag: 'v2.1.0', reason: 'leaked' },
            { version: '0'.padStart(40, '7'), reason: 'slow' },
          ],
        },
      },
      id(9),
      ['3 present: the files are the present ones', '2 denied: lost data', '1 denied: leaked', '0 denied: slow'],
    ],
    [
      'not the present release in other words',
      [
        {
          commit: id(7),
          files: { ...releaseFiles(3), [paths.matrix]: `${releaseFiles(3)[paths.matrix]}\nMore prose.\n` },
        },
        ...three,
      ],
      {},
      id(2),
      ['7 present: the files are the present ones', '3 present: the pin is the present one, v2.3.0'],
    ],
    [
      'the present release where the files alone went wrong and the policy allows it',
      [{ commit: id(7), files: brokenFiles(3) }, ...three],
      { section: { 'allow-present-pin': true } },
      id(3),
      ['7 present: the files are the present ones'],
    ],
    [
      'not one through a symbolic link',
      [
        three[0] as PastCommit,
        {
          commit: id(4),
          files: { ...releaseFiles(2), [paths.pin]: { reason: 'not-a-file', message: 'is a symbolic link' } },
        },
        three[2] as PastCommit,
      ],
      {},
      id(1),
      [
        '3 present: the files are the present ones',
        `4 broken: manifest-sync/file-present: ${paths.pin} is a symbolic link`,
      ],
    ],
    [
      'also while the present files cannot be read at all',
      three.slice(1),
      { files: { ...releaseFiles(3), [paths.pin]: 'not JSON' } },
      id(2),
      [],
    ],
  ];
  test.each(cases)('%s', async (_name, commits, more, expected, why) => {
    const evaluation = await rules.evaluate(retreat(commits, more));
    expect([baseline(evaluation), skipped(evaluation)]).toEqual([expected, why]);
    expect(said(evaluation, 'baseline-found')).toHaveLength(1);
    expect(of(evaluation, 'baseline-found')[0]?.status).toBe('passed');
  });

  test('none: it says how far was looked and why each was passed over', async () => {
    const commits = [
      three[0] as PastCommit,
      { commit: id(2), files: brokenFiles(2) },
      { commit: id(1), files: brokenFiles(1) },
    ];
    const evaluation = await rules.evaluate(retreat(commits));
    expect(said(evaluation, 'baseline-found')).toEqual([
      `failed: the last known good state is not there: of 3 states of ${paths.pin}, ${paths.mirror}, ${paths.matrix} none is good, back to ${id(1)}: 1 present, 2 broken`,
    ]);
    expect(evaluation.documents).toEqual({});
    expect(said(evaluation, 'applies')).toEqual(['unverified: there is no baseline']);
  });

  test('none, because the deny list covers all', async () => {
    const deny = [{ version: 'ledger.v2', reason: 'the whole line is unsafe' }];
    const evaluation = await rules.evaluate(retreat(three, { section: { deny } }));
    expect(said(evaluation, 'baseline-found')[0]).toMatch(/^failed: .* 1 present, 2 denied$/);
  });

  test('none, because nothing was ever committed', async () => {
    const evaluation = await rules.evaluate(retreat([{ commit: id(1), files: {} }], { files: releaseFiles(3) }));
    expect(said(evaluation, 'baseline-found')[0]).toMatch(/^failed: .* none was ever committed$/);
  });

  const blind: [name: string, setup: Setup, expected: RegExp][] = [
    ['no history', retreat([], { files: releaseFiles(3) }), /^unverified: there is no commit$/],
    [
      'a history that is cut off before a good state',
      retreat(three.slice(0, 1), { past: memoryPast(three.slice(0, 1), { cut: offline }) }),
      /^unverified: the history is cut off; up to there 1 present$/,
    ],
    [
      'more states than are looked at',
      retreat(three, { section: { 'search-limit': 1 } }),
      /^unverified: only the newest 1 of 3 earlier states were looked at/,
    ],
    [
      'a producer that cannot be asked',
      retreat(three, { lists: { contracts: [{ ...contractEntry, remote: { mode: 'required', path: 'm.json' } }] } }),
      new RegExp(
        `^unverified: ${id(2)} is good as far as it could be looked at: no credential for harbour-example/ledger was given$`,
      ),
    ],
    [
      'an object that is not here',
      retreat([
        three[0] as PastCommit,
        {
          commit: id(2),
          files: { ...releaseFiles(2), [paths.pin]: { reason: 'unreadable', message: 'gone', because: offline } },
        },
      ]),
      /^unverified: of 2 states of .* none is known to be good: 1 present, 1 not verified; the newest that is open is c+2: the history is cut off$/,
    ],
  ];
  test.each(blind)('nobody knows: %s', async (_name, setup, expected) => {
    expect(said(await rules.evaluate(setup), 'baseline-found')).toEqual([expect.stringMatching(expected)]);
  });

  test('a good state before the cut counts', async () => {
    const evaluation = await rules.evaluate(retreat(three, { past: memoryPast(three.slice(0, 2), { cut: offline }) }));
    expect(baseline(evaluation)).toBe(id(2));
    expect(of(evaluation, 'baseline-found')[0]?.status).toBe('passed');
  });
});

describe('what only GitHub knows of a state', () => {
  const repo = 'GET /repos/acme/consumer';
  const runs = (commit: string, conclusion: string): object => ({
    json: [{ name: 'ci', head_sha: commit, status: 'completed', conclusion, app: { slug: 'github-actions' } }],
  });
  const checked = (commit: string): string => `${repo}/commits/${commit}/check-runs`;
  const landed = (commit: string, number: number, merged_at: string): Record<string, object> => ({
    [`${repo}/commits/${commit}/pulls`]: {
      json: [
        {
          number,
          state: 'closed',
          merged_at,
          merge_commit_sha: commit,
          head: { sha: 'd'.repeat(40) },
          base: { ref: 'main', repo: { full_name: 'acme/consumer', default_branch: 'main' } },
          user: { login: 'ann' },
        },
      ],
    },
    [`${repo}/contents/config/pin.json?ref=${commit}`]: {
      raw: releaseFiles(Number(commit.slice(-1)))[paths.pin] ?? '',
    },
  });
  const checks = [{ check: 'ci' }];

  test('a state whose check failed is passed over', async () => {
    const github = {
      [checked(id(2))]: runs(id(2), 'failure'),
      [checked(id(1))]: runs(id(1), 'success'),
    } as Setup['github'];
    const evaluation = await rules.evaluate(retreat(three, { section: { checks }, github: github ?? {} }));
    expect(baseline(evaluation)).toBe(id(1));
    expect(skipped(evaluation)[1]).toMatch(/^2 red: the check ci of /);
  });

  test('a state that was merged a moment ago is passed over, whatever dates its commits have', async () => {
    const github = {
      ...landed(id(2), 12, '2026-11-20T11:30:00Z'),
      ...landed(id(1), 11, '2026-11-01T12:00:00Z'),
    } as Setup['github'];
    const evaluation = await rules.evaluate(retreat(three, { section: { 'minimum-age': '1h' }, github: github ?? {} }));
    expect([baseline(evaluation), skipped(evaluation)[1]]).toEqual([
      id(1),
      '2 young: it was merged at 2026-11-20T11:30:00Z, and must be at least 1h old',
    ]);
  });

  test('without a token nothing of it is known', async () => {
    const evaluation = await rules.evaluate(retreat(three, { section: { checks, 'minimum-age': '1d' } }));
    expect(baseline(evaluation)).toBe(id(2));
    expect(said(evaluation, 'baseline-found')[0]).toMatch(
      /^unverified: c+2 is good as far as it could be looked at: when/,
    );
    expect(note(evaluation)).toContain('## Not verified, or still failing');
  });

  test('a check that never ran leaves the state open, and an older one that is sure is taken', async () => {
    const github = {
      [checked(id(2))]: { json: [] },
      [checked(id(1))]: runs(id(1), 'success'),
    } as Setup['github'];
    const evaluation = await rules.evaluate(retreat(three, { section: { checks }, github: github ?? {} }));
    expect([baseline(evaluation), of(evaluation, 'baseline-found')[0]?.status]).toEqual([id(1), 'passed']);
  });
});

describe('the restore set', () => {
  const binary = new Uint8Array([0, 1, 255, 254]);
  const companions = [
    { files: 'docs/status.md' },
    { files: 'vendor/**', 'when-absent': 'delete' },
    { files: 'kept/*', 'when-absent': 'keep' },
  ];
  const then = { ...releaseFiles(2), 'docs/status.md': 'v2.2.0\r\nno end', 'vendor/old.bin': binary };
  const now = { ...releaseFiles(3), 'docs/status.md': 'v2.3.0\n', 'vendor/new.txt': 'new\n', 'kept/own.txt': 'own\n' };
  const commits: PastCommit[] = [
    { commit: headSha, files: now },
    { commit: id(2), files: then, executable: ['docs/status.md'] },
  ];

  test('holds the companions that the policy names, as they were then', async () => {
    const evaluation = await rules.evaluate(retreat(commits, { section: { companions } }));
    expect(of(evaluation, 'applies').map(({ about, status }) => `${about[1]} ${status}`)).toEqual([
      `${paths.pin} passed`,
      `${paths.mirror} passed`,
      `${paths.matrix} passed`,
      'docs/status.md passed',
      'vendor/new.txt passed',
      'vendor/old.bin passed',
    ]);
    const text = patch(evaluation);
    expect(text).toContain('diff --git a/docs/status.md b/docs/status.md\nold mode 100644\nnew mode 100755\n');
    expect(text).toContain('+no end\n\\ No newline at end of file\n');
    expect(text).toContain('diff --git a/vendor/new.txt b/vendor/new.txt\ndeleted file mode 100644\n');
    expect(text).toContain('GIT binary patch\nliteral 4\n');
    expect(text).not.toContain('kept/');
  });

  const mirrorOf = (minor: number): string => releaseFiles(minor)[paths.mirror] ?? '';
  const refused: [name: string, setup: Setup, expected: string[]][] = [
    [
      'a companion that came later',
      retreat(commits, { section: { companions: [{ files: 'vendor/new.txt' }] } }),
      [`failed: vendor/new.txt does not exist at the baseline ${id(2)}`],
    ],
    [
      'a copy that came later',
      retreat(
        [
          { commit: id(3), files: { ...releaseFiles(3), 'copy-1.json': mirrorOf(3), 'copy-2.json': mirrorOf(3) } },
          { commit: id(2), files: { ...releaseFiles(2), 'copy-1.json': mirrorOf(2) } },
        ],
        { lists: { contracts: [{ ...contractEntry, copies: ['copy-*'] }] } },
      ),
      [`failed: copy-2.json does not exist at the baseline ${id(2)}`],
    ],
    [
      'a link in the place of the pin',
      retreat(commits, { files: { ...now, [paths.pin]: { reason: 'not-a-file', message: 'is a symbolic link' } } }),
      [`failed: ${paths.pin} is a symbolic link`],
    ],
    [
      'a link on the way to the pin',
      retreat(commits, { files: { [paths.matrix]: '', config: 'a link' } }),
      [
        `failed: ${paths.pin} cannot be put there: config is in the way`,
        `failed: ${paths.mirror} cannot be put there: config is in the way`,
      ],
    ],
    [
      'a file that nobody can read',
      retreat(commits, { files: { ...now, [paths.pin]: { reason: 'unreadable', message: 'gone', because: offline } } }),
      ['unverified: the history is cut off'],
    ],
  ];
  test.each(refused)('refuses %s', async (_name, setup, expected) => {
    const evaluation = await rules.evaluate(setup);
    const wrong = of(evaluation, 'applies').filter(({ status }) => status !== 'passed');
    expect(wrong.map(({ status, message, because }) => `${status}: ${because?.message ?? message}`)).toEqual(expected);
    expect(of(evaluation, 'restored-green')[0]?.status).toBe('unverified');
  });

  test('is refused when a second look finds other bytes than those that were judged', async () => {
    const evaluation = await rules.evaluate(retreat(three, { past: memoryPast(three, { swapped: [paths.mirror] }) }));
    expect(said(evaluation, 'bytes-proved')).toEqual([
      'passed: What would be restored is, byte for byte, what the commit of the baseline holds.',
      `failed: ${paths.mirror} has other bytes than its object at ${id(2)}`,
      'passed: What would be restored is, byte for byte, what the commit of the baseline holds.',
    ]);
  });

  test('is not proved when the second look fails', async () => {
    const past = memoryPast(three);
    const evaluation = await rules.evaluate(
      retreat(three, {
        past: {
          ...past,
          files: async (_commit, asked) =>
            new Map(
              asked.map((path) => [
                path,
                { found: false, path, reason: 'unreadable', message: 'gone', because: offline } as const,
              ]),
            ),
        },
      }),
    );
    expect(new Set(said(evaluation, 'bytes-proved'))).toEqual(new Set(['unverified: the history is cut off']));
  });
});

describe('what would still fail', () => {
  const contracts = [{ ...contractEntry, matrix: { ...contractEntry.matrix, rows: 'append-only' } }];

  test('a matrix that only grows', async () => {
    const evaluation = await rules.evaluate(retreat(growing, { lists: { contracts } }));
    expect(baseline(evaluation)).toBe(id(2));
    expect(said(evaluation, 'restored-green')[0]).toMatch(
      /^failed: the restored files do not pass manifest-sync: manifest-sync\/matrix-history/,
    );
  });

  const result = (rule: string, status: Result['status'], severity: Result['severity'] = 'high'): Result => ({
    rule,
    status,
    severity,
    message: `${rule} says so`,
    about: [],
    fingerprint: rule,
    ...(status === 'unverified' ? { because: { code: 'NO_DATA' as const, message: 'no rows' } } : {}),
  });
  const standings: [
    name: string,
    now: Result[],
    then: Result[],
    mustPass: string[],
    status: string,
    severity: string,
  ][] = [
    ['passes', [], [result('x/a', 'passed')], [], 'passed', 'high'],
    ['fails by the restore', [result('x/a', 'passed')], [result('x/a', 'failed')], [], 'failed', 'high'],
    ['failed before as well', [result('x/a', 'failed')], [result('x/a', 'failed')], [], 'failed', 'info'],
    [
      'failed before as well and must pass',
      [result('x/a', 'failed')],
      [result('x/a', 'failed')],
      ['kpi-gate'],
      'failed',
      'high',
    ],
    ['could not look', [], [result('x/a', 'unverified')], [], 'unverified', 'info'],
    ['could not look and must pass', [], [result('x/a', 'unverified')], ['kpi-gate'], 'unverified', 'high'],
    ['only remarks', [], [result('x/a', 'failed', 'info'), result('x/b', 'passed')], [], 'passed', 'high'],
    ['measured nothing', [], [], [], 'unverified', 'info'],
  ];
  test.each(standings)('another control: %s', async (_name, now, then, mustPass, status, severity) => {
    const evaluation = await rules.evaluate(
      retreat(three, {
        asked: ['kpi-gate', 'manifest-sync', 'rollback-plan'],
        section: { 'must-pass': mustPass },
        runOther: async (name, { tree, history }) => {
          expect(name).toBe('kpi-gate');
          const units = await history.units();
          const found = await tree.read(paths.pin, 1e6);
          const restored = found.found && new TextDecoder().decode(found.content).includes('v2.2.0');
          expect(units.ok).toBe(restored);
          const listed = units.ok ? await units.units[0]?.changes() : undefined;
          expect(listed?.ok).toBe(restored ? true : undefined);
          return { ok: true, results: restored ? then : now };
        },
      }),
    );
    expect(of(evaluation, 'others-green')).toMatchObject([
      { status, severity, about: ['ledger', 'the control kpi-gate'] },
    ]);
  });

  const everything = [
    result('x/a', 'failed'),
    result('x/b', 'failed'),
    result('x/c', 'failed'),
    result('x/d', 'unverified'),
  ].map((each) => ({ ...each, message: 'm' }));
  const agreed: [
    name: string,
    section: Record<string, unknown>,
    state: string,
    status: string,
    severity: string,
    words: string,
  ][] = [
    ['nothing', {}, 'fails by the restore', 'failed', 'high', 'x/b (m), x/c (m); fails as before: x/a (m)'],
    [
      'one of two',
      { 'may-fail': [{ rule: 'x/b', reason: 'r' }] },
      'fails by the restore',
      'failed',
      'high',
      'x/c (m); fails as agreed: x/b (m; agreed because: r); fails as before: x/a (m)',
    ],
    [
      'both',
      { 'may-fail': ['x/b', 'x/c'].map((rule) => ({ rule, reason: 'r' })) },
      'fails as agreed',
      'failed',
      'info',
      'x/b (m; agreed because: r), x/c (m; agreed because: r); fails as before: x/a (m)',
    ],
    [
      'both of a control that must pass',
      { 'may-fail': ['x/b', 'x/c'].map((rule) => ({ rule, reason: 'r' })), 'must-pass': ['kpi-gate'] },
      'fails as agreed',
      'failed',
      'high',
      'x/b (m; agreed because: r), x/c (m; agreed because: r); fails as before: x/a (m)',
    ],
  ];
  test.each(agreed)(
    'everything that another control says is told, and %s may fail',
    async (_name, section, ...want) => {
      const [state, status, severity, words] = want;
      const evaluation = await rules.evaluate(
        retreat(three, {
          asked: ['kpi-gate'],
          section,
          runOther: async (_control, { history }) => ({
            ok: true,
            results: (await history.units()).ok ? everything : everything.slice(0, 1),
          }),
        }),
      );
      const whole = `${words}; not judged: x/d: no rows`;
      expect(evaluation.data).toMatchObject({ others: [{ control: 'kpi-gate', state, words: whole }] });
      expect(of(evaluation, 'others-green')).toMatchObject([{ status, severity }]);
      const lines = note(evaluation).match(/^- `kpi-gate: (?:fails .+|not judged): x\/./gm) ?? [];
      expect(lines.map((line) => line.slice(-3)).sort()).toEqual(['x/a', 'x/b', 'x/c', 'x/d']);
    },
  );

  test('a control that must pass and is not there', async () => {
    const evaluation = await rules.evaluate(retreat(three, { section: { 'must-pass': ['kpi-gate'] } }));
    expect(of(evaluation, 'others-green')).toMatchObject([{ status: 'unverified', severity: 'high' }]);
  });
});

describe('the incident note', () => {
  const filled = (text: string, changes: Record<string, string> = {}): string => {
    const values: Record<string, string> = {
      Trigger: 'contract drift was found by CI on 2026-11-19',
      'Root cause': 'the producer renamed a field without a notice',
      Impact: 'no user was affected',
      'Recovery status': 'the old contract works again',
      'Next validation milestone': '2026-11-22: a new release of the producer',
      ...changes,
    };
    return Object.entries(values).reduce(
      (all, [label, value]) => all.replace(new RegExp(`^- ${label}: .*$`, 'm'), `- ${label}: ${value}`),
      text,
    );
  };
  const path = 'docs/incident.md';
  const verified = async (make: (text: string) => string, more: Partial<Setup> = {}): Promise<Evaluation> => {
    const text = make(note(await rules.evaluate(retreat(three, more))));
    const files = { ...three[0]?.files, ...more.files, [path]: text };
    return rules.evaluate(retreat(three, { ...more, files, given: { 'verify-note': path } }));
  };
  const wrong = (evaluation: Evaluation): string[] =>
    evaluation.results
      .filter(({ rule, status }) => /note-/.test(rule) && status !== 'passed')
      .map(
        ({ rule, status, message, because }) =>
          `${rule.replace(/.*note-/, '')} ${status}: ${because?.message ?? message}`,
      );

  test('has every part, the facts filled in and the rest marked as open', async () => {
    const text = note(await rules.evaluate(retreat(three)));
    expect(text).toContain('- Posture: `NO-GO`\n- Replaced baseline: `v2.3.0`\n- Active baseline: `v2.2.0`\n');
    expect(text).toContain('- Rollback status: `planned`\n');
    expect(wrong(await verified((each) => each))).toEqual([
      'complete failed: the part Trigger is not filled in',
      'complete failed: the part Root cause is not filled in',
      'complete failed: the part Impact is not filled in',
      'complete failed: the part Recovery status is not filled in',
      'complete failed: the part Next validation milestone is not filled in',
      'milestone failed: the part Next validation milestone does not begin with a day',
    ]);
  });

  test('holds once it is filled', async () => {
    expect(wrong(await verified(filled))).toEqual([]);
  });

  const contradictions: [name: string, change: (text: string) => string, expected: string[]][] = [
    [
      'another commit',
      (text) => text.replace(id(2), id(1)),
      ['agrees failed: the part Commit of the baseline is not what is so'],
    ],
    [
      'another tag',
      (text) => text.replace('`v2.2.0`', '`v2.1.0`'),
      ['agrees failed: the part Active baseline is not what is so'],
    ],
    ['a GO', (text) => text.replace('`NO-GO`', '`GO`'), ['agrees failed: the part Posture is not what is so']],
    [
      'a restore that did not happen',
      (text) => text.replace('`planned`', '`restored`'),
      ['agrees failed: the part Rollback status is not what is so'],
    ],
    [
      'another digest',
      (text) => text.replace(/`[0-9a-f]{64}`/, `\`${'0'.repeat(64)}\``),
      [`agrees failed: the file ${paths.mirror} has another digest`],
    ],
    [
      'a file less',
      (text) => text.replace(/\| `config\/pin.*\n/, ''),
      [`agrees failed: the file ${paths.pin} is missing`],
    ],
    [
      'a file more',
      (text) => text.replace(/(\| --- \| --- \|\n)/, `$1| \`x\` | \`${'0'.repeat(64)}\` |\n`),
      ['agrees failed: the files of the note are more than what is restored'],
    ],
    [
      'a part twice',
      (text) => `${text}\n- Impact: all users were affected\n`,
      ['complete failed: the part Impact says two things'],
    ],
    ['no impact', (text) => text.replace(/- Impact.*\n/, ''), ['complete failed: the part Impact is missing']],
    [
      'a placeholder',
      (text) => text.replace('no user was affected', 'TBD'),
      ['complete failed: the part Impact is not filled in'],
    ],
    [
      'a milestone that has passed',
      (text) => text.replace('2026-11-22', '2026-11-19'),
      ['milestone failed: the part Next validation milestone is in the past'],
    ],
    [
      'a milestone on no day',
      (text) => text.replace('2026-11-22', '2026-02-30'),
      ['milestone failed: the part Next validation milestone does not begin with a day'],
    ],
    [
      'a milestone of nothing',
      (text) => text.replace('a new release of the producer', 'TODO'),
      ['milestone failed: the part Next validation milestone does not say what is validated'],
    ],
  ];
  test.each(contradictions)('is refused with %s', async (_name, change, expected) => {
    expect(wrong(await verified((text) => change(filled(text))))).toEqual(expected);
  });

  test('agrees with the posture record of the judged files', async () => {
    const files = { ...three[0]?.files, 'posture.yml': 'posture: frozen\n' };
    const more = { files, section: { posture: 'posture.yml' } };
    expect(wrong(await verified(filled, more))).toEqual([]);
    expect(wrong(await verified((text) => filled(text).replace('`frozen`', '`NO-GO`'), more))).toEqual([
      'agrees failed: the part Posture is not what is so',
    ]);
  });

  test.each<[name: string, record: string | undefined, words: RegExp]>([
    ['is not there', undefined, /posture\.yml does not exist/],
    ['is broken', 'posture: [\n', /posture\.yml /],
    ['has no word', 'posture: 7\n', /says what is no text/],
  ])('is not compared with a posture record that %s', async (_name, record, words) => {
    const files = { ...three[0]?.files, ...(record === undefined ? {} : { 'posture.yml': record }) };
    const more = { files, section: { posture: 'posture.yml' } };
    const evaluation = await verified(filled, more);
    const part = evaluation.results.find(
      ({ rule, about }) => rule.endsWith('/note-agrees') && about.includes('the part Posture'),
    );
    expect(part?.status).toBe('unverified');
    expect(part?.because?.message).toMatch(words);
  });

  test('is judged against the baseline that it names once the files are restored', async () => {
    const text = filled(note(await rules.evaluate(retreat(three)))).replace('`planned`', '`restored`');
    const now: PastCommit = { commit: id(8), files: releaseFiles(2) };
    const setup = retreat([now, ...three], {
      files: { ...releaseFiles(2), [path]: text },
      given: { 'verify-note': path },
    });
    const evaluation = await rules.evaluate(setup);
    expect([baseline(evaluation), wrong(evaluation)]).toEqual([id(2), []]);
    expect(evaluation.documents).not.toHaveProperty('restore.patch');
  });

  const unread: [name: string, content: Setup['files'], expected: string[]][] = [
    [
      'is not there',
      {},
      [
        'complete failed: the note docs/incident.md does not exist',
        'agrees unverified: the note docs/incident.md does not exist',
        'milestone unverified: the note docs/incident.md does not exist',
      ],
    ],
    [
      'is no text',
      { [path]: new Uint8Array([0xff]) },
      [
        expect.stringMatching(/^complete failed: the note docs\/incident.md is not UTF-8/) as unknown as string,
        expect.stringMatching(/^agrees unverified/) as unknown as string,
        expect.stringMatching(/^milestone unverified/) as unknown as string,
      ],
    ],
    [
      'cannot be read',
      { [path]: { reason: 'unreadable', message: 'x', because: offline } },
      [
        'complete unverified: the history is cut off',
        'agrees unverified: the history is cut off',
        'milestone unverified: the history is cut off',
      ],
    ],
  ];
  test.each(unread)('that %s', async (_name, content, expected) => {
    const files = { ...three[0]?.files, ...content };
    expect(wrong(await rules.evaluate(retreat(three, { files, given: { 'verify-note': path } })))).toEqual(expected);
  });

  test('is not compared with a baseline that is not there', async () => {
    const text = filled(note(await rules.evaluate(retreat(three))));
    const files = { ...releaseFiles(3), [path]: text };
    const evaluation = await rules.evaluate(retreat(three.slice(0, 1), { files, given: { 'verify-note': path } }));
    expect(wrong(evaluation)).toEqual(['agrees unverified: there is no baseline to compare the note with']);
  });
});

describe('the configuration', () => {
  const cases: [name: string, section: object, expected: RegExp][] = [
    ['a denied commit that is none', { deny: [{ commit: 'abc', reason: 'x' }] }, /\/rollback-plan\/deny\/0/],
    ['a denial without a reason', { deny: [{ tag: 'v1' }] }, /\/rollback-plan\/deny\/0/],
    ['an age that is none', { 'minimum-age': 'soon' }, /expected a length of time/],
    ['a control that there is not', { 'must-pass': ['kpi-gat'] }, /no control kpi-gat \(did you mean kpi-gate\?\)/],
    ['a control twice', { 'must-pass': ['kpi-gate', 'kpi-gate'] }, /must-pass\/1: there are two controls kpi-gate/],
    ['a companion with another wish', { companions: [{ files: 'a', 'when-absent': 'guess' }] }, /when-absent/],
  ];
  test.each(cases)('refuses %s', (_name, section, expected) => {
    const setup = { lists: { contracts: [contractEntry] }, section: section as Record<string, unknown> };
    expect(() => configurationOf(control, setup)).toThrow(expected);
  });

  test('asks which contract is meant', async () => {
    const contracts = [contractEntry, { ...contractEntry, id: 'other' }];
    const evaluation = await rules.evaluate(retreat(three, { lists: { contracts } }));
    expect(evaluation.error).toMatchObject({ code: 'BAD_INPUT', hint: 'Set contract to one of ledger, other.' });
    const named = await rules.evaluate(retreat(three, { lists: { contracts }, given: { contract: 'other' } }));
    expect(baseline(named)).toBe(id(2));
  });
});

rules.prove();
