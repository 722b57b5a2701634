// shared/domain/verdict/verdict.ts
const passed = { status: "passed" };
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

export { noData, passed, tellVerdict, unverified, worstOf };