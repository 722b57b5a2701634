// shared/core/range-text.ts
function rangeText(lower, upper) {
	if (lower === void 0) return upper === void 0 ? "open at both ends" : `up to ${upper}`;
	return upper === void 0 ? `${lower} or more` : `${lower} to ${upper}`;
}

export { rangeText };