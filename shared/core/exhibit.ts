/*
 * What a control shows besides its results: figures in tables, and pictures that say the same. Texts are plain; the renderers
 * make them safe for wherever they go.
 */

/** How a row stands: a mark beside its words, which say the same. */
export const marks = ['good', 'bad', 'open'] as const;
export type Mark = (typeof marks)[number];

/** The mark of a result. */
export const statusMarks = { passed: 'good', failed: 'bad', unverified: 'open' } as const;

/** The words of a status, which say what its mark shows. */
export const statusWords = {
  passed: 'passed',
  failed: 'failed',
  unverified: 'not verified',
  'not-applicable': 'not applicable',
  error: 'broken',
} as const;

export interface Column {
  name: string;
  /** Numbers stand at the right. */
  numeric?: true | undefined;
}

/** A cell for each column; one of them says in words what the mark shows. */
export interface ExhibitRow {
  cells: readonly string[];
  mark?: Mark | undefined;
}

/** One line of a picture, a value for each place of the axis. */
export interface Series {
  name: string;
  /** null: there is no value at this place. */
  values: readonly (number | null)[];
}

/** Values over places, as lines or as bars side by side. */
export interface SeriesChart {
  kind: 'line' | 'bar';
  /** The places of the x axis, the earliest first. */
  labels: readonly string[];
  /** What the y axis measures, with its unit. */
  unit: string;
  series: readonly Series[];
}

/** A value that was measured, how sure it is, and what it should be. */
export interface IntervalItem {
  label: string;
  /** null: there is no value. */
  value: number | null;
  /** The ends of the interval; null: it is open at this end. */
  lower: number | null;
  upper: number | null;
  /** The target: the least (`min`) or the most (`max`) that the value should be. */
  limit?: { kind: 'min' | 'max'; value: number } | undefined;
}

/** Values with their intervals and targets on one axis. */
export interface IntervalChart {
  kind: 'interval';
  /** What the axis measures, with its unit; the same for every item. */
  unit: string;
  items: readonly IntervalItem[];
}

/** A picture of the numbers of the table beside it, which says all that the picture says. */
export type Chart = SeriesChart | IntervalChart;

/** Things and how one led to another. The ids are only for the edges; nothing shows them. */
export interface Graph {
  nodes: readonly { id: string; label: string; mark?: Mark | undefined }[];
  edges: readonly { from: string; to: string; label: string }[];
}

export interface Exhibit {
  title: string;
  columns: readonly Column[];
  rows: readonly ExhibitRow[];
  /** One sentence that says what the figures mean. */
  remark?: string | undefined;
  charts?: readonly Chart[] | undefined;
  /** The rows as a graph; what it says the table says too. */
  graph?: Graph | undefined;
  /**
   * Tables of this title may be added up over the legs of a matrix: cells that are not numeric say what is counted, numeric ones are
   * whole numbers.
   */
  totals?: true | undefined;
}

/** The most rows of a table about things of which there can be any number. */
const mostRows = 100;

/** The exhibit with so many rows as people read; its remark says how many more the data of the report has. */
export function cappedExhibit(exhibit: Exhibit): Exhibit {
  const hidden = exhibit.rows.length - mostRows;
  if (hidden <= 0) return exhibit;
  const more = `${hidden} more are in the data of the report.`;
  const remark = exhibit.remark === undefined ? more : `${exhibit.remark} ${more}`;
  return { ...exhibit, rows: exhibit.rows.slice(0, mostRows), remark };
}

/** What is wrong with the form of an exhibit, as a clause that continues its title; undefined when nothing is. */
export function exhibitProblem({ columns, rows, charts = [], graph, totals }: Exhibit): string | undefined {
  const row = rows.findIndex(({ cells }) => cells.length !== columns.length);
  if (row >= 0) return `has ${rows[row]?.cells.length} cells in row ${row + 1}, expected ${columns.length}`;
  if (totals === true) {
    const other = rows.flatMap(({ cells }) =>
      cells.filter((cell, at) => columns[at]?.numeric === true && !isCount(cell)),
    );
    if (other[0] !== undefined)
      return `has ${JSON.stringify(other[0])} among what is added up, expected a whole number`;
  }
  const ids = new Set(graph?.nodes.map(({ id }) => id));
  const loose = graph?.edges.find(({ from, to }) => !ids.has(from) || !ids.has(to));
  if (loose !== undefined) return `has an edge from ${loose.from} to ${loose.to}, expected nodes of its graph`;
  return charts.map(chartProblem).find((problem) => problem !== undefined);
}

/** Whether a cell is a number that can be added up exactly. */
export function isCount(cell: string): boolean {
  return /^\d{1,12}$/.test(cell);
}

function chartProblem(chart: Chart): string | undefined {
  if (chart.kind !== 'interval') {
    const other = chart.series.find(({ values }) => values.length !== chart.labels.length);
    if (other !== undefined) {
      return `has ${other.values.length} values of ${other.name} in its chart, expected ${chart.labels.length}`;
    }
  }
  const numbers =
    chart.kind === 'interval'
      ? chart.items.flatMap(({ value, lower, upper, limit }) => [value, lower, upper, limit?.value ?? null])
      : chart.series.flatMap(({ values }) => values);
  const wrong = numbers.find((value) => value !== null && !Number.isFinite(value));
  return wrong === undefined ? undefined : `has ${wrong} in its chart, expected a finite number or null`;
}
