import { parseRepository } from "./parse.js";

// shared/domain/judged-fact/judged-fact.ts
function judgedCommits({ headSha, mergeSha, checkedOutSha }) {
	return [...new Set([
		headSha,
		mergeSha,
		checkedOutSha
	].filter((sha) => sha !== void 0))];
}
function judgeFact(who, name, value, expected, same = (one, other) => one === other) {
	const unknown = (message, needs) => ({
		state: "unknown",
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	});
	if (value === void 0) return unknown(`nothing in ${who} says which ${name} was measured`, `fact: ${name} at a constant of the set, and rows that have it`);
	if (expected.length === 0) return unknown(`nothing says which ${name} is judged`, `a run that knows its ${name}`);
	return {
		state: "judged",
		holds: typeof value === "string" && expected.some((one) => same(value, one)),
		expected,
		actual: value
	};
}
function judgeRepository(who, value, judged) {
	return judgeFact(who, "repository", value, judged === void 0 ? [] : [judged], sameRepository);
}
function sameRepository(value, wanted) {
	const parsed = parseRepository(value);
	return (parsed === void 0 ? value : `${parsed.owner}/${parsed.name}`).toLowerCase() === wanted.toLowerCase();
}

export { judgeFact, judgeRepository, judgedCommits };