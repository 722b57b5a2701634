import { containedPath } from "./shared.js";
import { string } from "./vendor.js";

// shared/core/glob-pattern.ts
const wildcards = /[*?[\]{}]/;
const mostStars = 4;
const mostGlobstars = 3;
const mostCharacters = 400;
function isLiteral(pattern) {
	return !wildcards.test(pattern);
}
function patternProblem(text) {
	if (text.length > mostCharacters) return `is longer than ${mostCharacters} characters`;
	if (text.startsWith("!")) return "begins with !: a group names what must change, and cannot take paths out again";
	if (text.startsWith("^") || text.endsWith("$") || text.includes("|")) return "looks like a regular expression: write a path or a glob (*, **, ?, [ab], {a,b})";
	if (text.includes(".*")) return "looks like a regular expression (.*): write .?* for any extension, or name them: {md,txt}";
	const contained = containedPath(text);
	if (!contained.ok) return contained.message;
	if (contained.path !== text) return `is written in a roundabout way: write ${contained.path}`;
	return isLiteral(text) ? void 0 : globProblem(text);
}
function globProblem(text) {
	if (/[()]|[\]}]\+/.test(text)) return "has ( ) or + as a regular expression would: write ? for such a character";
	if (text.includes("..")) return "has .. in a glob: name the values, {1,2,3}";
	if (!balanced(text)) return "has a bracket or brace that is not closed";
	if (text.split("**").length - 1 > mostGlobstars) return `has more than ${mostGlobstars} times **`;
	return text.split("/").find((part) => part !== "**" && part.split("*").length - 1 > mostStars) === void 0 ? void 0 : `has more than ${mostStars} times * between two slashes`;
}
function balanced(text) {
	let depth = 0;
	let inBrackets = false;
	for (const character of text) {
		if (character === "[" && inBrackets) return false;
		if (character === "[") inBrackets = true;
		else if (character === "]") {
			if (!inBrackets) return false;
			inBrackets = false;
		} else if (!inBrackets && character === "{") depth += 1;
		else if (!inBrackets && character === "}") depth -= 1;
		if (depth < 0) return false;
	}
	return depth === 0 && !inBrackets;
}
const Pattern = string().superRefine((text, check) => {
	const problem = patternProblem(text);
	if (problem !== void 0) check.addIssue({
		code: "custom",
		message: `the pattern ${problem}`
	});
}).meta({ description: "Path of a file relative to the working directory, or a glob (*, **, ?, [ab], {a,b}). Never negated." });

export { Pattern, isLiteral, patternProblem };