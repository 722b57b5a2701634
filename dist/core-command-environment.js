// shared/core/command-environment.ts
const always = [
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"SHELL",
	"LANG",
	"LANGUAGE",
	"TZ",
	"TMPDIR",
	"CI",
	"GITHUB_ACTIONS",
	"RUNNER_OS",
	"RUNNER_ARCH",
	"RUNNER_TRACKING_ID"
];
const withheld = /^(?:GITHUB|ACTIONS|INPUT|RUNNER|STATE|RELEASE_GOVERNANCE)_|^GH_|TOKEN|SECRET|PASSW(?:OR)?D|PASSPHRASE|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY/i;
function mayPass(name) {
	return always.includes(name) || !withheld.test(name);
}
function commandEnvironment(env, { pass, set }, secrets) {
	const inherited = [
		...always,
		...Object.keys(env).filter((name) => name.startsWith("LC_")),
		...pass.filter(mayPass)
	].flatMap((name) => {
		const value = env[name];
		return value === void 0 || secrets.some((secret) => secret !== "" && value.includes(secret)) ? [] : [[name, value]];
	});
	return {
		...Object.fromEntries(inherited),
		...set
	};
}

export { commandEnvironment, mayPass };