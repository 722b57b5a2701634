import { defineControl } from "./shared.js";
import { array, object, string } from "./vendor.js";
import { contractProblems } from "./domain-contract-pair-config.js";
import { inputs, judgeContract, lists, outputs, pinnedTexts, rules } from "./domain-contract-sync.js";

// actions/manifest-sync/control.ts
const control = defineControl({
	name: "manifest-sync",
	title: "Contract pin, mirror and matrix",
	kind: "check",
	description: "Checks that a consumer’s pin, mirrored manifest and compatibility matrix say the same about the producer’s contract.",
	permissions: { contents: "read" },
	inputs,
	lists,
	outputs,
	data: object({ contracts: array(object({
		id: string(),
		tag: string().optional(),
		commit: string().optional()
	})) }),
	rules,
	configProblems: ({ contracts }) => contractProblems(contracts),
	async evaluate(ctx) {
		const { contracts } = ctx.config;
		const data = [];
		for (const contract of contracts) {
			const { tag, commit } = pinnedTexts(contract, await judgeContract(ctx, contract));
			data.push({
				id: contract.id,
				tag,
				commit
			});
		}
		ctx.metric("contracts", contracts.length);
		ctx.data({ contracts: data });
	}
});

export { control };