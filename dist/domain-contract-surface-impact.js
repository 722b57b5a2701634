import { childPointer, isObject } from "./shared.js";
import { bulletsUnder, headingsNamed, parseMarkdown } from "./parse-markdown.js";
import { isPlaceholder } from "./parse.js";

// shared/domain/contract-surface/impact.ts
function addedImpact(before, after, { heading, labels }) {
	const now = parseMarkdown(after);
	if (!now.ok) return now;
	const old = before === void 0 ? void 0 : parseMarkdown(before);
	if (old !== void 0 && !old.ok) return {
		ok: false,
		message: `of the earlier version ${old.message}`
	};
	const extra = new Map();
	const count = (bullets, by) => {
		for (const bullet of bullets) extra.set(keyOf(bullet), (extra.get(keyOf(bullet)) ?? 0) + by);
	};
	count(now.document.bullets, 1);
	count(old?.document.bullets ?? [], -1);
	const start = heading === void 0 ? void 0 : headingsNamed(now.document, heading)[0]?.position;
	const added = (heading === void 0 ? now.document.bullets : bulletsUnder(now.document, heading)).filter((bullet) => {
		const left = extra.get(keyOf(bullet)) ?? 0;
		extra.set(keyOf(bullet), left - 1);
		return left > 0;
	});
	return {
		ok: true,
		answers: labels.map((label) => {
			const own = added.filter((bullet) => bullet.label === label);
			const open = own.find(({ value }) => isPlaceholder(value));
			const shown = open ?? own[0];
			if (shown === void 0) return {
				label,
				state: "missing",
				value: void 0,
				position: start
			};
			return {
				label,
				state: open === void 0 ? "filled" : "placeholder",
				value: shown.value,
				position: shown.position
			};
		})
	};
}
function writtenBullets(text, place) {
	return addedImpact(void 0, text, place);
}
function writtenImpact(before, document, pointer, labels) {
	const answers = answersAt(document, pointer, labels);
	const earlier = before === void 0 ? [] : answersAt(before, pointer, labels);
	if (!answers.every(({ value }, index) => folded(value) === folded(earlier[index]?.value)) || answers.length !== earlier.length) return answers;
	return answers.map((answer) => answer.state === "filled" ? {
		...answer,
		state: "earlier"
	} : answer);
}
function folded(value) {
	return value?.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
}
function answersAt(document, pointer, labels) {
	const statement = document.get(pointer);
	if (!isObject(statement)) return [{
		label: pointer,
		state: "missing",
		value: void 0,
		position: document.near(pointer)
	}];
	const asked = labels.length === 0 ? Object.keys(statement) : labels;
	if (asked.length === 0) return [{
		label: pointer,
		state: "missing",
		value: void 0,
		position: document.at(pointer)
	}];
	return asked.map((label) => {
		const at = childPointer(pointer, label);
		const value = document.get(at);
		const position = document.at(at) ?? document.near(pointer);
		if (value === void 0 || value === null) return {
			label,
			state: "missing",
			value: void 0,
			position
		};
		const shown = typeof value === "string" ? value : JSON.stringify(value);
		return {
			label,
			state: saysNothing(value) ? "placeholder" : "filled",
			value: shown,
			position
		};
	});
}
function saysNothing(value) {
	if (typeof value === "string") return isPlaceholder(value);
	if (typeof value !== "object" || value === null) return value === null;
	const members = Object.values(value);
	return members.length === 0 || members.some(saysNothing);
}
function keyOf({ label, value }) {
	return JSON.stringify([label, value]);
}

export { addedImpact, writtenBullets, writtenImpact };