import { defineControl } from '../../shared/core/control.ts';
import { type Because, GovernanceError } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Location } from '../../shared/core/location.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { z } from '../../shared/core/zod.ts';
import { type Contract, contractProblems } from '../../shared/domain/contract-pair/config.ts';
import type { NewRelease } from '../../shared/domain/contract-repin/new-values.ts';
import type { TrioChange } from '../../shared/domain/contract-repin/trio.ts';
import { pinnedTexts } from '../../shared/domain/contract-sync/fields.ts';
import type { ContractFiles } from '../../shared/domain/contract-sync/files.ts';
import { openProducer } from '../../shared/domain/producer/producer.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import { buildChange, differsFromMirror, fetchManifest } from './change.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { judgePostures } from './posture.ts';
import { proposalOf } from './proposal.ts';
import { rules } from './rules.ts';
import { judgePresent, judgeResult } from './sync.ts';
import { proveTag } from './tag.ts';
import { chooseTarget } from './target.ts';

export const control = defineControl({
  name: 'manifest-repin',
  title: 'Manifest repin',
  kind: 'act',
  description:
    'Moves a consumer’s pin, mirrored manifest and compatibility matrix to a release of the producer, as one change that passes manifest-sync.',
  permissions: { contents: 'read' },
  inputs,
  lists,
  // Who lists contracts asks for manifest-sync; a control that acts runs only where a section or a workflow asks for it.
  askedBy: [],
  outputs,
  documents: { patch: 'the proposed change as a unified diff' },
  data: z.object({
    contract: z.string(),
    from: z.string().optional(),
    to: z.string().optional(),
    commit: z.string().optional(),
    files: z.array(z.object({ path: z.string(), sha256: z.string() })),
  }),
  rules,
  configProblems: ({ contracts }, section) => [
    ...contractProblems(contracts),
    ...Object.keys(section?.ranges ?? {})
      .filter((id) => !contracts.some((contract) => contract.id === id))
      .map((id) => ({ pointer: `/manifest-repin/ranges/${id}`, message: `there is no contract ${id}` })),
  ],
  async evaluate(ctx) {
    const contract = chosen(ctx);
    ctx.output('changed', 'false');
    ctx.output('from', '');
    ctx.output('to', '');
    const present = await judgePresent(ctx, contract);
    const producer = await openProducer(contract, ctx.github('producer-token'));
    const free = await judgePostures(ctx, contract, producer);
    const { tag: from } = pinnedTexts(contract, present.files);
    ctx.output('from', from ?? '');
    const found = await findChange(ctx, contract, producer, present.files, from);
    ctx.output('to', found.to ?? '');
    const changes = found.change?.changes ?? [];
    ctx.data({
      ...{ contract: contract.id, from, to: found.to, commit: found.release?.commit },
      files: changes.map(({ path, after }) => ({ path, sha256: sha256(after) })),
    });
    if (found.change === undefined || found.release === undefined || from === undefined) return;
    if (found.to === from && changes.length === 0)
      return ctx.note(`${contract.id} is pinned to ${from}: there is nothing to change.`);
    if (!present.green || !free || !found.green)
      return ctx.note('Nothing is proposed: a rule that did not pass stands in the way.');
    ctx.output('changed', 'true');
    const waived = [...new Set([...present.waived, ...found.waived])];
    for (const each of waived) ctx.note(`Lived with: ${each}.`);
    const { kept } = found.change;
    if (kept.length > 0) ctx.note(`Look at these columns, which stay as they were: ${listed(kept)}.`);
    ctx.exhibit({
      title: `Repin of ${contract.id}`,
      columns: [{ name: 'What' }, { name: 'Now' }, { name: 'Proposed' }],
      rows: [
        { cells: ['release', from, found.release.tag] },
        ...changes.map(({ path, before, after }) => ({ cells: [path, digest(before), digest(after)] })),
      ],
    });
    ctx.propose(proposalOf(ctx, contract, from, found.release, found.change, waived));
  },
});

/** The content of a file for people, who compare only whether it is another one. */
function digest(content: Uint8Array | undefined): string {
  return content === undefined ? 'no file' : `sha256 ${sha256(content).slice(0, 12)}`;
}

interface FoundChange {
  to?: string | undefined;
  release?: NewRelease | undefined;
  change?: TrioChange | undefined;
  /** Everything about the release and about the result holds. */
  green: boolean;
  /** What manifest-sync says of the result and is lived with. */
  waived: string[];
}

/** The contract that is asked for, with what is needed to ask for its manifest. */
function chosen({ inputs: { contract: id }, config }: Ctx): Contract {
  const ids = config.contracts.map((contract) => contract.id);
  const contract = config.contracts.find((each) => each.id === (id ?? ids[0]));
  if (contract === undefined || (id === undefined && ids.length > 1)) {
    const message = id === undefined ? 'which contract is meant is not said' : `there is no contract ${id}`;
    const hint =
      ids.length === 0 ? 'Add the list contracts: to the configuration.' : `Set contract to one of ${ids.join(', ')}.`;
    throw new GovernanceError(ids.length === 0 ? 'BAD_CONFIG' : 'BAD_INPUT', message, { hint });
  }
  if (contract.remote.path === undefined || contract.fields['tag'] === undefined) {
    throw new GovernanceError('BAD_CONFIG', `the contract ${contract.id} cannot be repinned`, {
      hint: 'It needs remote.path, where the producer keeps the manifest, and the field tag.',
    });
  }
  return contract;
}

/** Where a reader sees what the mirror holds. */
function mirrorOf({ mirror }: ContractFiles): Location | undefined {
  return mirror.state === 'read' ? { path: mirror.path } : undefined;
}

type Step = 'allowed' | 'tag-proved' | 'complete' | 'result-green';

/** Finds the release and the change to it, judging each step; a step that cannot be taken leaves those after it not verified. */
async function findChange(
  ctx: Ctx,
  contract: Contract,
  opened: Answer<NamedRepository>,
  files: ContractFiles,
  from: string | undefined,
): Promise<FoundChange> {
  const none = (because: Because, ...left: Step[]): FoundChange => {
    for (const rule of left) ctx.unverified(rule, { contract: contract.id, what: 'the repin' }, because);
    return { green: false, waived: [] };
  };
  if (!opened.ok) return none(opened.because, 'allowed', 'tag-proved', 'complete', 'result-green');
  if (from === undefined) {
    const because = noData('neither pin nor mirror says which tag is pinned', 'the tag in the pin');
    return none(because, 'allowed', 'tag-proved', 'complete', 'result-green');
  }
  const producer = opened.data;
  const { tag: to, allowed } = await chooseTarget(ctx, contract, producer, from);
  if (to === undefined) {
    const because = noData('there is no release to pin', 'a release that is allowed');
    return none(because, 'tag-proved', 'complete', 'result-green');
  }
  const { commit, proved } = await proveTag(ctx, contract, producer, to);
  if (commit === undefined) {
    const because = noData(`the commit of ${to} is not known`, 'a tag of a commit');
    return { ...none(because, 'complete', 'result-green'), to };
  }
  const release = await fetchManifest(ctx, contract, producer, { tag: to, commit });
  if (release === undefined)
    return { ...none(noData(`there is no manifest of ${to}`, 'that manifest'), 'result-green'), to };
  if (to === from && differsFromMirror(files, release)) {
    const what = 'the manifest at the pinned tag';
    const problem = 'is not what the mirror holds: the tag was moved, or the mirror changed';
    const fix = `ask ${contract.producer} what became of ${to}`;
    ctx.failed('tag-proved', { contract: contract.id, what, problem, actual: to, fix }, mirrorOf(files));
    return { ...none(noData('the release is not what it was', 'another tag'), 'result-green'), to, release };
  }
  const change = await buildChange(ctx, contract, files, release);
  if (change === undefined) {
    const because = noData('the change is not whole', 'the places that complete names, mended');
    return { ...none(because, 'result-green'), to, release };
  }
  if (change.changes.length === 0 && to === from) {
    ctx.notApplicable('result-green', { contract: contract.id, what: 'the changed files' }, 'nothing changes');
    return { to, release, change, green: true, waived: [] };
  }
  const { green, waived } = await judgeResult(ctx, contract, change.changes, to);
  return { to, release, change, green: green && allowed && proved, waived };
}
