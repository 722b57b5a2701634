// shared/domain/branch-line/line.ts
function lineOf(history, path, ref, maxBytes) {
	return async (from) => {
		if (from === ref) return {
			ok: true,
			data: []
		};
		const answer = await history.units({
			range: `${from}..${ref}`,
			eachCommit: true
		});
		if (!answer.ok) return answer;
		const versions = [];
		for (const unit of [...answer.units].reverse()) {
			const listed = await unit.changes();
			if (!listed.ok) return listed;
			const change = listed.changes.find((each) => each.path === path);
			if (change === void 0) continue;
			const found = change.kind === "deleted" ? void 0 : await unit.content(change, "after", maxBytes);
			if (found?.found === false && found.because !== void 0) return {
				ok: false,
				because: found.because
			};
			versions.push({
				commit: unit.head ?? ref,
				content: found?.found === true ? found.content : void 0
			});
		}
		return {
			ok: true,
			data: versions
		};
	};
}

export { lineOf };