import { cappedExhibit, catalog, choice, controlNames, defineControl, integer, isoTime, list, listed, quote, rule, sha256, statusMarks, statusWords, structured, suggestion, text } from "./shared.js";
import { _enum, array, number, object, string } from "./vendor.js";
import { repeatedProblems } from "./core-pointer-problem.js";
import { approvalsOf, jointApproval, peopleOf } from "./domain-approval.js";
import { activeIn, commitMissing, commitOf, drillMaxBytes, emptyDrill, failedVersions, given, judgeAge, judgeBehaviour, judgeCovered, judgeMode, judgeObjective, judgeOperator, judgeOutcome, judgeSettings, judgeSteps, judgeTimes, judgeVersion, knownOperator, lacking, modeOf, operatorOf, placeOf, readDrill, saysPassed, timesOf, tookOf } from "./domain-drill.js";
import { ActiveSchema, DrillPlaceSchema, EnvironmentsSchema, PostCheckSchema, VersionsSchema, WordsSchema, commitRelations, wordsWith } from "./domain-drill-config.js";
import { judgeVerificationOf, reportsOfControl, reportsOfRun } from "./domain-own-report.js";
import { namedRepository } from "./domain-repository.js";
import { locate } from "./core-location.js";
import { parseDocument } from "./domain-record.js";
import { failed, noData, passed, statusOf, tellVerdict, tellsNamed, unverified, worstOf } from "./domain-verdict.js";
import { Duration, durationText, milliseconds } from "./core-duration.js";
import { judgeClaimedRun } from "./domain-drill-run.js";
import { changedSince, lineOf } from "./domain-branch-line.js";
import { landedMaxBytes, landingOf } from "./domain-landing.js";

// actions/rollback-rehearsal/active.ts
const mostBytes = 1048576;
async function findActive(ctx, reports) {
	const { active } = ctx.inputs;
	if (active.length === 0) ctx.notApplicable("active", { about: [] }, "the configuration names no flags and pins");
	const seen = [];
	for (const source of active) {
		const found = await seenIn(ctx, source, reports);
		tellVerdict(ctx, "active", { about: placeOf(source) }, found.verdict);
		seen.push(found);
	}
	return {
		switches: distinct(seen.flatMap(({ switches }) => switches)),
		whole: seen.every(({ verdict }) => verdict.status === "passed")
	};
}
function distinct(switches) {
	const all = new Map();
	const valued = new Set(switches.flatMap(({ name, value }) => value === void 0 ? [] : [name]));
	for (const one of switches) {
		if (one.value === void 0 && valued.has(one.name)) continue;
		const key = JSON.stringify([one.name, one.value]);
		const off = [all.get(key)?.off, one.off].flatMap((each) => each ?? []);
		all.set(key, {
			...one,
			...off.length === 0 ? {} : { off: [...new Set(off)] }
		});
	}
	return [...all.values()];
}
async function seenIn(ctx, source, reports) {
	if (source.control !== void 0) return seenInReports(ctx, source, source.control, await reports());
	const path = source.configuration ?? source.report ?? "";
	const now = await seenInTree({ read: (file) => ctx.read(file, { maxBytes: mostBytes }) }, path, source);
	if (source.report === void 0 || ctx.policy.source.kind !== "base") return now;
	const before = await seenInTree({ read: (file) => ctx.policy.tree.read(file, mostBytes) }, path, source, true);
	const switches = [...now.switches, ...before.switches];
	return {
		verdict: now.verdict.status === "passed" ? before.verdict : now.verdict,
		switches
	};
}
async function seenInTree({ read }, path, source, inBase = false) {
	const found = await read(path);
	const fix = `write into ${path} what is on`;
	if (!found.found) {
		if (found.because !== void 0) return {
			verdict: unverified(found.because),
			switches: []
		};
		if (inBase && found.reason === "absent") return {
			verdict: passed,
			switches: []
		};
		const problem = `${path} ${found.message}`;
		const verdict = failed({
			problem,
			expected: "flags or a pin",
			actual: "nothing",
			fix,
			at: { path }
		});
		return {
			verdict: inBase ? unknownInBase(problem) : verdict,
			switches: []
		};
	}
	const parsed = parseDocument(path, found.content);
	if (parsed.ok) {
		const seen = seenInDocument(parsed.document, source, path, fix);
		const { verdict } = seen;
		return inBase && verdict.status === "failed" ? {
			...seen,
			verdict: unknownInBase(verdict.problem)
		} : seen;
	}
	const messages = parsed.problems.map(({ message }) => message);
	const problem = `${path} ${listed(messages)}`;
	const verdict = failed({
		problem,
		expected: "a document",
		actual: messages,
		fix,
		at: parsed.problems[0]?.at
	});
	return {
		verdict: inBase ? unknownInBase(problem) : verdict,
		switches: []
	};
}
function unknownInBase(problem) {
	return unverified(noData(`in the base ${problem}`, "a report in the base that says what is on"));
}
function seenInDocument(document, source, path, fix) {
	const { switches, problems } = activeIn(document.value, source);
	const [first] = problems;
	if (first === void 0) return {
		verdict: passed,
		switches
	};
	const messages = problems.map(({ message }) => message);
	const at = locate(path, document.near(first.at));
	const problem = `${path} ${listed(messages)}`;
	return {
		verdict: failed({
			problem,
			expected: "flags or a pin",
			actual: messages,
			fix,
			at
		}),
		switches
	};
}
function seenInReports(ctx, source, control, reports) {
	const found = reportsOfControl(ctx, control, reports);
	if (found.state === "unknown") return {
		verdict: unverified(found.because),
		switches: []
	};
	const fix = `let ${control} run again for this commit`;
	const seen = found.bound.map(({ report }) => activeIn(report.data ?? null, source));
	const switches = seen.flatMap((one) => one.switches);
	const problems = seen.flatMap((one) => one.problems.map(({ message }) => message));
	if (found.wrong.length > 0) {
		const problem = `the report of ${control} does not count: ${found.wrong.join("; ")}`;
		return {
			verdict: failed({
				problem,
				expected: "a report of this run",
				actual: found.wrong,
				fix
			}),
			switches
		};
	}
	if (problems.length > 0) {
		const problem = `the report of ${control} ${listed(problems)}`;
		return {
			verdict: failed({
				problem,
				expected: "flags or a pin",
				actual: problems,
				fix
			}),
			switches
		};
	}
	return {
		verdict: found.unseen === void 0 ? passed : unverified(found.unseen),
		switches
	};
}

// actions/rollback-rehearsal/definition.ts
const inputs = {
	drills: structured(array(DrillPlaceSchema).min(1), {
		description: "The drills, each with its record in the base, as { id: quarterly, record: docs/drills/quarterly.md }.",
		policy: true
	}),
	active: structured(array(ActiveSchema), {
		description: "Where it is written which flags and pins are on, as { configuration: config/flags.json, at: /flags }, { report: docs/kpi.json, at: /flags } or { configuration: pin.json, at: /tag, pin: ledger }.",
		policy: true
	}),
	approvers: structured(array(string().min(1)).min(1), {
		description: "Roles, or logins with @, of whom one must have approved the pull request that brought a record.",
		policy: true
	}),
	approvals: integer({
		description: "How many of them.",
		default: 1,
		min: 1,
		max: 10,
		policy: true
	}),
	operators: structured(array(string().min(1)).min(1), {
		description: "Roles, or logins with @, of those who may do a drill.",
		policy: true
	}),
	objective: structured(Duration, {
		description: "How long the rollback may take, as 15min.",
		policy: true
	}),
	"maximum-age": structured(Duration, {
		description: "How long ago a drill may have ended, as 90d.",
		policy: true
	}),
	environments: structured(EnvironmentsSchema, {
		description: "The environments in which a drill counts, each with the modes: { staging: [live], production: [live, dry] }.",
		policy: true
	}),
	commit: choice(commitRelations, {
		description: "What the judged commit is to that of the drill: unchanged but for records and unaffected paths, or any that contains it (ancestor).",
		default: "unchanged",
		policy: true
	}),
	unaffected: list({
		description: "Globs of paths, from the top of the repository, that may differ from the commit of the drill, such as docs/**.",
		default: [],
		policy: true
	}),
	"post-checks": structured(array(PostCheckSchema), {
		description: "What must have been checked after the rollback, as { name: Smoke, verification: smoke }: a verification of this run measures it.",
		default: [],
		policy: true
	}),
	versions: structured(VersionsSchema, {
		description: "The versions that must have been tried; none for [].",
		default: [
			"N-1",
			"N",
			"N+1"
		],
		policy: true
	}),
	simulated: structured(VersionsSchema, {
		description: "The versions that may be simulated.",
		default: ["N+1"],
		policy: true
	}),
	"version-pin": text({
		description: "The pin under active whose present setting is the version N. Unset: N is any version that the record names.",
		optional: true,
		policy: true
	}),
	words: structured(WordsSchema, {
		description: "Words that records use besides the common ones, as { switches: [Toggles], re-check: [run] }.",
		default: {},
		policy: true
	}),
	"ignored-co-authors": list({
		description: "Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.",
		default: [],
		policy: true
	})
};
const lists = {};
const outputs = {
	active: { description: "The flags and pins that are on, one a line." },
	uncovered: { description: "Those of them that no drill covers, one a line." }
};

// actions/rollback-rehearsal/borne-out.ts
function borneOut(verdict, claimed) {
	return verdict.status === "passed" && claimed !== void 0 ? unverified(claimed) : verdict;
}

// actions/rollback-rehearsal/checks.ts
async function judgeChecks(ctx, record, reports) {
	const asked = ctx.inputs["post-checks"];
	const rows = new Map(record["post-checks"].map((row) => [row.name, row]));
	const verdicts = [];
	for (const { name, verification } of asked) {
		const said = judgeWord(name, rows.get(name), record.path);
		const verdict = said.status === "passed" && verification !== void 0 ? judgeVerificationOf(ctx, verification, await reports()) : said.status === "passed" ? claimed(name) : said;
		verdicts.push([name, verdict]);
	}
	const names = new Set(asked.map(({ name }) => name));
	for (const [name, row] of rows) {
		if (names.has(name)) continue;
		const said = judgeWord(name, row, record.path);
		verdicts.push([name, said.status === "passed" ? claimed(name) : said]);
	}
	return verdicts;
}
function judgeWord(name, row, path) {
	const said = given(row?.result);
	const fix = `do the check after the rollback, and write its result into the table of post-checks in ${path}`;
	if (row === void 0) return failed({
		problem: "the record does not have it",
		expected: name,
		actual: "nothing",
		fix,
		at: { path }
	});
	if (said === void 0) return failed({
		problem: `its result ${lacking(row.result)}`,
		expected: "passed",
		actual: "nothing",
		fix,
		at: row.at
	});
	if (saysPassed(said)) return passed;
	const problem = `it is said to be ${quote(said.text)}`;
	return failed({
		problem,
		expected: "passed",
		actual: said.text,
		fix,
		at: said.at
	});
}
function claimed(name) {
	return unverified(noData(`the result of ${quote(name)} is only claimed: nothing measures it`, `a verification for ${quote(name)} under post-checks`));
}

// actions/rollback-rehearsal/commits.ts
async function judgeCommit(ctx, record) {
	const drilled = commitOf(record);
	if (drilled === void 0) return commitMissing(record);
	const judged = ctx.tree.ref ?? ctx.subject.headSha;
	if (judged === void 0) return unverified(noData("no commit is judged", "a commit"));
	const since = await changedSince(ctx.policy.history, drilled, judged);
	if (!since.ok) return unverified(since.because);
	const at = record.facts.commit?.at;
	if (!since.data.contained) {
		const problem = `it was about commit ${drilled}, which the judged commit ${judged} does not contain`;
		return failed({
			problem,
			expected: "a commit that it contains",
			actual: drilled,
			fix: "rehearse the rollback of the judged commit",
			at
		});
	}
	if (ctx.inputs.commit === "ancestor") return passed;
	const changes = await since.data.paths();
	if (!changes.ok) return unverified(changes.because);
	const unaffected = await ctx.matcher(ctx.inputs.unaffected);
	const records = new Set(ctx.inputs.drills.map((drill) => `${ctx.policy.folder}${drill.record}`));
	const touched = changes.data.filter((path) => !records.has(path) && !unaffected(path));
	if (touched.length === 0) return passed;
	const problem = `it was about commit ${drilled}, and ${listed(touched)} changed since`;
	return failed({
		problem,
		expected: "no change but of records and unaffected paths",
		actual: touched,
		fix: "rehearse the rollback of the judged commit, or name what cannot affect it under unaffected",
		at
	});
}

// actions/rollback-rehearsal/record.ts
async function findDrill(ctx, { id, record: path }, words) {
	const found = await ctx.policy.tree.read(path, drillMaxBytes);
	const nothing = {
		record: emptyDrill(path),
		problems: []
	};
	if (!found.found) {
		if (found.because !== void 0) return {
			verdict: unverified(found.because),
			read: nothing,
			file: void 0
		};
		const problem = `its record ${path} ${found.message} in the base`;
		const fix = `bring ${path} by a pull request of its own, which is approved; it counts when it has landed`;
		return {
			verdict: failed({
				problem,
				expected: "a record",
				actual: "nothing",
				fix,
				at: { path }
			}),
			read: nothing,
			file: void 0
		};
	}
	if (ctx.policy.source.kind === "base") ctx.fact(recordFact(id), sha256(found.content));
	const read = await readDrill(path, found.content, words);
	if (read.problems.length === 0) return {
		verdict: passed,
		read,
		file: found
	};
	const problems = read.problems.map(({ message, at }) => at.line === void 0 ? message : `${message} (line ${at.line})`);
	const problem = `its record ${path} ${listed(problems)}`;
	return {
		verdict: failed({
			problem,
			expected: "a record that can be read",
			actual: problems,
			fix: `mend ${path}`,
			at: read.problems[0]?.at
		}),
		read,
		file: found
	};
}
function recordFact(id) {
	return `drill/${id}`;
}
async function judgeApproved(ctx, { read: { record }, file }, repository, { approvers, operators }) {
	const { path } = record;
	if (file === void 0) return { verdict: unverified(noData(`there is no record ${path}`, "the record in the base")) };
	const { source, folder, history } = ctx.policy;
	if (source.kind !== "base" || source.ref === void 0) {
		const message = `${path} is not of the base, so that nobody knows who approved it`;
		return { verdict: unverified(noData(message, "a run for a base")) };
	}
	if (!repository.ok) return { verdict: unverified(repository.because) };
	const { github, name } = repository.data;
	const whole = `${folder}${path}`;
	const landed = await landingOf(github, {
		repository: name,
		path: whole,
		ref: source.ref,
		content: file.content
	}, lineOf(history, whole, source.ref, landedMaxBytes));
	if (!landed.ok) return { verdict: unverified(landed.because) };
	const { pullRequest: number, head, mergedAt } = landed.data;
	const operator = knownOperator(record, operators);
	const witnesses = approvers.filter((login) => login.toLowerCase() !== operator?.toLowerCase());
	const { approvals: needed, "ignored-co-authors": ignored } = ctx.inputs;
	const approvals = await approvalsOf(github, name, number, head, witnesses, ignored);
	const joint = jointApproval([{
		side: "approvers",
		people: witnesses,
		needed,
		approvals
	}]);
	if (joint.state === "unknown") return {
		verdict: unverified(joint.because),
		landed: mergedAt
	};
	if (joint.state === "given") return {
		verdict: operator === void 0 ? unverified(unknownOperator(record)) : passed,
		landed: mergedAt
	};
	const problem = `pull request #${number}, which brought its record ${path}, lacks approvals: ${joint.lacking.join("; ")}`;
	const fix = `bring ${path} again by a pull request that ${listed([...witnesses])} approve at its head`;
	return {
		verdict: failed({
			problem,
			expected: "approvals at the head",
			actual: joint.lacking,
			fix,
			at: { path }
		}),
		landed: mergedAt
	};
}
function unknownOperator(record) {
	const said = operatorOf(record);
	const who = said === void 0 ? "nobody" : `${quote(said)}, who is not one of those who may do a drill,`;
	return noData(`${record.path} names ${who} as its operator, so that whoever approved it may have done the drill`, `one login of the operators in ${record.path}, and nothing else`);
}

// actions/rollback-rehearsal/drill.ts
const ofRecord = [
	"of-commit",
	"outcome",
	"times",
	"objective",
	"fresh",
	"operator",
	"mode",
	"steps",
	"versions",
	"post-checks"
];
async function judgeDrill(ctx, place, around, active) {
	const { id, record: path } = place;
	const facts = [recordFact(id)];
	const verdicts = [];
	const found = await findDrill(ctx, place, around.words);
	const note = (rule, verdict, ...more) => {
		verdicts.push(verdict);
		tellVerdict(ctx, rule, {
			about: [id, ...more],
			facts: found.file === void 0 ? [] : facts
		}, verdict);
	};
	const { record } = found.read;
	note("record", found.verdict);
	const approved = await judgeApproved(ctx, found, around.repository, around);
	note("approved", approved.verdict);
	const { verdict: ran, took } = await judgeRan(place, record, around, found.file !== void 0);
	note("ran", ran);
	if (found.file === void 0) {
		const unread = becauseOf(found.verdict, `there is no record of ${id}`, `the record ${path} in the base`);
		for (const rule of ofRecord) note(rule, unverified(unread));
		return {
			id,
			path,
			record,
			switches: new Map(),
			ended: void 0,
			facts: [],
			claimed: unread,
			unread,
			status: statusOf(verdicts)
		};
	}
	const doubted = found.verdict.status === "passed" ? void 0 : becauseOf(found.verdict, "its record is not whole", `a record ${path} that is whole`);
	const unwitnessed = approved.verdict.status === "passed" ? void 0 : unapproved(approved.verdict, path);
	const claimed = doubted ?? unwitnessed;
	const timed = doubted ?? (ran.status === "passed" ? void 0 : unwitnessed);
	const { inputs, time } = ctx;
	note("of-commit", borneOut(await judgeCommit(ctx, record), timed));
	note("outcome", borneOut(judgeOutcome(record), claimed));
	const times = judgeTimes(record, time, approved.landed);
	note("times", borneOut(times, timed));
	const inTime = doubted === void 0 && took !== void 0 && took <= milliseconds(inputs.objective);
	note("objective", borneOut(judgeObjective(record, inputs.objective), inTime ? void 0 : claimed));
	note("fresh", borneOut(judgeAge(record, inputs["maximum-age"], time), timed));
	note("operator", borneOut(judgeOperator(record, around.operators), claimed));
	note("mode", borneOut(judgeMode(record, inputs.environments), claimed));
	note("steps", borneOut(judgeSteps(record, around.words), claimed));
	if (inputs.versions.length === 0) note("versions", {
		status: "not-applicable",
		why: "the configuration asks for no version"
	});
	for (const name of new Set(inputs.versions)) {
		const mayBeSimulated = inputs.simulated.includes(name);
		const pinned = name === "N" ? pinnedBy(inputs["version-pin"], active) : void 0;
		note("versions", borneOut(judgeVersion(record, {
			name,
			mayBeSimulated,
			pinned
		}), claimed), name);
	}
	for (const [name, verdict] of new Map(failedVersions(record, inputs.versions))) note("versions", verdict, name);
	const checks = await judgeChecks(ctx, record, around.reports);
	if (checks.length === 0) {
		const fix = `check the product after the rollback, and write a table of post-checks into ${path}`;
		note("post-checks", failed({
			problem: "its record has no check after the rollback",
			expected: "a check",
			actual: "none",
			fix,
			at: { path }
		}));
	}
	for (const [name, verdict] of checks) note("post-checks", borneOut(verdict, claimed), name);
	return {
		id,
		path,
		record,
		switches: new Map(record.switches.map((one) => [one.name, one])),
		claimed,
		unread: found.verdict.status === "passed" ? void 0 : doubted,
		ended: times.status === "failed" ? void 0 : timesOf(record).end,
		facts,
		status: statusOf(verdicts)
	};
}
function pinnedBy(pin, { switches, whole }) {
	if (pin === void 0) return void 0;
	const data = switches.flatMap(({ name, value }) => name === pin && value !== void 0 ? [value] : []);
	if (whole && data.length > 0) return {
		ok: true,
		data
	};
	return {
		ok: false,
		because: noData(`it is not known to what ${pin} is pinned`, "every source of flags and pins")
	};
}
async function judgeRan({ workflow }, record, { repository }, isThere) {
	if (workflow === void 0) return { verdict: {
		status: "not-applicable",
		why: "the configuration names no workflow for it"
	} };
	if (!isThere) return { verdict: unverified(noData("there is no record that could name a run", "the record in the base")) };
	const said = given(record.facts.run);
	const id = Number(/^(?:.*\/runs\/)?#?(\d{1,15})(?:\/.*)?$/.exec(said?.text.trim() ?? "")?.[1] ?? NaN);
	if (!Number.isSafeInteger(id)) {
		const problem = `its run ${said === void 0 ? lacking(record.facts.run) : "is no id of a run"}`;
		const fix = `write the id of the run of ${workflow} into ${record.path}`;
		return { verdict: failed({
			problem,
			expected: "the id of a run",
			actual: said?.text ?? "nothing",
			fix,
			at: record.facts.run?.at ?? { path: record.path }
		}) };
	}
	if (!repository.ok) return { verdict: unverified(repository.because) };
	const { github, name, defaultBranch } = repository.data;
	const { start, end } = timesOf(record);
	return judgeClaimedRun(github, name, defaultBranch, workflow, {
		id,
		commit: commitOf(record),
		start,
		end
	});
}
function unapproved(verdict, path) {
	const message = `what ${path} says is only claimed until it is known that it was approved`;
	if (verdict.status === "unverified") return {
		...verdict.because,
		message
	};
	return {
		code: "NO_DATA",
		message,
		needs: "the approval of its pull request"
	};
}
function becauseOf(verdict, message, needs) {
	return verdict.status === "unverified" ? verdict.because : {
		code: "NO_DATA",
		message,
		needs
	};
}
function factsOf({ record }) {
	const times = timesOf(record);
	const values = {
		commit: commitOf(record),
		...times,
		durationMs: tookOf(times),
		operator: operatorOf(record),
		mode: modeOf(record),
		environment: given(record.facts.environment)?.text
	};
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== void 0));
}

// actions/rollback-rehearsal/outcome.ts
const Status = _enum([
	"passed",
	"failed",
	"unverified"
]);
const Time = string().meta({ description: "ISO 8601, UTC, as the record says it." });
const drillData = object({
	active: array(object({
		name: string(),
		value: string().optional().meta({ description: "The present setting; absent where a source only lists names." }),
		drill: string().optional().meta({ description: "The drill that covers it." }),
		status: Status
	})),
	drills: array(object({
		id: string(),
		record: string(),
		status: Status,
		commit: string().optional(),
		start: Time.optional(),
		end: Time.optional(),
		durationMs: number().int().nonnegative().optional().meta({ description: "From start to end." }),
		operator: string().optional(),
		mode: string().optional(),
		environment: string().optional()
	}))
});
function dataOf(drills, switches) {
	return {
		active: switches.map(({ name, value, drill, status }) => ({
			name,
			...value === void 0 ? {} : { value },
			...drill === void 0 ? {} : { drill },
			status
		})),
		drills: drills.map((drill) => {
			const { start, end, ...facts } = factsOf(drill);
			return {
				id: drill.id,
				record: drill.path,
				status: drill.status,
				...facts,
				...start === void 0 ? {} : { start: isoTime(start) },
				...end === void 0 ? {} : { end: isoTime(end) }
			};
		})
	};
}
function exhibitsOf(drills, switches) {
	const ofDrills = {
		title: "Drills of the rollback",
		columns: [
			{ name: "Drill" },
			{ name: "Environment" },
			{ name: "Mode" },
			{ name: "Operator" },
			{ name: "Ended" },
			{ name: "Took" },
			{ name: "State" }
		],
		rows: drills.map((drill) => {
			const { environment = "", mode = "", operator = "", end, durationMs } = factsOf(drill);
			return {
				cells: [
					drill.id,
					environment,
					mode,
					operator,
					end === void 0 ? "" : isoTime(end),
					durationMs === void 0 ? "" : durationText(durationMs),
					statusWords[drill.status]
				],
				mark: statusMarks[drill.status]
			};
		}),
		remark: "Times and names are those of the records."
	};
	if (switches.length === 0) return [cappedExhibit(ofDrills)];
	return [ofDrills, {
		title: "Flags and pins that are on",
		columns: [
			{ name: "Name" },
			{ name: "Set to" },
			{ name: "Drill" },
			{ name: "Rollback" }
		],
		rows: switches.map(({ name, value = "", drill = "", status }) => ({
			cells: [
				name,
				value,
				drill,
				statusWords[status]
			],
			mark: statusMarks[status]
		}))
	}].map(cappedExhibit);
}

// actions/rollback-rehearsal/rules.ts
const rules = {
	record: rule({
		...tellsNamed,
		waivable: false,
		asserts: "The record of the drill is in the base, and can be read as a reader sees it.",
		why: "A record that is missing, or shows its reader something else than it says, is no record."
	}),
	approved: rule({
		...tellsNamed,
		waivable: false,
		asserts: "People who may judge a drill approved the pull request that brought its record, and none of them did the drill.",
		why: "A record is what somebody typed: without a witness it proves nothing."
	}),
	ran: rule({
		...tellsNamed,
		waivable: false,
		asserts: "The drill is the run of the workflow that its record names: of that commit, in that time, and successful.",
		why: "What the platform saw is worth more than what was written down afterwards."
	}),
	"of-commit": rule({
		...tellsNamed,
		waivable: false,
		asserts: "What was rolled back is what the judged commit holds.",
		why: "A way back that was tried with other code may no longer be there."
	}),
	outcome: rule({
		...tellsNamed,
		asserts: "The record nowhere says that the drill failed, or is still to be done.",
		why: "A drill that was broken off has shown that there is no way back."
	}),
	times: rule({
		...tellsNamed,
		asserts: "The record says when the drill began and ended, with the zone, and nothing in it contradicts that.",
		why: "A duration that was only estimated hides how long users would wait."
	}),
	objective: rule({
		...tellsNamed,
		asserts: "The rollback took no longer than it may, from its start to its end.",
		why: "A rollback that takes too long is an outage."
	}),
	fresh: rule({
		...tellsNamed,
		asserts: "The drill is not too long ago.",
		why: "People, access and tools change, and the way back decays unseen."
	}),
	operator: rule({
		...tellsNamed,
		severity: "high",
		asserts: "Somebody did the drill who may do it in an incident.",
		why: "A rollback that only its author can do fails when the author sleeps."
	}),
	mode: rule({
		...tellsNamed,
		asserts: "The drill was in an environment that counts, and as real as is asked there.",
		why: "A simulated drill finds none of the surprises of a real one."
	}),
	steps: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The drill froze, re-pinned, re-checked and reopened, in this order.",
		why: "Who reopens before checking turns one incident into two."
	}),
	versions: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The version was tried: it is named, with what was expected, and passed.",
		why: "Clients and data of the neighbouring versions are there while one rolls back."
	}),
	"post-checks": rule({
		...tellsNamed,
		asserts: "The check after the rollback passed, and a verification of this run measures it.",
		why: "A product that was rolled back and not looked at may still be down."
	}),
	active: rule({
		...tellsNamed,
		waivable: false,
		asserts: "It is known which flags are on, and to what is pinned.",
		why: "What nobody knows to be on, nobody knows to switch off."
	}),
	covered: rule({
		...tellsNamed,
		asserts: "A drill rolled the flag or pin back.",
		why: "Each flag that is on is a state of its own, with a way back of its own."
	}),
	settings: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The record has the exact settings before and after, and the former is the present one.",
		why: "Who has to guess the setting at night sets another one."
	}),
	behaviour: rule({
		...tellsNamed,
		severity: "high",
		asserts: "The record says how the product behaved before and after.",
		why: "A setting that changed nothing looks like a rollback that worked."
	})
};

// actions/rollback-rehearsal/switches.ts
const ofSwitch = [
	"covered",
	"settings",
	"behaviour"
];
function judgeSwitches(ctx, { switches, whole }, drills) {
	const because = !whole ? noData("it is not known what is on", "every source of flags and pins") : noData("nothing is on, so that nothing could be covered", "a flag or pin");
	const asked = ctx.inputs.active.length > 0;
	for (const rule of ofSwitch) if (!asked) ctx.notApplicable(rule, { about: [] }, "the configuration names no flags and pins");
	else if (!whole || switches.length === 0) ctx.unverified(rule, { about: [] }, because);
	const byName = new Map();
	for (const one of switches) byName.set(one.name, [...byName.get(one.name) ?? [], one]);
	for (const name of drills.flatMap(wentWrong)) byName.set(name, byName.get(name) ?? []);
	return [...byName].flatMap(([name, settings]) => judgeSwitch(ctx, name, settings, drills));
}
function wentWrong({ record }) {
	return record.switches.flatMap((row) => judgeCovered(row).status === "failed" ? [row.name] : []);
}
function judgeSwitch(ctx, name, settings, drills) {
	const about = [name];
	const standing = withoutOutdone(drills.flatMap((drill) => {
		const row = drill.switches.get(name);
		return row === void 0 ? [] : [{
			drill,
			row
		}];
	}));
	if (settings.length === 0) {
		for (const { drill, row } of standing) if (judgeCovered(row).status === "failed") tellVerdict(ctx, "covered", {
			about: [name, drill.id],
			facts: drill.facts
		}, judgeCovered(row));
		return [];
	}
	const [first, ...others] = standing;
	if (first === void 0) {
		const verdict = uncovered(name, drills);
		tellVerdict(ctx, "covered", { about }, verdict);
		const lacking = unverified(noData(`no record has ${name}`, "a drill that covers it"));
		tellVerdict(ctx, "settings", { about }, lacking);
		tellVerdict(ctx, "behaviour", { about }, lacking);
		const status = verdict.status === "failed" ? "failed" : "unverified";
		return settings.map((one) => ({
			...one,
			drill: void 0,
			status
		}));
	}
	const bests = settings.map((setting) => bestFor(setting, first, others));
	const facts = [...new Set(bests.flatMap(({ drill }) => drill.facts))];
	for (const rule of ofSwitch) tellVerdict(ctx, rule, {
		about,
		facts
	}, worstOf(bests.map(({ verdicts }) => verdicts[rule])) ?? passed);
	return bests.map(({ setting, drill, verdicts }) => ({
		...setting,
		drill: drill.id,
		status: statusOf(Object.values(verdicts))
	}));
}
function withoutOutdone(drilled) {
	const failures = drilled.filter(({ row }) => judgeCovered(row).status === "failed");
	if (failures.length === 0) return [...drilled];
	const last = Math.max(...failures.map(({ drill }) => drill.ended ?? Number.POSITIVE_INFINITY));
	const later = drilled.filter(({ drill: { ended, claimed } }) => claimed === void 0 && (ended ?? 0) > last);
	return later.length > 0 ? later : failures;
}
function uncovered(name, drills) {
	const unread = drills.find(({ unread: why }) => why !== void 0)?.unread;
	if (unread !== void 0) return unverified(unread);
	const fix = `rehearse its rollback, and record it in ${drills.map(({ path }) => path).join(" or ")}`;
	return failed({
		problem: "no drill rolled it back",
		expected: name,
		actual: "nothing",
		fix
	});
}
function bestFor(setting, first, others) {
	return others.map((one) => verdictsOf(setting, one)).reduce((a, b) => rank(b) > rank(a) ? b : a, verdictsOf(setting, first));
}
function verdictsOf(setting, { drill, row }) {
	const { claimed, path } = drill;
	return {
		setting,
		drill,
		verdicts: {
			covered: borneOut(judgeCovered(row), claimed),
			settings: borneOut(judgeSettings(row, setting, path), claimed),
			behaviour: borneOut(judgeBehaviour(row, path), claimed)
		}
	};
}
const worth = {
	failed: 0,
	unverified: 1,
	passed: 2
};
function rank({ verdicts }) {
	return worth[statusOf(Object.values(verdicts))];
}

// actions/rollback-rehearsal/control.ts
const control = defineControl({
	name: "rollback-rehearsal",
	title: "Rollback rehearsal",
	kind: "check",
	joins: true,
	description: "Judges the records of rollback drills: every flag and pin that is on was rolled back, for this commit, in time, as real as asked, and checked.",
	permissions: {
		actions: "read",
		contents: "read",
		"pull-requests": "read"
	},
	inputs,
	lists,
	outputs,
	data: drillData,
	rules,
	configProblems: (_lists, section) => section === void 0 ? [] : problemsOf(section),
	async evaluate(ctx) {
		const { roles } = ctx.policy;
		let collected;
		const around = {
			repository: await namedRepository(ctx.github(), ctx.subject.repository, "the input token"),
			approvers: peopleOf(ctx.inputs.approvers, roles, "rollback-rehearsal: approvers"),
			operators: peopleOf(ctx.inputs.operators, roles, "rollback-rehearsal: operators"),
			words: wordsWith(ctx.inputs.words),
			reports: () => collected ??= reportsOfRun(ctx)
		};
		const active = await findActive(ctx, around.reports);
		const drills = [];
		for (const place of ctx.inputs.drills) drills.push(await judgeDrill(ctx, place, around, active));
		const switches = judgeSwitches(ctx, active, drills);
		ctx.data(dataOf(drills, switches));
		const uncovered = switches.filter(({ drill }) => drill === void 0);
		ctx.output("active", namesOf(switches));
		ctx.output("uncovered", namesOf(uncovered));
		ctx.metric("drills", drills.length);
		ctx.metric("active-switches", switches.length);
		ctx.metric("uncovered-switches", uncovered.length);
		for (const exhibit of exhibitsOf(drills, switches)) ctx.exhibit(exhibit);
	}
});
function namesOf(switches) {
	return [...new Set(switches.map(({ name }) => name))].join("\n");
}
function problemsOf(section) {
	const { drills = [], active = [], "post-checks": checks = [], "version-pin": versionPin } = section;
	const at = (pointer) => `/rollback-rehearsal${pointer}`;
	const ids = drills.map(({ id }) => id);
	const records = drills.map(({ record }) => record);
	const names = checks.map(({ name }) => name);
	const sources = active.map((source) => placeOf(source).join(" "));
	const pins = active.flatMap(({ pin }) => pin ?? []);
	return [
		...repeatedProblems(ids, (index) => at(`/drills/${index}/id`), "drills"),
		...repeatedProblems(records, (index) => at(`/drills/${index}/record`), "drills with the record"),
		...repeatedProblems(names, (index) => at(`/post-checks/${index}/name`), "post-checks"),
		...repeatedProblems(sources, (index) => at(`/active/${index}`), "sources"),
		...active.flatMap(({ control: name }, index) => name === void 0 || Object.hasOwn(catalog, name) ? [] : [{
			pointer: at(`/active/${index}/control`),
			message: `there is no control ${name}${suggestion(name, controlNames)}`
		}]),
		...versionPin === void 0 || pins.includes(versionPin) ? [] : [{
			pointer: at("/version-pin"),
			message: `no source under active has the pin ${versionPin}${suggestion(versionPin, pins)}`
		}]
	];
}

export { control };