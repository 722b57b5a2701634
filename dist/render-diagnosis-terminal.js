import { places } from "./core-diagnosis.js";
import { fitted } from "./render-fitted.js";
import { safe } from "./shared.js";

// shared/render/diagnosis-terminal.ts
const levels = [
	"wrong",
	"unknown",
	"advice"
];
const reaches = {
	yes: "yes",
	part: "part",
	no: "no",
	"not-run": "-"
};
function diagnosisText({ troubles, abilities, facts, probed }, width) {
	const count = (level) => troubles.filter((trouble) => trouble.level === level).length;
	const lines = [`doctor: ${count("wrong")} wrong, ${count("unknown")} not known, ${count("advice")} to consider`];
	for (const level of levels) for (const trouble of inOrder(troubles)) if (trouble.level === level) lines.push(...troubleLines(trouble));
	lines.push(...facts.map((fact) => `  ${safe(fact)}`));
	if (abilities.length > 0) lines.push("", "What each control will be able to verify", ...abilityLines(abilities, width));
	if (probed !== void 0) lines.push("", ...probeLines(probed));
	return `${fitted(lines, width).join("\n")}\n`;
}
function inOrder(troubles) {
	return [...troubles].sort((a, b) => a.path === b.path ? (a.line ?? 0) - (b.line ?? 0) : a.path < b.path ? -1 : 1);
}
function troubleLines({ level, path, line, says, expected, actual, fix }) {
	return [
		`  ${level.padEnd(7)}  ${safe(path)}${line === void 0 ? "" : `:${line}`}  ${safe(says)}`,
		`      expected: ${safe(expected)}`,
		`      actual: ${safe(actual)}`,
		`      Fix: ${safe(fix)}`
	];
}
function abilityLines(abilities, room = Number.POSITIVE_INFINITY) {
	const width = Math.max(...abilities.map(({ control }) => control.length));
	const reasons = new Map();
	const rows = abilities.map(({ control, at }) => {
		const cells = places.map((place) => {
			const { reach, because } = at[place];
			if (because !== void 0 && !reasons.has(because)) reasons.set(because, reasons.size + 1);
			const note = because === void 0 ? "" : ` ${reasons.get(because)}`;
			return `${reaches[reach]}${note}`.padEnd(columnOf(place));
		});
		return `  ${control.padEnd(width)}  ${cells.join("  ")}`.trimEnd();
	});
	const head = `  ${"".padEnd(width)}  ${places.map((place) => place.padEnd(columnOf(place))).join("  ")}`.trimEnd();
	const paragraphs = abilities.flatMap((ability) => abilityParagraph(ability, reasons));
	return [
		...head.length <= room ? [head, ...rows] : paragraphs,
		"  yes: all that it is asked; part: the rest is not verified; no: nothing; -: no workflow runs it there",
		...[...reasons].map(([because, number]) => `  ${number}: ${safe(because)}`)
	];
}
function abilityParagraph({ control, at }, reasons) {
	const said = new Map();
	for (const place of places) {
		const { reach, because } = at[place];
		const words = [reaches[reach], because === void 0 ? void 0 : reasons.get(because)].filter((word) => word !== void 0);
		const same = said.get(words.join(" ")) ?? [];
		said.set(words.join(" "), [...same, place]);
	}
	return [`  ${control}`, ...[...said].map(([words, where]) => `    ${words}: ${where.join(", ")}`)];
}
function columnOf(place) {
	return Math.max(place.length, 7);
}
const looks = {
	refuted: "refuted",
	"could-not-look": "could not look",
	confirmed: "confirmed",
	"nothing-here": "nothing here",
	"by-hand": "by hand"
};
function probeLines(probed) {
	const count = (outcome) => probed.filter((each) => each.outcome === outcome).length;
	const lines = [`What is taken for true of GitHub: ${count("refuted")} refuted, ${count("confirmed")} confirmed here, ${count("could-not-look")} could not be looked at, ${count("nothing-here")} with nothing here to see, ${count("by-hand")} only by hand`];
	const [first] = probed;
	if (first !== void 0 && probed.every(({ because, needs }) => because === first.because && needs === first.needs)) {
		lines.push(`  ${safe(first.because)}`);
		if (first.needs !== void 0) lines.push(`      needs: ${safe(first.needs)}`);
		return lines;
	}
	for (const { id, outcome, risk, says, because, needs } of probed) {
		lines.push(`  ${looks[outcome]}  ${id} (${risk})`, `      ${safe(says)}`, `      ${safe(because)}`);
		if (needs !== void 0) lines.push(`      ${outcome === "by-hand" ? "to look" : "needs"}: ${safe(needs)}`);
	}
	return lines;
}

export { diagnosisText };