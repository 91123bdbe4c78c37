#!/usr/bin/env bash
# Applies what review.sh has reviewed, and nothing else.
set -euo pipefail

digest=$(node --print 'require("./review/plan.json").digest')
npx cdktf synth
npx org-backup plan \
  --org stacks/organization.yaml \
  --base base/cdktf.out \
  --fail-on none \
  --expect-digest "$digest"
npx cdktf deploy '*'
