import { packZip } from "./adapters-pack-zip.js";
import { partName } from "./shared.js";
import { promises } from "node:fs";
import { join } from "node:path";

// shared/shell/pack.ts
async function packBeside({ folder, name, from }, files) {
	if (folder === void 0) {
		const message = "is not written: there is no folder for reports";
		return {
			ok: false,
			message,
			because: {
				code: "NO_DATA",
				message: `it ${message}`,
				needs: "the input report-dir"
			}
		};
	}
	await promises.mkdir(folder, { recursive: true });
	return packZip(join(folder, partName(name)), files, from);
}

export { packBeside };