import { noData, passed, unverified } from "./domain-verdict.js";

// shared/domain/finding/finding.ts
function holds(...about) {
	return {
		about,
		verdict: passed
	};
}
function open(because, ...about) {
	return {
		about,
		verdict: unverified(because)
	};
}
function lacks(message, needs, ...about) {
	return open(noData(message, needs), ...about);
}
function wrong(about, verdict) {
	return {
		about,
		verdict: {
			status: "failed",
			...verdict
		}
	};
}
function eachWrong(problems, subject, fix) {
	const seen = new Map();
	return problems.map(({ pointer, message, at }) => {
		const count = (seen.get(pointer) ?? 0) + 1;
		seen.set(pointer, count);
		return wrong([pointer === "" ? "as a whole" : pointer, ...count === 1 ? [] : [String(count)]], {
			problem: `${subject} ${message}`,
			actual: message,
			fix,
			at
		});
	});
}

export { eachWrong, holds, lacks, open, wrong };