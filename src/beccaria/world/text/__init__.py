"""What officers write: well and badly, in two languages."""
