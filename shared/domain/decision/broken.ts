import type { ReportError } from '../../core/report.ts';

/** Why a run broke, with the first of several problems and its place. Nothing is sanitised. */
export function brokenBy(error: ReportError): string {
  const [first] = problemTexts(error);
  return first === undefined ? error.message : `${error.message}: ${first}`;
}

/** What to do about a run that broke: each problem once, with its place, then what the error itself advises. */
export function mendingSteps(error: ReportError): string[] {
  return [...problemTexts(error).map((text) => `mend ${text}`), error.hint ?? 'mend what broke, and run it again'];
}

function problemTexts({ problems = [] }: ReportError): string[] {
  return problems.map(({ message, path, line }) => {
    const where = [path, line].filter((part) => part !== undefined).join(':');
    return where === '' ? message : `${message} (${where})`;
  });
}
