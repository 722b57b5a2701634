import { GovernanceError, isObject } from "./shared.js";

// shared/domain/tasks/chosen-task.ts
function chosenTask({ task, tasks: allowed }, subject, keysOf = (each) => [each]) {
	const [only] = allowed;
	const chosen = task === void 0 && new Set(allowed).size === 1 ? only : allowed.find((each) => each === task);
	if (chosen === void 0) throw new GovernanceError("BAD_INPUT", task === void 0 ? "it is not said which task is meant" : `${task} is not one of the tasks that are allowed here`, { hint: `Set task to one of these: ${allowed.join(", ")}.` });
	if (subject.event !== "local" && new Set(allowed).size > 1 && !keysOf(chosen).includes(subject.matrixKey ?? "")) throw new GovernanceError("BAD_INPUT", `the report of the task ${chosen} must bear its name`, { hint: `Set artifact-key: ${chosen}, and name the tasks under legs of executive-summary.` });
	return chosen;
}

// shared/domain/tasks/legs.ts
const afterwards = ["record", "create"];
function taskLegProblems(whole) {
	const summary = whole["executive-summary"];
	const legs = isObject(summary) && isObject(summary["legs"]) ? summary["legs"] : {};
	return Object.entries(whole).flatMap(([control, section]) => {
		const tasks = isObject(section) ? tasksOf(control, section) : new Set();
		if (tasks.size < 2) return [];
		const named = Array.isArray(legs[control]) ? legs[control] : [];
		const wanted = [...tasks].filter((task) => !afterwards.includes(task));
		if (wanted.every((task) => named.includes(task))) return [];
		return [{
			pointer: `/${control}`,
			message: `the report of one task must not stand for the others: expected legs: { ${control}: [${wanted.join(", ")}] } under executive-summary`
		}];
	});
}
function tasksOf(control, section) {
	if (control === "evidence-bundle") return new Set(["create", "verify"].filter((task) => section[task] !== void 0));
	if (control === "promotion" && section["tasks"] === void 0) return new Set(["record", "verify"]);
	return new Set(Array.isArray(section["tasks"]) ? section["tasks"] : []);
}

export { chosenTask, taskLegProblems, tasksOf };