import { oneLine } from "./shared.js";

// shared/core/csv.ts
function csvText(lines) {
	return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}
function csvCell(text) {
	const line = oneLine(text);
	return `"${/^["'\s]*[=+\-@＝＋－＠|%]/u.test(line) ? "'" : ""}${line.replaceAll("\"", "\"\"")}"`;
}

export { csvText };