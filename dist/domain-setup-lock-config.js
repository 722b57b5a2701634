import { Duration } from "./core-duration.js";
import { _enum, array, boolean, number, record, strictObject, string } from "./vendor.js";
import { RelativePath, Text } from "./shared.js";
import { Pointer } from "./core-pointer-text.js";
import { formats, isPlaceholder } from "./parse.js";
import { createHash } from "node:crypto";

// shared/domain/setup-lock/form.ts
const formNames = [
	"text",
	"digest",
	"pin",
	"image",
	"endpoint",
	"uuid",
	"commit",
	"version"
];
const sentinels = /^(?:deferred|pending|required|placeholder|none|null|nil|undefined|na|unknown|changeme|change|replaceme|fillme|dummy|sample|example|test|value|empty|tbdlater|notset|unset|missing|later|soon|string|text|uuid|url|id|foo|bar|foobar|(?:no|some|any)(?:body|one)|not(?:applicable|available|provisioned|yet))$/;
const vagueStart = /^(?:deferred|pending|placeholder|todo|tbd|tba|tbc|fixme|(?:change|replace|fill) ?me|fill in|insert (?:your|the|an?|id|value|here)|your|to be|not yet|coming soon|will be)\b/;
const vagueWord = /\b(?:tbd|fixme|(?:change|replace)me|placeholder|x{4,})\b/;
const template = /\$\{|\$\(|\{[a-z_][\w-]*\}|^\$\w+$|^%\w+%$|^\[[^\]]*\]$|^__\w+__$|^@@\w+@@$|\.{3}|…/i;
const reserved = /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|test)$/;
function valueText(value) {
	return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
function vagueness(value, tokens, field = "") {
	if (value === void 0) return "is missing";
	if (value === null) return "is null";
	if (typeof value !== "string" && typeof value !== "number") return "is neither a text nor a number";
	if (typeof value === "number" && !Number.isSafeInteger(value)) return "is a number that readers write in several ways: a text says it exactly";
	const text = String(value);
	if (text.trim() === "") return "is empty";
	if (holdsToken(text, tokens)) return "holds a placeholder token";
	const folded = fold(text);
	const letters = folded.replace(/[^\p{L}\p{N}]/gu, "");
	const spaced = folded.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
	if (isPlaceholder(text) || sentinels.test(letters) || vagueStart.test(spaced) || vagueWord.test(spaced)) return "holds a placeholder";
	if (template.test(text)) return "is a template that was not filled in";
	return letters === fold(field).replace(/[^\p{L}\p{N}]/gu, "") ? "holds its own name" : void 0;
}
function holdsToken(text, tokens) {
	const bare = fold(text).replace(/\s/g, "");
	return tokens.some((each) => bare.includes(fold(each).replace(/\s/g, "")));
}
function fold(text) {
	return text.normalize("NFKD").replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "").trim().toLowerCase();
}
const mostCharacters = 2e3;
const hexadecimal = /^(?:[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/;
const lengths = {
	sha256: 64,
	sha384: 96,
	sha512: 128
};
function malformation(value, form, hosts) {
	if (value.length > mostCharacters) return `has more than ${mostCharacters} characters`;
	switch (form) {
		case "text":
			if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) return "has more than one line";
			return hasLookalikes(value) ? "has letters of two scripts that look alike" : void 0;
		case "digest": return digestProblem(value);
		case "pin": {
			const hash = value.slice(value.lastIndexOf(":") + 1);
			const before = value.slice(0, value.length - hash.length);
			if (before !== "" && !/^[A-Za-z0-9][A-Za-z0-9._/-]*:$/.test(before)) return "is not a hash with at most a name before it";
			return hexadecimal.test(hash) ? trivial(hash) : "does not end in a whole hash of 64, 96 or 128 lower-case hexadecimal digits";
		}
		case "image": return imageProblem(value);
		case "endpoint": return endpointProblem(value, hosts);
		case "uuid":
			if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return "is not a UUID";
			if (documented.has(value.toLowerCase()) || value.split("-").every((group) => new Set(group).size === 1)) return "is one of examples";
			return trivial(value.replaceAll("-", ""), 3);
		case "commit": return formats.commit.matches(value) ? trivial(value) : `is not ${formats.commit.describes}`;
		case "version": return formats.semver.matches(value.replace(/^v/, "")) ? void 0 : "is not one exact version such as 1.2.3";
	}
}
const formDescriptions = {
	text: "a value in one line",
	digest: "an algorithm and a digest, such as sha256: and 64 hexadecimal digits",
	pin: "a whole hash, with at most a name and a colon before it",
	image: "an image with a digest, or with the tag of a version",
	endpoint: "an https address, or one of a host that the policy names",
	uuid: "a UUID",
	commit: "a full commit id",
	version: "one exact version"
};
function digestProblem(value) {
	const [algorithm = "", digest = "", ...more] = value.split(":");
	const length = Object.hasOwn(lengths, algorithm) ? lengths[algorithm] : void 0;
	if (more.length > 0 || length === void 0) return "does not begin with sha256:, sha384: or sha512:";
	if (digest.length !== length || !hexadecimal.test(digest)) return `is not ${length} lower-case hexadecimal digits behind ${algorithm}:`;
	return trivial(digest);
}
const ofNothing = new Set(Object.keys(lengths).map((algorithm) => createHash(algorithm).update("").digest("hex")));
const documented = new Set([
	"123e4567-e89b-12d3-a456-426614174000",
	"550e8400-e29b-41d4-a716-446655440000",
	"f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
]);
function trivial(digits, fewest = 6) {
	const lower = digits.toLowerCase();
	if (ofNothing.has(lower)) return "is the digest of nothing";
	for (let period = 1; period <= lower.length / 2; period += 1) if (lower.startsWith(lower.slice(period))) return "repeats the same digits, and is no real one";
	if (lower.includes("12345678")) return "counts, and is no real one";
	return new Set(lower).size < fewest ? `has fewer than ${fewest} different digits, and is no real one` : void 0;
}
function hasLookalikes(text) {
	return text.split(/\s+/).some((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word));
}
function imageProblem(value) {
	const match = /^([a-z0-9][a-z0-9._/:-]*?)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(.+))?$/.exec(value);
	if (match === null) return "is not the name of an image";
	const [, , tag, digest] = match;
	if (digest !== void 0) return digestProblem(digest);
	if (tag === void 0) return "has neither a tag nor a digest";
	return !/\d/.test(tag) || /(?:^|[._-])latest(?:$|[._-])/i.test(tag) ? `has the tag ${tag}, which moves` : void 0;
}
function endpointProblem(value, hosts) {
	if (!formats.url.matches(value)) return "is not an http or https address";
	const { protocol, hostname, username, password } = new URL(value);
	if (username !== "" || password !== "") return "holds a user name or a password";
	const host = hostname.toLowerCase().replace(/\.$/, "");
	if (reserved.test(host)) return "has a host that is reserved for examples";
	const named = hosts.some((each) => matchesHost(each.toLowerCase(), host));
	if (hosts.length > 0) return named ? void 0 : "has a host that the policy does not name";
	return protocol === "https:" ? void 0 : "is not https, and the policy does not name its host";
}
function matchesHost(pattern, host) {
	return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : pattern === host;
}
function integrityProblem(value) {
	if (typeof value !== "string") return "has no integrity";
	const [, algorithm = "", base64 = ""] = /^(sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})$/.exec(value) ?? [];
	const length = Object.hasOwn(lengths, algorithm) ? lengths[algorithm] : void 0;
	if (length === void 0) return "has an integrity that is not sha256-, sha384- or sha512- and base64";
	if (base64.replace(/=+$/, "").length * 6 >> 3 !== length / 2 || base64.length % 4 !== 0) return `has an integrity that is not ${length / 2} bytes long`;
	return new Set(base64.replace(/=+$/, "").slice(0, -1)).size < 4 ? "has an integrity that repeats the same letters" : void 0;
}

// shared/domain/setup-lock/config.ts
const Id = string().regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens");
const ShapeSchema = strictObject({
	status: Pointer.optional().meta({ description: "The mode that it claims, one of `modes`." }),
	"operating-mode": Pointer.optional(),
	targets: Pointer.optional().meta({ description: "The list of targets." }),
	name: Pointer.optional(),
	"target-status": Pointer.optional(),
	rationale: Pointer.optional(),
	owner: Pointer.optional(),
	until: Pointer.optional().meta({ description: "The last day of a deferral, YYYY-MM-DD." }),
	"own-count": Pointer.optional().meta({ description: "How many concrete fields the lock says that it needs." }),
	"own-deferred": Pointer.optional().meta({ description: "Which targets the lock says may wait." }),
	"own-placeholder": Pointer.optional().meta({ description: "Which token the lock says must not be left." }),
	"own-runbook": Pointer.optional().meta({ description: "Which section of the runbook the lock names." }),
	"own-smoke-test": Pointer.optional().meta({ description: "Whether the lock says that a smoke test is needed." }),
	"plugin-id": Pointer.optional(),
	"plugin-version": Pointer.optional(),
	"plugin-integrity": Pointer.optional()
});
const provisioning = "/domains/mcp/externalProvisioning";
const presets = { "tooling-setup-lock": {
	status: `${provisioning}/status`,
	"operating-mode": `${provisioning}/operatingMode`,
	targets: `${provisioning}/targets`,
	name: "/name",
	"target-status": "/status",
	rationale: "/rationale",
	owner: "/owner",
	until: "/until",
	"own-count": `${provisioning}/closurePolicy/requiredConcreteFieldCount`,
	"own-deferred": `${provisioning}/closurePolicy/deferredTargets`,
	"own-placeholder": `${provisioning}/closurePolicy/forbidPlaceholderToken`,
	"own-runbook": `${provisioning}/closurePolicy/evidenceRunbookSection`,
	"own-smoke-test": `${provisioning}/closurePolicy/requireSmokeTestEvidence`,
	"plugin-id": "/id",
	"plugin-version": "/version",
	"plugin-integrity": "/integrity"
} };
const ModeSchema = strictObject({
	operating: Text.optional().meta({ description: "What the lock must give as its operating mode." }),
	deferred: array(Text).default([]).meta({ description: "Targets that may wait in this mode." }),
	"concrete-fields": number().int().nonnegative().optional().meta({ description: "How many fields must be concrete. Default: those of all targets that may not wait." })
});
const EvidenceSchema = strictObject({
	path: RelativePath,
	names: array(Text).default([]).meta({ description: "Fields of the target whose values it must hold." }),
	holds: array(Text).default([]).meta({ description: "Texts that it must hold." })
});
const SmokeTestSchema = EvidenceSchema.extend({ verification: Text.optional().meta({ description: "The verification of this run that measures it; without one the file is only a claim." }) });
const TargetSchema = strictObject({
	name: Text,
	fields: record(Text, _enum(formNames)).refine((fields) => Object.keys(fields).length > 0, "names no field").meta({ description: "What must be concrete once it is closed, each with its form." }),
	"smoke-test": SmokeTestSchema.optional(),
	transcript: EvidenceSchema.optional().meta({ description: "What was typed and answered when it was set up." })
});
const PluginListSchema = strictObject({
	at: Pointer,
	required: array(Text).default([]).meta({ description: "Ids that must be in the list." }),
	denied: array(Text).default([]).meta({ description: "Ids that must not be in it." }),
	"short-commits": boolean().default(false).meta({ description: "Whether 7 to 39 digits of a commit are a version." }),
	integrity: strictObject({
		where: Pointer.optional().meta({ description: "Where an entry says of what kind it is." }),
		except: array(Text).default([]).meta({ description: "Kinds that need none. Every other one does, also one that nobody knows." })
	}).optional().meta({ description: "Of which entries an integrity is asked." })
});
const deferralParts = [
	"rationale",
	"owner",
	"until"
];
const LockSchema = strictObject({
	id: Id,
	path: RelativePath.meta({ description: "The lock: JSON, or YAML by its ending." }),
	preset: _enum(Object.keys(presets)).optional(),
	shape: ShapeSchema.default({}),
	modes: record(Text, ModeSchema).refine((modes) => Object.keys(modes).length > 0, "names no mode").meta({ description: "The modes that are accepted, by the word that the lock has for each." }),
	closed: array(Text).min(1).default(["closed"]).meta({ description: "Words for a target that is set up." }),
	deferred: array(Text).min(1).default(["deferred"]).meta({ description: "Words for a target that waits." }),
	"deferral-needs": array(_enum(deferralParts)).min(1).default(["rationale"]).meta({ description: "What a target that waits must say." }),
	"longest-deferral": Duration.default("366d").meta({ description: "How far away the last day of a deferral may be, where one is asked: 90d." }),
	placeholders: array(Text).default([]).meta({ description: "Further tokens that are no values." }),
	hosts: array(Text.regex(/^(?:\*\.)?[^\s/:@*]+$|^\[[0-9a-fA-F:.]+\]$/, "expected a host without scheme, port and path")).default([]).meta({ description: "Hosts that endpoints may have, also without TLS; *.example.org stands for its subdomains. Empty: any with https." }),
	targets: array(TargetSchema).default([]),
	runbook: string().regex(/^[^#]+#[^#]+$/, "expected path.md#section").optional().meta({ description: "The section that says how it is set up, as path.md#section." }),
	plugins: array(PluginListSchema).default([])
});
function shapeOf({ preset, shape }) {
	return {
		...preset === void 0 ? {} : presets[preset],
		...shape
	};
}
function lockProblems(locks) {
	return locks.flatMap((lock, index) => problemsOf(lock, locks.slice(0, index)).map((each) => ({
		...each,
		pointer: `/${index}${each.pointer}`
	})));
}
function problemsOf(lock, earlier) {
	const problems = [];
	const shape = shapeOf(lock);
	const names = lock.targets.map(({ name }) => name);
	if (earlier.some(({ id }) => id === lock.id)) problems.push({
		pointer: "/id",
		message: `two locks have the id ${lock.id}`
	});
	const needed = [
		"status",
		...names.length > 0 ? [
			"targets",
			"name",
			"target-status"
		] : [],
		...Object.values(lock.modes).some(({ deferred }) => deferred.length > 0) ? lock["deferral-needs"] : [],
		...lock.plugins.length > 0 ? ["plugin-id", "plugin-version"] : [],
		...lock.plugins.some(({ integrity }) => integrity !== void 0) ? ["plugin-integrity"] : [],
		...Object.values(lock.modes).some(({ operating }) => operating !== void 0) ? ["operating-mode"] : []
	];
	for (const part of needed) if (shape[part] === void 0) problems.push({
		pointer: "/shape",
		message: `lacks ${part}: name a preset, or where the lock has it`
	});
	if (names.length === 0 && lock.plugins.length === 0) problems.push({
		pointer: "",
		message: `the lock ${lock.id} asks for no target and no plug-in`
	});
	for (const word of lock.closed.filter((each) => lock.deferred.includes(each))) problems.push({
		pointer: "/deferred",
		message: `the word ${word} stands for both, closed and deferred`
	});
	for (const [index, { integrity }] of lock.plugins.entries()) if (integrity !== void 0 && integrity.where === void 0 && integrity.except.length > 0) problems.push({
		pointer: `/plugins/${index}/integrity`,
		message: "excepts kinds, and does not say where an entry names its own"
	});
	for (const [index, name] of names.entries()) if (names.indexOf(name) !== index) problems.push({
		pointer: `/targets/${index}/name`,
		message: `two targets are called ${name}`
	});
	for (const [mode, { deferred }] of Object.entries(lock.modes)) for (const name of deferred.filter((each) => !names.includes(each))) problems.push({
		pointer: `/modes/${mode}/deferred`,
		message: `there is no target ${name}`
	});
	for (const [index, target] of lock.targets.entries()) for (const part of ["smoke-test", "transcript"]) {
		const evidence = target[part];
		for (const name of evidence?.names.filter((each) => !Object.hasOwn(target.fields, each)) ?? []) problems.push({
			pointer: `/targets/${index}/${part}/names`,
			message: `${target.name} has no field ${name}`
		});
		if (evidence?.names.length === 0) problems.push({
			pointer: `/targets/${index}/${part}/names`,
			message: "names no field, so that any file would do"
		});
	}
	return problems;
}

export { LockSchema, deferralParts, formDescriptions, holdsToken, integrityProblem, lockProblems, malformation, shapeOf, vagueness, valueText };