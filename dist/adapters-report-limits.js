// shared/adapters/report-limits.ts
const maxReportBytes = 16777216;
const maxArchiveBytes = 67108864;
const maxUnpackedBytes = 134217728;
const maxArchiveEntries = 1e3;
const maxArtifacts = 1e3;
const maxFolderFiles = 2e3;
function createBudget(maxBytes = 268435456) {
	let left = maxBytes;
	return {
		take(bytes) {
			left = bytes > left ? -1 : left - bytes;
			return left >= 0;
		},
		spent: () => left < 0,
		message: `is left out: all files together have more than the ${maxBytes} bytes that are kept`
	};
}
function isWanted(path, endings) {
	const name = path.toLowerCase();
	return name.endsWith(".json") || endings.some((ending) => name.endsWith(ending.toLowerCase()));
}

export { createBudget, isWanted, maxArchiveBytes, maxArchiveEntries, maxArtifacts, maxFolderFiles, maxReportBytes, maxUnpackedBytes };