import { defineControl } from '../../shared/core/control.ts';
import { type Because, GovernanceError } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Proposal } from '../../shared/core/proposal.ts';
import { isoDay } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import { type Contract, contractProblems } from '../../shared/domain/contract-pair/config.ts';
import type { NewRelease } from '../../shared/domain/contract-repin/new-values.ts';
import type { TrioChange } from '../../shared/domain/contract-repin/trio.ts';
import { pinnedTexts } from '../../shared/domain/contract-sync/fields.ts';
import { openProducer } from '../../shared/domain/producer/release.ts';
import { listed } from '../../shared/parse/text.ts';
import { buildChange, differsFromMirror, fetchManifest } from './change.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { judgePosture } from './posture.ts';
import { rules } from './rules.ts';
import { judgePresent, judgeResult } from './sync.ts';
import { proveTag } from './tag.ts';
import { chooseTarget } from './target.ts';

export const control = defineControl({
  name: 'manifest-repin',
  title: 'Contract repin',
  kind: 'act',
  description:
    'Moves a consumer’s pin, mirrored manifest and compatibility matrix to a release of the producer, as one change that passes manifest-sync.',
  permissions: { contents: 'read' },
  inputs,
  lists,
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
    const free = await judgePosture(ctx, contract.id);
    const { tag: from } = pinnedTexts(contract, present.files);
    ctx.output('from', from ?? '');
    const found = await findChange(ctx, contract, present.files, from);
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
    ctx.propose(proposalOf(ctx, contract, from, found.release, found.change));
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

/** Finds the release and the change to it, judging each step; a step that cannot be taken leaves those after it not verified. */
async function findChange(
  ctx: Ctx,
  contract: Contract,
  files: Awaited<ReturnType<typeof judgePresent>>['files'],
  from: string | undefined,
): Promise<FoundChange> {
  const none = (because: Because, ...left: ('allowed' | 'tag-proved' | 'complete' | 'result-green')[]): FoundChange => {
    for (const rule of left) ctx.unverified(rule, { contract: contract.id, what: 'the repin' }, because);
    return { green: false };
  };
  const opened = await openProducer(contract, ctx.github('producer-token'));
  if (!opened.ok) return none(opened.because, 'allowed', 'tag-proved', 'complete', 'result-green');
  if (from === undefined) {
    const message = 'neither pin nor mirror says which tag is pinned';
    const because = { code: 'NO_DATA' as const, message, needs: 'the tag in the pin' };
    return none(because, 'allowed', 'tag-proved', 'complete', 'result-green');
  }
  const { producer, defaultBranch } = opened;
  const { tag: to, allowed } = await chooseTarget(ctx, contract, producer, from);
  if (to === undefined) {
    const because = {
      code: 'NO_DATA' as const,
      message: 'there is no release to pin',
      needs: 'a release that is allowed',
    };
    return none(because, 'tag-proved', 'complete', 'result-green');
  }
  const { commit, proved } = await proveTag(ctx, contract, producer, defaultBranch, to);
  const noCommit = {
    code: 'NO_DATA' as const,
    message: `the commit of ${to} is not known`,
    needs: 'a tag of a commit',
  };
  if (commit === undefined) return { ...none(noCommit, 'complete', 'result-green'), to };
  const release = await fetchManifest(ctx, contract, producer, { tag: to, commit });
  const noManifest = { code: 'NO_DATA' as const, message: `there is no manifest of ${to}`, needs: 'that manifest' };
  if (release === undefined) return { ...none(noManifest, 'result-green'), to };
  if (to === from && differsFromMirror(files, release)) {
    const what = 'the manifest at the pinned tag';
    const problem = 'is not what the mirror holds: the tag was moved, or the mirror changed';
    ctx.failed('tag-proved', {
      contract: contract.id,
      what,
      problem,
      actual: to,
      fix: `ask ${contract.producer} what became of ${to}`,
    });
    const because = { code: 'NO_DATA' as const, message: 'the release is not what it was', needs: 'another tag' };
    return { ...none(because, 'result-green'), to, release };
  }
  const change = await buildChange(ctx, contract, files, release);
  const noChange = {
    code: 'NO_DATA' as const,
    message: 'there is no whole change to judge',
    needs: 'every place changed',
  };
  if (change === undefined) return { ...none(noChange, 'result-green'), to, release };
  if (change.changes.length === 0 && to === from) {
    ctx.notApplicable('result-green', { contract: contract.id, what: 'the changed files' }, 'nothing changes');
    return { to, release, change, green: true };
  }
  const green = await judgeResult(ctx, contract, change.changes, to);
  return { to, release, change, green: green && allowed && proved };
}

function proposalOf(
  ctx: Ctx,
  contract: Contract,
  from: string,
  release: NewRelease,
  { changes, kept }: TrioChange,
): Proposal {
  const { matrix } = contract;
  const today = isoDay(ctx.time.earliest);
  // The day is in the matrix only because the rest changes.
  const contents = changes.map(({ path, before, after }) => [
    path,
    before === undefined ? null : sha256(before),
    sha256(path === matrix?.path ? new TextDecoder().decode(after).replaceAll(today, '') : after),
  ]);
  const rows = matrix !== undefined && changes.some(({ path }) => path === matrix.path);
  return {
    title: `Repin ${contract.id} from ${from} to ${release.tag}`,
    sentences: [
      `Moves the contract ${contract.id} to a release of ${contract.producer}: pin, mirror and matrix in one change, checked by manifest-sync.`,
      ...(rows ? [`The row in ${matrix.path} keeps its status: merging this is the approval that it records.`] : []),
      ...(kept.length > 0 ? [`Look at these columns, which stay as they were: ${kept.join(', ')}.`] : []),
    ],
    facts: [
      { label: 'from', value: from },
      { label: 'to', value: release.tag },
      { label: 'commit of the tag', value: release.commit },
      { label: 'sha256 of the manifest', value: sha256(release.manifest) },
    ],
    branch: `release-governance/repin-${contract.id}`,
    changes,
    identity: sha256(JSON.stringify(contents)),
  };
}
