"""What officers would carry: read for scenarios and their pages."""
