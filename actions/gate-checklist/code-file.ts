/** Endings of files that are worked with. What tools write about a run has others. */
const endings = [
  '[cm]?[jt]sx?|vue|svelte|astro|s?css|sass|less|graphql|gql|proto|thrift|prisma|avsc|xsd|dtd|wsdl|wat|wasm|snap|feature',
  'pyi?|rbi?|rs|go|java|kts?|scala|groovy|gradle|swift|mm?|cc?|cpp|cxx|hh?|hpp|hxx|cs|fsx?|vb|php|p[lm]|r|jl|lua|dart|asm|s',
  'exs?|[eh]rl|clj[cs]?|edn|hs|elm|mli?|nim|zig|d|v|sol|vy|move|cairo|sql|cue|dhall|nix|rego|bicep|tf|tfvars|hcl',
  'sh|bash|zsh|fish|ps[md]?1|bat|cmd|mk|cmake|ninja|bazel|bzl|star|ejs|hbs|mustache|jinja2?|j2|tmpl|tpl|template',
  'toml|ini|cfg|conf|cnf|lock|mod|sum|work|patch|diff|example',
  'sha(?:1|256|384|512)|sig|asc|minisig|pem|crt|cer|pub',
];
/** Whole names, which have no ending. */
const names = [
  '(?:gnu)?makefile|dockerfile|containerfile|justfile|rakefile|gemfile|jenkinsfile|procfile|vagrantfile|brewfile',
  'license|notice|codeowners|sha(?:1|256|384|512)sums',
  String.raw`\.[\w-]*(?:rc|ignore|config|attributes|modules|version)`,
];
const code = new RegExp(String.raw`\.(?:${endings.join('|')})$|(?:^|/)(?:${names.join('|')})$`, 'i');
const workflow = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** Whether a file is code, settings or a signature: it does something, and says of no run how it went. */
export function isCode(path: string): boolean {
  return code.test(path) || workflow.test(path);
}
