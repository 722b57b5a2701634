import { catalog, childPointer, choice, controlNames, defineControl, flag, list, rule, structured, suggestion } from "./shared.js";
import { _enum, array, number, object, string } from "./vendor.js";
import { Duration } from "./core-duration.js";
import { CopySchema, MatrixSchema, SourceSchema } from "./domain-claim-config.js";
import { tellsVerdicts } from "./domain-verdict.js";

// actions/gate-checklist/definition.ts
const inputs = {
	sources: structured(array(SourceSchema).min(1), {
		description: "The tables and sections of boxes in which claims stand, as { id: gates, path: docs/gates.md, table: { heading: Gates }, measured: [{ claim: Tests, verification: unit }] }.",
		policy: true
	}),
	unmeasured: choice(["conditional-go", "no-go"], {
		description: "What a claim that nothing measures leads to.",
		default: "conditional-go",
		policy: true
	}),
	"longest-condition": structured(Duration.optional(), {
		description: "How long from now a conditional status may last.",
		policy: true,
		default: void 0
	}),
	owners: list({
		description: "Who may be an owner: names as documents write them, logins with @, and roles.",
		default: [],
		policy: true
	}),
	"evidence-maximum-age": structured(Duration.optional(), {
		description: "How old evidence may be by the days that it states: its name, front matter, Date and Updated.",
		policy: true,
		default: void 0
	}),
	"git-dates": flag({
		description: "Ask GitHub for the last commit of documents and evidence that have an age: its day must be young enough too.",
		default: false,
		policy: true
	}),
	copies: structured(array(CopySchema), {
		description: "Tables that repeat a source, as { id: packet, of: gates, path: docs/packet.md, table: { first-header: Gate } }.",
		default: [],
		policy: true
	}),
	matrices: structured(array(MatrixSchema), {
		description: "Tables of settings for each environment, as { id: env, path: docs/env.md, table: { first-header: Dimension }, environments: [staging, production] }.",
		default: [],
		policy: true
	})
};
const lists = {};
const outputs = {
	claimed: { description: "How many things the documents claim." },
	measured: { description: "How many of them were measured, and hold." },
	unmeasured: { description: "Those that nothing measured, one a line: the source and the claim." }
};

// actions/gate-checklist/outcome.ts
const Count = number().int().nonnegative();
const checklistData = object({
	claimed: Count.meta({ description: "How many things the documents say are so." }),
	measured: Count.meta({ description: "How many of them were measured, and hold." }),
	claims: array(object({
		source: string(),
		claim: string(),
		says: string().meta({ description: "The status word; of a box x or a space." }),
		line: number().int().positive(),
		standing: _enum([
			"measured",
			"refuted",
			"not measured",
			"not claimed"
		]).meta({ description: "not claimed: the document does not say that it is so." }),
		by: string().optional().meta({ description: "What measures it." })
	}))
});
function dataOf(judged) {
	const claims = judged.map((one) => {
		const { source, claim, by } = one;
		const standing = standingOf(one);
		return {
			source,
			claim: claim.name,
			says: claim.word,
			line: claim.position.line,
			standing,
			...by === void 0 ? {} : { by }
		};
	});
	const count = (...of) => claims.filter(({ standing }) => of.includes(standing)).length;
	return {
		claimed: count("measured", "refuted", "not measured"),
		measured: count("measured"),
		claims
	};
}
function standingOf({ stands }) {
	if (stands === void 0) return "not claimed";
	return stands === "passed" ? "measured" : stands === "failed" ? "refuted" : "not measured";
}
function totalsText({ claimed, measured }) {
	return `${claimed} claimed, ${measured} measured`;
}
const marks = {
	measured: "good",
	refuted: "bad",
	"not measured": "open",
	"not claimed": "bad"
};
const order = [
	"refuted",
	"not claimed",
	"not measured",
	"measured"
];
const mostRows = 100;
function exhibitOf(data) {
	const sorted = [...data.claims].sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
	const hidden = sorted.length - mostRows;
	const more = hidden > 0 ? ` ${hidden} more are in the data of the report.` : "";
	return {
		title: "Claims of the documents",
		columns: [
			{ name: "Source" },
			{ name: "Claim" },
			{ name: "Says" },
			{ name: "Standing" },
			{ name: "Measured by" }
		],
		rows: sorted.slice(0, mostRows).map(({ source, claim, says, standing, by = "" }) => ({
			cells: [
				source,
				claim,
				says === "x" ? "ticked" : says.trim() === "" ? "not ticked" : says,
				standing,
				by
			],
			mark: marks[standing]
		})),
		remark: `${totalsText(data)}.${more}`
	};
}

// actions/gate-checklist/rules.ts
const told = {
	...tellsVerdicts,
	severity: "high",
	says: ({ about, problem = "" }) => `${about.join(" · ")}: ${problem}`
};
const rules = {
	readable: rule({
		...told,
		severity: "critical",
		waivable: false,
		asserts: "The table or the boxes can be read as a reader sees them, row by row.",
		why: "A row that a program drops, or that only a program sees, was never judged."
	}),
	kept: rule({
		...told,
		severity: "critical",
		asserts: "Every claim that must be there is there.",
		why: "A gate that is taken out of its table is never red."
	}),
	status: rule({
		...told,
		severity: "critical",
		asserts: "The word is one of the legend, and says that the gate is met.",
		why: "A gate that is not met, or whose word means nothing, stops nobody unless something reads it."
	}),
	measured: rule({
		...told,
		severity: "critical",
		asserts: "What the document claims was measured, for this commit.",
		why: "A status cell is what somebody typed: it proves nothing."
	}),
	condition: rule({
		...told,
		severity: "critical",
		asserts: "What is only conditional has an owner, a mitigation and a day on which it ends, which is still to come.",
		why: "A condition without an end is a gate that nobody will close."
	}),
	filled: rule({
		...told,
		severity: "medium",
		asserts: "Every cell that is asked for is filled in.",
		why: "What a template left open nobody has thought about."
	}),
	owner: rule({
		...told,
		severity: "medium",
		asserts: "The owner is somebody whom the configuration knows.",
		why: "A gate that belongs to an alias belongs to nobody."
	}),
	evidence: rule({
		...told,
		asserts: "What is named as evidence is a file of the judged commit.",
		why: "Evidence that is missing, ignored by git or only on somebody’s disk cannot be looked at."
	}),
	"evidence-current": rule({
		...told,
		severity: "medium",
		asserts: "The evidence is not older than it may be, by the days that it states.",
		why: "Evidence of last year says nothing of this release."
	}),
	"evidence-verdict": rule({
		...told,
		asserts: "Nothing in the evidence says that it failed, was blocked or is still to be done.",
		why: "A green cell over a red report is worse than no report."
	}),
	"evidence-circle": rule({
		...told,
		asserts: "The evidence does not rest on the document that it is evidence for.",
		why: "Two documents that prove each other prove nothing."
	}),
	target: rule({
		...told,
		asserts: "What the row says was observed keeps its target.",
		why: "Nobody compares the figures of a row whose status says pass."
	}),
	current: rule({
		...told,
		severity: "medium",
		asserts: "The document is not older than it may be, by the days that it states.",
		why: "A tracker that nobody has touched for weeks tracks nothing."
	}),
	copy: rule({
		...told,
		asserts: "The copy says what its source says.",
		why: "Who reads the copy decides on what the source no longer says."
	}),
	matrix: rule({
		...told,
		asserts: "Every environment says of every dimension what it may say.",
		why: "A setting that is missing for production is found in production."
	})
};

// actions/gate-checklist/control.ts
const control = defineControl({
	name: "gate-checklist",
	title: "Gate checklist",
	kind: "check",
	joins: true,
	description: "Judges go-live documents: every status and tick is a claim that something must measure, with evidence that is there, current and green.",
	permissions: {
		actions: "read",
		checks: "read",
		contents: "read"
	},
	inputs,
	lists,
	outputs,
	data: checklistData,
	rules,
	configProblems: (_lists, section) => section === void 0 ? [] : problemsOf(section),
	async evaluate(ctx) {
		const { judgeAll } = await import("./gate-checklist-judge.js");
		await judgeAll(ctx);
	}
});
function problemsOf({ sources = [], copies = [], matrices = [] }) {
	const named = [
		...sources.map(({ id }, index) => ({
			id,
			pointer: `/gate-checklist/sources/${index}/id`
		})),
		...copies.map(({ id }, index) => ({
			id,
			pointer: `/gate-checklist/copies/${index}/id`
		})),
		...matrices.map(({ id }, index) => ({
			id,
			pointer: `/gate-checklist/matrices/${index}/id`
		}))
	];
	const twice = named.flatMap(({ id, pointer }, index) => named.findIndex((other) => other.id === id) === index ? [] : [{
		pointer,
		message: `there are two of the id ${id}`
	}]);
	const tables = sources.filter(({ table }) => table !== void 0).map(({ id }) => id);
	const loose = copies.flatMap(({ of }, index) => tables.includes(of) ? [] : [{
		pointer: `/gate-checklist/copies/${index}/of`,
		message: `there is no source ${of} with a table${suggestion(of, tables)}`
	}]);
	const unknown = sources.flatMap(({ measured }, source) => measured.flatMap(({ control: name }, index) => {
		if (name === void 0 || Object.hasOwn(catalog, name) && name !== "gate-checklist") return [];
		return [{
			pointer: `/gate-checklist/sources/${source}/measured/${index}/control`,
			message: name === "gate-checklist" ? "a control measures no claim that it reads itself" : `there is no control ${name}${suggestion(name, controlNames)}`
		}];
	}));
	const foreign = matrices.flatMap(({ environments, dimensions }, matrix) => Object.entries(dimensions).flatMap(([dimension, of]) => Object.keys(of).filter((name) => !environments.includes(name)).map((name) => ({
		pointer: childPointer(`/gate-checklist/matrices/${matrix}/dimensions`, dimension),
		message: `there is no environment ${name}${suggestion(name, environments)}`
	}))));
	return [
		...twice,
		...loose,
		...unknown,
		...foreign
	];
}

export { control, dataOf, exhibitOf, rules, totalsText };