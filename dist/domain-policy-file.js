import { locate } from "./core-location.js";
import { parseJson } from "./parse-json.js";
import { decodeText, parseYaml } from "./shared.js";

// shared/domain/policy-file/policy-file.ts
const maxBytes = 1048576;
async function readPolicyFile(ctx, path) {
	const { source, tree } = ctx.policy;
	const file = await tree.read(path, maxBytes);
	if (source.kind === "base") {
		const own = await ctx.read(path, { maxBytes });
		if (!(file.found && own.found ? file.sha256 === own.sha256 : file.found === own.found)) ctx.note(`${path} differs in the judged change; the version of ${tree.ref ?? "the base"} was used.`);
	}
	if (!file.found && file.reason === "unreadable") {
		const because = file.because ?? {
			code: "NO_DATA",
			message: file.message,
			needs: `the file ${path}`
		};
		return {
			ok: false,
			because: {
				...because,
				message: `the policy file ${path} ${file.message}: ${because.message}`
			}
		};
	}
	if (!file.found) return {
		ok: false,
		problems: [{
			message: file.message,
			at: { path }
		}]
	};
	const decoded = decodeText(file.content);
	if (decoded.ok) return {
		ok: true,
		text: decoded.text
	};
	return {
		ok: false,
		problems: [{
			message: decoded.message,
			at: decoded.line === void 0 ? { path } : {
				path,
				line: decoded.line
			}
		}]
	};
}
function parsePolicyDocument(path, text) {
	const parsed = /\.ya?ml$/i.test(path) ? parseYaml(text, { keysAsText: true }) : parseJson(text);
	if (!parsed.ok) return {
		ok: false,
		problems: [{
			message: parsed.message,
			at: locate(path, parsed.position)
		}]
	};
	const { document } = parsed;
	const problems = document.duplicates.map(({ pointer, position }) => ({
		message: `holds ${pointer} twice`,
		at: locate(path, position)
	}));
	return problems.length > 0 ? {
		ok: false,
		problems
	} : {
		ok: true,
		document
	};
}
function placed(path, document, problems) {
	return problems.map(({ pointer, message }) => ({
		message: pointer === "" ? message : `${message} (${pointer})`,
		at: locate(path, document.near(pointer))
	}));
}

export { parsePolicyDocument, placed, readPolicyFile };