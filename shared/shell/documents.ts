import type { AnyControl } from '../core/control.ts';
import type { Report } from '../core/report.ts';
import { reportName } from '../core/safe-name.ts';
import { redactText } from '../render/redact-report.ts';
import type { Draft, Outcome } from './outcome.ts';

/**
 * The further files of a run by name: those that the control gave, and of the standard ones that it declares those that have
 * something to say. A run that broke leaves none, the standard ones included: who reads such a file does not see the report beside it, and
 * what was found up to then could pass for all that there is. What it found stays in the report and its exhibits.
 */
export async function documentsOf(
  { name: control, documents = {} }: AnyControl,
  report: Report,
  { evaluation, key }: Draft,
  secrets: readonly string[],
): Promise<Outcome['documents']> {
  if (report.error !== undefined || Object.keys(documents).length === 0) return {};
  const name = reportName(control, key);
  const contents: Record<string, string | Uint8Array | undefined> = { ...evaluation.documents };
  if ('openmetrics.txt' in documents) {
    contents['openmetrics.txt'] = (await import('../render/openmetrics.ts')).openMetrics(report);
  }
  if ('svg' in documents) {
    const { exhibitSvg } = await import('../render/exhibit-svg.ts');
    contents['svg'] = exhibitSvg(name, report.exhibits ?? []);
  }
  if ('patch' in documents && evaluation.proposal !== undefined) {
    const { proposalPatch } = await import('../render/proposal.ts');
    contents['patch'] = proposalPatch(evaluation.proposal);
  }
  return Object.fromEntries(
    Object.entries(contents).flatMap(([ending, content]) =>
      content === undefined
        ? []
        : [[`${name}.${ending}`, typeof content === 'string' ? redactText(content, secrets) : content]],
    ),
  );
}
