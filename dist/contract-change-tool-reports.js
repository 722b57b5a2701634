import { containedPath, sha256 } from "./shared.js";
import { readToolReport } from "./domain-contract-surface-config.js";
import { failed, noData, settled, shown, textsOf } from "./contract-change.control.js";

// actions/contract-change/tool-reports.ts
async function judgeToolReports(ctx, surface, reports, raised) {
	const rule = "tool-report";
	const texts = textsOf((path, most) => ctx.produced.read(path, most));
	const outcomes = [];
	for (const { tool, path, warnings, "exit-code": exitPath } of reports) {
		const fact = {
			surface: surface.id,
			what: [tool, path]
		};
		const text = await texts(path);
		if (text.state !== "text") {
			const needs = `a step before that lets ${tool} write ${path}`;
			const because = text.state === "unknown" ? text.because : {
				...noData(path, text.message),
				needs
			};
			outcomes.push(settled(rule, fact, because));
			continue;
		}
		const exit = exitPath === void 0 ? void 0 : await exitCodeOf(texts, exitPath);
		if (exit !== void 0 && "because" in exit) {
			outcomes.push(settled(rule, fact, exit.because));
			continue;
		}
		const report = readToolReport(tool, text.text, exit?.code);
		if (!report.ok) {
			const needs = report.why === "unknown" ? `a report of ${tool} as JSON` : `files that ${tool} can compare, and its exit code in a file that exit-code names`;
			outcomes.push(settled(rule, fact, {
				...noData(path, report.message),
				needs
			}));
			continue;
		}
		const breaking = report.findings.filter(({ level }) => level === "breaking" || level === "warning" && warnings === "breaking");
		if (breaking.length === 0 || "raised" in raised && raised.raised) outcomes.push(settled(rule, fact, void 0));
		else if ("because" in raised) outcomes.push(settled(rule, fact, raised.because));
		else outcomes.push(...byRule(breaking).map((findings) => findingOf(surface, path, findings)));
	}
	return outcomes;
}
async function exitCodeOf(texts, path) {
	const text = await texts(path);
	const needs = "a step that writes the exit code of the tool there, e.g. echo $?";
	if (text.state === "unknown") return { because: text.because };
	if (text.state !== "text") return { because: {
		...noData(path, text.message),
		needs
	} };
	if (!/^\d{1,3}\s*$/.test(text.text)) return { because: {
		...noData(path, "has no exit code"),
		needs
	} };
	return { code: Number(text.text) };
}
function byRule(findings) {
	const groups = new Map();
	for (const finding of findings) {
		const key = JSON.stringify([finding.rule, finding.where]);
		groups.set(key, [...groups.get(key) ?? [], finding]);
	}
	return [...groups.values()];
}
function findingOf(surface, path, findings) {
	const [first] = findings;
	if (first === void 0) throw new Error("a group of findings has at least one");
	const { tool, rule, where } = first;
	const messages = findings.map(({ message }) => message);
	const fact = {
		surface: surface.id,
		what: [
			tool,
			path,
			rule,
			where
		],
		problem: `${tool} ${rule}: ${where === "" ? "" : `${where}: `}${messages[0] ?? ""}${messages.length > 1 ? `, and ${messages.length - 1} more` : ""}; the version of ${surface.id} was not raised`,
		expected: `a raised version of ${surface.id}`,
		actual: shown(messages, 20),
		observed: sha256(JSON.stringify([...messages].sort())),
		fix: `take the change back, or raise the version of ${surface.id}`
	};
	return failed("tool-report", fact, placeOf(first));
}
function placeOf({ file, line }) {
	const path = file === void 0 ? void 0 : containedPath(file);
	return path?.ok === true ? {
		path: path.path,
		line
	} : void 0;
}

export { judgeToolReports };