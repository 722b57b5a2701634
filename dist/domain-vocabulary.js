// shared/domain/vocabulary/vocabularies.ts
const meanings = [
	"met",
	"unmet",
	"open",
	"conditional"
];
const vocabularies = {
	gate: {
		met: ["pass", "passed"],
		unmet: [
			"fail",
			"failed",
			"blocked"
		],
		open: [
			"pending",
			"in progress",
			"in-progress",
			"not started"
		],
		conditional: ["conditional", "waived"]
	},
	tracker: {
		met: ["on-track"],
		unmet: ["blocked"],
		open: ["at-risk"],
		conditional: []
	},
	roadmap: {
		met: [
			"done",
			"merged",
			"implemented",
			"completed"
		],
		unmet: ["blocked", "cancelled"],
		open: [
			"in progress",
			"in review",
			"next",
			"planned"
		],
		conditional: []
	},
	decision: {
		met: [
			"go",
			"approved",
			"approve",
			"approve-go"
		],
		unmet: [
			"no-go",
			"blocked",
			"rejected",
			"reject"
		],
		open: ["pending", "undecided"],
		conditional: [
			"go (restricted)",
			"conditional",
			"conditional-go",
			"approve-go-restricted"
		]
	}
};
const vocabularyNames = [
	"gate",
	"tracker",
	"roadmap",
	"decision"
];

export { meanings, vocabularies, vocabularyNames };