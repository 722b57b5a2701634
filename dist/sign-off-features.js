import { codeLine, isoTime, plainLine, tableLines } from "./shared.js";

// shared/domain/sign-off/package.ts
const words = {
	note: {
		go: "APPROVED",
		restricted: "Approved with conditions",
		"no-go": "BLOCKED"
	},
	package: {
		go: "Go",
		restricted: "Go (restricted)",
		"no-go": "No-Go"
	}
};
const marks = {
	proven: "proven",
	claimed: "claimed",
	against: "**not so**",
	open: "**not verified**"
};
function isGood(state) {
	return state === "proven" || state === "claimed";
}
function approvalNote(facts) {
	const { evidence, checklists, matrices, pulls, title } = facts;
	const ofKind = (kind) => evidence.filter((one) => kind.includes(one.kind));
	return document(`${title}: approval`, [
		head(facts),
		[
			"- Pull requests:",
			...pulls.length === 0 ? ["  - none is named by a matrix"] : pulls.map(({ number, mergeCommit }) => mergeCommit === void 0 ? `  - \`#${number}\`, **not merged**` : `  - \`#${number}\` as \`${mergeCommit}\``),
			"- Gates:",
			...shownItems(facts.gates),
			"- Evidence:",
			...shownItems(ofKind([
				"kpi",
				"regression",
				"other"
			])),
			"- Rollback evidence:",
			...shownItems(ofKind(["rollback"])),
			"- Checklist:",
			...shownItems([...checklists, ...matrices])
		],
		decisionLines(facts, "note", "Decision"),
		...restriction(facts)
	]);
}
function goNoGoPackage(facts) {
	const { gates, evidence, checklists, matrices, title } = facts;
	const shown = [
		...gates,
		...checklists,
		...matrices
	];
	return document(`${title}: go or no-go`, [
		head(facts),
		["## Preconditions"],
		shown.map(({ title: name, state, why }) => `- [${isGood(state) ? "x" : " "}] ${marks[state]}: ${plainLine(name)}${isGood(state) ? "" : `, ${plainLine(why)}`}`),
		["## Proof"],
		shownTable([...shown, ...evidence]),
		["## Open risks"],
		riskLines(facts),
		["## Decision"],
		decisionLines(facts, "package", "Decision"),
		...restriction(facts),
		["## Approvals"],
		roleLines(facts)
	]);
}
function handoffDecision(facts) {
	const { title, intent, gates, evidence, owners, rollback, posture, baseline } = facts;
	const open = (what) => `\`<${what}>\``;
	return document(`${title}: handoff`, [
		head(facts),
		["## Release intent"],
		intent.length === 0 ? [open("what is released, and how far")] : numbered("Intent", intent),
		["## Gates"],
		shownTable(gates),
		["## Proof"],
		shownTable(evidence.filter(({ kind }) => kind !== "rollback")),
		["## Rollback"],
		shownTable(evidence.filter(({ kind }) => kind === "rollback")),
		rollback.length === 0 ? [open("the steps of the rollback")] : numbered("Step", rollback),
		["## Ownership and escalation"],
		owners.length === 0 ? [open("who answers for what")] : tableLines([
			"Responsibility",
			"Owner",
			"Escalation"
		], owners.map(({ responsibility, owner, escalation }) => [
			responsibility,
			owner,
			escalation
		].map(plainLine))),
		["## Open risks"],
		riskLines(facts),
		["## To be told"],
		[
			`- Impact summary: ${open("who is affected, and how")}`,
			`- Current runtime posture: ${posture === void 0 ? open("what the posture record says") : value(posture)}`,
			...baseline.length === 0 ? [`- Baseline currently active: ${open("tag, commit and versions")}`] : baseline.map(({ label, value: said }) => `- Baseline currently active, ${plainLine(label)}: ${said === void 0 ? open("not known") : value(said)}`),
			`- Rollback action status: ${open("none, or what was done")}`,
			`- Next validation milestone: ${open("YYYY-MM-DD: what is validated by then")}`
		],
		["## Handoff decision"],
		decisionLines(facts, "package", "Recommendation"),
		...restriction(facts)
	]);
}
function document(title, parts) {
	return `${[[`# ${plainLine(title)}`], ...parts].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
function head({ branch, commit, run, at }) {
	return [
		...branch === void 0 ? [] : [`- Branch: ${value(branch)}`],
		`- Commit: \`${commit}\``,
		`- Drawn up: ${isoTime(at)}${run === void 0 ? "" : `, by [run ${run.id}](${run.url})`}`
	];
}
function shownItems(shown) {
	if (shown.length === 0) return ["  - **none**"];
	return shown.map((one) => `  - ${proofOf(one).join(", ")}`);
}
function proofOf({ title, state, why, path, commit, digests }) {
	return [
		`${marks[state]}: ${plainLine(title)}`,
		...path === void 0 ? [] : [value(path)],
		...commit === void 0 ? [] : [`measured on \`${commit}\``],
		...digests.map((digest) => `\`sha256:${digest}\``),
		...isGood(state) ? [] : [plainLine(why)]
	];
}
function numbered(word, lines) {
	return lines.map((line, index) => `- ${word} ${index + 1}: ${plainLine(line)}`);
}
function value(text) {
	return /[#|]/.test(text) ? plainLine(text) : codeLine(text);
}
function shownTable(shown) {
	if (shown.length === 0) return ["**None.**"];
	return tableLines([
		"What",
		"State",
		"Measured on",
		"Shown by"
	], shown.map(({ title, state, why, path, commit, digests }) => [
		plainLine(title),
		isGood(state) ? marks[state] : `${marks[state]}: ${plainLine(why)}`,
		commit === void 0 ? "" : `\`${commit}\``,
		[...path === void 0 ? [] : [value(path)], ...digests.map((digest) => `\`sha256:${digest}\``)].join(" ")
	]));
}
function riskLines({ risks, unknownRisks }) {
	const unknown = unknownRisks === void 0 ? [] : [`${marks.open}, whether there are more: ${plainLine(unknownRisks)}`];
	if (risks.length === 0) return unknown.length === 0 ? ["None known."] : unknown;
	const lines = tableLines([
		"Risk",
		"Owner",
		"Due",
		"Check",
		"Shown"
	], risks.map(({ text, owner, due, check, state, why }) => [
		plainLine(text),
		plainLine(owner),
		plainLine(due),
		plainLine(check),
		isGood(state) ? "followed up" : `${marks[state]}: ${plainLine(why)}`
	]));
	return unknown.length === 0 ? lines : [
		...lines,
		"",
		...unknown
	];
}
function roleLines({ roles }) {
	const rows = roles.map(({ role, people, count, by }) => [
		plainLine(role),
		plainLine(people.join(", ")),
		String(count),
		by.map(({ login, at }) => `${plainLine(login)} ${isoTime(at)}`).join(", ")
	]);
	return [
		"The reviews of the pull request that brings this document count, at its head, after the evidence:",
		"",
		...tableLines([
			"Stands for",
			"Who may approve",
			"How many",
			"Approved so far"
		], rows)
	];
}
function decisionLines({ decision, reasons }, kind, label) {
	const [first = "everything was measured, and lets go", ...others] = reasons;
	return [
		`- ${label}: \`${words[kind][decision]}\``,
		`- Reason: ${plainLine(first)}`,
		...others.map((reason) => `- Further reason: ${plainLine(reason)}`)
	];
}
function restriction({ decision, scope, conditions }) {
	if (decision !== "restricted") return [];
	return [
		["## Scope"],
		numbered("Scope", scope),
		["## Conditions"],
		numbered("Condition", conditions)
	];
}

export { approvalNote, goNoGoPackage, handoffDecision };