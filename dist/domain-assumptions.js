// shared/domain/assumptions/organisation.ts
const auditAssumptions = [
	{
		id: "rules-of-a-ref-are-all-active-ones",
		says: "`Ref.rules` of GraphQL lists the same active rules of all levels as GET /rules/branches/{branch}",
		risk: "false-red",
		probe: "compare both for a branch with a ruleset of the repository, of the organisation and of the enterprise"
	},
	{
		id: "parameters-have-the-same-names",
		says: "parameters of rules in GraphQL are those of REST in camel case, with the same words but for merge methods",
		risk: "unverified",
		probe: "read a ruleset with a rule of every type through both"
	},
	{
		id: "no-classic-rule-is-certain-for-administrators",
		says: "`branchProtectionRule: null` means that there is none where `viewerCanAdminister` is true",
		risk: "false-red",
		probe: "read a protected branch with an app that has administration: read, and with one that has not"
	},
	{
		id: "counts-of-bypass-lists-are-true",
		says: "`totalCount` of the bypass allowances of a classic rule counts actors that the reader may not see",
		risk: "false-green",
		probe: "read a rule that names a secret team with a token that does not see the team",
		unread: "it takes a team that the credential must not see, and somebody who knows that it is there"
	},
	{
		id: "fifty-repositories-in-time",
		says: "a query about 50 repositories with 20 rulesets each is answered within the ten seconds that GitHub gives it",
		risk: "unverified",
		probe: "audit 50 repositories with many rulesets; a batch that is too much is asked again in halves",
		unread: "it takes an organisation with 50 such repositories"
	},
	{
		id: "errors-name-their-place",
		says: "an error of one repository has a path that begins with its alias",
		risk: "unverified",
		probe: "ask about a repository that does not exist beside one that does"
	},
	{
		id: "numbers-of-an-organisation-are-of-all-repositories",
		says: "`public_repos` and `owned_private_repos` count every repository, archived, forked and internal ones too",
		risk: "false-green",
		probe: "compare both with the list of an organisation that has repositories of every kind",
		unread: "it is about an organisation, and only its owner knows all repositories"
	},
	{
		id: "a-deleted-repository-is-not-found-at-once",
		says: "GraphQL does not find a repository that was deleted before the numbers of its organisation were read, and finds a renamed one by its present name",
		risk: "false-green",
		probe: "delete and rename a repository, and ask for it by its former name at once",
		unread: "it takes a repository that is deleted"
	},
	{
		id: "internal-repositories-are-listed-to-apps",
		says: "GET /orgs/{org}/repos with `type=all` gives internal repositories to a GitHub App too",
		risk: "unverified",
		probe: "list an organisation with an internal repository as an app",
		unread: "it is about an organisation, and takes the credential of an app"
	},
	{
		id: "a-rate-limit-of-graphql-is-an-error-of-its-type",
		says: "a used up limit of GraphQL comes with status 200 and an error of type RATE_LIMITED, a secondary one with those words",
		risk: "unverified",
		probe: "use up the points of a token",
		unread: "it takes all points that the credential has for an hour"
	},
	{
		id: "head-is-the-default-branch",
		says: "`object(expression: \"HEAD:…\")` is of the default branch, in the same moment as `defaultBranchRef` beside it",
		risk: "false-green",
		probe: "change the default branch of a repository, and compare the files with those of its tip"
	},
	{
		id: "entries-of-a-tree-are-all-of-them",
		says: "`Tree.entries` gives every entry of a folder, also of more than 1,000",
		risk: "false-green",
		probe: "read a folder with 1,500 files"
	},
	{
		id: "no-folder-is-null-beside-a-tree-that-is-seen",
		says: "`object` is null without an error only where the path is not there, when the tree around it is shown",
		risk: "false-green",
		probe: "ask for a folder that is not there, and with a token without contents: read for one that is"
	},
	{
		id: "twenty-repositories-with-their-workflows-in-time",
		says: "a query about the workflow files of 20 repositories is answered within the ten seconds that GitHub gives it",
		risk: "unverified",
		probe: "audit 20 repositories with 60 large workflows each; a batch that is too much is asked again in halves",
		unread: "it takes an organisation with 20 such repositories"
	}
];

// shared/domain/assumptions/protection.ts
const assumptions = [
	{
		id: "unprotected-means-neither",
		says: "`protected: false` of GET /branches/{branch} means that neither classic protection nor a ruleset applies",
		risk: "false-red",
		probe: "read a branch before and after protecting it in each of the two ways"
	},
	{
		id: "branch-not-protected-is-certain",
		says: "the 404 \"Branch not protected\" is only said to a credential that may read the protection",
		risk: "false-red",
		probe: "ask for the protection of a classically protected branch with GITHUB_TOKEN and with every kind of token"
	},
	{
		id: "rules-of-a-branch-are-all-active-ones",
		says: "GET /rules/branches/{branch} lists the active rules of all levels, also of the enterprise, to every reader",
		risk: "false-red",
		probe: "compare it with the rulesets that an owner sees, with a ruleset of each level"
	},
	{
		id: "bypass-list-hidden-by-its-key",
		says: "a reader who may not see the bypass list gets no `bypass_actors` at all, never an empty list",
		risk: "false-green",
		probe: "read one ruleset with an actor with GITHUB_TOKEN, administration: read and administration: write"
	},
	{
		id: "list-holds-rulesets-that-apply",
		says: "GET /rulesets?includes_parents=true lists those rulesets of the organisation only whose conditions by custom properties hold",
		risk: "false-green",
		probe: "an organisation ruleset for tags of repositories with another value of a property must not be in the list"
	},
	{
		id: "inactive-rulesets-may-be-hidden",
		says: "who does not administer the repository may not see disabled and evaluating rulesets",
		risk: "unverified",
		probe: "list the rulesets with GITHUB_TOKEN while one of them is disabled and one evaluates",
		unread: "one credential shows only what it sees itself, never what was hidden from it"
	},
	{
		id: "summary-checks-are-required",
		says: "contexts in `protection.required_status_checks` of the branch are enforced unless its enforcement_level is off",
		risk: "false-green",
		probe: "read a branch that only a ruleset protects, and one with classic checks, with GITHUB_TOKEN"
	},
	{
		id: "classic-switches-are-always-there",
		says: "classic protection answers with every switch that is known here, required_signatures and block_creations too",
		risk: "unverified",
		probe: "read a classic protection in which nothing is switched on"
	},
	{
		id: "classic-parts-left-out-are-off",
		says: "required_status_checks, required_pull_request_reviews and restrictions are left out when they are switched off",
		risk: "false-red",
		probe: "read a classic protection without them"
	},
	{
		id: "force-push-allowances-by-graphql",
		says: "`bypassForcePushAllowances` of GraphQL names all whom classic protection with allow_force_pushes: false lets force-push, to who may read that protection",
		risk: "false-green",
		probe: "let one team, also a secret one, force-push in classic protection, and read it by REST and GraphQL with every kind of token",
		unread: "reading gives one answer, and only who made the list knows whether it is whole"
	},
	{
		id: "own-bypass-follows-the-list",
		says: "`current_user_can_bypass` is anything but never only for an actor of the bypass list of the ruleset",
		risk: "unverified",
		probe: "read a ruleset without bypass actors as an owner of the organisation, and as an app"
	},
	{
		id: "restrictions-hold-no-administrator",
		says: "administrators may push, create matching branches and dismiss reviews whatever lists classic protection has, as documented, and rulesets have no such exception",
		risk: "false-green",
		probe: "push as an administrator where restrictions name nobody, and dismiss a review where a ruleset lets one team",
		unread: "it takes a push and a dismissed review by an administrator"
	},
	{
		id: "strict-without-checks",
		says: "a rule of status checks without a check enforces nothing, whatever its strict policy says",
		risk: "false-red",
		probe: "merge a pull request that is behind its base under such a rule",
		unread: "it takes a merge of a pull request that is behind its base"
	},
	{
		id: "one-queue",
		says: "which merge queue settings hold when two rulesets ask for different ones is not documented",
		risk: "unverified",
		probe: "two rulesets with another merge_method each",
		unread: "it takes two rulesets with different queues, and a merge"
	},
	{
		id: "coverage-drop-zero",
		says: "max_coverage_drop 0 switches the limit off, as the documentation of code coverage says",
		risk: "false-red",
		probe: "a pull request that lowers the coverage under that rule",
		unread: "it takes a pull request that lowers the coverage"
	},
	{
		id: "code-quality-words",
		says: "the words of the severity of code_quality have no order that is documented",
		risk: "false-red",
		probe: "the rule in the description of the REST API, once it is there",
		unread: "the words have no order in any answer; only their documentation could give them one"
	},
	{
		id: "ignored-paths",
		says: "ignored_file_paths of a push rule takes paths out of that rule alone",
		risk: "false-green",
		probe: "two push rules in two rulesets, of which one ignores a path",
		unread: "it takes pushes of a file that one rule ignores and another does not"
	},
	{
		id: "roles-may-hold-administrators",
		says: "a bypass for any repository role may let administrators pass",
		risk: "false-red",
		probe: "a bypass for the role write, and a push of an administrator",
		unread: "it takes a push of an administrator"
	},
	{
		id: "exempt-from-classic-protection",
		says: "classic protection with enforce_admins off exempts administrators and custom roles with that permission from all of it, and nobody else",
		risk: "false-green",
		probe: "push to such a branch as an administrator, as a maintainer and with a custom role",
		unread: "it takes pushes by people with each role"
	},
	{
		id: "apps-and-keys-are-no-administrators",
		says: "a bypass for an app or for deploy keys lets no administrator pass",
		risk: "false-green",
		probe: "a bypass for an app that an administrator installed, and a push of that administrator",
		unread: "it takes a push of an administrator"
	},
	{
		id: "patterns-without-refs",
		says: "whether a condition without refs/ in front means the short name is not documented",
		risk: "unverified",
		probe: "create a ruleset with include [\"main\"] by the API and read the rules of main",
		unread: "it takes a ruleset with such a pattern, which the settings page never makes"
	},
	{
		id: "complement-sets",
		says: "a set with ! in front is as little known to GitHub as one with ^",
		risk: "unverified",
		probe: "a ruleset for refs/heads/[!m]ain",
		unread: "it takes a ruleset with such a pattern, which the settings page never makes"
	},
	{
		id: "summary-names-all-classic-checks",
		says: "every reader finds all checks of classic protection, with their apps, in `protection.required_status_checks` of the branch",
		risk: "false-red",
		probe: "compare it with GET /branches/{branch}/protection of a branch with classic checks"
	},
	{
		id: "no-classic-protection-no-classic-queue",
		says: "`protection.enabled: false` of the branch means that no classic protection, and so no merge queue of it, is there",
		risk: "false-green",
		probe: "read a branch that only a ruleset protects, and one with a merge queue of classic protection"
	},
	{
		id: "scheduled-runs-are-of-the-branch",
		says: "a run with the event schedule runs the workflow file of the default branch, and no request can give a run that event",
		risk: "false-green",
		probe: "list the runs of a scheduled workflow that was also dispatched, called and re-run, and compare their events"
	},
	{
		id: "artifacts-are-of-their-run",
		says: "`workflow_run` of an artifact names the run whose job uploaded it, and no other run can add an artifact to that run",
		risk: "false-green",
		probe: "upload an artifact in two runs, and list the artifacts of each"
	},
	{
		id: "every-change-moves-updated-at",
		says: "every change of a ruleset gives it another `updated_at`, its bypass list and its conditions too",
		risk: "false-green",
		probe: "change rules, conditions, enforcement and bypass list one after the other, and read updated_at after each"
	},
	{
		id: "filters-of-runs-go-together",
		says: "the list of runs of a workflow takes branch, event and created with >= together",
		risk: "unverified",
		probe: "list the runs of a workflow with all three, and compare with the whole list"
	},
	{
		id: "path-of-a-run",
		says: "the path of a run is that of its workflow, with at most its own repository before and a ref of the branch behind it",
		risk: "unverified",
		probe: "read the path of scheduled runs on github.com and GitHub Enterprise Server"
	},
	{
		id: "path-of-a-calling-run",
		says: "the path of a run whose jobs call a reusable workflow is that of the calling workflow, and its artifacts are those of the called jobs",
		risk: "unverified",
		probe: "call scheduled-audit.yml from a workflow on a schedule, and read the path and the artifacts of its run"
	},
	{
		id: "rule-suites-hold-every-bypass",
		says: "rule suites with the result bypass are all bypasses of rulesets and classic protection but those of exempt actors",
		risk: "false-green",
		probe: "bypass a ruleset and a classic protection by push, merge and force push, and list the rule suites",
		unread: "it takes bypasses, and only who made them knows whether one is missing"
	},
	{
		id: "month-of-rule-suites",
		says: "time_period=month of rule suites reaches back at least 28 days",
		risk: "false-green",
		probe: "bypass a rule, and list the rule suites of the month 27 days later"
	},
	{
		id: "history-of-rulesets-is-kept",
		says: "the history of a ruleset holds every version of the last 180 days, and goes when the ruleset is deleted",
		risk: "false-green",
		probe: "read the history of a ruleset that was changed 179 days ago"
	},
	{
		id: "all-tags-in-one-list",
		says: "GET /git/matching-refs/tags lists all tags, in pages that the Link header leads through",
		risk: "false-red",
		probe: "list the tags of a repository that has more than 200"
	},
	{
		id: "immutable-releases-off-is-no-404",
		says: "GET /immutable-releases answers 200 with `enabled: false` where they are off (observed by others); the documentation says 404",
		risk: "unverified",
		probe: "read it in a repository where they are off, with administration: read and without"
	},
	{
		id: "immutable-release-locks-its-tag",
		says: "the tag of a release with `immutable: true` can be neither moved nor deleted, whoever tries",
		risk: "false-green",
		probe: "move and delete the tag of such a release as an owner, also after the release was deleted"
	},
	{
		id: "targets-in-one-question",
		says: "GET /rulesets?targets=branch,tag,push lists the rulesets of all three, as it does without the filter",
		risk: "false-red",
		probe: "list the rulesets of a repository with one of each target, with and without the filter"
	},
	{
		id: "rules-and-rulesets-agree",
		says: "every active ruleset that includes a branch and has rules is among GET /rules/branches/{branch}",
		risk: "unverified",
		probe: "a ruleset with one rule of each type, and the rules of a branch that it includes"
	},
	{
		id: "rules-are-as-in-their-ruleset",
		says: "GET /rules/branches/{branch} gives the parameters of a rule the values that GET /rulesets/{id} gives them, at every level",
		risk: "unverified",
		probe: "compare the two for a ruleset of the repository, of the organisation and of the enterprise with every rule"
	},
	{
		id: "branches-hold-the-default-branch",
		says: "the list of branches holds the default branch, but in a repository without any commit",
		risk: "unverified",
		probe: "list the branches of a repository whose default branch was just renamed"
	},
	{
		id: "unknown-parameters-take-nothing-away",
		says: "a parameter of a known rule that is not known here makes the rule no weaker",
		risk: "false-green",
		probe: "read the description of the REST API for parameters that are not in the list of this domain"
	},
	{
		id: "properties-by-metadata",
		says: "GET /properties/values needs metadata: read, and lists every property that has a value",
		risk: "unverified",
		probe: "ask it with GITHUB_TOKEN in a repository of an organisation with a property"
	},
	{
		id: "renamed-branches-lead-on",
		says: "GET /branches/{branch} of a renamed branch leads on to its present name, and says that name",
		risk: "false-green",
		probe: "rename a branch and ask for it by its former name",
		unread: "no answer tells the former name of a branch"
	}
];

// shared/domain/assumptions/workflows.ts
const workflowAssumptions = [
	{
		id: "own-actions-of-a-called-workflow",
		says: "`$/` in a workflow that another repository calls, and in the composites that it uses, means the repository and the commit of that file",
		risk: "false-green",
		probe: "call governance.yml from a repository that has files of its own under actions/executive-summary, and look at the log of the set up of its jobs"
	},
	{
		id: "reviews-of-a-run-are-of-its-environments",
		says: "GET /actions/runs/{run_id}/approvals lists who let the run into an environment, and nothing for an environment without required reviewers",
		risk: "false-green",
		probe: "call release.yml with an environment that has reviewers, with one that has none, and with one that does not exist"
	},
	{
		id: "outputs-of-a-call-that-failed",
		says: "the outputs of a called workflow are set from those of its jobs also where one of them failed",
		risk: "false-red",
		probe: "call governance.yml for a change that is a no-go, and print its outputs in a job with if: always()"
	},
	{
		id: "a-secret-that-is-not-passed-is-empty",
		says: "a secret that a call does not pass is the empty text inside, so that `secrets.token || github.token` is the token of the workflow",
		risk: "unverified",
		probe: "call governance.yml without secrets, and look at which account its requests are made by"
	},
	{
		id: "the-matrix-of-a-skipped-job-is-not-computed",
		says: "a job that is skipped because what it needs failed does not fail by a matrix that an output of that would have given",
		risk: "false-red",
		probe: "call organisation-audit.yml with shards: 0, and look at the jobs of the run"
	}
];

export { assumptions, auditAssumptions, workflowAssumptions };