import { exec, objectId } from "./shared.js";
import { promises } from "node:fs";
import { dirname, join } from "node:path";
import { devNull, tmpdir } from "node:os";

// shared/adapters/checkout-conversion.ts
const asked = [
	"text",
	"eol",
	"ident",
	"filter",
	"working-tree-encoding"
];
async function attributesOf(sources, paths) {
	const folder = await promises.mkdtemp(join(tmpdir(), "release-governance-attributes-"));
	const env = {
		PATH: process.env["PATH"],
		LC_ALL: "C",
		GIT_ATTR_NOSYSTEM: "1",
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_CONFIG_GLOBAL: devNull
	};
	const git = (args, input) => exec("git", [
		"-c",
		`core.attributesFile=${devNull}`,
		...args
	], {
		cwd: folder,
		env,
		input,
		timeoutMs: 6e4,
		maxBytes: 67108864
	});
	try {
		for (const [path, content] of sources) {
			const target = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, "latin1")]);
			await promises.mkdir(Buffer.from(dirname(target.toString("latin1")), "latin1"), { recursive: true });
			await promises.writeFile(target, content);
		}
		if ((await git([
			"init",
			"-q",
			"--template=",
			"."
		])).code !== 0) return void 0;
		const names = paths.map((path) => Buffer.from(path, "latin1").toString("utf8"));
		const ran = await git([
			"check-attr",
			"-z",
			"--stdin",
			...asked
		], names.map((name) => `${name}\0`).join(""));
		const fields = ran.stdout.toString("utf8").split("\0");
		if (ran.code !== 0 || fields.length !== paths.length * asked.length * 3 + 1) return void 0;
		return new Map(paths.map((path, index) => {
			const from = index * asked.length * 3;
			return [path, Object.fromEntries(asked.map((name, at) => [name, fields[from + at * 3 + 2]]))];
		}));
	} finally {
		await promises.rm(folder, {
			recursive: true,
			force: true
		});
	}
}
const mostBytes = 67108864;
const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\noid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n$/;
async function convertedTo({ id }, { text, eol, ident, filter = "unspecified", "working-tree-encoding": encoding = "unspecified" }, file, blob) {
	const { digest } = file;
	if (filter === "lfs") {
		const content = await blob();
		const [, oid, size] = pointer.exec(content === void 0 ? "" : Buffer.from(content).toString("latin1")) ?? [];
		if (oid === void 0) return { unknown: "it is kept in Git LFS, and the commit has no plain pointer to it" };
		return digest.sha256 === oid && digest.bytes === Number(size) ? "same" : "changed";
	}
	if (isSet(filter)) return { unknown: `the filter ${filter} writes it at the checkout` };
	if (isSet(encoding)) return { unknown: `it is checked out as ${encoding}` };
	const crlf = eol === "crlf" && text !== "unset";
	if (!crlf && ident !== "set") return "changed";
	if (digest.bytes > mostBytes) return { unknown: "it is converted at the checkout, and too large to undo that" };
	let content = Buffer.from(await file.read()).toString("latin1");
	if (crlf) {
		if (/(?<!\r)\n/.test(content) || text === "auto" && content.includes("\0")) return "changed";
		content = content.replaceAll("\r\n", "\n");
	}
	if (ident === "set") content = content.replaceAll(`$Id: ${id} $`, "$Id$");
	return objectId("blob", Buffer.from(content, "latin1"), id.length) === id ? "same" : "changed";
}
function isSet(value) {
	return value !== "unspecified" && value !== "unset";
}

export { attributesOf, convertedTo };