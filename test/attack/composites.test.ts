import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Report } from '../../shared/core/report.ts';
import { notAskedNote } from '../../shared/core/step-report.ts';
import { type JobSummary, summariseJob } from '../../shared/shell/job-summary.ts';
import { temporaryFolder } from '../support/git-repository.ts';
import { report, result } from '../support/results.ts';

/*
 * What the steps of a composite left is told by its last step. Whoever can make a step break, or put something in the place of its report,
 * wants that to read like a success: neither the first line nor an output does.
 */

let temporary: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  temporary = temporaryFolder();
});
afterEach(() => temporary.remove());

const place = (file: string): string => join(temporary.folder, 'release-governance', file);

function write(file: string, text: string): string {
  mkdirSync(dirname(place(file)), { recursive: true });
  writeFileSync(place(file), text);
  return place(file);
}

/** A report of this run in the folder of the reports, with the text beside it; its path. */
function left(control: string, more: Partial<Report> = {}): string {
  const subject = { event: 'pull_request', runId: 101, attempt: 1, job: 'gate' };
  const results = [result({ rule: `${control}/r` })];
  write(`${control}.report.md`, `## ${control}\n`);
  return write(`${control}.report.json`, JSON.stringify(report({ control, subject, results, ...more })));
}

function decided(word: string, more: Partial<Report> = {}): string {
  return left('executive-summary', { data: { decision: word, accepted: word === 'go' }, ...more });
}

const failing = [result({ rule: 'kpi-gate/r', status: 'failed' })];

async function summary(lines: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<JobSummary> {
  return summariseJob({
    GITHUB_WORKSPACE: temporary.folder,
    RUNNER_TEMP: temporary.folder,
    GITHUB_RUN_ID: '101',
    GITHUB_RUN_ATTEMPT: '1',
    INPUT_TITLE: 'Gate',
    INPUT_REPORTS: lines.join('\n'),
    ...env,
  });
}

test('in order: every report counts, the decision is the first line, and nothing fails', async () => {
  const { exit, outputs, markdown, annotations } = await summary([
    `kpi-gate=success ${left('kpi-gate')}`,
    `executive-summary=success ${decided('go')}`,
    'verification=skipped ',
  ]);
  expect({ exit, outputs, annotations }).toEqual({
    exit: 0,
    outputs: { status: 'passed', decision: 'go' },
    annotations: [],
  });
  expect(markdown.split('\n')[0]).toBe('# ✅ GO · Gate');
  expect(markdown).toContain('IN ANOTHER JOB');
});

describe('a step whose report does not count is an error beside a go', () => {
  const cases: [name: string, line: () => string, words: string][] = [
    ['it broke before it wrote one', () => 'kpi-gate=failure ', 'its step broke before it wrote one'],
    ['it was cancelled', () => 'kpi-gate=cancelled ', 'its step broke before it wrote one'],
    ['it was made to say nothing', () => 'kpi-gate=success ', 'its step broke before it wrote one'],
    ['its line says nothing of the step', () => `kpi-gate=${left('kpi-gate')}`, 'its step broke'],
    [
      'the text beside its report is gone',
      () => `kpi-gate=success ${write('kpi-gate.report.json', '{}')}`,
      'report.md does not exist',
    ],
    ['what it names is not there', () => `kpi-gate=success ${place('kpi-gate.report.json')}`, 'does not exist'],
    [
      'it failed after it had passed, as when its artifact is not delivered',
      () => `kpi-gate=failure ${left('kpi-gate')}`,
      'its step ended with failure after it had said passed',
    ],
    [
      'it was skipped and left a report',
      () => `kpi-gate=skipped ${left('kpi-gate')}`,
      'its step ended with skipped after it had said passed',
    ],
    [
      'the report of another control lies in its place',
      () => `kpi-gate=success ${left('readiness')}`,
      'a report of readiness',
    ],
    [
      'the report was left over by another run',
      () => `kpi-gate=success ${left('kpi-gate', { subject: { event: 'push', runId: 100, attempt: 1 } })}`,
      'is of run 100',
    ],
    [
      'the report was left over by another attempt',
      () => `kpi-gate=success ${left('kpi-gate', { subject: { event: 'push', runId: 101, attempt: 2 } })}`,
      'is of attempt 2',
    ],
    [
      'the report is that of a laptop',
      () => `kpi-gate=success ${left('kpi-gate', { subject: { event: 'local' } })}`,
      'is of run unknown',
    ],
    [
      'the report was made to say passed over what failed',
      () => `kpi-gate=success ${left('kpi-gate', { results: failing })}`,
      'it says passed, and its results say failed',
    ],
    [
      'the report was made to say not applicable over what failed',
      () => `kpi-gate=success ${left('kpi-gate', { status: 'not-applicable', results: failing })}`,
      'applicable, and its results say failed',
    ],
    [
      'the report was made to say not applicable over what broke',
      () =>
        `kpi-gate=success ${left('kpi-gate', { status: 'not-applicable', results: [], error: { code: 'INTERNAL', message: 'broke' } })}`,
      'applicable, and its results say error',
    ],
    [
      'the report has a key twice',
      () => {
        const path = left('kpi-gate');
        writeFileSync(path, JSON.stringify(report({ control: 'kpi-gate' })).replace('{', '{"status":"failed",'));
        return `kpi-gate=success ${path}`;
      },
      'has a key twice',
    ],
    [
      'the report is no JSON',
      () => {
        left('kpi-gate');
        return `kpi-gate=success ${write('kpi-gate.report.json', '{')}`;
      },
      'is not JSON',
    ],
    [
      'the report is a link',
      () => {
        left('kpi-gate');
        symlinkSync(place('kpi-gate.report.json'), place('x.report.json'));
        return `kpi-gate=success ${place('x.report.json')}`;
      },
      'is a symbolic link',
    ],
    [
      'the report lies outside of the folder of reports',
      () => {
        left('kpi-gate');
        return `kpi-gate=success ${place('../release-governance-2/kpi-gate.report.json')}`;
      },
      'not in the folder of the reports',
    ],
    [
      'the report is too large',
      () => {
        left('kpi-gate');
        return `kpi-gate=success ${write('kpi-gate.report.json', ' '.repeat(16 * 1024 * 1024 + 1))}`;
      },
      'has more than the 16777216 bytes',
    ],
  ];
  test.each(cases)('%s', async (_name, line, words) => {
    const { exit, outputs, markdown, annotations } = await summary([
      line(),
      `executive-summary=success ${decided('go')}`,
    ]);
    expect(markdown).toContain(words);
    expect({ exit, outputs }).toEqual({ exit: 4, outputs: { status: 'error', decision: 'no-go' } });
    expect(markdown.split('\n')[0]).toBe('# 💥 ERROR · Gate');
    expect(annotations[0]).toMatchObject({ level: 'error', title: 'kpi-gate' });
  });
});

describe('the decision that is handed on', () => {
  const cases: [name: string, lines: () => string[], first: string, exit: number][] = [
    ['was not delivered', () => [`executive-summary=failure ${decided('go')}`], '# 💥 ERROR · Gate', 4],
    ['was never made', () => ['executive-summary=failure '], '# 💥 ERROR · Gate', 4],
    [
      'was skipped',
      () => [`kpi-gate=success ${left('kpi-gate')}`, 'executive-summary=cancelled '],
      '# 💥 ERROR · Gate',
      4,
    ],
    [
      'is a go over what failed without effect',
      () => [
        `kpi-gate=success ${left('kpi-gate', { status: 'failed', results: failing })}`,
        `executive-summary=success ${decided('go')}`,
      ],
      '# ❌ FAILED · Gate',
      0,
    ],
    [
      'is on conditions that nobody accepts',
      () => [
        `executive-summary=failure ${decided('no-go', { status: 'failed', results: [result({ rule: 'executive-summary/r', status: 'failed' })] })}`,
      ],
      '# ❌ NO-GO · Gate',
      0,
    ],
  ];
  test.each(cases)('is no-go where it %s', async (_name, lines, first, exit) => {
    const found = await summary(lines());
    expect(found.markdown.split('\n')[0]).toBe(first);
    expect([found.exit, found.outputs.decision]).toEqual([exit, 'no-go']);
  });

  test('is no-go where nothing could be read at all', async () => {
    const found = await summary([`executive-summary=success ${decided('go')}`], { 'INPUT_REPORT-DIR': '/elsewhere' });
    expect(found).toMatchObject({ exit: 4, markdown: '', outputs: { status: 'error', decision: 'no-go' } });
    expect(found.annotations).toMatchObject([{ level: 'error', title: 'job-summary: BAD_INPUT' }]);
  });
});

describe('a job that judges nothing', () => {
  const notAsked = { status: 'not-applicable' as const, results: [], notes: [notAskedNote] };
  const skipped = { ...notAsked, notes: ['The configuration says that it does not apply on push.'] };

  test('because the configuration asks for none of its controls is no success', async () => {
    const found = await summary([
      `manifest-sync=success ${left('manifest-sync', notAsked)}`,
      `cutover-gate=success ${left('cutover-gate', notAsked)}`,
    ]);
    expect({ exit: found.exit, status: found.outputs.status }).toEqual({ exit: 2, status: 'error' });
    expect(found.markdown.split('\n')[0]).toBe('# 💥 NOTHING IS ASKED FOR · Gate');
  });

  test('because no step is named is no success', async () => {
    expect(await summary([])).toMatchObject({ exit: 2, outputs: { status: 'error' } });
  });

  test('because the configuration says so for this event is one', async () => {
    const found = await summary([
      `manifest-sync=success ${left('manifest-sync', skipped)}`,
      `cutover-gate=success ${left('cutover-gate', notAsked)}`,
    ]);
    expect({ exit: found.exit, status: found.outputs.status }).toEqual({ exit: 0, status: 'not-applicable' });
    expect(found.markdown.split('\n')[0]).toBe('# ➖ NOT APPLICABLE · Gate');
  });
});

test('a folder with spaces and signs in its name is one folder', async () => {
  const folder = join(temporary.folder, 'release-governance', 'a = b');
  left('kpi-gate');
  cpSync(place('kpi-gate.report.json'), join(folder, 'kpi-gate.report.json'), { recursive: true });
  cpSync(place('kpi-gate.report.md'), join(folder, 'kpi-gate.report.md'));
  const found = await summary([`kpi-gate=success ${join(folder, 'kpi-gate.report.json')}`], {
    'INPUT_REPORT-DIR': folder,
  });
  expect(found).toMatchObject({ exit: 0, outputs: { status: 'passed' } });
});
