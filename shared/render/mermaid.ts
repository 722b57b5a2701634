import type { Graph, Mark, SeriesChart } from '../core/exhibit.ts';
import { cut, oneLine, redact } from '../core/sanitise.ts';
import { axisOf, finite } from './axis.ts';
import { decimal } from './decimal.ts';
import { namedColours as colours } from './palette.ts';

/** A chart as Mermaid draws it, and what the picture cannot say by itself. */
export interface MermaidPicture {
  /** The lines inside of the fence. */
  text: string;
  /** Sentences, not sanitised: which series has which colour, which places are not drawn. */
  notes: string[];
}

/** More would stand too close together to be read. */
const maxPlaces = 24;
/** Code points of all labels of the x axis together: Mermaid writes them side by side and lets them overlap. */
const labelRoom = 64;
/** A label that is cut to less says nothing; the places are numbered then. */
const leastLabel = 12;
const textLength = 60;

/**
 * A chart in Mermaid's `xychart-beta`, or undefined when there is nothing to draw, more than can be told apart, or what it
 * would draw wrongly: it paints the bars of several series over each other, and those of negative values upwards. It has no
 * gaps: a place at which a series has no value is left out, and said.
 */
export function mermaidChart(title: string, chart: SeriesChart): MermaidPicture | undefined {
  const { labels, series } = chart;
  if (series.length === 0 || series.length > colours.length) return undefined;
  const places = labels.map((_, index) => index);
  const known = places.filter((place) => finite(series.map(({ values }) => values[place])).length === series.length);
  const drawn = known.slice(-maxPlaces);
  if (drawn.length < (chart.kind === 'line' ? 2 : 1)) return undefined;
  const rows = series.map(({ values }) => drawn.map((place) => values[place] ?? 0));
  if (chart.kind === 'bar' && (series.length > 1 || rows.flat().some((value) => value < 0))) return undefined;
  const { low, high } = axisOf(rows.flat(), chart.kind === 'bar');
  const words = placeWords(drawn.map((place) => labels[place] ?? ''));
  const palette = colours.slice(0, series.length).map(([, code]) => code);
  return {
    text: [
      `%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "${palette.join(', ')}"}}}}%%`,
      'xychart-beta',
      `  title ${quoted(title, textLength)}`,
      `  x-axis [${words.texts.map((word) => `"${word}"`).join(', ')}]`,
      `  y-axis ${quoted(chart.unit, textLength)} ${decimal(low)} --> ${decimal(high)}`,
      ...rows.map((values) => `  ${chart.kind} [${values.map(decimal).join(', ')}]`),
    ].join('\n'),
    notes: [
      ...(series.length === 1 ? [] : [`${series.map(({ name }, index) => legend(name, index)).join('; ')}.`]),
      ...words.notes,
      ...leftOut(labels.length, known.length, drawn.length),
    ],
  };
}

/** More is no picture any more. */
const maxNodes = 60;
const nodeSigns: Record<Mark, string> = { good: '✅ good: ', bad: '❌ bad: ', open: '❓ open: ' };

/** A graph as a flowchart from left to right, or undefined where there is nothing to draw. The first nodes are drawn. */
export function mermaidGraph({ nodes, edges }: Graph): MermaidPicture | undefined {
  if (nodes.length === 0) return undefined;
  const drawn = nodes.slice(0, maxNodes);
  const names = new Map(drawn.map(({ id }, index) => [id, `n${index}`]));
  const lines = edges.flatMap(({ from, to, label }) => {
    const [a, b] = [names.get(from), names.get(to)];
    return a === undefined || b === undefined ? [] : [`  ${a} -->|${quoted(label, textLength)}| ${b}`];
  });
  const boxes = drawn.map(
    ({ label, mark }, index) =>
      `  n${index}["${mark === undefined ? '' : nodeSigns[mark]}${harmless(label, textLength)}"]`,
  );
  const hidden = nodes.length - drawn.length;
  return {
    text: ['flowchart LR', ...boxes, ...lines].join('\n'),
    notes: hidden === 0 ? [] : [`Not drawn: ${hidden} of ${nodes.length} things, which the table has.`],
  };
}

function legend(name: string, index: number): string {
  const colour = colours[index]?.[0] ?? '';
  return `${index === 0 ? colour.replace(/^./, (letter) => letter.toUpperCase()) : colour}: ${name}`;
}

function leftOut(all: number, known: number, drawn: number): string[] {
  return [
    ...(known < all ? [`Not drawn, because a value is missing: ${all - known} of ${all} places.`] : []),
    ...(drawn < known ? [`Drawn are the last ${drawn} places.`] : []),
  ];
}

/** Short texts for the places, all different: Mermaid draws places of one name on top of each other. */
function placeWords(labels: readonly string[]): { texts: string[]; notes: string[] } {
  const room = Math.floor(labelRoom / labels.length);
  if (room < leastLabel && labels.some((label) => harmless(label, textLength).length > room)) {
    const texts = labels.map((_, index) => String(index + 1));
    return { texts, notes: [`From 1 (${labels[0]}) to ${labels.length} (${labels.at(-1)}).`] };
  }
  const used = new Set<string>();
  const texts = labels.map((label) => {
    const short = harmless(label, room);
    let text = short;
    for (let count = 2; used.has(text); count += 1) text = `${short} ${count}`;
    used.add(text);
    return text;
  });
  return { texts, notes: [] };
}

function quoted(text: string, max: number): string {
  return `"${harmless(text, max)}"`;
}

/**
 * Text of which nothing means anything to Mermaid (quotes, comments, directives, entities, Markdown strings), to HTML or to
 * the fence around it: letters, digits and a few signs.
 */
function harmless(text: string, max: number): string {
  const clean = oneLine(redact(text).text)
    .replace(/[^\p{L}\p{M}\p{N} .,:'/()+=≤≥±°·–…%_-]+/gu, ' ')
    .replace(/%+/g, '%')
    .replace(/ +/g, ' ')
    .trim();
  return clean === '' ? '–' : cut(clean, max);
}
