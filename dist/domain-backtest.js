import { decides } from "./shared.js";
import { landingVerdicts } from "./core-backtest.js";

// shared/domain/backtest/landing.ts
function pullRequestIn(title) {
	const named = /^Merge pull request #(\d{1,9}) from |\(#(\d{1,9})\)$/.exec(title.trim());
	const digits = named?.[1] ?? named?.[2];
	return digits === void 0 ? void 0 : Number(digits);
}
function judgedLanding(landing, judged) {
	const broken = judged.find(({ report }) => report.status === "error")?.report;
	const problems = judged.flatMap(({ report }) => report.results.filter(isProblem).map(problemOf)).sort(bySeverity);
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
	if (judged.some(({ report, exit }) => report.status === "failed" && exit === 1)) return "blocked";
	if (has("error")) return "not-judged";
	if (has("failed")) return "reported";
	return has("unverified") ? "unverified" : "clear";
}
function isProblem({ status, severity, waiver }) {
	return status === "failed" && decides(severity) && waiver === void 0;
}
function problemOf({ rule, severity, message, location }) {
	const { path, line, column } = location ?? {};
	return {
		rule,
		severity,
		message,
		...path === void 0 ? {} : { path },
		...line === void 0 ? {} : { line },
		...column === void 0 ? {} : { column }
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
	return order.indexOf(a.severity) - order.indexOf(b.severity);
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
			...needs === void 0 ? {} : { needs }
		});
	}
	return [...found.values()];
}

// shared/domain/backtest/summary.ts
function backtestDocument(found) {
	const { landings, beyond } = found;
	const counts = Object.fromEntries(landingVerdicts.map((verdict) => [verdict, landings.filter((each) => each.verdict === verdict).length]));
	const whole = counts.clear + counts.reported === landings.length && beyond === 0;
	return {
		kind: "release-governance/backtest",
		schemaVersion: 1,
		status: counts.blocked > 0 ? "failed" : whole && counts.clear > 0 ? "passed" : "unverified",
		counts,
		...found
	};
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

export { backtestDocument, judgedLanding, openOver, pullRequestIn, unjudgedLanding };