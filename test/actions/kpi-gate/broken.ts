import { asciiJson } from '../../../shared/core/json.ts';
import type { KpiRun } from '../../../shared/domain/kpi/run.ts';
import { ndjson, orderFile, orderRows } from '../../support/kpi-files.ts';
import type { Setup } from '../../support/world.ts';
import {
  a,
  b,
  differing,
  edited,
  failures,
  gate,
  lenient,
  other,
  section,
  stricter,
  withFile,
  withKpi,
} from './setups.ts';

type Case = [name: string, setup: () => Promise<Setup>, status: string, says: readonly string[]];

/** Whatever is wrong, with the status of the gate and what it says. None of these is a pass. */
export const broken: Case[] = [
  [
    'one run',
    () => gate([a]),
    'unverified',
    ['enough-runs: TOO_FEW_SAMPLES', 'target success: NO_DATA', 'distinct: TOO_FEW_SAMPLES'],
  ],
  [
    'no report',
    () => gate([]),
    'unverified',
    ['reports-read evidence/*.report.json: NO_DATA', 'enough-runs: TOO_FEW_SAMPLES'],
  ],
  [
    'two runs where three are asked for',
    () => gate([a, b], { section: { ...section, runs: 3 } }),
    'unverified',
    ['enough-runs: TOO_FEW_SAMPLES', 'target success: NO_DATA'],
  ],
  ['a run of another type', () => gate([a, { ...b, runType: 'baseline' }]), 'failed', ['run-type: failed']],
  [
    'the same run id, in other letters',
    () => gate([a, { ...b, given: { 'run-id': ' RUN-A ' } }]),
    'failed',
    ['distinct evidence/a.report.json evidence/b.report.json: failed'],
  ],
  [
    'the same rows under another name',
    () => gate([a, { ...a, run: 'b', text: orderFile({ ...a }) }]),
    'failed',
    ['distinct evidence/a.report.json evidence/b.report.json: failed'],
  ],
  [
    'copied rows with other ids',
    () => gate([a, { ...b, text: orderFile({ ...a }).replaceAll('"id":"a-', '"id":"b-') }]),
    'failed',
    ['distinct evidence/a.report.json evidence/b.report.json: failed'],
  ],
  [
    'copied rows with other ids an hour later',
    () =>
      gate([
        a,
        {
          ...b,
          text: ndjson(
            orderRows({ ...a, start: '2026-11-20T09:00:00Z' }).map((row, index) => ({ ...row, id: `b-${index}` })),
          ),
        },
      ]),
    'failed',
    ['distinct evidence/a.report.json evidence/b.report.json: failed'],
  ],
  [
    'one row of the other run among its own',
    () => gate([a, { ...b, text: ndjson([...orderRows({ ...a }).slice(-1), ...orderRows({ ...b })]) }]),
    'failed',
    ['distinct evidence/a.report.json evidence/b.report.json: failed'],
  ],
  [
    'runs at the same time',
    () => gate([a, { ...b, start: '2026-11-20T08:01:00Z' }]),
    'failed',
    ['order overlap: failed'],
  ],
  [
    'runs too near',
    () => gate([a, b], { section: { ...section, 'minimum-gap': '2h' } }),
    'failed',
    ['order gap-too-short: failed'],
  ],
  [
    'runs too far apart',
    () => gate([a, b], { section: { ...section, 'maximum-gap': '10min' } }),
    'failed',
    ['order gap-too-long: failed'],
  ],
  ...differing.map(
    ([fact, run]): Case => [
      `runs with another ${fact}`,
      () =>
        gate([
          { ...a, given: { platform: 'linux-x64' } },
          { ...b, given: { platform: 'linux-x64' }, ...run },
        ]),
      'failed',
      [`comparable ${fact}: failed`],
    ],
  ),
  [
    'a run that does not name its platform',
    () => gate([{ ...a, given: { platform: 'linux-x64' } }, b]),
    'unverified',
    ['comparable platform: NO_DATA'],
  ],
  [
    'a fact that is asked for and nobody has',
    () => gate([a, b], { section: { ...section, comparable: ['harness'] } }),
    'unverified',
    ['comparable harness: NO_DATA'],
  ],
  [
    'runs of another commit',
    () =>
      gate([
        { ...a, all: { commit: other } },
        { ...b, all: { commit: other } },
      ]),
    'failed',
    ['of-commit evidence/a.report.json: failed'],
  ],
  [
    'an edited value',
    () =>
      gate(
        [a, { ...b, differing: failures(40) }],
        {},
        edited((run) => withKpi(run, 'success', { value: 1, numerator: 200 })),
      ),
    'failed',
    ['supported evidence/b.report.json: failed', 'run-target success: failed'],
  ],
  [
    'an edited verdict',
    () =>
      gate(
        [a, b],
        {},
        edited((run) => ({ ...run, report: { ...run.report, status: 'failed' } })),
      ),
    'failed',
    ['supported evidence/b.report.json: failed'],
  ],
  [
    'an edited time',
    () =>
      gate(
        [a, b],
        {},
        edited((run) => ({
          ...run,
          report: { ...run.report, time: { first: '2026-11-20T10:00:00.000Z', last: '2026-11-20T11:00:00.000Z' } },
        })),
      ),
    'failed',
    ['supported evidence/b.report.json: failed'],
  ],
  [
    'edited facts',
    () =>
      gate(
        [a, { ...b, all: { model: 'harbour-2' } }],
        {},
        edited((run) => ({ ...run, facts: { ...run.facts, model: 'harbour-1' } })),
      ),
    'failed',
    ['comparable model: failed'],
  ],
  [
    'edited rows',
    async () => {
      const setup = await gate([a, b]);
      return {
        ...setup,
        produced: { ...setup.produced, 'evidence/b.rows.ndjson': orderFile({ ...b, all: { ms: 50 } }) },
      };
    },
    'failed',
    ['supported evidence/b.report.json: failed'],
  ],
  [
    'a report and rows edited alike, of which every row is good',
    () =>
      gate([
        a,
        {
          ...b,
          text: ndjson(Array.from({ length: 200 }, (_, index) => ({ ...orderRows({ ...b })[0], id: `b-${index}` }))),
        },
      ]),
    'unverified',
    ['distinct evidence/a.report.json evidence/b.report.json: NO_DATA'],
  ],
  [
    'deleted rows',
    async () => {
      const setup = await gate([a, b]);
      const { 'evidence/b.rows.ndjson': _deleted, ...rest } = setup.produced as Record<string, string>;
      return { ...setup, produced: rest };
    },
    'unverified',
    [
      'supported evidence/b.report.json: NO_DATA',
      'sound evidence/b.report.json: NO_DATA',
      'of-commit evidence/b.report.json: NO_DATA',
      'run-target success: NO_DATA',
    ],
  ],
  [
    'rows that are a symbolic link',
    async () => {
      const setup = await gate([a, b]);
      return {
        ...setup,
        produced: {
          ...setup.produced,
          'evidence/b.rows.ndjson': { reason: 'not-a-file', message: 'is a symbolic link' },
        },
      };
    },
    'failed',
    ['supported evidence/b.report.json: failed'],
  ],
  [
    'a report over no rows',
    () =>
      gate(
        [a, b],
        {},
        edited((run) => ({ ...run, report: { ...run.report, sources: [] } })),
      ),
    'failed',
    ['supported evidence/b.report.json: failed'],
  ],
  [
    'a value that misses its target in one run',
    () => gate([a, { ...b, differing: failures(25) }]),
    'failed',
    ['run-target success: failed'],
  ],
  [
    'values that miss their target in both runs',
    () =>
      gate([
        { ...a, differing: failures(30) },
        { ...b, differing: failures(30) },
      ]),
    'failed',
    ['target success: failed'],
  ],
  [
    'an interval that allows both',
    () =>
      gate([
        { ...a, differing: failures(16) },
        { ...b, differing: failures(16) },
      ]),
    'unverified',
    ['target success: INCONCLUSIVE'],
  ],
  [
    'rows that repeat each other',
    () => gate([a, { ...b, text: `${orderFile({ ...b })}${ndjson(orderRows({ ...b }).slice(-1))}` }]),
    'failed',
    ['sound evidence/b.report.json duplicate-key: failed', 'target success: NO_DATA'],
  ],
  [
    'too few rows in one run',
    () => gate([a, { ...b, rows: 90 }]),
    'unverified',
    ['sound evidence/b.report.json coverage: TOO_FEW_SAMPLES'],
  ],
  [
    'rows that were too old by now',
    () => gate([a, b], { now: '2026-11-28T12:00:00Z' }),
    'failed',
    ['sound evidence/a.report.json too-old: failed', 'sound evidence/b.report.json too-old: failed'],
  ],
  [
    'rows that are no rows',
    () => gate([a, b], { lists: { 'kpi-sets': [stricter()] } }),
    'failed',
    ['sound evidence/a.report.json above-maximum: failed'],
  ],
  [
    'definitions that changed since',
    () => gate([a, b], { lists: { 'kpi-sets': [lenient()] } }),
    'failed',
    ['supported evidence/a.report.json: failed'],
  ],
  [
    'a report that is no JSON',
    () => withFile('evidence/c.report.json', 'oops'),
    'failed',
    ['reports-read evidence/c.report.json: failed'],
  ],
  [
    'a report of something else',
    () => withFile('evidence/c.report.json', asciiJson({ kind: 'other' })),
    'failed',
    ['reports-read evidence/c.report.json: failed'],
  ],
  [
    'a report of another control',
    async () => gate([a, b], {}, (report, index) => (index === 1 ? { ...report, control: 'manifest-sync' } : report)),
    'failed',
    ['reports-read evidence/b.report.json: failed'],
  ],
  [
    'a report of a newer schema',
    async () => gate([a, b], {}, (report, index) => (index === 1 ? { ...report, schemaVersion: 2 } : report)),
    'unverified',
    ['reports-read evidence/b.report.json: NO_DATA'],
  ],
  [
    'data of another schema',
    () =>
      gate([a, b], {}, (report, index) =>
        index === 1
          ? {
              ...report,
              data: { ...(report.data as KpiRun), report: { ...(report.data as KpiRun).report, schemaVersion: 2 } },
            }
          : report,
      ),
    'failed',
    ['reports-read evidence/b.report.json: failed'],
  ],
  [
    'a report that broke',
    () => gate([a, { ...b, text: `${orderFile({ ...b })}oops` }]),
    'failed',
    ['sound evidence/b.report.json truncated: failed', 'target success: NO_DATA'],
  ],
  [
    'a shell that waits for its run',
    () =>
      withFile(
        'evidence/c.report.json',
        asciiJson({ reportVersion: 'v1', executionStatus: { state: 'pending_execution' } }),
      ),
    'failed',
    ['reports-read evidence/c.report.json: failed'],
  ],
  [
    'a laptop where the harness has a workflow',
    () => gate([a, b], { section: { ...section, harness: { workflow: 'kpi.yml' } } }),
    'unverified',
    ['complete: NO_CREDENTIAL'],
  ],
];
