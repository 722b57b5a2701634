import { describe, expect, test } from '@jest/globals';
import { entryLine, entryHash as hashOf } from '../../../shared/domain/promotion/entry.ts';
import type { RuleCoverage } from '../../support/coverage.ts';
import type { GitHubAnswer } from '../../support/memory-github.ts';
import { memoryHistory } from '../../support/memory-history.ts';
import { postureText } from '../../support/postures.ts';
import * as life from '../../support/promotions.ts';
import { type Setup } from '../../support/world.ts';
import { artifact, gone, lastOf, other, otherCommit, root } from './common.ts';

/** Rollbacks, assets of releases, and pushes. */
export function wayTests(rules: RuleCoverage): void {
  describe('a rollback', () => {
    const second = 'a'.repeat(64);
    /** Staging has two releases; the first one is what a rollback goes to. */
    async function twoReleases(): Promise<life.Platform> {
      const played = await life.ready('prod');
      const text = played.histories['staging'] ?? '';
      const entry = { ...lastOf(text), digest: second, runId: 25, at: '2026-03-03T12:00:00Z' };
      life.land(
        played,
        'staging',
        text +
          entryLine({
            ...entry,
            source: { kind: 'artifact', name: 'bundle', runId: 2 },
            previous: hashOf(lastOf(text)),
          }),
        '2026-03-03T13:00:00Z',
      );
      life.begin(played, 40, '2026-03-06T10:00:00Z');
      played.runs[2] = life.ownRun();
      played.artifacts[2] = [{ name: 'bundle', expired: false, digest: `sha256:${second}`, sha: life.commit }];
      return played;
    }
    const back = (to: string): life.Asking => ({ given: { 'rollback-to': to } });

    test('goes to an earlier entry, although everything is frozen and nothing waits', async () => {
      const played = await twoReleases();
      played.posture = postureText('frozen', '2026-01-01T00:00:00Z');
      const found = await rules.evaluate(life.recording(played, 'staging', 40, back(life.digest)));
      expect(life.against(found)).toEqual([]);
      const text = life.recordedText(found) ?? '';
      expect(lastOf(text)).toMatchObject({ event: 'rollback', digest: life.digest, runId: 40 });
      expect(lastOf(text).from).toBeUndefined();
      // What came after it was taken back: it is nothing to go back to.
      expect(found.data).not.toHaveProperty('target');
      played.documents[40] = text;
      played.reviews = life.approvedBy('casey');
      expect(
        life.against(await rules.evaluate(life.verifying(played, { ...played.histories, staging: text }))),
      ).toEqual([]);
    });
    test.each<[string, string, string, (played: life.Platform) => void]>([
      ['what was never there', other, 'digest: failed', () => undefined],
      ['what is in force', second, 'order: failed', () => undefined],
      ['what is not kept', life.digest, 'digest: failed', (played) => void (artifact(played).expired = true)],
      [
        'what has other bytes now',
        life.digest,
        'digest: failed',
        (played) => void (artifact(played).digest = `sha256:${other}`),
      ],
    ])('to %s is not recorded', async (_name, to, first, breaks) => {
      const played = await twoReleases();
      breaks(played);
      const found = await rules.evaluate(life.recording(played, 'staging', 40, back(to)));
      expect(life.against(found)[0]).toBe(first);
      expect(life.recordedText(found)).toBeUndefined();
    });
    test('what a rollback could go to is the newest that is kept', async () => {
      const played = await twoReleases();
      const asked = life.recording(played, 'staging', 40, { given: { 'artifact-run': '3' } });
      played.runs[3] = life.ownRun();
      played.artifacts[3] = [{ name: 'bundle', expired: false, digest: `sha256:${other}`, sha: life.commit }];
      const targetOf = async (): Promise<unknown> =>
        (await rules.evaluate({ ...asked, github: life.answers(played) })).results.find(({ rule }) =>
          rule.endsWith('/rollback-target'),
        )?.status;
      expect(await targetOf()).toBe('passed');
      if (played.artifacts[2]?.[0] !== undefined) played.artifacts[2][0].expired = true;
      expect(await targetOf()).toBe('passed');
      artifact(played).expired = true;
      expect(await targetOf()).toBe('failed');
    });
  });

  describe('an asset of a release', () => {
    const section = { ...life.section, promotes: { asset: 'bundle.zip' } };
    const release = (more: object = {}, draft = false): GitHubAnswer => ({
      json: {
        draft,
        assets: [
          {
            name: 'bundle.zip',
            digest: `sha256:${life.digest}`,
            state: 'uploaded',
            created_at: '2026-03-01T10:05:00Z',
            ...more,
          },
        ],
      },
    });
    const tag: GitHubAnswer = { json: { object: { type: 'commit', sha: life.commit } } };
    test.each<[string, GitHubAnswer, GitHubAnswer, string[]]>([
      ['is promoted by the digest that GitHub gives it', release(), tag, []],
      ['that is not there is not', release({ name: 'other.zip' }), tag, ['digest: failed']],
      ['of a draft is not', release({}, true), tag, ['digest: failed']],
      ['that was not wholly uploaded is not', release({ state: 'starter' }), tag, ['digest: failed']],
      ['without a digest is not', release({ digest: null }), tag, ['digest: unverified']],
      ['of no release is not', gone, tag, ['digest: failed']],
      ['of a tag that is gone is not', release(), gone, ['digest: failed']],
      [
        'of a tag that names another commit is not',
        release(),
        { json: { object: { type: 'commit', sha: otherCommit } } },
        ['decision: failed'],
      ],
    ])('%s', async (_name, released, tagged, expected) => {
      const played = await life.ready('dev');
      played.more[`${root}/releases/tags/v1`] = released;
      played.more[`${root}/git/ref/tags/v1`] = tagged;
      played.more[`${root}/compare/${otherCommit}...${played.tip}`] = { json: { status: 'ahead' } };
      const asked = life.recording(played, 'dev', 10, { section });
      const { 'artifact-run': _run, ...given } = asked.given as Record<string, string>;
      const found = await rules.evaluate({ ...asked, given: { ...given, release: 'v1' } });
      expect(life.against(found).slice(0, 1)).toEqual(expected);
      expect(life.recordedText(found) === undefined).toBe(expected.length > 0);
    });
  });

  describe('a push', () => {
    const pushed = (played: life.Platform, after: Record<string, string>, more: Partial<Setup> = {}): Setup => {
      const setup = life.verifying(played, after, {});
      return {
        ...setup,
        subject: { ...setup.subject, event: 'push', ref: 'refs/heads/main', baseSha: 'b'.repeat(40) },
        ...more,
      };
    };
    test('is verified against the commit before it, with the pull request that it merged', async () => {
      const played = await life.ready('staging');
      const text = life.recordedText(await rules.evaluate(life.recording(played, 'staging', 20))) ?? '';
      played.documents[20] = text;
      const ref = 'b'.repeat(40);
      const merge = played.landed['dev']?.merge;
      played.more[`${root}/commits?path=.github%2Fpromotions%2Fdev.jsonl&sha=${ref}&per_page=1`] = {
        json: [{ sha: merge }],
      };
      const after = { ...played.histories, staging: text };
      expect(life.against(await rules.evaluate(pushed(played, after)))).toEqual(['approvals: failed']);
      played.reviews = life.approvedBy('casey');
      expect(life.against(await rules.evaluate(pushed(played, after)))).toEqual([]);
      played.more[`${root}/commits/${'9'.repeat(40)}/pulls`] = { json: [] };
      expect(life.against(await rules.evaluate(pushed(played, after)))).toEqual(['approvals: unverified']);
    });
    test('that is forced is verified against what was there, and not against where it left it', async () => {
      const played = await life.ready('prod');
      const { staging: _gone, ...rest } = played.histories;
      const files = Object.fromEntries(Object.entries(rest).map(([name, text]) => [life.pathOf(name), text]));
      // Before and after the change that git sees, staging has no history: it was dropped by the force.
      const history = memoryHistory([{ before: files, after: files, base: '1'.repeat(40), head: '9'.repeat(40) }]);
      const found = await rules.evaluate(pushed(played, rest, { history }));
      expect(life.against(found)[0]).toBe('append-only: failed');
    });
  });
}
