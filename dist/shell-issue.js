import { GovernanceError, ownerAndRepo } from "./shared.js";
import { number, object, string } from "./vendor.js";
import { readMarked } from "./core-issue-marks.js";
import { isAuthor, markedIssues } from "./domain-marked-issue.js";
import { expectAnswer } from "./shell-expect-answer.js";

// shared/shell/issue.ts
const User = object({
	login: string(),
	type: string()
}).nullish();
const Written = object({
	number: number().int(),
	html_url: string(),
	user: User
});
const Comment = object({ user: User });
async function writeIssue({ github, write, repository }, proposal, { title, body, part, comment }) {
	const { mark, author, seen, labels, close } = proposal;
	const at = ownerAndRepo(repository);
	const open = expect(await markedIssues(github, repository, mark, author)).own;
	const [only] = open;
	const meanwhile = () => new GovernanceError("BAD_INPUT", "the issue is not as it was a moment ago", { hint: "Run it again; one run at a time is what concurrency in the workflow is for." });
	if (seen === void 0) {
		if (only !== void 0) throw meanwhile();
		const asked = {
			title,
			body,
			...labels.length === 0 ? {} : { labels: [...labels] }
		};
		const made = expect(await write.send("POST /repos/{owner}/{repo}/issues", at, asked, Written));
		if (!isAuthor(made.user, author)) {
			const gone = {
				state: "closed",
				state_reason: "not_planned"
			};
			expect(await write.send("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
				...at,
				issue_number: made.number
			}, gone, Written));
			throw otherAuthor(made.user?.login, author);
		}
		return {
			url: made.html_url,
			number: made.number,
			state: "opened"
		};
	}
	if (open.length !== 1 || only?.number !== seen.number || only.body !== seen.body) throw meanwhile();
	const which = {
		...at,
		issue_number: seen.number
	};
	if (comment !== void 0) {
		const { user } = expect(await write.send("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", which, { body: comment }, Comment));
		if (!isAuthor(user, author)) throw otherAuthor(user?.login, author);
	}
	const text = part === void 0 ? void 0 : replaced(seen.body, mark, part);
	const change = {
		...text === void 0 ? {} : {
			title,
			body: text
		},
		...close ? {
			state: "closed",
			state_reason: "completed"
		} : {}
	};
	if (Object.keys(change).length > 0) expect(await write.send("PATCH /repos/{owner}/{repo}/issues/{issue_number}", which, change, Written));
	return {
		url: only.url,
		number: seen.number,
		state: close ? "closed" : "updated"
	};
}
function replaced(body, mark, part) {
	const read = readMarked(body, mark);
	if (read.state !== "whole") throw new GovernanceError("BAD_INPUT", "the marks in the issue are not whole");
	return `${read.before}${part}${read.after}`;
}
function otherAuthor(login, author) {
	return new GovernanceError("BAD_INPUT", `the token writes as ${login ?? "nobody"}, and the policy expects ${author}`, { hint: "Name under author whoever the token belongs to, or leave the token out." });
}
function expect(answer) {
	return expectAnswer(answer, "the issue could not be written");
}

export { writeIssue };