import type { Container } from '../../shared/core/container.ts';
import { counted } from '../../shared/core/counted.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { containedPath } from '../../shared/core/path.ts';
import { type ComparedFile, compareFiles, type FilePlace } from '../../shared/domain/bundle/compare.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import { manifestName } from '../../shared/domain/bundle/manifest.ts';
import { nameProblems, sameName } from '../../shared/domain/bundle/names.ts';
import { filesOfContainer, filesOfTree } from '../../shared/domain/bundle/place.ts';
import { listingMaxBytes, readListing } from '../../shared/domain/bundle/read-listing.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { namedRepository } from '../../shared/domain/repository/repository.ts';
import { judgeAge, madeBy } from './age.ts';
import { decisionIn, judgeAgreement, judgeSignature } from './agreement.ts';
import { judgeCommits, judgeOneCommit } from './commits.ts';
import type { Ctx, Outcome } from './definition.ts';
import { judgeListedProducers } from './listed-producers.ts';
import { judgeListedResults, type ReadListed } from './listed-results.ts';
import { madeRun } from './made-run.ts';
import type { RuleName } from './rules.ts';
import { notAsked, rulesOf, tell } from './told.ts';

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
  for (const finding of digestFindings(compared)) {
    const lineEnds = otherEnds.has(finding.about[0] ?? '');
    const { about, verdict } = finding;
    if (verdict.status === 'failed' && lineEnds)
      ctx.failed('digests', { about, ...verdict, lineEnds }, here ? verdict.at : undefined);
    else tell(ctx, 'digests', [finding], here);
  }
  const complete = [...judgeComplete(listing, list, container, belowOf(policy)), ...judgeItems(policy, listing)];
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
  const unreadArchive = archive?.ok === false ? archive.because : undefined;
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

function judgeNames({ entries }: Container): Finding[] {
  const seen = new Map<string, number>();
  const findings = nameProblems(entries).map(({ path, message }) => {
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    return wrong([path, ...(count === 1 ? [] : [String(count)])], {
      problem: `the entry ${path} ${message}`,
      actual: message,
      fix: 'make the bundle anew without it',
    });
  });
  return findings.length > 0 ? findings : [holds()];
}

/** One finding for each file; files that are what they should be are one together. */
function digestFindings(compared: readonly ComparedFile[]): Finding[] {
  const seen = new Map<string, number>();
  const findings = compared.flatMap((file): Finding[] => {
    const { listed } = file;
    if (file.class === 'same') return [];
    const count = (seen.get(listed.path) ?? 0) + 1;
    seen.set(listed.path, count);
    const about = [listed.path, ...(count === 1 ? [] : [String(count)])];
    return [digestFinding(file, about)];
  });
  const same = compared.length - findings.length;
  return same > 0 ? [...findings, holds()] : findings;
}

function digestFinding({ listed, class: of, expected, actual, unread: why }: ComparedFile, about: string[]): Finding {
  const { path, at } = listed;
  const fix = 'make the list and the files anew, together';
  switch (of) {
    case 'line-ends':
      return wrong(about, {
        problem: `${path} is what was listed but for its line ends`,
        ...{ expected, actual, at },
        fix: 'make the list from the files as they are committed (core.autocrlf false, or text eol=lf in .gitattributes)',
      });
    case 'absent':
      return wrong(about, {
        problem: `${path} is listed and not there`,
        expected: 'the file',
        actual: 'absent',
        fix,
        at,
      });
    case 'unread':
      if (why?.because !== undefined) return open(why.because, ...about);
      return wrong(about, {
        problem: `${path} ${why?.message ?? ''}`,
        expected: 'the file',
        actual: why?.message,
        fix,
        at,
      });
    case 'unlisted':
      return lacks(`the list has no checksum of ${path}`, 'a checksum in the list', ...about);
    case 'same':
      return holds(...about);
    case 'different':
      return wrong(about, { problem: `${path} is not what was listed`, expected, actual, fix, at });
  }
}

function judgeComplete(listing: Listing, list: string, container: Container | undefined, below: string): Finding[] {
  const itself = listing.files.filter(({ path }) => sameName(`${below}${path}`) === sameName(list));
  const findings = itself.map(({ path, at }, index) =>
    wrong(['itself', path, String(index + 1)], {
      problem: `the list lists itself as ${path}, which no checksum can`,
      actual: path,
      fix: 'take it out of the list',
      at,
    }),
  );
  const twice = repeated(listing.files.map(({ path }) => path));
  for (const path of twice)
    findings.push(
      wrong(['twice', path], { problem: `${path} is listed more than once`, actual: path, fix: 'list it once' }),
    );
  if (container === undefined)
    return findings.length > 0 ? findings : [notAsked('a tracked list says nothing about other tracked files')];
  const known = new Set([list, ...listing.files.map(({ path }) => `${below}${path}`)]);
  const extra = new Set(container.entries.flatMap(({ path, kind }) => (kind === 'folder' ? [] : [path])));
  for (const path of extra)
    if (!known.has(path))
      findings.push(
        wrong(['extra', path], {
          problem: `${path} is in the bundle and not in its list`,
          actual: path,
          fix: 'make the bundle anew with it, or without it',
        }),
      );
  return findings.length > 0 ? findings : [holds()];
}

/** Judges the items of a bundle: those that are asked for are there, and of none it is said that it is missing. */
function judgeItems({ items: wanted }: Verify, { manifest }: Listing): Finding[] {
  const states = new Map(manifest?.items.map((item) => [item.id, item]));
  const ids = [...new Set([...wanted, ...states.keys()])];
  const fix = 'make the bundle anew with it';
  return ids.flatMap((id): Finding[] => {
    const item = states.get(id);
    const about = ['item', id];
    if (item?.state === 'not-verified')
      return [lacks(`nobody looked at the item ${id}`, 'an attestation of somebody who looked at it', ...about)];
    if (item?.state === 'present') return [];
    const needed = wanted.includes(id) || (item?.state === 'absent' && item.required);
    if (!needed) return [];
    const actual = item?.state ?? 'none';
    return [wrong(about, { problem: `the bundle has nothing for the item ${id}`, expected: 'present', actual, fix })];
  });
}

function repeated(paths: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const path of paths) {
    if (seen.has(path)) twice.add(path);
    seen.add(path);
  }
  return [...twice];
}

function classesOf(compared: readonly ComparedFile[]): Record<string, number> {
  const classes: Record<string, number> = {};
  for (const { class: of } of compared) classes[of] = (classes[of] ?? 0) + 1;
  return classes;
}

const words: Readonly<Record<ComparedFile['class'], [string, 'good' | 'bad' | 'open']>> = {
  same: ['what is listed', 'good'],
  'line-ends': ['other line ends', 'bad'],
  different: ['different', 'bad'],
  absent: ['not there', 'bad'],
  unread: ['not read', 'open'],
  unlisted: ['without a checksum', 'open'],
};

function exhibitClasses(ctx: Ctx, compared: readonly ComparedFile[]): void {
  ctx.exhibit({
    title: 'Files against their list',
    columns: [{ name: 'Files are' }, { name: 'Count', numeric: true }],
    rows: Object.entries(classesOf(compared)).map(([of, count]) => {
      const [word, mark] = words[of as ComparedFile['class']];
      return { cells: [word, String(count)], mark };
    }),
    remark: `${counted(compared.length, 'file')} listed; each was read anew.`,
  });
}
