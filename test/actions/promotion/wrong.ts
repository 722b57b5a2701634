import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/promotion/control.ts';
import { entryLine } from '../../../shared/domain/promotion/entry.ts';
import type { RuleCoverage } from '../../support/coverage.ts';
import { postureText } from '../../support/postures.ts';
import * as life from '../../support/promotions.ts';
import { configurationOf, type Setup } from '../../support/world.ts';
import { firstEntry } from './common.ts';

/** What is asked wrongly, and clocks that go wrong. */
export function wrongTests(rules: RuleCoverage): void {
  describe('what is asked wrongly', () => {
    const asked = async (given: Record<string, string>, more: Partial<Setup> = {}): Promise<string | undefined> => {
      const played = await life.ready('dev');
      const setup = life.recording(played, 'dev', 10);
      return (await rules.evaluate({ ...setup, ...more, given })).error?.message;
    };
    test.each<[string, Record<string, string>, RegExp]>([
      ['no task', { environment: 'dev' }, /it is not said which task is meant/],
      ['an unknown task', { task: 'promote' }, /promote is not one of the tasks/],
      ['no environment', { task: 'record' }, /it is not said to which environment/],
      [
        'an environment that is not in the chain',
        { task: 'record', environment: 'staging2' },
        /the report of the task record|staging2 is not in the chain/,
      ],
      ['a report without its key', { task: 'verify' }, /the report of the task verify must bear its name/],
    ])('%s', async (_name, given, message) => {
      expect(await asked(given)).toMatch(message);
    });
    test.each<[string, object, RegExp]>([
      [
        'an environment twice',
        { chain: [{ environment: 'a' }, { environment: 'a' }] },
        /\/promotion\/chain\/1\/environment: a is in the chain twice/,
      ],
      ['a soak before the first', { chain: [{ environment: 'a', soak: '1h' }] }, /\/promotion\/chain\/0\/soak/],
      [
        'approvals in no environment of GitHub',
        { chain: [{ environment: 'a', approvals: { by: ['@casey'], through: 'deployment' } }] },
        /approvals\/through: name the environment/,
      ],
      [
        'a workflow with its folder and its branch',
        { workflows: ['.github/workflows/release.yml@refs/heads/main'] },
        /\/promotion\/workflows\/0: .* is not the name of a file below/,
      ],
      ['an empty chain', { chain: [] }, /chain/],
      ['approvals by nobody', { chain: [{ environment: 'a', approvals: { by: [] } }] }, /by/],
    ])('%s', (_name, more, message) => {
      expect(() => configurationOf(control, { section: { ...life.section, ...more } })).toThrow(message);
    });
    test('a role that there is not', async () => {
      const played = await life.ready('staging');
      const section = {
        ...life.section,
        chain: [life.section.chain[0], { environment: 'staging', deployment: 'x', approvals: { by: ['nobody'] } }],
      };
      const found = await rules.evaluate(life.recording(played, 'staging', 20, { section }));
      expect(found.error?.message).toMatch(/names nobody, and there is no such role/);
    });
    test('without a token nothing is recorded or verified', async () => {
      const played = await life.ready('dev');
      const { github: _none, ...setup } = life.recording(played, 'dev', 10);
      const found = await rules.evaluate(setup);
      expect(life.recordedText(found)).toBeUndefined();
      expect(life.against(found).every((line) => line.endsWith('unverified'))).toBe(true);
      const { github: _nor, ...verified } = life.verifying(played, { dev: entryLine(firstEntry) });
      expect(life.against(await rules.evaluate(verified))).toContain('append-only: unverified');
    });
  });

  describe('clocks', () => {
    test.each(['2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z'])('of the machine (%s) let nothing soak', async (now) => {
      const played = await life.ready('prod');
      const landed = played.landed['staging'];
      if (landed !== undefined) landed.mergedAt = life.times.prod.begins;
      played.posture = postureText('GO', '2019-01-01T00:00:00Z');
      const found = await rules.evaluate(life.recording(played, 'prod', 30, { now }));
      expect(life.against(found)).toEqual(['soak: failed']);
    });
  });
}
