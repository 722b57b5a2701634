import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { journalStart, journalStep, readJournal } from '../../../../shared/domain/organisation/journal.ts';
import { begin, nextBatch, type Progress, record } from '../../../../shared/domain/organisation/progress.ts';
import { bodyOf, wide } from './world.ts';

const names = Array.from({ length: 7 }, (_, index) => `acme/r${index}`);

/** A journal of so many answers, and the progress that it tells of. */
function written(answers: number): { text: string; progress: Progress } {
  let progress = begin('k', names, 2, '2026-11-20T12:00:00Z');
  let text = `${journalStart(progress)}\n`;
  for (let step = 0; step < answers; step += 1) {
    const next = nextBatch(progress, wide);
    if (!('batch' in next)) break;
    progress = record(progress, next.batch, bodyOf(next.batch)).progress;
    text += `${journalStep(progress, next.batch.repositories)}\n`;
  }
  return { text, progress };
}

test('what was written is what is read, wherever it was cut', () => {
  fc.assert(
    fc.property(fc.nat({ max: 8 }), fc.nat(), (answers, cut) => {
      const { text, progress } = written(answers);
      const read = readJournal('j', text, 'k');
      expect(read).toEqual({ ok: true, progress: { ...progress, stopped: undefined } });
      const head = text.indexOf('\n') + 1;
      const short = text.slice(0, head + (cut % (text.length - head + 1)));
      const lines = short.split('\n').length - 2;
      expect(readJournal('j', short, 'k')).toEqual({
        ok: true,
        progress: { ...written(lines).progress, stopped: undefined },
      });
    }),
  );
});

test('the reason to stop is kept', () => {
  const { text, progress } = written(2);
  const because = { code: 'RATE_LIMITED', message: 'later' } as const;
  const read = readJournal('j', `${text}${journalStep({ ...progress, stopped: because }, [])}\n`, 'k');
  expect(read.ok && read.progress.stopped).toEqual(because);
});

const { text } = written(2);
const [head = '', first = ''] = text.split('\n');
test.each<[string, string, RegExp, number]>([
  ['nothing', '', /is no journal/, 1],
  ['a head without its end', head, /is no journal/, 1],
  ['another document', '{"kind":"x"}\n', /is no journal/, 1],
  ['a time that is none', text.replace('2026-11-20', '2026-13-20'), /is no journal/, 1],
  ['a name that is none', text.replace('"acme/r6"', '"__proto__"'), /is no journal/, 1],
  ['another audit', text.replace('"key":"k"', '"key":"other"'), /another audit/, 1],
  ['a broken line in the middle', `${head}\n{"read":\n${first}\n`, /is no step/, 2],
  ['an empty line', `${head}\n\n${first}\n`, /is no step/, 2],
  ['a key that is not known', `${head}\n${first.replace('{"read"', '{"x":1,"read"')}\n`, /is no step/, 2],
  [
    'a repository that is not audited',
    `${head}\n${first}\n${first.replaceAll('acme/r0', 'acme/zz')}\n`,
    /not audited/,
    3,
  ],
])('%s is a problem', (_name, given, message, line) => {
  const read = readJournal('audit.ndjson', given, 'k');
  if (read.ok) throw new Error('it was read');
  expect(read.problems).toEqual([{ path: 'audit.ndjson', line, message: expect.stringMatching(message) }]);
});
