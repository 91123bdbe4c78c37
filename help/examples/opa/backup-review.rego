# Decides on a change of backup policies from the review that org-backup writes:
#
#   org-backup plan --org organization.yaml --include-policies --fail-on none --output json=review.json
#   conftest test review.json --policy help/examples/opa
#   opa eval --fail-defined --data help/examples/opa --input review.json 'data.main.deny[message]'
#
# For OPA 1.x and conftest 0.60 or newer.
package main

import rego.v1

# Backups, or a way back to them, are lost. The rules are described in help/findings.md.
data_loss := {
	"account-unprotected",
	"continuous-backup-off",
	"copy-removed",
	"plan-removed",
	"region-removed",
	"retention-shortened",
	"rule-removed",
	"selection-removed",
}

# No published policy may keep recovery points for fewer days than this.
minimum_days := 14

# Names of accounts that may lose what they like.
is_playground(account) if startswith(input.accountNames[account], "sandbox-")

deny contains message if {
	some finding in input.findings
	finding.rule in data_loss
	finding.acknowledged == null
	accounts := [account | some account in finding.accounts; not is_playground(account)]
	count(accounts) > 0
	message := sprintf("%s: %s (%d accounts)", [finding.rule, finding.message, count(accounts)])
}

deny contains message if {
	some change in input.changes
	change.after.status == "withheld"
	some error in change.after.errors
	message := sprintf("AWS would withhold the policy of %s: %s", [change.scope, error.message])
}

# Reads the effective policies themselves, which --include-policies adds.
deny contains message if {
	some outcome in input.effectivePolicies
	outcome.status == "published"
	some plan_name, plan in outcome.policy.plans
	some rule_name, rule in plan.rules
	days := to_number(rule.lifecycle.delete_after_days)
	days < minimum_days
	protected := [account | some account in outcome.accounts; not is_playground(account)]
	count(protected) > 0
	message := sprintf("%s/%s keeps recovery points for %d days, fewer than %d", [plan_name, rule_name, days, minimum_days])
}

warn contains message if {
	some finding in input.findings
	finding.severity == "warning"
	finding.acknowledged == null
	message := sprintf("%s: %s", [finding.rule, finding.message])
}
