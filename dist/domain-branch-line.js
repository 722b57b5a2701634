import { noData } from "./domain-verdict.js";

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

// shared/domain/branch-line/since.ts
async function changedSince(history, earlier, later) {
	if (earlier === later) return {
		ok: true,
		data: {
			contained: true,
			paths: async () => ({
				ok: true,
				data: []
			})
		}
	};
	const found = await history.units({ range: `${earlier}..${later}` });
	if (!found.ok) return found;
	const [unit, more] = found.units;
	if (unit === void 0 || more !== void 0) {
		const message = `what changed from ${earlier} to ${later} is not one change`;
		return {
			ok: false,
			because: noData(message, "a commit of this history")
		};
	}
	if (unit.base !== earlier) return {
		ok: true,
		data: { contained: false }
	};
	return {
		ok: true,
		data: {
			contained: true,
			async paths() {
				const changes = await unit.changes();
				if (!changes.ok) return changes;
				return {
					ok: true,
					data: changes.changes.map(({ path }) => path)
				};
			}
		}
	};
}

export { changedSince, lineOf };