import { signOffMaxBytes } from "./domain-sign-off.js";
import { noData, unverified } from "./domain-verdict.js";

// actions/sign-off/risk-register.ts
async function risksOfRegister(ctx, path, words) {
	const nothing = (because) => ({
		path,
		risks: [],
		unread: unverified(because)
	});
	const file = await ctx.read(path, { maxBytes: signOffMaxBytes });
	if (!file.found) return nothing(file.because ?? noData(`${path} ${file.message}`, `the register ${path}`));
	const { readSignOff } = await import("./domain-sign-off-read-entry.js");
	const { document, problems } = readSignOff(path, file.content, words, void 0);
	const [problem] = problems;
	if (problem !== void 0) return {
		...nothing(noData(`${path} ${problem.message}`, `a ${path} that is whole`)),
		risks: document.risks
	};
	if (document.parts.risks === void 0) return nothing(noData(`${path} has no section of risks`, `a heading Open risks in ${path}`));
	return {
		path,
		risks: document.risks,
		unread: void 0
	};
}

export { risksOfRegister };