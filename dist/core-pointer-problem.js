import { formatPointer } from "./shared.js";

// shared/core/pointer-problem.ts
function pointerProblems(error) {
	return error.issues.map(({ path, message }) => ({
		pointer: formatPointer(path.map((token) => typeof token === "number" ? token : String(token))),
		message
	}));
}

export { pointerProblems };