#!/usr/bin/env bash
# Synthesizes and reviews; keeps the review for apply.sh. Ends with 2 where a finding is an error.
set -euo pipefail

npx cdktf synth
npx org-backup plan \
  --org stacks/organization.yaml \
  --fail-on error \
  --output json=review/plan.json \
  --output html=review/review.html
