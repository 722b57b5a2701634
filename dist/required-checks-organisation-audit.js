import { csvText } from "./core-csv.js";
import { noteIdle, reportAudit, survey, tallyOf } from "./domain-organisation.js";
import { fileReader, judgeChecksOf, policyOf, recorder, sharedCalls, stateReader, summaryReader } from "./required-checks-features.js";
import { findingRules, wantedContexts } from "./domain-required-checks.js";

// actions/required-checks/organisation/audit.ts
const words = {
	title: "Rules by class",
	what: "Rule",
	text: (rule) => rule,
	table: {
		head: ["rule", "about"],
		cells: ({ setting, ref }) => [setting, ref]
	}
};
async function auditOrganisation(ctx, repositories) {
	const { classes, "disabled-workflows": asksStates } = ctx.inputs;
	const policy = await policyOf(ctx);
	const surveyed = await survey(ctx, {
		repositories,
		admin: ctx.github("admin-token"),
		parts: [
			"rulesets",
			"classic",
			"workflows"
		],
		byProperty: classes.some(({ property }) => property !== void 0),
		of: policy,
		asksAlone: () => false,
		readers: (may) => [
			summaryReader(may),
			fileReader(may),
			...asksStates ? [stateReader(may)] : []
		],
		ownRequests: () => asksStates ? 1 : 0
	});
	if (!surveyed.ok) {
		for (const rule of ["repositories", ...findingRules]) ctx.unverified(rule, { about: [] }, surveyed.because);
		return;
	}
	const { organisation, isPrivate } = surveyed;
	const records = recorder(ctx, organisation);
	const calls = sharedCalls(ctx, surveyed);
	const found = {
		contexts: 0,
		workflows: 0
	};
	const tally = await tallyOf(surveyed, {
		judge: (asked, outcome, mayShow) => judgeChecksOf(ctx, asked, outcome, calls.of(mayShow)),
		show(asked, judgement) {
			found.contexts += wantedContexts(judgement.facts).length;
			found.workflows += judgement.facts.workflows.length;
			return records.add(asked, judgement);
		},
		weigh: (asked, judgement) => records.weigh(asked, judgement)
	});
	const spent = {
		...surveyed.spent,
		requests: surveyed.spent.requests + calls.requests()
	};
	const lines = reportAudit(ctx, {
		words,
		record: listRecorder(ctx),
		spent
	}, surveyed, tally);
	ctx.document("audit.csv", csvText(lines));
	noteIdle(ctx, classes, surveyed.asked);
	ctx.output("required", "");
	ctx.metric("contexts", found.contexts);
	ctx.metric("workflows", found.workflows);
	if (!asksStates) ctx.note("Whether workflows are disabled is not looked at: the configuration says so.");
	if (!isPrivate) ctx.note("Of called workflows those of public repositories alone are read.");
	records.finish();
}
function listRecorder(ctx) {
	const told = ({ about, says, actual, fix }) => ({
		about,
		...says === void 0 ? {} : { message: says },
		...actual === void 0 ? {} : { actual },
		...fix === void 0 ? {} : { fix }
	});
	return {
		passed: (fact) => ctx.passed("repositories", told(fact)),
		failed: (fact) => ctx.failed("repositories", told(fact)),
		unverified: (fact, because) => ctx.unverified("repositories", told(fact), because),
		notApplicable: (fact, why) => ctx.notApplicable("repositories", told(fact), why)
	};
}

export { auditOrganisation };