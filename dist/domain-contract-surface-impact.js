import { childPointer, isObject } from "./shared.js";
import { bulletsUnder, headingsNamed, parseMarkdown } from "./parse-markdown.js";

// shared/domain/contract-surface/impact.ts
function addedImpact(before, after, { heading, labels }) {
	const now = parseMarkdown(after);
	if (!now.ok) return now;
	const old = before === void 0 ? void 0 : parseMarkdown(before);
	if (old !== void 0 && !old.ok) return {
		ok: false,
		message: `of the earlier version ${old.message}`
	};
	const extra = /* @__PURE__ */ new Map();
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
function writtenImpact(document, pointer, labels) {
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
			state: isPlaceholder(shown) ? "placeholder" : "filled",
			value: shown,
			position
		};
	});
}
function keyOf({ label, value }) {
	return JSON.stringify([label, value]);
}
function isPlaceholder(value) {
	const text = value.replaceAll("`", "").trim();
	if (!/[\p{L}\p{N}]/u.test(text)) return true;
	if (/^(?:to ?do|tb[acd]|fix ?me|x{3,}|describe|(?:to be|not yet) \w+)\b[ .:!]*$/i.test(text)) return true;
	if (/\b(?:none\s*[|/]\s*describe|yes\s*[|/]\s*no)\b/i.test(text)) return true;
	if (/^<[^<>]*>$/.test(text)) return true;
	return /(?:^|[^\p{L}\p{N}_])(?:<[A-Za-z][^<>]*>|\{\{[^{}]*\}\})/u.test(text);
}

export { addedImpact, writtenImpact };