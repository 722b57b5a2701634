import type { Json } from '../../core/json.ts';
import { type Location, locate } from '../../core/location.ts';
import { type FileChange, sameBytes } from '../../core/proposal.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { editJson, type JsonEdit } from '../../parse/json-edit.ts';
import { loadVersions } from '../../parse/semver/load.ts';
import { decodeText } from '../../parse/text.ts';
import { difference, type SameVersion } from '../contract-pair/compare.ts';
import { type Contract, fieldTraits, type MatrixConfig } from '../contract-pair/config.ts';
import { type PlaceKind, written } from '../contract-pair/field-value.ts';
import { type MatrixModel, matchingRows, pinnedRow } from '../contract-pair/matrix.ts';
import { pinnedTexts, placesOf } from '../contract-sync/fields.ts';
import type { ContractFiles, Loaded } from '../contract-sync/files.ts';
import { type NewRelease, newValues } from './new-values.ts';

/** Something that would have to change and cannot be changed in its place. */
export interface OpenPlace {
  /** The place in words. */
  what: string;
  problem: string;
  fix: string;
  at: Location;
}

/** The change of all files of a contract to another release. */
export interface TrioChange {
  changes: FileChange[];
  open: OpenPlace[];
  /** Columns of the changed row that no field is mapped to: nobody but people can know what they should say. */
  kept: string[];
}

/**
 * Changes pin, mirror, copies and matrix to a release. The mirror gets the very bytes of the manifest; values that say the same already
 * stay as they are written, and everything that is no value of a mapped field stays byte for byte.
 */
export async function changeTrio(
  contract: Contract,
  files: ContractFiles,
  copies: readonly { path: string; content: Uint8Array }[],
  release: NewRelease,
  today: string,
): Promise<TrioChange> {
  const values = newValues(contract, release);
  for (const [name, field] of Object.entries(contract.fields)) {
    // What only the consumer writes and nowhere does is left out on purpose.
    const nowhere = placesOf(contract, name, files).every(({ reading }) => reading.state !== 'value');
    if (!field.required && field.manifest === undefined && nowhere) values.delete(name);
  }
  const semver = [...values.keys()].some((name) => traitsOf(contract, name).compare === 'semver');
  const same = semver ? (await loadVersions()).same : undefined;
  const change: TrioChange = { changes: [], open: [], kept: [] };
  const put = (path: string, before: Uint8Array, after: Uint8Array): void => {
    if (!sameBytes(before, after)) change.changes.push({ path, before, after });
  };
  if (files.mirror.state === 'read') put(files.mirror.path, files.mirror.content, release.manifest);
  for (const { path, content } of copies) put(path, content, release.manifest);
  if (files.pin.state === 'read') changePin(contract, files.pin, values, same, change, put);
  if (files.matrix.state === 'read' && contract.matrix !== undefined) {
    await changeMatrix(contract, contract.matrix, files, files.matrix, values, release, same, today, change, put);
  }
  return change;
}

type Read<T> = Extract<Loaded<T>, { state: 'read' }>;
type Put = (path: string, before: Uint8Array, after: Uint8Array) => void;

function traitsOf(contract: Contract, name: string): ReturnType<typeof fieldTraits> {
  return fieldTraits(name, contract.fields[name] ?? { required: true });
}

/** Whether a place says a value already, in whatever form. */
function says(
  contract: Contract,
  name: string,
  kind: PlaceKind,
  value: Json,
  present: Json,
  same: SameVersion | undefined,
): boolean {
  const text = kind === 'bullet' || kind === 'column';
  const { compare } = traitsOf(contract, name);
  return difference(compare, value, present, { expected: false, actual: text }, same) === undefined;
}

function changePin(
  contract: Contract,
  pin: Read<JsonDocument>,
  values: ReadonlyMap<string, Json | undefined>,
  same: SameVersion | undefined,
  change: TrioChange,
  put: Put,
): void {
  const edits: JsonEdit[] = [];
  for (const [name, value] of values) {
    const pointer = contract.fields[name]?.pin;
    if (pointer === undefined) continue;
    const present = pin.document.get(pointer);
    if (value === undefined) {
      if (present !== undefined)
        change.open.push(gone(name, `${pin.path} (${pointer})`, locate(pin.path, pin.document.near(pointer))));
    } else if (present === undefined || !says(contract, name, 'pin', value, present, same))
      edits.push({ pointer, value });
  }
  const decoded = decodeText(pin.content);
  if (!decoded.ok) return;
  const edited = editJson(decoded.text, edits);
  if (edited.ok) put(pin.path, pin.content, encoded(edited.text, decoded.bom));
  else
    change.open.push({
      what: pin.path,
      problem: edited.message,
      fix: `change ${pin.path} by hand, or write it plainly`,
      at: { path: pin.path },
    });
}

async function changeMatrix(
  contract: Contract,
  config: MatrixConfig,
  files: ContractFiles,
  { path, content, document: model }: Read<MatrixModel>,
  values: ReadonlyMap<string, Json | undefined>,
  release: NewRelease,
  same: SameVersion | undefined,
  today: string,
  change: TrioChange,
  put: Put,
): Promise<void> {
  const bullets = new Map<string, string>();
  const cells = new Map<string, string>();
  const header = model.table?.header.map(({ text }) => text) ?? [];
  const pinned = pinnedRow(model, contract, pinnedTexts(contract, files));
  for (const [name, value] of values) {
    const { bullet, column } = contract.fields[name] ?? {};
    const places = [
      ['bullet', bullet, bullet === undefined ? undefined : model.bullets.get(bullet)?.[0]?.value, bullets],
      ['column', column, column === undefined ? undefined : pinned?.cells[header.indexOf(column)]?.text, cells],
    ] as const;
    for (const [kind, label, present, into] of places) {
      if (label === undefined) continue;
      const absent = present === undefined || present === '';
      if (value === undefined) {
        if (!absent) change.open.push(gone(name, `the ${kind} “${label}” of ${path}`, { path }));
      } else if (absent || !says(contract, name, kind, value, present, same)) into.set(label, written(value, kind));
    }
  }
  const mapped = Object.values(contract.fields).map(({ column }) => column);
  const commit = values.get('commit');
  const next = { tag: release.tag, commit: typeof commit === 'string' ? commit : undefined };
  const append = config.rows === 'append-only';
  const index = pinned === undefined ? -1 : (model.table?.rows.indexOf(pinned) ?? -1);
  // A row that was added when that release was pinned before still stands.
  const stands = append && matchingRows(model, contract, next).length > 0;
  const row = stands || cells.size === 0 ? undefined : { index, append, cells };
  if (row !== undefined)
    change.kept.push(...header.filter((column) => !mapped.includes(column) && column !== config['status-column']));
  const moved = bullets.size + cells.size + change.changes.length > 0;
  const updated = !moved || config.updated === false || model.updated?.value === today ? undefined : today;
  const decoded = decodeText(content);
  if (!decoded.ok) return;
  const { editMatrix } = await import('./matrix-edit.ts');
  const edited = editMatrix(decoded.text, config, { bullets, row, updated });
  if (edited.ok) put(path, content, encoded(edited.text, decoded.bom));
  else
    change.open.push({
      what: path,
      problem: edited.message,
      fix: `change ${path} by hand, or write its facts plainly`,
      at: { path },
    });
}

/** A repin takes no fact away, also an optional one: that somebody relied on it is what people must find out. */
function gone(name: string, what: string, at: Location): OpenPlace {
  return {
    what,
    problem: `says ${name}, which the manifest of the release has no more; a repin takes nothing away`,
    fix: `map ${name} to where the manifest has it now; or take it out of fields: by a change of its own, repin, and then take it out of the files`,
    at,
  };
}

function encoded(text: string, mark: boolean): Uint8Array {
  return new TextEncoder().encode(mark ? `\ufeff${text}` : text);
}
