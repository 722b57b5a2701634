import type { Because } from '../../shared/core/errors.ts';
import { codeDifferences, type HeldList } from '../../shared/domain/contract-surface/code-differences.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import { readList } from './listed.ts';
import { failed, type Outcome, settled } from './outcome.ts';
import type { JudgedFiles } from './surface-files.ts';
import { noData } from './texts.ts';

/** Judges that the lists of error codes have the same codes, in both directions, and those that failed answers may have. */
export async function judgeErrorCodes(
  surface: SurfaceConfig,
  { fields, lists: places }: NonNullable<SurfaceConfig['error-codes']>,
  judged: JudgedFiles,
): Promise<Outcome[]> {
  const { listPlaceText } = await import('../../shared/domain/contract-surface/list-place.ts');
  const rule = 'error-codes-agree';
  const outcomes: Outcome[] = [];
  const held: (HeldList & { name: string })[] = [];
  let unknown: Because | undefined;
  const open = new Map<string, Because>();
  for (const place of places) {
    const name = listPlaceText(place);
    const fact = { surface: surface.id, what: [name] };
    const read = await readList(judged.texts, place, 'error code', false);
    if ('missing' in read) {
      const problem = `${place.path} ${read.missing}, and should list the error codes`;
      outcomes.push(failed(rule, { ...fact, problem, fix: `restore ${place.path}` }, { path: place.path }));
      unknown ??= noData(place.path, read.missing);
    } else if ('because' in read) {
      unknown ??= read.because;
      outcomes.push(settled(rule, fact, read.because));
    } else {
      held.push({ list: read.list, complete: place.complete ?? true, name });
      const [problem] = read.list.problems;
      if (problem === undefined) continue;
      const because = noData(
        place.path,
        `${problem.message}${problem.at.line === undefined ? '' : ` (line ${problem.at.line})`}`,
      );
      open.set(name, because);
      unknown ??= because;
    }
  }
  const missing = codeDifferences([...held, ...(await declared(fields, judged))]);
  for (const { list, name } of held) {
    const own = missing.filter((each) => each.list === list);
    for (const { code, missing: lacking, present } of own) {
      const has = listed(present.map(({ at }) => (at.line === undefined ? at.path : `${at.path}:${at.line}`)));
      const problem = `${name} lacks the error code ${quote(code, 80)}, which is in ${has}`;
      const fix = `add ${code} to ${name}, or take it out of ${has}`;
      outcomes.push(
        failed(
          rule,
          {
            surface: surface.id,
            what: [name, code],
            problem,
            expected: code,
            observed: [code, ...present.map(({ path }) => path)],
            fix,
          },
          lacking.at,
        ),
      );
    }
    const because = open.get(name) ?? unknown;
    if (own.length === 0 || open.has(name))
      outcomes.push(settled(rule, { surface: surface.id, what: [name] }, because));
  }
  return outcomes;
}

/** What the schemas of failed answers say, wherever they stand: each answer needs not have all codes. */
async function declared(fields: readonly string[], { files, texts, parse }: JudgedFiles): Promise<HeldList[]> {
  const lists: HeldList[] = [];
  const { declaredCodes } = await import('../../shared/domain/contract-surface/declared-codes.ts');
  for (const file of fields.length === 0 ? [] : files) {
    const text = await texts(file.path);
    // That a file can be read is judged by itself.
    const known = text.state === 'text' ? parse(file, text).surface : undefined;
    if (known !== undefined) lists.push({ list: declaredCodes(known, file.path, fields), complete: false });
  }
  return lists;
}
