// shared/core/workflow-permissions.ts
const workflowPermissions = new Set([
	"actions",
	"artifact-metadata",
	"attestations",
	"checks",
	"code-quality",
	"contents",
	"copilot-requests",
	"deployments",
	"discussions",
	"drives",
	"id-token",
	"issues",
	"models",
	"packages",
	"pages",
	"pull-requests",
	"repository-projects",
	"security-events",
	"statuses",
	"vulnerability-alerts"
]);

export { workflowPermissions };