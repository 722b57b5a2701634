import { containedPath, missing } from "./shared.js";
import { promises } from "node:fs";
import { join } from "node:path";

// shared/adapters/container.ts
const containerLimits = {
	entries: 2e5,
	bytes: 64 * 2 ** 30
};
async function openContainer(folder, path, refused) {
	const contained = containedPath(path.replace(/\/+$/, ""));
	if (!contained.ok) return {
		ok: false,
		message: contained.message
	};
	const no = await refused(contained.path);
	if (no !== void 0) return unread(no);
	const place = await placeOf(folder, contained.path);
	if (typeof place === "object") return place;
	if (place === "file") return (await import("./adapters-container-zip.js")).openZip(join(folder, contained.path), containerLimits);
	const opened = await (await import("./adapters-container-folder.js")).openFolder(join(folder, contained.path), containerLimits);
	if (!opened.ok) return opened;
	for (const entry of opened.container.entries) {
		const tracked = entry.kind === "folder" ? void 0 : await refused(`${contained.path}/${entry.path}`);
		if (tracked !== void 0) return {
			...unread(tracked),
			message: `holds ${entry.path}, which ${tracked.message}`
		};
	}
	return opened;
}
async function placeOf(folder, path) {
	const parts = path.split("/");
	try {
		for (let count = 1; count <= parts.length; count += 1) {
			const part = parts.slice(0, count).join("/");
			const stats = await promises.lstat(join(folder, part));
			if (stats.isSymbolicLink()) return {
				ok: false,
				message: part === path ? "is a symbolic link" : `is reached through the symbolic link ${part}`
			};
			if (count < parts.length) continue;
			if (stats.isDirectory()) return "folder";
			if (stats.isFile()) return "file";
		}
	} catch (error) {
		return unread(missing(path, error));
	}
	return {
		ok: false,
		message: "is neither a folder nor a file"
	};
}
function unread({ message, because }) {
	return {
		ok: false,
		message,
		...because === void 0 ? {} : { because }
	};
}

export { openContainer };