import { stableJson } from '../../core/json.ts';
import { locate, type Position } from '../../core/location.ts';
import { isoDay } from '../../core/time.ts';
import { decodeText } from '../../parse/text.ts';
import { formats } from '../../parse/version.ts';
import { type Contract, fieldTraits, type MatrixConfig } from '../contract-pair/config.ts';
import { type MatrixModel, type MatrixProblem, matchingRows } from '../contract-pair/matrix.ts';
import type { Ctx } from './definition.ts';
import { pinnedTexts, rowOf } from './fields.ts';
import type { ContractFiles } from './files.ts';

const matrixRules = ['matrix-structure', 'matrix-row', 'matrix-status', 'matrix-updated', 'matrix-history'] as const;
/** The clock is furthest ahead of UTC there; a day is in the future only when it is so everywhere. */
const furthestEastMs = 14 * 60 * 60 * 1000;

/** Judges the compatibility matrix: its form, the pinned row, its status, the date, the history. */
export async function judgeMatrix(ctx: Ctx, contract: Contract, files: ContractFiles): Promise<void> {
  const { matrix: config } = contract;
  const { matrix } = files;
  const fact = { contract: contract.id, what: config?.path ?? 'matrix' };
  if (config === undefined || matrix.state === 'none') {
    for (const rule of matrixRules) ctx.notApplicable(rule, fact, 'the contract has no matrix');
    return;
  }
  if (matrix.state === 'unusable') {
    for (const rule of matrixRules) ctx.unverified(rule, fact, matrix.because, { path: config.path });
    return;
  }
  const model = matrix.document;
  const at = (position: Position | undefined) => locate(config.path, position);
  const problems =
    config.rows === 'append-only' ? [...model.problems, ...keyProblems(contract, model)] : model.problems;
  for (const what of new Set(problems.map((problem) => problem.what))) {
    const all = problems.filter((problem) => problem.what === what);
    const problem = all.map((each) => each.problem).join('; ');
    const args = { contract: contract.id, what: `${what} of ${config.path}`, problem, ...optionalFix(all[0]?.fix) };
    ctx.failed('matrix-structure', args, at(all[0]?.position));
  }
  if (problems.length === 0) ctx.passed('matrix-structure', fact, at(model.table?.position));
  judgeRow(ctx, contract, files, model, config);
  judgeStatus(ctx, contract, files, model, config);
  judgeUpdated(ctx, contract, model, config);
  await judgeHistory(ctx, contract, model, config);
}

/** Rows whose tag or commit is written in another form: such a row would not be found, though a reader would. */
function keyProblems(contract: Contract, model: MatrixModel): MatrixProblem[] {
  return (['tag', 'commit'] as const).flatMap((name) => {
    const field = contract.fields[name];
    const format = field === undefined ? 'any' : fieldTraits(name, field).format;
    const column = model.table?.header.findIndex(({ text }) => text === field?.column) ?? -1;
    if (format === 'any' || column === -1) return [];
    return (model.table?.rows ?? []).flatMap((row, index) => {
      const cell = row.cells[column];
      if (formats[format].matches(cell?.text ?? '')) return [];
      const fix = `write ${formats[format].describes}`;
      const position = cell?.position ?? row.position;
      return [{ what: `row ${index + 1}`, problem: `has a ${name} that is not one`, fix, position }];
    });
  });
}

function optionalFix(fix: string | undefined): { fix?: string } {
  return fix === undefined ? {} : { fix };
}

function judgeRow(ctx: Ctx, contract: Contract, files: ContractFiles, model: MatrixModel, config: MatrixConfig): void {
  const fact = { contract: contract.id, what: `the pinned row of ${config.path}` };
  const { table } = model;
  if (table === undefined) {
    return ctx.unverified('matrix-row', fact, {
      code: 'NO_DATA',
      message: `${config.path} has no table to read`,
      needs: 'the table of approved pairs',
    });
  }
  const pinned = pinnedTexts(contract, files);
  if (pinned.tag === undefined || pinned.commit === undefined) {
    const message = 'neither pin nor mirror says which tag and commit are pinned';
    return ctx.unverified('matrix-row', fact, { code: 'NO_DATA', message, needs: 'tag and commit in the pin' });
  }
  const matching = matchingRows(model, contract, pinned);
  const surplus = config.rows === 'single-row' && table.rows.length > 1;
  const problem =
    matching.length === 0
      ? `is missing: no row has ${pinned.tag} and ${pinned.commit}`
      : surplus
        ? `is not the only one: the table has ${table.rows.length} rows`
        : `stands ${matching.length} times`;
  const fix =
    matching.length === 0
      ? `${config.rows === 'single-row' ? 'make the row one' : 'add a row at the end'} for ${pinned.tag} and ${pinned.commit}`
      : 'keep the row of the pinned release only, or set rows: append-only';
  const at = matching[1] ?? matching[0] ?? table.rows[0] ?? table;
  const args = { ...fact, problem, expected: 1, actual: surplus ? table.rows.length : matching.length, fix };
  ctx.judge('matrix-row', matching.length === 1 && !surplus, args, locate(config.path, at.position));
}

function judgeStatus(
  ctx: Ctx,
  contract: Contract,
  files: ContractFiles,
  model: MatrixModel,
  config: MatrixConfig,
): void {
  const column = config['status-column'];
  const fact = {
    contract: contract.id,
    what: `the status of the pinned row of ${config.path}`,
    expected: config.statuses,
  };
  if (column === undefined) return ctx.notApplicable('matrix-status', fact, 'the configuration names no status column');
  const index = model.table?.header.findIndex(({ text }) => text === column) ?? -1;
  if (model.table !== undefined && index === -1) {
    return ctx.failed(
      'matrix-status',
      { ...fact, problem: `cannot be there: the table has no column “${column}”`, fix: `add the column “${column}”` },
      locate(config.path, model.table.position),
    );
  }
  const row = rowOf(contract, files);
  if (row === undefined) {
    return ctx.unverified('matrix-status', fact, {
      code: 'NO_DATA',
      message: `${config.path} has no single row for the pinned release`,
      needs: 'that row',
    });
  }
  const cell = row.cells[index];
  const status = cell?.text ?? '';
  ctx.judge(
    'matrix-status',
    config.statuses.includes(status),
    {
      ...fact,
      problem: 'is not one that approves',
      actual: status,
      fix: `have the pinned release approved (${config.statuses.join(' or ')}), or pin another one`,
    },
    locate(config.path, cell?.position ?? row.position),
  );
}

function judgeUpdated(ctx: Ctx, contract: Contract, model: MatrixModel, config: MatrixConfig): void {
  const fact = { contract: contract.id, what: `the date of ${config.path}` };
  if (config.updated === false)
    return ctx.notApplicable('matrix-updated', fact, 'the configuration says that there is none');
  const today = isoDay(ctx.time.earliest);
  const fix = `write “${config.updated}: ${today}” below the title of ${config.path}`;
  if (model.updated === undefined) {
    return ctx.failed(
      'matrix-updated',
      { ...fact, problem: `is missing: there is no line “${config.updated}: YYYY-MM-DD”`, fix },
      { path: config.path, line: 1 },
    );
  }
  const { value, position } = model.updated;
  const at = locate(config.path, position);
  if (!formats.date.matches(value)) {
    return ctx.failed(
      'matrix-updated',
      { ...fact, problem: 'is not a day of the calendar', expected: formats.date.describes, actual: value, fix },
      at,
    );
  }
  const latest = isoDay(ctx.time.earliest + furthestEastMs);
  ctx.judge(
    'matrix-updated',
    value <= latest,
    { ...fact, problem: 'is in the future', expected: `at most ${today}`, actual: value, fix },
    at,
  );
}

async function judgeHistory(ctx: Ctx, contract: Contract, model: MatrixModel, config: MatrixConfig): Promise<void> {
  const fact = { contract: contract.id, what: `the earlier rows of ${config.path}` };
  if (config.rows === 'single-row') return ctx.notApplicable('matrix-history', fact, 'the matrix keeps a single row');
  if ('because' in ctx.before) return ctx.unverified('matrix-history', fact, ctx.before.because);
  const file = await ctx.before.read(config.path, 1024 * 1024);
  if (!file.found && file.reason === 'absent')
    return ctx.notApplicable('matrix-history', fact, 'there was no matrix before');
  const text = file.found ? decodeText(file.content) : undefined;
  const { readMatrix } = await import('../contract-pair/matrix-reader.ts');
  const parsed = text?.ok === true ? readMatrix(text.text, config) : undefined;
  const earlier = parsed?.ok === true ? parsed.model : undefined;
  if (earlier?.table === undefined || model.table === undefined) {
    const message = `the table of ${config.path} ${model.table === undefined ? '' : 'of the earlier version '}cannot be read`;
    const because =
      !file.found && file.because !== undefined
        ? file.because
        : { code: 'NO_DATA' as const, message, needs: 'the table of approved pairs' };
    return ctx.unverified('matrix-history', fact, because);
  }
  // The header belongs to the record: under other names the same cells say something else.
  const before = [earlier.table.header, ...earlier.table.rows.map(({ cells }) => cells)].map(cellTexts);
  const now = [model.table.header, ...model.table.rows.map(({ cells }) => cells)].map(cellTexts);
  const changed = before.findIndex((cells, index) => stableJson(cells) !== stableJson(now[index]));
  const problem = changed === 0 ? 'have another header row' : `were changed: row ${changed} is not what it was`;
  const fix = 'restore the header and the earlier rows, and add the new row at the end';
  const args = { ...fact, problem, expected: before[changed], actual: now[changed] ?? 'no row', fix };
  ctx.judge(
    'matrix-history',
    changed === -1,
    args,
    locate(config.path, model.table.rows[changed - 1]?.position ?? model.table.position),
  );
}

function cellTexts(cells: readonly { text: string }[]): string[] {
  return cells.map(({ text }) => text);
}
