import { GovernanceError, ownerAndRepo, parseTime, suggestion } from "./shared.js";
import { array, number, object, string } from "./vendor.js";
import { noData } from "./domain-verdict.js";

// shared/domain/approval/pull-request.ts
const PullRequest = object({
	number: number().int(),
	head: object({ sha: string() }),
	base: object({
		ref: string(),
		repo: object({
			full_name: string().optional(),
			default_branch: string().optional()
		})
	}),
	merge_commit_sha: string().nullish(),
	merged_at: string().nullish()
});
async function pullsOfCommit(github, repository, commit) {
	const answer = await github.all("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
		...ownerAndRepo(repository),
		commit_sha: commit
	}, PullRequest);
	if (!answer.ok) return answer;
	return {
		ok: true,
		data: answer.data.filter(({ base: { ref, repo } }) => ref === repo.default_branch && isOf(repository, repo.full_name)).map((pull) => ({
			number: pull.number,
			head: pull.head.sha,
			mergeCommit: pull.merge_commit_sha ?? void 0,
			isMerged: typeof pull.merged_at === "string",
			mergedAt: typeof pull.merged_at === "string" ? parseTime(pull.merged_at) : void 0
		}))
	};
}
function isOf(repository, name) {
	return name === void 0 || name.toLowerCase() === repository.toLowerCase();
}
async function mergedPullOf(github, repository, commit, what = `commit ${commit}`) {
	const pulls = await pullsOfCommit(github, repository, commit);
	if (!pulls.ok) return pulls;
	const only = onlyOne(merging(pulls.data, commit), what);
	if (!only.ok) return only;
	const { mergeCommit, mergedAt } = only.data;
	if (mergeCommit !== void 0 && mergedAt !== void 0) return {
		ok: true,
		data: {
			...only.data,
			mergeCommit,
			mergedAt
		}
	};
	const message = `GitHub does not say when it merged pull request #${only.data.number}, which brought ${what}`;
	return {
		ok: false,
		because: noData(message, onePull)
	};
}
async function pullBringing(github, repository, commit, what = `commit ${commit}`) {
	const pulls = await pullsOfCommit(github, repository, commit);
	if (!pulls.ok) return pulls;
	const merged = merging(pulls.data, commit);
	return onlyOne(merged.length > 0 ? merged : pulls.data.filter((pull) => pull.head === commit), what);
}
const onePull = "one pull request into the default branch for each change";
function merging(pulls, commit) {
	const merged = pulls.filter(({ isMerged }) => isMerged);
	const exact = merged.filter(({ mergeCommit }) => mergeCommit === commit);
	return exact.length > 0 ? exact : merged;
}
function onlyOne([only, second], what) {
	if (only !== void 0 && second === void 0) return {
		ok: true,
		data: only
	};
	const message = `GitHub knows ${only === void 0 ? "no" : "more than one"} pull request that brought ${what} to the default branch`;
	return {
		ok: false,
		because: noData(message, onePull)
	};
}

// shared/domain/approval/co-author.ts
function coAuthors(message) {
	const lines = message.split(/\r\n|[\n\r\u2028\u2029]/);
	return lines.flatMap((line, index) => {
		const [, first] = /^[ \t>*-]*co-authored-by[ \t]*:(.*)$/i.exec(line) ?? [];
		if (first === void 0) return [];
		const parts = [first];
		for (let at = index + 1; /^[ \t]+\S/.test(lines[at] ?? ""); at += 1) parts.push(lines[at] ?? "");
		const text = parts.join(" ").trim();
		return [{
			text,
			email: emailIn(text)
		}];
	});
}
function emailIn(text) {
	const start = text.lastIndexOf("<");
	const end = text.indexOf(">", start);
	const email = start === -1 ? text : text.slice(start + 1, end === -1 ? void 0 : end).trim();
	return isEmail(email) ? email : void 0;
}
function isEmail(text) {
	return text.length <= 320 && /^[^\s<>@\p{Cc}\p{Surrogate}]+@[^\s<>@\p{Cc}\p{Surrogate}]+$/u.test(text);
}
function accountOf(email, host) {
	const at = email.lastIndexOf("@");
	const domain = email.slice(at + 1).toLowerCase();
	if (domain !== "users.noreply.github.com" && domain !== `users.noreply.${host.toLowerCase()}`) return void 0;
	const [, id, login = ""] = /^(?:(\d{1,15})\+)?([^+]+)$/.exec(email.slice(0, at)) ?? [];
	if (login === "") return void 0;
	return id === void 0 ? { login } : {
		login,
		id: Number(id)
	};
}

// shared/domain/approval/contributors.ts
const Account$1 = object({
	login: string(),
	id: number().int()
}).partial().nullish();
const Person = object({ email: string().nullish() }).nullish();
const Commit = object({
	sha: string(),
	commit: object({
		message: string(),
		author: Person,
		committer: Person
	}),
	author: Account$1,
	committer: Account$1
});
const mostAddresses = 50;
const committerOfGitHub = "web-flow";
async function contributorsOf(github, at, pull, ignored) {
	const listed = await github.all("GET /repos/{owner}/{repo}/pulls/{pull_number}/commits", {
		...at,
		pull_number: pull.number
	}, Commit);
	if (!listed.ok) return listed;
	const commits = listed.data;
	if (pull.count > commits.length) return refused("TRUNCATED", `GitHub lists only ${commits.length} of the ${pull.count} commits of pull request #${pull.number}`, "a pull request with at most 250 commits");
	if (!commits.some(({ sha }) => sha === pull.headSha)) return refused("NO_DATA", `the commits of pull request #${pull.number} do not hold its head ${pull.headSha}`, "another run");
	const ledger = createLedger();
	for (const commit of commits) note(ledger, commit, github.host);
	const unmatched = await match(ledger, github, at);
	if (!unmatched.ok) return unmatched;
	const unknown = unmatched.data.filter(({ who }) => !ignored.includes(who));
	if (unknown.length > 0) return refused("NO_DATA", `${unknown.map(({ who, part }) => `${who}, who ${part},`).join(" and ")} cannot be matched with a login, so that nobody knows whether it is who approved`, "an address in the commit that belongs to a GitHub account, or the address among the ignored co-authors of the policy");
	return {
		ok: true,
		data: { part: ({ login, id }) => ledger.ids.get(id) ?? ledger.logins.get(login.toLowerCase()) }
	};
}
function createLedger() {
	return {
		logins: new Map(),
		ids: new Map(),
		texts: new Map()
	};
}
function account(ledger, { login, id }, part) {
	keep(ledger.logins, login.toLowerCase(), part);
	if (id !== void 0) keep(ledger.ids, id, part);
}
function keep(map, key, part) {
	if (!map.has(key)) map.set(key, part);
}
function note(ledger, { sha, commit, author, committer }, host) {
	const of = (role) => `is ${role} of commit ${sha.slice(0, 12)}`;
	const person = (who, part) => {
		const known = accountOf(who ?? "", host);
		if (known === void 0) keep(ledger.texts, who || "somebody without an address", part);
		else account(ledger, known, part);
	};
	if (author?.login !== void 0) account(ledger, {
		...author,
		login: author.login
	}, of("the author"));
	else person(commit.author?.email, of("the author"));
	const email = commit.committer?.email?.toLowerCase();
	if (!(committer?.login === void 0 ? email === "noreply@github.com" || email === `noreply@${host.toLowerCase()}` : committer.login.toLowerCase() === committerOfGitHub)) {
		if (committer?.login !== void 0) account(ledger, {
			...committer,
			login: committer.login
		}, of("the committer"));
		else person(commit.committer?.email, of("the committer"));
	}
	for (const { text, email: address } of coAuthors(commit.message)) person(address ?? text, of("a co-author"));
}
async function match(ledger, github, at) {
	if (ledger.texts.size > mostAddresses) return refused("TRUNCATED", `${ledger.texts.size} people would have to be matched with a login, more than the ${mostAddresses} that are asked for`, "commits whose addresses belong to GitHub accounts");
	const texts = [...ledger.texts].map(([who, part]) => ({
		who,
		part
	}));
	const found = await Promise.all(texts.map(async ({ who }) => accountsByEmail(github, at, who)));
	const unknown = [];
	for (const [index, answer] of found.entries()) {
		const { who, part } = texts[index];
		if (!answer.ok) return answer;
		if (answer.data.length === 0) unknown.push({
			who,
			part
		});
		for (const each of answer.data) account(ledger, each, part);
	}
	return {
		ok: true,
		data: unknown
	};
}
async function accountsByEmail(github, at, email) {
	if (!isEmail(email)) return {
		ok: true,
		data: []
	};
	const answer = await github.get("GET /repos/{owner}/{repo}/commits", {
		...at,
		author: email,
		per_page: 20
	}, array(Commit));
	if (!answer.ok) return answer;
	return {
		ok: true,
		data: answer.data.filter(({ commit }) => commit.author?.email?.toLowerCase() === email.toLowerCase()).flatMap(({ author }) => author?.login === void 0 ? [] : [{
			login: author.login,
			id: author.id
		}])
	};
}
function refused(code, message, needs) {
	return {
		ok: false,
		because: {
			code,
			message,
			needs
		}
	};
}

// shared/domain/approval/review.ts
const Review = object({
	user: object({
		login: string(),
		id: number().int(),
		type: string()
	}).nullable(),
	state: string(),
	commit_id: string().nullish(),
	submitted_at: string().nullish()
});
function standingReviews(reviews) {
	const latest = new Map();
	for (const { user, state, commit_id, submitted_at } of reviews) {
		const word = state.toUpperCase();
		if (user === null || word === "COMMENTED" || word === "PENDING") continue;
		const at = parseTime(submitted_at ?? "");
		const before = latest.get(user.id);
		if (before !== void 0 && (before.at === void 0 || at !== void 0 && at < before.at)) continue;
		latest.set(user.id, {
			...user,
			state: word,
			commit: commit_id ?? void 0,
			at
		});
	}
	return [...latest.values()];
}

// shared/domain/approval/approvals.ts
const Account = object({
	login: string(),
	id: number().int(),
	type: string()
});
const Pull = object({
	user: Account.nullable(),
	head: object({ sha: string() }),
	commits: number().int()
});
async function approvalsOf(github, repository, pull, headSha, people, ignoredCoAuthors = []) {
	const at = ownerAndRepo(repository);
	const opened = await github.get("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
		...at,
		pull_number: pull
	}, Pull);
	if (!opened.ok) return opened;
	const reviews = await github.all("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
		...at,
		pull_number: pull
	}, Review);
	if (!reviews.ok) return reviews;
	const { user, head, commits } = opened.data;
	const standing = standingReviews(reviews.data);
	const openedByBot = user !== null && user.type !== "User";
	const listed = new Set(people.map((login) => login.toLowerCase()));
	const earlier = standing.flatMap(({ login: by, state, commit }) => state === "APPROVED" && commit !== void 0 && commit !== headSha && listed.has(by.toLowerCase()) ? [{
		by,
		commit
	}] : []);
	const overtaken = earlier.length === 0 ? {} : { overtaken: earlier };
	if (head.sha !== headSha) {
		const why = `the pull request has moved on: its head is ${head.sha}, not ${headSha}`;
		return {
			ok: true,
			data: {
				approvals: [],
				refused: standing.map(({ login }) => ({
					by: login,
					why
				})),
				openedByBot,
				movedTo: head.sha,
				...overtaken
			}
		};
	}
	const contributors = await contributorsOf(github, at, {
		number: pull,
		headSha,
		count: commits
	}, ignoredCoAuthors);
	if (!contributors.ok) return contributors;
	const data = {
		approvals: [],
		refused: [],
		openedByBot,
		...overtaken
	};
	for (const review of standing) {
		const { login: by, at: time, commit } = review;
		const why = against(review, {
			headSha,
			listed,
			opener: user,
			contributors: contributors.data
		});
		if (time === void 0) why.push("sent a review of which GitHub does not say when");
		if (why.length > 0 || time === void 0 || commit === void 0) data.refused.push({
			by,
			why: why.join("; ")
		});
		else data.approvals.push({
			by,
			at: time,
			commit
		});
	}
	data.approvals.sort((a, b) => a.at - b.at);
	return {
		ok: true,
		data
	};
}
function against(review, { headSha, listed, opener, contributors }) {
	const { login, id, type, state, commit } = review;
	const part = contributors.part(review);
	const isOpener = opener !== null && (opener.id === id || opener.login.toLowerCase() === login.toLowerCase());
	return [
		...state === "APPROVED" ? [] : [words(state)],
		...type === "User" ? [] : [`is no person but of the type ${type}`],
		...listed.has(login.toLowerCase()) ? [] : ["is not among the people who may approve"],
		...isOpener ? ["opened the pull request"] : [],
		...part === void 0 ? [] : [part],
		...commit === headSha ? [] : [`reviewed ${commit ?? "a commit that is gone"}, not the head ${headSha}`]
	];
}
function words(state) {
	if (state === "CHANGES_REQUESTED") return "asks for changes";
	if (state === "DISMISSED") return "had the review dismissed";
	return `gave the review the word ${state}, which is no approval`;
}

// shared/domain/approval/joint.ts
function jointApproval(sides, after = Number.NEGATIVE_INFINITY) {
	const lacking = sides.length === 0 ? ["there is no side that could approve"] : [];
	let because;
	for (const { side, people, needed: asked, approvals } of sides) {
		if (!approvals.ok) {
			because ??= approvals.because;
			continue;
		}
		const { approvals: given, refused, openedByBot, movedTo } = approvals.data;
		const needed = asked + (openedByBot ? 1 : 0);
		const later = given.filter(({ at }) => at > after);
		if (later.length >= needed) continue;
		const early = given.length - later.length;
		const own = new Set(people.map((login) => login.toLowerCase()));
		const notCounted = refused.filter(({ by }) => own.has(by.toLowerCase())).map(({ by, why }) => `${by} ${why}`);
		const parts = [
			`${side}: ${later.length} of ${needed} approvals by ${people.join(", ") || "nobody"}`,
			...early === 0 ? [] : [`${early} of them earlier than the stop`],
			...movedTo === void 0 ? [] : [`the pull request has moved on to ${movedTo}`],
			...notCounted
		];
		lacking.push(parts.join(", "));
	}
	if (lacking.length > 0) return {
		state: "lacking",
		lacking
	};
	return because === void 0 ? { state: "given" } : {
		state: "unknown",
		because
	};
}

// shared/domain/approval/people.ts
function peopleOf(names, roles, field) {
	const people = names.flatMap((name) => {
		if (name.startsWith("@")) return [name.slice(1)];
		const role = Object.hasOwn(roles, name) ? roles[name] : void 0;
		if (role !== void 0) return role;
		throw new GovernanceError("BAD_CONFIG", `${field} names ${name}, and there is no such role`, { hint: `Write @${name} for a login, or add the role under roles:${suggestion(name, Object.keys(roles))}.` });
	});
	return [...new Set(people)];
}

export { approvalsOf, contributorsOf, jointApproval, mergedPullOf, peopleOf, pullBringing, pullsOfCommit };