import { Duration } from "./core-duration.js";
import { _enum, array, boolean, number, partialRecord, record, strictObject, string, union } from "./vendor.js";
import { patternProblem } from "./core-glob-pattern.js";
import { RelativePath, Text } from "./shared.js";
import { Pointer } from "./core-pointer-text.js";
import { NamedCheckSchema } from "./domain-check-run-config.js";
import { vocabularies } from "./domain-vocabulary.js";

// shared/domain/sign-off/words.ts
const partNames = [
	"decision",
	"commit",
	"branch",
	"reason",
	"scope",
	"conditions",
	"risks",
	"evidence",
	"checklist",
	"rollback",
	"pulls"
];
const columnNames = [
	"role",
	"name",
	"verdict",
	"time",
	"risk",
	"owner",
	"due",
	"check",
	"status",
	"slice",
	"pull",
	"merge",
	"files"
];
const decisionKinds = [
	"go",
	"restricted",
	"no-go"
];
const statusNames = [
	"closed",
	"done",
	"pending"
];
const phraseName = "not-run";
const wordNames = [
	...partNames,
	...columnNames,
	...decisionKinds,
	...statusNames,
	phraseName
];
const common = {
	decision: [
		"decision",
		"final decision",
		"approval decision",
		"handoff decision",
		"go/no-go",
		"go/no-go decision",
		"recommendation",
		"current recommendation"
	],
	commit: [
		"commit",
		"approved commit",
		"base commit",
		"base branch/commit",
		"branch/commit",
		"commit sha"
	],
	branch: [
		"branch",
		"base branch",
		"base branch/commit",
		"branch/commit"
	],
	reason: [
		"reason",
		"why",
		"rationale"
	],
	scope: [
		"scope",
		"scope of the decision",
		"operating mode",
		"restricted to"
	],
	conditions: [
		"conditions",
		"condition",
		"conditions of the decision"
	],
	risks: [
		"risks",
		"open risks",
		"known risks",
		"residual risks",
		"open risks and follow-ups",
		"risk register"
	],
	evidence: [
		"evidence",
		"kpi evidence",
		"validation evidence"
	],
	checklist: [
		"checklist",
		"preconditions",
		"readiness checklist"
	],
	rollback: [
		"rollback",
		"rollback evidence",
		"rollback posture"
	],
	pulls: [
		"pull requests",
		"closure prs",
		"reference prs",
		"merged closure prs"
	],
	role: ["role"],
	name: [
		"name",
		"approver",
		"person",
		"login"
	],
	verdict: [
		"decision",
		"verdict",
		"approval"
	],
	time: [
		"timestamp",
		"time",
		"date",
		"approved at",
		"decided at"
	],
	risk: [
		"risk",
		"open risk",
		"follow-up",
		"description"
	],
	owner: ["owner", "responsible"],
	due: [
		"due",
		"due date",
		"until",
		"target date"
	],
	check: [
		"check",
		"check id",
		"live check",
		"gate"
	],
	status: ["status", "state"],
	slice: [
		"slice",
		"plan slice",
		"closure slice",
		"item",
		"work item"
	],
	pull: [
		"pull request",
		"github pr",
		"pr"
	],
	merge: [
		"merge commit",
		"merge sha",
		"merged as",
		"commit"
	],
	files: [
		"evidence",
		"evidence (code/tests)",
		"code/tests"
	],
	go: [...vocabularies.decision.met],
	restricted: [
		...vocabularies.decision.conditional,
		"go restricted",
		"restricted go",
		"conditional go",
		"approved with conditions"
	],
	"no-go": [
		...vocabularies.decision.unmet,
		"no go",
		"not approved",
		"on hold"
	],
	closed: [
		"closed",
		"resolved",
		"done",
		"mitigated",
		"gone"
	],
	done: [...vocabularies.roadmap.met],
	pending: [
		...vocabularies.roadmap.open,
		"pending",
		"open",
		"in review"
	],
	"not-run": [
		"blocked",
		"not run",
		"not yet run",
		"not rerun",
		"was skipped",
		"were skipped",
		"was not executed",
		"not executed",
		"not performed",
		"not tested",
		"not measured",
		"could not be run",
		"could not run",
		"did not run",
		"still to be run",
		"to be run",
		"to be scheduled",
		"be scheduled",
		"rerun in",
		"was deferred",
		"is missing"
	]
};
function wordsWith(added) {
	const entries = wordNames.map((name) => [name, [...common[name], ...(added[name] ?? []).map(foldedWord)]]);
	return Object.fromEntries(entries);
}
function calledBy(text, names, words) {
	const word = foldedWord(text);
	return names.find((name) => words[name].includes(word));
}
const alike = new Map(Object.entries({
	а: "a",
	в: "b",
	с: "c",
	ԁ: "d",
	е: "e",
	һ: "h",
	н: "h",
	і: "i",
	ј: "j",
	к: "k",
	м: "m",
	п: "n",
	о: "o",
	р: "p",
	ԛ: "q",
	ѕ: "s",
	т: "t",
	ѵ: "v",
	ԝ: "w",
	х: "x",
	у: "y",
	ո: "n",
	օ: "o",
	ս: "u",
	ı: "i",
	ɡ: "g",
	ᴏ: "o",
	α: "a",
	β: "b",
	ε: "e",
	η: "n",
	ι: "i",
	κ: "k",
	μ: "m",
	ν: "v",
	ο: "o",
	ρ: "p",
	τ: "t",
	υ: "u",
	χ: "x",
	ϲ: "c"
}));
function seenWord(text) {
	return [...foldedWord(text.normalize("NFKD").replace(/\p{M}/gu, ""))].map((letter) => alike.get(letter) ?? letter).join("");
}
function foldedWord(text) {
	return text.normalize("NFKC").replace(/\p{Cf}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();
}

// shared/domain/sign-off/config.ts
const Id = string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens");
const { app: App } = NamedCheckSchema.shape;
const PathPattern = string().superRefine((text, check) => {
	const problem = patternProblem(text);
	if (problem !== void 0) check.addIssue({
		code: "custom",
		message: `the pattern ${problem}`
	});
});
const DocumentSchema = strictObject({
	id: Id,
	path: RelativePath.meta({ description: "The document, in Markdown." }),
	decides: boolean().default(true).meta({ description: "It holds a decision that people approve. Of any other document only references and agreement are judged." }),
	parts: array(_enum(partNames)).default(["commit"]).meta({ description: "What it must say besides its decision." })
});
const GateSchema = strictObject({
	id: Id,
	title: Text.optional(),
	names: array(Text).default([]).meta({ description: "What documents call it besides; a risk that names it and says that it was not run makes it unverified." }),
	control: Text.optional().meta({ description: "A control whose report of this run must be measured as passed." }),
	verification: Text.optional().meta({ description: "The id of a verification of this run." }),
	check: Text.optional().meta({ description: "A check that must have succeeded for the judged commit." }),
	app: App
}).refine(({ control, verification, check }) => [
	control,
	verification,
	check
].filter((place) => place !== void 0).length === 1, "give one of control, verification and check");
const EvidenceSchema = strictObject({
	id: Id,
	title: Text.optional(),
	kind: _enum([
		"kpi",
		"rollback",
		"regression",
		"other"
	]).default("other"),
	path: RelativePath.optional().meta({ description: "A committed file." }),
	commit: union([Pointer, Text]).optional().meta({ description: "Where the file says which commit was measured: a JSON Pointer, or in Markdown a label." }),
	time: union([Pointer, Text]).optional().meta({ description: "Where it says when; approvals from before do not count." }),
	check: Text.optional().meta({ description: "A check of the judged commit; approvals from before its end do not count." }),
	app: App
}).refine(({ path, check }) => path === void 0 !== (check === void 0), "give either path or check").refine(({ path, commit, time }) => path !== void 0 || commit === void 0 && time === void 0, "commit and time are places in the file under path");
const ChecklistSchema = strictObject({
	path: RelativePath,
	none: array(Text).default([]).meta({ description: "Headings over boxes of which a ticked one is a no-go." }),
	template: array(Text).default([]).meta({ description: "Headings over boxes that are never ticked in git." })
});
const MatrixSchema = strictObject({
	id: Id,
	path: RelativePath,
	heading: Text.optional().meta({ description: "The heading over its table; every matrix of the file unless given." }),
	slices: array(Text).default([]).meta({ description: "How rows must begin that have to be there." })
});
const ApprovalsSchema = strictObject({
	roles: array(strictObject({
		role: Text.meta({ description: "A role, or a login with @." }),
		count: number().int().min(1).max(10).default(1)
	})).min(1),
	within: Duration.optional().meta({ description: "How soon after the pull request was opened and the evidence was there people must have approved." }),
	"maximum-age": Duration.optional().meta({ description: "How long an approval holds." })
});
const PackageSchema = strictObject({
	title: Text,
	intent: array(Text).default([]).meta({ description: "What is released, and how far." }),
	scope: array(Text).default([]).meta({ description: "To what a restricted decision restricts." }),
	conditions: array(Text).default([]).meta({ description: "Under which conditions it holds." }),
	owners: array(strictObject({
		responsibility: Text,
		owner: Text,
		escalation: Text
	})).default([]).meta({ description: "Who answers for what." }),
	rollback: array(Text).default([]).meta({ description: "The steps of the rollback, in their order." }),
	posture: RelativePath.optional().meta({ description: "The posture record." }),
	baseline: strictObject({
		path: RelativePath,
		fields: record(Text, Pointer)
	}).optional().meta({ description: "The file that says what is active, and what it says there, as { path, fields: { Tag: /release } }." })
});
const SignOffWordsSchema = partialRecord(_enum(wordNames), array(Text).min(1));

export { ApprovalsSchema, ChecklistSchema, DocumentSchema, EvidenceSchema, GateSchema, MatrixSchema, PackageSchema, PathPattern, SignOffWordsSchema, calledBy, columnNames, decisionKinds, foldedWord, partNames, seenWord, wordsWith };