import { locate } from "./core-location.js";
import { patternMatches } from "./domain-contract-surface-config.js";
import { quote } from "./shared.js";
import { failed, noData, settled } from "./contract-change.control.js";

// actions/contract-change/boundary.ts
const mostFiles = 2e3;
async function judgeBoundaries(ctx, surface, boundaries, texts) {
	const rule = "only-in";
	const outcomes = [];
	for (const { id, why, pattern, files, under } of boundaries) {
		const fact = {
			surface: surface.id,
			what: [id]
		};
		const matched = await ctx.match(files);
		if (!matched.ok) {
			outcomes.push(settled(rule, fact, matched.because));
			continue;
		}
		const inside = await ctx.matcher(under);
		const reason = why === void 0 ? id : `${id}: ${why}`;
		let unknown;
		let kept = 0;
		const before = outcomes.length;
		for (const path of matched.paths.slice(0, mostFiles)) {
			const text = await texts(path);
			if (text.state !== "text") {
				unknown ??= text.state === "unknown" ? text.because : noData(path, text.message);
				continue;
			}
			const matches = patternMatches(text.text, pattern);
			if (!matches.ok) throw new Error(`${pattern} is no regular expression`);
			const [first] = matches.found;
			const [problem] = matches.problems;
			if (inside(path)) kept += matches.found.length;
			else if (first !== void 0) outcomes.push(failed(rule, {
				surface: surface.id,
				what: [id, path],
				problem: `${path} has ${quote(first.text, 80)}, which belongs under ${under.join(", ")} only (${reason})`,
				actual: matches.found.slice(0, 20).map((match) => `line ${match.position.line}: ${match.text}`),
				observed: matches.found.map((match) => match.text),
				fix: `move it behind ${under.join(" or ")}`
			}, locate(path, first.position)));
			else if (problem !== void 0) unknown ??= noData(path, `${problem.message} (line ${problem.position.line})`);
		}
		if (matched.paths.length > mostFiles) {
			const message = `${files.join(", ")} match ${matched.paths.length} files: more than ${mostFiles} are not searched`;
			unknown ??= {
				code: "TRUNCATED",
				message,
				needs: "globs that match fewer files"
			};
		}
		if (outcomes.length > before && unknown === void 0) continue;
		if (kept === 0 && outcomes.length === before && unknown === void 0) {
			const problem = `nothing under ${under.join(", ")} is found by ${quote(pattern, 80)}, so the boundary guards nothing (${reason})`;
			outcomes.push(failed(rule, {
				...fact,
				problem,
				fix: `correct pattern, files or under of ${id}`
			}));
		} else outcomes.push(settled(rule, fact, unknown));
	}
	return outcomes;
}

export { judgeBoundaries };