import type { Because } from '../../shared/core/errors.ts';
import { locate } from '../../shared/core/location.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import { patternMatches } from '../../shared/domain/contract-surface/pattern-matches.ts';
import { quote } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import { failed, type Outcome, settled } from './outcome.ts';
import { noData, type Texts } from './texts.ts';

const mostFiles = 2_000;

/** Judges that what belongs behind a boundary stands there and nowhere else. */
export async function judgeBoundaries(
  ctx: Ctx,
  surface: SurfaceConfig,
  boundaries: SurfaceConfig['only-in'],
  texts: Texts,
): Promise<Outcome[]> {
  const rule = 'only-in';
  const outcomes: Outcome[] = [];
  for (const { id, why, pattern, files, under } of boundaries) {
    const fact = { surface: surface.id, what: [id] };
    const matched = await ctx.match(files);
    if (!matched.ok) {
      outcomes.push(settled(rule, fact, matched.because));
      continue;
    }
    const inside = await ctx.matcher(under);
    const reason = why === undefined ? id : `${id}: ${why}`;
    let unknown: Because | undefined;
    let kept = 0;
    const before = outcomes.length;
    for (const path of matched.paths.slice(0, mostFiles)) {
      const text = await texts(path);
      if (text.state !== 'text') {
        unknown ??= text.state === 'unknown' ? text.because : noData(path, text.message);
        continue;
      }
      const matches = patternMatches(text.text, pattern);
      if (!matches.ok) throw new Error(`${pattern} is no regular expression`);
      const [first] = matches.found;
      const [problem] = matches.problems;
      if (inside(path)) kept += matches.found.length;
      else if (first !== undefined) {
        outcomes.push(
          failed(
            rule,
            {
              surface: surface.id,
              what: [id, path],
              problem: `${path} has ${quote(first.text, 80)}, which belongs under ${under.join(', ')} only (${reason})`,
              actual: matches.found.slice(0, 20).map((match) => `line ${match.position.line}: ${match.text}`),
              // Another crossing in the same file is another failure, wherever its line is.
              observed: matches.found.map((match) => match.text),
              fix: `move it behind ${under.join(' or ')}`,
            },
            locate(path, first.position),
          ),
        );
      } else if (problem !== undefined) unknown ??= noData(path, `${problem.message} (line ${problem.position.line})`);
    }
    if (matched.paths.length > mostFiles) {
      const message = `${files.join(', ')} match ${matched.paths.length} files: more than ${mostFiles} are not searched`;
      unknown ??= { code: 'TRUNCATED', message, needs: 'globs that match fewer files' };
    }
    if (outcomes.length > before && unknown === undefined) continue;
    if (kept === 0 && outcomes.length === before && unknown === undefined) {
      const problem = `nothing under ${under.join(', ')} is found by ${quote(pattern, 80)}, so the boundary guards nothing (${reason})`;
      outcomes.push(failed(rule, { ...fact, problem, fix: `correct pattern, files or under of ${id}` }));
    } else outcomes.push(settled(rule, fact, unknown));
  }
  return outcomes;
}
