import type { Json } from '../../core/json.ts';
import { locate } from '../../core/location.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { loadVersions } from '../../parse/semver/load.ts';
import { formats } from '../../parse/version.ts';
import { difference, duplicates, type SameVersion } from '../contract-pair/compare.ts';
import { type Contract, type FieldMap, fieldTraits } from '../contract-pair/config.ts';
import { type FieldPlace, written } from '../contract-pair/field-value.ts';
import { type MatrixRow, pinnedRow } from '../contract-pair/matrix.ts';
import type { Ctx } from './definition.ts';
import type { ContractFiles, Loaded } from './files.ts';

/** All places of a field, in the order of their authority: policy, pin, mirror, matrix. */
export function placesOf(contract: Contract, name: string, files: ContractFiles): FieldPlace[] {
  const field = contract.fields[name];
  if (field === undefined) return [];
  const places: FieldPlace[] = [];
  if (field.expect !== undefined) {
    places.push({
      kind: 'expect',
      words: 'the configuration',
      text: false,
      reading: { state: 'value', value: field.expect, at: undefined },
    });
  }
  if (field.pin !== undefined) places.push(jsonPlace('pin', 'the pin', files.pin, field.pin));
  if (field.manifest !== undefined) places.push(jsonPlace('manifest', 'the mirror', files.mirror, field.manifest));
  if (field.bullet !== undefined) places.push(bulletPlace(files, field.bullet));
  if (field.column !== undefined) places.push(columnPlace(contract, files, field.column));
  return places;
}

function jsonPlace(kind: 'pin' | 'manifest', words: string, file: Loaded<JsonDocument>, pointer: string): FieldPlace {
  const place = { kind, words: `${words} (${pointer})`, text: false };
  if (file.state === 'none') return { ...place, reading: { state: 'absent', at: undefined } };
  if (file.state === 'unusable') return { ...place, reading: { state: 'unknown', because: file.because } };
  const value = file.document.get(pointer);
  if (value === undefined)
    return { ...place, reading: { state: 'absent', at: locate(file.path, file.document.near(pointer)) } };
  return { ...place, reading: { state: 'value', value, at: locate(file.path, file.document.at(pointer)) } };
}

function bulletPlace({ matrix }: ContractFiles, label: string): FieldPlace {
  const place = { kind: 'bullet' as const, words: `the bullet “${label}”`, text: true };
  if (matrix.state === 'none') return { ...place, reading: { state: 'absent', at: undefined } };
  if (matrix.state === 'unusable') return { ...place, reading: { state: 'unknown', because: matrix.because } };
  const bullet = matrix.document.bullets.get(label)?.[0];
  if (bullet === undefined)
    return { ...place, reading: { state: 'absent', at: locate(matrix.path, matrix.document.bulletsAt) } };
  return { ...place, reading: { state: 'value', value: bullet.value, at: locate(matrix.path, bullet.position) } };
}

function columnPlace(contract: Contract, files: ContractFiles, header: string): FieldPlace {
  const { matrix } = files;
  const place = { kind: 'column' as const, words: `the column “${header}”`, text: true };
  if (matrix.state === 'none') return { ...place, reading: { state: 'absent', at: undefined } };
  if (matrix.state === 'unusable') return { ...place, reading: { state: 'unknown', because: matrix.because } };
  const { document, path } = matrix;
  if (document.table === undefined) {
    return {
      ...place,
      reading: {
        state: 'unknown',
        because: { code: 'NO_DATA', message: `${path} has no table to read`, needs: `the table in ${path}` },
      },
    };
  }
  const index = document.table.header.findIndex((cell) => cell.text === header);
  if (index === -1) return { ...place, reading: { state: 'absent', at: locate(path, document.table.position) } };
  const row = rowOf(contract, files);
  if (row === undefined) {
    return {
      ...place,
      reading: {
        state: 'unknown',
        because: {
          code: 'NO_DATA',
          message: `${path} has no single row for the pinned release`,
          needs: `that row in ${path}`,
        },
      },
    };
  }
  const cell = row.cells[index];
  if (cell === undefined || cell.text === '')
    return { ...place, reading: { state: 'absent', at: locate(path, cell?.position ?? row.position) } };
  return { ...place, reading: { state: 'value', value: cell.text, at: locate(path, cell.position) } };
}

/** The row of the matrix that is about the pinned release. */
export function rowOf(contract: Contract, files: ContractFiles): MatrixRow | undefined {
  if (files.matrix.state !== 'read' || contract.matrix === undefined) return undefined;
  return pinnedRow(files.matrix.document, contract, pinnedTexts(contract, files));
}

/** Tag and commit as the pin has them, else the mirror, as far as they are text. */
export function pinnedTexts(
  contract: Contract,
  files: ContractFiles,
): { tag: string | undefined; commit: string | undefined } {
  const textOf = (name: string): string | undefined => {
    const field = contract.fields[name];
    const sides: [Loaded<JsonDocument>, string | undefined][] = [
      [files.pin, field?.pin],
      [files.mirror, field?.manifest],
    ];
    for (const [file, pointer] of sides) {
      const value = file.state === 'read' && pointer !== undefined ? file.document.get(pointer) : undefined;
      if (typeof value === 'string') return value;
    }
    return undefined;
  };
  return { tag: textOf('tag'), commit: textOf('commit') };
}

/** Judges every mapped field: present, well-formed, the same everywhere. */
export async function judgeFields(ctx: Ctx, contract: Contract, files: ContractFiles): Promise<void> {
  const notAsked = { lists: true, formats: true, agreement: true };
  for (const [name, field] of Object.entries(contract.fields)) {
    const places = placesOf(contract, name, files);
    const { compare, format } = fieldTraits(name, field);
    judgePresence(ctx, contract, name, field, places);
    if (format !== 'any' || field.pattern !== undefined) {
      notAsked.formats = false;
      judgeFormat(ctx, contract, name, field, places);
    }
    if (compare === 'set-equal') {
      notAsked.lists = false;
      judgeUnique(ctx, contract, name, places);
    }
    if (compare !== 'ignore' && places.length > 1) {
      notAsked.agreement = false;
      const versions = compare === 'semver' ? await loadVersions() : undefined;
      judgeAgreement(ctx, contract, name, field, places, versions?.same);
    }
  }
  const whole = { contract: contract.id, what: 'fields' };
  if (Object.keys(contract.fields).length === 0)
    ctx.notApplicable('field-present', whole, 'the contract maps no fields');
  if (notAsked.formats) ctx.notApplicable('field-format', whole, 'no mapped field has a format');
  if (notAsked.lists)
    ctx.notApplicable(
      'list-unique',
      { contract: contract.id, field: 'sets', place: 'all places', twice: [] },
      'no mapped field is a set',
    );
  if (notAsked.agreement) {
    const none = {
      contract: contract.id,
      field: 'fields',
      place: 'all places',
      path: '',
      expected: null,
      actual: null,
      authority: '',
      fix: '',
    };
    ctx.notApplicable('fields-agree', none, 'no mapped field is in two places');
  }
}

function judgePresence(
  ctx: Ctx,
  contract: Contract,
  name: string,
  field: FieldMap,
  places: readonly FieldPlace[],
): void {
  const mapped = places.filter(({ kind }) => kind !== 'expect');
  const present = mapped.filter(({ reading }) => reading.state === 'value');
  const optional = !field.required && field.expect === undefined;
  for (const place of mapped) {
    const fact = { contract: contract.id, what: `${name} in ${place.words}` };
    if (place.reading.state === 'unknown') {
      ctx.unverified('field-present', fact, place.reading.because);
    } else if (place.reading.state === 'value') {
      const { value, at } = place.reading;
      const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
      const fix = `write the value of ${name} in ${place.words}`;
      ctx.judge('field-present', !empty, { ...fact, problem: 'is empty', actual: value, fix }, at);
    } else if (optional && present.length === 0) {
      ctx.notApplicable('field-present', fact, `${name} is optional, and no place has it`);
    } else {
      const other = present[0];
      const problem = optional ? `is missing, but ${other?.words ?? ''} has it` : 'is missing';
      const value =
        other?.reading.state === 'value' ? ` with the value ${written(other.reading.value, place.kind)}` : '';
      ctx.failed('field-present', { ...fact, problem, fix: `add ${name} to ${place.words}${value}` }, place.reading.at);
    }
  }
}

function judgeFormat(ctx: Ctx, contract: Contract, name: string, field: FieldMap, places: readonly FieldPlace[]): void {
  const { format } = fieldTraits(name, field);
  const pattern = field.pattern === undefined ? undefined : new RegExp(`^(?:${field.pattern})$`, 'u');
  const known = format === 'any' ? undefined : formats[format];
  const describes = [known?.describes, pattern === undefined ? undefined : `text that matches ${field.pattern}`]
    .filter((part) => part !== undefined)
    .join(', ');
  for (const place of places) {
    const fact = { contract: contract.id, what: `${name} in ${place.words}`, expected: describes };
    if (place.reading.state === 'unknown') ctx.unverified('field-format', fact, place.reading.because);
    else if (place.reading.state === 'absent') ctx.notApplicable('field-format', fact, 'there is no value');
    else {
      const { value, at } = place.reading;
      const fits = typeof value === 'string' && (known?.matches(value) ?? true) && (pattern?.test(value) ?? true);
      ctx.judge(
        'field-format',
        fits,
        {
          ...fact,
          problem: 'does not have the form of its field',
          actual: value,
          fix: `write ${describes} in ${place.words}`,
        },
        at,
      );
    }
  }
}

function judgeUnique(ctx: Ctx, contract: Contract, field: string, places: readonly FieldPlace[]): void {
  for (const place of places) {
    const fact = { contract: contract.id, field, place: place.words, twice: [] as Json[] };
    if (place.reading.state === 'unknown') ctx.unverified('list-unique', fact, place.reading.because);
    else if (place.reading.state === 'absent') ctx.notApplicable('list-unique', fact, 'there is no value');
    else {
      const twice = duplicates(place.reading.value, place.text);
      ctx.judge('list-unique', twice.length === 0, { ...fact, twice }, place.reading.at);
    }
  }
}

function judgeAgreement(
  ctx: Ctx,
  contract: Contract,
  name: string,
  field: FieldMap,
  places: readonly FieldPlace[],
  sameVersion: SameVersion | undefined,
): void {
  const { compare } = fieldTraits(name, field);
  const authority = places.find(({ reading }) => reading.state === 'value');
  for (const place of places) {
    if (place === authority) continue;
    const fact = {
      contract: contract.id,
      field: name,
      place: place.words,
      path: '',
      expected: null,
      actual: null,
      authority: '',
      fix: '',
    };
    const { reading } = place;
    if (reading.state === 'unknown') ctx.unverified('fields-agree', fact, reading.because);
    else if (authority?.reading.state !== 'value') {
      const unread = places.find((each) => each.reading.state === 'unknown');
      if (unread?.reading.state === 'unknown') ctx.unverified('fields-agree', fact, unread.reading.because);
      else ctx.notApplicable('fields-agree', fact, 'no place has a value');
    } else if (reading.state === 'absent')
      ctx.notApplicable('fields-agree', fact, 'there is no value; field-present judges that');
    else {
      const expected = authority.reading.value;
      const found = difference(
        compare,
        expected,
        reading.value,
        { expected: authority.text, actual: place.text },
        sameVersion,
      );
      const args = {
        ...fact,
        path: reading.at?.path ?? '',
        expected,
        actual: reading.value,
        authority: authority.words,
        fix: fixOf(place, authority, expected),
        ...found,
      };
      ctx.judge('fields-agree', found === undefined, args, reading.at);
    }
  }
}

function fixOf(place: FieldPlace, authority: FieldPlace, value: Json): string {
  const at = place.reading.state === 'value' ? place.reading.at : undefined;
  const where = [at?.path, at?.line].filter((part) => part !== undefined).join(':');
  if (place.kind === 'manifest') {
    return `copy the producer's manifest of the pinned release to ${at?.path ?? 'the mirror'} again; if it is right as it is, change ${authority.words}`;
  }
  return `write ${written(value, place.kind)} in ${place.words} at ${where}; if that is right, change ${authority.words}`;
}
