import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Location } from '../../shared/core/location.ts';
import { containedPath } from '../../shared/core/path.ts';
import type { SurfaceConfig } from '../../shared/domain/contract-surface/config.ts';
import { readToolReport, type ToolFinding } from '../../shared/domain/contract-surface/tool-report.ts';
import type { Ctx } from './definition.ts';
import { failed, type Outcome, settled, shown } from './outcome.ts';
import { noData, type Texts, textsOf } from './texts.ts';

/** Whether the versions that breaking changes raise were raised by the change, or why that is not known. */
export type Raised = { raised: boolean } | { because: Because };

/** Judges what other tools found, under the names of their own rules. */
export async function judgeToolReports(
  ctx: Ctx,
  surface: SurfaceConfig,
  reports: SurfaceConfig['reports'],
  raised: Raised,
): Promise<Outcome[]> {
  const rule = 'tool-report';
  const texts = textsOf((path, most) => ctx.produced.read(path, most));
  const outcomes: Outcome[] = [];
  for (const { tool, path, warnings, 'exit-code': exitPath } of reports) {
    const fact = { surface: surface.id, what: [tool, path] };
    const text = await texts(path);
    if (text.state !== 'text') {
      const needs = `a step before that lets ${tool} write ${path}`;
      const because = text.state === 'unknown' ? text.because : { ...noData(path, text.message), needs };
      outcomes.push(settled(rule, fact, because));
      continue;
    }
    const exit = exitPath === undefined ? undefined : await exitCodeOf(texts, exitPath);
    if (exit !== undefined && 'because' in exit) {
      outcomes.push(settled(rule, fact, exit.because));
      continue;
    }
    const report = readToolReport(tool, text.text, exit?.code);
    if (!report.ok) {
      const needs =
        report.why === 'unknown'
          ? `a report of ${tool} as JSON`
          : `files that ${tool} can compare, and its exit code in a file that exit-code names`;
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

async function exitCodeOf(texts: Texts, path: string): Promise<{ code: number } | { because: Because }> {
  const text = await texts(path);
  const needs = 'a step that writes the exit code of the tool there, e.g. echo $?';
  if (text.state === 'unknown') return { because: text.because };
  if (text.state !== 'text') return { because: { ...noData(path, text.message), needs } };
  if (!/^\d{1,3}\s*$/.test(text.text)) return { because: { ...noData(path, 'has no exit code'), needs } };
  return { code: Number(text.text) };
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
  const fact = {
    surface: surface.id,
    what,
    problem: `${tool} ${rule}: ${where === '' ? '' : `${where}: `}${messages[0] ?? ''}${messages.length > 1 ? `, and ${messages.length - 1} more` : ''}; the version of ${surface.id} was not raised`,
    expected: `a raised version of ${surface.id}`,
    actual: shown(messages, 20),
    observed: sha256(JSON.stringify([...messages].sort())),
    fix: `take the change back, or raise the version of ${surface.id}`,
  };
  return failed('tool-report', fact, placeOf(first));
}

function placeOf({ file, line }: ToolFinding): Location | undefined {
  const path = file === undefined ? undefined : containedPath(file);
  return path?.ok === true ? { path: path.path, line } : undefined;
}
