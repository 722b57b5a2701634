// shared/render/decimal.ts
function decimal(value) {
	if (!Number.isFinite(value)) throw new Error(`${value} has no decimal digits`);
	const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
	if (parts === null) return String(value);
	const [, sign = "", first = "", rest = "", exponent = ""] = parts;
	const [digits, power] = [`${first}${rest}`, Number(exponent)];
	if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
	return `${sign}${digits.padEnd(power + 1, "0")}`;
}

export { decimal };