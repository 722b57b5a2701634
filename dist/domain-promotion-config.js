import { Duration } from "./core-duration.js";
import { _enum, array, number, strictObject, union } from "./vendor.js";
import { Slug, Text } from "./shared.js";

// shared/domain/promotion/config.ts
const ApprovalSchema = strictObject({
	by: array(Text).min(1).meta({ description: "Roles, and logins with @." }),
	needed: number().int().min(1).default(1).meta({ description: "How many of them." }),
	through: _enum(["pull-request", "deployment"]).default("pull-request").meta({ description: "Where they approve: in the pull request that brings the entry, or in the run that records it, before its job of that environment begins." })
});
const EnvironmentSchema = strictObject({
	environment: Slug.meta({ description: "Its name; its history is <name>.jsonl." }),
	accept: _enum(["go", "conditional-go"]).default("go").meta({ description: "The least decision that is enough." }),
	summary: Text.optional().meta({ description: "The name of its summary, where the decision is one of several." }),
	soak: Duration.optional().meta({ description: "How long the same bytes must have been in the environment before, and deployed there where it names its deployment." }),
	approvals: ApprovalSchema.optional(),
	deployment: Text.optional().meta({ description: "The environment of GitHub whose deployments must agree with the history." })
});
const PromotedSchema = union([strictObject({ artifact: Text.meta({ description: "The name of the artifact." }) }), strictObject({ asset: Text.meta({ description: "The name of the asset of a release." }) })]);
function environmentBefore(chain, name) {
	const at = chain.findIndex(({ environment }) => environment === name);
	return at < 1 ? void 0 : chain[at - 1];
}

export { EnvironmentSchema, PromotedSchema, environmentBefore };