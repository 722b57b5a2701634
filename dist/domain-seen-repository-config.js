import { text } from "./shared.js";
import { string } from "./vendor.js";

// shared/domain/seen-repository/config.ts
const AuditWorkflow = string().regex(/^\.github\/workflows\/[^/]+\.ya?ml$/, "expected a file in .github/workflows, such as .github/workflows/audit.yml");
const snapshotInputs = {
	snapshot: text({
		description: "What the API answered before: published (by the newest scheduled run of audit-workflow; such a run asks GitHub itself), or the path of a file, with which nothing is asked of GitHub and nothing passes.",
		optional: true,
		policy: true
	}),
	"audit-workflow": {
		...text({
			description: "The workflow whose scheduled runs on the default branch publish the snapshots that count.",
			default: ".github/workflows/scheduled-audit.yml",
			policy: true
		}),
		schema: AuditWorkflow
	}
};

export { snapshotInputs };