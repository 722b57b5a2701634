// shared/render/palette.ts
const blue = "#0072b2";
const orange = "#d55e00";
const green = "#009e73";
const darkOrange = "#b34700";
const seriesColours = [
	blue,
	orange,
	green,
	"#8a4f7d",
	"#56808f",
	"#7d6608"
];
const namedColours = [
	["blue", blue],
	["orange", orange],
	["green", green],
	["purple", "#cc79a7"]
];

export { blue, darkOrange, namedColours, seriesColours };