import { formatPointer } from "./shared.js";

// shared/core/pointer-problem.ts
function pointerProblems(error) {
	return error.issues.map(({ path, message }) => ({
		pointer: formatPointer(path.map((token) => typeof token === "number" ? token : String(token))),
		message
	}));
}
function repeatedProblems(values, pointer, noun) {
	const seen = new Set();
	return values.flatMap((value, index) => {
		if (seen.has(value)) return [{
			pointer: pointer(index),
			message: `there are two ${noun} ${value}`
		}];
		seen.add(value);
		return [];
	});
}

export { pointerProblems, repeatedProblems };