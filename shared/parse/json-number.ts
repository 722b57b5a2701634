/** The digits and the exponent of a JSON number, so that equal numbers have equal texts: `1.50e2` and `150` are both `15e1`. */
export function decimal(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const shift = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${shift}`;
}

/** Whether a text is a JSON number that keeps all of its digits when it is read as a double (IEEE 754), as JSON.parse does. */
export function isExact(literal: string): boolean {
  if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(literal)) return false;
  const value = Number(literal);
  return Number.isFinite(value) && decimal(literal) === decimal(String(value));
}

/** A number of YAML (core schema) as JSON writes it: `+.5` is `0.5`, and `0x10` is `16`. */
export function jsonNumber(written: string): string {
  const plain = written.replace(/^\+/, '');
  if (/^0[xo]/.test(plain)) return BigInt(plain).toString();
  return plain.replace(/^(-?)\./, '$10.').replace(/\.(?=[eE]|$)/, '');
}
