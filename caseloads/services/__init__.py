"""What an administrator changes for everybody: one verb each."""
