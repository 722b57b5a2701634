import { readMarked } from "./core-issue-marks.js";
import { number, object, string, unknown } from "./vendor.js";
import { ownerAndRepo } from "./shared.js";

// shared/domain/marked-issue/issues.ts
const issueWith = (mark) => object({
	number: number().int().positive(),
	html_url: string(),
	title: string(),
	body: string().nullish().transform((body) => readMarked(body ?? "", mark).state === "none" ? void 0 : body ?? void 0),
	user: object({
		login: string(),
		type: string()
	}).nullish(),
	pull_request: unknown().optional()
});
function isAuthor(user, author) {
	if (user === null || user === void 0 || user.login.toLowerCase() !== author.toLowerCase()) return false;
	return author.endsWith("[bot]") ? user.type === "Bot" : true;
}
async function markedIssues(github, repository, mark, author) {
	const asked = {
		...ownerAndRepo(repository),
		state: "open",
		sort: "created",
		direction: "asc"
	};
	const route = "GET /repos/{owner}/{repo}/issues";
	const all = await github.all(route, asked, issueWith(mark));
	const answer = !all.ok && all.because.code === "TRUNCATED" ? await github.all(route, {
		...asked,
		creator: author
	}, issueWith(mark)) : all;
	if (!answer.ok) return answer;
	const bearing = answer.data.filter(({ body, pull_request: pull }) => pull === void 0 && body !== void 0);
	const own = bearing.filter(({ user }) => isAuthor(user, author));
	return {
		ok: true,
		data: {
			own: own.map(({ number, html_url: url, title, body }) => ({
				number,
				url,
				title,
				body: body ?? ""
			})),
			imitations: bearing.filter((each) => !own.includes(each)).map(({ number }) => number)
		}
	};
}
const Comment = object({
	body: string().nullish(),
	user: object({
		login: string(),
		type: string()
	}).nullish()
});
async function ownComments(github, repository, number, author) {
	const answer = await github.all("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
		...ownerAndRepo(repository),
		issue_number: number
	}, Comment);
	if (!answer.ok) return answer;
	return {
		ok: true,
		data: answer.data.filter(({ user }) => isAuthor(user, author)).map(({ body }) => body ?? "")
	};
}

export { isAuthor, markedIssues, ownComments };