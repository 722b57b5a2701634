import { isObject } from '../../shared/core/json.ts';
import { parseJson } from '../../shared/parse/json.ts';
import { decodeText } from '../../shared/parse/text.ts';
import { parseYaml } from '../../shared/parse/yaml.ts';
import type { Ctx } from './definition.ts';

const maxBytes = 64 * 1024;

/** Whether the posture record of the policy lets the pin move; a record that cannot be understood does not. */
export async function judgePosture(ctx: Ctx, contract: string): Promise<boolean> {
  const { posture: path } = ctx.inputs;
  const fact = { contract, what: `the posture record ${path ?? ''}`.trim() };
  if (path === undefined) {
    ctx.notApplicable('posture', fact, 'the configuration names no posture record');
    return true;
  }
  const found = await ctx.policy.tree.read(path, maxBytes);
  if (!found.found && found.because !== undefined) {
    ctx.unverified('posture', fact, found.because, { path });
    return false;
  }
  const read = found.found ? recordOf(path, found.content) : { problem: found.message };
  const says = 'posture' in read ? read.posture : undefined;
  const problem = 'problem' in read ? read.problem : `says ${JSON.stringify(says) ?? 'nothing'}`;
  const fix = 'lift it on the record, on the default branch, when what it waits for has happened';
  ctx.judge('posture', says === 'GO', { ...fact, problem, expected: 'GO', actual: says ?? null, fix }, { path });
  return says === 'GO';
}

function recordOf(path: string, content: Uint8Array): { posture: unknown } | { problem: string } {
  const decoded = decodeText(content);
  if (!decoded.ok) return { problem: decoded.message };
  const parsed = path.endsWith('.json') ? parseJson(decoded.text) : parseYaml(decoded.text);
  if (!parsed.ok) return { problem: parsed.message };
  const { value, duplicates } = parsed.document;
  if (duplicates.length > 0) return { problem: 'has a key twice' };
  return isObject(value) ? { posture: value['posture'] } : { problem: 'is not a mapping' };
}
