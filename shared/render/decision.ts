import type { ExecutiveSummary } from '../core/executive-summary.ts';
export function renderDecision(summary: ExecutiveSummary, _artifact?: string): string {
  return `decision: ${summary.decision}\n`;
}
export function renderDecisionTerminal(summary: ExecutiveSummary, _colour: boolean): string {
  return `decision: ${summary.decision}\n`;
}
