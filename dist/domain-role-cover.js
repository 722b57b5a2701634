// shared/domain/role-cover/cover.ts
function coverRoles(demands, { approvals, refused, openedByBot, movedTo }, { after = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = {}) {
	const everybody = [...new Set(demands.flatMap(({ people }) => people))];
	const asked = openedByBot ? [...demands, {
		role: "anybody, as an app opened it",
		people: everybody,
		count: 1
	}] : demands;
	const places = asked.flatMap(({ role, people, count }, demand) => Array.from({ length: count }, () => ({
		demand,
		role,
		people: folded(people)
	})));
	const timely = approvals.filter(({ at }) => at > after && at <= until);
	const taken = new Map();
	const place = (at, tried) => {
		const able = [...timely.keys()].filter((index) => places[at]?.people.has(timely[index]?.by.toLowerCase() ?? ""));
		for (const index of [...able.filter((one) => !taken.has(one)), ...able.filter((one) => taken.has(one))]) {
			if (tried.has(index)) continue;
			tried.add(index);
			const other = taken.get(index);
			if (other === void 0 || place(other, tried)) {
				taken.set(index, at);
				return true;
			}
		}
		return false;
	};
	for (const at of places.keys()) place(at, new Set());
	const placed = [...taken].sort(([, a], [, b]) => a - b).flatMap(([index, at]) => {
		const [approval, stands] = [timely[index], places[at]];
		if (approval === void 0 || stands === void 0) return [];
		return [{
			demand: stands.demand,
			role: stands.role,
			by: approval.by,
			at: approval.at
		}];
	});
	const lacking = asked.flatMap(({ role, people, count }, demand) => {
		const own = folded(people);
		const given = placed.filter((one) => one.demand === demand).length;
		if (given >= count) return [];
		const of = (some) => some.filter(({ by }) => own.has(by.toLowerCase())).map(({ by }) => by);
		const [early, late] = [of(approvals.filter(({ at }) => at <= after)), of(approvals.filter(({ at }) => at > after && at > until))];
		const elsewhere = of(placed.filter((one) => one.role !== role));
		return [[
			`${role}: ${given} of ${count} approvals by ${people.join(", ") || "nobody"}`,
			...early.length === 0 ? [] : [`${early.join(", ")} approved before the evidence was there`],
			...late.length === 0 ? [] : [`${late.join(", ")} approved too late`],
			...elsewhere.length === 0 ? [] : [`${elsewhere.join(", ")} stands for another role`],
			...movedTo === void 0 ? [] : [`the pull request has moved on to ${movedTo}`],
			...refused.filter(({ by }) => own.has(by.toLowerCase())).map(({ by, why }) => `${by} ${why}`)
		].join(", ")];
	});
	return {
		covered: placed.map(({ role, by, at }) => ({
			role,
			by,
			at
		})),
		lacking: demands.length === 0 ? ["there is no role that could approve"] : lacking
	};
}
function folded(people) {
	return new Set(people.map((login) => login.toLowerCase()));
}

export { coverRoles };