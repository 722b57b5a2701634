import { GovernanceError } from "./shared.js";

// shared/shell/expect-answer.ts
function expectAnswer(answer, failed) {
	if (answer.ok) return answer.data;
	const { code, message, needs } = answer.because;
	const transient = code === "GITHUB_DOWN" || code === "RATE_LIMITED";
	const hint = transient ? "Run it again when GitHub answers." : needs === void 0 ? void 0 : `It needs ${needs}.`;
	throw new GovernanceError(transient ? "GITHUB_DOWN" : "BAD_INPUT", `${failed}: ${message}`, hint === void 0 ? {} : { hint });
}

export { expectAnswer };