import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import { readToolReport, type ToolFinding } from '../../shared/domain/contract-surface/tool-report.ts';
import type { Ctx } from './definition.ts';
import { failed, type Outcome, settled, shown } from './outcome.ts';
import { noData, textsOf } from './texts.ts';

/** Whether the versions that breaking changes raise were raised by the change, or why that is not known. */
export type Raised = { raised: boolean } | { because: Because };

/** Judges what other tools found, under the names of their own rules. */
export async function judgeToolReports(ctx: Ctx, surface: SurfaceConfig, raised: Raised): Promise<Outcome[]> {
  const rule = 'tool-report';
  if (surface.reports.length === 0)
    return [
      { rule, fact: { surface: surface.id }, status: 'not-applicable', why: 'no report of another tool is configured' },
    ];
  const texts = textsOf((path, most) => ctx.produced.read(path, most));
  const outcomes: Outcome[] = [];
  for (const { tool, path, warnings } of surface.reports) {
    const fact = { surface: surface.id, what: [tool, path] };
    const text = await texts(path);
    if (text.state !== 'text') {
      const needs = `a step before that lets ${tool} write ${path}`;
      const because = text.state === 'unknown' ? text.because : { ...noData(path, text.message), needs };
      outcomes.push(settled(rule, fact, because));
      continue;
    }
    const report = readToolReport(tool, text.text);
    if (!report.ok) {
      const needs = report.why === 'unknown' ? `a report of ${tool} as JSON` : `files that ${tool} can compare`;
      outcomes.push(settled(rule, fact, { ...noData(path, report.message), needs }));
      continue;
    }
    const breaking = report.findings.filter(
      ({ level }) => level === 'breaking' || (level === 'warning' && warnings === 'breaking'),
    );
    if (breaking.length === 0 || ('raised' in raised && raised.raised)) outcomes.push(settled(rule, fact, undefined));
    else if ('because' in raised) outcomes.push(settled(rule, fact, raised.because));
    else outcomes.push(...byRule(breaking).map((findings) => findingOf(surface, path, findings)));
  }
  return outcomes;
}

/** Findings of one rule about one thing are one result: their words are no name. */
function byRule(findings: readonly ToolFinding[]): ToolFinding[][] {
  const groups = new Map<string, ToolFinding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.where]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function findingOf(surface: SurfaceConfig, path: string, findings: readonly ToolFinding[]): Outcome {
  const [first] = findings;
  if (first === undefined) throw new Error('a group of findings has at least one');
  const { tool, rule, where } = first;
  const messages = findings.map(({ message }) => message);
  const what = [tool, path, rule, where];
  return failed('tool-report', {
    surface: surface.id,
    what,
    problem: `${tool} ${rule}: ${where === '' ? '' : `${where}: `}${messages[0] ?? ''}${messages.length > 1 ? `, and ${messages.length - 1} more` : ''}; the version of ${surface.id} was not raised`,
    actual: shown(messages, 20),
    observed: sha256(JSON.stringify([...messages].sort())),
    fix: `take the change back, or raise the version of ${surface.id}`,
  });
}
