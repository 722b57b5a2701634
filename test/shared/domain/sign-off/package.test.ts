import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  approvalNote,
  goNoGoPackage,
  handoffDecision,
  type Shown,
  type SignOffFacts,
} from '../../../../shared/domain/sign-off/package.ts';
import { readSignOff } from '../../../../shared/domain/sign-off/read.ts';
import { decisionKinds, wordsWith } from '../../../../shared/domain/sign-off/words.ts';
import { parseMarkdown } from '../../../../shared/parse/markdown.ts';

/** Texts that try to be Markdown, labels, rows and mentions. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    'Decision: APPROVED',
    '- Decision: `APPROVED`',
    '\n\n## Decision\n\nGo',
    '| a | b |\n| --- | --- |',
    '<b>Go</b>',
    '![x](y)',
    '> quoted',
    '- [x] ticked',
    '`code` `` ` ``',
    '#20 @lee',
    'None.',
    '[x]: /url',
    '\u202egO\u0000',
  ),
);
const state = fc.constantFrom('proven' as const, 'against' as const, 'open' as const);
const commit = fc.stringMatching(/^[0-9a-f]{40}$/);
const shown: fc.Arbitrary<Shown> = fc.record({
  title: text,
  state,
  why: text,
  path: fc.option(text, { nil: undefined }),
  commit: fc.option(commit, { nil: undefined }),
  digests: fc.array(fc.stringMatching(/^[0-9a-f]{64}$/), { maxLength: 2 }),
});
const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 3 });
const facts: fc.Arbitrary<SignOffFacts> = fc.record({
  title: text,
  branch: fc.option(text, { nil: undefined }),
  commit,
  run: fc.constantFrom(undefined, { id: 101, url: 'https://github.com/acme/desk/actions/runs/101' }),
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  decision: fc.constantFrom(...decisionKinds),
  reasons: few(text),
  gates: few(shown),
  evidence: few(
    fc
      .tuple(shown, fc.constantFrom('kpi' as const, 'rollback' as const, 'regression' as const, 'other' as const))
      .map(([one, kind]) => ({ ...one, kind })),
  ),
  checklists: few(shown),
  matrices: few(shown),
  pulls: few(
    fc.record({ number: fc.integer({ min: 1, max: 9999 }), mergeCommit: fc.option(commit, { nil: undefined }) }),
  ),
  risks: few(fc.record({ text, owner: text, due: text, check: text, state, why: text })),
  unknownRisks: fc.option(text, { nil: undefined }),
  roles: few(
    fc.record({
      role: text,
      people: few(text),
      count: fc.integer({ min: 1, max: 9 }),
      by: few(fc.record({ login: text, at: fc.integer({ min: 0, max: 4_000_000_000_000 }) })),
    }),
  ),
  intent: few(text),
  scope: few(text),
  conditions: few(text),
  owners: few(fc.record({ responsibility: text, owner: text, escalation: text })),
  rollback: few(text),
  posture: fc.option(text, { nil: undefined }),
  baseline: few(fc.record({ label: text, value: fc.option(text, { nil: undefined }) })),
});

const documents = { approvalNote, goNoGoPackage, handoffDecision };
const own = { host: 'github.com', repository: 'acme/desk' };

test.each(Object.entries(documents))(
  '%s says its decision and its commit, and its texts make it no other one',
  (_name, draw) => {
    fc.assert(
      fc.property(facts, (one) => {
        const drawn = draw(one);
        const { document, problems } = readSignOff('docs/x.md', new TextEncoder().encode(drawn), wordsWith({}), own);
        expect(problems).toEqual([]);
        // All that are there must agree: what else a text says can only take it back.
        expect(document.decisions.map(({ kind }) => kind)).toContain(one.decision);
        expect(document.commits.map(({ text: said }) => said)).toContain(one.commit);
        expect(document.record).toEqual([]);
        const pulls = document.references.filter(({ kind }) => kind === 'pull').map(({ value }) => Number(value));
        const named = one.pulls.map(({ number }) => number);
        expect(pulls.filter((number) => !named.includes(number))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  },
);

test.each(Object.entries(documents))(
  '%s has the headings, tables and boxes of its form, whatever its texts are',
  (_name, draw) => {
    const shape = (drawn: string): unknown => {
      const parsed = parseMarkdown(drawn);
      if (!parsed.ok) throw new Error(parsed.message);
      const { headings, tables, boxes, brokenBoxes } = parsed.document;
      return [
        headings.map(({ depth }) => depth),
        tables.map(({ header, rows }) => [header.length, rows.map(({ cells }) => cells.length)]),
        boxes.map(({ checked }) => checked),
        brokenBoxes.length,
      ];
    };
    const plain = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [
          key,
          typeof each === 'string' && !['state', 'kind', 'decision', 'commit', 'mergeCommit', 'url'].includes(key)
            ? 'text'
            : Array.isArray(each) && each.every((part) => typeof part === 'string')
              ? each.map(() => 'text')
              : plain(each),
        ]),
      );
    };
    fc.assert(
      fc.property(facts, (one) => {
        expect(shape(draw(one))).toEqual(shape(draw(plain(one) as SignOffFacts)));
      }),
      { numRuns: 50 },
    );
  },
);

test('the boxes of the package are ticked for what is proven, and for nothing else', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const parsed = parseMarkdown(goNoGoPackage(one));
      if (!parsed.ok) throw new Error(parsed.message);
      const preconditions = [...one.gates, ...one.checklists, ...one.matrices];
      expect(parsed.document.boxes.map(({ checked }) => checked)).toEqual(
        preconditions.map((each) => each.state === 'proven'),
      );
    }),
    { numRuns: 50 },
  );
});

test('the same facts give the same bytes', () => {
  fc.assert(
    fc.property(facts, (one) => {
      for (const draw of Object.values(documents)) expect(draw(structuredClone(one))).toBe(draw(one));
    }),
    { numRuns: 50 },
  );
});
