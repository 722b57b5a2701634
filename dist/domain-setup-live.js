import { assumptions, auditAssumptions } from "./domain-assumptions.js";
import { listProbes, ruleProbes } from "./domain-setup.js";

// shared/domain/setup/live.ts
const probes = {
	...ruleProbes,
	...listProbes
};
async function probeAll(repository) {
	const found = [];
	for (const { id, says, risk, probe } of [...assumptions, ...auditAssumptions]) {
		const look = Object.hasOwn(probes, id) ? probes[id] : void 0;
		const seen = look === void 0 ? {
			outcome: "could-not-look",
			because: "reading this repository does not show it",
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
		"confirmed",
		"could-not-look"
	];
	const risks = [
		"false-green",
		"false-red",
		"unverified"
	];
	return found.sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || risks.indexOf(a.risk) - risks.indexOf(b.risk));
}
function unasked({ message, needs }) {
	return [...assumptions, ...auditAssumptions].map(({ id, says, risk }) => ({
		id,
		says,
		risk,
		outcome: "could-not-look",
		because: message,
		needs
	}));
}

export { probeAll, unasked };