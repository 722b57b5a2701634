import { __toESM } from "./rolldown-runtime.js";
import { require_compare, require_satisfies, require_valid as require_valid$1, require_valid$1 as require_valid } from "./semver.js";

// shared/parse/semver/ranges.ts
var import_compare = __toESM(require_compare(), 1);
var import_satisfies = __toESM(require_satisfies(), 1);
var import_valid = __toESM(require_valid(), 1);
var import_valid$1 = __toESM(require_valid$1(), 1);
const ranges = {
	isRange: (text) => text.trim() !== "" && (0, import_valid$1.default)(text) !== null,
	isVersion: (text) => text === text.trim() && (0, import_valid.default)(text) !== null,
	inRange: (version, range, preReleases) => (0, import_satisfies.default)(version, range, { includePrerelease: preReleases }) && (preReleases || !version.replace(/\+.*$/s, "").includes("-")),
	order: (a, b) => (0, import_compare.default)(a, b)
};

export { ranges };