// shared/domain/control-needs/needs.ts
const table = {
	"atomic-change": {
		looksAt: ["change"],
		history: "all"
	},
	"branch-protection": {
		looksAt: ["platform"],
		history: "one",
		sparedOfParts: ["actions"]
	},
	"contract-change": {
		looksAt: ["state", "change"],
		history: "all",
		secretUses: { "consumer-token": {
			list: "surfaces",
			pointer: "/notices/rollout"
		} }
	},
	"cutover-gate": {
		looksAt: [
			"state",
			"past",
			"run"
		],
		history: "all",
		asks: "the checkpoint that is to be passed"
	},
	"evidence-bundle": {
		looksAt: ["state"],
		history: "one"
	},
	"executive-summary": {
		looksAt: ["run"],
		history: "none"
	},
	"external-setup": {
		looksAt: ["state", "change"],
		history: "one"
	},
	"gate-checklist": {
		looksAt: [
			"state",
			"change",
			"run"
		],
		history: "one"
	},
	"kpi-gate": {
		looksAt: ["state", "run"],
		history: "one"
	},
	"kpi-report": {
		looksAt: ["state"],
		history: "one",
		saysWhatCodeDid: true
	},
	"manifest-repin": {
		looksAt: ["state", "platform"],
		history: "all"
	},
	"manifest-sync": {
		looksAt: ["state"],
		history: "one",
		secretUses: { "producer-token": {
			list: "contracts",
			pointer: "/remote/mode",
			idle: "off"
		} }
	},
	promotion: {
		looksAt: [
			"past",
			"platform",
			"run"
		],
		history: "all",
		asks: "the environment, and whether it records or verifies"
	},
	readiness: {
		looksAt: ["state", "run"],
		history: "one"
	},
	"release-handoff": {
		looksAt: [
			"state",
			"platform",
			"run"
		],
		history: "all",
		asks: "its task: generate, verify or acknowledge"
	},
	"required-checks": {
		looksAt: ["state", "platform"],
		history: "one",
		sparedOfParts: ["actions"]
	},
	"rollback-open": {
		looksAt: ["past", "platform"],
		history: "all"
	},
	"rollback-plan": {
		looksAt: ["past"],
		history: "all"
	},
	"rollback-rehearsal": {
		looksAt: [
			"state",
			"past",
			"platform"
		],
		history: "all"
	},
	"sign-off": {
		looksAt: [
			"state",
			"platform",
			"run"
		],
		history: "all"
	},
	"track-incident": {
		looksAt: ["run"],
		history: "one"
	},
	verification: {
		looksAt: ["state"],
		history: "one",
		runsCommands: true,
		saysWhatCodeDid: true
	}
};
function needsOf(control) {
	return (Object.hasOwn(table, control) ? table[control] : void 0) ?? {
		looksAt: [
			"state",
			"change",
			"past",
			"platform",
			"run"
		],
		history: "all"
	};
}

export { needsOf };