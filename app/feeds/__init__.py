"""What feed readers and calendars subscribe to: public contents only, whoever asks."""
