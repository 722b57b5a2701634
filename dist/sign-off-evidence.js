import { locate } from "./core-location.js";
import { isoTime, parseTime, quote } from "./shared.js";
import { checkRunsOf, judgeRuns } from "./domain-check-run.js";
import { parseDocument } from "./domain-record.js";
import { evidenceMaxBytes, referencesIn } from "./domain-sign-off.js";
import { foldedWord } from "./domain-sign-off-config.js";
import { against, noData, unverified } from "./domain-verdict.js";
import { formats } from "./parse.js";
import { onlyAllowed, ownAddress } from "./sign-off.control.js";
import { posix } from "node:path";

// actions/sign-off/evidence.ts
async function judgeEvidence(ctx, approved, platform) {
	const all = [];
	for (const evidence of ctx.inputs.evidence) all.push(evidence.path === void 0 ? await ofCheck(ctx, evidence, platform) : await ofFile(ctx, evidence, evidence.path, approved, platform));
	return all;
}
async function ofCheck(ctx, evidence, { repository }) {
	const { check = "", app } = evidence;
	const { headSha } = ctx.subject;
	const unknown = (because) => ({
		evidence,
		verdict: unverified(because),
		file: void 0,
		commit: void 0,
		when: {
			ok: false,
			because
		}
	});
	if (!repository.ok) return unknown(repository.because);
	if (headSha === void 0) return unknown(noData("no commit is judged", "a commit"));
	const { github, name } = repository.data;
	const runs = await checkRunsOf(github, name, headSha, {
		check,
		app
	});
	if (!runs.ok) return unknown(runs.because);
	const verdict = judgeRuns(runs.data, `${name} at ${headSha}`, {
		check,
		app
	});
	const ends = runs.data.map(({ completed_at }) => parseTime(completed_at ?? ""));
	const last = ends.every((end) => end !== void 0) && ends.length > 0 ? Math.max(...ends) : void 0;
	return {
		evidence,
		verdict,
		file: void 0,
		commit: headSha,
		when: last === void 0 ? {
			ok: false,
			because: noData(`GitHub does not say when the check ${check} ended`, "the end of that check")
		} : {
			ok: true,
			data: last
		}
	};
}
async function ofFile(ctx, evidence, path, approved, platform) {
	const nothing = {
		evidence,
		file: void 0,
		commit: void 0
	};
	const found = await ctx.read(path, { maxBytes: evidenceMaxBytes });
	if (!found.found) {
		const because = found.because ?? noData(`${path} ${found.message}`, `the file ${path}`);
		const fix = `commit ${path}, or take it out of the evidence of the policy`;
		const verdict = found.because === void 0 ? against(`${path} ${found.message}`, "a file", "nothing", fix, { path }) : unverified(found.because);
		return {
			...nothing,
			verdict,
			when: {
				ok: false,
				because
			}
		};
	}
	const file = {
		path,
		sha256: found.sha256
	};
	const asked = [evidence.commit, evidence.time].filter((place) => place !== void 0);
	const read = asked.length === 0 ? void 0 : await readFacts(path, found.content, asked);
	const time = evidence.time === void 0 ? void 0 : read?.(evidence.time);
	const said = evidence.commit === void 0 ? void 0 : read?.(evidence.commit);
	const at = time === void 0 ? void 0 : parseTime(time.text);
	const fix = `measure again, or say in ${path} which commit was measured and when`;
	const problems = await doubts(ctx, path, found.content, platform);
	if (evidence.time !== void 0 && at === void 0) problems.push(`${path} does not say at ${evidence.time} when it was measured, with the zone`);
	if (at !== void 0 && at > ctx.time.latest) problems.push(`it was measured at ${isoTime(at)}, which is still to come`);
	const commit = said !== void 0 && formats.commit.matches(said.text) ? said.text : void 0;
	if (evidence.commit !== void 0 && commit === void 0) problems.push(said === void 0 ? `${path} does not say at ${evidence.commit} which commit was measured` : `${path} says ${quote(said.text)} at ${evidence.commit}, which is not ${formats.commit.describes}`);
	const base = {
		evidence,
		file,
		commit,
		when: evidence.time !== void 0 && at === void 0 ? {
			ok: false,
			because: noData(`${path} does not say when it was measured`, `a time at ${evidence.time}`)
		} : {
			ok: true,
			data: at
		}
	};
	if (problems.length > 0) return {
		...base,
		verdict: against(problems.join("; "), "a commit and a time", problems, fix, said?.at ?? { path })
	};
	if (commit === void 0) {
		const message = `nothing in ${path} says on which commit it was measured`;
		const needs = "commit: under the evidence of the policy";
		return {
			...base,
			verdict: unverified({
				code: "CLAIMED",
				message,
				needs
			})
		};
	}
	return {
		...base,
		verdict: await ofCommit(ctx, commit, approved, path, said?.at)
	};
}
async function doubts(ctx, path, content, platform) {
	if (!isMarkdown(path)) return [];
	const { parseSignOff, hidden } = await import("./domain-sign-off-read-entry.js");
	const read = parseSignOff(path, content);
	if (!read.ok) return [`${path} ${read.problem.message}`];
	const own = ownAddress(ctx, platform);
	const named = read.parsed.prose.flatMap((line) => referencesIn(line, path, own, { path }).flatMap(({ kind, value }) => kind === "file" || kind === "other-file" ? [value, posix.join(posix.dirname(path), value)] : []));
	return [...hidden(read.parsed, (position) => locate(path, position)).map(({ message }) => `${path} ${message}`), ...ctx.inputs.documents.flatMap(({ path: document, decides }) => decides && named.some((one) => one === document || !one.includes("/") && document.endsWith(`/${one}`)) ? [`${path} rests on ${document}, which rests on it`] : [])];
}
function isMarkdown(path) {
	return /\.(?:md|markdown)$/i.test(path);
}
async function ofCommit(ctx, measured, approved, path, at) {
	if (!approved.ok) return unverified(approved.because);
	return onlyAllowed(ctx, measured, approved.data, {
		what: `${path} was measured on commit ${measured}`,
		of: "the commit that was signed off",
		fix: "measure the commit that is signed off, or name what cannot affect it under allowed-paths",
		at
	});
}
async function readFacts(path, content, places) {
	const facts = new Map();
	if (isMarkdown(path)) {
		const { parseSignOff } = await import("./domain-sign-off-read-entry.js");
		const read = parseSignOff(path, content);
		for (const place of read.ok ? places : []) {
			if (!read.ok) continue;
			const { bullets, labelledLines, tables } = read.parsed.markdown;
			const inTables = tables.flatMap(({ header, rows }) => [header, ...rows.map(({ cells }) => cells)].flatMap((cells) => cells.flatMap(({ text }, index) => {
				const next = cells[index + 1];
				return next === void 0 ? [] : [{
					label: text,
					value: next.text,
					position: next.position
				}];
			})));
			const own = [
				...bullets,
				...labelledLines,
				...inTables
			].filter(({ label }) => foldedWord(label) === foldedWord(place));
			const [first] = own;
			if (first !== void 0 && own.every(({ value }) => value === first.value)) facts.set(place, {
				text: first.value,
				at: locate(path, first.position)
			});
		}
	} else {
		const read = parseDocument(path, content);
		for (const place of read.ok ? places : []) {
			const value = read.ok && place.startsWith("/") ? read.document.get(place) : void 0;
			if (read.ok && typeof value === "string") facts.set(place, {
				text: value,
				at: locate(path, read.document.near(place))
			});
		}
	}
	return (place) => facts.get(place);
}

export { judgeEvidence };