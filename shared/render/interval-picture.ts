import type { IntervalChart, IntervalItem } from '../core/exhibit.ts';
import { rangeText } from '../core/range-text.ts';
import { type Axis, axisOf, finite, placeOn, ticksOf, tickText } from './axis.ts';
import { blue, darkOrange as orange } from './palette.ts';
import type { Panel } from './series-picture.ts';
import { at, element, faintInk, fitted, gridInk, ink, label, line, widthOf } from './svg.ts';

const margin = 16;
const rowHeight = 40;
const maxItems = 100;
const labelWidth = 190;
const saidWidth = 216;
/** Between the ends of the axis and the edges, up to which open ends are drawn. */
const edge = 18;

/** For each item a range on one axis, with the value in it, the target, and the same in words. */
export function intervalPanel({ unit, items }: IntervalChart, width: number): Panel {
  const shown = items.slice(0, maxItems);
  const axis = axisOf(
    finite(shown.flatMap(({ value, lower, upper, limit }) => [value, lower, upper, limit?.value])),
    false,
  );
  const left = margin + labelWidth;
  const across = width - left - saidWidth - margin - 2 * edge;
  const place = (value: number): number => left + edge + placeOn(axis, value) * across;
  const bottom = 12 + rowHeight * shown.length;
  const body = scale(axis, place, bottom);
  body.push(label(left, bottom + 34, fitted(unit, width - left - margin, 11), { size: 11, fill: faintInk }));
  shown.forEach((item, index) => body.push(...row(item, place, axis, 12 + rowHeight * (index + 0.5), width)));
  if (items.length > shown.length) {
    body.push(
      label(margin, bottom + 54, `${items.length - shown.length} more are in the report.`, {
        size: 11,
        fill: faintInk,
      }),
    );
  }
  const key = bottom + (items.length > shown.length ? 74 : 58);
  return { body: [...body, ...legend(key)], height: key + 8 };
}

/** Round numbers along the axis, as many as find room beside each other. */
function scale(axis: Axis, place: (value: number) => number, bottom: number): string[] {
  const marks = [5, 4, 3, 2].map((about) => ticksOf(axis, about));
  const ticks = marks.find((some) => haveRoom(some, place)) ?? marks.at(-1) ?? [];
  return [
    line(place(axis.low) - edge, bottom, place(axis.high) + edge, bottom, faintInk),
    ...ticks.map(({ value }) => line(place(value), 8, place(value), bottom + 4, gridInk)),
    ...ticks.map(({ value, text }) =>
      label(place(value), bottom + 18, text, { size: 11, anchor: 'middle', fill: faintInk }),
    ),
  ];
}

function haveRoom(ticks: readonly { value: number; text: string }[], place: (value: number) => number): boolean {
  return ticks.every(({ value, text }, index) => {
    const before = ticks[index - 1];
    if (before === undefined) return true;
    return place(value) - place(before.value) > (widthOf(text, 11) + widthOf(before.text, 11)) / 2 + 6;
  });
}

function row(item: IntervalItem, place: (value: number) => number, axis: Axis, y: number, width: number): string[] {
  const { lower, upper, limit } = item;
  const value = finite([item.value])[0];
  const body = [label(margin, y + 4, fitted(item.label, labelWidth - 12))];
  if (value !== undefined) {
    const [from, to] = [finite([lower])[0], finite([upper])[0]];
    const start = from === undefined ? place(axis.low) - edge : place(from);
    const end = to === undefined ? place(axis.high) + edge : place(to);
    body.push(line(Math.min(start, end), y, Math.max(start, end), y, blue, 3));
    body.push(from === undefined ? arrow(start, y, -1, 7, blue) : line(start, y - 6, start, y + 6, blue, 2));
    body.push(to === undefined ? arrow(end, y, 1, 7, blue) : line(end, y - 6, end, y + 6, blue, 2));
  }
  if (limit !== undefined && Number.isFinite(limit.value)) body.push(...target(place(limit.value), y, limit.kind));
  if (value !== undefined) body.push(element('circle', { cx: place(value), cy: y, r: 5, fill: ink }));
  const said = inWords(item);
  const x = width - saidWidth;
  body.push(label(x, y - 3, fitted(said.value, saidWidth - margin)));
  body.push(label(x, y + 12, fitted(said.target, saidWidth - margin, 11), { size: 11, fill: faintInk }));
  return body;
}

/** A dashed line, with an arrow to the side on which the target is met. */
function target(x: number, y: number, kind: 'min' | 'max'): string[] {
  return [
    line(x, y - 15, x, y + 15, orange, 2, '4 2'),
    arrow(x + (kind === 'min' ? 9 : -9), y - 12, kind === 'min' ? 1 : -1, 4, orange),
  ];
}

/** A triangle whose tip is at x. */
function arrow(x: number, y: number, side: 1 | -1, size: number, fill: string): string {
  const back = at(x - side * size * 1.4);
  return element('path', { d: `M${at(x)} ${at(y)}L${back} ${at(y - size)}L${back} ${at(y + size)}Z`, fill });
}

function legend(y: number): string[] {
  return [
    element('circle', { cx: margin + 6, cy: y - 4, r: 5, fill: ink }),
    label(margin + 18, y, 'value', { size: 11 }),
    line(margin + 70, y - 4, margin + 100, y - 4, blue, 3),
    line(margin + 70, y - 10, margin + 70, y + 2, blue, 2),
    line(margin + 100, y - 10, margin + 100, y + 2, blue, 2),
    label(margin + 108, y, 'interval; an arrow: open at this end', { size: 11 }),
    line(margin + 370, y - 15, margin + 370, y + 5, orange, 2, '4 2'),
    arrow(margin + 379, y - 10, 1, 4, orange),
    label(margin + 390, y, 'target; the arrow points to where it is met', { size: 11 }),
  ];
}

/** The numbers of an item; each with as many digits as it takes to see on which side of the target it is, and the target with all. */
export function inWords({ value, lower, upper, limit }: IntervalItem): { value: string; target: string } {
  const text = (number: number): string => tickText(shortened(number, limit?.value));
  const range = rangeText(lower === null ? undefined : text(lower), upper === null ? undefined : text(upper));
  return {
    value: value === null ? 'no value' : `${text(value)} (${range})`,
    target:
      limit === undefined
        ? 'no target'
        : `target: at ${limit.kind === 'min' ? 'least' : 'most'} ${tickText(limit.value)}`,
  };
}

function shortened(value: number, limit = 0): number {
  for (const digits of [4, 6, 9, 12, 15]) {
    const round = Number(value.toPrecision(digits));
    if (Number.isFinite(round) && Math.sign(round - limit) === Math.sign(value - limit)) return round;
  }
  return value;
}
