import { GovernanceError, catalog, clipped, configMaxBytes, containedPath, controlNames, decides, decodeText, flag, integer, isObject, isoDay, isoTime, listed, objectId, pathField, quote, reportStatus, rule, sameBytes, secret, sha256, structured, suggestion, text } from "./shared.js";
import { array, number, object, string } from "./vendor.js";
import { hiddenParts, isPlaceholder } from "./parse.js";
import { ContractsSchema, fieldTraits } from "./domain-contract-pair-config.js";
import { difference } from "./domain-contract-pair.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";
import { repeatedProblems } from "./core-pointer-problem.js";
import { noData, passed, tellVerdict, unverified } from "./domain-verdict.js";
import { milliseconds } from "./core-duration.js";
import { foldedName, parseDocument, parseRecord, recordMaxBytes } from "./domain-record.js";
import { judgeCheck } from "./domain-check-run.js";
import { pullsOfCommit } from "./domain-approval.js";
import { PostureSchema, postureSays, readPosture } from "./domain-posture.js";
import { landingOfCommit } from "./domain-landing.js";
import { pinnedTexts, remoteRules, rules, syncJudgement, syncName, syncVerdict } from "./domain-contract-sync.js";
import { judgeAside, overlay } from "./core-side-judgement.js";
import { parseMarkdown } from "./parse-markdown.js";
import { unifiedDiff } from "./core-unified-diff.js";
import { AgeSchema, ChecksSchema, CompanionsSchema, DenySchema, MayFailSchema, MustPassSchema, NotesSchema } from "./domain-rollback-config.js";

// shared/domain/rollback/must-pass.ts
function mustPassProblems(names, section) {
	const at = (index) => `/${section}/must-pass/${index}`;
	return [...names.flatMap((name, index) => Object.hasOwn(catalog, name) ? [] : [{
		pointer: at(index),
		message: `there is no control ${name}${suggestion(name, controlNames)}`
	}]), ...repeatedProblems(names, at, "controls")];
}

// shared/domain/rollback/plain-value.ts
function plainValue(text) {
	if (text === void 0) return "none";
	return /^[A-Za-z0-9](?:[A-Za-z0-9._+:/-]{0,98}[A-Za-z0-9_+/-])?$/.test(text) ? text : "(no plain text)";
}

// shared/domain/rollback/note.ts
const noteLabels = {
	contract: "Contract",
	trigger: "Trigger",
	cause: "Root cause",
	impact: "Impact",
	posture: "Posture",
	replaced: "Replaced baseline",
	active: "Active baseline",
	commit: "Commit of the baseline",
	rollback: "Rollback status",
	recovery: "Recovery status",
	milestone: "Next validation milestone"
};
const openParts = {
	trigger: "what set it off, and when",
	cause: "why it happened, or who looks for it",
	impact: "who and what was affected, and since when",
	posture: "what the posture record says",
	recovery: "what works again, and what does not yet",
	milestone: "YYYY-MM-DD: what is validated by then"
};
const noteFiles = {
	heading: "Restored files",
	path: "File",
	digest: "SHA-256"
};
const deleted = "deleted";
function incidentNote(facts, at) {
	const open = (part) => `\`<${openParts[part]}>\``;
	const values = {
		contract: code(facts.contract),
		trigger: open("trigger"),
		cause: open("cause"),
		impact: open("impact"),
		posture: typeof facts.posture === "string" ? code(facts.posture) : open("posture"),
		replaced: code(facts.replaced),
		active: code(facts.active),
		commit: code(facts.commit),
		rollback: code(facts.rollback),
		recovery: open("recovery"),
		milestone: open("milestone")
	};
	const parts = Object.keys(noteLabels).map((part) => `- ${noteLabels[part]}: ${values[part]}`);
	const rows = facts.files.map(({ path, after }) => {
		return `| ${pathCell(path)} | \`${after === void 0 ? deleted : sha256(after)}\` |`;
	});
	return `${[
		`# Incident note of ${isoDay(at)}`,
		parts.join("\n"),
		`## ${noteFiles.heading}`,
		[
			`| ${noteFiles.path} | ${noteFiles.digest} |`,
			"| --- | --- |",
			...rows
		].join("\n"),
		...facts.open.length === 0 ? [] : ["## Not verified, or still failing", facts.open.map((line) => `- \`${line.replaceAll("`", "'")}\``).join("\n")]
	].join("\n\n")}\n`;
}
function code(value) {
	return `\`${plainValue(value)}\``;
}
function pathCell(path) {
	return `\`${notePath(path)}\``;
}
function notePath(path) {
	return /^[^\p{C}`|\\]+$/u.test(path) && path.trim() === path && !/ {2}/.test(path) ? path : `sha256:${sha256(path)}`;
}

// shared/domain/rollback/noted.ts
const noteMaxBytes = 262144;
function readNote(content) {
	const decoded = decodeText(content);
	return decoded.ok ? parseMarkdown(decoded.text) : decoded;
}
function saidOf({ bullets, labelledLines }, part) {
	return [...bullets, ...labelledLines].filter(({ label }) => labelNamed(label) === part);
}
function isOpenPart(part, value) {
	if (isPlaceholder(value, { orUnsaid: true })) return true;
	const text = value.replace(/[<>`]/g, "").trim();
	const template = openParts[part];
	if (template !== void 0 && [template, template.split(": ").at(-1)].includes(text)) return true;
	return /^(?:to be|not yet) (?:added|announced|completed|decided|defined|described|determined|done|filled|provided|said|supplied|written)\b/i.test(text);
}
function unclearParts(document) {
	const files = fileTables(document);
	const columns = [noteFiles.path, noteFiles.digest];
	const headings = document.headings.filter(({ text }) => foldedName(text) === foldedName(noteFiles.heading));
	return [
		...hiddenParts(document.opaque),
		...document.brokenTables.map(({ message, position }) => ({
			message: `has a table that is none: ${message}`,
			position
		})),
		...document.tables.flatMap(({ problems }) => problems.map(({ message, position }) => ({
			message: `has a table that is not whole: ${message}`,
			position
		}))),
		...headings.slice(1).map(({ position }) => ({
			message: "has two headings of restored files",
			position
		})),
		...struckParts(document).map(({ position }) => ({
			message: "has text that is struck out",
			position
		})),
		...files.slice(1).map(({ position }) => ({
			message: "has more than one table of restored files",
			position
		})),
		...files.filter(({ header }) => header.map(({ text }) => text).join("|") !== columns.join("|")).map(({ position }) => ({
			message: `has a table of restored files with other columns than ${columns.join(" and ")}`,
			position
		})),
		...document.headings.filter(({ text }) => labelNamed(text) !== void 0).map(({ position }) => ({
			message: "has a part as a heading",
			position
		})),
		...document.tables.flatMap(({ header, rows }) => [header, ...rows.map(({ cells }) => cells)].flatMap(([first]) => first ?? [])).filter(({ text }) => labelNamed(text) !== void 0).map(({ position }) => ({
			message: "has a part in a table",
			position
		}))
	];
}
function struckParts(document) {
	const parts = Object.keys(noteLabels).flatMap((part) => saidOf(document, part));
	const cells = fileTables(document).flatMap(({ header, rows }) => [header, ...rows.map((row) => row.cells)].flat());
	return [...parts.map(({ value: text, ...rest }) => ({
		text,
		...rest
	})), ...cells].filter(({ text, code }) => !code && /~{1,2}[^\s~](?:[^~]*[^\s~])?~{1,2}/.test(text));
}
function filesOf(document) {
	return fileTables(document).flatMap(({ header, rows }) => {
		const columns = [noteFiles.path, noteFiles.digest].map((name) => header.findIndex(({ text }) => text === name));
		return rows.map(({ cells, position }) => {
			const [name = "", digest = ""] = columns.map((column) => cells[column]?.text ?? "");
			return {
				name,
				digest,
				position
			};
		});
	});
}
function fileTables({ tables }) {
	const names = new Set([noteFiles.path, noteFiles.digest].map(foldedName));
	return tables.filter(({ heading = "", header }) => foldedName(heading) === foldedName(noteFiles.heading) || header.some(({ text }) => names.has(foldedName(text))));
}
const labels = new Map(Object.entries(noteLabels).map(([part, label]) => [foldedName(label), part]));
function labelNamed(text) {
	return labels.get(foldedName(text).replace(/\s+/g, " ").trim().replace(/:$/, ""));
}

// shared/domain/rollback/note-facts.ts
function agreements(path, document, facts) {
	const { posture, rollback } = facts;
	const parts = [
		["contract", [plainValue(facts.contract)]],
		["replaced", [plainValue(facts.replaced)]],
		["active", [plainValue(facts.active)]],
		["commit", [facts.commit]],
		...typeof posture === "string" ? [["posture", [posture]]] : [],
		["rollback", rollback === "restored" ? ["restored", "opened"] : ["planned", "opened"]]
	].map(([part, values]) => {
		return {
			what: `the part ${noteLabels[part]}`,
			verdict: partVerdict(path, document, part, values)
		};
	});
	const open = typeof posture === "string" ? [] : [{
		what: `the part ${noteLabels.posture}`,
		verdict: unverified(posture.because)
	}];
	return [
		...parts,
		...open,
		...fileAgreements(path, document, facts)
	];
}
function partVerdict(path, document, part, values) {
	const said = saidOf(document, part);
	const wrong = said.find(({ value }) => !values.includes(value));
	if (said.length > 0 && wrong === void 0) return passed;
	const fix = `write ${values.join(" or ")} in ${path} as - ${noteLabels[part]}: …`;
	return {
		status: "failed",
		problem: said.length === 0 ? "is missing" : "is not what is so",
		expected: values.join(" or "),
		actual: wrong?.value ?? null,
		fix,
		at: locate(path, wrong?.position)
	};
}
function fileAgreements(path, document, { files }) {
	const rows = filesOf(document);
	const known = new Set(files.map((file) => notePath(file.path)));
	const foreign = rows.find(({ name }) => !known.has(name));
	const whole = foreign === void 0 ? passed : {
		status: "failed",
		problem: "are more than what is restored",
		expected: [...known],
		actual: foreign.name,
		fix: `take it out of the table ${noteFiles.heading} of ${path}`,
		at: locate(path, foreign.position)
	};
	return [...files.map((file) => {
		const name = notePath(file.path);
		const value = file.after === void 0 ? deleted : sha256(file.after);
		const own = rows.filter((row) => row.name === name);
		const wrong = own.find(({ digest }) => digest !== value);
		const what = `the file ${file.path}`;
		if (own.length > 0 && wrong === void 0) return {
			what,
			verdict: passed
		};
		const fix = `write ${value} for ${name} in the table ${noteFiles.heading} of ${path}`;
		const problem = own.length === 0 ? "is missing" : "has another digest";
		const at = locate(path, wrong?.position);
		return {
			what,
			verdict: {
				status: "failed",
				problem,
				expected: value,
				actual: wrong?.digest ?? null,
				fix,
				at
			}
		};
	}), {
		what: "the files of the note",
		verdict: whole
	}];
}

// shared/domain/rollback/others.ts
async function judgeOthers(ctx, contract, files, restored) {
	const { asked } = ctx.policy;
	const mustPass = ctx.inputs["must-pass"];
	const names = asked.filter((name) => name !== syncName);
	const standings = [];
	for (const control of [...new Set([...names, ...mustPass.filter((name) => name !== syncName)])].sort()) {
		const fact = {
			contract: contract.id,
			what: `the control ${control}`
		};
		const standing = await standingOf(ctx, control, names.includes(control), files, restored);
		if (standing === "apart" && !mustPass.includes(control)) continue;
		const told = standing === "apart" ? notJudged(control, "it judges no files") : standing;
		standings.push(told);
		const lenient = mustPass.includes(control) ? {} : { unrelated: true };
		const fix = `look at what ${control} says of the restored files before they are merged`;
		const { state, words } = told;
		const details = {
			problem: `${state}: ${words}`,
			expected: "nothing that fails by the restore",
			actual: words,
			fix
		};
		if (state === "passes") ctx.passed("others-green", fact);
		else if (state === "fails by the restore") ctx.failed("others-green", {
			...fact,
			...details
		});
		else if (state !== "not judged") ctx.failed("others-green", {
			...fact,
			...lenient,
			...details
		});
		else {
			const because = noData(words, `a run of ${control} on the restored files`);
			ctx.unverified("others-green", {
				...fact,
				...lenient
			}, because);
		}
	}
	if (standings.length === 0) ctx.notApplicable("others-green", {
		contract: contract.id,
		what: "other controls"
	}, "the configuration asks for no other control");
	return standings;
}
async function standingOf(ctx, control, configured, files, restored) {
	if (!configured) return notJudged(control, "the configuration does not ask for it");
	const now = await ctx.runOther(control, {
		tree: ctx.tree,
		before: ctx.tree,
		history: { units: async () => ({
			ok: false,
			because: {
				code: "NO_BASE",
				message: "nothing has changed yet"
			}
		}) }
	});
	const then = await ctx.runOther(control, {
		tree: restored,
		before: ctx.tree,
		history: await restoreAsChange(ctx, files, restored)
	});
	if (!then.ok && then.apart === true) return "apart";
	if (!then.ok) return notJudged(control, then.message);
	const wrongNow = new Set((now.ok ? now.results : []).filter(isWrong).map(({ fingerprint }) => fingerprint));
	const wrong = then.results.filter(isWrong);
	const asBefore = ({ fingerprint }) => wrongNow.has(fingerprint);
	const caused = wrong.filter((result) => !asBefore(result));
	const agreed = new Map(ctx.inputs["may-fail"].map(({ rule, reason }) => [rule, reason]));
	const [worst, ...others] = [
		{
			state: "fails by the restore",
			each: wordsOf(caused.filter(({ rule }) => !agreed.has(rule)))
		},
		{
			state: "fails as agreed",
			each: wordsOf(caused.filter(({ rule }) => agreed.has(rule)), agreed)
		},
		{
			state: "fails as before",
			each: wordsOf(wrong.filter(asBefore))
		},
		{
			state: "not judged",
			each: unseenOf(then.results)
		}
	].filter(({ each }) => each.length > 0);
	if (worst === void 0) {
		if (reportStatus(then.results) !== "passed") return notJudged(control, "it measured nothing");
		return {
			control,
			state: "passes",
			words: "everything that it asks",
			findings: []
		};
	}
	const beside = others.map(({ state, each }) => `; ${state}: ${listed(each)}`).join("");
	const findings = [worst, ...others].flatMap(({ state, each }) => each.map((one) => `${state}: ${one}`));
	return {
		control,
		state: worst.state,
		words: `${listed(worst.each)}${beside}`,
		findings
	};
}
function notJudged(control, words) {
	return {
		control,
		state: "not judged",
		words,
		findings: [`not judged: ${words}`]
	};
}
function isWrong({ status, severity, waiver }) {
	return status === "failed" && decides(severity) && waiver === void 0;
}
function wordsOf(results, agreed) {
	return results.map(({ rule, message }) => {
		const reason = agreed?.get(rule);
		return `${rule} (${message}${reason === void 0 ? "" : `; agreed because: ${reason}`})`;
	});
}
function unseenOf(results) {
	const rules = new Map();
	for (const { rule, status, severity, because } of results) {
		if (status !== "unverified" || !decides(severity)) continue;
		const reason = because?.message ?? "it does not say why";
		rules.set(reason, (rules.get(reason) ?? new Set()).add(rule));
	}
	return [...rules].map(([reason, named]) => `${[...named].join(", ")}: ${reason}`);
}
async function restoreAsChange(ctx, files, restored) {
	const { from } = await ctx.past();
	const base = ctx.tree.ref ?? (typeof from === "string" ? from : "");
	const changes = files.map(({ path, before, after, id }) => {
		return {
			path,
			kind: before === void 0 ? "added" : after === void 0 ? "deleted" : "modified",
			...id === void 0 ? {} : { id }
		};
	});
	const name = "the restore";
	return { units: async () => ({
		ok: true,
		units: [{
			name,
			key: "",
			base,
			head: void 0,
			before: ctx.tree,
			after: restored,
			changes: async () => ({
				ok: true,
				changes
			}),
			content: ({ path }, side, maxBytes) => (side === "before" ? ctx.tree : restored).read(path, maxBytes)
		}]
	}) };
}

// shared/domain/rollback/quick-look.ts
function quickFailure(contract, { files }) {
	const [pin, mirror] = [valuesOf$1(files, contract, contract.pin), valuesOf$1(files, contract, contract.mirror)];
	for (const file of [pin, mirror]) if (file !== void 0 && "reason" in file) return file.reason;
	if (pin === void 0 || mirror === void 0 || "reason" in pin || "reason" in mirror) return void 0;
	for (const [name, field] of Object.entries(contract.fields)) {
		const { compare } = fieldTraits(name, field);
		if (field.pin === void 0 || field.manifest === void 0 || field.expect !== void 0) continue;
		if (compare === "ignore" || compare === "semver") continue;
		const [expected, actual] = [pin.get(field.pin), mirror.get(field.manifest)];
		if (expected === void 0 || actual === void 0 || expected === actual) continue;
		const found = difference(compare, expected, actual, {
			expected: false,
			actual: false
		}, void 0);
		if (found === void 0) continue;
		const [place, authority] = [`the mirror (${field.manifest})`, `the pin (${field.pin})`];
		return `${syncName}/fields-agree: ${rules["fields-agree"].says({
			contract: contract.id,
			field: name,
			place,
			authority,
			path: "",
			expected,
			actual,
			fix: "",
			...found
		})}`;
	}
}
function valuesOf$1(files, { id: contract }, path) {
	if (path === void 0) return void 0;
	const bad = (rule, problem) => {
		return { reason: `${syncName}/${rule}: ${rules[rule].says({
			contract,
			path,
			problem
		})}` };
	};
	const file = files.get(path);
	if (file?.found !== true) return file === void 0 || file.because !== void 0 ? void 0 : bad("file-present", file.message);
	const decoded = decodeText(file.content);
	if (!decoded.ok) return bad("file-encoding", decoded.message);
	const parsed = parseJson(decoded.text);
	if (!parsed.ok) return bad("file-parses", parsed.message);
	return parsed.document;
}
function pinnedBy(contract, contents) {
	const named = (name) => {
		const { pin, manifest } = contract.fields[name] ?? {};
		return new Set([[contract.pin, pin], [contract.mirror, manifest]].flatMap(([path, pointer]) => {
			const content = path === void 0 ? void 0 : contents.get(path);
			const decoded = content === void 0 ? void 0 : decodeText(content);
			const parsed = decoded?.ok === true ? parseJson(decoded.text) : void 0;
			const value = parsed?.ok === true && pointer !== void 0 ? parsed.document.get(pointer) : void 0;
			return typeof value === "string" ? [value] : [];
		}));
	};
	return {
		tags: named("tag"),
		commits: named("commit")
	};
}
function contentsOf({ files }) {
	return new Map([...files].map(([path, file]) => [path, file.found ? file.content : void 0]));
}

// shared/domain/rollback/present.ts
const fileMaxBytes = 1048576;
function trioPaths({ pin, mirror, matrix }) {
	return [
		pin,
		mirror,
		matrix?.path
	].filter((path) => path !== void 0);
}
async function readPresent(ctx, contract) {
	const contents = new Map();
	let unread;
	for (const path of trioPaths(contract)) {
		const found = await ctx.tree.read(path, fileMaxBytes);
		contents.set(path, found.found ? found.content : void 0);
		if (!found.found && path === contract.pin) unread = found.because;
	}
	const judgement = syncJudgement({
		...contract,
		remote: {
			...contract.remote,
			mode: "off"
		}
	}, () => void 0);
	const results = await judgeAside(ctx, judgement, {
		tree: ctx.tree,
		before: ctx.before
	});
	const verdict = syncVerdict("the present files", results, "");
	if (verdict.status === "failed") ctx.note(`At present the files ${verdict.problem}.`);
	return presentOf(contract, contents, unread);
}
function leftState(contract, version) {
	const pin = contract.pin === void 0 ? void 0 : version.files.get(contract.pin);
	return presentOf(contract, contentsOf(version), pin?.found === false ? pin.because : void 0);
}
function presentOf(contract, contents, unread) {
	const pinned = pinnedBy(contract, contents);
	const [tag] = pinned.tags;
	const { tag: tagField, commit } = contract.fields;
	const unnamed = [tagField, commit].some((field) => field?.pin !== void 0 || field?.manifest !== void 0) && pinned.tags.size === 0 && pinned.commits.size === 0;
	const unknown = unread !== void 0 || unnamed ? noData(`which release is left is not known: ${unread?.message ?? "neither pin nor mirror names one"}`, unread?.needs ?? `a pin that can be read, or allow-present-pin: any earlier state may be of the release that is left`) : void 0;
	return {
		contents,
		...pinned,
		tag,
		unknown
	};
}
function sameFiles({ files }, { contents }) {
	for (const [path, content] of contents) {
		const file = files.get(path);
		if (content === void 0 ? file?.found === true : file?.found !== true) return false;
		if (content === void 0 || file?.found !== true) continue;
		if (content.length !== file.content.length || objectId("blob", content, file.id.length) !== file.id) return false;
	}
	return true;
}
function samePin({ tag, pinned }, left) {
	return tag !== void 0 && left.tags.has(tag) || pinned !== void 0 && left.commits.has(pinned);
}

// shared/domain/rollback/restore.ts
async function buildRestore(ctx, contract, baseline) {
	const { commit } = baseline.version;
	const files = [];
	let whole = true;
	const listed = await companionPaths(ctx, contract, commit);
	if ("because" in listed) {
		ctx.unverified("applies", {
			contract: contract.id,
			what: "the files beside pin, mirror and matrix"
		}, listed.because);
		whole = false;
	}
	const companions = "because" in listed ? [] : listed;
	const wanted = [...trioPaths(contract).map((path) => ({
		path,
		whenAbsent: "refuse",
		trio: true
	})), ...companions.map((each) => ({
		...each,
		trio: false
	}))];
	const fromTop = (path) => `${ctx.policy.folder}${path}`;
	const judged = (path) => baseline.version.files.get(path);
	const names = wanted.map(({ path, trio: own }) => {
		const file = own ? judged(path) : void 0;
		return file?.found === true ? file.path : fromTop(path);
	});
	const past = await ctx.past();
	const [then, modes] = await Promise.all([past.files(commit, names, fileMaxBytes), presentModes(ctx, wanted.map(({ path }) => fromTop(path)))]);
	for (const [index, { path, whenAbsent, trio: own }] of wanted.entries()) {
		const again = then.get(names[index] ?? "") ?? absent(path);
		const place = {
			path,
			whenAbsent,
			mode: modes.get(fromTop(path))
		};
		const file = await restoredFile(ctx, contract, commit, own ? asJudged(judged(path), again) : again, place);
		if (file === void 0) whole = false;
		else if (file !== "kept") files.push(file);
	}
	return {
		files: files.sort((a, b) => a.path < b.path ? -1 : 1),
		whole
	};
}
function restorePatch(files, folder, commit) {
	const fromTop = changed(files).map((file) => ({
		...file,
		path: `${folder}${file.path}`
	}));
	return unifiedDiff(fromTop, { binary: commit.length === 40 ? 40 : 64 });
}
function changed(files) {
	return files.filter(({ before, after, modes }) => before === void 0 || after === void 0 || !sameBytes(before, after) || modes.before !== modes.after);
}
async function companionPaths(ctx, { copies, pin, mirror, matrix }, commit) {
	const { companions } = ctx.inputs;
	if (copies.length === 0 && companions.length === 0) return [];
	const present = await ctx.tree.list();
	if (!present.ok) return present;
	const then = await (await ctx.past()).tree(commit).list();
	if (!then.ok) return then;
	const trio = new Set([
		pin,
		mirror,
		matrix?.path
	]);
	const groups = [];
	for (const { files, "when-absent": whenAbsent } of companions) groups.push({
		matches: await ctx.matcher([files]),
		whenAbsent
	});
	if (copies.length > 0) groups.push({
		matches: await ctx.matcher(copies),
		whenAbsent: "refuse"
	});
	return [...new Set([...present.paths, ...then.paths])].filter((path) => !trio.has(path)).sort().flatMap((path) => {
		const group = groups.find(({ matches }) => matches(path));
		return group === void 0 ? [] : [{
			path,
			whenAbsent: group.whenAbsent
		}];
	});
}
async function restoredFile(ctx, contract, commit, then, { path, whenAbsent, mode: presentMode }) {
	const fact = {
		contract: contract.id,
		what: path
	};
	const refuse = (problem, details) => {
		ctx.failed("applies", {
			...fact,
			problem,
			...details
		}, { path });
	};
	if (!then.found && then.reason === "absent" && whenAbsent === "keep") return "kept";
	if (!then.found && (then.reason !== "absent" || whenAbsent === "refuse")) {
		if (then.because !== void 0) {
			ctx.unverified("bytes-proved", fact, then.because, { path });
			return;
		}
		return refuse(`${then.message} at the baseline ${commit}`, {
			expected: "a regular file at the baseline, or companions that say what becomes of it",
			actual: then.message,
			fix: `name ${path} under companions with when-absent: keep or delete, or restore it by hand`
		});
	}
	const now = await ctx.tree.read(path, fileMaxBytes);
	if (!now.found && now.reason !== "absent") {
		if (now.because === void 0) return refuse(now.message, {
			expected: "a regular file, or none",
			actual: now.message,
			fix: `put a regular file at ${path}, or remove what is there`
		});
		ctx.unverified("applies", fact, now.because, { path });
		return;
	}
	if (!now.found) {
		const present = await ctx.tree.list();
		if (!present.ok) {
			ctx.unverified("applies", fact, present.because, { path });
			return;
		}
		const inTheWay = present.paths.find((each) => path.startsWith(`${each}/`) || each.startsWith(`${path}/`));
		if (inTheWay !== void 0) return refuse(`cannot be put there: ${inTheWay} is in the way`, {
			expected: `nothing at ${inTheWay}`,
			actual: inTheWay,
			fix: `remove ${inTheWay} first`
		});
	}
	ctx.passed("applies", fact, { path });
	if (then.found && !proved(then)) {
		const fix = "let git fsck look at the clone, and run it again on a fresh one";
		const problem = `has other bytes than its object at ${commit}`;
		const actual = objectId("blob", then.content, then.id.length);
		ctx.failed("bytes-proved", {
			...fact,
			problem,
			expected: then.id,
			actual,
			fix
		}, { path });
		return;
	}
	ctx.passed("bytes-proved", {
		...fact,
		...then.found ? { actual: then.id } : {}
	}, { path });
	const before = now.found ? now.content : void 0;
	const after = then.found ? then.content : void 0;
	const mode = then.found ? then.mode : "100644";
	return {
		path,
		before,
		after,
		modes: {
			before: presentMode ?? mode,
			after: mode
		},
		id: then.found ? then.id : void 0
	};
}
function absent(path) {
	return {
		found: false,
		path,
		reason: "absent",
		message: "does not exist"
	};
}
function asJudged(judged, again) {
	return judged?.found === true && again.found ? {
		...again,
		content: judged.content
	} : again;
}
function proved({ id, content }) {
	return objectId("blob", content, id.length) === id;
}
async function presentModes(ctx, paths) {
	const past = await ctx.past();
	const at = ctx.tree.ref ?? (typeof past.from === "string" ? past.from : void 0);
	return at === void 0 ? new Map() : past.modes(at, paths);
}

// shared/domain/rollback/candidate.ts
const alone = {
	code: "NO_BASE",
	message: "an earlier state is judged by itself"
};
const askedOfTheProducer = new Set(remoteRules.map((rule) => `${syncName}/${rule}`));
async function judgeVersion(ctx, contract, tree) {
	let files;
	const judgement = syncJudgement(contract, (read) => files = read);
	const results = (await judgeAside(ctx, judgement, {
		tree,
		before: { because: alone }
	})).filter(({ severity, because }) => decides(severity) && because?.message !== alone.message);
	const wrong = results.find(({ status }) => status === "failed");
	if (wrong !== void 0) return {
		state: "bad",
		reason: `${wrong.rule}: ${wrong.message}`
	};
	const unseen = results.filter(({ status }) => status === "unverified");
	const here = unseen.find(({ rule }) => !askedOfTheProducer.has(rule));
	if (here !== void 0 || files === void 0 || !results.some(({ status }) => status === "passed")) return {
		state: "unknown",
		because: reasonOf(here) ?? noData("nothing was measured", "a contract with fields")
	};
	return {
		state: "good",
		files,
		open: reasonOf(unseen[0])
	};
}
function reasonOf(result) {
	return result?.because;
}

// shared/domain/rollback/denied.ts
async function denialsOf(ctx, contract) {
	const { deny: entries, "search-limit": limit } = ctx.inputs;
	const commits = new Map();
	const byTag = new Map(entries.flatMap((entry) => "tag" in entry ? [[entry.tag, entry]] : []));
	const listed = byTag.size === 0 ? void 0 : await (await ctx.past()).versions(trioPaths(contract), fileMaxBytes);
	if (listed?.ok !== true) return {
		entries,
		commits
	};
	let looked = 0;
	for await (const version of listed.data.each) {
		if (looked === limit) break;
		looked += 1;
		const pinned = pinnedBy(contract, contentsOf(version));
		const entry = [...pinned.tags].flatMap((tag) => byTag.get(tag) ?? [])[0];
		if (entry === void 0 || quickFailure(contract, version) !== void 0) continue;
		for (const commit of pinned.commits) commits.set(commit, entry);
	}
	return {
		entries,
		commits
	};
}
function deniedBy({ entries, commits }, contract, files, { commit, tag, pinned }) {
	return entries.find((entry) => {
		if ("commit" in entry) return entry.commit === commit || entry.commit === pinned;
		if ("tag" in entry) return entry.tag === tag;
		return valuesOf(contract, files).has(entry.version);
	}) ?? (pinned === void 0 ? void 0 : commits.get(pinned));
}
function valuesOf(contract, files) {
	const values = Object.values(contract.fields).flatMap(({ pin, manifest }) => [[files.pin, pin], [files.mirror, manifest]].flatMap(([file, pointer]) => {
		if (typeof pointer !== "string" || typeof file !== "object" || file.state !== "read") return [];
		const value = file.document.get(pointer);
		return Array.isArray(value) ? value : [value];
	}));
	return new Set(values.flatMap((value) => typeof value === "string" || typeof value === "number" ? [String(value)] : []));
}

// shared/domain/rollback/in-force.ts
const landings = "one pull request for each change, or single-commit-landings where the repository allows nothing else";
async function judgeLanding(ctx, commit) {
	const { source } = ctx.policy;
	if (ctx.inputs["single-commit-landings"] || source.kind === "base" && source.ref === commit) return passed;
	const [github, repository] = [ctx.github(), ctx.subject.repository];
	if (github === void 0 || repository === void 0) {
		const message = `whether ${commit} was ever the tip of the branch is not known without GitHub`;
		return unverified({
			code: "NO_CREDENTIAL",
			message,
			needs: "a token, in a workflow of the repository, or single-commit-landings"
		});
	}
	const pulls = await pullsOfCommit(github, repository, commit);
	if (!pulls.ok) {
		const message = `whether ${commit} was ever the tip of the branch is not known: ${pulls.because.message}`;
		return unverified({
			...pulls.because,
			message
		});
	}
	const merged = pulls.data.filter(({ isMerged }) => isMerged);
	if (merged.some(({ mergeCommit }) => mergeCommit === commit)) return passed;
	const [first] = merged;
	if (first === void 0 || merged.some(({ mergeCommit }) => mergeCommit === void 0)) {
		const message = `whether ${commit} was ever the tip of the branch is not known: GitHub names no pull request that landed as it`;
		return unverified(noData(message, landings));
	}
	return {
		status: "failed",
		problem: `it was never the tip of the branch: pull request #${first.number}, which brought it, landed as ${first.mergeCommit}`,
		actual: first.mergeCommit,
		fix: landings
	};
}
async function judgeNames(ctx, contract, version) {
	const { folder, source } = ctx.policy;
	const { commit, files } = version;
	if (![...files].some(([path, file]) => file.found && file.path !== `${folder}${path}`)) return passed;
	const then = (await (await ctx.past()).files(commit, [source.path], configMaxBytes)).get(source.path);
	const needs = `a state whose files have their present names, or a configuration at ${commit} that names them`;
	if (then?.found !== true) {
		const message = `whether the files had other names at ${commit} is not known: ${source.path} ${then?.message ?? "is not there"}`;
		return unverified(noData(message, needs));
	}
	const read = parseDocument(source.path, then.content);
	const named = read.ok ? contractIn(read.document.value, contract.id) : void 0;
	if (named === void 0) {
		const message = `whether the files had other names at ${commit} is not known: ${source.path} has no contract ${contract.id} there`;
		return unverified(noData(message, needs));
	}
	const own = [
		[contract.pin, named["pin"]],
		[contract.mirror, named["mirror"]],
		[contract.matrix?.path, isObject(named["matrix"]) ? named["matrix"]["path"] : void 0]
	];
	for (const [path, name] of own) {
		const file = path === void 0 ? void 0 : files.get(path);
		if (file?.found !== true || typeof name === "string" && file.path === `${folder}${name}`) continue;
		return {
			status: "failed",
			problem: `${file.path} was not ${path} of the contract: the configuration of that commit names ${typeof name === "string" ? quote(name) : "none"}`,
			actual: file.path,
			fix: needs
		};
	}
	return passed;
}
function contractIn(value, id) {
	const contracts = isObject(value) ? value["contracts"] : void 0;
	if (!Array.isArray(contracts)) return void 0;
	return contracts.find((each) => isObject(each) && each["id"] === id);
}

// shared/domain/rollback/version-tree.ts
function versionTree({ commit, files }, folder, whole) {
	return {
		ref: commit,
		async read(path, maxBytes) {
			const contained = containedPath(path);
			const file = contained.ok ? files.get(contained.path) : void 0;
			if (file === void 0) return whole().read(path, maxBytes);
			if (!file.found) return {
				...file,
				path
			};
			const { content } = file;
			if (content.length > maxBytes) return {
				found: false,
				path,
				reason: "too-large",
				message: `has more than the ${maxBytes} bytes that are read`
			};
			return {
				found: true,
				source: "tree",
				path,
				ref: commit,
				sha256: sha256(content),
				bytes: content.length,
				content
			};
		},
		async list() {
			const listed = await whole().list();
			if (!listed.ok) return listed;
			const renamed = new Map([...files].flatMap(([path, file]) => file.found ? [[file.path, path]] : []));
			return {
				ok: true,
				paths: listed.paths.map((path) => renamed.get(`${folder}${path}`) ?? path).sort()
			};
		}
	};
}

// shared/domain/rollback/search.ts
const mostAsked = 30;
const mostRefused = 300;
async function searchBaseline(ctx, contract, left, before) {
	const skipped = [];
	const listed = await (await ctx.past()).versions(trioPaths(contract), fileMaxBytes);
	if (!listed.ok) return {
		baseline: void 0,
		skipped,
		count: 0,
		cut: listed.because
	};
	const { each, end, count } = listed.data;
	const denials = await denialsOf(ctx, contract);
	const limit = ctx.inputs["search-limit"];
	let first;
	let asked = 0;
	let looked = 0;
	let begun = before === void 0;
	const result = (cut) => ({
		baseline: first === void 0 || left.unknown === void 0 || ctx.inputs["allow-present-pin"] ? first : {
			...first,
			open: [left.unknown, ...first.open]
		},
		skipped,
		count,
		cut
	});
	for await (const version of each) {
		if (looked === limit) return result({
			code: "TRUNCATED",
			message: `only the newest ${limit} of ${count} earlier states were looked at`,
			needs: "a higher search-limit"
		});
		looked += 1;
		const { commit } = version;
		if (!begun) {
			begun = commit === before;
			continue;
		}
		const skip = (why, reason) => void skipped.push({
			commit,
			why,
			reason
		});
		const judged = await judgeState(ctx, contract, {
			version,
			left,
			denials
		});
		if ("why" in judged) {
			skip(judged.why, judged.reason);
			continue;
		}
		asked += 1;
		const platform = await askAbout(ctx, contract, version);
		if ("why" in platform) {
			skip(platform.why, platform.reason);
			if (asked < mostRefused) continue;
			return result({
				code: "TRUNCATED",
				message: `GitHub was asked about ${mostRefused} earlier states, and about no more`,
				needs: "a later state that is good"
			});
		}
		const open = [...judged.open, ...platform.open];
		const baseline = {
			...judged,
			version,
			open
		};
		if (open.length === 0) {
			first = baseline;
			return result(void 0);
		}
		first ??= baseline;
		if (open.some(({ code }) => code !== "NO_DATA") || asked >= mostAsked) return result(void 0);
		skip("not verified", open[0]?.message ?? "");
	}
	return result(end.kind === "cut" ? end.because : void 0);
}
async function judgeState(ctx, contract, { version, left, denials }) {
	const { commit } = version;
	if (sameFiles(version, left)) return {
		why: "present",
		reason: "the files are the present ones"
	};
	const past = await ctx.past();
	const quick = quickFailure(contract, version);
	if (quick !== void 0) return {
		why: "broken",
		reason: quick
	};
	const tree = versionTree(version, ctx.policy.folder, () => past.tree(commit));
	const judged = await judgeVersion(ctx, contract, tree);
	if (judged.state === "bad") return {
		why: "broken",
		reason: judged.reason
	};
	if (judged.state === "unknown") return {
		why: "not verified",
		reason: judged.because.message
	};
	const { tag, commit: pinned } = pinnedTexts(contract, judged.files);
	if (!ctx.inputs["allow-present-pin"] && samePin({
		tag,
		pinned
	}, left)) return {
		why: "present",
		reason: `the pin is the present one, ${plainValue(tag !== void 0 && left.tags.has(tag) ? tag : pinned)}`
	};
	const denied = deniedBy(denials, contract, judged.files, {
		commit,
		tag,
		pinned
	});
	if (denied !== void 0) return {
		why: "denied",
		reason: denied.reason
	};
	return {
		files: judged.files,
		tag,
		pinned,
		open: judged.open === void 0 ? [] : [judged.open]
	};
}
async function askAbout(ctx, contract, version) {
	const { "minimum-age": age, checks } = ctx.inputs;
	const { commit } = version;
	const open = [];
	for (const verdict of [await judgeNames(ctx, contract, version), await judgeLanding(ctx, commit)]) {
		if (verdict.status === "failed") return {
			why: "never in force",
			reason: verdict.problem
		};
		if (verdict.status === "unverified") open.push(verdict.because);
	}
	if (age === void 0 && checks.length === 0) return { open };
	const [github, repository] = [ctx.github(), ctx.subject.repository];
	if (github === void 0 || repository === void 0) return { open: [{
		code: "NO_CREDENTIAL",
		message: "when a state was merged, and how its checks ended, is not known without GitHub",
		needs: "a token, in a workflow of the repository"
	}, ...open] };
	for (const check of checks) {
		const verdict = await judgeCheck(github, repository, commit, check);
		if (verdict.status === "failed") return {
			why: "red",
			reason: verdict.problem
		};
		if (verdict.status === "unverified") open.push(verdict.because);
	}
	if (age === void 0) return { open };
	const file = trioPaths(contract).map((path) => version.files.get(path)).find((each) => each?.found === true);
	if (file?.found !== true) return { open };
	const { path, content } = file;
	const landing = await landingOfCommit(github, {
		repository,
		path,
		content
	}, commit);
	if (!landing.ok) return { open: [...open, landing.because] };
	const { mergedAt } = landing.data;
	if (mergedAt + milliseconds(age) > ctx.time.earliest) return {
		why: "young",
		reason: `it was merged at ${isoTime(mergedAt)}, and must be at least ${age} old`
	};
	return { open };
}
async function findRetreat(ctx, contract, present) {
	const listed = await (await ctx.past()).versions(trioPaths(contract), fileMaxBytes);
	if (!listed.ok) return void 0;
	let asked = 0;
	for await (const version of listed.data.each) {
		if (sameFiles(version, present)) continue;
		asked += 1;
		if (asked > mostRefused) return void 0;
		const landed = await judgeLanding(ctx, version.commit);
		if (landed.status === "failed") continue;
		const left = leftState(contract, version);
		const search = await searchBaseline(ctx, contract, left, version.commit);
		const { baseline } = search;
		if (baseline === void 0 || !sameFiles(baseline.version, present)) return void 0;
		return {
			left,
			search,
			open: landed.status === "unverified" ? [landed.because] : []
		};
	}
}

// shared/domain/rollback/plan.ts
const noteLine = 500;
const mostReason = 200;
async function planRollback(ctx, { carriedOut }) {
	const contract = chosenContract(ctx);
	const past = await ctx.past();
	const [present] = await Promise.all([readPresent(ctx, contract), past.versions(trioPaths(contract), fileMaxBytes)]);
	const back = carriedOut ? await findRetreat(ctx, contract, present) : void 0;
	const left = back?.left ?? present;
	const search = back?.search ?? await searchBaseline(ctx, contract, present);
	const found = search.baseline && {
		...search.baseline,
		open: [...search.baseline.open, ...back?.open ?? []]
	};
	ctx.output("baseline", found?.version.commit ?? "");
	ctx.output("baseline-tag", found?.tag ?? "");
	tellSearch(ctx, contract, {
		...search,
		baseline: found
	});
	if (found === void 0) {
		const because = noData("there is no baseline", "an earlier state that is good");
		for (const rule of [
			"applies",
			"bytes-proved",
			"restored-green",
			"others-green"
		]) ctx.unverified(rule, {
			contract: contract.id,
			what: "the restore"
		}, because);
		return {
			contract,
			left,
			search,
			restore: void 0,
			others: [],
			waived: [],
			green: false
		};
	}
	const { files, whole } = await buildRestore(ctx, contract, found);
	const restored = overlay(ctx.tree, files);
	const { open: unproved, waived } = await judgeRestored(ctx, contract, restored, whole);
	const others = whole ? await judgeOthers(ctx, contract, changed(files), restored) : [];
	if (!whole) {
		const because = noData("the restore is not whole", "what keeps a file from being restored");
		ctx.unverified("others-green", {
			contract: contract.id,
			what: "other controls"
		}, because);
	}
	const passedOver = search.skipped.filter(({ why, commit }) => why === "not verified" && commit !== found.version.commit);
	const open = [
		...found.open.map(({ message }) => message),
		...whole ? [] : ["not every file of the restore set can be put back as it was"],
		...unproved,
		...waived.map((each) => `lived with: ${each}`),
		...passedOver.map(({ commit, reason }) => `the newer state ${commit} was passed over, as it is not verified: ${reason}`),
		...others.flatMap(({ control, findings }) => findings.map((finding) => `${control}: ${finding}`))
	];
	const facts = {
		contract: contract.id,
		replaced: left.tag,
		active: found.tag,
		commit: found.version.commit,
		posture: await presentPosture(ctx),
		rollback: back !== void 0 && changed(files).length === 0 ? "restored" : "planned",
		files,
		open: open.map((line) => clipped(line, noteLine))
	};
	for (const each of waived) ctx.note(`Lived with: ${clipped(each, noteLine)}.`);
	const patch = restorePatch(files, ctx.policy.folder, found.version.commit);
	const text = incidentNote(facts, ctx.time.earliest);
	const decided = others.every(({ control, state }) => state === "passes" || state !== "fails by the restore" && !ctx.inputs["must-pass"].includes(control));
	return {
		contract,
		left,
		search,
		restore: {
			baseline: found,
			files,
			patch,
			note: text,
			facts
		},
		others,
		waived,
		green: found.open.length === 0 && whole && unproved.length === 0 && decided
	};
}
function chosenContract({ inputs: { contract: id }, config, subject }) {
	const ids = config.contracts.map((contract) => contract.id);
	const contract = config.contracts.find((each) => each.id === (id ?? ids[0]));
	if (contract === void 0 || id === void 0 && ids.length !== 1) {
		const message = id === void 0 ? "which contract is meant is not said" : `there is no contract ${id}`;
		const hint = ids.length === 0 ? "Add the list contracts: to the configuration." : `Set contract to one of ${ids.join(", ")}.`;
		throw new GovernanceError(ids.length === 0 ? "BAD_CONFIG" : "BAD_INPUT", message, { hint });
	}
	if (ids.length > 1 && subject.event !== "local" && subject.matrixKey !== contract.id) throw new GovernanceError("BAD_INPUT", `the report about the contract ${contract.id} must bear its name`, { hint: `Set artifact-key: ${contract.id}, and name the contracts under legs of executive-summary.` });
	return contract;
}
function tellSearch(ctx, contract, { baseline, skipped, count, cut }) {
	const fact = {
		contract: contract.id,
		what: "the last known good state"
	};
	const looked = `${count === 1 ? "one state" : `${count} states`} of ${listed(trioPaths(contract))}`;
	ctx.metric("states", count);
	ctx.metric("skipped", skipped.length);
	if (baseline !== void 0) {
		const [first] = baseline.open;
		if (first === void 0) ctx.passed("baseline-found", {
			...fact,
			actual: baseline.version.commit
		});
		else ctx.unverified("baseline-found", fact, {
			...first,
			message: `${baseline.version.commit} is good as far as it could be looked at: ${first.message}`
		});
		return;
	}
	const tally = tallyOf(skipped);
	if (cut !== void 0) {
		const message = tally === "" ? cut.message : `${cut.message}; up to there ${tally}`;
		return ctx.unverified("baseline-found", fact, {
			...cut,
			message
		});
	}
	const open = skipped.find(({ why }) => why === "not verified");
	if (open !== void 0) {
		const message = `of ${looked} none is known to be good: ${tally}; the newest that is open is ${open.commit}: ${clipped(open.reason, mostReason)}`;
		return ctx.unverified("baseline-found", fact, noData(message, "what its judgement needs"));
	}
	const oldest = skipped.at(-1);
	const reach = oldest === void 0 ? "none was ever committed" : `none is good, back to ${oldest.commit}: ${tally}`;
	ctx.failed("baseline-found", {
		...fact,
		problem: `is not there: of ${looked} ${reach}`,
		expected: "an earlier state that is good",
		actual: tally,
		fix: "restore by hand, or repin to an older release with manifest-repin and allow-downgrade"
	});
}
function tallyOf(skipped) {
	const counts = new Map();
	for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
	return [...counts].map(([why, number]) => `${number} ${why}`).join(", ");
}
async function judgeRestored(ctx, contract, tree, whole) {
	const fact = {
		contract: contract.id,
		what: "the restored files"
	};
	if (!whole) {
		const because = noData("the restore is not whole", "what keeps a file from being restored");
		ctx.unverified("restored-green", fact, because);
		return {
			open: [],
			waived: []
		};
	}
	const judgement = syncJudgement(contract, () => void 0);
	const all = await judgeAside(ctx, judgement, {
		tree,
		before: ctx.tree
	});
	const { results } = ctx.policy.allow(syncName, all);
	const waived = results.filter(({ status, waiver }) => status === "failed" && waiver !== void 0).map(({ rule, message }) => `${rule} (${message})`);
	const verdict = syncVerdict("the restored files", results, "add under companions what must go back with the pin; a matrix that only grows is restored by manifest-repin");
	tellVerdict(ctx, "restored-green", fact, verdict);
	if (verdict.status === "failed") return {
		open: [`the restored files ${verdict.problem}`],
		waived
	};
	return {
		open: verdict.status === "unverified" ? [verdict.because.message] : [],
		waived
	};
}
async function presentPosture(ctx) {
	const { posture: path } = ctx.inputs;
	if (path === void 0) return "NO-GO";
	const found = await ctx.tree.read(path, recordMaxBytes);
	if (!found.found) return { because: found.because ?? noData(`${path} ${found.message}`, `a posture record ${path}`) };
	const read = readPosture(path, found.content);
	const needs = `a ${path} that can be read`;
	if (!read.ok) return { because: noData(`${path} ${read.problems[0]?.message ?? "cannot be read"}`, needs) };
	const whole = parseRecord(path, found.content, PostureSchema);
	if (whole.ok) return whole.value.posture;
	const problem = whole.problems[0]?.message ?? "";
	return { because: noData(`${path} ${postureSays(read.value)} and is not whole: ${problem}`, needs) };
}

// shared/domain/rollback/show.ts
const mostNamed = 50;
const mostShown = 200;
const Skipped = object({
	commit: string(),
	why: string(),
	reason: string()
});
const PlanData = object({
	contract: string(),
	baseline: object({
		commit: string(),
		tag: string().optional(),
		pinned: string().optional()
	}).optional(),
	states: number(),
	skipped: number(),
	newestSkipped: array(Skipped),
	files: array(object({
		path: string(),
		sha256: string().optional(),
		id: string().optional(),
		mode: string()
	})),
	others: array(object({
		control: string(),
		state: string(),
		words: string()
	}))
});
function showPlan(ctx, { contract, search, restore, others }) {
	const files = restore?.files ?? [];
	const named = search.skipped.slice(0, mostNamed).map(({ commit, why, reason }) => ({
		commit,
		why,
		reason: clipped(reason, mostShown)
	}));
	ctx.data({
		contract: contract.id,
		...restore === void 0 ? {} : { baseline: {
			commit: restore.baseline.version.commit,
			...restore.baseline.tag === void 0 ? {} : { tag: plainValue(restore.baseline.tag) },
			...restore.baseline.pinned === void 0 ? {} : { pinned: plainValue(restore.baseline.pinned) }
		} },
		states: search.count,
		skipped: search.skipped.length,
		newestSkipped: named,
		files: files.map(({ path, after, id, modes }) => ({
			path,
			...after === void 0 ? {} : { sha256: sha256(after) },
			...id === void 0 ? {} : { id },
			mode: modes.after
		})),
		others: others.map(({ control, state, words }) => ({
			control,
			state,
			words
		}))
	});
	if (restore !== void 0) {
		const differing = new Set(changed(files).map(({ path }) => path));
		ctx.exhibit({
			title: `Restore of ${contract.id} to ${plainValue(restore.baseline.tag)}`,
			columns: [
				{ name: "File" },
				{ name: "Now" },
				{ name: "Restored" }
			],
			rows: files.map(({ path, before, after }) => ({ cells: [
				path,
				digest(before),
				differing.has(path) ? digest(after) : "the same"
			] })),
			remark: `The files are those of commit ${restore.baseline.version.commit}.`
		});
	}
	if (named.length > 0) {
		const { skipped } = search;
		ctx.exhibit({
			title: "States that were passed over",
			columns: [
				{ name: "Commit" },
				{ name: "Why" },
				{ name: "Reason" }
			],
			rows: named.map(({ commit, why, reason }) => ({
				cells: [
					commit,
					why,
					reason
				],
				mark: why === "not verified" ? "open" : void 0
			})),
			...skipped.length > named.length ? { remark: `These are the newest of ${skipped.length}.` } : {}
		});
	}
	if (others.length === 0) return;
	ctx.exhibit({
		title: "Other controls on the restored files",
		columns: [
			{ name: "Control" },
			{ name: "Standing" },
			{ name: "What it says" }
		],
		rows: others.map(({ control, state, words }) => ({
			cells: [
				control,
				state,
				clipped(words, mostShown)
			],
			mark: state === "passes" ? "good" : state === "not judged" ? "open" : "bad"
		}))
	});
}
function digest(content) {
	return content === void 0 ? "no file" : `sha256 ${sha256(content).slice(0, 12)}`;
}

// shared/domain/rollback/definition.ts
const inputs = {
	contract: text({
		description: "The id of the contract under contracts; needed where there are several, and each job then has it as artifact-key too.",
		optional: true
	}),
	deny: structured(DenySchema, {
		description: "What must not be restored, by commit, tag or version, each with the reason.",
		default: [],
		policy: true
	}),
	"single-commit-landings": flag({
		description: "Every commit on the first-parent line of the default branch landed by itself: only merge commits and squashed ones are allowed there, and no pushes. Unset, GitHub is asked of each state whether it was ever the tip.",
		default: false,
		policy: true
	}),
	"minimum-age": structured(AgeSchema, {
		description: "How long ago the baseline must have been merged at the least, by the time that GitHub recorded. Unset: not asked.",
		policy: true
	}),
	checks: structured(ChecksSchema, {
		description: "Checks that must have succeeded for the commit of the baseline, by name and app.",
		default: [],
		policy: true
	}),
	companions: structured(CompanionsSchema, {
		description: "Files that are restored together with pin, mirror, matrix and copies.",
		default: [],
		policy: true
	}),
	"allow-present-pin": flag({
		description: "An earlier state of the files with the present pin may be the baseline: for files that drifted while the release is sound.",
		default: false,
		policy: true
	}),
	"must-pass": structured(MustPassSchema, {
		description: "Controls that the restored files must pass, by name, as far as they work without GitHub and without commands. Others are shown, and decide only where the restore makes them fail.",
		default: [],
		policy: true
	}),
	"may-fail": structured(MayFailSchema, {
		description: "Rules of other controls that the restore may make fail, each with the reason: a gate about the release that is left cannot pass any more. They are shown, and stop nothing, unless their control is under must-pass.",
		default: [],
		policy: true
	}),
	posture: pathField({
		description: "The posture record with which the incident note must agree. Without one a note must say NO-GO.",
		optional: true,
		policy: true
	}),
	notes: structured(NotesSchema, {
		description: "Globs of the files that are incident notes: one that a change brings is judged without being named.",
		default: ["docs/incident*.md", "docs/incidents/**/*.md"],
		policy: true
	}),
	"search-limit": integer({
		description: "How many earlier states of the files are looked at, the newest first.",
		default: 1e4,
		min: 1,
		max: 2e4
	}),
	"producer-token": secret({ description: "Token that may read the contents of the producer repositories." })
};
const lists = { contracts: ContractsSchema };
const outputs = {
	baseline: { description: "The commit whose files are to be restored; empty when none was found." },
	"baseline-tag": { description: "The tag that is pinned there; empty when there is none." }
};

// shared/domain/rollback/rules.ts
const parts = {
	waivable: false,
	about: ({ contract, what }) => [contract, what],
	says: ({ what, problem = "" }) => `${what} ${problem}`,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
const planRules = {
	"baseline-found": rule({
		...parts,
		severity: "critical",
		asserts: "An earlier state of pin, mirror and matrix passes manifest-sync, was in force, is of another release than the present one, is not denied, and is as old and as green as the policy asks.",
		why: "Whoever retreats to a state that was never measured swaps one incident for another."
	}),
	applies: rule({
		...parts,
		severity: "critical",
		asserts: "Every file of the baseline can be put in the place of the present one.",
		why: "A patch that stops half way at night leaves a state that nobody has ever seen."
	}),
	"bytes-proved": rule({
		...parts,
		severity: "critical",
		asserts: "What would be restored is, byte for byte, what the commit of the baseline holds.",
		why: "Files that are put together by hand from memory are not the ones that were good."
	}),
	"restored-green": rule({
		...parts,
		severity: "critical",
		asserts: "The restored files pass manifest-sync.",
		why: "Files beside the pin may have moved on, so that the old pin no longer fits to them."
	}),
	"others-green": rule({
		...parts,
		severity: "high",
		grade: ({ unrelated }) => unrelated === true ? "info" : "high",
		asserts: "The restored files make no other control fail.",
		why: "What the restore breaks elsewhere is found out at the gate otherwise, when there is no time for it."
	})
};

export { PlanData, agreements, changed, chosenContract, incidentNote, inputs, isOpenPart, lists, mustPassProblems, noteLabels, noteMaxBytes, outputs, parts, plainValue, planRollback, planRules, readNote, saidOf, showPlan, unclearParts };