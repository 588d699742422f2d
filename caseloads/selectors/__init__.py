"""What pages that show several apps together need."""
