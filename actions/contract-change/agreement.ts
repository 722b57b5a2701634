import type { Because } from '../../shared/core/errors.ts';
import { codeDifferences, type HeldList } from '../../shared/domain/contract-surface/code-differences.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import { hasEndpoint, namedEndpoint } from '../../shared/domain/contract-surface/endpoints.ts';
import type { CodeList } from '../../shared/domain/contract-surface/error-codes.ts';
import type { ListPlace } from '../../shared/domain/contract-surface/place-config.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import { failed, type Outcome, settled } from './outcome.ts';
import type { Parse, SurfaceFile } from './surface-files.ts';
import { noData, type Texts } from './texts.ts';
import { valueAt } from './versions.ts';

/** Judges that every place says the version that the first one says. */
export async function judgeVersions(surface: SurfaceConfig, texts: Texts): Promise<Outcome[]> {
  const { valuePlaceText } = await import('../../shared/domain/contract-surface/placed-value.ts');
  const outcomes: Outcome[] = [];
  for (const { id, places } of surface.versions) {
    let authority: { value: string; place: string } | undefined;
    let open: Because | undefined;
    for (const [index, place] of places.entries()) {
      const name = valuePlaceText(place);
      const fact = { surface: surface.id, what: [id, name] };
      const read = await valueAt(texts, place);
      if (read.state === 'unknown') {
        outcomes.push(settled('versions-agree', fact, read.because));
        if (index === 0) open = read.because;
      } else if (read.state === 'absent') {
        const problem = `${place.path} ${read.message}, which should be the version ${id}`;
        const expected = authority?.value;
        const fix = authority === undefined ? `write the version ${id} there` : `write ${authority.value} there`;
        outcomes.push(failed('versions-agree', { ...fact, problem, expected, actual: 'nothing', fix }, read.at));
        if (index === 0) open = read.because;
      } else if (index === 0) {
        authority = { value: read.value, place: name };
        outcomes.push(settled('versions-agree', fact, undefined));
      } else if (authority === undefined) {
        outcomes.push(settled('versions-agree', fact, open));
      } else if (authority.value === read.value) outcomes.push(settled('versions-agree', fact, undefined));
      else {
        outcomes.push(
          failed(
            'versions-agree',
            {
              ...fact,
              problem: `the version ${id} is ${quote(read.value)} in ${name}, and ${quote(authority.value)} in ${authority.place}`,
              expected: authority.value,
              actual: read.value,
              fix: `write ${authority.value} in ${name}; if it is right as it is, change ${authority.place}`,
            },
            read.at,
          ),
        );
      }
    }
  }
  return outcomes;
}

type ReadList = { list: CodeList } | { missing: string } | { because: Because };

async function readList(texts: Texts, place: ListPlace, noun: string, single: boolean): Promise<ReadList> {
  const text = await texts(place.path);
  if (text.state === 'unknown') return { because: text.because };
  if (text.state !== 'text') return { missing: text.message };
  const { listedTexts } = await import('../../shared/domain/contract-surface/error-codes.ts');
  return { list: listedTexts(place, text.text, noun, single) };
}

/** Judges that the lists of error codes have the same codes, in both directions. */
export async function judgeErrorCodes(surface: SurfaceConfig, texts: Texts): Promise<Outcome[]> {
  const { listPlaceText } = await import('../../shared/domain/contract-surface/error-codes.ts');
  const places = surface['error-codes']?.lists ?? [];
  const rule = 'error-codes-agree';
  if (places.length < 2) {
    const why = places.length === 0 ? 'no error codes are configured' : 'one place alone lists the error codes';
    return [{ rule, fact: { surface: surface.id }, status: 'not-applicable', why }];
  }
  const outcomes: Outcome[] = [];
  const held: (HeldList & { name: string })[] = [];
  let unknown: Because | undefined;
  const open = new Map<string, Because>();
  for (const place of places) {
    const name = listPlaceText(place);
    const fact = { surface: surface.id, what: [name] };
    const read = await readList(texts, place, 'error code', false);
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
  const missing = codeDifferences(held);
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

/** Judges that the endpoints that are named elsewhere are those of the OpenAPI. */
export async function judgeEndpoints(
  surface: SurfaceConfig,
  files: readonly SurfaceFile[],
  texts: Texts,
  parse: Parse,
): Promise<Outcome[]> {
  const rule = 'endpoints-agree';
  if (surface.endpoints.length === 0)
    return [
      { rule, fact: { surface: surface.id }, status: 'not-applicable', why: 'no place of endpoints is configured' },
    ];
  const { listPlaceText } = await import('../../shared/domain/contract-surface/error-codes.ts');
  const { operations, unknown } = await operationsOf(files, texts, parse);
  const outcomes: Outcome[] = [];
  for (const place of surface.endpoints) {
    const name = listPlaceText(place);
    const what = [name];
    const read = await readList(texts, place, 'endpoint', true);
    if ('missing' in read) {
      const problem = `${place.path} ${read.missing}, and should name endpoints`;
      outcomes.push(
        failed(rule, { surface: surface.id, what, problem, fix: `restore ${place.path}` }, { path: place.path }),
      );
      continue;
    }
    const [problem] = 'list' in read ? read.list.problems : [];
    const because =
      'because' in read ? read.because : problem === undefined ? unknown : noData(place.path, problem.message);
    if (!('list' in read) || because !== undefined) {
      outcomes.push(settled(rule, { surface: surface.id, what }, because));
      continue;
    }
    const found = read.list.codes.map(({ code, at }) => ({ code, at, endpoint: namedEndpoint(code) }));
    const before = outcomes.length;
    for (const { code, at, endpoint } of found) {
      if (endpoint !== undefined && hasEndpoint(operations, endpoint)) continue;
      const says = endpoint === undefined ? 'is no endpoint such as GET /v1/things' : 'is not in the OpenAPI';
      const fix = `add it to ${surface.openapi.join(' or ')}, or correct ${name}`;
      outcomes.push(
        failed(
          rule,
          {
            surface: surface.id,
            what: [name, code],
            problem: `${quote(code, 120)} of ${name} ${says}`,
            actual: code,
            fix,
          },
          at,
        ),
      );
    }
    for (const operation of place.complete === true ? operations : []) {
      const own = new Set([operation]);
      if (found.some(({ endpoint }) => endpoint !== undefined && hasEndpoint(own, endpoint))) continue;
      const says = `${name} does not name ${quote(operation, 120)}, which is in the OpenAPI`;
      const fix = `add ${operation} to ${name}`;
      outcomes.push(
        failed(
          rule,
          { surface: surface.id, what: [name, operation], problem: says, expected: operation, fix },
          read.list.at,
        ),
      );
    }
    if (outcomes.length === before) outcomes.push(settled(rule, { surface: surface.id, what }, undefined));
  }
  return outcomes;
}

async function operationsOf(
  files: readonly SurfaceFile[],
  texts: Texts,
  parse: Parse,
): Promise<{ operations: ReadonlySet<string>; unknown: Because | undefined }> {
  const operations = new Set<string>();
  let unknown: Because | undefined;
  for (const file of files) {
    if (file.kind !== 'openapi') continue;
    const text = await texts(file.path);
    if (text.state === 'unknown') unknown ??= text.because;
    else if (text.state !== 'text') unknown ??= noData(file.path, text.message);
    else {
      const { surface, problems } = parse(file, text);
      const [first] = problems;
      if (first !== undefined) unknown ??= noData(file.path, first.message);
      if (surface?.kind === 'openapi') for (const name of surface.operations.keys()) operations.add(name);
    }
  }
  return { operations, unknown };
}
