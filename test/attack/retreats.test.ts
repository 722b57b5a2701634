import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control as open } from '../../actions/rollback-open/control.ts';
import { control as plan } from '../../actions/rollback-plan/control.ts';
import type { PolicyView } from '../../shared/core/control.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import type { Result } from '../../shared/core/report.ts';
import { readPosture } from '../../shared/domain/posture/record.ts';
import { deafGitHub, pullRequest, runAsAction } from '../support/action-run.ts';
import { configText, contractEntry, contractFiles, paths, sha256 } from '../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { sampleAllowance } from '../support/results.ts';
import { growing, id, landedSingly, releaseFiles, retreat, three } from '../support/rollback.ts';
import { evaluateWith, type Setup, world } from '../support/world.ts';

/*
 * Somebody wants the retreat to lead back to what must go, to what was never in force, or to what they like better; or wants the note to
 * say to its readers what is not so.
 */

const said = ({ results }: Evaluation, rule: string): string[] =>
  results.filter((one) => one.rule === `rollback-plan/${rule}`).map((one) => one.status);
const offline: Because = { code: 'NO_DATA', message: 'the record could not be read', needs: 'a whole checkout' };
const gone = { reason: 'unreadable', message: 'gone', because: offline } as const;
const baseline = ({ outputs }: Evaluation): string => outputs['baseline'] ?? 'not set';

describe('the retreat does not lead back to the release that must go', () => {
  test('under another tag of the very same commit of the producer', async () => {
    const same = '3'.padStart(40, '7');
    const commits = [
      { commit: id(3), files: contractFiles({ tag: 'v2.3.0', commit: same }) },
      { commit: id(2), files: contractFiles({ tag: 'v2.3.0-rc.1', commit: same }) },
      { commit: id(1), files: releaseFiles(1) },
    ];
    const evaluation = await evaluateWith(plan, retreat(commits));
    expect(baseline(evaluation)).toBe(id(1));
  });

  test.each<[name: string, path: string, was: string, is: string]>([
    ['the tag of the present pin was edited', paths.pin, 'v2.3.0', 'v2.3.00'],
    ['the commit of the present pin was edited', paths.pin, '3'.padStart(40, '7'), 'e'.repeat(40)],
    ['the present mirror was edited', paths.mirror, 'v2.3.0', 'v9.9.9'],
  ])('because %s, and nothing else', async (_name, path, was, is) => {
    const good = three[0]?.files ?? {};
    const drifted = { ...good, [path]: (good[path] as string).replaceAll(was, is) };
    expect(drifted[path]).not.toBe(good[path]);
    const evaluation = await evaluateWith(plan, retreat([{ commit: id(7), files: drifted }, ...three]));
    expect(baseline(evaluation)).toBe(id(2));
  });

  test('because nobody could read which release is pinned', async () => {
    const files = { ...three[0]?.files, [paths.pin]: gone, [paths.mirror]: gone };
    const evaluation = await evaluateWith(plan, retreat(three, { files }));
    expect(said(evaluation, 'baseline-found')).toEqual(['unverified']);
    const agreed = await evaluateWith(plan, retreat(three, { files, section: { 'allow-present-pin': true } }));
    expect(said(agreed, 'baseline-found')).toEqual(['passed']);
  });

  test('because the pin is gone, and the mirror with it', async () => {
    const { [paths.matrix]: matrix = '' } = three[0]?.files ?? {};
    const evaluation = await evaluateWith(plan, retreat(three, { files: { [paths.matrix]: matrix } }));
    expect(said(evaluation, 'baseline-found')).toEqual(['unverified']);
  });

  test('by the commit of a tag that is denied, when the tag was doubled', async () => {
    const same = '2'.padStart(40, '7');
    const commits = [
      { commit: id(4), files: releaseFiles(4) },
      { commit: id(3), files: contractFiles({ tag: 'v2.2.0-final', commit: same }) },
      { commit: id(2), files: contractFiles({ tag: 'v2.2.0', commit: same }) },
      { commit: id(1), files: releaseFiles(1) },
    ];
    const deny = [{ tag: 'v2.2.0', reason: 'it leaked' }];
    const evaluation = await evaluateWith(plan, retreat(commits, { section: { deny } }));
    expect(baseline(evaluation)).toBe(id(1));
  });

  test('by a version that the files have as a number', async () => {
    const at = (minor: number, generation: number): Record<string, string> => {
      const files = releaseFiles(minor);
      const mirror = JSON.stringify({ ...(JSON.parse(files[paths.mirror] ?? '') as object), generation });
      const pin = JSON.parse(files[paths.pin] ?? '') as { manifest_sha256: string };
      const [was, is] = [pin.manifest_sha256, sha256(mirror)];
      return {
        [paths.mirror]: mirror,
        [paths.pin]: JSON.stringify({ ...pin, manifest_sha256: is, generation }),
        [paths.matrix]: (files[paths.matrix] ?? '').replaceAll(was, is),
      };
    };
    const commits = [
      { commit: id(3), files: at(3, 7) },
      { commit: id(2), files: at(2, 6) },
      { commit: id(1), files: at(1, 5) },
    ];
    const generation = { pin: '/generation', manifest: '/generation' };
    const entry = { ...contractEntry, fields: { ...contractEntry.fields, generation } };
    const deny = [{ version: '6', reason: 'it lost data' }];
    const evaluation = await evaluateWith(plan, retreat(commits, { section: { deny }, lists: { contracts: [entry] } }));
    expect(baseline(evaluation)).toBe(id(1));
  });
});

const path = 'docs/incident.md';
const note = ({ documents }: Evaluation): string => String(documents['note.md']);
const filled = (text: string, changes: Record<string, string> = {}): string =>
  Object.entries({
    Trigger: 'contract drift was found by CI on 2026-11-19',
    'Root cause': 'the producer renamed a field without a notice',
    Impact: 'no user was affected',
    'Recovery status': 'the old contract works again',
    'Next validation milestone': '2026-11-22: a new release of the producer',
    ...changes,
  }).reduce((all, [label, value]) => all.replace(new RegExp(`^- ${label}: .*$`, 'm'), `- ${label}: ${value}`), text);
const verify = async (text: string, more: Partial<Setup> = {}): Promise<Evaluation> =>
  evaluateWith(
    plan,
    retreat(three, { ...more, files: { ...three[0]?.files, [path]: text }, given: { 'verify-note': path } }),
  );
const notes = (evaluation: Evaluation): string[] =>
  ['note-complete', 'note-agrees', 'note-milestone'].flatMap((rule) => said(evaluation, rule));
const made = async (): Promise<string> => filled(note(await evaluateWith(plan, retreat(three))));
/** The note that says that the files went back to a release from v2.3.0. */
const restoredNote = async (minor: number): Promise<string> => {
  const files = releaseFiles(minor);
  const text = (await made())
    .replaceAll(id(2), id(minor))
    .replace('Active baseline: `v2.2.0`', `Active baseline: \`v2.${minor}.0\``)
    .replace('`planned`', '`restored`');
  return [paths.mirror, paths.pin, paths.matrix].reduce(
    (all, each) => all.replace(new RegExp(`(\\| \`${each}\` \\| \`)[0-9a-f]{64}`), `$1${sha256(files[each] ?? '')}`),
    text,
  );
};

describe('an incident note does not choose the baseline', () => {
  test('and is sound without an attack', async () => {
    expect(new Set(notes(await verify(await made())))).toEqual(new Set(['passed']));
  });

  test('when nothing was ever rolled back, and it names the present release', async () => {
    const evaluation = await verify(await restoredNote(3));
    expect(baseline(evaluation)).toBe(id(2));
    expect(said(evaluation, 'note-agrees')).toContain('failed');
  });

  /** The files went back to v2.<minor>.0 after v2.3.0, and a note says so. */
  const wentBack = async (minor: number, change: (text: string) => string = (text) => text): Promise<Evaluation> => {
    const files = { ...releaseFiles(minor), [path]: change(await restoredNote(minor)) };
    return evaluateWith(plan, retreat(three, { files, given: { 'verify-note': path } }));
  };

  test('and is sound for what the plan says', async () => {
    const evaluation = await wentBack(2);
    expect([baseline(evaluation), new Set(notes(evaluation))]).toEqual([id(2), new Set(['passed'])]);
  });

  test('when the change restores an older release than the last known good one', async () => {
    const evaluation = await wentBack(1);
    expect(baseline(evaluation)).not.toBe(id(1));
    const wrong = evaluation.results.filter(({ status }) => status === 'failed').map(({ message }) => message);
    expect(wrong).toContain('the part Commit of the baseline is not what is so');
  });

  test('and says truly what was replaced, also once it is restored', async () => {
    const evaluation = await wentBack(2, (text) => text.replace('`v2.3.0`', '`v1.0.0`'));
    expect(said(evaluation, 'note-agrees')).toContain('failed');
  });

  test('when an inner commit of the restore lies between', async () => {
    // The restore landed by rebase: its first commit took back the matrix alone.
    const files = { ...releaseFiles(2), [path]: await restoredNote(2) };
    const half = { ...releaseFiles(3), [paths.matrix]: releaseFiles(2)[paths.matrix] ?? '' };
    const commits = [{ commit: id(9), files: releaseFiles(2) }, { commit: id(8), files: half }, ...three];
    const landed = (commit: string, number: number, merge: string): Record<string, unknown> => ({
      [`GET /repos/acme/consumer/commits/${commit}/pulls`]: {
        json: [
          {
            number,
            merged_at: '2026-11-20T11:00:00Z',
            merge_commit_sha: merge,
            head: { sha: 'd'.repeat(40) },
            base: { ref: 'main', repo: { full_name: 'acme/consumer', default_branch: 'main' } },
          },
        ],
      },
    });
    const github = { ...landed(id(8), 8, id(9)), ...landed(id(3), 3, id(3)), ...landed(id(2), 2, id(2)) };
    const setup = retreat(commits, {
      files,
      section: { 'single-commit-landings': false },
      given: { 'verify-note': path },
      github: github as Setup['github'] & object,
    });
    const evaluation = await evaluateWith(plan, setup);
    expect([baseline(evaluation), said(evaluation, 'baseline-found'), new Set(notes(evaluation))]).toEqual([
      id(2),
      ['passed'],
      new Set(['passed']),
    ]);
  });
});

describe('an incident note is judged as its reader sees it', () => {
  const shown: [name: string, change: (text: string) => string][] = [
    [
      'HTML shows another baseline, and folds away the true one',
      (text) =>
        `<ul><li>Active baseline: <code>v9.9.9</code></li><li>Commit of the baseline: <code>${'e'.repeat(40)}</code></li></ul>\n\n<details><summary>Old</summary>\n\n${text}\n</details>\n`,
    ],
    [
      'a second line without a bullet says another commit',
      (text) => `${text}\nCommit of the baseline: ${'e'.repeat(40)}\n`,
    ],
    [
      'a second bullet in other letters says another commit',
      (text) => `${text}\n- **COMMIT OF THE BASELINE**: ${'e'.repeat(40)}\n`,
    ],
    ['a heading says another commit', (text) => `${text}\n## Commit of the baseline\n\n${'e'.repeat(40)}\n`],
    [
      'a table says another commit',
      (text) => `${text}\n## More\n\n| Part | Value |\n| --- | --- |\n| Commit of the baseline | ${'e'.repeat(40)} |\n`,
    ],
    ['a quotation says another commit', (text) => `${text}\n> - Commit of the baseline: ${'e'.repeat(40)}\n`],
    [
      'the table has a second digest for each file',
      (text) =>
        text
          .replace('| File | SHA-256 |\n| --- | --- |', '| File | SHA-256 | SHA-256 |\n| --- | --- | --- |')
          .replace(/^(\| `(?:config|docs)\/.*` \| `[0-9a-f]{64}` \|)$/gm, `$1 \`${'0'.repeat(64)}\` |`),
    ],
    [
      'a cell more than the header hides what a file is',
      (text) => text.replace(/^(\| `config\/pin.json` \| `[0-9a-f]{64}` \|)$/m, `$1 superseded |`),
    ],
    [
      'a second list of restored files is a table that is none',
      (text) => `${text}\n## Restored files\n\n| \`x\` | \`${'0'.repeat(64)}\` |\n`,
    ],
    [
      'a second table under a heading in other letters gives other digests',
      (text) =>
        `${text}\n# RESTORED FILES\n\n| File | SHA-256 |\n| --- | --- |\n| \`${paths.pin}\` | \`${'0'.repeat(64)}\` |\n`,
    ],
    [
      'a second table under another heading gives other digests',
      (text) =>
        `${text}\n# Really restored\n\n| File | sha-256 |\n| --- | --- |\n| \`${paths.pin}\` | \`${'0'.repeat(64)}\` |\n`,
    ],
  ];
  test.each(shown)('and is refused where %s', async (_name, change) => {
    const text = await made();
    const attacked = change(text);
    expect(attacked).not.toBe(text);
    expect(said(await verify(attacked), 'note-complete').concat(said(await verify(attacked), 'note-agrees'))).toContain(
      'failed',
    );
  });

  test.each<[name: string, changes: Record<string, string>]>([
    ['an image whose description nobody sees', { Impact: '![no user was affected](https://example.org/1px.png)' }],
    ['the words of the template without their signs', { Impact: 'who and what was affected, and since when' }],
    ['a word for nothing', { 'Root cause': 'n/a' }],
    ['a wish', { 'Root cause': 'to be filled in by the on-call' }],
    ['an unknown cause and nobody who looks for it', { 'Root cause': 'unknown' }],
    ['struck out', { Impact: '~~no user was affected~~' }],
  ])('and is not filled by %s', async (_name, changes) => {
    const text = filled(note(await evaluateWith(plan, retreat(three))), changes);
    expect(said(await verify(text), 'note-complete')).toContain('failed');
  });

  test('and is not filled by a milestone of the template', async () => {
    const changes = { 'Next validation milestone': '2026-11-22: what is validated by then' };
    const text = filled(note(await evaluateWith(plan, retreat(three))), changes);
    expect(said(await verify(text), 'note-milestone')).toEqual(['failed']);
  });
});

describe('an incident note', () => {
  test('agrees with no posture record that could not be read', async () => {
    const more = { section: { posture: 'posture.yml' } };
    const files = { ...three[0]?.files, 'posture.yml': gone };
    const text = filled(note(await evaluateWith(plan, retreat(three, { ...more, files }))));
    const evaluation = await evaluateWith(
      plan,
      retreat(three, { ...more, files: { ...files, [path]: text }, given: { 'verify-note': path } }),
    );
    expect(said(evaluation, 'note-agrees')).toContain('unverified');
  });

  test('has foreign words as code only, in what would still fail', async () => {
    const evil = '@everyone [look](https://evil.example) `<img src=x>`';
    const message = `the job ${evil} is not pinned`;
    const results: Result[] = [
      { rule: 'x/a', status: 'failed', severity: 'high', message, about: [], fingerprint: 'x/a' },
    ];
    const evaluation = await evaluateWith(
      plan,
      retreat(three, { asked: ['x'], runOther: async () => ({ ok: true, results }) }),
    );
    const text = note(evaluation);
    expect(text).toContain('still failing');
    expect(text.replace(/`[^`\n]*`/g, '')).not.toMatch(/everyone|evil|<img/);
  });

  test('of a change is judged whatever the change names instead', async () => {
    const old = await made();
    const bad = old.replace('no user was affected', 'TBD');
    const base = { ...three[0]?.files, 'docs/incidents/old.md': old };
    const files = { ...base, 'docs/incidents/new.md': bad };
    const run = async (given: Record<string, string>): Promise<Evaluation> =>
      evaluateWith(plan, retreat(three, { base, files, given }));
    const failing = ({ results }: Evaluation): string[] =>
      results.filter(({ status }) => status === 'failed').map(({ about, message }) => `${about[1]}: ${message}`);
    expect(failing(await run({}))).toEqual(['the part Impact: the part Impact is not filled in']);
    expect(failing(await run({ 'verify-note': 'docs/incidents/old.md' }))).toEqual([
      'the note docs/incidents/new.md: the note docs/incidents/new.md comes with the change beside docs/incidents/old.md, and one note is judged at a time',
    ]);
  });

  test('is none where the policy does not look for notes', async () => {
    const files = { ...three[0]?.files, 'docs/other.md': await made() };
    const evaluation = await evaluateWith(plan, retreat(three, { files, given: { 'verify-note': 'docs/other.md' } }));
    expect(notes(evaluation)).toEqual(['failed', 'unverified', 'unverified']);
  });

  test('that the change edits cannot be told where the base cannot be read', async () => {
    const evaluation = await evaluateWith(plan, retreat(three, { base: { because: offline } }));
    expect(notes(evaluation)).toEqual(['unverified', 'unverified', 'unverified']);
  });
});

test('a note of another incident that is already there does not count as the note of this one', async () => {
  const go = 'posture: GO\nsince: 2026-11-01T00:00:00Z\nby: both\nreason: all is well\n';
  const stale = `# Incident note of 2026-01-01\n\n- Active baseline: \`v9.9.9\`\n- Commit of the baseline: \`${'e'.repeat(40)}\`\n`;
  const files = { ...three[0]?.files, 'posture.yml': go, 'docs/incident-note.md': stale };
  const setup = retreat(three, { files, section: { posture: 'posture.yml' } });
  const { proposal, results } = await evaluateWith(open, setup);
  const wrong = results.filter(({ status }) => status === 'failed').map(({ rule }) => rule);
  expect([proposal, wrong]).toEqual([undefined, ['rollback-open/proposable']]);
});

test('a posture record in Markdown says NO-GO after the rollback, and is one that can be read', async () => {
  const record = 'ops/posture.md';
  const go = '---\nposture: GO\nsince: 2026-11-01T00:00:00Z\nby: both\nreason: all is well\n---\n\n# Who may lift it\n';
  const files = { ...three[0]?.files, [record]: go };
  const { proposal, results } = await evaluateWith(open, retreat(three, { files, section: { posture: record } }));
  const written = proposal?.changes.find((change) => change.path === record)?.after ?? new Uint8Array();
  const set = results.filter(({ rule }) => rule === 'rollback-open/posture-set').map(({ status }) => status);
  expect([set, readPosture(record, written)]).toMatchObject([['passed'], { ok: true, value: { posture: 'NO-GO' } }]);
  expect(new TextDecoder().decode(written)).toMatch(/---\n\n# Who may lift it\n$/);
});

test('what a waiver lets live in the restored files is not hidden', async () => {
  const contracts = [{ ...contractEntry, matrix: { ...contractEntry.matrix, rows: 'append-only' } }];
  const setup = retreat(growing, { lists: { contracts } });
  const around = world(setup);
  const waived = (each: Result): Result => (each.status === 'failed' ? { ...each, waiver: sampleAllowance } : each);
  const policy: PolicyView = {
    ...around.policy,
    allow: (name, results) => ({
      results: results.map((each) => (name === 'manifest-sync' ? waived(each) : each)),
      uses: [],
    }),
  };
  const evaluation = await evaluateWith(plan, setup, { policy });
  expect(said(evaluation, 'restored-green')).toEqual(['passed']);
  expect(evaluation.notes.join('\n')).toMatch(/Lived with: manifest-sync\/matrix-history/);
  expect(note(evaluation)).toMatch(/lived with: manifest-sync\/matrix-history/);
});

describe('a history in git', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = gitRepository();
  });
  afterEach(() => repository.remove());
  const config = { [paths.config]: configText({ 'rollback-plan': {} }) };
  /** What GitHub says of pull requests: for each commit the one that brought it, by the commit as which it landed. */
  const platform = (landed: Readonly<Record<string, string>>): GitHub => ({
    ...deafGitHub,
    get: async () => ({ ok: true, data: { object: { sha: repository.git('rev-parse', 'HEAD') } } }) as never,
    async all(_route: string, { commit_sha: commit }: Record<string, unknown>) {
      const merge = landed[String(commit)];
      const base = { ref: 'main', repo: { full_name: 'harbour-example/desk', default_branch: 'main' } };
      const pull = {
        number: 7,
        merged_at: '2026-11-01T00:00:00Z',
        merge_commit_sha: merge,
        head: { sha: commit },
        base,
      };
      return { ok: true, data: merge === undefined ? [] : [pull] } as never;
    },
  });
  const run = (
    landed: Readonly<Record<string, string>> = {},
    control: typeof plan | typeof open = plan,
  ): ReturnType<typeof runAsAction> => {
    const sha = repository.git('rev-parse', 'HEAD');
    return runAsAction({
      control,
      repository,
      payload: { repository: { default_branch: 'main' } },
      env: { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/heads/main', GITHUB_SHA: sha },
      secrets: { token: 'token-of-the-workflow-0123456789' },
      github: platform(landed),
    });
  };
  /** Every commit landed as itself. */
  const alone = (...commits: string[]): Record<string, string> =>
    Object.fromEntries(commits.map((commit) => [commit, commit]));

  test('opens no retreat to what the plan of the same configuration denies', async () => {
    const deny = [{ tag: 'v2.2.0', reason: 'its key was leaked' }];
    repository.commit({
      [paths.config]: configText({
        'rollback-plan': { ...landedSingly, deny },
        'rollback-open': { posture: 'posture.yml' },
      }),
      'posture.yml': 'posture: GO\nsince: 2026-11-01T00:00:00Z\nby: both\nreason: all is well\n',
      ...releaseFiles(1),
    });
    repository.commit(releaseFiles(2));
    repository.commit(releaseFiles(3));
    expect((await run()).outputs['baseline-tag']).toBe('v2.1.0');
    expect((await run({}, open)).outputs['baseline-tag']).toBe('v2.1.0');
  });

  test('the contract that a job judges is named by its report', async () => {
    const contracts = [contractEntry, { ...contractEntry, id: 'other' }];
    const tip = repository.commit({
      [paths.config]: configText({ 'rollback-plan': {}, contracts }),
      ...releaseFiles(2),
    });
    const head = repository.commit({ other: 'x' });
    const { report } = await runAsAction({
      control: plan,
      repository,
      payload: pullRequest(tip, head),
      env: { GITHUB_SHA: head },
      given: { contract: 'other', 'artifact-key': 'ledger' },
    });
    expect(report.error?.message).toBe('the report about the contract other must bear its name');
  });

  describe('a pin that was renamed away and back keeps the good states under its other name', () => {
    /** It moves away, is repinned there to what is good, and comes back with the bad release. */
    const history = (follows: boolean): { good: string; all: string[] } => {
      const elsewhere = follows ? { ...contractEntry, pin: 'config/ledger.json' } : contractEntry;
      const moved = { [paths.config]: configText({ 'rollback-plan': {}, contracts: [elsewhere] }) };
      const away = (minor: number): Record<string, string | null> => {
        const { [paths.pin]: pin, ...rest } = releaseFiles(minor);
        return { ...moved, ...rest, [paths.pin]: null, 'config/ledger.json': pin ?? '' };
      };
      const first = [repository.commit({ ...config, ...releaseFiles(1) }), repository.commit(releaseFiles(2))];
      const then = [repository.commit(away(2)), repository.commit(away(3))];
      const last = repository.commit({ ...config, ...releaseFiles(4), 'config/ledger.json': null });
      return { good: then[1] ?? '', all: [...first, ...then, last] };
    };

    test('where its configuration followed it', async () => {
      const { good, all } = history(true);
      const { outputs, report } = await run(alone(...all));
      expect([outputs['baseline'], report.status]).toEqual([good, 'passed']);
    });

    test('and they were never in force where its configuration did not', async () => {
      const { good, all } = history(false);
      const { outputs, report } = await run(alone(...all));
      expect(outputs['baseline']).not.toBe(good);
      expect(JSON.stringify(report.data)).toContain('config/ledger.json was not config/pin.json of the contract');
    });
  });

  test('files that were examples before the contract began were never in force', async () => {
    const moved = Object.fromEntries(
      Object.entries(releaseFiles(9)).map(([each, text]) => [`examples/${each.replaceAll('/', '-')}`, text]),
    );
    const inside = repository.commit(moved);
    const none = Object.fromEntries(Object.keys(moved).map((each) => [each, null]));
    const tip = repository.commit({ ...none, ...config, ...releaseFiles(2) });
    const { report } = await run(alone(inside, tip));
    const found = report.results.find(({ rule }) => rule === 'rollback-plan/baseline-found');
    expect([report.status, found?.status]).toEqual(['unverified', 'unverified']);
    expect(found?.because?.message).toContain(`whether the files had other names at ${inside} is not known`);
  });

  describe('the commits within one pull request that landed by rebase were never in force', () => {
    const rebased = (): { good: string; inside: string; tip: string } => {
      const good = repository.commit({ ...config, ...releaseFiles(2) });
      // One pull request of two commits: reviewers see the difference of both, which is the repin to v2.4.0.
      const inside = repository.commit(releaseFiles(9));
      return { good, inside, tip: repository.commit(releaseFiles(4)) };
    };

    test('as GitHub knows', async () => {
      const { good, inside, tip } = rebased();
      const { outputs, report } = await run({ [good]: good, [inside]: tip, [tip]: tip });
      expect([outputs['baseline'], report.status]).toEqual([good, 'passed']);
      expect(JSON.stringify(report.data)).toContain('it was never the tip of the branch: pull request #7');
    });

    test('and without GitHub nobody knows', async () => {
      const { inside } = rebased();
      const { outputs, report } = await run();
      const found = report.results.find(({ rule }) => rule === 'rollback-plan/baseline-found');
      expect([outputs['baseline'], found?.status]).toEqual([inside, 'unverified']);
      expect(found?.because?.message).toContain('was ever the tip of the branch is not known');
    });
  });

  test('what stood on a branch that took main in, and became main, was never in force', async () => {
    const good = repository.commit({ ...config, ...releaseFiles(2) });
    repository.git('checkout', '-q', '-b', 'theirs');
    const inside = repository.commit(releaseFiles(9));
    repository.git('checkout', '-q', 'main');
    const last = repository.commit(releaseFiles(3));
    repository.git('checkout', '-q', 'theirs');
    repository.git('merge', '-q', '-s', 'ours', '--no-edit', 'main');
    const tip = repository.commit(releaseFiles(4));
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--ff-only', 'theirs');
    expect(repository.git('rev-parse', 'HEAD')).toBe(tip);
    const { outputs } = await run({ [good]: good, [inside]: tip, [last]: last, [tip]: tip });
    expect(outputs['baseline']).not.toBe(inside);
    expect((await run()).report.status).toBe('unverified');
  });
});
