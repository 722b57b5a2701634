import type { Because } from '../../core/errors.ts';
import { parseJson } from '../../parse/json.ts';
import { loadVersions } from '../../parse/semver/load.ts';
import type { Versions } from '../../parse/semver/versions.ts';
import { decodeText } from '../../parse/text.ts';
import type { Contract } from '../contract-pair/config.ts';
import { manifestDigest } from '../contract-pair/digest.ts';
import { manifestMaxBytes, openProducer } from '../producer/producer.ts';
import { isAncestor } from '../repository/ancestor.ts';
import { fileAt } from '../repository/file-at.ts';
import { branchTip, canBeTag, tagCommit } from '../repository/reference.ts';
import { latestRelease, releaseOf } from '../repository/release.ts';
import type { NamedRepository, Seen } from '../repository/repository.ts';
import type { Ctx } from './definition.ts';
import { pinnedTexts, placesOf } from './fields.ts';
import type { ContractFiles } from './files.ts';

/** The rules whose answer the producer alone knows. */
export const remoteRules = [
  'remote-manifest',
  'remote-tag',
  'tag-moved',
  'branch-like-tag',
  'pre-release',
  'newer-release',
] as const;

/** Judges what the producer's repository says about the pinned release. */
export async function judgeRemote(ctx: Ctx, contract: Contract, files: ContractFiles): Promise<void> {
  const { mode } = contract.remote;
  const fact = { contract: contract.id, what: `the release of ${contract.producer}` };
  if (mode === 'off') {
    for (const rule of remoteRules) ctx.notApplicable(rule, fact, 'remote is off: the producer was not asked');
    return;
  }
  const give = (because: Because): Because => (mode === 'required' ? { ...because, deferrable: false } : because);
  const allUnverified = (because: Because): void => {
    for (const rule of remoteRules) ctx.unverified(rule, fact, give(because));
  };
  const opened = await openProducer(contract, ctx.github('producer-token'));
  if (!opened.ok) return allUnverified(opened.because);
  const producer = opened.data;
  const pinned = pinnedTexts(contract, files);
  if (pinned.tag === undefined) {
    return allUnverified({
      code: 'NO_DATA',
      message: 'neither pin nor mirror says which tag is pinned',
      needs: 'the tag in the pin',
    });
  }
  if (!canBeTag(pinned.tag)) {
    return allUnverified({
      code: 'NO_DATA',
      message: `${pinned.tag} cannot be the name of a tag`,
      needs: 'a tag in the pin',
    });
  }
  const release: PinnedRelease = {
    contract,
    files,
    producer,
    tag: pinned.tag,
    commit: pinned.commit,
    tagCommit: await tagCommit(producer, pinned.tag),
    give,
  };
  const versions = await loadVersions();
  await judgeTag(ctx, release);
  judgeMoved(ctx, release);
  await judgeManifest(ctx, release);
  await judgeBranch(ctx, release);
  await judgePreRelease(ctx, release, versions);
  await judgeNewer(ctx, release, versions);
}

interface PinnedRelease {
  contract: Contract;
  files: ContractFiles;
  producer: NamedRepository;
  tag: string;
  commit: string | undefined;
  tagCommit: Seen<string>;
  give: (because: Because) => Because;
}

function noTag({ tag, contract }: PinnedRelease): { problem: string; fix: string } {
  return {
    problem: `does not exist at ${contract.producer}`,
    fix: `pin a tag that ${contract.producer} has published, not ${tag}`,
  };
}

async function judgeTag(ctx: Ctx, release: PinnedRelease): Promise<void> {
  const { contract, tag, commit, tagCommit: seen, producer, give } = release;
  const relation = contract.remote['tag-relation'];
  const fact = { contract: contract.id, what: `the tag ${tag}` };
  if (seen.state === 'unknown') return ctx.unverified('remote-tag', fact, give(seen.because));
  if (seen.state === 'absent') return ctx.failed('remote-tag', { ...fact, ...noTag(release) });
  if (relation === 'off') return ctx.passed('remote-tag', fact);
  if (commit === undefined) {
    return ctx.unverified(
      'remote-tag',
      fact,
      give({
        code: 'NO_DATA',
        message: 'neither pin nor mirror says which commit is pinned',
        needs: 'the commit in the pin',
      }),
    );
  }
  if (relation === 'equal' || commit === seen.data) {
    const args = {
      ...fact,
      problem: 'names another commit than the pinned one',
      expected: commit,
      actual: seen.data,
      fix: `pin the commit ${seen.data}, or set tag-relation: sha-ancestor-of-tag`,
    };
    return ctx.judge('remote-tag', commit === seen.data, args);
  }
  const ancestor = await isAncestor(producer, commit, seen.data);
  if (ancestor.state === 'unknown') return ctx.unverified('remote-tag', fact, give(ancestor.because));
  const problem =
    ancestor.state === 'absent'
      ? `cannot contain the pinned commit: ${contract.producer} has no such commit`
      : 'does not contain the pinned commit';
  const args = {
    ...fact,
    problem,
    expected: `${commit} or a descendant of it`,
    actual: seen.data,
    fix: `pin a commit that ${tag} contains`,
  };
  ctx.judge('remote-tag', ancestor.state === 'there' && ancestor.data, args);
}

function judgeMoved(ctx: Ctx, release: PinnedRelease): void {
  const { contract, files, tag, tagCommit: seen, give } = release;
  const fact = { contract: contract.id, what: `the commit of the tag ${tag}` };
  const places = placesOf(contract, 'tag-commit', files);
  const recorded = places.find(({ reading }) => reading.state === 'value');
  const unread = places.find(({ reading }) => reading.state === 'unknown');
  if (recorded === undefined && unread?.reading.state === 'unknown')
    return ctx.unverified('tag-moved', fact, give(unread.reading.because));
  if (recorded?.reading.state !== 'value')
    return ctx.notApplicable('tag-moved', fact, 'no place records which commit the tag names (field tag-commit)');
  if (seen.state === 'unknown') return ctx.unverified('tag-moved', fact, give(seen.because));
  if (seen.state === 'absent')
    return ctx.failed('tag-moved', {
      ...fact,
      problem: 'is gone: the tag was deleted',
      expected: recorded.reading.value,
      fix: `ask ${contract.producer} what became of ${tag}`,
    });
  const { value, at } = recorded.reading;
  ctx.judge(
    'tag-moved',
    seen.data === value,
    {
      ...fact,
      problem: 'is not the one that was recorded: the tag was moved',
      expected: value,
      actual: seen.data,
      fix: `ask ${contract.producer} why ${tag} was moved, and pin a release whose tag stays`,
    },
    at,
  );
}

async function judgeManifest(ctx: Ctx, release: PinnedRelease): Promise<void> {
  const { contract, files, producer, commit, tagCommit: seen, give } = release;
  const { mirror } = files;
  const { ref, path } = contract.remote;
  const fact = { contract: contract.id, what: `the manifest ${path ?? ''} of ${contract.producer}` };
  const unverified = (because: Because): void => ctx.unverified('remote-manifest', fact, give(because));
  if (mirror.state === 'none') return ctx.notApplicable('remote-manifest', fact, 'the contract has no mirror');
  if (mirror.content === undefined)
    return unverified(
      mirror.state === 'unusable' ? mirror.because : { code: 'NO_DATA', message: 'there is no mirror' },
    );
  let at: string;
  if (ref === 'tag') {
    if (seen.state === 'unknown') return unverified(seen.because);
    if (seen.state === 'absent')
      return ctx.failed('remote-manifest', {
        ...fact,
        problem: `cannot be read: the tag ${release.tag} does not exist`,
        fix: noTag(release).fix,
      });
    at = seen.data;
  } else if (ref === 'commit') {
    if (commit === undefined)
      return unverified({
        code: 'NO_DATA',
        message: 'neither pin nor mirror says which commit is pinned',
        needs: 'the commit in the pin',
      });
    at = commit;
  } else at = ref;
  const remote = await fileAt(producer, path ?? '', at, manifestMaxBytes);
  if (remote.state === 'unknown') return unverified(remote.because);
  if (remote.state === 'absent') {
    return ctx.failed('remote-manifest', {
      ...fact,
      problem: `does not exist at ${at}`,
      fix: `correct remote.path or remote.ref of ${contract.id}, or pin a release that has a manifest`,
    });
  }
  ctx.recorded(`${contract.producer}/${path ?? ''}`, at, remote.data);
  const text = contract.hash === 'canonical-json' ? decodeText(remote.data) : undefined;
  const parsed = text?.ok === true ? parseJson(text.text) : undefined;
  if (contract.hash === 'canonical-json' && (parsed?.ok !== true || mirror.state !== 'read')) {
    return unverified({
      code: 'NO_DATA',
      message: 'the manifest or its mirror is not JSON',
      needs: 'a manifest that can be parsed',
    });
  }
  const expected = manifestDigest(contract.hash, remote.data, parsed?.ok === true ? parsed.document.value : null);
  const actual = manifestDigest(contract.hash, mirror.content, mirror.state === 'read' ? mirror.document.value : null);
  ctx.judge(
    'remote-manifest',
    expected === actual,
    {
      ...fact,
      problem: `at ${at} is not what ${mirror.path} mirrors`,
      expected,
      actual,
      fix: `copy it to ${mirror.path} byte by byte, and record its sha256 ${expected}`,
    },
    { path: mirror.path },
  );
}

async function judgeBranch(ctx: Ctx, { contract, producer, tag, give }: PinnedRelease): Promise<void> {
  const fact = { contract: contract.id, what: `a branch called ${tag}` };
  const branch = await branchTip(producer, tag);
  if (branch.state === 'unknown') return ctx.unverified('branch-like-tag', fact, give(branch.because));
  ctx.judge('branch-like-tag', branch.state === 'absent', {
    ...fact,
    problem: `exists at ${contract.producer}`,
    fix: `ask ${contract.producer} to rename the branch ${tag}`,
  });
}

async function judgePreRelease(
  ctx: Ctx,
  { contract, producer, tag, give }: PinnedRelease,
  versions: Versions,
): Promise<void> {
  const fact = { contract: contract.id, what: `the release ${tag}` };
  if (contract.remote['allow-pre-release'])
    return ctx.notApplicable('pre-release', fact, 'the configuration allows pre-releases');
  const seen = await releaseOf(producer, tag);
  if (seen.state === 'unknown') return ctx.unverified('pre-release', fact, give(seen.because));
  const early = versions.isPreRelease(tag) || (seen.state === 'there' && !seen.data.full);
  ctx.judge('pre-release', !early, {
    ...fact,
    problem: 'is a draft or a pre-release',
    actual: tag,
    fix: 'pin a full release, or set allow-pre-release: true',
  });
}

async function judgeNewer(
  ctx: Ctx,
  { contract, producer, tag, give }: PinnedRelease,
  versions: Versions,
): Promise<void> {
  const fact = { contract: contract.id, what: `the release ${tag}` };
  const seen = await latestRelease(producer);
  if (seen.state === 'unknown') return ctx.unverified('newer-release', fact, give(seen.because));
  if (seen.state === 'absent')
    return ctx.notApplicable('newer-release', fact, `${contract.producer} has no full release`);
  const newest = seen.data.tag;
  ctx.judge('newer-release', !versions.isNewer(newest, tag), {
    ...fact,
    problem: `is behind: ${contract.producer} has released ${newest}`,
    expected: newest,
    actual: tag,
    fix: `repin to ${newest} when it suits`,
  });
}
