import { type Json, stableJson } from '../../core/json.ts';
import { byName } from './pair.ts';
import type { Run } from './run.ts';

/**
 * - `same`: all runs have the same value
 * - `differs`: they have several
 * - `unknown`: a run does not say, and nothing known differs
 */
export type Agreement = 'same' | 'differs' | 'unknown';

/** How the runs agree in one fact. */
export interface FactComparison {
  fact: string;
  agreement: Agreement;
  /** Every value with the runs that have it. */
  values: { value: Json; runs: string[] }[];
  /** Runs that do not say. */
  missing: string[];
}

/**
 * Whether the runs measured the same thing in the same way: each fact with all its values and the runs that have them. Compared are
 * always the definitions, the minimum of samples, the KPIs and the major versions of schema and tool; besides them the facts
 * that are `asked` for by name, else every fact and every constant of the rows (by its pointer) that any of the runs has.
 */
export function comparability(runs: readonly Run[], asked?: readonly string[]): FactComparison[] {
  const ordered = byName(runs);
  const known = ordered.map((run) => ({ name: run.name, facts: factsOf(run) }));
  const names = asked ?? [...new Set(known.flatMap(({ facts }) => [...facts.keys()]))].sort();
  const always = ordered.map((run) => ({ name: run.name, facts: alwaysCompared(run) }));
  return [
    ...alwaysNames.map((fact) => comparison(fact, always)),
    ...names.filter((name) => !isAlways(name)).map((fact) => comparison(fact, known)),
  ];
}

type Facts = ReadonlyMap<string, Json | undefined>;

function factsOf({ facts, report }: Run): Facts {
  const constants = report.provenance.map(({ pointer, value }): [string, Json] => [pointer, value as Json]);
  return new Map([...constants, ...Object.entries(facts)]);
}

/** No fact can have such a name: those are in lower case, and in one word. */
const alwaysNames = ['KPI definitions', 'minimum samples', 'KPIs', 'schema version', 'tool version'] as const;

function isAlways(name: string): boolean {
  return alwaysNames.some((one) => one === name);
}

function alwaysCompared({ report }: Run): Facts {
  return new Map<string, Json | undefined>([
    ['KPI definitions', report.definitionHash],
    ['minimum samples', report.minimumSamples],
    ['KPIs', report.kpis.map(({ id }) => id)],
    ['schema version', report.schemaVersion],
    ['tool version', /^(\d+)\.\d+\.\d+/.exec(report.toolVersion)?.[1]],
  ]);
}

function comparison(fact: string, runs: readonly { name: string; facts: Facts }[]): FactComparison {
  const values = new Map<string, { value: Json; runs: string[] }>();
  const missing: string[] = [];
  for (const { name, facts } of runs) {
    const value = facts.get(fact);
    if (value === undefined || isEmpty(value)) {
      missing.push(name);
      continue;
    }
    const text = stableJson(value);
    const same = values.get(text);
    if (same === undefined) values.set(text, { value, runs: [name] });
    else same.runs.push(name);
  }
  const agreement = values.size > 1 ? 'differs' : missing.length > 0 || values.size === 0 ? 'unknown' : 'same';
  return { fact, agreement, values: [...values.values()], missing };
}

/** A fact that is there and says nothing. */
function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}
