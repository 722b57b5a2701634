import type { Chart, Exhibit } from '../core/exhibit.ts';
import { intervalPanel, inWords } from './interval-picture.ts';
import { type Panel, seriesPanel } from './series-picture.ts';
import { element, fitted, gridInk, label, paper, xmlText } from './svg.ts';

const width = 760;
const titleHeight = 34;
const gap = 22;
const maxPictures = 50;

/**
 * The pictures of all exhibits below each other, as one SVG that needs nothing else: no script, style sheet, font or address.
 * It has a ground of its own, so that it can be read on light and on dark pages, and says in words what it shows. Undefined when
 * no exhibit has a picture. The same exhibits give the same bytes.
 */
export function exhibitSvg(title: string, exhibits: readonly Exhibit[]): string | undefined {
  const pictures = exhibits.flatMap(({ title: head, charts = [] }) => charts.map((chart) => ({ title: head, chart })));
  if (pictures.length === 0) return undefined;
  const shown = pictures.slice(0, maxPictures);
  const body: string[] = [];
  let y = 12;
  for (const picture of shown) {
    const { body: drawn, height } = panelOf(picture.chart);
    // Bold letters are wider.
    const head = label(16, 22, fitted(picture.title, width - 32, 17), { size: 15, bold: true });
    body.push(element('g', { transform: `translate(0 ${y})` }, head));
    body.push(element('g', { transform: `translate(0 ${y + titleHeight})` }, `\n${drawn.join('\n')}\n`));
    y += Math.ceil(titleHeight + height + gap);
  }
  if (pictures.length > shown.length) {
    body.push(
      label(16, y, `${pictures.length - shown.length} more pictures are left out; the report has their numbers.`),
    );
    y += gap;
  }
  const size = { width, height: y };
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...size,
      viewBox: `0 0 ${width} ${y}`,
      role: 'img',
      'aria-labelledby': 'title desc',
      'font-family': 'Helvetica, Arial, sans-serif',
    },
    [
      '',
      element('title', { id: 'title' }, xmlText(title)),
      element('desc', { id: 'desc' }, shown.map(described).join(' ')),
      element('rect', { x: 0.5, y: 0.5, width: width - 1, height: y - 1, fill: paper, stroke: gridInk }),
      ...body,
      '',
    ].join('\n'),
  )}\n`;
}

function panelOf(chart: Chart): Panel {
  return chart.kind === 'interval' ? intervalPanel(chart, width) : seriesPanel(chart, width);
}

/** What a screen reader says of a picture. */
function described({ title, chart }: { title: string; chart: Chart }): string {
  const head = `${xmlText(title)}, in ${xmlText(chart.unit)}:`;
  if (chart.kind !== 'interval') {
    const names = chart.series.slice(0, 6).map(({ name }) => xmlText(name, 100));
    return `${head} ${chart.kind === 'bar' ? 'bars' : 'lines'} of ${names.join(', ')} over ${chart.labels.length} places.`;
  }
  const items = chart.items.slice(0, 100).map((item) => {
    const { value, target } = inWords(item);
    return `${xmlText(item.label, 100)} ${value}, ${target}`;
  });
  return `${head} ${items.join('; ')}.`;
}
