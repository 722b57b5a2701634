// shared/core/scan.ts
const digestScan = {
	name: "digest",
	raw: true,
	cutter: () => ({
		push: () => [],
		end: () => []
	}),
	reader: () => ({
		empty: () => null,
		read: () => null,
		merge: () => null
	})
};

export { digestScan };