# Carries AWS's event to GitHub, where it starts verify-backup-policies.yml: CloudTrail, EventBridge, an API
# destination, repository_dispatch. For the management account in us-east-1, where AWS Organizations records its
# events; a trail there must log management events.

variable "repository" {
  description = "OWNER/NAME on GitHub"
  type        = string
}

variable "token" {
  description = "A fine-grained token for that repository alone, with the permission contents: write"
  type        = string
  sensitive   = true
}

resource "aws_cloudwatch_event_connection" "github" {
  name               = "github"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "Authorization"
      value = "Bearer ${var.token}"
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "github" {
  name                             = "github"
  connection_arn                   = aws_cloudwatch_event_connection.github.arn
  http_method                      = "POST"
  invocation_endpoint              = "https://api.github.com/repos/${var.repository}/dispatches"
  invocation_rate_limit_per_second = 1
}

resource "aws_cloudwatch_event_rule" "effective_policy" {
  name = "effective-backup-policy"
  # The event is marked read-only; the plain state ENABLED leaves such events out.
  state = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
  event_pattern = jsonencode({
    source = ["aws.organizations"]
    detail = {
      eventName           = ["EffectivePolicyValidation"]
      serviceEventDetails = { policyType = ["BACKUP_POLICY"] }
    }
  })
}

resource "aws_cloudwatch_event_target" "github" {
  rule     = aws_cloudwatch_event_rule.effective_policy.name
  arn      = aws_cloudwatch_event_api_destination.github.arn
  role_arn = aws_iam_role.github.arn
  input_transformer {
    input_paths = {
      account = "$.detail.serviceEventDetails.accountId"
      state   = "$.detail.serviceEventDetails.state"
    }
    input_template = "{\"event_type\":\"effective-policy-validation\",\"client_payload\":{\"account\":\"<account>\",\"state\":\"<state>\"}}"
  }
}

resource "aws_iam_role" "github" {
  name_prefix = "github-dispatch-"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "events.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "github" {
  role = aws_iam_role.github.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "events:InvokeApiDestination"
      Resource = aws_cloudwatch_event_api_destination.github.arn
    }]
  })
}
