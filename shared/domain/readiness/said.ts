import { isObject } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { listed } from '../../parse/text.ts';
import { readForeignDocument } from '../foreign-report/read.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { RequiredReport } from './config.ts';
import { hadItLooked } from './excused.ts';
import type { ReadFile } from './file.ts';

type Asked = Pick<RequiredReport, 'shape' | 'contract' | 'external'>;

/** What a report says of itself. `excusable`: it could not look at something outside of the repository, and nothing else is against it. */
export interface Said {
  verdict: Verdict;
  excusable: boolean;
}

/** The fix for a report that says that something is wrong. */
const mend = 'mend what the report found, and let it be made again';

/** Judges a report of another tool by its own numbers and words; of the shape `data` only its contract counts. */
export function judgeSaid(file: ReadFile, asked: Asked): Said {
  const { document, name } = file;
  const contract = contractProblem(file, asked.contract);
  if (contract !== undefined) return { verdict: contract, excusable: false };
  if (asked.shape === 'data') return { verdict: passed, excusable: false };
  const read = readForeignDocument(document);
  if (read.state === 'invalid') {
    const problem = `${name} ${read.why}`;
    const fix =
      'make it one of the shapes that .github/guides/decision.md#one-decision of the suite lists, or ask for its fields by shape: data and conditions';
    return { verdict: failed(problem, read.why, fix), excusable: false };
  }
  const { shape, external } = asked;
  const list = shape === 'summary' ? 'reports' : 'checks';
  const against = whatSpeaksAgainst(document, shape);
  if (against === undefined) return { verdict: passed, excusable: false };
  const looked = external === undefined ? undefined : hadItLooked(document, external, list);
  if (looked !== undefined && whatSpeaksAgainst(looked.document, shape) === undefined) {
    const message = `${name} could not look: ${listed(looked.excused, 3)}`;
    return { verdict: unverified(noData(message, 'an attestation')), excusable: true };
  }
  const problem = `${name}${against}`;
  const verdict =
    read.status === 'failed'
      ? failed(
          problem,
          read.reasons.map(({ message }) => message),
        )
      : unverified(noData(problem, `a ${name} that was measured and passed`));
  return { verdict, excusable: false };
}

/** What of a report is no pass, as words that follow its name; undefined when it passed, and was measured. */
function whatSpeaksAgainst(document: JsonDocument, shape: Asked['shape']): string | undefined {
  const read = readForeignDocument(document);
  if (read.state === 'invalid') return ` ${read.why}`;
  if (read.status !== 'passed') return `: ${read.reasons[0]?.message ?? read.summary}`;
  if (shape === 'summary') return whatSummaryLacks(document);
  return read.claimed
    ? ` holds words and sums only (${read.summary}): nothing in it was measured; single checks are asked for, or shape: data and conditions`
    : undefined;
}

function failed(problem: string, actual: unknown, fix = mend): Verdict {
  return { status: 'failed', problem, expected: 'passed', actual, fix };
}

/** Why a report has not the contract that is asked for; undefined when it has, and when none is. */
export function contractProblem({ document, name }: ReadFile, contract: string | undefined): Verdict | undefined {
  const said = document.get('/contract');
  if (contract === undefined || said === contract) return undefined;
  return {
    status: 'failed',
    problem: `${name} ${said === undefined ? 'names no contract' : `has the contract ${JSON.stringify(said)}`}, expected ${contract}`,
    expected: contract,
    actual: said ?? 'nothing',
    fix: `let the tool write a report of the contract ${contract}, or change the contract in the configuration`,
  };
}

/** What a summary of reports must have besides words that pass: a word, the paths of its reports, and the numbers of its list. */
function whatSummaryLacks(document: JsonDocument): string | undefined {
  const rows = document.get('/reports');
  if (!Array.isArray(rows) || rows.length === 0) return ' lists no reports';
  if (rows.some((row) => !isObject(row) || typeof row['path'] !== 'string')) return ' lists a report without a path';
  if (document.get('/status') === undefined) return ' has no status';
  const summary = document.get('/summary');
  const { total_reports: all, passed: good, failed: bad, unverified: not } = isObject(summary) ? summary : {};
  const adds = all === rows.length && good === rows.length && bad === 0 && not === 0;
  return adds ? undefined : ': its numbers are not those of its list';
}
