import { catalog, choice, controlNames, defineControl, integer, isoTime, list, listed, quote, rule, sha256, structured, suggestion } from "./shared.js";
import { _enum, array, number, object, string } from "./vendor.js";
import { approvalsOf, jointApproval, peopleOf } from "./domain-approval.js";
import { activeIn, commitMissing, commitOf, drillMaxBytes, emptyDrill, given, judgeAge, judgeBehaviour, judgeCovered, judgeMode, judgeObjective, judgeOperator, judgeOutcome, judgeSettings, judgeSteps, judgeTimes, judgeVersion, lacking, lengthText, modeOf, operatorOf, placeOf, readDrill, saysPassed, timesOf, tookOf } from "./domain-drill.js";
import { ActiveSchema, DrillPlaceSchema, EnvironmentsSchema, PostCheckSchema, VersionsSchema, WordsSchema, commitRelations, wordsWith } from "./domain-drill-config.js";
import { reportsOfControl, reportsOfRun } from "./domain-own-report.js";
import { namedRepository } from "./domain-repository.js";
import { Duration } from "./core-duration.js";
import { judgeDrillRun } from "./domain-rehearsal.js";
import { parseDocument, passed } from "./domain-record.js";
import { verificationRecords } from "./domain-verification-config.js";
import { lineOf } from "./domain-branch-line.js";
import { landedMaxBytes, landingOf } from "./domain-landing.js";

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

// actions/rollback-rehearsal/tell.ts
function tell(ctx, rule, about, verdict, facts = []) {
	switch (verdict.status) {
		case "passed":
			ctx.passed(rule, { about });
			return;
		case "failed": {
			const { problem, expected, actual, fix, at } = verdict;
			ctx.failed(rule, {
				about,
				problem,
				expected,
				actual,
				fix
			}, at);
			return;
		}
		case "unverified":
			ctx.unverified(rule, {
				about,
				facts
			}, verdict.because);
			return;
		case "not-applicable": ctx.notApplicable(rule, { about }, verdict.why);
	}
}
function open(because) {
	return {
		status: "unverified",
		because
	};
}
function noData(message, needs) {
	return open({
		code: "NO_DATA",
		message,
		needs
	});
}
function borneOut(verdict, claimed) {
	return verdict.status === "passed" && claimed !== void 0 ? open(claimed) : verdict;
}
function against(problem, expected, actual, fix, at) {
	return {
		status: "failed",
		problem,
		expected,
		actual,
		fix,
		at
	};
}

// actions/rollback-rehearsal/checks.ts
async function judgeChecks(ctx, record, reports) {
	const asked = ctx.inputs["post-checks"];
	const rows = new Map(record["post-checks"].map((row) => [row.name, row]));
	const verdicts = [];
	for (const { name, verification } of asked) {
		const said = judgeWord(name, rows.get(name), record.path);
		const verdict = said.status === "passed" && verification !== void 0 ? measuredBy(ctx, verification, await reports()) : said.status === "passed" ? claimed(name) : said;
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
	if (row === void 0) return against("the record does not have it", name, "nothing", fix, { path });
	if (said === void 0) return against(`its result ${lacking(row.result)}`, "passed", "nothing", fix, row.at);
	if (saysPassed(said)) return passed;
	return against(`it is said to be ${quote(said.text)}`, "passed", said.text, fix, said.at);
}
function claimed(name) {
	return noData(`the result of ${quote(name)} is only claimed: nothing measures it`, `a verification for ${quote(name)} under post-checks`);
}
function measuredBy(ctx, id, reports) {
	const found = reportsOfControl(ctx, "verification", reports);
	if (found.state === "unknown") return open(found.because);
	const fix = `mend what ${id} found, and let verification run again before this`;
	if (found.wrong.length > 0) {
		const problem = `the report of verification does not count: ${found.wrong.join("; ")}`;
		return against(problem, "a report of this run", found.wrong, fix);
	}
	const held = found.bound.flatMap(({ report, results }) => {
		const data = verificationRecords.safeParse(report.data);
		const own = data.success ? data.data.verifications.filter((one) => one.id === id) : [];
		const isOpen = results.some(({ status, about }) => about[0] === id && (status === "failed" || status === "unverified"));
		const boot = report.policySource?.kind === "bootstrap";
		return own.map((one) => ({
			one,
			isOpen: isOpen || boot || report.error !== void 0
		}));
	});
	const needs = `the verification ${id} in this run, for the judged commit`;
	if (held.length === 0) return noData(`no report of this run has the verification ${id}`, needs);
	if (held.find(({ one }) => one.status === "failed") !== void 0) return against(`${id}, which measures it, failed`, "passed", [id, "failed"], fix);
	if (held.find(({ one, isOpen }) => isOpen || !isMeasured(one, ctx.subject.headSha)) !== void 0) return noData(`${id}, which measures it, is not verified for the judged commit`, needs);
	return found.unseen === void 0 ? passed : open(found.unseen);
}
function isMeasured({ status, sha }, judged) {
	return status === "passed" && sha !== void 0 && sha === judged;
}

// actions/rollback-rehearsal/commits.ts
async function judgeCommit(ctx, record) {
	const drilled = commitOf(record);
	if (drilled === void 0) return commitMissing(record);
	const judged = ctx.tree.ref ?? ctx.subject.headSha;
	if (judged === void 0) return noData("no commit is judged", "a commit");
	if (drilled === judged) return passed;
	const found = await ctx.policy.history.units({ range: `${drilled}..${judged}` });
	if (!found.ok) return open(found.because);
	const at = record.facts.commit?.at;
	const [unit, more] = found.units;
	if (unit === void 0 || more !== void 0) return noData(`what changed from ${drilled} to ${judged} is not one change`, "a commit of this history");
	if (unit.base !== drilled) {
		const problem = `it was about commit ${drilled}, which the judged commit ${judged} does not contain`;
		return against(problem, "a commit that it contains", drilled, "rehearse the rollback of the judged commit", at);
	}
	if (ctx.inputs.commit === "ancestor") return passed;
	const changes = await unit.changes();
	if (!changes.ok) return open(changes.because);
	const unaffected = await ctx.matcher(ctx.inputs.unaffected);
	const records = new Set(ctx.inputs.drills.map((drill) => `${ctx.policy.folder}${drill.record}`));
	const touched = changes.changes.map(({ path }) => path).filter((path) => !records.has(path) && !unaffected(path));
	if (touched.length === 0) return passed;
	const problem = `it was about commit ${drilled}, and ${listed(touched)} changed since`;
	return against(problem, "no change but of records and unaffected paths", touched, "rehearse the rollback of the judged commit, or name what cannot affect it under unaffected", at);
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
			verdict: open(found.because),
			read: nothing,
			file: void 0
		};
		const problem = `its record ${path} ${found.message} in the base`;
		const fix = `bring ${path} by a pull request of its own, which is approved; it counts when it has landed`;
		return {
			verdict: against(problem, "a record", "nothing", fix, { path }),
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
		verdict: against(problem, "a record that can be read", problems, `mend ${path}`, read.problems[0]?.at),
		read,
		file: found
	};
}
function recordFact(id) {
	return `drill/${id}`;
}
async function judgeApproved(ctx, { read: { record }, file }, repository, people) {
	const { path } = record;
	if (file === void 0) return { verdict: noData(`there is no record ${path}`, "the record in the base") };
	const { source, folder, history } = ctx.policy;
	if (source.kind !== "base" || source.ref === void 0) {
		const message = `${path} is not of the base, so that nobody knows who approved it`;
		return { verdict: noData(message, "a run for a base") };
	}
	if (!repository.ok) return { verdict: open(repository.because) };
	const { github, name } = repository.data;
	const whole = `${folder}${path}`;
	const landedFile = {
		repository: name,
		path: whole,
		ref: source.ref,
		content: file.content
	};
	const landed = await landingOf(github, landedFile, lineOf(history, whole, source.ref, landedMaxBytes));
	if (!landed.ok) return { verdict: open(landed.because) };
	const { pullRequest: number, head, mergedAt } = landed.data;
	const operator = operatorOf(record)?.toLowerCase();
	const witnesses = people.filter((login) => login.toLowerCase() !== operator);
	const { approvals: needed, "ignored-co-authors": ignored } = ctx.inputs;
	const approvals = await approvalsOf(github, name, number, head, witnesses, ignored);
	const joint = jointApproval([{
		side: "approvers",
		people: witnesses,
		needed,
		approvals
	}]);
	if (joint.state === "unknown") return {
		verdict: open(joint.because),
		landed: mergedAt
	};
	if (joint.state === "given") return {
		verdict: passed,
		landed: mergedAt
	};
	const problem = `pull request #${number}, which brought its record ${path}, lacks approvals: ${joint.lacking.join("; ")}`;
	const fix = `bring ${path} again by a pull request that ${listed([...witnesses])} approve at its head`;
	return {
		verdict: against(problem, "approvals at the head", joint.lacking, fix, { path }),
		landed: mergedAt
	};
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
async function judgeDrill(ctx, place, around) {
	const { id, record: path } = place;
	const facts = [recordFact(id)];
	const statuses = [];
	const found = await findDrill(ctx, place, around.words);
	const note = (rule, verdict, ...more) => {
		statuses.push(verdict.status);
		tell(ctx, rule, [id, ...more], verdict, found.file === void 0 ? [] : facts);
	};
	const { record } = found.read;
	note("record", found.verdict);
	const approved = await judgeApproved(ctx, found, around.repository, around.approvers);
	note("approved", approved.verdict);
	const ran = await judgeRan(place, record, around, found.file !== void 0);
	note("ran", ran);
	if (found.file === void 0) {
		const unread = becauseOf(found.verdict, `there is no record of ${id}`, `the record ${path} in the base`);
		for (const rule of ofRecord) note(rule, open(unread));
		return {
			id,
			path,
			record,
			switches: /* @__PURE__ */ new Map(),
			claimed: unread,
			unread,
			facts: [],
			status: worst(statuses)
		};
	}
	const doubted = found.verdict.status === "passed" ? void 0 : becauseOf(found.verdict, "its record is not whole", `a record ${path} that is whole`);
	const unwitnessed = approved.verdict.status === "passed" ? void 0 : unapproved(approved.verdict, path);
	const claimed = doubted ?? unwitnessed;
	const timed = doubted ?? (ran.status === "passed" ? void 0 : unwitnessed);
	const { inputs, time } = ctx;
	note("of-commit", borneOut(await judgeCommit(ctx, record), timed));
	note("outcome", borneOut(judgeOutcome(record), claimed));
	note("times", borneOut(judgeTimes(record, time, approved.landed), timed));
	note("objective", borneOut(judgeObjective(record, inputs.objective), timed));
	note("fresh", borneOut(judgeAge(record, inputs["maximum-age"], time), timed));
	note("operator", borneOut(judgeOperator(record, around.operators), claimed));
	note("mode", borneOut(judgeMode(record, inputs.environments), claimed));
	note("steps", borneOut(judgeSteps(record, around.words), claimed));
	if (inputs.versions.length === 0) note("versions", {
		status: "not-applicable",
		why: "the configuration asks for no version"
	});
	for (const version of new Set(inputs.versions)) note("versions", borneOut(judgeVersion(record, version, inputs.simulated), claimed), version);
	const checks = await judgeChecks(ctx, record, around.reports);
	if (checks.length === 0) {
		const fix = `check the product after the rollback, and write a table of post-checks into ${path}`;
		note("post-checks", against("its record has no check after the rollback", "a check", "none", fix, { path }));
	}
	for (const [name, verdict] of checks) note("post-checks", borneOut(verdict, claimed), name);
	return {
		id,
		path,
		record,
		switches: new Map(record.switches.map((one) => [one.name, one])),
		claimed,
		unread: found.verdict.status === "passed" ? void 0 : doubted,
		facts,
		status: worst(statuses)
	};
}
async function judgeRan({ workflow }, record, { repository }, isThere) {
	if (workflow === void 0) return {
		status: "not-applicable",
		why: "the configuration names no workflow for it"
	};
	if (!isThere) return noData("there is no record that could name a run", "the record in the base");
	const said = given(record.facts.run);
	const id = Number(/^(?:.*\/runs\/)?#?(\d{1,15})(?:\/.*)?$/.exec(said?.text.trim() ?? "")?.[1] ?? NaN);
	if (!Number.isSafeInteger(id)) {
		const problem = `its run ${said === void 0 ? lacking(record.facts.run) : "is no id of a run"}`;
		const fix = `write the id of the run of ${workflow} into ${record.path}`;
		return against(problem, "the id of a run", said?.text ?? "nothing", fix, record.facts.run?.at ?? { path: record.path });
	}
	if (!repository.ok) return open(repository.because);
	const { github, name, defaultBranch } = repository.data;
	const { start, end } = timesOf(record);
	return judgeDrillRun(github, name, defaultBranch, workflow, {
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
function worst(statuses) {
	if (statuses.includes("failed")) return "failed";
	return statuses.includes("unverified") || !statuses.includes("passed") ? "unverified" : "passed";
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
const marks = {
	passed: "good",
	failed: "bad",
	unverified: "open"
};
const words = {
	passed: "passed",
	failed: "failed",
	unverified: "not verified"
};
const mostRows = 100;
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
					durationMs === void 0 ? "" : lengthText(durationMs),
					words[drill.status]
				],
				mark: marks[drill.status]
			};
		}),
		remark: "Times and names are those of the records."
	};
	if (switches.length === 0) return [ofDrills];
	const hidden = switches.length - mostRows;
	return [ofDrills, {
		title: "Flags and pins that are on",
		columns: [
			{ name: "Name" },
			{ name: "Set to" },
			{ name: "Drill" },
			{ name: "Rollback" }
		],
		rows: switches.slice(0, mostRows).map(({ name, value = "", drill = "", status }) => ({
			cells: [
				name,
				value,
				drill,
				words[status]
			],
			mark: marks[status]
		})),
		...hidden > 0 ? { remark: `${hidden} more are in the data of the report.` } : {}
	}];
}

// actions/rollback-rehearsal/rules.ts
const told = {
	severity: "critical",
	about: ({ about }) => about,
	says: ({ about, problem = "" }) => `${about.join(" ")}: ${problem}`,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix,
	restsOn: ({ facts = [] }) => facts
};
const rules = {
	record: rule({
		...told,
		waivable: false,
		asserts: "The record of the drill is in the base, and can be read as a reader sees it.",
		why: "A record that is missing, or shows its reader something else than it says, is no record."
	}),
	approved: rule({
		...told,
		waivable: false,
		asserts: "People who may judge a drill approved the pull request that brought its record, and none of them did the drill.",
		why: "A record is what somebody typed: without a witness it proves nothing."
	}),
	ran: rule({
		...told,
		waivable: false,
		asserts: "The drill is the run of the workflow that its record names: of that commit, in that time, and successful.",
		why: "What the platform saw is worth more than what was written down afterwards."
	}),
	"of-commit": rule({
		...told,
		waivable: false,
		asserts: "What was rolled back is what the judged commit holds.",
		why: "A way back that was tried with other code may no longer be there."
	}),
	outcome: rule({
		...told,
		asserts: "The record nowhere says that the drill failed, or is still to be done.",
		why: "A drill that was broken off has shown that there is no way back."
	}),
	times: rule({
		...told,
		asserts: "The record says when the drill began and ended, with the zone, and nothing in it contradicts that.",
		why: "A duration that was only estimated hides how long users would wait."
	}),
	objective: rule({
		...told,
		asserts: "The rollback took no longer than it may, from its start to its end.",
		why: "A rollback that takes too long is an outage."
	}),
	fresh: rule({
		...told,
		asserts: "The drill is not too long ago.",
		why: "People, access and tools change, and the way back decays unseen."
	}),
	operator: rule({
		...told,
		severity: "high",
		asserts: "Somebody did the drill who may do it in an incident.",
		why: "A rollback that only its author can do fails when the author sleeps."
	}),
	mode: rule({
		...told,
		asserts: "The drill was in an environment that counts, and as real as is asked there.",
		why: "A simulated drill finds none of the surprises of a real one."
	}),
	steps: rule({
		...told,
		severity: "high",
		asserts: "The drill froze, re-pinned, re-checked and reopened, in this order.",
		why: "Who reopens before checking turns one incident into two."
	}),
	versions: rule({
		...told,
		severity: "high",
		asserts: "The version was tried: it is named, with what was expected, and passed.",
		why: "Clients and data of the neighbouring versions are there while one rolls back."
	}),
	"post-checks": rule({
		...told,
		asserts: "The check after the rollback passed, and a verification of this run measures it.",
		why: "A product that was rolled back and not looked at may still be down."
	}),
	active: rule({
		...told,
		waivable: false,
		asserts: "It is known which flags are on, and to what is pinned.",
		why: "What nobody knows to be on, nobody knows to switch off."
	}),
	covered: rule({
		...told,
		asserts: "A drill rolled the flag or pin back.",
		why: "Each flag that is on is a state of its own, with a way back of its own."
	}),
	settings: rule({
		...told,
		severity: "high",
		asserts: "The record has the exact settings before and after, and the former is the present one.",
		why: "Who has to guess the setting at night sets another one."
	}),
	behaviour: rule({
		...told,
		severity: "high",
		asserts: "The record says how the product behaved before and after.",
		why: "A setting that changed nothing looks like a rollback that worked."
	})
};

// actions/rollback-rehearsal/switches.ts
const mostBytes = 1048576;
async function findActive(ctx, reports) {
	const { active } = ctx.inputs;
	if (active.length === 0) {
		ctx.notApplicable("active", { about: [] }, "the configuration names no flags and pins");
		return [];
	}
	const all = /* @__PURE__ */ new Map();
	let known = true;
	for (const source of active) {
		const { verdict, switches } = await seenIn(ctx, source, reports);
		tell(ctx, "active", placeOf(source), verdict);
		known &&= verdict.status === "passed";
		for (const one of switches) if (all.get(one.name)?.value === void 0) all.set(one.name, one);
	}
	return known ? [...all.values()] : void 0;
}
async function seenIn(ctx, source, reports) {
	if (source.control !== void 0) return seenInReports(ctx, source, source.control, await reports());
	const path = source.configuration ?? source.report ?? "";
	const now = await seenInTree(ctx.tree, path, source, (file) => ctx.read(file, { maxBytes: mostBytes }));
	const isBase = ctx.policy.source.kind === "base";
	if (source.report === void 0 || !isBase || now.verdict.status !== "passed") return now;
	const before = await seenInTree(ctx.policy.tree, path, source);
	if (before.verdict.status === "unverified") return {
		verdict: before.verdict,
		switches: now.switches
	};
	return {
		verdict: passed,
		switches: [...now.switches, ...before.switches]
	};
}
async function seenInTree(tree, path, source, read = (file) => tree.read(file, mostBytes)) {
	const found = await read(path);
	const fix = `write into ${path} what is on`;
	if (!found.found) return {
		verdict: found.because === void 0 ? against(`${path} ${found.message}`, "flags or a pin", "nothing", fix, { path }) : open(found.because),
		switches: []
	};
	const document = parseDocument(path, found.content);
	if (!document.ok) {
		const [first] = document.problems;
		const problem = `${path} ${listed(document.problems.map(({ message }) => message))}`;
		return {
			verdict: against(problem, "a document", "a text that is none", fix, first?.at),
			switches: []
		};
	}
	return seenInValue(document.document.value, source, path, fix);
}
function seenInValue(value, source, where, fix) {
	const active = activeIn(value, source);
	if (active.ok) return {
		verdict: passed,
		switches: active.switches
	};
	return {
		verdict: against(`${where} ${listed(active.problems)}`, "flags or a pin", active.problems, fix),
		switches: []
	};
}
function seenInReports(ctx, source, control, reports) {
	const found = reportsOfControl(ctx, control, reports);
	if (found.state === "unknown") return {
		verdict: open(found.because),
		switches: []
	};
	const fix = `let ${control} run again for this commit`;
	if (found.wrong.length > 0) {
		const problem = `the report of ${control} does not count: ${found.wrong.join("; ")}`;
		return {
			verdict: against(problem, "a report of this run", found.wrong, fix),
			switches: []
		};
	}
	const seen = found.bound.map(({ report }) => seenInValue(report.data ?? null, source, `the report of ${control}`, fix));
	return {
		verdict: seen.find((one) => one.verdict.status !== "passed")?.verdict ?? (found.unseen === void 0 ? passed : open(found.unseen)),
		switches: seen.flatMap(({ switches }) => switches)
	};
}
function judgeSwitches(ctx, active, drills) {
	if (active === void 0 || active.length === 0) {
		const because = active === void 0 ? {
			code: "NO_DATA",
			message: "it is not known what is on",
			needs: "every source of flags and pins"
		} : {
			code: "NO_DATA",
			message: "nothing is on, so that nothing could be covered",
			needs: "a flag or pin"
		};
		const asked = ctx.inputs.active.length > 0;
		for (const rule of [
			"covered",
			"settings",
			"behaviour"
		]) if (asked) ctx.unverified(rule, { about: [] }, because);
		else ctx.notApplicable(rule, { about: [] }, "the configuration names no flags and pins");
		return [];
	}
	return active.map((one) => judgeSwitch(ctx, one, drills));
}
function judgeSwitch(ctx, one, drills) {
	const { name, value } = one;
	const about = [name];
	const rows = drills.flatMap((drill) => {
		const row = drill.switches.get(name);
		return row === void 0 ? [] : [{
			drill,
			row
		}];
	});
	const [first] = rows;
	if (first === void 0) {
		const unread = drills.find(({ unread: why }) => why !== void 0)?.unread;
		const records = drills.map(({ path }) => path);
		const verdict = unread === void 0 ? against("no drill rolled it back", name, "nothing", `rehearse its rollback, and record it in ${records.join(" or ")}`) : open(unread);
		tell(ctx, "covered", about, verdict);
		const lacking = noData(`no record has ${name}`, "a drill that covers it");
		tell(ctx, "settings", about, lacking);
		tell(ctx, "behaviour", about, lacking);
		return {
			...one,
			drill: void 0,
			status: verdict.status === "failed" ? "failed" : "unverified"
		};
	}
	const best = rows.map(({ drill, row }) => verdictsOf(drill, row, value)).reduce((a, b) => rank(b) > rank(a) ? b : a);
	for (const rule of [
		"covered",
		"settings",
		"behaviour"
	]) tell(ctx, rule, about, best.verdicts[rule], best.drill.facts);
	const all = Object.values(best.verdicts).map(({ status }) => status);
	const status = all.includes("failed") ? "failed" : all.includes("unverified") ? "unverified" : "passed";
	return {
		...one,
		drill: best.drill.id,
		status
	};
}
function verdictsOf(drill, row, value) {
	const { claimed, path } = drill;
	return {
		drill,
		verdicts: {
			covered: borneOut(judgeCovered(row), claimed),
			settings: borneOut(judgeSettings(row, value, path), claimed),
			behaviour: borneOut(judgeBehaviour(row, path), claimed)
		}
	};
}
const worth = {
	failed: 0,
	unverified: 1,
	"not-applicable": 1,
	passed: 2
};
function rank({ verdicts }) {
	return Math.min(...Object.values(verdicts).map(({ status }) => worth[status]));
}

// actions/rollback-rehearsal/control.ts
const control = defineControl({
	name: "rollback-rehearsal",
	title: "Rollback rehearsal",
	kind: "check",
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
		const drills = [];
		for (const place of ctx.inputs.drills) drills.push(await judgeDrill(ctx, place, around));
		const active = await findActive(ctx, around.reports);
		const switches = judgeSwitches(ctx, active, drills);
		ctx.data(dataOf(drills, switches));
		ctx.output("active", switches.map(({ name }) => name).join("\n"));
		ctx.output("uncovered", switches.flatMap(({ name, drill }) => drill === void 0 ? [name] : []).join("\n"));
		ctx.metric("drills", drills.length);
		ctx.metric("active-switches", switches.length);
		ctx.metric("uncovered-switches", switches.filter(({ drill }) => drill === void 0).length);
		for (const exhibit of exhibitsOf(drills, switches)) ctx.exhibit(exhibit);
	}
});
function problemsOf({ drills = [], active = [], "post-checks": checks = [] }) {
	const again = (values, pointer, what) => values.flatMap((value, index) => values.indexOf(value) === index ? [] : [{
		pointer: `/rollback-rehearsal${pointer(index)}`,
		message: `there are two ${what} ${value}`
	}]);
	return [
		...again(drills.map(({ id }) => id), (index) => `/drills/${index}/id`, "drills"),
		...again(drills.map(({ record }) => record), (index) => `/drills/${index}/record`, "drills with the record"),
		...again(checks.map(({ name }) => name), (index) => `/post-checks/${index}/name`, "post-checks"),
		...again(active.map((source) => placeOf(source).join(" ")), (index) => `/active/${index}`, "sources"),
		...active.flatMap(({ control: name }, index) => name === void 0 || Object.hasOwn(catalog, name) ? [] : [{
			pointer: `/rollback-rehearsal/active/${index}/control`,
			message: `there is no control ${name}${suggestion(name, controlNames)}`
		}])
	];
}

export { control };