import { expect, test } from '@jest/globals';
import {
  meaningOf,
  type VocabularyEntry,
  VocabularySchema,
  vocabularyOf,
  wordsOf,
} from '../../../../shared/domain/claim/vocabulary.ts';
import { vocabularies } from '../../../../shared/domain/vocabulary/vocabularies.ts';

const own = { met: ['OK'], unmet: ['KO'], open: [], conditional: [] };

const rows: [name: string, word: string, entry: VocabularyEntry, meaning: string | undefined][] = [
  ['a word of the legend', 'pass', 'gate', 'met'],
  ['in other letters and with more white space', ' In  Progress ', 'roadmap', 'open'],
  ['a word that stops', 'blocked', 'tracker', 'unmet'],
  ['a decision under conditions', 'Go (restricted)', 'decision', 'conditional'],
  ['a word of another legend', 'pass', 'tracker', undefined],
  ['a word with more behind it', 'pass (mostly)', 'gate', undefined],
  ['a word with a hidden letter', 'pa\u200Bss', 'gate', undefined],
  ['a word that only looks like it', 'p\u0430ss', 'gate', undefined],
  ['no word', '', 'gate', undefined],
  ['words of the configuration', 'ok', own, 'met'],
];
test.each(rows)('%s', (_name, word, entry, meaning) => {
  expect(meaningOf(word, vocabularyOf(VocabularySchema.parse(entry)))).toBe(meaning);
});

test.each(Object.entries(vocabularies))('no word of %s means two things', (_name, vocabulary) => {
  const words = wordsOf(vocabulary);
  expect(new Set(words.map((word) => word.toLowerCase())).size).toBe(words.length);
});

test('a legend of the configuration says each word once, and at least one that is met', () => {
  const twice = VocabularySchema.safeParse({ met: ['done'], open: ['Done'] });
  expect(twice.error?.issues.map(({ message }) => message)).toEqual(['the word done is there twice']);
  expect(VocabularySchema.safeParse({ met: [] }).success).toBe(false);
  expect(VocabularySchema.safeParse('other').success).toBe(false);
});
