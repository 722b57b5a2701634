import { choice, integer } from '../../core/inputs.ts';

/** Where files are from: steps of the job, or the repository. */
export const origins = ['output', 'committed'] as const;
export type Origin = (typeof origins)[number];

/** The inputs of every control that reads rows. */
export const rowsInputs = {
  origin: choice(origins, {
    description:
      'Where the files are from: output of a step of this job, produced or downloaded, where a committed file is refused; or committed files of the repository.',
    default: 'output',
    policy: true,
  }),
  'maximum-mib': integer({
    description: 'The most that is read of one file of rows, unpacked, in MiB.',
    default: 2048,
    min: 1,
    max: 1024 * 1024,
    policy: true,
  }),
  'maximum-row-kib': integer({
    description: 'The longest row, in KiB.',
    default: 1024,
    min: 1,
    max: 64 * 1024,
    policy: true,
  }),
};

/** What reading is told by these inputs. */
export interface RowsReading {
  origin: Origin;
  /** In bytes. */
  maxBytes: number;
  maxRowBytes: number;
}

export function rowsReading(inputs: {
  readonly origin: Origin;
  readonly 'maximum-mib': number;
  readonly 'maximum-row-kib': number;
}): RowsReading {
  return {
    origin: inputs.origin,
    maxBytes: inputs['maximum-mib'] * 1024 * 1024,
    maxRowBytes: inputs['maximum-row-kib'] * 1024,
  };
}
