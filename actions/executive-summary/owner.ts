import type { ExpectedReport } from '../../shared/domain/decision/decide.ts';
import {
  type CodeownersRule,
  codeownersMaxBytes,
  codeownersPaths,
  ownersOf,
  parseCodeowners,
} from '../../shared/parse/codeowners.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { Judged } from './rows.ts';

/** The owner of a report that stands in the way: who the configuration names, else who owns the first file that it is about. */
export async function ownerOf(ctx: Ctx, { entry, expected, owner }: Judged): Promise<string | undefined> {
  const named =
    owner ?? (Object.hasOwn(ctx.inputs.owners, entry.control) ? ctx.inputs.owners[entry.control] : undefined);
  if (named !== undefined) return named;
  const first = firstPath(expected);
  const path = first === undefined ? ctx.policy.source.path : `${ctx.policy.folder}${first}`;
  const rules = await codeowners(ctx);
  const owners = ownersOf(rules, path)?.owners ?? [];
  return owners.length === 0 ? undefined : owners.join(' ');
}

function firstPath(expected: ExpectedReport): string | undefined {
  if (expected.state !== 'present') return undefined;
  const results = ['failed', 'unverified'].flatMap((status) =>
    expected.results.filter((each) => each.status === status),
  );
  return results.find(({ location }) => location !== undefined)?.location?.path;
}

/** The rules of the file that GitHub would use; none when there is none. Owners are help, no verdict: a broken file has none. */
async function codeowners(ctx: Ctx): Promise<readonly CodeownersRule[]> {
  for (const path of codeownersPaths) {
    const found = await ctx.policy.top.read(path, codeownersMaxBytes);
    if (!found.found) continue;
    const decoded = decodeText(found.content);
    return decoded.ok ? parseCodeowners(decoded.text).rules : [];
  }
  return [];
}
