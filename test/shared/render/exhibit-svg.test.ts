import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Chart, Exhibit, IntervalItem } from '../../../shared/core/exhibit.ts';
import { axisOf, placeOn, ticksOf } from '../../../shared/render/axis.ts';
import { exhibitSvg } from '../../../shared/render/exhibit-svg.ts';
import { inWords } from '../../../shared/render/interval-picture.ts';
import { anyExhibit, anyNumber } from '../../support/any-exhibit.ts';
import { hostileText, invisible } from '../../support/hostile.ts';
import { elementsOf, strictXml, type XmlElement } from '../../support/strict-xml.ts';

const exhibit = (chart: Chart): Exhibit => ({ title: 'Picture', columns: [], rows: [], charts: [chart] });
const draw = (...charts: Chart[]): XmlElement[] =>
  elementsOf(strictXml(exhibitSvg('Report', charts.map(exhibit)) ?? '<none/>'));
const named = (all: XmlElement[], name: string): XmlElement[] => all.filter((element) => element.name === name);
const texts = (all: XmlElement[]): string[] => named(all, 'text').map(({ children }) => children.map(wordsOf).join(''));
const wordsOf = (child: XmlElement | string): string => (typeof child === 'string' ? child : '');
const lineChart = (values: (number | null)[], kind: 'line' | 'bar' = 'line'): Chart => ({
  kind,
  labels: values.map((_, index) => `place ${index}`),
  unit: 'ms',
  series: [{ name: 'value', values }],
});
const intervals = (...items: Partial<IntervalItem>[]): Chart => ({
  kind: 'interval',
  unit: 'ratio',
  items: items.map((item) => ({ label: 'reliability', value: 0.97, lower: 0.94, upper: 0.99, ...item })),
});

describe('the pictures of exhibits as one SVG', () => {
  test('are none when no exhibit has a picture', () => {
    expect(exhibitSvg('Report', [])).toBeUndefined();
    expect(exhibitSvg('Report', [{ title: 'T', columns: [], rows: [] }])).toBeUndefined();
  });

  test('say in words what they show, and stand on a ground of their own', () => {
    const root = strictXml(exhibitSvg('Report', [exhibit(lineChart([1, 2])), exhibit(intervals({}))]) ?? '');
    expect(root).toMatchObject({
      name: 'svg',
      attributes: { role: 'img', 'aria-labelledby': 'title desc', width: '760' },
    });
    const [title, desc, ground] = root.children.filter((child) => typeof child !== 'string');
    expect(title).toMatchObject({ name: 'title', attributes: { id: 'title' }, children: ['Report'] });
    expect(desc?.children).toEqual([
      'Picture, in ms: lines of value over 2 places. Picture, in ratio: reliability 0.97 (0.94 to 0.99), no target.',
    ]);
    expect(ground).toMatchObject({ name: 'rect', attributes: { fill: '#ffffff', width: '759' } });
  });

  test('of more exhibits than are drawn say so', () => {
    const all = draw(...Array.from({ length: 52 }, () => lineChart([1, 2])));
    expect(texts(all)).toContain('2 more pictures are left out; the report has their numbers.');
    expect(texts(all).filter((text) => text === 'Picture')).toHaveLength(50);
  });
});

describe('lines', () => {
  test('go through their values, with a gap where there is none', () => {
    const all = draw(lineChart([1, 3, null, 2]));
    const [path] = named(all, 'path').map(({ attributes }) => attributes['d'] ?? '');
    expect(path?.replace(/[\d. ]+/g, '')).toBe('MLM');
    const points = named(all, 'circle').map(({ attributes }) => Number(attributes['cy']));
    expect(points).toHaveLength(3);
    const [one = 0, three = 0, two = 0] = points;
    expect(three).toBeLessThan(two);
    expect(two).toBeLessThan(one);
    expect(two).toBeCloseTo((one + three) / 2);
  });

  test('of several series have a legend, and differ in more than colour', () => {
    const names = ['value', 'target', 'lower end'];
    const series = names.map((name, index) => ({ name, values: [index, index + 1] }));
    const all = draw({ kind: 'line', labels: ['a', 'b'], unit: 's', series });
    expect(texts(all)).toEqual(expect.arrayContaining(names));
    const curves = named(all, 'path').filter(({ attributes }) => attributes['fill'] === 'none');
    expect(new Set(curves.map(({ attributes }) => attributes['stroke-dasharray'])).size).toBe(3);
  });

  test.each<[string, Chart, string]>([
    ['without a value', lineChart([null, null]), 'There is no value to draw.'],
    ['without a place', lineChart([]), 'There is no value to draw.'],
    ['of many places', lineChart(Array.from({ length: 203 }, (_, i) => i)), 'Drawn are the last 200 of 203 places.'],
    [
      'of many series',
      { ...lineChart([1]), series: Array.from({ length: 8 }, () => ({ name: 'x', values: [1] })) } as Chart,
      '2 more series are in the report.',
    ],
  ])('%s: it says so', (_name, chart, words) => {
    expect(texts(draw(chart))).toContain(words);
  });
});

test('bars stand on the line of zero, upwards and downwards', () => {
  const all = draw(lineChart([4, -2], 'bar'));
  const [up, down] = named(all, 'rect')
    .slice(1)
    .map(({ attributes }) => ({ y: Number(attributes['y']), height: Number(attributes['height']) }));
  expect((up?.y ?? 0) + (up?.height ?? 0)).toBeCloseTo(down?.y ?? -1);
  expect(up?.height).toBeCloseTo(2 * (down?.height ?? 0), 1);
});

describe('an interval', () => {
  const at = (element: XmlElement | undefined, name: string): number => Number(element?.attributes[name]);
  /** The parts of the first row, by what they are. */
  function parts(item: Partial<IntervalItem>) {
    const all = draw(intervals(item));
    const dots = named(all, 'circle');
    const lines = named(all, 'line');
    const range = lines.find(
      ({ attributes }) => attributes['stroke-width'] === '3' && attributes['y1'] === attributes['y2'],
    );
    const target = lines.find(({ attributes }) => attributes['stroke-dasharray'] !== undefined);
    return { value: dots.length > 1 ? dots[0] : undefined, range, target, said: texts(all) };
  }

  test('has the value between its ends, and the target where it belongs', () => {
    const { value, range, target, said } = parts({ limit: { kind: 'min', value: 0.95 } });
    const ends = [at(range, 'x1'), at(range, 'x2')] as const;
    // 0.94 to 0.99 on one scale: 0.97 at three fifths, 0.95 at one fifth.
    expect((at(value, 'cx') - ends[0]) / (ends[1] - ends[0])).toBeCloseTo(0.6, 1);
    expect((at(target, 'x1') - ends[0]) / (ends[1] - ends[0])).toBeCloseTo(0.2, 1);
    expect(said).toEqual(
      expect.arrayContaining(['reliability', '0.97 (0.94 to 0.99)', 'target: at least 0.95', 'ratio']),
    );
  });

  test('that is open at one end goes on beyond the axis there', () => {
    const [whole, open] = [parts({}).range, parts({ upper: null }).range];
    expect(at(open, 'x2')).toBeGreaterThan(at(whole, 'x2'));
    expect(parts({ upper: null }).said).toContain('0.97 (0.94 or more)');
    expect(parts({ lower: null, limit: { kind: 'max', value: 1 } }).said).toEqual(
      expect.arrayContaining(['0.97 (up to 0.99)', 'target: at most 1']),
    );
  });

  test('without a value draws the target alone', () => {
    const { value, range, said } = parts({ value: null, limit: { kind: 'min', value: 0.95 } });
    expect([value, said.includes('no value')]).toEqual([undefined, true]);
    // What is left is the line of the legend.
    expect(at(range, 'x1')).toBeLessThan(150);
  });

  test.each<[string, IntervalItem, string, string]>([
    [
      'a value that rounds to its target is told apart from it',
      { label: '', value: 0.9499999, lower: 0.92, upper: null, limit: { kind: 'min', value: 0.95 } },
      '0.9499999 (0.92 or more)',
      'target: at least 0.95',
    ],
    [
      'a value that is its target needs few digits',
      { label: '', value: 0.95, lower: 0.912345, upper: 0.98, limit: { kind: 'min', value: 0.95 } },
      '0.95 (0.9123 to 0.98)',
      'target: at least 0.95',
    ],
    [
      'rounding keeps a number on its side of the target',
      { label: '', value: 2 ** 53, lower: null, upper: null, limit: { kind: 'max', value: 2 ** 53 - 1 } },
      '9.0072e15 (open at both ends)',
      'target: at most 9.007199254740991e15',
    ],
    [
      'a long number beside a long target',
      { label: '', value: -5, lower: -8.123456789, upper: -2.98765432, limit: { kind: 'max', value: -5.0000001 } },
      '-5 (-8.123 to -2.988)',
      'target: at most -5.0000001',
    ],
  ])('%s', (_name, item, value, target) => {
    expect(inWords(item)).toEqual({ value, target });
  });

  test('of more items than are drawn says so', () => {
    const all = draw(intervals(...Array.from({ length: 101 }, () => ({}))));
    expect(texts(all)).toContain('1 more are in the report.');
  });
});

describe('whatever the exhibits hold', () => {
  const allowed: Record<string, RegExp> = {
    ...Object.fromEntries(['x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy'].map((name) => [name, /^-?\d+(\.\d+)?$/])),
    ...Object.fromEntries(['width', 'height', 'r', 'font-size', 'stroke-width'].map((name) => [name, /^\d+(\.\d+)?$/])),
    fill: /^(#[0-9a-f]{6}|none)$/,
    stroke: /^#[0-9a-f]{6}$/,
    d: /^([ML]-?\d+(\.\d+)? -?\d+(\.\d+)?[ Z]?)+$/,
    'stroke-dasharray': /^[\d ]+$/,
    'text-anchor': /^(start|middle|end)$/,
    'font-weight': /^bold$/,
    transform: /^translate\(0 \d+\)$/,
    xmlns: /^http:\/\/www\.w3\.org\/2000\/svg$/,
    viewBox: /^0 0 760 \d+$/,
    role: /^img$/,
    'aria-labelledby': /^title desc$/,
    'font-family': /^Helvetica, Arial, sans-serif$/,
    id: /^(title|desc)$/,
  };
  const elements = ['svg', 'title', 'desc', 'rect', 'g', 'text', 'line', 'path', 'circle'];

  test('the picture is XML of a few plain elements, hostile texts are text, and every number is one', () => {
    fc.assert(
      fc.property(hostileText, fc.array(anyExhibit, { maxLength: 4 }), (title, exhibits) => {
        const svg = exhibitSvg(title, exhibits);
        expect(svg === undefined).toBe(exhibits.every(({ charts = [] }) => charts.length === 0));
        if (svg === undefined) return;
        const all = elementsOf(strictXml(svg));
        expect(all.filter(({ name }) => !elements.includes(name))).toEqual([]);
        const attributes = all.flatMap((element) => Object.entries(element.attributes));
        expect(attributes.filter(([name, value]) => allowed[name]?.test(value) !== true)).toEqual([]);
        const wording = ['text', 'title', 'desc'];
        const said = (element: XmlElement): string => element.children.map(wordsOf).join('');
        expect(all.filter((one) => !wording.includes(one.name) && said(one).trim() !== '')).toEqual([]);
        expect(all.filter((one) => wording.includes(one.name) && invisible.test(said(one)))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('nothing is drawn outside of it', () => {
    fc.assert(
      fc.property(fc.array(anyExhibit, { minLength: 1, maxLength: 2 }), (exhibits) => {
        const svg = exhibitSvg('Report', exhibits);
        const all = svg === undefined ? [] : elementsOf(strictXml(svg));
        const places = all.flatMap(({ attributes }) =>
          ['x', 'x1', 'x2', 'cx'].map((name) => Number(attributes[name] ?? 1)),
        );
        expect(places.filter((place) => !(place >= 0 && place <= 760))).toEqual([]);
      }),
    );
  });

  test('the same exhibits give the same bytes', () => {
    fc.assert(
      fc.property(anyExhibit, (one) => {
        expect(exhibitSvg('T', [structuredClone(one)])).toBe(exhibitSvg('T', [one]));
      }),
    );
  });
});

describe('an axis', () => {
  test('has a place for every value and round numbers in order, whatever the values are', () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 5 }), fc.boolean(), (values, zero) => {
        const axis = axisOf(values, zero);
        expect(Number.isFinite(axis.low) && Number.isFinite(axis.high) && axis.low < axis.high).toBe(true);
        const all = zero ? [0, ...values] : values;
        for (const value of all) expect(axis.low <= value && value <= axis.high).toBe(true);
        const places = all.toSorted((a, b) => a - b).map((value) => placeOn(axis, value));
        places.forEach((place, index) => expect(place).toBeGreaterThanOrEqual(places[index - 1] ?? 0));
        const ticks = ticksOf(axis);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(15);
        expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length);
        for (const { value } of ticks) expect(value >= axis.low && value <= axis.high).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    [
      [0.93, 0.99],
      ['0.94', '0.96', '0.98'],
    ],
    [
      [0, 0.3],
      ['0', '0.1', '0.2', '0.3'],
    ],
    [
      [800, 870],
      ['800', '820', '840', '860'],
    ],
    [
      [1e21, 3e21],
      ['1e21', '1.5e21', '2e21', '2.5e21', '3e21'],
    ],
  ])('from %j has ticks at %j', (values, expected) => {
    expect(ticksOf(axisOf(values, false)).map(({ text }) => text)).toEqual(expected);
  });
});
