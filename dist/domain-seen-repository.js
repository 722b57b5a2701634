import { GovernanceError, decodeText, stableJson } from "./shared.js";
import { parseRepository, repositoryKey } from "./parse.js";
import { credentialTexts as credentialTexts$1, judgedRepository as judgedRepository$1, shortName, strongest } from "./domain-github-rules.js";
import { fileWorth, publishedSnapshots, publishingRun, readSnapshot, refKey, snapshotEnding, snapshotFor, snapshotWorth, viewRepository } from "./domain-protection.js";
import { meteredGitHub } from "./core-metered.js";

// shared/domain/seen-repository/observations.ts
const credentialTexts = {
	...credentialTexts$1,
	snapshot: "nothing: what is judged is a snapshot"
};
async function observationsOf(looking) {
	const { credential, github: inner } = strongest(looking, looking.admin);
	const asked = judgedRepository$1(looking.asked.repository, looking.subject.repository, inner);
	if (!asked.ok) return asked;
	const { repository: found } = asked;
	const { github, requests } = meteredGitHub(inner);
	const repository = `${found.owner}/${found.name}`;
	const view = viewRepository(github, repository);
	const facts = await view.facts();
	if (!await mayBeShown(looking, found, facts, github)) return not("the repository that is to be judged is not known to be public, and the one that reports it is not known to be private", "a run in a private repository, with a token that sees both");
	if (facts.state !== "read") return {
		ok: false,
		because: facts.state === "unknown" ? facts.because : {
			code: "NO_DATA",
			message: facts.message
		}
	};
	if (!same(facts.data.full_name, found)) return not(`asked for ${repository}, GitHub answers for ${facts.data.full_name}: it was renamed or moved`, `repository: ${facts.data.full_name}`);
	return {
		ok: true,
		repository,
		facts: facts.data,
		credential,
		view,
		github,
		notes: [],
		requests
	};
}
function not(message, needs) {
	return {
		ok: false,
		because: {
			code: "NO_DATA",
			message,
			needs
		}
	};
}
function same(name, { host, ...one }) {
	const other = parseRepository(name, host);
	return other !== void 0 && repositoryKey(other) === repositoryKey({
		host,
		...one
	});
}
async function mayBeShown(looking, judged, facts, github) {
	const { subject } = looking;
	if (subject.repository === void 0 || same(subject.repository, judged)) return true;
	if (facts.state === "read" && !facts.data.private && (facts.data.visibility ?? "public") === "public") return true;
	const own = await viewRepository(looking.github() ?? github, subject.repository).facts();
	return own.state === "read" && own.data.private && same(own.data.full_name, {
		...judged,
		...nameOf(subject.repository)
	});
}
function nameOf(repository) {
	const [owner = "", name = ""] = repository.split("/");
	return {
		owner,
		name
	};
}

// shared/domain/seen-repository/from-file.ts
const maxBytes = 16777216;
async function fromFile(looking, path) {
	if (looking.asked.saves) throw bad("save-snapshot and a snapshot from a file exclude each other", path);
	const found = await looking.policy.tree.read(path, maxBytes);
	if (!found.found && found.because !== void 0) return {
		ok: false,
		because: found.because
	};
	if (!found.found) throw bad(`the snapshot ${found.message}`, path);
	const decoded = decodeText(found.content);
	if (!decoded.ok) throw bad(`the snapshot ${decoded.message}`, path);
	const read = readSnapshot(path, decoded.text);
	if (!read.ok) throw new GovernanceError("BAD_INPUT", "the snapshot cannot be read", { problems: read.problems });
	const { snapshot } = read;
	const repository = judgedRepository(looking, snapshot);
	if (repository === void 0) return not("which repository of the snapshot is judged is not known", "the input repository, as owner/name");
	const own = snapshot.observations.filter((one) => one.repository.toLowerCase() === repository.toLowerCase());
	if (own.length === 0) throw bad(`the snapshot is of other repositories, expected one that has ${repository}`, path);
	const facts = own.map((one) => one.facts).find(({ state }) => state === "read");
	if (facts?.state !== "read") return not("the snapshot says nothing of the repository", "a snapshot that has it");
	const visible = !facts.data.private && (facts.data.visibility ?? "public") === "public";
	const judged = parseRepository(repository);
	const host = looking.subject.repository;
	if (!visible && host !== void 0 && (judged === void 0 || !same(host, judged))) return not("the snapshot is of a repository that is not known to be public", "a run in that repository");
	return {
		ok: true,
		repository,
		facts: facts.data,
		credential: "snapshot",
		view: viewOf(looking, path, repository, snapshot, own),
		github: void 0,
		notes: [`Judged by the snapshot ${path} of ${snapshot["taken-at"]}: nothing of it can pass.`],
		requests: () => 0
	};
}
function judgedRepository({ asked: { repository: named }, subject }, { observations }) {
	const asked = named ?? subject.repository;
	if (asked !== void 0) {
		const parsed = parseRepository(asked);
		return parsed === void 0 ? asked : `${parsed.owner}/${parsed.name}`;
	}
	const [first, ...others] = new Map(observations.map(({ repository }) => [repository.toLowerCase(), repository]));
	return others.length === 0 ? first?.[1] : void 0;
}
function bad(message, path) {
	return new GovernanceError("BAD_INPUT", "the snapshot cannot be used", {
		problems: [{
			message,
			path
		}],
		hint: "A file is read where the configuration is: on the base of a change."
	});
}
const unlisted = {
	code: "NO_DATA",
	message: "the snapshot has some refs, and does not list all of them",
	needs: "a run that asks GitHub"
};
function viewOf({ time }, path, repository, snapshot, own) {
	const reasons = /* @__PURE__ */ new Map();
	return {
		partial: unlisted,
		reasons: (observation) => reasons.get(refKey(observation)) ?? [],
		facts: async () => own.map((one) => one.facts).find(({ state }) => state === "read") ?? unknown(unlisted),
		properties: async () => unknown({
			code: "NO_DATA",
			message: "a snapshot has no custom properties"
		}),
		names: async (target) => ({
			state: "read",
			data: own.flatMap((one) => one.target === target ? [one.ref] : []).sort()
		}),
		async observe(target, ref) {
			const wanted = {
				repository,
				target,
				ref: target === "push" ? "" : shortName(ref)
			};
			const worth = fileWorth(snapshot, wanted, time);
			switch (worth.worth) {
				case "foreign": throw bad(worth.messages.join("; "), path);
				case "missing":
					reasons.set(refKey(wanted), worth.because);
					return nothingOf(wanted, worth.because[0] ?? unlisted);
				case "unverified":
					reasons.set(refKey(wanted), worth.because);
					return worth.observation;
				case "decides": throw new Error("a file that nobody published decides nothing");
			}
		}
	};
}
function unknown(because) {
	return {
		state: "unknown",
		because
	};
}
function nothingOf(wanted, because) {
	const part = unknown(because);
	return {
		...wanted,
		facts: part,
		branch: part,
		rules: part,
		rulesets: part,
		details: [],
		classic: part
	};
}

// shared/domain/seen-repository/published.ts
function published(looking, live) {
	let asked;
	const notes = [];
	const ask = async () => {
		const publication = await publicationOf(looking, live);
		if (publication.ok) {
			const { id, createdAt } = publication.run;
			notes.push(`What its token does not see is from what run ${id} of the scheduled audit (${createdAt}) published.`);
		}
		return publication;
	};
	const reasons = /* @__PURE__ */ new Map();
	const view = {
		...live.view,
		reasons: (observation) => reasons.get(refKey(observation)) ?? [],
		async observe(target, ref) {
			const now = await live.view.observe(target, ref);
			if (looking.isWhole(now)) return now;
			const publication = await (asked ??= ask());
			const seen = publication.ok ? seenIn(looking, publication, now) : {
				observation: now,
				because: [publication.because]
			};
			reasons.set(refKey(now), seen.because);
			return seen.observation;
		}
	};
	return {
		...live,
		view,
		notes
	};
}
async function publicationOf(looking, { github: given, credential, repository, view }) {
	const github = credential === "admin-token" ? looking.github() ?? given : given;
	const own = looking.subject.repository;
	if (github === void 0 || own === void 0) return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: "a laptop has no scheduled audit",
			needs: "a run in Actions, or the path of a snapshot"
		}
	};
	const facts = await factsOf(own, repository, view, github);
	if (facts.state !== "read") return {
		ok: false,
		because: facts.state === "unknown" ? facts.because : {
			code: "NO_DATA",
			message: "the repository of the audit cannot be seen"
		}
	};
	const audit = {
		repository: own,
		workflow: looking.asked.auditWorkflow,
		defaultBranch: facts.data.default_branch
	};
	const run = await publishingRun(github, audit, looking.time);
	if (run.state === "unknown") return {
		ok: false,
		because: run.because
	};
	if (run.state === "none") return {
		ok: false,
		because: {
			code: "NO_DATA",
			message: run.message
		}
	};
	const collected = await looking.reports({
		artifacts: [],
		runs: [run.data.id],
		endings: [snapshotEnding]
	});
	return {
		ok: true,
		audit,
		run: run.data,
		files: publishedSnapshots(collected, run.data)
	};
}
function factsOf(own, repository, view, github) {
	const judged = parseRepository(repository, github.host);
	return judged !== void 0 && same(own, judged) ? view.facts() : viewRepository(github, own).facts();
}
function seenIn({ time }, { audit, run, files }, now) {
	const found = snapshotFor(files, now);
	if (found.state === "unknown") return {
		observation: now,
		because: found.because
	};
	const { path, snapshot } = found.file;
	const worth = snapshotWorth(snapshot, {
		wanted: now,
		published: {
			by: {
				state: "read",
				data: run
			},
			audit
		},
		seen: {
			rulesets: now.rulesets,
			branch: now.branch
		},
		moment: time
	});
	switch (worth.worth) {
		case "foreign": throw new GovernanceError("BAD_INPUT", "the published snapshot cannot be used", { problems: worth.messages.map((message) => ({
			message,
			path
		})) });
		case "missing": return {
			observation: now,
			because: worth.because
		};
		case "unverified": return {
			observation: worth.observation,
			because: worth.because
		};
		case "decides": {
			const otherRules = rulesProblem(worth.observation.rules, now.rules);
			return {
				observation: {
					...worth.observation,
					facts: now.facts,
					branch: now.branch
				},
				because: otherRules === void 0 ? [] : [otherRules]
			};
		}
	}
}
function rulesProblem(before, now) {
	if (now.state === "unknown") return now.because;
	if (comparable(before) === comparable(now)) return void 0;
	return {
		code: "NO_DATA",
		message: "the rules in force on the branch are not those of the snapshot",
		needs: `a snapshot that the scheduled audit of the default branch published in the last ${7} days`
	};
}
function comparable(rules) {
	if (rules.state !== "read") return rules.state;
	return stableJson(rules.data.map(({ type, parameters, ruleset_id }) => stableJson([
		type,
		parameters ?? null,
		ruleset_id
	])).sort());
}

// shared/domain/seen-repository/seen.ts
async function seenOf(looking) {
	const { snapshot } = looking.asked;
	if (snapshot !== void 0 && snapshot !== "published") return fromFile(looking, snapshot);
	const live = await observationsOf(looking);
	return live.ok && snapshot !== void 0 && looking.subject.event !== "schedule" ? published(looking, live) : live;
}

export { credentialTexts, seenOf };