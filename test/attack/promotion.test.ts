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
const lastOf = (text: string): PromotionEntry => JSON.parse(text.trim().split('\n').at(-1) ?? '') as PromotionEntry;

/** Staging has the release, prod nothing; the run 30 recorded a good entry for prod, which both leads approve. */
async function good(): Promise<{ played: life.Platform; entry: PromotionEntry }> {
  const played = await life.ready('prod');
  played.reviews = life.approvedBy('casey', 'drew');
  const text = life.recordedText(await evaluateWith(control, life.recording(played, 'prod', 30))) ?? '';
  played.documents[30] = text;
  return { played, entry: lastOf(text) };
}
const verified = async (played: life.Platform, histories: Record<string, string>): Promise<string[]> =>
  life.against(await evaluateWith(control, life.verifying(played, { ...played.histories, ...histories })));

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

describe('a history', () => {
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
