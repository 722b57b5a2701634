import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Json } from '../../shared/core/json.ts';
import { stableJson } from '../../shared/core/json.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { parseRepository } from '../../shared/parse/repository.ts';
import type { Ctx } from './definition.ts';

/** Whether the rows are of the commit and the repository that are judged. */
export function judgeCommit(ctx: Ctx, set: KpiSet, facts: Readonly<Record<string, Json>>): void {
  if (ctx.inputs.origin === 'committed') {
    const why = 'rows in the repository were measured on an earlier commit; kpi-gate says which one counts';
    ctx.notApplicable('rows-of-commit', { about: [] }, why);
    return;
  }
  const names = set.constant.map(({ fact }) => fact);
  judgeFact(ctx, names, 'commit', facts['commit'], commits(ctx), (value, wanted) => value === wanted);
  const { repository, event } = ctx.subject;
  if (event === 'local') {
    const why = 'on a laptop no platform says which repository this is';
    ctx.notApplicable('rows-of-commit', { about: ['repository'] }, why);
  } else if (names.includes('repository')) {
    const wanted = repository === undefined ? [] : [repository];
    judgeFact(ctx, names, 'repository', facts['repository'], wanted, sameRepository);
  }
}

/** The commits that a harness in this run may rightly name: the head, its test merge, and what is checked out. */
function commits({ subject }: Ctx): string[] {
  const { headSha, mergeSha, checkedOutSha } = subject;
  return [...new Set([headSha, mergeSha, checkedOutSha].filter((sha) => sha !== undefined))];
}

function judgeFact(
  ctx: Ctx,
  names: readonly (string | undefined)[],
  name: string,
  value: Json | undefined,
  wanted: readonly string[],
  same: (value: string, wanted: string) => boolean,
): void {
  const about = [name];
  if (!names.includes(name)) {
    const message = `the set names no constant as the fact ${name}, so that rows of any ${name} look alike`;
    const needs = `fact: ${name} at a constant of the set, or rows-of-commit with a reason under disabled-rules`;
    ctx.unverified('rows-of-commit', { about }, { code: 'NO_DATA', message, needs });
  } else if (wanted.length === 0 || value === undefined) {
    const [message, needs] =
      value === undefined
        ? [`the rows do not say of which ${name} they are`, `rows with the ${name} that was measured`]
        : [`nothing says which ${name} is judged`, 'a repository with a commit'];
    ctx.unverified('rows-of-commit', { about }, { code: 'NO_DATA', message, needs });
  } else {
    const holds = typeof value === 'string' && wanted.some((one) => same(value, one));
    const problem = `the rows say that they were measured on another ${name} than the one that is judged`;
    ctx.judge('rows-of-commit', holds, { about, problem, expected: wanted, actual: value });
  }
}

/** GitHub does not tell capitals apart in names. */
function sameRepository(value: string, wanted: string): boolean {
  const parsed = parseRepository(value);
  const name = parsed === undefined ? value : `${parsed.owner}/${parsed.name}`;
  return name.toLowerCase() === wanted.toLowerCase();
}

/** The digest of the harness: of the path and the content of each of its files. Undefined when none is named. */
export async function harnessDigest(ctx: Ctx): Promise<{ sha256: string } | { problem: string } | undefined> {
  const { harness } = ctx.inputs;
  if (harness.length === 0) return undefined;
  const listed = await ctx.match(harness);
  if (!listed.ok) return { problem: listed.because.message };
  if (listed.paths.length === 0) return { problem: `no file matches ${harness.join(', ')}` };
  const files: [path: string, digest: string][] = [];
  for (const path of listed.paths) {
    const file = await ctx.read(path);
    if (!file.found) return { problem: `${path} ${file.message}` };
    files.push([path, file.sha256]);
  }
  return { sha256: sha256(stableJson(files)) };
}
