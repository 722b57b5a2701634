import { locate } from '../../core/location.ts';
import { CommitId, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { quote } from '../../parse/text.ts';
import { parseRecord } from '../record/parse.ts';
import { passed, type Verdict } from '../verdict/verdict.ts';

/** What is recorded of a checkpoint that was passed. It counts by the approvals of the pull request that brought it. */
export const CheckpointRecordSchema = z.strictObject({
  checkpoint: Text.meta({ description: 'The id of the checkpoint, as the configuration has it.' }),
  decision: z.enum(['GO', 'NO-GO']).meta({ description: 'Whether it was passed.' }),
  commit: CommitId.meta({ description: 'The commit of this repository that was let go.' }),
  reason: Text.optional().meta({ description: 'Why, for people.' }),
});

/** What a record says of a checkpoint, and the commit that it names where it says GO. */
export interface JudgedCheckpointRecord {
  verdict: Verdict;
  commit?: string;
}

/** Whether the bytes of a record say that a checkpoint was passed; by whose word is another question. */
export function judgeCheckpointRecord(id: string, path: string, content: Uint8Array): JudgedCheckpointRecord {
  const read = parseRecord(path, content, CheckpointRecordSchema);
  const fix = `record in ${path} what both sides decided on ${id}: checkpoint, decision, commit`;
  if (!read.ok) {
    const [first] = read.problems;
    const problem = `the record of ${id} (${path}) cannot be taken: ${read.problems.map(({ message }) => message).join('; ')}`;
    return {
      verdict: {
        status: 'failed',
        problem,
        expected: 'a record',
        actual: 'a text that is none',
        fix,
        at: first?.at ?? { path },
      },
    };
  }
  const { checkpoint, decision, commit } = read.value;
  if (checkpoint === id && decision === 'GO') return { verdict: passed, commit };
  const field = checkpoint === id ? '/decision' : '/checkpoint';
  return {
    verdict: {
      status: 'failed',
      problem: `the record of ${id} (${path}) says ${decision} for ${quote(checkpoint)}`,
      expected: `GO for ${id}`,
      actual: [checkpoint, decision],
      fix,
      at: locate(path, read.document.near(field)),
    },
  };
}
