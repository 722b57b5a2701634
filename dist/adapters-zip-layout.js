// shared/adapters/zip-layout.ts
const sizesFollow = 8;
const utf8 = 2048;
const zip64Extra = 1;
const nameExtra = 28789;
const large = 4294967295;
function entryProblem(central, local, name) {
	if (!local.fileName.equals(central.fileNameRaw)) return "has another name before its bytes";
	const localExtra = extraFields(local.extraField);
	if (localExtra === void 0) return "has broken extra fields before its bytes";
	if (otherName(central, name, localExtra)) return "has another name for other readers";
	if (((central.generalPurposeBitFlag ^ local.generalPurposeBitFlag) & 2049) !== 0) return "has other flags before its bytes";
	if (central.compressionMethod !== local.compressionMethod) return "is packed by another method before its bytes";
	const fields = [central.extraFields, localExtra].map((all) => all.filter(({ id }) => id === zip64Extra));
	if (fields.some(({ length }) => length > 1)) return "has its sizes more than once";
	const follow = (local.generalPurposeBitFlag & sizesFollow) !== 0;
	const same = (said, known) => said === known || follow && said === 0;
	const sizes = localSizes(local, fields[1]?.[0]?.data);
	if (sizes === void 0) return "has no sizes before its bytes";
	return same(local.crc32, central.crc32) && same(sizes.uncompressed, central.uncompressedSize) && same(sizes.compressed, central.compressedSize) ? void 0 : "has other sizes or another checksum before its bytes";
}
function localSizes({ uncompressedSize, compressedSize }, zip64) {
	let at = 0;
	const size = (said) => {
		if (said !== large) return said;
		at += 8;
		return zip64 === void 0 || zip64.length < at ? void 0 : Number(zip64.readBigUInt64LE(at - 8));
	};
	const uncompressed = size(uncompressedSize);
	const compressed = size(compressedSize);
	return uncompressed === void 0 || compressed === void 0 ? void 0 : {
		uncompressed,
		compressed
	};
}
function unmarkedName({ fileNameRaw, generalPurposeBitFlag, extraFields: all }) {
	return (generalPurposeBitFlag & utf8) !== 0 || all.some(({ id }) => id === nameExtra) ? void 0 : fileNameRaw.toString("utf8");
}
function otherName({ fileNameRaw, extraFields: all }, name, localExtra) {
	const written = fileNameRaw.toString("utf8");
	const given = [...all, ...localExtra].filter(({ id }) => id === nameExtra);
	return name !== written || given.some(({ data }) => data.subarray(5).toString("utf8") !== written);
}
function extraFields(bytes) {
	const fields = [];
	let at = 0;
	for (; at + 4 <= bytes.length;) {
		const end = at + 4 + bytes.readUInt16LE(at + 2);
		if (end > bytes.length) return void 0;
		fields.push({
			id: bytes.readUInt16LE(at),
			data: bytes.subarray(at + 4, end)
		});
		at = end;
	}
	return fields;
}
function placedAt(central, local) {
	return {
		at: central.relativeOffsetOfLocalHeader,
		dataAt: local.fileDataStart,
		packed: central.compressedSize,
		bytes: central.uncompressedSize,
		crc32: central.crc32,
		follow: (local.generalPurposeBitFlag & sizesFollow) !== 0,
		known: local.compressedSize === central.compressedSize
	};
}
function fillProblem(all, directoryAt, bytes) {
	const sorted = [...all].sort((a, b) => a.at - b.at);
	let at = 0;
	for (const [index, entry] of sorted.entries()) {
		if (entry.at < at) return "two of its entries share bytes";
		if (entry.at > at) return `it has ${entry.at - at} bytes of no entry`;
		at = entry.dataAt + entry.packed;
		const next = sorted[index + 1]?.at ?? directoryAt;
		if (entry.follow && next - at <= 24 && next > at && isDescriptor(bytes(at, next), entry)) at = next;
		else if (entry.follow && !entry.known) return "an entry is not followed by its sizes, as it says";
	}
	if (at === directoryAt) return void 0;
	return at > directoryAt ? "two of its entries share bytes" : `it has ${directoryAt - at} bytes of no entry`;
}
function isDescriptor(found, { crc32, packed, bytes }) {
	const marked = found.length === 16 || found.length === 24;
	const fields = marked ? found.subarray(4) : found;
	if (marked && found.readUInt32LE(0) !== 134695760) return false;
	if (fields.length !== 12 && fields.length !== 20) return false;
	const size = (index) => fields.length === 12 ? fields.readUInt32LE(4 + index * 4) : Number(fields.readBigUInt64LE(4 + index * 8));
	return fields.readUInt32LE(0) === crc32 && size(0) === packed && size(1) === bytes;
}
function endProblem(ends) {
	const { tail, archiveBytes, commentBytes, entries, directoryAt, directoryEnd } = ends;
	const bytes = directoryEnd - directoryAt;
	const record = tail.length - 22 - commentBytes;
	const end = archiveBytes - 22 - commentBytes;
	const wrong = "its directory does not end where it says";
	if (tail.subarray(record + 22).includes("PK", 0, "latin1")) return "its comment has an end of its own";
	const locator = record - 20;
	const zip64 = locator >= 0 && tail.readUInt32LE(locator) === 117853008;
	const agrees = (said, none, known) => said === known || zip64 && said === none;
	if (!agrees(tail.readUInt16LE(record + 8), 65535, entries) || !agrees(tail.readUInt16LE(record + 10), 65535, entries) || !agrees(tail.readUInt32LE(record + 12), large, bytes) || !agrees(tail.readUInt32LE(record + 16), large, directoryAt)) return wrong;
	if (!zip64) return directoryEnd === end ? void 0 : wrong;
	const wide = locator - 56;
	if (wide < 0 || Number(tail.readBigUInt64LE(locator + 8)) !== directoryEnd) return wrong;
	const says = (offset) => Number(tail.readBigUInt64LE(wide + offset));
	return end - 76 === directoryEnd && tail.readUInt32LE(wide) === 101075792 && says(24) === entries && says(32) === entries && says(40) === bytes && says(48) === directoryAt ? void 0 : wrong;
}

export { endProblem, entryProblem, fillProblem, placedAt, unmarkedName };