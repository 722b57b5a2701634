/*
 * What a control shows besides its results: figures in tables, and pictures that say the same. Texts are plain; the renderers
 * make them safe for wherever they go.
 */

/** How a row stands, as a mark beside its words. */
export const marks = ['good', 'bad', 'open'] as const;
export type Mark = (typeof marks)[number];

export interface Column {
  name: string;
  /** Numbers stand at the right. */
  numeric?: true;
}

export interface ExhibitRow {
  cells: readonly string[];
  mark?: Mark;
}

/** One line of a picture, a value for each place of the axis. */
export interface Series {
  name: string;
  /** null: there is no value at this place. */
  values: readonly (number | null)[];
}

/** A picture of the numbers of the table beside it, which says all that the picture says. */
export interface Chart {
  kind: 'line' | 'bar';
  /** The places of the x axis. */
  labels: readonly string[];
  /** What the y axis measures, with its unit. */
  unit: string;
  series: readonly Series[];
}

export interface Exhibit {
  title: string;
  columns: readonly Column[];
  rows: readonly ExhibitRow[];
  /** One sentence that says what the figures mean. */
  remark?: string;
  chart?: Chart;
}
