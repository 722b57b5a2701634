import { GovernanceError, Sha256, Text, decodeText, defineControl, integer, isoTime, list, listed, parseTime, pathField, rule, structured, suggestion, text } from "./shared.js";
import { _enum, array, boolean, object, string } from "./vendor.js";
import { EntrySchema, bytesOf, continuation, decisionsOf, deployedSince, deploymentsTo, entryLine, historyMaxBytes, inForce, isOld, judgeBytes, judgeDecision, judgeDeployments, judgeOrder, judgePullApprovals, judgeRun, judgeRunApprovals, judgeSoak, judgeWhole, onlyDecision, rollbackTarget, runAttempt, runProblems, sourceName, standingOf, takenBackBefore } from "./domain-promotion.js";
import { chosenTask } from "./domain-tasks.js";
import { judgeOwnPosture, postureField } from "./domain-posture.js";
import { EnvironmentSchema, PromotedSchema, environmentBefore } from "./domain-promotion-config.js";
import { fileAt, namedRepository, onDefaultBranch, tipOf } from "./domain-repository.js";
import { failed, noData, passed, tellVerdict, tellsVerdicts, unverified } from "./domain-verdict.js";
import { peopleOf, pullBringing } from "./domain-approval.js";
import { listJobs } from "./domain-run-jobs.js";

// actions/promotion/definition.ts
const tasks = ["record", "verify"];
const inputs = {
	task: text({
		description: "What this job does, one of tasks: record, the entry of a promotion; or verify, the histories and what a change adds to them. Where there are several, each job names its task as artifact-key too, or record-<environment>.",
		optional: true
	}),
	tasks: structured(array(_enum(tasks)).min(1), {
		description: "What is done here: record, verify, or both.",
		default: [...tasks],
		policy: true
	}),
	chain: structured(array(EnvironmentSchema).min(1), {
		description: "The environments in their order, each with what it asks for.",
		policy: true
	}),
	promotes: structured(PromotedSchema, {
		description: "What is promoted: the name of an artifact, or of an asset of a release.",
		policy: true
	}),
	workflows: structured(array(Text).min(1), {
		description: "The files of the workflows below .github/workflows whose runs on the default branch build, decide and record.",
		policy: true
	}),
	histories: {
		...pathField({
			description: "The folder of the histories, <environment>.jsonl each.",
			optional: true,
			policy: true
		}),
		default: ".github/promotions"
	},
	environment: text({
		description: "For record: the environment to which something comes.",
		optional: true
	}),
	"rollback-to": {
		...text({
			description: "For record: the digest of an earlier entry of the environment to which it goes back; it must be in its history, and never have been taken back.",
			optional: true
		}),
		schema: Sha256.optional()
	},
	"artifact-run": integer({
		description: "For record: the run that made the artifact; default: what is in force in the environment before, for the first this run.",
		optional: true,
		min: 1
	}),
	release: text({
		description: "For record: the tag of the release whose asset is promoted.",
		optional: true
	}),
	"decision-run": integer({
		description: "For record: the run that decided; default: this run.",
		optional: true,
		min: 1
	}),
	posture: postureField,
	"ignored-co-authors": list({
		description: "Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.",
		default: [],
		policy: true
	})
};
const lists = {};
const outputs = {
	recorded: { description: "Is true when an entry was recorded: everything about it was measured and holds." },
	digest: { description: "The SHA-256 of what is promoted; empty where there is none." },
	path: { description: "Where the new history belongs in the repository; empty when nothing was recorded." }
};

// actions/promotion/deployed.ts
async function deployedBefore(repository, previous) {
	if (previous?.deployment === void 0) return void 0;
	const { deployment: on, environment } = previous;
	return {
		on,
		environment,
		deployments: await deploymentsTo(repository, on)
	};
}
async function judgeDeployed({ repository, environment, histories }, judged, there) {
	const verdicts = [];
	const { deployment: on } = environment;
	if (on !== void 0) {
		const own = inForce(histories.get(environment.environment));
		const asked = {
			inForce: own.ok ? own.data?.entry : void 0,
			judged
		};
		const here = own.ok ? await deploymentsTo(repository, on) : own;
		verdicts.push(judgeDeployments(repository, on, here, asked));
	}
	if (there !== void 0) {
		const before = inForce(histories.get(there.environment));
		verdicts.push(judgeDeployments(repository, there.on, before.ok ? there.deployments : before, {
			inForce: before.ok ? before.data?.entry : void 0,
			judged: void 0
		}));
	}
	return [
		"failed",
		"unverified",
		"passed"
	].flatMap((status) => verdicts.find((each) => each.status === status) ?? [])[0] ?? verdicts[0] ?? {
		status: "not-applicable",
		why: "the configuration names no environment of GitHub"
	};
}

// actions/promotion/runs.ts
async function judgeRuns({ inputs: { workflows } }, { repository, decided }, { runId, attempt, at, commit, source }, recording, after) {
	const own = judgeRun(recording, repository, workflows, {
		runId,
		attempt,
		at,
		after
	});
	if (own.status !== "passed") return own;
	const built = source.kind === "artifact" ? await runAttempt(repository, source.runId) : void 0;
	const others = [[
		"which decided",
		decided.ok ? {
			ok: true,
			data: decided.run
		} : decided,
		"decide by a run of the release workflow"
	], [
		"which made the artifact",
		built,
		"build by a run of the release workflow"
	]];
	for (const [who, answer, fix] of others) {
		const problems = answer?.ok === true ? runProblems(answer.data, repository, workflows) : [];
		if (answer?.ok !== true || problems.length === 0) continue;
		return failed({
			problem: `the run ${answer.data.id}, ${who}, ${problems.join("; ")}`,
			expected: `a run of ${workflows.join(" or ")}, started on the default branch`,
			actual: problems,
			fix
		});
	}
	for (const [, answer] of others) if (answer?.ok === false) return unverified(answer.because);
	if (!recording.ok) return unverified(recording.because);
	const { head_sha: head } = recording.data;
	return head === commit ? passed : judgeOnBranch(repository, runId, head);
}
async function judgeOnBranch(repository, runId, commit) {
	const seen = await onDefaultBranch(repository, commit);
	if (seen.state === "unknown") return unverified(seen.because);
	if (seen.state === "there" && seen.data) return passed;
	return failed({
		problem: `the run ${runId} is of commit ${commit}, which is not on ${repository.defaultBranch} of ${repository.name}`,
		expected: `a commit of ${repository.defaultBranch}`,
		actual: commit,
		fix: `record the promotion by a run on ${repository.defaultBranch}`
	});
}

// actions/promotion/told.ts
const entryRules = [
	"decision",
	"run",
	"commit",
	"digest",
	"order",
	"soak",
	"approvals",
	"posture",
	"rollback-target",
	"deployments"
];
const rulesOf = {
	record: ["history", ...entryRules],
	verify: [
		"history",
		"append-only",
		"one-entry",
		...entryRules,
		"recorded"
	]
};
function teller(ctx) {
	let good = true;
	return {
		tell(rule, about, verdict) {
			if (verdict.status === "failed" || verdict.status === "unverified") good = false;
			tellVerdict(ctx, rule, { about }, verdict);
		},
		holds: () => good
	};
}
function unjudged(message, needs) {
	return {
		status: "unverified",
		because: noData(message, needs)
	};
}

// actions/promotion/judge.ts
function historyPath(ctx, environment) {
	return `${ctx.inputs.histories}/${environment}.jsonl`;
}
async function decidedBy(ctx, repository, runId, { summary }, collected) {
	const run = await runAttempt(repository, runId);
	if (!run.ok) return run;
	const jobs = await listJobs(repository.github, repository.name, runId);
	return {
		ok: true,
		run: run.data,
		decisions: decisionsOf(collected, run.data, repository.name, jobs.ok ? {
			ok: true,
			jobs: jobs.data
		} : {
			ok: false,
			because: jobs.because
		}, {
			name: summary,
			config: ctx.policy.source.path
		})
	};
}
async function judgeEntry(ctx, scene, entry) {
	const { repository, environment, histories } = scene;
	const name = environment.environment;
	const own = histories.get(name);
	const standing = inForce(own);
	const before = standing.ok ? standing.data?.entry : void 0;
	const previous = environmentBefore(ctx.inputs.chain, name);
	const recording = await runAttempt(repository, entry.runId, entry.attempt);
	const { verdict: kept, target } = await rollbackTarget(repository, entry, own);
	const isRollback = entry.event === "rollback";
	const bytes = await judgeBytes(repository, entry.source, entry);
	const there = isRollback ? void 0 : await deployedBefore(repository, previous);
	return {
		verdicts: {
			decision: judgeDecided(scene, entry, bytes.madeAt),
			run: await judgeRuns(ctx, scene, entry, recording, before?.at),
			commit: await judgeCommit(repository, entry),
			digest: judgeSource(ctx, entry) ?? bytes.verdict,
			order: judgeOrder({
				...entry,
				from: entry.from
			}, previous === void 0 ? void 0 : {
				environment: previous.environment,
				standing: histories.get(previous.environment)
			}, own),
			soak: isRollback ? {
				status: "not-applicable",
				why: "a rollback waits for nothing"
			} : await judgeWait(ctx, scene, recording, there?.deployments),
			approvals: await judgeApproved(ctx, scene, entry, recording),
			posture: await judgeStop(ctx, name, isRollback),
			"rollback-target": kept,
			deployments: await judgeDeployed(scene, entry, there)
		},
		target
	};
}
function judgeDecided({ decided, environment, histories }, entry, madeAt) {
	const { decision, commit } = entry;
	if (!decided.ok) return unverified(decided.because);
	if (decision === void 0) return unverified(noData("nothing was decided", "a decision"));
	const back = takenBackBefore(histories.get(environment.environment), entry);
	const since = [...madeAt === void 0 ? [] : [{
		what: "the bytes",
		at: madeAt
	}], ...back === void 0 ? [] : [{
		what: `the rollback that took them back`,
		at: parseTime(back.at) ?? 1e400
	}]];
	return judgeDecision(decided.decisions, decided.run, {
		decision,
		commit
	}, environment, since);
}
async function judgeCommit(repository, entry) {
	const { commit } = entry;
	const fix = "promote a commit of the default branch";
	const expected = `a commit of ${repository.defaultBranch} of ${repository.name}`;
	if (entry.repository.toLowerCase() !== repository.name.toLowerCase()) return failed({
		problem: `the entry is about ${entry.repository}`,
		expected: repository.name,
		actual: entry.repository,
		fix
	});
	const seen = await onDefaultBranch(repository, commit);
	if (seen.state === "unknown") return unverified(seen.because);
	if (seen.state === "there" && seen.data) return passed;
	const problem = `the commit ${commit} is not on ${repository.defaultBranch} of ${repository.name}`;
	return failed({
		problem,
		expected,
		actual: commit,
		fix
	});
}
function judgeSource({ inputs: { promotes } }, { source, event }) {
	const wanted = "artifact" in promotes ? `the artifact ${promotes.artifact}` : `the asset ${promotes.asset}`;
	const actual = source.kind === "artifact" ? `the artifact ${source.name}` : `the asset ${source.name}`;
	if (actual === wanted || event === "rollback") return void 0;
	return failed({
		problem: `${actual} is promoted, expected ${wanted}`,
		expected: wanted,
		actual,
		fix: `promote ${wanted}`
	});
}
async function judgeWait(ctx, scene, recording, deployments) {
	const { repository, environment, histories, ref } = scene;
	const { soak, environment: name } = environment;
	const previous = environmentBefore(ctx.inputs.chain, name);
	if (soak === void 0 || previous === void 0) return {
		status: "not-applicable",
		why: `${name} does not ask for a time in an environment before`
	};
	const there = histories.get(previous.environment);
	const entry = inForce(there);
	if (!entry.ok) return unverified(entry.because);
	if (there?.ok !== true || entry.data === void 0) return unverified({
		code: "NO_DATA",
		message: `nothing is in ${previous.environment}`,
		needs: `a promotion to ${previous.environment}`
	});
	if (!recording.ok) return unverified(recording.because);
	if (deployments?.ok === false) return unverified(deployments.because);
	const deployed = deployments && deployedSince(repository, deployments.data, entry.data.entry);
	if (deployments !== void 0 && deployed === void 0) return unjudged(`what is in force in ${previous.environment} is not what is deployed there, as another result says`, "its deployment");
	const path = `${ctx.policy.folder}${there.path}`;
	const { content } = there;
	return judgeSoak(repository.github, {
		environment: previous.environment,
		repository: repository.name,
		path,
		ref,
		content,
		deployed
	}, soak, Math.min(recording.data.startedAt, ctx.time.latest));
}
async function judgeApproved(ctx, { repository, environment, pull }, { commit }, recording) {
	const { approvals, environment: name, deployment } = environment;
	if (approvals === void 0) return {
		status: "not-applicable",
		why: `${name} asks for no approval`
	};
	const asked = {
		environment: name,
		people: peopleOf(approvals.by, ctx.policy.roles, `chain: ${name}: approvals: by`),
		needed: approvals.needed
	};
	const ignored = ctx.inputs["ignored-co-authors"];
	if (approvals.through === "deployment") {
		if (!recording.ok) return unverified(recording.because);
		return judgeRunApprovals(repository, recording.data, commit, deployment ?? name, asked, ignored);
	}
	if (pull === void 0) return {
		status: "not-applicable",
		why: "they are counted in the pull request that brings the entry"
	};
	if (!pull.ok) return unverified(pull.because);
	return judgePullApprovals(repository, pull.data, asked, ignored);
}
async function judgeStop(ctx, environment, isRollback) {
	const path = ctx.inputs.posture;
	if (path === void 0) return {
		status: "not-applicable",
		why: "the configuration names no posture record"
	};
	if (isRollback) return {
		status: "not-applicable",
		why: "a rollback is the way out of what was stopped"
	};
	return (await judgeOwnPosture(ctx, path, {
		moment: ctx.time,
		environment,
		conditions: new Map()
	})).verdict;
}

// actions/promotion/record.ts
async function record(ctx) {
	const environment = environmentOf(ctx);
	if (ctx.time.replay) throw new GovernanceError("BAD_INPUT", "nothing is recorded as of another time", { hint: "Leave as-of out." });
	const told = teller(ctx);
	const name = environment.environment;
	const place = await presentPlace(ctx);
	if (!place.ok) {
		const open = unverified(place.because);
		for (const { environment: each } of ctx.inputs.chain) told.tell("history", [each], open);
		return nothing(told, name, {}, open);
	}
	const { repository, ref } = place.data;
	const histories = await historiesAt(ctx, repository, ref);
	for (const [each, standing] of histories) told.tell("history", [each], judgeWhole(standing));
	const made = await makeEntry(ctx, repository, environment, histories);
	if (!made.ok) return nothing(told, name, made.verdicts, made.rest);
	const { claim, decided } = made;
	const { verdicts, target } = await judgeEntry(ctx, {
		repository,
		environment,
		ref,
		histories,
		pull: void 0,
		decided
	}, claim);
	for (const rule of entryRules) told.tell(rule, [name], made.verdicts[rule] ?? verdicts[rule]);
	if (claim.decision === void 0) return { recorded: false };
	const entry = {
		...claim,
		decision: claim.decision
	};
	const own = histories.get(name);
	if (!told.holds() || own?.ok !== true) return {
		entry,
		target,
		recorded: false
	};
	const line = new TextEncoder().encode(entryLine(entry));
	const content = new Uint8Array(own.content.length + line.length);
	content.set(own.content);
	content.set(line, own.content.length);
	ctx.document("history.jsonl", content);
	ctx.note(target === void 0 ? `Nothing else was ever in force in ${name}: there is nothing to roll back to.` : `What a rollback of ${name} goes back to: ${target.digest} of commit ${target.commit}.`);
	return {
		entry,
		target,
		path: `${ctx.policy.folder}${historyPath(ctx, name)}`,
		recorded: true
	};
}
async function presentPlace(ctx) {
	const { repository: name } = ctx.subject;
	const repository = await namedRepository(ctx.github(), name, "the input token, with contents: read");
	if (!repository.ok) return repository;
	const tip = await tipOf(repository.data);
	return tip.ok ? {
		ok: true,
		data: {
			repository: repository.data,
			ref: tip.data
		}
	} : tip;
}
function environmentOf({ inputs: { chain, environment: name } }) {
	const names = chain.map(({ environment }) => environment);
	const found = chain.find(({ environment }) => environment === name);
	if (found !== void 0) return found;
	const message = name === void 0 ? "it is not said to which environment something comes" : `${name} is not in the chain`;
	throw new GovernanceError("BAD_INPUT", message, { hint: `Set environment to one of these: ${names.join(", ")}${name === void 0 ? "" : suggestion(name, names)}.` });
}
async function historiesAt(ctx, repository, ref) {
	const found = new Map();
	for (const { environment } of ctx.inputs.chain) {
		const path = historyPath(ctx, environment);
		const whole = `${ctx.policy.folder}${path}`;
		const seen = await fileAt(repository, whole, ref, historyMaxBytes);
		if (seen.state === "there") ctx.recorded(`${repository.name}/${whole}`, ref, seen.data);
		found.set(environment, standingOf(path, environment, seen));
	}
	return found;
}
function nothing(told, name, verdicts, rest) {
	const reasons = entryRules.filter((rule) => verdicts[rule] !== void 0);
	for (const rule of new Set([...reasons, ...entryRules])) told.tell(rule, [name], verdicts[rule] ?? rest);
	return { recorded: false };
}
async function makeEntry(ctx, repository, environment, histories) {
	const { subject, inputs } = ctx;
	const name = environment.environment;
	const verdicts = {};
	const run = await ownRun(ctx, repository);
	if (!run.ok) verdicts.run = unverified(run.because);
	const source = sourceOf(ctx, name, histories);
	const bytes = "status" in source ? source : await bytesToPromote(ctx, repository, source, wantedDigest(ctx, name, histories));
	if ("status" in bytes) verdicts.digest = bytes;
	const decisionRun = inputs["decision-run"] ?? subject.runId;
	const collected = await ctx.reports({
		artifacts: [],
		runs: decisionRun === void 0 ? [] : [decisionRun]
	});
	const decided = decisionRun === void 0 ? {
		ok: false,
		because: noData("no run is named that decided", "a run in Actions")
	} : await decidedBy(ctx, repository, decisionRun, environment, collected);
	const decision = decisionIn(decided, environment);
	if ("status" in decision) verdicts.decision = decision;
	const own = inForce(histories.get(name));
	const rest = unjudged("there is no entry that could be judged, as another result says", "everything that makes one");
	if (!own.ok || !run.ok || "status" in source || "status" in bytes) return {
		ok: false,
		verdicts,
		rest
	};
	const previous = environmentBefore(inputs.chain, name);
	const isRollback = inputs["rollback-to"] !== void 0;
	return {
		ok: true,
		claim: {
			kind: "release-governance/promotion",
			schemaVersion: 1,
			environment: name,
			event: isRollback ? "rollback" : "promote",
			repository: repository.name,
			digest: bytes.digest,
			commit: bytes.commit,
			source,
			...isRollback || previous === void 0 ? {} : { from: previous.environment },
			decision: "status" in decision ? void 0 : decision,
			at: isoTime(run.data.startedAt),
			runId: run.data.id,
			attempt: run.data.run_attempt,
			...own.data === void 0 ? {} : { previous: own.data.hash }
		},
		decided,
		verdicts
	};
}
function decisionIn(decided, { accept }) {
	if (!decided.ok) return unverified(decided.because);
	const only = onlyDecision(decided.decisions, decided.run.id);
	if (!only.ok) return only.verdict;
	const { word, attempt, report } = only.decided;
	if (word !== "no-go") return {
		word,
		runId: decided.run.id,
		attempt,
		report
	};
	return failed({
		problem: `the decision of run ${decided.run.id} is no-go`,
		expected: accept,
		actual: word,
		fix: "mend what the decision names, and decide anew"
	});
}
async function ownRun({ subject }, repository) {
	const { runId, attempt } = subject;
	if (runId !== void 0 && attempt !== void 0) return runAttempt(repository, runId, attempt);
	return {
		ok: false,
		because: noData("this is no run that could record anything", "a run in Actions")
	};
}
function sourceOf({ inputs, subject }, name, histories) {
	const { promotes, chain, release } = inputs;
	const back = inputs["rollback-to"];
	if (back !== void 0) {
		const own = histories.get(name);
		const earlier = own?.ok === true ? own.history.entries.filter(({ entry }) => entry.digest === back).at(-1) : void 0;
		if (earlier !== void 0) return earlier.entry.source;
		return failed({
			problem: `${back} was never in force in ${name}, so that nothing can go back to it`,
			expected: own?.ok === true ? [...new Set(own.history.entries.map(({ entry }) => entry.digest))] : null,
			actual: back,
			fix: "set rollback-to to the digest of an earlier entry"
		});
	}
	const previous = environmentBefore(chain, name);
	if (previous !== void 0 && inputs["artifact-run"] === void 0 && release === void 0) {
		const there = inForce(histories.get(previous.environment));
		if (!there.ok) return unverified(there.because);
		if (there.data !== void 0) return there.data.entry.source;
		return failed({
			problem: `nothing is in force in ${previous.environment}, from which it would come`,
			expected: `an entry of ${previous.environment}`,
			actual: null,
			fix: `promote it to ${previous.environment} first`
		});
	}
	if ("artifact" in promotes) {
		const runId = inputs["artifact-run"] ?? subject.runId;
		if (runId !== void 0) return {
			kind: "artifact",
			name: promotes.artifact,
			runId
		};
		return unverified(noData("no run is named that made the artifact", "the input artifact-run"));
	}
	if (release !== void 0) return {
		kind: "release-asset",
		name: promotes.asset,
		tag: release
	};
	return unverified(noData("no release is named whose asset is promoted", "the input release"));
}
function wantedDigest({ inputs }, name, histories) {
	const previous = environmentBefore(inputs.chain, name);
	const there = previous && inForce(histories.get(previous.environment));
	return inputs["rollback-to"] ?? (there?.ok === true ? there.data?.entry.digest : void 0);
}
async function bytesToPromote({ inputs }, repository, source, asked) {
	const seen = await bytesOf(repository, source);
	const words = sourceName(source);
	if (seen.state === "unknown") return unverified(seen.because);
	const fix = "promote what is still kept, or build it again and begin with the first environment";
	if (seen.state === "absent") return failed({
		problem: `${words} ${seen.message}`,
		expected: "bytes that are kept",
		actual: seen.message,
		fix
	});
	const same = seen.data.filter(({ digest }) => digest === asked);
	const wanted = same.length > 0 || inputs["rollback-to"] !== void 0 ? same : seen.data;
	const digests = [...new Set(wanted.map(({ digest }) => digest))];
	const [only] = wanted;
	if (only !== void 0 && digests.length === 1) return only;
	const actual = [...new Set(seen.data.map(({ digest }) => digest))];
	return failed({
		problem: `${words} has the digests ${actual.join(", ")}, expected ${asked ?? "one"}`,
		expected: asked ?? "one digest",
		actual,
		fix: asked === void 0 ? "upload it once, in a run of its own" : fix
	});
}

// actions/promotion/rules.ts
const rules = {
	history: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The history of every environment can be read, each of its lines is written as it is recorded, and names the hash of the one before it.",
		why: "An entry that somebody changed afterwards proves nothing, and one that was cut off hides what came after it."
	}),
	"append-only": rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The history of every environment continues the one of the default branch, entry by entry, and no history of another environment changes.",
		why: "A history that can be rewritten, or that two people continue at once, is no memory."
	}),
	"one-entry": rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "A change of a history adds exactly one entry to one environment.",
		why: "Whoever approves several promotions at once looks at none of them."
	}),
	decision: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The executive summary of a run of that commit decided when the bytes were there, and its decision is enough for the environment.",
		why: "A promotion without a decision is what the gate was built to prevent."
	}),
	run: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The entry was recorded by a run of the release workflow on the default branch, at the time that it says, and the runs that it names are such runs too.",
		why: "A workflow on a branch of its own says whatever its author wants."
	}),
	recorded: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The entry is, byte for byte, the one that its run left when everything had passed.",
		why: "An entry that was written by hand claims what nobody measured."
	}),
	commit: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The commit that is promoted is on the default branch of this repository.",
		why: "A commit of a fork is known to GitHub under the name of the repository too."
	}),
	digest: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The platform keeps the bytes that are promoted, with this digest and of this commit.",
		why: "What was built again for another environment was never tested."
	}),
	order: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The same bytes are in force in the environment before; a rollback goes to an earlier entry of its own environment that was never taken back.",
		why: "What skips an environment is tried out on those who come last."
	}),
	soak: rule({
		...tellsVerdicts,
		asserts: "The same bytes were long enough in the environment before, by the times of the platform.",
		why: "Faults of a release show after hours and days, not after minutes."
	}),
	approvals: rule({
		...tellsVerdicts,
		asserts: "As many people as are asked for approved, of those who may and who have no part in it.",
		why: "Who made a change sees in it what it was meant to do."
	}),
	posture: rule({
		...tellsVerdicts,
		waivable: false,
		asserts: "The posture record lets something go to this environment now.",
		why: "After an incident everything stays stopped until it is lifted on the record."
	}),
	"rollback-target": rule({
		...tellsVerdicts,
		severity: "high",
		asserts: "The bytes that were in force before are still kept, so that there is something to go back to.",
		why: "That an artifact has expired is found out on the night when it is needed."
	}),
	deployments: rule({
		...tellsVerdicts,
		severity: "high",
		asserts: "The last deployment that succeeded, to the environment and to the one before, is what the histories have in force there.",
		why: "A history that differs from what runs is worse than none."
	})
};

// actions/promotion/verify.ts
async function verify(ctx) {
	const told = teller(ctx);
	const units = await ctx.history.units();
	const names = ctx.inputs.chain.map(({ environment }) => environment);
	if (!units.ok) {
		const open = unverified(units.because);
		for (const rule of ["history", "append-only"]) for (const name of names) told.tell(rule, [name], open);
		for (const rule of [
			"one-entry",
			...entryRules,
			"recorded"
		]) told.tell(rule, [], open);
		return { recorded: false };
	}
	const repository = await namedRepository(ctx.github(), ctx.subject.repository, "the input token, with contents: read");
	let outcome = { recorded: false };
	for (const [index, unit] of units.units.entries()) outcome = {
		...outcome,
		...await verifyUnit(ctx, told, unit, repository, index === 0)
	};
	return outcome;
}
async function verifyUnit(ctx, told, unit, repository, isFirst) {
	const key = unit.key === "" ? [] : [unit.key];
	const before = await historiesBefore(ctx, unit, repository, isFirst);
	const added = [];
	let broken = false;
	for (const { environment } of ctx.inputs.chain) {
		const path = historyPath(ctx, environment);
		const after = standingOf(path, environment, seen(await unit.after.read(path, historyMaxBytes)));
		const whole = judgeWhole(after);
		told.tell("history", [...key, environment], whole);
		const continues = continuesTip(ctx, repository) && sameContent(seen(await unit.before.read(path, 16777216)), after) ? { added: [] } : before.ok ? judgeContinues(before.data.histories.get(environment), after) : unverified(before.because);
		told.tell("append-only", [...key, environment], "added" in continues ? passed : continues);
		if ("added" in continues) added.push(...continues.added.map((entry) => ({
			environment,
			entry
		})));
		else broken = true;
		if (whole.status !== "passed") broken = true;
	}
	if (await tellOthers(ctx, told, unit, key)) broken = true;
	const [only] = added;
	told.tell("one-entry", key, broken ? unjudged("it is not known what the change adds, as another result says", "histories that are whole") : judgeOne(added));
	if (only === void 0 && !broken) {
		for (const rule of [...entryRules, "recorded"]) told.tell(rule, key, {
			status: "not-applicable",
			why: `${unit.name} adds no entry to a history`
		});
		return { recorded: false };
	}
	if (only === void 0 || added.length > 1 || broken || !before.ok || !repository.ok) {
		const open = repository.ok ? unjudged("there is no one entry that could be judged, as another result says", "one entry") : unverified(repository.because);
		for (const rule of [...entryRules, "recorded"]) told.tell(rule, key, open);
		return { recorded: false };
	}
	return verifyEntry(ctx, told, {
		unit,
		key,
		before: before.data,
		added: only,
		repository: repository.data
	});
}
async function verifyEntry(ctx, told, { unit, key, before: { ref, histories }, added: { environment: name, entry: found }, repository }) {
	const { entry } = found;
	const environment = ctx.inputs.chain.find((each) => each.environment === name);
	if (environment === void 0) throw new Error(`${name} is not in the chain`);
	const collected = await ctx.reports({
		artifacts: [],
		endings: [".history.jsonl"],
		runs: [...new Set([entry.decision.runId, entry.runId])]
	});
	const decided = await decidedBy(ctx, repository, entry.decision.runId, environment, collected);
	const pull = await pullOf(ctx, unit, repository);
	const { verdicts, target } = await judgeEntry(ctx, {
		repository,
		environment,
		ref,
		histories,
		pull,
		decided
	}, entry);
	for (const rule of entryRules) told.tell(rule, [...key, name], verdicts[rule]);
	const unlisted = collected.unlistedRuns?.find(({ runId }) => runId === entry.runId)?.because;
	const documents = collected.files.flatMap(({ origin, path, content }) => origin.kind === "artifact" && origin.runId === entry.runId && path.endsWith(".history.jsonl") ? [content] : []);
	const unseen = unlisted ?? collected.problems.find(({ origin }) => origin.kind === "artifact" && origin.runId === entry.runId)?.because;
	told.tell("recorded", [...key, name], judgeRecorded(documents, entry, unseen));
	return {
		entry,
		target,
		recorded: false
	};
}
function judgeRecorded(documents, entry, unseen) {
	const line = entryLine(entry);
	const lastLines = documents.flatMap((content) => {
		const decoded = decodeText(content);
		return decoded.ok ? [`${decoded.text.split("\n").at(-2) ?? ""}\n`] : [];
	});
	if (lastLines.includes(line)) return passed;
	if (unseen !== void 0) return unverified(unseen);
	if (lastLines.length === 0) return unverified(noData(`run ${entry.runId} keeps no history that it recorded`, "the artifact of the run that recorded"));
	return failed({
		problem: `the entry is not the one that run ${entry.runId} recorded`,
		expected: lastLines.map((each) => each.trim()),
		actual: line.trim(),
		fix: "take the history from the artifact of the run, byte for byte"
	});
}
async function historiesBefore(ctx, unit, repository, isFirst) {
	const { event, baseSha } = ctx.subject;
	if (!(event === "merge_group" || event === "local") && !repository.ok) return repository;
	const isTip = continuesTip(ctx, repository);
	const ref = event === "push" && isFirst ? baseSha ?? unit.base : unit.base;
	if (repository.ok && (isTip || ref !== unit.base)) {
		const at = isTip ? await tipOf(repository.data) : {
			ok: true,
			data: ref
		};
		if (!at.ok) return at;
		return {
			ok: true,
			data: {
				ref: at.data,
				histories: await historiesAt(ctx, repository.data, at.data)
			}
		};
	}
	const histories = new Map();
	for (const { environment } of ctx.inputs.chain) {
		const path = historyPath(ctx, environment);
		histories.set(environment, standingOf(path, environment, seen(await unit.before.read(path, historyMaxBytes))));
	}
	return {
		ok: true,
		data: {
			ref: unit.base,
			histories
		}
	};
}
function continuesTip({ subject: { event, ref } }, repository) {
	if (event === "merge_group" || event === "local" || !repository.ok) return false;
	return event !== "push" || ref !== `refs/heads/${repository.data.defaultBranch}`;
}
function sameContent(before, after) {
	if (before.state === "unknown" || !after.ok) return false;
	const content = before.state === "there" ? before.data : new Uint8Array();
	return isPrefix(content, after.content) && content.length === after.content.length;
}
function isPrefix(start, whole) {
	return start.length <= whole.length && start.every((byte, at) => whole[at] === byte);
}
async function tellOthers(ctx, told, unit, key) {
	const { chain } = ctx.inputs;
	const histories = `${ctx.inputs.histories}`;
	const changes = await unit.changes();
	if (!changes.ok) {
		told.tell("append-only", [...key, histories], unverified(changes.because));
		return true;
	}
	const known = new Set(chain.map(({ environment }) => historyPath(ctx, environment)));
	const others = changes.changes.filter(({ path, kind }) => kind !== "mode" && path.startsWith(`${histories}/`) && path.toLowerCase().endsWith(".jsonl") && !known.has(path));
	const [first] = others;
	if (first === void 0) return false;
	const paths = others.map(({ path }) => path);
	const verdict = failed({
		problem: `${listed(others.map(({ path, kind }) => `${path} (${kind})`))} is no history of an environment of the chain`,
		expected: [...known],
		actual: paths,
		fix: "bring an environment into the chain by a change of its own, let a run record its first entry, and keep the history of one that leaves it",
		at: { path: first.path }
	});
	told.tell("append-only", [...key, histories], verdict);
	return true;
}
function seen(read) {
	if (read.found) return {
		state: "there",
		data: read.content
	};
	if (read.because !== void 0) return {
		state: "unknown",
		because: read.because
	};
	if (read.reason === "absent") return {
		state: "absent",
		message: read.message
	};
	const message = `${read.path} ${read.message}`;
	return {
		state: "unknown",
		because: noData(message, "a regular file")
	};
}
function judgeContinues(before, after) {
	if (before === void 0) return unjudged("there is no such history", "an environment of the chain");
	if (!before.ok) return unverified(before.because);
	if (!after.ok) return unverified(after.because);
	if (isOld(before.history)) return { added: after.history.entries };
	const kept = isPrefix(before.content, after.content);
	const found = continuation(before.history, after.history);
	if (found.state !== "rewritten" && kept) return { added: found.state === "same" ? [] : found.added };
	const at = found.state === "rewritten" ? found.at : void 0;
	const standing = before.history.entries[(at ?? 1) - 1];
	return failed({
		problem: `the history does not continue the one of the default branch: ${at === void 0 ? "its bytes differ" : `entry ${at} is another one, or gone`}`,
		expected: standing?.hash ?? "the same bytes, and one line more",
		actual: after.history.entries[(at ?? 1) - 1]?.hash ?? null,
		fix: `take ${after.path} from the default branch, and record the promotion anew on top of it`,
		at: {
			path: after.path,
			...at === void 0 ? {} : { line: at }
		}
	});
}
function judgeOne(added) {
	if (added.length === 0) return {
		status: "not-applicable",
		why: "the change adds no entry to a history"
	};
	if (added.length === 1) return passed;
	const actual = added.map(({ environment, entry }) => `${environment} line ${entry.line}`);
	return failed({
		problem: `the change adds ${added.length} entries: ${actual.join(", ")}`,
		expected: "one entry",
		actual,
		fix: "bring each promotion by a pull request of its own"
	});
}
async function pullOf(ctx, unit, repository) {
	const { event, pullRequest, headSha } = ctx.subject;
	if (event.startsWith("pull_request") && pullRequest !== void 0 && headSha !== void 0) return {
		ok: true,
		data: {
			number: pullRequest,
			head: headSha
		}
	};
	const { head } = unit;
	if (head === void 0) return {
		ok: false,
		because: noData("a work tree has no pull request", "a run for the pull request")
	};
	const pull = await pullBringing(repository.github, repository.name, head);
	return pull.ok ? {
		ok: true,
		data: {
			number: pull.data.number,
			head: pull.data.head
		}
	} : pull;
}

// actions/promotion/control.ts
const control = defineControl({
	name: "promotion",
	title: "Promotion",
	kind: "record",
	description: "Records that the same bytes come from environment to environment, and verifies the history of that entry by entry.",
	permissions: {
		actions: "read",
		contents: "read",
		deployments: "read",
		"pull-requests": "read"
	},
	inputs,
	lists,
	outputs,
	documents: { "history.jsonl": "the history of the environment with the new entry, when everything about it holds" },
	data: object({
		task: _enum(tasks),
		recorded: boolean(),
		entry: EntrySchema.optional().meta({ description: "The entry that was judged." }),
		path: string().optional().meta({ description: "Where the new history belongs." }),
		target: EntrySchema.optional().meta({ description: "What a rollback would go back to." })
	}),
	rules,
	configProblems(_lists, section) {
		const problems = [];
		const add = (pointer, message) => {
			problems.push({
				pointer: `/promotion/chain/${pointer}`,
				message
			});
		};
		for (const [index, file] of (section?.workflows ?? []).entries()) if (!/^[^/@]+\.ya?ml$/.test(file)) problems.push({
			pointer: `/promotion/workflows/${index}`,
			message: `${file} is not the name of a file below .github/workflows, e.g. release.yml`
		});
		const names = (section?.chain ?? []).map(({ environment }) => environment);
		for (const [index, { environment, soak, approvals, deployment }] of (section?.chain ?? []).entries()) {
			if (names.indexOf(environment) < index) add(`${index}/environment`, `${environment} is in the chain twice`);
			if (index === 0 && soak !== void 0) add("0/soak", "before the first environment there is none to soak in");
			if (approvals?.through === "deployment" && deployment === void 0) add(`${index}/approvals/through`, "name the environment of GitHub under deployment:");
		}
		return problems;
	},
	async evaluate(ctx) {
		const task = chosenTask(ctx.inputs, ctx.subject, (each) => each === "record" ? [each, `${each}-${ctx.inputs.environment ?? ""}`] : [each]);
		for (const rule of Object.keys(rules)) if (!rulesOf[task].includes(rule)) ctx.notApplicable(rule, { about: [] }, `it is not asked when the task is ${task}`);
		const { recorded, entry, path, target } = task === "record" ? await record(ctx) : await verify(ctx);
		ctx.output("recorded", String(recorded));
		ctx.output("digest", entry?.digest ?? "");
		ctx.output("path", path ?? "");
		ctx.data({
			task,
			recorded,
			...entry === void 0 ? {} : { entry },
			...path === void 0 ? {} : { path },
			...target === void 0 ? {} : { target }
		});
	}
});

export { control };