import { assumptions, auditAssumptions, workflowAssumptions } from "./domain-assumptions.js";
import { classicProbes, graphqlProbes, listProbes, ruleProbes, rulesetProbes } from "./domain-setup.js";

// shared/domain/setup/live.ts
const all = [
	...assumptions,
	...auditAssumptions,
	...workflowAssumptions
];
const probes = {
	...ruleProbes,
	...rulesetProbes,
	...classicProbes,
	...listProbes,
	...graphqlProbes
};
async function probeAll(repository) {
	const found = [];
	for (const { id, says, risk, probe, unread } of all) {
		const look = Object.hasOwn(probes, id) ? probes[id] : void 0;
		const seen = look === void 0 ? {
			outcome: "by-hand",
			because: unread ?? "no reading shows it",
			needs: probe
		} : await look(repository);
		found.push({
			id,
			says,
			risk,
			...seen
		});
	}
	const order = [
		"refuted",
		"could-not-look",
		"confirmed",
		"nothing-here",
		"by-hand"
	];
	const risks = [
		"false-green",
		"false-red",
		"unverified"
	];
	return found.sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || risks.indexOf(a.risk) - risks.indexOf(b.risk));
}
function unasked({ message, needs }) {
	return all.map(({ id, says, risk }) => ({
		id,
		says,
		risk,
		outcome: "could-not-look",
		because: message,
		needs
	}));
}

export { probeAll, unasked };