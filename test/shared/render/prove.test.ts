import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { ProveDocument, ProvedFact, Untried } from '../../../shared/core/prove.ts';
import { cells } from '../../../shared/render/fitted.ts';
import { type ProveView, renderProve } from '../../../shared/render/prove.ts';

const fact = (more: Partial<ProvedFact> = {}): ProvedFact => ({
  ...{ path: 'a.json', line: 3, column: 5, what: '/tag', kind: 'version', from: 'v1.0.0', to: 'v1.0.1' },
  ...more,
});
const guarded = fact({ guardedBy: { control: 'sample', status: 'failed', rule: 'sample/fits', message: 'wrong' } });

/** Facts of a.json, read by two controls. */
function documentOf(facts: ProvedFact[], more: Partial<ProveDocument> = {}): ProveDocument {
  const held = facts.filter(({ guardedBy }) => guardedBy !== undefined).length;
  return {
    ...{ kind: 'release-governance/prove', schemaVersion: 1, version: '1.0.0' },
    ...{ status: held < facts.length ? 'failed' : 'passed', guarded: held, tried: facts.length, facts },
    unchanged: [{ control: 'sample', status: 'passed', summary: '2 passed', guards: held }],
    files: [{ path: 'a.json', tried: facts.length, guarded: held, readBy: ['sample', 'other'], couldGuard: [] }],
    ...{ untried: [], unread: { count: 0, paths: [] }, commands: 0 },
    ...more,
  };
}

const view: ProveView = {
  ...{ color: false, all: false, width: undefined },
  wholeFile: [{ rule: 'evidence-bundle/digests', how: 'a list' }],
};
const rendered = (document: ProveDocument, more: Partial<ProveView> = {}): string[] =>
  renderProve(document, { ...view, ...more }).split('\n');
const told = (why: Untried['why'], count = 1): Partial<ProveDocument> => ({
  untried: [{ path: 'a.json', count, why }],
});

describe('what prove found is shown', () => {
  test('with the figure first, then the fact, then why and what could', () => {
    const couldGuard = [{ rule: 'sample/closer', how: 'a field' }];
    const [file] = documentOf([]).files;
    const files = file === undefined ? [] : [{ ...file, couldGuard }];
    expect(rendered(documentOf([guarded, fact({ what: '/owner', from: 'dana', to: 'dana-2' })], { files }))).toEqual([
      'prove: 1 of 2 facts guarded',
      '  1 control passed on the files as they are, and nothing was written',
      '  noticed first by: sample 1',
      '  not guarded  a.json: 1 of 2 facts',
      '      3:5  /owner: dana -> dana-2',
      '      why: sample, other read this file, and assert nothing of it that this would break',
      '      rules that could look closer: sample/closer (a field)',
      '  any file can be held as a whole: evidence-bundle/digests (a list)',
      '',
    ]);
  });

  test.each<[name: string, document: ProveDocument, expected: string]>([
    [
      'what is let through',
      documentOf([fact({ letThrough: { control: 'sample', status: 'failed', rule: 'sample/fits', message: 'x' } })]),
      '          sample/fits notices it, and fail-on lets it through',
    ],
    [
      'a file that is gone',
      documentOf([fact({ kind: 'file', what: 'the file', to: undefined as never })]),
      '      3:5  the file is taken away',
    ],
    [
      'a file that is emptied',
      documentOf([fact({ kind: 'file', what: 'the file', to: '0 bytes' })]),
      '      3:5  the file is emptied',
    ],
    [
      'what does not apply',
      documentOf([guarded], { unchanged: [{ control: 'shy', status: 'not-applicable', summary: '', guards: 0 }] }),
      '  judged nothing, as the configuration says: shy',
    ],
    [
      'what is red already',
      documentOf([guarded], { unchanged: [{ control: 'sample', status: 'failed', summary: '1 failed', guards: 0 }] }),
      '    sample: FAILED  1 failed',
    ],
    [
      'the limit',
      documentOf([guarded], told('limit', 3)),
      '  not tried: 3 facts beyond the limit (--most): a.json (3)',
    ],
    [
      'one that could not be read',
      documentOf([guarded], told('not-read')),
      '  not tried: 1 file that could not be read: a.json (1)',
    ],
    [
      'what nobody reads',
      documentOf([guarded], { unread: { count: 9, paths: ['a.md', 'b.md'] } }),
      '  no control reads 9 files that may record something: a.md, b.md and 7 more',
    ],
    [
      'what commands say',
      documentOf([guarded], { commands: 1 }),
      '  1 command ran once, on the files as they are: what a command would notice is not counted',
    ],
    ['no fact at all', documentOf([]), 'prove: 0 of 0 facts guarded'],
  ])('with %s', (_name, document, expected) => {
    expect(rendered(document)).toContain(expected);
  });

  test('with at most twelve facts of a file, unless all are asked for', () => {
    const many = documentOf(Array.from({ length: 20 }, () => fact()));
    expect(rendered(many)).toContain('      and 8 more (--all, --json)');
    expect(rendered(many, { all: true }).filter((line) => line.includes('v1.0.0 -> v1.0.1'))).toHaveLength(20);
    expect(rendered(documentOf([guarded]), { all: true })).toContain(
      '  guarded  a.json:3:5  /tag: v1.0.0 -> v1.0.1  by sample/fits',
    );
  });

  test.each([
    ['red', documentOf([fact()]), 31],
    ['green', documentOf([guarded]), 32],
    ['yellow', documentOf([guarded], { status: 'unverified' }), 33],
  ])('in %s, and in words too', (_name, document, code) => {
    expect(rendered(document, { color: true })[0]).toBe(
      `\u001b[1mprove\u001b[0m: \u001b[${code}m${document.guarded} of 1 fact guarded\u001b[0m`,
    );
  });

  test('within 40 and 80 columns, whatever the files say, and without a sign that a terminal or a runner obeys', () => {
    const foreign = fc.oneof(
      fc.constantFrom('\u001b[2J', '::error::x', '\r\n::set-output name=a::b', '\u202Ea', '##[group]x'),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
    );
    fc.assert(
      fc.property(foreign, foreign, foreign, fc.constantFrom(40, 80), fc.boolean(), (path, from, what, width, all) => {
        const own = documentOf([fact({ path, from, what }), { ...guarded, path }], {
          files: [{ path, tried: 2, guarded: 1, readBy: [what], couldGuard: [{ rule: what, how: from }] }],
          untried: [{ path, count: 1, why: 'prose' }],
          unread: { count: 1, paths: [path] },
        });
        const lines = rendered(own, { width, all });
        for (const line of lines) {
          expect(cells(line)).toBeLessThanOrEqual(width);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
          expect(line).not.toMatch(
            /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|^\s*(?:::|##\[)/,
          );
        }
      }),
    );
  });
});
