"""Who may see and do what: markings, row policies, the gate, sessions and limits."""
