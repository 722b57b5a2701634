import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Json } from '../../shared/core/json.ts';
import { stableJson } from '../../shared/core/json.ts';
import {
  type FactJudgement,
  judgedCommits,
  judgeFact,
  judgeRepository,
} from '../../shared/domain/judged-fact/judged-fact.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import type { Ctx } from './definition.ts';

/** Whether the rows are of the commit and the repository that are judged. */
export function judgeCommit(ctx: Ctx, set: KpiSet, facts: Readonly<Record<string, Json>>): void {
  if (ctx.inputs.origin === 'committed') {
    const why = 'rows in the repository were measured on an earlier commit; kpi-gate says which one counts';
    ctx.notApplicable('of-commit', { about: [] }, why);
    return;
  }
  const { repository, event } = ctx.subject;
  told(ctx, 'commit', judgeFact('the rows', 'commit', facts['commit'], judgedCommits(ctx.subject)));
  if (event === 'local') {
    const why = 'on a laptop no platform says which repository this is';
    ctx.notApplicable('of-commit', { about: ['repository'] }, why);
  } else if (set.constant.some(({ fact }) => fact === 'repository')) {
    told(ctx, 'repository', judgeRepository('the rows', facts['repository'], repository));
  }
}

function told(ctx: Ctx, name: string, judged: FactJudgement): void {
  const about = [name];
  if (judged.state === 'unknown') {
    ctx.unverified('of-commit', { about }, judged.because);
    return;
  }
  const { holds, expected, actual } = judged;
  const problem = `the rows say that they were measured on another ${name} than the one that is judged`;
  ctx.judge('of-commit', holds, { about, problem, expected, actual });
}

/** The digest of the harness: of the path and the content of each of its files. Undefined when none is named. */
export async function harnessDigest(ctx: Ctx): Promise<{ sha256: string } | { problem: string } | undefined> {
  const { 'harness-files': harness } = ctx.inputs;
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
