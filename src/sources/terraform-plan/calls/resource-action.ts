import type { PlanResource } from "../plan-resource";

/** What Terraform does with one resource instance. */
export interface ResourceAction {
  readonly destroys: boolean;
  readonly creates: boolean;
  readonly updates: boolean;
  /** True with create_before_destroy: what is created exists before the old one ends. */
  readonly createsFirst: boolean;
}

/** `forget`, `no-op`, `read`, an import and a move make no call. */
export function resourceAction({ actions, before }: PlanResource): ResourceAction {
  const [first, second] = actions;
  // `skip_destroy` in the state keeps the thing in AWS.
  const destroys = actions.includes("delete") && before?.skip_destroy !== true;
  return {
    destroys,
    creates: actions.includes("create"),
    updates: actions.includes("update"),
    createsFirst: first === "create" && second === "delete",
  };
}
