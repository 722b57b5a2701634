import { isObject } from '../../shared/core/json.ts';
import { type Moment, parseTime } from '../../shared/core/time.ts';
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
  const read: PostureRecord = found.found ? recordOf(path, found.content) : { ok: false, problem: found.message };
  const problem = read.ok ? against(read.value, ctx.time) : read.problem;
  const actual = read.ok ? (read.value['posture'] ?? null) : null;
  const fix = 'lift it on the record, on the default branch, when what it waits for has happened';
  const told = problem === undefined ? fact : { ...fact, problem };
  ctx.judge('posture', problem === undefined, { ...told, expected: 'GO, now and for all', actual, fix }, { path });
  return problem === undefined;
}

/** What keeps a record from being a GO, now and without a restriction that a repin could not know to be met. */
function against(record: Readonly<Record<string, unknown>>, { earliest, latest }: Moment): string | undefined {
  const { posture, since, until, conditions, scope } = record;
  if (posture !== 'GO') return `says ${JSON.stringify(posture) ?? 'nothing'}`;
  const time = (value: unknown): number => (typeof value === 'string' ? (parseTime(value) ?? Number.NaN) : Number.NaN);
  if (since !== undefined && !(time(since) <= earliest)) return `says GO since ${JSON.stringify(since)} only`;
  if (until !== undefined && !(time(until) > latest)) return `says GO until ${JSON.stringify(until)} only`;
  if (scope !== undefined) return 'says GO for a scope only';
  if (conditions !== undefined && !(Array.isArray(conditions) && conditions.length === 0))
    return 'says GO under conditions only';
  return undefined;
}

type PostureRecord = { ok: true; value: Readonly<Record<string, unknown>> } | { ok: false; problem: string };

function recordOf(path: string, content: Uint8Array): PostureRecord {
  const decoded = decodeText(content);
  if (!decoded.ok) return { ok: false, problem: decoded.message };
  const parsed = path.endsWith('.json') ? parseJson(decoded.text) : parseYaml(decoded.text);
  if (!parsed.ok) return { ok: false, problem: parsed.message };
  const { value, duplicates } = parsed.document;
  if (duplicates.length > 0) return { ok: false, problem: 'has a key twice' };
  return isObject(value) ? { ok: true, value } : { ok: false, problem: 'is not a mapping' };
}
