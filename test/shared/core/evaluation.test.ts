import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { GovernanceError } from '../../../shared/core/errors.ts';
import { type Evaluation, evaluate, type World } from '../../../shared/core/evaluation.ts';
import { sha256 } from '../../../shared/core/fingerprint.ts';
import { reportStatus } from '../../../shared/domain/decision/status.ts';
import { statusesOf } from '../../support/results.ts';
import { type SampleContext, sampleControl } from '../../support/sample-control.ts';
import { type Around, baseSha, headSha, world } from '../../support/world.ts';

type Judge = (ctx: SampleContext) => void | Promise<void>;

function runBroken(judge: Judge, around: Around = {}, overrides: Partial<World> = {}): Promise<Evaluation> {
  return evaluate(sampleControl(judge), world(around, overrides));
}

/** An evaluation that ends well: what an expectation inside of the judgement throws would only be its `error`. */
async function run(judge: Judge, around: Around = {}, overrides: Partial<World> = {}): Promise<Evaluation> {
  const evaluation = await runBroken(judge, around, overrides);
  if (evaluation.error !== undefined) throw new Error(evaluation.error.message);
  return evaluation;
}

const good = { thing: 'a', size: 1 };
const because = { code: 'TRUNCATED', message: 'GitHub listed a part' } as const;

describe('results', () => {
  test('are recorded with the name of the control, in the order in which they were given', async () => {
    const { results } = await run((ctx) => {
      ctx.passed('fits', good, { path: 'a.json' });
      ctx.failed('fits', { thing: 'b', size: 20 }, { path: 'b.json', line: 3 });
      ctx.judge('named', true, good);
      ctx.judge('named', false, { thing: 'b' });
      ctx.unverified('fits', { thing: 'c' }, because, { path: 'c.json' });
      ctx.notApplicable('fits', { thing: 'd' }, 'd is exempt');
    });
    expect(statusesOf(results)).toEqual({
      'fits a': 'passed',
      'fits b': 'failed',
      'named a': 'passed',
      'named b': 'failed',
      'fits c': 'unverified',
      'fits d': 'not-applicable',
    });
    expect(results.map(({ rule }) => rule).slice(0, 3)).toEqual(['sample/fits', 'sample/fits', 'sample/named']);
    expect(results[1]).toMatchObject({
      message: 'b has the size 20',
      fix: 'make b smaller',
      location: { path: 'b.json', line: 3 },
    });
    expect(results[4]).toMatchObject({ because, location: { path: 'c.json' } });
    expect(results[5]?.because).toEqual({ code: 'NOT_ASKED', message: 'd is exempt' });
  });

  test('a rule without a result is unverified, and so is the report', async () => {
    const { results } = await run((ctx) => ctx.passed('fits', good));
    expect(results.map(({ rule, status, because: why }) => [rule, status, why?.code])).toEqual([
      ['sample/fits', 'passed', undefined],
      ['sample/named', 'unverified', 'NO_RESULT'],
    ]);
    expect(reportStatus(results)).toBe('unverified');
  });

  test('a control that says nothing gives one unverified result for each rule', async () => {
    const { results } = await run(() => undefined);
    expect(statusesOf(results)).toEqual({ fits: 'unverified', named: 'unverified' });
  });

  test('a rule that is only not applicable has given a result, but does not make the report pass', async () => {
    const { results } = await run((ctx) => {
      ctx.notApplicable('fits', good, 'nobody asks');
      ctx.notApplicable('named', good, 'nobody asks');
    });
    expect(results).toHaveLength(2);
    expect(reportStatus(results)).toBe('unverified');
  });

  test('a disabled rule gives exactly one not-applicable result with the reason, whatever the control says', async () => {
    const { results } = await run(
      (ctx) => {
        ctx.failed('fits', { thing: 'b', size: 20 });
        ctx.passed('fits', good);
        ctx.failed('named', good);
      },
      {},
      { disabledRules: { fits: 'things may be big here' } },
    );
    expect(results.map(({ rule, status, because: why }) => [rule, status, why?.message])).toEqual([
      ['sample/named', 'failed', undefined],
      ['sample/fits', 'not-applicable', 'disabled: things may be big here'],
    ]);
  });

  test('all rules disabled: nothing was measured', async () => {
    const disabledRules = { fits: 'not here', named: 'not here' };
    const { results } = await run((ctx) => ctx.passed('fits', good), {}, { disabledRules });
    expect(results.map(({ status }) => status)).toEqual(['not-applicable', 'not-applicable']);
    expect(reportStatus(results)).toBe('unverified');
  });

  test('a rule that the control does not have is a defect of the control, not a result', async () => {
    const { error, results } = await runBroken((ctx) => {
      ctx.passed('fits', good);
      ctx.failed('unknown' as 'fits', good);
    });
    expect(error).toMatchObject({ code: 'INTERNAL', message: 'control sample has no rule unknown' });
    expect(statusesOf(results)).toEqual({ 'fits a': 'passed' });
  });
});

describe('what a control throws', () => {
  test('becomes the error of the report, and the results up to then are kept', async () => {
    const evaluation = await runBroken((ctx) => {
      ctx.failed('fits', { thing: 'b', size: 20 });
      throw new GovernanceError('GITHUB_DOWN', 'no answer', {
        hint: 'try again',
        problems: [{ message: 'here', path: 'a.yml' }],
      });
    });
    expect(evaluation.error).toEqual({
      code: 'GITHUB_DOWN',
      message: 'no answer',
      hint: 'try again',
      problems: [{ message: 'here', path: 'a.yml' }],
    });
    expect(statusesOf(evaluation.results)).toEqual({ 'fits b': 'failed' });
    expect(reportStatus(evaluation.results, evaluation.error)).toBe('error');
  });

  test.each<[string, unknown, string]>([
    ['an error', new TypeError('x is undefined'), 'x is undefined'],
    ['a text', 'out of paper', 'out of paper'],
    ['nothing', undefined, 'undefined'],
  ])('%s is INTERNAL', async (_name, thrown, message) => {
    const { error } = await runBroken(() => {
      throw thrown;
    });
    expect(error).toMatchObject({ code: 'INTERNAL', message });
  });

  test('after an await, too', async () => {
    const { error } = await runBroken(async (ctx) => {
      await ctx.read('a.json');
      throw new Error('later');
    });
    expect(error?.message).toBe('later');
  });

  test('in a rule itself, too', async () => {
    const { error, results } = await runBroken((ctx) => ctx.failed('fits', undefined as never));
    expect(error?.code).toBe('INTERNAL');
    expect(results).toEqual([]);
  });
});

describe('what was read', () => {
  const files = { 'a.json': '{}', 'dir/b.json': 'größe', 'c.txt': 'x' };

  test('is recorded once for each file, with its digest and size in bytes', async () => {
    const { reads } = await run(
      async (ctx) => {
        await ctx.read('dir/b.json');
        await ctx.read('a.json');
        await ctx.read('a.json');
        await ctx.read('./dir/../a.json');
      },
      { files },
    );
    expect(reads).toEqual([
      { source: 'tree', path: 'dir/b.json', ref: headSha, sha256: sha256('größe'), bytes: 7 },
      { source: 'tree', path: 'a.json', ref: headSha, sha256: sha256('{}'), bytes: 2 },
    ]);
  });

  test('the same path of the base is another file', async () => {
    const { reads } = await run(
      async (ctx) => {
        await ctx.read('a.json');
        if ('because' in ctx.before) throw new Error('there is a base');
        await ctx.before.read('a.json', 100);
        await ctx.before.read('a.json', 100);
        expect(ctx.before.ref).toBe(baseSha);
      },
      { files, base: { 'a.json': '[]' } },
    );
    expect(reads.map(({ path, ref, sha256: digest }) => [path, ref, digest])).toEqual([
      ['a.json', headSha, sha256('{}')],
      ['a.json', baseSha, sha256('[]')],
    ]);
  });

  test('bytes that were read elsewhere are recorded by the control', async () => {
    const { reads } = await run((ctx) => {
      const content = new TextEncoder().encode('größe');
      expect(ctx.recorded('acme/ledger/manifest.json', headSha, content)).toBe(sha256('größe'));
      ctx.recorded('acme/ledger/manifest.json', headSha, content);
    });
    const path = 'acme/ledger/manifest.json';
    expect(reads).toEqual([{ source: 'api', path, ref: headSha, sha256: sha256('größe'), bytes: 7 }]);
  });

  test('a file that gave nothing is not recorded', async () => {
    const { reads } = await run(
      async (ctx) => {
        expect(await ctx.read('none.json')).toMatchObject({ found: false, reason: 'absent' });
        expect(await ctx.read('../outside')).toMatchObject({ found: false, reason: 'outside' });
        expect(await ctx.read('a.json', { maxBytes: 1 })).toMatchObject({ found: false, reason: 'too-large' });
      },
      { files },
    );
    expect(reads).toEqual([]);
  });

  test('a file may have 1 MiB unless the control says otherwise', async () => {
    const size = 1024 * 1024;
    const { reads } = await run(
      async (ctx) => {
        expect(await ctx.read('full')).toMatchObject({ found: true, bytes: size });
        expect(await ctx.read('over')).toMatchObject({ found: false, reason: 'too-large' });
        expect(await ctx.read('over', { maxBytes: size + 1 })).toMatchObject({ found: true });
      },
      { files: { full: new Uint8Array(size), over: new Uint8Array(size + 1) } },
    );
    expect(reads.map(({ path }) => path)).toEqual(['full', 'over']);
  });

  test('there is no base: the control is told why', async () => {
    const { error } = await run((ctx) => {
      expect(ctx.before).toEqual({ because: { code: 'NO_BASE', message: 'there is no earlier version' } });
    });
    expect(error).toBeUndefined();
  });

  test('match gives the regular files that fit any glob, names with a dot included, and reads none', async () => {
    const evaluation = await run(
      async (ctx) => {
        expect(await ctx.match(['**/*.json'])).toEqual({ ok: true, paths: ['.hidden/d.json', 'a.json', 'dir/b.json'] });
        expect(await ctx.match(['*.txt', 'dir/*'])).toEqual({ ok: true, paths: ['c.txt', 'dir/b.json'] });
        expect(await ctx.match([])).toEqual({ ok: true, paths: [] });
      },
      {
        files: { ...files, '.hidden/d.json': '', 'link.json': { reason: 'not-a-file', message: 'is a symbolic link' } },
      },
    );
    expect([evaluation.error, evaluation.reads]).toEqual([undefined, []]);
  });

  test('match gives also what only the earlier version has, each path once and sorted, when it is asked to', async () => {
    const base = { 'a.json': '[]', 'gone.json': '[]', 'gone.txt': '' };
    await run(
      async (ctx) => {
        expect(await ctx.match(['*.json'])).toEqual({ ok: true, paths: ['a.json'] });
        const both = await ctx.match(['*.json'], { before: true });
        expect(both).toEqual({ ok: true, paths: ['a.json', 'gone.json'] });
      },
      { files, base },
    );
    const { reads } = await run(
      async (ctx) => expect(await ctx.match(['*.json'], { before: true })).toEqual({ ok: true, paths: ['a.json'] }),
      { files },
    );
    expect(reads).toEqual([]);
  });

  test('match gives the reason when the files cannot be listed', async () => {
    const tree = { ...world().tree, list: async () => ({ ok: false as const, because }) };
    const { error } = await run(
      async (ctx) => expect(await ctx.match(['**'])).toEqual({ ok: false, because }),
      {},
      { tree },
    );
    expect(error).toBeUndefined();
  });
});

describe('facts', () => {
  test('are kept by name; one may be given again', async () => {
    const { facts } = await run((ctx) => {
      ctx.fact('ruleset/7', '2026-03-01T10:00:00Z');
      ctx.fact('constructor', 'x');
      ctx.fact('ruleset/7', '2026-03-01T10:00:00Z');
    });
    expect(facts).toEqual({ 'ruleset/7': '2026-03-01T10:00:00Z', constructor: 'x' });
  });

  test('one that has two values is a defect', async () => {
    const { error } = await runBroken((ctx) => {
      ctx.fact('ruleset/7', 'a');
      ctx.fact('ruleset/7', 'b');
    });
    expect(error).toMatchObject({ code: 'INTERNAL', message: 'the fact ruleset/7 has two values' });
  });
});

test('metrics, outputs, notes and data are kept as they were given', async () => {
  const evaluation = await run((ctx) => {
    ctx.metric('things', 2);
    ctx.metric('time', 1.5, 's');
    ctx.output('largest', 'b');
    ctx.note('one');
    ctx.note('two');
    ctx.data({ things: ['a', 'b'] });
  });
  expect(evaluation).toMatchObject({
    metrics: { things: { value: 2 }, time: { value: 1.5, unit: 's' } },
    outputs: { largest: 'b' },
    notes: ['one', 'two'],
    data: { things: ['a', 'b'] },
  });
});

test('a credential is asked for by the name of its field, the workflow’s own without one', async () => {
  const asked: (string | undefined)[] = [];
  const github = (name: string | undefined): undefined => void asked.push(name);
  const { error } = await run(
    (ctx) => {
      expect(ctx.github()).toBeUndefined();
      expect(ctx.github('extra-token')).toBeUndefined();
    },
    {},
    { github },
  );
  expect([error, asked]).toEqual([undefined, [undefined, 'extra-token']]);
});

test('an answer of GitHub that nobody wrote down is an error of the test, never a result', async () => {
  const { error } = await runBroken(
    async (ctx) => {
      await ctx.github()?.get('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'other' }, z.unknown());
    },
    { github: {} },
  );
  expect(error?.message).toBe('the test has no answer for GET /repos/acme/other');
});
