"""What is typed into the forms of actions."""

ACTION = {
    "action.what": "Ask payroll for the postcodes", "action.owner": "", "action.owner_name": "",
    "action.by": "2026-03-10", "action.first_step": "Write to payroll",
}  # fmt: skip
DONE = {"outcome.1.status": "done", "outcome.1.learned": "Ask twice.", "outcome.1.seen": "1"}
