import { actFields, actOutputs, clipped, decodeText, defineControl, isoTime, redact, rule, sha256, text } from "./shared.js";
import { contractProblems } from "./domain-contract-pair-config.js";
import { PlanData, agreements, changed, incidentNote, inputs as inputs$1, lists as lists$1, mustPassProblems, noteMaxBytes, outputs as outputs$1, parts, plainValue, planRollback, planRules, readNote, showPlan } from "./domain-rollback.js";
import { noData } from "./domain-verdict.js";
import { PostureSchema, readPosture } from "./domain-posture.js";
import { recordMaxBytes } from "./domain-record.js";

// actions/rollback-open/definition.ts
const lists = lists$1;
const inputs = {
	...actFields,
	...inputs$1,
	"note-path": text({
		description: "Where the incident note is put; a note that is there already stays as it is.",
		default: "docs/incident-note.md"
	}),
	reason: text({
		description: "Why it is rolled back, for the posture record; one line.",
		default: "rollback to the last known good baseline"
	})
};
const outputs = {
	...outputs$1,
	...actOutputs
};

// actions/rollback-open/posture.ts
async function stopPosture(ctx, contract) {
	const { posture: path } = ctx.inputs;
	const fact = {
		contract,
		what: `the posture record ${path ?? ""}`.trim()
	};
	if (path === void 0) {
		const fix = "name it under posture in the section rollback-open, so that the restore can set it to NO-GO";
		const expected = "the path of a posture record";
		ctx.failed("posture-set", {
			...fact,
			problem: "is not named in the configuration",
			expected,
			actual: null,
			fix
		});
		return;
	}
	const found = await ctx.read(path, { maxBytes: recordMaxBytes });
	if (!found.found && found.reason !== "absent") {
		if (found.because !== void 0) ctx.unverified("posture-set", fact, found.because, { path });
		else {
			const details = {
				problem: found.message,
				expected: "a regular file",
				actual: found.message
			};
			ctx.failed("posture-set", {
				...fact,
				...details,
				fix: `put a regular file at ${path}`
			}, { path });
		}
		return;
	}
	const before = found.found ? found.content : void 0;
	const present = before === void 0 ? void 0 : readPosture(path, before);
	const whole = present?.ok === true ? PostureSchema.safeParse(present.value) : void 0;
	if (whole?.success === true && whole.data.posture !== "GO") {
		ctx.passed("posture-set", fact, { path });
		return {
			posture: whole.data.posture,
			changes: []
		};
	}
	const after = new TextEncoder().encode(recordText(ctx, path, contract, before));
	ctx.passed("posture-set", fact, { path });
	return {
		posture: "NO-GO",
		changes: [{
			path,
			before,
			after
		}]
	};
}
function recordText(ctx, path, contract, before) {
	const record = {
		posture: "NO-GO",
		since: isoTime(ctx.time.earliest),
		by: "rollback-open",
		reason: `${contract}: ${clipped(redact(ctx.inputs.reason).text, 200)}`
	};
	const lower = path.toLowerCase();
	if (lower.endsWith(".json")) return `${JSON.stringify(record, null, 2)}\n`;
	const lines = Object.entries(record).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
	if (!lower.endsWith(".md")) return lines.join("");
	const decoded = before === void 0 ? void 0 : decodeText(before);
	const prose = decoded?.ok === true ? decoded.text.replace(frontMatter, "") : "";
	return `---\n${lines.join("")}---\n${prose}`;
}
const frontMatter = /^---[ \t]*(?:\r\n|\r|\n)(?:[\s\S]*?(?:\r\n|\r|\n))?---[ \t]*(?:\r\n|\r|\n|$)/;

// actions/rollback-open/rules.ts
const rules = {
	...planRules,
	proposable: rule({
		...parts,
		severity: "high",
		asserts: "The whole restore can be asked for by a pull request.",
		why: "A pull request with a part of the restore would be merged as if it were all of it."
	}),
	"posture-set": rule({
		...parts,
		severity: "critical",
		asserts: "The restore brings a posture record with it that lets nothing go.",
		why: "While a rollback stands, the next release must wait until both sides have approved it."
	})
};

// actions/rollback-open/control.ts
const control = defineControl({
	name: "rollback-open",
	title: "Rollback pull request",
	kind: "act",
	sharesSection: "rollback-plan",
	description: "Asks by one pull request for the restore that rollback-plan plans, with the incident note, and sets the posture record to NO-GO; what stands under rollback-plan counts here too.",
	permissions: {
		contents: "read",
		"pull-requests": "read",
		checks: "read"
	},
	inputs,
	lists,
	askedBy: [],
	outputs,
	documents: { patch: "the proposed change as a unified diff" },
	data: PlanData,
	rules,
	configProblems: ({ contracts }, section) => [...contractProblems(contracts), ...mustPassProblems(section?.["must-pass"] ?? [], "rollback-open")],
	async evaluate(ctx) {
		const plan = await planRollback(ctx, { carriedOut: false });
		showPlan(ctx, plan);
		const files = proposableFiles(ctx, plan);
		const posture = await stopPosture(ctx, plan.contract.id);
		const note = await noteFile(ctx, plan, posture?.posture ?? "NO-GO");
		if (!plan.green || plan.restore === void 0 || files === void 0 || posture === void 0 || note === void 0) return ctx.note("Nothing is proposed: a rule that did not pass stands in the way.");
		ctx.propose(proposalOf(plan, plan.restore, files, [...posture.changes, ...note]));
	}
});
function proposableFiles(ctx, { contract, restore }) {
	const fact = {
		contract: contract.id,
		what: "the restore"
	};
	if (restore === void 0) {
		ctx.unverified("proposable", fact, noData("there is no baseline", "an earlier state that is good"));
		return;
	}
	const differing = changed(restore.files);
	const other = differing.find(({ after, modes }) => after === void 0 || modes.before !== modes.after);
	const problem = `deletes ${other?.path ?? ""} or changes its mode, which a proposal cannot`;
	const fix = "apply rollback-plan.restore.patch by hand: git apply knows both";
	const expected = "files that are written, with the modes that they have";
	ctx.judge("proposable", other === void 0, {
		...fact,
		problem,
		expected,
		actual: other?.path ?? null,
		fix
	});
	return other === void 0 ? differing.flatMap(asChange) : void 0;
}
function asChange({ path, before, after }) {
	return after === void 0 ? [] : [{
		path,
		before,
		after
	}];
}
async function noteFile(ctx, { contract, restore }, posture) {
	if (restore === void 0) return void 0;
	const path = ctx.inputs["note-path"];
	const fact = {
		contract: contract.id,
		what: "the incident note"
	};
	const found = await ctx.read(path, { maxBytes: noteMaxBytes });
	if (!found.found && found.because !== void 0) {
		ctx.unverified("proposable", fact, found.because, { path });
		return;
	}
	const facts = {
		...restore.facts,
		posture,
		rollback: "opened"
	};
	const problem = (await ctx.matcher(ctx.inputs.notes))(path) ? noteProblem(path, found, facts) : `cannot be put at ${path}, which is none of notes`;
	const expected = `a path of notes (${ctx.inputs.notes.join(", ")}) where nothing lies, or the note of this retreat`;
	const fix = "name another path under note-path";
	ctx.judge("proposable", problem === void 0, {
		...fact,
		problem: problem ?? "",
		expected,
		actual: path,
		fix
	});
	if (problem !== void 0) return void 0;
	if (found.found) return [];
	return [{
		path,
		before: void 0,
		after: new TextEncoder().encode(incidentNote(facts, ctx.time.earliest))
	}];
}
function noteProblem(path, found, facts) {
	if (!found.found) return found.reason === "absent" ? void 0 : `cannot be put at ${path}: ${found.message}`;
	const read = readNote(found.content);
	if (!read.ok) return `cannot be put at ${path}, where something else lies: it ${read.message}`;
	const [first] = agreements(path, read.document, facts).filter(({ verdict }) => verdict.status !== "passed");
	if (first === void 0) return void 0;
	return `cannot be put at ${path}, where another note lies: ${first.what} ${first.verdict.status === "failed" ? first.verdict.problem : "cannot be compared"}`;
}
function proposalOf({ contract, left, waived }, { baseline, files }, changes, beside) {
	const { commit } = baseline.version;
	const [from, to] = [plainValue(left.tag), plainValue(baseline.tag)];
	const restored = files.map(({ path, after }) => [path, after === void 0 ? null : sha256(after)]);
	return {
		title: `Roll ${contract.id} back from ${from} to ${to}`,
		sentences: [
			`Restores ${contract.id} to the last known good state: the files are, byte for byte, those of commit ${commit}.`,
			"The posture record says NO-GO until both sides have approved that it is lifted.",
			...waived.map((each) => `Lived with: ${each}.`),
			"Fill in the open parts of the incident note before this is merged; rollback-plan checks it there."
		],
		facts: [
			{
				label: "from",
				value: from
			},
			{
				label: "to",
				value: to
			},
			{
				label: "commit of the baseline",
				value: commit
			}
		],
		branch: `release-governance/rollback-${contract.id}`,
		changes: [...changes, ...beside],
		identity: sha256(JSON.stringify([commit, restored]))
	};
}

export { control };