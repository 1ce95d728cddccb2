//! Guidance before the act: the wizard that says what the rules say, the check of a text that leaves no trace, the
//! quiz with its certificate. It keeps nothing of what somebody asks.
