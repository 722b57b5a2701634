import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readNeeds } from '../../../../shared/domain/readiness/needs.ts';
import { showsFile } from '../../../../shared/domain/readiness/shown.ts';
import { skippedBecause, waitsFor } from '../../../../shared/domain/readiness/skip.ts';

describe('what is given as needs', () => {
  test('is read whatever it is, and holds only words that the platform has', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const needs = readNeeds(text);
        const results = needs.ok ? [...needs.results.values()] : [];
        expect(results.filter((result) => !['success', 'failure', 'cancelled', 'skipped'].includes(result))).toEqual(
          [],
        );
      }),
    );
  });

  test('keeps every job', () => {
    const words = fc.constantFrom('success', 'failure', 'cancelled', 'skipped');
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          words,
        ),
        (jobs) => {
          const text = JSON.stringify(
            Object.fromEntries(Object.entries(jobs).map(([job, result]) => [job, { result }])),
          );
          const needs = readNeeds(text);
          expect(needs.ok && Object.fromEntries(needs.results)).toEqual({ ...jobs });
        },
      ),
    );
  });
});

describe('a file in notes', () => {
  const at = { host: 'github.com', repository: 'acme/app', refs: ['release/1.0'] };
  const cases: [notes: string, shown: boolean][] = [
    ['evidence/a.png', true],
    ['see [this](evidence/a.png).', true],
    ['https://github.com/acme/app/blob/main/evidence/a.png', true],
    ['evidence/a.png.', true],
    ['evidence/a.png.txt', false],
    ['evidence/a.pngs', false],
    ['my-evidence/a.png', false],
    ['<!-- evidence/a.png -->', false],
    ['<!-- never closed: evidence/a.png', false],
    ['<!-- a --> evidence/a.png <!-- b -->', true],
    ['evidence/b.png', false],
    ['', false],
    ['[](evidence/a.png)', false],
    ['[evidence/a.png](https://example.org)', false],
    ['![](evidence/a.png)', true],
    ['[seen][x]\n\n[x]: evidence/a.png', true],
    ['[seen][y]\n\n[x]: evidence/a.png', false],
    ['[//]: # (evidence/a.png)', false],
    ['<a name="> evidence/a.png">x</a>', false],
    ['a <b evidence/a.png', true],
    ['archive/evidence/a.png', false],
    ['https://github.com/acme/app/blob/release/1.0/evidence/a.png', true],
    ['https://github.com/acme/app/blob/main/archive/evidence/a.png', false],
    ['https://github.com/mallory/app/blob/main/evidence/a.png', false],
    ['https://github.example.org/acme/app/blob/main/evidence/a.png', false],
    ['../blob/main/evidence/a.png', true],
    ['evidence/a.png/../b.png', false],
  ];
  test.each(cases)('%s: %s', (notes, shown) => {
    expect(showsFile(notes, 'evidence/a.png', at)).toBe(shown);
  });

  test('is found, or not, in any notes', () => {
    fc.assert(fc.property(fc.string(), (notes) => expect(typeof showsFile(notes, 'a.png', at)).toBe('boolean')));
  });
});

describe('what waits for what in a workflow file', () => {
  test('any text is read', () => {
    fc.assert(fc.property(fc.string(), (text) => void waitsFor(text)));
  });

  test('a job with legs is known by its name alone', () => {
    const read = waitsFor('jobs: { a: {}, b: { name: Unit tests, needs: a } }');
    if (!read.ok) throw new Error(read.why);
    const done = { id: 1, name: 'a', attempt: 1, status: 'completed', conclusion: 'success', startedAt: 0 };
    expect(skippedBecause('Unit tests (20)', read.jobs, [done])).toEqual({ because: 'condition' });
    expect(skippedBecause('b', read.jobs, [done])).toMatchObject({ because: 'unknown' });
  });

  test.each(['', 'jobs: []', 'jobs: {', 'a: &a [*a]'])('%j is no workflow', (text) => {
    expect(waitsFor(text).ok).toBe(false);
  });
});
