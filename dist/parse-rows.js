import { formatPointer, parsePointer, quote as quote$1 } from "./shared.js";
import { findSyntaxProblem, findTooDeep } from "./parse.js";

// shared/parse/rows/bytes.ts
const [space, tab, lineFeed, carriageReturn] = [
	32,
	9,
	10,
	13
];
const [quote, backslash, colon, comma] = [
	34,
	92,
	58,
	44
];
const [openObject, closeObject, openList, closeList] = [
	123,
	125,
	91,
	93
];
const [minus, plus, dot, zero, nine] = [
	45,
	43,
	46,
	48,
	57
];
function isBlank(byte) {
	return byte === space || byte === lineFeed || byte === carriageReturn || byte === tab;
}
function areBlank(bytes, start, end) {
	for (let index = start; index < end; index += 1) if (!isBlank(bytes[index])) return false;
	return true;
}
function isAt(bytes, other, from, to) {
	const { length } = other;
	if (to - from !== length) return false;
	for (let index = 0; index < length; index += 1) if (other[index] !== bytes[from + index]) return false;
	return true;
}
const decoder = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
function utf8Text(bytes) {
	try {
		return decoder.decode(bytes);
	} catch {
		return;
	}
}

// shared/parse/rows/row-number.ts
const mostDigits = 100;
const exactDigits = 15;
function numberEnd(bytes, at) {
	const first = bytes[at] === minus ? at + 1 : at;
	let next = digitsEnd(bytes, first);
	const digits = next - first;
	if (digits === 0 || digits > mostDigits || digits > 1 && bytes[first] === zero) return -1;
	if (bytes[next] === dot) {
		const from = next + 1;
		next = digitsEnd(bytes, from);
		if (next === from) return -1;
	}
	if (((bytes[next] ?? 0) | 32) === 101) {
		const sign = bytes[next + 1];
		const from = sign === minus || sign === plus ? next + 2 : next + 1;
		next = digitsEnd(bytes, from);
		if (next === from || next > from + 2) return -1;
	}
	return next;
}
function digitsEnd(bytes, at) {
	let next = at;
	while ((bytes[next] ?? 0) >= zero && (bytes[next] ?? 0) <= nine) next += 1;
	return next;
}
function numberAt(bytes, at, end) {
	const negative = bytes[at] === minus;
	const first = negative ? at + 1 : at;
	if (end - first <= exactDigits) {
		let whole = 0;
		let next = first;
		for (; next < end; next += 1) {
			const digit = (bytes[next] ?? 0) - zero;
			if (digit < 0 || digit > 9) break;
			whole = whole * 10 + digit;
		}
		if (next === end) return negative ? -whole : whole;
	}
	return Number(bytes.toString("latin1", at, end));
}

// shared/parse/rows/row-shape.ts
const mostMembers = 2e3;
const mostNext = 16;
function rowShape(pointers) {
	const root = place();
	for (const [field, pointer] of pointers.entries()) {
		let at = root;
		at.reads.push(field);
		for (const token of parsePointer(pointer) ?? []) {
			at.leads = true;
			at = placeBelow(at, token);
			at.reads.push(field);
		}
		at.field = field;
	}
	let learnt = 0;
	function learn(bytes, start, end) {
		const blank = (at) => {
			let next = at;
			while (next < end && (bytes[next] ?? 0) <= space) next += 1;
			return next;
		};
		const stringEnd = (at) => {
			let next = at + 1;
			while (next < end && bytes[next] !== quote) next += bytes[next] === backslash ? 2 : 1;
			return next + 1;
		};
		const value = (here, at) => {
			if (bytes[at] === quote) return stringEnd(at);
			if (bytes[at] === openObject) return object(here, at);
			if (bytes[at] === openList) return list(here, at);
			let next = at;
			while (next < end && !isEnd(bytes[next])) next += 1;
			return next;
		};
		const object = (here, at) => {
			let next = blank(at + 1);
			if (bytes[next] === closeObject) return next + 1;
			here.members ??= { next: [] };
			for (let members = here.members; next < end;) {
				const nameEnd = stringEnd(next);
				const member = memberOf(here, members, bytes.subarray(next, nameEnd));
				if (member === void 0) return end + 1;
				next = blank(value(member.place, blank(blank(nameEnd) + 1)));
				if (bytes[next] !== comma) return next + 1;
				members = member.after;
				next = blank(next + 1);
			}
			return next;
		};
		const list = (here, at) => {
			let next = blank(at + 1);
			if (bytes[next] === closeList) return next + 1;
			here.element ??= place();
			while (next < end) {
				next = blank(value(here.element, next));
				if (bytes[next] !== comma) return next + 1;
				next = blank(next + 1);
			}
			return next;
		};
		value(root, blank(start));
	}
	function memberOf(here, members, name) {
		const known = members.next.find((member) => isEqual(member.name, name));
		if (known !== void 0) return known;
		const text = String.fromCharCode(...name.subarray(1, -1));
		if (!(name.length < 200 && /^[ -~]*$/.test(text) && !text.includes("\\") && text !== "__proto__") || learnt >= mostMembers || members.next.length >= mostNext) return void 0;
		learnt += 1;
		const member = {
			name: Uint8Array.from(name),
			place: placeBelow(here, text),
			after: { next: [] }
		};
		members.next.push(member);
		return member;
	}
	return {
		root,
		learn
	};
}
function place() {
	return {
		field: -1,
		reads: [],
		leads: false,
		below: new Map(),
		members: void 0,
		element: void 0,
		last: void 0,
		same: 0,
		other: 0,
		texts: [],
		newTexts: 0
	};
}
function placeBelow({ below }, name) {
	let found = below.get(name);
	if (found === void 0) {
		found = place();
		below.set(name, found);
	}
	return found;
}
function isEqual(one, other) {
	return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
function isEnd(byte) {
	return byte === void 0 || byte <= space || byte === comma || byte === closeObject || byte === closeList || byte === colon;
}

// shared/parse/rows/row-string.ts
const escapable = new Uint8Array(256);
for (const sign of "\"\\/bfnrt") escapable[sign.charCodeAt(0)] = 1;
const ordinary = (new Uint8Array(256)).fill(1, space, 128);
ordinary[quote] = 0;
ordinary[backslash] = 0;
const fewTexts = 8;
function rowStrings(patience) {
	let bytes = Buffer.alloc(0);
	let isUtf8;
	let escaped = false;
	let plain = true;
	function knownText(known, from, to) {
		const { texts } = known;
		for (let index = 0; index < texts.length; index += 1) {
			const one = texts[index];
			if (one !== void 0 && isAt(bytes, one.bytes, from, to)) return one.text;
		}
		const made = bytes.toString("latin1", from, to);
		if (known.newTexts < patience) {
			known.newTexts += 1;
			if (texts.length === fewTexts) texts.shift();
			texts.push({
				bytes: Uint8Array.from(bytes.subarray(from, to)),
				text: made
			});
		} else if (known.newTexts === patience) {
			known.newTexts += 1;
			known.texts = [];
		}
		return made;
	}
	return {
		use(given) {
			bytes = given;
			isUtf8 = void 0;
		},
		end(at, end) {
			escaped = false;
			plain = true;
			const data = bytes;
			for (let next = at + 1; next < end; next += 1) {
				while (ordinary[data[next] ?? 0] === 1) next += 1;
				const byte = data[next] ?? 0;
				if (byte === quote) return next + 1;
				if (byte === backslash) {
					next += 1;
					if (escapable[data[next] ?? 0] === 0) return -1;
					escaped = true;
				} else if (byte < space) return -1;
				else {
					plain = false;
					if (!(isUtf8 ??= utf8Text(data) !== void 0)) return -1;
				}
			}
			return -1;
		},
		text(known, at, behind) {
			const [from, to] = [at + 1, behind - 1];
			if (plain && !escaped) return knownText(known, from, to);
			const raw = bytes.toString("utf8", from, to);
			return escaped ? JSON.parse(`"${raw}"`) : raw;
		}
	};
}

// shared/parse/rows/row-fields.ts
const bad = -1;
const words = [
	[true, [
		114,
		117,
		101
	]],
	[false, [
		97,
		108,
		115,
		101
	]],
	[null, [
		117,
		108,
		108
	]]
];
const patience = 64;
function rowFields(pointers) {
	const { root, learn } = rowShape(pointers);
	let bytes = new Uint8Array();
	let buffer = Buffer.alloc(0);
	let view = new DataView(bytes.buffer);
	let end = 0;
	let values = [];
	let blankFeed = lineFeed;
	const strings = rowStrings(patience);
	function blank(at) {
		let next = at;
		for (;;) {
			const byte = bytes[next];
			if (byte !== space && byte !== blankFeed && byte !== carriageReturn && byte !== tab) return next;
			next += 1;
		}
	}
	function value(place, at) {
		const byte = bytes[at] ?? 0;
		if (byte === quote) return text(place, at);
		if (byte === openObject) return object(place, at);
		if (byte === 116) return word(place, at, 0);
		if (byte === 102) return word(place, at, 1);
		if (byte === minus || byte >= zero && byte <= nine) return number(place, at);
		if (byte === 110) return word(place, at, 2);
		return byte === openList ? list(place, at) : bad;
	}
	function word(place, at, which) {
		const [meant, rest] = words[which] ?? [null, []];
		for (let index = 0; index < rest.length; index += 1) if (bytes[at + 1 + index] !== rest[index]) return bad;
		if (place.field !== -1 && meant !== null) values[place.field] = meant;
		return at + 1 + rest.length;
	}
	function text(place, at) {
		const behind = strings.end(at, end);
		if (behind !== bad && place.field !== -1) values[place.field] = strings.text(place, at, behind);
		return behind;
	}
	function number(place, at) {
		const behind = numberEnd(bytes, at);
		if (behind !== bad && place.field !== -1) values[place.field] = numberAt(buffer, at, behind);
		return behind;
	}
	function object(place, at) {
		const { last } = place;
		if (last !== void 0) {
			if (isSame(last, at)) {
				place.same += 1;
				const { reads } = place;
				for (let index = 0; index < reads.length; index += 1) values[reads[index] ?? 0] = last.values[index];
				return at + last.bytes.length;
			}
			place.other += 1;
			if (place.other > patience + place.same) place.last = void 0;
		}
		const behind = members(place, at);
		if (behind === bad || behind > end) return behind;
		if (place.field !== -1) values[place.field] = JSON.parse(buffer.toString("utf8", at, behind));
		if (place.other <= patience + place.same) place.last = knownObject(place, at, behind);
		return behind;
	}
	function knownObject({ reads }, from, to) {
		const copy = bytes.slice(from, to);
		return {
			bytes: copy,
			view: new DataView(copy.buffer),
			values: reads.map((field) => values[field])
		};
	}
	function isSame(known, at) {
		const { length } = known.bytes;
		if (at + length > end) return false;
		const [here, there] = [known.view, view];
		const words = length - length % 16;
		for (let index = 0; index < words; index += 16) {
			const from = at + index;
			if ((here.getInt32(index, true) ^ there.getInt32(from, true) | here.getInt32(index + 4, true) ^ there.getInt32(from + 4, true) | here.getInt32(index + 8, true) ^ there.getInt32(from + 8, true) | here.getInt32(index + 12, true) ^ there.getInt32(from + 12, true)) !== 0) return false;
		}
		for (let index = words; index < length; index += 1) if (known.bytes[index] !== bytes[at + index]) return false;
		return true;
	}
	function members(place, at) {
		let next = blank(at + 1);
		if (bytes[next] === closeObject) return next + 1;
		let known = place.members;
		while (known !== void 0) {
			const member = memberAt(known, next);
			if (member === void 0) return bad;
			next += member.name.length;
			if (bytes[next] !== colon) next = blank(next);
			if (bytes[next] !== colon) return bad;
			next += 1;
			if ((bytes[next] ?? 0) <= space) next = blank(next);
			next = value(member.place, next);
			if (next === bad) return bad;
			if ((bytes[next] ?? 0) <= space) next = blank(next);
			const byte = bytes[next];
			next += 1;
			if (byte === closeObject) return next;
			if (byte !== comma) return bad;
			if ((bytes[next] ?? 0) <= space) next = blank(next);
			known = member.after;
		}
		return bad;
	}
	function memberAt({ next }, at) {
		for (let index = 0; index < next.length; index += 1) {
			const member = next[index];
			if (member !== void 0 && isAt(bytes, member.name, at, at + member.name.length)) return member;
		}
	}
	function list(place, at) {
		if (place.leads) return bad;
		let next = blank(at + 1);
		if (bytes[next] !== closeList) {
			const { element } = place;
			if (element === void 0) return bad;
			for (;;) {
				next = value(element, next);
				if (next === bad) return bad;
				next = blank(next);
				if (bytes[next] === closeList) break;
				if (bytes[next] !== comma) return bad;
				next = blank(next + 1);
			}
		}
		next += 1;
		if (place.field !== -1 && next <= end) values[place.field] = JSON.parse(buffer.toString("utf8", at, next));
		return next;
	}
	return {
		use(given) {
			bytes = given;
			buffer = Buffer.from(given.buffer, given.byteOffset, given.length);
			view = new DataView(given.buffer, given.byteOffset, given.length);
			strings.use(buffer);
		},
		read(start, behind, into, byLine) {
			end = behind;
			blankFeed = byLine ? -1 : lineFeed;
			values = into;
			values.fill(void 0);
			const at = blank(start);
			if (bytes[at] !== openObject) return bad;
			const inside = members(root, at);
			if (inside === bad || inside > end) return bad;
			const next = blank(inside);
			if (next >= end) return end;
			return byLine && bytes[next] === lineFeed ? next : bad;
		},
		learn: (start, behind) => learn(bytes, start, behind)
	};
}

// shared/parse/rows/row-json.ts
const deepestRow = 64;
function readRow(bytes) {
	const fail = (code, pointer, message) => ({
		ok: false,
		fault: {
			code,
			pointer,
			message
		}
	});
	const text = utf8Text(bytes);
	if (text === void 0) return fail("not-utf8", "", "the row holds bytes that are not UTF-8 text");
	const deep = findTooDeep(text, 64);
	if (deep !== void 0) return fail("too-deep", "", `more than ${64} objects and lists stand inside each other (column ${deep + 1})`);
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		const { offset, message } = findSyntaxProblem(text) ?? {
			offset: 0,
			message: "it does not follow the grammar"
		};
		return fail("not-json", "", `the row is not JSON: ${message} (column ${offset + 1})`);
	}
	const twice = memberTwice(text);
	if (twice !== void 0) return fail("duplicate-member", twice.pointer, `the member ${quote$1(twice.name)} is there twice in one object`);
	const infinite = findIn(value, (inner) => typeof inner === "number" && !Number.isFinite(inner));
	if (infinite !== void 0) return fail("not-finite", infinite, `${infinite === "" ? "the row" : infinite} is a number too large for any computer number`);
	const half = text.includes("\\u") ? findIn(value, (inner) => typeof inner === "string" && !inner.isWellFormed()) : void 0;
	if (half !== void 0) return fail("lone-surrogate", half, `${half === "" ? "the row" : half} holds half of a surrogate pair, which is no text`);
	return {
		ok: true,
		value
	};
}
function findIn(value, is, path = []) {
	if (is(value)) return formatPointer(path);
	if (typeof value !== "object" || value === null) return void 0;
	for (const [name, inner] of Object.entries(value)) {
		if (is(name)) return formatPointer(path);
		const found = findIn(inner, is, [...path, name]);
		if (found !== void 0) return found;
	}
}
function memberTwice(text) {
	const open = [];
	let nameNext = false;
	for (let index = 0; index < text.length; index += 1) {
		const character = text[index];
		const inner = open.at(-1);
		if (character === "\"") {
			const end = endOfString(text, index);
			if (nameNext && inner?.names !== void 0) {
				const literal = text.slice(index, end + 1);
				const name = literal.includes("\\") ? JSON.parse(literal) : literal.slice(1, -1);
				inner.at = name;
				if (inner.names.has(name)) return {
					pointer: formatPointer(open.map(({ at }) => at)),
					name
				};
				inner.names.add(name);
				nameNext = false;
			}
			index = end;
		} else if (character === "{" || character === "[") {
			open.push({
				names: character === "{" ? new Set() : void 0,
				at: 0
			});
			nameNext = character === "{";
		} else if (character === "}" || character === "]") {
			open.pop();
			nameNext = false;
		} else if (character === "," && inner !== void 0) {
			nameNext = inner.names !== void 0;
			if (typeof inner.at === "number") inner.at += 1;
		}
	}
}
function endOfString(text, start) {
	let end = start + 1;
	while (text[end] !== "\"") end += text[end] === "\\" ? 2 : 1;
	return end;
}

// shared/parse/rows/rows-block.ts
const noBytes = () => new Uint8Array();
function tooLong(line, maxRowBytes) {
	return {
		code: "line-too-long",
		line,
		message: `the row has more than ${maxRowBytes} bytes`,
		row: true,
		count: 1
	};
}

// shared/parse/rows/elements-cutter.ts
const mostElements = 1e5;
function elementsCutter(linesBefore, { maxRowBytes, blockBytes }) {
	let state = "first";
	let depth = 0;
	let inString = false;
	let escaped = false;
	let buffer = new Uint8Array(blockBytes);
	let used = 0;
	let places = [];
	let problems = [];
	let lines = linesBefore;
	let lastByte = openList;
	let begin = 0;
	let line = 1;
	let length = 0;
	function note(code, message, row = false, at = lines + 1) {
		const same = problems.find((problem) => problem.code === code && problem.message === message);
		if (same === void 0) problems.push({
			code,
			message,
			row,
			line: at,
			count: 1
		});
		else same.count += 1;
	}
	function keep(bytes) {
		length += bytes.length;
		if (length > maxRowBytes) {
			used = begin;
			return;
		}
		if (used + bytes.length > buffer.length) {
			const larger = new Uint8Array(Math.max(buffer.length * 2, used + bytes.length));
			larger.set(buffer.subarray(0, used));
			buffer = larger;
		}
		buffer.set(bytes, used);
		used += bytes.length;
	}
	function block() {
		const about = {
			form: "elements",
			places: Uint32Array.from(places),
			lines,
			problems
		};
		const bytes = buffer.subarray(0, used);
		buffer = new Uint8Array(blockBytes);
		used = 0;
		places = [];
		problems = [];
		lines = 0;
		return {
			bytes,
			about
		};
	}
	function finish(blocks) {
		if (length > maxRowBytes) {
			const { code, message, row } = tooLong(line, maxRowBytes);
			note(code, message, row, line);
		} else places.push(begin, used, line);
		if (used >= blockBytes || places.length >= 3 * mostElements) blocks.push(block());
	}
	function scan(bytes, from) {
		for (let index = from; index < bytes.length; index += 1) {
			const byte = bytes[index];
			if (byte === lineFeed) lines += 1;
			if (inString) {
				if (escaped) escaped = false;
				else if (byte === backslash) escaped = true;
				else if (byte === quote) {
					inString = false;
					if (depth > 0) continue;
					state = "after";
					return index + 1;
				}
			} else if (byte === quote) inString = true;
			else if (byte === openObject || byte === openList) depth += 1;
			else if (depth > 0) {
				if (byte !== closeObject && byte !== closeList) continue;
				depth -= 1;
				if (depth > 0) continue;
				state = "after";
				return index + 1;
			} else if (byte === comma || byte === closeList || isBlank(byte)) {
				if (byte === lineFeed) lines -= 1;
				state = "after";
				return index;
			}
		}
		return bytes.length;
	}
	function between(byte) {
		if (byte === lineFeed) lines += 1;
		if (isBlank(byte) || state === "more") return false;
		if (state === "closed") {
			note("not-json", "there is something behind the closing bracket of the list");
			state = "more";
		} else if (byte === closeList) {
			if (state === "next") note("not-json", "there is a comma before the closing bracket of the list");
			state = "closed";
		} else if (byte === comma) {
			if (state !== "after") note("not-json", "there is no row before a comma of the list");
			state = "next";
		} else {
			if (state === "after") note("not-json", "there is no comma between two rows of the list");
			return true;
		}
		return false;
	}
	return {
		push(bytes) {
			const blocks = [];
			let index = 0;
			while (index < bytes.length) {
				if (state !== "inside") {
					if (!between(bytes[index])) {
						index += 1;
						continue;
					}
					state = "inside";
					begin = used;
					line = lines + 1;
					length = 0;
				}
				const end = scan(bytes, index);
				keep(bytes.subarray(index, end));
				index = end;
				if (isOver()) finish(blocks);
			}
			lastByte = bytes.at(-1) ?? lastByte;
			return blocks;
		},
		end() {
			const blocks = [];
			const whole = depth === 0 && !inString;
			if (state === "inside" && whole) finish(blocks);
			if (state !== "closed" && state !== "more") {
				const cutOff = state === "inside" && !whole;
				if (cutOff) used = begin;
				note("truncated", `the file ends ${cutOff ? "in a row" : "before the closing bracket of the list"}`, cutOff);
			}
			if (lastByte !== lineFeed) lines += 1;
			blocks.push(block());
			return blocks;
		}
	};
	function isOver() {
		return state === "after";
	}
}

// shared/parse/rows/lines-cutter.ts
const continued = new Set([
	openObject,
	openList,
	comma,
	colon
]);
function linesCutter(linesBefore, { maxRowBytes, blockBytes }) {
	let buffer = new Uint8Array(blockBytes);
	let used = 0;
	let dropping = false;
	let spread;
	let begun = false;
	function block(bytes) {
		if (!begun) {
			begun = true;
			if (goesOn(bytes)) spread = "first";
		}
		const about = {
			form: "lines",
			lines: 0,
			problems: [],
			...spread && { spread }
		};
		if (spread === "first") spread = "later";
		return {
			bytes,
			about: {
				...about,
				problems: []
			}
		};
	}
	function dropped() {
		begun = true;
		dropping = false;
		return {
			bytes: noBytes(),
			about: {
				form: "lines",
				lines: 1,
				problems: [tooLong(1, maxRowBytes)]
			}
		};
	}
	function cut(blocks) {
		const end = buffer.lastIndexOf(lineFeed) + 1;
		if (end === 0 && used > maxRowBytes + 1) {
			dropping = true;
			used = 0;
			if (buffer.length > blockBytes) buffer = new Uint8Array(blockBytes);
			return;
		}
		const rest = buffer.subarray(end);
		let size = blockBytes;
		while (size <= rest.length) size *= 2;
		const next = new Uint8Array(size);
		next.set(rest);
		if (end > 0) blocks.push(block(buffer.subarray(0, end)));
		buffer = next;
		used = rest.length;
	}
	const leading = linesBefore === 0 ? [] : [{
		bytes: noBytes(),
		about: {
			form: "lines",
			lines: linesBefore,
			problems: []
		}
	}];
	return {
		push(bytes) {
			const blocks = leading.splice(0);
			let at = 0;
			while (at < bytes.length) {
				if (dropping) {
					const end = bytes.indexOf(lineFeed, at);
					if (end === -1) break;
					blocks.push(dropped());
					at = end + 1;
					continue;
				}
				const taken = Math.min(buffer.length - used, bytes.length - at);
				buffer.set(bytes.subarray(at, at + taken), used);
				used += taken;
				at += taken;
				if (used === buffer.length) cut(blocks);
			}
			return blocks;
		},
		end() {
			const blocks = leading.splice(0);
			if (dropping) blocks.push(dropped());
			else if (used > 0) blocks.push(block(buffer.subarray(0, used)));
			used = 0;
			return blocks;
		}
	};
}
function goesOn(bytes) {
	let last = bytes.indexOf(lineFeed) - 1;
	while (last >= 0 && isBlank(bytes[last])) last -= 1;
	return continued.has(bytes[last]);
}

// shared/parse/rows/rows-cutter.ts
const mark = [
	239,
	187,
	191
];
function rowsCutter({ maxRowBytes, blockBytes = 1 << 20 }) {
	let marked = 0;
	let lines = 0;
	let open = false;
	let body;
	function start(bytes) {
		for (let index = 0; index < bytes.length; index += 1) {
			const byte = bytes[index] ?? 0;
			if (marked >= 0) {
				if (byte === mark[marked]) {
					marked = marked === 2 ? -1 : marked + 1;
					continue;
				}
				const part = mark.slice(0, marked);
				marked = -1;
				if (part.length > 0) return begin(part, bytes.subarray(index));
			}
			open = byte !== lineFeed;
			if (!open) lines += 1;
			else if (!isBlank(byte)) return begin([], bytes.subarray(index));
		}
		return [];
	}
	function begin(part, bytes) {
		const limits = {
			maxRowBytes,
			blockBytes
		};
		const isList = part.length === 0 && bytes[0] === openList;
		body = isList ? elementsCutter(lines, limits) : linesCutter(lines, limits);
		return [...body.push(Uint8Array.from(part)), ...body.push(isList ? bytes.subarray(1) : bytes)];
	}
	return {
		push: (bytes) => body === void 0 ? start(bytes) : body.push(bytes),
		end() {
			const rest = body === void 0 && marked > 0 ? begin(mark.slice(0, marked), noBytes()) : [];
			if (body !== void 0) return [...rest, ...body.end()];
			return [{
				bytes: noBytes(),
				about: {
					form: "lines",
					lines: open ? lines + 1 : lines,
					problems: []
				}
			}];
		}
	};
}

export { areBlank, carriageReturn, lineFeed, readRow, rowFields, rowsCutter };