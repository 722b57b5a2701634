import type { NoInterval } from '../statistics/interval.ts';

/** Why there is no interval, also where events were not counted one by one. */
export type WithoutInterval = NoInterval | { kind: 'none'; reason: 'not-whole' };

/** Why there is no interval of a value, or of the difference of two, and what can be done. */
export function noIntervalText(none: WithoutInterval, of: 'value' | 'difference'): string {
  switch (none.reason) {
    case 'too-few': {
      const where = of === 'difference' ? ' on each side' : '';
      const enough = none.needed === undefined ? '' : `, at least ${none.needed} are needed${where}`;
      return `there are too few samples for an interval${enough}`;
    }
    case 'too-many':
      return `there are more values than the method takes, which is ${none.limit}; choose another interval`;
    case 'no-spread':
      return 'all values are the same, so nothing says how far off they may be; measure on, or judge by point';
    case 'unstable':
      return 'resampling gives no stable interval for these values; measure on';
    case 'not-whole':
      return 'the events are no whole number, so they were not counted one by one; judge by point';
  }
}
