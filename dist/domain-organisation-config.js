import { GovernanceError, formatPointer, sha256, structured, text } from "./shared.js";
import { _enum, array, number, object, record, strictObject, string, union } from "./vendor.js";
import { credentials } from "./domain-github-rules.js";

// shared/domain/organisation/shard.ts
function parseShard(text) {
	const found = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text.trim());
	if (found === null) return void 0;
	const shard = {
		index: Number(found[1]),
		of: Number(found[2])
	};
	return shard.index <= shard.of && shard.of <= 256 ? shard : void 0;
}
function isInShard(repository, { index, of }) {
	const digits = sha256(repository.toLowerCase()).replace(/^.*:/, "").slice(0, 12);
	return Number.parseInt(digits, 16) % of === index - 1;
}

// shared/domain/organisation/selection.ts
const NamePattern = string().regex(/^[\w.*?-]+$/, "expected the name of a repository, in which * and ? stand for anything");
const Names = union([NamePattern, array(NamePattern).min(1)]);
const kinds = [
	"include",
	"exclude",
	"only"
];
const SelectionSchema = strictObject({
	names: Names.optional().meta({ description: "Names or patterns (*, ?), without the organisation." }),
	"exclude-names": Names.optional().meta({ description: "Names or patterns of those that are left out." }),
	topics: array(string().min(1)).min(1).optional().meta({ description: "Repositories with one of these topics." }),
	properties: array(strictObject({
		name: string().min(1),
		value: string().min(1)
	})).min(1).optional().meta({ description: "Repositories with all these values of custom properties." }),
	visibility: array(_enum([
		"public",
		"private",
		"internal"
	])).min(1).optional().meta({ description: "Repositories of one of these kinds." }),
	archived: _enum(kinds).optional().meta({ description: "Default: exclude." }),
	forks: _enum(kinds).optional().meta({ description: "Default: exclude." })
});
function select(listing, selection, shard = {
	index: 1,
	of: 1
}) {
	const selected = {
		repositories: [],
		leftOut: {},
		open: []
	};
	const ordered = [...new Map(listing.map((one) => [one.repository.toLowerCase(), one]))].sort(([a], [b]) => a < b ? -1 : 1).map(([, one]) => one);
	for (const listed of ordered) {
		const answers = isInShard(listed.repository, shard) ? tests(listed, selection) : [["shard", false]];
		const out = answers.find(([, answer]) => answer === false)?.[0];
		const unknown = answers.find(([, answer]) => answer === void 0)?.[0];
		if (out !== void 0) selected.leftOut[out] = (selected.leftOut[out] ?? 0) + 1;
		else if (unknown === void 0) selected.repositories.push(listed);
		else {
			const message = `whether the repository is selected cannot be told: its ${unknown} could not be read`;
			selected.open.push({
				listed,
				because: {
					code: "NO_DATA",
					message,
					needs: "a token that sees the repository"
				}
			});
		}
	}
	return selected;
}
function tests(listed, selection) {
	const name = listed.repository.replace(/^.*\//, "");
	const { topics, properties, visibility } = selection;
	const named = (patterns) => [patterns ?? []].flat().some((pattern) => matchesName(pattern, name));
	return [
		["name", (selection.names === void 0 || named(selection.names)) && !named(selection["exclude-names"])],
		["archived", keeps(selection.archived, listed.archived)],
		["fork", keeps(selection.forks, listed.fork)],
		["visibility", visibility === void 0 || given(listed.visibility, (own) => visibility.includes(own))],
		["topic", topics === void 0 || given(listed.topics, (own) => topics.some((topic) => own.includes(topic)))],
		["property", properties === void 0 || given(listed.properties, (own) => properties.every(({ name: key, value }) => has(own[key], value)))]
	];
}
function keeps(asked = "exclude", is) {
	return asked === "include" || given(is, (yes) => yes === (asked === "only"));
}
function given(value, test) {
	return value === void 0 ? void 0 : test(value);
}
function has(own, value) {
	return typeof own === "string" ? own === value : (own ?? []).includes(value);
}
function matchesName(pattern, name) {
	const [wanted, text] = [pattern.toLowerCase(), name.toLowerCase()];
	let at = 0;
	let star;
	for (let index = 0; index < text.length;) if (wanted[at] === "*") star = {
		pattern: at++,
		text: index
	};
	else if (wanted[at] === "?" || wanted[at] === text[index]) {
		at += 1;
		index += 1;
	} else if (star !== void 0) {
		at = star.pattern + 1;
		star.text += 1;
		index = star.text;
	} else return false;
	return /^\**$/.test(wanted.slice(at));
}

// shared/domain/organisation/config.ts
const RepositoriesSchema = strictObject({
	organisation: string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/, "expected the name of an organisation").meta({ description: "The organisation whose repositories are judged." }),
	shards: number().int().min(2).max(256).optional().meta({ description: "In how many parts, each by a job of its own; without it a part is refused." }),
	...SelectionSchema.shape
});
const defaultBudget = {
	requests: 1e3,
	points: 2500
};
const BudgetSchema = strictObject({
	requests: number().int().min(1).default(defaultBudget.requests).meta({ description: "Requests of one run, of which a token has 5,000 in an hour (the token of a workflow 1,000)." }),
	points: number().int().min(1).default(defaultBudget.points).meta({ description: "Points of the GraphQL API, of which there are as many. A batch of 50 repositories costs 12." })
});
function organisationInputs(judged) {
	return {
		repositories: structured(RepositoriesSchema.optional(), {
			description: `The repositories of an organisation ${judged}`,
			policy: true
		}),
		shard: text({
			description: "Which part of the repositories, e.g. 2/4; the policy gives how many there are, and artifact-key is then 2-of-4.",
			optional: true
		}),
		budget: structured(BudgetSchema, {
			description: "What an audit of many repositories may spend. What is left over is not verified.",
			default: defaultBudget,
			policy: true
		}),
		resume: text({
			description: "The folder with the journal of an earlier run, below RUNNER_TEMP (on a laptop: from where the command runs). What it knows and is not older than 24 hours is not read again.",
			optional: true,
			policy: true
		})
	};
}
const journalEnding = "journal.ndjson";
const journals = { [journalEnding]: "of an audit of many repositories: what is known so far, line by line; resume goes on with it" };
function auditProblems(control, section, single) {
	const at = (name) => formatPointer([control, name]);
	if (section["repositories"] === void 0) return section["resume"] === void 0 ? [] : [{
		pointer: at("resume"),
		message: "only an audit of repositories has a journal"
	}];
	return [...single.filter((name) => section[name] !== void 0 && section[name] !== false).map((name) => ({
		pointer: at(name),
		message: "only where one repository is judged, and repositories is given"
	})), ...section["repository"] === void 0 ? [] : [{
		pointer: at("repository"),
		message: "repositories is given as well: judge either one or many"
	}]];
}
const Count = number().int();
const OrganisationDataSchema = object({
	organisation: string(),
	shard: object({
		index: Count,
		of: Count
	}),
	"asked-with": _enum(credentials).meta({ description: "What the API was asked with." }),
	repositories: object({
		selected: Count,
		read: Count,
		"not-read": Count,
		empty: Count,
		"not-asked": Count,
		hidden: Count
	}).meta({ description: "hidden: those of which a public report says nothing but how many." }),
	"left-out": record(string(), Count).meta({ description: "Repositories that the selection leaves out, by reason." }),
	estimate: object({
		requests: Count,
		points: Count
	}),
	spent: object({
		requests: Count,
		points: Count
	}),
	resumed: object({
		begun: string(),
		repositories: Count,
		sha256: string()
	}).optional().meta({ description: "The journal of an earlier run of which answers were taken." })
});
function refuseParts(ctx) {
	if (ctx.inputs.shard !== void 0) throw new GovernanceError("BAD_INPUT", "shard is given, and the configuration names no repositories", { hint: "Name them under repositories, with shards, or leave shard out." });
}

export { OrganisationDataSchema, auditProblems, journalEnding, journals, organisationInputs, parseShard, refuseParts, select };