"""Follow-ups: what a question leans on in the questions before it, put into its words."""
