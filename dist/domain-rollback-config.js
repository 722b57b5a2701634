import { Duration } from "./core-duration.js";
import { _enum, array, strictObject, string, union } from "./vendor.js";
import { CommitId, Text } from "./shared.js";
import { NamedCheckSchema } from "./domain-check-run-config.js";

// shared/domain/rollback/config.ts
const Reason = Text.meta({ description: "Why it must not be restored." });
const DenySchema = array(union([
	strictObject({
		commit: CommitId.meta({ description: "A commit of this repository, or the commit of the producer that is pinned." }),
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
const ChecksSchema = array(NamedCheckSchema);
const MayFailSchema = array(strictObject({
	rule: string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "expected a control and its rule, as cutover-gate/repin").meta({ description: "A control and its rule, e.g. cutover-gate/repin." }),
	reason: Text.meta({ description: "Why it may fail after the restore." })
}));
const AgeSchema = Duration.optional();
const MustPassSchema = array(Text);
const NotesSchema = array(Text).min(1);

export { AgeSchema, ChecksSchema, CompanionsSchema, DenySchema, MayFailSchema, MustPassSchema, NotesSchema };