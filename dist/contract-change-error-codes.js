import { codeDifferences, readList } from "./contract-change-features.js";
import { listed, quote } from "./shared.js";
import { failed, noData, settled } from "./contract-change.control.js";

// actions/contract-change/error-codes.ts
async function judgeErrorCodes(surface, { fields, lists: places }, judged) {
	const { listPlaceText } = await import("./domain-contract-surface-list-place.js");
	const rule = "error-codes-agree";
	const outcomes = [];
	const held = [];
	let unknown;
	const open = new Map();
	for (const place of places) {
		const name = listPlaceText(place);
		const fact = {
			surface: surface.id,
			what: [name]
		};
		const read = await readList(judged.texts, place, "error code", false);
		if ("missing" in read) {
			const problem = `${place.path} ${read.missing}, and should list the error codes`;
			outcomes.push(failed(rule, {
				...fact,
				problem,
				fix: `restore ${place.path}`
			}, { path: place.path }));
			unknown ??= noData(place.path, read.missing);
		} else if ("because" in read) {
			unknown ??= read.because;
			outcomes.push(settled(rule, fact, read.because));
		} else {
			held.push({
				list: read.list,
				complete: place.complete ?? true,
				name
			});
			const [problem] = read.list.problems;
			if (problem === void 0) continue;
			const because = noData(place.path, `${problem.message}${problem.at.line === void 0 ? "" : ` (line ${problem.at.line})`}`);
			open.set(name, because);
			unknown ??= because;
		}
	}
	const missing = codeDifferences([...held, ...await declared(fields, judged)]);
	for (const { list, name } of held) {
		const own = missing.filter((each) => each.list === list);
		for (const { code, missing: lacking, present } of own) {
			const has = listed(present.map(({ at }) => at.line === void 0 ? at.path : `${at.path}:${at.line}`));
			const problem = `${name} lacks the error code ${quote(code, 80)}, which is in ${has}`;
			const fix = `add ${code} to ${name}, or take it out of ${has}`;
			outcomes.push(failed(rule, {
				surface: surface.id,
				what: [name, code],
				problem,
				expected: code,
				observed: [code, ...present.map(({ path }) => path)],
				fix
			}, lacking.at));
		}
		const because = open.get(name) ?? unknown;
		if (own.length === 0 || open.has(name)) outcomes.push(settled(rule, {
			surface: surface.id,
			what: [name]
		}, because));
	}
	return outcomes;
}
async function declared(fields, { files, texts, parse }) {
	const lists = [];
	const { declaredCodes } = await import("./domain-contract-surface-declared-codes.js");
	for (const file of fields.length === 0 ? [] : files) {
		const text = await texts(file.path);
		const known = text.state === "text" ? parse(file, text).surface : void 0;
		if (known !== void 0) lists.push({
			list: declaredCodes(known, file.path, fields),
			complete: false
		});
	}
	return lists;
}

export { judgeErrorCodes };