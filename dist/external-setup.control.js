import { decodeText, defineControl, listed, rule, structured } from "./shared.js";
import { _enum, array, number, object, string } from "./vendor.js";
import { LockSchema, lockProblems } from "./domain-setup-lock-config.js";
import { earlierLock, judgeDiff, judgePluginSteps, judgePlugins, judgeState, judgeTargets, lockMaxBytes, notAsked, readLock, stateOf, targetStates, wrong } from "./domain-setup-lock.js";
import { noData, passed, tellVerdict, unverified } from "./domain-verdict.js";
import { judgeVerificationOf, reportsOfRun } from "./domain-own-report.js";

// actions/external-setup/definition.ts
const inputs = { locks: structured(array(LockSchema).min(1), {
	description: "The lock files, each with its shape, the modes that are accepted, and what its targets and plug-ins must have.",
	policy: true
}) };
const lists = {};
const outputs = { open: { description: "Targets that are not closed, a line each, as <lock>/<target>." } };

// actions/external-setup/evidence.ts
function reportsOnce(ctx) {
	let asked;
	return () => asked ??= reportsOfRun(ctx);
}
async function judgeEvidence(ctx, lock, target, reports, tell) {
	const about = [lock.id, target.name];
	const { "smoke-test": test, transcript } = target.target;
	const closed = target.state === "closed";
	const file = async (evidence, what) => {
		if (evidence === void 0) return notAsked(`the policy asks for no ${what}`);
		if (!closed) return notAsked(`${target.name} is not closed`);
		return judgeFile(ctx, lock, target, evidence);
	};
	const evidence = await file(test, "smoke test");
	tell("smoke-evidence", {
		about,
		verdict: evidence,
		at: test === void 0 || !closed ? void 0 : { path: test.path }
	});
	tell("transcript", {
		about,
		verdict: await file(transcript, "transcript"),
		at: transcript === void 0 || !closed ? void 0 : { path: transcript.path }
	});
	if (test === void 0 || !closed || evidence.status === "not-applicable") return tell("smoke-test", {
		about,
		verdict: evidence
	});
	if (test.verification !== void 0) return tell("smoke-test", {
		about,
		verdict: judgeVerificationOf(ctx, test.verification, await reports())
	});
	tell("smoke-test", {
		about,
		verdict: unverified(noData("that the smoke test passed is only claimed: nothing measures it", `a verification for ${target.name} under smoke-test`))
	});
}
async function judgeFile(ctx, lock, { name, fields }, { path, names, holds }) {
	const fix = `do it for what the lock names, and bring what came out as ${path}`;
	const against = (problem, expected, actual) => wrong(problem, expected, actual, fix, { path });
	if (path === lock.path) return against(`${path} is the lock itself`, "a file of its own", path);
	const found = await ctx.read(path);
	if (!found.found) return found.because === void 0 ? against(`the evidence ${path} ${found.message}`, "a file of the judged commit", "nothing") : unverified(found.because);
	const kept = await ctx.tree.list();
	if (!kept.ok) return unverified(kept.because);
	if (!kept.paths.includes(path)) return against(`the evidence ${path} is ignored, and part of no commit`, "a tracked file", "an ignored one");
	const text = decodeText(found.content);
	if (!text.ok) return against(`the evidence ${path} ${text.message}`, "text", "other bytes");
	if (text.text.trim() === "") return against(`the evidence ${path} is empty`, "what came out", "");
	const open = names.filter((field) => fields.find((each) => each.name === field)?.value === void 0);
	if (open.length > 0) return unverified(noData(`${listed(open)} of ${name} is not concrete, so that nothing can name it`, `the value of ${listed(open)}`));
	const foreign = names.filter((field) => !isNamed(text.text, fields.find((each) => each.name === field)?.value ?? ""));
	if (foreign.length > 0) return against(`the evidence ${path} does not name ${listed(foreign)} of ${name}`, names, foreign);
	const lacking = holds.filter((each) => !text.text.includes(each));
	return lacking.length === 0 ? passed : against(`the evidence ${path} does not hold ${listed(lacking)}`, holds, lacking);
}
const goesOn = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]`;
const before = new RegExp(`${goesOn}[._-]*$`, "u");
const behind = new RegExp(`^(?:${goesOn}|[:/@._-]+${goesOn})`, "u");
function isNamed(text, value) {
	for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
		const end = at + value.length;
		if (!behind.test(text.slice(end, end + 8)) && !before.test(text.slice(Math.max(0, at - 8), at))) return true;
	}
	return false;
}

// actions/external-setup/rules.ts
const told = {
	severity: "critical",
	about: ({ about }) => [...about],
	says: ({ about, problem = "" }) => `${about.join(" ")}: ${problem}`,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
const rules = {
	lock: rule({
		...told,
		waivable: false,
		asserts: "The lock is there, can be read in one way only, and has the shape that the policy names.",
		why: "A lock that two readers understand differently locks nothing."
	}),
	mode: rule({
		...told,
		asserts: "The lock claims a mode that the policy accepts, and its operating mode is the one of that mode.",
		why: "The word closed means nothing until somebody else has said what must be there for it."
	}),
	targets: rule({
		...told,
		asserts: "Every target of the policy is in the lock once, in a state that the mode allows, and no other target is.",
		why: "A target that was dropped from the list is never missed again."
	}),
	concrete: rule({
		...told,
		asserts: "Every field of a closed target holds a value, and no placeholder.",
		why: "What is called closed with a placeholder in it was never set up."
	}),
	form: rule({
		...told,
		severity: "high",
		asserts: "Every value has the form that the policy asks for: whole digests, pinned images, addresses of known hosts.",
		why: "Half a digest, a moving tag or an address of anybody pins nothing."
	}),
	deferral: rule({
		...told,
		severity: "high",
		asserts: "Every target that waits says why, and whatever else the policy asks of a deferral.",
		why: "A deferral without a reason cannot be judged, and so it stays."
	}),
	counts: rule({
		...told,
		severity: "high",
		asserts: "The lock has as many concrete fields as the mode needs.",
		why: "A number that nobody counts again hides the field that was left out."
	}),
	"own-policy": rule({
		...told,
		severity: "medium",
		asserts: "What the lock says of its own rules is what the policy says.",
		why: "Who reads the lock believes the rules that stand in it."
	}),
	"smoke-evidence": rule({
		...told,
		severity: "high",
		asserts: "The evidence of the smoke test is a file of the judged commit that names the values of its target.",
		why: "A test of which nothing is left, or of something else, was perhaps never done."
	}),
	"smoke-test": rule({
		...told,
		asserts: "The smoke test of a closed target passed, and a verification of this run measured it.",
		why: "That something was written down does not show that it answers."
	}),
	transcript: rule({
		...told,
		severity: "medium",
		asserts: "The transcript of the set-up is a file of the judged commit that names the values of its target.",
		why: "Without it nobody can say where the values came from, or do it again."
	}),
	runbook: rule({
		...told,
		severity: "medium",
		asserts: "The section of the runbook that says how it is set up is there.",
		why: "Whoever must set it up again follows the link, and stands before nothing."
	}),
	kept: rule({
		...told,
		severity: "high",
		asserts: "No field that was concrete before the change is a placeholder, missing or deferred after it.",
		why: "What was once set up and is taken back quietly is a gap that everybody believes closed."
	}),
	"change-shown": rule({
		...told,
		severity: "high",
		asserts: "A value that became another one came with new evidence of its target.",
		why: "Evidence of the old value says nothing about the new one."
	}),
	"plugin-list": rule({
		...told,
		severity: "high",
		asserts: "The list of plug-ins has every one that is required, none that is denied, and each once.",
		why: "What is installed twice, or is not listed, is what nobody looks at."
	}),
	"plugin-version": rule({
		...told,
		severity: "high",
		asserts: "Every plug-in names one exact version or commit.",
		why: "A version that can move brings code that nobody chose."
	}),
	"plugin-integrity": rule({
		...told,
		severity: "high",
		asserts: "Every plug-in of which it is asked has the digest of what was installed.",
		why: "A registry can hand out other bytes under the same version."
	})
};

// actions/external-setup/control.ts
const control = defineControl({
	name: "external-setup",
	title: "External set-up",
	kind: "check",
	joins: true,
	description: "Checks lock files of what is set up outside of the repository: concrete values, deferrals with a reason, evidence of smoke tests, plug-ins, and what a change makes of them.",
	permissions: {
		actions: "read",
		contents: "read"
	},
	inputs,
	lists,
	outputs,
	data: object({ locks: array(object({
		id: string(),
		path: string(),
		mode: string().optional().meta({ description: "The mode that the lock claims." }),
		concrete: number().int().meta({ description: "Fields of closed targets that hold a value." }),
		targets: array(object({
			name: string(),
			state: _enum([
				"closed",
				"deferred",
				"unknown",
				"missing"
			])
		}))
	})) }),
	rules,
	configProblems: (_lists, section) => lockProblems(section?.locks ?? []).map(({ pointer, message }) => ({
		pointer: `/external-setup/locks${pointer}`,
		message
	})),
	async evaluate(ctx) {
		const tell = (rule, { about, verdict, at }) => tellVerdict(ctx, rule, { about }, verdict, { at });
		const reports = reportsOnce(ctx);
		const data = [];
		const open = [];
		for (const lock of ctx.inputs.locks) {
			const read = await lockIn(ctx, lock, tell);
			if (read === void 0) continue;
			const state = stateOf(lock, read);
			for (const each of judgeState(lock, read, state)) tell(each.rule, each);
			const { told, targets } = judgeTargets(lock, read, state, ctx.time.latest);
			for (const each of told) tell(each.rule, each);
			for (const each of judgePlugins(lock, read)) tell(each.rule, each);
			if (targets.length === 0) for (const rule of [
				"smoke-evidence",
				"smoke-test",
				"transcript"
			]) tell(rule, {
				about: [lock.id],
				verdict: notAsked("the policy names no target")
			});
			for (const target of targets) await judgeEvidence(ctx, lock, target, reports, tell);
			await judgeRunbook(ctx, lock, tell);
			await judgeChange(ctx, lock, read, targets, tell);
			const concrete = targets.reduce((sum, target) => sum + target.concrete, 0);
			show(ctx, lock, targets);
			open.push(...targets.filter((each) => each.state !== "closed").map(({ name }) => `${lock.id}/${name}`));
			data.push({
				id: lock.id,
				path: lock.path,
				concrete,
				targets: targets.map(({ name, state: is }) => ({
					name,
					state: is
				})),
				...read.status === void 0 ? {} : { mode: read.status }
			});
		}
		ctx.output("open", open.join("\n"));
		ctx.metric("locks", ctx.inputs.locks.length);
		ctx.metric("concrete-fields", data.reduce((sum, { concrete }) => sum + concrete, 0));
		ctx.data({ locks: data });
	}
});
async function lockIn(ctx, lock, tell) {
	const { id, path } = lock;
	const found = await ctx.read(path, { maxBytes: lockMaxBytes });
	const fix = `put the lock ${id} at ${path}`;
	if (found.found) {
		const read = readLock(lock, found.content);
		if (read.ok) {
			tell("lock", {
				about: [id],
				verdict: passed,
				at: { path }
			});
			return read.lock;
		}
		const said = read.problems.map(({ message, at }) => at.line === void 0 ? message : `${message} (line ${at.line})`);
		const problem = `the lock ${path} ${listed(said)}`;
		tell("lock", {
			about: [id],
			verdict: wrong(problem, "a lock that can be read", said, `mend ${path}`, read.problems[0]?.at)
		});
	} else if (found.because !== void 0) tell("lock", {
		about: [id],
		verdict: unverified(found.because),
		at: { path }
	});
	else tell("lock", {
		about: [id],
		verdict: wrong(`the lock ${path} ${found.message}`, "a lock", "nothing", fix),
		at: { path }
	});
	const because = found.found ? noData(`the lock ${path} cannot be read`, fix) : found.because ?? noData(`there is no lock ${path}`, fix);
	for (const rule of Object.keys(rules).filter((each) => each !== "lock")) tell(rule, {
		about: [id],
		verdict: unverified(because),
		at: { path }
	});
}
async function judgeRunbook(ctx, lock, tell) {
	const { runbook, id } = lock;
	if (runbook === void 0) return tell("runbook", {
		about: [id],
		verdict: {
			status: "not-applicable",
			why: "the policy names no runbook"
		}
	});
	const { judgeSection } = await import("./external-setup-runbook.js");
	tell("runbook", {
		about: [id, runbook],
		verdict: await judgeSection(ctx, runbook)
	});
}
async function judgeChange(ctx, lock, now, targets, tell) {
	const { id, path } = lock;
	const before = "because" in ctx.before ? ctx.before : await ctx.before.read(path, lockMaxBytes);
	const known = earlierLock(lock, before);
	if (known.state === "unknown") {
		for (const rule of ["kept", "change-shown"]) tell(rule, {
			about: [id],
			verdict: unverified(known.because),
			at: { path }
		});
		return;
	}
	const steps = judgePluginSteps(lock, known.read, now);
	for (const each of steps) tell(each.rule, each);
	if (lock.targets.length === 0) {
		for (const rule of ["kept", "change-shown"]) if (!steps.some((each) => each.rule === rule)) tell(rule, {
			about: [id],
			verdict: notAsked("nothing that was listed before has a digest to keep")
		});
		return;
	}
	const earlier = known.read === void 0 ? void 0 : targetStates(lock, known.read);
	const { told, rows } = await judgeDiff(lock, earlier, targets, {
		earlier: (file) => "because" in ctx.before ? Promise.resolve(void 0) : ctx.before.read(file, lockMaxBytes),
		now: (file) => ctx.read(file, { maxBytes: lockMaxBytes })
	});
	for (const each of told) tell(each.rule, each);
	if (rows.length > 0) ctx.exhibit({
		title: `What changes in the lock ${id}`,
		columns: [
			{ name: "Target" },
			{ name: "Field" },
			{ name: "Before" },
			{ name: "After" }
		],
		rows
	});
}
function show(ctx, { id }, targets) {
	if (targets.length === 0) return;
	ctx.exhibit({
		title: `Targets of the lock ${id}`,
		columns: [
			{ name: "Target" },
			{ name: "State" },
			{
				name: "Concrete fields",
				numeric: true
			},
			{
				name: "Asked",
				numeric: true
			}
		],
		rows: targets.map(({ name, state, concrete, fields, sound }) => ({
			cells: [
				name,
				sound ? state : `${state}, with findings`,
				String(concrete),
				String(fields.length)
			],
			mark: sound ? state === "closed" ? "good" : "open" : "bad"
		}))
	});
}

export { control };