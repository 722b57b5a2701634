import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-repin/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { MatrixSchema } from '../../shared/domain/contract-pair/config.ts';
import { readMatrix } from '../../shared/domain/contract-pair/matrix-reader.ts';
import { proposalBody, proposalDiff, proposalTitle } from '../../shared/render/proposal.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { contractEntry, facts, manifestText, paths } from '../support/contract-files.ts';
import { sequence } from '../support/github-routes.ts';
import { type GitHubAnswers, notFound } from '../support/memory-github.ts';
import {
  entry,
  files,
  next,
  nextManifest,
  producer,
  reference,
  release,
  released,
  repo,
  tip,
} from '../support/repin.ts';
import {
  desk,
  type Pair,
  playPair,
  portsOf,
  producerToken,
  pullRequestToken,
  repinPair,
} from '../support/repin-pair.ts';
import { configurationOf, evaluateWith, type Setup } from '../support/world.ts';

/*
 * The producer, or whoever can push to it, wants the consumer to take what was never released; the author of a pull request at
 * the consumer wants the token of the repin, or a looser pin.
 */

function repin({ contract, ...setup }: Setup & { contract?: Record<string, unknown> } = {}): Promise<Evaluation> {
  const lists = { contracts: [{ ...entry, ...contract }] };
  const now = '2026-11-20T12:00:00Z';
  return evaluateWith(control, { files, base: files, github: producer, lists, now, ...setup });
}

function expectRefused({ proposal, outputs, results }: Evaluation, rule: string, message: RegExp): void {
  expect(proposal).toBeUndefined();
  expect(outputs['changed']).toBe('false');
  const said = results
    .filter(
      (each) => each.rule === `manifest-repin/${rule}` && (each.status === 'failed' || each.status === 'unverified'),
    )
    .map((each) => `${each.message} ${each.because?.message ?? ''}`);
  expect(said.join('\n')).toMatch(message);
}

describe('tags', () => {
  const chain = (length: number): GitHubAnswers => {
    const ids = Array.from({ length }, (_, index) => index.toString(16).padStart(40, '0'));
    const links = ids.map((id, index): [string, GitHubAnswers[string]] => {
      const last = index === length - 1;
      return [`${repo}/git/tags/${id}`, last ? reference(next.commit) : reference(ids[index + 1] ?? '', 'tag')];
    });
    return {
      ...producer,
      [`${repo}/git/ref/tags/${next.tag}`]: reference(ids[0] ?? '', 'tag'),
      ...Object.fromEntries(links),
    };
  };

  test('a tag of a tag is peeled to its commit', async () => {
    const { data, proposal } = await repin({ github: chain(3) });
    expect(data).toMatchObject({ commit: next.commit });
    expect(proposal).toBeDefined();
  });

  const cases: [name: string, setup: Setup, rule: string, message: RegExp][] = [
    ['tags of tags without an end', { github: chain(9) }, 'tag-proved', /names a tag, not a commit/],
    [
      'a tag of a tree',
      { github: { ...producer, [`${repo}/git/ref/tags/${next.tag}`]: reference(tip, 'tree') } },
      'tag-proved',
      /names a tree, not a commit/,
    ],
    [
      'a tag that was deleted after it was listed',
      { github: { ...producer, [`${repo}/git/ref/tags/${next.tag}`]: notFound } },
      'tag-proved',
      /does not exist/,
    ],
    [
      'a tag on a commit that no branch contains',
      { github: { ...producer, [`${repo}/compare/${next.commit}...${tip}`]: { json: { status: 'diverged' } } } },
      'tag-proved',
      /is not in main/,
    ],
    [
      'a branch with the name of the tag',
      { github: { ...producer, [`${repo}/git/ref/heads/${next.tag}`]: reference(next.commit) } },
      'tag-proved',
      /a branch with the name of the tag exists/,
    ],
    [
      'the pinned tag moved to another commit',
      {
        github: {
          ...producer,
          [`${repo}/tags`]: { json: [{ name: facts.tag }] },
          ...released({ ...facts, commit: '9c'.repeat(20) }, nextManifest),
        },
      },
      'tag-proved',
      /the tag was moved/,
    ],
    [
      'a release that is only called newer',
      { github: { ...producer, ...released(next, manifestText({ ...next, tag: facts.tag })) } },
      'result-green',
      /fields-agree/,
    ],
  ];
  test.each(cases)('%s', async (_name, setup, rule, message) => {
    expectRefused(await repin(setup), rule, message);
  });

  const names = [
    'v9.0.0/../../heads/main',
    'v9.0.0?ref=x',
    'v9.0.0%2e',
    'v9.0.0..main',
    'v9.0.0\u202e',
    '-v9.0.0',
    'v9.0.0$(x)',
    'v9.0.0+build',
    'v9.0.0-',
    'refs/heads/main',
    '__proto__',
    `v9.${'0'.repeat(300)}.0`,
  ];
  const section = { ranges: { ledger: '*' } };
  // As an input these two are refused before, or trimmed.
  test.each([...names, 'v9.0.0\nv9.0.1', ' v9.0.0'])('one called %j is never chosen', async (name) => {
    const github = { ...producer, [`${repo}/tags`]: { json: [{ name }, { name: next.tag }] } };
    expect((await repin({ github, section })).outputs['to']).toBe(next.tag);
  });

  test.each(names)('one called %j cannot be named', async (name) => {
    expect((await repin({ section, given: { tag: name } })).error?.code).toBe('BAD_INPUT');
  });
});

describe('manifests', () => {
  const cases: [name: string, manifest: string | Uint8Array, rule: string, message: RegExp][] = [
    ['over 1 MB', nextManifest.padEnd(1024 * 1024 + 1), 'complete', /is longer than 1048576 bytes/],
    ['deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'complete', /is nested too deep/],
    ['no text', new Uint8Array([0x7b, 0, 0x7d]), 'complete', /is not a text file/],
    ['another encoding', new Uint8Array([0xff, 0xfe, 0x7b, 0]), 'complete', /is UTF-16 text/],
    ['a key given twice', nextManifest.replace('{', `{"release":"v9.9.9",`), 'result-green', /unique-keys/],
    [
      'numbers that lose digits',
      nextManifest.replace('{', '{"size":9007199254740993,'),
      'result-green',
      /exact-numbers/,
    ],
    ['CRLF', nextManifest.replaceAll('\n', '\r\n'), 'result-green', /file-encoding/],
    [
      'a service of two lines',
      manifestText({ ...next, service: 'x\n| 5.2.0 | v9.9.9 | y | z | Approved |' }),
      'complete',
      /cannot hold/,
    ],
    ['a service that is invisible', manifestText({ ...next, service: 'ledger\u200b' }), 'complete', /cannot hold/],
    ['a service with a line separator', manifestText({ ...next, service: 'a\u2028b' }), 'complete', /cannot hold/],
    ['no service', manifestText({ ...next, service: '' }), 'complete', /cannot hold/],
  ];
  test.each(cases)('%s', async (_name, manifest, rule, message) => {
    expectRefused(await repin({ github: { ...producer, ...released(next, manifest) } }), rule, message);
  });

  const values = [
    'x | Approved | y',
    '`x`',
    '<img src=x onerror=alert(1)>',
    '[x](https://e.vil)',
    '![x](https://e.vil/x.png)',
    '@harbour-example/owners',
    'fixes #1',
    '**x**',
    '<!-- x',
    '&#124;',
    '\\|',
    '::error::x',
    '##[error]x',
    'https://e.vil/x',
    '`` x ` y ``',
  ];
  test.each(values)('a service called %j is shown as just that, or refused', async (service) => {
    const { proposal } = await repin({
      github: { ...producer, ...released(next, manifestText({ ...next, service })) },
    });
    if (proposal === undefined) return;
    const text = new TextDecoder().decode(proposal.changes.find(({ path }) => path === paths.matrix)?.after);
    const read = readMatrix(text, MatrixSchema.parse(contractEntry.matrix));
    if (!read.ok) throw new Error(read.message);
    const rows = (read.model.table?.rows ?? []).map(({ cells }) => cells.map((cell) => cell.text));
    expect(rows).toEqual([['5.1.0', next.tag, next.commit, service, 'Approved']]);
    expect(read.model.problems).toEqual([]);
    expect(`${proposalTitle(proposal)}${proposalBody(proposal, 'manifest-repin')}`).not.toContain(service);
    expect(proposalDiff(proposal)).not.toMatch(/^[ +-]?\s*::|##\[/m);
  });

  test('at least the plain ones of them are shown', async () => {
    const answers = await Promise.all(
      values.map((service) =>
        repin({ github: { ...producer, ...released(next, manifestText({ ...next, service })) } }),
      ),
    );
    expect(answers.filter(({ proposal }) => proposal !== undefined).length).toBeGreaterThan(10);
  });
});

describe('the configuration', () => {
  const outside = (change: object): (() => unknown) => {
    return () => configurationOf(control, { lists: { contracts: [{ ...entry, ...change }] } });
  };

  test.each([
    ['a pin', { pin: '../../etc/passwd' }],
    ['a mirror', { mirror: '/etc/passwd' }],
    ['a matrix', { matrix: { ...contractEntry.matrix, path: 'docs/../../x.md' } }],
    ['a file of git', { pin: '.git/config' }],
  ])('%s that leads out of the repository is refused', (_name, change) => {
    expect(outside(change)).toThrow(/the path (leaves|is absolute|is inside)/);
  });

  test('copies that lead out of it match nothing', async () => {
    const evaluation = await repin({ contract: { copies: ['../**/*.json'] } });
    expectRefused(evaluation, 'present-green', /copies-equal/);
  });

  test('a pre-release that calls itself a version in the range is none', async () => {
    const early = { ...next, tag: 'v2.6.0-rc.1' };
    const github = {
      ...producer,
      ...released(early, manifestText(early)),
      [`${repo}/tags`]: { json: [{ name: early.tag }, { name: next.tag }] },
      [`${repo}/releases/tags/${early.tag}`]: release(early.tag),
    };
    expect((await repin({ github, section: { ranges: { ledger: '>=2' } } })).outputs['to']).toBe(next.tag);
    expectRefused(await repin({ github, given: { tag: early.tag } }), 'allowed', /pre-release/);
  });
});

describe('a pull request at the consumer', () => {
  let pair: Pair;
  beforeEach(() => {
    pair = repinPair();
  });
  afterEach(() => pair.remove());

  const secrets = { 'producer-token': producerToken, 'pull-request-token': pullRequestToken, token: pullRequestToken };

  test('cannot have its own pull request opened, or files written, with the token of the repin', async () => {
    const base = pair.consumer.git('rev-parse', 'HEAD');
    const head = pair.consumer.commit({ 'x.txt': 'x' });
    await playPair(pair, async (server) => {
      const given = { 'pull-request': 'true', apply: 'true' };
      const run = {
        control,
        repository: pair.consumer,
        given,
        secrets,
        payload: pullRequest(base, head),
        ...portsOf(server),
      };
      const { report } = await runAsAction(run);
      expect(report.status).toBe('failed');
      expect(report.results[0]).toMatchObject({ rule: 'trust/acting-run', status: 'failed' });
      expect(report.results[0]?.message).toContain('nothing may be changed from there');
      expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
    });
    expect(pair.pulls).toEqual([]);
    expect(pair.consumer.git('status', '--porcelain')).toBe('');
  });

  test('cannot lift the posture, widen the range or allow a downgrade', async () => {
    const frozen = pair.config({ posture: '.github/posture.yml' });
    const base = pair.consumer.commit({ [paths.config]: frozen, '.github/posture.yml': 'posture: frozen\n' });
    const head = pair.consumer.commit({
      [paths.config]: pair.config({ ranges: { ledger: '*' }, 'allow-downgrade': true }),
      '.github/posture.yml': 'posture: GO\n',
    });
    await playPair(pair, async (server) => {
      const given = { 'allow-downgrade': 'true' };
      const run = {
        control,
        repository: pair.consumer,
        given,
        secrets,
        payload: pullRequest(base, head),
        ...portsOf(server),
      };
      const { report, diff } = await runAsAction(run);
      const failed = report.results.filter(({ status }) => status === 'failed').map(({ rule }) => rule);
      expect(failed).toEqual(['trust/policy-input', 'manifest-repin/posture']);
      expect(diff).toBeUndefined();
    });
  });

  test('a tag that moves while it is looked at is not followed', async () => {
    pair.consumer.commit({ 'x.txt': 'x' });
    const moved = pair.producer.commit({ 'contracts/manifest.json': '{}' });
    const is = (sha: string): object => ({ ref: `refs/tags/${next.tag}`, object: { type: 'commit', sha } });
    const routes = {
      [`GET /repos/harbour-example/ledger/git/ref/tags/${next.tag}`]: sequence(
        { body: is(pair.commits.next) },
        { body: is(moved) },
      ),
    };
    await playPair(
      pair,
      async (server) => {
        const env = { GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/main' };
        const payload = { repository: { default_branch: 'main' } };
        const given = { 'pull-request': 'true' };
        const { report } = await runAsAction({
          control,
          repository: pair.consumer,
          given,
          secrets,
          env,
          payload,
          ...portsOf(server),
        });
        expect(report.status).toBe('failed');
        expect(report.results.find(({ status }) => status === 'failed')?.message).toMatch(
          /remote-tag .* names another commit/,
        );
        expect(report.subject.repository).toBe(desk);
      },
      routes,
    );
    expect(pair.pulls).toEqual([]);
  });
});
