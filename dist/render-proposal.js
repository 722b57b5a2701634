import { code, logLine, oneLine, plain, redact, table } from "./shared.js";
import { unifiedDiff } from "./core-unified-diff.js";

// shared/render/proposal.ts
function proposalBody({ sentences, facts, changes }, control) {
	const rows = facts.map(({ label, value }) => [plain(label), code(value)]);
	return [
		...sentences.map(plain),
		...rows.length === 0 ? [] : [table(["What", "Value"], rows)],
		changes.map(({ path, before }) => `- ${code(path)}${before === void 0 ? " (new)" : ""}`).join("\n"),
		`Proposed by ${code(control)}; a later run may replace what is on this branch.`
	].join("\n\n");
}
function proposalTitle({ title }) {
	return oneLine(redact(title).text).replace(/@(?=\S)/g, "@⁠");
}
function proposalPatch({ changes }) {
	return unifiedDiff(changes);
}
function proposalDiff(proposal) {
	return redact(proposalPatch(proposal)).text.split("\n").slice(0, -1).map((line) => `${shown(line)}\n`).join("");
}
function shown(line) {
	const [lead = ""] = /^[ +-]?[ \t]*/.exec(line) ?? [];
	return `${lead}${logLine(line.slice(lead.length))}`;
}

export { proposalBody, proposalDiff, proposalPatch, proposalTitle };