import { GovernanceError, containedPath, decides, decodeText, flag, integer, isCalendarDay, isoDay, isoTime, listed, millisecondsPerDay, objectId, quote, reportStatus, rule, sameBytes, secret, sha256, startOfDay, structured, text } from "./shared.js";
import { array, number, object, string } from "./vendor.js";
import { isPlaceholder } from "./parse.js";
import { ContractsSchema, fieldTraits } from "./domain-contract-pair-config.js";
import { difference } from "./domain-contract-pair.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";
import { noData, recordMaxBytes } from "./domain-record.js";
import { milliseconds } from "./core-duration.js";
import { judgeCheck } from "./domain-run-jobs.js";
import { postureSays, readPosture } from "./domain-posture.js";
import { landingOfCommit } from "./domain-landing.js";
import { pinnedTexts, rules as rules$1, syncJudgement, syncName, syncVerdict } from "./domain-contract-sync.js";
import { judgeAside, overlay } from "./core-side-judgement.js";
import { unifiedDiff } from "./core-unified-diff.js";
import { parseMarkdown, tablesUnder } from "./parse-markdown.js";
import { AgeSchema, ChecksSchema, CompanionsSchema, DenySchema, MayFailSchema, PostureSchema } from "./domain-rollback-config.js";

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
const noteFiles = {
	heading: "Restored files",
	path: "File",
	digest: "SHA-256"
};
const deleted = "deleted";
function incidentNote(facts, at) {
	const open = (what) => `\`<${what}>\``;
	const values = {
		contract: code(facts.contract),
		trigger: open("what set it off, and when"),
		cause: open("why it happened, or who looks for it"),
		impact: open("who and what was affected, and since when"),
		posture: typeof facts.posture === "string" ? code(facts.posture) : open("what the posture record says"),
		replaced: code(facts.replaced),
		active: code(facts.active),
		commit: code(facts.commit),
		rollback: code(facts.rollback),
		recovery: open("what works again, and what does not yet"),
		milestone: open("YYYY-MM-DD: what is validated by then")
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

// shared/domain/rollback/candidate.ts
const alone = {
	code: "NO_BASE",
	message: "an earlier state is judged by itself"
};
const remoteRule = /\/(?:remote-|tag-moved$|branch-like-tag$|pre-release$|newer-release$)/;
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
function quickFailure(contract, { files }) {
	const [pin, mirror] = [valuesOf(files, contract, contract.pin), valuesOf(files, contract, contract.mirror)];
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
		const fact = {
			contract: contract.id,
			field: name,
			place,
			authority,
			path: "",
			expected,
			actual,
			fix: "",
			...found
		};
		return `${syncName}/fields-agree: ${rules$1["fields-agree"].says(fact)}`;
	}
}
function valuesOf(files, { id: contract }, path) {
	if (path === void 0) return void 0;
	const bad = (rule, problem) => {
		return { reason: `${syncName}/${rule}: ${rules$1[rule].says({
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
	const here = unseen.find(({ rule }) => !remoteRule.test(rule));
	if (here !== void 0 || files === void 0 || !results.some(({ status }) => status === "passed")) return {
		state: "unknown",
		because: reasonOf(here) ?? {
			code: "NO_DATA",
			message: "nothing was measured"
		}
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
function reasonText(reason, most = 200) {
	return quote(reason, most).slice(1, -1);
}

// shared/domain/rollback/others.ts
async function judgeOthers(ctx, contract, files, restored) {
	const { asked } = ctx.policy;
	const mustPass = ctx.inputs["must-pass"];
	const names = asked.filter((name) => name !== "manifest-sync" && name !== "rollback-plan");
	const standings = [];
	for (const control of [.../* @__PURE__ */ new Set([...names, ...mustPass.filter((name) => name !== syncName)])].sort()) {
		const fact = {
			contract: contract.id,
			what: `the control ${control}`
		};
		const standing = await standingOf(ctx, control, names.includes(control), files, restored);
		standings.push(standing);
		const lenient = mustPass.includes(control) ? {} : { unrelated: true };
		const fix = `look at what ${control} says of the restored files before they are merged`;
		const details = {
			problem: `${standing.state}: ${standing.words}`,
			actual: standing.words,
			fix
		};
		if (standing.state === "passes") ctx.passed("others-green", fact);
		else if (standing.state === "fails by the restore") ctx.failed("others-green", {
			...fact,
			...details
		});
		else if (standing.state !== "not judged") ctx.failed("others-green", {
			...fact,
			...lenient,
			...details
		});
		else {
			const because = {
				code: "NO_DATA",
				message: standing.words,
				needs: `a run of ${control} on the restored files`
			};
			ctx.unverified("others-green", {
				...fact,
				...lenient
			}, because);
		}
	}
	if (standings.length === 0) {
		const fact = {
			contract: contract.id,
			what: "other controls"
		};
		ctx.notApplicable("others-green", fact, "the configuration asks for no other control");
	}
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
	const rules = /* @__PURE__ */ new Map();
	for (const { rule, status, severity, because } of results) {
		if (status !== "unverified" || !decides(severity)) continue;
		const reason = because?.message ?? "it does not say why";
		rules.set(reason, (rules.get(reason) ?? /* @__PURE__ */ new Set()).add(rule));
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

// shared/domain/rollback/search.ts
const fileMaxBytes = 1048576;
const mostAsked = 30;
function trioPaths({ pin, mirror, matrix }) {
	return [
		pin,
		mirror,
		matrix?.path
	].filter((path) => path !== void 0);
}
async function searchBaseline(ctx, contract, present, wanted) {
	const skipped = [];
	const past = await ctx.past();
	const listed = await past.versions(trioPaths(contract), fileMaxBytes);
	if (!listed.ok) return {
		baseline: void 0,
		skipped,
		count: 0,
		cut: listed.because
	};
	const { each, end, count } = listed.data;
	const limit = ctx.inputs["search-limit"];
	let first;
	let asked = 0;
	let looked = 0;
	const result = (cut) => ({
		baseline: first,
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
		if (wanted !== void 0 && commit !== wanted) continue;
		const skip = (why, reason) => void skipped.push({
			commit,
			why,
			reason
		});
		if (wanted === void 0 && sameFiles(version, present)) {
			skip("present", "the files are the present ones");
			continue;
		}
		const tree = versionTree(version, ctx.policy.folder, () => past.tree(commit));
		const quick = quickFailure(contract, version);
		if (quick !== void 0) {
			skip("broken", quick);
			continue;
		}
		const judged = await judgeVersion(ctx, contract, tree);
		if (judged.state === "bad") skip("broken", judged.reason);
		else if (judged.state === "unknown") skip("not verified", judged.because.message);
		if (judged.state !== "good") continue;
		const { tag, commit: pinned } = pinnedTexts(contract, judged.files);
		if (wanted === void 0 && !ctx.inputs["allow-present-pin"] && samePin({
			tag,
			pinned
		}, present)) {
			skip("present", `the pin is the present one, ${plainValue(tag)}`);
			continue;
		}
		const denied = ctx.inputs.deny.find((entry) => denies(entry, contract, judged.files, {
			commit,
			tag,
			pinned
		}));
		if (denied !== void 0) {
			skip("denied", denied.reason);
			continue;
		}
		asked += 1;
		const platform = await askPlatform(ctx, contract, version);
		if ("why" in platform) {
			skip(platform.why, platform.reason);
			continue;
		}
		const open = [...judged.open === void 0 ? [] : [judged.open], ...platform.open];
		const baseline = {
			version,
			files: judged.files,
			tag,
			pinned,
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
function sameFiles({ files }, { contents }) {
	for (const [path, content] of contents) {
		const file = files.get(path);
		if (content === void 0 ? file?.found === true : file?.found !== true) return false;
		if (content === void 0 || file?.found !== true) continue;
		if (content.length !== file.content.length || objectId("blob", content, file.id.length) !== file.id) return false;
	}
	return true;
}
function samePin(one, other) {
	if (one.tag !== void 0 && other.tag !== void 0) return one.tag === other.tag;
	return one.pinned !== void 0 && one.pinned === other.pinned;
}
function denies(entry, contract, files, { commit, tag, pinned }) {
	if ("commit" in entry) return entry.commit === commit || entry.commit === pinned;
	if ("tag" in entry) return entry.tag === tag;
	return Object.values(contract.fields).some(({ pin, manifest }) => [[files.pin, pin], [files.mirror, manifest]].some(([file, pointer]) => {
		if (typeof pointer !== "string" || typeof file !== "object" || file.state !== "read") return false;
		const value = file.document.get(pointer);
		return value === entry.version || Array.isArray(value) && value.includes(entry.version);
	}));
}
async function askPlatform(ctx, contract, version) {
	const { "minimum-age": age, checks } = ctx.inputs;
	const open = [];
	if (age === void 0 && checks.length === 0) return { open };
	const [github, repository] = [ctx.github(), ctx.subject.repository];
	if (github === void 0 || repository === void 0) return { open: [{
		code: "NO_CREDENTIAL",
		message: "when a state was merged, and how its checks ended, is not known without GitHub",
		needs: "a token, in a workflow of the repository"
	}] };
	const { commit } = version;
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

// shared/domain/rollback/restore.ts
async function buildRestore(ctx, contract, baseline) {
	const { commit } = baseline.version;
	const files = [];
	let whole = true;
	const listed = await companionPaths(ctx, contract, commit);
	if ("because" in listed) {
		const fact = {
			contract: contract.id,
			what: "the files beside pin, mirror and matrix"
		};
		ctx.unverified("applies", fact, listed.because);
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
	const trio = /* @__PURE__ */ new Set([
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
	return [.../* @__PURE__ */ new Set([...present.paths, ...then.paths])].filter((path) => !trio.has(path)).sort().flatMap((path) => {
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
	const refuse = (problem, fix) => {
		ctx.failed("applies", {
			...fact,
			problem,
			actual: problem,
			fix
		}, { path });
	};
	if (!then.found && then.reason === "absent" && whenAbsent === "keep") return "kept";
	if (!then.found && (then.reason !== "absent" || whenAbsent === "refuse")) {
		if (then.because !== void 0) {
			ctx.unverified("bytes-proved", fact, then.because, { path });
			return;
		}
		return refuse(`${then.message} at the baseline ${commit}`, "it came later or had another name: say under companions whether to keep or to delete it, or restore it by hand");
	}
	const now = await ctx.tree.read(path, fileMaxBytes);
	if (!now.found && now.reason !== "absent") {
		if (now.because === void 0) return refuse(now.message, `put a regular file at ${path}, or remove what is there`);
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
		if (inTheWay !== void 0) return refuse(`cannot be put there: ${inTheWay} is in the way`, `remove ${inTheWay} first`);
	}
	ctx.passed("applies", fact, { path });
	if (then.found && !proved(then)) {
		const fix = "let git fsck look at the clone, and run it again on a fresh one";
		const problem = `has other bytes than its object at ${commit}`;
		ctx.failed("bytes-proved", {
			...fact,
			problem,
			expected: then.id,
			fix
		});
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
	return at === void 0 ? /* @__PURE__ */ new Map() : past.modes(at, paths);
}

// shared/domain/rollback/verify-note.ts
const noteMaxBytes = 262144;
async function readNote(ctx, contract, path) {
	const fact = {
		contract,
		what: `the note ${path}`
	};
	const found = await ctx.read(path, { maxBytes: noteMaxBytes });
	if (!found.found && found.because !== void 0) {
		for (const rule of noteRules) ctx.unverified(rule, fact, found.because, { path });
		return;
	}
	const text = found.found ? decodeText(found.content) : {
		ok: false,
		message: found.message
	};
	const parsed = text.ok ? parseMarkdown(text.text) : text;
	if (parsed.ok) return {
		path,
		document: parsed.document
	};
	const fix = `write the note ${path} as Markdown, as the plan leaves it beside its report`;
	ctx.failed("note-complete", {
		...fact,
		problem: parsed.message,
		fix
	}, { path });
	const because = {
		code: "NO_DATA",
		message: `the note ${path} ${parsed.message}`,
		needs: "a note that can be read"
	};
	for (const rule of ["note-agrees", "note-milestone"]) ctx.unverified(rule, fact, because, { path });
}
const noteRules = [
	"note-complete",
	"note-agrees",
	"note-milestone"
];
function notedCommit({ document }) {
	const value = bulletsOf(document, "commit")[0]?.value;
	return value !== void 0 && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(value) ? value : void 0;
}
function judgeNoteParts(ctx, contract, { path, document }) {
	for (const part of Object.keys(noteLabels)) {
		const label = noteLabels[part];
		const fact = {
			contract,
			what: `the part ${label}`
		};
		const [first, ...others] = bulletsOf(document, part);
		const other = others.find(({ value }) => value !== first?.value);
		const fix = `write it in ${path} as - ${label}: …`;
		if (first === void 0) ctx.failed("note-complete", {
			...fact,
			problem: "is missing",
			fix
		}, { path });
		else if (other !== void 0) ctx.failed("note-complete", {
			...fact,
			problem: "says two things",
			actual: [first.value, other.value],
			fix
		}, at(path, other));
		else {
			const filled = !isPlaceholder(first.value);
			ctx.judge("note-complete", filled, {
				...fact,
				problem: "is not filled in",
				actual: first.value,
				fix
			}, at(path, first));
		}
	}
	judgeMilestone(ctx, contract, {
		path,
		document
	});
}
function judgeMilestone(ctx, contract, { path, document }) {
	const fact = {
		contract,
		what: `the part ${noteLabels.milestone}`
	};
	const expected = "YYYY-MM-DD: what is validated by then";
	const fix = `write in ${path} a day that is still to come, and what is validated by then`;
	const bullet = bulletsOf(document, "milestone")[0];
	const [, day = "", what = ""] = /^(\d{4}-\d{2}-\d{2})[\s:,.–—-]+(.*)$/.exec(bullet?.value ?? "") ?? [];
	const place = bullet === void 0 ? { path } : at(path, bullet);
	const fail = (problem) => ctx.failed("note-milestone", {
		...fact,
		problem,
		expected,
		actual: bullet?.value ?? null,
		fix
	}, place);
	if (bullet === void 0) fail("is missing");
	else if (day === "" || !isCalendarDay(day)) fail("does not begin with a day");
	else if (isPlaceholder(what)) fail("does not say what is validated");
	else if (startOfDay(day) + 864e5 <= ctx.time.latest) fail("is in the past");
	else ctx.passed("note-milestone", fact, place);
}
function judgeNoteFacts(ctx, { path, document }, facts) {
	const { contract, rollback } = facts;
	const expected = [
		["contract", [plainValue(contract)]],
		["active", [plainValue(facts.active)]],
		["commit", [facts.commit]],
		...typeof facts.posture === "string" ? [["posture", [facts.posture]]] : [],
		["rollback", rollback === "restored" ? ["restored", "opened"] : ["planned", "opened"]],
		...rollback === "restored" ? [] : [["replaced", [plainValue(facts.replaced)]]]
	];
	for (const [part, values] of expected) {
		const label = noteLabels[part];
		const bullets = bulletsOf(document, part);
		const wrong = bullets.find(({ value }) => !values.includes(value));
		const shown = wrong ?? bullets[0];
		const details = {
			problem: bullets.length === 0 ? "is missing" : "is not what is so",
			expected: values.join(" or "),
			actual: shown?.value ?? null,
			fix: `write ${values.join(" or ")} in ${path} as - ${label}: …`
		};
		const place = shown === void 0 ? { path } : at(path, shown);
		const holds = bullets.length > 0 && wrong === void 0;
		ctx.judge("note-agrees", holds, {
			contract,
			what: `the part ${label}`,
			...details
		}, place);
	}
	if (typeof facts.posture !== "string") {
		const what = `the part ${noteLabels.posture}`;
		ctx.unverified("note-agrees", {
			contract,
			what
		}, facts.posture.because);
	}
	judgeFiles(ctx, {
		path,
		document
	}, facts);
}
function judgeFiles(ctx, { path, document }, { contract, files }) {
	const rows = tablesUnder(document, noteFiles.heading).flatMap(({ header, rows: all }) => {
		const columns = [noteFiles.path, noteFiles.digest].map((name) => header.findIndex(({ text }) => text === name));
		return all.map(({ cells, position }) => {
			const [name = "", digest = ""] = columns.map((column) => cells[column]?.text ?? "");
			return {
				name,
				digest,
				position
			};
		});
	});
	for (const file of files) {
		const name = notePath(file.path);
		const value = file.after === void 0 ? deleted : sha256(file.after);
		const own = rows.filter((row) => row.name === name);
		const wrong = own.find(({ digest }) => digest !== value);
		const details = {
			problem: own.length === 0 ? "is missing" : "has another digest",
			expected: value,
			actual: wrong?.digest ?? own[0]?.digest ?? null,
			fix: `write ${value} for ${name} in the table ${noteFiles.heading} of ${path}`
		};
		const place = locate(path, (wrong ?? own[0])?.position);
		ctx.judge("note-agrees", own.length > 0 && wrong === void 0, {
			contract,
			what: `the file ${file.path}`,
			...details
		}, place);
	}
	const known = new Set(files.map((file) => notePath(file.path)));
	const foreign = rows.find(({ name }) => !known.has(name));
	const fix = `take it out of the table ${noteFiles.heading} of ${path}`;
	const details = {
		problem: "are more than what is restored",
		actual: foreign?.name ?? null,
		fix
	};
	ctx.judge("note-agrees", foreign === void 0, {
		contract,
		what: "the files of the note",
		...details
	}, locate(path, foreign?.position));
}
function bulletsOf(document, part) {
	return document.bullets.filter(({ label }) => label === noteLabels[part]);
}
function at(path, { position }) {
	return locate(path, position) ?? { path };
}

// shared/domain/rollback/plan.ts
const noteLine = 500;
async function planRollback(ctx, asked) {
	const notePath = asked?.note;
	const contract = chosenContract(ctx);
	const present = await readPresent(ctx, contract);
	const note = notePath === void 0 ? void 0 : await readNote(ctx, contract.id, notePath);
	const search = await findBaseline(ctx, contract, present, note);
	const found = search.baseline;
	ctx.output("baseline", found?.version.commit ?? "");
	ctx.output("baseline-tag", found?.tag ?? "");
	tellSearch(ctx, contract, search);
	if (found === void 0) {
		const because = {
			code: "NO_DATA",
			message: "there is no baseline",
			needs: "an earlier state that is good"
		};
		for (const rule of [
			"applies",
			"bytes-proved",
			"restored-green",
			"others-green"
		]) ctx.unverified(rule, {
			contract: contract.id,
			what: "the restore"
		}, because);
		if (asked !== void 0) tellNote(ctx, contract, notePath, note, void 0);
		return {
			contract,
			present,
			search,
			restore: void 0,
			others: [],
			green: false
		};
	}
	const { files, whole } = await buildRestore(ctx, contract, found);
	const restored = overlay(ctx.tree, files);
	const open = [...found.open.map(({ message }) => message)];
	if (!whole) open.push("not every file of the restore set can be put back as it was");
	const unproved = await judgeRestored(ctx, contract, restored, whole);
	open.push(...unproved);
	const others = whole ? await judgeOthers(ctx, contract, changed(files), restored) : [];
	if (!whole) ctx.unverified("others-green", {
		contract: contract.id,
		what: "other controls"
	}, {
		code: "NO_DATA",
		message: "the restore is not whole",
		needs: "what keeps a file from being restored"
	});
	const standing = others.flatMap(({ control, findings }) => findings.map((finding) => `${control}: ${finding}`));
	const facts = {
		contract: contract.id,
		replaced: present.tag,
		active: found.tag,
		commit: found.version.commit,
		posture: await presentPosture(ctx),
		rollback: changed(files).length === 0 ? "restored" : "planned",
		files,
		open: [...open, ...standing].map((line) => reasonText(line, noteLine))
	};
	if (asked !== void 0) tellNote(ctx, contract, notePath, note, facts);
	const patch = restorePatch(files, ctx.policy.folder, found.version.commit);
	const text = incidentNote(facts, ctx.time.earliest);
	const decided = others.every(({ control, state }) => state === "passes" || state !== "fails by the restore" && !ctx.inputs["must-pass"].includes(control));
	const green = found.open.length === 0 && whole && unproved.length === 0 && decided;
	return {
		contract,
		present,
		search,
		restore: {
			baseline: found,
			files,
			patch,
			note: text,
			facts
		},
		others,
		green
	};
}
async function findBaseline(ctx, contract, present, note) {
	const named = note === void 0 ? void 0 : notedCommit(note);
	if (named !== void 0) {
		const own = await searchBaseline(ctx, contract, present, named);
		const files = own.baseline?.version.files;
		const same = [...present.contents].every(([path, content]) => {
			const file = files?.get(path);
			return file?.found === true && content !== void 0 && sha256(file.content) === sha256(content);
		});
		if (files !== void 0 && same) return own;
	}
	return searchBaseline(ctx, contract, present);
}
function chosenContract({ inputs: { contract: id }, config }) {
	const ids = config.contracts.map((contract) => contract.id);
	const contract = config.contracts.find((each) => each.id === (id ?? ids[0]));
	if (contract !== void 0 && (id !== void 0 || ids.length === 1)) return contract;
	const message = id === void 0 ? "which contract is meant is not said" : `there is no contract ${id}`;
	const hint = ids.length === 0 ? "Add the list contracts: to the configuration." : `Set contract to one of ${ids.join(", ")}.`;
	throw new GovernanceError(ids.length === 0 ? "BAD_CONFIG" : "BAD_INPUT", message, { hint });
}
async function readPresent(ctx, contract) {
	const contents = /* @__PURE__ */ new Map();
	for (const path of trioPaths(contract)) {
		const found = await ctx.tree.read(path, fileMaxBytes);
		contents.set(path, found.found ? found.content : void 0);
	}
	let files;
	const asked = {
		...contract,
		remote: {
			...contract.remote,
			mode: "off"
		}
	};
	const results = await judgeAside(ctx, syncJudgement(asked, (read) => files = read), {
		tree: ctx.tree,
		before: ctx.before
	});
	const { tag, commit } = files === void 0 ? {} : pinnedTexts(contract, files);
	const verdict = syncVerdict("the present files", results, "");
	if (verdict.status === "failed") ctx.note(`At present the files ${verdict.problem}.`);
	return {
		contents,
		tag,
		pinned: commit
	};
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
		const message = `of ${looked} none is known to be good: ${tally}; the newest that is open is ${open.commit}: ${reasonText(open.reason)}`;
		return ctx.unverified("baseline-found", fact, {
			code: "NO_DATA",
			message,
			needs: "what its judgement needs"
		});
	}
	const oldest = skipped.at(-1);
	const reach = oldest === void 0 ? "none was ever committed" : `none is good, back to ${oldest.commit}: ${tally}`;
	ctx.failed("baseline-found", {
		...fact,
		problem: `is not there: of ${looked} ${reach}`,
		actual: tally,
		fix: "restore by hand, or repin to an older release with manifest-repin and allow-downgrade"
	});
}
function tallyOf(skipped) {
	const counts = /* @__PURE__ */ new Map();
	for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
	return [...counts].map(([why, number]) => `${number} ${why}`).join(", ");
}
async function judgeRestored(ctx, contract, tree, whole) {
	const fact = {
		contract: contract.id,
		what: "the restored files"
	};
	if (!whole) {
		ctx.unverified("restored-green", fact, {
			code: "NO_DATA",
			message: "the restore is not whole",
			needs: "what keeps a file from being restored"
		});
		return [];
	}
	const all = await judgeAside(ctx, syncJudgement(contract, () => void 0), {
		tree,
		before: ctx.tree
	});
	const { results } = ctx.policy.allow(syncName, all);
	const verdict = syncVerdict("the restored files", results, "add under companions what must go back with the pin; a matrix that only grows is restored by manifest-repin");
	if (verdict.status === "failed") {
		ctx.failed("restored-green", {
			...fact,
			...verdict
		});
		return [`the restored files ${verdict.problem}`];
	}
	if (verdict.status === "unverified") {
		ctx.unverified("restored-green", fact, verdict.because);
		return [verdict.because.message];
	}
	ctx.passed("restored-green", fact);
	return [];
}
async function presentPosture(ctx) {
	const { posture: path } = ctx.inputs;
	if (path === void 0) return "NO-GO";
	const found = await ctx.tree.read(path, recordMaxBytes);
	if (!found.found) return { because: found.because ?? noData(`${path} ${found.message}`, `a posture record ${path}`) };
	const read = readPosture(path, found.content);
	if (!read.ok) return { because: noData(`${path} ${read.problems[0]?.message ?? "cannot be read"}`, `a ${path} that can be read`) };
	const value = read.value["posture"];
	if (typeof value === "string") return plainValue(value);
	return { because: noData(`${path} ${postureSays(read.value)}`, `a word under posture in ${path}`) };
}
function tellNote(ctx, contract, path, note, facts) {
	if (path === void 0) {
		for (const rule of noteRules) ctx.notApplicable(rule, {
			contract: contract.id,
			what: "the note"
		}, "no note was given");
		return;
	}
	if (note === void 0) return;
	judgeNoteParts(ctx, contract.id, note);
	if (facts !== void 0) return judgeNoteFacts(ctx, note, facts);
	ctx.unverified("note-agrees", {
		contract: contract.id,
		what: `the note ${path}`
	}, {
		code: "NO_DATA",
		message: "there is no baseline to compare the note with",
		needs: "a baseline"
	});
}

// shared/domain/rollback/show.ts
const mostNamed = 50;
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
		reason: reasonText(reason)
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
				reasonText(words)
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
		description: "The id of the contract under contracts; needed where there are several.",
		optional: true
	}),
	deny: structured(DenySchema, {
		description: "What must not be restored, by commit, tag or version, each with the reason.",
		default: [],
		policy: true
	}),
	"minimum-age": {
		...structured(AgeSchema, { description: "How long ago the baseline must have been merged at the least, by the time that GitHub recorded. Unset: not asked." }),
		policy: true
	},
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
	"must-pass": {
		...structured(ChecksSchema.element.shape.check.array(), {
			description: "Controls that the restored files must pass, by name, as far as they work without GitHub and without commands. Others are shown, and decide only where the restore makes them fail.",
			default: []
		}),
		policy: true
	},
	"may-fail": structured(MayFailSchema, {
		description: "Rules of other controls that the restore may make fail, each with the reason: a gate about the release that is left cannot pass any more. They are shown, and stop nothing, unless their control is under must-pass.",
		default: [],
		policy: true
	}),
	posture: {
		...structured(PostureSchema, { description: "The posture record with which the incident note must agree." }),
		policy: true
	},
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
	says: ({ what, problem }) => `${what} ${problem ?? ""}`,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
const planRules = {
	"baseline-found": rule({
		...parts,
		severity: "critical",
		asserts: "An earlier state of pin, mirror and matrix passes manifest-sync, is not denied, and is as old and as green as the policy asks.",
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
const rules = {
	...planRules,
	"note-complete": rule({
		...parts,
		severity: "high",
		asserts: "The incident note has every part, and none of them is left as the template has it.",
		why: "What nobody wrote down during the incident nobody knows a week later."
	}),
	"note-agrees": rule({
		...parts,
		severity: "critical",
		asserts: "The incident note names the baseline, the files and the posture as they are.",
		why: "People act on the note: one wrong commit in it, and they restore something else."
	}),
	"note-milestone": rule({
		...parts,
		severity: "medium",
		asserts: "The incident note says by which day, still to come, what is validated next.",
		why: "A retreat without a next date becomes the normal state."
	})
};

export { PlanData, changed, incidentNote, inputs, lists, outputs, parts, plainValue, planRollback, planRules, rules, showPlan };