import { promises } from "node:fs";

// shared/adapters/report-pair.ts
async function readReportPair(path) {
	try {
		const beside = path.replace(/\.json$/, ".md");
		const [json, markdown] = await Promise.all([promises.readFile(path, "utf8"), promises.readFile(beside, "utf8")]);
		return {
			ok: true,
			json,
			markdown
		};
	} catch (error) {
		return {
			ok: false,
			message: `what its step wrote could not be read (${error.code})`
		};
	}
}

export { readReportPair };