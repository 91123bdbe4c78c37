#!/usr/bin/env bash
# Synthesizes and reviews; keeps the review and the target branch's code for apply.sh. Ends with 2 if a
# finding is an error. TARGET names another target branch than origin/main.
set -euo pipefail

# What the target branch declares and this code does not is what Terraform deletes.
rm -rf base
git worktree add --force --quiet --detach base "$(git merge-base HEAD "${TARGET:-origin/main}")"
(cd base && npm ci && npx cdktf synth)

npx cdktf synth
npx org-backup plan \
  --org stacks/organization.yaml \
  --base base/cdktf.out \
  --fail-on error \
  --output json=review/plan.json \
  --output html=review/review.html
