// shared/parse/semver/load.ts
async function loadVersions() {
	const { versions } = await import("./parse-semver-versions.js");
	return versions;
}
async function loadRanges() {
	const { ranges } = await import("./parse-semver-ranges.js");
	return ranges;
}

export { loadRanges, loadVersions };