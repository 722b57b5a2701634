import { GovernanceError, RelativePath, actFields, actOutputs, decides, decodeText, defineControl, flag, isoDay, listed, reportStatus, rule, sameBytes, secret, sha256, structured, text } from "./shared.js";
import { array, object, record, string } from "./vendor.js";
import { ContractsSchema, contractProblems } from "./domain-contract-pair-config.js";
import { judgeContract, pinnedTexts, rules as rules$1 } from "./domain-contract-sync.js";
import { branchExists, fileAt, isAncestor, manifestMaxBytes, openProducer, releaseOf, tagCommit, tagNames } from "./domain-producer.js";
import { candidates, changeTrio, isTagOf } from "./domain-contract-repin.js";
import { parseJson } from "./parse-json.js";
import { namedRepository } from "./domain-landing.js";
import { judgePosture as judgePosture$1, ownRecords } from "./domain-posture.js";
import { judgeAside, overlay } from "./core-side-judgement.js";
import { loadRanges } from "./parse-semver.js";

// actions/manifest-repin/change.ts
async function fetchManifest(ctx, contract, producer, at) {
	const path = contract.remote.path ?? "";
	const fact = {
		contract: contract.id,
		what: `the manifest ${path}`
	};
	const seen = await fileAt(producer, path, at.commit, manifestMaxBytes);
	if (seen.state === "unknown") {
		ctx.unverified("complete", fact, seen.because);
		return;
	}
	const fix = `ask ${contract.producer} for a release with a manifest at ${path}, or correct remote.path`;
	if (seen.state === "absent") {
		ctx.failed("complete", {
			...fact,
			problem: `does not exist at ${at.tag}`,
			fix
		});
		return;
	}
	ctx.recorded(`${contract.producer}/${path}`, at.commit, seen.data);
	const decoded = decodeText(seen.data);
	const parsed = decoded.ok ? parseJson(decoded.text) : decoded;
	if (!parsed.ok) {
		ctx.failed("complete", {
			...fact,
			problem: parsed.message,
			fix
		});
		return;
	}
	ctx.passed("complete", fact);
	return {
		...at,
		manifest: seen.data,
		document: parsed.document
	};
}
async function buildChange(ctx, contract, files, release) {
	const copies = await readCopies(ctx, contract);
	const fact = (what) => ({
		contract: contract.id,
		what
	});
	if ("because" in copies) {
		ctx.unverified("complete", fact("the copies of the manifest"), copies.because);
		return;
	}
	const change = await changeTrio(contract, files, copies.found, release, isoDay(ctx.time.earliest));
	for (const { what, problem, fix } of change.open) ctx.failed("complete", {
		...fact(what),
		problem,
		fix
	});
	if (change.open.length > 0) return void 0;
	ctx.passed("complete", fact("the places of the pin"));
	return change;
}
function differsFromMirror({ mirror }, { manifest }) {
	return mirror.state === "read" && !sameBytes(mirror.content, manifest);
}
async function readCopies(ctx, contract) {
	if (contract.copies.length === 0) return { found: [] };
	const matched = await ctx.match(contract.copies);
	if (!matched.ok) return matched;
	const found = [];
	for (const path of matched.paths.filter((each) => each !== contract.mirror)) {
		const copy = await ctx.read(path);
		if (!copy.found) {
			const message = `${path} ${copy.message}`;
			return { because: copy.because ?? {
				code: "NO_DATA",
				message,
				needs: `the file ${path}`
			} };
		}
		found.push({
			path,
			content: copy.content
		});
	}
	return { found };
}

// actions/manifest-repin/definition.ts
const inputs = {
	...actFields,
	contract: text({
		description: "The id of the contract under contracts; needed where there are several.",
		optional: true
	}),
	tag: text({
		description: "The tag to pin; without it the newest one of the producer that is allowed.",
		optional: true
	}),
	ranges: structured(record(string(), string().trim().min(1, "must not be empty")), {
		description: "For each contract, by id, the versions that it may be pinned to, as npm writes ranges. Without one a tag that is named may be any version; else it is ^<pinned version>.",
		default: {},
		policy: true
	}),
	"allow-downgrade": flag({
		description: "An older release than the pinned one may be pinned.",
		default: false,
		policy: true
	}),
	posture: {
		...structured(RelativePath.optional(), { description: "A posture record (YAML or JSON: posture, since, by, reason); while it is not GO at the base and now, nothing is proposed." }),
		policy: true
	},
	"producer-token": secret({ description: "Token that may read the contents of the producer repositories." })
};
const lists = { contracts: ContractsSchema };
const outputs = {
	changed: { description: "Whether the files would change or have changed, as true or false." },
	from: { description: "The tag that was pinned." },
	to: { description: "The tag that is to be pinned; empty when none could be chosen." },
	...actOutputs
};

// actions/manifest-repin/posture.ts
async function judgePosture(ctx, contract) {
	const { posture: path } = ctx.inputs;
	const fact = {
		contract,
		what: `the posture record ${path ?? ""}`.trim()
	};
	if (path === void 0) {
		ctx.notApplicable("posture", fact, "the configuration names no posture record");
		return true;
	}
	const repository = await namedRepository(ctx.github(), ctx.subject.repository, "the input token, with contents: read");
	const verdicts = (await ownRecords(ctx.policy, path, repository, ctx.recorded)).map((record) => verdictOf(ctx, path, record));
	const worst = verdicts.find(({ status }) => status === "failed") ?? verdicts.find(({ status }) => status !== "passed");
	if (worst?.status === "failed") {
		const { problem, expected, actual, fix, at } = worst;
		ctx.failed("posture", {
			...fact,
			problem: problem.replace(`${fact.what} `, ""),
			expected,
			actual,
			fix
		}, at);
	} else if (worst?.status === "unverified") ctx.unverified("posture", fact, worst.because, { path });
	else ctx.passed("posture", fact, { path });
	return worst === void 0;
}
function verdictOf(ctx, path, { when, found }) {
	if (found.state === "unknown") return {
		status: "unverified",
		because: found.because
	};
	if (found.state === "absent") return {
		status: "failed",
		problem: [...when, found.message].join(" "),
		expected: "GO, now and here",
		actual: null,
		fix: `put the record at ${path} on the default branch`,
		at: { path }
	};
	const question = {
		moment: ctx.time,
		environment: void 0,
		conditions: /* @__PURE__ */ new Map()
	};
	const { verdict } = judgePosture$1(path, found.content, question);
	if (verdict.status !== "failed" || when.length === 0) return verdict;
	return {
		...verdict,
		problem: `${verdict.problem}, ${when.join(" ")}`,
		at: { path }
	};
}

// actions/manifest-repin/rules.ts
const parts = {
	waivable: false,
	about: ({ contract, what }) => [contract, what],
	says: ({ what, problem }) => `${what} ${problem ?? ""}`,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
const rules = {
	"present-green": rule({
		...parts,
		severity: "critical",
		asserts: "Pin, mirror and matrix pass manifest-sync as they are.",
		why: "A repin on top of files that contradict each other hides which of them was right."
	}),
	posture: rule({
		...parts,
		severity: "critical",
		asserts: "The posture record says GO, so that the pin may move.",
		why: "While an incident or a rollback stands, a new release of a dependency adds a second unknown to the first."
	}),
	allowed: rule({
		...parts,
		severity: "high",
		asserts: "The release is in the range that the policy allows, is no downgrade and no pre-release.",
		why: "A new major version breaks by definition, an older one takes back what was fixed, a pre-release is replaced without notice."
	}),
	"tag-proved": rule({
		...parts,
		severity: "critical",
		asserts: "The tag names a commit that the default branch of the producer contains, and no branch has its name.",
		why: "A tag beside the default branch was never reviewed there, and where a branch shares its name tools choose differently."
	}),
	complete: rule({
		...parts,
		severity: "high",
		asserts: "The manifest at the tag can be read, and every place that must change can be changed where it stands.",
		why: "A repin that leaves one of its places for later is the drift that it should prevent."
	}),
	"result-green": rule({
		...parts,
		severity: "critical",
		asserts: "The changed files pass manifest-sync, with the producer asked.",
		why: "A proposal that its own gate refuses wastes a review, and one that is applied unseen breaks the build."
	})
};

// actions/manifest-repin/sync.ts
const sync = "manifest-sync";
async function judgePresent(ctx, contract) {
	let files;
	const results = await judgeAside(ctx, judgement(contract, (read) => files = read), {
		tree: ctx.tree,
		before: ctx.before
	});
	if (files === void 0) throw new Error("the files of the contract were not read");
	const { results: marked } = ctx.policy.allow(sync, results);
	return {
		files,
		green: tell(ctx, "present-green", contract, "the present files", marked, `make ${sync} pass first`)
	};
}
async function judgeResult(ctx, contract, changes, tag) {
	const asked = {
		...contract,
		remote: {
			...contract.remote,
			mode: "required"
		}
	};
	const trees = {
		tree: overlay(ctx.tree, changes),
		before: ctx.tree
	};
	let files;
	const results = await judgeAside(ctx, judgement(asked, (read) => files = read), trees);
	const { results: marked } = ctx.policy.allow(sync, results);
	const green = tell(ctx, "result-green", contract, "the changed files", marked, "choose another release, or change what is named in the configuration and the files");
	const pinned = files === void 0 ? void 0 : pinnedTexts(contract, files).tag;
	if (pinned === tag) return green;
	ctx.failed("result-green", {
		contract: contract.id,
		what: "the tag",
		problem: "is not what would be pinned",
		expected: tag,
		actual: pinned,
		fix: "let the field tag be compared, and take its expect out of the configuration"
	});
	return false;
}
function judgement(contract, keep) {
	return {
		name: sync,
		rules: rules$1,
		evaluate: async (ctx) => keep(await judgeContract(ctx, contract))
	};
}
function tell(ctx, rule, contract, what, results, fix) {
	const fact = {
		contract: contract.id,
		what
	};
	const deciding = results.filter(({ severity }) => decides(severity));
	const unseen = deciding.filter(({ status }) => status === "unverified");
	const wrong = deciding.filter(({ status, waiver }) => status === "failed" && waiver === void 0);
	const words = (which) => listed(which.map((one) => `${one.rule} (${one.message})`));
	if (wrong.length > 0) {
		const actual = wrong.map((one) => `${one.rule}: ${one.message}`);
		ctx.failed(rule, {
			...fact,
			problem: `do not pass ${sync}: ${words(wrong)}`,
			actual,
			fix
		});
		return false;
	}
	if (reportStatus(results) === "passed") {
		ctx.passed(rule, fact);
		return true;
	}
	const first = (unseen.find(({ because }) => because?.code === "GITHUB_DOWN") ?? unseen[0])?.because;
	const because = {
		code: first?.code ?? "NO_DATA",
		message: `${what} are not verified by ${sync}: ${unseen.length === 0 ? "nothing was measured" : `${listed([...new Set(unseen.map((one) => one.rule))])}: ${first?.message ?? ""}`}`,
		needs: first?.needs
	};
	ctx.unverified(rule, fact, because);
	return false;
}

// actions/manifest-repin/tag.ts
async function proveTag(ctx, contract, producer, defaultBranch, tag) {
	const { id, producer: name } = contract;
	const fact = (what) => ({
		contract: id,
		what
	});
	const [itself, reach, namesake] = [
		"the tag",
		"the commit of the tag",
		"a branch with the name of the tag"
	];
	const seen = await tagCommit(producer, tag);
	let proved = true;
	const open = (what, because) => {
		ctx.unverified("tag-proved", fact(what), because);
		proved = false;
	};
	const judge = (what, holds, problem, fix) => {
		ctx.judge("tag-proved", holds, {
			...fact(what),
			problem,
			actual: tag,
			fix
		});
		proved = proved && holds;
	};
	if (seen.state === "unknown") open(itself, seen.because);
	else judge(itself, seen.state === "there", `does not exist at ${name}`, `name a tag that ${name} has published`);
	const branch = await branchExists(producer, tag);
	if (branch.state === "unknown") open(namesake, branch.because);
	else judge(namesake, branch.state === "absent", `exists at ${name}`, `ask ${name} to rename the branch`);
	const commit = seen.state === "there" ? seen.data : void 0;
	const reached = await reachable(producer, defaultBranch, commit);
	if (reached.state === "unknown") open(reach, reached.because);
	else judge(reach, reached.state === "there" && reached.data, `is not in ${defaultBranch ?? "the default branch"} of ${name}`, `ask ${name} where the release was made`);
	return {
		commit,
		proved
	};
}
async function reachable(producer, defaultBranch, commit) {
	const unknown = (message, needs) => ({
		state: "unknown",
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	});
	if (commit === void 0) return unknown("there is no commit of the tag", "a tag of a commit");
	if (defaultBranch === void 0) return unknown("GitHub does not name the default branch", "a default branch");
	const tip = await branchExists(producer, defaultBranch);
	if (tip.state === "unknown") return tip;
	if (tip.state === "absent") return unknown(`the default branch ${defaultBranch} is not there`, "a default branch");
	return isAncestor(producer, commit, tip.data);
}

// actions/manifest-repin/target.ts
const [inRange, order, full] = [
	"the version",
	"the order of versions",
	"the release"
];
const mostAsked = 20;
async function chooseTarget(ctx, contract, producer, pinned) {
	const ranges = await loadRanges();
	const configured = Object.hasOwn(ctx.inputs.ranges, contract.id) ? ctx.inputs.ranges[contract.id] : void 0;
	if (configured !== void 0 && !ranges.isRange(configured)) throw new GovernanceError("BAD_CONFIG", `the range of ${contract.id} is none: ${configured}`, { hint: "Write it as npm does, e.g. ^2.1.0, or >=2 <4." });
	const preReleases = contract.remote["allow-pre-release"];
	const comparable = ranges.isVersion(pinned);
	const range = configured ?? (comparable ? `^${pinned.replace(/^v/, "")}` : void 0);
	const fact = (what) => ({
		contract: contract.id,
		what
	});
	const unverified = (because) => {
		for (const what of [
			inRange,
			order,
			full
		]) ctx.unverified("allowed", fact(what), because);
		return {
			tag: void 0,
			allowed: false
		};
	};
	const named = ctx.inputs.tag;
	let tag = named;
	if (named !== void 0 && !isTagOf(contract, named)) throw new GovernanceError("BAD_INPUT", `the input tag is no tag of ${contract.id}: ${named}`, { hint: "Give the name of a release tag in the form of the field tag." });
	if (tag === void 0) {
		if (range === void 0) return unverified({
			code: "NO_DATA",
			message: `the pinned tag ${pinned} is no semantic version, so that none can be called newer`,
			needs: `a range for ${contract.id}, or the input tag`
		});
		const names = await tagNames(producer);
		if (!names.ok) return unverified(names.because);
		const found = candidates(contract, names.data, {
			range,
			preReleases
		}, ranges);
		const chosen = await firstFull(producer, found, preReleases);
		if ("because" in chosen) return unverified(chosen.because);
		tag = chosen.tag;
		const twin = found.find((other) => other !== tag && tag !== void 0 && ranges.order(other, tag) === 0);
		if (tag === void 0 || twin !== void 0) {
			const problem = tag === void 0 ? `is none: no full release of ${contract.producer} is in the range` : `is not one: ${listed([tag, twin ?? ""])} have the same precedence`;
			ctx.failed("allowed", {
				...fact(inRange),
				problem,
				expected: range,
				actual: names.data.length === 0 ? "no tag at all" : `${names.data.length} tags`,
				fix: `widen the range of ${contract.id} under ranges, or name one by the input tag`
			});
			return {
				tag: void 0,
				allowed: false
			};
		}
	}
	const held = judgeRange(ctx, contract, tag, named === void 0 ? range : configured, preReleases, ranges);
	const ordered = judgeOrder(ctx, contract, tag, pinned, ranges);
	const released = await judgeFull(ctx, contract, producer, tag, ranges);
	return {
		tag,
		allowed: held && ordered && released
	};
}
async function firstFull(producer, found, preReleases) {
	if (preReleases) return { tag: found[0] };
	for (const tag of found.slice(0, mostAsked)) {
		const seen = await releaseOf(producer, tag);
		if (seen.state === "unknown") return seen;
		if (seen.state === "absent" || !(seen.data.prerelease || seen.data.draft)) return { tag };
	}
	if (found.length <= mostAsked) return { tag: void 0 };
	return { because: {
		code: "TRUNCATED",
		message: `the newest ${mostAsked} releases in the range are drafts or pre-releases`,
		needs: "a narrower range, or the input tag"
	} };
}
function judgeRange(ctx, contract, tag, range, preReleases, ranges) {
	const fact = {
		contract: contract.id,
		what: inRange
	};
	if (range === void 0) {
		ctx.notApplicable("allowed", fact, "the tag was named, and the configuration gives no range");
		return true;
	}
	const holds = ranges.isVersion(tag) && ranges.inRange(tag, range, preReleases || tag.includes("-"));
	const fix = `name a tag in the range, or widen the range of ${contract.id} under ranges`;
	ctx.judge("allowed", holds, {
		...fact,
		problem: "is not in the range",
		expected: range,
		actual: tag,
		fix
	});
	return holds;
}
function judgeOrder(ctx, contract, tag, pinned, ranges) {
	const fact = {
		contract: contract.id,
		what: order
	};
	if (ctx.inputs["allow-downgrade"]) {
		ctx.notApplicable("allowed", fact, "the configuration allows a downgrade");
		return true;
	}
	if (tag !== pinned && !(ranges.isVersion(tag) && ranges.isVersion(pinned))) {
		const message = `${pinned} and ${tag} are not both semantic versions, so that neither can be called newer`;
		ctx.unverified("allowed", fact, {
			code: "NO_DATA",
			message,
			needs: "tags that are versions, or allow-downgrade: true"
		});
		return false;
	}
	const holds = tag === pinned || ranges.order(tag, pinned) >= 0;
	const problem = "is turned round: the release is older than the pinned one";
	const fix = "name a newer tag, or set allow-downgrade: true";
	ctx.judge("allowed", holds, {
		...fact,
		problem,
		expected: `${pinned} or newer`,
		actual: tag,
		fix
	});
	return holds;
}
async function judgeFull(ctx, contract, producer, tag, ranges) {
	const fact = {
		contract: contract.id,
		what: full
	};
	if (contract.remote["allow-pre-release"]) {
		ctx.notApplicable("allowed", fact, "the configuration allows pre-releases");
		return true;
	}
	const seen = await releaseOf(producer, tag);
	if (seen.state === "unknown") {
		ctx.unverified("allowed", fact, seen.because);
		return false;
	}
	const early = ranges.isVersion(tag) && tag.replace(/\+.*$/s, "").includes("-") || seen.state === "there" && (seen.data.prerelease || seen.data.draft);
	const fix = "name a full release, or set remote.allow-pre-release: true";
	ctx.judge("allowed", !early, {
		...fact,
		problem: "is a draft or a pre-release",
		actual: tag,
		fix
	});
	return !early;
}

// actions/manifest-repin/control.ts
const control = defineControl({
	name: "manifest-repin",
	title: "Contract repin",
	kind: "act",
	description: "Moves a consumer’s pin, mirrored manifest and compatibility matrix to a release of the producer, as one change that passes manifest-sync.",
	permissions: { contents: "read" },
	inputs,
	lists,
	askedBy: [],
	outputs,
	documents: { patch: "the proposed change as a unified diff" },
	data: object({
		contract: string(),
		from: string().optional(),
		to: string().optional(),
		commit: string().optional(),
		files: array(object({
			path: string(),
			sha256: string()
		}))
	}),
	rules,
	configProblems: ({ contracts }, section) => [...contractProblems(contracts), ...Object.keys(section?.ranges ?? {}).filter((id) => !contracts.some((contract) => contract.id === id)).map((id) => ({
		pointer: `/manifest-repin/ranges/${id}`,
		message: `there is no contract ${id}`
	}))],
	async evaluate(ctx) {
		const contract = chosen(ctx);
		ctx.output("changed", "false");
		ctx.output("from", "");
		ctx.output("to", "");
		const present = await judgePresent(ctx, contract);
		const free = await judgePosture(ctx, contract.id);
		const { tag: from } = pinnedTexts(contract, present.files);
		ctx.output("from", from ?? "");
		const found = await findChange(ctx, contract, present.files, from);
		ctx.output("to", found.to ?? "");
		const changes = found.change?.changes ?? [];
		ctx.data({
			contract: contract.id,
			from,
			to: found.to,
			commit: found.release?.commit,
			files: changes.map(({ path, after }) => ({
				path,
				sha256: sha256(after)
			}))
		});
		if (found.change === void 0 || found.release === void 0 || from === void 0) return;
		if (found.to === from && changes.length === 0) return ctx.note(`${contract.id} is pinned to ${from}: there is nothing to change.`);
		if (!present.green || !free || !found.green) return ctx.note("Nothing is proposed: a rule that did not pass stands in the way.");
		ctx.output("changed", "true");
		ctx.exhibit({
			title: `Repin of ${contract.id}`,
			columns: [
				{ name: "What" },
				{ name: "Now" },
				{ name: "Proposed" }
			],
			rows: [{ cells: [
				"release",
				from,
				found.release.tag
			] }, ...changes.map(({ path, before, after }) => ({ cells: [
				path,
				digest(before),
				digest(after)
			] }))]
		});
		ctx.propose(proposalOf(ctx, contract, from, found.release, found.change));
	}
});
function digest(content) {
	return content === void 0 ? "no file" : `sha256 ${sha256(content).slice(0, 12)}`;
}
function chosen({ inputs: { contract: id }, config }) {
	const ids = config.contracts.map((contract) => contract.id);
	const contract = config.contracts.find((each) => each.id === (id ?? ids[0]));
	if (contract === void 0 || id === void 0 && ids.length > 1) {
		const message = id === void 0 ? "which contract is meant is not said" : `there is no contract ${id}`;
		const hint = ids.length === 0 ? "Add the list contracts: to the configuration." : `Set contract to one of ${ids.join(", ")}.`;
		throw new GovernanceError(ids.length === 0 ? "BAD_CONFIG" : "BAD_INPUT", message, { hint });
	}
	if (contract.remote.path === void 0 || contract.fields["tag"] === void 0) throw new GovernanceError("BAD_CONFIG", `the contract ${contract.id} cannot be repinned`, { hint: "It needs remote.path, where the producer keeps the manifest, and the field tag." });
	return contract;
}
async function findChange(ctx, contract, files, from) {
	const none = (because, ...left) => {
		for (const rule of left) ctx.unverified(rule, {
			contract: contract.id,
			what: "the repin"
		}, because);
		return { green: false };
	};
	const opened = await openProducer(contract, ctx.github("producer-token"));
	if (!opened.ok) return none(opened.because, "allowed", "tag-proved", "complete", "result-green");
	if (from === void 0) return none({
		code: "NO_DATA",
		message: "neither pin nor mirror says which tag is pinned",
		needs: "the tag in the pin"
	}, "allowed", "tag-proved", "complete", "result-green");
	const { producer, defaultBranch } = opened;
	const { tag: to, allowed } = await chooseTarget(ctx, contract, producer, from);
	if (to === void 0) return none({
		code: "NO_DATA",
		message: "there is no release to pin",
		needs: "a release that is allowed"
	}, "tag-proved", "complete", "result-green");
	const { commit, proved } = await proveTag(ctx, contract, producer, defaultBranch, to);
	const noCommit = {
		code: "NO_DATA",
		message: `the commit of ${to} is not known`,
		needs: "a tag of a commit"
	};
	if (commit === void 0) return {
		...none(noCommit, "complete", "result-green"),
		to
	};
	const release = await fetchManifest(ctx, contract, producer, {
		tag: to,
		commit
	});
	const noManifest = {
		code: "NO_DATA",
		message: `there is no manifest of ${to}`,
		needs: "that manifest"
	};
	if (release === void 0) return {
		...none(noManifest, "result-green"),
		to
	};
	if (to === from && differsFromMirror(files, release)) {
		ctx.failed("tag-proved", {
			contract: contract.id,
			what: "the manifest at the pinned tag",
			problem: "is not what the mirror holds: the tag was moved, or the mirror changed",
			actual: to,
			fix: `ask ${contract.producer} what became of ${to}`
		});
		return {
			...none({
				code: "NO_DATA",
				message: "the release is not what it was",
				needs: "another tag"
			}, "result-green"),
			to,
			release
		};
	}
	const change = await buildChange(ctx, contract, files, release);
	const noChange = {
		code: "NO_DATA",
		message: "there is no whole change to judge",
		needs: "one"
	};
	if (change === void 0) return {
		...none(noChange, "result-green"),
		to,
		release
	};
	if (change.changes.length === 0 && to === from) {
		ctx.notApplicable("result-green", {
			contract: contract.id,
			what: "the changed files"
		}, "nothing changes");
		return {
			to,
			release,
			change,
			green: true
		};
	}
	return {
		to,
		release,
		change,
		green: await judgeResult(ctx, contract, change.changes, to) && allowed && proved
	};
}
function proposalOf(ctx, contract, from, release, { changes, kept }) {
	const { matrix } = contract;
	const today = isoDay(ctx.time.earliest);
	const contents = changes.map(({ path, before, after }) => [
		path,
		before === void 0 ? null : sha256(before),
		sha256(path === matrix?.path ? new TextDecoder().decode(after).replaceAll(today, "") : after)
	]);
	const rows = matrix !== void 0 && changes.some(({ path }) => path === matrix.path);
	return {
		title: `Repin ${contract.id} from ${from} to ${release.tag}`,
		sentences: [
			`Moves the contract ${contract.id} to a release of ${contract.producer}: pin, mirror and matrix in one change, checked by manifest-sync.`,
			...rows ? [`The row in ${matrix.path} keeps its status: merging this is the approval that it records.`] : [],
			...kept.length > 0 ? [`Look at these columns, which stay as they were: ${kept.join(", ")}.`] : []
		],
		facts: [
			{
				label: "from",
				value: from
			},
			{
				label: "to",
				value: release.tag
			},
			{
				label: "commit of the tag",
				value: release.commit
			},
			{
				label: "sha256 of the manifest",
				value: sha256(release.manifest)
			}
		],
		branch: `release-governance/repin-${contract.id}`,
		changes,
		identity: sha256(JSON.stringify(contents))
	};
}

export { control };