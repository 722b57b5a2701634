import { oneLine, parseTime, redact, sha256 } from "./shared.js";

// shared/render/openmetrics.ts
const reserved = /_(?:total|created|count|sum|bucket|gcount|gsum|info)$/;
function openMetrics(report) {
	const metrics = Object.entries(report.metrics).filter(([, { value }]) => Number.isFinite(value));
	if (metrics.length === 0) return void 0;
	const prefix = `release_governance_${word(report.control)}`;
	const families = metrics.map(([metric, { value, unit = "" }]) => {
		const own = word(unit.trim() === "%" ? "percent" : unit);
		const name = `${prefix}_${word(metric)}`;
		return {
			metric,
			stem: own !== "" && name.endsWith(`_${own}`) ? name.slice(0, -own.length - 1) : name,
			unit: own,
			value
		};
	});
	const names = distinctNames(families);
	const labels = labelsOf(report);
	const at = timestamp(report.startedAt);
	return `${families.flatMap(({ metric, unit, value }, index) => {
		const name = names[index] ?? "";
		return [
			`# TYPE ${name} gauge`,
			...unit === "" ? [] : [`# UNIT ${name} ${unit}`],
			`# HELP ${name} ${escaped(`${metric} of ${report.control}`)}`,
			`${name}${labels} ${String(value === 0 ? 0 : value)}${at}`
		];
	}).join("\n")}\n# EOF\n`;
}
function word(text) {
	return text.trim().replace(/[^A-Za-z0-9_]+/g, "_").replace(/^_+|_+$/g, "");
}
function distinctNames(families) {
	const digits = families.map(() => 0);
	for (;;) {
		const names = families.map((family, index) => nameOf(family, digits[index] ?? 0));
		const seen = new Map();
		for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
		const clashing = names.flatMap((name, index) => (seen.get(name) ?? 0) > 1 ? [index] : []);
		if (clashing.length === 0) return names;
		for (const index of clashing) digits[index] = Math.min(64, (digits[index] ?? 0) + 8);
	}
}
function nameOf({ metric, stem, unit }, digits) {
	const name = digits === 0 ? stem : `${stem}_${sha256(metric).slice(0, digits)}`;
	if (unit !== "") return `${name}_${unit}`;
	return reserved.test(name) ? `${name}_value` : name;
}
function labelsOf({ subject }) {
	const { repository, headSha, job, runId, attempt, matrixKey } = subject;
	const known = [
		["repository", repository],
		["commit", headSha],
		["job", job],
		["run_id", runId],
		["attempt", attempt],
		["artifact_key", matrixKey]
	].map(([name, value]) => ({
		name,
		value: escaped(String(value ?? ""))
	})).filter(({ value }) => value !== "");
	return known.length === 0 ? "" : `{${known.map(({ name, value }) => `${name}="${value}"`).join(",")}}`;
}
function escaped(text) {
	return oneLine(redact(text).text).replaceAll("\\", "\\\\").replaceAll("\"", "\\\"");
}
function timestamp(startedAt) {
	const time = parseTime(startedAt);
	return time === void 0 ? "" : ` ${time / 1e3}`;
}

export { openMetrics };