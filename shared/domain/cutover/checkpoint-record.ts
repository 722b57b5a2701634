import { locate } from '../../core/location.ts';
import { z } from '../../core/zod.ts';
import { parseRecord } from '../record/parse.ts';
import { passed, type Verdict } from '../record/verdict.ts';

/** What is recorded of a checkpoint that was passed. It counts by the approvals of the pull request that brought it. */
export const CheckpointRecordSchema = z.strictObject({
  checkpoint: z.string().trim().min(1),
  decision: z.enum(['GO', 'NO-GO']),
  commit: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'expected a full commit id'),
  reason: z.string().trim().min(1).optional(),
});

/** Whether the bytes of a record say that a checkpoint was passed; by whose word is another question. */
export function judgeCheckpointRecord(id: string, path: string, content: Uint8Array): Verdict {
  const read = parseRecord(path, content, CheckpointRecordSchema);
  const fix = `record in ${path} what both sides decided on ${id}: checkpoint, decision, commit`;
  if (!read.ok) {
    const [first] = read.problems;
    const problem = `the record of ${id} (${path}) cannot be taken: it ${read.problems.map(({ message }) => message).join('; ')}`;
    return {
      status: 'failed',
      problem,
      expected: 'a record',
      actual: 'a text that is none',
      fix,
      at: first?.at ?? { path },
    };
  }
  const { checkpoint, decision } = read.value;
  if (checkpoint === id && decision === 'GO') return passed;
  const field = checkpoint === id ? '/decision' : '/checkpoint';
  return {
    status: 'failed',
    problem: `the record of ${id} (${path}) says ${decision} for ${checkpoint}`,
    expected: `GO for ${id}`,
    actual: [checkpoint, decision],
    fix,
    at: locate(path, read.document.near(field)),
  };
}
