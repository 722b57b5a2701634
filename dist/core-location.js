// shared/core/location.ts
function locate(path, position) {
	return position === void 0 ? { path } : {
		path,
		line: position.line,
		column: position.column
	};
}

export { locate };