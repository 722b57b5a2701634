import type { Chart, Exhibit } from '../core/exhibit.ts';
import { plain } from './markdown.ts';
import { type MermaidPicture, mermaidChart, mermaidGraph } from './mermaid.ts';

/** The pictures of an exhibit that Mermaid can draw. */
export function drawExhibit({ title, charts = [], graph }: Exhibit): string {
  const drawn = graph === undefined ? undefined : mermaidGraph(graph);
  return [...(drawn === undefined ? [] : [fenced(drawn)]), ...charts.map((chart) => picture(title, chart))]
    .filter((text) => text !== '')
    .join('\n\n');
}

function picture(title: string, chart: Chart): string {
  // Mermaid draws no intervals; the picture of those is in the artifact.
  if (chart.kind === 'interval') return '';
  const drawn = mermaidChart(title, chart);
  if (drawn === undefined) return '';
  return fenced(drawn);
}

function fenced({ text, notes }: MermaidPicture): string {
  return [`\`\`\`mermaid\n${text}\n\`\`\``, ...notes.map(plain)].join('\n\n');
}
