import { describe, expect, test } from '@jest/globals';
import type { AnyControl } from '../../../shared/core/control.ts';
import type { OtherFindings } from '../../../shared/core/other-control.ts';
import type { Result } from '../../../shared/core/report.ts';
import { type OtherRun, runOther } from '../../../shared/shell/run-other.ts';
import { sampleAllowance } from '../../support/results.ts';
import { type SampleContext, sampleControl } from '../../support/sample-control.ts';
import { memoryTree, world } from '../../support/world.ts';

const path = '.github/release-governance.yml';
const known = { controls: ['sample'], lists: ['things'] };
const fits = (ctx: SampleContext): void => ctx.passed('fits', { thing: 'it' });

const ofFits = (found: OtherFindings): Result[] =>
  found.ok ? found.results.filter(({ rule }) => rule === 'sample/fits') : [];

/** A run of the sample, which judges so, asked for by such a configuration. */
function ask(
  evaluate: (ctx: SampleContext) => void | Promise<void>,
  {
    config = 'version: 1\nsample: {}\n',
    base = config,
    control = {},
    ...more
  }: Partial<OtherRun> & {
    config?: string;
    base?: string | { because: { code: 'NO_BASE'; message: string } };
    control?: Partial<AnyControl>;
  } = {},
): Promise<OtherFindings> {
  const around = world();
  const trusted = typeof base === 'string' ? memoryTree({ [path]: base }, 'b'.repeat(40)) : base;
  const policy = { judged: memoryTree({ [path]: config }), base: trusted, path, shown: path };
  const load = async (): Promise<AnyControl> => ({ ...sampleControl(evaluate), ...control }) as AnyControl;
  const view = { tree: memoryTree({ 'a.txt': 'restored' }), before: memoryTree({}), history: around.history };
  return runOther('sample', view, { world: around, policy, known, load, ...more });
}

describe('a control that is run over other files', () => {
  test('judges those, with its own configuration', async () => {
    const found = await ask(
      async (ctx) => {
        const file = await ctx.read('a.txt');
        const size = file.found ? file.bytes : 0;
        ctx.judge('fits', size === ctx.inputs.limit, { thing: ctx.inputs.title, size });
      },
      { config: 'version: 1\nsample: { title: theirs, limit: 8 }\n' },
    );
    expect(ofFits(found)).toMatchObject([{ status: 'passed', about: ['theirs'] }]);
  });

  test('takes its configuration from the base', async () => {
    const found = await ask((ctx) => ctx.passed('fits', { thing: ctx.inputs.title }), {
      config: 'version: 1\nsample: { title: ours }\n',
      base: 'version: 1\nsample: { title: theirs }\n',
    });
    expect(ofFits(found)).toMatchObject([{ about: ['theirs'] }]);
  });

  test('has no GitHub, no command, no reports, no products and no other controls', async () => {
    const seen: unknown[] = [];
    const aside = expect.stringContaining('judged aside');
    await ask(async (ctx) => {
      seen.push(ctx.github(), (await ctx.runOther('other', {} as never)).ok);
      seen.push((await ctx.reports({} as never)).unlisted?.message, (await ctx.produced.read('x', 1)).found);
      seen.push((await ctx.produced.list()).ok, (await ctx.command({} as never)).state);
      const asked = await ctx.publicGitHub().get('GET /x', {}, {} as never);
      seen.push(asked.ok ? 'answered' : asked.because.code);
      fits(ctx);
    });
    expect(seen).toEqual([undefined, false, aside, false, false, 'refused', 'NO_CREDENTIAL']);
  });

  test('has its waivers marked by the policy', async () => {
    const around = world();
    const allow: typeof around.policy.allow = (name, results) => ({
      results: results.map((each) => ({ ...each, waiver: { ...sampleAllowance, reason: name } })),
      uses: [],
    });
    const found = await ask((ctx) => ctx.failed('fits', { thing: 'it', size: 11 }), {
      world: { ...around, policy: { ...around.policy, allow } },
    });
    expect(ofFits(found)).toMatchObject([{ status: 'failed', waiver: { reason: 'sample' } }]);
  });

  test('keeps its disabled rules', async () => {
    const config = 'version: 1\nsample: { disabled-rules: { named: nobody looks for it } }\n';
    const found = await ask(
      (ctx) => {
        fits(ctx);
        ctx.failed('named', { thing: 'it' });
      },
      { config },
    );
    const named = found.ok ? found.results.filter(({ rule }) => rule === 'sample/named') : [];
    expect(named.map(({ status }) => status)).not.toContain('failed');
  });
});

describe('nothing is found', () => {
  const cases: [name: string, more: Parameters<typeof ask>[1], expected: object][] = [
    ['of a control that is not at hand', { load: undefined }, { message: 'the control sample is not at hand' }],
    [
      'of one that changes something',
      { control: { kind: 'act' } },
      { message: 'the control sample judges no files', apart: true },
    ],
    [
      'of one that decides',
      { control: { kind: 'decide' } },
      { message: 'the control sample judges no files', apart: true },
    ],
    [
      'of one that asks others itself',
      { control: { judgesOthers: true } },
      { message: 'the control sample judges no files', apart: true },
    ],
    [
      'where the base cannot be read',
      { base: { because: { code: 'NO_BASE', message: 'the base is not here' } } },
      { message: 'the base is not here' },
    ],
    [
      'where the configuration does not fit',
      { config: 'version: 1\nsample: { limit: none }\n' },
      { message: expect.stringContaining(path) },
    ],
    [
      'of a control that cannot be loaded',
      {
        load: async () => {
          throw new Error('it is broken');
        },
      },
      { message: 'it is broken' },
    ],
  ];
  test.each(cases)('%s', async (_name, more, expected) => {
    expect(await ask(fits, more)).toEqual({ ok: false, ...expected });
  });

  test('where the judgement breaks', async () => {
    const found = await ask(() => {
      throw new Error('it broke');
    });
    expect(found).toMatchObject({ ok: false, message: expect.stringContaining('it broke') });
  });
});
