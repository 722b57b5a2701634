import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-repin/control.ts';
import type { PolicyView } from '../../shared/core/control.ts';
import { type Evaluation, evaluate } from '../../shared/core/evaluation.ts';
import type { Result } from '../../shared/core/report.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import {
  contractEntry,
  contractFiles,
  facts,
  manifestText,
  matrixText,
  paths,
  sha256,
} from '../support/contract-files.ts';
import { coverRules } from '../support/coverage.ts';
import { type GitHubAnswer, type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { wholeFreeze, wholeGo } from '../support/postures.ts';
import {
  entry,
  files,
  matrix,
  next,
  nextManifest,
  pin,
  producer,
  reference,
  release,
  released,
  remote,
  repo,
  tip,
} from '../support/repin.ts';
import { sampleAllowance } from '../support/results.ts';
import { baseSha, configurationOf, evaluateWith, type Setup, world } from '../support/world.ts';

const rules = coverRules(control);
const today = '2026-11-20';

function repin(setup: Setup & { contract?: Record<string, unknown> } = {}): Promise<Evaluation> {
  const { contract, ...more } = setup;
  return rules.evaluate({
    files,
    base: files,
    github: producer,
    now: `${today}T12:00:00Z`,
    lists: { contracts: [{ ...entry, ...contract }] },
    ...more,
  });
}

function standing({ results }: Evaluation): string[] {
  return results
    .filter(({ status }) => status === 'failed' || status === 'unverified')
    .map(({ rule, about, status }) => `${rule.split('/')[1] ?? ''} ${status}: ${about[1] ?? ''}`)
    .sort();
}

function written({ proposal }: Evaluation): Record<string, string> {
  const entries = (proposal?.changes ?? []).map(({ path, after }) => [path, new TextDecoder().decode(after)] as const);
  return Object.fromEntries(entries);
}

const refused = (code: 'MISSING_PERMISSION' | 'RATE_LIMITED' | 'GITHUB_DOWN'): GitHubAnswer => ({
  because: { code, message: `refused: ${code}` },
});

describe('the newest allowed release', () => {
  test('is proposed as one change of mirror, pin and matrix', async () => {
    const evaluation = await repin();
    expect(standing(evaluation)).toEqual([]);
    expect(reportStatus(evaluation.results)).toBe('passed');
    expect(evaluation.outputs).toEqual({ changed: 'true', from: facts.tag, to: next.tag });
    const hash = sha256(nextManifest);
    expect(written(evaluation)).toEqual({
      [paths.mirror]: nextManifest,
      [paths.pin]: contractFiles({ ...next })[paths.pin],
      [paths.matrix]: matrixText({ ...next, updated: today }, hash),
    });
    expect(evaluation.proposal).toMatchObject({
      title: 'Repin ledger from v2.4.0 to v2.5.0',
      branch: 'release-governance/repin-ledger',
    });
    expect(evaluation.proposal?.sentences.join('\n')).toContain('which stay as they were: Desk');
    expect(evaluation.data).toMatchObject({ contract: 'ledger', commit: next.commit });
    expect(evaluation.exhibits.map(({ rows }) => rows.map(({ cells }) => cells[0]))).toEqual([
      ['release', paths.mirror, paths.pin, paths.matrix],
    ]);
    expect(evaluation.exhibits[0]?.rows[0]?.cells).toEqual(['release', facts.tag, next.tag]);
  });

  test('is the same proposal on another day, and another one for other files', async () => {
    const of = async (setup: Parameters<typeof repin>[0]): Promise<string | undefined> =>
      (await repin(setup)).proposal?.identity;
    const identity = await of({});
    expect(identity).toMatch(/^[0-9a-f]{64}$/);
    expect(await of({ now: '2026-12-24T12:00:00Z' })).toBe(identity);
    const noted = { ...files, [paths.matrix]: matrix.replace('Prose', 'Other prose') };
    expect(await of({ files: noted, base: noted })).not.toBe(identity);
  });

  test('is judged by the same rules as a pin that somebody wrote', async () => {
    const { proposal } = await repin();
    const after = Object.fromEntries((proposal?.changes ?? []).map(({ path, after: bytes }) => [path, bytes]));
    const { control: sync } = await import('../../actions/manifest-sync/control.ts');
    const lists = { contracts: [entry] };
    const evaluation = await evaluateWith(sync, {
      files: { ...files, ...after },
      base: files,
      github: producer,
      lists,
      now: `${today}T12:00:00Z`,
    });
    expect(reportStatus(evaluation.results)).toBe('passed');
  });

  test('is the pinned one when there is no newer: nothing changes, and everything is verified', async () => {
    const github = {
      ...producer,
      [`${repo}/tags`]: { json: [{ name: facts.tag }, { name: 'v1.9.0' }] },
      [`${repo}/releases/latest`]: release(facts.tag),
    };
    const evaluation = await repin({ github });
    expect(standing(evaluation)).toEqual([]);
    expect(evaluation.outputs).toEqual({ changed: 'false', from: facts.tag, to: facts.tag });
    expect(evaluation.proposal).toBeUndefined();
    expect(evaluation.notes).toEqual(['ledger is pinned to v2.4.0: there is nothing to change.']);
    expect(reportStatus(evaluation.results)).toBe('passed');
  });

  test('of the next major version is not chosen by itself, and can be named', async () => {
    const third = { ...next, tag: 'v3.0.0', commit: '4e'.repeat(20), service: 'ledger.v3' };
    const github = {
      ...producer,
      ...released(third, manifestText(third)),
      [`${repo}/tags`]: { json: [{ name: 'v3.0.0' }, { name: 'v2.5.0' }] },
    };
    expect((await repin({ github })).outputs['to']).toBe('v2.5.0');
    expect((await repin({ github, given: { tag: 'v3.0.0' } })).outputs).toMatchObject({
      changed: 'true',
      to: 'v3.0.0',
    });
    expect((await repin({ github, section: { ranges: { ledger: '>=2 <4' } } })).outputs['to']).toBe('v3.0.0');
  });

  test('that is marked as a pre-release is passed over', async () => {
    const github = { ...producer, [`${repo}/releases/tags/${next.tag}`]: release(next.tag, true) };
    expect((await repin({ github })).outputs).toMatchObject({ changed: 'false', to: facts.tag });
  });
});

describe('what stands in the way', () => {
  const cases: [name: string, setup: Parameters<typeof repin>[0], expected: string[]][] = [
    ['no credential', { github: undefined as never }, all('unverified', 'present-green unverified: the present files')],
    [
      'a repository that is not seen',
      { github: { [repo]: notFound } },
      all('unverified', 'present-green unverified: the present files'),
    ],
    [
      'tags that cannot be listed',
      { github: { ...producer, [`${repo}/tags`]: refused('RATE_LIMITED') } },
      [
        ...['the order of versions', 'the release', 'the version'].map((what) => `allowed unverified: ${what}`),
        ...['complete', 'result-green', 'tag-proved'].map((rule) => `${rule} unverified: the repin`),
      ],
    ],
    [
      'no tag in the range',
      { section: { ranges: { ledger: '^7' } } },
      [
        'allowed failed: the version',
        ...['complete', 'result-green', 'tag-proved'].map((rule) => `${rule} unverified: the repin`),
      ],
    ],
    [
      'a named tag out of the range',
      { given: { tag: next.tag }, section: { ranges: { ledger: '<2.5' } } },
      ['allowed failed: the version'],
    ],
    ['a downgrade', older({ given: { tag: 'v2.3.0' } }), ['allowed failed: the order of versions']],
    ['a downgrade that is allowed', older({ given: { tag: 'v2.3.0' }, section: { 'allow-downgrade': true } }), []],
    [
      'a named pre-release',
      {
        given: { tag: next.tag },
        github: { ...producer, [`${repo}/releases/tags/${next.tag}`]: release(next.tag, true) },
      },
      ['allowed failed: the release', 'result-green failed: the changed files'],
    ],
    [
      'a release that may not be read',
      {
        given: { tag: next.tag },
        github: { ...producer, [`${repo}/releases/tags/${next.tag}`]: refused('MISSING_PERMISSION') },
      },
      ['allowed unverified: the release', 'result-green unverified: the changed files'],
    ],
    [
      'a tag that is not there',
      { given: { tag: 'v2.9.0' }, github: { ...producer, ...gone('v2.9.0') } },
      [
        'complete unverified: the repin',
        'result-green unverified: the repin',
        'tag-proved failed: the tag',
        'tag-proved unverified: the commit of the tag',
      ],
    ],
    [
      'a tag that may not be read',
      { github: { ...producer, [`${repo}/git/ref/tags/${next.tag}`]: refused('MISSING_PERMISSION') } },
      [
        'complete unverified: the repin',
        'result-green unverified: the repin',
        'tag-proved unverified: the commit of the tag',
        'tag-proved unverified: the tag',
      ],
    ],
    [
      'a tag beside the default branch',
      { github: { ...producer, [`${repo}/compare/${next.commit}...${tip}`]: { json: { status: 'diverged' } } } },
      ['tag-proved failed: the commit of the tag'],
    ],
    [
      'unrelated histories',
      { github: { ...producer, [`${repo}/compare/${next.commit}...${tip}`]: notFound } },
      ['tag-proved failed: the commit of the tag'],
    ],
    [
      'a default branch that is not there',
      { github: { ...producer, [`${repo}/git/ref/heads/main`]: notFound } },
      ['tag-proved unverified: the commit of the tag'],
    ],
    [
      'a branch with the name of the tag',
      { github: { ...producer, [`${repo}/git/ref/heads/${next.tag}`]: reference(tip) } },
      ['result-green failed: the changed files', 'tag-proved failed: a branch with the name of the tag'],
    ],
    [
      'no manifest at the tag',
      { github: { ...producer, [`${repo}/contents/contracts/manifest.json?ref=${next.commit}`]: notFound } },
      ['complete failed: the manifest contracts/manifest.json', 'result-green unverified: the repin'],
    ],
    [
      'a manifest that is no JSON',
      { github: { ...producer, ...released(next, '{') } },
      ['complete failed: the manifest contracts/manifest.json', 'result-green unverified: the repin'],
    ],
    [
      'a manifest of another release',
      { github: { ...producer, ...released(next, manifestText({ ...next, tag: 'v2.6.0' })) } },
      ['result-green failed: the changed files'],
    ],
    [
      'error codes that the policy does not know',
      { github: { ...producer, ...released(next, manifestText({ ...next, codes: [...facts.codes, 'new_code'] })) } },
      ['result-green failed: the changed files'],
    ],
    [
      'a field that the manifest has no more',
      { github: { ...producer, ...released(next, nextManifest.replace('"service"', '"other"')) } },
      [
        'complete failed: config/pin.json (/service)',
        'complete failed: the bullet “Service” of docs/matrix.md',
        'complete failed: the column “Service” of docs/matrix.md',
        'result-green unverified: the repin',
      ],
    ],
    [
      'present files that contradict each other',
      { files: { ...files, [paths.pin]: pin.replace(facts.service, 'ledger.v1') } },
      ['present-green failed: the present files'],
    ],
    [
      'a bullet that is missing',
      { files: { ...files, [paths.matrix]: matrix.replace(/- Service: .*\n/, '') } },
      [
        'complete failed: docs/matrix.md',
        'present-green failed: the present files',
        'result-green unverified: the repin',
      ],
    ],
    [
      'a pin that cannot be read',
      { files: { ...files, [paths.pin]: '{', [paths.mirror]: '{' } },
      all('unverified', 'present-green failed: the present files'),
    ],
    [
      'a posture that is frozen',
      posture('posture: frozen\nby: alice\n'),
      ['posture failed: the posture record posture.yml'],
    ],
    ['a posture that says GO', posture('posture: GO\n'), []],
    [
      'a posture that says GO since yesterday, until tomorrow, for all',
      posture('posture: GO\nsince: 2026-11-19T00:00:00Z\nuntil: 2026-11-21T00:00:00Z\nconditions: []\n'),
      [],
    ],
    [
      'a posture that says GO from tomorrow on',
      posture('posture: GO\nsince: 2026-11-21T00:00:00Z\n'),
      ['posture failed: the posture record posture.yml'],
    ],
    [
      'a posture that says GO until yesterday',
      posture('posture: GO\nuntil: 2026-11-19T00:00:00Z\n'),
      ['posture failed: the posture record posture.yml'],
    ],
    [
      'a posture that says GO until no time',
      posture('posture: GO\nuntil: soon\n'),
      ['posture failed: the posture record posture.yml'],
    ],
    [
      'a posture that says GO for a scope',
      posture('posture: GO\nscope: [staging]\n'),
      ['posture failed: the posture record posture.yml'],
    ],
    [
      'a posture that says GO under conditions',
      posture('posture: GO\nconditions: [gate]\n'),
      ['posture failed: the posture record posture.yml'],
    ],
    [
      'a posture record that is missing',
      { ...posture('posture: GO\n'), policyFiles: {} },
      ['posture failed: the posture record posture.yml'],
    ],
    [
      'a posture record without who and why',
      { ...posture('posture: GO\n'), policyFiles: { 'posture.yml': 'posture: GO\n' } },
      ['posture failed: the posture record posture.yml'],
    ],
    [
      'a posture that was frozen since',
      posture('posture: GO\n', 'posture: frozen\n'),
      ['posture failed: the posture record posture.yml'],
    ],
    [
      'a posture record that was deleted since',
      posture('posture: GO\n', null),
      ['posture failed: the posture record posture.yml'],
    ],
    ['a posture that says GO then and now', posture('posture: GO\n', 'posture: GO\n'), []],
    [
      'a posture of which nobody may say what it is now',
      {
        ...posture('posture: GO\n'),
        github: {
          ...posture('posture: GO\n').github,
          'GET /repos/acme/consumer/git/ref/heads/main': {
            because: { code: 'MISSING_PERMISSION', message: 'refused', needs: 'contents: read' },
          },
        },
      },
      ['posture unverified: the posture record posture.yml'],
    ],
    ['a posture record that is broken', posture('posture: [GO\n'), ['posture failed: the posture record posture.yml']],
    [
      'a posture given twice',
      posture('posture: frozen\nposture: GO\n'),
      ['posture failed: the posture record posture.yml'],
    ],
    ['a posture record that is a list', posture('- posture: GO\n'), ['posture failed: the posture record posture.yml']],
    [
      'a posture record that may not be read',
      {
        ...posture('posture: GO\n'),
        policyFiles: {
          'posture.yml': {
            reason: 'unreadable',
            message: 'could not be read',
            because: { code: 'MISSING_PERMISSION', message: 'refused' },
          },
        },
      },
      ['posture unverified: the posture record posture.yml'],
    ],
  ];
  test.each(cases)('%s', async (_name, setup = {}, expected) => {
    const given = 'github' in setup && setup.github === undefined ? { ...setup } : setup;
    const evaluation = await repin(given);
    expect(standing(evaluation)).toEqual(expected.sort());
    expect(evaluation.proposal === undefined).toBe(expected.length > 0);
    expect(evaluation.outputs['changed']).toBe(String(expected.length === 0));
  });

  function all(status: string, ...more: string[]): string[] {
    return [
      ...more,
      ...['allowed', 'complete', 'result-green', 'tag-proved'].map((rule) => `${rule} ${status}: the repin`),
    ];
  }

  /** A record that is whole but for what the test says of it, on a base that is the tip unless `now` is what the tip says. */
  function posture(text: string, now?: string | null): Setup {
    const whole = (given: string): string =>
      `${given.includes('since:') ? '' : 'since: 2026-11-01T00:00:00Z\n'}${given.includes('by:') ? '' : 'by: alice\n'}reason: release\n${given}`;
    const moved = 'e'.repeat(40);
    const tip = now === undefined ? baseSha : moved;
    return {
      section: { posture: 'posture.yml' },
      policyFiles: { 'posture.yml': whole(text) },
      github: {
        ...producer,
        'GET /repos/acme/consumer': { json: { full_name: 'acme/consumer', default_branch: 'main' } },
        'GET /repos/acme/consumer/git/ref/heads/main': { json: { object: { type: 'commit', sha: tip } } },
        [`GET /repos/acme/consumer/contents/posture.yml?ref=${moved}`]:
          typeof now === 'string' ? { raw: whole(now) } : notFound,
      },
    };
  }

  function older(setup: Setup): Setup {
    const earlier = { ...facts, tag: 'v2.3.0', commit: '5a'.repeat(20), service: 'ledger.v2.3' };
    return { ...setup, github: { ...producer, ...released(earlier, manifestText(earlier)) } };
  }

  function gone(tag: string): GitHubAnswers {
    return {
      [`${repo}/git/ref/tags/${tag}`]: notFound,
      [`${repo}/git/ref/heads/${tag}`]: notFound,
      [`${repo}/releases/tags/${tag}`]: notFound,
    };
  }

  test('GitHub that never answers makes the report an error', async () => {
    const { results } = await repin({ github: { ...producer, [repo]: refused('GITHUB_DOWN') } });
    expect(reportStatus(results)).toBe('error');
  });

  test('a waiver counts as it does for manifest-sync', async () => {
    const trial = { ...files, [paths.matrix]: matrix.replace('| Approved |', '| Trial |') };
    const setup = { files: trial, base: trial, github: producer, now: `${today}T12:00:00Z` };
    expect(standing(await repin(setup))).toEqual([
      'present-green failed: the present files',
      'result-green failed: the changed files',
    ]);
    const { lists } = configurationOf(control, { lists: { contracts: [entry] } });
    const inputs = { apply: false, 'pull-request': false, ranges: {}, 'allow-downgrade': false };
    const around = world(setup, { lists, inputs });
    const waived = (each: Result): Result => (each.status === 'failed' ? { ...each, waiver: sampleAllowance } : each);
    const policy: PolicyView = {
      ...around.policy,
      allow: (name, results) => ({
        results: results.map((each) => (name === 'manifest-sync' ? waived(each) : each)),
        uses: [],
      }),
    };
    const evaluation = rules.see(await evaluate(control, { ...around, policy }));
    expect(standing(evaluation)).toEqual([]);
    // Neither the report nor the pull request hides it.
    const lived = /^Lived with: manifest-sync\/matrix-status \(the status of the pinned row .*\), by the waiver W-1\.$/;
    expect(evaluation.notes).toContainEqual(expect.stringMatching(lived));
    expect(evaluation.proposal?.sentences).toContainEqual(expect.stringMatching(lived));
  });

  test('why the present files are red is said by rule and message', async () => {
    const { results } = await repin({ files: { ...files, [paths.pin]: pin.replace(facts.service, 'ledger.v1') } });
    const failed = results.find(({ status }) => status === 'failed');
    expect(failed?.message).toContain('manifest-sync/fields-agree (service: the mirror (/service) does not say what');
  });
});

describe('the posture of the producer', () => {
  const path = 'ops/posture.yml';
  const contract = { remote: { ...remote, posture: path } };
  const at = `${repo}/contents/${path}?ref=${tip}`;
  const refused: GitHubAnswer = { because: { code: 'MISSING_PERMISSION', message: 'refused' } };
  const cases: [name: string, answer: GitHubAnswer, status: string, words?: string][] = [
    ['lets it go', { raw: wholeGo }, 'passed'],
    ['is frozen', { raw: wholeFreeze }, 'failed', `harbour-example/ledger: the posture record ${path} says "frozen"`],
    ['has expired', { raw: `${wholeGo}until: 2026-11-20T00:00:00Z\n` }, 'failed', 'which expired at'],
    ['lets only some environments go', { raw: `${wholeGo}scope: [staging]\n` }, 'failed', 'restricted to staging'],
    ['is not there', notFound, 'failed', 'does not exist, which is NO-GO'],
    ['is no record', { raw: 'GO\n' }, 'failed', 'is not a mapping'],
    ['may not be read', refused, 'unverified'],
  ];
  test.each(cases)('it %s', async (_name, answer, status, words = '') => {
    const evaluation = await repin({ contract, github: { ...producer, [at]: answer } });
    const told = evaluation.results.find(({ about }) => about[1] === 'the posture record of the producer');
    expect(told?.status).toBe(status);
    expect(told?.message).toContain(words);
    // Its place is in another repository.
    expect(told?.location).toBeUndefined();
    expect(evaluation.proposal === undefined).toBe(status !== 'passed');
  });

  test('a tip that cannot be seen is not verified', async () => {
    const github = { ...producer, [`${repo}/git/ref/heads/main`]: refused };
    expect(standing(await repin({ contract, github }))).toContain(
      'posture unverified: the posture record of the producer',
    );
  });

  test('a producer that cannot be asked is not verified', async () => {
    expect(standing(await repin({ contract, github: { ...producer, [repo]: notFound } }))).toContain(
      'posture unverified: the posture record of the producer',
    );
  });
});

test('what cannot be changed is told where it stands', async () => {
  const manifest = nextManifest.replace('"service"', '"other"');
  const { results } = await repin({ github: { ...producer, ...released(next, manifest) } });
  const failed = results.filter(({ rule, status }) => rule === 'manifest-repin/complete' && status === 'failed');
  expect(failed).toHaveLength(3);
  expect(new Set(failed.map(({ location }) => location?.path))).toEqual(new Set([paths.pin, paths.matrix]));
  expect(failed.find(({ location }) => location?.path === paths.pin)?.location?.line).toBeGreaterThan(1);
});

describe('kinds of contracts', () => {
  const lines = (evaluation: Evaluation, path: string): string[] => (written(evaluation)[path] ?? '').split('\n');

  test('an append-only matrix keeps its rows and gets one at the end', async () => {
    const contract = { matrix: { ...contractEntry.matrix, rows: 'append-only' } };
    const evaluation = await repin({ contract });
    expect(standing(evaluation)).toEqual([]);
    const rows = lines(evaluation, paths.matrix).filter((line) => line.startsWith('| 5.1.0'));
    expect(rows).toEqual([
      `| 5.1.0 | ${facts.tag} | ${facts.commit} | ${facts.service} | Approved |`,
      `| 5.1.0 | ${next.tag} | ${next.commit} | ${next.service} | Approved |`,
    ]);
  });

  test('a matrix that has the row of the release already keeps it', async () => {
    const contract = { matrix: { ...contractEntry.matrix, rows: 'append-only' } };
    const earlierRows = [['5.0.0', next.tag, next.commit, next.service, 'Approved']];
    const kept = contractFiles({ earlierRows });
    const evaluation = await repin({ contract, files: kept, base: kept });
    expect(standing(evaluation)).toEqual([]);
    expect(lines(evaluation, paths.matrix).filter((line) => line.startsWith('| 5.'))).toHaveLength(2);
  });

  test('copies get the bytes of the manifest too', async () => {
    const copied = { ...files, 'app/manifest.json': files[paths.mirror] ?? '' };
    const evaluation = await repin({ contract: { copies: ['app/*.json'] }, files: copied, base: copied });
    expect(standing(evaluation)).toEqual([]);
    expect(written(evaluation)['app/manifest.json']).toBe(nextManifest);
  });

  test('copies that cannot be listed leave the change incomplete', async () => {
    const copied = { ...files, 'app/manifest.json': { reason: 'unreadable', message: 'could not be read' } as const };
    const evaluation = await repin({ contract: { copies: ['app/manifest.json'] }, files: copied, base: copied });
    expect(standing(evaluation)).toContain('present-green failed: the present files');
  });

  test('the commit may be an earlier one that the manifest names', async () => {
    const tagged = { ...next, commit: '6b'.repeat(20) };
    const github = {
      ...producer,
      ...released(tagged, nextManifest),
      [`${repo}/compare/${next.commit}...${tagged.commit}`]: { json: { status: 'ahead' } },
    };
    const contract = { remote: { ...remote, 'tag-relation': 'sha-ancestor-of-tag' } };
    const evaluation = await repin({ github, contract });
    expect(standing(evaluation)).toEqual([]);
    expect(written(evaluation)[paths.pin]).toContain(next.commit);
    expect(standing(await repin({ github }))).toEqual(['result-green failed: the changed files']);
  });

  test('a recorded commit of the tag moves with it, in the form of its neighbours', async () => {
    const own = { ...files, [paths.pin]: pin.replace('{\n', `{\n  "tag_commit": "${facts.commit}",\n`) };
    const contract = { fields: { ...contractEntry.fields, 'tag-commit': { pin: '/tag_commit' } } };
    const evaluation = await repin({ contract, files: own, base: own });
    expect(standing(evaluation)).toEqual([]);
    expect(lines(evaluation, paths.pin)[1]).toBe(`  "tag_commit": "${next.commit}",`);
  });

  test('an optional fact that only the new manifest has is added to the pin', async () => {
    const api = { pin: '/api', manifest: '/api', required: false };
    const contract = { fields: { ...contractEntry.fields, api } };
    const manifest = nextManifest.replace('{\n', '{\n  "api": "v3",\n');
    const evaluation = await repin({ contract, github: { ...producer, ...released(next, manifest) } });
    expect(standing(evaluation)).toEqual([]);
    expect(lines(evaluation, paths.pin).slice(-4)).toEqual([
      expect.stringMatching(/sha256": ".{64}",$/),
      '  "api": "v3"',
      '}',
      '',
    ]);
  });

  test('an optional fact of the consumer that stands nowhere stays away', async () => {
    const { 'manifest-sha256': hash, ...fields } = contractEntry.fields;
    const contract = { fields: { ...fields, 'manifest-sha256': { ...hash, required: false } } };
    const bare = {
      ...files,
      [paths.pin]: pin.replace(/,\n {2}"manifest_sha256".*\n/, '\n'),
      [paths.matrix]: matrix.replace(/- Manifest SHA-256: .*\n/, ''),
    };
    const evaluation = await repin({ contract, files: bare, base: bare });
    expect(standing(evaluation)).toEqual([]);
    expect(written(evaluation)[paths.pin]).not.toContain('manifest_sha256');
  });

  test('a tag that the policy fixes cannot be moved', async () => {
    const fixed = { tag: { pin: '/release', expect: facts.tag }, commit: { pin: '/commit', expect: facts.commit } };
    const fields = { ...fixed, repository: { pin: '/repository' } };
    const evaluation = await repin({ contract: { mirror: undefined, matrix: undefined, fields } });
    expect(standing(evaluation)).toEqual(['result-green failed: the tag']);
    expect(evaluation.proposal).toBeUndefined();
  });

  test('with remote: off the producer is asked for the result all the same', async () => {
    const contract = { remote: { ...remote, mode: 'off' } };
    expect(standing(await repin({ contract }))).toEqual([]);
    const github = { ...producer, [`${repo}/git/ref/heads/${next.tag}`]: reference(tip) };
    expect(standing(await repin({ contract, github }))).toContain('result-green failed: the changed files');
  });

  test('of several contracts one is named', async () => {
    const lists = { contracts: [entry, { ...entry, id: 'other' }] };
    expect((await repin({ lists, given: { contract: 'other' } })).proposal?.branch).toBe(
      'release-governance/repin-other',
    );
    expect((await repin({ lists })).error).toMatchObject({
      code: 'BAD_INPUT',
      hint: 'Set contract to one of ledger, other.',
    });
    expect((await repin({ lists, given: { contract: 'third' } })).error).toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('asked wrongly', () => {
  const cases: [name: string, setup: Setup, code: string][] = [
    ['a tag that is none', { given: { tag: '../../heads/main' } }, 'BAD_INPUT'],
    ['a tag in another form', { given: { tag: 'release-5' } }, 'BAD_INPUT'],
    ['a range that is none', { section: { ranges: { ledger: 'newest' } } }, 'BAD_CONFIG'],
    ['no contract at all', { lists: { contracts: [] } }, 'BAD_CONFIG'],
    ['no path of the manifest', { lists: { contracts: [contractEntry] } }, 'BAD_CONFIG'],
  ];
  test.each(cases)('%s', async (_name, setup, code) => {
    const { error, proposal } = await repin(setup);
    expect(error?.code).toBe(code);
    expect(proposal).toBeUndefined();
  });

  test('a range of a contract that is not there', () => {
    const setup = { lists: { contracts: [entry] }, section: { ranges: { lodger: '^2' } } };
    expect(() => configurationOf(control, setup)).toThrow(/ranges\/lodger: there is no contract lodger/);
  });
});

rules.prove();
