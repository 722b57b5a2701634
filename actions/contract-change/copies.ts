import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import type { Ctx } from './definition.ts';
import { failed, type Outcome, settled } from './outcome.ts';
import type { SurfaceFile } from './surface-files.ts';
import { maxBytes, noData } from './texts.ts';

/** Judges that every copy of a document has its bytes, those included that the earlier version had. */
export async function judgeCopies(ctx: Ctx, surface: SurfaceConfig, files: readonly SurfaceFile[]): Promise<Outcome[]> {
  const rule = 'copies-equal';
  const outcomes: Outcome[] = [];
  const copied = files.flatMap((file) => (file.kind === 'document' && file.copies.length > 0 ? [file] : []));
  if (copied.length === 0)
    return [{ rule, fact: { surface: surface.id }, status: 'not-applicable', why: 'no copies are configured' }];
  for (const { path: original, copies } of copied) {
    if ('because' in ctx.before)
      outcomes.push(
        settled(rule, { surface: surface.id, what: [`earlier copies of ${original}`] }, ctx.before.because),
      );
    const source = await ctx.read(original, { maxBytes });
    const seen = new Set<string>();
    for (const glob of copies) {
      const whole = { surface: surface.id, what: [original, glob] };
      // A copy that the earlier version had must still be there: removing it is no way to make it agree.
      const matched = await ctx.match([glob], { before: true });
      const paths = matched.ok ? matched.paths.filter((path) => path !== original) : [];
      if (!matched.ok) outcomes.push(settled(rule, whole, matched.because));
      else if (paths.length === 0) {
        const fix = `correct the glob ${glob}, or take it out of copies`;
        outcomes.push(failed(rule, { ...whole, problem: `${glob} matches no copy of ${original}`, fix }));
      }
      for (const path of paths) {
        if (seen.has(path)) continue;
        seen.add(path);
        const fact = { surface: surface.id, what: [original, path] };
        if (!source.found) {
          outcomes.push(settled(rule, fact, source.because ?? noData(original, source.message)));
          continue;
        }
        const copy = await ctx.read(path, { maxBytes });
        const fix = `copy ${original} to ${path}`;
        if (!copy.found && copy.reason === 'unreadable')
          outcomes.push(settled(rule, fact, copy.because ?? noData(path, copy.message)));
        else if (!copy.found)
          outcomes.push(failed(rule, { ...fact, problem: `${path} ${copy.message}`, fix }, { path }));
        else if (copy.sha256 === source.sha256) outcomes.push(settled(rule, fact, undefined));
        else {
          const problem = `${path} differs from ${original}`;
          outcomes.push(
            failed(
              rule,
              {
                ...fact,
                problem,
                expected: source.sha256,
                actual: copy.sha256,
                observed: [source.sha256, copy.sha256],
                fix,
              },
              { path },
            ),
          );
        }
      }
    }
  }
  return outcomes;
}
