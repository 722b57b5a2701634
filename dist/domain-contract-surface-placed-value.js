import { locate } from "./core-location.js";
import { lineIndex, quote } from "./shared.js";
import { readPointer } from "./domain-change-set-config.js";
import { markdownFacts } from "./domain-change-set.js";
import { readSource } from "./domain-data-file.js";
import { patternMatches } from "./domain-contract-surface-config.js";

// shared/domain/contract-surface/placed-value.ts
function placedValue(place, text) {
	const { path, pointer, heading, bullet, pattern } = place;
	const file = { path };
	if (pointer !== void 0) {
		const read = readSource({
			path,
			text
		});
		if (!read.ok) {
			const [first] = read.problems;
			return {
				state: "unknown",
				message: first?.message ?? "cannot be read",
				at: locate(path, first?.position)
			};
		}
		const reading = readPointer(read.document, pointer);
		if (reading.state === "unknown") return {
			...reading,
			at: file
		};
		const at = locate(path, reading.at);
		if (reading.state === "absent") return {
			state: "absent",
			message: `has nothing at ${pointer}`,
			at
		};
		if (typeof reading.value === "string" && reading.value !== "") return {
			state: "value",
			value: reading.value,
			at
		};
		const written = typeof reading.value === "number" ? numberAt(text, reading.at) : void 0;
		if (written !== void 0) return {
			state: "value",
			value: written,
			at
		};
		return {
			state: "unknown",
			message: `has no text at ${pointer}`,
			at
		};
	}
	if (bullet !== void 0 && heading !== void 0) {
		const facts = markdownFacts(text);
		if (!facts.ok) return {
			state: "unknown",
			message: facts.message,
			at: file
		};
		const reading = facts.read({
			kind: "bullet",
			heading,
			label: bullet
		});
		if (reading.state === "unknown") return {
			...reading,
			at: file
		};
		const at = locate(path, reading.at);
		const absent = {
			state: "absent",
			message: `has no bullet “${bullet}” with a value under “${heading}”`,
			at
		};
		return reading.state === "value" && typeof reading.value === "string" && reading.value !== "" ? {
			state: "value",
			value: reading.value,
			at
		} : absent;
	}
	const matches = patternMatches(text, pattern ?? "");
	if (!matches.ok) return {
		state: "unknown",
		message: matches.message,
		at: file
	};
	const [problem] = matches.problems;
	if (problem !== void 0) return {
		state: "unknown",
		message: problem.message,
		at: locate(path, problem.position)
	};
	const [first] = matches.found;
	if (first === void 0) return {
		state: "absent",
		message: `has nothing that ${quote(pattern ?? "", 80)} finds`,
		at: file
	};
	const other = matches.found.find((match) => match.text !== first.text);
	if (other !== void 0) return {
		state: "unknown",
		message: `has several values that ${quote(pattern ?? "", 80)} finds: ${quote(first.text)} and ${quote(other.text)}`,
		at: locate(path, other.position)
	};
	return {
		state: "value",
		value: first.text,
		at: locate(path, first.position)
	};
}
function numberAt(text, position) {
	if (position === void 0) return void 0;
	const start = lineIndex(text).start(position.line);
	const rest = start === void 0 ? "" : text.slice(start + position.column - 1);
	return /^[-+]?[\w.][\w.+-]*/.exec(rest)?.[0];
}
function valuePlaceText({ path, pointer, bullet, heading, pattern }) {
	if (pointer !== void 0) return `${pointer} of ${path}`;
	if (bullet !== void 0) return `the bullet “${bullet}” under “${heading ?? ""}” of ${path}`;
	return `what ${pattern ?? ""} finds in ${path}`;
}

export { placedValue, valuePlaceText };