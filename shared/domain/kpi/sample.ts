/**
 * The numbers of a KPI, all of them up to a limit. Beyond it none are kept: a percentile of a part of the numbers would be
 * another one. A sketch takes their place there when there is one; until then such a percentile is not measured.
 */
export interface Sample {
  values: number[];
  total: number;
}

export function emptySample(): Sample {
  return { values: [], total: 0 };
}

export function addToSample(sample: Sample, value: number, limit: number): void {
  sample.total += 1;
  if (sample.total <= limit) sample.values.push(value);
  else sample.values = [];
}

export function mergeSamples(a: Sample, b: Sample, limit: number): Sample {
  const total = a.total + b.total;
  return { values: total > limit ? [] : a.values.concat(b.values), total };
}

/** All numbers in ascending order; undefined when there were too many to keep. */
export function sortedValues(sample: Sample): Float64Array | undefined {
  return sample.values.length === sample.total ? Float64Array.from(sample.values).sort() : undefined;
}
