import "./core-executive-summary.js";
import { asciiJson, builtInProfiles, documentName, exitCode, profileOf, redactReport } from "./shared.js";
import { summarise } from "./domain-decision.js";
import { renderDecision } from "./render-decision.js";
import { renderDecisionTerminal } from "./render-decision-terminal.js";

// shared/shell/conclude-decision.ts
function concludeDecision(composed, draft, secrets) {
	const common = draft.values;
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
		replay: composed.replay === true
	});
	const report = redactReport({
		...composed,
		data: summary
	}, secrets);
	const shown = report.data;
	const name = documentName(shown.name);
	const markdown = renderDecision(shown);
	return {
		report,
		exit: exitOf(shown, report, common["fail-on"]),
		words: shown.decision.toUpperCase(),
		markdown: () => markdown,
		terminal: (colour, width) => renderDecisionTerminal(shown, colour, width),
		outputs: {
			...draft.evaluation.outputs,
			decision: shown.decision,
			"first-failing": shown.firstFailing?.control ?? ""
		},
		packed: [],
		documents: {
			[`${name}.json`]: asciiJson(shown),
			[`${name}.md`]: markdown
		}
	};
}
function profileIn({ loaded }, name) {
	return loaded?.ok === true ? profileOf(name, loaded.config.common.profiles) : builtInProfiles.strict;
}
function exitOf({ accepted }, { status, error }, failOn) {
	if (status === "error") return exitCode(status, failOn, error?.code);
	return accepted || failOn === "never" ? 0 : 1;
}

export { concludeDecision };