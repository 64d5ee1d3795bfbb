"""Two people bring an old register in: who prepares it hands it in, and somebody else approves it."""
