import { isObject, type Json } from '../../shared/core/json.ts';
import { parseJson } from '../../shared/parse/json.ts';
import { decodeText } from '../../shared/parse/text.ts';
import { parseYaml } from '../../shared/parse/yaml.ts';
import type { Ctx } from './definition.ts';

const maxBytes = 64 * 1024;

/**
 * Judges the posture record of the base: a mapping with `posture: GO | NO-GO | frozen`. It is policy, so that the judged change
 * cannot lift a freeze; a record that is missing, unknown or unreadable lifts nothing either.
 */
export async function judgePosture(ctx: Ctx): Promise<void> {
  const path = ctx.inputs.posture;
  if (path === undefined) {
    ctx.notApplicable('posture', { path: 'none' }, 'the configuration names no posture record');
    return;
  }
  const found = await ctx.policy.tree.read(path, maxBytes);
  if (!found.found && found.because !== undefined) {
    ctx.unverified('posture', { path }, found.because, { path });
    return;
  }
  if (!found.found) {
    ctx.failed(
      'posture',
      { path, problem: found.message, fix: `put the record at ${path} on the default branch` },
      { path },
    );
    return;
  }
  const record = readRecord(path, found.content);
  if (!record.ok) {
    ctx.failed(
      'posture',
      { path, problem: record.problem, fix: 'write a mapping with posture: GO, NO-GO or frozen' },
      { path },
    );
    return;
  }
  const { posture, by, since, reason } = record.value;
  const words = [by, since, reason].filter((part) => typeof part === 'string').join(', ');
  const problem = `says ${JSON.stringify(posture) ?? 'nothing'}${words === '' ? '' : ` (${words})`}`;
  const fix = 'lift it on the record, on the default branch, when what it waits for has happened';
  ctx.judge('posture', posture === 'GO', { path, problem, actual: posture ?? null, fix }, { path });
}

type PostureRecord = { ok: true; value: Readonly<{ [key: string]: Json }> } | { ok: false; problem: string };

function readRecord(path: string, content: Uint8Array): PostureRecord {
  const decoded = decodeText(content);
  if (!decoded.ok) return { ok: false, problem: decoded.message };
  const parsed = path.endsWith('.json') ? parseJson(decoded.text) : parseYaml(decoded.text);
  if (!parsed.ok) return { ok: false, problem: parsed.message };
  const { value, duplicates } = parsed.document;
  if (!isObject(value)) return { ok: false, problem: 'is not a mapping' };
  if (duplicates.length > 0) return { ok: false, problem: 'has a key twice' };
  return { ok: true, value: value as { [key: string]: Json } };
}
