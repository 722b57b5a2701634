import { CommitId, RepositoryName, Sha256, Slug, Text, clipped, decodeText, formatPointer, isObject, isoTime, ownerAndRepo, parseTime, sha256, stableJson } from "./shared.js";
import { _enum, array, boolean, discriminatedUnion, literal, number, object, strictObject, string } from "./vendor.js";
import { parseJson } from "./parse-json.js";
import { seenIn, tagCommit } from "./domain-repository.js";
import { failed, noData, passed, unverified } from "./domain-verdict.js";
import { milliseconds } from "./core-duration.js";
import { approvalsOf, contributorsOf, jointApproval, pullsOfCommit } from "./domain-approval.js";
import { landingOf } from "./domain-landing.js";
import { Run, isOwnRun } from "./domain-drill-run.js";
import { attemptProblem, jobOf, reporting } from "./domain-run-jobs.js";
import { candidatesIn, decisionProblem, foreignness } from "./domain-own-report.js";
import { ExecutiveSummarySchema } from "./core-executive-summary.js";

// shared/domain/promotion/entry.ts
const Count = number().int().nonnegative();
const Time = Text.refine((text) => parseTime(text) !== void 0, "is not a time");
const SourceSchema = discriminatedUnion("kind", [strictObject({
	kind: literal("artifact"),
	name: Text,
	runId: Count
}), strictObject({
	kind: literal("release-asset"),
	name: Text,
	tag: Text
})]);
const EntrySchema = strictObject({
	kind: literal("release-governance/promotion"),
	schemaVersion: literal(1),
	environment: Slug,
	event: _enum(["promote", "rollback"]),
	repository: RepositoryName,
	commit: CommitId,
	digest: Sha256,
	source: SourceSchema,
	from: Slug.optional(),
	decision: strictObject({
		word: _enum(["go", "conditional-go"]),
		runId: Count,
		attempt: Count,
		report: Sha256.meta({ description: "Of the report of the decision." })
	}),
	at: Time.meta({ description: "When the run that recorded it began, as the platform says." }),
	runId: Count,
	attempt: Count,
	previous: Sha256.optional().meta({ description: "The hash of the entry before it." })
});
function entryHash(entry) {
	return sha256(stableJson(entry));
}
function entryLine(entry) {
	return `${stableJson(entry)}\n`;
}

// shared/domain/promotion/bytes.ts
const Artifact = object({
	name: string(),
	created_at: string().nullish(),
	expired: boolean(),
	digest: string().nullish(),
	workflow_run: object({
		id: number().int(),
		head_sha: string()
	}).partial().nullish()
});
const Release = object({
	draft: boolean(),
	assets: array(object({
		name: string(),
		digest: string().nullish(),
		state: string(),
		created_at: string().nullish()
	}))
});
async function bytesOf(inside, source) {
	return source.kind === "artifact" ? artifactBytes(inside, source) : assetBytes(inside, source);
}
async function artifactBytes({ github, name }, source) {
	const seen = seenIn(await github.all("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
		...ownerAndRepo(name),
		run_id: source.runId
	}, Artifact));
	if (seen.state !== "there") return seen;
	const named = seen.data.filter((each) => each.name === source.name);
	const kept = named.filter(({ expired }) => !expired);
	if (kept.length === 0) return {
		state: "absent",
		message: named.length === 0 ? "does not exist" : "has expired"
	};
	const found = [];
	for (const { digest, created_at, workflow_run: run } of kept) {
		const known = digestIn(digest);
		const madeAt = parseTime(created_at ?? "");
		if (known === void 0 || madeAt === void 0 || run?.head_sha === void 0 || run.id !== source.runId) return {
			state: "unknown",
			because: noDigest(source)
		};
		found.push({
			digest: known,
			commit: run.head_sha,
			madeAt
		});
	}
	return {
		state: "there",
		data: found
	};
}
async function assetBytes(inside, source) {
	const { github, name } = inside;
	const seen = seenIn(await github.get("GET /repos/{owner}/{repo}/releases/tags/{tag}", {
		...ownerAndRepo(name),
		tag: source.tag
	}, Release));
	if (seen.state !== "there") return seen;
	const asset = seen.data.assets.find((each) => each.name === source.name && each.state === "uploaded");
	if (seen.data.draft || asset === void 0) return {
		state: "absent",
		message: "does not exist"
	};
	const digest = digestIn(asset.digest);
	const madeAt = parseTime(asset.created_at ?? "");
	if (digest === void 0 || madeAt === void 0) return {
		state: "unknown",
		because: noDigest(source)
	};
	const commit = await tagCommit(inside, source.tag);
	return commit.state === "there" ? {
		state: "there",
		data: [{
			digest,
			commit: commit.data,
			madeAt
		}]
	} : commit;
}
function digestIn(text) {
	return /^sha256:([0-9a-f]{64})$/.exec(text ?? "")?.[1];
}
function noDigest(source) {
	const message = `GitHub does not give a sha256, a commit and a time of ${sourceName(source)}`;
	return noData(message, "an artifact of upload-artifact v4 or later, or an asset that was uploaded since digests are kept");
}
function sourceName(source) {
	return source.kind === "artifact" ? `the artifact ${source.name} of run ${source.runId}` : `the asset ${source.name} of the release ${source.tag}`;
}
async function judgeBytes(inside, source, { digest, commit }) {
	const seen = await bytesOf(inside, source);
	const only = (verdict) => ({
		verdict,
		madeAt: void 0
	});
	if (seen.state === "unknown") return only(unverified(seen.because));
	const words = sourceName(source);
	const expected = `sha256 ${digest} of commit ${commit}`;
	const fix = "promote what is there, by a new run";
	if (seen.state === "absent") return only(failed({
		problem: `${words} ${seen.message}`,
		expected,
		actual: seen.message,
		fix
	}));
	const same = seen.data.filter((each) => each.digest === digest && each.commit === commit);
	if (same.length > 0) return {
		verdict: passed,
		madeAt: Math.min(...same.map(({ madeAt }) => madeAt))
	};
	const actual = seen.data.map((each) => `sha256 ${each.digest} of commit ${each.commit}`);
	return only(failed({
		problem: `${words} has ${actual.join(", ")}, expected ${expected}`,
		expected,
		actual,
		fix
	}));
}

// shared/domain/promotion/run.ts
const Account = object({ login: string() }).nullish();
const Attempt = Run.extend({
	path: string(),
	head_sha: string(),
	run_attempt: number().int().positive(),
	run_started_at: string().nullish(),
	actor: Account,
	triggering_actor: Account
});
async function runAttempt({ github, name }, runId, attempt) {
	const at = {
		...ownerAndRepo(name),
		run_id: runId
	};
	const answer = attempt === void 0 ? await github.get("GET /repos/{owner}/{repo}/actions/runs/{run_id}", at, Attempt) : await github.get("GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}", {
		...at,
		attempt_number: attempt
	}, Attempt);
	if (!answer.ok) return answer;
	const startedAt = parseTime(answer.data.run_started_at ?? "");
	if (startedAt !== void 0) return {
		ok: true,
		data: {
			...answer.data,
			startedAt
		}
	};
	return {
		ok: false,
		because: noData(`GitHub does not say when run ${runId} began`, "the start of the run")
	};
}
function runProblems(run, repository, workflows) {
	const path = run.path.replace(/@.*$/s, "");
	return [...workflows.some((file) => path === `.github/workflows/${file}`) ? [] : [`is of ${path}, not of ${workflows.join(" or ")}`], ...isOwnRun(run, repository.name, repository.defaultBranch) ? [] : [`was not started on ${repository.defaultBranch} of ${repository.name}`]];
}
function judgeRun(answer, repository, workflows, { runId, attempt, at, after }) {
	const fix = `record the promotion by a run of ${workflows.join(" or ")} on ${repository.defaultBranch}`;
	const expected = `a run of ${workflows.join(" or ")}, started on the default branch`;
	if (!answer.ok && answer.because.code === "NOT_FOUND") return failed({
		problem: `the run ${runId} has no attempt ${attempt}`,
		expected,
		actual: "nothing",
		fix
	});
	if (!answer.ok) return unverified(answer.because);
	const run = answer.data;
	const began = isoTime(run.startedAt);
	const problems = [
		...run.id === runId && run.run_attempt === attempt ? [] : [`is told as attempt ${run.run_attempt} of ${run.id}`],
		...runProblems(run, repository, workflows),
		...parseTime(at) === run.startedAt ? [] : [`began at ${began}, not at ${at}`],
		...after === void 0 || run.startedAt >= (parseTime(after) ?? Number.POSITIVE_INFINITY) ? [] : [`began at ${began}, earlier than the entry before it, of ${after}`]
	];
	if (problems.length === 0) return passed;
	return failed({
		problem: `the run ${runId} ${problems.join("; ")}`,
		expected,
		actual: problems,
		fix
	});
}
function subjectOf(run, repository) {
	return {
		repository,
		event: run.event,
		headSha: run.head_sha,
		runId: run.id,
		attempt: run.run_attempt
	};
}

// shared/domain/promotion/decision.ts
function decisionsOf(collected, run, repository, jobs, { name, config }) {
	if (jobs?.ok === false) return {
		decided: [],
		wrong: [],
		unseen: jobs.because
	};
	const ofRun = {
		...collected,
		files: collected.files.filter(({ origin }) => origin.kind === "artifact" && origin.runId === run.id),
		problems: collected.problems.filter(({ origin }) => origin.kind === "artifact" && origin.runId === run.id),
		unlisted: void 0
	};
	const { candidates, strays } = candidatesIn(ofRun);
	let unseen = collected.unlistedRuns?.find(({ runId }) => runId === run.id)?.because ?? collected.unlisted ?? strays.find(({ because }) => because !== void 0)?.because;
	const decided = [];
	const wrong = [];
	for (const candidate of candidates.filter(({ report }) => report.control === "executive-summary")) {
		if (attemptProblem(subjectOf(run, repository), candidate.report.subject, jobs) !== void 0) continue;
		const { policySource } = candidate.report;
		if (policySource?.kind === "base" && policySource.path !== config) continue;
		const job = jobProblem(candidate.report, jobs);
		if (typeof job === "object") {
			unseen ??= job;
			continue;
		}
		const read = job ?? readDecision(candidate, run, repository);
		if (typeof read === "string") wrong.push(read);
		else if (read.name === name) decided.push(read.decided);
	}
	return {
		decided,
		wrong,
		unseen
	};
}
function readDecision({ report, file }, run, repository) {
	const { origin } = file;
	const data = ExecutiveSummarySchema.safeParse(report.data);
	const subject = subjectOf(run, repository);
	const { policySource } = report;
	if (!data.success) return "it holds no decision";
	const foreign = [
		...origin.kind === "artifact" && origin.headSha === run.head_sha ? [] : ["its artifact is of another commit"],
		...policySource?.kind === "base" ? [] : ["it was not judged by the configuration of the base"],
		...policySource === void 0 ? [] : foreignness(report, {
			subject,
			policy: policySource,
			asked: []
		}),
		...report.replay === true || data.data.replay === true ? ["it is a replay"] : []
	];
	if (foreign.length > 0) return foreign.join("; ");
	const { decision, name } = data.data;
	const at = origin.kind === "artifact" ? parseTime(origin.createdAt) : void 0;
	if (at === void 0) return "nobody knows when it was uploaded";
	const problem = decisionProblem(report, decision);
	if (problem !== void 0) return `it ${problem}`;
	return {
		name,
		decided: {
			word: decision,
			attempt: report.subject.attempt ?? 0,
			report: file.sha256,
			at
		}
	};
}
function jobProblem({ subject }, jobs) {
	const made = jobs?.ok === true ? jobOf(reporting(subject), jobs.jobs) : void 0;
	if (made?.ok === true) return made.job.conclusion === "skipped" ? `the job ${made.job.name} was skipped, and decided nothing` : void 0;
	if (made === void 0 || subject.checkRunId !== void 0) return made?.why;
	return noData(`of a decision nobody knows by which job it was made: ${made.why}`, "a job whose name is its key");
}
function onlyDecision(found, runId) {
	const { decided, wrong, unseen } = found;
	const [only] = decided;
	if (unseen !== void 0) return {
		ok: false,
		verdict: unverified(unseen)
	};
	if (only !== void 0 && decided.length === 1 && wrong.length === 0) return {
		ok: true,
		decided: only
	};
	const needs = `one decision of executive-summary in run ${runId}, by a job before`;
	if (decided.length === 0 && wrong.length === 0) return {
		ok: false,
		verdict: unverified(noData(`run ${runId} left no decision`, needs))
	};
	const actual = [...wrong, ...decided.length > 1 ? [`${decided.length} reports decide`] : []];
	const problem = `run ${runId} left no one decision that counts: ${actual.join("; ")}`;
	return {
		ok: false,
		verdict: failed({
			problem,
			expected: needs,
			actual,
			fix: "decide anew, in a run of its own"
		})
	};
}
function judgeDecision(found, run, { decision, commit }, { accept, environment }, since) {
	const words = `the decision of run ${decision.runId}`;
	const expected = `${accept === "go" ? "go" : "go or conditional-go"} for commit ${commit}`;
	const fix = `decide for ${environment} anew, by a run of that commit`;
	const wrong = (problem, actual) => failed({
		problem,
		expected,
		actual,
		fix
	});
	if (run.head_sha !== commit) return wrong(`${words} is about commit ${run.head_sha}, not ${commit}`, run.head_sha);
	const same = found.decided.find(({ report }) => report === decision.report);
	if (same === void 0) {
		if (found.unseen !== void 0) return unverified(found.unseen);
		const others = [...found.wrong, ...found.decided.map(({ report }) => `its report is ${report}`)];
		if (others.length === 0) return unverified(noData(`run ${decision.runId} has no report of a decision any more`, "the artifact of the decision"));
		return wrong(`${words} is not the one with sha256 ${decision.report}: ${others.join("; ")}`, others);
	}
	if (same.word !== decision.word || same.attempt !== decision.attempt) return wrong(`${words} is ${same.word} of attempt ${same.attempt}, and the entry says ${decision.word} of attempt ${decision.attempt}`, [same.word, same.attempt]);
	const early = since.find(({ at }) => same.at < at);
	if (early !== void 0) return wrong(`${words}, of ${isoTime(same.at)}, is older than ${early.what}, of ${isoTime(early.at)}`, isoTime(same.at));
	if (same.word === "go" || same.word === "conditional-go" && accept === "conditional-go") return passed;
	return wrong(`${words} is ${same.word}, which is not enough for ${environment}`, same.word);
}

// shared/domain/promotion/history.ts
const historyMaxBytes = 16777216;
const mostProblems = 20;
const mostCharacters = 8192;
function readHistory(path, environment, content) {
	const decoded = decodeText(content);
	if (!decoded.ok) return {
		entries: [],
		problems: [{
			message: decoded.message,
			at: {
				path,
				line: decoded.line
			}
		}]
	};
	const problems = [];
	const entries = [];
	if (decoded.bom) problems.push({
		message: "begins with a byte order mark",
		at: {
			path,
			line: 1
		}
	});
	const lines = decoded.text.split("\n");
	if (lines.pop() !== "") problems.push({
		message: "ends in the middle of a line: it was cut off, or what writes it was stopped",
		at: {
			path,
			line: lines.length + 1
		}
	});
	for (const [index, text] of lines.entries()) {
		const at = {
			path,
			line: index + 1
		};
		if (problems.length >= mostProblems) {
			problems.push({
				message: "is not read further, since so much of it is wrong",
				at,
				...problems.every(({ old }) => old === true) ? { old: true } : {}
			});
			break;
		}
		const read = readEntry(text);
		if ("message" in read) {
			problems.push({
				...read,
				at
			});
			continue;
		}
		const before = entries.at(-1);
		if (read.environment !== environment) problems.push({
			message: `has an entry of ${clipped(read.environment, 100)}, expected only those of ${environment}`,
			at
		});
		if (read.previous !== before?.hash) problems.push({
			message: `is broken: an entry names ${read.previous ?? "none"} as the one before it, expected ${before === void 0 ? "none, since it is the first" : before.hash}`,
			at
		});
		entries.push({
			entry: read,
			hash: entryHash(read),
			line: at.line
		});
	}
	return {
		entries,
		problems
	};
}
function readEntry(text) {
	const wrong = (clause) => ({ message: `has an entry that ${clipped(clause, 300)}` });
	if (text.length > mostCharacters) return wrong(`has more than ${mostCharacters} characters`);
	const parsed = parseJson(text, { maxDepth: 8 });
	if (!parsed.ok) return wrong(parsed.message);
	const { value, duplicates } = parsed.document;
	const [twice] = duplicates;
	if (twice !== void 0) return wrong(`has the key ${twice.pointer} twice`);
	const old = isObject(value) && (value["contract"] === oldContract || "bundle_id" in value);
	if (old) return {
		message: `has an entry of the old form ${oldContract}, which names no digest, commit or decision that could be measured`,
		old
	};
	if (isObject(value) && typeof value["schemaVersion"] === "number" && value["schemaVersion"] > 1) return wrong(`is of schema version ${value["schemaVersion"]}, and this version of the suite reads 1: use a later one`);
	const checked = EntrySchema.safeParse(value);
	if (!checked.success) {
		const [issue] = checked.error.issues;
		const pointer = formatPointer((issue?.path ?? []).map(String));
		return wrong(`is wrong at ${pointer === "" ? "the top" : pointer}: ${issue?.message ?? "not known"}`);
	}
	if (entryLine(checked.data) === `${text}\n`) return checked.data;
	return wrong("is not written as it is recorded: its white space, its line end or the order of its keys is another");
}
const oldContract = "deployment_state_v1";
function isOld({ entries, problems }) {
	return entries.length === 0 && problems.length > 0 && problems.every(({ old }) => old === true);
}
function continuation(before, after) {
	const at = before.entries.findIndex(({ hash }, index) => after.entries[index]?.hash !== hash);
	if (at !== -1) return {
		state: "rewritten",
		at: at + 1
	};
	const added = after.entries.slice(before.entries.length);
	return added.length === 0 ? { state: "same" } : {
		state: "appended",
		added
	};
}

// shared/domain/promotion/taken-back.ts
function sameBytes(a, b) {
	return a.digest === b.digest && a.commit === b.commit;
}
function notTakenBack(entries) {
	const left = [];
	for (const entry of entries) {
		if (entry.event === "rollback") left.length = Math.max(left.findLastIndex((each) => sameBytes(each, entry)), 0);
		left.push(entry);
	}
	return left;
}
function lastTakenBack(entries, digest) {
	const left = [];
	let last;
	for (const entry of entries) {
		if (entry.event === "rollback") {
			const to = left.findLastIndex((each) => sameBytes(each, entry));
			if (left.splice(Math.max(to, 0)).some((each) => each.digest === digest && !sameBytes(each, entry))) last = entry;
		}
		left.push(entry);
	}
	return last;
}

// shared/domain/promotion/standing.ts
function standingOf(path, environment, found) {
	if (found.state === "unknown") return {
		ok: false,
		path,
		because: found.because
	};
	const content = found.state === "there" ? found.data : new Uint8Array();
	return {
		ok: true,
		path,
		content,
		history: readHistory(path, environment, content)
	};
}
function judgeWhole(standing) {
	if (!standing.ok) return unverified(standing.because);
	const { problems } = standing.history;
	const [first] = problems;
	if (first === void 0) return passed;
	return failed({
		problem: `the history ${problems.map(({ message, at }) => `${message} (line ${at.line})`).join("; ")}`,
		expected: "entries as they are recorded, each with the hash of the one before it",
		actual: problems.map(({ message }) => message),
		fix: isOld(standing.history) ? `move ${standing.path} out of its folder by a change of its own, and let the first recorded promotion begin it anew` : `take ${standing.path} as it is on the default branch, and at its end the line that its run recorded, byte for byte`,
		at: first.at
	});
}
function inForce(standing) {
	if (standing === void 0) return {
		ok: false,
		because: noData("there is no such environment", "one of the chain")
	};
	if (!standing.ok) return {
		ok: false,
		because: standing.because
	};
	if (standing.history.problems.length === 0) return {
		ok: true,
		data: standing.history.entries.at(-1)
	};
	return {
		ok: false,
		because: noData(`the history ${standing.path} is broken, as another result says`, "a history that is whole")
	};
}
function judgeOrder(coming, before, own) {
	const { environment, event, commit, digest, from } = coming;
	const here = inForce(own);
	if (!here.ok) return unverified(here.because);
	if (event === "rollback") return judgeBack(coming, own);
	const wrong = (problem, expected, actual, fix) => failed({
		problem,
		expected,
		actual,
		fix
	});
	if (from !== before?.environment) return wrong(`the promotion to ${environment} comes from ${from ?? "nowhere"}, expected ${before?.environment ?? "none, since it is the first"}`, before?.environment ?? null, from ?? null, "promote along the chain");
	const there = before === void 0 ? void 0 : inForce(before.standing);
	if (there?.ok === false) return unverified(there.because);
	if (before !== void 0) {
		const entry = there?.data?.entry;
		const actual = entry === void 0 ? null : [entry.digest, entry.commit];
		const fix = `promote it to ${before.environment} first`;
		if (entry?.digest !== digest || entry.commit !== commit) return wrong(`${digest} of commit ${commit} is not what is in force in ${before.environment}: that is ${entry === void 0 ? "nothing" : `${entry.digest} of commit ${entry.commit}`}`, [digest, commit], actual, fix);
	}
	if (here.data?.entry.digest === digest && here.data.entry.commit === commit) return wrong(`${digest} is in force in ${environment} already`, "something else", digest, "record it once");
	return passed;
}
function judgeBack({ environment, commit, digest }, own) {
	const entries = entriesOf(own);
	const left = notTakenBack(entries);
	const earlier = left.slice(0, -1);
	const now = left.at(-1)?.digest;
	if (now !== digest && earlier.some((entry) => sameBytes(entry, {
		commit,
		digest
	}))) return passed;
	const back = lastTakenBack(entries, digest);
	const why = now === digest ? "which is in force" : back === void 0 ? "which was never in force there before" : `which was itself taken back by run ${back.runId}, at ${back.at}`;
	return failed({
		problem: `the rollback of ${environment} goes to ${digest} of commit ${commit}, ${why}`,
		expected: [...new Set(earlier.map((entry) => entry.digest))],
		actual: [digest, commit],
		fix: "roll back to an earlier entry that was never taken back, or promote along the chain"
	});
}
function entriesOf(standing) {
	return standing?.ok === true ? standing.history.entries.map(({ entry }) => entry) : [];
}
function takenBackBefore(own, { event, digest }) {
	return event === "rollback" ? void 0 : lastTakenBack(entriesOf(own), digest);
}
const mostTried = 10;
async function rollbackTarget(inside, coming, own) {
	const { digest, environment } = coming;
	const here = inForce(own);
	const none = (verdict) => ({
		verdict,
		target: void 0
	});
	if (!here.ok) return none(unverified(here.because));
	const entries = entriesOf(own);
	const left = new Set(notTakenBack([...entries, coming]).slice(0, -1));
	const others = entries.filter((entry) => entry.digest !== digest && left.has(entry)).reverse();
	const each = [...new Map(others.map((entry) => [entry.digest, entry])).values()].slice(0, mostTried);
	if (each.length === 0) return none({
		status: "not-applicable",
		why: `nothing else was in force in ${environment} that was never taken back`
	});
	const gone = [];
	for (const entry of each) {
		const { verdict } = await judgeBytes(inside, entry.source, entry);
		if (verdict.status === "passed") return {
			verdict: passed,
			target: entry
		};
		if (verdict.status === "unverified") return none(verdict);
		if (verdict.status === "failed") gone.push(verdict.problem);
	}
	return none(failed({
		problem: `there is nothing whole to roll ${environment} back to: ${gone.join("; ")}`,
		expected: "an earlier entry whose bytes are still kept",
		actual: gone,
		fix: "keep what was in force as an asset of a release, or as an artifact that does not expire so early"
	}));
}

// shared/domain/promotion/deployments.ts
const Deployment = object({
	id: number().int(),
	sha: string(),
	environment: string()
});
const Status = object({
	id: number().int(),
	state: string(),
	created_at: string(),
	log_url: string().nullish(),
	target_url: string().nullish()
});
const mostLookedAt = 30;
async function deploymentsTo({ github, name }, on) {
	const at = ownerAndRepo(name);
	const listed = await github.get("GET /repos/{owner}/{repo}/deployments", {
		...at,
		environment: on,
		per_page: mostLookedAt
	}, array(Deployment));
	if (!listed.ok) return listed;
	const found = [];
	for (const deployment of listed.data.filter(({ environment }) => sameEnvironment(environment, on))) {
		const succeeded = await succeededOf(github, at, deployment);
		if (!succeeded.ok) return succeeded;
		if (succeeded.data !== void 0) found.push(succeeded.data);
	}
	if (found.length > 0 || listed.data.length < mostLookedAt) return {
		ok: true,
		data: found.sort((a, b) => b.at - a.at || b.id - a.id)
	};
	return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `none of the last ${mostLookedAt} deployments to ${on} succeeded, and no more are looked at`,
			needs: "a deployment that succeeded"
		}
	};
}
function sameEnvironment(a, b) {
	return a.toLowerCase() === b.toLowerCase();
}
async function succeededOf(github, at, { id, sha }) {
	const listed = await github.all("GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
		...at,
		deployment_id: id
	}, Status);
	if (!listed.ok) return listed;
	const statuses = [...listed.data].sort((a, b) => b.id - a.id);
	const success = statuses.filter(({ state }) => state === "success");
	const [last] = success;
	if (last === void 0) return {
		ok: true,
		data: void 0
	};
	const since = parseTime(last.created_at);
	if (since === void 0) return {
		ok: false,
		because: noData(`GitHub does not say when deployment ${id} succeeded`, "the time of its success")
	};
	return {
		ok: true,
		data: {
			id,
			sha,
			urls: success.flatMap(({ log_url, target_url }) => [log_url ?? [], target_url ?? []].flat()),
			at: since,
			ended: statuses[0]?.state === "success" ? void 0 : statuses[0]?.state
		}
	};
}
function isOf({ github, name }, { sha, urls }, { commit, runId }) {
	return sha === commit || urls.some((url) => isOfRun(url, github.host, name, runId));
}
function judgeDeployments(inside, on, answer, { inForce, judged }) {
	if (!answer.ok) return unverified(answer.because);
	const [last] = answer.data;
	const known = [judged, inForce].flatMap((entry) => entry ?? []);
	if (last === void 0 && inForce === void 0) return {
		status: "not-applicable",
		why: `nothing was deployed to ${on} yet, as the history says`
	};
	const fix = `find out what is in ${on}; record it by a promotion or a rollback, or deploy what the history says`;
	if (last === void 0) return failed({
		problem: `the history has commit ${inForce?.commit} in force, and no deployment to ${on} succeeded`,
		expected: inForce?.commit,
		actual: null,
		fix: `deploy what the history says to ${on}, or correct the name of the environment`
	});
	const expected = known.length === 0 ? "no deployment" : known.map(({ commit, runId }) => `commit ${commit} or run ${runId}`);
	const what = `the last deployment to ${on} that succeeded is ${last.id} of commit ${last.sha}`;
	if (!known.some((entry) => isOf(inside, last, entry))) return failed({
		problem: `${what}, of which the history says nothing`,
		expected,
		actual: last.sha,
		fix
	});
	if (last.ended !== void 0) return failed({
		problem: `${what}, and it is ${last.ended} since`,
		expected,
		actual: last.ended,
		fix
	});
	return passed;
}
function deployedSince(inside, deployments, entry) {
	if (deployments[0]?.ended !== void 0) return void 0;
	const other = deployments.findIndex((each) => !isOf(inside, each, entry));
	return (other === -1 ? deployments : deployments.slice(0, other)).at(-1)?.at;
}
function isOfRun(url, host, repository, runId) {
	const start = `https://${host}/${repository}/actions/runs/${runId}`.toLowerCase();
	const text = url.toLowerCase();
	return text === start || text.startsWith(`${start}/`);
}

// shared/domain/promotion/approved.ts
async function judgePullApprovals(repository, { number, head }, { environment, people, needed }, ignored) {
	const approvals = await approvalsOf(repository.github, repository.name, number, head, people, ignored);
	const given = jointApproval([{
		side: environment,
		people,
		needed,
		approvals
	}]);
	if (given.state === "given") return passed;
	if (given.state === "unknown") return unverified(given.because);
	return lacking(environment, `${given.lacking.join("; ")} (pull request #${number})`, given.lacking, people);
}
function lacking(environment, words, actual, people) {
	return failed({
		problem: `the promotion to ${environment} is not approved: ${words}`,
		expected: "enough approvals by people who may, and who have no part in it",
		actual,
		fix: `have it approved by ${people.join(", ")}`
	});
}
const Review = object({
	state: string(),
	user: object({
		login: string(),
		id: number().int(),
		type: string().nullish()
	}).nullable(),
	environments: array(object({ name: string() }))
});
const Login = object({ login: string() }).partial().nullish();
const Commit = object({
	author: Login,
	committer: Login
});
const Pull = object({
	user: object({ id: number().int() }).nullable(),
	commits: number().int()
});
const committerOfGitHub = "web-flow";
async function judgeRunApprovals({ github, name }, run, commit, on, { environment, people, needed }, ignored) {
	if (run.run_attempt !== 1) {
		const message = `GitHub does not say for which attempt of run ${run.id} somebody approved, and the entry is of attempt ${run.run_attempt}`;
		return unverified(noData(message, "a new run instead of one that is started again"));
	}
	const reviews = await github.all("GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals", {
		...ownerAndRepo(name),
		run_id: run.id
	}, Review);
	if (!reviews.ok) return unverified(reviews.because);
	const makers = await makersOf({
		github,
		name
	}, commit, ignored);
	if (!makers.ok) return unverified(makers.because);
	const starters = [run.actor?.login, run.triggering_actor?.login].flatMap((login) => login?.toLowerCase() ?? []);
	const ofEnvironment = reviews.data.filter(({ environments }) => environments.some((each) => sameEnvironment(each.name, on)));
	const may = new Set(people.map((login) => login.toLowerCase()));
	const counted = new Set();
	const refused = [];
	for (const { user, state } of ofEnvironment) {
		if (user === null) continue;
		const login = user.login.toLowerCase();
		if (state !== "approved") refused.push(`${user.login} gave the word ${state}`);
		else if ((user.type ?? "User") !== "User") refused.push(`${user.login} is no person`);
		else if (!may.has(login)) refused.push(`${user.login} is not among the people who may approve`);
		else if (starters.includes(login)) refused.push(`${user.login} started the run`);
		else if (makers.data(user)) refused.push(`${user.login} has part in the commit`);
		else counted.add(login);
	}
	const rejected = ofEnvironment.some(({ state }) => state === "rejected");
	if (counted.size >= needed && !rejected) return passed;
	return lacking(environment, `${[`${counted.size} of ${needed} approvals by ${people.join(", ")}`, ...refused].join(", ")} (run ${run.id}, environment ${on})`, [counted.size, ...refused], people);
}
async function makersOf({ github, name }, commit, ignored) {
	const at = ownerAndRepo(name);
	const answer = await github.get("GET /repos/{owner}/{repo}/commits/{ref}", {
		...at,
		ref: commit
	}, Commit);
	if (!answer.ok) return answer;
	const [author, committer] = [answer.data.author?.login, answer.data.committer?.login];
	if (author === void 0 || committer === void 0) {
		const message = `nobody knows which accounts made the commit ${commit}, so that one of them could have approved`;
		return {
			ok: false,
			because: noData(message, "a commit whose author and committer have an account")
		};
	}
	const logins = [author, committer].map((login) => login.toLowerCase()).filter((login) => login !== committerOfGitHub);
	const pulls = await pullsOfCommit(github, name, commit);
	if (!pulls.ok) return pulls;
	const parts = [({ login }) => logins.includes(login.toLowerCase())];
	for (const { number, head } of pulls.data.filter(({ isMerged }) => isMerged)) {
		const pull = await github.get("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
			...at,
			pull_number: number
		}, Pull);
		if (!pull.ok) return pull;
		const { user, commits: count } = pull.data;
		const took = await contributorsOf(github, at, {
			number,
			headSha: head,
			count
		}, ignored);
		if (!took.ok) return took;
		parts.push((account) => account.id === user?.id || took.data.part(account) !== void 0);
	}
	return {
		ok: true,
		data: (account) => parts.some((part) => part(account))
	};
}

// shared/domain/promotion/soak.ts
async function judgeSoak(github, file, soak, begun) {
	const landed = await landingOf(github, {
		...file,
		maxBytes: historyMaxBytes
	});
	if (!landed.ok) return unverified(landed.because);
	const since = Math.max(landed.data.mergedAt, file.deployed ?? landed.data.mergedAt);
	const over = since + milliseconds(soak);
	if (begun >= over) return passed;
	return failed({
		problem: `it is in ${file.environment} since ${isoTime(since)}, and must be there for ${soak}: it passes from ${isoTime(over)}`,
		expected: `not before ${isoTime(over)}`,
		actual: isoTime(begun),
		fix: `promote it by a run that begins at ${isoTime(over)} or later`
	});
}

export { EntrySchema, bytesOf, continuation, decisionsOf, deployedSince, deploymentsTo, entryHash, entryLine, historyMaxBytes, inForce, isOld, judgeBytes, judgeDecision, judgeDeployments, judgeOrder, judgePullApprovals, judgeRun, judgeRunApprovals, judgeSoak, judgeWhole, onlyDecision, rollbackTarget, runAttempt, runProblems, sourceName, standingOf, takenBackBefore };