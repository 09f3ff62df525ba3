"""The engine in which a language model writes, and the guard that checks each sentence before it is shown."""
