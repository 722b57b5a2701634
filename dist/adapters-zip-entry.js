// shared/adapters/zip-entry.ts
function kindOf(path, { externalFileAttributes, uncompressedSize, compressedSize }) {
	const type = externalFileAttributes >>> 16 & 61440;
	const reparsePoint = (externalFileAttributes & 1024) !== 0;
	if (type === 40960 || reparsePoint) return "link";
	if (path.endsWith("/")) return uncompressedSize === 0 && compressedSize <= 2 ? "folder" : "other";
	return type === 0 || type === 32768 ? "file" : "other";
}
function directoryEnd(tail, archiveBytes, commentBytes) {
	const end = archiveBytes - 22 - commentBytes;
	const locator = tail.length - 22 - commentBytes - 20;
	if (locator < 0 || tail.readUInt32LE(locator) !== 117853008) return end;
	return Number(tail.readBigUInt64LE(locator + 8));
}
function reason(error) {
	return (error instanceof Error ? error.message : String(error)).replace(/[^\x20-\x7e]+/g, "?").slice(0, 200);
}

export { directoryEnd, kindOf, reason };