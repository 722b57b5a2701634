import { broughtContent } from "./contract-change-features.js";
import { failed, placeOf, settled, shown } from "./contract-change.control.js";

// actions/contract-change/companions.ts
async function judgeCompanions(comparison, companions) {
	const { seen, surface, changes, unknown } = comparison;
	const rule = "companions";
	const outcomes = [];
	for (const { companion, allOf, anyOf } of companions) {
		const { id, why, when, who } = companion;
		const fact = {
			surface: surface.id,
			what: [id],
			unit: seen.unit.key
		};
		const asking = changes.filter((change) => when.includes(change.class) && (who?.includes(change.who) ?? true));
		const [worst] = asking;
		if (worst === void 0) {
			outcomes.push(settled(rule, fact, unknown));
			continue;
		}
		if (seen.judged === void 0) {
			outcomes.push(settled(rule, fact, seen.because));
			continue;
		}
		const { lacking, because, unread } = await lackingOf(seen.judged, allOf, anyOf);
		if (lacking.length === 0 || unread !== void 0) {
			outcomes.push(settled(rule, fact, because ?? unread));
			continue;
		}
		const reason = why === void 0 ? id : `${id}: ${why}`;
		outcomes.push(failed(rule, {
			...fact,
			problem: `${seen.unit.name}: ${surface.id} has a change that is ${worst.class} (${worst.path}: ${worst.message}), but ${lacking.map(({ words }) => words).join("; ")} (${reason})`,
			expected: lacking.map(({ pattern }) => pattern),
			actual: shown(asking.map(textOf), 20),
			observed: [lacking.map(({ pattern }) => pattern), asking.map(({ fingerprint }) => fingerprint).sort()],
			fix: `change ${lacking.map(({ pattern }) => pattern).join(" and ")} in the same change; a deletion, a link, an empty file and a mere copy are none`
		}, placeOf(worst)));
	}
	return outcomes;
}
function textOf({ path, message }) {
	return `${path}: ${message}`;
}
async function lackingOf(judged, allOf, anyOf) {
	const lacking = [];
	const { brought, because: unread } = await broughtContent(judged, [...allOf, ...anyOf]);
	let because;
	for (const matcher of allOf) {
		const { changed } = await brought.touch(matcher, false);
		if (changed.is === "no") lacking.push({
			pattern: matcher.pattern,
			words: `${matcher.pattern} ${changed.words}`
		});
		if (changed.is === "unknown") because ??= changed.because;
	}
	if (anyOf.length === 0) return {
		lacking,
		because,
		unread
	};
	let open;
	for (const matcher of anyOf) {
		const { changed } = await brought.touch(matcher, false);
		if (changed.is === "yes") return {
			lacking,
			because,
			unread
		};
		if (changed.is === "unknown") open ??= changed.because;
	}
	if (open === void 0) {
		const patterns = anyOf.map(({ pattern }) => pattern);
		const pattern = patterns.length === 1 ? patterns[0] ?? "" : `one of ${patterns.join(", ")}`;
		const none = patterns.length === 1 ? `${pattern} did not change` : `none of ${patterns.join(", ")} changed`;
		lacking.push({
			pattern,
			words: none
		});
	}
	return {
		lacking,
		because: because ?? open,
		unread
	};
}

export { judgeCompanions };