// shared/core/composites.ts
const compositeParts = {
	"contract-governance": {
		controls: [
			"manifest-sync",
			"atomic-change",
			"contract-change",
			"cutover-gate"
		],
		mayBeApart: []
	},
	"release-gate": {
		controls: [
			"verification",
			"kpi-gate",
			"gate-checklist",
			"readiness",
			"sign-off",
			"evidence-bundle",
			"executive-summary"
		],
		mayBeApart: ["verification"]
	},
	"repository-audit": {
		controls: ["branch-protection", "required-checks"],
		mayBeApart: []
	}
};

export { compositeParts };