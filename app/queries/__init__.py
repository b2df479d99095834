"""What is read: functions that return a `Select`, or rows of it as plain values."""
