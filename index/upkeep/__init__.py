"""What keeps an index sound: checked, mended, and rid of what no reader needs."""
