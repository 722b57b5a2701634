import { durationText } from '../../shared/core/duration.ts';
import { cappedExhibit, type Exhibit, statusMarks, statusWords } from '../../shared/core/exhibit.ts';
import { isoTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import { factsOf, type JudgedDrill } from './drill.ts';
import type { JudgedSwitch } from './switches.ts';

const Status = z.enum(['passed', 'failed', 'unverified']);
const Time = z.string().meta({ description: 'ISO 8601, UTC, as the record says it.' });

/** `Report.data`: what the records say; how far that is borne out is in `status` and in the results. */
export const drillData = z.object({
  active: z.array(
    z.object({
      name: z.string(),
      value: z
        .string()
        .optional()
        .meta({ description: 'The present setting; absent where a source only lists names.' }),
      drill: z.string().optional().meta({ description: 'The drill that covers it.' }),
      status: Status,
    }),
  ),
  drills: z.array(
    z.object({
      id: z.string(),
      record: z.string(),
      status: Status,
      commit: z.string().optional(),
      start: Time.optional(),
      end: Time.optional(),
      durationMs: z.number().int().nonnegative().optional().meta({ description: 'From start to end.' }),
      operator: z.string().optional(),
      mode: z.string().optional(),
      environment: z.string().optional(),
    }),
  ),
});
export type DrillData = z.infer<typeof drillData>;

export function dataOf(drills: readonly JudgedDrill[], switches: readonly JudgedSwitch[]): DrillData {
  return {
    active: switches.map(({ name, value, drill, status }) => ({
      name,
      ...(value === undefined ? {} : { value }),
      ...(drill === undefined ? {} : { drill }),
      status,
    })),
    drills: drills.map((drill) => {
      const { start, end, ...facts } = factsOf(drill);
      return {
        id: drill.id,
        record: drill.path,
        status: drill.status,
        ...facts,
        ...(start === undefined ? {} : { start: isoTime(start) }),
        ...(end === undefined ? {} : { end: isoTime(end) }),
      };
    }),
  };
}

/** The drills, and what is on, as tables. */
export function exhibitsOf(drills: readonly JudgedDrill[], switches: readonly JudgedSwitch[]): Exhibit[] {
  const ofDrills: Exhibit = {
    title: 'Drills of the rollback',
    columns: [
      { name: 'Drill' },
      { name: 'Environment' },
      { name: 'Mode' },
      { name: 'Operator' },
      { name: 'Ended' },
      { name: 'Took' },
      { name: 'State' },
    ],
    rows: drills.map((drill) => {
      const { environment = '', mode = '', operator = '', end, durationMs } = factsOf(drill);
      return {
        cells: [
          drill.id,
          environment,
          mode,
          operator,
          end === undefined ? '' : isoTime(end),
          durationMs === undefined ? '' : durationText(durationMs),
          statusWords[drill.status],
        ],
        mark: statusMarks[drill.status],
      };
    }),
    remark: 'Times and names are those of the records.',
  };
  if (switches.length === 0) return [cappedExhibit(ofDrills)];
  const ofSwitches: Exhibit = {
    title: 'Flags and pins that are on',
    columns: [{ name: 'Name' }, { name: 'Set to' }, { name: 'Drill' }, { name: 'Rollback' }],
    rows: switches.map(({ name, value = '', drill = '', status }) => ({
      cells: [name, value, drill, statusWords[status]],
      mark: statusMarks[status],
    })),
  };
  return [ofDrills, ofSwitches].map(cappedExhibit);
}
