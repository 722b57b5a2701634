import { csvText } from "./core-csv.js";
import { GovernanceError } from "./shared.js";
import { noteIdle, protectionParts, reportAudit, survey, tallyOf } from "./domain-organisation.js";
import { settingText } from "./domain-protection.js";
import { allUnverified, isAsked, rules } from "./branch-protection.control.js";
import { asksAlone, judgeProtection, policyOf, recorder } from "./branch-protection-features.js";

// actions/branch-protection/organisation/audit.ts
const words = {
	title: "Settings by class",
	what: "Setting",
	text: settingText,
	table: {
		head: [
			"target",
			"ref",
			"setting"
		],
		cells: ({ target, ref, setting }) => [
			target,
			ref,
			setting
		]
	}
};
const requestsAlone = 5;
async function auditOrganisation(ctx, repositories) {
	const policy = await policyOf(ctx);
	if (!policy.ok) return allUnverified(ctx, policy.because);
	const { classes = [] } = ctx.inputs.policy;
	const surveyed = await survey(ctx, {
		repositories,
		admin: ctx.github("admin-token"),
		parts: protectionParts,
		byProperty: classes.some(({ property }) => property !== void 0),
		of: (listed) => {
			const one = policy.of(listed);
			return one.entries.length + one.open.length > 0 ? one : void 0;
		},
		asksAlone,
		readers: () => [],
		ownRequests: (one) => asksAlone(one) ? requestsAlone : 0
	});
	if (!surveyed.ok) return allUnverified(ctx, surveyed.because);
	const { organisation, spent } = surveyed;
	const records = recorder(ctx, organisation);
	const found = {
		settings: 0,
		drift: 0,
		conflicts: new Set(),
		unknownRules: new Set()
	};
	const tally = await tallyOf(surveyed, {
		async judge(asked, outcome) {
			const judgement = await judgeProtection(asked, outcome, ctx.time.latest);
			for (const { comparison } of refsOf(judgement)) for (const { message } of comparison.conflicts) found.conflicts.add(message);
			return {
				state: "judged",
				judgement
			};
		},
		show(asked, judgement) {
			records.add(asked, judgement);
			found.settings += judgement.findings.length;
			found.drift += judgement.findings.filter(({ holds }) => holds === false).length;
			const refs = refsOf(judgement);
			for (const { state } of refs) for (const { type } of state.unrecognised) found.unknownRules.add(type);
			return refs.flatMap(({ comparison }) => comparison.rows).filter(isAsked);
		},
		weigh: (asked, judgement) => records.weigh(asked, judgement)
	});
	refuseConflicts(ctx, found.conflicts);
	const lines = reportAudit(ctx, {
		words,
		record: listRecorder(ctx),
		spent
	}, surveyed, tally);
	ctx.document("audit.csv", csvText(lines));
	noteIdle(ctx, classes, surveyed.asked);
	const types = [...found.unknownRules].sort();
	if (types.length > 0) ctx.note(`Rules of types that are not known are in force: ${types.join(", ")}.`);
	ctx.output("settings", String(found.settings));
	ctx.output("drift", String(found.drift));
	ctx.metric("settings", found.settings);
	ctx.metric("drift", found.drift);
	records.finish();
}
function refsOf({ judged }) {
	return judged.flatMap(({ refs }) => refs);
}
function listRecorder(ctx) {
	const { severity } = rules.repositories;
	const told = (fact) => ({
		...fact,
		severity
	});
	return {
		passed: (fact) => ctx.passed("repositories", told(fact)),
		failed: (fact) => ctx.failed("repositories", told(fact)),
		unverified: (fact, because) => ctx.unverified("repositories", told(fact), because),
		notApplicable: (fact, why) => ctx.notApplicable("repositories", told(fact), why)
	};
}
function refuseConflicts(ctx, conflicts) {
	if (conflicts.size === 0) return;
	const { path } = ctx.policy.source;
	throw new GovernanceError("BAD_CONFIG", "the policy asks for what cannot hold together", {
		problems: [...conflicts].map((message) => ({
			message,
			path
		})),
		hint: "Change one of the two, or ask for it at-least."
	});
}

export { auditOrganisation };