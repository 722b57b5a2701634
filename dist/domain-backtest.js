import { decides } from "./shared.js";
import { landingVerdicts } from "./core-backtest.js";

// shared/domain/backtest/summary.ts
function backtestDocument(found) {
	const { landings, beyond, cut } = found;
	const counts = Object.fromEntries(landingVerdicts.map((verdict) => [verdict, landings.filter((each) => each.verdict === verdict).length]));
	const whole = counts.clear === landings.length && beyond === 0 && cut === void 0;
	return {
		kind: "release-governance/backtest",
		schemaVersion: 1,
		status: counts.blocked + counts.inherited > 0 ? "failed" : whole && landings.length > 0 ? "passed" : "unverified",
		counts,
		controls: countsOf(landings),
		...found
	};
}
function countsOf(landings) {
	const found = new Map();
	for (const { control, status } of landings.flatMap(({ controls }) => controls)) {
		const none = {
			control,
			passed: 0,
			failed: 0,
			unverified: 0,
			"not-applicable": 0,
			error: 0
		};
		const count = found.get(control) ?? none;
		count[status] += 1;
		found.set(control, count);
	}
	return [...found.values()].sort((a, b) => a.control < b.control ? -1 : 1);
}
function openOver(landings) {
	const found = new Map();
	for (const { open } of landings) for (const each of open) {
		const message = each.message.replaceAll(/\b[0-9a-f]{40,64}\b/g, "a commit");
		const key = JSON.stringify([
			each.control,
			message,
			each.needs
		]);
		found.set(key, {
			...each,
			message,
			count: (found.get(key)?.count ?? 0) + 1
		});
	}
	return [...found.values()].sort((a, b) => b.count - a.count);
}

// shared/domain/backtest/landing.ts
const replayLimits = new Set(["NOT_REPLAYED", "NO_CREDENTIAL"]);
function isReplayLimit(because) {
	return because !== void 0 && replayLimits.has(because.code);
}
function problemKey({ fingerprint, valueHash }) {
	return `${fingerprint} ${valueHash ?? ""}`;
}
function problemKeys({ results }) {
	return new Set(results.filter(isProblem).map(problemKey));
}
function pullRequestIn(title) {
	const named = /^Merge pull request #(\d{1,9}) from |\(#(\d{1,9})\)$/.exec(title.trim());
	const digits = named?.[1] ?? named?.[2];
	return digits === void 0 ? void 0 : Number(digits);
}
function judgedLanding(landing, judged) {
	const broken = judged.find(({ report }) => report.status === "error")?.report;
	const problems = judged.flatMap(({ report, before }) => report.results.filter(isProblem).map((result) => problemOf(result, before))).sort(bySeverity);
	return {
		...landing,
		verdict: verdictOf(judged),
		controls: judged.map(({ report: { control, status, summary } }) => ({
			control,
			status,
			summary
		})),
		problems,
		open: openOf(judged),
		...broken === void 0 ? {} : { because: `${broken.control}: ${broken.error?.message ?? "it broke"}` }
	};
}
function unjudgedLanding(landing, verdict, because) {
	return {
		...landing,
		verdict,
		controls: [],
		problems: [],
		open: [],
		because
	};
}
function verdictOf(judged) {
	const has = (status) => judged.some(({ report }) => report.status === status);
	const stopped = judged.filter(({ report, exit }) => report.status === "failed" && exit === 1);
	if (stopped.some(({ report, before }) => [...problemKeys(report)].some((key) => before?.has(key) !== true))) return "blocked";
	if (has("error")) return "not-judged";
	if (stopped.length > 0) return "inherited";
	if (has("failed")) return "reported";
	if (has("unverified")) return onlyReplay(judged) && has("passed") ? "partly" : "unverified";
	return has("passed") ? "clear" : "unverified";
}
function onlyReplay(judged) {
	return judged.every(({ report: { status, results } }) => {
		const open = results.filter((result) => result.status === "unverified" && decides(result.severity));
		return status !== "unverified" || open.length > 0 && open.every(({ because }) => isReplayLimit(because));
	});
}
function isProblem({ status, severity, waiver }) {
	return status === "failed" && decides(severity) && waiver === void 0;
}
function problemOf(result, before) {
	const { rule, severity, message, location } = result;
	const { path, line, column } = location ?? {};
	return {
		rule,
		severity,
		message,
		...path === void 0 ? {} : { path },
		...line === void 0 ? {} : { line },
		...column === void 0 ? {} : { column },
		...before?.has(problemKey(result)) === true ? { before: true } : {}
	};
}
const order = [
	"critical",
	"high",
	"medium",
	"low",
	"info"
];
function bySeverity(a, b) {
	return Number(a.before === true) - Number(b.before === true) || order.indexOf(a.severity) - order.indexOf(b.severity);
}
function openOf(judged) {
	const found = new Map();
	for (const { report } of judged) for (const { status, severity, because } of report.results) {
		if (status !== "unverified" || !decides(severity)) continue;
		const { message = "it gave no reason", needs } = because ?? {};
		found.set(JSON.stringify([
			report.control,
			message,
			needs
		]), {
			control: report.control,
			message,
			...needs === void 0 ? {} : { needs },
			...isReplayLimit(because) ? { replay: true } : {}
		});
	}
	return [...found.values()];
}

export { backtestDocument, judgedLanding, openOver, problemKeys, pullRequestIn, unjudgedLanding };