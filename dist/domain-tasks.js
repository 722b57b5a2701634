import { GovernanceError, isObject } from "./shared.js";

// shared/domain/tasks/legs.ts
function taskLegProblems(whole) {
	const summary = whole["executive-summary"];
	const legs = isObject(summary) && isObject(summary["legs"]) ? summary["legs"] : {};
	return Object.entries(whole).flatMap(([control, section]) => {
		const tasks = isObject(section) && Array.isArray(section["tasks"]) ? new Set(section["tasks"]) : new Set();
		if (tasks.size < 2) return [];
		const named = Array.isArray(legs[control]) ? legs[control] : [];
		if ([...tasks].filter((task) => !named.includes(task)).length === 0) return [];
		return [{
			pointer: `/${control}/tasks`,
			message: `the report of one task must not stand for the other: expected legs: { ${control}: [${[...tasks].join(", ")}] } under executive-summary`
		}];
	});
}

// shared/domain/tasks/chosen-task.ts
function chosenTask({ task, tasks: allowed }, subject) {
	const [only] = allowed;
	const chosen = task === void 0 && new Set(allowed).size === 1 ? only : allowed.find((each) => each === task);
	if (chosen === void 0) throw new GovernanceError("BAD_INPUT", task === void 0 ? "it is not said which task is meant" : `${task} is not one of the tasks that are allowed here`, { hint: `Set task to one of these: ${allowed.join(", ")}.` });
	if (subject.event !== "local" && new Set(allowed).size > 1 && subject.matrixKey !== chosen) throw new GovernanceError("BAD_INPUT", `the report of the task ${chosen} must bear its name`, { hint: `Set artifact-key: ${chosen}, and name the tasks under legs of executive-summary.` });
	return chosen;
}

export { chosenTask, taskLegProblems };