import { patternMatcher } from "./domain-change-set.js";
import { changesFingerprint, readSource } from "./domain-contract-surface.js";
import { askedOf, compareSurface, seenUnit, settled, told } from "./contract-change.control.js";
import { judgeCheck } from "./domain-cutover.js";
import { parseDocument } from "./domain-record.js";
import { namedRepository, readAtRef, tipOf } from "./domain-landing.js";
import { pullsOfCommit } from "./domain-approval.js";
import { judgeRollout } from "./domain-notice.js";

// actions/contract-change/since.ts
async function changesSince(ctx, { surface, files, parse }, from, to) {
	if (from === to) return {
		changes: [],
		because: void 0
	};
	const answer = await ctx.policy.history.units({ range: `${from}..${to}` });
	if (!answer.ok) return {
		changes: [],
		because: answer.because
	};
	const since = {
		changes: [],
		because: void 0
	};
	for (const unit of answer.units) {
		const seen = await seenUnit(below(unit, ctx.policy.folder));
		const { changes, unknown } = await compareSurface(seen, surface, files, [], parse);
		since.changes.push(...changes.filter((change) => change.class !== "docs"));
		since.because ??= unknown;
	}
	return since;
}
function below(unit, folder) {
	const tree = (whole) => ({
		...whole,
		read: async (path, maxBytes) => ({
			...await whole.read(`${folder}${path}`, maxBytes),
			path
		})
	});
	return {
		...unit,
		before: tree(unit.before),
		after: tree(unit.after)
	};
}

// actions/contract-change/announced.ts
async function askedChange({ changes, seen }, policy) {
	const { statuses } = policy;
	const asked = askedOf(changes, policy);
	const [worst] = asked;
	if (worst === void 0) return void 0;
	const fingerprint = changesFingerprint(asked.map((change) => change.fingerprint));
	const codes = [...new Set(asked.flatMap(({ kind, who, value }) => who === "error-code" && kind === "value-added" && typeof value === "string" ? [value] : []))].sort();
	if (statuses === void 0 || codes.length === 0) return {
		change: {
			fingerprint,
			codes: Object.fromEntries(codes.map((code) => [code, []]))
		},
		worst
	};
	const text = await seen.after(statuses.path);
	if (text.state === "unknown") return {
		change: { fingerprint },
		worst,
		because: text.because
	};
	const read = text.state === "text" ? readSource(text) : void 0;
	const mapped = {};
	const lacking = [];
	for (const code of codes) {
		const table = read?.ok === true ? read.document.get(statuses.pointer) : void 0;
		const sent = [typeof table === "object" && table !== null && Object.hasOwn(table, code) ? Reflect.get(table, code) : null].flat().filter((each) => typeof each === "number");
		if (sent.length === 0) lacking.push(code);
		mapped[code] = sent;
	}
	const change = {
		fingerprint,
		codes: mapped
	};
	if (lacking.length === 0) return {
		change,
		worst
	};
	return {
		change,
		worst,
		problem: `${statuses.path} does not say at ${statuses.pointer} with which status ${lacking.join(", ")} is sent`
	};
}
async function landsAt(ctx, { seen: { unit } }) {
	const { event, repository } = ctx.subject;
	if ((event === "merge_group" || event === "local" || event.startsWith("pull_request")) && ctx.inputs.range === void 0) return { moment: ctx.time };
	const needs = "the pull request that brought it, and the input token with pull-requests: read";
	const github = ctx.github();
	if (github === void 0 || repository === void 0 || unit.head === void 0) return { because: {
		code: "NO_CREDENTIAL",
		message: `when ${unit.name} landed cannot be asked for without a token, a repository and a commit`,
		needs
	} };
	const pulls = await pullsOfCommit(github, repository, unit.head);
	if (!pulls.ok) return { because: pulls.because };
	const times = pulls.data.flatMap(({ isMerged, mergedAt }) => isMerged ? [mergedAt] : []);
	const [at] = times;
	if (times.length !== 1 || at === void 0) return { because: {
		code: "NO_DATA",
		message: `GitHub does not say of exactly one pull request that it brought ${unit.name}, and when`,
		needs
	} };
	return { moment: {
		...ctx.time,
		earliest: Math.min(at, ctx.time.earliest)
	} };
}

// actions/contract-change/rollout.ts
const rule = "emergency-rollout";
const mostBytes = 1048576;
async function judgeRollouts(ctx, question) {
	const { comparison, change, policy, gathered } = question;
	const { surface, seen } = comparison;
	const fact = {
		surface: surface.id,
		unit: seen.unit.key
	};
	const emergencies = gathered.notices.filter(({ mode }) => mode === "emergency");
	const { rollout } = policy;
	if (rollout === void 0) {
		const own = emergencies.filter(({ changes }) => changes.includes(change?.change.fingerprint ?? ""));
		if (own.length > 0) return own.map((notice) => told(rule, {
			...fact,
			what: [notice.id]
		}, judgeRollout(notice, [])));
		return [{
			rule,
			fact,
			status: "not-applicable",
			why: "no emergency notice names the change"
		}];
	}
	const touched = await rollsOut(ctx, comparison, rollout.files);
	if (touched !== true && touched !== false) return [settled(rule, fact, touched.because)];
	if (!touched) return [{
		rule,
		fact,
		status: "not-applicable",
		why: "nothing is rolled out by it"
	}];
	if (emergencies.length === 0) {
		if (gathered.unknown !== void 0) return [settled(rule, fact, gathered.unknown)];
		return [{
			rule,
			fact,
			status: "not-applicable",
			why: "the base has no emergency notice"
		}];
	}
	const repins = [];
	for (const consumer of rollout.consumers) repins.push({
		consumer: consumer.repository,
		verdict: await repinOf(ctx, question, consumer)
	});
	return emergencies.map((notice) => told(rule, {
		...fact,
		what: [notice.id]
	}, withReasons(judgeRollout(notice, repins), repins)));
}
function withReasons(verdict, repins) {
	if (verdict.status !== "failed") return verdict;
	const reasons = repins.flatMap((repin) => repin.verdict.status === "failed" ? [repin.verdict.problem] : []);
	return reasons.length === 0 ? verdict : {
		...verdict,
		problem: `${verdict.problem} (${reasons.join("; ")})`,
		actual: reasons
	};
}
async function rollsOut(ctx, { seen: { judged, because, unit } }, patterns) {
	if (judged === void 0) {
		const message = `what ${unit.name} changes is not known`;
		return { because: because ?? {
			code: "NO_DATA",
			message,
			needs: "its changes"
		} };
	}
	let unknown;
	for (const pattern of patterns) {
		const { asks } = await judged.touch(await patternMatcher(pattern, (globs) => ctx.matcher(globs)), false);
		if (asks.is === "yes") return true;
		if (asks.is === "unknown") unknown ??= asks.because;
	}
	return unknown === void 0 ? false : { because: unknown };
}
async function repinOf(ctx, { comparison, parts }, { repository: name, pin, check, app }) {
	const unverified = (because) => ({
		status: "unverified",
		because
	});
	const wrong = (problem, actual) => ({
		status: "failed",
		problem: `${name} ${problem}`,
		expected: "a pin to this very contract",
		actual,
		fix: `have ${name} repin, and its check ${check} succeed on its default branch`
	});
	const repository = await namedRepository(ctx.github("consumer-token"), name, "the input consumer-token, which may read the repositories of the consumers");
	if (!repository.ok) return unverified(repository.because);
	const tip = await tipOf(repository.data);
	if (!tip.ok) return unverified(tip.because);
	const file = await readAtRef(repository.data, pin.path, tip.data, mostBytes);
	if (file.state === "unknown") return unverified(file.because);
	if (file.state === "absent") return wrong(`has no pin ${pin.path}`, null);
	ctx.recorded(`${name}/${pin.path}`, tip.data, file.content);
	const read = parseDocument(pin.path, file.content);
	const pinned = read.ok ? read.document.get(pin.commit) : void 0;
	if (typeof pinned !== "string" || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(pinned)) return wrong(`names no commit at ${pin.commit} of ${pin.path}`, pinned ?? null);
	const { head } = comparison.seen.unit;
	if (head === void 0) return unverified({
		code: "NO_DATA",
		message: "the work tree has no commit to which a consumer could be pinned",
		needs: "a commit"
	});
	const since = await changesSince(ctx, parts, pinned, head);
	if (since.changes.length > 0) return wrong(`is pinned to commit ${pinned}, since which the contract changed`, [pinned, since.changes.length]);
	if (since.because !== void 0) return unverified(since.because);
	return judgeCheck(repository.data.github, name, tip.data, {
		check,
		app
	});
}

export { askedChange, changesSince, judgeRollouts, landsAt };