import type { FileChange } from '../../shared/core/proposal.ts';
import { redact } from '../../shared/core/sanitise.ts';
import { isoTime } from '../../shared/core/time.ts';
import { PostureSchema } from '../../shared/domain/posture/posture.ts';
import { readPosture } from '../../shared/domain/posture/record.ts';
import { recordMaxBytes } from '../../shared/domain/record/parse.ts';
import { clipped, decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** What the posture record says once the proposal is in, and the change that makes it say so: none where it lets nothing go already. */
export interface Stop {
  posture: string;
  changes: FileChange[];
}

/** Makes the posture record say NO-GO where it may let something go; undefined where that cannot be done. */
export async function stopPosture(ctx: Ctx, contract: string): Promise<Stop | undefined> {
  const { posture: path } = ctx.inputs;
  const fact = { contract, what: `the posture record ${path ?? ''}`.trim() };
  if (path === undefined) {
    const fix = 'name it under posture in the section rollback-open, so that the restore can set it to NO-GO';
    const expected = 'the path of a posture record';
    ctx.failed('posture-set', { ...fact, problem: 'is not named in the configuration', expected, actual: null, fix });
    return undefined;
  }
  const found = await ctx.read(path, { maxBytes: recordMaxBytes });
  if (!found.found && found.reason !== 'absent') {
    if (found.because !== undefined) ctx.unverified('posture-set', fact, found.because, { path });
    else {
      const details = { problem: found.message, expected: 'a regular file', actual: found.message };
      ctx.failed('posture-set', { ...fact, ...details, fix: `put a regular file at ${path}` }, { path });
    }
    return undefined;
  }
  const before = found.found ? found.content : undefined;
  const present = before === undefined ? undefined : readPosture(path, before);
  const whole = present?.ok === true ? PostureSchema.safeParse(present.value) : undefined;
  // A record that is not whole is NO-GO to whoever reads it, and is replaced all the same: it says nothing about this rollback.
  if (whole?.success === true && whole.data.posture !== 'GO') {
    ctx.passed('posture-set', fact, { path });
    return { posture: whole.data.posture, changes: [] };
  }
  const after = new TextEncoder().encode(recordText(ctx, path, contract, before));
  ctx.passed('posture-set', fact, { path });
  return { posture: 'NO-GO', changes: [{ path, before, after }] };
}

/** A whole record, by the ending of its path: JSON, YAML, or the front matter of Markdown, whose prose stays. */
function recordText(ctx: Ctx, path: string, contract: string, before: Uint8Array | undefined): string {
  const since = isoTime(ctx.time.earliest);
  const reason = clipped(redact(ctx.inputs.reason).text, 200);
  const record = { posture: 'NO-GO', since, by: 'rollback-open', reason: `${contract}: ${reason}` };
  const lower = path.toLowerCase();
  if (lower.endsWith('.json')) return `${JSON.stringify(record, null, 2)}\n`;
  // A text in JSON is one in YAML too.
  const lines = Object.entries(record).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  if (!lower.endsWith('.md')) return lines.join('');
  const decoded = before === undefined ? undefined : decodeText(before);
  const prose = decoded?.ok === true ? decoded.text.replace(frontMatter, '') : '';
  return `---\n${lines.join('')}---\n${prose}`;
}

/** The facts of a Markdown record, with the lines around them. */
const frontMatter = /^---[ \t]*(?:\r\n|\r|\n)(?:[\s\S]*?(?:\r\n|\r|\n))?---[ \t]*(?:\r\n|\r|\n|$)/;
