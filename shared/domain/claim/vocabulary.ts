import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { type Meaning, meanings, type Vocabulary, vocabularies, vocabularyNames } from '../vocabulary/vocabularies.ts';

/*
 * What the words in a status column mean. A word that is in no list is none of the legend, and means nothing.
 */

const Words = z.array(Text).default([]);

/** A legend in the configuration: the name of one that is in use, or words by what they mean. */
export const VocabularySchema = z
  .union([
    z.enum(vocabularyNames),
    z
      .strictObject({ met: z.array(Text).min(1), unmet: Words, open: Words, conditional: Words })
      .superRefine((own, check) => {
        const words = meanings.flatMap((meaning) => own[meaning].map((word) => ({ meaning, key: wordKey(word) })));
        for (const [index, { meaning, key }] of words.entries()) {
          if (words.findIndex((other) => other.key === key) !== index)
            check.addIssue({ code: 'custom', path: [meaning], message: `the word ${key} is there twice` });
        }
      }),
  ])
  .meta({
    description: `Words of the status column: ${vocabularyNames.join(', ')}, or lists of words under met, unmet, open and conditional.`,
  });
export type VocabularyEntry = z.infer<typeof VocabularySchema>;

export function vocabularyOf(entry: VocabularyEntry): Vocabulary {
  return typeof entry === 'string' ? vocabularies[entry] : entry;
}

/** What a word means; undefined when it is none of the legend. Letters that only look alike are another word. */
export function meaningOf(word: string, vocabulary: Vocabulary): Meaning | undefined {
  const key = wordKey(word);
  return meanings.find((meaning) => vocabulary[meaning].some((known) => wordKey(known) === key));
}

/** All words of a legend, as they are written. */
export function wordsOf(vocabulary: Vocabulary): string[] {
  return meanings.flatMap((meaning) => vocabulary[meaning]);
}

function wordKey(word: string): string {
  return word.replace(/\s+/g, ' ').trim().toLowerCase();
}
