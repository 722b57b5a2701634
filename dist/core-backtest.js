// shared/core/backtest.ts
const landingVerdicts = [
	"blocked",
	"reported",
	"unverified",
	"not-judged",
	"without-configuration",
	"clear"
];

export { landingVerdicts };