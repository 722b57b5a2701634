import { Pattern } from "./core-glob-pattern.js";
import { _enum, array, record, strictObject, string, union } from "./vendor.js";
import { RelativePath, Slug, Text, formatPointer, stableJson } from "./shared.js";
import { Pointer } from "./core-pointer-text.js";
import { fieldTraits } from "./domain-contract-pair-config.js";
import { difference } from "./domain-contract-pair.js";

// shared/domain/change-set/fact.ts
function factsOfContract(contract) {
	const { pin, mirror, matrix } = contract;
	return Object.entries(contract.fields).flatMap(([name, field]) => {
		const { compare } = fieldTraits(name, field);
		const places = [];
		if (pin !== void 0 && field.pin !== void 0) places.push({
			path: pin,
			spot: {
				kind: "pointer",
				pointer: field.pin
			}
		});
		if (mirror !== void 0 && field.manifest !== void 0) places.push({
			path: mirror,
			spot: {
				kind: "pointer",
				pointer: field.manifest
			}
		});
		if (matrix?.bullets !== void 0 && field.bullet !== void 0) places.push({
			path: matrix.path,
			spot: {
				kind: "bullet",
				heading: matrix.bullets,
				label: field.bullet
			}
		});
		if (matrix !== void 0 && field.column !== void 0) places.push({
			path: matrix.path,
			spot: {
				kind: "column",
				heading: matrix.table,
				header: field.column,
				appended: matrix.rows === "append-only"
			}
		});
		return compare === "ignore" || places.length < 2 ? [] : [{
			name,
			places,
			compare
		}];
	});
}
function placeText({ path, spot }) {
	switch (spot.kind) {
		case "pointer": return `${spot.pointer} of ${path}`;
		case "bullet": return `the bullet “${spot.label}” of ${path}`;
		case "column": return `the column “${spot.header}” of ${path}`;
	}
}
function readPointer(document, pointer) {
	const covers = (other) => pointer === other || pointer.startsWith(`${other}/`);
	if (document.duplicates.some((twice) => covers(twice.pointer) || twice.pointer.startsWith(`${pointer}/`))) return {
		state: "unknown",
		message: `has a key twice at ${pointer}`
	};
	if (document.inexact.some((number) => covers(number.pointer) || number.pointer.startsWith(`${pointer}/`))) return {
		state: "unknown",
		message: `has a number at ${pointer} that loses digits when it is read`
	};
	const value = document.get(pointer);
	if (value === void 0) return {
		state: "absent",
		at: document.near(pointer)
	};
	return {
		state: "value",
		value,
		at: document.at(pointer)
	};
}
function factChanged({ compare }, { spot }, before, after, same) {
	if (before === void 0 || after === void 0) return before !== after;
	if (stableJson(before) === stableJson(after)) return false;
	if (spot.kind === "column" || compare === "equal" || compare === "list-equal" || compare === "ignore") return true;
	const text = spot.kind === "bullet";
	return difference(compare, before, after, {
		expected: text,
		actual: text
	}, same) !== void 0;
}
function asksElsewhere({ spot }, before, after) {
	if (spot.kind !== "column" || !spot.appended) return true;
	return stableJson(newest(before)) !== stableJson(newest(after));
}
function newest(cells) {
	return (Array.isArray(cells) ? cells.at(-1) : void 0) ?? null;
}

// shared/domain/change-set/config.ts
const PlaceSchema = strictObject({
	path: RelativePath,
	pointer: Pointer.optional().meta({ description: "JSON Pointer (RFC 6901) into a JSON or YAML file." }),
	heading: Text.optional().meta({ description: "Heading of the section of a Markdown file." }),
	bullet: Text.optional().meta({ description: "Label of the bullet under the heading: \"- Label: `value`\"." }),
	column: Text.optional().meta({ description: "Header of the column of the table under the heading: all its cells, in their order." })
}).superRefine((place, check) => {
	const problem = placeProblem(place);
	if (problem !== void 0) check.addIssue({
		code: "custom",
		message: problem
	});
});
function placeProblem({ path, pointer, heading, bullet, column }) {
	if ([
		pointer,
		bullet,
		column
	].filter((part) => part !== void 0).length !== 1 || pointer === void 0 !== (heading !== void 0)) return "give a pointer, or a heading with a bullet or a column";
	const data = /\.(json|ya?ml)$/i.test(path ?? "");
	if (pointer !== void 0 && !data) return "a pointer leads into a file that ends in .json, .yml or .yaml";
	if (heading !== void 0 && !/\.(md|markdown)$/i.test(path ?? "")) return "a heading is looked for in a file that ends in .md or .markdown";
}
const Facts = record(Slug, array(PlaceSchema).min(2, "name at least two places: a fact in one place has nothing to change together with").superRefine((places, check) => {
	const written = places.map((place) => JSON.stringify(place));
	for (const [index, place] of written.entries()) if (written.indexOf(place) !== index) check.addIssue({
		code: "custom",
		path: [index],
		message: "the place is listed twice"
	});
})).refine((facts) => Object.keys(facts).length > 0, "name at least one fact");
const SemanticSchema = union([strictObject({ contract: string().meta({ description: "The id of an entry of contracts:." }) }), Facts]).meta({ description: "Facts: fact name to its places (path with pointer, or path, heading and bullet or column); or contract: the id of an entry of contracts:, whose fields say the same. A fact that changes at one place must change at each whose file exists." });
const All = array(Pattern).min(2, "name at least two patterns");
const Some = array(Pattern).min(1, "name at least one pattern");
const conditions = {
	"any-of": Some.optional().meta({ description: "Patterns, of which one is enough." }),
	"all-of": Some.optional().meta({ description: "Patterns, each of which counts." })
};
const sides = {
	these: Some.meta({ description: "Patterns of the one side." }),
	those: Some.meta({ description: "Patterns of the other side." })
};
const GroupSchema = strictObject({
	id: Slug.meta({ description: "A name of your own; results, waivers and reports use it." }),
	why: Text.optional().meta({ description: "Why they belong together; shown with every finding." }),
	"all-of": All.optional().meta({ description: "When one of these changes, each must have a change." }),
	existing: All.optional().meta({ description: "As all-of, over those for which there is a file before or after." }),
	semantic: SemanticSchema.optional(),
	when: strictObject(conditions).refine((when) => Object.keys(when).length === 1, "give either any-of or all-of").optional().meta({ description: "The condition: a change of any of these, or of all of these." }),
	then: strictObject(conditions).refine((then) => Object.keys(then).length > 0, "give any-of, all-of or both").optional().meta({ description: "What must change when the condition holds; both lists count." }),
	"never-with": strictObject(sides).optional().meta({ description: "A change of one of these and a change of one of those never come together." }),
	deletions: _enum(["finding", "allowed"]).optional().meta({ description: "Whether deleting a file that all-of, existing, semantic or then names, or making it a link or a submodule, is a finding. Default: finding." }),
	copies: _enum(["count", "ignore"]).optional().meta({ description: "Whether copying a file asks for the other changes as changing it does. The copy itself always counts as an addition. Default: count." })
}).superRefine((group, check) => {
	if ([
		"all-of",
		"existing",
		"semantic",
		"when",
		"never-with"
	].filter((kind) => group[kind] !== void 0).length !== 1) check.addIssue({
		code: "custom",
		message: "give exactly one of all-of, existing, semantic, when, never-with"
	});
	if (group.when === void 0 !== (group.then === void 0)) check.addIssue({
		code: "custom",
		message: "when and then belong together"
	});
	if (group["never-with"] !== void 0 && group.deletions !== void 0) check.addIssue({
		code: "custom",
		path: ["deletions"],
		message: "no file of never-with has to be there, so deletions says nothing"
	});
	if (group.semantic !== void 0 && group.copies !== void 0) check.addIssue({
		code: "custom",
		path: ["copies"],
		message: "a copy changes no fact, so copies says nothing"
	});
	const seen = new Set();
	for (const [path, pattern] of patternsAt(group)) {
		if (seen.has(pattern)) check.addIssue({
			code: "custom",
			path,
			message: `${pattern} is listed twice`
		});
		seen.add(pattern);
	}
});
function patternsAt(group) {
	return [
		[["all-of"], group["all-of"]],
		[["existing"], group.existing],
		[["when", "any-of"], group.when?.["any-of"]],
		[["when", "all-of"], group.when?.["all-of"]],
		[["then", "any-of"], group.then?.["any-of"]],
		[["then", "all-of"], group.then?.["all-of"]],
		[["never-with", "these"], group["never-with"]?.these],
		[["never-with", "those"], group["never-with"]?.those]
	].flatMap(([path, patterns]) => (patterns ?? []).map((pattern, index) => [[...path, index], pattern]));
}
const GroupsSchema = array(GroupSchema).min(1, "name at least one group: without one nothing is guarded").superRefine((groups, check) => {
	const ids = groups.map(({ id }) => id);
	for (const [index, id] of ids.entries()) if (ids.indexOf(id) !== index) check.addIssue({
		code: "custom",
		path: [index, "id"],
		message: `the id ${id} is used twice`
	});
});
function contractGroupProblems(groups, contracts) {
	return groups.flatMap((group, index) => {
		const id = contractOf(group);
		if (id === void 0) return [];
		const named = contracts.filter((contract) => contract.id === id);
		const [contract] = named;
		const problem = contract === void 0 ? `there is no contract ${id} in contracts:` : named.length > 1 ? `the contract ${id} is there ${named.length} times` : factsOfContract(contract).length === 0 ? `no field of the contract ${id} is compared in two places, so nothing could change together` : void 0;
		const pointer = formatPointer([
			"groups",
			index,
			"semantic",
			"contract"
		]);
		return problem === void 0 ? [] : [{
			pointer,
			message: problem
		}];
	});
}
function contractOf({ semantic }) {
	return typeof semantic?.["contract"] === "string" ? semantic["contract"] : void 0;
}
function placesOf({ semantic }) {
	return Object.entries(semantic ?? {}).flatMap(([name, places]) => typeof places === "string" ? [] : [[name, places]]);
}

export { GroupsSchema, asksElsewhere, contractGroupProblems, contractOf, factChanged, factsOfContract, placeText, placesOf, readPointer };