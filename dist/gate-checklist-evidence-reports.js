import { decodeText, isObject, isoTime, listed, parseTime, parseYaml, quote, reportKind } from "./shared.js";
import { locate } from "./core-location.js";
import { readForeignDocument } from "./domain-foreign-report.js";
import { against, noData, passed, unverified, worstOf } from "./domain-verdict.js";
import { parseJson } from "./parse-json.js";
import { caseId, detectFormat, readTestReport, tally } from "./parse-test-report.js";

// actions/gate-checklist/evidence-reports.ts
function lookAtReport(path, content) {
	if (/\.ya?ml$/i.test(path)) return lookAtYaml(path, content);
	const { format } = detectFormat(content);
	const read = format === void 0 ? void 0 : readTestReport(content, format);
	const ofTests = read?.ok === true ? judgeTests(path, read) : void 0;
	const at = read?.ok === true ? read.report.at : void 0;
	const dates = at === void 0 ? [] : [{
		from: "its run",
		time: at,
		text: isoTime(at)
	}];
	if (!/\.json$/i.test(path)) return {
		verdict: ofTests ?? unknown(path, read),
		dates
	};
	const text = decodeText(content);
	const parsed = text.ok ? parseJson(text.text) : text;
	if (!text.ok || !parsed.ok) return {
		verdict: against(`${path} ${parsed.ok ? "" : parsed.message}`, "JSON", "nothing", `write ${path} again`, { path }),
		dates: void 0
	};
	const { value, duplicates } = parsed.document;
	const [twice] = duplicates;
	if (twice !== void 0) {
		const problem = `${path} has the key ${twice.pointer} twice, so that readers see different reports`;
		const place = locate(path, twice.position);
		return {
			verdict: against(problem, "each key once", twice.pointer, `write ${path} again`, place),
			dates: void 0
		};
	}
	const verdicts = [
		isObject(value) ? judgeOwn(path, value) : void 0,
		ofTests,
		judgeForeign(path, readForeignDocument(parsed.document))
	].filter((one) => one !== void 0);
	const other = mayTell(value) ? unknown(path, read) : passed;
	return {
		verdict: worstOf(verdicts) ?? other,
		dates: [...dates, ...statedIn(value)]
	};
}
function lookAtYaml(path, content) {
	const text = decodeText(content);
	const parsed = text.ok ? parseYaml(text.text) : text;
	if (!parsed.ok) return {
		verdict: unverified(noData(`${path} cannot be read: ${parsed.message}`, "one document of YAML, or what measures the claim")),
		dates: void 0
	};
	const { value } = parsed.document;
	return {
		verdict: mayTell(value) ? unknown(path, void 0) : passed,
		dates: statedIn(value)
	};
}
function statedIn(value) {
	return [
		"generated_at",
		"generatedAt",
		"startedAt",
		"timestamp",
		"date"
	].flatMap((key) => {
		const said = isObject(value) ? value[key] : void 0;
		const time = typeof said === "string" ? parseTime(said) : void 0;
		return time === void 0 || typeof said !== "string" ? [] : [{
			from: key,
			time,
			text: said
		}];
	});
}
function unknown(path, read) {
	const why = read?.ok === false ? `: as a report of tests it ${read.message}` : "";
	return unverified(noData(`${path} is of no form that can be read, and may say that it failed${why}`, "a report of a form that is read, or what measures the claim"));
}
function judgeTests(path, { report }) {
	const { cases, failures, disagreements } = report;
	const wrong = [...cases.filter(({ outcome }) => outcome === "failed").map(caseId), ...failures];
	if (wrong.length > 0) return against(`${path} says that it failed: ${listed(wrong)}`, "passed", wrong, `mend what ${path} reports`, { path });
	if (disagreements.length > 0) return unverified(noData(`${path} contradicts itself: ${listed(disagreements)}`, "a report that agrees with itself"));
	if (tally(cases).passed > 0) return passed;
	return unverified(noData(`${path} has no test that passed`, "a report with tests that ran"));
}
function judgeForeign(path, read) {
	if (read.state !== "read") return void 0;
	if (read.status === "passed") return passed;
	const said = listed(read.reasons.map(({ message }) => message));
	return read.status === "failed" ? against(`${path} says that it failed: ${said}`, "passed", said, `mend what ${path} reports`, { path }) : unverified(noData(`${path} does not say that it passed: ${said}`, "a report that passed"));
}
function judgeOwn(path, value) {
	const { kind, status, decision, results } = value;
	if (typeof kind !== "string" || !kind.startsWith("release-governance/report".replace(/[^/]*$/, ""))) return void 0;
	const word = status ?? decision;
	if (typeof word === "string" && word !== "passed" && word !== "go") return against(`${path} says ${quote(word)}`, "passed", word, `mend what ${path} reports`, { path });
	if (kind !== "release-governance/report") return word === "go" ? passed : void 0;
	const all = (Array.isArray(results) ? results : []).filter(isObject).filter((one) => one["severity"] !== "info");
	const wrong = all.filter((one) => one["status"] === "failed" && one["waiver"] === void 0);
	const said = wrong.map((one) => String(one["rule"]));
	if (wrong.length > 0) return against(`${path} says ${quote(String(word))} over ${listed(said)}, which failed`, "passed", said, `mend what ${path} reports`, { path });
	const isOpen = all.some((one) => ![
		"passed",
		"failed",
		"not-applicable"
	].includes(String(one["status"])));
	if (word === "passed" && !isOpen && all.some((one) => one["status"] === "passed")) return passed;
	return unverified(noData(`the results of ${path} do not show that it passed`, "a report whose results passed"));
}
const outcomeKey = /status|state$|result|outcome|verdict|decision|conclusion|succe|pass(?:ed|es|ing)?$|^ok$|fail|err(?:or)?s?$|broken|blocked|violation|breach|finding|vulnerab|incident|complete|healthy|approv|accepted|green|ready$|exit.?code|return.?code/i;
const outcomeWord = /^(?:pass|passed|ok|green|success|succeeded|fail|failed|failure|red|error|errored|broken|blocked|no-?go|go|rejected|pending|skipped|cancell?ed|aborted|incomplete|unknown|timed?.?out)\W*$/i;
const shouted = /(?:^|[^\p{L}])(?:FAIL|FAILED|FAILURE|ERROR|BLOCKED|NO-?GO|REJECTED|BROKEN|RED)(?![\p{L}])/u;
function mayTell(value) {
	const pending = [value];
	for (let one = pending.pop(); pending.length > 0 || one !== void 0; one = pending.pop()) {
		if (typeof one === "string" && (outcomeWord.test(one.trim()) || shouted.test(one))) return true;
		if (Array.isArray(one)) for (const item of one) pending.push(item);
		else if (isObject(one)) for (const [key, item] of Object.entries(one)) {
			if (outcomeKey.test(key)) return true;
			pending.push(item);
		}
	}
	return false;
}

export { lookAtReport };