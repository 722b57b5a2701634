import { formatPointer, quote } from "./shared.js";
import { array, looseObject, record, string } from "./vendor.js";
import { pointerProblems } from "./core-pointer-problem.js";

// shared/domain/check-file/check-file.ts
const CheckFileSchema = looseObject({
	required_status_checks: array(string("must be the name of a check").min(1, "must be the name of a check"), "must be a list of checks").min(1, "must name at least one check"),
	check_job_mapping: record(string(), looseObject({
		workflow: string("must name a workflow file").min(1, "must name a workflow file"),
		job_id: string("must name a job").min(1, "must name a job")
	}, "must be an object with workflow and job_id"), "must be an object of checks").optional()
}, "must be an object with required_status_checks");
const workflowFolder = ".github/workflows/";
function readCheckFile(data) {
	const parsed = CheckFileSchema.safeParse(data);
	if (!parsed.success) return {
		ok: false,
		problems: pointerProblems(parsed.error)
	};
	const { required_status_checks: names, check_job_mapping: mapping = {} } = parsed.data;
	const checks = names.map((context, index) => {
		const given = Object.hasOwn(mapping, context) ? mapping[context] : void 0;
		const pointer = formatPointer(["required_status_checks", index]);
		if (given === void 0) return {
			context,
			pointer
		};
		const { workflow, job_id: id } = given;
		return {
			context,
			pointer,
			job: {
				workflow: workflow.includes("/") ? workflow : workflowFolder + workflow,
				id,
				pointer: formatPointer(["check_job_mapping", context])
			}
		};
	});
	const problems = [...checks.filter(({ context }, index) => names.indexOf(context) !== index).map(({ context, pointer }) => ({
		pointer,
		message: `lists ${quote(context)} twice`
	})), ...Object.keys(mapping).filter((context) => !names.includes(context)).map((context) => ({
		pointer: formatPointer(["check_job_mapping", context]),
		message: `maps ${quote(context)} to a job and does not require it`
	}))];
	return problems.length === 0 ? {
		ok: true,
		checks
	} : {
		ok: false,
		problems
	};
}

export { readCheckFile };