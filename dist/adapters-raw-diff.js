// shared/adapters/raw-diff.ts
const line = /^:(\d{6}) (\d{6}) ([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) ([ACDMRT])(\d{3})?$/;
const noMode = "000000";
const none = {
	text: "",
	utf8: true
};
function parseRawDiff(output, options = {}) {
	const tokens = tokensOf(output);
	return tokens === void 0 ? {
		ok: false,
		message: "git did not end its list"
	} : parseRawTokens(tokens, options);
}
function parseRawTokens(tokens, { worktree = false } = {}) {
	const entries = [];
	const sources = [];
	const pathAt = (index) => {
		const { text, utf8 } = tokens[index] ?? none;
		return utf8 && text !== "" ? text : void 0;
	};
	for (let at = 0; at < tokens.length;) {
		const { text } = tokens[at] ?? none;
		const match = line.exec(text);
		if (match === null) return {
			ok: false,
			message: `git wrote a line that is not known: ${JSON.stringify(text)}`
		};
		const [, oldMode = "", newMode = "", oldId = "", newId = "", status = "", score] = match;
		const paired = status === "R" || status === "C";
		const first = pathAt(at + 1);
		const second = paired ? pathAt(at + 2) : first;
		if (first === void 0 || second === void 0) {
			const shown = tokens[first === void 0 ? at + 1 : at + 2] ?? none;
			return {
				ok: false,
				message: `the name of a changed file is not UTF-8: ${JSON.stringify(shown.text)}`
			};
		}
		const before = oldMode === noMode ? void 0 : {
			mode: oldMode,
			id: idOf(oldId)
		};
		const after = newMode === noMode ? void 0 : {
			mode: newMode,
			id: idOf(newId)
		};
		if (!fits(status, score, before, after, worktree)) return {
			ok: false,
			message: `git wrote a line that contradicts itself: ${JSON.stringify(`${text} ${first}`)}`
		};
		if (!paired) entries.push({
			path: first,
			before,
			after
		});
		else {
			if (status === "R") entries.push({
				path: first,
				before,
				after: void 0
			});
			else sources.push({
				path: first,
				mode: oldMode,
				id: oldId
			});
			entries.push({
				path: second,
				before: void 0,
				after
			});
		}
		at += paired ? 3 : 2;
	}
	return {
		ok: true,
		entries,
		sources
	};
}
function tokensOf(output) {
	if (output.length === 0) return [];
	if (output.at(-1) !== 0) return void 0;
	const whole = decoded(output.subarray(0, -1));
	if (whole.utf8) return whole.text.split("\0").map((text) => ({
		text,
		utf8: true
	}));
	const tokens = [];
	for (let start = 0; start < output.length;) {
		const end = output.indexOf(0, start);
		tokens.push(decoded(output.subarray(start, end)));
		start = end + 1;
	}
	return tokens;
}
function decoded(bytes) {
	try {
		return {
			text: new TextDecoder("utf-8", {
				fatal: true,
				ignoreBOM: true
			}).decode(bytes),
			utf8: true
		};
	} catch {
		return {
			text: Buffer.from(bytes).toString("utf8"),
			utf8: false
		};
	}
}
function idOf(text) {
	return /^0+$/.test(text) ? void 0 : text;
}
function fits(status, score, before, after, worktree) {
	const known = (side) => fileType(side.mode) !== void 0;
	const complete = (side) => known(side) && side.id !== void 0;
	const newer = worktree ? known : complete;
	switch (status) {
		case "A": return score === void 0 && before === void 0 && after !== void 0 && newer(after);
		case "D": return score === void 0 && after === void 0 && before !== void 0 && complete(before);
		case "M":
		case "T": {
			if (score !== void 0 || before === void 0 || after === void 0) return false;
			if (!complete(before) || !newer(after)) return false;
			const sameType = fileType(before.mode) === fileType(after.mode);
			return status === "M" ? sameType && !(before.mode === after.mode && before.id === after.id) : !sameType;
		}
		default:
			if (score !== "100" || before === void 0 || after === void 0 || worktree) return false;
			return complete(before) && before.id === after.id && fileType(before.mode) === fileType(after.mode);
	}
}
function fileType(mode) {
	if (/^100[0-7]{3}$/.test(mode)) return "file";
	return mode === "120000" ? "link" : mode === "160000" ? "submodule" : void 0;
}

export { fileType, parseRawDiff, parseRawTokens };