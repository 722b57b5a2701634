import { describe, expect, test } from '@jest/globals';
import type { Version } from '../../support/memory-history.ts';
import {
  answers,
  edited,
  producerPaths as p,
  producerFiles,
  surfaceEntry,
  withFiles,
} from '../../support/producer-files.ts';
import { type Judge, resultOf, standing } from './fixtures.ts';

const files = producerFiles();
const codes = ['invalid', 'not_found', 'closed', 'busy'];
/** A new error code, with all that belongs to it. */
const whole = producerFiles({ codes, impact: answers });
const of = (lines: string[], rule: string): string[] => lines.filter((line) => line.includes(` ${rule} `));
const unreadable = {
  reason: 'unreadable' as const,
  message: 'could not be read',
  because: { code: 'MISSING_PERMISSION' as const, message: 'may not read the contents', needs: 'contents: read' },
};

export function companionTests(judge: Judge): void {
  describe('what belongs to a change', () => {
    test('is there, and the change passes', async () => {
      const evaluation = await judge({ before: files, after: whole });
      expect(standing(evaluation)).toEqual([]);
      expect(evaluation.outputs).toEqual({ class: 'additive' });
    });

    test.each<[name: string, changes: Record<string, Version[string] | null>, line: string]>([
      [
        'the changelog did not change',
        { [p.changelog]: files[p.changelog] ?? '' },
        'failed companions ledger | changelog',
      ],
      ['the changelog was deleted', { [p.changelog]: null }, 'failed companions ledger | changelog'],
      ['the changelog became a link', { [p.changelog]: { link: 'x' } }, 'failed companions ledger | changelog'],
      [
        'white space of the changelog changed',
        { [p.changelog]: `${files[p.changelog] ?? ''}\n` },
        'failed companions ledger | changelog',
      ],
      ['no test changed', { [p.tests]: files[p.tests] ?? '' }, 'failed companions ledger | codes'],
      ['all tests were deleted', { [p.tests]: null }, 'failed companions ledger | codes'],
    ])('%s', async (_name, changes, line) => {
      expect(of(standing(await judge({ before: files, after: withFiles(whole, changes) })), 'companions')).toEqual([
        line,
      ]);
    });

    test('says what is missing, for which change, and where that is', async () => {
      const after = withFiles(whole, { [p.tests]: files[p.tests] ?? '' });
      expect(resultOf(await judge({ before: files, after }), 'companions', 'failed')).toMatchObject({
        message:
          'pull request #7: ledger has a change that is additive (api/openapi.yaml: #/components/schemas/Failure /error/code may have one more value: "busy"), but tests/** did not change (codes: consumers map every code)',
        expected: ['tests/**'],
        location: { path: p.openapi },
      });
    });

    test('is asked by its class and by whom it concerns', async () => {
      const words = await judge({
        before: files,
        after: edited(files, p.openapi, 'description: Made', 'description: Written'),
      });
      expect(standing(words)).toEqual([]);
      const docs = {
        ...surfaceEntry,
        companions: [{ id: 'log', when: ['docs'], 'any-of': ['a.md', 'b.md'] }],
        impact: [],
      };
      const asked = await judge({ before: files, after: edited(files, p.guide, '# The', '# Our') }, docs);
      expect(resultOf(asked, 'companions', 'failed').message).toContain('none of a.md, b.md changed');
      const one = { before: files, after: withFiles(edited(files, p.guide, '# The', '# Our'), { 'b.md': 'x' }) };
      expect(of(standing(await judge(one, docs)), 'companions')).toEqual([]);
    });

    test('is open where it cannot be compared', async () => {
      const asApi = { before: files, after: withFiles(whole, { [p.changelog]: unreadable }), asApi: true };
      expect(of(standing(await judge(asApi)), 'companions')).toEqual(['unverified companions ledger | changelog']);
      const surface = { ...surfaceEntry, companions: [{ id: 'any', 'any-of': [p.changelog, 'never.md'] }] };
      expect(of(standing(await judge(asApi, surface)), 'companions')).toEqual(['unverified companions ledger | any']);
    });
  });

  describe('the impact statement', () => {
    const impact = async (text: string): Promise<string[]> =>
      of(standing(await judge({ before: files, after: producerFiles({ codes, impact: text }) })), 'impact-statement');
    const open = ['failed impact-statement ledger | “Unreleased” of CHANGELOG.md'];

    test.each<[name: string, text: string]>([
      ['is missing', '- Something: else'],
      ['lacks an answer', answers.split('\n').slice(1).join('\n')],
      [
        'is the template',
        '- Runtime behavior changes: <none|describe>\n- Required mapping changes: <none|describe>\n- Repin required: <yes/no>',
      ],
      ['has one line of the template left', answers.replace('no', '<yes/no> (target tag/sha)')],
      ['is empty', '- Runtime behavior changes:\n- Required mapping changes:\n- Repin required:'],
      ['says TODO', answers.replace('a new code', 'TODO')],
      ['is in a comment', `<!--\n${answers}\n-->`],
      ['is in a code block', `\`\`\`\n${answers}\n\`\`\``],
      ['is under another heading', `## 2.4.0\n\n${answers}`],
    ])('%s', async (_name, text) => {
      expect(await impact(text)).toEqual(open);
    });

    test('says which answers are missing, at the line of the first', async () => {
      const evaluation = await judge({
        before: files,
        after: producerFiles({ codes, impact: answers.replace('a new code', '<none|describe>') }),
      });
      expect(resultOf(evaluation, 'impact-statement', 'failed')).toMatchObject({
        actual: ['"Runtime behavior changes" still says "<none|describe>"'],
        location: { path: p.changelog, line: 5 },
      });
    });

    test('is not one that was there before', async () => {
      const before = producerFiles({ impact: answers });
      const after = producerFiles({ codes, impact: `${answers}\n- More: words` });
      expect(of(standing(await judge({ before, after })), 'impact-statement')).toEqual(open);
      const again = producerFiles({ codes, impact: `${answers}\n${answers}` });
      expect(of(standing(await judge({ before, after: again })), 'impact-statement')).toEqual([]);
    });

    test('may say the same as an older one', async () => {
      const none = '- Runtime behavior changes: none\n- Required mapping changes: none\n- Repin required: no';
      expect(await impact(none)).toEqual([]);
    });

    test('is a finding where its file is gone, and open where nobody can read it', async () => {
      const of1 = async (changes: Record<string, Version[string] | null>): Promise<string[]> =>
        of(standing(await judge({ before: files, after: withFiles(whole, changes) })), 'impact-statement');
      expect(await of1({ [p.changelog]: null })).toEqual(open);
      expect(await of1({ [p.changelog]: unreadable })).toEqual([
        'unverified impact-statement ledger | “Unreleased” of CHANGELOG.md',
      ]);
      expect(await of1({ [p.changelog]: `${'> '.repeat(40)}x` })).toEqual([
        'unverified impact-statement ledger | “Unreleased” of CHANGELOG.md',
      ]);
    });

    test('of a handoff is an object with answers, of this change', async () => {
      const path = 'handoff.json';
      const surface = { ...surfaceEntry, impact: [{ path, pointer: '/impact' }] };
      const handoff = (value: unknown): string => JSON.stringify({ impact: value });
      const before = withFiles(files, { [path]: handoff({ runtime: 'none', repin: 'no' }) });
      const judged = async (text: string | null): Promise<string[]> =>
        of(standing(await judge({ before, after: withFiles(whole, { [path]: text }) }, surface)), 'impact-statement');
      expect(await judged(handoff({ runtime: 'a code', repin: 'no' }))).toEqual([]);
      const failed = ['failed impact-statement ledger | /impact of handoff.json'];
      for (const value of [{ runtime: '<none|describe>', repin: 'no' }, {}, 'none', { runtime: null }])
        expect(await judged(handoff(value))).toEqual(failed);
      expect(await judged(handoff({ runtime: 'none', repin: 'no' }))).toEqual(failed);
      expect(await judged(null)).toEqual(failed);
      expect(await judged('{')).toEqual(['unverified impact-statement ledger | /impact of handoff.json']);
    });
  });
}
