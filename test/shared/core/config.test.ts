import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { asksFor, parseConfig, sectionSchema } from '../../../shared/core/config.ts';
import { text } from '../../../shared/core/inputs.ts';
import { sampleControl } from '../../support/sample-control.ts';

const control = sampleControl();
const known = { controls: ['sample', 'release-gate'], lists: ['things', 'contracts'] };

const parse = (value: unknown) => parseConfig(value, [control], known);

function taken(value: unknown) {
  const parsed = parse(value);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.config;
}

const waiver = {
  id: 'W-1',
  rule: 'sample/fits',
  value: `v1:${'a'.repeat(32)}`,
  approver: 'alice',
  reason: 'it will shrink',
  granted: '2026-03-01',
  expires: '2026-03-31',
};

describe('a configuration that fits', () => {
  test('the least: the version alone', () => {
    const config = taken({ version: 1 });
    expect(config.common).toEqual({
      version: 1,
      profile: undefined,
      'fail-on': undefined,
      places: [],
      roles: {},
      'waiver-cap-days': 180,
      waivers: [],
      attestations: [],
      deferrals: [],
      profiles: {},
    });
    expect(config).toMatchObject({ sections: {}, lists: { things: [] }, asked: { sections: [], lists: [] } });
    expect(asksFor(control, config)).toBe(false);
  });

  test.each<[string, unknown, Record<string, unknown>]>([
    ['with values', { version: 1, sample: { strict: true, limit: 3 } }, { strict: true, limit: 3 }],
    ['empty', { version: 1, sample: {} }, {}],
    ['with nothing behind the colon', { version: 1, sample: null }, {}],
    [
      'with what every section may hold',
      { version: 1, sample: { 'disabled-rules': { named: 'things are anonymous here' }, 'skip-on': ['schedule'] } },
      { 'disabled-rules': { named: 'things are anonymous here' }, 'skip-on': ['schedule'] },
    ],
  ])('a section %s asks for the control', (_name, value, section) => {
    const config = taken(value);
    expect(config.sections['sample']).toEqual(section);
    expect(asksFor(control, config)).toBe(true);
  });

  test('a shared list that the control declares asks for it, also an empty one', () => {
    for (const things of [[{ id: 'a' }], []]) {
      const config = taken({ version: 1, things });
      expect(config.lists).toEqual({ things });
      expect(asksFor(control, config)).toBe(true);
    }
  });

  test('sections and lists of others are known by name and left alone', () => {
    const config = taken({
      version: 1,
      'release-gate': { anything: [1], 'skip-on': ['schedule', 7] },
      contracts: 'anything',
    });
    expect(asksFor(control, config)).toBe(false);
    expect(config.asked).toEqual({
      sections: ['release-gate'],
      lists: ['contracts'],
      skipOn: { 'release-gate': ['schedule'], sample: [] },
      parts: {},
    });
    expect(config.sections).toEqual({});
  });

  test('the common keys reach the common part', () => {
    const value = {
      version: 1,
      profile: 'strict',
      'fail-on': 'failed',
      'waiver-cap-days': 30,
      waivers: [waiver],
      deferrals: [{ rule: 'sample/*', to: 'release', reason: 'forks have no token' }],
      profiles: { mine: { threshold: 'high' } },
    };
    expect(taken(value).common).toEqual({
      ...value,
      places: [],
      roles: {},
      attestations: [],
      profiles: {
        mine: {
          threshold: 'high',
          waivers: true,
          attestations: true,
          deferrals: true,
          inconclusive: 'no-go',
          accept: 'go',
        },
      },
    });
  });
});

describe('a control with several lists', () => {
  const several = { ...control, lists: { ...control.lists, contracts: z.array(z.string()) } };
  const ask = (value: object) => {
    const parsed = parseConfig({ version: 1, ...value }, [several], known);
    return parsed.ok && asksFor(several, parsed.config);
  };

  test('is asked for by any of them', () => {
    expect([{}, { things: [] }, { contracts: [] }, { things: [], contracts: [] }].map(ask)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});

describe('a control that shares the section of another one', () => {
  const opener = { ...sampleControl(), name: 'opener', sharesSection: 'sample' };
  const names = { ...known, controls: [...known.controls, 'opener'] };
  const field = 'limit';
  const section = (value: object): unknown => {
    const parsed = parseConfig({ version: 1, ...value }, [opener], names);
    return parsed.ok ? parsed.config.sections['opener'] : parsed.problems.map(({ pointer }) => pointer);
  };

  test.each<[name: string, value: object, expected: unknown]>([
    ['takes what its own does not say', { sample: { [field]: 3 }, opener: {} }, { [field]: 3 }],
    ['takes it where its own is empty', { sample: { [field]: 3 }, opener: null }, { [field]: 3 }],
    ['keeps what its own says', { sample: { [field]: 3 }, opener: { [field]: 4 } }, { [field]: 4 }],
    ['takes nothing that is for the other one alone', { sample: { 'skip-on': ['push'] }, opener: {} }, {}],
    ['is not asked for by it', { sample: { [field]: 3 } }, undefined],
    ['refuses what does not fit', { sample: { [field]: 'x' }, opener: {} }, [`/opener/${field}`]],
  ])('%s', (_name, value, expected) => {
    expect(section(value)).toEqual(expected);
  });
});

describe('a control that only reads a list', () => {
  const reader = { ...control, askedBy: [] };

  test('is not asked for by it, and is given it', () => {
    const things = [{ id: 'a' }];
    const parsed = parseConfig({ version: 1, things }, [reader], known);
    expect(parsed).toMatchObject({ ok: true, config: { lists: { things } } });
    expect(parsed.ok && asksFor(reader, parsed.config)).toBe(false);
    const withSection = parseConfig({ version: 1, things, sample: {} }, [reader], known);
    expect(withSection.ok && asksFor(reader, withSection.config)).toBe(true);
  });

  test('is asked for by the list that it names', () => {
    const several = { ...control, lists: { ...control.lists, contracts: z.array(z.string()) }, askedBy: ['contracts'] };
    const asked = [{ things: [] }, { contracts: [] }].map((lists) => {
      const parsed = parseConfig({ version: 1, ...lists }, [several], known);
      return parsed.ok && asksFor(several, parsed.config);
    });
    expect(asked).toEqual([false, true]);
  });
});

test.each<[string, unknown, unknown]>([
  ['the section', { limit: 3 }, { limit: 3 }],
  ['nothing without a section', undefined, undefined],
  ['nothing for one that is empty', null, undefined],
  ['nothing for one that does not fit', { limit: 'x' }, undefined],
])('the problems of a configuration are looked for in %s', (_name, section, seen) => {
  const asked: unknown[] = [];
  const asking = {
    ...control,
    configProblems(_lists: never, own: unknown) {
      asked.push(own);
      return [];
    },
  };
  parseConfig({ version: 1, ...(section === undefined ? {} : { sample: section }) }, [asking], known);
  expect(asked).toEqual([seen]);
});

test('the schema of a section tells each default, and knows no secret', () => {
  const { properties } = z.toJSONSchema(sectionSchema(control), { io: 'input' });
  expect(properties).toMatchObject({
    title: { description: 'A line of text. Default: "none".' },
    limit: { description: 'The most. Default: 10.' },
    globs: { description: 'Globs. Default: ["**"].' },
  });
  expect(Object.keys(properties ?? {}).sort()).toEqual(
    ['disabled-rules', 'globs', 'limit', 'mode', 'owners', 'skip-on', 'strict', 'title'].sort(),
  );
  const plainer = { ...control, inputs: { maybe: text({ description: 'A line.', optional: true }) } };
  expect(z.toJSONSchema(sectionSchema(plainer), { io: 'input' }).properties).toMatchObject({
    maybe: { description: 'A line.' },
  });
});
