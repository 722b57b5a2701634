import { isObject } from "./shared.js";
import { readStatusWord } from "./domain-foreign-report.js";

// shared/domain/readiness/shadow.ts
function readVerdict(value) {
	if (!isObject(value)) return {
		ok: false,
		why: "is not an object"
	};
	const { decision, status } = value;
	const words = [decision, status].filter((word) => typeof word === "string");
	const [said, other] = words;
	if (said === void 0) return {
		ok: false,
		why: "has neither decision nor status"
	};
	return {
		ok: true,
		verdict: {
			...other === void 0 || wordOf(other) === wordOf(said) || said === "conditional-go" ? {
				word: wordOf(said),
				said
			} : {
				word: "unclear",
				said: words.join(" and ")
			},
			checks: [...checksOf(value), ...reportsOf(value)]
		}
	};
}
function wordOf(said) {
	if (said === "go" || said === "conditional-go") return "go";
	if (said === "no-go") return "stop";
	const status = readStatusWord(said);
	return status === "passed" ? "go" : status === void 0 ? "unclear" : "stop";
}
function checksOf({ checks }) {
	return (Array.isArray(checks) ? checks : []).flatMap((check) => {
		const { check_id: name, passed } = isObject(check) ? check : {};
		if (typeof name !== "string") return [];
		return [{
			name,
			word: passed === true ? "go" : passed === false ? "stop" : "unclear"
		}];
	});
}
function reportsOf({ reports }) {
	return (Array.isArray(reports) ? reports : []).flatMap((report) => {
		const { path, status } = isObject(report) ? report : {};
		if (typeof path !== "string") return [];
		return [{
			name: path,
			word: typeof status === "string" ? wordOf(status) : "unclear"
		}];
	});
}
function compareVerdicts(verdict, own, mapped, ready) {
	const ours = ready ? "go" : "stop";
	const disagreements = [];
	if (verdict.word !== ours) disagreements.push({
		check: "decision",
		id: void 0,
		ours,
		theirs: verdict.word
	});
	const unmatched = [];
	let compared = 1;
	for (const { name, word } of verdict.checks) {
		const id = Object.hasOwn(mapped, name) ? mapped[name] : void 0;
		const match = own.find((one) => id === void 0 ? speaksOf(name, one) : one.id === id);
		if (match === void 0) {
			unmatched.push(name);
			continue;
		}
		compared += 1;
		if (match.word !== word) disagreements.push({
			check: name,
			id: match.id,
			ours: match.word,
			theirs: word
		});
	}
	return {
		compared,
		unmatched,
		disagreements
	};
}
function speaksOf(name, { kind, names }) {
	if (kind === "job") return names.some((job) => name === `job_result:${job}`);
	const file = name.slice(name.lastIndexOf("/") + 1).replace(/\.json$/, "");
	return names.some((report) => {
		const stem = report.replace(/_report$/, "");
		return file === report || usual.some((ending) => name === `${stem}${ending}`);
	});
}
const usual = [
	"_status_passed",
	"_report_present",
	"_contract_valid",
	"_execution_complete",
	"_no_failures"
];

export { compareVerdicts, readVerdict };