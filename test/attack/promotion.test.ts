import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/promotion/control.ts';
import { parseInputs } from '../../shared/core/inputs.ts';
import { entryHash, entryLine, type PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import * as life from '../support/promotions.ts';
import { evaluateWith } from '../support/world.ts';

/*
 * The author of a pull request wants something in prod that did not come there as the chain asks. Everything that is in the pull request, and
 * every run that the author can start, says what the author wants.
 */

const mine = 'e'.repeat(64);
const myCommit = 'f'.repeat(40);
const { good, lastOf, verified } = life;

/** A run that the author started, with all that it can leave: bytes, a decision, and a history. */
function ownWorld(
  played: life.Platform,
  id: number,
  run: Partial<life.PlayedRun>,
  entry: PromotionEntry,
): PromotionEntry {
  played.runs[id] = life.ownRun({ run_started_at: life.times.prod.begins, ...run });
  const decision = life.decision(id, { name: 'prod' });
  decision.subject = {
    ...decision.subject,
    event: played.runs[id]?.event ?? '',
    headSha: played.runs[id]?.head_sha ?? '',
  };
  played.decisions[id] = [decision];
  const report = life.collectedOf(played, { artifacts: [], runs: [id] }).files[0]?.sha256 ?? '';
  const forged = { ...entry, runId: id, decision: { ...entry.decision, runId: id, report } };
  played.documents[id] = entryLine(forged);
  return forged;
}

describe('an entry', () => {
  test('that nobody forged is good: what follows is not red by itself', async () => {
    const { played, entry } = await good();
    expect(await verified(played, { prod: entryLine(entry) })).toEqual([]);
  });

  test.each<[string, Partial<life.PlayedRun>]>([
    ['a branch', { head_branch: 'mine' }],
    ['a fork', { head_repository: { full_name: 'eve/app' } }],
    ['a pull request', { event: 'pull_request' }],
    ['a tag that is called as the default branch', { event: 'release' }],
    ['another workflow', { path: '.github/workflows/mine.yml@refs/heads/main' }],
    ['a workflow in another folder', { path: 'dynamic/release.yml' }],
  ])('recorded and decided by a run of %s is refused', async (_name, run) => {
    const { played, entry } = await good();
    const forged = ownWorld(played, 66, run, entry);
    expect(await verified(played, { prod: entryLine(forged) })).toContain('run: failed');
  });

  test('recorded by a good run is refused with a decision of a run of a branch', async () => {
    const { played, entry } = await good();
    const { decision } = ownWorld(played, 66, { head_branch: 'mine' }, entry);
    expect(await verified(played, { prod: entryLine({ ...entry, decision }) })).toEqual([
      'run: failed',
      'recorded: failed',
    ]);
  });

  test('by a decision that lies in the pull request, and in no artifact of the run, is not verified', async () => {
    const { played, entry } = await good();
    played.decisions[1] = [];
    expect(await verified(played, { prod: entryLine(entry) })).toEqual(['decision: unverified']);
  });

  test('by the decision of another environment is refused', async () => {
    const { played, entry } = await good();
    const reports = life.collectedOf(played, { artifacts: [], runs: [1] }).files.map(({ sha256 }) => sha256);
    const report = reports.find((each) => each !== entry.decision.report) ?? '';
    const forged = { ...entry, decision: { ...entry.decision, report } };
    expect((await verified(played, { prod: entryLine(forged) }))[0]).toBe('decision: failed');
  });

  test('of bytes that were built again, or of a fork, is refused', async () => {
    const { played, entry } = await good();
    played.artifacts[1]?.push({ name: 'bundle', expired: false, digest: `sha256:${mine}`, sha: life.commit });
    expect(await verified(played, { prod: entryLine({ ...entry, digest: mine }) })).toEqual([
      'order: failed',
      'recorded: failed',
    ]);
    played.more[`GET /repos/${life.repository}/compare/${myCommit}...${played.tip}`] = { json: { status: 'diverged' } };
    const forged = await verified(played, { prod: entryLine({ ...entry, commit: myCommit }) });
    expect(forged).toEqual(
      expect.arrayContaining(['decision: failed', 'commit: failed', 'digest: failed', 'order: failed']),
    );
  });

  test('called a rollback, to slip past chain and soak, is refused', async () => {
    const { played, entry } = await good();
    const { from: _from, ...rest } = entry;
    const found = await verified(played, { prod: entryLine({ ...rest, event: 'rollback', digest: mine }) });
    expect(found).toEqual(expect.arrayContaining(['digest: failed', 'order: failed', 'recorded: failed']));
  });

  test('with a line for the environment before in the same change is refused', async () => {
    const { played, entry } = await good();
    const staging = played.histories['staging'] ?? '';
    const forged = { ...lastOf(staging), digest: mine, previous: entryHash(lastOf(staging)) };
    const found = await verified(played, {
      staging: staging + entryLine(forged),
      prod: entryLine({ ...entry, digest: mine }),
    });
    expect(found[0]).toBe('one-entry: failed');
  });
});

describe('a line that is added', () => {
  test.each<[string, (line: string) => string]>([
    ['with white space in it', (line) => line.replace('{', '{ ')],
    ['with a Windows line end', (line) => line.replace('\n', '\r\n')],
    ['with a byte order mark before it', (line) => `\u{feff}${line}`],
    ['with a letter that is escaped', (line) => line.replace('"prod"', '"pro\\u0064"')],
    ['with a number in another form', (line) => line.replace('"attempt":1', '"attempt":1.0')],
    ['with a key given twice, the last one good', (line) => line.replace('{', `{"digest":"${mine}",`)],
    ['with a key that nobody knows', (line) => line.replace('{', '{"__proto__":{"digest":"x"},')],
    [
      'with its keys in another order',
      (line) => `${JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()))}\n`,
    ],
    ['with an empty line after it', (line) => `${line}\n`],
    ['without its line end', (line) => line.trimEnd()],
  ])('%s is refused, although all that it says is good', async (_name, change) => {
    const { played, entry } = await good();
    expect((await verified(played, { prod: change(entryLine(entry)) }))[0]).toBe('history: failed');
  });
});

describe('a history', () => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['that comes with its environment', {}, { qa: 'forged' }],
    ['under another case of its name', {}, { PROD: 'forged' }],
    ['of an environment that left the chain, deleted', { qa: 'kept' }, { qa: '' }],
    ['of an environment that left the chain, continued', { qa: 'kept' }, { qa: 'kept and more' }],
  ])('%s is refused', async (_name, before, after) => {
    const played = await life.ready('prod');
    played.histories = { ...played.histories, ...before };
    const left = Object.entries({ ...played.histories, ...after }).filter(([, text]) => text !== '');
    const found = await evaluateWith(control, life.verifying(played, Object.fromEntries(left)));
    expect(life.against(found)[0]).toBe('append-only: failed');
    expect(JSON.stringify(found.results)).toMatch(/is no history of an environment of the chain/);
  });

  test('that a change leaves alone is good, although the default branch has moved on', async () => {
    const { played, entry } = await good();
    const setup = life.verifying(played, played.histories);
    played.histories['prod'] = entryLine(entry);
    const found = await evaluateWith(control, { ...setup, github: life.answers(played) });
    expect(life.against(found)).toEqual([]);
  });

  test('is that of the default branch, whatever was pushed to a branch before', async () => {
    const { played, entry } = await good();
    const forged = entryLine({ ...entry, digest: mine });
    // The branch had the line already when it was pushed before; where it left the default branch there is none.
    const baseSha = 'b'.repeat(40);
    played.more[`GET /repos/${life.repository}/contents/${life.pathOf('prod')}?ref=${baseSha}`] = { raw: forged };
    const setup = life.verifying(played, { ...played.histories, prod: forged });
    const subject = { ...setup.subject, event: 'push', ref: 'refs/heads/mine', baseSha };
    const found = await evaluateWith(control, { ...setup, subject });
    expect(life.against(found)).toContain('recorded: failed');
  });

  test('of millions of lines that are none costs no more than a few of them, and says few words', async () => {
    const { played } = await good();
    const found = await evaluateWith(control, life.verifying(played, { ...played.histories, prod: 'x\n'.repeat(8e6) }));
    const told = found.results.filter(({ rule, status }) => rule === 'promotion/history' && status === 'failed');
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told).length).toBeLessThan(10_000);
    expect(told[0]?.message).toMatch(/is not read further/);
  });

  test('with a line of many words is refused in few', async () => {
    const { played } = await good();
    for (const line of [
      `{"${'k'.repeat(1e6)}":1}\n`,
      `{"${'k'.repeat(8000)}":1}\n`.repeat(1000),
      entryLine({ ...lastOf(played.histories['staging'] ?? ''), from: 'x'.repeat(1e6) }),
    ]) {
      const found = await evaluateWith(control, life.verifying(played, { ...played.histories, prod: line }));
      expect(life.against(found)[0]).toBe('history: failed');
      expect(JSON.stringify(found.results).length).toBeLessThan(30_000);
    }
  });

  test('of the old tool is refused with what to do, and may make room for one that is measured', async () => {
    const { played, entry } = await good();
    const line = JSON.stringify({
      event: 'promote',
      contract: 'deployment_state_v1',
      environment: 'prod',
      bundle_id: 'x',
    });
    const old = `${line}\n`.repeat(30);
    const found = await evaluateWith(control, life.verifying(played, { ...played.histories, prod: old }));
    expect(life.against(found)[0]).toBe('history: failed');
    expect(JSON.stringify(found.results)).toMatch(/move \.github\/promotions\/prod\.jsonl out of its folder/);
    played.histories['prod'] = old;
    expect(await verified(played, { prod: entryLine(entry) })).toContain('order: unverified');
    expect(await verified(played, { prod: '' })).toEqual([]);
    expect((await verified(played, { prod: old + entryLine(entry) }))[0]).toBe('history: failed');
  });

  test.each<[string, (line: string) => string]>([
    ['taken away', () => ''],
    ['begun anew', (line) => entryLine({ ...lastOf(line), digest: mine })],
    ['with a line put in before it', (line) => entryLine({ ...lastOf(line), digest: mine }) + line],
    [
      'with the keys in another order',
      (line) => `${JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()))}\n`,
    ],
    ['with Windows line ends', (line) => line.replace('\n', '\r\n')],
    ['with a key given twice', (line) => line.replace('{', `{"digest":"${mine}",`)],
    ['with an empty line', (line) => `${line}\n`],
  ])('%s is refused', async (_name, change) => {
    const { played } = await good();
    const found = await verified(played, { staging: change(played.histories['staging'] ?? '') });
    expect(found.some((line) => /^(?:append-only|history): failed$/.test(line))).toBe(true);
  });

  test('that is a link is not verified', async () => {
    const { played } = await good();
    const setup = life.verifying(played, played.histories);
    const units = await setup.history?.units();
    const unit = units?.ok === true ? units.units[0] : undefined;
    if (unit === undefined) throw new Error('there is no unit');
    const after = {
      ...unit.after,
      read: async (path: string) => ({
        found: false as const,
        path,
        reason: 'not-a-file' as const,
        message: 'is a symbolic link',
      }),
    };
    const found = await evaluateWith(control, {
      ...setup,
      history: { units: async () => ({ ok: true, units: [{ ...unit, after }] }) },
    });
    expect(life.against(found)).toEqual(expect.arrayContaining(['history: unverified', 'append-only: unverified']));
  });
});

test('what loosens the chain can be set by the base alone', () => {
  const policy = Object.entries(control.inputs).flatMap(([name, field]) =>
    'policy' in field && field.policy === true ? [name] : [],
  );
  expect(policy.sort()).toEqual([
    'chain',
    'histories',
    'ignored-co-authors',
    'posture',
    'promotes',
    'tasks',
    'workflows',
  ]);
  const { problems } = parseInputs({
    fields: control.inputs,
    given: { chain: '[{ environment: prod }]' },
    configured: life.section,
    untrusted: true,
  });
  expect(problems).not.toEqual([]);
});
