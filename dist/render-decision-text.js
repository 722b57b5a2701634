import { statusWords } from "./shared.js";

// shared/render/decision-text.ts
const ranks = {
	"no-go": 0,
	"conditional-go": 1,
	go: 2
};
function worstVerdictFirst(items) {
	return [...items].sort((a, b) => ranks[a.verdict] - ranks[b.verdict]);
}
function limitsOf({ decision, accepted, profile, replay }) {
	return [...replay === true ? ["replay"] : [], ...decision === "no-go" || accepted ? [] : [`not accepted by profile ${profile}`]];
}
function cautions({ replay, policySource }) {
	return [...replay === true ? ["This is a replay: it was judged as of another time, and it allows nothing now."] : [], ...policySource?.kind === "bootstrap" ? ["The policy came with the change itself: there was none before it."] : []];
}
function firstLabel(decision) {
	return decision === "conditional-go" ? "first condition" : "first failing";
}
function ownerText(owner) {
	return owner === void 0 ? "no owner is named" : `owner ${owner}`;
}
function countsText({ reports }) {
	const of = (word) => reports.filter(({ verdict }) => verdict === word).length;
	const parts = [
		"no-go",
		"conditional-go",
		"go"
	].flatMap((word) => of(word) === 0 ? [] : [`${of(word)} ${word}`]);
	return reports.length === 0 ? "No report was expected." : `${reports.length} ${reports.length === 1 ? "report" : "reports"}: ${parts.join(", ")}`;
}
function verdictText({ verdict, state, status }) {
	if (state !== "present") return `${verdict}: ${state}`;
	if (status === "passed" && verdict !== "go") return `${verdict}: says passed`;
	return `${verdict}: ${status === void 0 ? "no status" : statusWords[status]}`;
}
function isMeasured({ verdict, state, status }) {
	return verdict === "go" && state === "present" && status === "passed";
}
function controlText({ control, key, job }) {
	const parts = [key, job === void 0 ? void 0 : `job ${job}`].filter((part) => part !== void 0);
	return `${control}${parts.length === 0 ? "" : ` (${parts.join(", ")})`}`;
}
const uses = {
	used: "used",
	unused: "not used",
	expired: "expired",
	void: "void"
};
function useText({ kind, state }) {
	return `${kind}, ${uses[state]}`;
}

export { cautions, controlText, countsText, firstLabel, isMeasured, limitsOf, ownerText, useText, verdictText, worstVerdictFirst };