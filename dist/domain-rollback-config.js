import { Duration } from "./core-duration.js";
import { _enum, array, strictObject, string, union } from "./vendor.js";
import { RelativePath } from "./shared.js";

// shared/domain/rollback/config.ts
const Text = string().trim().min(1, "must not be empty");
const Reason = Text.meta({ description: "Why it must not be restored." });
const DenySchema = array(union([
	strictObject({
		commit: string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "expected a full commit id").meta({ description: "A commit of this repository, or the commit of the producer that is pinned." }),
		reason: Reason
	}),
	strictObject({
		tag: Text.meta({ description: "A tag of the producer that is pinned." }),
		reason: Reason
	}),
	strictObject({
		version: Text.meta({ description: "A value that any mapped field of the pin or the mirror has, such as a contract version." }),
		reason: Reason
	})
]));
const CompanionsSchema = array(strictObject({
	files: Text.meta({ description: "A glob of files that are restored together with the pin." }),
	"when-absent": _enum([
		"refuse",
		"keep",
		"delete"
	]).default("refuse").meta({ description: "What becomes of a file that the baseline did not have: the plan fails, the file stays, or it is deleted." })
}));
const ChecksSchema = array(strictObject({
	check: Text.meta({ description: "The name of the check." }),
	app: Text.default("github-actions").meta({ description: "The slug of the app that makes it." })
}));
const MayFailSchema = array(strictObject({
	rule: string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "expected a control and its rule, as cutover-gate/repin").meta({ description: "A control and its rule, e.g. cutover-gate/repin." }),
	reason: Text.meta({ description: "Why it may fail after the restore." })
}));
const AgeSchema = Duration.optional();
const PostureSchema = RelativePath.optional();

export { AgeSchema, ChecksSchema, CompanionsSchema, DenySchema, MayFailSchema, PostureSchema };