import { manifestMaxBytes } from "./domain-producer.js";
import { noData, passed, unverified } from "./domain-record.js";
import { decodeText, quote } from "./shared.js";
import { tell } from "./cutover-gate.control.js";

// actions/cutover-gate/decision-table.ts
async function judgeTables(ctx, checkpoint, verified) {
	const tables = checkpoint["decision-tables"];
	for (const table of tables) await judgeTable(ctx, [
		checkpoint.id,
		table.path,
		table.heading
	], table, verified);
}
async function judgeTable(ctx, about, table, verified) {
	const { path, accepted, measured } = table;
	const fix = `mend ${path} on the default branch`;
	const found = await ctx.policy.tree.read(path, manifestMaxBytes);
	if (!found.found && found.because !== void 0) {
		tell(ctx, "decision-table", about, unverified(found.because));
		return;
	}
	const decoded = found.found ? decodeText(found.content) : {
		ok: false,
		message: found.message
	};
	if (!decoded.ok) {
		const problem = `the decision table ${path} ${decoded.message}`;
		tell(ctx, "decision-table", about, {
			status: "failed",
			problem,
			expected: "a table",
			actual: "nothing",
			fix,
			at: { path }
		});
		return;
	}
	const { readDecisionTable } = await import("./domain-cutover-decision-table.js");
	const read = readDecisionTable(decoded.text, table);
	if (!read.ok) {
		const [first] = read.problems;
		const problem = `the decision table ${path} ${read.problems.map(({ message }) => message).join("; ")}`;
		tell(ctx, "decision-table", about, {
			status: "failed",
			problem,
			expected: "a table that can be read",
			actual: "nothing",
			fix,
			at: first?.at
		});
		return;
	}
	const lost = Object.keys(measured).filter((check) => !read.rows.some((row) => row.check === check));
	for (const check of lost) {
		const problem = `the decision table ${path} has no row ${quote(check)}, which the configuration measures`;
		tell(ctx, "decision-table", [...about, check], {
			status: "failed",
			problem,
			expected: check,
			actual: "nothing",
			fix,
			at: { path }
		});
	}
	for (const row of read.rows) {
		const id = Object.hasOwn(measured, row.check) ? measured[row.check] : void 0;
		tell(ctx, "decision-table", [...about, row.check], judgeRow(row, accepted, id, verified));
	}
}
function judgeRow({ check, word, at }, accepted, id, verified) {
	const against = (problem, actual) => ({
		status: "failed",
		problem: `the decision table says ${quote(word)} for ${quote(check)}${problem}`,
		expected: accepted,
		actual,
		fix: "decide on that check, and write the word that is true into the row",
		at
	});
	if (!accepted.includes(word)) return against("", word);
	if (id === void 0) return unverified(noData(`the word ${quote(word)} for ${quote(check)} is only claimed: nothing measures it`, `a verification for ${quote(check)} under measured`));
	const status = verified.get(id);
	if (status === "passed") return passed;
	if (status === "failed") return against(`, and ${id}, which measures it, failed`, [
		word,
		id,
		status
	]);
	return unverified(noData(`${id}, which measures ${quote(check)}, is not verified`, "what that verification needs"));
}

export { judgeTables };