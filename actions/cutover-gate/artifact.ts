import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import type { Seen } from '../../shared/domain/repository/repository.ts';
import { passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import { type Places, readOf } from './sides.ts';
import { tell } from './tell.ts';

/** Judges the artifacts of a checkpoint, each at the commit of its side. */
export async function judgeArtifacts(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<void> {
  const asked = (['producer', 'consumer'] as const).flatMap((side) =>
    checkpoint[`${side}-artifacts`].map((path) => ({ side, path })),
  );
  if (asked.length === 0)
    ctx.notApplicable('artifact', { about: [checkpoint.id] }, 'the checkpoint asks for no artifact');
  for (const { side, path } of asked) {
    const file = await readOf(ctx, places[side], path);
    tell(ctx, 'artifact', [checkpoint.id, side, path], verdictOn(side, path, file), places[side].own);
  }
}

function verdictOn(side: string, path: string, file: Seen<Uint8Array>): Verdict {
  if (file.state === 'unknown') return unverified(file.because);
  if (file.state === 'absent') return absent(side, path, 'is missing');
  const text = decodeText(file.data);
  return text.ok && text.text.trim() === '' ? absent(side, path, 'is empty') : passed;
}

function absent(side: string, path: string, problem: string): Verdict {
  return {
    status: 'failed',
    problem: `the artifact ${path} of the ${side} ${problem}`,
    expected: 'a file that says something',
    actual: problem,
    fix: `bring ${path} into the repository of the ${side}`,
  };
}
