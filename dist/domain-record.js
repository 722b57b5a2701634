import { decodeText, formatPointer, keysAt, parseYaml, quote, suggestion } from "./shared.js";
import { parseJson } from "./parse-json.js";
import { locate } from "./core-location.js";

// shared/domain/record/verdict.ts
const passed = { status: "passed" };
function unverified(because) {
	return {
		status: "unverified",
		because
	};
}
function noData(message, needs) {
	return {
		code: "NO_DATA",
		message,
		needs
	};
}
function worstOf(verdicts) {
	return verdicts.find(({ status }) => status === "failed") ?? verdicts.find(({ status }) => status === "unverified") ?? verdicts[0];
}

// shared/domain/record/parse.ts
const recordMaxBytes = 65536;
function parseDocument(path, content) {
	const fail = (message, at = { path }) => ({
		ok: false,
		problems: [{
			message,
			at
		}]
	});
	const decoded = decodeText(content);
	if (!decoded.ok) return fail(decoded.message, {
		path,
		line: decoded.line
	});
	const lower = path.toLowerCase();
	let text = decoded.text;
	if (lower.endsWith(".md")) text = frontMatter(decoded.text);
	if (text === void 0) return fail("has no front matter: expected the facts as YAML between two lines --- at its beginning");
	const parsed = lower.endsWith(".json") ? parseJson(text) : parseYaml(text);
	if (!parsed.ok) return fail(parsed.message, locate(path, parsed.position));
	const twice = parsed.document.duplicates.map(({ pointer, position }) => ({
		message: `has ${pointer} twice`,
		at: locate(path, position)
	}));
	return twice.length > 0 ? {
		ok: false,
		problems: twice
	} : {
		ok: true,
		document: parsed.document
	};
}
function parseRecord(path, content, schema) {
	const read = parseDocument(path, content);
	if (!read.ok) return read;
	const { document } = read;
	const checked = schema.safeParse(document.value);
	if (checked.success) return {
		ok: true,
		value: checked.data,
		document
	};
	return {
		ok: false,
		problems: checked.error.issues.flatMap((issue) => {
			const keys = issue.path.map((part) => typeof part === "number" ? part : String(part));
			const pointer = formatPointer(keys);
			if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({
				message: `has no field ${quote(key)}${pointer === "" ? "" : ` in ${pointer}`}${suggestion(key, keysAt(schema, issue.path))}`,
				at: locate(path, document.keyAt(formatPointer([...keys, key])))
			}));
			return [{
				message: `${pointer === "" ? "as a whole" : pointer}: ${wordsOf(issue.message)}`,
				at: locate(path, document.near(pointer))
			}];
		})
	};
}
function wordsOf(message) {
	return message.endsWith("received undefined") ? "is missing" : message.replace(/^Invalid input: /, "");
}
function frontMatter(text) {
	const opening = /^---[ \t]*(?:\r\n|\r|\n)/.exec(text)?.[0];
	if (opening === void 0) return void 0;
	const closing = /^---[ \t]*$/gm;
	closing.lastIndex = opening.length;
	const end = closing.exec(text)?.index;
	return end === void 0 ? void 0 : text.slice(0, end);
}

// shared/domain/record/tell.ts
function tellVerdict(ctx, rule, fact, verdict, { at, elsewhere = false } = {}) {
	switch (verdict.status) {
		case "passed":
			ctx.passed(rule, fact, at);
			return;
		case "failed": {
			const { problem, expected, actual, fix } = verdict;
			ctx.failed(rule, {
				...fact,
				problem,
				expected,
				actual,
				fix
			}, elsewhere ? void 0 : verdict.at ?? at);
			return;
		}
		case "unverified":
			ctx.unverified(rule, fact, verdict.because, at);
			return;
		case "not-applicable": ctx.notApplicable(rule, fact, verdict.why);
	}
}

// shared/domain/record/folded-name.ts
function foldedName(name) {
	return name.normalize("NFKC").replace(/\p{Cf}/gu, "").toLowerCase();
}

export { foldedName, noData, parseDocument, parseRecord, passed, recordMaxBytes, tellVerdict, unverified, worstOf };