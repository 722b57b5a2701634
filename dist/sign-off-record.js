import { milliseconds } from "./core-duration.js";
import { isoTime, listed, parseTime, quote } from "./shared.js";
import { isOpen } from "./domain-sign-off.js";
import { calledBy, decisionKinds } from "./domain-sign-off-config.js";
import { against, noData, passed, unverified } from "./domain-verdict.js";
import { decisionOf, demandsOf } from "./sign-off.control.js";

// actions/sign-off/record.ts
const aroundReview = milliseconds("1h");
function roleCalled(text, demands) {
	const letters = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
	return demands.find(({ role }) => letters(role) === letters(text));
}
function judgeRecord(ctx, { document, doubt }, { verdict, approvals, after, signed }, words) {
	const decision = decisionOf(document);
	const demands = demandsOf(ctx);
	const people = new Set(Object.values(ctx.policy.roles).flat().map((login) => login.toLowerCase()));
	for (const { by } of signed) people.add(by.toLowerCase());
	const { record } = document;
	return record.map((row, index) => {
		const problems = wrongIn(row, record.slice(0, index), ctx.time.latest, after);
		const kind = calledBy(row.verdict.text, decisionKinds, words);
		if (kind === void 0) problems.push(`its decision ${quote(row.verdict.text)} is no word that is known`);
		else if (decision !== void 0 && kind !== decision) problems.push(`it says ${quote(row.verdict.text)}, and the document decides ${decision}`);
		const login = row.name.text.trim().replace(/^@/, "").toLowerCase();
		const approved = approvals?.approvals.some(({ by }) => by.toLowerCase() === login) === true;
		if (people.has(login) && approvals !== void 0 && !approved) problems.push(`${row.name.text} did not approve the pull request at its head`);
		const isOf = roleCalled(row.role.text, demands);
		if (isOf !== void 0 && people.has(login) && !isOf.people.some((one) => one.toLowerCase() === login)) problems.push(`${row.name.text} is none of the ${isOf.role}`);
		const time = parseTime(row.time.text.trim());
		const reviews = approvals?.approvals.filter(({ by }) => by.toLowerCase() === login) ?? [];
		if (time !== void 0 && reviews.length > 0 && !reviews.some(({ at }) => Math.abs(at - time) < aroundReview)) problems.push(`its time ${row.time.text} is not that of the review, ${reviews.map(({ at }) => isoTime(at)).join(", ")}`);
		const role = row.role.text === "" ? `line ${index + 1}` : row.role.text;
		if (problems.length > 0) return {
			role,
			verdict: against(problems.join("; "), "what the platform recorded", problems, "write who approved it, by login, with the time of their own review", row.at)
		};
		if (approvals === void 0) return {
			role,
			verdict: verdict.status === "unverified" ? verdict : unverified(noData("it is not known who approved it", "the reviews"))
		};
		if (!approved) {
			const message = `nobody knows which login is behind ${quote(row.name.text)}`;
			return {
				role,
				verdict: unverified(noData(message, "the login of the person in the record"))
			};
		}
		if (isOf === void 0) {
			const known = listed(demands.map((demand) => demand.role));
			const because = noData(`its role ${quote(row.role.text)} is none of ${known}`, "a role of the policy");
			return {
				role,
				verdict: unverified(because)
			};
		}
		return {
			role,
			verdict: doubt === void 0 ? passed : unverified(doubt)
		};
	});
}
function wrongIn({ role, name, time }, before, latest, after) {
	const problems = [];
	if (isOpen(role.text)) problems.push("it does not say for which role");
	if (isOpen(name.text)) problems.push("it does not say who");
	const at = parseTime(time.text.trim());
	if (at === void 0) problems.push(`its time ${quote(time.text)} is no time with its zone`);
	else {
		if (at > latest) problems.push(`its time ${time.text} is still to come`);
		if (after !== void 0 && at <= after) problems.push(`its time ${time.text} is before the evidence of ${isoTime(after)}`);
		const same = before.find((row) => parseTime(row.time.text.trim()) === at && row.name.text !== name.text);
		if (same !== void 0) problems.push(`it bears the very time of ${same.name.text}`);
	}
	if (before.some((row) => row.role.text === role.text)) problems.push("its role is there twice");
	if (before.some((row) => row.name.text.toLowerCase() === name.text.toLowerCase())) problems.push(`${name.text} is there for two roles`);
	return problems;
}

export { judgeRecord };