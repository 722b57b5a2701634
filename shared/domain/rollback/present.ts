import type { Because } from '../../core/errors.ts';
import { objectId } from '../../core/object-id.ts';
import type { PastVersion } from '../../core/past.ts';
import { judgeAside } from '../../core/side-judgement.ts';
import type { Contract } from '../contract-pair/config.ts';
import { syncJudgement, syncVerdict } from '../contract-sync/aside.ts';
import { noData } from '../verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { contentsOf, type Pinned, pinnedBy } from './quick-look.ts';

export const fileMaxBytes = 1024 * 1024;

/** The state that is left: what the baseline must not be. */
export interface Present extends Pinned {
  contents: ReadonlyMap<string, Uint8Array | undefined>;
  /** The tag for people: that of the pin, else of the mirror. */
  tag: string | undefined;
  /** Why nobody knows which release it is; undefined when that is known, or the contract maps none. */
  unknown: Because | undefined;
}

/** The files of a contract that are followed through the past. */
export function trioPaths({ pin, mirror, matrix }: Contract): string[] {
  return [pin, mirror, matrix?.path].filter((path) => path !== undefined);
}

/** Reads the judged files, and notes what manifest-sync says of them. */
export async function readPresent(ctx: Ctx, contract: Contract): Promise<Present> {
  const contents = new Map<string, Uint8Array | undefined>();
  let unread: Because | undefined;
  for (const path of trioPaths(contract)) {
    const found = await ctx.tree.read(path, fileMaxBytes);
    contents.set(path, found.found ? found.content : undefined);
    if (!found.found && path === contract.pin) unread = found.because;
  }
  // What the producer says of the present pin is not the question.
  const asked: Contract = { ...contract, remote: { ...contract.remote, mode: 'off' } };
  const judgement = syncJudgement(asked, () => undefined);
  const results = await judgeAside(ctx, judgement, { tree: ctx.tree, before: ctx.before });
  const verdict = syncVerdict('the present files', results, '');
  if (verdict.status === 'failed') ctx.note(`At present the files ${verdict.problem}.`);
  return presentOf(contract, contents, unread);
}

/** An earlier state as the one that is left. */
export function leftState(contract: Contract, version: PastVersion): Present {
  const pin = contract.pin === undefined ? undefined : version.files.get(contract.pin);
  return presentOf(contract, contentsOf(version), pin?.found === false ? pin.because : undefined);
}

function presentOf(contract: Contract, contents: Present['contents'], unread: Because | undefined): Present {
  const pinned = pinnedBy(contract, contents);
  const [tag] = pinned.tags;
  const { tag: tagField, commit } = contract.fields;
  const mapped = [tagField, commit].some((field) => field?.pin !== undefined || field?.manifest !== undefined);
  const unnamed = mapped && pinned.tags.size === 0 && pinned.commits.size === 0;
  const needs = `a pin that can be read, or allow-present-pin: any earlier state may be of the release that is left`;
  const unknown =
    unread !== undefined || unnamed
      ? noData(
          `which release is left is not known: ${unread?.message ?? 'neither pin nor mirror names one'}`,
          unread?.needs ?? needs,
        )
      : undefined;
  return { contents, ...pinned, tag, unknown };
}

/** Whether a state has the files of another one, by the ids that git would give them. */
export function sameFiles({ files }: PastVersion, { contents }: Pick<Present, 'contents'>): boolean {
  for (const [path, content] of contents) {
    const file = files.get(path);
    if (content === undefined ? file?.found === true : file?.found !== true) return false;
    if (content === undefined || file?.found !== true) continue;
    // Nearly all states differ in length or in the first of the files.
    if (content.length !== file.content.length || objectId('blob', content, file.id.length) !== file.id) return false;
  }
  return true;
}

/** Whether a state pins a release that is left: under one of its tags, or the same commit under whatever tag. */
export function samePin(
  { tag, pinned }: { tag: string | undefined; pinned: string | undefined },
  left: Pinned,
): boolean {
  return (tag !== undefined && left.tags.has(tag)) || (pinned !== undefined && left.commits.has(pinned));
}
