import { namedVersions } from "./contract-change-features.js";
import { quote } from "./shared.js";
import { failed, noData, settled, valueAt } from "./contract-change.control.js";

// actions/contract-change/overlap.ts
async function judgeOverlap(comparison, overlap, versions) {
	const { surface, seen } = comparison;
	const rule = "overlap";
	const change = versions.find(({ version }) => version.id === overlap.version);
	const whole = {
		surface: surface.id,
		what: [overlap.version],
		unit: seen.unit.key
	};
	if (change === void 0) throw new Error(`the surface ${surface.id} has no version ${overlap.version}`);
	if (change.state === "new") return [settled(rule, whole, void 0)];
	if (change.state === "unknown") return [settled(rule, whole, change.because)];
	if (change.step !== "raised" && change.step !== "other") return [settled(rule, whole, void 0)];
	const { before, after } = change;
	const { valuePlaceText } = await import("./domain-contract-surface-placed-value.js");
	const goes = `${seen.unit.name}: ${overlap.version} goes from ${quote(before)} to ${quote(after)}`;
	const outcomes = [];
	for (const place of overlap.active) {
		const name = valuePlaceText(place);
		const fact = {
			surface: surface.id,
			what: [overlap.version, name],
			unit: seen.unit.key
		};
		const read = await valueAt(seen.after, place);
		if (read.state === "unknown") outcomes.push(settled(rule, fact, read.because));
		else if (read.state === "value" && read.value === before) outcomes.push(settled(rule, fact, void 0));
		else {
			const actual = read.state === "value" ? read.value : "nothing";
			const problem = `${goes}, and ${name} does not say that ${before} stays active`;
			const fix = `keep ${before} in ${name} until consumers have followed`;
			outcomes.push(failed(rule, {
				...fact,
				problem,
				expected: before,
				actual,
				observed: [
					before,
					after,
					actual
				],
				fix
			}, read.at));
		}
	}
	const notes = overlap["migration-notes"];
	if (notes === void 0) return outcomes;
	const path = namedVersions(notes, before, after);
	const fact = {
		surface: surface.id,
		what: [overlap.version, notes],
		unit: seen.unit.key
	};
	const [text, earlier] = [await seen.after(path), await seen.before(path)];
	if (text.state === "unknown") return [...outcomes, settled(rule, fact, text.because)];
	const shown = text.state === "text" ? await shownIn(path, text.text) : {
		ok: true,
		text: ""
	};
	if (!shown.ok) return [...outcomes, settled(rule, fact, noData(path, shown.message))];
	const fix = `describe in ${path} how consumers get from ${before} to ${after}`;
	const problem = text.state !== "text" ? `the migration notes ${path}, which ${text.message}, are asked for` : !(hasWord(shown.text, before) && hasWord(shown.text, after)) ? `the migration notes ${path} do not name both` : earlier.state === "text" && earlier.sha256 === text.sha256 && notes === path ? `the migration notes ${path} are those of before` : void 0;
	outcomes.push(problem === void 0 ? settled(rule, fact, void 0) : failed(rule, {
		...fact,
		problem: `${goes}, and ${problem}`,
		actual: problem,
		fix
	}, { path }));
	return outcomes;
}
async function shownIn(path, text) {
	if (!/\.(?:md|markdown)$/i.test(path)) return {
		ok: true,
		text
	};
	const { shownText } = await import("./parse-markdown-text-entry.js");
	return shownText(text);
}
function hasWord(text, word) {
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
		const [before, after] = [text.slice(0, at), text.slice(at + word.length)];
		if (!/[\p{L}\p{N}_.+-]$/u.test(before) && !/^(?:[\p{L}\p{N}_+-]|\.[\p{L}\p{N}])/u.test(after)) return true;
	}
	return false;
}

export { judgeOverlap };