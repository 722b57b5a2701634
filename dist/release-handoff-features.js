import { RelativePath, childPointer, containedPath, decodeText, escapeMarkdown, formatPointer, isObject, isoTime, listed, lookUp, oneLine, ownerAndRepo, parseTime, quote, redact, setMember, sha256 } from "./shared.js";
import { _enum, array, boolean, json, literal, number, object, record, strictObject, string } from "./vendor.js";
import { formats, isPlaceholder } from "./parse.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";
import { branchTip, canBeTag, fileAt, isAncestor, releaseOf, releasesOf, tagCommit, tipOf } from "./domain-repository.js";
import { noData, passed } from "./domain-record.js";
import { readSource } from "./domain-data-file.js";
import { shapes } from "./domain-handoff-config.js";
import { headingsNamed, parseMarkdown } from "./parse-markdown.js";
import { verificationStatuses } from "./domain-verification-config.js";

// shared/domain/handoff/answer.ts
const Text$1 = string().trim().min(1, "must not be empty").refine((text) => !isPlaceholder(text), "is a placeholder that nobody filled in");
const answerVerdicts = ["accepted", "rejected"];
const AnswerSchema = strictObject({
	handoff: string().refine(formats.sha256.matches, `expected ${formats.sha256.describes}`).meta({ description: "The SHA-256 of the payload that is answered, as its packet says it." }),
	release: string().refine(formats.tag.matches, `expected ${formats.tag.describes}`),
	commit: string().refine(formats.commit.matches, `expected ${formats.commit.describes}`).meta({ description: "The commit of the consumer at which it was tried." }),
	"files-changed": array(RelativePath).refine((paths) => new Set(paths).size === paths.length, "names a file twice").meta({ description: "What the consumer changed to follow; none is []." }),
	results: array(strictObject({
		id: Text$1,
		status: _enum([
			"passed",
			"failed",
			"unverified"
		])
	})).refine((results) => new Set(results.map(({ id }) => id)).size === results.length, "names a result twice"),
	blockers: array(strictObject({
		what: Text$1,
		state: _enum(["open", "resolved"])
	})).meta({ description: "What stands in the way; none is []." }),
	verdict: _enum(answerVerdicts),
	reason: Text$1.optional()
});

// shared/domain/handoff/finding.ts
function holds(...about) {
	return {
		about,
		verdict: passed
	};
}
function open(because, ...about) {
	return {
		about,
		verdict: {
			status: "unverified",
			because
		}
	};
}
function lacks(message, needs, ...about) {
	return open({
		code: "NO_DATA",
		message,
		needs
	}, ...about);
}
function wrong(about, verdict) {
	return {
		about,
		verdict: {
			status: "failed",
			...verdict
		}
	};
}
function eachWrong(problems, subject, fix) {
	const seen = /* @__PURE__ */ new Map();
	return problems.map(({ pointer, message, at }) => {
		const count = (seen.get(pointer) ?? 0) + 1;
		seen.set(pointer, count);
		return wrong([pointer === "" ? "as a whole" : pointer, ...count === 1 ? [] : [String(count)]], {
			problem: `${subject} ${message}`,
			actual: message,
			fix,
			at
		});
	});
}

// shared/domain/handoff/payload.ts
const handoffKind = "release-governance/handoff";
const Text = string().min(1);
const Commit$1 = string().refine(formats.commit.matches, `expected ${formats.commit.describes}`);
const Sha256 = string().refine(formats.sha256.matches, `expected ${formats.sha256.describes}`);
const Time = string().refine((text) => parseTime(text) !== void 0, "expected a time with its zone");
const FileSchema = strictObject({
	path: RelativePath.meta({ description: "From the top of the repository." }),
	sha256: Sha256
});
const BaselineSchema = strictObject({
	tag: string().refine(formats.tag.matches, `expected ${formats.tag.describes}`),
	commit: Commit$1,
	versions: record(Text, Text).meta({ description: "The contract versions by name." }),
	manifest: FileSchema
});
const PreviousSchema = BaselineSchema.extend({ manifest: FileSchema.optional() });
const fields = array(Text);
const EnvelopeSchema = strictObject({
	requires: fields,
	optional: fields,
	forbids: fields
});
const HandedResultSchema = strictObject({
	id: Text,
	title: Text.optional(),
	required: boolean(),
	status: _enum(verificationStatuses),
	commit: Commit$1,
	argv: array(string()).optional(),
	exit: number().int().optional(),
	measuredAt: Time.meta({ description: "When its command started; without one, when the control verification did." }),
	executed: number().int().nonnegative().optional().meta({ description: "Tests that ran to an end." }),
	log: Sha256.optional().meta({ description: "Of the log, as it was kept beside the report." })
});
const HandoffSchema = strictObject({
	kind: literal(handoffKind),
	schemaVersion: literal(1),
	mode: Text.meta({ description: "stable, or the name of a candidate." }),
	generatedAt: Time.meta({ description: "The time of the commit, or the one that SOURCE_DATE_EPOCH gave." }),
	producer: Text.meta({ description: "owner/name" }),
	commit: Commit$1.meta({ description: "The commit at which everything in it was read." }),
	baseline: BaselineSchema,
	active: BaselineSchema.optional().meta({ description: "Of a candidate: the baseline that stays in force." }),
	previous: PreviousSchema.nullable().meta({ description: "The release before; null when this is the first." }),
	errorCodes: array(Text),
	envelope: strictObject({
		version: Text,
		failure: EnvelopeSchema.optional(),
		success: EnvelopeSchema.optional()
	}).optional(),
	changelog: FileSchema.extend({
		heading: Text,
		text: Text
	}),
	verification: strictObject({
		reports: array(Sha256).min(1).meta({ description: "SHA-256 of the reports of the control verification." }),
		results: array(HandedResultSchema).min(1, "has no result")
	}),
	impact: record(Text, Text).refine((answers) => Object.keys(answers).length > 0, "answers nothing"),
	rollback: strictObject({
		to: strictObject({
			tag: Text,
			commit: Commit$1
		}).nullable(),
		steps: array(Text).min(1)
	}),
	terms: record(Text, json()).optional(),
	packet: strictObject({
		intent: Text,
		evidence: array(FileSchema),
		owners: array(strictObject({
			responsibility: Text,
			owner: Text,
			escalation: Text
		})).min(1),
		risks: array(Text).min(1),
		commands: array(strictObject({
			what: Text,
			run: array(Text).min(1)
		})).min(1)
	})
});
function handoffText(payload) {
	return `${JSON.stringify(ordered(payload), null, 2)}\n`;
}
function ordered(value) {
	if (Array.isArray(value)) return value.map(ordered);
	if (!isObject(value)) return value;
	const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
	const result = {};
	for (const [key, inner] of entries) if (inner !== void 0) setMember(result, key, ordered(inner));
	return result;
}

// shared/domain/handoff/handed.ts
function readHanded(path, content, name) {
	const fail = (message, at = { path }) => ({
		handed: void 0,
		problems: [{
			pointer: "",
			message,
			at
		}]
	});
	const decoded = decodeText(content);
	if (!decoded.ok) return fail(decoded.message, {
		path,
		line: decoded.line
	});
	if (decoded.bom) return fail("begins with a byte order mark", {
		path,
		line: 1
	});
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return fail(parsed.message, locate(path, parsed.position));
	const { document } = parsed;
	const [twice] = document.duplicates;
	if (twice !== void 0) return fail(`has ${twice.pointer} twice, so that readers could see different payloads`, locate(path, twice.position));
	const shape = shapes[name];
	const own = name === "release-handoff.v1" ? HandoffSchema.safeParse(document.value) : void 0;
	const handed = {
		path,
		digest: sha256(content),
		document,
		name,
		shape,
		payload: own?.success === true ? own.data : void 0
	};
	if (own === void 0) return {
		handed,
		problems: shapeProblems(handed)
	};
	return {
		handed,
		problems: (own.error?.issues ?? []).map((issue) => {
			const pointer = formatPointer(issue.path.map((part) => typeof part === "number" ? part : String(part)));
			const message = pointer !== "" && document.get(pointer) === void 0 ? "is missing" : issue.message;
			return {
				pointer,
				message: `${pointer || "as a whole"}: ${message}`,
				at: placeOf(handed, pointer)
			};
		})
	};
}
function shapeProblems(handed) {
	const { shape } = handed;
	const problem = (pointer, message) => ({
		pointer,
		message,
		at: placeOf(handed, pointer)
	});
	return [
		...[
			...shape.required,
			...Object.keys(shape.exactly),
			shape.generatedAt,
			...shape.files.map(({ path }) => path),
			...[shape.baseline].flatMap((each) => [`${each.at}${each.tag}`, `${each.at}${each.commit}`])
		].flatMap((pointer) => textAt(handed, pointer) === void 0 ? [problem(pointer, `has no text at ${pointer}`)] : []),
		...Object.entries(shape.exactly).flatMap(([pointer, text]) => {
			const said = textAt(handed, pointer);
			return said === void 0 || said === text ? [] : [problem(pointer, `says ${said} at ${pointer}, and not ${text}`)];
		}),
		...[shape.errorCodes, shape.commands].flatMap((pointer) => textsAt(handed, pointer) === void 0 ? [problem(pointer, `has no list of texts at ${pointer}`)] : [])
	];
}
function placeOf({ path, document }, pointer) {
	return locate(path, document.near(pointer));
}
function textAt({ document }, pointer) {
	const value = pointer === void 0 ? void 0 : document.get(pointer);
	return typeof value === "string" && value !== "" ? value : void 0;
}
function textsAt({ document }, pointer) {
	const value = document.get(pointer);
	if (!Array.isArray(value) || value.length === 0) return void 0;
	const texts = value.flatMap((each) => typeof each === "string" ? [each] : []);
	return texts.length === value.length ? texts : void 0;
}
const baselineNames = [
	"baseline",
	"active",
	"previous"
];
function baselinesOf(handed) {
	return baselineNames.flatMap((which) => {
		const shape = handed.shape[which];
		if (shape === void 0) return [];
		const value = handed.document.get(shape.at);
		return shape.optional && (value === void 0 || value === null) ? [] : [saidBaseline(handed, which, shape)];
	});
}
function saidBaseline(handed, which, shape) {
	const { at, versions } = shape;
	const [tagAt, commitAt] = [`${at}${shape.tag}`, `${at}${shape.commit}`];
	const named = typeof versions === "string" ? handed.document.get(`${at}${versions}`) : void 0;
	const texts = (typeof versions === "string" ? Object.keys(isObject(named) ? named : {}).map((name) => [name, childPointer(`${at}${versions}`, name)]) : Object.entries(versions).map(([name, pointer]) => [name, `${at}${pointer}`])).flatMap(([name, pointer]) => {
		const text = textAt(handed, pointer);
		return text === void 0 ? [] : [[name, text]];
	});
	return {
		which,
		at,
		tagAt,
		commitAt,
		tag: textAt(handed, tagAt),
		commit: textAt(handed, commitAt),
		versions: Object.fromEntries(texts)
	};
}
function factOf({ tag, commit, versions }, name) {
	if (name === "tag") return tag;
	if (name === "commit") return commit;
	return Object.hasOwn(versions, name) ? versions[name] : void 0;
}
function factPointer(handed, { which, at, tagAt, commitAt }, name) {
	if (name === "tag") return tagAt;
	if (name === "commit") return commitAt;
	const versions = handed.shape[which]?.versions;
	if (versions === void 0) return at;
	return typeof versions === "string" ? childPointer(`${at}${versions}`, name) : `${at}${versions[name] ?? ""}`;
}
function filesOf(handed) {
	const { document, shape } = handed;
	const single = shape.files.flatMap(({ path, sha256: digest, of, manifest }) => {
		const text = textAt(handed, path);
		if (text === void 0) return [];
		return [{
			pointer: path,
			path: text,
			sha256: textAt(handed, digest),
			of,
			manifest: manifest === true
		}];
	});
	const many = shape.fileLists.flatMap((list) => {
		const value = document.get(list);
		return (Array.isArray(value) ? value : []).flatMap((_each, index) => {
			const at = childPointer(list, index);
			const text = textAt(handed, `${at}/path`);
			if (text === void 0) return [];
			const digest = textAt(handed, `${at}/sha256`);
			return [{
				pointer: `${at}/path`,
				path: text,
				sha256: digest,
				of: void 0,
				manifest: false
			}];
		});
	});
	return [...single, ...many];
}

// shared/domain/handoff/release.ts
async function judgeBaseline(handed, baseline, repository, relation) {
	const { which, tag, commit, tagAt, commitAt } = baseline;
	const about = (what) => [which, what];
	const form = [...tag !== void 0 && canBeTag(tag) ? [] : [badForm(handed, about("tag"), tagAt, "tag", tag)], ...commit !== void 0 && formats.commit.matches(commit) ? [] : [badForm(handed, about("commit"), commitAt, "full commit id", commit)]];
	if (form.length > 0 || tag === void 0 || commit === void 0) return form;
	if (!repository.ok) return [
		"tag",
		"branch",
		"commit"
	].map((what) => open(repository.because, which, what));
	const producer = repository.data;
	const { name } = repository.data;
	const [tagged, branch] = [await tagCommit(producer, tag), await branchTip(producer, tag)];
	const findings = [];
	if (tagged.state === "unknown") findings.push(open(tagged.because, ...about("tag")));
	else if (tagged.state === "there") findings.push(holds(...about("tag")));
	else findings.push(wrong(about("tag"), {
		problem: `${name} has no tag ${tag}`,
		expected: "a tag of the producer",
		actual: tag,
		fix: `publish ${tag} at ${name}, or hand over the release that there is`,
		at: placeOf(handed, tagAt)
	}));
	if (branch.state === "unknown") findings.push(open(branch.because, ...about("branch")));
	else if (branch.state === "absent") findings.push(holds(...about("branch")));
	else findings.push(wrong(about("branch"), {
		problem: `${name} has a branch ${tag} besides, and who fetches the name gets either`,
		expected: "no branch of that name",
		actual: branch.data,
		fix: `rename the branch ${tag} of ${name}`,
		at: placeOf(handed, tagAt)
	}));
	if (tagged.state === "unknown") return [...findings, open(tagged.because, ...about("commit"))];
	if (tagged.state === "absent") return [...findings, lacks(`${name} has no tag ${tag} to which a commit could belong`, `the tag ${tag}`, ...about("commit"))];
	const notOf = (problem) => wrong(about("commit"), {
		problem,
		expected: tagged.data,
		actual: commit,
		fix: `name the commit ${tagged.data} of ${tag}`,
		at: placeOf(handed, commitAt)
	});
	if (tagged.data === commit) return [...findings, holds(...about("commit"))];
	const related = await isAncestor(producer, commit, tagged.data);
	if (related.state === "unknown") return [...findings, open(related.because, ...about("commit"))];
	if (related.state === "absent") return [...findings, notOf(`${name} has no commit ${commit}`)];
	if (relation === "sha-ancestor-of-tag" && related.data) return [...findings, holds(...about("commit"))];
	const other = related.data ? "is older than" : "is not in";
	return [...findings, notOf(`the commit ${commit} ${other} ${tag}, which is ${tagged.data}`)];
}
async function judgeSource(handed, repository, producer, stable) {
	const { shape } = handed;
	const findings = [];
	const fix = `hand over anew, from ${producer}`;
	const said = textAt(handed, shape.producer);
	if (shape.producer !== void 0) {
		const same = said?.toLowerCase() === producer.toLowerCase();
		const problem = `the payload is of ${said ?? "nobody"}, and not of ${producer}`;
		const at = placeOf(handed, shape.producer);
		findings.push(same ? holds("producer") : wrong(["producer"], {
			problem,
			expected: producer,
			actual: said ?? null,
			fix,
			at
		}));
	}
	if (shape.commit === void 0) return findings;
	const commit = textAt(handed, shape.commit);
	if (commit === void 0 || !formats.commit.matches(commit)) return [...findings, badForm(handed, ["commit"], shape.commit, "full commit id", commit)];
	if (!repository.ok) return [...findings, open(repository.because, "commit")];
	const { name } = repository.data;
	const bad = (problem, expected) => wrong(["commit"], {
		problem,
		expected,
		actual: commit,
		fix,
		at: placeOf(handed, shape.commit ?? "")
	});
	if (stable?.tag !== void 0 && canBeTag(stable.tag)) {
		const tagged = await tagCommit(repository.data, stable.tag);
		if (tagged.state === "unknown") return [...findings, open(tagged.because, "commit")];
		if (tagged.state === "there" && tagged.data === commit) return [...findings, holds("commit")];
		if (tagged.state === "there") return [...findings, bad(`the payload was read at ${commit}, and ${stable.tag} is ${tagged.data}`, tagged.data)];
	}
	const landed = await onDefaultBranch(repository.data, commit);
	if (landed.state === "unknown") return [...findings, open(landed.because, "commit")];
	if (landed.state === "there" && landed.data) return [...findings, holds("commit")];
	const problem = landed.state === "absent" ? `${name} has no commit ${commit}` : `the default branch of ${name} does not hold ${commit}`;
	return [...findings, bad(problem, "a commit of the default branch")];
}
async function onDefaultBranch(repository, commit) {
	const tip = await tipOf(repository);
	return tip.ok ? isAncestor(repository, commit, tip.data) : {
		state: "unknown",
		because: tip.because
	};
}
function badForm(handed, about, pointer, what, actual) {
	return wrong(about, {
		problem: actual === void 0 ? `there is no ${what} at ${pointer}` : `${pointer} is no ${what}`,
		expected: `a ${what}`,
		actual: actual ?? null,
		fix: `name the ${what} at ${pointer}, and hand over anew`,
		at: placeOf(handed, pointer)
	});
}
const mostReleases = 20;
async function releaseBefore(repository, tag, commit) {
	const listed = await releasesOf(repository);
	if (!listed.ok) return listed;
	const published = listed.data.flatMap(({ full, tag: name, publishedAt: at }) => full && at !== void 0 ? [{
		tag: name,
		at
	}] : []);
	const own = published.find((each) => each.tag === tag)?.at ?? Number.POSITIVE_INFINITY;
	const earlier = published.filter((each) => each.tag !== tag && each.at < own).sort((a, b) => b.at - a.at);
	const producer = repository;
	for (const each of earlier.slice(0, mostReleases)) {
		if (!canBeTag(each.tag)) continue;
		const tagged = await tagCommit(producer, each.tag);
		if (tagged.state === "unknown") return {
			ok: false,
			because: tagged.because
		};
		if (tagged.state === "absent" || tagged.data === commit) continue;
		const related = await isAncestor(producer, tagged.data, commit);
		if (related.state === "unknown") return {
			ok: false,
			because: related.because
		};
		if (related.state === "there" && related.data) return {
			ok: true,
			data: {
				tag: each.tag,
				commit: tagged.data
			}
		};
	}
	if (earlier.length <= mostReleases) return {
		ok: true,
		data: void 0
	};
	return {
		ok: false,
		because: {
			code: "TRUNCATED",
			message: `none of the ${mostReleases} releases before ${tag} is of its line, and no more are looked at`,
			needs: `a release before ${tag} that it contains`
		}
	};
}

// shared/domain/landing/published.ts
async function publishedAt(repository, tag) {
	const release = await releaseOf(repository, tag);
	if (release.state === "unknown") return {
		ok: false,
		because: release.because
	};
	const time = release.state === "there" && !release.data.draft ? release.data.publishedAt : void 0;
	if (time !== void 0) return {
		ok: true,
		data: time
	};
	const message = `the release ${tag} of ${repository.name} is not published`;
	return {
		ok: false,
		because: noData(message, `a published release ${tag}`)
	};
}

// actions/release-handoff/outcome.ts
function outcomeOf(handed, ready = false) {
	if (handed === void 0) return { ready };
	const [baseline] = baselinesOf(handed);
	return {
		digest: handed.digest,
		...baseline?.tag === void 0 ? {} : { tag: baseline.tag },
		...baseline?.commit === void 0 ? {} : { commit: baseline.commit },
		ready
	};
}

// shared/domain/handoff/mode.ts
const plainMode = {
	required: [],
	forbidden: [],
	override: {},
	"must-match": [],
	terms: {}
};
function modeNamed(modes, name) {
	if (Object.hasOwn(modes, name)) return modes[name];
	return name === "stable" ? plainMode : void 0;
}
function judgeMode(handed, modes, accepts) {
	const { shape, document } = handed;
	const said = textAt(handed, shape.mode);
	const at = placeOf(handed, shape.mode ?? "");
	if (said === void 0 && shape.modeOptional !== true) return [lacks("the payload does not say of which mode it is", `a mode at ${shape.mode ?? "its top"}`, "mode")];
	const name = said ?? "stable";
	const mode = modeNamed(modes, name);
	if (mode === void 0 || !accepts.includes(name)) return [wrong(["mode"], {
		problem: `the payload is of the mode ${name}, ${mode === void 0 ? "which the configuration does not describe" : "which is not accepted here"}`,
		expected: accepts,
		actual: name,
		fix: `hand over by one of these modes: ${accepts.join(", ")}`,
		at
	})];
	const findings = [holds("mode")];
	const bad = (what, pointer, problem, expected, actual) => {
		const fix = `hand over anew, by what the mode ${name} asks for`;
		const about = [what, pointer];
		findings.push(wrong(about, {
			problem,
			expected,
			actual,
			fix,
			at: placeOf(handed, pointer)
		}));
	};
	for (const pointer of mode.required) {
		const value = document.get(pointer);
		if (value === void 0 || value === null) bad("required", pointer, `${name} asks for ${pointer}, and there is none`, "a value", value ?? null);
		else findings.push(holds("required", pointer));
	}
	for (const pointer of mode.forbidden) {
		const value = lookUp(document.value, pointer);
		if (value === void 0) findings.push(holds("forbidden", pointer));
		else bad("forbidden", pointer, `${name} forbids ${pointer}, and it is there`, "nothing", value);
	}
	const [baseline, active] = [baselinesOf(handed).find(({ which }) => which === "baseline"), baselinesOf(handed).find(({ which }) => which === "active")];
	if (baseline === void 0) return findings;
	for (const [field, value] of Object.entries(mode.override)) {
		const pointer = factPointer(handed, baseline, field);
		const actual = factOf(baseline, field);
		if (actual === value) findings.push(holds("override", field));
		else bad("override", pointer, `${name} is about ${field} ${value}`, value, actual ?? null);
	}
	for (const field of mode["must-match"]) {
		const pointer = factPointer(handed, baseline, field);
		const [own, theirs] = [factOf(baseline, field), active === void 0 ? void 0 : factOf(active, field)];
		if (theirs === void 0) bad("must-match", pointer, `there is no active ${field} that ${name} could match`, "an active baseline", null);
		else if (own === theirs) findings.push(holds("must-match", field));
		else bad("must-match", pointer, `${field} is not that of the active baseline`, theirs, own ?? null);
	}
	return findings;
}

// shared/domain/handoff/packet.ts
function packetText(payload, digest) {
	const { baseline, active, previous, packet, verification, impact, rollback, changelog } = payload;
	return `${[
		[`# ${plain(`Handoff of ${payload.producer} ${baseline.tag}`)}`],
		[
			`- Mode: ${plain(payload.mode)}`,
			`- Read at commit: ${code(payload.commit)}`,
			`- Generated at: ${plain(payload.generatedAt)}`,
			`- Payload (SHA-256): ${code(digest)}`
		],
		["## Intent"],
		quoted(packet.intent),
		["## Baseline"],
		table([
			"Baseline",
			"Tag",
			"Commit",
			"Versions",
			"Manifest",
			"SHA-256 of the manifest"
		], [
			row("Handed over", baseline),
			...active === void 0 ? [] : [row("In force", active)],
			...previous === null ? [] : [row("Before", previous)]
		]),
		...previous === null ? [["This is the first release."]] : [],
		["## Gates"],
		table([
			"Verification",
			"Asked for",
			"Status",
			"Tests",
			"Measured at",
			"Log (SHA-256)"
		], verification.results.map(({ id, title, required, status, executed, measuredAt, log }) => [
			plain(title ?? id),
			required ? "yes" : "no",
			plain(status),
			executed === void 0 ? "" : String(executed),
			plain(measuredAt),
			log === void 0 ? "" : code(log)
		])),
		["## Evidence"],
		table(["File", "SHA-256"], [
			...verification.reports.map((sha256) => ["report of the control verification", code(sha256)]),
			[plain(changelog.path), code(changelog.sha256)],
			...packet.evidence.map(({ path, sha256 }) => [plain(path), code(sha256)])
		]),
		["## Contract"],
		[`Error codes: ${payload.errorCodes.map(code).join(", ") || "none"}`],
		...payload.envelope === void 0 ? [] : [envelopeLines(payload.envelope)],
		...payload.terms === void 0 ? [] : [Object.entries(payload.terms).map(([name, value]) => `- ${plain(name)}: ${code(JSON.stringify(value))}`)],
		["## Consumer impact"],
		Object.entries(impact).map(([label, answer]) => `- ${plain(label)}: ${plain(answer)}`),
		[`## ${plain(`Changelog: ${changelog.heading}`)}`],
		quoted(changelog.text),
		["## Ownership and escalation"],
		table([
			"Responsibility",
			"Owner",
			"Escalation"
		], packet.owners.map(({ responsibility, owner, escalation }) => [
			responsibility,
			owner,
			escalation
		].map(plain))),
		["## Open risks"],
		packet.risks.map((risk) => `- ${plain(risk)}`),
		["## Rollback"],
		[rollback.to === null ? "There is no release to go back to." : `Back to ${plain(rollback.to.tag)}, commit ${code(rollback.to.commit)}:`],
		rollback.steps.map((step, index) => `${index + 1}. ${plain(step)}`),
		["## Operator commands"],
		...packet.commands.flatMap(({ what, run }, index) => [[`${index + 1}. ${plain(what)}`], [`    ${code(run.map(argument).join(" "))}`]])
	].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
function row(name, { tag, commit, versions, manifest }) {
	const said = Object.entries(versions).map(([id, version]) => `${plain(id)} ${plain(version)}`);
	return [
		name,
		plain(tag),
		code(commit),
		said.join(", "),
		plain(manifest?.path ?? ""),
		manifest === void 0 ? "" : code(manifest.sha256)
	];
}
function envelopeLines({ version, failure, success }) {
	return [["failed answers", failure], ["successful answers", success]].flatMap(([kind, fields]) => fields === void 0 ? [] : [
		"requires",
		"optional",
		"forbids"
	].flatMap((demand) => fields[demand].length === 0 ? [] : [`- ${plain(version)}, ${kind}, ${demand}: ${fields[demand].map(code).join(", ")}`]));
}
function table(header, rows) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [
		line(header),
		line(header.map(() => "---")),
		...rows.map(line)
	];
}
function plain(text) {
	return escapeMarkdown(oneLine(text));
}
function code(text) {
	const inner = oneLine(text);
	if (inner === "") return "(empty)";
	const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map((run) => run[0].length));
	const fence = "`".repeat(longest + 1);
	const pad = inner.startsWith("`") || inner.endsWith("`") ? " " : "";
	return `${fence}${pad}${inner}${pad}${fence}`;
}
function quoted(text) {
	return text.split(/\r\n|\r|\n/).map((line) => line.trim() === "" ? ">" : `> ${plain(line)}`);
}
function argument(text) {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

// shared/domain/handoff/results.ts
const clocks = 3e5;
function judgeResults(handed, { maximumAge, moment }) {
	const { shape, document } = handed;
	const hand = "run the control verification for this commit, and hand over what it measured";
	const list = shape.results === void 0 ? void 0 : document.get(shape.results);
	if (shape.results === void 0 || !Array.isArray(list) || list.length === 0) {
		const commands = document.get(shape.commands);
		const count = Array.isArray(commands) ? commands.length : 0;
		const problem = count === 0 ? "the payload hands on no results" : `the payload lists ${count} commands at ${shape.commands}, and the outcome of none`;
		return [wrong(["results"], {
			problem,
			expected: "an outcome for each verification",
			actual: commands ?? null,
			fix: hand,
			at: placeOf(handed, shape.results ?? shape.commands)
		})];
	}
	const commit = textAt(handed, shape.commit);
	const seen = /* @__PURE__ */ new Set();
	const findings = [];
	let passing = 0;
	for (const [index, each] of list.entries()) {
		const at = childPointer(shape.results, index);
		const result = isObject(each) ? each : {};
		const id = typeof result["id"] === "string" ? result["id"] : `#${index + 1}`;
		const problem = seen.has(id) ? "is there twice" : problemOf(result, commit, maximumAge, moment);
		const about = seen.has(id) ? [id, String(index + 1)] : [id];
		seen.add(id);
		if (problem === void 0) {
			passing += result["required"] === true ? 1 : 0;
			findings.push(holds(...about));
			continue;
		}
		findings.push(wrong(about, {
			problem: `the result of ${id} ${problem}`,
			expected: "passed, for the commit of the payload",
			actual: each,
			fix: hand,
			at: placeOf(handed, at)
		}));
	}
	if (passing === 0 && findings.every(({ verdict }) => verdict.status === "passed")) {
		const problem = "no verification that is required passed";
		const at = placeOf(handed, shape.results);
		findings.push(wrong(["results"], {
			problem,
			expected: "at least one",
			actual: 0,
			fix: hand,
			at
		}));
	}
	return findings;
}
function problemOf({ status, required, commit: of, measuredAt, exit }, commit, maximumAge, { latest }) {
	if (required !== false && status !== "passed") return `is ${typeof status === "string" ? status : "not told"}`;
	if (status === "passed" && exit !== void 0 && exit !== 0) return `passed with the exit code ${JSON.stringify(exit)}`;
	if (of !== commit) return `is of the commit ${typeof of === "string" ? of : "that nobody named"}, and not of ${commit ?? "any"}`;
	const time = typeof measuredAt === "string" ? parseTime(measuredAt) : void 0;
	if (time === void 0) return "does not say when it was measured";
	if (time > latest + clocks) return `is of ${isoTime(time)}, which has not come yet`;
	return latest - time > maximumAge ? `is of ${isoTime(time)}, and older than is taken` : void 0;
}

// shared/domain/handoff/texts.ts
function textsOf({ document, shape }) {
	return document.leaves().flatMap((pointer) => {
		const text = document.get(pointer);
		const apart = shape.opaque.some((each) => pointer === each || pointer.startsWith(`${each}/`));
		return typeof text === "string" && !apart ? [{
			pointer,
			text
		}] : [];
	});
}
function judgeGaps(handed) {
	return textsOf(handed).filter(({ text }) => isPlaceholder(text)).map(({ pointer, text }) => wrong([pointer], {
		problem: `${pointer} is not filled in: it says ${quote(text, 80)}`,
		expected: "an answer",
		actual: text,
		fix: `say at ${pointer} what is so, and hand over anew`,
		at: placeOf(handed, pointer)
	}));
}
function judgeFilled(handed) {
	const { shape, document } = handed;
	const findings = judgeGaps(handed);
	if (shape.impact === void 0 || document.get(shape.impact) === void 0) findings.push(wrong(["the consumer impact statement"], {
		problem: "there is no consumer impact statement",
		expected: "what the release changes for its consumers",
		actual: null,
		fix: "hand over with a statement that says what changes at run time, what to map and test anew, and whether to repin",
		at: placeOf(handed, shape.impact ?? "")
	}));
	return findings.length > 0 ? findings : [holds()];
}
const machine = /(?:^|[\s"'=:(,])(?:\/(?:Users|home|root|tmp|private|mnt|Volumes|workspace|builds|__w|github\/workspace|var\/folders)\/|~\/|file:\/\/|[A-Za-z]:[\\/](?!\/)|\\\\[^\\\s]+\\)/;
function judgeContained(handed) {
	const files = filesOf(handed);
	const places = new Set(files.map(({ pointer }) => pointer));
	const findings = [];
	for (const { pointer, path } of files) {
		const contained = containedPath(path);
		if (!contained.ok) findings.push(outside(handed, pointer, path, `the path at ${pointer} ${contained.message}`));
		else if (contained.path !== path) findings.push(outside(handed, pointer, path, `the path at ${pointer} is not in its shortest form`));
	}
	const texts = textsOf(handed);
	for (const { pointer, text } of texts) {
		if (!places.has(pointer) && machine.test(text)) findings.push(outside(handed, pointer, text, `${pointer} names a place on a machine`));
		const { found } = redact(text);
		if (found.length > 0) findings.push(outside(handed, pointer, found, `${pointer} holds what looks like a credential (${found[0]})`, found));
	}
	if (findings.length > 0) return findings;
	return texts.length > 0 ? [holds()] : [lacks("the payload holds no text", "a payload that says something")];
}
function outside(handed, pointer, actual, problem, more = []) {
	return wrong([pointer, ...more], {
		problem,
		expected: "a path from the top of the repository",
		actual,
		fix: `name what is meant at ${pointer} from the top of the repository, and hand over anew`,
		at: placeOf(handed, pointer)
	});
}

// shared/domain/handoff/section.ts
function sectionText(text, heading) {
	const parsed = parseMarkdown(text);
	if (!parsed.ok) return {
		ok: false,
		message: parsed.message,
		line: parsed.position.line
	};
	const { headings, lines } = parsed.document;
	const [own, second] = headingsNamed(parsed.document, heading);
	if (own === void 0) return {
		ok: false,
		message: `has no section ${JSON.stringify(heading)}`
	};
	const line = own.position.line;
	if (second !== void 0) return {
		ok: false,
		message: `has the section ${JSON.stringify(heading)} twice`,
		line: second.position.line
	};
	const next = headings.find((each) => each.position.line > line && each.depth <= own.depth);
	const end = next === void 0 ? text.length : lines.start(next.position.line) ?? text.length;
	const trimmed = text.slice(lines.start(line + 1) ?? text.length, end).replace(/^(?:=+|-+)[ \t]*(?:\r\n|\r|\n|$)/, "").replace(/^(?:[ \t]*(?:\r\n|\r|\n))+/, "").trimEnd();
	if (trimmed === "") return {
		ok: false,
		message: `has nothing in the section ${JSON.stringify(heading)}`,
		line
	};
	return {
		ok: true,
		text: trimmed.replaceAll(/\r\n|\r/g, "\n"),
		line
	};
}

// shared/domain/handoff/files.ts
const mostBytes = 4194304;
function readingAt(repository, recorded) {
	const known = /* @__PURE__ */ new Map();
	return (path, commit) => {
		const key = `${commit}:${path}`;
		const read = async () => {
			if (!repository.ok) return {
				state: "unknown",
				because: repository.because
			};
			const file = await fileAt(repository.data, path, commit, mostBytes);
			if (file.state === "there") recorded(`${repository.data.name}/${path}`, commit, file.data);
			return file;
		};
		const reading = known.get(key) ?? read();
		known.set(key, reading);
		return reading;
	};
}
function commitOf(handed, { of }, tagged) {
	if (of !== void 0) return baselinesOf(handed).find(({ which }) => which === of)?.commit;
	return textAt(handed, handed.shape.commit) ?? tagged;
}
function isPlain(path) {
	const contained = containedPath(path);
	return contained.ok && contained.path === path;
}
async function judgeDigests(handed, tagged, read) {
	const files = filesOf(handed);
	const findings = [];
	for (const file of files) findings.push(await judgeDigest(handed, file, tagged, read));
	return files.length > 0 ? findings : [lacks("the payload names no file", "a payload with its manifest")];
}
async function judgeDigest(handed, file, tagged, read) {
	const { pointer, path, sha256: said } = file;
	const at = placeOf(handed, pointer);
	if (said === void 0) return wrong([pointer], {
		problem: `${pointer} names ${path} without its sha256, so that nothing binds what it is`,
		expected: "the sha256 of its bytes",
		actual: path,
		fix: `hand over anew, with the sha256 beside ${pointer}`,
		at
	});
	if (!isPlain(path)) return lacks(`the path at ${pointer} leads outside`, "a path of the repository", pointer);
	const commit = commitOf(handed, file, tagged);
	if (commit === void 0 || !formats.commit.matches(commit)) return lacks(`it is not known at which commit ${path} is meant`, "a commit in the payload", pointer);
	const found = await read(path, commit);
	if (found.state === "unknown") return open(found.because, pointer);
	const actual = found.state === "there" ? sha256(found.data) : null;
	if (actual === said) return holds(pointer);
	const problem = actual === null ? `${path} ${found.state === "absent" ? found.message : ""} at commit ${commit}` : `${path} has other bytes at commit ${commit} than the payload says`;
	const fix = `hand over anew, by what ${path} is at the commit`;
	return wrong([pointer], {
		problem,
		expected: said,
		actual,
		fix,
		at
	});
}
async function judgeAgrees(handed, tagged, { facts, errorCodes }, overridden, read) {
	const manifest = filesOf(handed).find((file) => file.manifest);
	const asked = [...Object.keys(facts), ...errorCodes === void 0 ? [] : ["error-codes"]];
	if (asked.length === 0) return [lacks("the configuration names no fact of the manifest", "verify: facts")];
	const allOpen = (because) => asked.map((name) => open(because, name));
	const none = (message) => allOpen({
		code: "NO_DATA",
		message,
		needs: "a manifest that can be read"
	});
	if (manifest === void 0 || !isPlain(manifest.path)) return none("the payload names no manifest of the repository");
	const commit = commitOf(handed, manifest, tagged);
	if (commit === void 0 || !formats.commit.matches(commit)) return none("the commit of the manifest is not known");
	const found = await read(manifest.path, commit);
	if (found.state === "unknown") return allOpen(found.because);
	if (found.state === "absent") return none(`${manifest.path} ${found.message} at commit ${commit}`);
	const document = manifestDocument(found.data);
	if (document === void 0) return none(`${manifest.path} at commit ${commit} is no JSON that can be read`);
	const baselines = baselinesOf(handed);
	const findings = [];
	for (const [name, pointer] of Object.entries(facts)) {
		const value = document.get(pointer);
		for (const baseline of baselines.filter(({ which }) => which !== "previous")) {
			if (baseline.which === "baseline" && overridden.includes(name)) continue;
			const at = factPointer(handed, baseline, name);
			const actual = factOf(baseline, name);
			const about = [name, baseline.which];
			if (value !== void 0 && actual === value) findings.push(holds(...about));
			else findings.push(wrong(about, {
				problem: `${name} at ${at} is not what ${manifest.path} says at ${pointer}`,
				expected: value ?? null,
				actual: actual ?? null,
				fix: "hand over anew, by what the manifest says",
				at: placeOf(handed, at)
			}));
		}
	}
	if (errorCodes !== void 0) findings.push(judgeCodes(handed, lookUp(document.value, errorCodes), manifest.path));
	return findings;
}
async function judgeChangelog({ payload, path: own }, at, read) {
	const about = "the changelog";
	if (payload === void 0) return lacks(`${own} does not have its form, as another result says`, "a payload", about);
	const { path, heading, text } = payload.changelog;
	if (!isPlain(path)) return lacks("the path of the changelog is none of the repository", "a path of it", about);
	const found = await read(path, payload.commit);
	if (found.state === "unknown") return open(found.because, about);
	const decoded = found.state === "there" ? decodeText(found.data) : void 0;
	const section = decoded?.ok === true ? sectionText(decoded.text, heading) : void 0;
	const actual = section?.ok === true ? section.text : null;
	if (actual === text) return holds(about);
	const problem = `the entry ${JSON.stringify(heading)} is not what ${path} says at the commit`;
	return wrong([about], {
		problem,
		expected: actual,
		actual: text,
		fix: "hand over anew",
		at
	});
}
function judgeCodes(handed, value, path) {
	const pointer = handed.shape.errorCodes;
	const own = textsAt(handed, pointer);
	const theirs = Array.isArray(value) ? value : void 0;
	const lacking = theirs?.filter((code) => typeof code !== "string" || own?.includes(code) !== true) ?? [];
	const more = own?.filter((code) => theirs?.includes(code) !== true) ?? [];
	if (own !== void 0 && theirs !== void 0 && theirs.length > 0 && lacking.length + more.length === 0) return holds("error-codes");
	const words = [...lacking.length === 0 ? [] : [`lacks ${listed(lacking.map(String))}`], ...more.length === 0 ? [] : [`has ${listed(more)} besides`]];
	return wrong(["error-codes"], {
		problem: `the list at ${pointer} is not that of ${path}: it ${words.join(", and ") || "cannot be compared"}`,
		expected: value ?? null,
		actual: own ?? null,
		fix: "hand over anew, with the error codes of the manifest",
		at: placeOf(handed, pointer)
	});
}
function manifestDocument(content) {
	const decoded = decodeText(content);
	const parsed = decoded.ok ? parseJson(decoded.text) : void 0;
	if (parsed?.ok !== true || parsed.document.duplicates.length > 0) return void 0;
	return isObject(parsed.document.value) ? parsed.document : void 0;
}

// actions/release-handoff/source-files.ts
function sourceFiles(ctx, repository) {
	const commit = ctx.tree.ref ?? ctx.subject.headSha;
	if (commit === void 0) return void 0;
	const whole = (path) => `${ctx.policy.folder}${path}`;
	const readAt = readingAt(repository, ctx.recorded);
	const known = /* @__PURE__ */ new Map();
	const read = async (path) => {
		if (ctx.tree.ref === void 0) return readAt(whole(path), commit);
		const found = await ctx.read(path);
		if (found.found) return {
			state: "there",
			data: found.content
		};
		if (found.because !== void 0) return {
			state: "unknown",
			because: found.because
		};
		return {
			state: "absent",
			message: found.message
		};
	};
	const decoded = async (path) => {
		const found = await read(path);
		if (found.state === "unknown") return found;
		if (found.state === "absent") return {
			state: "wrong",
			message: found.message
		};
		const text = decodeText(found.data);
		if (!text.ok) return {
			state: "wrong",
			message: text.message,
			line: text.line
		};
		return {
			state: "text",
			text: text.text,
			sha256: sha256(found.data)
		};
	};
	return {
		commit,
		whole,
		text(path) {
			const reading = known.get(path) ?? decoded(path);
			known.set(path, reading);
			return reading;
		}
	};
}

// actions/release-handoff/sources.ts
async function textOf({ findings, files }, what, path) {
	const read = await files.text(path);
	if (read.state === "text") return read;
	if (read.state === "unknown") findings.push(open(read.because, what));
	else findings.push(lacking(what, path, read.message, read.line));
}
function lacking(what, path, message, line) {
	return wrong([what], {
		problem: `${what} cannot be handed over: ${path} ${message}`,
		actual: message,
		fix: `bring ${path} in order, and release that`,
		at: {
			path,
			...line === void 0 ? {} : { line }
		}
	});
}
async function section(sought, what, { path, heading }, tag) {
	const read = await textOf(sought, what, path);
	if (read === void 0) return void 0;
	const name = heading.replaceAll("{tag}", tag);
	const found = sectionText(read.text, name);
	if (!found.ok) {
		sought.findings.push(lacking(what, path, found.message, found.line));
		return;
	}
	sought.findings.push(holds(what));
	return {
		path: sought.files.whole(path),
		sha256: read.sha256,
		heading: name,
		text: found.text
	};
}
async function evidence(sought, path) {
	const read = await textOf(sought, `the evidence ${path}`, path);
	if (read === void 0) return void 0;
	sought.findings.push(holds(`the evidence ${path}`));
	return {
		path: sought.files.whole(path),
		sha256: read.sha256
	};
}
async function manifestOf(sought, { manifest: path, facts }) {
	const what = "the manifest";
	const read = await textOf(sought, what, path);
	if (read === void 0) return void 0;
	const document = manifestDocument(new TextEncoder().encode(read.text));
	if (document === void 0) {
		sought.findings.push(lacking(what, path, "is no JSON object with every key once"));
		return;
	}
	const said = /* @__PURE__ */ new Map();
	for (const [name, pointer] of Object.entries(facts)) {
		const value = document.get(pointer);
		if (typeof value === "string" && value !== "") said.set(name, value);
		else sought.findings.push(lacking(`the fact ${name}`, path, `has no text at ${pointer}`, document.near(pointer)?.line));
	}
	if (said.size < Object.keys(facts).length) return void 0;
	sought.findings.push(holds(what));
	return {
		said,
		file: {
			path: sought.files.whole(path),
			sha256: read.sha256
		}
	};
}
function baselineOf(said, tagged, manifest) {
	const versions = [...said].filter(([name]) => name !== "tag" && name !== "commit");
	return {
		tag: said.get("tag") ?? "",
		commit: said.get("commit") ?? tagged,
		versions: Object.fromEntries(versions),
		manifest
	};
}
async function releasedCommit({ findings }, tag, repository) {
	const what = "the commit of the release";
	const none = (because) => void findings.push(open(because, what));
	if (!repository.ok) return none(repository.because);
	if (!canBeTag(tag)) return none({
		code: "NO_DATA",
		message: `${tag} cannot be a tag`,
		needs: "the tag in the manifest"
	});
	const seen = await tagCommit(repository.data, tag);
	if (seen.state === "unknown") return none(seen.because);
	if (seen.state === "absent") {
		findings.push(wrong([what], {
			problem: `${repository.data.name} has no tag ${tag}`,
			expected: "the release that the manifest names",
			actual: tag,
			fix: `publish ${tag} before it is handed over`
		}));
		return;
	}
	findings.push(holds(what));
	return seen.data;
}
async function previousOf({ findings, files }, ctx, { manifest: path, facts }, { tag, commit }, repository) {
	const what = "the release before";
	if (!repository.ok) return void findings.push(open(repository.because, what));
	const before = await releaseBefore(repository.data, tag, commit);
	if (!before.ok) return void findings.push(open(before.because, what));
	if (before.data === void 0) {
		findings.push(holds(what));
		return null;
	}
	const whole = files.whole(path);
	const file = await readingAt(repository, ctx.recorded)(whole, before.data.commit);
	if (file.state === "unknown") return void findings.push(open(file.because, what));
	findings.push(holds(what));
	const document = file.state === "there" ? manifestDocument(file.data) : void 0;
	if (file.state === "absent" || document === void 0) return {
		...before.data,
		versions: {}
	};
	return {
		...before.data,
		versions: Object.fromEntries(versionsIn(document, facts)),
		manifest: {
			path: whole,
			sha256: ctx.recorded(`${repository.data.name}/${whole}`, before.data.commit, file.data)
		}
	};
}
function versionsIn(document, facts) {
	return Object.entries(facts).flatMap(([name, pointer]) => {
		const value = document.get(pointer);
		return name !== "tag" && name !== "commit" && typeof value === "string" && value !== "" ? [[name, value]] : [];
	});
}
async function codesOf(sought, surface) {
	const what = "the error codes";
	const place = surface["error-codes"]?.lists[0];
	if (place === void 0) {
		sought.findings.push(holds(what));
		return [];
	}
	const read = await textOf(sought, what, place.path);
	if (read === void 0) return void 0;
	const { textsListed } = await import("./domain-contract-surface-list-place.js");
	const list = textsListed(place, read.text, "error code");
	const [problem] = list.problems;
	if (problem !== void 0) {
		sought.findings.push(lacking(what, place.path, problem.message, problem.at.line));
		return;
	}
	sought.findings.push(holds(what));
	return list.items.map(({ text }) => text).sort();
}
function envelopeOf({ findings }, { id, envelope }, version) {
	const what = "the policy of the envelope";
	if (envelope === void 0) {
		findings.push(holds(what));
		return null;
	}
	const policy = version !== void 0 && Object.hasOwn(envelope.policies, version) ? envelope.policies[version] : void 0;
	if (version === void 0 || policy === void 0) {
		const needs = `envelope.policies of ${id} for ${version ?? envelope.version} in the configuration of the base`;
		const message = `the surface ${id} has no policy of the envelope for ${version ?? `a ${envelope.version} that is not known`}`;
		findings.push(open({
			code: "NO_DATA",
			message,
			needs
		}, what));
		return;
	}
	findings.push(holds(what));
	const { failure, success } = policy;
	return {
		version,
		...failure === void 0 ? {} : { failure },
		...success === void 0 ? {} : { success }
	};
}
async function impactOf(sought, { impact }, tag) {
	const what = "the consumer impact statement";
	const { path, pointer, labels } = impact;
	const read = await textOf(sought, what, path);
	if (read === void 0) return void 0;
	const fail = (message, line) => void sought.findings.push(lacking(what, path, message, line));
	const { addedImpact, writtenImpact } = await import("./domain-contract-surface-impact.js");
	let answers;
	if (pointer === void 0) {
		const heading = impact.heading?.replaceAll("{tag}", tag);
		const found = addedImpact(void 0, read.text, {
			heading,
			labels
		});
		if (!found.ok) return fail(found.message);
		answers = found.answers;
	} else {
		const source = readSource({
			path,
			text: read.text
		});
		if (!source.ok) return fail(source.problems[0]?.message ?? "cannot be read", source.problems[0]?.position?.line);
		answers = writtenImpact(void 0, source.document, pointer, labels);
	}
	const missing = answers.filter(({ state }) => state === "missing");
	if (missing.length > 0) return fail(`does not answer ${missing.map(({ label }) => label).join(", ")}`, missing[0]?.position?.line);
	sought.findings.push(holds(what));
	return Object.fromEntries(answers.map(({ label, value = "" }) => [label, value]));
}
async function risksOf(sought, place, tag) {
	const what = "the open risks";
	const read = await textOf(sought, what, place.path);
	if (read === void 0) return void 0;
	const { textsListed } = await import("./domain-contract-surface-list-place.js");
	const list = textsListed({
		path: place.path,
		list: place.heading.replaceAll("{tag}", tag)
	}, read.text, "risk");
	const [problem] = list.problems;
	if (problem !== void 0) {
		sought.findings.push(lacking(what, place.path, problem.message, problem.at.line));
		return;
	}
	sought.findings.push(holds(what));
	return list.items.map(({ text }) => text);
}
const Commit = object({ committer: object({ date: string() }) });
async function timeOf({ findings, files }, epoch, repository) {
	const what = "the time of the commit";
	if (epoch !== void 0) {
		findings.push(holds(what));
		return isoTime(epoch * 1e3);
	}
	const fail = (because) => void findings.push(open(because, what));
	if (!repository.ok) return fail(repository.because);
	const { github, name } = repository.data;
	const answer = await github.get("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", {
		...ownerAndRepo(name),
		commit_sha: files.commit
	}, Commit);
	if (!answer.ok) return fail(answer.because);
	const time = parseTime(answer.data.committer.date);
	if (time === void 0) return fail({
		code: "NO_DATA",
		message: `GitHub gives no time for ${files.commit}`,
		needs: "source-date-epoch"
	});
	findings.push(holds(what));
	return isoTime(time);
}

export { AnswerSchema, baselineOf, baselinesOf, codesOf, eachWrong, envelopeOf, evidence, handoffKind, handoffText, holds, impactOf, judgeAgrees, judgeBaseline, judgeChangelog, judgeContained, judgeDigests, judgeFilled, judgeGaps, judgeMode, judgeResults, judgeSource, lacks, manifestOf, modeNamed, onDefaultBranch, open, outcomeOf, packetText, placeOf, previousOf, publishedAt, readHanded, readingAt, releaseBefore, releasedCommit, risksOf, section, sourceFiles, textAt, timeOf, wrong };