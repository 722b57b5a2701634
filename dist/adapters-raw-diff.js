// shared/adapters/raw-diff.ts
const line = /^:(\d{6}) (\d{6}) ([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) ([ACDMRT])(\d{3})?$/;
const none = "000000";
function parseRawDiff(output, { worktree = false } = {}) {
	const tokens = tokensOf(output);
	if (tokens === void 0) return {
		ok: false,
		message: "git did not end its list"
	};
	const entries = [];
	const sources = [];
	const decoder = new TextDecoder("utf-8", {
		fatal: true,
		ignoreBOM: true
	});
	const pathAt = (index) => {
		const token = tokens[index];
		return token === void 0 || token.length === 0 ? void 0 : decodeWith(decoder, token);
	};
	for (let at = 0; at < tokens.length;) {
		const text = Buffer.from(tokens[at] ?? []).toString("latin1");
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
			const shown = Buffer.from(tokens[first === void 0 ? at + 1 : at + 2] ?? []).toString("utf8");
			return {
				ok: false,
				message: `the name of a changed file is not UTF-8: ${JSON.stringify(shown)}`
			};
		}
		const before = oldMode === none ? void 0 : {
			mode: oldMode,
			id: idOf(oldId)
		};
		const after = newMode === none ? void 0 : {
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
	const tokens = [];
	let start = 0;
	for (let end = output.indexOf(0); end !== -1; end = output.indexOf(0, start)) {
		tokens.push(output.subarray(start, end));
		start = end + 1;
	}
	return start === output.length ? tokens : void 0;
}
function decodeWith(decoder, bytes) {
	try {
		return decoder.decode(bytes);
	} catch {
		return;
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

export { fileType, parseRawDiff };