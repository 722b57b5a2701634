import { foldedName } from '../record/folded-name.ts';
import type { RecordProblem } from '../record/parse.ts';
import type { DrillRecord } from './record.ts';

/** What a record says twice under one name: nobody knows which counts. Each problem continues "the record …". */
export function twice(record: DrillRecord): RecordProblem[] {
  return (['switches', 'post-checks', 'versions'] as const).flatMap((part) => {
    const seen = new Set<string>();
    return record[part].flatMap(({ name, at }) => {
      const folded = foldedName(name);
      if (!seen.has(folded)) {
        seen.add(folded);
        return [];
      }
      return [{ message: `has ${JSON.stringify(name)} twice among its ${part}`, at }];
    });
  });
}
