import { actFields } from "./shared.js";

// shared/core/issue-proposal.ts
const issueFields = { apply: {
	...actFields.apply,
	description: "Write to the issue, in workflows on the default branch only; otherwise it is only shown."
} };
const issueOutputs = {
	applied: { description: "Whether the issue was written, as true or false." },
	"issue-url": { description: "Address of the issue that was opened, updated or closed; empty when none was." }
};

export { issueFields, issueOutputs };