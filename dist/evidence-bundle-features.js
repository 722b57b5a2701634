import { Sha256, Text, childPointer, clockTolerance, containedPath, decodeText, isCommitId, isObject, isSha256, isoTime, olderThan, ownerAndRepo, parseTime, pathProblem, quote, redact, reportStatus, sha256 } from "./shared.js";
import { _enum, array, boolean, literal, number, object, record, string, unknown as unknown$1 } from "./vendor.js";
import { hasKeyTwice } from "./parse.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";
import { fileAt, isAncestor, onDefaultBranch, seenIn, tipOf } from "./domain-repository.js";
import { noData } from "./domain-verdict.js";
import { durationText, milliseconds } from "./core-duration.js";
import { counted } from "./core-counted.js";
import { foldedName } from "./domain-record.js";
import { executions, jobOf, jobsOfRun, reporting, uploadedAttempt } from "./domain-run-jobs.js";
import { candidatesIn, decisionProblem, foreignness, isExcused, judgeReportOf, reportsOfControl, whyNotMeasured } from "./domain-own-report.js";
import { decisionWords } from "./core-executive-summary.js";
import { ItemSchema, ManifestSchema, manifestKind } from "./domain-bundle-config.js";
import { notAsked } from "./evidence-bundle.control.js";
import { holds, lacks, open, wrong } from "./domain-finding.js";
import { EntrySchema as EntrySchema$1, entryHash } from "./domain-promotion.js";
import { cutRef, workflowRefIn } from "./core-workflow-ref.js";
import { digester } from "./core-file-digest.js";
import { parseChecksums } from "./parse-checksums.js";

// shared/domain/bundle/lineage.ts
function lineageOf({ commit, run, jobs, artifacts, reports, decision }) {
	const nodes = [{
		id: `source:${commit}`,
		kind: "source",
		label: commit.slice(0, 12),
		commit
	}];
	const edges = [];
	const edge = (from, to, relation) => void edges.push({
		from,
		to,
		relation
	});
	const runId = run === void 0 ? void 0 : `run:${run.id}`;
	if (run !== void 0 && runId !== void 0) {
		nodes.push({
			id: runId,
			kind: "run",
			label: `run ${run.id}`,
			commit,
			runId: run.id,
			attempt: run.attempt
		});
		edge(`source:${commit}`, runId, "started");
	}
	const ran = jobs === void 0 ? [] : [...executions(jobs).values()].flatMap((each) => each.at(-1) ?? []);
	for (const { id, name, attempt, conclusion } of ran) {
		const status = conclusion ?? "not finished";
		nodes.push({
			id: `job:${id}`,
			kind: "job",
			label: name,
			...run === void 0 ? {} : { runId: run.id },
			attempt,
			status
		});
		if (runId !== void 0) edge(runId, `job:${id}`, "ran");
	}
	for (const { id, name, digest } of artifacts ?? []) {
		nodes.push({
			id: `artifact:${id}`,
			kind: "artifact",
			label: name,
			...digest === void 0 ? {} : { digest }
		});
		if (runId !== void 0) edge(runId, `artifact:${id}`, "made");
	}
	const bySum = new Map(reports.map(({ file }) => [file.sha256, `report:${file.sha256}`]));
	const listed = new Set(artifacts?.map(({ id }) => id));
	for (const { report, file } of reports) {
		const id = `report:${file.sha256}`;
		const { headSha, attempt } = report.subject;
		nodes.push({
			id,
			kind: "report",
			label: report.control,
			...headSha === void 0 ? {} : { commit: headSha },
			...attempt === void 0 ? {} : { attempt },
			digest: `sha256:${file.sha256}`,
			status: report.status
		});
		const made = jobOf(reporting(report.subject), jobs ?? []);
		if (made.ok && ran.includes(made.job)) edge(`job:${made.job.id}`, id, "made");
		if (file.origin.kind === "artifact" && listed.has(file.origin.id)) edge(`artifact:${file.origin.id}`, id, "made");
		const entry = recordedIn(report);
		if (entry?.commit === commit) {
			const promotion = `promotion:${entryHash(entry)}`;
			const { environment, digest, event } = entry;
			nodes.push({
				id: promotion,
				kind: "promotion",
				label: environment,
				commit,
				digest: `sha256:${digest}`,
				status: event
			});
			edge(id, promotion, "made");
			if (entry.decision.report === decision?.sha256) edge("decision", promotion, "promoted");
		}
		for (const read of new Set(report.inputs.map(({ sha256 }) => bySum.get(sha256)))) if (read !== void 0 && read !== id) edge(read, id, "read");
	}
	if (decision !== void 0) {
		nodes.push({
			id: "decision",
			kind: "decision",
			label: decision.word,
			digest: `sha256:${decision.sha256}`,
			status: decision.word
		});
		const from = [...new Set(decision.from.flatMap((sum) => bySum.get(sum) ?? []))];
		for (const each of from) edge(each, "decision", "decided");
		const own = bySum.get(decision.sha256);
		if (own !== void 0) edge(own, "decision", "decided");
	}
	return {
		nodes,
		edges
	};
}
function recordedIn({ control, status, data }) {
	if (control !== "promotion" || status !== "passed" || !isObject(data) || data["recorded"] !== true) return void 0;
	return EntrySchema$1.safeParse(data["entry"]).data;
}
const good = new Set([
	"success",
	"passed",
	"go",
	"promote"
]);
const bad = new Set([
	"failure",
	"failed",
	"error",
	"no-go",
	"cancelled",
	"timed_out"
]);
function lineageExhibit({ nodes, edges }) {
	const named = (id) => nodes.find((node) => node.id === id)?.label ?? id;
	const from = (id) => edges.filter(({ to }) => to === id).map((edge) => `${edge.relation} by ${named(edge.from)}`).join(", ");
	return {
		title: "Lineage",
		columns: [
			{ name: "What" },
			{ name: "Name" },
			{ name: "Status" },
			{ name: "Came from" }
		],
		rows: nodes.map(({ id, kind, label, status = "" }) => ({
			cells: [
				kind,
				label,
				status,
				from(id)
			],
			mark: markOf(status)
		})),
		graph: {
			nodes: nodes.map(({ id, kind, label, status = "" }) => ({
				id,
				label: `${kind} ${label}`,
				mark: markOf(status)
			})),
			edges: edges.map((edge) => ({
				from: edge.from,
				to: edge.to,
				label: edge.relation
			}))
		}
	};
}
function markOf(status) {
	if (good.has(status)) return "good";
	if (bad.has(status)) return "bad";
	return status === "" ? void 0 : "open";
}

// shared/domain/bundle/media-type.ts
const types = {
	csv: "text/csv",
	gz: "application/gzip",
	html: "text/html",
	json: "application/json",
	log: "text/plain",
	md: "text/markdown",
	ndjson: "application/x-ndjson",
	pdf: "application/pdf",
	png: "image/png",
	svg: "image/svg+xml",
	txt: "text/plain",
	xml: "application/xml",
	yaml: "application/yaml",
	yml: "application/yaml",
	zip: "application/zip"
};
function mediaTypeOf(path) {
	const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
	return Object.hasOwn(types, ending) ? types[ending] ?? "" : "application/octet-stream";
}

// shared/domain/bundle/names.ts
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
function nameProblems(entries) {
	const problems = [];
	const say = (path, message) => void problems.push({
		path,
		message
	});
	const known = new Map();
	const folded = entries.map(({ path, kind }) => ({
		path,
		kind,
		same: sameName(path.replace(/\/$/, ""))
	}));
	for (const { path, kind, same } of folded) {
		if (kind === "link") say(path, "is a symbolic link: what it leads to is not part of the bundle");
		if (kind === "other") say(path, "is no file: a device, a socket, a pipe, or a folder with bytes of its own");
		const name = path.replace(/\/$/, "");
		const wrong = pathProblem(path) ?? foreignName(name);
		if (wrong !== void 0) say(path, wrong);
		const other = known.get(same);
		if (other === name) say(path, "stands there twice");
		else if (other !== void 0) say(path, `is the same name as ${quote(other, 100)} on other systems`);
		else known.set(same, name);
	}
	const sorted = folded.map((entry) => ({
		...entry,
		key: entry.same.replaceAll("/", "\0")
	}));
	sorted.sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
	let file;
	for (const entry of sorted) if (file !== void 0 && entry.key.startsWith(`${file.key}\0`)) say(entry.path, `lies in ${quote(file.path, 100)}, which is a file`);
	else if (entry.kind === "file") file = entry;
	return problems;
}
function sameName(path) {
	return path.split("/").map((part) => foldedName(foldedName(part).toUpperCase()).replace(/[. ]+$/, "")).join("/");
}
function foreignName(path) {
	const part = path.split("/").find((name) => reserved.test(name) || /[<>:"|?*]/.test(name) || /[. ]$/.test(name));
	return part === void 0 ? void 0 : `has the part ${quote(part)}, which is no file name on Windows`;
}

// shared/domain/bundle/presets.ts
const presets = { "playbook-002": [
	{
		id: "ci-run",
		title: "CI run URL",
		run: true
	},
	{
		id: "policy-bundle-governance-report",
		title: "Governance of the policy bundle",
		artifact: "policy-bundle-governance-report"
	},
	{
		id: "runtime-canary-report",
		title: "Runtime canary",
		artifact: "runtime-canary-report"
	},
	{
		id: "critical-ci-trend-report",
		title: "Trend of critical CI jobs",
		artifact: "critical-ci-trend-report"
	},
	{
		id: "release-readiness-gate-report",
		title: "Release readiness gate",
		artifact: "release-readiness-gate-report"
	},
	{
		id: "release-lineage",
		title: "Lineage of the release",
		produced: ["artifacts/release_lineage.json"]
	},
	{
		id: "promotion",
		title: "Promotions of the bundle, where it was promoted",
		required: false,
		produced: ["artifacts/release_bundle_promotion_*.json"]
	},
	{
		id: "ruleset",
		title: "Settings of the target branch, where they apply",
		required: false,
		report: "branch-protection"
	}
] };
function itemsOf({ preset, items }) {
	const named = preset === void 0 ? [] : presets[preset].map((item) => ItemSchema.parse(item));
	const own = new Map(items.map((item) => [item.id, item]));
	const ids = new Set(named.map(({ id }) => id));
	return [...named.map((item) => own.get(item.id) ?? item), ...items.filter(({ id }) => !ids.has(id))];
}

// shared/domain/bundle/sensitive.ts
const address = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])/g;
const account = /(?<![A-Z0-9])[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}(?![A-Z0-9])/g;
const nobody = /@(?:git@|(?:[a-z0-9-]+\.)*(?:example|test|invalid|localhost|example\.(?:com|org|net))$|users\.noreply\.)|^(?:git|noreply|no-reply)@/i;
const closed = [
	["is compressed (gzip)", [31, 139]],
	["is compressed (compress)", [31, 157]],
	["is compressed (zip)", [
		80,
		75,
		3,
		4
	]],
	["is compressed (zip)", [
		80,
		75,
		5,
		6
	]],
	["is compressed (zip)", [
		80,
		75,
		7,
		8
	]],
	["is compressed (zstd)", [
		40,
		181,
		47,
		253
	]],
	["is compressed (lz4)", [
		4,
		34,
		77,
		24
	]],
	["is compressed (xz)", [
		253,
		55,
		122,
		88,
		90
	]],
	["is compressed (bzip2)", [
		66,
		90,
		104
	]],
	["is compressed (7z)", [
		55,
		122,
		188,
		175
	]],
	["is compressed (rar)", [
		82,
		97,
		114,
		33
	]],
	["is a PDF", [
		37,
		80,
		68,
		70
	]],
	["is a picture (png)", [
		137,
		80,
		78,
		71
	]],
	["is a picture (jpeg)", [
		255,
		216,
		255
	]],
	["is a picture (gif)", [
		71,
		73,
		70,
		56
	]],
	[
		"is a picture (webp)",
		[
			87,
			69,
			66,
			80
		],
		8
	]
];
function lookThrough(content, allowed) {
	const shut = closed.find(([, start, at = 0]) => start.every((byte, index) => content[at + index] === byte));
	if (shut !== void 0) return {
		found: [],
		opaque: shut[0]
	};
	const decoded = decodeText(content);
	const text = decoded.ok ? decoded.text : new TextDecoder("latin1").decode(content).replaceAll("\0", "");
	const found = [];
	const clean = withoutKeys(text, found).split("\n").map((line, index) => cleanLine(line, index + 1, allowed, found));
	if (found.length === 0) return { found };
	found.sort((a, b) => a.line - b.line || (a.what < b.what ? -1 : 1));
	if (!decoded.ok) return { found };
	const mark = decoded.bom ? "﻿" : "";
	return {
		found,
		clean: new TextEncoder().encode(`${mark}${clean.join("\n")}`)
	};
}
function withoutKeys(text, found) {
	if (!text.includes("PRIVATE KEY-----")) return text;
	return text.replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, (key, at) => {
		found.push({
			what: "private key",
			line: lineAt(text, at)
		});
		return `[redacted private key]${"\n".repeat(key.split("\n").length - 1)}`;
	});
}
function lineAt(text, at) {
	let line = 1;
	for (let next = text.indexOf("\n"); next !== -1 && next < at; next = text.indexOf("\n", next + 1)) line += 1;
	return line;
}
function cleanLine(line, number, allowed, found) {
	const secrets = redact(line);
	for (const what of secrets.found) found.push({
		what,
		line: number
	});
	const replace = (what, holds) => (match) => {
		if (!holds(match)) return match;
		found.push({
			what,
			line: number
		});
		return `[redacted ${what}]`;
	};
	let clean = secrets.text;
	if (clean.includes("@")) clean = clean.replace(address, replace("email address", (text) => namesSomebody(text, allowed)));
	return clean.replace(account, replace("bank account", isAccount));
}
function namesSomebody(text, allowed) {
	const lower = text.toLowerCase();
	if (nobody.test(lower)) return false;
	return !allowed.some((each) => {
		const wanted = each.toLowerCase();
		return wanted.startsWith("@") ? lower.endsWith(wanted) : lower === wanted;
	});
}
function isAccount(text) {
	let rest = 0;
	for (const sign of `${text.slice(4)}${text.slice(0, 4)}`) {
		const value = Number.parseInt(sign, 36);
		rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
	}
	return rest === 1;
}

// shared/domain/bundle/statement.ts
const statementType = "https://in-toto.io/Statement/v1";
const testResultType = "https://in-toto.io/attestation/test-result/v0.1";
const gateDecisionType = "https://github.com/release-governance/release-governance/gate-decision/v1";
const StatementSchema = object({
	_type: literal(statementType),
	subject: array(object({
		name: string().optional(),
		digest: object({ sha256: Sha256 })
	})).min(1),
	predicateType: Text,
	predicate: record(string(), unknown$1())
});
const Names = array(string()).default([]);
const TestResultPredicate = object({
	result: _enum([
		"PASSED",
		"WARNED",
		"FAILED"
	]),
	warnedTests: Names,
	failedTests: Names
});
const GateDecisionPredicate = object({
	decision: _enum(decisionWords),
	commit: string(),
	summary: object({ digest: object({ sha256: Sha256 }) })
});
function resultWord({ passed, warned, failed }) {
	if (failed.length > 0) return "FAILED";
	return warned.length > 0 || passed.length === 0 ? "WARNED" : "PASSED";
}
function testResultText(subjects, results, policy, url) {
	const { passed: passedTests, warned: warnedTests, failed: failedTests } = results;
	return statementText(subjects, testResultType, {
		result: resultWord(results),
		configuration: [{
			name: policy.name,
			...policy.sha256 === void 0 ? {} : { digest: { sha256: policy.sha256 } }
		}],
		...url === void 0 ? {} : { url },
		passedTests,
		warnedTests,
		failedTests
	});
}
function gateDecisionText(subjects, decision) {
	const { summary, ...said } = decision;
	return statementText(subjects, gateDecisionType, {
		...said,
		summary: { digest: { sha256: summary } }
	});
}
function statementText(subjects, predicateType, predicate) {
	const subject = subjects.map(({ name, sha256 }) => ({
		name,
		digest: { sha256 }
	}));
	return `${JSON.stringify({
		_type: statementType,
		subject,
		predicateType,
		predicate
	}, void 0, 2)}\n`;
}
function readStatement(content) {
	const decoded = decodeText(content);
	if (!decoded.ok) return decoded;
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return {
		ok: false,
		message: `is no JSON: ${parsed.message}`
	};
	const [twice] = parsed.document.duplicates;
	if (twice !== void 0) return {
		ok: false,
		message: `has the key ${twice.pointer} twice`
	};
	const statement = StatementSchema.safeParse(parsed.document.value);
	if (statement.success) return {
		ok: true,
		statement: statement.data
	};
	const issue = statement.error.issues[0];
	return {
		ok: false,
		message: `has no form of in-toto Statement v1: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`
	};
}
function statementProblem(statement, stated) {
	const foreign = statement.subject.find(({ digest }) => !stated.digests.has(digest.sha256));
	if (foreign !== void 0) return { message: `is about ${foreign.name ?? "something"} with the sha256 ${foreign.digest.sha256}, which is not this bundle` };
	if (!(statement.predicateType === "https://in-toto.io/attestation/test-result/v0.1" || statement.predicateType === "https://github.com/release-governance/release-governance/gate-decision/v1")) return {
		message: `says ${statement.predicateType}, which does not say whether something passed`,
		open: true
	};
	return predicateProblem(statement, stated);
}
function predicateProblem({ predicateType, predicate }, { commit, decision }) {
	if (predicateType === "https://in-toto.io/attestation/test-result/v0.1") {
		const said = TestResultPredicate.safeParse(predicate);
		if (!said.success) return { message: "does not say its result" };
		const { result, warnedTests, failedTests } = said.data;
		if (result === "FAILED") return { message: "says FAILED, expected PASSED" };
		if (result === "WARNED") return {
			message: "says WARNED: not all of it was measured",
			open: true
		};
		const others = [...failedTests, ...warnedTests];
		return others.length === 0 ? void 0 : { message: `says PASSED, and that ${others.join(", ")} did not pass` };
	}
	if (predicateType !== "https://github.com/release-governance/release-governance/gate-decision/v1") return void 0;
	const said = GateDecisionPredicate.safeParse(predicate);
	if (!said.success) return { message: "does not say its decision, with commit and summary" };
	const { decision: word, commit: of, summary } = said.data;
	if (word === "no-go") return { message: "says no-go" };
	if (commit !== void 0 && of !== commit) return { message: `says that ${of} was decided on, expected ${commit}` };
	if (decision !== void 0 && (word !== decision.word || summary.digest.sha256 !== decision.summary)) return { message: `says ${word} by ${summary.digest.sha256}, and the bundle says ${decision.word} by ${decision.summary}` };
	return word === "go" ? void 0 : {
		message: `says ${word}: not all that was decided on was measured`,
		open: true
	};
}

// actions/evidence-bundle/decision.ts
const SummarySchema = object({
	decision: _enum(decisionWords),
	profile: string(),
	reports: array(object({ sha256: string().optional() }))
});
function decisionOf(ctx, collected, { jobs }) {
	const found = reportsOfControl(ctx, "executive-summary", {
		found: candidatesIn(collected),
		jobs
	});
	if (found.state === "unknown") return found;
	if (found.wrong.length > 0) return {
		state: "foreign",
		why: found.wrong
	};
	const [bound, ...others] = found.bound;
	const own = found.own.find(({ report }) => report === bound?.report);
	const summary = SummarySchema.safeParse(bound?.report.data);
	if (bound === void 0 || own === void 0 || others.length > 0 || !summary.success) {
		const message = others.length > 0 ? `${others.length + 1} reports of executive-summary say what was decided` : "the report of executive-summary does not say what was decided";
		return {
			state: "unknown",
			because: noData(message, "one report of executive-summary, of this version")
		};
	}
	const { decision: word, profile, reports } = summary.data;
	const problem = decisionProblem(bound.report, word);
	if (problem !== void 0) return {
		state: "foreign",
		why: [`it ${problem}`]
	};
	return {
		state: "decided",
		word,
		profile,
		sha256: own.file.sha256,
		from: reports.flatMap(({ sha256 }) => sha256 ?? [])
	};
}

// actions/evidence-bundle/gather.ts
const fileMaxBytes = 268435456;
const lfsPointer = "version https://git-lfs.github.com/spec/";
async function gather(ctx, item, facts, collected, room) {
	const { file, produced, artifact, report, run, attachment } = item;
	if (file !== void 0) return tracked(ctx, item, file);
	if (produced !== void 0) return producedFiles(ctx, item, produced, room);
	if (artifact !== void 0) return ofArtifact(ctx, item, artifact, facts, collected);
	if (report !== void 0) return ofReport(ctx, item, report, facts, collected);
	if (run === true) {
		if (!facts.run.ok) return unknown(item, open(facts.run.because, item.id));
		return {
			item,
			state: "present",
			link: facts.run.data.url,
			files: [],
			findings: [holds(item.id)]
		};
	}
	if (attachment !== void 0) {
		const message = `nobody looked at ${attachment}: it lies where this control cannot look`;
		return {
			item,
			state: "not-verified",
			link: attachment,
			files: [],
			findings: [lacks(message, "an attestation of somebody who looked at it", item.id)]
		};
	}
	const reason = item["not-applicable"] ?? "";
	return {
		item,
		state: "not-applicable",
		reason,
		files: [],
		findings: [{
			about: [item.id],
			verdict: {
				status: "not-applicable",
				why: reason
			}
		}]
	};
}
function unknown(item, finding) {
	return {
		item,
		state: "not-verified",
		reason: finding.verdict.status === "unverified" ? finding.verdict.because.message : "",
		files: [],
		findings: [finding]
	};
}
function absent(item, problem, fix) {
	return {
		item,
		state: "absent",
		reason: problem,
		files: [],
		findings: [item.required ? wrong([item.id], {
			problem: `${item.id}: ${problem}`,
			expected: "present",
			actual: "absent",
			fix
		}) : {
			about: [item.id],
			verdict: {
				status: "not-applicable",
				why: `it is not required, and ${problem}`
			}
		}]
	};
}
async function tracked(ctx, item, path) {
	const found = await ctx.read(path, { maxBytes: fileMaxBytes });
	if (!found.found) {
		if (found.because !== void 0) return unknown(item, open(found.because, item.id));
		return absent(item, `${path} ${found.message}`, `commit ${path}, or say in the base why it is not applicable`);
	}
	if (new TextDecoder("latin1").decode(found.content.subarray(0, 40)) === lfsPointer) return absent({
		...item,
		required: true
	}, `${path} is only the pointer of Git LFS`, "have a step fetch it and name it under produced, or commit the file itself");
	const { ref } = ctx.tree;
	const origin = ref === void 0 ? {
		kind: "worktree",
		path
	} : {
		kind: "tree",
		commit: ref,
		path
	};
	return present(item, [{
		item,
		path: `${item.id}/${path}`,
		content: found.content,
		sha256: found.sha256,
		origin
	}]);
}
function present(item, files) {
	if (files.every(({ content }) => isBlank(content))) return absent({
		...item,
		required: true
	}, "what is there is empty", "have it made anew, with something in it");
	return {
		item,
		state: "present",
		files,
		findings: [holds(item.id)]
	};
}
function isBlank(content) {
	return content.length <= 1e3 && content.every((byte) => byte === 32 || byte >= 9 && byte <= 13);
}
async function producedFiles(ctx, item, globs, room) {
	const [matches, listed] = await Promise.all([ctx.matcher(globs), ctx.produced.list()]);
	if (!listed.ok) return unknown(item, open(listed.because, item.id));
	const files = [];
	const { runId, attempt, job } = ctx.subject;
	const by = {
		...runId === void 0 ? {} : { runId },
		...attempt === void 0 ? {} : { attempt },
		...job === void 0 ? {} : { job }
	};
	for (const path of listed.paths.filter(matches)) {
		const found = await ctx.produced.read(path, fileMaxBytes);
		if (!found.found) {
			if (found.because !== void 0) return unknown(item, open(found.because, item.id));
			const fix = "have a step of this job make it anew, as a regular file that no commit has";
			return { ...absent({
				...item,
				required: true
			}, `${path} ${found.message}`, fix) };
		}
		const { content, sha256: sum } = found;
		room.left -= content.length;
		if (room.left < 0) return unknown(item, open({
			code: "TRUNCATED",
			message: "the files of all items have too many bytes together",
			needs: "a bundle of smaller files"
		}, item.id));
		files.push({
			item,
			path: `${item.id}/${path}`,
			content,
			sha256: sum,
			origin: {
				kind: "produced",
				path,
				...by
			}
		});
	}
	if (files.length === 0) return absent(item, `no step of this job produced ${globs.join(" or ")}`, "have a step before this one make it");
	return present(item, files);
}
function ofArtifact(ctx, item, name, facts, collected) {
	const unlisted = collected.unlisted ?? (facts.artifacts.ok ? void 0 : facts.artifacts.because);
	if (unlisted !== void 0) return unknown(item, open(unlisted, item.id));
	if (ctx.subject.runId === void 0) return unknown(item, lacks("there is no run that could have artifacts", "a run in GitHub Actions", item.id));
	const isIt = ({ origin }) => origin.kind === "artifact" && origin.name === name && origin.runId === ctx.subject.runId;
	const problem = collected.problems.find(isIt);
	const fix = `upload ${name} whole, in a job that this one needs`;
	if (problem?.because !== void 0) return unknown(item, open(problem.because, item.id));
	if (problem !== void 0) {
		const where = problem.path === void 0 ? `the artifact ${name}` : `${problem.path} of the artifact ${name}`;
		return absent({
			...item,
			required: true
		}, `${where} ${problem.message}`, fix);
	}
	const files = collected.files.filter(isIt);
	const ids = [...new Set(files.map(({ origin }) => origin.kind === "artifact" ? origin.id : 0))].sort((a, b) => b - a);
	const latest = files.filter(({ origin }) => origin.kind === "artifact" && origin.id === ids[0]);
	const [first] = latest;
	if (first?.origin.kind !== "artifact") {
		if (facts.artifacts.ok && facts.artifacts.data.some((each) => each.name === name)) return absent({
			...item,
			required: true
		}, `no file of the artifact ${name} could be read`, fix);
		return absent(item, `this run has no artifact ${name}`, fix);
	}
	if (first.origin.headSha !== ctx.subject.headSha) return absent({
		...item,
		required: true
	}, `the artifact ${name} is of ${first.origin.headSha}`, fix);
	const uploaded = uploadedAttempt(ctx.subject, item.job, first.origin.createdAt, facts.jobs);
	if (!uploaded.ok) {
		if ("because" in uploaded) return unknown(item, open(uploaded.because, item.id));
		return absent({
			...item,
			required: true
		}, `the artifact ${name}: ${uploaded.problem}`, fix);
	}
	return present(item, latest.map((file) => fromCollected(item, file)));
}
function fromCollected(item, { origin, path, content, sha256: sum }) {
	if (origin.kind !== "artifact") return {
		item,
		path: `${item.id}/${path}`,
		content,
		sha256: sum,
		origin: {
			kind: "produced",
			path
		}
	};
	const { name, id, runId, headSha: commit, digest, createdAt } = origin;
	return {
		item,
		path: `${item.id}/${name}/${path}`,
		content,
		sha256: sum,
		origin: {
			kind: "artifact",
			name,
			id,
			path,
			runId,
			commit,
			createdAt,
			...digest === void 0 ? {} : { digest: digest.replace(/^sha256:/, "") }
		}
	};
}
function ofReport(ctx, item, control, { jobs }, collected) {
	const found = candidatesIn(collected);
	const { verdict, reports } = judgeReportOf(ctx, control, {
		found,
		jobs
	});
	const result = {
		about: [control],
		verdict
	};
	if (reports.length === 0) {
		const unseen = found.strays.find(({ because: why }) => why !== void 0)?.because;
		if (!item.required && unseen !== void 0) return unknown(item, open(unseen, item.id));
		if (!item.required) return absent(item, `no job of this run left a report of ${control}`, "");
		const because = verdict.status === "unverified" ? verdict.because : {
			code: "NO_DATA",
			message: `there is no report of ${control}`,
			needs: "a job that leaves it"
		};
		return {
			...unknown(item, open(because, item.id)),
			result
		};
	}
	return {
		...present(item, reports.map(({ file }) => fromCollected(item, {
			...file,
			sha256: sha256(file.content)
		}))),
		result
	};
}

// actions/evidence-bundle/judge-lineage.ts
function judgeLineage(ctx, policy, lineage, facts, decision) {
	if (lineage === void 0) return [lacks("it is not known of which commit the evidence is", "a run in GitHub Actions")];
	const findings = [...new Set(policy.lineage)].map((kind) => {
		const why = whyNot(kind, facts, decision);
		if (why?.because !== void 0) return open(why.because, kind);
		if (lineage.nodes.some((node) => node.kind === kind) && why === void 0) return holds(kind);
		const problem = why?.problem ?? `the run has no ${kind}`;
		const fix = `have a ${kind} in this run before the bundle, or do not ask for it`;
		return wrong(["lineage", kind], {
			problem,
			expected: kind,
			actual: "none",
			fix
		});
	});
	const reached = new Set(lineage.edges.map(({ to }) => to));
	const alone = lineage.nodes.filter(({ id, kind }) => kind === "report" && !reached.has(id));
	const known = facts.jobs?.ok === true && ctx.subject.event !== "local";
	for (const { id, label } of known ? alone : []) findings.push(wrong([
		"report",
		label,
		id.slice(-12)
	], {
		problem: `no job or artifact of this run made the report of ${label} that lies here`,
		expected: "a job of this run",
		actual: "none",
		fix: "take the report from the artifact of the job that made it"
	}));
	return findings;
}
function whyNot(kind, { run, jobs, artifacts }, decision) {
	if (kind === "run" && !run.ok) return { because: run.because };
	if (kind === "job" && jobs?.ok !== true) return { because: jobs?.because ?? {
		code: "NO_DATA",
		message: "there is no run with jobs",
		needs: "a run in GitHub Actions"
	} };
	if (kind === "artifact" && !artifacts.ok) return { because: artifacts.because };
	if (kind === "decision" && decision.state === "unknown") return { because: decision.because };
	if (kind === "decision" && decision.state === "foreign") return { problem: `the decision does not count: ${decision.why.join("; ")}` };
}

// actions/evidence-bundle/producer.ts
const scriptMaxBytes$1 = 16777216;
async function judgeProducer(ctx, policy, { path, item, origin }, { run }) {
	if (origin.kind === "tree") return { finding: holds(path) };
	if (origin.kind === "worktree") return { finding: lacks(`${path} is of no commit: it was read from the work tree`, "a run in GitHub Actions", path) };
	if (!run.ok) return { finding: open(run.because, path) };
	const { workflow } = run.data;
	if (!(await ctx.matcher(policy.workflows))(workflow)) {
		const problem = `${path} was made by ${workflow}, which is not among the workflows that may`;
		const fix = `make it in one of ${policy.workflows.join(", ")}`;
		return { finding: wrong([path], {
			problem,
			expected: policy.workflows,
			actual: workflow,
			fix
		}) };
	}
	if (item.script === void 0) return {
		finding: holds(path),
		producer: { workflow }
	};
	const script = await ctx.read(item.script.path, { maxBytes: scriptMaxBytes$1 });
	const here = `the script ${item.script.path}`;
	if (!script.found) {
		if (script.because !== void 0) return { finding: open(script.because, path) };
		return { finding: wrong([path], {
			problem: `${here} ${script.message}`,
			actual: script.reason,
			fix: "commit the script that makes it"
		}) };
	}
	let wanted = item.script.sha256;
	if (wanted === void 0) {
		const before = await ctx.policy.tree.read(item.script.path, scriptMaxBytes$1);
		if (!before.found) {
			const because = before.because ?? {
				code: "NO_BASE",
				message: `${here} is new: the base has none that could be allowed`,
				needs: "its sha256 in the configuration of the base"
			};
			return { finding: open(because, path) };
		}
		wanted = before.sha256;
	}
	if (wanted !== script.sha256) {
		const problem = `${path} was made by ${here} as the base does not allow it`;
		return { finding: wrong([path], {
			problem,
			expected: wanted,
			actual: script.sha256,
			fix: "let the change of the script land first, or allow its sha256 in the base",
			at: { path: item.script.path }
		}) };
	}
	return {
		finding: holds(path),
		producer: {
			script: item.script.path,
			sha256: script.sha256
		}
	};
}

// actions/evidence-bundle/run-facts.ts
const RunSchema$1 = object({
	id: number().int(),
	path: string(),
	head_sha: string(),
	run_attempt: number().int().positive()
});
const ArtifactSchema = object({
	id: number().int(),
	name: string(),
	digest: string().nullish()
});
async function runFacts(ctx) {
	const { repository, runId, attempt, headSha, workflowRef } = ctx.subject;
	const github = ctx.github();
	const jobs = await jobsOfRun(ctx);
	if (github === void 0 || repository === void 0 || runId === void 0 || attempt === void 0) {
		const none = {
			ok: false,
			because: runId === void 0 ? noData("there is no run in which the evidence was made", "a run in GitHub Actions") : {
				code: "NO_CREDENTIAL",
				message: "the run cannot be asked for without a token",
				needs: "the input token, with actions: read"
			}
		};
		return {
			run: none,
			jobs,
			artifacts: none
		};
	}
	const place = {
		...ownerAndRepo(repository),
		run_id: runId
	};
	const answer = await github.get("GET /repos/{owner}/{repo}/actions/runs/{run_id}", place, RunSchema$1);
	const listed = await github.all("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", place, ArtifactSchema);
	const artifacts = listed.ok ? {
		ok: true,
		data: listed.data.map(({ id, name, digest }) => ({
			id,
			name,
			digest: digest ?? void 0
		}))
	} : listed;
	if (!answer.ok) return {
		run: answer,
		jobs,
		artifacts
	};
	const said = workflowRefIn(workflowRef, repository);
	const shown = cutRef(answer.data.path).path;
	const not = (wrong) => ({
		run: {
			ok: false,
			because: noData(wrong, "a run of this commit")
		},
		jobs,
		artifacts
	});
	if (said === void 0 || shown !== said.path) return not(`GitHub says that ${shown} runs, and the runner says ${said?.path ?? "nothing"}`);
	const { head_sha: sha } = answer.data;
	if (sha !== headSha) return not(`GitHub says that run ${runId} is of ${sha}, and the runner says ${headSha ?? "nothing"}`);
	const url = `https://${github.host}/${repository}/actions/runs/${runId}`;
	return {
		run: {
			ok: true,
			data: {
				id: runId,
				attempt,
				workflow: `${said.path}@${said.ref}`,
				url
			}
		},
		jobs,
		artifacts
	};
}

// shared/domain/bundle/compare.ts
async function compareFiles(listed, place) {
	const compared = [];
	for (const file of listed) compared.push(await compareFile(file, place));
	return compared;
}
async function compareFile(listed, place) {
	const read = await place.digest(listed.path);
	if (read === void 0) return {
		listed,
		class: "absent"
	};
	if (!read.ok) return {
		listed,
		class: "unread",
		unread: read
	};
	if (listed.sha256 === void 0 && listed.gitBlob === void 0) return {
		listed,
		class: "unlisted"
	};
	const [difference] = differences(listed, read.digest);
	if (difference === void 0) return {
		listed,
		class: "same"
	};
	const again = await place.digest(listed.path, { lineEnds: true });
	const ends = again?.ok === true && again.digest.sha256 === read.digest.sha256 ? again.digest.lineEnds : void 0;
	return {
		listed,
		class: listed.sha256 !== void 0 && listed.sha256 !== read.digest.sha256 && ends !== void 0 && (listed.sha256 === ends.lf || listed.sha256 === ends.crlf) ? "line-ends" : "different",
		...difference
	};
}
function differences(listed, digest) {
	return [
		[listed.sha256, digest.sha256],
		[listed.gitBlob, digest.gitBlob],
		[listed.bytes === void 0 ? void 0 : `${listed.bytes} bytes`, `${digest.bytes} bytes`]
	].flatMap(([expected, actual]) => expected === void 0 || expected === actual ? [] : [{
		expected,
		actual
	}]);
}

// shared/domain/bundle/place.ts
const treeMaxBytes = 268435456;
function filesOfContainer(container, below = "") {
	const files = new Map(container.entries.flatMap((entry) => entry.kind === "folder" ? [] : [[entry.path, entry]]));
	return { async digest(path, wants) {
		const entry = files.get(`${below}${path}`);
		if (entry === void 0) return void 0;
		if (entry.kind !== "file") return {
			ok: false,
			message: "is not a regular file"
		};
		return container.digest(entry, wants);
	} };
}
function filesOfTree(tree, maxBytes = treeMaxBytes) {
	return { async digest(path, wants) {
		const contained = containedPath(path);
		if (!contained.ok) return {
			ok: false,
			message: contained.message
		};
		const found = await tree.read(contained.path, maxBytes);
		if (found.found) {
			const one = digester(found.bytes, wants);
			one.push(found.content);
			return {
				ok: true,
				digest: one.end()
			};
		}
		if (found.reason === "absent") return void 0;
		return {
			ok: false,
			message: found.message,
			...found.because === void 0 ? {} : { because: found.because }
		};
	} };
}

// shared/domain/bundle/contradictions.ts
function contradictions({ subject, items, files, lineage }) {
	const found = [];
	const say = (pointer, message) => void found.push({
		pointer,
		message: `${message} (${pointer})`
	});
	const states = new Map();
	for (const [index, { id, state }] of items.entries()) {
		if (states.has(id)) say(`/items/${index}/id`, `has the item ${id} twice`);
		states.set(id, state);
	}
	const filled = new Set(files.map(({ item }) => item));
	for (const [index, { id, state, link }] of items.entries()) if (state === "present" && link === void 0 && !filled.has(id)) say(`/items/${index}`, `has nothing for the item ${id}, which it says is there`);
	for (const [index, { path, item, origin }] of files.entries()) {
		const at = `/files/${index}`;
		if (states.get(item) !== "present") say(at, `has ${path} for the item ${item}, which it does not say is there`);
		if ("runId" in origin && origin.runId !== subject.runId) say(`${at}/origin/runId`, `has ${path} of the run ${origin.runId ?? "none"}, and it is of ${subject.runId ?? "none"}`);
		if ("attempt" in origin && (origin.attempt ?? 0) > (subject.attempt ?? 0)) say(`${at}/origin/attempt`, `has ${path} of the attempt ${origin.attempt ?? 0}, which was not yet`);
	}
	const ids = new Set();
	for (const [index, { id, kind, commit, runId, status, label }] of lineage.nodes.entries()) {
		const at = `/lineage/nodes/${index}`;
		if (ids.has(id)) say(`${at}/id`, `has the part ${id} of its lineage twice`);
		ids.add(id);
		if (commit !== void 0 && commit !== subject.commit) say(`${at}/commit`, `has the ${kind} ${label} of the commit ${commit} in its lineage`);
		if (runId !== void 0 && runId !== subject.runId) say(`${at}/runId`, `has the ${kind} ${label} of the run ${runId} in its lineage`);
		if (kind === "decision" && (status !== label || status === "no-go")) say(at, `has the decision ${label} ${status ?? ""} in its lineage`);
	}
	for (const [index, { from, to }] of lineage.edges.entries()) for (const end of [from, to]) if (!ids.has(end)) say(`/lineage/edges/${index}`, `joins ${end}, which is no part of its lineage`);
	return found;
}

// shared/domain/bundle/read-listing.ts
const listingMaxBytes = 67108864;
const mostFiles = 2e5;
const mostValues = 5e6;
const placedBytes = 1048576;
const mostProblems = 100;
function readListing(path, content) {
	const decoded = decodeText(content);
	if (!decoded.ok) return refused(decoded.message, {
		path,
		line: decoded.line
	});
	if (/^\s*\{/.test(decoded.text)) {
		if (count(content, 44) > mostValues) return refused(`has more than ${mostValues} values`, { path });
		return shortened(readJson(path, decoded.text));
	}
	if (count(content, 10) > mostFiles) return refused(`has more than ${mostFiles} lines`, { path });
	return shortened(readChecksums(path, content));
}
function count(content, byte) {
	let found = 0;
	for (let at = content.indexOf(byte); at !== -1; at = content.indexOf(byte, at + 1)) found += 1;
	return found;
}
function shortened(read) {
	const all = read.ok ? read.listing.problems : read.problems;
	const [first] = all;
	if (first === void 0 || all.length <= mostProblems) return read;
	const rest = {
		message: `has ${all.length - mostProblems} more problems`,
		at: { path: first.at.path }
	};
	const problems = [...all.slice(0, mostProblems), rest];
	return read.ok ? {
		ok: true,
		listing: {
			...read.listing,
			problems
		}
	} : {
		ok: false,
		problems
	};
}
function refused(message, at) {
	return {
		ok: false,
		problems: [{
			message,
			at
		}]
	};
}
function readChecksums(path, content) {
	const read = parseChecksums(content);
	if (!read.ok) return refused(read.message, {
		path,
		line: read.line
	});
	const problems = read.problems.map(({ message, line }) => ({
		message,
		at: {
			path,
			line
		}
	}));
	if (read.entries.length === 0) return {
		ok: false,
		problems: [...problems, {
			message: "lists no file",
			at: { path }
		}]
	};
	return {
		ok: true,
		listing: {
			shape: "sha256sum",
			files: read.entries.map(({ path: file, sha256, line }) => ({
				path: plain(file),
				sha256,
				at: {
					path,
					line
				}
			})),
			commits: [],
			results: [],
			problems
		}
	};
}
function readJson(path, text) {
	const parsed = parseJson(text, { maxDepth: 64 });
	if (!parsed.ok) return refused(parsed.message, locate(path, parsed.position));
	const { document } = parsed;
	const large = text.length > placedBytes;
	if (large && hasKeyTwice(text, document.value)) return refused("has a key twice in one object: which of them counts depends on the reader", { path });
	const [twice] = large ? [] : document.duplicates;
	if (twice !== void 0) return refused(`has the key ${twice.pointer} twice: which of them counts depends on the reader`, locate(path, twice.position));
	const at = (pointer) => large ? { path } : locate(path, document.near(pointer));
	const fields = fieldsOf(document, at);
	const { value } = document;
	const is = (key) => isObject(value) ? value[key] : void 0;
	if (is("kind") === "release-governance/bundle") return readOwn(document, at);
	if (is("evidence_bundle_version") === "release-evidence-bundle.v1") return finish(evidenceBundle(fields), fields);
	if (is("contract") === "release_bundle_v1") return finish(releaseBundle(fields), fields);
	return refused(`has no shape that is known, expected bundle.json of evidence-bundle, release-evidence-bundle.v1, release_bundle_v1, or the lines of sha256sum`, {
		path,
		line: 1
	});
}
function readOwn({ value }, at) {
	if ((isObject(value) ? longest(value) : 0) > mostFiles) return {
		ok: false,
		problems: [{
			message: `lists more than ${mostFiles} files`,
			at: at("")
		}]
	};
	const checked = ManifestSchema.safeParse(value);
	if (!checked.success) return {
		ok: false,
		problems: checked.error.issues.slice(0, 101).map(({ path: keys, message }) => {
			const pointer = keys.map((key) => `/${String(key)}`).join("");
			return {
				message: `${pointer === "" ? "as a whole" : pointer}: ${message}`,
				at: at(pointer)
			};
		})
	};
	const { subject, files } = checked.data;
	const commits = [...subject.commit === void 0 ? [] : [{
		what: "the commit of the bundle",
		commit: subject.commit,
		repository: subject.repository,
		get at() {
			return at("/subject/commit");
		}
	}], ...files.flatMap(({ path: file, origin }, index) => {
		if (!("commit" in origin)) return [];
		return [{
			what: `the commit of ${file}`,
			commit: origin.commit,
			repository: subject.repository,
			get at() {
				return at(`/files/${index}/origin/commit`);
			}
		}];
	})];
	return {
		ok: true,
		listing: {
			shape: "release-governance",
			files: files.map(({ path: file, sha256, gitBlob, bytes }, index) => ({
				path: file,
				sha256,
				gitBlob,
				bytes,
				get at() {
					return at(`/files/${index}`);
				}
			})),
			commits,
			results: [],
			problems: contradictions(checked.data).map(({ pointer, message }) => ({
				message,
				at: at(pointer)
			})),
			manifest: checked.data
		}
	};
}
function longest({ files, items, lineage }) {
	const graph = lineage !== void 0 && isObject(lineage) ? [lineage["nodes"], lineage["edges"]] : [];
	return Math.max(...[
		files,
		items,
		...graph
	].map((list) => Array.isArray(list) ? list.length : 0));
}
function fieldsOf(document, at) {
	const problems = [];
	function wanted(pointer, what, take) {
		const value = document.get(pointer);
		const taken = value === void 0 ? void 0 : take(value);
		if (taken === void 0) {
			const actual = value === void 0 ? "is missing" : `is ${quote(JSON.stringify(value))}`;
			problems.push({
				message: `${pointer} ${actual}, expected ${what}`,
				at: at(pointer)
			});
		}
		return taken;
	}
	return {
		problems,
		at,
		get: (pointer) => document.get(pointer),
		text: (pointer) => wanted(pointer, "a text", (value) => typeof value === "string" && value.trim() !== "" ? value : void 0),
		list: (pointer) => wanted(pointer, "a list", (value) => Array.isArray(value) ? value : void 0) ?? [],
		object: (pointer) => wanted(pointer, "an object", (value) => isObject(value) ? value : void 0) ?? {},
		sha256: (pointer) => wanted(pointer, "a sha256 of 64 lower-case hexadecimal digits", (value) => typeof value === "string" && isSha256(value) ? value : void 0)
	};
}
function finish(listing, { problems, at }) {
	if (listing.files.length === 0) problems.push({
		message: "lists no file",
		at: at("")
	});
	return {
		ok: true,
		listing: {
			...listing,
			problems
		}
	};
}
function commitAt(fields, pointer, what) {
	const commit = fields.text(pointer);
	if (commit === void 0) return [];
	if (isCommitId(commit)) return [{
		what,
		commit,
		at: fields.at(pointer)
	}];
	fields.problems.push({
		message: `${pointer} is ${quote(commit)}, expected a full commit id`,
		at: fields.at(pointer)
	});
	return [];
}
function evidenceBundle(fields) {
	const files = fields.list("/artifacts").map((_, index) => {
		const pointer = `/artifacts/${index}`;
		return {
			path: plain(fields.text(`${pointer}/path`) ?? ""),
			sha256: fields.sha256(`${pointer}/sha256`),
			at: fields.at(pointer)
		};
	});
	const commands = fields.list("/required_validation_commands").map((_, index) => {
		const pointer = `/required_validation_commands/${index}`;
		return {
			command: fields.text(pointer) ?? "",
			passed: void 0,
			at: fields.at(pointer)
		};
	});
	return {
		shape: "release-evidence-bundle.v1",
		files: files.filter(({ path }) => path !== ""),
		commits: [...commitAt(fields, "/git_commit_head", "the commit at which it was made"), ...commitAt(fields, "/runtime_baseline/commit_sha", "the commit of the baseline")],
		results: commands.filter(({ command }) => command !== ""),
		madeAt: fields.text("/generated_at_utc")
	};
}
function releaseBundle(fields) {
	const parts = ["runtime", "registry"].flatMap((part) => {
		const root = fields.text(`/payload/${part}_root`);
		return checksumsAt(fields, `/payload/${part}_checksums`, root);
	});
	const root = fields.text("/evidence/root");
	const sums = checksumsAt(fields, "/evidence/checksums", root);
	const summed = new Set(sums.map(({ path }) => path));
	for (const part of ["runtime", "registry"]) {
		const pointer = `/source/${part}_git/dirty`;
		if (fields.get(pointer) === false) continue;
		const message = `${pointer} is ${JSON.stringify(fields.get(pointer) ?? null)}, expected false: it was made from files that no commit has`;
		fields.problems.push({
			message,
			at: fields.at(pointer)
		});
	}
	const bare = ["files", "required"].flatMap((key) => fields.list(`/evidence/${key}`).flatMap((_, index) => {
		const pointer = `/evidence/${key}/${index}`;
		const name = fields.text(pointer);
		return name === void 0 ? [] : [{
			path: below(root, name),
			at: fields.at(pointer)
		}];
	}));
	const unsummed = new Map(bare.filter(({ path }) => !summed.has(path)).map((file) => [file.path, file]));
	const commits = commitAt(fields, "/source/runtime_git/commit", "the commit of the runtime");
	const registry = commitAt(fields, "/source/registry_git/commit", "the commit of the registry");
	const rooted = fields.get("/source/registry_root");
	const oneRepository = rooted !== void 0 && rooted === fields.get("/source/runtime_root");
	for (const listed of registry) commits.push(oneRepository || listed.commit === commits[0]?.commit ? listed : {
		...listed,
		elsewhere: true
	});
	return {
		shape: "release_bundle_v1",
		files: [
			...parts,
			...sums,
			...unsummed.values()
		],
		commits,
		results: [],
		madeAt: fields.text("/created_at")
	};
}
function checksumsAt(fields, pointer, root) {
	return Object.keys(fields.object(pointer)).map((name) => {
		const each = childPointer(pointer, name);
		return {
			path: below(root, name),
			sha256: fields.sha256(each),
			at: fields.at(each)
		};
	});
}
function below(root, name) {
	return plain(root === void 0 || root === "." ? name : `${root.replace(/\/$/, "")}/${name}`);
}
function plain(path) {
	return path.replace(/^(?:\.\/+)+(?=.)/, "");
}

// actions/evidence-bundle/age.ts
function madeBy({ manifest, madeAt }, seen) {
	if (manifest === void 0) {
		const at = parseTime(madeAt ?? "");
		if (at !== void 0) return {
			state: "claimed",
			at
		};
		return {
			state: "unknown",
			because: noData("the list does not say when it was made", "a list that has its time")
		};
	}
	const { runId, commit, attempt } = manifest.subject;
	if (seen.state === "unknown") return seen;
	const run = `run ${runId ?? ""}`;
	if (seen.state === "absent") return {
		state: "wrong",
		problem: `the repository has no ${run}`
	};
	const { head_sha: sha, run_attempt: last, created_at: created } = seen.data;
	if (sha !== commit) return {
		state: "wrong",
		problem: `${run} is of ${sha}, and the bundle says ${commit ?? "none"}`
	};
	if (attempt !== void 0 && attempt > last) return {
		state: "wrong",
		problem: `the bundle says attempt ${attempt}, and ${run} had ${last}`
	};
	const at = parseTime(created);
	if (at !== void 0) return {
		state: "known",
		at
	};
	return {
		state: "unknown",
		because: noData(`GitHub gives no time for ${run}`, "its time")
	};
}
function judgeAge(ctx, { "maximum-age": maximum }, made) {
	const fix = "make the bundle anew";
	if (made.state === "wrong") return wrong([], {
		problem: made.problem,
		expected: "a run of this commit",
		actual: made.problem,
		fix
	});
	if (maximum === void 0) return notAsked("the configuration names no maximum-age");
	if (made.state === "unknown") return open(made.because);
	const { at } = made;
	if (at > ctx.time.latest + 3e5) return wrong([], {
		problem: `it says that it was made on ${isoTime(at)}, which is not yet`,
		actual: isoTime(at),
		fix
	});
	if (!olderThan(at, milliseconds(maximum), ctx.time)) {
		if (made.state === "known") return holds();
		const message = `only the list says that it was made on ${isoTime(at)}`;
		return open({
			code: "CLAIMED",
			message,
			needs: "a bundle of evidence-bundle, whose run GitHub knows"
		});
	}
	const problem = `it was made on ${isoTime(at)}, ${durationText(ctx.time.latest - at)} ago`;
	return wrong([], {
		problem,
		expected: `at most ${maximum}`,
		actual: isoTime(at),
		fix
	});
}

// shared/domain/bundle/attestation.ts
const EntrySchema = object({ verificationResult: object({
	statement: object({
		subject: array(object({ digest: record(string(), string()) })).min(1),
		predicateType: string(),
		predicate: unknown$1()
	}),
	signature: object({ certificate: object({
		issuer: string(),
		buildSignerURI: string(),
		sourceRepositoryURI: string(),
		sourceRepositoryDigest: string()
	}) })
}) });
function signatureIn(content, wanted) {
	const against = (message) => ({
		ok: false,
		message
	});
	const decoded = decodeText(content);
	if (!decoded.ok) return decoded;
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return against(`is no JSON: ${parsed.message}`);
	const [twice] = parsed.document.duplicates;
	if (twice !== void 0) return against(`has the key ${twice.pointer} twice`);
	const entries = array(EntrySchema).safeParse(parsed.document.value);
	if (!entries.success) return against("is not what gh attestation verify --format json prints");
	const problems = entries.data.map((entry) => ({
		entry,
		problem: problemOf(entry, wanted)
	}));
	const own = problems.filter(({ problem }) => problem === void 0);
	const [first] = own;
	if (first === void 0) return against(problems[0]?.problem ?? "has no attestation");
	for (const { entry } of own) {
		const { predicateType, predicate } = entry.verificationResult.statement;
		const said = predicateProblem({
			predicateType,
			predicate: isObject(predicate) ? predicate : {}
		}, wanted.stated);
		if (said !== void 0) return {
			ok: false,
			...said,
			message: `signs a statement that ${said.message}`
		};
	}
	return {
		ok: true,
		commit: first.entry.verificationResult.signature.certificate.sourceRepositoryDigest
	};
}
function problemOf({ verificationResult }, wanted) {
	const { statement, signature } = verificationResult;
	const { issuer, buildSignerURI, sourceRepositoryURI, sourceRepositoryDigest } = signature.certificate;
	if (!statement.subject.some(({ digest }) => wanted.stated.digests.has(digest["sha256"] ?? ""))) return "is about other bytes than this bundle";
	if (issuer !== `https://token.actions.${wanted.host === "github.com" ? "githubusercontent.com" : wanted.host}`) return `was signed with an identity of ${issuer}`;
	if (sourceRepositoryURI.toLowerCase() !== `https://${wanted.host}/${wanted.repository}`.toLowerCase()) return `is of ${sourceRepositoryURI}, expected ${wanted.repository}`;
	const signer = buildSignerURI.replace(/^https:\/\//, "");
	if (!wanted.signs(signer)) return `was signed by ${signer}, which is not among the signers`;
	const { commit } = wanted.stated;
	if (commit !== void 0 && sourceRepositoryDigest !== commit) return `is of the commit ${sourceRepositoryDigest}, expected ${commit}`;
}

// actions/evidence-bundle/agreement.ts
const maxBytes = 16777216;
function decisionIn(manifest) {
	const node = manifest?.lineage.nodes.find(({ kind }) => kind === "decision");
	if (node === void 0) return void 0;
	return {
		word: node.label,
		summary: (node.digest ?? "").replace(/^sha256:/, "")
	};
}
async function judgeAgreement(ctx, { statements }, stated, unread) {
	if (statements.length === 0) return [notAsked("the configuration names no statement")];
	const findings = [];
	for (const path of new Set(statements)) {
		const found = await ctx.produced.read(path, maxBytes);
		const fix = "let evidence-bundle make bundle and statement anew, together";
		const against = (message) => wrong([path], {
			problem: `the statement ${path} ${message}`,
			expected: "one about this bundle, that it passed",
			actual: message,
			fix
		});
		if (!found.found) findings.push(found.because === void 0 ? against(found.message) : open(found.because, path));
		else if (unread !== void 0) findings.push(open(unread, path));
		else {
			const read = readStatement(found.content);
			const problem = read.ok ? statementProblem(read.statement, {
				...stated,
				digests: subjectsOf(read.statement, stated.digests)
			}) : { message: read.message };
			if (problem === void 0) findings.push(holds(path));
			else if (problem.open === true) findings.push(lacks(`the statement ${path} ${problem.message}`, "a statement that it passed", path));
			else findings.push(against(problem.message));
		}
	}
	return findings;
}
function subjectsOf({ subject }, digests) {
	if (digests.size > 1 || !subject.some(({ digest }) => digests.has(digest.sha256))) return digests;
	const archives = subject.filter(({ name = "" }) => name.endsWith(".zip")).map(({ digest }) => digest.sha256);
	return new Set([...digests, ...archives]);
}
async function judgeSignature(ctx, { attestation, repository: named = ctx.subject.repository }, stated, repository) {
	if (attestation === void 0) return notAsked("the configuration names no attestation");
	const { path, signers } = attestation;
	const found = await ctx.produced.read(path, maxBytes);
	const fix = "sign the bundle in an allowed workflow, and verify it with gh in this job";
	const against = (message) => wrong([path], {
		problem: `the attestation ${path} ${message}`,
		expected: signers,
		actual: message,
		fix
	});
	if (!found.found) return found.because === void 0 ? against(found.message) : open(found.because, path);
	const github = ctx.github();
	if (named === void 0 || github === void 0) return lacks("it is not known on which server and of which repository it must be", "the input token", path);
	const signs = await ctx.matcher(signers);
	const signed = signatureIn(found.content, {
		stated,
		host: github.host,
		repository: named,
		signs
	});
	if (!signed.ok && signed.open === true) return lacks(`the attestation ${path} ${signed.message}`, "a statement that it passed", path);
	if (!signed.ok) return against(signed.message);
	if (stated.commit !== void 0) return holds(path);
	if (!repository.ok) return open(repository.because, path);
	const seen = await onDefaultBranch(repository.data, signed.commit);
	if (seen.state === "unknown") return open(seen.because, path);
	if (seen.state === "there" && seen.data) return holds(path);
	return against(`is of the commit ${signed.commit}, which is no part of ${repository.data.defaultBranch} of ${named}`);
}

// actions/evidence-bundle/commits.ts
const mostCommits = 20;
async function judgeCommits({ commits, manifest }, repository) {
	if (commits.length === 0) {
		if (manifest === void 0) return [notAsked("the list names no commit")];
		return [lacks("the list names no commit", "a bundle of a commit")];
	}
	const groups = new Map();
	for (const listed of commits) {
		const key = `${listed.commit} ${listed.repository ?? ""}`;
		if (!groups.has(key)) groups.set(key, listed);
	}
	const tip = repository.ok ? await tipOf(repository.data) : repository;
	const findings = [];
	for (const listed of [...groups.values()].slice(0, mostCommits)) findings.push(await judgeCommit(listed, repository, tip));
	const rest = groups.size - findings.length;
	if (rest > 0) findings.push(lacks(`${rest} more commits were not asked for`, "a list of one commit", "others"));
	return findings;
}
async function judgeCommit({ what, commit, repository: said, elsewhere, at }, repository, tip) {
	if (elsewhere === true) return lacks(`${what} is of another repository, which the list does not name`, "a verification there", what);
	if (!repository.ok) return open(repository.because, what);
	const { name, defaultBranch } = repository.data;
	const fix = "make the bundle from a commit that was merged here";
	const against = (problem) => wrong([what], {
		problem,
		expected: name,
		actual: commit,
		fix,
		at
	});
	if (said !== void 0 && said.toLowerCase() !== name.toLowerCase()) return against(`${what} is said to be of ${said}, expected ${name}`);
	if (!tip.ok) return open(tip.because, what);
	const seen = await isAncestor(repository.data, commit, tip.data);
	if (seen.state === "unknown") return open(seen.because, what);
	if (seen.state === "absent") return against(`${what}, ${commit}, is no commit of ${name}`);
	return seen.data ? holds(what) : against(`${what}, ${commit}, is no part of ${defaultBranch} of ${name}`);
}
function judgeOneCommit(ctx, policy, { commits, manifest }) {
	const [first] = commits;
	if (first === void 0) {
		if (policy.commit === "judged" || manifest !== void 0) return [lacks("the list names no commit", "a list that says of which commit the evidence is")];
		return [notAsked("the list names no commit")];
	}
	const wanted = policy.commit === "judged" ? ctx.subject.headSha : first.commit;
	if (wanted === void 0) return [lacks("it is not known which commit is judged", "a checkout")];
	const others = new Map();
	for (const listed of commits) if (listed.commit !== wanted && listed.elsewhere !== true) {
		const known = others.get(listed.commit);
		others.set(listed.commit, {
			listed: known?.listed ?? listed,
			count: (known?.count ?? 0) + 1
		});
	}
	if (others.size === 0) return [holds()];
	return [...others.values()].map(({ listed: { what, commit, at }, count }) => {
		const more = count === 1 ? "" : ` (as ${count - 1} more are)`;
		return wrong([what, commit], {
			problem: `${what} is ${commit}${more}, and the evidence is to be of ${wanted}`,
			expected: wanted,
			actual: commit,
			fix: "gather the evidence anew at one commit",
			at
		});
	});
}

// actions/evidence-bundle/listed-files.ts
function judgeNames({ entries }) {
	const seen = new Map();
	const findings = nameProblems(entries).map(({ path, message }) => {
		const count = (seen.get(path) ?? 0) + 1;
		seen.set(path, count);
		return wrong([path, ...count === 1 ? [] : [String(count)]], {
			problem: `the entry ${path} ${message}`,
			actual: message,
			fix: "make the bundle anew without it"
		});
	});
	return findings.length > 0 ? findings : [holds()];
}
function digestFindings(compared) {
	const seen = new Map();
	const findings = compared.flatMap((file) => {
		const { listed } = file;
		if (file.class === "same") return [];
		const count = (seen.get(listed.path) ?? 0) + 1;
		seen.set(listed.path, count);
		return [digestFinding(file, [listed.path, ...count === 1 ? [] : [String(count)]])];
	});
	return compared.length - findings.length > 0 ? [...findings, holds()] : findings;
}
function digestFinding({ listed, class: of, expected, actual, unread: why }, about) {
	const { path, at } = listed;
	const fix = "make the list and the files anew, together";
	switch (of) {
		case "line-ends": return wrong(about, {
			problem: `${path} is what was listed but for its line ends`,
			expected,
			actual,
			at,
			fix: "make the list from the files as they are committed (core.autocrlf false, or text eol=lf in .gitattributes)"
		});
		case "absent": return wrong(about, {
			problem: `${path} is listed and not there`,
			expected: "the file",
			actual: "absent",
			fix,
			at
		});
		case "unread":
			if (why?.because !== void 0) return open(why.because, ...about);
			return wrong(about, {
				problem: `${path} ${why?.message ?? ""}`,
				expected: "the file",
				actual: why?.message,
				fix,
				at
			});
		case "unlisted": return lacks(`the list has no checksum of ${path}`, "a checksum in the list", ...about);
		case "same": return holds(...about);
		case "different": return wrong(about, {
			problem: `${path} is not what was listed`,
			expected,
			actual,
			fix,
			at
		});
	}
}
function judgeComplete(listing, list, container, below, wanted) {
	const findings = listing.files.filter(({ path }) => sameName(`${below}${path}`) === sameName(list)).map(({ path, at }, index) => wrong([
		"itself",
		path,
		String(index + 1)
	], {
		problem: `the list lists itself as ${path}, which no checksum can`,
		actual: path,
		fix: "take it out of the list",
		at
	}));
	const twice = repeated(listing.files.map(({ path }) => path));
	for (const path of twice) findings.push(wrong(["twice", path], {
		problem: `${path} is listed more than once`,
		actual: path,
		fix: "list it once"
	}));
	if (container === void 0) return findings.length > 0 || wanted ? findings : [notAsked("the configuration names no files that must be listed")];
	const known = new Set([list, ...listing.files.map(({ path }) => `${below}${path}`)]);
	const extra = new Set(container.entries.flatMap(({ path, kind }) => kind === "folder" ? [] : [path]));
	for (const path of extra) if (!known.has(path)) findings.push(wrong(["extra", path], {
		problem: `${path} is in the bundle and not in its list`,
		actual: path,
		fix: "make the bundle anew with it, or without it"
	}));
	return findings.length > 0 ? findings : [holds()];
}
async function judgeWanted(ctx, { files: patterns = [] }, listing, { list, below, here }) {
	if (patterns.length === 0) return [];
	const fix = "let the tool that writes the list write it anew, over all of them";
	const listed = new Set(listing.files.map(({ path }) => path));
	const findings = [];
	for (const pattern of patterns) {
		const matches = await ctx.matcher([pattern]);
		if ([...listed].some(matches)) continue;
		const problem = `the list ${list} has no file that matches ${pattern}`;
		findings.push(wrong(["wanted", pattern], {
			problem,
			expected: pattern,
			actual: "none",
			fix,
			at: { path: list }
		}));
	}
	if (!here) return findings.length > 0 ? findings : [holds("wanted")];
	const tracked = await ctx.tree.list();
	if (!tracked.ok) return [...findings, open(tracked.because, "wanted")];
	const wanted = await ctx.matcher(patterns);
	for (const path of tracked.paths) {
		const own = path.startsWith(below) ? path.slice(below.length) : void 0;
		if (own === void 0 || path === list || listed.has(own) || !wanted(own)) continue;
		const problem = `the list ${list} does not have ${path}`;
		findings.push(wrong(["wanted", path], {
			problem,
			expected: path,
			actual: "not listed",
			fix,
			at: { path: list }
		}));
	}
	return findings.length > 0 ? findings : [holds("wanted")];
}
function judgeItems({ items: wanted }, { manifest }) {
	const states = new Map(manifest?.items.map((item) => [item.id, item]));
	const ids = [...new Set([...wanted, ...states.keys()])];
	const fix = "make the bundle anew with it";
	return ids.flatMap((id) => {
		const item = states.get(id);
		const about = ["item", id];
		if (item?.state === "not-verified") return [lacks(`nobody looked at the item ${id}`, "an attestation of somebody who looked at it", ...about)];
		if (item?.state === "present") return [];
		if (!(wanted.includes(id) || item?.state === "absent" && item.required)) return [];
		const actual = item?.state ?? "none";
		return [wrong(about, {
			problem: `the bundle has nothing for the item ${id}`,
			expected: "present",
			actual,
			fix
		})];
	});
}
function repeated(paths) {
	const seen = new Set();
	const twice = new Set();
	for (const path of paths) {
		if (seen.has(path)) twice.add(path);
		seen.add(path);
	}
	return [...twice];
}
function classesOf(compared) {
	const classes = {};
	for (const { class: of } of compared) classes[of] = (classes[of] ?? 0) + 1;
	return classes;
}
const words = {
	same: ["what is listed", "good"],
	"line-ends": ["other line ends", "bad"],
	different: ["different", "bad"],
	absent: ["not there", "bad"],
	unread: ["not read", "open"],
	unlisted: ["without a checksum", "open"]
};
function exhibitClasses(ctx, compared) {
	ctx.exhibit({
		title: "Files against their list",
		columns: [{ name: "Files are" }, {
			name: "Count",
			numeric: true
		}],
		rows: Object.entries(classesOf(compared)).map(([of, count]) => {
			const [word, mark] = words[of];
			return {
				cells: [word, String(count)],
				mark
			};
		}),
		remark: `${counted(compared.length, "file")} listed; each was read anew.`
	});
}

// actions/evidence-bundle/listed-producers.ts
const scriptMaxBytes = 16777216;
const mostScripts = 20;
const fix$1 = "make the bundle anew, in a run of an allowed workflow";
const TreeSchema = object({
	truncated: boolean(),
	tree: array(object({
		path: string(),
		mode: string(),
		sha: string()
	}))
});
async function judgeListedProducers(ctx, policy, { manifest }, repository, run) {
	if (manifest === void 0) return [notAsked("a list of this shape names no producers")];
	const { files, subject } = manifest;
	const committed = files.filter(({ origin, redactedFrom }) => origin.kind === "tree" && redactedFrom === void 0);
	const made = files.filter(({ origin }) => origin.kind !== "tree");
	const findings = committed.length === 0 ? [] : await judgeCommitted(committed, repository);
	const known = new Map();
	for (const { path, producer, origin } of made) if (producer !== void 0) known.set(JSON.stringify(producer), {
		producer,
		path
	});
	else if (origin.kind === "worktree") findings.push(lacks(`${path} is of no commit: it was read from a work tree`, "a run in GitHub Actions", path));
	else findings.push(wrong([path], {
		problem: `the list does not say what made ${path}`,
		expected: "a producer",
		actual: "none",
		fix: fix$1
	}));
	const workflows = policy.workflows ?? ctx.inputs.create?.workflows;
	const allows = workflows === void 0 ? () => true : await ctx.matcher(workflows);
	let scripts = 0;
	for (const { producer, path } of known.values()) if ("workflow" in producer) findings.push(judgeWorkflow(producer.workflow, run, allows, workflows));
	else if (subject.commit === void 0) findings.push(lacks("the list names no commit", "a bundle of a commit", path));
	else if (++scripts > mostScripts) findings.push(lacks(`no more than ${mostScripts} scripts are asked for`, "a bundle of fewer", producer.script));
	else findings.push(await judgeScript(producer, subject.commit, repository));
	return findings.length > 0 ? findings : [notAsked("no file was made in a run")];
}
function judgeWorkflow(workflow, run, allows, workflows) {
	if (!allows(workflow)) {
		const problem = `files were made by ${workflow}, which is not among the workflows that may`;
		return wrong([workflow], {
			problem,
			expected: workflows,
			actual: workflow,
			fix: fix$1
		});
	}
	if (run.state === "unknown") return open(run.because, workflow);
	const against = (actual) => wrong([workflow], {
		problem: `files are said to be made by ${workflow}, and ${actual}`,
		expected: workflow,
		actual,
		fix: fix$1
	});
	if (run.state === "absent") return against("the repository has no such run");
	const { path, ref = "" } = cutRef(workflow);
	const shown = cutRef(run.data.path).path;
	if (shown !== path) return against(`the run is of ${shown}`);
	const { event, head_branch: branch } = run.data;
	if ((event === "push" || event === "workflow_dispatch" || event === "schedule") && ref !== `refs/heads/${branch ?? ""}` && ref !== `refs/tags/${branch ?? ""}`) return against(`the run is of ${branch ?? "no branch"}`);
	return holds(workflow);
}
async function judgeScript({ script, sha256: wanted }, commit, repository) {
	if (!repository.ok) return open(repository.because, script);
	const seen = await fileAt(repository.data, script, commit, scriptMaxBytes);
	if (seen.state === "unknown") return open(seen.because, script);
	const actual = seen.state === "absent" ? "absent" : sha256(seen.data);
	if (actual === wanted) return holds(script);
	return wrong([script], {
		problem: `the script ${script} of the commit of the bundle is not the one that is named`,
		expected: wanted,
		actual,
		fix: fix$1
	});
}
async function judgeCommitted(files, repository) {
	const commits = [...new Set(files.flatMap(({ origin }) => origin.kind === "tree" ? origin.commit : []))];
	const [commit] = commits;
	if (!repository.ok) return [open(repository.because, "committed")];
	if (commit === void 0 || commits.length > 1) return [lacks("the files are of several commits", "a bundle of one commit", "committed")];
	const { github, name } = repository.data;
	const seen = seenIn(await github.get("GET /repos/{owner}/{repo}/git/trees/{sha}", {
		...ownerAndRepo(name),
		sha: commit,
		recursive: "1"
	}, TreeSchema));
	if (seen.state === "unknown") return [open(seen.because, "committed")];
	const tree = seen.state === "there" ? seen.data : {
		truncated: false,
		tree: []
	};
	const blobs = new Set(files.map(({ gitBlob }) => gitBlob));
	const held = new Set();
	for (const { path, mode, sha } of tree.tree) if (mode.startsWith("100") && blobs.has(sha)) for (const end of endsOf(path)) held.add(`${sha} ${end}`);
	const missing = files.filter(({ origin, gitBlob }) => !held.has(`${gitBlob} ${origin.path}`));
	if (missing.length === 0) return [holds("committed")];
	if (tree.truncated) {
		const message = `${name} has more files at ${commit} than GitHub lists`;
		return [open({
			code: "TRUNCATED",
			message,
			needs: "a verification of the files in a checkout"
		}, "committed")];
	}
	return missing.map(({ path, origin, gitBlob }) => wrong(["committed", path], {
		problem: `${path} is said to be ${origin.path} of ${commit}, which has no such file there`,
		expected: gitBlob,
		actual: "another or none",
		fix: "make the bundle anew"
	}));
}
function endsOf(path) {
	const parts = path.split("/");
	return parts.map((_, count) => parts.slice(count).join("/"));
}

// actions/evidence-bundle/listed-results.ts
const reportMaxBytes = 16777216;
const reportsMaxBytes = 536870912;
async function judgeListedResults(ctx, { results: wanted }, listing, compared, read) {
	if (listing.manifest !== void 0) return reportResults(ctx, wanted, listing.manifest, compared, read);
	const said = new Map();
	for (const result of listing.results) {
		const known = said.get(result.command);
		if (known === void 0) said.set(result.command, [result]);
		else known.push(result);
	}
	const findings = [...new Set([...wanted, ...said.keys()])].map((command) => {
		const all = said.get(command) ?? [];
		const at = all[0]?.at;
		const fix = "run it at this commit, and list its result";
		if (all.length === 0) return wrong([command], {
			problem: `the list has no result of ${command}`,
			expected: "passed",
			actual: "none",
			fix
		});
		if (all.some(({ passed }) => passed === false)) return wrong([command], {
			problem: `${command} did not pass`,
			expected: "passed",
			actual: "failed",
			fix,
			at
		});
		if (all.some(({ passed }) => passed === void 0)) return lacks(`the list names ${command}, and no result of it`, "a result in the list", command);
		return holds(command);
	});
	return findings.length > 0 ? findings : [notAsked("no result is asked for, and the list names none")];
}
const fix = "make the bundle anew, when it has passed";
async function reportResults(ctx, wanted, manifest, compared, read) {
	const found = new Map();
	const findings = [];
	let left = reportsMaxBytes;
	for (const { listed, class: of } of compared) {
		const { path } = listed;
		if (!path.endsWith(".report.json") || of !== "same") continue;
		const answer = await read(path, Math.min(left, reportMaxBytes));
		if (!answer.ok) {
			findings.push(open(answer.because ?? {
				code: "TRUNCATED",
				message: `${path} ${answer.message}`,
				needs: "a report that can be read"
			}, path));
			continue;
		}
		const { content } = answer;
		left -= content.length;
		const file = {
			origin: {
				kind: "folder",
				name: "bundle"
			},
			path,
			content,
			sha256: sha256(content)
		};
		const { candidates, strays } = candidatesIn({
			files: [file],
			problems: []
		});
		for (const { problem } of strays) findings.push(wrong([path], {
			problem: `${path} ${problem}`,
			expected: "a report",
			actual: problem,
			fix
		}));
		for (const { report } of candidates) {
			const known = found.get(report.control);
			if (known === void 0) found.set(report.control, [{
				path,
				report
			}]);
			else known.push({
				path,
				report
			});
		}
	}
	for (const control of new Set([...wanted, ...found.keys()])) findings.push(judgeControl(ctx, control, found.get(control) ?? [], manifest));
	return findings.length > 0 ? findings : [notAsked("no result is asked for, and the bundle has no report")];
}
function judgeControl(ctx, control, own, manifest) {
	if (own.length === 0) {
		const problem = `no report of ${control} lies in the bundle`;
		return wrong([control], {
			problem,
			expected: "passed",
			actual: "none",
			fix
		});
	}
	const against = [];
	let unmeasured;
	for (const { path, report } of own) {
		const { results } = ctx.policy.allow(control, report.results, report.facts);
		const [status, excused] = [reportStatus(results, report.error), isExcused(results)];
		const foreign = foreignTo(report, manifest);
		if (foreign.length > 0) against.push(`${path}: ${foreign.join("; ")}`);
		else if (report.replay === true) against.push(`${path} is a replay`);
		else if (status === "failed" || status === "error") against.push(`${path} is ${status}`);
		else if (report.status !== status && !excused) against.push(`${path} says ${report.status}, and its results say ${status}`);
		else {
			const why = whyNotMeasured({
				report,
				status,
				excused
			});
			if (why !== void 0) unmeasured ??= `${path}: ${why}`;
		}
	}
	if (against.length > 0) return wrong([control], {
		problem: `the report of ${control} does not show that it passed: ${against.join("; ")}`,
		expected: "passed, for the commit and run of the bundle",
		actual: against,
		fix
	});
	if (unmeasured === void 0) return holds(control);
	return lacks(`the report of ${control} is not measured as passed: ${unmeasured}`, `a report of ${control} that passed`, control);
}
function foreignTo(report, { subject: { repository, commit, runId, attempt } }) {
	if (commit === void 0) return ["the bundle names no commit"];
	if (runId !== void 0 && report.subject.event === "local") return [`it was made on a laptop, and not in run ${runId}`];
	const { event, mergeSha } = report.subject;
	return foreignness(report, {
		subject: {
			event,
			headSha: commit,
			...mergeSha === void 0 ? {} : { mergeSha },
			...repository === void 0 ? {} : { repository },
			...runId === void 0 ? {} : { runId },
			...attempt === void 0 ? {} : { attempt }
		},
		policy: void 0,
		asked: []
	});
}

// actions/evidence-bundle/made-run.ts
const RunSchema = object({
	head_sha: string(),
	created_at: string(),
	path: string(),
	run_attempt: number().int(),
	event: string(),
	head_branch: string().nullish()
});
async function madeRun({ manifest }, repository) {
	const runId = manifest?.subject.runId;
	if (runId === void 0) return {
		state: "unknown",
		because: noData("the bundle was made in no run", "a bundle that was made in GitHub Actions")
	};
	if (!repository.ok) return {
		state: "unknown",
		because: repository.because
	};
	const { github, name } = repository.data;
	return seenIn(await github.get("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
		...ownerAndRepo(name),
		run_id: runId
	}, RunSchema));
}

export { classesOf, compareFiles, decisionIn, decisionOf, digestFindings, exhibitClasses, filesOfContainer, filesOfTree, gateDecisionText, gather, itemsOf, judgeAge, judgeAgreement, judgeCommits, judgeComplete, judgeItems, judgeLineage, judgeListedProducers, judgeListedResults, judgeNames, judgeOneCommit, judgeProducer, judgeSignature, judgeWanted, lineageExhibit, lineageOf, listingMaxBytes, lookThrough, madeBy, madeRun, mediaTypeOf, nameProblems, readListing, runFacts, testResultText };