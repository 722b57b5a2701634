import { isObject } from "./shared.js";

// shared/core/step-report.ts
const decidingControl = "executive-summary";
const notAskedNote = "The configuration does not ask for it.";
const worstStatuses = [
	"error",
	"failed",
	"unverified",
	"passed",
	"not-applicable"
];
function worstStatus(reports) {
	if (reports.without.length > 0 || isNothingAsked(reports)) return "error";
	return worstStatuses.find((status) => reports.parts.some(({ report }) => report.status === status)) ?? "not-applicable";
}
function isNothingAsked({ parts, without, apart }) {
	return without.length + apart.length === 0 && parts.every(({ report: { status, notes } }) => status === "not-applicable" && notes.includes("The configuration does not ask for it."));
}
function decisionOf(reports) {
	const { parts, without } = reports;
	if (without.some(({ control }) => control === "executive-summary")) return "no-go";
	const report = parts.find(({ control }) => control === decidingControl)?.report;
	if (report === void 0) return void 0;
	const word = decisionWordOf(report);
	const worst = worstStatus(reports);
	return (worst === "passed" || word === "conditional-go" && worst === "unverified") && word !== void 0 ? word : "no-go";
}
function decisionWordOf({ control, data }) {
	const word = control === "executive-summary" && isObject(data) ? data["decision"] : void 0;
	return word === "go" || word === "conditional-go" || word === "no-go" ? word : void 0;
}

export { decidingControl, decisionOf, decisionWordOf, isNothingAsked, worstStatus, worstStatuses };