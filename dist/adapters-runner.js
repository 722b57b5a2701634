import { debug, error, info, notice, setOutput as setOutput$1, setSecret, summary, warning } from "./runner.js";
import { logLine, redact } from "./shared.js";

// shared/adapters/runner.ts
const prefix = "INPUT_";
function givenInputs(env) {
	const given = {};
	for (const [name, value] of Object.entries(env)) if (name.startsWith(prefix) && value !== void 0 && value !== "") given[name.slice(6).toLowerCase()] = value;
	return given;
}
const runnerLog = {
	info: (message) => info(logLine(redact(message).text)),
	debug: (message) => debug(logLine(redact(message).text))
};
function print(text) {
	for (const line of text.trimEnd().split("\n")) info(/^\s*::|##\[/.test(line) ? logLine(line) : line);
}
function maskSecret(value) {
	setSecret(value);
}
function setOutput(name, value) {
	setOutput$1(name, value);
}
function annotate(annotation) {
	const { level, message, title, file, line, column } = annotation;
	const properties = {
		title,
		...file === void 0 ? {} : { file },
		...line === void 0 ? {} : { startLine: line },
		...column === void 0 ? {} : { startColumn: column }
	};
	if (level === "error") error(message, properties);
	else if (level === "warning") warning(message, properties);
	else notice(message, properties);
}
async function writeSummary(markdown) {
	if ((process.env["GITHUB_STEP_SUMMARY"] ?? "") === "") return false;
	await summary.addRaw(markdown, true).write();
	return true;
}

export { annotate, givenInputs, maskSecret, print, runnerLog, setOutput, writeSummary };