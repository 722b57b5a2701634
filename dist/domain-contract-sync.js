import { decides, decodeText, isoDay, listed, reportStatus, rule, secret, stableJson } from "./shared.js";
import { formats, parseRepository, sameRepository } from "./parse.js";
import { ContractsSchema, fieldTraits } from "./domain-contract-pair-config.js";
import { difference, differsInLineEndingsOnly, duplicates, manifestDigest, matchingRows, pinnedRow, written } from "./domain-contract-pair.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";
import { loadVersions } from "./parse-semver.js";
import { branchTip, canBeTag, fileAt, isAncestor, latestRelease, releaseOf, tagCommit } from "./domain-repository.js";
import { manifestMaxBytes, openProducer } from "./domain-producer.js";

// shared/domain/contract-sync/fields.ts
function placesOf(contract, name, files) {
	const field = contract.fields[name];
	if (field === void 0) return [];
	const places = [];
	if (field.expect !== void 0) places.push({
		kind: "expect",
		words: "the configuration",
		text: false,
		reading: {
			state: "value",
			value: field.expect,
			at: void 0
		}
	});
	if (field.pin !== void 0) places.push(jsonPlace("pin", "the pin", files.pin, field.pin));
	if (field.manifest !== void 0) places.push(jsonPlace("manifest", "the mirror", files.mirror, field.manifest));
	if (field.bullet !== void 0) places.push(bulletPlace(files, field.bullet));
	if (field.column !== void 0) places.push(columnPlace(contract, files, field.column));
	return places;
}
function jsonPlace(kind, words, file, pointer) {
	const place = {
		kind,
		words: `${words} (${pointer})`,
		text: false
	};
	if (file.state === "none") return {
		...place,
		reading: {
			state: "absent",
			at: void 0
		}
	};
	if (file.state === "unusable") return {
		...place,
		reading: {
			state: "unknown",
			because: file.because
		}
	};
	const value = file.document.get(pointer);
	if (value === void 0) return {
		...place,
		reading: {
			state: "absent",
			at: locate(file.path, file.document.near(pointer))
		}
	};
	return {
		...place,
		reading: {
			state: "value",
			value,
			at: locate(file.path, file.document.at(pointer))
		}
	};
}
function bulletPlace({ matrix }, label) {
	const place = {
		kind: "bullet",
		words: `the bullet “${label}”`,
		text: true
	};
	if (matrix.state === "none") return {
		...place,
		reading: {
			state: "absent",
			at: void 0
		}
	};
	if (matrix.state === "unusable") return {
		...place,
		reading: {
			state: "unknown",
			because: matrix.because
		}
	};
	const bullet = matrix.document.bullets.get(label)?.[0];
	if (bullet === void 0) return {
		...place,
		reading: {
			state: "absent",
			at: locate(matrix.path, matrix.document.bulletsAt)
		}
	};
	return {
		...place,
		reading: {
			state: "value",
			value: bullet.value,
			at: locate(matrix.path, bullet.position)
		}
	};
}
function columnPlace(contract, files, header) {
	const { matrix } = files;
	const place = {
		kind: "column",
		words: `the column “${header}”`,
		text: true
	};
	if (matrix.state === "none") return {
		...place,
		reading: {
			state: "absent",
			at: void 0
		}
	};
	if (matrix.state === "unusable") return {
		...place,
		reading: {
			state: "unknown",
			because: matrix.because
		}
	};
	const { document, path } = matrix;
	if (document.table === void 0) return {
		...place,
		reading: {
			state: "unknown",
			because: {
				code: "NO_DATA",
				message: `${path} has no table to read`,
				needs: `the table in ${path}`
			}
		}
	};
	const index = document.table.header.findIndex((cell) => cell.text === header);
	if (index === -1) return {
		...place,
		reading: {
			state: "absent",
			at: locate(path, document.table.position)
		}
	};
	const row = rowOf(contract, files);
	if (row === void 0) return {
		...place,
		reading: {
			state: "unknown",
			because: {
				code: "NO_DATA",
				message: `${path} has no single row for the pinned release`,
				needs: `that row in ${path}`
			}
		}
	};
	const cell = row.cells[index];
	if (cell === void 0 || cell.text === "") return {
		...place,
		reading: {
			state: "absent",
			at: locate(path, cell?.position ?? row.position)
		}
	};
	return {
		...place,
		reading: {
			state: "value",
			value: cell.text,
			at: locate(path, cell.position)
		}
	};
}
function rowOf(contract, files) {
	if (files.matrix.state !== "read" || contract.matrix === void 0) return void 0;
	return pinnedRow(files.matrix.document, contract, pinnedTexts(contract, files));
}
function pinnedTexts(contract, files) {
	const textOf = (name) => {
		const field = contract.fields[name];
		const sides = [[files.pin, field?.pin], [files.mirror, field?.manifest]];
		for (const [file, pointer] of sides) {
			const value = file.state === "read" && pointer !== void 0 ? file.document.get(pointer) : void 0;
			if (typeof value === "string") return value;
		}
	};
	return {
		tag: textOf("tag"),
		commit: textOf("commit")
	};
}
async function judgeFields(ctx, contract, files) {
	const notAsked = {
		lists: true,
		formats: true,
		agreement: true
	};
	for (const [name, field] of Object.entries(contract.fields)) {
		const places = placesOf(contract, name, files);
		const { compare, format } = fieldTraits(name, field);
		judgePresence(ctx, contract, name, field, places);
		if (format !== "any" || field.pattern !== void 0) {
			notAsked.formats = false;
			judgeFormat(ctx, contract, name, field, places);
		}
		if (compare === "set-equal") {
			notAsked.lists = false;
			judgeUnique(ctx, contract, name, places);
		}
		if (compare !== "ignore" && places.length > 1) {
			notAsked.agreement = false;
			judgeAgreement(ctx, contract, name, field, places, (compare === "semver" ? await loadVersions() : void 0)?.same);
		}
	}
	const whole = {
		contract: contract.id,
		what: "fields"
	};
	if (Object.keys(contract.fields).length === 0) ctx.notApplicable("field-present", whole, "the contract maps no fields");
	if (notAsked.formats) ctx.notApplicable("field-format", whole, "no mapped field has a format");
	if (notAsked.lists) ctx.notApplicable("list-unique", {
		contract: contract.id,
		field: "sets",
		place: "all places",
		twice: []
	}, "no mapped field is a set");
	if (notAsked.agreement) ctx.notApplicable("fields-agree", {
		contract: contract.id,
		field: "fields",
		place: "all places",
		path: "",
		expected: null,
		actual: null,
		authority: "",
		fix: ""
	}, "no mapped field is in two places");
}
function judgePresence(ctx, contract, name, field, places) {
	const mapped = places.filter(({ kind }) => kind !== "expect");
	const present = mapped.filter(({ reading }) => reading.state === "value");
	const optional = !field.required && field.expect === void 0;
	for (const place of mapped) {
		const fact = {
			contract: contract.id,
			what: `${name} in ${place.words}`
		};
		if (place.reading.state === "unknown") ctx.unverified("field-present", fact, place.reading.because);
		else if (place.reading.state === "value") {
			const { value, at } = place.reading;
			const empty = value === null || value === "" || Array.isArray(value) && value.length === 0;
			const fix = `write the value of ${name} in ${place.words}`;
			ctx.judge("field-present", !empty, {
				...fact,
				problem: "is empty",
				actual: value,
				fix
			}, at);
		} else if (optional && present.length === 0) ctx.notApplicable("field-present", fact, `${name} is optional, and no place has it`);
		else {
			const other = present[0];
			const problem = optional ? `is missing, but ${other?.words ?? ""} has it` : "is missing";
			const value = other?.reading.state === "value" ? ` with the value ${written(other.reading.value, place.kind)}` : "";
			ctx.failed("field-present", {
				...fact,
				problem,
				fix: `add ${name} to ${place.words}${value}`
			}, place.reading.at);
		}
	}
}
function judgeFormat(ctx, contract, name, field, places) {
	const { format } = fieldTraits(name, field);
	const pattern = field.pattern === void 0 ? void 0 : new RegExp(`^(?:${field.pattern})$`, "u");
	const known = format === "any" ? void 0 : formats[format];
	const describes = [known?.describes, pattern === void 0 ? void 0 : `text that matches ${field.pattern}`].filter((part) => part !== void 0).join(", ");
	for (const place of places) {
		const fact = {
			contract: contract.id,
			what: `${name} in ${place.words}`,
			expected: describes
		};
		if (place.reading.state === "unknown") ctx.unverified("field-format", fact, place.reading.because);
		else if (place.reading.state === "absent") ctx.notApplicable("field-format", fact, "there is no value");
		else {
			const { value, at } = place.reading;
			const fits = typeof value === "string" && (known?.matches(value) ?? true) && (pattern?.test(value) ?? true);
			ctx.judge("field-format", fits, {
				...fact,
				problem: "does not have the form of its field",
				actual: value,
				fix: `write ${describes} in ${place.words}`
			}, at);
		}
	}
}
function judgeUnique(ctx, contract, field, places) {
	for (const place of places) {
		const fact = {
			contract: contract.id,
			field,
			place: place.words,
			twice: []
		};
		if (place.reading.state === "unknown") ctx.unverified("list-unique", fact, place.reading.because);
		else if (place.reading.state === "absent") ctx.notApplicable("list-unique", fact, "there is no value");
		else {
			const twice = duplicates(place.reading.value, place.text);
			ctx.judge("list-unique", twice.length === 0, {
				...fact,
				twice
			}, place.reading.at);
		}
	}
}
function judgeAgreement(ctx, contract, name, field, places, sameVersion) {
	const { compare } = fieldTraits(name, field);
	const authority = places.find(({ reading }) => reading.state === "value");
	for (const place of places) {
		if (place === authority) continue;
		const fact = {
			contract: contract.id,
			field: name,
			place: place.words,
			path: "",
			expected: null,
			actual: null,
			authority: "",
			fix: ""
		};
		const { reading } = place;
		if (reading.state === "unknown") ctx.unverified("fields-agree", fact, reading.because);
		else if (authority?.reading.state !== "value") {
			const unread = places.find((each) => each.reading.state === "unknown");
			if (unread?.reading.state === "unknown") ctx.unverified("fields-agree", fact, unread.reading.because);
			else ctx.notApplicable("fields-agree", fact, "no place has a value");
		} else if (reading.state === "absent") ctx.notApplicable("fields-agree", fact, "there is no value; field-present judges that");
		else {
			const expected = authority.reading.value;
			const found = difference(compare, expected, reading.value, {
				expected: authority.text,
				actual: place.text
			}, sameVersion);
			const args = {
				...fact,
				path: reading.at?.path ?? "",
				expected,
				actual: reading.value,
				authority: authority.words,
				fix: fixOf$1(place, authority, expected),
				...found
			};
			ctx.judge("fields-agree", found === void 0, args, reading.at);
		}
	}
}
function fixOf$1(place, authority, value) {
	const at = place.reading.state === "value" ? place.reading.at : void 0;
	const where = [at?.path, at?.line].filter((part) => part !== void 0).join(":");
	if (place.kind === "manifest") return `copy the producer's manifest of the pinned release to ${at?.path ?? "the mirror"} again; if it is right as it is, change ${authority.words}`;
	return `write ${written(value, place.kind)} in ${place.words} at ${where}; if that is right, change ${authority.words}`;
}

// shared/domain/contract-sync/content.ts
function judgeHash(ctx, contract, files) {
	const { mirror } = files;
	const fact = {
		contract: contract.id,
		what: contract.mirror ?? "mirror"
	};
	const both = ["mirror-hash", "mirror-line-endings"];
	const recorded = placesOf(contract, "manifest-sha256", files).filter(({ kind }) => kind !== "manifest");
	const place = recorded.find(({ reading }) => reading.state === "value") ?? recorded[0];
	if (mirror.state === "none" || place === void 0) {
		const why = mirror.state === "none" ? "the contract has no mirror" : "the contract maps no field manifest-sha256";
		for (const rule of both) ctx.notApplicable(rule, fact, why);
		return;
	}
	const { reading } = place;
	if (reading.state === "absent") {
		const required = contract.fields["manifest-sha256"]?.required !== false;
		const because = {
			code: "NO_DATA",
			message: `${place.words} has no hash`,
			needs: `the hash in ${place.words}`
		};
		for (const rule of both) if (required) ctx.unverified(rule, fact, because, reading.at);
		else ctx.notApplicable(rule, fact, "manifest-sha256 is optional, and no place has it");
		return;
	}
	const unreadable = reading.state === "unknown" ? reading.because : mirror.state === "unusable" && (mirror.content === void 0 || contract.hash === "canonical-json") ? mirror.because : void 0;
	if (unreadable !== void 0 || reading.state !== "value" || mirror.content === void 0) {
		for (const rule of both) ctx.unverified(rule, fact, unreadable ?? {
			code: "NO_DATA",
			message: "there is no hash to compare with"
		});
		return;
	}
	const expected = reading.value;
	const digest = manifestDigest(contract.hash, mirror.content, mirror.state === "read" ? mirror.document.value : null);
	const endings = contract.hash === "raw-bytes" && typeof expected === "string" && differsInLineEndingsOnly(mirror.content, expected);
	ctx.judge("mirror-hash", digest === expected || endings, {
		...fact,
		problem: `does not have the hash that ${place.words} records (sha256 over ${contract.hash})`,
		expected,
		actual: digest,
		fix: `copy the producer's manifest of the pinned release to ${fact.what} byte by byte; if the mirror is right, write ${digest} in ${place.words}`
	}, { path: fact.what });
	if (contract.hash !== "raw-bytes") ctx.notApplicable("mirror-line-endings", fact, `the hash is taken over ${contract.hash}`);
	else {
		const args = {
			...fact,
			problem: "has other line endings than the hashed file",
			expected,
			actual: digest,
			fix: `restore the bytes of ${fact.what} (.gitattributes: ${fact.what} -text)`
		};
		ctx.judge("mirror-line-endings", !endings, args, { path: fact.what });
	}
}
async function judgeCopies(ctx, contract, files) {
	const { mirror } = files;
	const whole = {
		contract: contract.id,
		path: contract.copies.join(", ") || "further copies"
	};
	if (contract.copies.length === 0) return ctx.notApplicable("copies-equal", whole, "the contract names no further copies");
	if (mirror.state === "none") return ctx.notApplicable("copies-equal", whole, "the contract has no mirror");
	if ("because" in ctx.before) ctx.unverified("copies-equal", {
		...whole,
		path: `earlier copies (${whole.path})`
	}, ctx.before.because);
	for (const glob of contract.copies) {
		const fact = {
			contract: contract.id,
			path: glob
		};
		const matched = await ctx.match([glob], { before: true });
		if (!matched.ok) ctx.unverified("copies-equal", fact, matched.because);
		else if (matched.paths.filter((path) => path !== contract.mirror).length === 0) ctx.failed("copies-equal", {
			...fact,
			problem: "matches no file",
			fix: `correct the glob ${glob}, or take it out of copies`
		});
		else for (const path of matched.paths) if (path !== contract.mirror) await judgeCopy(ctx, contract.id, path, mirror);
	}
}
async function judgeCopy(ctx, contract, path, mirror) {
	const fact = {
		contract,
		path
	};
	if (mirror.content === void 0) return ctx.unverified("copies-equal", fact, mirror.state === "unusable" ? mirror.because : {
		code: "NO_DATA",
		message: "there is no mirror"
	}, { path });
	const expected = manifestDigest("raw-bytes", mirror.content, null);
	const copy = await ctx.read(path);
	if (copy.found) ctx.judge("copies-equal", copy.sha256 === expected, {
		...fact,
		problem: `differs from ${mirror.path}`,
		expected,
		actual: copy.sha256,
		fix: `copy ${mirror.path} to ${path}`
	}, { path });
	else if (copy.reason === "unreadable") ctx.unverified("copies-equal", fact, copy.because ?? {
		code: "NO_DATA",
		message: `${path} ${copy.message}`
	}, { path });
	else ctx.failed("copies-equal", {
		...fact,
		problem: copy.message
	}, { path });
}
function judgeProducer(ctx, contract, files) {
	const places = placesOf(contract, "repository", files);
	if (places.length === 0) return ctx.notApplicable("producer", {
		contract: contract.id,
		what: "producer"
	}, "the contract maps no field repository");
	for (const place of places) {
		const fact = {
			contract: contract.id,
			what: `the producer in ${place.words}`,
			expected: contract.producer
		};
		const { reading } = place;
		if (reading.state === "unknown") ctx.unverified("producer", fact, reading.because);
		else if (reading.state === "absent") ctx.unverified("producer", fact, {
			code: "NO_DATA",
			message: `${place.words} names no producer`,
			needs: `the repository in ${place.words}`
		}, reading.at);
		else {
			const { value } = reading;
			const same = typeof value === "string" && sameRepository(value, contract.producer);
			const other = typeof value === "string" && parseRepository(value) !== void 0 ? "is another repository" : "is not a repository";
			ctx.judge("producer", same, {
				...fact,
				problem: other,
				actual: value,
				fix: `write ${contract.producer} in ${place.words}`
			}, reading.at ?? locate(contract.id));
		}
	}
}

// shared/domain/contract-sync/files.ts
async function readFiles(ctx, contract) {
	return {
		pin: await readJson(ctx, contract.id, contract.pin),
		mirror: await readJson(ctx, contract.id, contract.mirror),
		matrix: await readMarkdown(ctx, contract)
	};
}
async function readText(ctx, contract, path) {
	if (path === void 0) return { state: "none" };
	const found = await ctx.read(path);
	const fact = {
		contract,
		path
	};
	const at = { path };
	if (!found.found) {
		const because = found.because ?? {
			code: "NO_DATA",
			message: `${path} ${found.message}`,
			needs: `the file ${path}`
		};
		if (found.reason === "unreadable") ctx.unverified("file-present", fact, because, at);
		else ctx.failed("file-present", {
			...fact,
			problem: found.message,
			...fixOf(found.reason, path)
		}, at);
		for (const rule of ["file-encoding", "file-parses"]) ctx.unverified(rule, fact, because, at);
		return {
			state: "unusable",
			path,
			because
		};
	}
	ctx.passed("file-present", fact, at);
	const decoded = decodeText(found.content);
	if (!decoded.ok) {
		ctx.failed("file-encoding", {
			...fact,
			problem: decoded.message
		}, {
			path,
			line: decoded.line
		});
		return {
			...unparsable(ctx, fact, {
				path,
				line: decoded.line
			}, decoded.message),
			content: found.content
		};
	}
	const problem = [decoded.bom ? "begins with a byte order mark" : "", decoded.crlf === void 0 ? "" : "has CRLF or CR line ends"].filter((mark) => mark !== "").join(" and ");
	ctx.judge("file-encoding", problem === "", {
		...fact,
		problem
	}, {
		path,
		line: decoded.bom ? 1 : decoded.crlf ?? 1
	});
	return {
		state: "text",
		path,
		content: found.content,
		text: decoded.text
	};
}
function fixOf(reason, path) {
	if (reason === "too-large") return { fix: `${path} must be the manifest, pin or matrix itself, not a data file` };
	if (reason === "not-a-file") return { fix: `replace ${path} by a regular file` };
	return {};
}
function unparsable(ctx, fact, at, message) {
	ctx.failed("file-parses", {
		...fact,
		problem: message
	}, at);
	return {
		state: "unusable",
		path: fact.path,
		because: {
			code: "NO_DATA",
			message: `${fact.path} ${message}`,
			needs: `a ${fact.path} that can be parsed`
		}
	};
}
async function readJson(ctx, contract, path) {
	const text = await readText(ctx, contract, path);
	if (text.state === "none") return text;
	const fact = {
		contract,
		path: text.path
	};
	if (text.state === "unusable") {
		unread(ctx, fact, text.because);
		return text;
	}
	const parsed = parseJson(text.text);
	if (!parsed.ok) {
		const unusable = unparsable(ctx, fact, {
			path: text.path,
			...parsed.position
		}, parsed.message);
		unread(ctx, fact, unusable.because);
		return {
			...unusable,
			content: text.content
		};
	}
	const { document } = parsed;
	ctx.passed("file-parses", fact, { path: text.path });
	const twice = document.duplicates;
	ctx.judge("unique-keys", twice.length === 0, {
		...fact,
		keys: twice.map(({ pointer }) => pointer)
	}, locate(text.path, twice[0]?.position));
	const inexact = document.inexact;
	ctx.judge("exact-numbers", inexact.length === 0, {
		...fact,
		numbers: inexact.map(({ pointer }) => pointer)
	}, locate(text.path, inexact[0]?.position));
	return {
		state: "read",
		path: text.path,
		content: text.content,
		document
	};
}
function unread(ctx, fact, because) {
	ctx.unverified("unique-keys", {
		...fact,
		keys: []
	}, because, { path: fact.path });
	ctx.unverified("exact-numbers", {
		...fact,
		numbers: []
	}, because, { path: fact.path });
}
async function readMarkdown(ctx, contract) {
	const { matrix } = contract;
	const text = await readText(ctx, contract.id, matrix?.path);
	if (text.state !== "text" || matrix === void 0) return text.state === "text" ? { state: "none" } : text;
	const fact = {
		contract: contract.id,
		path: text.path
	};
	const { readMatrix } = await import("./domain-contract-pair-matrix-reader-entry.js");
	const parsed = readMatrix(text.text, matrix);
	if (!parsed.ok) return {
		...unparsable(ctx, fact, {
			path: text.path,
			...parsed.position
		}, parsed.message),
		content: text.content
	};
	ctx.passed("file-parses", fact, { path: text.path });
	return {
		state: "read",
		path: text.path,
		content: text.content,
		document: parsed.model
	};
}

// shared/domain/contract-sync/matrix.ts
const matrixRules = [
	"matrix-structure",
	"matrix-row",
	"matrix-status",
	"matrix-updated",
	"matrix-history"
];
const furthestEastMs = 504e5;
async function judgeMatrix(ctx, contract, files) {
	const { matrix: config } = contract;
	const { matrix } = files;
	const fact = {
		contract: contract.id,
		what: config?.path ?? "matrix"
	};
	if (config === void 0 || matrix.state === "none") {
		for (const rule of matrixRules) ctx.notApplicable(rule, fact, "the contract has no matrix");
		return;
	}
	if (matrix.state === "unusable") {
		for (const rule of matrixRules) ctx.unverified(rule, fact, matrix.because, { path: config.path });
		return;
	}
	const model = matrix.document;
	const at = (position) => locate(config.path, position);
	const problems = config.rows === "append-only" ? [...model.problems, ...keyProblems(contract, model)] : model.problems;
	for (const what of new Set(problems.map((problem) => problem.what))) {
		const all = problems.filter((problem) => problem.what === what);
		const problem = all.map((each) => each.problem).join("; ");
		const args = {
			contract: contract.id,
			what: `${what} of ${config.path}`,
			problem,
			...optionalFix(all[0]?.fix)
		};
		ctx.failed("matrix-structure", args, at(all[0]?.position));
	}
	if (problems.length === 0) ctx.passed("matrix-structure", fact, at(model.table?.position));
	judgeRow(ctx, contract, files, model, config);
	judgeStatus(ctx, contract, files, model, config);
	judgeUpdated(ctx, contract, model, config);
	await judgeHistory(ctx, contract, model, config);
}
function keyProblems(contract, model) {
	return ["tag", "commit"].flatMap((name) => {
		const field = contract.fields[name];
		const format = field === void 0 ? "any" : fieldTraits(name, field).format;
		const column = model.table?.header.findIndex(({ text }) => text === field?.column) ?? -1;
		if (format === "any" || column === -1) return [];
		return (model.table?.rows ?? []).flatMap((row, index) => {
			const cell = row.cells[column];
			if (formats[format].matches(cell?.text ?? "")) return [];
			const fix = `write ${formats[format].describes}`;
			const position = cell?.position ?? row.position;
			return [{
				what: `row ${index + 1}`,
				problem: `has a ${name} that is not one`,
				fix,
				position
			}];
		});
	});
}
function optionalFix(fix) {
	return fix === void 0 ? {} : { fix };
}
function judgeRow(ctx, contract, files, model, config) {
	const fact = {
		contract: contract.id,
		what: `the pinned row of ${config.path}`
	};
	const { table } = model;
	if (table === void 0) return ctx.unverified("matrix-row", fact, {
		code: "NO_DATA",
		message: `${config.path} has no table to read`,
		needs: "the table of approved pairs"
	});
	const pinned = pinnedTexts(contract, files);
	if (pinned.tag === void 0 || pinned.commit === void 0) return ctx.unverified("matrix-row", fact, {
		code: "NO_DATA",
		message: "neither pin nor mirror says which tag and commit are pinned",
		needs: "tag and commit in the pin"
	});
	const matching = matchingRows(model, contract, pinned);
	const surplus = config.rows === "single-row" && table.rows.length > 1;
	const problem = matching.length === 0 ? `is missing: no row has ${pinned.tag} and ${pinned.commit}` : surplus ? `is not the only one: the table has ${table.rows.length} rows` : `stands ${matching.length} times`;
	const fix = matching.length === 0 ? `${config.rows === "single-row" ? "make the row one" : "add a row at the end"} for ${pinned.tag} and ${pinned.commit}` : "keep the row of the pinned release only, or set rows: append-only";
	const at = matching[1] ?? matching[0] ?? table.rows[0] ?? table;
	ctx.judge("matrix-row", matching.length === 1 && !surplus, {
		...fact,
		problem,
		expected: 1,
		actual: surplus ? table.rows.length : matching.length,
		fix
	}, locate(config.path, at.position));
}
function judgeStatus(ctx, contract, files, model, config) {
	const column = config["status-column"];
	const fact = {
		contract: contract.id,
		what: `the status of the pinned row of ${config.path}`,
		expected: config.statuses
	};
	if (column === void 0) return ctx.notApplicable("matrix-status", fact, "the configuration names no status column");
	const index = model.table?.header.findIndex(({ text }) => text === column) ?? -1;
	if (model.table !== void 0 && index === -1) return ctx.failed("matrix-status", {
		...fact,
		problem: `cannot be there: the table has no column “${column}”`,
		fix: `add the column “${column}”`
	}, locate(config.path, model.table.position));
	const row = rowOf(contract, files);
	if (row === void 0) return ctx.unverified("matrix-status", fact, {
		code: "NO_DATA",
		message: `${config.path} has no single row for the pinned release`,
		needs: "that row"
	});
	const cell = row.cells[index];
	const status = cell?.text ?? "";
	ctx.judge("matrix-status", config.statuses.includes(status), {
		...fact,
		problem: "is not one that approves",
		actual: status,
		fix: `have the pinned release approved (${config.statuses.join(" or ")}), or pin another one`
	}, locate(config.path, cell?.position ?? row.position));
}
function judgeUpdated(ctx, contract, model, config) {
	const fact = {
		contract: contract.id,
		what: `the date of ${config.path}`
	};
	if (config.updated === false) return ctx.notApplicable("matrix-updated", fact, "the configuration says that there is none");
	const today = isoDay(ctx.time.earliest);
	const fix = `write “${config.updated}: ${today}” below the title of ${config.path}`;
	if (model.updated === void 0) return ctx.failed("matrix-updated", {
		...fact,
		problem: `is missing: there is no line “${config.updated}: YYYY-MM-DD”`,
		fix
	}, {
		path: config.path,
		line: 1
	});
	const { value, position } = model.updated;
	const at = locate(config.path, position);
	if (!formats.date.matches(value)) return ctx.failed("matrix-updated", {
		...fact,
		problem: "is not a day of the calendar",
		expected: formats.date.describes,
		actual: value,
		fix
	}, at);
	const latest = isoDay(ctx.time.earliest + furthestEastMs);
	ctx.judge("matrix-updated", value <= latest, {
		...fact,
		problem: "is in the future",
		expected: `at most ${today}`,
		actual: value,
		fix
	}, at);
}
async function judgeHistory(ctx, contract, model, config) {
	const fact = {
		contract: contract.id,
		what: `the earlier rows of ${config.path}`
	};
	if (config.rows === "single-row") return ctx.notApplicable("matrix-history", fact, "the matrix keeps a single row");
	if ("because" in ctx.before) return ctx.unverified("matrix-history", fact, ctx.before.because);
	const file = await ctx.before.read(config.path, 1048576);
	if (!file.found && file.reason === "absent") return ctx.notApplicable("matrix-history", fact, "there was no matrix before");
	const text = file.found ? decodeText(file.content) : void 0;
	const { readMatrix } = await import("./domain-contract-pair-matrix-reader-entry.js");
	const parsed = text?.ok === true ? readMatrix(text.text, config) : void 0;
	const earlier = parsed?.ok === true ? parsed.model : void 0;
	if (earlier?.table === void 0 || model.table === void 0) {
		const message = `the table of ${config.path} ${model.table === void 0 ? "" : "of the earlier version "}cannot be read`;
		return ctx.unverified("matrix-history", fact, !file.found && file.because !== void 0 ? file.because : {
			code: "NO_DATA",
			message,
			needs: "the table of approved pairs"
		});
	}
	const before = [earlier.table.header, ...earlier.table.rows.map(({ cells }) => cells)].map(cellTexts);
	const now = [model.table.header, ...model.table.rows.map(({ cells }) => cells)].map(cellTexts);
	const changed = before.findIndex((cells, index) => stableJson(cells) !== stableJson(now[index]));
	const problem = changed === 0 ? "have another header row" : `were changed: row ${changed} is not what it was`;
	const fix = "restore the header and the earlier rows, and add the new row at the end";
	ctx.judge("matrix-history", changed === -1, {
		...fact,
		problem,
		expected: before[changed],
		actual: now[changed] ?? "no row",
		fix
	}, locate(config.path, model.table.rows[changed - 1]?.position ?? model.table.position));
}
function cellTexts(cells) {
	return cells.map(({ text }) => text);
}

// shared/domain/contract-sync/remote.ts
const remoteRules = [
	"remote-manifest",
	"remote-tag",
	"tag-moved",
	"branch-like-tag",
	"pre-release",
	"newer-release"
];
async function judgeRemote(ctx, contract, files) {
	const { mode } = contract.remote;
	const fact = {
		contract: contract.id,
		what: `the release of ${contract.producer}`
	};
	if (mode === "off") {
		for (const rule of remoteRules) ctx.notApplicable(rule, fact, "remote is off: the producer was not asked");
		return;
	}
	const give = (because) => mode === "required" ? {
		...because,
		deferrable: false
	} : because;
	const allUnverified = (because) => {
		for (const rule of remoteRules) ctx.unverified(rule, fact, give(because));
	};
	const opened = await openProducer(contract, ctx.github("producer-token"));
	if (!opened.ok) return allUnverified(opened.because);
	const producer = opened.data;
	const pinned = pinnedTexts(contract, files);
	if (pinned.tag === void 0) return allUnverified({
		code: "NO_DATA",
		message: "neither pin nor mirror says which tag is pinned",
		needs: "the tag in the pin"
	});
	if (!canBeTag(pinned.tag)) return allUnverified({
		code: "NO_DATA",
		message: `${pinned.tag} cannot be the name of a tag`,
		needs: "a tag in the pin"
	});
	const release = {
		contract,
		files,
		producer,
		tag: pinned.tag,
		commit: pinned.commit,
		tagCommit: await tagCommit(producer, pinned.tag),
		give
	};
	const versions = await loadVersions();
	await judgeTag(ctx, release);
	judgeMoved(ctx, release);
	await judgeManifest(ctx, release);
	await judgeBranch(ctx, release);
	await judgePreRelease(ctx, release, versions);
	await judgeNewer(ctx, release, versions);
}
function noTag({ tag, contract }) {
	return {
		problem: `does not exist at ${contract.producer}`,
		fix: `pin a tag that ${contract.producer} has published, not ${tag}`
	};
}
async function judgeTag(ctx, release) {
	const { contract, tag, commit, tagCommit: seen, producer, give } = release;
	const relation = contract.remote["tag-relation"];
	const fact = {
		contract: contract.id,
		what: `the tag ${tag}`
	};
	if (seen.state === "unknown") return ctx.unverified("remote-tag", fact, give(seen.because));
	if (seen.state === "absent") return ctx.failed("remote-tag", {
		...fact,
		...noTag(release)
	});
	if (relation === "off") return ctx.passed("remote-tag", fact);
	if (commit === void 0) return ctx.unverified("remote-tag", fact, give({
		code: "NO_DATA",
		message: "neither pin nor mirror says which commit is pinned",
		needs: "the commit in the pin"
	}));
	if (relation === "equal" || commit === seen.data) {
		const args = {
			...fact,
			problem: "names another commit than the pinned one",
			expected: commit,
			actual: seen.data,
			fix: `pin the commit ${seen.data}, or set tag-relation: sha-ancestor-of-tag`
		};
		return ctx.judge("remote-tag", commit === seen.data, args);
	}
	const ancestor = await isAncestor(producer, commit, seen.data);
	if (ancestor.state === "unknown") return ctx.unverified("remote-tag", fact, give(ancestor.because));
	const problem = ancestor.state === "absent" ? `cannot contain the pinned commit: ${contract.producer} has no such commit` : "does not contain the pinned commit";
	const args = {
		...fact,
		problem,
		expected: `${commit} or a descendant of it`,
		actual: seen.data,
		fix: `pin a commit that ${tag} contains`
	};
	ctx.judge("remote-tag", ancestor.state === "there" && ancestor.data, args);
}
function judgeMoved(ctx, release) {
	const { contract, files, tag, tagCommit: seen, give } = release;
	const fact = {
		contract: contract.id,
		what: `the commit of the tag ${tag}`
	};
	const places = placesOf(contract, "tag-commit", files);
	const recorded = places.find(({ reading }) => reading.state === "value");
	const unread = places.find(({ reading }) => reading.state === "unknown");
	if (recorded === void 0 && unread?.reading.state === "unknown") return ctx.unverified("tag-moved", fact, give(unread.reading.because));
	if (recorded?.reading.state !== "value") return ctx.notApplicable("tag-moved", fact, "no place records which commit the tag names (field tag-commit)");
	if (seen.state === "unknown") return ctx.unverified("tag-moved", fact, give(seen.because));
	if (seen.state === "absent") return ctx.failed("tag-moved", {
		...fact,
		problem: "is gone: the tag was deleted",
		expected: recorded.reading.value,
		fix: `ask ${contract.producer} what became of ${tag}`
	});
	const { value, at } = recorded.reading;
	ctx.judge("tag-moved", seen.data === value, {
		...fact,
		problem: "is not the one that was recorded: the tag was moved",
		expected: value,
		actual: seen.data,
		fix: `ask ${contract.producer} why ${tag} was moved, and pin a release whose tag stays`
	}, at);
}
async function judgeManifest(ctx, release) {
	const { contract, files, producer, commit, tagCommit: seen, give } = release;
	const { mirror } = files;
	const { ref, path } = contract.remote;
	const fact = {
		contract: contract.id,
		what: `the manifest ${path ?? ""} of ${contract.producer}`
	};
	const unverified = (because) => ctx.unverified("remote-manifest", fact, give(because));
	if (mirror.state === "none") return ctx.notApplicable("remote-manifest", fact, "the contract has no mirror");
	if (mirror.content === void 0) return unverified(mirror.state === "unusable" ? mirror.because : {
		code: "NO_DATA",
		message: "there is no mirror"
	});
	let at;
	if (ref === "tag") {
		if (seen.state === "unknown") return unverified(seen.because);
		if (seen.state === "absent") return ctx.failed("remote-manifest", {
			...fact,
			problem: `cannot be read: the tag ${release.tag} does not exist`,
			fix: noTag(release).fix
		});
		at = seen.data;
	} else if (ref === "commit") {
		if (commit === void 0) return unverified({
			code: "NO_DATA",
			message: "neither pin nor mirror says which commit is pinned",
			needs: "the commit in the pin"
		});
		at = commit;
	} else at = ref;
	const remote = await fileAt(producer, path ?? "", at, manifestMaxBytes);
	if (remote.state === "unknown") return unverified(remote.because);
	if (remote.state === "absent") return ctx.failed("remote-manifest", {
		...fact,
		problem: `does not exist at ${at}`,
		fix: `correct remote.path or remote.ref of ${contract.id}, or pin a release that has a manifest`
	});
	ctx.recorded(`${contract.producer}/${path ?? ""}`, at, remote.data);
	const text = contract.hash === "canonical-json" ? decodeText(remote.data) : void 0;
	const parsed = text?.ok === true ? parseJson(text.text) : void 0;
	if (contract.hash === "canonical-json" && (parsed?.ok !== true || mirror.state !== "read")) return unverified({
		code: "NO_DATA",
		message: "the manifest or its mirror is not JSON",
		needs: "a manifest that can be parsed"
	});
	const expected = manifestDigest(contract.hash, remote.data, parsed?.ok === true ? parsed.document.value : null);
	const actual = manifestDigest(contract.hash, mirror.content, mirror.state === "read" ? mirror.document.value : null);
	ctx.judge("remote-manifest", expected === actual, {
		...fact,
		problem: `at ${at} is not what ${mirror.path} mirrors`,
		expected,
		actual,
		fix: `copy it to ${mirror.path} byte by byte, and record its sha256 ${expected}`
	}, { path: mirror.path });
}
async function judgeBranch(ctx, { contract, producer, tag, give }) {
	const fact = {
		contract: contract.id,
		what: `a branch called ${tag}`
	};
	const branch = await branchTip(producer, tag);
	if (branch.state === "unknown") return ctx.unverified("branch-like-tag", fact, give(branch.because));
	ctx.judge("branch-like-tag", branch.state === "absent", {
		...fact,
		problem: `exists at ${contract.producer}`,
		fix: `ask ${contract.producer} to rename the branch ${tag}`
	});
}
async function judgePreRelease(ctx, { contract, producer, tag, give }, versions) {
	const fact = {
		contract: contract.id,
		what: `the release ${tag}`
	};
	if (contract.remote["allow-pre-release"]) return ctx.notApplicable("pre-release", fact, "the configuration allows pre-releases");
	const seen = await releaseOf(producer, tag);
	if (seen.state === "unknown") return ctx.unverified("pre-release", fact, give(seen.because));
	const early = versions.isPreRelease(tag) || seen.state === "there" && !seen.data.full;
	ctx.judge("pre-release", !early, {
		...fact,
		problem: "is a draft or a pre-release",
		actual: tag,
		fix: "pin a full release, or set allow-pre-release: true"
	});
}
async function judgeNewer(ctx, { contract, producer, tag, give }, versions) {
	const fact = {
		contract: contract.id,
		what: `the release ${tag}`
	};
	const seen = await latestRelease(producer);
	if (seen.state === "unknown") return ctx.unverified("newer-release", fact, give(seen.because));
	if (seen.state === "absent") return ctx.notApplicable("newer-release", fact, `${contract.producer} has no full release`);
	const newest = seen.data.tag;
	ctx.judge("newer-release", !versions.isNewer(newest, tag), {
		...fact,
		problem: `is behind: ${contract.producer} has released ${newest}`,
		expected: newest,
		actual: tag,
		fix: `repin to ${newest} when it suits`
	});
}

// shared/domain/contract-sync/judge-contract.ts
async function judgeContract(ctx, contract) {
	const files = await readFiles(ctx, contract);
	await judgeFields(ctx, contract, files);
	judgeProducer(ctx, contract, files);
	judgeHash(ctx, contract, files);
	await judgeMatrix(ctx, contract, files);
	await judgeCopies(ctx, contract, files);
	await judgeRemote(ctx, contract, files);
	return files;
}

// shared/domain/contract-sync/rules.ts
const aboutFile = ({ contract, path }) => [contract, path];
const fileSays = ({ path, problem }) => `${path} ${problem ?? ""}`;
const aboutValue = ({ contract, what }) => [contract, what];
const observedProblem = ({ problem }) => problem;
const valueParts = {
	about: aboutValue,
	says: ({ what, problem }) => `${what} ${problem ?? ""}`,
	expected: ({ expected }) => expected,
	actual: ({ actual }) => actual,
	fix: ({ fix }) => fix
};
function list(items) {
	return items.map((item) => typeof item === "string" ? item : JSON.stringify(item)).join(", ");
}
const rules = {
	"file-present": rule({
		severity: "critical",
		asserts: "The file is there as a regular file.",
		why: "A pin, mirror or matrix that is missing leaves nothing to compare, and a comparison with nothing must not look like agreement.",
		about: aboutFile,
		says: fileSays,
		observed: observedProblem,
		fix: ({ path, fix }) => fix ?? `add ${path}, or take it out of contracts: in the configuration`
	}),
	"file-encoding": rule({
		severity: "low",
		asserts: "The file is UTF-8 without a byte order mark, and its lines end with LF.",
		why: "A byte order mark or CRLF changes every hash and breaks strict parsers, though an editor shows the same text.",
		about: aboutFile,
		says: fileSays,
		observed: observedProblem,
		fix: ({ path }) => `save ${path} as UTF-8 without a byte order mark, with LF line ends (.gitattributes: ${path} text eol=lf)`
	}),
	"file-parses": rule({
		severity: "critical",
		asserts: "The file can be parsed.",
		why: "A file that no tool can read holds no facts.",
		about: aboutFile,
		says: fileSays,
		observed: observedProblem,
		fix: ({ path, fix }) => fix ?? `mend ${path} at the place named`
	}),
	"unique-keys": rule({
		severity: "high",
		asserts: "No key stands twice in one object.",
		why: "Parsers differ in which of two values they take, so that two tools read two different facts.",
		about: aboutFile,
		says: ({ path, keys }) => `${path} has ${keys.length === 1 ? "a key" : "keys"} twice: ${keys.join(", ")}`,
		actual: ({ keys }) => keys,
		fix: ({ path, keys }) => `remove one of the two ${keys.join(", ")} from ${path}`
	}),
	"exact-numbers": rule({
		severity: "high",
		asserts: "Every number is one that all parsers read exactly.",
		why: "Two numbers that differ beyond the precision of a double look equal here and are different elsewhere.",
		about: aboutFile,
		says: ({ path, numbers }) => `${path} has numbers that lose digits when they are read: ${numbers.join(", ")}`,
		actual: ({ numbers }) => numbers,
		fix: ({ numbers }) => `write ${numbers.join(", ")} as text`
	}),
	"field-present": rule({
		severity: "high",
		asserts: "A mapped field is in every place that maps it; an optional one in all of them or in none.",
		why: "A fact that one file leaves out is a fact that nothing guards there.",
		...valueParts
	}),
	"field-format": rule({
		severity: "high",
		asserts: "The value has the form of its field.",
		why: "A short commit id, a branch name in place of a tag or a truncated hash names something that can change.",
		...valueParts
	}),
	"fields-agree": rule({
		severity: "critical",
		asserts: "The value is the same in every place.",
		why: "A consumer built against one release, tested against another and documented for a third breaks at run time.",
		about: ({ contract, field, place }) => [
			contract,
			field,
			place
		],
		says({ field, place, authority, missing, unexpected }) {
			if (missing === void 0 || unexpected === void 0) return `${field}: ${place} does not say what ${authority} says`;
			return `${field}: ${place} has not the same items as ${authority}: ${[missing.length > 0 ? `missing ${list(missing)}` : "", unexpected.length > 0 ? `unexpected ${list(unexpected)}` : ""].filter((part) => part !== "").join("; ")}`;
		},
		expected: ({ expected }) => expected,
		actual: ({ actual }) => actual,
		fix: ({ fix }) => fix
	}),
	"list-unique": rule({
		severity: "medium",
		asserts: "No item of a set stands twice.",
		why: "A set with an item twice has fewer members than it seems to have.",
		about: ({ contract, field, place }) => [
			contract,
			field,
			place
		],
		says: ({ field, place, twice }) => `${field}: ${place} has twice: ${list(twice)}`,
		actual: ({ twice }) => twice,
		fix: ({ place, twice }) => `remove the second ${list(twice)} from ${place}`
	}),
	"mirror-hash": rule({
		severity: "critical",
		asserts: "The mirror has the content whose hash the consumer recorded, line endings apart.",
		why: "The hash is what ties the mirror to the bytes that the producer released; a mirror edited by hand is no mirror.",
		...valueParts
	}),
	"mirror-line-endings": rule({
		severity: "medium",
		asserts: "The line endings of the mirror are those of the hashed file.",
		why: "A checkout that rewrites line endings breaks the byte comparison although the content is right.",
		...valueParts
	}),
	"matrix-structure": rule({
		severity: "high",
		asserts: "The matrix has the sections, the table and the bullets that the configuration names, each well-formed.",
		why: "A broken delimiter row or a blank line makes a table vanish, and a script that searches for text does not notice.",
		...valueParts,
		observed: observedProblem
	}),
	"matrix-row": rule({
		severity: "critical",
		asserts: "Exactly one row of the matrix approves the pinned tag and commit.",
		why: "Without that row nobody has approved what is pinned; with two it is unclear which approval holds.",
		...valueParts
	}),
	"matrix-status": rule({
		severity: "high",
		asserts: "The status of the pinned row is one that approves.",
		why: "A row that says Deprecated or Blocked is not an approval.",
		...valueParts
	}),
	"matrix-updated": rule({
		severity: "medium",
		asserts: "The matrix names the day of its last change, and that day is not in the future.",
		why: "A date that is wrong or ahead says that the matrix was not maintained by whoever changed it.",
		...valueParts
	}),
	"matrix-history": rule({
		severity: "high",
		asserts: "Earlier rows of an append-only matrix stay as they are, in their order.",
		why: "The rows are the record of what was approved, and the last known good baseline is read from them.",
		...valueParts
	}),
	"copies-equal": rule({
		severity: "high",
		asserts: "Every further copy of the manifest, and each that the earlier version had, has the bytes of the mirror.",
		why: "Components that read their own copy would follow another contract.",
		about: aboutFile,
		says: fileSays,
		expected: ({ expected }) => expected,
		actual: ({ actual }) => actual,
		fix: ({ path, fix }) => fix ?? `copy the mirror to ${path}`
	}),
	producer: rule({
		severity: "critical",
		asserts: "The pin names the configured producer.",
		why: "A pin that points to a fork is satisfied by whatever the fork releases.",
		...valueParts
	}),
	"remote-manifest": rule({
		severity: "critical",
		asserts: "The producer's manifest at the pinned release has the content of the mirror.",
		why: "Local files can agree with each other and still not be what the producer released.",
		...valueParts
	}),
	"remote-tag": rule({
		severity: "critical",
		asserts: "The pinned tag exists at the producer and has the configured relation to the pinned commit.",
		why: "A tag that was never published, or that names other code than the pinned commit, pins nothing.",
		...valueParts
	}),
	"tag-moved": rule({
		severity: "critical",
		asserts: "The tag points to the commit that was recorded for it.",
		why: "A moved tag changes what was released without a new version.",
		...valueParts
	}),
	"branch-like-tag": rule({
		severity: "high",
		asserts: "The producer has no branch with the name of the pinned tag.",
		why: "Where a branch and a tag share a name, tools choose between them differently, and a branch moves.",
		...valueParts
	}),
	"pre-release": rule({
		severity: "medium",
		asserts: "The pinned release is neither a draft nor a pre-release.",
		why: "Drafts and pre-releases are replaced without notice.",
		...valueParts
	}),
	"newer-release": rule({
		severity: "info",
		asserts: "The pinned release is the newest of the producer.",
		why: "Knowing how far behind a pin is makes the next repin a small one.",
		...valueParts
	})
};

// shared/domain/contract-sync/aside.ts
const syncName = "manifest-sync";
function syncJudgement(contract, keep) {
	return {
		name: syncName,
		rules,
		evaluate: async (ctx) => keep(await judgeContract(ctx, contract))
	};
}
function syncVerdict(what, results, fix) {
	const deciding = results.filter(({ severity }) => decides(severity));
	const unseen = deciding.filter(({ status }) => status === "unverified");
	const wrong = deciding.filter(({ status, waiver }) => status === "failed" && waiver === void 0);
	if (wrong.length > 0) {
		const words = listed(wrong.map((one) => `${one.rule} (${one.message})`));
		const actual = wrong.map((one) => `${one.rule}: ${one.message}`);
		return {
			status: "failed",
			problem: `do not pass ${syncName}: ${words}`,
			actual,
			fix
		};
	}
	if (reportStatus(results) === "passed") return { status: "passed" };
	const first = (unseen.find(({ because }) => because?.code === "GITHUB_DOWN") ?? unseen[0])?.because;
	return {
		status: "unverified",
		because: {
			code: first?.code ?? "NO_DATA",
			message: `${what} are not verified by ${syncName}: ${unseen.length === 0 ? "nothing was measured" : `${listed([...new Set(unseen.map((one) => one.rule))])}: ${first?.message ?? ""}`}`,
			needs: first?.needs
		}
	};
}

// shared/domain/contract-sync/definition.ts
const inputs = { "producer-token": secret({ description: "Token that may read the contents of the producer repositories; used for the remote comparison only." }) };
const lists = { contracts: ContractsSchema };
const outputs = {};

export { inputs, judgeContract, lists, outputs, pinnedTexts, placesOf, remoteRules, rules, syncJudgement, syncName, syncVerdict };