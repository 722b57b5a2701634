import { CommitId, RelativePath, Sha256, childPointer, codeLine, containedPath, decodeText, formatPointer, isCommitId, isObject, isoTime, listed, lookUp, ownerAndRepo, parsePointer, parseTime, plainLine, quote, quotedLines, redact, setMember, sha256, tableLines } from "./shared.js";
import { _enum, array, boolean, json, literal, number, object, record, strictObject, string } from "./vendor.js";
import { startedByWriters } from "./shell-action.js";
import { formats, isPlaceholder } from "./parse.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";
import { branchTip, canBeTag, fileAt, isAncestor, onDefaultBranch as onDefaultBranch$1, releaseOf, releasesOf, tagCommit, tipOf } from "./domain-repository.js";
import { noData } from "./domain-verdict.js";
import { shellWord } from "./core-shell-word.js";
import { readSource } from "./domain-data-file.js";
import { checkRunsOf, judgeRuns } from "./domain-check-run.js";
import { landingOf } from "./domain-landing.js";
import { judgeReportOf, reportsOfRun, verificationsOf } from "./domain-own-report.js";
import { holds, lacks, open, wrong } from "./domain-finding.js";
import { verificationStatuses } from "./domain-verification-record.js";
import { shapes } from "./domain-handoff-config.js";
import { headingsNamed, parseMarkdown } from "./parse-markdown.js";

// shared/domain/handoff/acknowledgement.ts
const Text$1 = string().trim().min(1, "must not be empty").refine((text) => !isPlaceholder(text), "is a placeholder that nobody filled in");
const answerVerdicts = ["accepted", "rejected"];
const AcknowledgementSchema = strictObject({
	handoff: Sha256.meta({ description: "The SHA-256 of the payload that is answered, as its packet says it." }),
	release: string().refine(formats.tag.matches, `expected ${formats.tag.describes}`),
	commit: CommitId.meta({ description: "The commit of the consumer at which it was tried." }),
	"files-changed": array(RelativePath).refine((paths) => new Set(paths).size === paths.length, "names a file twice").meta({ description: "What the consumer changed to follow since the handoff came; none is []." }),
	results: array(strictObject({
		id: Text$1,
		status: _enum(verificationStatuses)
	})).refine((results) => new Set(results.map(({ id }) => id)).size === results.length, "names a result twice"),
	blockers: array(strictObject({
		what: Text$1,
		state: _enum(["open", "resolved"])
	})).meta({ description: "What stands in the way; none is []." }),
	verdict: _enum(answerVerdicts),
	reason: Text$1.optional()
});

// shared/parse/json-bytes.ts
function readJson(content) {
	const decoded = decodeText(content);
	if (!decoded.ok) return {
		ok: false,
		message: decoded.message,
		line: decoded.line
	};
	if (decoded.bom) return {
		ok: false,
		message: "begins with a byte order mark",
		line: 1
	};
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return {
		ok: false,
		message: parsed.message,
		...parsed.position
	};
	const { document } = parsed;
	const [twice] = document.duplicates;
	if (twice === void 0) return {
		ok: true,
		document
	};
	return {
		ok: false,
		message: `has ${twice.pointer} twice, so that readers could see different documents`,
		...twice.position
	};
}

// shared/domain/handoff/payload.ts
const handoffKind = "release-governance/handoff";
const Text = string().min(1);
const Time = string().refine((text) => parseTime(text) !== void 0, "expected a time with its zone");
const FileSchema = strictObject({
	path: RelativePath.meta({ description: "From the top of the repository." }),
	sha256: Sha256
});
const BaselineSchema = strictObject({
	tag: string().refine(formats.tag.matches, `expected ${formats.tag.describes}`),
	commit: CommitId,
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
	commit: CommitId,
	argv: array(string()).optional(),
	exit: number().int().optional(),
	expectedExit: number().int().optional().meta({ description: "The exit code that shows success; absent for 0." }),
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
	commit: CommitId.meta({ description: "The commit at which everything in it was read." }),
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
	impactFrom: FileSchema.extend({
		heading: Text.optional(),
		pointer: string().optional()
	}).meta({ description: "Where the producer says it: bullets of the file, under the heading if there is one, or an object at the pointer." }),
	rollback: strictObject({
		to: strictObject({
			tag: Text,
			commit: CommitId
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
	const read = readJson(content);
	if (!read.ok) {
		const { message, line, column } = read;
		return {
			handed: void 0,
			problems: [{
				pointer: "",
				message,
				at: {
					path,
					line,
					...column === void 0 ? {} : { column }
				}
			}]
		};
	}
	const { document } = read;
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

// shared/domain/handoff/results.ts
const clockTolerance = 3e5;
function judgeResults(handed, { asked, maximumAge, moment }) {
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
	const seen = new Set();
	const findings = [];
	let passing = 0;
	for (const [index, each] of list.entries()) {
		const at = childPointer(shape.results, index);
		const result = isObject(each) ? each : {};
		const id = typeof result["id"] === "string" ? result["id"] : `#${index + 1}`;
		const required = result["required"] !== false || asked.includes(id);
		const problem = seen.has(id) ? "is there twice" : problemOf(result, required, commit, maximumAge, moment);
		const about = seen.has(id) ? [id, String(index + 1)] : [id];
		seen.add(id);
		if (problem === void 0) {
			passing += required ? 1 : 0;
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
	for (const id of asked.filter((each) => !seen.has(each))) {
		const problem = `the payload hands on no result of ${id}, which is asked for`;
		const at = placeOf(handed, shape.results);
		findings.push(wrong([id], {
			problem,
			expected: "passed",
			actual: null,
			fix: hand,
			at
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
function problemOf(result, required, commit, maximumAge, { latest }) {
	const { status, commit: of, measuredAt } = result;
	if (required && status !== "passed") return `is ${typeof status === "string" ? status : "not told"}`;
	const unmeasured = status === "passed" ? whyNotMeasured(result) : void 0;
	if (unmeasured !== void 0) return unmeasured;
	if (of !== commit) return `is of the commit ${typeof of === "string" ? of : "that nobody named"}, and not of ${commit ?? "any"}`;
	const time = typeof measuredAt === "string" ? parseTime(measuredAt) : void 0;
	if (time === void 0) return "does not say when it was measured";
	if (time > latest + 3e5) return `is of ${isoTime(time)}, which has not come yet`;
	return latest - time > maximumAge ? `is of ${isoTime(time)}, and older than is taken` : void 0;
}
function whyNotMeasured({ argv, exit, expectedExit = 0, executed, log }) {
	if (exit !== void 0 && exit !== expectedExit) return `passed with the exit code ${JSON.stringify(exit)}, and not with ${JSON.stringify(expectedExit)}`;
	if (executed !== void 0) return typeof executed === "number" && executed > 0 ? void 0 : "passed without a test that ran";
	return Array.isArray(argv) && argv.length > 0 && exit === expectedExit && typeof log === "string" ? void 0 : "passed, and names neither tests that ran nor a command with its exit code and log";
}

// shared/domain/handoff/release.ts
async function judgeBaseline(handed, baseline, repository, relation) {
	const { which, tag, commit, tagAt, commitAt } = baseline;
	const about = (what) => [which, what];
	const form = [...tag !== void 0 && canBeTag(tag) ? [] : [badForm(handed, about("tag"), tagAt, "tag", tag)], ...commit !== void 0 && isCommitId(commit) ? [] : [badForm(handed, about("commit"), commitAt, "full commit id", commit)]];
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
	if (commit === void 0 || !isCommitId(commit)) return [...findings, badForm(handed, ["commit"], shape.commit, "full commit id", commit)];
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
	const landed = await onDefaultBranch$1(repository.data, commit);
	if (landed.state === "unknown") return [...findings, open(landed.because, "commit")];
	if (landed.state === "there" && landed.data) return [...findings, holds("commit")];
	const problem = landed.state === "absent" ? `${name} has no commit ${commit}` : `the default branch of ${name} does not hold ${commit}`;
	return [...findings, bad(problem, "a commit of the default branch")];
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
function judgeGeneratedAt(handed, { latest }) {
	const pointer = handed.shape.generatedAt;
	const said = textAt(handed, pointer);
	const time = said === void 0 ? void 0 : parseTime(said);
	if (time === void 0) return lacks("the payload does not say of when it is", `a time at ${pointer}`, "time");
	if (time <= latest + 3e5) return holds("time");
	const problem = `the payload is of ${isoTime(time)}, which has not come yet`;
	const fix = "hand over anew, by the time of the commit";
	const expected = `not later than ${isoTime(latest)}`;
	return wrong(["time"], {
		problem,
		expected,
		actual: said,
		fix,
		at: placeOf(handed, pointer)
	});
}
function judgeRollback(handed) {
	const { payload } = handed;
	if (payload === void 0) return [];
	const { previous, rollback } = payload;
	const expected = previous === null ? null : {
		tag: previous.tag,
		commit: previous.commit
	};
	const actual = rollback.to;
	if (expected?.tag === actual?.tag && expected?.commit === actual?.commit) return [holds("the way back")];
	const problem = `the way back leads to ${actual?.tag ?? "no release"}, and the release before is ${expected?.tag ?? "none"}`;
	return [wrong(["the way back"], {
		problem,
		expected,
		actual,
		fix: "hand over anew, with the way back to the release before",
		at: placeOf(handed, "/rollback/to")
	})];
}

// shared/domain/handoff/said-baseline.ts
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

// actions/release-handoff/tried.ts
const mostBytes$1 = 1048576;
const mostFiles = 20;
async function judgeTried(policy, repository, { commit, "files-changed": files }, begun) {
	return [
		...await judgeChecks(policy, repository, commit, begun),
		await judgeLanded(policy, repository, commit),
		...await judgeChanged(policy, repository, commit, files, begun)
	];
}
async function judgeChecks({ check, answer }, { github, name }, commit, begun) {
	const about = check.check;
	const runs = await checkRunsOf(github, name, commit, check);
	if (!runs.ok) return [open(runs.because, about)];
	const checked = {
		about: [about],
		verdict: judgeRuns(runs.data, `${name} at ${commit}`, check)
	};
	if (checked.verdict.status !== "passed") return [checked];
	if (!begun.ok) return [checked, open(begun.because, about, "since")];
	const started = runs.data.map((run) => parseTime(run.started_at ?? ""));
	if (started.some((time) => time === void 0)) return [checked, lacks(`GitHub does not say when ${about} began for ${commit}`, `the start of ${about}`, about, "since")];
	const first = Math.min(...started.map((time) => time ?? 0));
	if (first >= begun.data) return [checked, holds(about, "since")];
	return [checked, wrong([about, "since"], {
		problem: `the check ${about} of ${name} at ${commit} began ${isoTime(first)}, before the handoff came, and tried nothing of it`,
		expected: `a check that began after ${isoTime(begun.data)}`,
		actual: isoTime(first),
		fix: "follow the handoff, let the check run for that commit, and answer of it",
		at: { path: answer.path }
	})];
}
async function judgeLanded({ answer }, repository, commit) {
	const landed = await onDefaultBranch$1(repository, commit);
	if (landed.state === "unknown") return open(landed.because, "commit");
	if (landed.state === "there" && landed.data) return holds("commit");
	const problem = `the answer is about commit ${commit}, which the default branch of ${repository.name} does not hold`;
	const fix = `answer of a commit that ${repository.name} has merged`;
	return wrong(["commit"], {
		problem,
		expected: "a commit of the default branch",
		actual: commit,
		fix,
		at: { path: answer.path }
	});
}
async function judgeChanged({ answer }, repository, commit, files, begun) {
	if (files.length === 0) return [];
	if (!begun.ok) return [open(begun.because, "files-changed")];
	const findings = [];
	for (const path of files.slice(0, mostFiles)) {
		const about = ["files-changed", path];
		const found = await fileAt(repository, path, commit, mostBytes$1);
		if (found.state === "unknown") {
			findings.push(open(found.because, ...about));
			continue;
		}
		const came = await landingOf(repository.github, {
			repository: repository.name,
			path,
			ref: commit,
			content: found.state === "there" ? found.data : void 0
		});
		if (!came.ok) findings.push(open(came.because, ...about));
		else if (came.data.mergedAt >= begun.data) findings.push(holds(...about));
		else findings.push(wrong(about, {
			problem: `the answer says that ${path} was changed, and at ${commit} it is as it came ${isoTime(came.data.mergedAt)}, before the handoff`,
			expected: `a change after ${isoTime(begun.data)}`,
			actual: isoTime(came.data.mergedAt),
			fix: "name what was changed to follow the handoff, and answer of a commit that holds it",
			at: { path: answer.path }
		}));
	}
	if (files.length > mostFiles) {
		const message = `the answer names ${files.length} files, and ${mostFiles} are looked at`;
		findings.push(open({
			code: "TRUNCATED",
			message,
			needs: "fewer files in files-changed"
		}, "files-changed"));
	}
	return findings;
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
		findings.push(wrong([what, pointer], {
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
		else if (saysNothing(value)) bad("required", pointer, `${name} asks for ${pointer}, and it is empty`, "a value", value);
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
function saysNothing(value) {
	if (typeof value === "string") return value.trim() === "";
	return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

// shared/domain/handoff/packet.ts
function packetText(payload, digest) {
	const { baseline, active, previous, packet, verification, impact, impactFrom, rollback, changelog } = payload;
	return `${[
		[`# ${plainLine(`Handoff of ${payload.producer} ${baseline.tag}`)}`],
		[
			`- Mode: ${plainLine(payload.mode)}`,
			`- Read at commit: ${codeLine(payload.commit)}`,
			`- Generated at: ${plainLine(payload.generatedAt)}`,
			`- Payload (SHA-256): ${codeLine(digest)}`
		],
		["## Intent"],
		quotedLines(packet.intent),
		["## Baseline"],
		tableLines([
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
		tableLines([
			"Verification",
			"Asked for",
			"Status",
			"Tests",
			"Measured at",
			"Log (SHA-256)"
		], verification.results.map(({ id, title, required, status, executed, measuredAt, log }) => [
			plainLine(title ?? id),
			required ? "yes" : "no",
			plainLine(status),
			executed === void 0 ? "" : String(executed),
			plainLine(measuredAt),
			log === void 0 ? "" : codeLine(log)
		])),
		["## Evidence"],
		tableLines(["File", "SHA-256"], [
			...verification.reports.map((sha256) => ["report of the control verification", codeLine(sha256)]),
			...(impactFrom.path === changelog.path ? [changelog] : [changelog, impactFrom]).map(({ path, sha256 }) => [plainLine(path), codeLine(sha256)]),
			...packet.evidence.map(({ path, sha256 }) => [plainLine(path), codeLine(sha256)])
		]),
		["## Contract"],
		[`Error codes: ${payload.errorCodes.map(codeLine).join(", ") || "none"}`],
		...payload.envelope === void 0 ? [] : [envelopeLines(payload.envelope)],
		...payload.terms === void 0 ? [] : [Object.entries(payload.terms).map(([name, value]) => `- ${plainLine(name)}: ${codeLine(JSON.stringify(value))}`)],
		["## Consumer impact"],
		Object.entries(impact).map(([label, answer]) => `- ${plainLine(label)}: ${plainLine(answer)}`),
		[`## ${plainLine(`Changelog: ${changelog.heading}`)}`],
		quotedLines(changelog.text),
		["## Ownership and escalation"],
		tableLines([
			"Responsibility",
			"Owner",
			"Escalation"
		], packet.owners.map(({ responsibility, owner, escalation }) => [
			responsibility,
			owner,
			escalation
		].map(plainLine))),
		["## Open risks"],
		packet.risks.map((risk) => `- ${plainLine(risk)}`),
		["## Rollback"],
		[rollback.to === null ? "There is no release to go back to." : `Back to ${plainLine(rollback.to.tag)}, commit ${codeLine(rollback.to.commit)}:`],
		rollback.steps.map((step, index) => `${index + 1}. ${plainLine(step)}`),
		["## Operator commands"],
		...packet.commands.flatMap(({ what, run }, index) => [[`${index + 1}. ${plainLine(what)}`], [`    ${codeLine(run.map(shellWord).join(" "))}`]])
	].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
function row(name, { tag, commit, versions, manifest }) {
	const said = Object.entries(versions).map(([id, version]) => `${plainLine(id)} ${plainLine(version)}`);
	return [
		name,
		plainLine(tag),
		codeLine(commit),
		said.join(", "),
		plainLine(manifest?.path ?? ""),
		manifest === void 0 ? "" : codeLine(manifest.sha256)
	];
}
function envelopeLines({ version, failure, success }) {
	return [["failed answers", failure], ["successful answers", success]].flatMap(([kind, fields]) => fields === void 0 ? [] : [
		"requires",
		"optional",
		"forbids"
	].flatMap((demand) => fields[demand].length === 0 ? [] : [`- ${plainLine(version)}, ${kind}, ${demand}: ${fields[demand].map(codeLine).join(", ")}`]));
}

// shared/domain/handoff/said-file.ts
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

// shared/domain/handoff/texts.ts
function saidIn({ document, shape }) {
	const leaves = document.leaves().filter((pointer) => !shape.opaque.some((each) => pointer === each || pointer.startsWith(`${each}/`)));
	const keys = new Map();
	for (const leaf of leaves) {
		const path = parsePointer(leaf) ?? [];
		for (const [index, text] of path.entries()) {
			const pointer = formatPointer(path.slice(0, index));
			if (!Array.isArray(document.get(pointer))) keys.set(formatPointer(path.slice(0, index + 1)), {
				pointer,
				text,
				isKey: true
			});
		}
	}
	const texts = leaves.flatMap((pointer) => {
		const text = document.get(pointer);
		return typeof text === "string" ? [{
			pointer,
			text,
			isKey: false
		}] : [];
	});
	return [...keys.values(), ...texts];
}
const nameOf = ({ pointer, isKey }) => isKey ? `a name in ${pointer === "" ? "the payload" : pointer}` : pointer;
function judgeGaps(handed) {
	return saidIn(handed).filter(({ text }) => isPlaceholder(text)).map((said) => wrong(aboutOf(said), {
		problem: `${nameOf(said)} is not filled in: it says ${quote(said.text, 80)}`,
		expected: "an answer",
		actual: said.text,
		fix: `say at ${said.pointer} what is so, and hand over anew`,
		at: placeOf(handed, said.pointer)
	}));
}
function aboutOf({ pointer, text, isKey }) {
	return isKey ? [pointer, `name ${sha256(text).slice(0, 12)}`] : [pointer];
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
const machine = new RegExp([
	String.raw`(?:^|[\s"'=:(,\[{|;])(?:${[
		String.raw`\/(?:Users|home|root|tmp|private|mnt|media|Volumes|Library|Applications|workspace|builds|opt|srv|var|usr|etc|proc|nix|__w|github\/workspace)\/`,
		String.raw`~[\w.-]*\/`,
		String.raw`[A-Za-z]:[\\/](?!\/)`,
		String.raw`\\\\[^\\\s]+\\`
	].join("|")})`,
	String.raw`file:\/\/`,
	String.raw`\$(?:env:\w+|\{?[A-Z_][A-Z0-9_]*\}?)(?=[\\/])`,
	String.raw`%[A-Za-z][A-Za-z_]+(?:\(x86\))?%`
].join("|"));
function judgeContained(handed) {
	const files = filesOf(handed);
	const places = new Set(files.map(({ pointer }) => pointer));
	const findings = [];
	for (const { pointer, path } of files) {
		const contained = containedPath(path);
		const problem = contained.ok ? contained.path === path ? void 0 : `the path at ${pointer} is not in its shortest form` : `the path at ${pointer} ${contained.message}`;
		if (problem !== void 0) findings.push(outside(handed, pointer, [pointer], path, problem));
	}
	const all = saidIn(handed);
	for (const said of all) {
		const { pointer, text, isKey } = said;
		if ((isKey || !places.has(pointer)) && machine.test(text)) findings.push(outside(handed, pointer, aboutOf(said), text, `${nameOf(said)} names a place on a machine`));
		const { found } = redact(text);
		if (found.length > 0) {
			const problem = `${nameOf(said)} holds what looks like a credential (${found[0]})`;
			findings.push(outside(handed, pointer, [...aboutOf(said), ...found], found, problem));
		}
	}
	if (findings.length > 0) return findings;
	return all.some(({ isKey }) => !isKey) ? [holds()] : [lacks("the payload holds no text", "a payload that says something")];
}
function outside(handed, pointer, about, actual, problem) {
	return wrong(about, {
		problem,
		expected: "a path from the top of the repository",
		actual,
		fix: `name what is meant at ${pointer} from the top of the repository, and hand over anew`,
		at: placeOf(handed, pointer)
	});
}

// shared/domain/handoff/manifest.ts
function readManifest(content) {
	const read = readJson(content);
	if (!read.ok) return read;
	const { document } = read;
	return isObject(document.value) ? {
		ok: true,
		document
	} : {
		ok: false,
		message: "is no JSON object",
		line: 1
	};
}
function versionsIn(document, facts) {
	const said = Object.entries(facts).flatMap(([name, pointer]) => {
		const value = document.get(pointer);
		return name !== "tag" && name !== "commit" && typeof value === "string" && value !== "" ? [[name, value]] : [];
	});
	return Object.fromEntries(said);
}

// shared/domain/repository/reading-at.ts
const mostBytes = 4194304;
function readingAt(repository, recorded) {
	const known = new Map();
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

// shared/domain/repository/release-before.ts
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

// actions/release-handoff/sought.ts
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

// actions/release-handoff/baselines.ts
async function manifestOf(sought, { manifest: path, facts }) {
	const what = "the manifest";
	const read = await textOf(sought, what, path);
	if (read === void 0) return void 0;
	const made = readManifest(new TextEncoder().encode(read.text));
	if (!made.ok) {
		sought.findings.push(lacking(what, path, made.message, made.line));
		return;
	}
	const { document } = made;
	const said = new Map();
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
	if (!canBeTag(tag)) return none(noData(`${tag} cannot be a tag`, "the tag in the manifest"));
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
	const made = file.state === "there" ? readManifest(file.data) : void 0;
	if (file.state !== "there" || made?.ok !== true) {
		ctx.note(`Of ${before.data.tag}, the release before, only tag and commit are handed over: its ${whole} ${made?.ok === false ? made.message : "does not exist"}.`);
		return {
			...before.data,
			versions: {}
		};
	}
	const manifest = {
		path: whole,
		sha256: sha256(file.data)
	};
	return {
		...before.data,
		versions: versionsIn(made.document, facts),
		manifest
	};
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
	if (time === void 0) return fail(noData(`GitHub gives no time for ${files.commit}`, "source-date-epoch"));
	findings.push(holds(what));
	return isoTime(time);
}

// actions/release-handoff/results.ts
async function verifiedResults(ctx) {
	const { verdict, reports } = judgeReportOf(ctx, "verification", await reportsOfRun(ctx));
	const about = "the report of verification";
	const findings = [];
	const results = [];
	for (const candidate of reports) {
		const read = verificationsOf(candidate);
		if (!read.ok) return {
			findings: [open(read.because, about)],
			results: [],
			reports: []
		};
		for (const { record, doubt } of read.verifications) {
			const problem = doubt === void 0 ? unbound(record) : contradicted(record, doubt);
			if (problem !== void 0) findings.push(problem);
			results.push(handedResult(record, candidate.report.startedAt));
		}
	}
	const whole = findings.length === 0;
	return {
		findings: [{
			about: [about],
			verdict
		}, ...findings],
		results: whole ? results.sort((a, b) => a.id < b.id ? -1 : 1) : [],
		reports: whole ? reports.map(({ file }) => file.sha256).sort() : []
	};
}
function contradicted({ id }, doubt) {
	return wrong(["the report of verification", id], {
		problem: `the record of ${id} does not count: ${doubt}`,
		expected: "a record that says what the results of its report say",
		actual: doubt,
		fix: `let the control verification of this version measure ${id} again`
	});
}
function unbound({ id, sha }) {
	if (sha !== void 0) return void 0;
	const needs = `a verification ${id} whose commit is known, e.g. by its command or by the job that made its report`;
	return lacks(`it is not known of which commit the verification ${id} is`, needs, "the report of verification", id);
}
function handedResult(record, reported) {
	const { id, title, required, status, sha = "", argv, exit, expectedExit, started, counts, log } = record;
	const time = parseTime(started ?? reported);
	return {
		id,
		required,
		status,
		measuredAt: time === void 0 ? "" : isoTime(time),
		commit: sha,
		...title === void 0 ? {} : { title },
		...argv === void 0 ? {} : { argv },
		...exit === void 0 ? {} : { exit },
		...expectedExit === void 0 ? {} : { expectedExit },
		...counts === void 0 ? {} : { executed: counts.executed },
		...log === void 0 ? {} : { log: log.sha256 }
	};
}

// actions/release-handoff/source-files.ts
function sourceFiles(ctx, repository) {
	const commit = ctx.tree.ref ?? ctx.subject.headSha;
	if (commit === void 0) return void 0;
	const whole = (path) => `${ctx.policy.folder}${path}`;
	const readAt = readingAt(repository, ctx.recorded);
	const known = new Map();
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

// shared/parse/markdown-section.ts
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

// actions/release-handoff/statements.ts
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
		findings.push(lacks(message, needs, what));
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
	const { writtenBullets, writtenImpact } = await import("./domain-contract-surface-impact.js");
	const heading = impact.heading?.replaceAll("{tag}", tag);
	let answers;
	if (pointer === void 0) {
		const found = writtenBullets(read.text, {
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
	return {
		impact: Object.fromEntries(answers.map(({ label, value = "" }) => [label, value])),
		impactFrom: {
			path: sought.files.whole(path),
			sha256: read.sha256,
			...heading === void 0 ? {} : { heading },
			...pointer === void 0 ? {} : { pointer }
		}
	};
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

// shared/domain/handoff/digests.ts
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
	if (commit === void 0 || !isCommitId(commit)) return lacks(`it is not known at which commit ${path} is meant`, "a commit in the payload", pointer);
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

// shared/domain/handoff/agrees.ts
const again = "hand over anew, by what the manifest says";
async function judgeAgrees(handed, tagged, { facts, errorCodes }, overridden, read) {
	const own = baselinesOf(handed).filter(({ which }) => which !== "previous");
	const findings = own.flatMap((baseline) => unasked(baseline, facts));
	const manifest = filesOf(handed).find((file) => file.manifest);
	const asked = [...Object.keys(facts), ...errorCodes === void 0 ? [] : ["error-codes"]];
	if (asked.length === 0) return [...findings, lacks("the configuration names no fact of the manifest", "verify: facts")];
	const allOpen = (because) => [...findings, ...asked.map((name) => open(because, name))];
	const none = (message) => allOpen(noData(message, "a manifest that can be read"));
	if (manifest === void 0 || !isPlain(manifest.path)) return none("the payload names no manifest of the repository");
	const commit = commitOf(handed, manifest, tagged);
	if (commit === void 0 || !isCommitId(commit)) return none("the commit of the manifest is not known");
	const found = await read(manifest.path, commit);
	if (found.state === "unknown") return allOpen(found.because);
	if (found.state === "absent") return none(`${manifest.path} ${found.message} at commit ${commit}`);
	const made = readManifest(found.data);
	if (!made.ok) return none(`${manifest.path} at commit ${commit} ${made.message}`);
	const { document } = made;
	for (const [name, pointer] of Object.entries(facts)) {
		const value = document.get(pointer);
		for (const baseline of own) {
			if (baseline.which === "baseline" && overridden.includes(name)) continue;
			const at = factPointer(handed, baseline, name);
			const actual = factOf(baseline, name);
			const about = [name, baseline.which];
			if (value !== void 0 && actual === value) findings.push(holds(...about));
			else findings.push(wrong(about, {
				problem: `${name} at ${at} is not what ${manifest.path} says at ${pointer}`,
				expected: value ?? null,
				actual: actual ?? null,
				fix: again,
				at: placeOf(handed, at)
			}));
		}
	}
	if (errorCodes !== void 0) findings.push(judgeCodes(handed, lookUp(document.value, errorCodes), manifest.path));
	return findings;
}
function unasked({ which, versions }, facts) {
	return Object.keys(versions).filter((name) => !Object.hasOwn(facts, name)).map((name) => lacks(`the payload says a version ${name}, which is compared with nothing`, `${name} under facts of verify, or a payload without it`, name, which));
}
async function judgePreviousAgrees(handed, facts, read) {
	const previous = baselinesOf(handed).find(({ which }) => which === "previous");
	if (previous === void 0) return [];
	const { at, commit, versions } = previous;
	const about = "the release before";
	const files = filesOf(handed);
	const said = files.find((file) => file.of === "previous");
	const path = files.find((file) => file.manifest)?.path;
	if (path === void 0 || !isPlain(path) || commit === void 0 || !isCommitId(commit)) return [lacks("it is not known which manifest the release before had", "a manifest and a commit of it", about)];
	const found = await read(path, commit);
	if (found.state === "unknown") return [open(found.because, about)];
	const made = found.state === "there" ? readManifest(found.data) : void 0;
	const theirs = made?.ok === true ? versionsIn(made.document, facts) : {};
	const findings = unasked(previous, facts);
	const [expected, actual] = [made?.ok === true ? path : null, said?.path ?? null];
	if (expected !== actual) {
		const problem = `the payload names ${actual ?? "no manifest"} for the release before, and that has ${expected ?? "none that can be read"}`;
		findings.push(wrong([about, "manifest"], {
			problem,
			expected,
			actual,
			fix: again,
			at: placeOf(handed, `${at}/manifest`)
		}));
	}
	for (const name of Object.keys(facts).filter((each) => each !== "tag" && each !== "commit")) {
		const [value, own] = [theirs[name] ?? null, factOf(previous, name) ?? null];
		const pointer = factPointer(handed, previous, name);
		const problem = `${name} at ${pointer} is not what ${path} said at the release before`;
		findings.push(value === own ? holds(name, "previous") : wrong([name, "previous"], {
			problem,
			expected: value,
			actual: own,
			fix: again,
			at: placeOf(handed, pointer)
		}));
	}
	return Object.keys(versions).length + findings.length === 0 ? [holds(about)] : findings;
}
function judgeEnvelope(handed) {
	const { payload } = handed;
	if (payload?.envelope === void 0) return [];
	const { version } = payload.envelope;
	const versions = Object.values(payload.baseline.versions);
	if (versions.includes(version)) return [holds("envelope")];
	const problem = `the policy of the envelope is of ${version}, and that version is not handed over`;
	const at = placeOf(handed, "/envelope/version");
	return [wrong(["envelope"], {
		problem,
		expected: versions,
		actual: version,
		fix: again,
		at
	})];
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

// shared/domain/handoff/statements.ts
async function judgeStatements(handed, read) {
	const { payload, path } = handed;
	if (payload === void 0) return ["the changelog", "the consumer impact statement"].map((about) => lacks(`${path} does not have its form, as another result says`, "a payload", about));
	return [await judgeChangelog(handed, payload, read), ...await judgeImpact(handed, payload, read)];
}
async function textAtCommit(about, path, { commit }, read) {
	if (!isPlain(path)) return { finding: lacks(`the path of ${about} is none of the repository`, "a path of it", about) };
	const found = await read(path, commit);
	if (found.state === "unknown") return { finding: open(found.because, about) };
	const decoded = found.state === "there" ? decodeText(found.data) : void 0;
	return { text: decoded?.ok === true ? decoded.text : null };
}
async function judgeChangelog(handed, payload, read) {
	const about = "the changelog";
	const { path, heading, text } = payload.changelog;
	const found = await textAtCommit(about, path, payload, read);
	if ("finding" in found) return found.finding;
	const section = found.text === null ? void 0 : sectionText(found.text, heading);
	const actual = section?.ok === true ? section.text : null;
	if (actual === text) return holds(about);
	const problem = `the entry ${JSON.stringify(heading)} is not what ${path} says at the commit`;
	const at = placeOf(handed, "/changelog/text");
	return wrong([about], {
		problem,
		expected: actual,
		actual: text,
		fix: "hand over anew",
		at
	});
}
async function judgeImpact(handed, payload, read) {
	const about = "the consumer impact statement";
	const { impact, impactFrom } = payload;
	const { path } = impactFrom;
	const found = await textAtCommit(about, path, payload, read);
	if ("finding" in found) return [found.finding];
	if (found.text === null) {
		const problem = `${path}, which has the impact statement, is no text at the commit`;
		const at = placeOf(handed, "/impactFrom/path");
		return [wrong([about], {
			problem,
			expected: "a text",
			actual: null,
			fix: "hand over anew",
			at
		})];
	}
	const answers = await statementIn(found.text, impactFrom, Object.keys(impact));
	const theirs = new Map(answers.map(({ label, value }) => [label, value]));
	const differing = Object.entries(impact).filter(([label, value]) => theirs.get(label) !== value);
	if (differing.length === 0) return [holds(about)];
	return differing.map(([label, value]) => wrong([about, label], {
		problem: `the impact statement says otherwise to ${label} than ${path} at the commit`,
		expected: theirs.get(label) ?? null,
		actual: value,
		fix: `hand over anew, by what ${path} says`,
		at: placeOf(handed, "/impact")
	}));
}
async function statementIn(text, { path, heading, pointer }, labels) {
	const { writtenBullets, writtenImpact } = await import("./domain-contract-surface-impact.js");
	if (pointer === void 0) {
		const found = writtenBullets(text, {
			heading,
			labels
		});
		return found.ok ? found.answers : [];
	}
	const source = readSource({
		path,
		text
	});
	return source.ok ? writtenImpact(void 0, source.document, pointer, labels) : [];
}

// actions/release-handoff/published.ts
const ending = ".payload.json";
const mostRuns = 20;
async function judgePublished(ctx, handed, policy, { own, repository }) {
	if (!repository.ok) return open(repository.because);
	return own ? ofOwnRun(ctx, handed, repository.data) : onDefaultBranch(ctx, handed, policy, repository.data);
}
async function onDefaultBranch(ctx, handed, { published: path }, repository) {
	const { name } = repository;
	if (path === void 0) return lacks("it is not said where the producer has the payload, so that what stands in no file of its is compared with nothing", "verify: published, the path of the payload on the default branch of the producer");
	const tip = await tipOf(repository);
	if (!tip.ok) return open(tip.because);
	const found = await readingAt({
		ok: true,
		data: repository
	}, ctx.recorded)(path, tip.data);
	if (found.state === "unknown") return open(found.because);
	if (found.state === "absent") return lacks(`${path} of ${name} ${found.message}: the producer has published no payload`, `${path} on the default branch of ${name}`);
	const expected = sha256(found.data);
	return expected === handed.digest ? holds() : other(handed, expected, `${path} of ${name} has other bytes`);
}
function other({ path, digest }, expected, problem) {
	return wrong([], {
		problem: `the payload ${path} is not what the producer gave out: ${problem}`,
		expected,
		actual: digest,
		fix: `take the payload of the producer as it is into ${path}, byte for byte`,
		at: { path }
	});
}
const Run = object({
	id: number().int().positive(),
	event: string(),
	head_sha: string(),
	head_repository: object({ full_name: string() }).nullish()
});
async function ofOwnRun(ctx, handed, { github, name }) {
	const commit = textAt(handed, handed.shape.commit);
	if (commit === void 0 || !isCommitId(commit)) return lacks("it is not known of which commit the payload is", "a commit in the payload");
	const listed = await github.all("GET /repos/{owner}/{repo}/actions/runs", {
		...ownerAndRepo(name),
		head_sha: commit
	}, Run);
	if (!listed.ok) return open(listed.because);
	const runs = listed.data.filter(({ event, head_sha, head_repository }) => startedByWriters.has(event) && head_sha === commit && head_repository?.full_name.toLowerCase() === name.toLowerCase());
	const needs = `a run of ${name} for ${commit} that generated the payload, with its artifacts, and actions: read`;
	if (runs.length === 0) return lacks(`${name} shows no run for ${commit} that a writer started`, needs);
	const ids = runs.slice(0, mostRuns).map(({ id }) => id);
	const collected = await ctx.reports({
		artifacts: [],
		runs: ids
	});
	const payloads = generatedIn(collected, new Set(ids), commit);
	if (payloads.some((file) => file.sha256 === handed.digest)) return holds();
	const unseen = collected.unlistedRuns?.[0]?.because ?? collected.problems.find(({ because }) => because)?.because;
	if (unseen !== void 0) return open(unseen);
	if (runs.length > mostRuns) return open({
		code: "TRUNCATED",
		message: `${commit} has ${runs.length} runs, and ${mostRuns} are looked at`,
		needs
	});
	if (payloads.length === 0) return lacks(`no run of ${name} for ${commit} left a payload`, needs);
	return other(handed, [...new Set(payloads.map((file) => file.sha256))].sort(), `runs for ${commit} generated ${payloads.length === 1 ? "another one" : "others"}`);
}
function generatedIn({ files }, runs, commit) {
	return files.filter(({ origin, path }) => origin.kind === "artifact" && runs.has(origin.runId) && origin.headSha === commit && origin.name.startsWith("governance-release-handoff-") && path.startsWith("release-handoff") && path.endsWith(ending));
}

export { AcknowledgementSchema, baselineOf, baselinesOf, codesOf, envelopeOf, evidence, handoffKind, handoffText, impactOf, judgeAgrees, judgeBaseline, judgeContained, judgeDigests, judgeEnvelope, judgeFilled, judgeGaps, judgeGeneratedAt, judgeMode, judgePreviousAgrees, judgePublished, judgeResults, judgeRollback, judgeSource, judgeStatements, judgeTried, manifestOf, modeNamed, outcomeOf, packetText, placeOf, previousOf, publishedAt, readHanded, readingAt, releaseBefore, releasedCommit, risksOf, section, sourceFiles, textAt, timeOf, verifiedResults };