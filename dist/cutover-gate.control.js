import { GovernanceError, catalog, choice, controlNames, decodeText, defineControl, isCommitId, isObject, isoTime, list, ownerAndRepo, parseTime, rule, secret, statusMarks, structured, suggestion, text } from "./shared.js";
import { array, object, record, string } from "./vendor.js";
import { noData, passed, tellVerdict, tellsVerdicts, unverified, worstOf } from "./domain-verdict.js";
import { locate } from "./core-location.js";
import { manifestMaxBytes } from "./domain-producer.js";
import { parseDocument, recordMaxBytes } from "./domain-record.js";
import { fileAt, isAncestor, namedRepository, releaseOf, tagCommit, tipOf } from "./domain-repository.js";
import { CheckpointSchema, GoSchema, HashGateSchema, OtherSchema, PinSchema, PosturePlaceSchema, RehearsalSchema, VerificationSchema, sides } from "./domain-cutover-config.js";
import { askBranchRules } from "./domain-branch-rules.js";
import { appIdIn, checkRunsOf, judgeCheck, judgeRuns } from "./domain-check-run.js";
import { jointApproval, pullBringing } from "./domain-approval.js";
import { approvalsOfSides, judgeBothApproved, judgeJointRecord, speakersOf } from "./domain-cutover.js";
import { judgeAgreement, judgePosture, judgeRecord, ownRecords, readPosture } from "./domain-posture.js";
import { landingOfCommit } from "./domain-landing.js";
import { lineOf } from "./domain-branch-line.js";
import { judgeLastRun } from "./domain-drill-run.js";
import { milliseconds } from "./core-duration.js";
import { judgeReportOf, reportsOfRun } from "./domain-own-report.js";

// actions/cutover-gate/sides.ts
async function placesOf(ctx, checkpoint) {
	const side = ctx.inputs.side;
	const [here, there] = await Promise.all([repositoryOf(ctx, true), repositoryOf(ctx, false)]);
	const { headSha } = ctx.subject;
	const own = {
		side,
		own: true,
		repository: here,
		commit: headSha === void 0 ? no("no commit is judged", "a commit") : {
			ok: true,
			data: headSha
		}
	};
	const other = {
		side: side === "producer" ? "consumer" : "producer",
		own: false,
		repository: there,
		commit: await otherCommit(ctx, checkpoint, own, there)
	};
	return side === "producer" ? {
		producer: own,
		consumer: other
	} : {
		producer: other,
		consumer: own
	};
}
async function repositoryOf(ctx, own) {
	const name = own ? ctx.subject.repository : ctx.inputs.other.repository;
	const github = own ? ctx.github() : ctx.github("other-token");
	return namedRepository(github, name, own ? "the input token" : "the input other-token, which may read the other repository");
}
async function otherCommit(ctx, { release }, own, other) {
	if (!other.ok) return other;
	if (own.side === "producer") return tipOf(other.data);
	if (release !== void 0) return releaseCommit(other.data, release);
	const pinned = await pinnedBy(ctx, "commit", own);
	return pinned.ok ? {
		ok: true,
		data: pinned.data.text
	} : pinned;
}
async function releaseCommit(repository, tag) {
	const seen = await tagCommit(repository, tag);
	if (seen.state === "there") return {
		ok: true,
		data: seen.data
	};
	if (seen.state === "unknown") return {
		ok: false,
		because: seen.because
	};
	return no(`${repository.name} has no tag ${tag}`, `the tag ${tag}`);
}
async function readOf(ctx, { own, repository, commit }, path) {
	if (own) {
		const found = await ctx.read(path);
		if (found.found) return {
			state: "there",
			data: found.content
		};
		if (found.because !== void 0) return {
			state: "unknown",
			because: found.because
		};
		if (found.reason !== "too-large") return {
			state: "absent",
			message: found.message
		};
		return {
			state: "unknown",
			because: {
				code: "TRUNCATED",
				message: `${path} ${found.message}`,
				needs: "a smaller file"
			}
		};
	}
	if (!repository.ok) return {
		state: "unknown",
		because: repository.because
	};
	if (!commit.ok) return {
		state: "unknown",
		because: commit.because
	};
	return fileOf(ctx, repository.data, path, commit.data);
}
async function fileOf(ctx, repository, path, ref, maxBytes = manifestMaxBytes) {
	const file = await fileAt(repository, path, ref, maxBytes);
	if (file.state === "there") ctx.recorded(`${repository.name}/${path}`, ref, file.data);
	return file;
}
async function pinnedBy(ctx, field, consumer) {
	const { repin: pin } = ctx.inputs;
	const pointer = pin?.[field];
	if (pin === void 0 || pointer === void 0) return no(`the configuration does not say where the pin has its ${field}`, `repin: ${field}`);
	const file = await readOf(ctx, consumer, pin.path);
	if (file.state === "unknown") return {
		ok: false,
		because: file.because
	};
	if (file.state === "absent") return no(`the consumer has no pin ${pin.path}`, `the pin ${pin.path}`);
	const read = parseDocument(pin.path, file.data);
	if (!read.ok) return no(`the pin ${pin.path} ${read.problems[0]?.message ?? "cannot be read"}`, "a pin that can be read");
	const value = read.document.get(pointer);
	const at = locate(pin.path, read.document.near(pointer));
	if (typeof value === "string") return {
		ok: true,
		data: {
			text: value,
			at
		}
	};
	return no(`the pin ${pin.path} has no text at ${pointer}`, `a ${field} at ${pointer}`);
}
function no(message, needs) {
	return {
		ok: false,
		because: noData(message, needs)
	};
}

// actions/cutover-gate/tell.ts
function tell(ctx, rule, about, verdict, own = true) {
	tellVerdict(ctx, rule, { about }, verdict, { elsewhere: !own });
}

// actions/cutover-gate/artifact.ts
async function judgeArtifacts(ctx, checkpoint, places) {
	const asked = ["producer", "consumer"].flatMap((side) => checkpoint[`${side}-artifacts`].map((path) => ({
		side,
		path
	})));
	if (asked.length === 0) ctx.notApplicable("artifact", { about: [checkpoint.id] }, "the checkpoint asks for no artifact");
	for (const { side, path } of asked) {
		const file = await readOf(ctx, places[side], path);
		tell(ctx, "artifact", [
			checkpoint.id,
			side,
			path
		], verdictOn$2(side, path, file), places[side].own);
	}
}
function verdictOn$2(side, path, file) {
	if (file.state === "unknown") return unverified(file.because);
	if (file.state === "absent") return absent(side, path, "is missing");
	const text = decodeText(file.data);
	return text.ok && text.text.trim() === "" ? absent(side, path, "is empty") : passed;
}
function absent(side, path, problem) {
	return {
		status: "failed",
		problem: `the artifact ${path} of the ${side} ${problem}`,
		expected: "a file that says something",
		actual: problem,
		fix: `bring ${path} into the repository of the ${side}`
	};
}

// actions/cutover-gate/contradictions.ts
function contradictions({ checkpoints = [], "joint-go": go }, whole) {
	const elsewhere = namedIn(whole["surfaces"]);
	return checkpoints.flatMap(({ id, record }, index) => elsewhere.flatMap((other) => {
		const filled = fillerOf(other.id, id);
		if (filled === void 0) return [];
		const path = filled(other.record);
		return [...record === path ? [] : [{
			pointer: `/checkpoints/${index}${record === void 0 ? "" : "/record"}`,
			message: `${id} is recorded in ${record ?? "no file"} here, and in ${path} by ${other.where}`
		}], ...go === void 0 || samePeople(go, other.go) ? [] : [{
			pointer: "/joint-go",
			message: `other people say go for ${id} here than by ${other.where}: go`
		}]];
	}));
}
function namedIn(surfaces) {
	if (!Array.isArray(surfaces)) return [];
	return surfaces.flatMap((surface, index) => {
		const cutover = isObject(surface) ? surface["cutover"] : void 0;
		if (!isObject(cutover)) return [];
		return ["bump", "wave"].flatMap((part) => {
			const named = cutover[part];
			const { checkpoint: id, record } = isObject(named) ? named : {};
			const where = `surfaces/${index}/cutover/${part}`;
			return typeof id === "string" && typeof record === "string" ? [{
				id,
				record,
				go: cutover["go"],
				where
			}] : [];
		});
	});
}
function fillerOf(template, id) {
	const [before = "", after, more] = template.split("{to}");
	if (after === void 0) return template === id ? (path) => path : void 0;
	if (more !== void 0 || template.includes("{from}")) return void 0;
	const folded = id.toLowerCase();
	if (!folded.startsWith(before) || !folded.endsWith(after) || folded.length <= before.length + after.length) return void 0;
	const to = folded.slice(before.length, folded.length - after.length);
	return (path) => path.replaceAll("{to}", to);
}
function samePeople(go, other) {
	if (!isObject(other)) return true;
	const { approvals = 1 } = other;
	const same = (side) => {
		const theirs = other[side];
		return Array.isArray(theirs) && new Set(theirs).size === new Set(go[side]).size && go[side].every((name) => theirs.includes(name));
	};
	return approvals === go.approvals && same("producer") && same("consumer");
}

// actions/cutover-gate/definition.ts
const inputs = {
	checkpoint: text({
		description: "The id of the checkpoint that is judged, under checkpoints.",
		policy: true
	}),
	side: choice(sides, {
		description: "Which side this repository is.",
		policy: true
	}),
	other: structured(OtherSchema, {
		description: "The repository of the other side, as { repository: owner/name }.",
		policy: true
	}),
	"joint-go": structured(GoSchema, {
		description: "Who may say go for each side, as { producer: [roles], consumer: [roles], approvals: 1 }; a login with @.",
		policy: true
	}),
	checkpoints: structured(array(CheckpointSchema).min(1), {
		description: "The checkpoints of the plan, each with what it needs.",
		policy: true
	}),
	verifications: structured(array(VerificationSchema).min(1), {
		description: "What checkpoints can ask to be measured as passed, by id.",
		policy: true
	}),
	repin: structured(PinSchema.optional(), {
		description: "Where the consumer says what it is built against, as { path: pin.json, commit: /commit, tag: /tag }.",
		policy: true
	}),
	"hash-gate": structured(HashGateSchema.optional(), {
		description: "The check of the consumer that holds the manifest against its hash, as { check: contracts }.",
		policy: true
	}),
	rehearsal: structured(RehearsalSchema.optional(), {
		description: "The workflow that rehearses the rollback, as { side: consumer, workflow: rollback.yml, maximum-age: 30d }.",
		policy: true
	}),
	posture: structured(array(PosturePlaceSchema), {
		description: "The posture records of both sides, and copies of them, as { side: producer, path: .github/posture.yml }.",
		default: [],
		policy: true
	}),
	"ignored-co-authors": list({
		description: "Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.",
		default: [],
		policy: true
	}),
	"other-token": secret({ description: "Token that may read contents, checks, actions and pull requests of the other repository." })
};
const lists = {};
const outputs = {
	checkpoint: { description: "The checkpoint that was judged." },
	"producer-commit": { description: "The commit of the producer that was judged; empty when it is not known." },
	"consumer-commit": { description: "The commit of the consumer that was judged; empty when it is not known." }
};

// actions/cutover-gate/hash-gate.ts
async function judgeHashGate(ctx, { id, requires }, { consumer }) {
	const gate = ctx.inputs["hash-gate"];
	if (gate === void 0 || !requires.includes("hash-gate")) {
		ctx.notApplicable("hash-gate", { about: [id] }, "the checkpoint does not require it");
		return;
	}
	const both = (required, succeeded) => {
		tell(ctx, "hash-gate", [id, "required"], required);
		tell(ctx, "hash-gate", [id, "succeeded"], succeeded);
	};
	const { repository, commit } = consumer;
	if (!repository.ok) return both(unverified(repository.because), unverified(repository.because));
	if (!commit.ok) return both(unverified(commit.because), unverified(commit.because));
	const { github, name, defaultBranch } = repository.data;
	const runs = await checkRunsOf(github, name, commit.data, gate);
	both(await judgeRequired(github, name, defaultBranch, gate, runs.ok ? appIdIn(runs.data) : void 0), runs.ok ? judgeRuns(runs.data, `${name} at ${commit.data}`, gate) : unverified(runs.because));
}
async function judgeRequired(github, repository, branch, { check, app }, appId) {
	const { required, planLimit } = await askBranchRules(github, ownerAndRepo(repository), branch);
	const where = `${branch} of ${repository}`;
	const fix = `require ${check} of ${app} in a ruleset of ${repository} for ${branch}`;
	if (planLimit !== void 0) return {
		status: "failed",
		problem: `nothing is enforced on ${where}, so that a manifest of another hash could be merged: ${planLimit}`,
		expected: check,
		actual: null,
		fix: `let ${repository} be public, or on a plan that enforces rules, and ${fix}`
	};
	if (!required.known) return unverified(required.because);
	const named = required.value.filter(({ context }) => context === check);
	if (named.some((each) => each.app === void 0 || each.app === appId)) return passed;
	const others = [...new Set(named.map((each) => each.app))].join(" and ");
	if (named.length > 0 && appId === void 0) {
		const message = `${where} takes the check ${check} from the app with the id ${others} alone, and no check run shows the id of ${app}`;
		return unverified(noData(message, `a check run ${check} of ${app}`));
	}
	return {
		status: "failed",
		problem: named.length > 0 ? `${where} takes the check ${check} from the app with the id ${others} alone, and not from ${app} (${appId})` : `${where} does not require the check ${check}, so that a manifest of another hash could be merged`,
		expected: check,
		actual: required.value.map(({ context, app: id }) => id === void 0 ? context : `${context} (${id})`).sort(),
		fix
	};
}

// actions/cutover-gate/joint-go.ts
function speakers(ctx) {
	return speakersOf(ctx.inputs["joint-go"], ctx.policy.roles, "joint-go", ctx.inputs["ignored-co-authors"]);
}
async function judgeGo(ctx, checkpoint, places) {
	const about = [checkpoint.id];
	if (!checkpoint.requires.includes("joint-go")) {
		ctx.notApplicable("joint-go", { about }, "the checkpoint does not require it");
		return;
	}
	tell(ctx, "joint-go", about, await verdictOn$1(ctx, places[ctx.inputs.side].repository));
}
async function verdictOn$1(ctx, repository) {
	if (!repository.ok) return unverified(repository.because);
	const { pullRequest: number, headSha = "" } = ctx.subject;
	const { github, name } = repository.data;
	const pull = number === void 0 ? await pullBringing(github, name, headSha) : {
		ok: true,
		data: {
			number,
			head: headSha
		}
	};
	if (!pull.ok) return unverified(pull.because);
	const given = await approvalsOfSides(speakers(ctx), repository.data, pull.data);
	return judgeBothApproved(given, `pull request #${pull.data.number}`, "the go is not joint");
}

// actions/cutover-gate/noted.ts
const words = {
	passed: "met",
	failed: "not met",
	unverified: "not verified"
};
function noted(ctx) {
	const rows = [];
	const note = (rule, about, status) => {
		rows.push({
			cells: [
				rule,
				about.slice(1).join(" · "),
				words[status]
			],
			mark: statusMarks[status]
		});
	};
	const passed = (rule, fact, at) => {
		note(rule, fact.about, "passed");
		ctx.passed(rule, fact, at);
	};
	const failed = (rule, fact, at) => {
		note(rule, fact.about, "failed");
		ctx.failed(rule, fact, at);
	};
	const unverified = (rule, fact, because, at) => {
		note(rule, fact.about, "unverified");
		ctx.unverified(rule, fact, because, at);
	};
	return {
		ctx: {
			...ctx,
			passed,
			failed,
			unverified
		},
		exhibit: (title) => ({
			title,
			columns: [
				{ name: "Condition" },
				{ name: "Of" },
				{ name: "State" }
			],
			rows
		})
	};
}

// actions/cutover-gate/one-commit.ts
async function judgeCommits(ctx, checkpoint, { producer, consumer }) {
	for (const place of [producer, consumer]) tell(ctx, "one-commit", [checkpoint.id, place.side], await verdictOn(place, checkpoint));
}
async function verdictOn({ side, own, commit, repository }, { release }) {
	if (!commit.ok) return unverified(commit.because);
	const notCompared = (why) => ({
		status: "not-applicable",
		why
	});
	if (side === "consumer") return notCompared("which commit the consumer is built against is compared by repin");
	if (release === void 0) return notCompared("the checkpoint names no release, and so is about any commit");
	if (!own) return notCompared("the commit of the producer is that of its release");
	if (!repository.ok) return unverified(repository.because);
	return sameCommit(release, await releaseCommit(repository.data, release), commit.data);
}
function sameCommit(tag, released, judged) {
	if (!released.ok) return unverified(released.because);
	if (released.data === judged) return passed;
	return {
		status: "failed",
		problem: `the checkpoint is about ${tag}, which is commit ${released.data}, and commit ${judged} is judged`,
		expected: released.data,
		actual: judged,
		fix: `judge commit ${released.data}, or release the judged one and name it in the checkpoint`
	};
}

// actions/cutover-gate/lift.ts
const Commit = object({ sha: string() });
const mostVersions = 30;
async function lastLift(github, file, question, line) {
	const { path, ref } = file;
	const letsGo = (version) => wouldGo(path, version, question);
	const listed = await listedVersions(github, file, letsGo);
	if (!listed.ok) return listed;
	const oldest = listed.data.at(-1);
	if (oldest === void 0) return unknown("NO_DATA", `GitHub knows no commit that touched ${path} up to ${ref}`);
	const onLine = await line?.(oldest.commit);
	if (onLine?.ok === false) return onLine;
	const versions = onLine !== void 0 && onLine.data.some((version) => !letsGo(version)) ? onLine.data : listed.data;
	const stopAt = versions.findIndex((version) => !letsGo(version));
	const [stop, lifting] = [versions[stopAt], versions[stopAt - 1]];
	const incidents = [file, ...versions.slice(0, stopAt === -1 ? void 0 : stopAt)].flatMap(({ content }) => incidentIn(path, content) ?? []);
	if (stop !== void 0) {
		if (lifting !== void 0) return liftOf$1(github, file, lifting, stop, incidents);
		return unknown("NO_DATA", `the last commit that touched ${path} does not let this go, and the record does`);
	}
	if (listed.data.length > mostVersions) return unknown("TRUNCATED", `${path} let this go in its last ${mostVersions} versions, and no more are looked at`);
	if (incidents.length === 0) return {
		ok: true,
		data: void 0
	};
	const landing = await landingOfCommit(github, file, versions[0]?.commit ?? ref);
	return landing.ok ? {
		ok: true,
		data: {
			landing: landing.data,
			stoppedAt: Math.max(...incidents)
		}
	} : landing;
}
async function listedVersions(github, file, letsGo) {
	const { repository, path, ref } = file;
	const route = "GET /repos/{owner}/{repo}/commits";
	const asked = {
		...ownerAndRepo(repository),
		path,
		sha: ref,
		per_page: 31
	};
	const listed = await github.get(route, asked, array(Commit));
	if (!listed.ok) return listed;
	const versions = [];
	for (const { sha: commit } of listed.data) {
		const read = await versionAt(github, file, commit);
		if (!read.ok) return read;
		const version = {
			commit,
			content: read.data
		};
		versions.push(version);
		if (!letsGo(version)) break;
	}
	return {
		ok: true,
		data: versions
	};
}
async function liftOf$1(github, { repository, path }, lifting, stop, incidents) {
	const at = {
		repository,
		path
	};
	const landing = await landingOfCommit(github, {
		...at,
		content: lifting.content
	}, lifting.commit);
	if (!landing.ok) return landing;
	const stopped = await landingOfCommit(github, {
		...at,
		content: stop.content
	}, stop.commit);
	if (!stopped.ok) return stopped;
	const times = [incidentIn(path, stop.content), sinceIn(path, stop.content)].flatMap((time) => time ?? []);
	const stoppedAt = Math.max(stopped.data.mergedAt, ...incidents, ...times);
	return {
		ok: true,
		data: {
			landing: landing.data,
			stoppedAt
		}
	};
}
async function versionAt(github, { repository: name, path }, commit) {
	const seen = await fileAt({
		github,
		name
	}, path, commit, recordMaxBytes);
	if (seen.state === "there") return {
		ok: true,
		data: seen.data
	};
	if (seen.state === "absent" || seen.because.code === "TRUNCATED") return {
		ok: true,
		data: void 0
	};
	return {
		ok: false,
		because: seen.because
	};
}
function wouldGo(path, { content }, { environment, conditions, now }) {
	if (content === void 0) return false;
	return judgePosture(path, content, {
		moment: {
			earliest: Number.POSITIVE_INFINITY,
			latest: now,
			replay: false
		},
		environment,
		conditions
	}).verdict.status === "passed";
}
function sinceIn(path, content) {
	const { since, posture } = content === void 0 ? {} : fieldsOf(path, content);
	return typeof since === "string" && posture !== "GO" ? parseTime(since) : void 0;
}
function incidentIn(path, content) {
	const incident = content === void 0 ? void 0 : fieldsOf(path, content)["incident"];
	const at = isObject(incident) ? incident["at"] : void 0;
	return typeof at === "string" ? parseTime(at) : void 0;
}
function fieldsOf(path, content) {
	const read = readPosture(path, content);
	return read.ok ? read.value : {};
}
function judgeLift({ landing, stoppedAt }, path, sides) {
	const joint = jointApproval(sides, stoppedAt);
	if (joint.state === "given") return passed;
	if (joint.state === "unknown") return unverified(joint.because);
	const after = ` after ${isoTime(stoppedAt)}`;
	return {
		status: "failed",
		problem: `the posture record ${path} was lifted by pull request #${landing.pullRequest}, which both sides did not approve${after} (${joint.lacking.join("; ")})`,
		expected: `approvals of both sides${after}`,
		actual: [landing.pullRequest, joint.lacking],
		fix: `set ${path} back, and lift it by a pull request that both sides approve at its head`,
		at: { path }
	};
}
function unknown(code, message) {
	return {
		ok: false,
		because: {
			code,
			message,
			needs: "a pull request for every change of the posture record"
		}
	};
}

// actions/cutover-gate/posture-record.ts
async function recordsAt(ctx, { side, path, in: where = side }, places) {
	const { own, repository } = places[where];
	if (own) return (await ownRecords(ctx.policy, path, repository, ctx.recorded)).map((record) => ({
		when: record.when,
		found: withHistory(ctx, path, record, repository)
	}));
	const tip = repository.ok ? await tipOf(repository.data) : repository;
	if (!tip.ok) return [{
		when: [],
		found: {
			state: "unknown",
			because: tip.because
		}
	}];
	if (!repository.ok) return [{
		when: [],
		found: {
			state: "unknown",
			because: repository.because
		}
	}];
	const found = await fileOf(ctx, repository.data, path, tip.data, recordMaxBytes);
	const history = {
		repository: repository.data,
		path,
		ref: tip.data
	};
	return [{
		when: [],
		found: found.state === "there" ? {
			...found,
			history
		} : found
	}];
}
function withHistory(ctx, path, { ref, found }, repository) {
	if (found.state !== "there") return found;
	if (!repository.ok) return {
		...found,
		history: { because: repository.because }
	};
	if (ref === void 0) {
		const because = noData(`${path} is not of the base, so that its history is not known`, "a run for a base");
		return {
			...found,
			history: { because }
		};
	}
	const whole = `${ctx.policy.folder}${path}`;
	const line = lineOf(ctx.policy.history, whole, ref, recordMaxBytes);
	return {
		...found,
		history: {
			repository: repository.data,
			path: whole,
			ref,
			line
		}
	};
}

// actions/cutover-gate/posture.ts
async function judgePostures(ctx, checkpoint, places, verified) {
	const { posture: asked } = ctx.inputs;
	if (!checkpoint.requires.includes("posture")) {
		for (const rule of [
			"posture",
			"posture-agrees",
			"posture-lift"
		]) ctx.notApplicable(rule, { about: [checkpoint.id] }, "the checkpoint does not require a posture");
		return [];
	}
	const question = {
		moment: ctx.time,
		environment: checkpoint.environment,
		conditions: verified
	};
	const said = [];
	const restarts = [];
	let unread;
	for (const place of asked) {
		const own = (place.in ?? place.side) === ctx.inputs.side;
		const at = `${place.in ?? place.side}:${place.path}`;
		const records = await recordsAt(ctx, place, places);
		for (const { when, found } of records) {
			const about = [
				checkpoint.id,
				place.side,
				at,
				...when
			];
			if (found.state === "unknown") {
				unread ??= found.because;
				tell(ctx, "posture", about, unverified(found.because));
				tell(ctx, "posture-lift", about, unverified(found.because));
				restarts.push({ because: found.because });
				continue;
			}
			const judged = judgeRecord(place.path, {
				when,
				found
			}, question, place.side);
			tell(ctx, "posture", about, judged.verdict, own);
			if (when.length > 0 || records.length === 1) said.push({
				side: place.side,
				place: [at, ...when].join(" "),
				posture: judged.posture
			});
			if (found.state === "absent" || judged.verdict.status !== "passed") {
				ctx.notApplicable("posture-lift", { about }, "the record lets nothing go that would have been stopped before");
				continue;
			}
			const { verdict, restart } = await liftOf(ctx, place.path, found, {
				...question,
				now: ctx.time.latest
			});
			if (restart !== void 0) restarts.push(restart);
			tell(ctx, "posture-lift", about, verdict, own);
		}
	}
	const agreement = judgeAgreement(said);
	const all = agreement.status === "passed" && unread !== void 0 ? unverified(unread) : agreement;
	tell(ctx, "posture-agrees", [checkpoint.id], all);
	return restarts;
}
async function liftOf(ctx, path, { data: content, history }, question) {
	const unknown = (because) => ({
		verdict: unverified(because),
		restart: { because }
	});
	if ("because" in history) return unknown(history.because);
	const { repository, path: whole, ref, line } = history;
	const lift = await lastLift(repository.github, {
		repository: repository.name,
		path: whole,
		ref,
		content
	}, question, line);
	if (!lift.ok) return unknown(lift.because);
	if (lift.data === void 0) return { verdict: passed };
	const { pullRequest: number, head, mergedAt } = lift.data.landing;
	const given = await approvalsOfSides(speakers(ctx), repository, {
		number,
		head
	});
	return {
		verdict: judgeLift(lift.data, path, given),
		restart: mergedAt
	};
}

// actions/cutover-gate/prerequisite.ts
async function judgePrerequisites(ctx, checkpoint, places) {
	if (checkpoint.after.length === 0) ctx.notApplicable("prerequisite", { about: [checkpoint.id] }, "no checkpoint must come before");
	for (const id of checkpoint.after) {
		const path = ctx.inputs.checkpoints.find((each) => each.id === id)?.record ?? "";
		const place = places[ctx.inputs.side];
		const { verdict, commit } = await judgeJointRecord(ctx.policy, {
			id,
			path
		}, place.repository, speakers(ctx));
		const whole = verdict.status === "passed" ? await judgeContained(id, path, commit ?? "", place) : verdict;
		tell(ctx, "prerequisite", [checkpoint.id, id], whole);
	}
}
async function judgeContained(id, path, recorded, { commit, repository }) {
	if (!commit.ok) return unverified(commit.because);
	if (!repository.ok) return unverified(repository.because);
	if (commit.data === recorded) return passed;
	const contained = await isAncestor(repository.data, recorded, commit.data);
	if (contained.state === "unknown") return unverified(contained.because);
	if (contained.state === "there" && contained.data) return passed;
	return {
		status: "failed",
		problem: `the record of ${id} (${path}) is about commit ${recorded}, which commit ${commit.data} does not contain`,
		expected: "a commit in the history of the judged one",
		actual: recorded,
		fix: `judge a commit that contains ${recorded}, or let both sides record ${id} anew in ${path}`,
		at: { path }
	};
}

// actions/cutover-gate/problems.ts
function cutoverProblems(section) {
	const { checkpoints = [], verifications = [], checkpoint, side } = section;
	const foreign = verifications.flatMap(({ id, control, side: of }, index) => control === void 0 || side === void 0 || of === side ? [] : [{
		pointer: `/verifications/${index}/control`,
		message: `${id} is of the ${of}, and reports of this run are of the ${side}: name a check`
	}]);
	const unknown = checkpoint === void 0 || checkpoints.some(({ id }) => id === checkpoint) ? [] : [{
		pointer: "/checkpoint",
		message: `there is no checkpoint ${checkpoint}`
	}];
	const nobody = verifications.flatMap(({ id, control: name }, index) => name === void 0 || Object.hasOwn(catalog, name) ? [] : [{
		pointer: `/verifications/${index}/control`,
		message: `${id} names ${name}, and there is no such control${suggestion(name, controlNames)}`
	}]);
	return [
		...unknown,
		...nobody,
		...twice("checkpoints", checkpoints),
		...twice("verifications", verifications),
		...foreign,
		...checkpoints.flatMap((one, index) => {
			const at = `/checkpoints/${index}`;
			return [
				...orderProblems(one, at, checkpoints),
				...namedProblems(one, at, verifications),
				...partProblems(one, at, section)
			];
		})
	];
}
function twice(list, entries) {
	return entries.flatMap(({ id }, index) => entries.findIndex((other) => other.id.toLowerCase() === id.toLowerCase()) < index ? [{
		pointer: `/${list}/${index}/id`,
		message: `${id} stands twice`
	}] : []);
}
function orderProblems(one, at, checkpoints) {
	const before = one.after.flatMap((id, index) => {
		const other = checkpoints.find((each) => each.id === id);
		const pointer = `${at}/after/${index}`;
		if (other === void 0) return [{
			pointer,
			message: `there is no checkpoint ${id}`
		}];
		return other.record === void 0 ? [{
			pointer,
			message: `${id} has no record, by which it could be known that it was passed`
		}] : [];
	});
	const circle = circleFrom(one.id, checkpoints);
	const [from, to] = [one["not-before"], one["not-after"]].map((text) => parseTime(text ?? ""));
	return [
		...before,
		...circle === void 0 ? [] : [{
			pointer: `${at}/after`,
			message: `checkpoints wait for each other: ${circle.join(" -> ")}`
		}],
		...from !== void 0 && to !== void 0 && to <= from ? [{
			pointer: `${at}/not-after`,
			message: "the window ends before it begins"
		}] : []
	];
}
function namedProblems(one, at, verifications) {
	const isKnown = (name) => verifications.some(({ id }) => id === name);
	const asked = one.verify.flatMap((id, index) => isKnown(id) ? [] : [{
		pointer: `${at}/verify/${index}`,
		message: `there is no verification ${id}`
	}]);
	const measured = one["decision-tables"].flatMap((table, index) => Object.entries(table.measured).flatMap(([row, id]) => one.verify.includes(id) ? [] : [{
		pointer: `${at}/decision-tables/${index}/measured`,
		message: `${row} is measured by ${id}, which verify does not name`
	}]));
	const tables = one["decision-tables"].flatMap(({ path, heading }, index, all) => all.findIndex((other) => other.path === path && other.heading === heading) < index ? [{
		pointer: `${at}/decision-tables/${index}`,
		message: `the table under ${heading} of ${path} stands twice`
	}] : []);
	return [
		...asked,
		...measured,
		...tables
	];
}
function partProblems({ id, requires, release }, at, section) {
	const problem = (message) => ({
		pointer: `${at}/requires`,
		message
	});
	const lacks = (requirement, what) => problem(`${id} requires ${requirement} (everything unless requires: says less), and the section ${what}`);
	const lacking = [
		"repin",
		"hash-gate",
		"rehearsal"
	].flatMap((part) => requires.includes(part) && section[part] === void 0 ? [lacks(part, `does not configure it`)] : []);
	const records = section.posture ?? [];
	const silent = sides.flatMap((side) => requires.includes("posture") && !records.some((record) => record.side === side) ? [lacks("posture", `names no posture record of the ${side}`)] : []);
	const repin = requires.includes("repin") && release === void 0;
	return [
		...lacking,
		...silent,
		...repin && section.repin?.tag !== void 0 ? [problem("repin compares the pinned tag, and the checkpoint names no release")] : [],
		...repin && section.side === "consumer" ? [problem("repin needs a release: without one the pin of this consumer would be held against itself")] : []
	];
}
function circleFrom(start, checkpoints) {
	const seen = new Set();
	const visit = (id, way) => {
		for (const next of checkpoints.find((each) => each.id === id)?.after ?? []) {
			if (next === start) return [...way, next];
			if (seen.has(next)) continue;
			seen.add(next);
			const found = visit(next, [...way, next]);
			if (found !== void 0) return found;
		}
	};
	return visit(start, [start]);
}

// actions/cutover-gate/rehearsal.ts
async function judgeRehearsed(ctx, { id, requires }, places) {
	const { rehearsal } = ctx.inputs;
	if (rehearsal === void 0 || !requires.includes("rehearsal")) {
		ctx.notApplicable("rehearsal", { about: [id] }, "the checkpoint does not require it");
		return;
	}
	const { repository } = places[rehearsal.side];
	const verdict = repository.ok ? await judgeLastRun(repository.data.github, repository.data.name, repository.data.defaultBranch, rehearsal, ctx.time) : unverified(repository.because);
	tell(ctx, "rehearsal", [id], verdict);
}

// actions/cutover-gate/repin.ts
async function judgeRepin(ctx, checkpoint, { producer, consumer }) {
	const { repin: pin } = ctx.inputs;
	const about = [checkpoint.id];
	if (pin === void 0 || !checkpoint.requires.includes("repin")) {
		ctx.notApplicable("repin", { about }, "the checkpoint does not require it");
		return;
	}
	const verdicts = [...pin.commit === void 0 ? [] : [await judgeCommitPin(pin, await pinnedBy(ctx, "commit", consumer), producer)], ...pin.tag === void 0 ? [] : [judgeTagPin(await pinnedBy(ctx, "tag", consumer), checkpoint, pin)]];
	const none = unverified(noData("the configuration names no field of the pin", "repin: commit or tag"));
	tell(ctx, "repin", about, worstOf(verdicts) ?? none, consumer.own);
}
async function judgeCommitPin(pin, pinned, producer) {
	if (!pinned.ok) return unverified(pinned.because);
	if (!producer.commit.ok) return unverified(producer.commit.because);
	const wanted = producer.commit.data;
	const { text } = pinned.data;
	if (text === wanted) return passed;
	if (pin["tag-relation"] === "sha-ancestor-of-tag" && isCommitId(text)) {
		if (!producer.repository.ok) return unverified(producer.repository.because);
		const related = await isAncestor(producer.repository.data, text, wanted);
		if (related.state === "unknown") return unverified(related.because);
		if (related.state === "there" && related.data) return passed;
	}
	return notRepinned(pin, "commit", wanted, pinned.data);
}
function judgeTagPin(pinned, { release }, pin) {
	if (!pinned.ok) return unverified(pinned.because);
	return pinned.data.text === release ? passed : notRepinned(pin, "tag", release ?? "a release", pinned.data);
}
function notRepinned(pin, field, expected, { text: actual, at }) {
	return {
		status: "failed",
		problem: `the consumer is not pinned to what the checkpoint is about: the ${field} in ${pin.path} is another one`,
		expected,
		actual,
		fix: `repin the consumer: ${field} ${expected} in ${pin.path}, with its manifest and matrix`,
		at
	};
}

// actions/cutover-gate/rules.ts
const rules = {
	"one-commit": rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The commit that is judged is the one that the checkpoint is about.",
		why: "A go for one build says nothing about the next."
	}),
	artifact: rule({
		...tellsVerdicts,
		asserts: "Every artifact that the checkpoint asks for is there at the commit of its side.",
		why: "What is promised for later is missing when it is needed."
	}),
	verified: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Every verification that the checkpoint asks for was measured and passed for the commit of its side.",
		why: "Green results of another commit, or ticked boxes, let a cutover go that nobody tested."
	}),
	prerequisite: rule({
		...tellsVerdicts,
		asserts: "Every checkpoint that must come before was passed, by a record that both sides approved.",
		why: "A step that was left out is found after the cutover."
	}),
	repin: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The consumer is pinned to what the checkpoint is about.",
		why: "A consumer that was tested against the former release breaks with the new one."
	}),
	"hash-gate": rule({
		...tellsVerdicts,
		asserts: "The consumer requires the check that holds the manifest against its hash, and it succeeded.",
		why: "Without it the consumer can follow a contract that nobody published."
	}),
	"joint-go": rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "People of both sides approved the pull request of the judged commit at its head.",
		why: "A go of one side alone is a surprise for the other."
	}),
	window: rule({
		...tellsVerdicts,
		asserts: "It is neither too early nor too late.",
		why: "A date that was agreed on is what the other side plans with."
	}),
	stability: rule({
		...tellsVerdicts,
		asserts: "The release before was out long enough, and nothing was stopped in that time.",
		why: "Faults of a release show after days, not after minutes."
	}),
	rehearsal: rule({
		...tellsVerdicts,
		asserts: "The last rehearsal of the rollback succeeded, and is fresh.",
		why: "A way back that was never tried is none."
	}),
	posture: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "Every posture record says GO, now and for this environment, and its conditions are met.",
		why: "After an incident everything stays stopped until it is lifted on the record, whatever the checks say."
	}),
	"posture-agrees": rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "All posture records say the same.",
		why: "Two records that contradict each other mean that somebody does not know of a stop."
	}),
	"posture-lift": rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "A record that had stopped says GO again by a pull request that both sides approved later than the stop.",
		why: "Who caused an incident is in a hurry to declare it over."
	}),
	"decision-table": rule({
		...tellsVerdicts,
		asserts: "Every row of the decision tables says go, and is measured by a verification that passed.",
		why: "A status that somebody typed is a claim, and nobody corrects it when it is no longer true."
	})
};

// actions/cutover-gate/stability.ts
async function judgeStable(ctx, checkpoint, { producer }, restarts) {
	const { id, stability } = checkpoint;
	if (stability === void 0) {
		ctx.notApplicable("stability", { about: [id] }, "the checkpoint names no stability window");
		return;
	}
	const { repository } = producer;
	const published = repository.ok ? await publishedAt(repository.data, stability.release) : repository;
	tell(ctx, "stability", [id], judgeStability({
		...stability,
		published,
		restarts
	}, ctx.time));
}
async function publishedAt(repository, tag) {
	const seen = await releaseOf(repository, tag);
	if (seen.state === "unknown") return {
		ok: false,
		because: seen.because
	};
	const time = seen.state === "there" && seen.data.full ? seen.data.publishedAt : void 0;
	if (time !== void 0) return {
		ok: true,
		data: time
	};
	const message = `${repository.name} has not published ${tag} as a full release`;
	return {
		ok: false,
		because: noData(message, `a published release ${tag}`)
	};
}
function judgeStability({ release, for: duration, published, restarts }, moment) {
	if (!published.ok) return unverified(published.because);
	const known = restarts.filter((each) => typeof each === "number");
	const begin = Math.max(published.data, ...known);
	const end = begin + milliseconds(duration);
	if (end > moment.earliest) return {
		status: "failed",
		problem: `the stability window of ${duration} since the release ${release}${begin === published.data ? "" : `, which began anew at ${isoTime(begin)} after a stop,`} is not over: it passes from ${isoTime(end)}`,
		expected: `not before ${isoTime(end)}`,
		actual: isoTime(moment.earliest),
		fix: `wait until ${isoTime(end)}`
	};
	const unknown = restarts.find((each) => typeof each !== "number");
	return unknown === void 0 || typeof unknown === "number" ? passed : unverified(unknown.because);
}

// actions/cutover-gate/verified.ts
async function judgeVerifications(ctx, checkpoint, places) {
	const asked = ctx.inputs.verifications.filter(({ id }) => checkpoint.verify.includes(id));
	const reports = asked.some(({ control }) => control !== void 0) ? await reportsOfRun(ctx) : void 0;
	const verified = new Map();
	for (const each of asked) {
		const { id, side, control } = each;
		const verdict = control === void 0 ? await checkOf(places[side], each) : judgeReportOf(ctx, control, reports).verdict;
		verified.set(id, verdict.status);
		tell(ctx, "verified", [
			checkpoint.id,
			side,
			id
		], verdict);
	}
	return verified;
}
async function checkOf({ repository, commit }, { check = "", app }) {
	if (!repository.ok) return unverified(repository.because);
	if (!commit.ok) return unverified(commit.because);
	return judgeCheck(repository.data.github, repository.data.name, commit.data, {
		check,
		app
	});
}

// actions/cutover-gate/window.ts
function judgeWindow(ctx, checkpoint) {
	const { id, "not-before": notBefore, "not-after": notAfter } = checkpoint;
	const [from, to] = [parseTime(notBefore ?? ""), parseTime(notAfter ?? "")];
	if (from === void 0 && to === void 0) ctx.notApplicable("window", { about: [id] }, "the checkpoint names no window");
	if (from !== void 0) tell(ctx, "window", [id, "not-before"], judgeNotBefore(from, ctx.time));
	if (to !== void 0) tell(ctx, "window", [id, "not-after"], judgeNotAfter(to, ctx.time));
}
function judgeNotBefore(time, { earliest }) {
	if (time <= earliest) return passed;
	return {
		status: "failed",
		problem: `it is too early: it passes from ${isoTime(time)}`,
		expected: `not before ${isoTime(time)}`,
		actual: isoTime(earliest),
		fix: `wait until ${isoTime(time)}`
	};
}
function judgeNotAfter(time, { latest }) {
	if (latest <= time) return passed;
	return {
		status: "failed",
		problem: `it is too late: the window ended at ${isoTime(time)}`,
		expected: `until ${isoTime(time)}`,
		actual: isoTime(latest),
		fix: "agree on another window, by a reviewed change of the configuration"
	};
}

// actions/cutover-gate/control.ts
const control = defineControl({
	name: "cutover-gate",
	title: "Cutover gate",
	kind: "check",
	joins: true,
	description: "Checks whether a checkpoint that a producer and a consumer share may be passed: artifacts, verifications, approvals, windows and posture of both sides.",
	permissions: {
		actions: "read",
		checks: "read",
		contents: "read",
		"pull-requests": "read"
	},
	inputs,
	lists,
	outputs,
	data: object({
		checkpoint: string(),
		environment: string().optional(),
		producer: string().optional().meta({ description: "The commit of the producer that was judged." }),
		consumer: string().optional().meta({ description: "The commit of the consumer that was judged." }),
		verifications: record(string(), string())
	}),
	rules,
	configProblems: (_lists, section, whole) => section === void 0 ? [] : [...cutoverProblems(section), ...contradictions(section, whole)].map(({ pointer, message }) => ({
		pointer: `/cutover-gate${pointer}`,
		message
	})),
	async evaluate(context) {
		const { ctx, exhibit } = noted(context);
		const checkpoint = ctx.inputs.checkpoints.find(({ id }) => id === ctx.inputs.checkpoint);
		if (checkpoint === void 0) throw new GovernanceError("BAD_INPUT", `there is no checkpoint ${ctx.inputs.checkpoint}`);
		speakers(ctx);
		const places = await placesOf(ctx, checkpoint);
		await judgeCommits(ctx, checkpoint, places);
		await judgeArtifacts(ctx, checkpoint, places);
		const verified = await judgeVerifications(ctx, checkpoint, places);
		await judgePrerequisites(ctx, checkpoint, places);
		await judgeRepin(ctx, checkpoint, places);
		await judgeHashGate(ctx, checkpoint, places);
		await judgeGo(ctx, checkpoint, places);
		judgeWindow(ctx, checkpoint);
		const restarts = await judgePostures(ctx, checkpoint, places, verified);
		await judgeStable(ctx, checkpoint, places, restarts);
		await judgeRehearsed(ctx, checkpoint, places);
		if (checkpoint["decision-tables"].length > 0) await (await import("./cutover-gate-decision-table.js")).judgeTables(ctx, checkpoint, verified);
		else ctx.notApplicable("decision-table", { about: [checkpoint.id] }, "the checkpoint names no decision table");
		const { producer, consumer } = places;
		const commits = {
			...producer.commit.ok ? { producer: producer.commit.data } : {},
			...consumer.commit.ok ? { consumer: consumer.commit.data } : {}
		};
		ctx.exhibit(exhibit(`Checkpoint ${checkpoint.title ?? checkpoint.id}`));
		ctx.output("checkpoint", checkpoint.id);
		ctx.output("producer-commit", commits.producer ?? "");
		ctx.output("consumer-commit", commits.consumer ?? "");
		ctx.data({
			checkpoint: checkpoint.id,
			...checkpoint.environment === void 0 ? {} : { environment: checkpoint.environment },
			...commits,
			verifications: Object.fromEntries(verified)
		});
	}
});

export { control, tell };