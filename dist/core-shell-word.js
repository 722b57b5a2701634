// shared/core/shell-word.ts
function shellWord(text) {
	return /^(?!=)[A-Za-z0-9_./%:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export { shellWord };