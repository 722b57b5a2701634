import { type Location, locate } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import { z } from '../../core/zod.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseRecord } from '../record/parse.ts';
import { type DrillRecord, emptyDrill, type ReadDrill, type Said, stepCalled, versionCalled } from './record.ts';
import { twice } from './twice.ts';
import { columnNames, factNames } from './words.ts';

const Value = z.union([z.string(), z.boolean(), z.number()]);
type Value = z.infer<typeof Value>;
const Name = z.string().trim().min(1, 'must not be empty');
const factFields = Object.fromEntries(factNames.map((name) => [name, Value.optional()])) as Record<
  (typeof factNames)[number],
  z.ZodOptional<typeof Value>
>;
const maxRows = 10_000;

/** The record of a drill as YAML or JSON. What must be in it is judged, and not the business of this form. */
const DrillSchema = z.strictObject({
  ...factFields,
  outcome: z.string().optional(),
  switches: z
    .array(
      z.strictObject({
        name: Name,
        from: Value.optional(),
        to: Value.optional(),
        before: z.string().optional(),
        after: z.string().optional(),
        result: z.string().optional(),
      }),
    )
    .max(maxRows)
    .default([]),
  'post-checks': z
    .array(z.strictObject({ name: Name, result: z.string().optional() }))
    .max(maxRows)
    .default([]),
  versions: z
    .array(
      z.strictObject({
        version: Name,
        simulated: z.boolean().default(false),
        ref: z.string().optional(),
        expected: z.string().optional(),
        result: z.string().optional(),
      }),
    )
    .max(maxRows)
    .default([]),
  steps: z
    .array(z.union([Name, z.strictObject({ step: Name, result: z.string().optional() })]))
    .max(maxRows)
    .default([]),
});

/** Reads a record in YAML, JSON by its ending, or the front matter of Markdown. */
export function readDrillDocument(path: string, content: Uint8Array): ReadDrill {
  const read = parseRecord(path, content, DrillSchema);
  if (!read.ok) return { record: emptyDrill(path), problems: read.problems };
  const { value, document } = read;
  const at = (pointer: string): Location => locate(path, document.near(pointer));
  const fields = (row: object, pointer: string): Record<string, Said> => saidIn(row, pointer, document, path);
  const facts = Object.fromEntries(
    factNames.flatMap((name) => {
      const text = value[name];
      return text === undefined ? [] : [[name, { text: String(text), at: at(`/${name}`) }]];
    }),
  );
  const record: DrillRecord = {
    path,
    facts,
    outcomes: value.outcome === undefined ? [] : [{ text: value.outcome, at: at('/outcome') }],
    switches: value.switches.map((row, index) => {
      const pointer = `/switches/${index}`;
      return { name: row.name, at: at(pointer), ...fields(row, pointer) };
    }),
    'post-checks': value['post-checks'].map((row, index) => {
      const pointer = `/post-checks/${index}`;
      return { name: row.name, at: at(pointer), ...fields(row, pointer) };
    }),
    versions: value.versions.map((row, index) => {
      const pointer = `/versions/${index}`;
      const { name, simulated } = versionCalled(row.version);
      return { name, simulated: simulated || row.simulated, at: at(pointer), ...fields(row, pointer) };
    }),
    steps: value.steps.map((row, index) => {
      const pointer = `/steps/${index}`;
      if (typeof row === 'string') return { ...stepCalled(row), at: at(pointer) };
      return { ...stepCalled(row.step), at: at(pointer), ...fields(row, pointer) };
    }),
  };
  return { record, problems: twice(record) };
}

/** What the row says in the fields that every form of a record has. */
function saidIn(row: object, pointer: string, document: JsonDocument, path: string): Record<string, Said> {
  const values = new Map(Object.entries(row) as [string, Value | undefined][]);
  return Object.fromEntries(
    columnNames.flatMap((name) => {
      const value = values.get(name);
      if (value === undefined) return [];
      return [[name, { text: String(value), at: locate(path, document.near(childPointer(pointer, name))) }]];
    }),
  );
}
