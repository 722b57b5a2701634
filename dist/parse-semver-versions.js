import { __toESM } from "./rolldown-runtime.js";
import { require_eq, require_gt, require_prerelease, require_valid$1 as require_valid } from "./semver.js";

// shared/parse/semver/versions.ts
var import_eq = __toESM(require_eq(), 1);
var import_gt = __toESM(require_gt(), 1);
var import_prerelease = __toESM(require_prerelease(), 1);
var import_valid = __toESM(require_valid(), 1);
const versions = {
	same: (a, b) => a === a.trim() && b === b.trim() && (0, import_valid.default)(a) !== null && (0, import_valid.default)(b) !== null && (0, import_eq.default)(a, b),
	isPreRelease: (version) => (0, import_prerelease.default)(version) !== null,
	isNewer: (a, b) => (0, import_valid.default)(a) !== null && (0, import_valid.default)(b) !== null && (0, import_gt.default)(a, b)
};

export { versions };