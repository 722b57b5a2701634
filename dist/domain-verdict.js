// shared/domain/verdict/verdict.ts
const passed = { status: "passed" };
function failed(found) {
	return {
		status: "failed",
		...found
	};
}
function against(problem, expected, actual, fix, at) {
	return {
		status: "failed",
		problem,
		expected,
		actual,
		fix,
		at
	};
}
function unverified(because) {
	return {
		status: "unverified",
		because
	};
}
function noData(message, needs) {
	return {
		code: "NO_DATA",
		message,
		needs
	};
}
function statusOf(verdicts) {
	const has = (wanted) => verdicts.some(({ status }) => status === wanted);
	if (has("failed")) return "failed";
	return has("unverified") || !has("passed") ? "unverified" : "passed";
}
function worstOf(verdicts) {
	return verdicts.find(({ status }) => status === "failed") ?? verdicts.find(({ status }) => status === "unverified") ?? verdicts[0];
}

// shared/domain/verdict/tell.ts
function tellVerdict(ctx, rule, fact, verdict, { at, elsewhere = false } = {}) {
	switch (verdict.status) {
		case "passed":
			ctx.passed(rule, fact, at);
			return;
		case "failed": {
			const { problem, expected, actual, fix } = verdict;
			ctx.failed(rule, {
				...fact,
				problem,
				expected,
				actual,
				fix
			}, elsewhere ? void 0 : verdict.at ?? at);
			return;
		}
		case "unverified":
			ctx.unverified(rule, fact, verdict.because, at);
			return;
		case "not-applicable": ctx.notApplicable(rule, fact, verdict.why);
	}
}

// shared/domain/verdict/told.ts
const tellsVerdicts = {
	severity: "critical",
	about: ({ about }) => about,
	says: ({ problem = "" }) => problem,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix,
	restsOn: ({ facts = [] }) => facts
};
const tellsNamed = {
	...tellsVerdicts,
	says: ({ about, problem = "" }) => `${about.join(" ")}: ${problem}`
};

export { against, failed, noData, passed, statusOf, tellVerdict, tellsNamed, tellsVerdicts, unverified, worstOf };