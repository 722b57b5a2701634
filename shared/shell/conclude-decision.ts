import { type ExecutiveSummary } from '../core/executive-summary.ts';
import type { CommonInputs } from '../core/inputs.ts';
import { asciiJson } from '../core/json.ts';
import { builtInProfiles, type Profile } from '../core/policy.ts';
import type { Report } from '../core/report.ts';
import { summarise } from '../domain/decision/executive-summary.ts';
import { type ExitCode, exitCode } from '../domain/decision/exit.ts';
import { renderDecision } from '../render/decision.ts';
import { renderDecisionTerminal } from '../render/decision-terminal.ts';
import { redactReport } from '../render/redact-report.ts';
import type { Draft, Outcome } from './outcome.ts';
import { profileOf } from './profile.ts';
import { documentName } from './report-place.ts';

/**
 * What follows from a run of kind `decide`. There always is a decision: a run that broke before it could read anything is a
 * no-go that says why.
 */
export function concludeDecision(
  composed: Report,
  draft: Draft,
  secrets: readonly string[],
): Omit<Outcome, 'common' | 'folder'> {
  const common = draft.values as unknown as CommonInputs;
  const summary = summarise({
    control: composed.control,
    basis: draft.evaluation.basis,
    results: composed.results,
    error: composed.error,
    profile: profileIn(draft, common.profile),
    profileName: common.profile,
    subject: composed.subject,
    policySource: composed.policySource,
    generatedAt: composed.startedAt,
    version: composed.version,
    notes: composed.notes,
    replay: composed.replay === true,
  });
  const report = redactReport({ ...composed, data: summary }, secrets);
  const shown = report.data as ExecutiveSummary;
  const name = documentName(shown.name);
  const markdown = renderDecision(shown);
  return {
    report,
    exit: exitOf(shown, report, common['fail-on']),
    words: shown.decision.toUpperCase(),
    markdown: () => markdown,
    terminal: (colour, width) => renderDecisionTerminal(shown, colour, width),
    outputs: {
      ...draft.evaluation.outputs,
      decision: shown.decision,
      'first-failing': shown.firstFailing?.control ?? '',
    },
    packed: [],
    documents: {
      [`${name}.json`]: asciiJson(shown),
      [`${name}.md`]: markdown,
    },
  };
}

/** The profile of the configuration; of a run that could not read one, the strictest. */
function profileIn({ loaded }: Draft, name: string): Profile {
  return loaded?.ok === true ? profileOf(name, loaded.config.common.profiles) : builtInProfiles.strict;
}

function exitOf({ accepted }: ExecutiveSummary, { status, error }: Report, failOn: CommonInputs['fail-on']): ExitCode {
  if (status === 'error') return exitCode(status, failOn, error?.code);
  return accepted || failOn === 'never' ? 0 : 1;
}
