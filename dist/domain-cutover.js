import { GovernanceError, isoTime, millisecondsPerDay, ownerAndRepo, parseTime } from "./shared.js";
import { _enum, array, boolean, number, object, strictObject, string } from "./vendor.js";
import { locate } from "./core-location.js";
import { milliseconds } from "./core-duration.js";
import { sides } from "./domain-cutover-config.js";
import { parseRecord, passed } from "./domain-record.js";
import { verdictOf } from "./domain-run-jobs.js";
import { landedMaxBytes, landingOf, lineOf } from "./domain-landing.js";
import { approvalsOf, jointApproval, peopleOf } from "./domain-approval.js";

// shared/domain/cutover/problems.ts
function cutoverProblems(section) {
	const { checkpoints = [], verifications = [], checkpoint, side } = section;
	const foreign = verifications.flatMap(({ id, control, side: of }, index) => control === void 0 || side === void 0 || of === side ? [] : [{
		pointer: `/verifications/${index}/control`,
		message: `${id} is of the ${of}, and reports of this run are of the ${side}: name a check`
	}]);
	return [
		...checkpoint === void 0 || checkpoints.some(({ id }) => id === checkpoint) ? [] : [{
			pointer: "/checkpoint",
			message: `there is no checkpoint ${checkpoint}`
		}],
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
	return entries.flatMap(({ id }, index) => entries.findIndex((other) => other.id === id) < index ? [{
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
	return [...asked, ...measured];
}
function partProblems({ requires, release }, at, section) {
	const problem = (message) => ({
		pointer: `${at}/requires`,
		message
	});
	const lacking = [
		["repin", "pin"],
		["hash-gate", "hash-gate"],
		["rehearsal", "rehearsal"]
	].flatMap(([requirement, part]) => requires.includes(requirement) && section[part] === void 0 ? [problem(`${requirement} is required, and the section has no ${part}`)] : []);
	const records = section.postures ?? [];
	const silent = sides.flatMap((side) => requires.includes("posture") && !records.some((record) => record.side === side) ? [problem(`posture is required, and the section names no posture record of the ${side}`)] : []);
	const repin = requires.includes("repin") && release === void 0;
	return [
		...lacking,
		...silent,
		...repin && section.pin?.tag !== void 0 ? [problem("repin compares the pinned tag, and the checkpoint names no release")] : [],
		...repin && section.side === "consumer" ? [problem("repin needs a release: without one the pin of this consumer would be held against itself")] : []
	];
}
function circleFrom(start, checkpoints) {
	const seen = /* @__PURE__ */ new Set();
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

// shared/domain/cutover/check-runs.ts
const CheckRun = object({
	name: string(),
	head_sha: string(),
	status: string(),
	conclusion: string().nullable(),
	app: object({ slug: string().nullish() }).nullish()
});
async function judgeCheck(github, repository, commit, { check, app }) {
	const route = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
	const asked = {
		...ownerAndRepo(repository),
		ref: commit,
		check_name: check,
		filter: "latest"
	};
	const answer = await github.all(route, asked, CheckRun);
	if (!answer.ok) return {
		status: "unverified",
		because: answer.because
	};
	const runs = answer.data.filter((run) => run.name === check && run.app?.slug === app && run.head_sha === commit);
	const where = `${repository} at ${commit}`;
	if (runs.length === 0) return open(`no check ${check} of ${app} ran for ${where}`, `the check ${check} for that commit`);
	const ended = runs.map((run) => ({
		...verdictOf(run),
		conclusion: run.conclusion ?? run.status
	}));
	const wrong = ended.find(({ verdict }) => verdict === "failed" || verdict === "ended-otherwise");
	if (wrong !== void 0) return {
		status: "failed",
		problem: `the check ${check} of ${where} ${wrong.words}`,
		expected: "success",
		actual: wrong.conclusion,
		fix: `mend what ${check} found, and let it run again for that commit`
	};
	const going = ended.find(({ verdict }) => verdict === "not-finished");
	if (going !== void 0) return open(`the check ${check} of ${where} ${going.words}`, "the end of that check");
	return passed;
}
function open(message, needs) {
	return {
		status: "unverified",
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	};
}

// shared/domain/cutover/rehearsal.ts
const Run = object({
	id: number().int().positive(),
	event: string(),
	status: string(),
	conclusion: string().nullable(),
	created_at: string(),
	head_branch: string().nullable(),
	head_repository: object({ full_name: string() }).nullish()
});
const ofBranch = /* @__PURE__ */ new Set([
	"push",
	"schedule",
	"workflow_dispatch",
	"repository_dispatch"
]);
async function judgeRehearsal(github, repository, branch, { workflow, "maximum-age": age }, moment) {
	const route = "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs";
	const asked = {
		...ownerAndRepo(repository),
		workflow_id: workflow,
		branch,
		status: "completed",
		per_page: 50
	};
	const answer = await github.get(route, asked, object({ workflow_runs: array(Run) }));
	if (!answer.ok) return {
		status: "unverified",
		because: answer.because
	};
	const [last] = answer.data.workflow_runs.flatMap((run) => {
		const createdAt = parseTime(run.created_at);
		return run.head_branch === branch && run.head_repository?.full_name.toLowerCase() === repository.toLowerCase() && ofBranch.has(run.event) && createdAt !== void 0 ? [{
			...run,
			createdAt
		}] : [];
	}).sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
	const fix = `rehearse the rollback: run ${workflow} on ${branch} of ${repository}`;
	if (last === void 0) return {
		status: "failed",
		problem: `no finished run of ${workflow} on ${branch} of ${repository} is known`,
		expected: `a successful run within ${age}`,
		actual: null,
		fix
	};
	const { verdict, words } = verdictOf(last);
	const when = isoTime(last.createdAt);
	const problem = verdict !== "succeeded" ? `the last rehearsal of the rollback (run ${last.id} of ${workflow} in ${repository}, ${when}) ${words}` : moment.latest - last.createdAt > milliseconds(age) ? `the last rehearsal of the rollback (run ${last.id} of ${workflow} in ${repository}, ${when}) is older than ${age}` : void 0;
	if (problem === void 0) return passed;
	return {
		status: "failed",
		problem,
		expected: `a successful run within ${age}`,
		actual: [
			last.id,
			last.conclusion,
			when
		],
		fix
	};
}

// shared/domain/cutover/required-check.ts
const BranchRule = object({
	type: string(),
	parameters: object({ required_status_checks: array(object({ context: string() })).optional() }).nullish()
});
const Branch = object({
	protected: boolean(),
	protection: object({
		enabled: boolean().optional(),
		required_status_checks: object({ contexts: array(string()) }).nullish()
	}).optional()
});
async function judgeRequired(github, repository, branch, check) {
	const at = {
		...ownerAndRepo(repository),
		branch
	};
	const rules = await github.all("GET /repos/{owner}/{repo}/rules/branches/{branch}", at, BranchRule);
	const required = rules.ok ? rules.data.flatMap(({ type, parameters }) => type === "required_status_checks" ? (parameters?.required_status_checks ?? []).map(({ context }) => context) : []) : [];
	if (required.includes(check)) return passed;
	const protection = await github.get("GET /repos/{owner}/{repo}/branches/{branch}", at, Branch);
	const contexts = protection.ok ? protection.data.protection?.required_status_checks?.contexts : void 0;
	if (contexts?.includes(check) === true) return passed;
	if (!rules.ok) return {
		status: "unverified",
		because: rules.because
	};
	if (!protection.ok) return {
		status: "unverified",
		because: protection.because
	};
	if (protection.data.protected && protection.data.protection === void 0) return {
		status: "unverified",
		because: {
			code: "NOT_FOUND",
			message: `GitHub does not show what ${branch} of ${repository} requires`,
			needs: "a token that may read the protection of the branch"
		}
	};
	return {
		status: "failed",
		problem: `${branch} of ${repository} does not require the check ${check}, so that a manifest of another hash could be merged`,
		expected: check,
		actual: [.../* @__PURE__ */ new Set([...required, ...contexts ?? []])].sort(),
		fix: `require ${check} in a ruleset of ${repository} for ${branch}`
	};
}

// shared/domain/cutover/checkpoint-record.ts
const CheckpointRecordSchema = strictObject({
	checkpoint: string().trim().min(1),
	decision: _enum(["GO", "NO-GO"]),
	commit: string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "expected a full commit id"),
	reason: string().trim().min(1).optional()
});
function judgeCheckpointRecord(id, path, content) {
	const read = parseRecord(path, content, CheckpointRecordSchema);
	const fix = `record in ${path} what both sides decided on ${id}: checkpoint, decision, commit`;
	if (!read.ok) {
		const [first] = read.problems;
		return {
			status: "failed",
			problem: `the record of ${id} (${path}) cannot be taken: it ${read.problems.map(({ message }) => message).join("; ")}`,
			expected: "a record",
			actual: null,
			fix,
			at: first?.at ?? { path }
		};
	}
	const { checkpoint, decision } = read.value;
	if (checkpoint === id && decision === "GO") return passed;
	const field = checkpoint === id ? "/decision" : "/checkpoint";
	return {
		status: "failed",
		problem: `the record of ${id} (${path}) says ${decision} for ${checkpoint}`,
		expected: `GO for ${id}`,
		actual: [checkpoint, decision],
		fix,
		at: locate(path, read.document.near(field))
	};
}

// shared/domain/cutover/people-of-sides.ts
function speakersOf(go, roles, field, ignored) {
	const producer = peopleOf(go.producer, roles, `${field}: producer`);
	const consumer = peopleOf(go.consumer, roles, `${field}: consumer`);
	const theirs = new Set(consumer.map((login) => login.toLowerCase()));
	const both = producer.filter((login) => theirs.has(login.toLowerCase()));
	if (both.length === 0) return {
		people: {
			producer,
			consumer
		},
		approvals: go.approvals,
		ignored
	};
	throw new GovernanceError("BAD_CONFIG", `${both.join(", ")} would say go for both sides`, { hint: `Name different people under ${field}: producer and ${field}: consumer.` });
}
async function approvalsOfSides({ people, approvals: needed, ignored }, { github, name }, { number, head }) {
	return Promise.all(sides.map(async (side) => ({
		side,
		people: people[side],
		needed,
		approvals: await approvalsOf(github, name, number, head, people[side], ignored)
	})));
}
function judgeBothApproved(given, where, what) {
	const joint = jointApproval(given);
	if (joint.state === "given") return passed;
	if (joint.state === "unknown") return {
		status: "unverified",
		because: joint.because
	};
	return {
		status: "failed",
		problem: `${what}: ${joint.lacking.join("; ")} (${where})`,
		expected: "approvals of both sides at the head",
		actual: joint.lacking,
		fix: `have ${where} approved at its head by people of both sides`
	};
}

// shared/domain/cutover/joint-record.ts
const mostBytes = 65536;
async function judgeJointRecord({ source, tree, folder, history }, { id, path }, repository, speakers) {
	const found = await tree.read(path, mostBytes);
	if (!found.found) {
		if (found.because !== void 0) return { verdict: {
			status: "unverified",
			because: found.because
		} };
		return { verdict: {
			status: "failed",
			problem: `there is no record that ${id} was passed: ${path} ${found.message}`,
			expected: `GO for ${id}`,
			actual: null,
			fix: `record in ${path} what both sides decided on ${id}, by a pull request that both approve`
		} };
	}
	const says = judgeCheckpointRecord(id, path, found.content);
	if (says.status !== "passed") return { verdict: says };
	if (!repository.ok) return { verdict: {
		status: "unverified",
		because: repository.because
	} };
	if (source.kind !== "base" || source.ref === void 0) return { verdict: {
		status: "unverified",
		because: {
			code: "NO_DATA",
			message: `${path} is not of the base, so that nobody knows who approved it`,
			needs: "a run for a base"
		}
	} };
	const { github, name } = repository.data;
	const file = {
		repository: name,
		path: `${folder}${path}`,
		ref: source.ref,
		content: found.content
	};
	const landed = await landingOf(github, file, lineOf(history, file.path, source.ref, landedMaxBytes));
	if (!landed.ok) return { verdict: {
		status: "unverified",
		because: landed.because
	} };
	const { pullRequest: number, head } = landed.data;
	const given = await approvalsOfSides(speakers, repository.data, {
		number,
		head
	});
	const what = `the record of ${id} (${path}) was not approved by both sides`;
	const verdict = judgeBothApproved(given, `pull request #${number}`, what);
	const read = parseRecord(path, found.content, CheckpointRecordSchema);
	return verdict.status === "passed" && read.ok ? {
		verdict,
		commit: read.value.commit
	} : { verdict };
}

// shared/domain/cutover/window.ts
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
const Release = object({
	draft: boolean(),
	published_at: string().nullish()
});
async function publishedAt(github, repository, tag) {
	const answer = await github.get("GET /repos/{owner}/{repo}/releases/tags/{tag}", {
		...ownerAndRepo(repository),
		tag
	}, Release);
	if (!answer.ok) return answer;
	const time = answer.data.draft ? void 0 : parseTime(answer.data.published_at ?? "");
	if (time !== void 0) return {
		ok: true,
		data: time
	};
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `the release ${tag} of ${repository} is not published`,
			needs: `a published release ${tag}`
		}
	};
}
function judgeStability({ tag, days, published, restarts }, moment) {
	if (!published.ok) return {
		status: "unverified",
		because: published.because
	};
	const known = restarts.filter((each) => typeof each === "number");
	const begin = Math.max(published.data, ...known);
	const end = begin + days * millisecondsPerDay;
	if (end > moment.earliest) return {
		status: "failed",
		problem: `the stability window of ${days} days since the release ${tag}${begin === published.data ? "" : `, which began anew at ${isoTime(begin)} after a stop,`} is not over: it passes from ${isoTime(end)}`,
		expected: `not before ${isoTime(end)}`,
		actual: isoTime(moment.earliest),
		fix: `wait until ${isoTime(end)}`
	};
	const unknown = restarts.find((each) => typeof each !== "number");
	return unknown === void 0 || typeof unknown === "number" ? passed : {
		status: "unverified",
		because: unknown.because
	};
}

export { approvalsOfSides, cutoverProblems, judgeBothApproved, judgeCheck, judgeJointRecord, judgeNotAfter, judgeNotBefore, judgeRehearsal, judgeRequired, judgeStability, publishedAt, speakersOf };