import { describe, expect, test } from '@jest/globals';
import type { RuleCoverage } from '../../support/coverage.ts';
import * as life from '../../support/promotions.ts';
import { verifyWith } from './common.ts';
import { edits, recordFaults } from './entry-faults.ts';
import { type Fault, platformFaults } from './platform-faults.ts';

/** A release comes through three environments, and each single fault stops it. */
export function releaseTests(rules: RuleCoverage): void {
  const counted = { record: 0, verify: 0 };

  async function expectRecord(fault: Fault, name: life.Name): Promise<void> {
    const told = (first: string | undefined): unknown => [fault.name, name, first];
    const played = await life.ready(name);
    fault.breaks(played, name);
    const found = await rules.evaluate(life.recording(played, name, life.times[name].run, fault.asking));
    expect(told(life.against(found)[0])).toEqual(told(fault.first));
    expect(life.recordedText(found)).toBeUndefined();
    expect(found.outputs['recorded']).toBe('false');
    counted.record += 1;
  }

  describe('a release that comes through three environments', () => {
    test('has an entry for each, recorded and verified', async () => {
      for (const name of life.environments) expect(await verifyWith(rules, name, () => undefined)).toEqual([]);
    });

    test('is recorded by the decision of the last attempt, where an earlier one decided too', async () => {
      const played = await life.ready('dev');
      const again = life.decision(1);
      again.subject = { ...again.subject, attempt: 2 };
      played.decisions[1]?.push(again);
      for (const fault of platformFaults.filter(({ name }) => name.startsWith('the job that decided ran again')))
        fault.breaks(played, 'dev');
      const found = await rules.evaluate(life.recording(played, 'dev', 10));
      expect(life.against(found)).toEqual([]);
      expect(found.data).toMatchObject({ entry: { decision: { attempt: 2 } } });
    });

    test('is stopped by each of 123 single faults while it is recorded, that fault named first', async () => {
      for (const fault of [...platformFaults, ...recordFaults])
        for (const name of fault.of ?? life.environments) await expectRecord(fault, name);
      expect(counted.record).toBe(123);
    });

    test('is stopped by each of 118 single faults while it is verified, that fault named first', async () => {
      for (const { name: what, of = life.environments, breaks, first } of platformFaults)
        for (const name of of) {
          expect([what, name, (await verifyWith(rules, name, (played) => breaks(played, name)))[0]]).toEqual([
            what,
            name,
            first,
          ]);
          counted.verify += 1;
        }
      for (const [what, change, first] of edits)
        for (const name of ['staging', 'prod'] as const) {
          expect([what, name, (await verifyWith(rules, name, () => undefined, change))[0]]).toEqual([
            what,
            name,
            first,
          ]);
          counted.verify += 1;
        }
      expect(counted.verify).toBe(118);
    });
  });
}
