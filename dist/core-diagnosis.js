// shared/core/diagnosis.ts
const places = [
	"laptop",
	"pull_request",
	"fork",
	"push",
	"merge_group",
	"schedule",
	"workflow_run"
];

export { places };