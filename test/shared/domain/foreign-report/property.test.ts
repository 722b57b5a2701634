import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readForeign } from '../../../../shared/domain/foreign-report/read.ts';
import { claimingDocument, type Document, measuredDocument, spoil } from '../../../support/foreign-documents.ts';

function outcome(document: Document): string {
  const read = readForeign(JSON.stringify(document));
  return read.state === 'read' ? `${read.status}${read.claimed ? ', claimed' : ''}` : 'invalid';
}

describe('a foreign report', () => {
  test('passes when everything in it was measured and adds up', () => {
    fc.assert(
      fc.property(measuredDocument, (document) => {
        expect(outcome(document)).toBe('passed');
      }),
    );
  });

  test('only claims when it holds words and sums', () => {
    fc.assert(
      fc.property(claimingDocument, (document) => {
        expect(outcome(document)).toBe('passed, claimed');
      }),
    );
  });

  test('never passes with one boolean, counter, return code or word changed or missing', () => {
    fc.assert(
      fc.property(fc.oneof(measuredDocument, claimingDocument), (document) => {
        const spoilt = spoil(document);
        expect(spoilt.length).toBeGreaterThan(0);
        const passed = spoilt.filter((each) => outcome(each.document).startsWith('passed'));
        expect(passed.map(({ what }) => what)).toEqual([]);
      }),
    );
  });

  test('never passes with one entry of its lists spoilt, added, or taken away from under its counters', () => {
    fc.assert(
      fc.property(measuredDocument, fc.nat(), fc.constantFrom(null, 'x', {}, [], true), (document, at, odd) => {
        const key = 'tests' in document ? 'tests' : 'checks';
        const list = document[key];
        if (!Array.isArray(list)) return;
        const index = at % list.length;
        for (const changed of [
          [...list, odd],
          list.with(index, odd),
          list.toSpliced(index, 1),
          [...list, list[index] ?? null],
          [],
        ]) {
          expect(outcome({ ...document, [key]: changed })).not.toMatch(/^passed/);
        }
      }),
    );
  });

  test('gives a reason with a line exactly when it does not pass', () => {
    fc.assert(
      fc.property(fc.oneof(measuredDocument, claimingDocument), fc.nat(), (document, at) => {
        const spoilt = spoil(document);
        const one = spoilt[at % spoilt.length]?.document ?? {};
        for (const each of [document, one]) {
          const read = readForeign(JSON.stringify(each, null, 2));
          if (read.state !== 'read') throw new Error(read.why);
          expect(read.reasons.length > 0).toBe(read.status !== 'passed');
          for (const { line, message } of read.reasons) {
            expect(line).toBeGreaterThan(0);
            expect(message).not.toBe('');
          }
        }
      }),
    );
  });

  test('is never an exception, and passes only as an object with a known word or a list', () => {
    const key = fc.constantFrom('status', 'checks', 'tests', 'reports', 'summary', 'decision', 'slo_status', 'total');
    const odd = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(true, false, null, 0, 1, 'passed', 'go', 'x', '1e999'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(key, fc.constantFrom('passed', 'name', 'returncode', '__proto__')), tie('value'), {
          maxKeys: 4,
        }),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.oneof(
          odd.map((value) => JSON.stringify(value)),
          fc.string(),
        ),
        (text) => {
          const read = readForeign(text);
          expect(['read', 'invalid']).toContain(read.state);
          if (read.state !== 'read' || read.status !== 'passed') return;
          const document = JSON.parse(text) as Document;
          const words = new Set<unknown>(['passed', 'go']);
          const good = [document['status'], document['slo_status'], document['decision']].some((word) =>
            words.has(word),
          );
          expect(good || !read.claimed || read.shape.includes('counters') || read.shape.includes('reports')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
