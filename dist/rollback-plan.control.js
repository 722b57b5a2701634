import { defineControl, pathField } from "./shared.js";
import { contractProblems } from "./domain-contract-pair-config.js";
import { PlanData, changed, inputs, lists, outputs, planRollback, rules, showPlan } from "./domain-rollback.js";

// actions/rollback-plan/control.ts
const control = defineControl({
	name: "rollback-plan",
	title: "Rollback plan",
	kind: "record",
	description: "Finds the last known good state of a consumer’s pin, mirror and matrix in the history of the branch, and leaves the patch that restores it, the proof, and an incident note.",
	permissions: {
		contents: "read",
		"pull-requests": "read",
		checks: "read"
	},
	inputs: {
		...inputs,
		"verify-note": pathField({
			description: "An incident note of the judged files: it is checked for open parts, and against what is so.",
			optional: true
		})
	},
	lists,
	askedBy: [],
	outputs,
	documents: {
		"restore.patch": "the patch that restores the baseline, for git apply",
		"note.md": "an incident note, with the parts that only people know marked as open"
	},
	data: PlanData,
	rules,
	configProblems: ({ contracts }) => contractProblems(contracts),
	async evaluate(ctx) {
		const plan = await planRollback(ctx, { note: ctx.inputs["verify-note"] });
		showPlan(ctx, plan);
		const { restore } = plan;
		if (restore === void 0) return;
		if (changed(restore.files).length > 0) ctx.document("restore.patch", new TextEncoder().encode(restore.patch));
		ctx.document("note.md", restore.note);
	}
});

export { control };