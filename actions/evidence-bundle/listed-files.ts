import type { Container } from '../../shared/core/container.ts';
import { counted } from '../../shared/core/counted.ts';
import type { ComparedFile } from '../../shared/domain/bundle/compare.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import { nameProblems, sameName } from '../../shared/domain/bundle/names.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { Ctx } from './definition.ts';
import { notAsked } from './told.ts';

/** Judges the names and kinds of all that is in a bundle. */
export function judgeNames({ entries }: Container): Finding[] {
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
export function digestFindings(compared: readonly ComparedFile[]): Finding[] {
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

/** Judges that nothing is there besides the list, and that it lists nothing twice, nor itself. */
export function judgeComplete(
  listing: Listing,
  list: string,
  container: Container | undefined,
  below: string,
  wanted: boolean,
): Finding[] {
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
    return findings.length > 0 || wanted
      ? findings
      : [notAsked('the configuration names no files that must be listed')];
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

/** Judges that the list has the files that are asked for: else whoever takes a line out of it hides that file. */
export async function judgeWanted(
  ctx: Ctx,
  { files: patterns = [] }: Verify,
  listing: Listing,
  { list, below, here }: { list: string; below: string; here: boolean },
): Promise<Finding[]> {
  if (patterns.length === 0) return [];
  const fix = 'let the tool that writes the list write it anew, over all of them';
  const listed = new Set(listing.files.map(({ path }) => path));
  const findings: Finding[] = [];
  for (const pattern of patterns) {
    const matches = await ctx.matcher([pattern]);
    if ([...listed].some(matches)) continue;
    const problem = `the list ${list} has no file that matches ${pattern}`;
    findings.push(wrong(['wanted', pattern], { problem, expected: pattern, actual: 'none', fix, at: { path: list } }));
  }
  if (!here) return findings.length > 0 ? findings : [holds('wanted')];
  const tracked = await ctx.tree.list();
  if (!tracked.ok) return [...findings, open(tracked.because, 'wanted')];
  const wanted = await ctx.matcher(patterns);
  for (const path of tracked.paths) {
    const own = path.startsWith(below) ? path.slice(below.length) : undefined;
    if (own === undefined || path === list || listed.has(own) || !wanted(own)) continue;
    const problem = `the list ${list} does not have ${path}`;
    findings.push(wrong(['wanted', path], { problem, expected: path, actual: 'not listed', fix, at: { path: list } }));
  }
  return findings.length > 0 ? findings : [holds('wanted')];
}

/** Judges the items of a bundle: those that are asked for are there, and of none it is said that it is missing. */
export function judgeItems({ items: wanted }: Verify, { manifest }: Listing): Finding[] {
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

/** How many files are of which class. */
export function classesOf(compared: readonly ComparedFile[]): Record<string, number> {
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

/** The same for people. */
export function exhibitClasses(ctx: Ctx, compared: readonly ComparedFile[]): void {
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
