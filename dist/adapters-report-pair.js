import { missing, openFile } from "./shared.js";
import { maxReportBytes } from "./adapters-report-limits.js";
import { relative, sep } from "node:path";

// shared/adapters/report-pair.ts
async function readReportPair(folder, path) {
	const json = await read(folder, path);
	if ("message" in json) return {
		ok: false,
		message: json.message
	};
	const beside = await read(folder, path.replace(/\.json$/, ".md"));
	if ("message" in beside) return {
		ok: false,
		message: beside.message
	};
	return {
		ok: true,
		json: json.content,
		markdown: new TextDecoder().decode(beside.content)
	};
}
async function read(folder, path) {
	const within = relative(folder, path).split(sep).join("/");
	try {
		const opened = await openFile(folder, within);
		if ("found" in opened) return { message: `${within} ${opened.message}` };
		try {
			const { size } = await opened.file.stat();
			if (size > 16777216) return { message: `${within} has more than the ${maxReportBytes} bytes that are read` };
			return { content: await opened.file.readFile() };
		} finally {
			await opened.file.close();
		}
	} catch (error) {
		return { message: `${within} ${missing(within, error).message}` };
	}
}

export { readReportPair };