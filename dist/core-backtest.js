// shared/core/backtest.ts
const landingVerdicts = [
	"blocked",
	"inherited",
	"reported",
	"unverified",
	"partly",
	"not-judged",
	"without-configuration",
	"clear"
];

export { landingVerdicts };