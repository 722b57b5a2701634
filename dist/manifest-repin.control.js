import { GovernanceError, actFields, actOutputs, decides, decodeText, defineControl, flag, isoDay, listed, rule, sameBytes, secret, sha256, structured, text } from "./shared.js";
import { array, object, record, string } from "./vendor.js";
import { ContractsSchema, contractProblems } from "./domain-contract-pair-config.js";
import { pinnedTexts, syncJudgement, syncName, syncVerdict } from "./domain-contract-sync.js";
import { manifestMaxBytes, openProducer } from "./domain-producer.js";
import { noData, tellVerdict, unverified } from "./domain-verdict.js";
import { candidates, changeTrio, isTagOf } from "./domain-contract-repin.js";
import { branchTip, fileAt, isAncestor, releaseOf, tagCommit, tagNames, tipOf } from "./domain-repository.js";
import { parseJson } from "./parse-json.js";
import { judgeOwnPosture, judgeRecord, postureField } from "./domain-posture.js";
import { recordMaxBytes } from "./domain-record.js";
import { judgeAside, overlay } from "./core-side-judgement.js";
import { counted } from "./core-counted.js";
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
	const open = contract.mirror ?? contract.pin;
	const place = open === void 0 ? void 0 : { path: open };
	const fix = `ask ${contract.producer} for a release with a manifest at ${path}, or correct remote.path`;
	if (seen.state === "absent") {
		ctx.failed("complete", {
			...fact,
			problem: `does not exist at ${at.tag}`,
			fix
		}, place);
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
		}, place);
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
	for (const { what, problem, fix, at } of change.open) ctx.failed("complete", {
		...fact(what),
		problem,
		fix
	}, at);
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
			return { because: copy.because ?? noData(message, `the file ${path}`) };
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
	posture: postureField,
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
const anywhere = {
	environment: void 0,
	conditions: new Map()
};
async function judgePostures(ctx, contract, producer) {
	const own = await judgeOwn(ctx, contract);
	const theirs = await judgeProducers(ctx, contract, producer);
	return own && theirs;
}
async function judgeOwn(ctx, { id: contract }) {
	const { posture: path } = ctx.inputs;
	if (path === void 0) {
		ctx.notApplicable("posture", {
			contract,
			what: "the posture record"
		}, "the configuration names no posture record");
		return true;
	}
	const { verdict } = await judgeOwnPosture(ctx, path, {
		...anywhere,
		moment: ctx.time
	});
	tellVerdict(ctx, "posture", {
		contract,
		what: `the posture record ${path}`
	}, verdict, { at: { path } });
	return verdict.status === "passed";
}
async function judgeProducers(ctx, { id: contract, producer: name, remote: { posture: path } }, producer) {
	const fact = {
		contract,
		what: "the posture record of the producer"
	};
	if (path === void 0) {
		ctx.notApplicable("posture", fact, "the configuration names no posture record of the producer");
		return true;
	}
	const verdict = await verdictAtTip(ctx, producer, path);
	const told = verdict.status === "failed" ? {
		...verdict,
		problem: `${name}: ${verdict.problem}`
	} : verdict;
	tellVerdict(ctx, "posture", fact, told, { elsewhere: true });
	return verdict.status === "passed";
}
async function verdictAtTip(ctx, producer, path) {
	if (!producer.ok) return unverified(producer.because);
	const tip = await tipOf(producer.data);
	if (!tip.ok) return unverified(tip.because);
	const found = await fileAt(producer.data, path, tip.data, recordMaxBytes);
	if (found.state === "there") ctx.recorded(`${producer.data.name}/${path}`, tip.data, found.data);
	return judgeRecord(path, {
		when: [],
		found
	}, {
		...anywhere,
		moment: ctx.time
	}).verdict;
}

// actions/manifest-repin/proposal.ts
function proposalOf(ctx, contract, from, release, { changes, kept }, waived) {
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
			...kept.length > 0 ? [`Look at these columns, which stay as they were: ${kept.join(", ")}.`] : [],
			...waived.map((each) => `Lived with: ${each}.`)
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
		says: ({ problem = "" }) => problem,
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
async function judgePresent(ctx, contract) {
	let files;
	const results = await judgeAside(ctx, syncJudgement(contract, (read) => files = read), {
		tree: ctx.tree,
		before: ctx.before
	});
	if (files === void 0) throw new Error("the files of the contract were not read");
	const { results: marked } = ctx.policy.allow(syncName, results);
	const fix = `make ${syncName} pass first`;
	return {
		files,
		green: tell(ctx, "present-green", contract, "the present files", marked, fix),
		waived: waivedIn(marked)
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
	const results = await judgeAside(ctx, syncJudgement(asked, (read) => files = read), trees);
	const { results: marked } = ctx.policy.allow(syncName, results);
	const green = tell(ctx, "result-green", contract, "the changed files", marked, "choose another release, or change what is named in the configuration and the files");
	const pinned = files === void 0 ? void 0 : pinnedTexts(contract, files).tag;
	const waived = waivedIn(marked);
	if (pinned === tag) return {
		green,
		waived
	};
	const problem = "is not what would be pinned";
	const free = `under contracts: fields: tag of ${contract.id}, take out expect and compare: ignore`;
	ctx.failed("result-green", {
		contract: contract.id,
		what: "the tag",
		problem,
		expected: tag,
		actual: pinned,
		fix: free
	});
	return {
		green: false,
		waived
	};
}
function waivedIn(results) {
	return results.flatMap(({ status, severity, waiver, rule, message }) => status === "failed" && decides(severity) && waiver !== void 0 ? [`${rule} (${message}), by the waiver ${waiver.id}`] : []);
}
function tell(ctx, rule, contract, what, results, fix) {
	const fact = {
		contract: contract.id,
		what
	};
	const verdict = syncVerdict(what, results, fix);
	if (verdict.status === "failed") ctx.failed(rule, {
		...fact,
		...verdict
	});
	else if (verdict.status === "unverified") ctx.unverified(rule, fact, verdict.because);
	else ctx.passed(rule, fact);
	return verdict.status === "passed";
}

// actions/manifest-repin/tag.ts
async function proveTag(ctx, contract, producer, tag) {
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
	const branch = await branchTip(producer, tag);
	if (branch.state === "unknown") open(namesake, branch.because);
	else judge(namesake, branch.state === "absent", `exists at ${name}`, `ask ${name} to rename the branch`);
	const commit = seen.state === "there" ? seen.data : void 0;
	const reached = await reachable(producer, commit);
	if (reached.state === "unknown") open(reach, reached.because);
	else judge(reach, reached.state === "there" && reached.data, `is not in ${producer.defaultBranch} of ${name}`, `ask ${name} where the release was made`);
	return {
		commit,
		proved
	};
}
async function reachable(producer, commit) {
	if (commit === void 0) return {
		state: "unknown",
		because: noData("there is no commit of the tag", "a tag of a commit")
	};
	const tip = await tipOf(producer);
	return tip.ok ? isAncestor(producer, commit, tip.data) : {
		state: "unknown",
		because: tip.because
	};
}

// actions/manifest-repin/target.ts
const about = {
	range: "the version",
	order: "the order of versions",
	full: "the release"
};
const mostAsked = 20;
async function chooseTarget(ctx, contract, producer, pinned) {
	const ranges = await loadRanges();
	const configured = Object.hasOwn(ctx.inputs.ranges, contract.id) ? ctx.inputs.ranges[contract.id] : void 0;
	if (configured !== void 0 && !ranges.isRange(configured)) throw new GovernanceError("BAD_CONFIG", `manifest-repin: ranges: ${contract.id} is no range of versions: ${configured}`, { hint: "Write it as npm does, e.g. ^2.1.0, or >=2 <4." });
	const preReleases = contract.remote["allow-pre-release"];
	const comparable = ranges.isVersion(pinned);
	const range = configured ?? (comparable ? `^${pinned.replace(/^v/, "")}` : void 0);
	const fact = (what) => ({
		contract: contract.id,
		what
	});
	const unverified = (because) => {
		for (const what of Object.values(about)) ctx.unverified("allowed", fact(what), because);
		return {
			tag: void 0,
			allowed: false
		};
	};
	const named = ctx.inputs.tag;
	let tag = named;
	if (named !== void 0 && !isTagOf(contract, named)) throw new GovernanceError("BAD_INPUT", `the input tag is no tag of ${contract.id}: ${named}`, { hint: "Give the name of a release tag in the form of the field tag." });
	if (tag === void 0) {
		if (range === void 0) {
			const message = `the pinned tag ${pinned} is no semantic version, so that none can be called newer`;
			return unverified(noData(message, `a range for ${contract.id} under manifest-repin: ranges, or the input tag`));
		}
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
			const problem = tag === void 0 ? `cannot be chosen: no full release of ${contract.producer} is in the range` : `cannot be chosen: ${listed([tag, twin ?? ""])} have the same precedence`;
			ctx.failed("allowed", {
				...fact(about.range),
				problem,
				expected: range,
				actual: names.data.length === 0 ? "no tag at all" : counted(names.data.length, "tag"),
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
		if (seen.state === "absent" || seen.data.full) return { tag };
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
		what: about.range
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
		what: about.order
	};
	if (ctx.inputs["allow-downgrade"]) {
		ctx.notApplicable("allowed", fact, "the configuration allows a downgrade");
		return true;
	}
	if (tag !== pinned && !(ranges.isVersion(tag) && ranges.isVersion(pinned))) {
		const message = `${pinned} and ${tag} are not both semantic versions, so that neither can be called newer`;
		ctx.unverified("allowed", fact, noData(message, "tags that are versions, or allow-downgrade: true"));
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
		what: about.full
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
	const early = ranges.isVersion(tag) && tag.replace(/\+.*$/s, "").includes("-") || seen.state === "there" && !seen.data.full;
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
	title: "Manifest repin",
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
		const producer = await openProducer(contract, ctx.github("producer-token"));
		const free = await judgePostures(ctx, contract, producer);
		const { tag: from } = pinnedTexts(contract, present.files);
		ctx.output("from", from ?? "");
		const found = await findChange(ctx, contract, producer, present.files, from);
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
		const waived = [...new Set([...present.waived, ...found.waived])];
		for (const each of waived) ctx.note(`Lived with: ${each}.`);
		const { kept } = found.change;
		if (kept.length > 0) ctx.note(`Look at these columns, which stay as they were: ${listed(kept)}.`);
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
		ctx.propose(proposalOf(ctx, contract, from, found.release, found.change, waived));
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
function mirrorOf({ mirror }) {
	return mirror.state === "read" ? { path: mirror.path } : void 0;
}
async function findChange(ctx, contract, opened, files, from) {
	const none = (because, ...left) => {
		for (const rule of left) ctx.unverified(rule, {
			contract: contract.id,
			what: "the repin"
		}, because);
		return {
			green: false,
			waived: []
		};
	};
	if (!opened.ok) return none(opened.because, "allowed", "tag-proved", "complete", "result-green");
	if (from === void 0) return none(noData("neither pin nor mirror says which tag is pinned", "the tag in the pin"), "allowed", "tag-proved", "complete", "result-green");
	const producer = opened.data;
	const { tag: to, allowed } = await chooseTarget(ctx, contract, producer, from);
	if (to === void 0) return none(noData("there is no release to pin", "a release that is allowed"), "tag-proved", "complete", "result-green");
	const { commit, proved } = await proveTag(ctx, contract, producer, to);
	if (commit === void 0) return {
		...none(noData(`the commit of ${to} is not known`, "a tag of a commit"), "complete", "result-green"),
		to
	};
	const release = await fetchManifest(ctx, contract, producer, {
		tag: to,
		commit
	});
	if (release === void 0) return {
		...none(noData(`there is no manifest of ${to}`, "that manifest"), "result-green"),
		to
	};
	if (to === from && differsFromMirror(files, release)) {
		const what = "the manifest at the pinned tag";
		const problem = "is not what the mirror holds: the tag was moved, or the mirror changed";
		const fix = `ask ${contract.producer} what became of ${to}`;
		ctx.failed("tag-proved", {
			contract: contract.id,
			what,
			problem,
			actual: to,
			fix
		}, mirrorOf(files));
		return {
			...none(noData("the release is not what it was", "another tag"), "result-green"),
			to,
			release
		};
	}
	const change = await buildChange(ctx, contract, files, release);
	if (change === void 0) return {
		...none(noData("the change is not whole", "the places that complete names, mended"), "result-green"),
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
			green: true,
			waived: []
		};
	}
	const { green, waived } = await judgeResult(ctx, contract, change.changes, to);
	return {
		to,
		release,
		change,
		green: green && allowed && proved,
		waived
	};
}

export { control };