import type { Because } from '../../shared/core/errors.ts';
import { locate } from '../../shared/core/location.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import type { SurfaceProblem } from '../../shared/domain/contract-surface/problem.ts';
import { failed, type Outcome, settled } from './outcome.ts';
import type { Parse, SurfaceFile } from './surface-files.ts';
import { noData, type Texts } from './texts.ts';

/** These were looked for and could not be followed; everything else is wrong in the file itself. */
const beyond: readonly SurfaceProblem['code'][] = ['remote', 'too-large'];

/** Judges that each file of the surface is there and says in full what it is. */
export async function judgeReadable(
  surface: SurfaceConfig,
  files: readonly SurfaceFile[],
  texts: Texts,
  parse: Parse,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const file of files) {
    const { path } = file;
    const fact = { surface: surface.id, what: [path] };
    const text = await texts(path);
    if (text.state === 'unknown') {
      outcomes.push(settled('surface-readable', fact, text.because));
      continue;
    }
    if (text.state !== 'text') {
      const fix =
        text.state === 'absent'
          ? `restore ${path}; where it has moved, the configuration must say so before`
          : `make ${path} a regular text file in UTF-8`;
      outcomes.push(
        failed(
          'surface-readable',
          { ...fact, problem: `${path} ${text.message}`, fix },
          locate(path, text.line === undefined ? undefined : { line: text.line, column: 1 }),
        ),
      );
      continue;
    }
    const { problems } = parse(file, text);
    const wrong = problems.filter(({ code }) => !beyond.includes(code));
    const [first] = wrong;
    if (first === undefined) outcomes.push(settled('surface-readable', fact, unknownOf(path, problems)));
    else
      outcomes.push(
        failed('surface-readable', { ...fact, ...partsOf(path, wrong, first) }, locate(path, first.position)),
      );
  }
  return outcomes;
}

function partsOf(path: string, wrong: readonly SurfaceProblem[], first: SurfaceProblem) {
  const more = wrong.length > 1 ? `, and ${wrong.length - 1} more` : '';
  return {
    problem: `${path} ${first.message}${more}`,
    actual: wrong.slice(0, 20).map(({ pointer, message }) => `${pointer} ${message}`.trim()),
    observed: wrong.map(({ pointer, message }) => [pointer, message]),
    fix: `mend ${path} at the places named`,
  };
}

function unknownOf(path: string, problems: readonly SurfaceProblem[]): Because | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  const at = first.position === undefined ? path : `${path}:${first.position.line}`;
  const needs =
    first.code === 'remote' ? `a ${path} without references out of it (a bundled one)` : `a smaller ${path}`;
  return { ...noData(path, `${first.message} (${at})`), needs };
}
