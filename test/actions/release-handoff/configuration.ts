import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/release-handoff/control.ts';
import { type RuleCoverage } from '../../support/coverage.ts';
import {
  acknowledgeSection,
  generated,
  generateSection,
  generating,
  paths,
  producer,
  verifying,
} from '../../support/handoffs.ts';
import { surfaceEntry } from '../../support/producer-files.ts';
import { configurationOf } from '../../support/world.ts';
import { open } from './common.ts';

/** What the configuration must say. */
export function configurationTests(rules: RuleCoverage): void {
  describe('the configuration', () => {
    const base = {
      tasks: ['verify'],
      producer,
      verify: { payload: paths.payload, required: ['suite'], check: { check: 'handoff' } },
    };
    test.each<[name: string, section: Record<string, unknown>, problem: string]>([
      ['a task without its part', { ...base, tasks: ['verify', 'generate'] }, 'there is no generate:'],
      ['a surface that is not there', { ...base, generate: { ...generateSection, surface: 'legder' } }, 'legder'],
      [
        'a packet of a shape that has none',
        { ...base, verify: { ...base.verify, shape: 'producer-release-handoff', packet: 'x.md' } },
        'has no packet',
      ],
      [
        'a stable handoff with another value',
        { ...base, handoffs: { stable: { override: { service: 'v4' } } } },
        'name a candidate',
      ],
      [
        'required and forbidden',
        { ...base, handoffs: { next: { required: ['/terms'], forbidden: ['/terms'] } } },
        'is required too',
      ],
      [
        'matched and overridden',
        { ...base, handoffs: { next: { override: { service: 'v4' }, 'must-match': ['service'] } } },
        'is overridden',
      ],
      [
        'business days without a calendar',
        { ...base, acknowledge: { ...acknowledgeSection, within: undefined, 'business-days': 3 } },
        'a calendar',
      ],
      [
        'two times',
        { ...base, acknowledge: { ...acknowledgeSection, 'business-days': 3 } },
        'either business-days or within',
      ],
      [
        'no version that the envelope follows',
        { ...base, generate: { ...generateSection, facts: { tag: '/release' } } },
        'follows the version service',
      ],
      [
        'no tag among the facts',
        { ...base, generate: { ...generateSection, facts: { service: '/service_version' } } },
        'the tag',
      ],
      [
        'a fact that is not there',
        { ...base, generate: generateSection, handoffs: { next: { override: { servcie: 'v4' } } } },
        'service',
      ],
    ])('refuses %s', (_name, section, problem) => {
      expect(() => configurationOf(control, { section, lists: { surfaces: [surfaceEntry] } })).toThrow(problem);
    });

    test('of several tasks each report bears its own', async () => {
      const { payload } = await generated();
      const setup = verifying({ [paths.payload]: payload }, { section: { packet: undefined } });
      const section = { ...setup.section, tasks: ['verify', 'acknowledge'], acknowledge: acknowledgeSection };
      const asked = (given: Record<string, string>, matrixKey?: string) =>
        rules.evaluate({
          ...setup,
          section,
          given,
          subject: { ...setup.subject, ...(matrixKey === undefined ? {} : { matrixKey }) },
        });
      expect((await asked({})).error?.message).toContain('which task');
      expect((await asked({ task: 'generate' })).error?.message).toContain('generate');
      expect((await asked({ task: 'verify' })).error?.message).toContain('must bear its name');
      expect((await asked({ task: 'verify' }, 'acknowledge')).error?.message).toContain('must bear its name');
      expect(open(await asked({ task: 'verify' }, 'verify'))).toEqual([]);
    });

    test('a handoff that nobody described is not generated', async () => {
      const { error } = await rules.evaluate(generating({ given: { handoff: 'nightly' } }));
      expect(error).toMatchObject({ code: 'BAD_INPUT' });
    });
  });
}
