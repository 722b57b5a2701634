import { defineControl, isCalendarDay, millisecondsPerDay, pathField, rule, sha256, startOfDay } from "./shared.js";
import { contractProblems } from "./domain-contract-pair-config.js";
import { PlanData, agreements, changed, chosenContract, inputs as inputs$1, isOpenPart, lists as lists$1, mustPassProblems, noteLabels, noteMaxBytes, outputs as outputs$1, parts, plainValue, planRollback, planRules, readNote, saidOf, showPlan, unclearParts } from "./domain-rollback.js";
import { locate } from "./core-location.js";
import { noData, tellVerdict } from "./domain-verdict.js";

// actions/rollback-plan/definition.ts
const lists = lists$1;
const inputs = {
	...inputs$1,
	"verify-note": pathField({
		description: "An incident note of the judged files, one of notes: it is checked for open parts, and against what is so. A note that the change brings is checked without it.",
		optional: true
	})
};
const outputs = outputs$1;

// actions/rollback-plan/incident.ts
const noteRules = [
	"note-complete",
	"note-agrees",
	"note-milestone"
];
async function findIncident(ctx, contract) {
	const all = {
		contract,
		what: "the note"
	};
	const named = ctx.inputs["verify-note"];
	const brought = await broughtNotes(ctx);
	if ("because" in brought) {
		for (const rule of noteRules) ctx.unverified(rule, all, brought.because);
		return;
	}
	if (named !== void 0 && !(await ctx.matcher(ctx.inputs.notes))(named)) {
		const problem = `${named} is none of the incident notes`;
		const fix = `put the note where notes has it: ${ctx.inputs.notes.join(", ")}`;
		ctx.failed("note-complete", {
			...all,
			problem,
			expected: ctx.inputs.notes,
			actual: named,
			fix
		}, { path: named });
		for (const rule of ["note-agrees", "note-milestone"]) ctx.unverified(rule, all, noData(`${named} is not judged`, "an incident note"));
		return;
	}
	const paths = [...new Set([...named === void 0 ? [] : [named], ...brought.paths])];
	const [first, ...others] = await aboutContract(ctx, contract, paths);
	if (first === void 0) {
		const why = paths.length === 0 ? "no note was given, and the change brings none" : "the notes are about other contracts";
		for (const rule of noteRules) ctx.notApplicable(rule, all, why);
		return;
	}
	for (const path of others) {
		const fact = {
			contract,
			what: `the note ${path}`
		};
		const problem = `comes with the change beside ${first}, and one note is judged at a time`;
		const fix = `bring ${path} by a change of its own`;
		ctx.failed("note-complete", {
			...fact,
			problem,
			expected: first,
			actual: path,
			fix
		}, { path });
	}
	return readIncident(ctx, contract, first);
}
async function broughtNotes(ctx) {
	const { before } = ctx;
	const { event } = ctx.subject;
	if (event === "local") return { paths: [] };
	if ("because" in before) return event.startsWith("pull_request") || event === "merge_group" ? { because: before.because } : { paths: [] };
	const found = await ctx.match(ctx.inputs.notes);
	if (!found.ok) return found;
	const paths = [];
	for (const path of found.paths) {
		const [now, then] = [await ctx.tree.read(path, noteMaxBytes), await before.read(path, noteMaxBytes)];
		if (!then.found && then.because !== void 0) return { because: then.because };
		if (now.found && then.found && sha256(now.content) === sha256(then.content)) continue;
		if (!now.found && !then.found && now.reason === then.reason) continue;
		paths.push(path);
	}
	return { paths };
}
async function aboutContract(ctx, contract, paths) {
	const foreign = new Set(ctx.config.contracts.map(({ id }) => plainValue(id)).filter((id) => id !== plainValue(contract)));
	const own = [];
	for (const path of paths) {
		const found = foreign.size === 0 ? void 0 : await ctx.tree.read(path, noteMaxBytes);
		const read = found?.found === true ? readNote(found.content) : void 0;
		const said = read?.ok === true ? saidOf(read.document, "contract") : [];
		if (said.length === 0 || !said.every(({ value }) => foreign.has(value))) own.push(path);
	}
	return own;
}
async function readIncident(ctx, contract, path) {
	const fact = {
		contract,
		what: `the note ${path}`
	};
	const found = await ctx.read(path, { maxBytes: noteMaxBytes });
	if (!found.found && found.because !== void 0) {
		for (const rule of noteRules) ctx.unverified(rule, fact, found.because, { path });
		return;
	}
	const read = found.found ? readNote(found.content) : {
		ok: false,
		message: found.message
	};
	if (read.ok) return {
		path,
		document: read.document
	};
	const expected = "an incident note in Markdown";
	const fix = `write the note ${path} as Markdown, as the plan leaves it beside its report`;
	ctx.failed("note-complete", {
		...fact,
		problem: read.message,
		expected,
		actual: read.message,
		fix
	}, { path });
	const because = noData(`the note ${path} ${read.message}`, "a note that can be read");
	for (const rule of ["note-agrees", "note-milestone"]) ctx.unverified(rule, fact, because, { path });
}
function saysCarriedOut({ document }) {
	return saidOf(document, "rollback").some(({ value }) => value === "restored" || value === "opened");
}
function judgeIncident(ctx, contract, incident, facts) {
	const { path, document } = incident;
	judgeText(ctx, contract, incident);
	for (const part of Object.keys(noteLabels)) judgePart(ctx, contract, incident, part);
	judgeMilestone(ctx, contract, incident);
	if (facts === void 0) {
		const because = noData("there is no baseline to compare the note with", "a baseline");
		return ctx.unverified("note-agrees", {
			contract,
			what: `the note ${path}`
		}, because);
	}
	for (const { what, verdict } of agreements(path, document, facts)) tellVerdict(ctx, "note-agrees", {
		contract,
		what
	}, verdict, { at: { path } });
}
function judgeText(ctx, contract, { path, document }) {
	const unclear = unclearParts(document);
	const [first] = unclear;
	const words = [...new Set(unclear.map(({ message }) => message))];
	ctx.judge("note-complete", first === void 0, {
		contract,
		what: `the note ${path}`,
		problem: words.join("; "),
		expected: "parts as bullets and one table of files, in plain text",
		actual: unclear.map(({ message, position }) => `line ${position.line}: ${message}`),
		fix: `write ${path} in the form in which the plan leaves it beside its report`
	}, locate(path, first?.position));
}
function judgePart(ctx, contract, { path, document }, part) {
	const label = noteLabels[part];
	const fact = {
		contract,
		what: `the part ${label}`,
		expected: `one line - ${label}: …`,
		fix: `write it in ${path} as - ${label}: …`
	};
	const [first, ...others] = saidOf(document, part);
	const other = others.find(({ value }) => value !== first?.value);
	if (first === void 0) ctx.failed("note-complete", {
		...fact,
		problem: "is missing",
		actual: null
	}, { path });
	else if (other !== void 0) ctx.failed("note-complete", {
		...fact,
		problem: "says two things",
		actual: [first.value, other.value]
	}, at(path, other));
	else ctx.judge("note-complete", !isOpenPart(part, first.value), {
		...fact,
		problem: "is not filled in",
		actual: first.value
	}, at(path, first));
}
function judgeMilestone(ctx, contract, { path, document }) {
	const fact = {
		contract,
		what: `the part ${noteLabels.milestone}`
	};
	const expected = "YYYY-MM-DD: what is validated by then";
	const fix = `write in ${path} a day that is still to come, and what is validated by then`;
	const [said] = saidOf(document, "milestone");
	const [, day = "", what = ""] = /^(\d{4}-\d{2}-\d{2})[\s:,.–—-]+(.*)$/.exec(said?.value ?? "") ?? [];
	const place = said === void 0 ? { path } : at(path, said);
	const fail = (problem) => ctx.failed("note-milestone", {
		...fact,
		problem,
		expected,
		actual: said?.value ?? null,
		fix
	}, place);
	if (said === void 0) fail("is missing");
	else if (day === "" || !isCalendarDay(day)) fail("does not begin with a day");
	else if (isOpenPart("milestone", what)) fail("does not say what is validated");
	else if (startOfDay(day) + 864e5 <= ctx.time.latest) fail("is in the past");
	else ctx.passed("note-milestone", fact, place);
}
function at(path, { position }) {
	return locate(path, position);
}

// actions/rollback-plan/rules.ts
const rules = {
	...planRules,
	"note-complete": rule({
		...parts,
		severity: "high",
		asserts: "There is one incident note, it shows its reader what is judged, and it has every part, none as the template has it.",
		why: "What nobody wrote down during the incident nobody knows a week later."
	}),
	"note-agrees": rule({
		...parts,
		severity: "critical",
		asserts: "The incident note names the release that is left, the baseline, the files and the posture as they are.",
		why: "People act on the note: one wrong commit in it, and they restore something else."
	}),
	"note-milestone": rule({
		...parts,
		severity: "medium",
		asserts: "The incident note says by which day, still to come, what is validated next.",
		why: "A retreat without a next date becomes the normal state."
	})
};

// actions/rollback-plan/control.ts
const control = defineControl({
	name: "rollback-plan",
	title: "Rollback plan",
	kind: "record",
	judgesOthers: true,
	description: "Finds the last known good state of a consumer’s pin, mirror and matrix in the history of the branch, and leaves the patch that restores it, the proof, and an incident note.",
	permissions: {
		contents: "read",
		"pull-requests": "read",
		checks: "read"
	},
	inputs,
	lists,
	askedBy: [],
	outputs,
	documents: {
		"restore.patch": "the patch that restores the baseline, for git apply",
		"note.md": "an incident note, with the parts that only people know marked as open"
	},
	data: PlanData,
	rules,
	configProblems: ({ contracts }, section) => [...contractProblems(contracts), ...mustPassProblems(section?.["must-pass"] ?? [], "rollback-plan")],
	async evaluate(ctx) {
		const { id } = chosenContract(ctx);
		const incident = await findIncident(ctx, id);
		const plan = await planRollback(ctx, { carriedOut: incident !== void 0 && saysCarriedOut(incident) });
		const { restore } = plan;
		if (incident !== void 0) judgeIncident(ctx, id, incident, restore?.facts);
		showPlan(ctx, plan);
		if (restore === void 0) return;
		if (changed(restore.files).length > 0) ctx.document("restore.patch", new TextEncoder().encode(restore.patch));
		ctx.document("note.md", restore.note);
	}
});

export { control };