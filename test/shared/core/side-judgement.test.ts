import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../../shared/core/control.ts';
import { GovernanceError } from '../../../shared/core/errors.ts';
import { evaluate } from '../../../shared/core/evaluation.ts';
import { rule } from '../../../shared/core/rule.ts';
import { judgeAside, overlay } from '../../../shared/core/side-judgement.ts';
import { sampleControl } from '../../support/sample-control.ts';
import { memoryTree, world } from '../../support/world.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = async (tree: ReturnType<typeof overlay>, path: string): Promise<string | undefined> => {
  const found = await tree.read(path, 100);
  return found.found ? new TextDecoder().decode(found.content) : found.reason;
};

describe('a tree with other files in it', () => {
  const tree = overlay(memoryTree({ 'a.txt': 'a', 'b.txt': 'b' }, 'c'.repeat(40)), [
    { path: 'b.txt', after: bytes('B') },
    { path: 'd/e.txt', after: bytes('E') },
  ]);

  test('gives them in place of its own', async () => {
    const read = await Promise.all(
      ['a.txt', 'b.txt', './b.txt', 'd/e.txt', 'x', '../b.txt'].map((path) => text(tree, path)),
    );
    expect(read).toEqual(['a', 'B', 'B', 'E', 'absent', 'outside']);
  });

  test('lists them with its own, each once', async () => {
    expect(await tree.list()).toEqual({ ok: true, paths: ['a.txt', 'b.txt', 'd/e.txt'] });
  });

  test('keeps to the cap, and is no commit', async () => {
    expect(await tree.read('b.txt', 0)).toMatchObject({ found: false, reason: 'too-large' });
    expect(tree.ref).toBeUndefined();
  });
});

const rules = {
  present: rule<{ path: string }>({
    severity: 'high',
    asserts: 'The file is there.',
    why: 'Without it nothing works.',
    about: ({ path }) => [path],
    says: ({ path }) => `${path} is missing`,
  }),
  other: rule<{ path: string }>({
    severity: 'low',
    asserts: 'Something else holds.',
    why: 'It should.',
    about: ({ path }) => [path],
    says: ({ path }) => `${path} is wrong`,
  }),
};

describe('a judgement aside', () => {
  const judgement = {
    name: 'aside',
    rules,
    async evaluate(ctx: Context<Record<string, never>, typeof rules>): Promise<void> {
      for (const path of ['a.txt', 'b.txt']) ctx.judge('present', (await ctx.read(path)).found, { path });
    },
  };

  test('gives its results back, a rule without one too, and adds none to the report', async () => {
    let found: unknown;
    const control = sampleControl(async (ctx) => {
      ctx.passed('fits', { thing: 'box' });
      const tree = overlay(ctx.tree, [{ path: 'b.txt', after: bytes('B') }]);
      found = (await judgeAside(ctx, judgement, { tree, before: ctx.before })).map(({ rule: id, status }) => [
        id,
        status,
      ]);
    });
    const evaluation = await evaluate(control, world({ files: { 'a.txt': 'a' } }));
    expect(found).toEqual([
      ['aside/present', 'passed'],
      ['aside/present', 'passed'],
      ['aside/other', 'unverified'],
    ]);
    expect(evaluation.results.filter(({ rule: id }) => id.startsWith('aside/'))).toEqual([]);
    expect(evaluation.reads.map(({ path }) => path)).toEqual(['a.txt']);
  });

  test('that breaks breaks the run', async () => {
    const broken = {
      ...judgement,
      evaluate: async (): Promise<void> =>
        Promise.reject(new GovernanceError('BAD_INPUT', 'it is broken', { hint: 'Mend it.' })),
    };
    const control = sampleControl(async (ctx) => {
      await judgeAside(ctx, broken, { tree: ctx.tree, before: ctx.before });
    });
    expect((await evaluate(control, world())).error).toMatchObject({
      code: 'BAD_INPUT',
      message: 'it is broken',
      hint: 'Mend it.',
    });
  });
});
