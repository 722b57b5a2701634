import { GovernanceError, catalog, choice, controlNames, decodeText, defineControl, list, ownerAndRepo, parseTime, reportStatus, rule, secret, structured, suggestion, text } from "./shared.js";
import { array, object, record, string } from "./vendor.js";
import { approvalsOfSides, cutoverProblems, judgeBothApproved, judgeCheck, judgeJointRecord, judgeNotAfter, judgeNotBefore, judgeRehearsal, judgeRequired, judgeStability, publishedAt, speakersOf } from "./domain-cutover.js";
import { isAncestor, tagCommit } from "./domain-producer.js";
import { parseDocument, passed } from "./domain-record.js";
import { lineOf, namedRepository, readAtRef, tipOf } from "./domain-landing.js";
import { CheckpointSchema, GoSchema, HashGateSchema, OtherSchema, PinSchema, PosturePlaceSchema, RehearsalSchema, VerificationSchema, sides } from "./domain-cutover-config.js";
import { candidatesIn, foreignness } from "./domain-own-report.js";
import { attemptProblem, listJobs } from "./domain-run-jobs.js";
import { pullsOfCommit } from "./domain-approval.js";
import { judgeAgreement, judgeLift, judgePosture, lastLift, ownRecords, postureMaxBytes } from "./domain-posture.js";

// actions/cutover-gate/sides.ts
const mostBytes$1 = 1048576;
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
	return release === void 0 ? pinnedBy(ctx, "commit", own) : releaseCommit(other.data, release);
}
function asProducer({ github, name }) {
	return {
		github,
		at: ownerAndRepo(name)
	};
}
async function releaseCommit(repository, tag) {
	const seen = await tagCommit(asProducer(repository), tag);
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
			content: found.content
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
async function fileOf(ctx, repository, path, ref, maxBytes = mostBytes$1) {
	const file = await readAtRef(repository, path, ref, maxBytes);
	if (file.state === "there") ctx.recorded(`${repository.name}/${path}`, ref, file.content);
	return file;
}
async function pinnedBy(ctx, field, consumer) {
	const { pin } = ctx.inputs;
	const pointer = pin?.[field];
	if (pin === void 0 || pointer === void 0) return no(`the configuration does not say where the pin has its ${field}`, `pin: ${field}`);
	const file = await readOf(ctx, consumer, pin.path);
	if (file.state === "unknown") return {
		ok: false,
		because: file.because
	};
	if (file.state === "absent") return no(`the consumer has no pin ${pin.path}`, `the pin ${pin.path}`);
	const read = parseDocument(pin.path, file.content);
	if (!read.ok) return no(`the pin ${pin.path} ${read.problems[0]?.message ?? "cannot be read"}`, "a pin that can be read");
	const value = read.document.get(pointer);
	if (typeof value === "string") return {
		ok: true,
		data: value
	};
	return no(`the pin ${pin.path} has no text at ${pointer}`, `a ${field} at ${pointer}`);
}
function no(message, needs) {
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	};
}

// actions/cutover-gate/tell.ts
function tell(ctx, rule, about, verdict, own = true) {
	switch (verdict.status) {
		case "passed":
			ctx.passed(rule, { about });
			return;
		case "failed": {
			const { problem, expected, actual, fix } = verdict;
			const at = own ? verdict.at : void 0;
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
			ctx.unverified(rule, { about }, verdict.because);
			return;
		case "not-applicable": ctx.notApplicable(rule, { about }, verdict.why);
	}
}
function open(message, needs, code = "NO_DATA") {
	return {
		status: "unverified",
		because: {
			code,
			message,
			needs
		}
	};
}

// actions/cutover-gate/consumer.ts
async function judgeCommits(ctx, checkpoint, { producer, consumer }) {
	for (const place of [producer, consumer]) {
		const about = [checkpoint.id, place.side];
		if (!place.commit.ok) tell(ctx, "one-commit", about, {
			status: "unverified",
			because: place.commit.because
		});
		else if (!place.own || place.side === "consumer" || checkpoint.release === void 0) tell(ctx, "one-commit", about, passed);
		else if (!place.repository.ok) tell(ctx, "one-commit", about, {
			status: "unverified",
			because: place.repository.because
		});
		else {
			const released = await releaseCommit(place.repository.data, checkpoint.release);
			tell(ctx, "one-commit", about, sameCommit(checkpoint.release, released, place.commit.data));
		}
	}
}
function sameCommit(tag, released, judged) {
	if (!released.ok) return {
		status: "unverified",
		because: released.because
	};
	if (released.data === judged) return passed;
	return {
		status: "failed",
		problem: `the checkpoint is about ${tag}, which is commit ${released.data}, and commit ${judged} is judged`,
		expected: released.data,
		actual: judged,
		fix: `judge commit ${released.data}, or release the judged one and name it in the checkpoint`
	};
}
async function judgeRepin(ctx, checkpoint, { producer, consumer }) {
	const { pin } = ctx.inputs;
	const about = [checkpoint.id];
	if (pin === void 0 || !checkpoint.requires.includes("repin")) {
		ctx.notApplicable("repin", { about }, "the checkpoint does not require it");
		return;
	}
	const verdicts = [...pin.commit === void 0 ? [] : [await judgeCommitPin(ctx, pin, producer, consumer)], ...pin.tag === void 0 ? [] : [judgeTagPin(await pinnedBy(ctx, "tag", consumer), checkpoint, pin)]];
	const worst = verdicts.find(({ status }) => status === "failed") ?? verdicts.find(({ status }) => status !== "passed") ?? verdicts[0] ?? open("the configuration names no field of the pin", "pin: commit or tag");
	tell(ctx, "repin", about, worst);
}
async function judgeCommitPin(ctx, pin, producer, consumer) {
	const pinned = await pinnedBy(ctx, "commit", consumer);
	if (!pinned.ok) return {
		status: "unverified",
		because: pinned.because
	};
	if (!producer.commit.ok) return {
		status: "unverified",
		because: producer.commit.because
	};
	const wanted = producer.commit.data;
	if (pinned.data === wanted) return passed;
	if (pin.relation === "sha-ancestor-of-tag") {
		if (!producer.repository.ok) return {
			status: "unverified",
			because: producer.repository.because
		};
		if (!/^[0-9a-f]{40,64}$/.test(pinned.data)) return notRepinned(pin, "commit", wanted, pinned.data);
		const related = await isAncestor(asProducer(producer.repository.data), pinned.data, wanted);
		if (related.state === "unknown") return {
			status: "unverified",
			because: related.because
		};
		if (related.state === "there" && related.data) return passed;
	}
	return notRepinned(pin, "commit", wanted, pinned.data);
}
function judgeTagPin(pinned, { release }, pin) {
	if (!pinned.ok) return {
		status: "unverified",
		because: pinned.because
	};
	return pinned.data === release ? passed : notRepinned(pin, "tag", release ?? "a release", pinned.data);
}
function notRepinned(pin, field, expected, actual) {
	return {
		status: "failed",
		problem: `the consumer is not pinned to what the checkpoint is about: the ${field} in ${pin.path} is another one`,
		expected,
		actual,
		fix: `repin the consumer: ${field} ${expected} in ${pin.path}, with its manifest and matrix`
	};
}
async function judgeHashGate(ctx, checkpoint, { consumer }) {
	const gate = ctx.inputs["hash-gate"];
	if (gate === void 0 || !checkpoint.requires.includes("hash-gate")) {
		ctx.notApplicable("hash-gate", { about: [checkpoint.id] }, "the checkpoint does not require it");
		return;
	}
	const { repository, commit } = consumer;
	const unknown = !repository.ok ? repository.because : commit.ok ? void 0 : commit.because;
	const parts = ["required", "succeeded"];
	if (unknown !== void 0 || !repository.ok || !commit.ok) {
		for (const part of parts) tell(ctx, "hash-gate", [checkpoint.id, part], unknown === void 0 ? open("the consumer is not known", "the consumer") : {
			status: "unverified",
			because: unknown
		});
		return;
	}
	const { github, name, defaultBranch } = repository.data;
	tell(ctx, "hash-gate", [checkpoint.id, "required"], await judgeRequired(github, name, defaultBranch, gate.check));
	tell(ctx, "hash-gate", [checkpoint.id, "succeeded"], await judgeCheck(github, name, commit.data, gate));
}
async function judgeRollback(ctx, checkpoint, places) {
	const { rehearsal } = ctx.inputs;
	const about = [checkpoint.id];
	if (rehearsal === void 0 || !checkpoint.requires.includes("rehearsal")) {
		ctx.notApplicable("rehearsal", { about }, "the checkpoint does not require it");
		return;
	}
	const { repository } = places[rehearsal.side];
	if (!repository.ok) {
		tell(ctx, "rehearsal", about, {
			status: "unverified",
			because: repository.because
		});
		return;
	}
	const { github, name, defaultBranch } = repository.data;
	tell(ctx, "rehearsal", about, await judgeRehearsal(github, name, defaultBranch, rehearsal, ctx.time));
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
	go: structured(GoSchema, {
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
	pin: structured(PinSchema.optional(), {
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
	postures: structured(array(PosturePlaceSchema), {
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

// actions/cutover-gate/evidence.ts
async function judgeVerifications(ctx, checkpoint, places) {
	const asked = ctx.inputs.verifications.filter(({ id }) => checkpoint.verify.includes(id));
	const reports = asked.some(({ control }) => control !== void 0) ? await reportsOf(ctx) : void 0;
	const verified = /* @__PURE__ */ new Map();
	for (const each of asked) {
		const { id, side, control } = each;
		const verdict = control === void 0 ? await checkOf(places[side], each) : reportOf(ctx, control, reports);
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
	if (!repository.ok) return {
		status: "unverified",
		because: repository.because
	};
	if (!commit.ok) return {
		status: "unverified",
		because: commit.because
	};
	return judgeCheck(repository.data.github, repository.data.name, commit.data, {
		check,
		app
	});
}
async function reportsOf(ctx) {
	const collected = await ctx.reports({ artifacts: [] });
	const { event, repository, runId } = ctx.subject;
	if (event === "local") return {
		collected,
		jobs: void 0
	};
	const github = ctx.github();
	if (github === void 0 || repository === void 0 || runId === void 0) return {
		collected,
		jobs: {
			ok: false,
			because: {
				code: "NO_CREDENTIAL",
				message: "the jobs of this run cannot be asked for without a token",
				needs: "actions: read"
			}
		}
	};
	const listed = await listJobs(github, repository, runId);
	return {
		collected,
		jobs: listed.ok ? {
			ok: true,
			jobs: listed.data
		} : {
			ok: false,
			because: listed.because
		}
	};
}
function reportOf(ctx, control, reports) {
	if (reports === void 0) return open("no report was looked for", "a run in which reports are collected");
	const { collected, jobs } = reports;
	const { candidates, strays } = candidatesIn(collected);
	const unseen = strays.find(({ because }) => because !== void 0)?.because;
	const own = candidates.filter(({ report }) => report.control === control);
	const needs = `a report of ${control} in this run, by a job that this one needs`;
	if (own.length === 0) return unseen === void 0 ? open(`no job of this run left a report of ${control}`, needs) : {
		status: "unverified",
		because: unseen
	};
	if (jobs?.ok === false) return {
		status: "unverified",
		because: jobs.because
	};
	const to = {
		subject: ctx.subject,
		policy: ctx.policy.source,
		asked: ctx.policy.asked
	};
	const wrong = [];
	let lived;
	for (const { report } of own) {
		const foreign = [...foreignness(report, to), ...[attemptProblem(ctx.subject, report.subject, jobs)].flatMap((why) => why ?? [])];
		const { results } = ctx.policy.allow(control, report.results);
		const status = reportStatus(results, report.error);
		const excused = results.some(({ waiver, attestation, deferredTo }) => (waiver ?? attestation ?? deferredTo) !== void 0);
		if (foreign.length > 0) wrong.push(foreign.join("; "));
		else if (report.replay === true) wrong.push("it is a replay");
		else if (report.status !== status && !excused) wrong.push(`it says ${report.status}, and its results say ${status}`);
		else if (status === "failed" || status === "error") wrong.push(`it is ${status}`);
		else {
			const what = excused ? "something in it is waived, attested or deferred" : report.policySource?.kind === "bootstrap" ? "it was judged by the configuration of the change itself" : `it is ${status}`;
			if (what !== "it is passed") lived ??= {
				code: "NO_DATA",
				message: `the report of ${control} is not measured as passed: ${what}`,
				needs
			};
		}
	}
	if (wrong.length > 0) return {
		status: "failed",
		problem: `the report of ${control} does not show that it passed: ${wrong.join("; ")}`,
		expected: "passed, for this commit and run",
		actual: wrong,
		fix: `mend what ${control} found, and run it again before this`
	};
	const because = lived ?? unseen;
	return because === void 0 ? passed : {
		status: "unverified",
		because
	};
}
async function judgeArtifacts(ctx, checkpoint, places) {
	const asked = ["producer", "consumer"].flatMap((side) => checkpoint[`${side}-artifacts`].map((path) => ({
		side,
		path
	})));
	if (asked.length === 0) ctx.notApplicable("artifact", { about: [checkpoint.id] }, "the checkpoint asks for no artifact");
	for (const { side, path } of asked) {
		const file = await readOf(ctx, places[side], path);
		const verdict = file.state === "there" ? file.content.length > 0 ? passed : absent(side, path, "is empty") : file.state === "unknown" ? {
			status: "unverified",
			because: file.because
		} : absent(side, path, "is missing");
		tell(ctx, "artifact", [
			checkpoint.id,
			side,
			path
		], verdict, places[side].own);
	}
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

// actions/cutover-gate/go.ts
function speakers(ctx) {
	return speakersOf(ctx.inputs.go, ctx.policy.roles, "go", ctx.inputs["ignored-co-authors"]);
}
async function judgeGo(ctx, checkpoint, places) {
	const about = [checkpoint.id];
	if (!checkpoint.requires.includes("joint-go")) {
		ctx.notApplicable("joint-go", { about }, "the checkpoint does not require it");
		return;
	}
	const { repository } = places[ctx.inputs.side];
	if (!repository.ok) {
		tell(ctx, "joint-go", about, {
			status: "unverified",
			because: repository.because
		});
		return;
	}
	const pull = await pullOfRun(ctx, repository.data);
	if (!pull.ok) {
		tell(ctx, "joint-go", about, {
			status: "unverified",
			because: pull.because
		});
		return;
	}
	const given = await approvalsOfSides(speakers(ctx), repository.data, pull.data);
	tell(ctx, "joint-go", about, judgeBothApproved(given, `pull request #${pull.data.number}`, "the go is not joint"));
}
async function pullOfRun(ctx, { github, name }) {
	const { pullRequest: number, headSha = "" } = ctx.subject;
	if (number !== void 0) return {
		ok: true,
		data: {
			number,
			head: headSha
		}
	};
	const pulls = await pullsOfCommit(github, name, headSha);
	if (!pulls.ok) return pulls;
	const merged = pulls.data.filter(({ isMerged }) => isMerged);
	const exact = merged.filter(({ mergeCommit }) => mergeCommit === headSha);
	const [only, second] = exact.length > 0 ? exact : merged;
	if (only !== void 0 && second === void 0) return {
		ok: true,
		data: only
	};
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: `GitHub knows ${only === void 0 ? "no" : "more than one"} pull request that brought commit ${headSha} to the default branch`,
			needs: "a pull request for the judged commit"
		}
	};
}
async function judgePrerequisites(ctx, checkpoint, places) {
	if (checkpoint.after.length === 0) ctx.notApplicable("prerequisite", { about: [checkpoint.id] }, "no checkpoint must come before");
	for (const id of checkpoint.after) {
		const path = ctx.inputs.checkpoints.find((each) => each.id === id)?.record ?? "";
		const { repository } = places[ctx.inputs.side];
		const { verdict } = await judgeJointRecord(ctx.policy, {
			id,
			path
		}, repository, speakers(ctx));
		tell(ctx, "prerequisite", [checkpoint.id, id], verdict);
	}
}

// actions/cutover-gate/noted.ts
const marks = {
	passed: "good",
	failed: "bad",
	unverified: "open"
};
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
			mark: marks[status]
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

// actions/cutover-gate/records.ts
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
	const found = await fileOf(ctx, repository.data, path, tip.data, postureMaxBytes);
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
		const { because } = open(`${path} is not of the base, so that its history is not known`, "a run for a base");
		return {
			...found,
			history: { because }
		};
	}
	const whole = `${ctx.policy.folder}${path}`;
	const line = lineOf(ctx.policy.history, whole, ref, postureMaxBytes);
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

// actions/cutover-gate/postures.ts
async function judgePostures(ctx, checkpoint, places, verified) {
	const { postures } = ctx.inputs;
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
	for (const place of postures) {
		const own = (place.in ?? place.side) === ctx.inputs.side;
		const at = `${place.in ?? place.side}:${place.path}`;
		for (const { when, found } of await recordsAt(ctx, place, places)) {
			const about = [
				checkpoint.id,
				place.side,
				at,
				...when
			];
			if (found.state === "unknown") {
				unread ??= found.because;
				tell(ctx, "posture", about, {
					status: "unverified",
					because: found.because
				});
				tell(ctx, "posture-lift", about, {
					status: "unverified",
					because: found.because
				});
				restarts.push({ because: found.because });
				continue;
			}
			const judged = found.state === "absent" ? {
				posture: void 0,
				verdict: missing(place, found.message)
			} : judgePosture(place.path, found.content, question);
			tell(ctx, "posture", about, judged.verdict, own);
			said.push({
				side: place.side,
				place: [at, ...when].join(" "),
				posture: judged.posture
			});
			if (found.state === "absent" || judged.posture?.posture !== "GO") {
				ctx.notApplicable("posture-lift", { about }, "the record does not say GO");
				continue;
			}
			const { verdict, restart } = await liftOf(ctx, place.path, found);
			if (restart !== void 0) restarts.push(restart);
			tell(ctx, "posture-lift", about, verdict, own);
		}
	}
	const agreement = judgeAgreement(said);
	const all = agreement.status === "passed" && unread !== void 0 ? {
		status: "unverified",
		because: unread
	} : agreement;
	tell(ctx, "posture-agrees", [checkpoint.id], all);
	return restarts;
}
async function liftOf(ctx, path, { content, history }) {
	const unknown = (because) => ({
		verdict: {
			status: "unverified",
			because
		},
		restart: { because }
	});
	if ("because" in history) return unknown(history.because);
	const { repository, path: whole, ref, line } = history;
	const lift = await lastLift(repository.github, {
		repository: repository.name,
		path: whole,
		ref,
		content
	}, line);
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
function missing({ side, path }, message) {
	return {
		status: "failed",
		problem: `the posture record ${path} of the ${side} ${message}, which is NO-GO`,
		expected: "GO, now and here",
		actual: null,
		fix: `put the record at ${path} on the default branch`
	};
}

// actions/cutover-gate/rules.ts
const ofCheckpoint = {
	severity: "critical",
	about: ({ about }) => about,
	says: ({ problem = "" }) => problem,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
const rules = {
	"one-commit": rule({
		...ofCheckpoint,
		waivable: false,
		asserts: "The commit that is judged is the one that the checkpoint is about.",
		why: "A go for one build says nothing about the next."
	}),
	artifact: rule({
		...ofCheckpoint,
		asserts: "Every artifact that the checkpoint asks for is there at the commit of its side.",
		why: "What is promised for later is missing when it is needed."
	}),
	verified: rule({
		...ofCheckpoint,
		waivable: false,
		asserts: "Every verification that the checkpoint asks for was measured and passed for the commit of its side.",
		why: "Green results of another commit, or ticked boxes, let a cutover go that nobody tested."
	}),
	prerequisite: rule({
		...ofCheckpoint,
		asserts: "Every checkpoint that must come before was passed, by a record that both sides approved.",
		why: "A step that was left out is found after the cutover."
	}),
	repin: rule({
		...ofCheckpoint,
		waivable: false,
		asserts: "The consumer is pinned to what the checkpoint is about.",
		why: "A consumer that was tested against the former release breaks with the new one."
	}),
	"hash-gate": rule({
		...ofCheckpoint,
		asserts: "The consumer requires the check that holds the manifest against its hash, and it succeeded.",
		why: "Without it the consumer can follow a contract that nobody published."
	}),
	"joint-go": rule({
		...ofCheckpoint,
		waivable: false,
		asserts: "People of both sides approved the pull request of the judged commit at its head.",
		why: "A go of one side alone is a surprise for the other."
	}),
	window: rule({
		...ofCheckpoint,
		asserts: "It is neither too early nor too late.",
		why: "A date that was agreed on is what the other side plans with."
	}),
	stability: rule({
		...ofCheckpoint,
		asserts: "The release before was out long enough, and nothing was stopped in that time.",
		why: "Faults of a release show after days, not after minutes."
	}),
	rehearsal: rule({
		...ofCheckpoint,
		asserts: "The last rehearsal of the rollback succeeded, and is fresh.",
		why: "A way back that was never tried is none."
	}),
	posture: rule({
		...ofCheckpoint,
		waivable: false,
		asserts: "Every posture record says GO, now and for this environment, and its conditions are met.",
		why: "After an incident everything stays stopped until it is lifted on the record, whatever the checks say."
	}),
	"posture-agrees": rule({
		...ofCheckpoint,
		waivable: false,
		asserts: "All posture records say the same.",
		why: "Two records that contradict each other mean that somebody does not know of a stop."
	}),
	"posture-lift": rule({
		...ofCheckpoint,
		waivable: false,
		asserts: "A record that had stopped says GO again by a pull request that both sides approved later than the stop.",
		why: "Who caused an incident is in a hurry to declare it over."
	}),
	"decision-table": rule({
		...ofCheckpoint,
		asserts: "Every row of the decision tables says go, and is measured by a verification that passed.",
		why: "A status that somebody typed is a claim, and nobody corrects it when it is no longer true."
	})
};

// actions/cutover-gate/tables.ts
const mostBytes = 1048576;
async function judgeTables(ctx, checkpoint, verified) {
	const tables = checkpoint["decision-tables"];
	if (tables.length === 0) {
		ctx.notApplicable("decision-table", { about: [checkpoint.id] }, "the checkpoint names no decision table");
		return;
	}
	for (const [index, table] of tables.entries()) await judgeTable(ctx, [
		checkpoint.id,
		String(index),
		table.path,
		table.heading
	], table, verified);
}
async function judgeTable(ctx, about, table, verified) {
	const { path, accepted, measured } = table;
	const fix = `mend ${path} on the default branch`;
	const found = await ctx.policy.tree.read(path, mostBytes);
	if (!found.found && found.because !== void 0) {
		tell(ctx, "decision-table", about, {
			status: "unverified",
			because: found.because
		});
		return;
	}
	const decoded = found.found ? decodeText(found.content) : {
		ok: false,
		message: found.message
	};
	if (!decoded.ok) {
		const problem = `the decision table ${path} ${decoded.message}`;
		tell(ctx, "decision-table", about, {
			status: "failed",
			problem,
			expected: "a table",
			actual: null,
			fix,
			at: { path }
		});
		return;
	}
	const { readDecisionTable } = await import("./domain-cutover-decision-table.js");
	const read = readDecisionTable(decoded.text, table);
	if (!read.ok) {
		const [first] = read.problems;
		const problem = `the decision table ${path} ${read.problems.map(({ message }) => message).join("; ")}`;
		tell(ctx, "decision-table", about, {
			status: "failed",
			problem,
			expected: "a table that can be read",
			actual: null,
			fix,
			at: first?.at
		});
		return;
	}
	const lost = Object.keys(measured).filter((check) => !read.rows.some((row) => row.check === check));
	for (const check of lost) {
		const problem = `the decision table ${path} has no row “${check}”, which the configuration measures`;
		tell(ctx, "decision-table", [...about, check], {
			status: "failed",
			problem,
			expected: check,
			actual: null,
			fix,
			at: { path }
		});
	}
	for (const row of read.rows) {
		const id = Object.hasOwn(measured, row.check) ? measured[row.check] : void 0;
		tell(ctx, "decision-table", [...about, row.check], judgeRow(row, accepted, id, verified));
	}
}
function judgeRow({ check, word, at }, accepted, id, verified) {
	const against = (problem, actual) => ({
		status: "failed",
		problem: `the decision table says ${JSON.stringify(word)} for “${check}”${problem}`,
		expected: accepted,
		actual,
		fix: "decide on that check, and write the word that is true into the row",
		at
	});
	if (!accepted.includes(word)) return against("", word);
	if (id === void 0) return open(`the word ${JSON.stringify(word)} for “${check}” is only claimed: nothing measures it`, `a verification for “${check}” under measured`);
	const status = verified.get(id);
	if (status === "passed") return passed;
	if (status === "failed") return against(`, and ${id}, which measures it, failed`, [
		word,
		id,
		status
	]);
	return open(`${id}, which measures “${check}”, is not verified`, "what that verification needs");
}

// actions/cutover-gate/windows.ts
function judgeWindow(ctx, checkpoint) {
	const { id, "not-before": notBefore, "not-after": notAfter } = checkpoint;
	const [from, to] = [parseTime(notBefore ?? ""), parseTime(notAfter ?? "")];
	if (from === void 0 && to === void 0) ctx.notApplicable("window", { about: [id] }, "the checkpoint names no window");
	if (from !== void 0) tell(ctx, "window", [id, "not-before"], judgeNotBefore(from, ctx.time));
	if (to !== void 0) tell(ctx, "window", [id, "not-after"], judgeNotAfter(to, ctx.time));
}
async function judgeStable(ctx, checkpoint, { producer }, restarts) {
	const { id, stability } = checkpoint;
	if (stability === void 0) {
		ctx.notApplicable("stability", { about: [id] }, "the checkpoint names no stability window");
		return;
	}
	const { repository } = producer;
	const published = repository.ok ? await publishedAt(repository.data.github, repository.data.name, stability.tag) : repository;
	tell(ctx, "stability", [id], judgeStability({
		...stability,
		published,
		restarts
	}, ctx.time));
}

// actions/cutover-gate/control.ts
const control = defineControl({
	name: "cutover-gate",
	title: "Cutover gate",
	kind: "check",
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
	configProblems: (_lists, section) => section === void 0 ? [] : cutoverProblems(section).map(({ pointer, message }) => ({
		pointer: `/cutover-gate${pointer}`,
		message
	})),
	async evaluate(context) {
		const { ctx, exhibit } = noted(context);
		const checkpoint = ctx.inputs.checkpoints.find(({ id }) => id === ctx.inputs.checkpoint);
		if (checkpoint === void 0) throw new GovernanceError("BAD_INPUT", `there is no checkpoint ${ctx.inputs.checkpoint}`);
		knownControls(ctx);
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
		await judgeRollback(ctx, checkpoint, places);
		await judgeTables(ctx, checkpoint, verified);
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
function knownControls({ inputs: { verifications } }) {
	const problems = verifications.flatMap(({ id, control: name }) => name === void 0 || Object.hasOwn(catalog, name) ? [] : [{ message: `${id} names ${name}, and there is no such control${suggestion(name, controlNames)}` }]);
	if (problems.length > 0) throw new GovernanceError("BAD_CONFIG", "a verification names a control that there is not", { problems });
}

export { control };