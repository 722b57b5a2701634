import type { Container } from '../../shared/core/container.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { containedPath } from '../../shared/core/path.ts';
import { compareFiles, type FilePlace } from '../../shared/domain/bundle/compare.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import { manifestName } from '../../shared/domain/bundle/manifest.ts';
import { filesOfContainer, filesOfTree } from '../../shared/domain/bundle/place.ts';
import { listingMaxBytes, readListing } from '../../shared/domain/bundle/read-listing.ts';
import { holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { namedRepository } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import { judgeAge, madeBy } from './age.ts';
import { decisionIn, judgeAgreement, judgeSignature } from './agreement.ts';
import { judgeCommits, judgeOneCommit } from './commits.ts';
import type { Ctx, Outcome } from './definition.ts';
import {
  classesOf,
  digestFindings,
  exhibitClasses,
  judgeComplete,
  judgeItems,
  judgeNames,
  judgeWanted,
} from './listed-files.ts';
import { judgeListedProducers } from './listed-producers.ts';
import { judgeListedResults, type ReadListed } from './listed-results.ts';
import { madeRun } from './made-run.ts';
import type { RuleName } from './rules.ts';
import { fewer, notAsked, rulesOf, tell } from './told.ts';

/** Verifies a bundle, or a tracked list over tracked files. */
export async function verifyBundle(ctx: Ctx, policy: Verify): Promise<Outcome> {
  if (policy.bundle === undefined) return overTree(ctx, policy);
  const opened = await ctx.container(policy.bundle);
  if (!opened.ok) {
    const { message, because } = opened;
    return unread(ctx, policy, `the bundle ${policy.bundle} ${message}`, because);
  }
  try {
    return await overContainer(ctx, policy, opened.container);
  } finally {
    await opened.container.close();
  }
}

/** Nothing could be read: every other rule says so. */
function unread(ctx: Ctx, policy: Verify, problem: string, because?: Parameters<typeof open>[0]): Outcome {
  const name = policy.bundle ?? listOf(policy);
  const fix = 'make the bundle anew, or name the place where it lies';
  tell(
    ctx,
    'form',
    [because === undefined ? wrong([], { problem, expected: 'a bundle', actual: problem, fix }) : open(because)],
    true,
  );
  tellOthers(ctx, ['form'], `${name} could not be read, as another result says`);
  return { files: 0 };
}

function tellOthers(ctx: Ctx, told: readonly RuleName[], message: string): void {
  for (const rule of rulesOf.verify)
    if (!told.includes(rule)) tell(ctx, rule, [lacks(message, 'a bundle that can be read')]);
}

function listOf({ list = manifestName }: Verify): string {
  return list;
}

function belowOf({ root }: Verify): string {
  const contained = containedPath(root ?? '.');
  return contained.ok ? `${contained.path}/` : '';
}

async function overTree(ctx: Ctx, policy: Verify): Promise<Outcome> {
  const list = listOf(policy);
  const found = await ctx.read(list, { maxBytes: listingMaxBytes });
  if (!found.found) return unread(ctx, policy, `the list ${list} ${found.message}`, found.because);
  const below = belowOf(policy);
  const place = filesOfTree(ctx.tree);
  const rooted: FilePlace = { digest: (path, wants) => place.digest(`${below}${path}`, wants) };
  const readListed: ReadListed = async (path, maxBytes) => {
    const read = await ctx.read(`${below}${path}`, { maxBytes });
    if (read.found) return { ok: true, content: read.content };
    return { ok: false, message: read.message, ...(read.because === undefined ? {} : { because: read.because }) };
  };
  return judge(ctx, policy, { content: found.content, list, place: rooted, readListed, container: undefined });
}

async function overContainer(ctx: Ctx, policy: Verify, container: Container): Promise<Outcome> {
  const list = listOf(policy);
  const [entry, ...others] = container.entries.filter(({ path }) => path === list);
  if (entry === undefined || others.length > 0) {
    const what = entry === undefined ? 'has no' : 'has more than one';
    tell(ctx, 'names', judgeNames(container));
    return unreadList(ctx, policy, `the bundle ${policy.bundle ?? ''} ${what} ${list}`);
  }
  const read = await container.read(entry, listingMaxBytes);
  if (!read.ok) {
    tell(ctx, 'names', judgeNames(container));
    return unreadList(ctx, policy, `the list ${list} ${read.message}`, read.because);
  }
  const below = belowOf(policy);
  const entries = new Map(container.entries.map((each) => [each.path, each]));
  const readListed: ReadListed = async (path, maxBytes) => {
    const own = entries.get(`${below}${path}`);
    return own === undefined ? { ok: false, message: 'is not there' } : container.read(own, maxBytes);
  };
  const place = filesOfContainer(container, below);
  return judge(ctx, policy, { content: read.content, list, place, readListed, container });
}

function unreadList(ctx: Ctx, policy: Verify, problem: string, because?: Parameters<typeof open>[0]): Outcome {
  const fix = `put the list at ${listOf(policy)}, or name it under list`;
  tell(ctx, 'form', [
    because === undefined ? wrong([], { problem, expected: 'a list', actual: problem, fix }) : open(because),
  ]);
  tellOthers(ctx, ['form', 'names'], problem);
  return { files: 0 };
}

interface Listed {
  content: Uint8Array;
  list: string;
  place: FilePlace;
  readListed: ReadListed;
  /** Undefined: the files are those of the judged tree. */
  container: Container | undefined;
}

async function judge(
  ctx: Ctx,
  policy: Verify,
  { content, list, place, readListed, container }: Listed,
): Promise<Outcome> {
  const here = container === undefined;
  const names = here ? [notAsked('tracked files have the names that git gives them')] : judgeNames(container);
  tell(ctx, 'names', names);
  const read = readListing(list, content);
  const problems = read.ok ? read.listing.problems : read.problems;
  const shape = read.ok ? read.listing.shape : undefined;
  const form = problems.map(({ message, at }, index) =>
    wrong([list, String(index + 1)], {
      problem: `the list ${list} ${message}`,
      actual: message,
      fix: 'let the tool that writes the list write it anew',
      at,
    }),
  );
  if (shape !== undefined && shape !== policy.shape)
    form.push(
      wrong([list, 'shape'], {
        problem: `the list ${list} has the shape ${shape}`,
        expected: policy.shape,
        actual: shape,
        fix: `make it in the shape ${policy.shape}, or name its shape in the base`,
        at: { path: list },
      }),
    );
  tell(ctx, 'form', form.length > 0 ? form : [holds(list)], here);
  if (!read.ok || shape !== policy.shape) {
    tellOthers(ctx, ['form', 'names'], `the list ${list} cannot be understood, as another result says`);
    return { files: 0 };
  }
  const { listing } = read;
  const compared = await compareFiles(listing.files, place);
  const otherEnds = new Set(compared.flatMap((file) => (file.class === 'line-ends' ? [file.listed.path] : [])));
  for (const finding of fewer(digestFindings(compared))) {
    const lineEnds = otherEnds.has(finding.about[0] ?? '');
    const { about, verdict } = finding;
    if (verdict.status === 'failed' && lineEnds)
      ctx.failed('digests', { about, ...verdict, lineEnds }, here ? verdict.at : undefined);
    else tell(ctx, 'digests', [finding], here);
  }
  const complete = [
    ...judgeComplete(listing, list, container, belowOf(policy), policy.files !== undefined),
    ...(await judgeWanted(ctx, policy, listing, { list, below: belowOf(policy), here })),
    ...judgeItems(policy, listing),
  ];
  tell(ctx, 'complete', complete, here);
  const repository = await namedRepository(
    ctx.github(),
    policy.repository ?? ctx.subject.repository,
    'the input token, with contents: read',
  );
  tell(ctx, 'commits', await judgeCommits(listing, repository), here);
  const commit = commitOf(listing);
  tell(ctx, 'one-commit', judgeOneCommit(ctx, policy, listing), here);
  tell(ctx, 'results', await judgeListedResults(ctx, policy, listing, compared, readListed), here);
  const run = await madeRun(listing, repository);
  tell(ctx, 'producers', await judgeListedProducers(ctx, policy, listing, repository, run), here);
  tell(ctx, 'age', [judgeAge(ctx, policy, madeBy(listing, run))], here);
  const archive = await container?.archive?.();
  const digests = new Set([sha256(content), ...(archive?.ok === true ? [archive.sha256] : [])]);
  const unreadArchive =
    archive?.ok === false
      ? (archive.because ?? noData(`the archive ${archive.message}`, 'an archive that nobody changes while it is read'))
      : undefined;
  if (unreadArchive !== undefined) tell(ctx, 'digests', [open(unreadArchive, policy.bundle ?? list)]);
  const stated = { digests, commit, decision: decisionIn(listing.manifest) };
  tell(ctx, 'agrees', await judgeAgreement(ctx, policy, stated, unreadArchive));
  tell(ctx, 'signature', [await judgeSignature(ctx, policy, stated, repository)]);
  exhibitClasses(ctx, compared);
  return {
    ...(archive?.ok === true ? { digest: archive.sha256 } : {}),
    manifest: sha256(content),
    ...(commit === undefined ? {} : { commit }),
    files: compared.length,
    classes: classesOf(compared),
  };
}

function commitOf({ commits }: Listing): string | undefined {
  return commits[0]?.commit;
}
