/*
 * What other programs compute for the same arguments. Each table names its source; nothing here comes from the code under test.
 */

/** xoshiro128** from the state 1, 2, 3, 4, as defined by Blackman and Vigna (2018), in Python integers of any size. */
export const generatorOutput: readonly number[] = [
  11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804, 337829053,
  2142557243, 3576906021, 2006103318, 3870238204, 1001584594, 3804789018, 2299676403, 3571406116, 2962224741,
];

/** The same generator, seeded by hashlib.sha256, drawn one after the other below each limit. */
export const drawnBelow: readonly [limit: number, drawn: readonly number[]][] = [
  [1, [0, 0, 0, 0, 0, 0, 0, 0]],
  [2, [1, 0, 0, 0, 1, 1, 0, 1]],
  [6, [0, 5, 3, 3, 3, 1, 3, 3]],
  [10, [0, 7, 7, 8, 2, 7, 7, 2]],
  [1000, [44, 432, 474, 404, 153, 366, 827, 458]],
  [2147483649, [1728523813, 1625894670, 910285196, 287455994, 850680898, 63266354, 1798905953, 1857341003]],
  [4294967296, [3262754790, 1905752137, 758976048, 1449270011, 1352829410, 3612112990, 2447537160, 3786688161]],
];

/** The samples of the tables of the bootstrap. */
export const bootstrapSamples: readonly (readonly number[])[] = [
  [
    27.732, 13.173, 0.978, 16.189, 34.918, 3.352, 19.791, 1.223, 9.508, 1.403, 11.97, 1.236, 0.531, 10.98, 72.813,
    4.073, 16.948, 8.254, 5.347, 13.672, 38.184, 2.149, 12.986, 10.435,
  ],
  [
    4, 0, 3, 2, 3, 1, 4, 3, 0, 0, 1, 1, 4, 3, 3, 2, 0, 2, 3, 4, 1, 0, 1, 0, 1, 2, 3, 2, 0, 4, 1, 4, 0, 2, 3, 3, 4, 3, 1,
    0,
  ],
];

/** Resampled in Python with the same generator and seeds; BCa with scipy 1.17.1 stats.norm. */
export const bootstrapMeans: readonly [
  sample: number,
  seed: string,
  resamples: number,
  method: 'percentile' | 'bca',
  confidence: number,
  lower: number,
  upper: number,
][] = [
  [0, 'a', 499, 'percentile', 0.9, 8.927416666666668, 19.97879166666667],
  [0, 'a', 499, 'bca', 0.9, 10.075666666666667, 21.625250000000005],
  [0, 'a', 499, 'percentile', 0.95, 8.12354166666667, 20.787916666666664],
  [0, 'a', 499, 'bca', 0.95, 9.415666666666667, 23.592624999999998],
  [0, 'b', 499, 'percentile', 0.9, 9.510541666666667, 19.582708333333333],
  [0, 'b', 499, 'bca', 0.9, 10.227083333333335, 22.068250000000006],
  [0, 'b', 499, 'percentile', 0.95, 8.604250000000002, 20.934916666666663],
  [0, 'b', 499, 'bca', 0.95, 9.802458333333336, 23.578958333333333],
  [0, 'run-002 wrongClickRate', 499, 'percentile', 0.9, 8.878333333333332, 19.43341666666667],
  [0, 'run-002 wrongClickRate', 499, 'bca', 0.9, 10.032375, 21.702458333333336],
  [0, 'run-002 wrongClickRate', 499, 'percentile', 0.95, 8.153291666666666, 21.508583333333334],
  [0, 'run-002 wrongClickRate', 499, 'bca', 0.95, 9.036083333333334, 24.741416666666666],
  [1, 'a', 499, 'percentile', 0.9, 1.55, 2.35],
  [1, 'a', 499, 'bca', 0.9, 1.525, 2.325],
  [1, 'a', 499, 'percentile', 0.95, 1.475, 2.425],
  [1, 'a', 499, 'bca', 0.95, 1.45, 2.375],
  [1, 'b', 499, 'percentile', 0.9, 1.6, 2.325],
  [1, 'b', 499, 'bca', 0.9, 1.575, 2.3],
  [1, 'b', 499, 'percentile', 0.95, 1.5, 2.375],
  [1, 'b', 499, 'bca', 0.95, 1.45, 2.375],
  [1, 'run-002 wrongClickRate', 499, 'percentile', 0.9, 1.6, 2.325],
  [1, 'run-002 wrongClickRate', 499, 'bca', 0.9, 1.625, 2.35],
  [1, 'run-002 wrongClickRate', 499, 'percentile', 0.95, 1.475, 2.425],
  [1, 'run-002 wrongClickRate', 499, 'bca', 0.95, 1.55, 2.475],
];

/** Resampled in Python with the same generator and seeds; numpy 2.4.6 percentile. */
export const bootstrapPercentiles: readonly [
  sample: number,
  seed: string,
  resamples: number,
  p: number,
  reading: 'nearest-rank' | 'linear',
  confidence: number,
  lower: number,
  upper: number,
][] = [
  [0, 'a', 199, 50, 'linear', 0.9, 4.710000000000001, 13.4225],
  [0, 'a', 199, 50, 'nearest-rank', 0.9, 4.073, 13.173],
  [0, 'a', 199, 40, 'linear', 0.9, 2.3896000000000015, 12.173200000000001],
  [0, 'b', 199, 50, 'linear', 0.9, 4.3495, 13.329],
  [0, 'b', 199, 50, 'nearest-rank', 0.9, 4.073, 13.173],
  [0, 'b', 199, 40, 'linear', 0.9, 2.3896000000000015, 11.97],
  [1, 'a', 199, 50, 'linear', 0.9, 1, 3],
  [1, 'a', 199, 50, 'nearest-rank', 0.9, 1, 3],
  [1, 'a', 199, 40, 'linear', 0.9, 1, 2],
  [1, 'b', 199, 50, 'linear', 0.9, 1, 3],
  [1, 'b', 199, 50, 'nearest-rank', 0.9, 1, 3],
  [1, 'b', 199, 40, 'linear', 0.9, 1, 2],
];

/** The first sample against the second, resampled in Python with the same generator and seeds; the p-value of a difference above 3. */
export const bootstrapDifferences: readonly [
  seed: string,
  resamples: number,
  p: number,
  reading: 'nearest-rank' | 'linear',
  factor: number,
  confidence: number,
  lower: number,
  upper: number,
  pAbove3: number,
][] = [
  ['a', 199, 50, 'linear', 1, 0.9, 3.3470000000000004, 12.4225, 0.05],
  ['a', 199, 50, 'linear', 1.1, 0.9, 3.1470000000000002, 12.3225, 0.05],
  ['a', 199, 60, 'nearest-rank', 1, 0.9, 6.507999999999999, 14.189, 0.015],
  ['a', 199, 60, 'nearest-rank', 1.1, 0.9, 6.207999999999998, 13.989, 0.015],
  ['b', 199, 50, 'linear', 1, 0.9, 2.710000000000001, 11.672, 0.055],
  ['b', 199, 50, 'linear', 1.1, 0.9, 2.5100000000000007, 11.472000000000001, 0.055],
  ['b', 199, 60, 'nearest-rank', 1, 0.9, 6.507999999999999, 14.189, 0.005],
  ['b', 199, 60, 'nearest-rank', 1.1, 0.9, 6.207999999999998, 13.989, 0.005],
  ['c', 199, 50, 'linear', 1, 0.9, 3.3470000000000004, 11.173, 0.045],
  ['c', 199, 50, 'linear', 1.1, 0.9, 3.1470000000000002, 10.972999999999999, 0.045],
  ['c', 199, 60, 'nearest-rank', 1, 0.9, 6.254, 13.189, 0.01],
  ['c', 199, 60, 'nearest-rank', 1.1, 0.9, 6.053999999999999, 12.889, 0.01],
];
