"""Staff: who may sign in to the desk, by a link sent to their address, and for how long they stay."""
